//! `allIndices`: where every index of NSE stands.

use serde::Deserialize;
use trading::Moment;

use super::Breadth;
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// Where every index stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllIndices {
    /// The exchange's time of the answer.
    pub as_of: Option<Moment>,
    /// The indices.
    pub indices: Rows<IndexNow>,
}

/// Where one index stands, in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNow {
    /// NSE's name in capitals: `NIFTY 50`, `INDIA VIX`.
    pub name: String,
    /// Last level.
    pub last: i64,
    /// First level of the day.
    pub open: Option<i64>,
    /// Highest level so far.
    pub high: Option<i64>,
    /// Lowest level so far.
    pub low: Option<i64>,
    /// Close of the day before.
    pub previous_close: i64,
    /// Highest level in 52 weeks.
    pub year_high: Option<i64>,
    /// Lowest level in 52 weeks.
    pub year_low: Option<i64>,
    /// Members that rose and fell, where told.
    pub breadth: Option<Breadth>,
    /// The exchange's time, where the row tells its own.
    pub as_of: Option<Moment>,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<AllIndices, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    Ok(AllIndices { as_of: answer.timestamp.moment("timestamp")?, indices: answer.data.settle_some("data")? })
}

/// An index's name as it is known here: in capitals, its spaces once.
pub(super) fn index_name(cell: Cell<'_>, field: &'static str) -> Result<String, Misread> {
    let words = cell.words(field)?;
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase())
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    data: List<Index<'a>>,
    #[serde(borrow, default)]
    timestamp: Cell<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Index<'a> {
    #[serde(borrow)]
    index: Cell<'a>,
    #[serde(borrow)]
    last: Cell<'a>,
    #[serde(borrow)]
    open: Cell<'a>,
    #[serde(borrow)]
    high: Cell<'a>,
    #[serde(borrow)]
    low: Cell<'a>,
    #[serde(borrow)]
    previous_close: Cell<'a>,
    #[serde(borrow)]
    year_high: Cell<'a>,
    #[serde(borrow)]
    year_low: Cell<'a>,
    #[serde(borrow)]
    advances: Cell<'a>,
    #[serde(borrow)]
    declines: Cell<'a>,
    #[serde(borrow)]
    unchanged: Cell<'a>,
}

impl Row for Index<'_> {
    type Read = IndexNow;

    fn read(self) -> Result<Option<IndexNow>, Misread> {
        let breadth = Breadth::read(self.advances, self.declines, self.unchanged)?;
        Ok(Some(IndexNow {
            name: index_name(self.index, "index")?,
            last: self.last.must_level("last")?,
            open: self.open.level("open")?,
            high: self.high.level("high")?,
            low: self.low.level("low")?,
            previous_close: self.previous_close.must_level("previousClose")?,
            year_high: self.year_high.level("yearHigh")?,
            year_low: self.year_low.level("yearLow")?,
            breadth,
            as_of: None,
        }))
    }
}
