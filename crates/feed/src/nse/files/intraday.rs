//! Prices within days: bars of some minutes, and samples of the last price (ticks). Not files of the exchange, but what
//! people keep: times with an offset or in India's clock, prices often as short binary fractions.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use trading::{
    Bar, Calendar, Day, DecodedFile, Facts, FileKind, Moment, Price, Recorded, Recording, Sample, Symbol,
};

use super::refused::FileError;
use super::table::{Column, Row, Sorted, Table, Unused};

/// The names of the column of times.
const TIMES: [&str; 4] = ["datetime", "timestamp", "time", "date"];
/// The lengths of bars that make sense within a session, in minutes.
const LENGTHS: [u32; 7] = [1, 3, 5, 10, 15, 30, 60];

/// Reads bars. The stock stands in a column `symbol`, or begins the file's name.
pub(super) fn bars(name: &str, table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::Bars;
    let column = |name| table.column(kind.words(), name);
    let at = table.first_of(kind.words(), &TIMES)?;
    let prices = [column("open")?, column("high")?, column("low")?, column("close")?];
    let (volume, stock) = (column("volume")?, Stock::of(name, table)?);
    let mut days: BTreeMap<(Symbol, Day), BTreeMap<Moment, Bar>> = BTreeMap::new();
    let sorted = table.sort(|row| {
        let bar = bar(row, at, prices, volume)?;
        let key = (stock.of_row(row)?, bar.from.day());
        match days.entry(key).or_default().entry(bar.from) {
            Entry::Vacant(free) => {
                free.insert(bar);
                Ok(())
            }
            Entry::Occupied(_) => Err(at.refused("this bar stands a second time; the first counts")),
        }
    });
    let minutes = length(days.values())?;
    let recordings = days.into_iter().map(|((symbol, day), bars)| Recording {
        symbol,
        day,
        prices: Recorded::Bars { minutes, bars: bars.into_values().collect() },
    });
    file(kind, sorted, recordings.collect())
}

/// Reads samples of the last price with the shares so far.
pub(super) fn ticks(name: &str, table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::Ticks;
    let column = |name| table.column(kind.words(), name);
    let at = table.first_of(kind.words(), &TIMES)?;
    let (last, volume, stock) = (column("ltp")?, column("volume")?, Stock::of(name, table)?);
    let mut days: BTreeMap<(Symbol, Day), Vec<Sample>> = BTreeMap::new();
    let sorted = table.sort(|row| {
        let sample =
            Sample { at: moment(row, at)?, last: row.rounded_price(last)?, volume: row.quantity(volume)? };
        let samples = days.entry((stock.of_row(row)?, sample.at.day())).or_default();
        if let Some(before) = samples.last() {
            if sample.at < before.at {
                return Err(at.refused("it is earlier than the row before"));
            }
            if sample.volume < before.volume {
                return Err(
                    volume.refused("it is less than in the row before: the shares of a day only grow")
                );
            }
        }
        samples.push(sample);
        Ok(())
    });
    let recordings = days.into_iter().map(|((symbol, day), samples)| Recording {
        symbol,
        day,
        prices: Recorded::Ticks(samples),
    });
    file(kind, sorted, recordings.collect())
}

/// Where the stock is told.
enum Stock {
    Column(Column),
    Name(Symbol),
}

impl Stock {
    fn of(name: &str, table: &Table) -> Result<Self, FileError> {
        if let Ok(column) = table.first_of("", &["symbol"]) {
            return Ok(Self::Column(column));
        }
        let first = name.split_once('_').map(|(first, _)| first);
        let symbol = first.and_then(|first| first.parse().ok());
        symbol.map(Self::Name).ok_or(FileError::WhichStock)
    }

    fn of_row(&self, row: &Row<'_>) -> Result<Symbol, Unused> {
        match self {
            Self::Column(column) => row.symbol(*column),
            Self::Name(symbol) => Ok(symbol.clone()),
        }
    }
}

/// A moment of a trading day. Recorders that were left running at night write rows of days without trade.
fn moment(row: &Row<'_>, at: Column) -> Result<Moment, Unused> {
    let moment = row.moment(at)?;
    let day = moment.day();
    if Calendar::nse().is_trading_day(day) {
        return Ok(moment);
    }
    Err(at.refused(&format!("{} is no trading day", day.words())))
}

/// A bar whose first and last price lie within its range.
fn bar(row: &Row<'_>, at: Column, prices: [Column; 4], volume: Column) -> Result<Bar, Unused> {
    let [open, high, low, close] = prices;
    let bar = Bar {
        from: moment(row, at)?,
        open: row.rounded_price(open)?,
        high: row.rounded_price(high)?,
        low: row.rounded_price(low)?,
        close: row.rounded_price(close)?,
        volume: row.quantity(volume)?,
    };
    let outside = |price: Price| price < bar.low || price > bar.high;
    match [(open, bar.open), (close, bar.close)].into_iter().find(|(_, price)| outside(*price)) {
        Some((column, price)) => {
            Err(column.refused(&format!("{price} lies outside the bar's range {} to {}", bar.low, bar.high)))
        }
        None => Ok(bar),
    }
}

/// How long the bars are: the time between the two that are nearest.
fn length<'a>(days: impl Iterator<Item = &'a BTreeMap<Moment, Bar>>) -> Result<u32, FileError> {
    let gaps = days.flat_map(|day| day.keys().zip(day.keys().skip(1)).map(|(one, next)| next.since(*one)));
    let Some(gap) = gaps.min() else { return Err(FileError::NoDay) };
    let minutes = gap / 60_000;
    let usual = LENGTHS.into_iter().find(|length| i64::from(*length) * 60_000 == gap);
    usual.ok_or(FileError::BarLength { minutes })
}

/// The file; its day when it tells of one only.
fn file(kind: FileKind, sorted: Sorted<()>, recordings: Vec<Recording>) -> Result<DecodedFile, FileError> {
    let first = recordings.first().map(|recording| recording.day).ok_or(FileError::NoDay)?;
    let day = recordings.iter().all(|recording| recording.day == first).then_some(first);
    Ok(sorted.file(kind, day, |_| Facts::Recordings(recordings)))
}
