//! `live-analysis-variations`: NSE's own lists of those that rose and fell most, at most twenty a group.
//!
//! Lakh computes its movers itself; this is a check of them. The field `net_price` is a percentage, whatever it is
//! called; turnover is in lakhs of rupees.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use trading::{Moment, Paise, Price, Series, Symbol};

use super::LAKHS_OF_RUPEES;
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// One group of movers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// NSE's key: `NIFTY`, `FOSec`, `allSec`.
    pub key: String,
    /// The exchange's time.
    pub as_of: Option<Moment>,
    /// Its movers, the largest change first.
    pub movers: Rows<Mover>,
}

/// One mover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that it trades in.
    pub series: Series,
    /// First price.
    pub open: Option<Price>,
    /// Highest price so far.
    pub high: Option<Price>,
    /// Lowest price so far.
    pub low: Option<Price>,
    /// Last price.
    pub last: Price,
    /// Close of the day before.
    pub previous_close: Price,
    /// The change as NSE tells it, in hundredths of a percent.
    pub change_percent: Option<i64>,
    /// Shares traded.
    pub volume: Option<i64>,
    /// Value traded.
    pub turnover: Option<Paise>,
}

/// Reads the answer, group by group in the exchange's order.
///
/// # Errors
/// When it is no data, not in the known shape, or most of a group cannot be read.
pub fn decode(bytes: &[u8]) -> Result<Vec<Group>, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let mut groups = Vec::new();
    for (key, group) in answer.0 {
        let as_of = group.timestamp.moment("timestamp")?;
        groups.push(Group { key, as_of, movers: group.data.settle("data")? });
    }
    if groups.is_empty() { Err(Misread::missing("allSec", "a group of movers").into()) } else { Ok(groups) }
}

/// The groups by their keys. What else stands beside them (`legends`) is no group.
struct Answer<'a>(Vec<(String, GroupLine<'a>)>);

/// NSE has seven groups.
const MOST_GROUPS: usize = 50;

impl<'de> Deserialize<'de> for Answer<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Groups)
    }
}

struct Groups;

impl<'de> Visitor<'de> for Groups {
    type Value = Answer<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("groups of movers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer<'de>, A::Error> {
        let mut groups = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            if !value.get().starts_with('{') {
                continue;
            }
            if groups.len() == MOST_GROUPS {
                return Err(Error::custom("more groups than NSE has"));
            }
            groups.push((key, serde_json::from_str(value.get()).map_err(Error::custom)?));
        }
        Ok(Answer(groups))
    }
}

#[derive(serde::Deserialize)]
struct GroupLine<'a> {
    #[serde(borrow, default)]
    data: List<Line<'a>>,
    #[serde(borrow, default)]
    timestamp: Cell<'a>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Line<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    series: Cell<'a>,
    #[serde(borrow)]
    open_price: Cell<'a>,
    #[serde(borrow)]
    high_price: Cell<'a>,
    #[serde(borrow)]
    low_price: Cell<'a>,
    #[serde(borrow)]
    ltp: Cell<'a>,
    #[serde(borrow)]
    prev_price: Cell<'a>,
    #[serde(borrow)]
    net_price: Cell<'a>,
    #[serde(borrow)]
    trade_quantity: Cell<'a>,
    #[serde(borrow)]
    turnover: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = Mover;

    fn read(self) -> Result<Option<Mover>, Misread> {
        let Some(series) = self.series.series("series")? else { return Ok(None) };
        Ok(Some(Mover {
            symbol: self.symbol.symbol("symbol")?,
            series,
            open: self.open_price.price("open_price")?,
            high: self.high_price.price("high_price")?,
            low: self.low_price.price("low_price")?,
            last: self.ltp.must_price("ltp")?,
            previous_close: self.prev_price.must_price("prev_price")?,
            change_percent: self.net_price.hundredths("net_price")?,
            volume: self.trade_quantity.count("trade_quantity", 0)?,
            turnover: self.turnover.amount("turnover", LAKHS_OF_RUPEES)?,
        }))
    }
}
