//! `equity-stock-indices`: an index and its members with their open, high and low; and the older answer of the list of
//! stocks with derivatives (`SECURITIES IN F&O`), whose prices are texts and which has no row of its own.

use serde::Deserialize;
use trading::{Isin, Moment, Paise, Price, Series, Symbol};

use super::all_indices::{IndexNow, index_name};
use super::market_status::MarketWord;
use super::{Breadth, BreadthLine, RUPEES};
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// An index and its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constituents {
    /// The index itself; a list that is no index has none.
    pub index: Option<IndexNow>,
    /// Its members.
    pub members: Rows<Member>,
    /// The exchange's time of the answer.
    pub as_of: Option<Moment>,
    /// The state of the market as the answer tells it.
    pub market: Option<MarketWord>,
    /// How many members rose and fell, where the answer counts them.
    pub breadth: Option<Breadth>,
}

/// Where one member stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that it trades in.
    pub series: Series,
    /// First price; none before the open.
    pub open: Option<Price>,
    /// Highest price so far.
    pub high: Option<Price>,
    /// Lowest price so far.
    pub low: Option<Price>,
    /// Last price; after the close of a day from August 2026 the official close.
    pub last: Price,
    /// Close of the day before, not adjusted for corporate actions.
    pub previous_close: Price,
    /// Shares traded.
    pub volume: i64,
    /// Value traded.
    pub turnover: Paise,
    /// Highest price in 52 weeks.
    pub year_high: Option<Price>,
    /// Lowest price in 52 weeks.
    pub year_low: Option<Price>,
    /// The exchange's time of the row, where it tells its own.
    pub as_of: Option<Moment>,
    /// The company's name (the older answer only).
    pub name: Option<String>,
    /// The international number (the older answer only).
    pub isin: Option<Isin>,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<Constituents, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let as_of = answer.timestamp.moment("timestamp")?;
    let market = answer.market_status.map(|market| MarketWord::read(market.market_status)).transpose()?;
    let rows = answer.data.settle_some("data")?;
    let mut index = None;
    let mut members = Rows { read: Vec::new(), refused: rows.refused, skipped: rows.skipped };
    for row in rows.read {
        match row {
            Entry::Index(now) => index = Some(now),
            Entry::Member(member) => members.read.push(member),
        }
    }
    let breadth = answer.advance.map(|advance| advance.read()).transpose()?.flatten();
    Ok(Constituents { index, members, as_of, market: market.flatten(), breadth })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow, default)]
    data: List<Line<'a>>,
    #[serde(borrow, default)]
    timestamp: Cell<'a>,
    #[serde(borrow)]
    market_status: Option<MarketLine<'a>>,
    #[serde(borrow)]
    advance: Option<BreadthLine<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct MarketLine<'a> {
    #[serde(borrow)]
    market_status: Cell<'a>,
}

/// A line of the list: the index stands first among its members.
enum Entry {
    Index(IndexNow),
    Member(Member),
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    series: Cell<'a>,
    #[serde(borrow)]
    priority: Cell<'a>,
    #[serde(borrow)]
    open: Cell<'a>,
    #[serde(borrow)]
    day_high: Cell<'a>,
    #[serde(borrow)]
    day_low: Cell<'a>,
    #[serde(borrow)]
    last_price: Cell<'a>,
    #[serde(borrow)]
    previous_close: Cell<'a>,
    #[serde(borrow)]
    total_traded_volume: Cell<'a>,
    #[serde(borrow)]
    total_traded_value: Cell<'a>,
    #[serde(borrow)]
    year_high: Cell<'a>,
    #[serde(borrow)]
    year_low: Cell<'a>,
    #[serde(borrow)]
    last_update_time: Cell<'a>,
    #[serde(borrow)]
    meta: Option<Meta<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Meta<'a> {
    #[serde(borrow)]
    company_name: Cell<'a>,
    #[serde(borrow)]
    isin: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = Entry;

    fn read(self) -> Result<Option<Entry>, Misread> {
        let first = self.priority.count("priority", 0)? == Some(1);
        if first && self.series.is_none() {
            return Ok(Some(Entry::Index(self.index()?)));
        }
        let Some(series) = self.series.series("series")? else { return Ok(None) };
        let turnover = self.total_traded_value.amount("totalTradedValue", RUPEES)?;
        let meta = self.meta.unwrap_or_default();
        Ok(Some(Entry::Member(Member {
            symbol: self.symbol.symbol("symbol")?,
            series,
            open: self.open.price("open")?,
            high: self.day_high.price("dayHigh")?,
            low: self.day_low.price("dayLow")?,
            last: self.last_price.must_price("lastPrice")?,
            previous_close: self.previous_close.must_price("previousClose")?,
            volume: self.total_traded_volume.must_count("totalTradedVolume", 0)?,
            turnover: turnover.ok_or(Misread::missing("totalTradedValue", "an amount of money"))?,
            year_high: self.year_high.price("yearHigh")?,
            year_low: self.year_low.price("yearLow")?,
            as_of: self.last_update_time.moment("lastUpdateTime")?,
            name: meta.company_name.text("companyName")?.map(Into::into),
            isin: meta.isin.isin("isin")?,
        })))
    }
}

impl Line<'_> {
    fn index(&self) -> Result<IndexNow, Misread> {
        Ok(IndexNow {
            name: index_name(self.symbol, "symbol")?,
            last: self.last_price.must_level("lastPrice")?,
            open: self.open.level("open")?,
            high: self.day_high.level("dayHigh")?,
            low: self.day_low.level("dayLow")?,
            previous_close: self.previous_close.must_level("previousClose")?,
            year_high: self.year_high.level("yearHigh")?,
            year_low: self.year_low.level("yearLow")?,
            breadth: None,
            as_of: self.last_update_time.moment("lastUpdateTime")?,
        })
    }
}
