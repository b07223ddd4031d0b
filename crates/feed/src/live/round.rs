//! One round of the beat: what is wanted of the sources, and what they said.

use std::collections::BTreeSet;
use std::fmt;

use trading::{IndexSeen, Moment, Price, Seen, Series, Source, Symbol};

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
