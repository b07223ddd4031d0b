//! `live-analysis-stocksTraded`: the last price of every security that has traded today, in one answer.
//!
//! It tells no time and no open, high, low or depth. Volumes are in lakhs of shares, values in crores of rupees.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;
use trading::{Paise, Price, Series, Symbol};

use super::{Breadth, BreadthLine, CRORES_OF_RUPEES, LAKHS};
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// Every stock that has traded today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StocksTraded {
    /// How many securities rose and fell, all series counted.
    pub breadth: Option<Breadth>,
    /// The stocks, each symbol once.
    pub stocks: Rows<Traded>,
}

/// Where one stock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traded {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that it trades in.
    pub series: Series,
    /// Last price.
    pub last: Price,
    /// Close of the day before, not adjusted for corporate actions.
    pub previous_close: Price,
    /// The price that the band is drawn around: adjusted on an ex-day.
    pub base: Option<Price>,
    /// Shares traded.
    pub volume: i64,
    /// Value traded.
    pub turnover: Paise,
    /// What the whole company is worth.
    pub market_cap: Option<Paise>,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<StocksTraded, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let Some(total) = answer.total else { return Err(Misread::missing("total", "the whole market").into()) };
    let breadth = total.count.map(|count| count.read()).transpose()?.flatten();
    let mut stocks = total.data.settle_some("total.data")?;
    one_series_each(&mut stocks);
    Ok(StocksTraded { breadth, stocks })
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    total: Option<Total<'a>>,
}

#[derive(Deserialize)]
struct Total<'a> {
    #[serde(borrow)]
    count: Option<BreadthLine<'a>>,
    #[serde(borrow, default)]
    data: List<Stock<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Stock<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    series: Cell<'a>,
    #[serde(borrow)]
    base_price: Cell<'a>,
    #[serde(borrow)]
    previous_close: Cell<'a>,
    #[serde(borrow)]
    last_price: Cell<'a>,
    #[serde(borrow)]
    total_traded_volume: Cell<'a>,
    #[serde(borrow)]
    total_traded_value: Cell<'a>,
    #[serde(borrow)]
    total_market_cap: Cell<'a>,
}

impl Row for Stock<'_> {
    type Read = Traded;

    fn read(self) -> Result<Option<Traded>, Misread> {
        let Some(series) = self.series.series("series")? else { return Ok(None) };
        let turnover = self.total_traded_value.amount("totalTradedValue", CRORES_OF_RUPEES)?;
        Ok(Some(Traded {
            symbol: self.symbol.symbol("symbol")?,
            series,
            last: self.last_price.must_price("lastPrice")?,
            previous_close: self.previous_close.must_price("previousClose")?,
            base: self.base_price.price("basePrice")?,
            volume: self.total_traded_volume.must_count("totalTradedVolume", LAKHS)?,
            turnover: turnover.ok_or(Misread::missing("totalTradedValue", "an amount of money"))?,
            market_cap: self.total_market_cap.amount("totalMarketCap", CRORES_OF_RUPEES)?,
        }))
    }
}

/// A symbol that stands in two series (a company's shares and its preference shares) is the stock of the first in the
/// order of `Series::ALL`, as in the daily files; the other is skipped.
fn one_series_each(stocks: &mut Rows<Traded>) {
    let mut first: HashMap<Symbol, Series> = HashMap::with_capacity(stocks.read.len());
    let mut twice = false;
    for stock in &stocks.read {
        match first.entry(stock.symbol.clone()) {
            Entry::Vacant(free) => {
                free.insert(stock.series);
            }
            Entry::Occupied(mut known) => {
                twice = true;
                known.insert(stock.series.min(*known.get()));
            }
        }
    }
    if !twice {
        return;
    }
    let all = stocks.read.len();
    // Each symbol's entry goes with its first row in its first series, so that a row told twice counts once.
    stocks.read.retain(|stock| {
        let keep = first.get(&stock.symbol) == Some(&stock.series);
        if keep {
            first.remove(&stock.symbol);
        }
        keep
    });
    stocks.skipped += all - stocks.read.len();
}
