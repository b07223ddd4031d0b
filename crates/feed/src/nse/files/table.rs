//! A CSV file of the exchange as a table: columns found by name, cells read with refusals that name them.

use csv::{ReaderBuilder, StringRecord, Trim};
use trading::{Day, DecodedFile, Facts, FileKind, Isin, Paise, Price, RowRefusal, Series, Skipped, Symbol};

use super::refused::FileError;
use crate::{dates, decimal};

/// The table: a header and rows of trimmed cells.
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<StringRecord>,
}

/// Where one column stands, and its name for messages.
#[derive(Clone, Copy)]
pub(super) struct Column {
    name: &'static str,
    at: usize,
}

/// What becomes of a row that is not used.
pub(super) enum Unused {
    /// Well, but not about what Lakh trades.
    Skipped(String),
    /// Cannot be read or cannot be true.
    Refused(String),
}

/// The rows of a table, sorted into used, skipped and refused.
pub(super) struct Sorted<T> {
    pub(super) used: Vec<T>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) refusals: Vec<RowRefusal>,
    pub(super) read: usize,
}

impl Table {
    /// Reads a table. Rows with another number of cells than the header are refused when they are sorted.
    pub(super) fn parse(text: &str) -> Result<Self, FileError> {
        let broken = |error: csv::Error| FileError::Table { reason: error.to_string() };
        let mut reader = ReaderBuilder::new()
            .has_headers(true)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(broken)?;
        Ok(Self { header, rows })
    }

    /// Whether a column of this name is there, in any case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The column of this name, in any case.
    pub(super) fn column(&self, kind: &'static str, name: &'static str) -> Result<Column, FileError> {
        let at = self.position(name).ok_or(FileError::MissingColumn { kind, column: name })?;
        Ok(Column { name, at })
    }

    /// The start of the header, for a message.
    pub(super) fn header_words(&self) -> String {
        self.header.join(",").chars().take(120).collect()
    }

    /// Reads every row; an empty line and NSE's row `NO RECORDS` are no rows.
    pub(super) fn sort<T>(&self, mut read: impl FnMut(&Row<'_>) -> Result<T, Unused>) -> Sorted<T> {
        let mut sorted = Sorted { used: Vec::new(), skipped: Vec::new(), refusals: Vec::new(), read: 0 };
        for (place, cells) in self.rows.iter().enumerate() {
            let says_none = cells.iter().any(|cell| cell.eq_ignore_ascii_case("NO RECORDS"));
            if says_none || cells.iter().all(str::is_empty) {
                continue;
            }
            sorted.read += 1;
            let row = Row { number: place + 1, cells };
            match self.fits(cells).and_then(|()| read(&row)) {
                Ok(row) => sorted.used.push(row),
                Err(Unused::Refused(reason)) => sorted.refusals.push(RowRefusal { row: place + 1, reason }),
                Err(Unused::Skipped(reason)) => count(&mut sorted.skipped, reason),
            }
        }
        sorted
    }

    /// A row with a cell too many or too few has its values under the wrong names. Empty cells behind a trailing
    /// comma do no harm.
    fn fits(&self, cells: &StringRecord) -> Result<(), Unused> {
        let (wanted, found) = (self.header.len(), cells.len());
        if found == wanted || (found > wanted && cells.iter().skip(wanted).all(str::is_empty)) {
            return Ok(());
        }
        Err(Unused::Refused(format!("the row has {found} cells where the header has {wanted}")))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.eq_ignore_ascii_case(name))
    }
}

impl<T> Sorted<T> {
    /// The file that these rows are.
    pub(super) fn file(
        self,
        kind: FileKind,
        day: Option<Day>,
        facts: impl FnOnce(Vec<T>) -> Facts,
    ) -> DecodedFile {
        let Self { used, skipped, refusals, read } = self;
        DecodedFile { kind, day, rows_read: read, skipped, refusals, facts: facts(used) }
    }
}

/// One row; its cells are read by column.
pub(super) struct Row<'a> {
    /// Which row of data it is, counted from 1.
    pub(super) number: usize,
    cells: &'a StringRecord,
}

impl Row<'_> {
    /// The text of a cell; a cell that is not there or is empty is refused.
    pub(super) fn text(&self, column: Column) -> Result<&str, Unused> {
        let cell = self.cells.get(column.at).unwrap_or_default();
        if cell.is_empty() { Err(column.refused("is empty")) } else { Ok(cell) }
    }

    /// A cell where NSE writes `-` or nothing for "none".
    pub(super) fn maybe(&self, column: Column) -> Option<&str> {
        self.cells.get(column.at).filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// A price above zero with at most two decimals.
    pub(super) fn price(&self, column: Column) -> Result<Price, Unused> {
        let text = self.text(column)?;
        let paise = decimal::scaled(text, 2).ok_or_else(|| column.unreadable(text, "a price in rupees"))?;
        Price::new(paise).ok_or_else(|| column.unreadable(text, "a price above zero"))
    }

    /// A count above zero.
    pub(super) fn count(&self, column: Column) -> Result<i64, Unused> {
        let text = self.text(column)?;
        let count = decimal::scaled(text, 0).filter(|count| *count > 0);
        count.ok_or_else(|| column.unreadable(text, "a whole number above zero"))
    }

    /// A count that may be zero.
    pub(super) fn quantity(&self, column: Column) -> Result<i64, Unused> {
        let text = self.text(column)?;
        let count = decimal::scaled(text, 0).filter(|count| *count >= 0);
        count.ok_or_else(|| column.unreadable(text, "a whole number"))
    }

    /// An amount of so many rupees each unit, to the paisa: rounded where the file has more digits.
    pub(super) fn amount(&self, column: Column, rupees_each: i64) -> Result<Paise, Unused> {
        let text = self.text(column)?;
        let amount = decimal::rounded(text, 2).and_then(|paise| paise.checked_mul(rupees_each));
        let amount = amount.filter(|paise| *paise >= 0);
        amount.map(Paise).ok_or_else(|| column.unreadable(text, "an amount of money"))
    }

    /// Hundredths of a point, where the cell has any.
    pub(super) fn hundredths(&self, column: Column) -> Result<Option<i64>, Unused> {
        let read =
            |text| decimal::rounded(text, 2).ok_or_else(|| column.unreadable(text, "a number of points"));
        self.maybe(column).map(read).transpose()
    }

    /// A symbol.
    pub(super) fn symbol(&self, column: Column) -> Result<Symbol, Unused> {
        let text = self.text(column)?;
        text.parse().map_err(|error: trading::NotAName| column.refused(&error.to_string()))
    }

    /// An ISIN.
    pub(super) fn isin(&self, column: Column) -> Result<Isin, Unused> {
        let text = self.text(column)?;
        text.parse().map_err(|error: trading::NotAName| column.refused(&error.to_string()))
    }

    /// A series that Lakh trades; a row of any other is skipped.
    pub(super) fn series(&self, column: Column) -> Result<Series, Unused> {
        let text = self.text(column)?;
        text.parse().map_err(|_| Unused::Skipped(format!("series {text} is not traded here")))
    }

    /// A day, in any of NSE's ways of writing one.
    pub(super) fn day(&self, column: Column) -> Result<Day, Unused> {
        let text = self.text(column)?;
        dates::day(text).ok_or_else(|| column.unreadable(text, "a date"))
    }
}

impl Column {
    /// A refusal that names the column.
    pub(super) fn refused(self, why: &str) -> Unused {
        Unused::Refused(format!("{}: {why}", self.name))
    }

    /// A refusal of a cell's text.
    pub(super) fn unreadable(self, text: &str, wanted: &str) -> Unused {
        self.refused(&format!("{text:?} is not {wanted}"))
    }
}

fn count(skipped: &mut Vec<Skipped>, reason: String) {
    match skipped.iter_mut().find(|skip| skip.reason == reason) {
        Some(skip) => skip.rows += 1,
        None => skipped.push(Skipped { reason, rows: 1 }),
    }
}
