//! The archive's missed files: fetched one at a time between the beats, checked, imported, and never asked for twice.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use feed::live::{Class, DailyFile, Failed, Live, Web};
use feed::nse::files::decode;
use trading::{Calendar, Clock, Day, Moment};

use crate::exchange::Exchange;
use crate::heard::Errand;
use crate::problem::Problem;

/// From this time on the exchange has usually published the day's prices.
const PUBLISHED: Clock = Clock::of(18, 30, 0);
/// How far back missed days are fetched: a year and some, in days.
const REACH: i32 = 400;
/// A failure that may pass is tried again after this, in milliseconds.
const AGAIN: i64 = 30_000;
/// What is not published yet is looked for again after this, in milliseconds.
const LATER: i64 = 30 * 60_000;
/// How often the same file is tried.
const TRIES: u32 = 3;
/// One answer about corporate actions reaches this many days ahead.
const ACTIONS_REACH: i32 = 28;
/// Under this name the archive notes when the lists were last fetched.
const LISTS: &str = "lists fetched";
/// And when the members of the indices were.
const MEMBERS: &str = "members fetched";
/// The exchange changes the members of its indices twice a year, and single ones in between: asked for once in so many days.
const MEMBERS_EVERY: i32 = 7;
/// The lists of members, as the exchange names their files.
const INDICES: [&str; 7] =
    ["niftybank", "niftynext50", "nifty100", "nifty200", "nifty500", "niftytotalmarket_", "nifty50"];

/// What is still to be fetched.
#[derive(Debug, Default)]
pub(crate) struct Errands {
    /// The newest day that could be published when the plan was made.
    planned: Option<Day>,
    left: VecDeque<(DailyFile, Day)>,
    /// Days that the exchange has nothing of: holidays that the calendar did not know.
    absent: BTreeSet<Day>,
    done: usize,
    tries: u32,
    not_before: Option<Moment>,
    trouble: Option<String>,
}

impl Errands {
    /// Fetches the next file, if there is one to fetch, within so long: a slow file delays no round. Gives whether the
    /// network was used.
    pub(crate) async fn go_on(
        &mut self,
        exchange: &Exchange,
        live: &mut Live,
        now: Moment,
        room: Duration,
    ) -> bool {
        if !live.enabled().nse || self.not_before.is_some_and(|from| now < from) {
            return false;
        }
        let newest = newest_published(now);
        if self.left.is_empty() && self.planned != Some(newest) {
            match self.plan(exchange, newest, now).await {
                Ok(()) => self.planned = Some(newest),
                Err(problem) => {
                    tracing::warn!(%problem, "what the archive misses is not known");
                    self.not_before = Some(now.plus_millis(AGAIN));
                }
            }
        }
        let Some((file, day)) = self.left.front().cloned() else { return false };
        exchange.say(Some(self.errand(&file, day)));
        let outcome = match tokio::time::timeout(room, live.daily(file.clone(), day)).await {
            Ok(Ok(bytes)) => import(exchange, &file, day, &bytes).await,
            Ok(Err(failed)) => Err(failed),
            Err(_) => Err(Failed::TimedOut { web: Web::NseArchives }),
        };
        exchange.feel(live.health(exchange.wall.now()));
        match outcome {
            Ok(()) => self.next(),
            Err(failed) => self.after(&failed, day, newest, now),
        }
        if self.left.is_empty() {
            exchange.archive_grew();
            exchange.say(None);
        } else if day == newest && self.left.front().is_some_and(|(_, next)| *next != newest) {
            exchange.archive_grew();
        }
        true
    }

    async fn plan(&mut self, exchange: &Exchange, newest: Day, now: Moment) -> Result<(), Problem> {
        let missing = missing(exchange, newest).await?;
        self.left.clear();
        (self.done, self.tries, self.trouble) = (0, 0, None);
        let today = now.day().to_string();
        if exchange.archive.note(LISTS).await?.as_deref() != Some(&today) {
            let lists = [DailyFile::PriceBands, DailyFile::EquityList];
            self.left.extend(lists.map(|list| (list, newest)));
            self.left.push_back((DailyFile::BandChanges, Calendar::nse().next_trading_day(newest)));
            let mut day = newest;
            let oldest = missing.first().copied().unwrap_or(newest);
            loop {
                self.left.push_back((DailyFile::CorporateActions, day));
                day = day.plus(-ACTIONS_REACH);
                if day < oldest.plus(-ACTIONS_REACH) {
                    break;
                }
            }
        }
        let members = exchange.archive.note(MEMBERS).await?.and_then(|noted| noted.parse::<Day>().ok());
        if members.is_none_or(|fetched| now.day().since(fetched).abs() >= MEMBERS_EVERY) {
            let lists = INDICES.map(|index| (DailyFile::IndexMembers(index.to_owned()), newest));
            self.left.extend(lists);
        }
        for day in missing.into_iter().rev().filter(|day| !self.absent.contains(day)) {
            // The levels of the indices come last: a day counts as whole once they are here.
            let files = [DailyFile::Bhavcopy, DailyFile::Deliveries, DailyFile::IndexClose];
            self.left.extend(files.map(|file| (file, day)));
        }
        Ok(())
    }

    fn next(&mut self) {
        self.left.pop_front();
        self.done += 1;
        self.tries = 0;
    }

    /// What a failure means for the rest: wait, try again, or leave it.
    fn after(&mut self, failed: &Failed, day: Day, newest: Day, now: Moment) {
        tracing::info!(%failed, %day, "a daily file did not come");
        let is_prices = matches!(self.left.front(), Some((DailyFile::Bhavcopy, _)));
        match failed.class() {
            Class::Wait { seconds } => {
                self.not_before = Some(now.plus_millis(i64::try_from(seconds).unwrap_or(600) * 1_000));
                self.trouble = Some(failed.to_string());
            }
            Class::TryAgain => {
                self.tries += 1;
                self.not_before = Some(now.plus_millis(AGAIN));
                self.trouble = Some(failed.to_string());
                if self.tries >= TRIES {
                    self.next();
                }
            }
            Class::GiveUp if is_prices && day == now.day() => {
                // Not published yet; the plan is made again.
                self.left.retain(|(_, of)| *of != day);
                self.planned = None;
                self.not_before = Some(now.plus_millis(LATER));
            }
            Class::GiveUp if is_prices => {
                self.left.retain(|(file, of)| *of != day || *file == DailyFile::CorporateActions);
                if day < newest {
                    self.absent.insert(day);
                }
            }
            Class::GiveUp => self.next(),
        }
    }

    fn errand(&self, file: &DailyFile, day: Day) -> Errand {
        let what = match file {
            DailyFile::EquityList | DailyFile::PriceBands | DailyFile::IndexMembers(_) => file.to_string(),
            DailyFile::Bhavcopy
            | DailyFile::Deliveries
            | DailyFile::IndexClose
            | DailyFile::BandChanges
            | DailyFile::CorporateActions => format!("{file}, {}", day.words()),
        };
        Errand { what, done: self.done, of: self.done + self.left.len(), trouble: self.trouble.clone() }
    }
}

/// The newest day whose prices could be published by now.
fn newest_published(now: Moment) -> Day {
    let calendar = Calendar::nse();
    let today = now.day();
    if calendar.is_trading_day(today) && now.clock() >= PUBLISHED {
        today
    } else {
        calendar.previous_trading_day(today)
    }
}

/// The trading days that the archive has a gap at, oldest first: from its first day of the last year on.
async fn missing(exchange: &Exchange, newest: Day) -> Result<Vec<Day>, Problem> {
    let held = exchange.archive.days().await?;
    let from = held.iter().map(|held| held.day).find(|day| newest.since(*day) <= REACH).unwrap_or(newest);
    let whole: BTreeSet<Day> = held.iter().filter(|held| held.complete).map(|held| held.day).collect();
    let days = (0..=newest.since(from).max(0)).map(|after| from.plus(after));
    let wanted = |day: &Day| Calendar::nse().is_trading_day(*day) && !whole.contains(day);
    Ok(days.filter(wanted).collect())
}

/// Imports a file that came, whole or not at all.
async fn import(exchange: &Exchange, file: &DailyFile, day: Day, bytes: &[u8]) -> Result<(), Failed> {
    let unreadable = |why: String| Failed::Unreadable { web: Web::NseArchives, what: file.to_string(), why };
    let (year, month, date) = day.parts();
    let name = match file {
        DailyFile::PriceBands => format!("sec_list_{date:02}{month:02}{year}.csv"),
        DailyFile::IndexMembers(index) => format!("ind_{index}list.csv"),
        DailyFile::EquityList
        | DailyFile::Bhavcopy
        | DailyFile::Deliveries
        | DailyFile::IndexClose
        | DailyFile::BandChanges
        | DailyFile::CorporateActions => file.to_string(),
    };
    let decoded = decode(&name, bytes).map_err(|error| unreadable(error.to_string()))?;
    let report = exchange.archive.import(&name, &decoded).await;
    let report = report.map_err(|error| unreadable(format!("it was not imported: {error}")))?;
    tracing::info!(file = %report.file, rows = report.rows_read, refused = report.rows_refused, "imported");
    let noted = match file {
        DailyFile::EquityList => Some(LISTS),
        DailyFile::IndexMembers(index) if INDICES.last() == Some(&index.as_str()) => Some(MEMBERS),
        DailyFile::IndexMembers(_)
        | DailyFile::PriceBands
        | DailyFile::Bhavcopy
        | DailyFile::Deliveries
        | DailyFile::IndexClose
        | DailyFile::BandChanges
        | DailyFile::CorporateActions => None,
    };
    if let Some(noted) = noted {
        let today = exchange.wall.now().day().to_string();
        if let Err(error) = exchange.archive.keep_note(noted, &today).await {
            tracing::warn!(%error, "that the lists were fetched was not noted");
        }
    }
    Ok(())
}
