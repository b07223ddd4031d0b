//! `live-analysis-data-52weekhighstock` and `-52weeklowstock`: stocks with a new high or low of 52 weeks.

use serde::Deserialize;
use trading::{Day, Moment, Price, Symbol};

use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// The stocks with a new extreme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearExtremes {
    /// The exchange's time of the answer.
    pub as_of: Option<Moment>,
    /// Stocks above ₹20, then those below.
    pub stocks: Rows<YearExtreme>,
}

/// One stock with a new extreme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearExtreme {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The company's name.
    pub name: Option<String>,
    /// The new extreme.
    pub extreme: Price,
    /// The one before it.
    pub before: Option<Price>,
    /// The day of the one before it.
    pub before_on: Option<Day>,
    /// Last price.
    pub last: Price,
    /// Close of the day before.
    pub previous_close: Price,
}

/// Reads the answer; a day without any is well.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<YearExtremes, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let as_of = answer.timestamp.moment("timestamp")?;
    let mut stocks = answer.above.settle("dataLtpGreater20")?;
    let below = answer.below.settle("dataLtpLess20")?;
    stocks.read.extend(below.read);
    stocks.refused.extend(below.refused);
    stocks.skipped += below.skipped;
    Ok(YearExtremes { as_of, stocks })
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    timestamp: Cell<'a>,
    #[serde(borrow, default, rename = "dataLtpGreater20")]
    above: List<Line<'a>>,
    #[serde(borrow, default, rename = "dataLtpLess20")]
    below: List<Line<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    // NSE's spelling; the right one, should they ever mend it.
    #[serde(borrow, rename = "comapnyName", alias = "companyName")]
    name: Cell<'a>,
    #[serde(borrow, rename = "new52WHL")]
    extreme: Cell<'a>,
    #[serde(borrow, rename = "prev52WHL")]
    before: Cell<'a>,
    #[serde(borrow, rename = "prevHLDate")]
    before_on: Cell<'a>,
    #[serde(borrow)]
    ltp: Cell<'a>,
    #[serde(borrow)]
    prev_close: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = YearExtreme;

    fn read(self) -> Result<Option<YearExtreme>, Misread> {
        Ok(Some(YearExtreme {
            symbol: self.symbol.symbol("symbol")?,
            name: self.name.text("comapnyName")?.map(Into::into),
            extreme: self.extreme.must_price("new52WHL")?,
            before: self.before.price("prev52WHL")?,
            before_on: self.before_on.day("prevHLDate")?,
            last: self.ltp.must_price("ltp")?,
            previous_close: self.prev_close.must_price("prevClose")?,
        }))
    }
}
