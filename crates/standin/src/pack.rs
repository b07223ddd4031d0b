//! The built-in market's tables, as far as a day of the exchange is told from them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::str::FromStr;

use csv::StringRecord;
use flate2::read::GzDecoder;
use trading::{BandRule, Day, DayFigures, Instrument, Isin, Paise, Price, Symbol};

macro_rules! table {
    ($name:literal) => {
        read(include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../assets/market/2026-08/",
            $name,
            ".csv.gz"
        )))
    };
}

/// An index's day, in hundredths of a point.
#[derive(Debug, Clone)]
pub(crate) struct IndexRow {
    pub(crate) name: String,
    pub(crate) open: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) low: Option<i64>,
    pub(crate) close: i64,
    pub(crate) change: Option<i64>,
}

/// What each stock did on a day, with the price that its band is measured from.
pub(crate) fn figures(day: Day) -> Vec<(Symbol, DayFigures, Price)> {
    let rows = table!("figures").into_iter().filter(|row| cell(row, 1) == Some(day));
    rows.filter_map(|row| {
        let price = |at| cell::<i64>(&row, at).and_then(Price::new);
        let previous_close = price(2)?;
        let figures = DayFigures {
            day,
            previous_close,
            open: price(3)?,
            high: price(4)?,
            low: price(5)?,
            close: price(6)?,
            last: price(7)?,
            average: price(8)?,
            volume: cell(&row, 9)?,
            turnover: Paise(cell(&row, 10)?),
            trades: cell(&row, 11)?,
            deliverable: cell(&row, 12),
            band: cell(&row, 13).map_or(BandRule::NoBand, BandRule::Percent),
        };
        Some((cell(&row, 0)?, figures, price(15).unwrap_or(previous_close)))
    })
    .collect()
}

/// What each stock was on a day.
pub(crate) fn instruments(day: Day) -> BTreeMap<Symbol, Instrument> {
    let mut known = BTreeMap::new();
    for row in table!("instruments") {
        let from: Option<Day> = cell(&row, 1);
        let instrument = || {
            Some(Instrument {
                symbol: cell(&row, 0)?,
                isin: cell::<Isin>(&row, 2)?,
                series: cell(&row, 3)?,
                lot: cell(&row, 4)?,
                face_value: cell(&row, 5).map(Paise),
                listed_on: cell(&row, 6),
                name: row.get(7)?.into(),
            })
        };
        // Rows of one symbol stand in the order of their days: the last that has begun holds.
        if from.is_some_and(|from| from <= day)
            && let Some(instrument) = instrument()
        {
            known.insert(instrument.symbol.clone(), instrument);
        }
    }
    known
}

/// Where the indices stood.
pub(crate) fn indices(day: Day) -> Vec<IndexRow> {
    let rows = table!("index_levels").into_iter().filter(|row| cell(row, 1) == Some(day));
    rows.filter_map(|row| {
        Some(IndexRow {
            name: row.get(0)?.to_owned(),
            open: cell(&row, 2),
            high: cell(&row, 3),
            low: cell(&row, 4),
            close: cell(&row, 5)?,
            change: cell(&row, 6),
        })
    })
    .collect()
}

/// The members of each index.
pub(crate) fn members() -> BTreeMap<String, Vec<Symbol>> {
    let mut members: BTreeMap<String, Vec<Symbol>> = BTreeMap::new();
    for row in table!("index_members") {
        if let (Some(index), Some(symbol)) = (row.get(0), cell(&row, 1)) {
            members.entry(index.to_owned()).or_default().push(symbol);
        }
    }
    members
}

/// Each stock's close of the month before, from which its tick follows.
pub(crate) fn month_closes(day: Day) -> BTreeMap<Symbol, Price> {
    let (year, month, _) = day.parts();
    let before = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    let wanted = format!("{:04}-{:02}", before.0, before.1);
    let rows = table!("month_close").into_iter().filter(|row| row.get(0) == Some(&wanted));
    rows.filter_map(|row| Some((cell(&row, 1)?, Price::new(cell(&row, 2)?)?))).collect()
}

/// The stocks that close by auction.
pub(crate) fn auctions(day: Day) -> BTreeSet<Symbol> {
    let rows = table!("closing_auction").into_iter();
    rows.filter(|row| cell::<Day>(row, 1).is_some_and(|from| from <= day))
        .filter_map(|row| cell(&row, 0))
        .collect()
}

/// The days of the pack.
pub(crate) fn days() -> BTreeSet<Day> {
    table!("index_levels").iter().filter_map(|row| cell(row, 1)).collect()
}

/// The subjects of corporate actions between two days: ex-day, symbol, international number, face value in paise, words.
pub(crate) fn actions(from: Day, to: Day) -> Vec<(Day, Symbol, Isin, i64, String)> {
    let rows = table!("corporate_actions").into_iter();
    rows.filter_map(|row| {
        let ex_day: Day = cell(&row, 0)?;
        let (new, old, amount): (Option<i64>, Option<i64>, Option<i64>) =
            (cell(&row, 6), cell(&row, 7), cell(&row, 8));
        let rupees = |hundredths: i64| format!("{}.{:02}", hundredths / 10_000, hundredths / 100 % 100);
        let subject = match (row.get(5)?, new, old, amount) {
            ("dividend", _, _, Some(amount)) => format!("Dividend - Rs {} Per Share", rupees(amount)),
            ("bonus", Some(new), Some(old), _) => format!("Bonus {new}:{old}"),
            ("split", Some(new), Some(old), _) => {
                let face = cell::<i64>(&row, 4)?;
                let before = face * new / old.max(1);
                format!(
                    "Face Value Split (Sub-Division) - From Rs {}/- Per Share To Re {}/- Per Share",
                    before / 100,
                    face / 100
                )
            }
            _ => return None,
        };
        Some((ex_day, cell(&row, 1)?, cell(&row, 2)?, cell(&row, 4).unwrap_or(1000), subject))
    })
    .filter(|(day, ..)| from <= *day && *day <= to)
    .collect()
}

/// A cell that can be read; an empty one cannot.
fn cell<T: FromStr>(row: &StringRecord, at: usize) -> Option<T> {
    row.get(at)?.parse().ok()
}

/// The rows of a table. The pack is a part of this program: what could not be read would be missed by every test.
fn read(packed: &[u8]) -> Vec<StringRecord> {
    let mut text = Vec::new();
    if GzDecoder::new(packed).read_to_end(&mut text).is_err() {
        return Vec::new();
    }
    csv::Reader::from_reader(text.as_slice()).into_records().filter_map(Result::ok).collect()
}
