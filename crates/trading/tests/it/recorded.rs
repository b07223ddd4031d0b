//! The exchange's own files, where they lie beside the project. Tests that need them say so when they are not there.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use trading::{Day, Instrument, Isin, Price, Series};

/// A row of an UDiFF bhavcopy.
pub(crate) struct Row {
    pub(crate) instrument: Instrument,
    pub(crate) open: Price,
    pub(crate) high: Price,
    pub(crate) low: Price,
    pub(crate) last: Price,
    pub(crate) close: Price,
    pub(crate) previous_close: Price,
}

/// A recorded file; none, with a word to the reader, where it is absent.
pub(crate) fn read(path: &str) -> Option<String> {
    let file = folder().join(path);
    let text = fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("did not run: {} is absent", file.display());
    }
    text
}

/// Names of the recorded files of a folder, in order.
pub(crate) fn names(path: &str) -> Vec<String> {
    let entries = fs::read_dir(folder().join(path)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The rows of a day that Lakh trades: known series, a price in every field.
pub(crate) fn bhavcopy(day: Day) -> Option<Vec<Row>> {
    let (year, month, date) = day.parts();
    let text = read(&format!("udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_{year}{month:02}{date:02}_F_0000.csv"))?;
    Some(text.lines().skip(1).filter_map(row).collect())
}

/// The recorded days of August 2026.
pub(crate) fn august() -> impl Iterator<Item = Day> {
    (3..=14).map(|date| Day::of(2026, 8, date).unwrap()).filter(|day| !day.is_weekend())
}

/// Closes of a day by symbol.
pub(crate) fn closes(day: Day) -> Option<HashMap<String, Price>> {
    let close = |row: Row| (row.instrument.symbol.as_str().to_owned(), row.close);
    Some(bhavcopy(day)?.into_iter().map(close).collect())
}

/// The symbols of the recorded list of listed equities.
pub(crate) fn equities() -> Option<HashSet<String>> {
    let text = read("equity_list/EQUITY_L_2026-07-10.csv")?;
    Some(text.lines().skip(1).filter_map(|line| line.split(',').next().map(ToOwned::to_owned)).collect())
}

fn row(line: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split(',').collect();
    let series: Series = fields.get(8)?.parse().ok()?;
    let price = |place: usize| Price::new(paise(fields.get(place)?)?);
    let isin: Isin = fields.get(6)?.parse().ok()?;
    Some(Row {
        instrument: Instrument {
            symbol: fields.get(7)?.parse().ok()?,
            name: (*fields.get(13)?).into(),
            isin,
            series,
            lot: 1,
            face_value: None,
            listed_on: None,
        },
        open: price(14)?,
        high: price(15)?,
        low: price(16)?,
        close: price(17)?,
        last: price(18)?,
        previous_close: price(19)?,
    })
}

/// `1398.30` in paise.
pub(crate) fn paise(text: &str) -> Option<i64> {
    let (rupees, paise) = text.trim().split_once('.')?;
    if paise.len() != 2 {
        return None;
    }
    format!("{rupees}{paise}").parse().ok()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded")
}
