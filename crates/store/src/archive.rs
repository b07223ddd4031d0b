//! `market.sqlite`: the public facts of past days. Filled once from the built-in market, then by imports; whatever
//! happens to the file, it can be made again, so commits need not wait for the disk.

mod beat;
mod connection;
mod day;
mod entity;
mod extremes;
mod failure;
mod fill;
mod import;
mod names;
mod pack;
mod portions;
mod read;
mod recorded;
mod rows;
mod terms;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::DatabaseConnection;
use trading::{Announcement, Day, DecodedFile, Symbol};

pub use day::{IndexDay, MarketDay, QuietStock, StockDay};
pub use extremes::{Extremes, YearRange};
pub use failure::ArchiveError;
pub use import::ImportReport;
pub use terms::DayFacts;

/// Days kept in memory at most: about 2 MB each, and a practice account uses one or two.
const DAYS_KEPT: usize = 16;

/// The archive of past days. One for each data directory; it may be shared and used from many tasks.
#[derive(Debug)]
pub struct Archive {
    db: DatabaseConnection,
    path: PathBuf,
    /// Days as they were last read, for a day is asked for again and again. Emptied when anything is written.
    kept: Mutex<HashMap<Day, Arc<MarketDay>>>,
    /// The extremes that were worked out last.
    year: Mutex<Option<Arc<YearRange>>>,
}

/// A day that the archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySummary {
    /// The day.
    pub day: Day,
    /// Stocks that traded on it.
    pub stocks: usize,
    /// Whether bars or trades recorded within the day are here for some stock, rather than its figures only.
    pub has_ticks: bool,
    /// Whether every stock of the day and the index levels are here.
    pub complete: bool,
}

impl Archive {
    /// Opens the archive of a data directory; makes an empty one where there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is damaged, or was written by a newer Lakh.
    pub async fn open(directory: &Path) -> Result<Self, ArchiveError> {
        let path = directory.join("market.sqlite");
        let db = connection::open(&path).await?;
        Ok(Self { db, path, kept: Mutex::default(), year: Mutex::default() })
    }

    /// Loads the built-in market, once only: true when it was loaded now. `progress` is told percent and words.
    /// An interruption leaves the archive as it was, and the next call starts anew.
    ///
    /// # Errors
    /// When the file cannot be written, or the program's own copy of the market is damaged.
    pub async fn fill_if_empty(&self, progress: impl FnMut(u8, &str) + Send) -> Result<bool, ArchiveError> {
        let filled = fill::fill(&self.db, &self.path, progress).await?;
        self.forget();
        Ok(filled)
    }

    /// Takes in what a decoded file says, all of it or nothing. The same file a second time changes nothing.
    ///
    /// # Errors
    /// When the archive cannot be written. Rows that cannot be used are no error; the report names them.
    pub async fn import(&self, name: &str, file: &DecodedFile) -> Result<ImportReport, ArchiveError> {
        let report = import::import(&self.db, name, file).await.map_err(|error| self.failed(&error))?;
        self.forget();
        Ok(report)
    }

    /// The days that the archive holds, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn days(&self) -> Result<Vec<DaySummary>, ArchiveError> {
        read::days(&self.db).await.map_err(|error| self.failed(&error))
    }

    /// Days of which prices of single stocks were recorded, but that cannot be practised on: the bhavcopy of the day,
    /// which tells every stock's figures, is not here. Oldest first; no stocks are counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn days_without_figures(&self) -> Result<Vec<DaySummary>, ArchiveError> {
        read::days_without_figures(&self.db).await.map_err(|error| self.failed(&error))
    }

    /// Everything about one day, for the board and the replay. The same day is read once and then shared.
    ///
    /// # Errors
    /// `NoSuchDay` when the archive does not hold it, and when the file cannot be read.
    pub async fn market_day(&self, day: Day) -> Result<Arc<MarketDay>, ArchiveError> {
        if let Some(kept) = self.kept().get(&day) {
            return Ok(Arc::clone(kept));
        }
        let read = read::market_day(&self.db, day).await.map_err(|error| self.failed(&error))?;
        let Some(read) = read else { return Err(self.no_such_day(day).await) };
        let read = Arc::new(read);
        let mut kept = self.kept();
        if kept.len() >= DAYS_KEPT {
            kept.clear();
        }
        kept.insert(day, Arc::clone(&read));
        Ok(read)
    }

    /// An index's days up to and including `until`, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn index_days(&self, index: &str, until: Day) -> Result<Vec<IndexDay>, ArchiveError> {
        read::index_days(&self.db, index, until).await.map_err(|error| self.failed(&error))
    }

    /// The first day after a day that the archive holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn next_day(&self, day: Day) -> Result<Option<Day>, ArchiveError> {
        read::neighbour(&self.db, day, true).await.map_err(|error| self.failed(&error))
    }

    /// The last day before a day that the archive holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn previous_day(&self, day: Day) -> Result<Option<Day>, ArchiveError> {
        read::neighbour(&self.db, day, false).await.map_err(|error| self.failed(&error))
    }

    /// Everything that a company did to its holders, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn corporate_actions(&self, symbol: &Symbol) -> Result<Vec<Announcement>, ArchiveError> {
        read::actions_of(&self.db, symbol).await.map_err(|error| self.failed(&error))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Day, Arc<MarketDay>>> {
        // A reader that panicked left whole days behind: each is put in by one insert.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_year(&self) -> std::sync::MutexGuard<'_, Option<Arc<YearRange>>> {
        self.year.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self) {
        self.kept().clear();
        *self.kept_year() = None;
    }

    async fn no_such_day(&self, day: Day) -> ArchiveError {
        let days = self.days().await.unwrap_or_default();
        let held = days.first().zip(days.last()).map(|(first, last)| (first.day, last.day));
        ArchiveError::NoSuchDay { day, held }
    }

    fn failed(&self, error: &sea_orm::DbErr) -> ArchiveError {
        ArchiveError::database(&self.path, error)
    }
}
