//! What a live source said at a moment: of a stock, of an index.

use crate::instrument::{Series, Symbol};
use crate::moment::Moment;
use crate::money::Price;
use crate::quote::{Source, Standing, Touch};
use crate::tick::Tick;

/// What a source said of one stock in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The stock.
    pub symbol: Symbol,
    /// The series that the source named; Yahoo names none.
    pub series: Option<Series>,
    /// The day so far. `as_of` is the exchange's time of the last price: what the source says, else the moment
    /// of the first request that saw it; `source` says who.
    pub standing: Standing,
    /// Best bid and offer, where the round asked for depth.
    pub touch: Option<Touch>,
    /// The day's lowest and highest permitted price, where the source tells them.
    pub band: Option<(Price, Price)>,
    /// The tick, where the source tells it.
    pub tick: Option<Tick>,
    /// The lowest and highest price of 52 weeks as the source reckons them, where it tells them.
    pub year: Option<(Price, Price)>,
    /// When the request was sent whose answer says so: the price was true then. How old a shown price is counts
    /// from here; a stock that does not trade keeps its `as_of`.
    pub asked_at: Moment,
}

/// What a source said of one index in a round. Levels are in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSeen {
    /// NSE's name in capitals: `NIFTY 50`, `INDIA VIX`.
    pub name: String,
    /// Last level.
    pub last: i64,
    /// Closing level of the trading day before.
    pub previous_close: Option<i64>,
    /// First level of the day.
    pub open: Option<i64>,
    /// Highest level so far.
    pub high: Option<i64>,
    /// Lowest level so far.
    pub low: Option<i64>,
    /// The exchange's time of it.
    pub as_of: Moment,
    /// When the request was sent whose answer says so.
    pub asked_at: Moment,
    /// Who says so.
    pub source: Source,
}
