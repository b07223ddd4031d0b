//! `market-data-pre-open?key=ALL`: the pre-open of every stock with its book around the equilibrium price. All day long
//! it answers with the morning's result.

use serde::Deserialize;
use trading::{Moment, Paise, Price, Series, Symbol};

use super::{Breadth, RUPEES};
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// The pre-open of every stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreOpen {
    /// The exchange's time of the answer.
    pub as_of: Option<Moment>,
    /// How many rose and fell.
    pub breadth: Option<Breadth>,
    /// The stocks.
    pub stocks: Rows<PreOpened>,
}

/// The pre-open of one stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreOpened {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that it trades in.
    pub series: Series,
    /// Close of the day before, not adjusted for corporate actions.
    pub previous_close: Price,
    /// The one price at which most can trade: the day's open once it is matched. None when nothing meets.
    pub equilibrium: Option<Price>,
    /// Shares that trade at it.
    pub matched: i64,
    /// Their value.
    pub turnover: Option<Paise>,
    /// The limit orders around the equilibrium, the lowest price first.
    pub book: Vec<BookLevel>,
    /// Shares wanted at whatever price the open brings.
    pub market_buy: i64,
    /// Shares offered at whatever price the open brings.
    pub market_sell: i64,
    /// All shares wanted.
    pub total_buy: i64,
    /// All shares offered.
    pub total_sell: i64,
    /// The exchange's time of the row.
    pub as_of: Option<Moment>,
}

/// The limit orders at one price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookLevel {
    /// The price.
    pub price: Price,
    /// Shares wanted.
    pub buy: i64,
    /// Shares offered.
    pub sell: i64,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<PreOpen, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    Ok(PreOpen {
        as_of: answer.timestamp.moment("timestamp")?,
        breadth: Breadth::read(answer.advances, answer.declines, answer.unchanged)?,
        stocks: answer.data.settle_some("data")?,
    })
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    data: List<Line<'a>>,
    #[serde(borrow, default)]
    timestamp: Cell<'a>,
    #[serde(borrow, default)]
    advances: Cell<'a>,
    #[serde(borrow, default)]
    declines: Cell<'a>,
    #[serde(borrow, default)]
    unchanged: Cell<'a>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    metadata: Option<Head<'a>>,
    #[serde(borrow)]
    detail: Option<Detail<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Head<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    series: Cell<'a>,
    #[serde(borrow)]
    previous_close: Cell<'a>,
    #[serde(borrow)]
    total_turnover: Cell<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail<'a> {
    #[serde(borrow)]
    pre_open_market: Option<Market<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Market<'a> {
    #[serde(borrow)]
    preopen: List<Level<'a>>,
    #[serde(borrow, rename = "IEP")]
    equilibrium: Cell<'a>,
    #[serde(borrow)]
    final_quantity: Cell<'a>,
    #[serde(borrow)]
    last_update_time: Cell<'a>,
    #[serde(borrow)]
    total_buy_quantity: Cell<'a>,
    #[serde(borrow)]
    total_sell_quantity: Cell<'a>,
    #[serde(borrow)]
    ato_buy_qty: Cell<'a>,
    #[serde(borrow)]
    ato_sell_qty: Cell<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Level<'a> {
    #[serde(borrow)]
    price: Cell<'a>,
    #[serde(borrow)]
    buy_qty: Cell<'a>,
    #[serde(borrow)]
    sell_qty: Cell<'a>,
}

impl Row for Level<'_> {
    type Read = BookLevel;

    /// A level at the price 0 stands in for a book that is empty.
    fn read(self) -> Result<Option<BookLevel>, Misread> {
        let buy = self.buy_qty.must_count("buyQty", 0)?;
        let sell = self.sell_qty.must_count("sellQty", 0)?;
        let price = self.price.price("price")?;
        Ok(price.map(|price| BookLevel { price, buy, sell }))
    }
}

impl Row for Line<'_> {
    type Read = PreOpened;

    fn read(self) -> Result<Option<PreOpened>, Misread> {
        let head = self.metadata.ok_or(Misread::missing("metadata", "the stock"))?;
        let Some(series) = head.series.series("series")? else { return Ok(None) };
        let market = self.detail.and_then(|detail| detail.pre_open_market);
        let market = market.ok_or(Misread::missing("detail.preOpenMarket", "the pre-open of the stock"))?;
        let book = market.preopen.settle_any().map_err(|_| Misread::missing("preopen", "a book"))?;
        if let Some(misread) = book.refused.into_iter().next() {
            return Err(Misread { row: None, ..misread });
        }
        Ok(Some(PreOpened {
            symbol: head.symbol.symbol("symbol")?,
            series,
            previous_close: head.previous_close.must_price("previousClose")?,
            equilibrium: market.equilibrium.price("IEP")?,
            matched: market.final_quantity.must_count("finalQuantity", 0)?,
            turnover: head.total_turnover.amount("totalTurnover", RUPEES)?,
            book: book.read,
            market_buy: market.ato_buy_qty.must_count("atoBuyQty", 0)?,
            market_sell: market.ato_sell_qty.must_count("atoSellQty", 0)?,
            total_buy: market.total_buy_quantity.must_count("totalBuyQuantity", 0)?,
            total_sell: market.total_sell_quantity.must_count("totalSellQuantity", 0)?,
            as_of: market.last_update_time.moment("lastUpdateTime")?,
        }))
    }
}
