//! The trading floor: one data directory, its profiles and its archive. It seats people at desks.

use std::path::Path;
use std::sync::Arc;

use feed::Quotes;
use feed::live::Addresses;
use store::{Archive, Cost, DataDir, Keychain, Ledger, Opening, Profile, Profiles, Session};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;
use trading::{Day, Market, Moment, Paise};

use crate::care::Care;
use crate::clock::WallClock;
use crate::desk::Desk;
use crate::exchange::Exchange;
use crate::following::{Following, live_tape};
use crate::keeper::{Keeper, Looking, Outlets};
use crate::practice::DAY_BEGINS;
use crate::problem::Problem;
use crate::scene::Scene;
use crate::seat::Seat;
use crate::tape::Tape;

/// What every account starts with unless an administrator chose something else: one lakh rupees.
pub const STARTING_CAPITAL: Paise = Paise::rupees(100_000);

/// How long the end of the program waits for desks to be left.
const LEAVING: std::time::Duration = std::time::Duration::from_secs(5);

/// The name of the account that follows the live market; every profile has one from the start.
pub const LIVE_ACCOUNT: &str = "live";

/// One data directory, open.
pub struct Floor {
    pub(crate) dir: DataDir,
    pub(crate) wall: WallClock,
    pub(crate) profiles: Profiles,
    archive: Arc<Archive>,
    exchange: Arc<Exchange>,
    tasks: TaskTracker,
    /// One for each desk that was taken, ended when that desk was left.
    desks: TaskTracker,
    /// Ends the exchange's task with the floor.
    stop: DropGuard,
}

/// A practice account to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPractice {
    /// Its name.
    pub name: String,
    /// The day to begin on; the first of the archive when none is chosen.
    pub day: Option<Day>,
    /// The seed of its modelled paths; any when none is chosen.
    pub seed: Option<u64>,
    /// What it starts with; the house's starting balance when nothing is chosen.
    pub capital: Option<Paise>,
}

/// An account, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountInfo {
    /// Its name.
    pub name: String,
    /// Live or practice.
    pub market: Market,
    /// What it started with.
    pub capital: Paise,
    /// Where its own time stands.
    pub now: Moment,
    /// Whether it was put away.
    pub archived: bool,
}

impl Floor {
    /// Opens a data directory, or makes an empty one.
    ///
    /// # Errors
    /// When the directory cannot be written, or what is in it is damaged.
    pub async fn open(dir: &Path, wall: WallClock) -> Result<Arc<Self>, Problem> {
        Self::open_with_keychain(dir, wall, Keychain::none()).await
    }

    /// The same, where the keys of profiles without a password may lie in a keychain.
    ///
    /// # Errors
    /// As [`Floor::open`].
    pub async fn open_with_keychain(
        dir: &Path,
        wall: WallClock,
        keychain: Keychain,
    ) -> Result<Arc<Self>, Problem> {
        Self::open_as(dir, wall, Cost::USUAL, keychain).await
    }

    /// The same, with passwords that cost less to derive: for tests.
    ///
    /// # Errors
    /// As [`Floor::open`].
    pub async fn open_at_cost(dir: &Path, wall: WallClock, cost: Cost) -> Result<Arc<Self>, Problem> {
        Self::open_as(dir, wall, cost, Keychain::none()).await
    }

    async fn open_as(
        dir: &Path,
        wall: WallClock,
        cost: Cost,
        keychain: Keychain,
    ) -> Result<Arc<Self>, Problem> {
        let dir = DataDir::at(dir)?;
        let profiles = Profiles::open_at_cost(&dir, cost).await?.with_keychain(keychain);
        if !profiles.list().await?.is_empty()
            && let Err(error) = profiles.copy_daily(wall.now()).await
        {
            // Nothing is wrong with the list itself, and people want to get on.
            tracing::warn!(%error, "the list of profiles was not copied");
        }
        let archive = Arc::new(Archive::open(dir.path()).await?);
        let exchange = Exchange::open(dir.path(), Arc::clone(&archive), wall).await?;
        let (tasks, desks) = (TaskTracker::new(), TaskTracker::new());
        let stop = CancellationToken::new().drop_guard();
        Ok(Arc::new(Self { dir, wall, profiles, archive, exchange, tasks, desks, stop }))
    }

    /// Begins to follow the live sources, as far as they are switched on, now and whenever that changes. Until then,
    /// and while none is switched on, nothing leaves this computer.
    pub fn follow(&self, addresses: Addresses) {
        let stop = self.stop.token().clone();
        if self.tasks.close() {
            self.tasks.spawn(crate::beat::follow(Arc::clone(&self.exchange), addresses, stop));
        }
    }

    /// Waits until every desk that nobody holds any more was left in order, as long as that takes a healthy disk.
    /// SQLCipher's clean-up at the end of the program does not wait for a statement that still runs.
    pub async fn everyone_left(&self) {
        self.desks.close();
        if tokio::time::timeout(LEAVING, self.desks.wait()).await.is_err() {
            tracing::warn!("a desk was not left in time");
        }
    }

    /// The live market of this process.
    #[must_use]
    pub const fn exchange(&self) -> &Arc<Exchange> {
        &self.exchange
    }

    /// Loads the built-in market on the first start; tells percent and words meanwhile.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub async fn fill_archive(&self, progress: impl FnMut(u8, &str) + Send) -> Result<bool, Problem> {
        Ok(self.archive.fill_if_empty(progress).await?)
    }

    /// The data directory.
    #[must_use]
    pub const fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// The time on the wall.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.wall.now()
    }

    /// The public facts.
    #[must_use]
    pub fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// A profile's accounts, archived ones too.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn accounts(&self, session: &Session) -> Result<Vec<AccountInfo>, Problem> {
        let ledger = self.ledger(session).await?;
        let mut infos = Vec::new();
        for account in ledger.accounts().await? {
            let kept = ledger.clock(account.number).await?;
            infos.push(self.info(&account, kept));
        }
        ledger.close().await?;
        Ok(infos)
    }

    /// Opens a practice account and makes it the one used last.
    ///
    /// # Errors
    /// When the name is taken, the archive does not have the day, or the disk fails.
    pub async fn open_practice(
        &self,
        session: &Session,
        wanted: NewPractice,
    ) -> Result<AccountInfo, Problem> {
        let days = self.archive.days().await?;
        let first = days.first().ok_or_else(|| {
            Problem::usage("The archive holds no day yet.", "Start Lakh once, or run lakh market import.")
        })?;
        let day = wanted.day.unwrap_or(first.day);
        self.archive.market_day(day).await?;
        let seed = wanted.seed.unwrap_or_else(|| seed_of(self.now()));
        let capital = match wanted.capital {
            Some(capital) => capital,
            None => self.starting_capital().await?,
        };
        let ledger = self.ledger(session).await?;
        let opening = Opening {
            name: wanted.name,
            market: Market::Practice { day, seed },
            capital,
            at: day.at(DAY_BEGINS),
            wall_at: self.now(),
        };
        let (account, _) = ledger.open_account(&opening).await?;
        self.profiles.set_last_account(session.id(), account.number).await?;
        ledger.close().await?;
        Ok(self.info(&account, None))
    }

    /// Puts an account away; its name is free again, nothing is erased.
    ///
    /// # Errors
    /// When there is no such account, or the disk fails.
    pub async fn archive_account(&self, session: &Session, name: &str) -> Result<AccountInfo, Problem> {
        let ledger = self.ledger(session).await?;
        let account = ledger.account_named(name).await?;
        let news = ledger.events_after(account.number, 0).await?;
        let last = news.events.iter().map(|(_, event)| event.at).max().unwrap_or(account.opened_at);
        let at = match account.market {
            Market::Live => self.now().max(last),
            Market::Practice { .. } => last,
        };
        ledger.archive_account(&news.head, account.number, at, self.now()).await?;
        ledger.close().await?;
        Ok(AccountInfo { archived: true, ..self.info(&account, Some(at)) })
    }

    /// Puts an account away and opens a new one of the same name on the same market.
    ///
    /// # Errors
    /// When there is no such account, or the disk fails.
    pub async fn reset_account(&self, session: &Session, name: &str) -> Result<AccountInfo, Problem> {
        let old = self.archive_account(session, name).await?;
        let ledger = self.ledger(session).await?;
        let at = match old.market {
            Market::Live => self.now(),
            Market::Practice { day, .. } => day.at(DAY_BEGINS),
        };
        let opening =
            Opening { name: old.name, market: old.market, capital: old.capital, at, wall_at: self.now() };
        let (account, _) = ledger.open_account(&opening).await?;
        self.profiles.set_last_account(session.id(), account.number).await?;
        ledger.close().await?;
        Ok(self.info(&account, None))
    }

    /// Seats a profile at an account: the one named, else the one used last, else the live one.
    ///
    /// # Errors
    /// When there is no such account, or its record or the archive cannot be read.
    pub async fn sit_down(&self, session: &Session, account: Option<&str>) -> Result<Desk, Problem> {
        let profile = self.profiles.now(session).await?;
        let ledger = self.ledger(session).await?;
        let account = match account {
            Some(name) => ledger.account_named(name).await?,
            None => self.last_used(&ledger, &profile).await?,
        };
        if profile.last_account != Some(account.number) {
            self.profiles.set_last_account(&profile.id, account.number).await?;
        }
        let lists = ledger.watch_lists().await?;
        let seat = Seat::take(ledger, account.number, self.wall).await?;
        let (tape, now) = self.tape_of(&seat, account.market).await?;
        let following = match account.market {
            Market::Live => {
                let rung = seat.clock().await?.unwrap_or(account.opened_at);
                Some(Following::new(&self.exchange, rung))
            }
            Market::Practice { .. } => None,
        };
        let (view, views) = watch::channel(Arc::new(crate::view::View::empty(account.market, now)));
        let (scene, scenes) = watch::channel(Scene { tape: Arc::clone(&tape), now, board_wanted: false });
        let (notices, _) = broadcast::channel(256);
        let last_day = self.archive.next_day(tape.day()).await?.is_none();
        let care = Care::new(self.profiles.clone(), session.clone(), seat.ledger.clone(), now.day());
        let mut keeper = Keeper {
            care,
            name: account.name.as_str().into(),
            market: account.market,
            seat,
            archive: Arc::clone(&self.archive),
            wall: self.wall,
            tape,
            last_day,
            now,
            began: self.now(),
            following,
            shown: None,
            playing: None,
            looking: Looking::default(),
            indices: Vec::new(),
            quotes: Quotes::new(None),
            beat_at: None,
            lists,
            revision: 0,
            out: Outlets { view, scene, notices },
        };
        keeper.make_up().await?;
        keeper.follow().await?;
        keeper.beat(true);
        keeper.show();
        let desk = Desk::start(keeper, views, scenes);
        self.desks.spawn(desk.left());
        Ok(desk)
    }

    /// A day of the archive as it ended, for whoever has no account: the last one when none is named.
    ///
    /// # Errors
    /// When the archive does not have the day, or cannot be read.
    pub async fn scene_of(&self, day: Option<Day>) -> Result<Scene, Problem> {
        let day = match day {
            Some(day) => day,
            None => self.archive.days().await?.last().ok_or_else(no_day)?.day,
        };
        let tape = Arc::new(Tape::load(&self.archive, day, None).await?);
        Ok(Scene { tape, now: day.at(trading::day_ends(day)), board_wanted: false })
    }

    /// Opens a ledger for whoever is signed in and not locked since; a damaged one is told with its last backup.
    pub(crate) async fn ledger(&self, session: &Session) -> Result<Ledger, Problem> {
        self.profiles.now(session).await?;
        Ledger::open(session).await.map_err(|error| self.with_last_backup(session, error))
    }

    async fn last_used(&self, ledger: &Ledger, profile: &Profile) -> Result<store::Account, Problem> {
        let accounts = ledger.accounts().await?;
        let open = |account: &&store::Account| !account.archived;
        let last = accounts.iter().filter(open).find(|account| Some(account.number) == profile.last_account);
        let live = || accounts.iter().filter(open).find(|account| account.market == Market::Live);
        last.or_else(live).cloned().ok_or_else(|| {
            Problem::usage(
                "Every account of this profile is archived.",
                "Open one: lakh account open NAME --practice",
            )
        })
    }

    /// The market of an account, and where its time stands in it.
    async fn tape_of(&self, seat: &Seat, market: Market) -> Result<(Arc<Tape>, Moment), Problem> {
        match market {
            Market::Practice { day, seed } => {
                let now = seat.clock().await?.unwrap_or_else(|| day.at(DAY_BEGINS));
                Ok((Arc::new(Tape::load(&self.archive, now.day(), Some(seed)).await?), now))
            }
            Market::Live => {
                let now = self.now();
                Ok((live_tape(&self.exchange, self.exchange.heard(), now).await?, now))
            }
        }
    }

    pub(crate) fn info(&self, account: &store::Account, kept: Option<Moment>) -> AccountInfo {
        let now = match account.market {
            Market::Live => self.now(),
            Market::Practice { .. } => kept.unwrap_or(account.opened_at),
        };
        AccountInfo {
            name: account.name.clone(),
            market: account.market,
            capital: account.capital,
            now,
            archived: account.archived,
        }
    }
}

/// A seed that nobody chose: short enough to be told to a friend.
fn seed_of(now: Moment) -> u64 {
    u64::try_from(now.millis().rem_euclid(10_000)).unwrap_or(7)
}

fn no_day() -> Problem {
    Problem::world("The archive holds no day.", "Start Lakh again; it loads its built-in market.")
}
