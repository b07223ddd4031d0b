//! The window's way to the desk: the data directory, who is signed in, and the account that is open.

mod administer;
mod care;
mod dropped;
mod guard;
mod people;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use desk::{AccountInfo, Desk, Floor, NewPractice, Problem};
use store::Session;
use tauri::ipc::Channel;
use tokio::sync::{Mutex, OnceCell, watch};

use crate::config::Config;
use crate::listener::Listener;
use crate::show;
use crate::wire;
use guard::{Touched, unlocked};

/// Everything that the window's commands share.
pub(crate) struct Wiring {
    config: Config,
    floor: OnceCell<Arc<Floor>>,
    progress: watch::Sender<wire::Progress>,
    seated: Mutex<Option<Seated>>,
    open: watch::Sender<Option<Desk>>,
    /// Where exports go, once somebody chose.
    exports: Mutex<Option<PathBuf>>,
    /// Files that were dropped on the window and not taken yet.
    dropped: Mutex<Vec<Option<PathBuf>>>,
}

/// Who is signed in, and the account that is open.
struct Seated {
    session: Session,
    desk: Option<Desk>,
    listener: Listener,
    /// The window's ear, to be told of a lock.
    ear: Option<Channel<wire::Message>>,
    /// Whether the window is locked: nothing is told and nothing is done until the password is given.
    locked: bool,
    touched: Touched,
    /// What was found when the ledger was opened.
    trouble: Option<wire::Trouble>,
}

impl Wiring {
    /// Nothing is opened yet.
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config,
            floor: OnceCell::new(),
            progress: watch::Sender::new(wire::Progress { what: "Opening".into(), percent: 0 }),
            seated: Mutex::new(None),
            open: watch::Sender::new(None),
            exports: Mutex::new(None),
            dropped: Mutex::default(),
        }
    }

    /// The data directory, opened and filled by whoever asks first; a failure is tried again at the next
    /// question.
    pub(crate) async fn floor(&self) -> Result<&Arc<Floor>, Problem> {
        self.floor.get_or_try_init(|| self.open_floor()).await
    }

    /// The day that it is, by the wall.
    pub(crate) fn today(&self) -> trading::Day {
        self.config.wall().now().day()
    }

    /// How the opening goes, now and from now on.
    pub(crate) fn progress(&self) -> watch::Receiver<wire::Progress> {
        self.progress.subscribe()
    }

    /// The account that is open, now and from now on.
    pub(crate) fn opened(&self) -> watch::Receiver<Option<Desk>> {
        self.open.subscribe()
    }

    /// Opens a practice account and sits down at it.
    pub(crate) async fn open_practice(&self, wanted: NewPractice) -> Result<AccountInfo, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        let info = floor.open_practice(&session, wanted).await?;
        let desk = floor.sit_down(&session, Some(&info.name)).await?;
        self.seat(session, Some(desk), None).await;
        Ok(info)
    }

    /// Sits down at another account.
    pub(crate) async fn open_account(&self, name: &str) -> Result<AccountInfo, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        let desk = floor.sit_down(&session, Some(name)).await?;
        let opened = Arc::clone(&desk.view().account);
        self.seat(session.clone(), Some(desk), None).await;
        let mut accounts = floor.accounts(&session).await?.into_iter();
        let found = accounts.find(|account| !account.archived && *account.name == *opened);
        found.ok_or_else(|| Problem::usage("The account was put away meanwhile.", "Open another."))
    }

    /// The desk of the account that is open.
    pub(crate) async fn desk(&self) -> Result<Desk, Problem> {
        let seated = self.seated.lock().await;
        unlocked(seated.as_ref())?.desk.clone().ok_or_else(no_account)
    }

    /// Tells the window everything about the open account from now on; a subscription before is over.
    pub(crate) async fn subscribe(&self, channel: Channel<wire::Message>) -> Result<(), Problem> {
        let profile = self.profile().await?;
        let mut seated = self.seated.lock().await;
        let desk = unlocked(seated.as_ref())?.desk.clone().ok_or_else(no_account)?;
        let seated = seated.as_mut().ok_or_else(no_account)?;
        seated.listener.stop().await;
        seated.ear = Some(channel.clone());
        seated.listener = Listener::start(desk, profile, channel);
        Ok(())
    }

    /// Every stock of the open account's market; what changes from here on is told to the subscriber.
    pub(crate) async fn board(&self) -> Result<wire::Board, Problem> {
        let (desk, seen) = {
            let seated = self.seated.lock().await;
            let seated = unlocked(seated.as_ref())?;
            (seated.desk.clone().ok_or_else(no_account)?, seated.listener.seen())
        };
        off_the_loop(move || seen.whole(&desk.scene(), &desk.view())).await
    }

    async fn open_floor(&self) -> Result<Arc<Floor>, Problem> {
        let floor =
            Floor::open_with_keychain(&self.config.data_dir, self.config.wall(), self.config.keychain())
                .await?;
        let tell = |percent: u8, what: &str| {
            self.progress.send_replace(wire::Progress { what: what.into(), percent });
        };
        floor.fill_archive(tell).await?;
        floor.follow(Config::addresses());
        if let Some(name) = &self.config.profile {
            self.begin_as(&floor, name).await?;
        }
        self.progress.send_replace(wire::Progress { what: "Ready".into(), percent: 100 });
        Ok(floor)
    }

    /// Signs in whom the program was started for; one who has a password is asked for it in the window.
    async fn begin_as(&self, floor: &Floor, name: &str) -> Result<(), Problem> {
        match floor.sign_in(name, None).await {
            Ok(session) => self.enter(floor, session, self.config.account.as_deref()).await,
            Err(Problem::NotAllowed { .. }) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    /// Whoever is signed in, while the window is not locked.
    pub(crate) async fn session(&self) -> Result<Session, Problem> {
        let seated = self.seated.lock().await;
        Ok(unlocked(seated.as_ref())?.session.clone())
    }

    /// Seats somebody who signed in at the account used last, or beside a ledger that cannot be opened.
    async fn enter(&self, floor: &Floor, session: Session, account: Option<&str>) -> Result<(), Problem> {
        let condition = floor.condition(&session).await?;
        let trouble = show::trouble(&condition);
        let desk = match condition.problem {
            None => at_last_account(floor, &session, account).await?,
            Some(Problem::Damaged { .. }) => None,
            Some(problem) => return Err(problem),
        };
        self.seat(session, desk, trouble).await;
        Ok(())
    }

    /// Seats a profile, perhaps at a desk, and lets whoever sat there leave in order.
    async fn seat(&self, session: Session, desk: Option<Desk>, trouble: Option<wire::Trouble>) {
        self.open.send_replace(desk.clone());
        let seated = Seated {
            session,
            desk,
            listener: Listener::default(),
            ear: None,
            locked: false,
            touched: Touched::now(),
            trouble,
        };
        let left = self.seated.lock().await.replace(seated);
        self.close(left).await;
    }

    async fn leave(&self, left: Option<Seated>) {
        self.open.send_replace(None);
        self.close(left).await;
    }

    async fn close(&self, left: Option<Seated>) {
        let Some(mut left) = left else { return };
        self.dropped.lock().await.clear();
        left.listener.stop().await;
        if let Some(desk) = left.desk.take() {
            desk.close().await;
        }
    }
}

/// Work that takes more than a moment, where it does not hold up the account's loop.
pub(crate) async fn off_the_loop<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let stopped = |_| Problem::world("The work was interrupted.", "Try again.");
    tokio::task::spawn_blocking(work).await.map_err(stopped)
}

/// A profile that has never chosen an account is asked for one first.
async fn at_last_account(
    floor: &Floor,
    session: &Session,
    account: Option<&str>,
) -> Result<Option<Desk>, Problem> {
    if account.is_none() && session.profile().last_account.is_none() {
        return Ok(None);
    }
    floor.sit_down(session, account).await.map(Some)
}

fn no_account() -> Problem {
    Problem::usage("No account is open.", "Choose one.")
}
