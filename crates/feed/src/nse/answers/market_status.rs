//! `marketStatus`: whether each of NSE's markets is open, in its own words.

use serde::Deserialize;
use trading::Day;

use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// The market of shares, by NSE's name.
const SHARES: &str = "Capital Market";

/// NSE's word for the state of a market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarketWord {
    /// Trading.
    Open,
    /// Not trading.
    Closed,
    /// Orders are collected for the first price.
    PreOpen,
    /// Any other word, as it stands there.
    Other(String),
}

/// One of NSE's markets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketNow {
    /// Its name: `Capital Market` is the one of shares.
    pub market: String,
    /// Its state.
    pub word: MarketWord,
    /// The trading day that is spoken of.
    pub trade_day: Option<Day>,
    /// NSE's sentence about it.
    pub message: Option<String>,
}

/// The state of every market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketStatus {
    /// The markets.
    pub markets: Rows<MarketNow>,
}

impl MarketStatus {
    /// The market of shares.
    #[must_use]
    pub fn shares(&self) -> Option<&MarketNow> {
        self.markets.read.iter().find(|market| market.market.eq_ignore_ascii_case(SHARES))
    }
}

/// Reads the answer, or the list alone that is inside it.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<MarketStatus, Undecodable> {
    let text = open(bytes)?;
    let list = if text.starts_with('[') { parse(text)? } else { parse::<Answer<'_>>(text)?.market_state };
    Ok(MarketStatus { markets: list.settle_some("marketState")? })
}

impl MarketWord {
    /// Reads NSE's word; none when there is none.
    pub(super) fn read(cell: Cell<'_>) -> Result<Option<Self>, Misread> {
        let Some(word) = cell.text("marketStatus")? else { return Ok(None) };
        let plain: String = word.chars().filter(char::is_ascii_alphabetic).collect();
        Ok(Some(match plain.to_ascii_lowercase().as_str() {
            "open" => Self::Open,
            "close" | "closed" => Self::Closed,
            "preopen" => Self::PreOpen,
            _ => Self::Other(word.chars().take(40).collect()),
        }))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow, default)]
    market_state: List<Line<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    market: Cell<'a>,
    #[serde(borrow)]
    market_status: Cell<'a>,
    #[serde(borrow)]
    trade_date: Cell<'a>,
    #[serde(borrow)]
    market_status_message: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = MarketNow;

    fn read(self) -> Result<Option<MarketNow>, Misread> {
        let word = MarketWord::read(self.market_status)?;
        Ok(Some(MarketNow {
            market: self.market.words("market")?,
            word: word.ok_or(Misread::missing("marketStatus", "open or closed"))?,
            trade_day: self.trade_date.day("tradeDate")?,
            message: self.market_status_message.text("marketStatusMessage")?.map(Into::into),
        }))
    }
}
