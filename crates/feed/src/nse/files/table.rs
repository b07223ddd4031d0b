//! A CSV file of the exchange as a table: columns found by name, cells read with refusals that name them.

use csv::{ReaderBuilder, StringRecord, Trim};
use trading::{
    Day, DecodedFile, Facts, FileKind, Isin, Moment, Paise, Price, RowRefusal, Series, Skipped, Symbol,
};

use super::refused::FileError;
use crate::{dates, decimal};

/// No table has more rows: a year of one stock's minutes has 93,750.
const MOST_ROWS: usize = 500_000;

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
        let rows: Vec<_> = reader.records().take(MOST_ROWS + 1).collect::<Result<_, _>>().map_err(broken)?;
        if rows.len() > MOST_ROWS {
            return Err(FileError::Table { reason: format!("it has more than {MOST_ROWS} rows") });
        }
        Ok(Self { header, rows })
    }

    /// Whether a column of this name is there, in any case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The first of these columns that is there.
    pub(super) fn first_of(&self, kind: &'static str, names: &[&'static str]) -> Result<Column, FileError> {
        let found = names.iter().find_map(|name| Some(Column { name, at: self.position(name)? }));
        found.ok_or(FileError::MissingColumn { kind, column: names.first().copied().unwrap_or_default() })
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

    /// A price of a source that keeps short binary fractions, rounded to the paisa.
    pub(super) fn rounded_price(&self, column: Column) -> Result<Price, Unused> {
        let text = self.text(column)?;
        let price = decimal::rounded(text, 2).and_then(Price::new);
        price.ok_or_else(|| column.unreadable(text, "a price above zero"))
    }

    /// A moment of the exchange's years.
    pub(super) fn moment(&self, column: Column) -> Result<Moment, Unused> {
        let text = self.text(column)?;
        let moment = dates::moment(text).ok_or_else(|| column.unreadable(text, "a date with a time"))?;
        if (1994..2100).contains(&moment.day().parts().0) {
            return Ok(moment);
        }
        Err(column.refused(&format!("{text:?} is before the exchange began or far ahead: no trade was then")))
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
