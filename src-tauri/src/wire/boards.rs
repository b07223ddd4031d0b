//! The boards of a day, as the window sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::market::{IndexQuote, Quote};

/// What a board is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Ranking {
    Gainers,
    Losers,
    ByValue,
    ByVolume,
    YearHighs,
    YearLows,
    UpperBand,
    LowerBand,
}

/// A board: its first rows, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ranked {
    pub ranking: Ranking,
    /// The account's time.
    pub as_of: String,
    /// The day whose prices it tells: today, or while nothing trades the last day that did.
    pub day: String,
    pub source: String,
    /// Which stocks were looked at, and how far back.
    pub universe: String,
    /// How many stocks belong on it.
    #[ts(type = "number")]
    pub in_all: usize,
    pub rows: Vec<RankedRow>,
}

/// A stock on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RankedRow {
    pub quote: Quote,
    /// What it passed or touched, on the boards of the year and of the band.
    pub reached: Option<Reached>,
}

/// A price that a stock passed or touched today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    #[ts(type = "number")]
    pub price_paise: i64,
    /// The day of that price; null for a band.
    pub on: Option<String>,
    /// Whether the last price still stands there or beyond.
    pub still: bool,
}

/// An index, and of how many members the list is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IndexRow {
    pub index: IndexQuote,
    #[ts(type = "number")]
    pub members: usize,
}
