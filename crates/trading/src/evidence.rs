//! "Why this price?": what a fill was decided on.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::moment::Moment;
use crate::money::Price;
use crate::quote::Source;

/// The observation that a fill used and the rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Evidence {
    /// The rule.
    pub rule: FillRule,
    /// Last price of the observation used.
    pub last: Price,
    /// Its exchange time; always after the order was accepted.
    pub quoted_at: Moment,
    /// Who said so.
    pub source: Source,
    /// Shares that traded in it.
    pub traded: i64,
    /// Ticks that the fill was worse than the last price.
    pub slippage_ticks: i64,
}

/// The rules by which an order trades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillRule {
    /// A market order takes the adverse side of the first observation after it was accepted.
    MarketAdverseSide,
    /// The market traded through the limit.
    TradedThrough,
    /// The market traded at the limit, with volume to spare after those ahead.
    TradedAtLimit,
    /// The market stood beyond the limit when the order came: it takes the adverse side, never worse than the
    /// limit.
    Marketable,
    /// The market opened beyond the limit: the first price.
    GapBeyondLimit,
    /// The pre-open's one price.
    PreOpenPrice,
    /// The closing auction's one price.
    ClosingAuctionPrice,
    /// The closing price, in the post-close session.
    PostClosePrice,
    /// The program closed an intraday position at the square-off time.
    SquareOff,
}

impl FillRule {
    /// The rule in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::MarketAdverseSide => {
                "A market order takes the adverse side of the first quote after it was accepted, at most 10 % of the shares that traded and no more than are seen to stand there"
            }
            Self::TradedThrough => {
                "The market traded through the limit; the fill is at the limit, never better than the market"
            }
            Self::TradedAtLimit => {
                "The market traded at the limit with volume to spare after the orders that stood ahead"
            }
            Self::Marketable => {
                "The market stood beyond the limit when the order came: the adverse side, never worse than the limit"
            }
            Self::GapBeyondLimit => "The market opened beyond the limit: the day's first price",
            Self::PreOpenPrice => "The pre-open matched at one price, the official open",
            Self::ClosingAuctionPrice => "The closing auction matched at one price, the official close",
            Self::PostClosePrice => "The post-close session trades at the closing price",
            Self::SquareOff => "Intraday positions are closed by the program before continuous trading ends",
        }
    }
}
