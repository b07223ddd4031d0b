//! Prices, the board, charts and movers, as the window sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::order::Fact;

/// A price with its source and age; the row of a list, the board or a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    pub symbol: String,
    pub name: String,
    pub isin: String,
    pub series: String,
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub previous_close_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub open_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub high_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub low_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub change_paise: Option<i64>,
    pub change_bp: Option<i32>,
    #[ts(type = "number | null")]
    pub volume: Option<i64>,
    #[ts(type = "number | null")]
    pub turnover_paise: Option<i64>,
    pub as_of: Option<String>,
    pub source: Option<String>,
    pub stale: bool,
    #[ts(type = "number")]
    pub held_quantity: i64,
    /// The indices it belongs to, for the board's filter.
    pub indices: Vec<String>,
    /// Why there is no price, where a search or the stock's page says so: `Not traded on 03 Aug 2026`.
    pub absence: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IndexQuote {
    pub name: String,
    /// In hundredths of a point.
    #[ts(type = "number | null")]
    pub last: Option<i64>,
    #[ts(type = "number | null")]
    pub change: Option<i64>,
    pub change_bp: Option<i32>,
    pub as_of: Option<String>,
    pub source: Option<String>,
    pub stale: bool,
}

/// All stocks at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    pub as_of: String,
    pub source: String,
    pub rows: Vec<Quote>,
}

/// The figures of the rows that moved, by symbol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardChange {
    pub as_of: String,
    pub rows: Vec<BoardTick>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardTick {
    pub symbol: String,
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub open_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub high_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub low_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub change_paise: Option<i64>,
    pub change_bp: Option<i32>,
    #[ts(type = "number | null")]
    pub volume: Option<i64>,
    #[ts(type = "number | null")]
    pub turnover_paise: Option<i64>,
}

/// One stock's page, beside its candles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stock {
    pub quote: Quote,
    pub tags: Vec<String>,
    #[ts(type = "number | null")]
    pub average_price_paise: Option<i64>,
    /// `No band`, `10 % · 1,177.05 – 1,438.55`.
    pub band: String,
    #[ts(type = "number | null")]
    pub tick_paise: Option<i64>,
    #[ts(type = "number")]
    pub lot: i64,
    #[ts(type = "number | null")]
    pub face_value_paise: Option<i64>,
    pub listed_on: Option<String>,
    /// The best bid and offer, where a source told them on the day; null where none is known.
    pub touch: Option<Touch>,
    /// Where they come from, or why there are none.
    pub touch_words: String,
    /// `Modelled path through the real day · seed 7`.
    pub label: String,
    /// Facts of the last completed day and corporate actions known by now.
    pub facts: Vec<Fact>,
}

/// The best bid and offer; a null is a side with nobody on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Touch {
    pub bid: Option<Standing>,
    pub offer: Option<Standing>,
    /// What lies between them; null unless both are there.
    #[ts(type = "number | null")]
    pub spread_paise: Option<i64>,
}

/// A price at which somebody waits, and with how many shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    #[ts(type = "number")]
    pub price_paise: i64,
    #[ts(type = "number")]
    pub quantity: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub enum Frame {
    #[serde(rename = "1m")]
    OneMinute,
    #[serde(rename = "5m")]
    FiveMinutes,
    #[serde(rename = "15m")]
    FifteenMinutes,
    #[serde(rename = "1d")]
    OneDay,
}

/// A bar of the chart. `time` is seconds of IST wall clock counted as if UTC, as the chart library wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Candle {
    #[ts(type = "number")]
    pub time: i64,
    #[ts(type = "number")]
    pub open_paise: i64,
    #[ts(type = "number")]
    pub high_paise: i64,
    #[ts(type = "number")]
    pub low_paise: i64,
    #[ts(type = "number")]
    pub close_paise: i64,
    #[ts(type = "number")]
    pub volume: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    pub symbol: String,
    pub label: String,
    pub candles: Vec<Candle>,
}

/// Largest rises and falls over the previous close, among stocks of series EQ that traded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Movers {
    pub as_of: String,
    pub universe: String,
    pub gainers: Vec<Quote>,
    pub losers: Vec<Quote>,
    pub most_active: Vec<Quote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketDay {
    pub day: String,
    #[ts(type = "number")]
    pub stocks: usize,
    pub complete: bool,
    /// Whether bars or trades recorded within the day are here for some stocks: practice runs those stocks through them.
    pub recorded: bool,
}

/// What became of a file that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedFile {
    pub file: String,
    /// What it is, in words; null when it was not read.
    pub kind: Option<String>,
    pub day: Option<String>,
    #[ts(type = "number")]
    pub rows_read: usize,
    /// Rows about what Lakh does not trade.
    #[ts(type = "number")]
    pub rows_skipped: usize,
    #[ts(type = "number")]
    pub rows_refused: usize,
    /// The first of the refused rows.
    pub refusals: Vec<RefusedRow>,
    /// Why nothing of it was read.
    pub error: Option<String>,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusedRow {
    /// Counted from 1; the header is not counted.
    #[ts(type = "number")]
    pub row: usize,
    pub reason: String,
}
