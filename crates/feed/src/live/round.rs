//! One round of the beat: what is wanted of the sources, and what they said.

use std::collections::BTreeSet;
use std::fmt;

use trading::{Moment, Price, Series, Source, Standing, Symbol, Tick, Touch};

use super::health::Health;

/// What the signed-in accounts need from the next round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Stocks that are held, watched or have an open order. However many they are, the number of requests stays
    /// the same.
    pub symbols: BTreeSet<(Symbol, Series)>,
    /// Stocks whose best bid and offer are wanted: the one on screen and those with open orders. As many as the
    /// round's requests allow are asked, the one that waited longest first.
    pub depth: BTreeSet<(Symbol, Series)>,
    /// Whether the board of all stocks is on screen: then `Round::seen` is the whole market, not only `symbols`.
    pub board: bool,
}

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

/// A quote that cannot be true and is not shown. The one before stays, and grows old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The stock.
    pub symbol: Symbol,
    /// The series, where the source named it.
    pub series: Option<Series>,
    /// Who said so.
    pub source: Source,
    /// When it was asked.
    pub at: Moment,
    /// The price that was said, where one was.
    pub last: Option<Price>,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Outside the day's price band.
    OutsideBand {
        /// Lowest permitted price.
        low: Price,
        /// Highest permitted price.
        high: Price,
    },
    /// Fewer shares traded today than were known to have traded.
    VolumeFell {
        /// What was known.
        known: i64,
        /// What was said.
        said: i64,
    },
    /// More than half away from the price before (of the day, else the base price).
    Jumped {
        /// The price before.
        before: Price,
    },
    /// The last price is not between the day's lowest and highest price, or these are the wrong way round.
    OutsideRange,
    /// From a time that has not come.
    FromTheFuture {
        /// The time it claims.
        as_of: Moment,
    },
}

/// One round: what came, what was set aside and why, how the sources are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The moment that it began at.
    pub at: Moment,
    /// Stocks that were heard of, each once, of the best source that answered.
    pub seen: Vec<Seen>,
    /// Indices that were heard of. Asked for every other round: empty in between.
    pub indices: Vec<IndexSeen>,
    /// Quotes that cannot be true.
    pub quarantined: Vec<Quarantined>,
    /// How the sources are now.
    pub health: Health,
    /// Requests that the round sent, of every kind and to every source.
    pub requests: u32,
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutsideBand { low, high } => write!(out, "outside the day's band of {low} to {high}"),
            Self::VolumeFell { known, said } => {
                write!(out, "{said} shares traded today, but {known} were known to have")
            }
            Self::Jumped { before } => write!(out, "more than half away from {before}, the price before"),
            Self::OutsideRange => write!(out, "outside its own lowest and highest price of the day"),
            Self::FromTheFuture { as_of } => write!(out, "from a time that has not come ({as_of})"),
        }
    }
}
