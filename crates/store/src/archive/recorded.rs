//! Prices recorded within days, as they are kept: gzipped lines of whole numbers (milliseconds from midnight, paise,
//! shares), the same bytes for the same prices.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};
use trading::{Bar, Clock, Day, Moment, Price, Recorded, Sample, Symbol};

use super::entity;
use super::rows::cannot_be;

/// No recording of a stock's day is larger than this when unpacked, in bytes.
const LARGEST: u64 = 64_000_000;

/// Minutes a bar; 0 for samples.
pub(super) fn minutes(recorded: &Recorded) -> i64 {
    match recorded {
        Recorded::Bars { minutes, .. } => i64::from(*minutes),
        Recorded::Ticks(_) => 0,
    }
}

/// Prices as bytes.
pub(super) fn packed(day: Day, recorded: &Recorded) -> Result<Vec<u8>, DbErr> {
    let midnight = day.at(Clock::MIDNIGHT);
    let failed = |error: std::io::Error| DbErr::Custom(error.to_string());
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    match recorded {
        Recorded::Bars { bars, .. } => {
            for Bar { from, open, high, low, close, volume } in bars {
                let [open, high, low, close] = [open, high, low, close].map(|price| price.paise());
                let at = from.since(midnight);
                writeln!(out, "{at},{open},{high},{low},{close},{volume}").map_err(failed)?;
            }
        }
        Recorded::Ticks(samples) => {
            for Sample { at, last, volume } in samples {
                writeln!(out, "{},{},{volume}", at.since(midnight), last.paise()).map_err(failed)?;
            }
        }
    }
    out.finish().map_err(failed)
}

/// What was recorded on a day, of each stock the finest.
pub(super) async fn of_day(db: &DatabaseConnection, day: Day) -> Result<HashMap<Symbol, Recorded>, DbErr> {
    let rows = entity::recording::Entity::find()
        .filter(entity::recording::Column::Day.eq(day.number()))
        // The finest comes last and stays: samples have 0 minutes.
        .order_by_desc(entity::recording::Column::Minutes)
        .all(db)
        .await?;
    let mut recorded = HashMap::new();
    for row in rows {
        let read = unpacked(day, &row).ok_or_else(|| cannot_be("recording", &row.symbol))?;
        let symbol: Symbol = row.symbol.parse().map_err(|_| cannot_be("recording", &row.symbol))?;
        recorded.insert(symbol, read);
    }
    Ok(recorded)
}

fn unpacked(day: Day, row: &entity::recording::Model) -> Option<Recorded> {
    let mut text = String::new();
    GzDecoder::new(row.prices.as_slice()).take(LARGEST).read_to_string(&mut text).ok()?;
    let midnight = day.at(Clock::MIDNIGHT);
    let minutes = u32::try_from(row.minutes).ok()?;
    if minutes == 0 {
        return text.lines().map(|line| sample(midnight, line)).collect::<Option<_>>().map(Recorded::Ticks);
    }
    let bars = text.lines().map(|line| bar(midnight, line)).collect::<Option<_>>()?;
    Some(Recorded::Bars { minutes, bars })
}

fn bar(midnight: Moment, line: &str) -> Option<Bar> {
    let [at, open, high, low, close, volume] = numbers(line)?;
    let [open, high, low, close] = [open, high, low, close].map(Price::new);
    let from = midnight.plus_millis(at);
    Some(Bar { from, open: open?, high: high?, low: low?, close: close?, volume })
}

fn sample(midnight: Moment, line: &str) -> Option<Sample> {
    let [at, last, volume] = numbers(line)?;
    Some(Sample { at: midnight.plus_millis(at), last: Price::new(last)?, volume })
}

fn numbers<const COUNT: usize>(line: &str) -> Option<[i64; COUNT]> {
    let mut cells = line.split(',');
    let mut found = [0; COUNT];
    for number in &mut found {
        *number = cells.next()?.parse().ok()?;
    }
    cells.next().is_none().then_some(found)
}
