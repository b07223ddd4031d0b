//! The daily files: fetched one by one, checked before they are handed on.

use std::time::Duration;

use trading::{Calendar, Day, FileKind};

use super::Live;
use super::ask::Ask;
use super::client::Allowance;
use super::daily::DailyFile;
use super::failed::Failed;
use crate::nse::files::decode;

/// What one file may cost.
const REQUESTS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(150);
/// One row in so many may be refused; more, and the exchange has changed the file.
const REFUSED_IN: usize = 50;

impl Live {
    /// A daily file, as it was sent (it may be zipped: `feed::nse::files::decode` reads it). It is checked before it is
    /// given: its kind, its day, that it has as many rows as such a file has, and that they can be read.
    ///
    /// # Errors
    /// `NotThere` on a holiday and before it is published; else as the source fails.
    pub async fn daily(&mut self, file: DailyFile, day: Day) -> Result<Vec<u8>, Failed> {
        let ask = Ask::daily(&self.client.addresses, &file, day);
        let mut allowance = Allowance::of(REQUESTS, PATIENCE, None);
        let read = |bytes: &[u8]| check(&file, day, &ask.url, bytes).map(|()| bytes.to_vec());
        self.client.ask(&ask, &mut allowance, read).await.map(|(bytes, _)| bytes)
    }

    /// The newest file of a kind, of a day or of the trading days before it: at most ten are looked at.
    ///
    /// # Errors
    /// As `daily`.
    pub async fn latest(&mut self, file: DailyFile, day: Day) -> Result<(Day, Vec<u8>), Failed> {
        const LOOKED_AT: usize = 10;
        let calendar = Calendar::nse();
        let mut day = if calendar.is_trading_day(day) { day } else { calendar.previous_trading_day(day) };
        for _ in 1..LOOKED_AT {
            match self.daily(file.clone(), day).await {
                Err(Failed::NotThere { .. }) => day = calendar.previous_trading_day(day),
                found => return found.map(|bytes| (day, bytes)),
            }
        }
        self.daily(file, day).await.map(|bytes| (day, bytes))
    }
}

/// Whether a file is what was asked for.
fn check(file: &DailyFile, day: Day, url: &str, bytes: &[u8]) -> Result<(), String> {
    let (kind, least, of_the_day) = expected(file);
    let name = url.rsplit('/').next().unwrap_or_default();
    let decoded = decode(name, bytes).map_err(|error| error.to_string())?;
    if decoded.kind != kind {
        return Err(format!("it is a {}", decoded.kind.words()));
    }
    if let Some(other) = decoded.day.filter(|told| of_the_day && *told != day) {
        return Err(format!("it is of {}", other.words()));
    }
    if decoded.rows_read < least {
        return Err(format!("it has {} rows, and such a file has at least {least}", decoded.rows_read));
    }
    if decoded.refusals.iter().any(|refusal| refusal.row == decoded.rows_read) {
        return Err("its last row cannot be read: it was cut short".to_owned());
    }
    let refused = decoded.refusals.len();
    match decoded.refusals.first() {
        Some(first) if refused * REFUSED_IN > decoded.rows_read => {
            Err(format!("{refused} of its rows cannot be read; row {}: {}", first.row, first.reason))
        }
        Some(_) | None => Ok(()),
    }
}

/// The kind of a file, the fewest rows that one has had, and whether it is of one day.
const fn expected(file: &DailyFile) -> (FileKind, usize, bool) {
    match file {
        DailyFile::EquityList => (FileKind::EquityList, 2_000, false),
        DailyFile::PriceBands => (FileKind::PriceBands, 2_000, true),
        DailyFile::Bhavcopy => (FileKind::Bhavcopy, 2_000, true),
        DailyFile::Deliveries => (FileKind::Deliveries, 2_000, true),
        DailyFile::IndexClose => (FileKind::IndexClose, 50, true),
        DailyFile::CorporateActions => (FileKind::CorporateActions, 0, false),
        DailyFile::IndexMembers(_) => (FileKind::IndexList, 10, false),
        DailyFile::BandChanges => (FileKind::BandChanges, 0, true),
    }
}
