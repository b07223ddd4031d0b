//! `v8/finance/chart`: candles and the last price of one stock. Prices are short binary fractions (2436.199951171875)
//! and are rounded to the paisa; times are UTC; anything may be null anywhere.

mod body;

pub(super) use body::{Body, Failure};

use serde::Deserialize;
use trading::{Moment, Price, Symbol};

use crate::answer::{List, Misread, Undecodable, open, parse};

/// What Yahoo says of one stock. All of it is delayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Yahoo's name: `RELIANCE.NS`, `^NSEI`.
    pub name: String,
    /// NSE's symbol, when it is a stock of NSE.
    pub symbol: Option<Symbol>,
    /// The currency: `INR`.
    pub currency: Option<String>,
    /// Last price.
    pub price: Option<Price>,
    /// The time of the last price.
    pub as_of: Option<Moment>,
    /// By how many minutes Yahoo says that it is late, where it says so.
    pub minutes_late: Option<i64>,
    /// Close of the day before; told with candles within the day only.
    pub previous_close: Option<Price>,
    /// Close before the first candle.
    pub close_before: Option<Price>,
    /// Highest price of the day.
    pub high: Option<Price>,
    /// Lowest price of the day.
    pub low: Option<Price>,
    /// Shares traded today.
    pub volume: Option<i64>,
    /// The candles in the order of their times, those with a price missing left out.
    pub candles: Vec<Candle>,
    /// Candles that were left out because a price of theirs is null.
    pub holes: usize,
    /// Candles that cannot be read or cannot be true.
    pub refused: Vec<Misread>,
    /// The newest close among the candles, those with holes included.
    pub last_close: Option<(Moment, Price)>,
}

/// One candle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candle {
    /// Its begin.
    pub from: Moment,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Last price.
    pub close: Price,
    /// Shares traded; Yahoo often says nothing, and 0 for the first of a day.
    pub volume: Option<i64>,
}

/// Reads the answer.
///
/// # Errors
/// When Yahoo says that it knows no such stock (`Refused`), it is no data, or not in the known shape.
pub fn decode(bytes: &[u8]) -> Result<Chart, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let Some(chart) = answer.chart.or(answer.finance) else {
        return Err(Misread::missing("chart", "a chart").into());
    };
    if let Some(failure) = chart.error {
        return Err(failure.into());
    }
    let mut results = chart.result.settle_some("chart.result")?;
    if let Some(misread) = results.refused.into_iter().next() {
        return Err(misread.into());
    }
    if results.read.is_empty() { Err(Undecodable::NoData) } else { Ok(results.read.swap_remove(0)) }
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    chart: Option<Outer<'a>>,
    // Where Yahoo puts the errors of its gateway.
    #[serde(borrow)]
    finance: Option<Outer<'a>>,
}

#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow, default)]
    result: List<Body<'a>>,
    #[serde(borrow)]
    error: Option<Failure<'a>>,
}
