//! `holiday-master`: the days of this calendar year on which the market of shares does not trade.

use serde::Deserialize;
use trading::Day;

use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// One holiday. Those that fall on a weekend are named too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// NSE's name of it: `Republic Day`.
    pub name: String,
}

/// Reads the holidays of the market of shares (`CM`); those of the other markets are left aside.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<Rows<Holiday>, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    answer.shares.settle_some("CM")
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default, rename = "CM")]
    shares: List<Line<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    trading_date: Cell<'a>,
    #[serde(borrow)]
    description: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = Holiday;

    fn read(self) -> Result<Option<Holiday>, Misread> {
        let day = self.trading_date.day("tradingDate")?;
        let day = day.ok_or(Misread::missing("tradingDate", "a date"))?;
        Ok(Some(Holiday { day, name: self.description.words("description")? }))
    }
}
