//! A list of an answer, read row by row as it is met: what is kept is what was read, never the raw rows.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use super::{Misread, Undecodable};

/// The rows of a list: those that were read, and what became of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    /// The rows that were read, in the source's order.
    pub read: Vec<T>,
    /// The rows with a value that is missing or cannot be read: the first such value of each.
    pub refused: Vec<Misread>,
    /// Rows that are well but about what Lakh does not trade (debt, government securities).
    pub skipped: usize,
}

/// A row as it stands in an answer.
pub(crate) trait Row {
    /// What it is once read.
    type Read;

    /// Reads it; none when it is well but not about what Lakh trades.
    fn read(self) -> Result<Option<Self::Read>, Misread>;
}

/// A list of rows while an answer is read. One that is null or missing has not been seen.
pub(crate) struct List<R: Row> {
    rows: Rows<R::Read>,
    seen: bool,
}

/// No list of an answer is longer; NSE has about 3,500 securities.
const MOST_ROWS: usize = 20_000;

impl<R: Row> List<R> {
    /// The rows, when the list is there and most of it could be read; a list that is empty is well.
    pub(crate) fn settle(self, field: &'static str) -> Result<Rows<R::Read>, Undecodable> {
        if !self.seen {
            return Err(Misread::missing(field, "a list").into());
        }
        // A field that changed its name or unit is missing in every row: that is no matter of single rows.
        match self.rows.refused.first() {
            Some(first) if self.rows.refused.len() > self.rows.read.len() => Err(first.clone().into()),
            _ => Ok(self.rows),
        }
    }

    /// The rows of a list that always has some.
    pub(crate) fn settle_some(self, field: &'static str) -> Result<Rows<R::Read>, Undecodable> {
        let rows = self.settle(field)?;
        let any = !rows.read.is_empty() || !rows.refused.is_empty() || rows.skipped > 0;
        if any { Ok(rows) } else { Err(Undecodable::NoData) }
    }

    /// The rows of a list that may be missing.
    pub(crate) fn settle_any(self) -> Result<Rows<R::Read>, Undecodable> {
        if self.seen { self.settle("") } else { Ok(self.rows) }
    }
}

impl<R: Row> Default for List<R> {
    fn default() -> Self {
        Self { rows: Rows { read: Vec::new(), refused: Vec::new(), skipped: 0 }, seen: false }
    }
}

impl<'de, R: Row + Deserialize<'de>> Deserialize<'de> for List<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ListVisitor<R>(PhantomData<R>);

impl<'de, R: Row + Deserialize<'de>> Visitor<'de> for ListVisitor<R> {
    type Value = List<R>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<List<R>, E> {
        Ok(List::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<R>, A::Error> {
        let mut found: List<R> = List { seen: true, ..List::default() };
        let mut number = 0;
        while let Some(row) = list.next_element::<R>()? {
            number += 1;
            if number > MOST_ROWS {
                return Err(serde::de::Error::custom(format!("a list of more than {MOST_ROWS} rows")));
            }
            match row.read() {
                Ok(Some(read)) => found.rows.read.push(read),
                Ok(None) => found.rows.skipped += 1,
                Err(misread) => {
                    found.rows.refused.push(Misread { row: misread.row.or(Some(number)), ..misread });
                }
            }
        }
        Ok(found)
    }
}
