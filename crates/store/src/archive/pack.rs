//! The built-in market, as it lies inside the program: gzipped CSV in our own columns, written by
//! `cargo xtask market-data` and described in `assets/market/2026-08/README.md`.

use std::io::Read as _;
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord};
use flate2::read::GzDecoder;
use trading::{Announcement, BandRule, BandSource, Day, IndexLevel, Isin, Paise, Price, Series, Symbol};

use super::failure::ArchiveError;
use super::rows::{announced, named_by};

/// The name under which the archive remembers that it was loaded.
pub(super) const NAME: &str = "2026-08";
/// Counts up when the files of the pack change.
pub(super) const VERSION: i64 = 2;

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/market/2026-08/", $name))
    };
}

/// Identities of stocks, in the order of symbols and days.
pub(super) struct InstrumentRow {
    pub(super) symbol: Symbol,
    pub(super) valid_from: Day,
    pub(super) isin: Isin,
    pub(super) series: Series,
    pub(super) lot: i64,
    pub(super) face_value: Option<Paise>,
    pub(super) listed_on: Option<Day>,
    pub(super) name: String,
    pub(super) named_by: i64,
}

/// A stock's day.
pub(super) struct FiguresRow {
    pub(super) symbol: Symbol,
    pub(super) day: Day,
    pub(super) previous_close: Price,
    pub(super) open: Price,
    pub(super) high: Price,
    pub(super) low: Price,
    pub(super) close: Price,
    pub(super) last: Price,
    pub(super) average: Price,
    pub(super) volume: i64,
    pub(super) turnover: Paise,
    pub(super) trades: i64,
    pub(super) deliverable: Option<i64>,
    pub(super) band: BandRule,
    pub(super) band_source: BandSource,
    pub(super) base: Price,
}

/// The identities of stocks.
pub(super) fn instruments() -> Result<Vec<InstrumentRow>, ArchiveError> {
    table("instruments", file!("instruments.csv.gz"), |cells| {
        Some(InstrumentRow {
            symbol: cells.read()?,
            valid_from: cells.read()?,
            isin: cells.read()?,
            series: cells.read()?,
            lot: cells.read()?,
            face_value: cells.maybe()?.map(Paise),
            listed_on: cells.maybe()?,
            name: cells.text()?.into(),
            named_by: match cells.text()? {
                "equity_list" => named_by::EQUITY_LIST,
                "price_bands" => named_by::PRICE_BANDS,
                "bhavcopy" => named_by::BHAVCOPY,
                _ => return None,
            },
        })
    })
}

/// The days of stocks.
pub(super) fn figures() -> Result<Vec<FiguresRow>, ArchiveError> {
    table("figures", file!("figures.csv.gz"), |cells| {
        let (symbol, day) = (cells.read()?, cells.read()?);
        let previous_close = cells.price()?;
        Some(FiguresRow {
            symbol,
            day,
            previous_close,
            open: cells.price()?,
            high: cells.price()?,
            low: cells.price()?,
            close: cells.price()?,
            last: cells.price()?,
            average: cells.price()?,
            volume: cells.read()?,
            turnover: Paise(cells.read()?),
            trades: cells.read()?,
            deliverable: cells.maybe()?,
            band: match cells.text()? {
                "none" => BandRule::NoBand,
                percent => BandRule::Percent(percent.parse().ok()?),
            },
            band_source: match cells.text()? {
                "listed" => BandSource::Listed,
                "assumed" => BandSource::Assumed,
                "widened" => BandSource::Widened,
                _ => return None,
            },
            base: match cells.maybe()? {
                Some(base) => Price::new(base)?,
                None => previous_close,
            },
        })
    })
}

/// Levels of indices.
pub(super) fn index_levels() -> Result<Vec<IndexLevel>, ArchiveError> {
    table("index_levels", file!("index_levels.csv.gz"), |cells| {
        Some(IndexLevel {
            name: cells.text()?.into(),
            day: cells.read()?,
            open: cells.maybe()?,
            high: cells.maybe()?,
            low: cells.maybe()?,
            close: cells.read()?,
            change: cells.maybe()?,
        })
    })
}

/// Indices and their members.
pub(super) fn index_members() -> Result<Vec<(String, Symbol)>, ArchiveError> {
    table("index_members", file!("index_members.csv.gz"), |cells| Some((cells.text()?.into(), cells.read()?)))
}

/// Corporate actions.
pub(super) fn corporate_actions() -> Result<Vec<Announcement>, ArchiveError> {
    table("corporate_actions", file!("corporate_actions.csv.gz"), |cells| {
        let (ex_day, symbol, isin) = (cells.read()?, cells.read()?, cells.read()?);
        let (record_day, face_value) = (cells.maybe()?, cells.maybe()?.map(Paise));
        let kind = cells.text()?;
        let (new, old, amount) = (cells.maybe()?, cells.maybe()?, cells.maybe()?);
        let subject = cells.text().filter(|subject| !subject.is_empty());
        let action = announced(kind, new.zip(old), amount, subject)?;
        Some(Announcement { symbol, isin, ex_day, record_day, face_value, action })
    })
}

/// Closes of the month before: year and month, symbol, close.
pub(super) fn month_closes() -> Result<Vec<(Day, Symbol, Price)>, ArchiveError> {
    table("month_close", file!("month_close.csv.gz"), |cells| {
        let first_of_month = format!("{}-01", cells.text()?).parse().ok()?;
        Some((first_of_month, cells.read()?, cells.price()?))
    })
}

/// Stocks with a closing auction, and from which day.
pub(super) fn closing_auctions() -> Result<Vec<(Symbol, Day)>, ArchiveError> {
    table("closing_auction", file!("closing_auction.csv.gz"), |cells| Some((cells.read()?, cells.read()?)))
}

/// The cells of a row, read from left to right.
struct Cells<'a> {
    row: &'a StringRecord,
    next: usize,
}

impl<'a> Cells<'a> {
    fn text(&mut self) -> Option<&'a str> {
        let cell = self.row.get(self.next);
        self.next += 1;
        cell
    }

    fn read<T: FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }

    /// An empty cell is none; the outer none is a cell that cannot be read.
    #[expect(clippy::option_option, reason = "unreadable and empty are two things")]
    fn maybe<T: FromStr>(&mut self) -> Option<Option<T>> {
        match self.text()? {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        }
    }

    fn price(&mut self) -> Option<Price> {
        Price::new(self.read()?)
    }
}

fn table<T>(
    name: &str,
    packed: &[u8],
    mut read: impl FnMut(&mut Cells<'_>) -> Option<T>,
) -> Result<Vec<T>, ArchiveError> {
    let wrong = |detail: String| ArchiveError::BuiltIn { detail: format!("{name}: {detail}") };
    let mut csv = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut csv).map_err(|error| wrong(error.to_string()))?;
    let mut reader = ReaderBuilder::new().has_headers(true).from_reader(csv.as_slice());
    let mut rows = Vec::new();
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| wrong(error.to_string()))? {
        let read = read(&mut Cells { row: &row, next: 0 });
        rows.push(read.ok_or_else(|| wrong(format!("row {}", rows.len() + 1)))?);
    }
    Ok(rows)
}
