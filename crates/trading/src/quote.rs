//! What the market was seen to do: a day's figures, and one observation within the day.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::instrument::Symbol;
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};

/// The figures of one stock and one day, as the exchange publishes them after the close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFigures {
    /// The day.
    pub day: Day,
    /// Close of the trading day before, not adjusted for corporate actions.
    pub previous_close: Price,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Last traded price.
    pub last: Price,
    /// The official close: the closing auction's price where there is one, else the volume-weighted
    /// average of the last half hour.
    pub close: Price,
    /// Volume-weighted average of the day.
    pub average: Price,
    /// Shares traded.
    pub volume: i64,
    /// Value traded.
    pub turnover: Paise,
    /// Number of trades.
    pub trades: i64,
    /// Shares marked for delivery, where published.
    pub deliverable: Option<i64>,
    /// The price band of the day.
    pub band: BandRule,
}

/// What happened to a stock in some minutes of trading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The begin of its minutes.
    pub from: Moment,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Last price.
    pub close: Price,
    /// Shares traded.
    pub volume: i64,
}

/// The daily price band that a stock stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandRule {
    /// So many percent (2, 5, 10, 20 or 40) of the base price either way.
    Percent(u8),
    /// No fixed band (a stock with derivatives): a dynamic operating range of 10 %, flexed by the exchange.
    NoBand,
}

/// Where an observation comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A modelled path through the real day, with its seed.
    Modelled {
        /// The seed of the account's paths.
        seed: u64,
    },
    /// A path through the bars that were recorded of the day; within each bar it is modelled, with its seed.
    RecordedBars {
        /// The seed of the account's paths.
        seed: u64,
    },
    /// The prices that were recorded of the day, one by one.
    RecordedTicks,
    /// NSE's website.
    Nse,
    /// Yahoo Finance; delayed.
    Yahoo,
    /// The archive's daily figures.
    Archive,
}

/// The price at which a trade of an observation came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// At the one price of the pre-open.
    PreOpen,
    /// In continuous trading.
    Continuous,
    /// At the one price of the closing auction.
    ClosingAuction,
    /// In the post-close session, at the closing price.
    PostClose,
}

/// One observation of a stock: a trade of the replay, or a sample of a live source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The stock.
    pub symbol: Symbol,
    /// The exchange's time of it.
    pub at: Moment,
    /// The price of the last trade.
    pub last: Price,
    /// Shares traded since the observation before, at `last` as far as is known.
    pub traded: i64,
    /// Shares traded today, this observation included.
    pub volume: i64,
    /// How the last trade came about.
    pub matched: Match,
    /// Best prices and quantities, where the source shows them.
    pub touch: Option<Touch>,
    /// Who says so.
    pub source: Source,
}

/// Where a stock's day stands at a moment, from its trades so far. Unknown is none, never zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Last price; after the close of a stock the official close.
    pub last: Option<Price>,
    /// The close before, adjusted for corporate actions.
    pub previous_close: Option<Price>,
    /// First price.
    pub open: Option<Price>,
    /// Highest price so far.
    pub high: Option<Price>,
    /// Lowest price so far.
    pub low: Option<Price>,
    /// Shares so far.
    pub volume: Option<i64>,
    /// Value so far.
    pub turnover: Option<Paise>,
    /// The exchange's time of the last price.
    pub as_of: Option<Moment>,
    /// Who says so.
    pub source: Source,
}

/// The best bid and offer; a side with nobody on it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// Highest bid and its shares.
    pub bid: Option<(Price, i64)>,
    /// Lowest offer and its shares.
    pub offer: Option<(Price, i64)>,
}
