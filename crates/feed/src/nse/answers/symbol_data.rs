//! `GetQuoteApi?functionName=getSymbolData`: one stock's quote with five levels of depth.
//!
//! Two traps: after the close the band that it states is the next day's already; outside trading hours the depth is all
//! zeros, which is nobody and not a price of 0.

mod depth;
mod section;

pub use depth::{Depth, DepthLevel};

use serde::Deserialize;
use trading::{BandRule, Isin, Moment, Paise, Price, Series, Symbol, Tick};

use super::RUPEES;
use crate::answer::{Cell, List, Misread, Row, Undecodable, open, parse};
use crate::nse::bands::band_rule;
use section::{Book, Head, Prices, Security, Trading};

/// One stock's quote. Unknown is none, never zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolData {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that was asked for.
    pub series: Series,
    /// The company's name.
    pub name: Option<String>,
    /// The international number.
    pub isin: Option<Isin>,
    /// The exchange's time.
    pub as_of: Moment,
    /// Last price.
    pub last: Option<Price>,
    /// First price.
    pub open: Option<Price>,
    /// Highest price so far.
    pub high: Option<Price>,
    /// Lowest price so far.
    pub low: Option<Price>,
    /// Volume-weighted average so far.
    pub average: Option<Price>,
    /// Close of the day before, not adjusted for corporate actions.
    pub previous_close: Option<Price>,
    /// The price that the band is drawn around: adjusted on an ex-day.
    pub base: Option<Price>,
    /// The official close, once there is one.
    pub close: Option<Price>,
    /// The closing auction's price as it stands, while there is one.
    pub indicative_close: Option<Price>,
    /// Shares traded today.
    pub volume: Option<i64>,
    /// Value traded today.
    pub turnover: Option<Paise>,
    /// The best prices and how much is wanted and offered; none when the section is missing.
    pub depth: Option<Depth>,
    /// The tick, as the exchange states it.
    pub tick: Option<Tick>,
    /// The kind of price band that the stock stands under.
    pub band_rule: Option<BandRule>,
    /// The band that is stated, and the day it is of.
    pub band: Option<StatedBand>,
    /// Highest price in 52 weeks.
    pub year_high: Option<Price>,
    /// Lowest price in 52 weeks.
    pub year_low: Option<Price>,
    /// The exchange's margin in hundredths of a percent.
    pub margin: Option<i64>,
    /// Whether trading in it is suspended.
    pub suspended: Option<bool>,
}

/// A band as it is stated with a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedBand {
    /// Lowest price.
    pub low: Price,
    /// Highest price.
    pub high: Price,
    /// Whether it is today's: after the close the exchange states the band of the next trading day.
    pub of_today: bool,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data (a stock that is suspended, or a wrong series, has only nulls), not in the known shape, or a
/// value cannot be read.
pub fn decode(bytes: &[u8]) -> Result<SymbolData, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let quotes = answer.quotes.settle_some("equityResponse")?;
    let mut first = None;
    for quote in quotes.read {
        match quote {
            Quoted::Nothing => {}
            Quoted::Series => return Err(Misread::missing("series", "a series that Lakh trades").into()),
            Quoted::Quote(quote) => first = first.or(Some(*quote)),
        }
    }
    first.ok_or(Undecodable::NoData)
}

impl SymbolData {
    /// Today's band, when the one that is stated is today's.
    #[must_use]
    pub fn band_of_today(&self) -> Option<StatedBand> {
        self.band.filter(|band| band.of_today)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow, default, rename = "equityResponse")]
    quotes: List<Line<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    order_book: Option<Book<'a>>,
    #[serde(borrow)]
    meta_data: Option<Head<'a>>,
    #[serde(borrow)]
    trade_info: Option<Trading<'a>>,
    #[serde(borrow)]
    price_info: Option<Prices<'a>>,
    #[serde(borrow)]
    sec_info: Option<Security<'a>>,
    #[serde(borrow, default)]
    last_update_time: Cell<'a>,
}

/// What an element of the answer is.
enum Quoted {
    /// All of it is null.
    Nothing,
    /// A series that is not traded here.
    Series,
    /// A quote.
    Quote(Box<SymbolData>),
}

impl Row for Line<'_> {
    type Read = Quoted;

    fn read(self) -> Result<Option<Quoted>, Misread> {
        let sections = [
            self.order_book.is_some(),
            self.meta_data.is_some(),
            self.trade_info.is_some(),
            self.price_info.is_some(),
            self.sec_info.is_some(),
        ];
        if sections == [false; 5] {
            return Ok(Some(Quoted::Nothing));
        }
        let Some(head) = self.meta_data else {
            return Err(Misread::missing("metaData", "the stock"));
        };
        if head.symbol.is_none() && head.series.is_none() && self.last_update_time.is_none() {
            return Ok(Some(Quoted::Nothing));
        }
        let Some(series) = head.series.series("series")? else { return Ok(Some(Quoted::Series)) };
        let (trading, prices) = (self.trade_info.unwrap_or_default(), self.price_info.unwrap_or_default());
        let book = self.order_book.as_ref();
        let security = self.sec_info.unwrap_or_default();
        let base = head.base_price.price("basePrice")?;
        let close = head.close_price.price("closePrice")?;
        let as_of = self.last_update_time.moment("lastUpdateTime")?;
        let last = trading.last_price.price("tradeInfo.lastPrice")?;
        let last = last.or(book.map(|book| book.last_price.price("lastPrice")).transpose()?.flatten());
        let margin = trading.applicable_margin.hundredths("applicableMargin")?;
        Ok(Some(Quoted::Quote(Box::new(SymbolData {
            symbol: head.symbol.symbol("symbol")?,
            series,
            name: head.company_name.text("companyName")?.map(Into::into),
            isin: head.isin_code.isin("isinCode")?,
            as_of: as_of.ok_or(Misread::missing("lastUpdateTime", "a date with a time"))?,
            last,
            open: head.open.price("open")?,
            high: head.day_high.price("dayHigh")?,
            low: head.day_low.price("dayLow")?,
            average: head.average_price.rounded_price("averagePrice")?,
            previous_close: head.previous_close.price("previousClose")?,
            base,
            close,
            indicative_close: head.indicative_close.price("indicativeClose")?,
            volume: trading.total_traded_volume.count("totalTradedVolume", 0)?,
            turnover: trading.total_traded_value.amount("totalTradedValue", RUPEES)?,
            depth: book.map(Book::depth).transpose()?,
            tick: prices.tick_size.price("tickSize")?.and_then(|tick| Tick::stated(tick.paise())),
            band_rule: prices.pprice_band.maybe("ppriceBand", "a price band", band_rule)?,
            band: stated_band(prices.price_band, base, close)?,
            year_high: prices.year_high.price("yearHigh")?,
            year_low: prices.year_low.price("yearLow")?,
            margin,
            suspended: security.is_suspended.text("isSuspended")?.map(|word| word != "Active"),
        }))))
    }
}

/// The band that is stated, `701.05-856.75`, and whether it is today's: it is the next day's when its middle lies
/// nearer to today's official close than to the price that today's band is drawn around.
fn stated_band(
    cell: Cell<'_>,
    base: Option<Price>,
    close: Option<Price>,
) -> Result<Option<StatedBand>, Misread> {
    let limits = cell.maybe("priceBand", "a band such as 701.05-856.75", |text| {
        let (low, high) = text.split_once('-')?;
        let price = |text| crate::decimal::nearest(text, 2).and_then(Price::new);
        if text.eq_ignore_ascii_case("No Band") { None } else { Some((price(low)?, price(high)?)) }
    })?;
    Ok(limits.map(|(low, high)| {
        let off = |price: Price| (low.paise() + high.paise() - 2 * price.paise()).abs();
        let of_today = match (base, close) {
            (Some(base), Some(close)) => off(base) <= off(close),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        StatedBand { low, high, of_today }
    }))
}
