//! One stock's part of an answer of Yahoo's, in a chart or in a spark.

use serde::Deserialize;
use trading::{Moment, Price};

use super::{Candle, Chart};
use crate::answer::{Cell, List, Misread, Row, Undecodable};
use crate::yahoo::symbol_of;

/// Yahoo's own error.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Failure<'a> {
    #[serde(borrow)]
    code: Cell<'a>,
    #[serde(borrow)]
    description: Cell<'a>,
}

impl From<Failure<'_>> for Undecodable {
    fn from(failure: Failure<'_>) -> Self {
        let words = |cell: Cell<'_>, field| {
            let said = cell.text(field).ok().flatten().unwrap_or_default();
            said.chars().take(200).collect::<String>()
        };
        Self::Refused { code: words(failure.code, "code"), words: words(failure.description, "description") }
    }
}

#[derive(Deserialize)]
pub(crate) struct Body<'a> {
    #[serde(borrow, default)]
    meta: Meta<'a>,
    #[serde(borrow, default)]
    timestamp: List<Value<'a>>,
    #[serde(borrow, default)]
    indicators: Indicators<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Meta<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    currency: Cell<'a>,
    #[serde(borrow)]
    regular_market_price: Cell<'a>,
    #[serde(borrow)]
    regular_market_time: Cell<'a>,
    #[serde(borrow)]
    regular_market_day_high: Cell<'a>,
    #[serde(borrow)]
    regular_market_day_low: Cell<'a>,
    #[serde(borrow)]
    regular_market_volume: Cell<'a>,
    #[serde(borrow)]
    chart_previous_close: Cell<'a>,
    #[serde(borrow)]
    previous_close: Cell<'a>,
    #[serde(borrow)]
    exchange_data_delayed_by: Cell<'a>,
}

#[derive(Deserialize, Default)]
struct Indicators<'a> {
    #[serde(borrow, default)]
    quote: List<Columns<'a>>,
}

/// The prices, one list a kind, each as long as the list of times.
#[derive(Deserialize)]
struct Columns<'a> {
    #[serde(borrow, default)]
    open: List<Value<'a>>,
    #[serde(borrow, default)]
    high: List<Value<'a>>,
    #[serde(borrow, default)]
    low: List<Value<'a>>,
    #[serde(borrow, default)]
    close: List<Value<'a>>,
    #[serde(borrow, default)]
    volume: List<Value<'a>>,
}

/// A value that may be null.
#[derive(Deserialize)]
struct Value<'a>(#[serde(borrow)] Cell<'a>);

impl<'a> Row for Value<'a> {
    type Read = Cell<'a>;

    fn read(self) -> Result<Option<Cell<'a>>, Misread> {
        Ok(Some(self.0))
    }
}

/// The lists of prices once they are read.
#[derive(Default)]
struct Read<'a> {
    open: Vec<Cell<'a>>,
    high: Vec<Cell<'a>>,
    low: Vec<Cell<'a>>,
    close: Vec<Cell<'a>>,
    volume: Vec<Cell<'a>>,
}

impl<'a> Row for Columns<'a> {
    type Read = Read<'a>;

    fn read(self) -> Result<Option<Read<'a>>, Misread> {
        let list = |list: List<Value<'a>>| {
            list.settle_any().map(|rows| rows.read).map_err(|_| Misread::missing("quote", "a list"))
        };
        Ok(Some(Read {
            open: list(self.open)?,
            high: list(self.high)?,
            low: list(self.low)?,
            close: list(self.close)?,
            volume: list(self.volume)?,
        }))
    }
}

impl Row for Body<'_> {
    type Read = Chart;

    fn read(self) -> Result<Option<Chart>, Misread> {
        let wrong = |_| Misread::missing("indicators.quote", "a list");
        let times = self.timestamp.settle_any().map_err(wrong)?.read;
        let quotes = self.indicators.quote.settle_any().map_err(wrong)?.read;
        let mut chart = self.meta.chart()?;
        if let Some(columns) = quotes.into_iter().next() {
            columns.told(&times)?.into_iter().for_each(|told| chart.take(told));
        }
        Ok(Some(chart))
    }
}

impl Meta<'_> {
    fn chart(&self) -> Result<Chart, Misread> {
        let name = self.symbol.words("meta.symbol")?;
        Ok(Chart {
            symbol: symbol_of(&name),
            name,
            currency: self.currency.text("meta.currency")?.map(Into::into),
            price: self.regular_market_price.rounded_price("meta.regularMarketPrice")?,
            as_of: self.regular_market_time.utc_seconds("meta.regularMarketTime")?,
            minutes_late: self.exchange_data_delayed_by.count("meta.exchangeDataDelayedBy", 0)?,
            previous_close: self.previous_close.rounded_price("meta.previousClose")?,
            close_before: self.chart_previous_close.rounded_price("meta.chartPreviousClose")?,
            high: self.regular_market_day_high.rounded_price("meta.regularMarketDayHigh")?,
            low: self.regular_market_day_low.rounded_price("meta.regularMarketDayLow")?,
            volume: self.regular_market_volume.count("meta.regularMarketVolume", 0)?,
            candles: Vec::new(),
            holes: 0,
            refused: Vec::new(),
            last_close: None,
        })
    }
}

/// What the lists tell of one time.
enum Told {
    Candle(Candle),
    /// A price is null; the close where that is not.
    Hole(Option<(Moment, Price)>),
    Refused(Misread),
}

impl Read<'_> {
    /// The candles one by one. A list that is not there (Yahoo leaves out volumes) is all null; one of another length
    /// than the times is wrong, for then no value can be told from its neighbour's.
    fn told(&self, times: &[Cell<'_>]) -> Result<Vec<Told>, Misread> {
        let lists = [
            ("open", &self.open),
            ("high", &self.high),
            ("low", &self.low),
            ("close", &self.close),
            ("volume", &self.volume),
        ];
        for (field, list) in lists {
            if !list.is_empty() && list.len() != times.len() {
                return Err(Misread::of(field, &list.len().to_string(), "as many values as there are times"));
            }
        }
        let told = times.iter().enumerate().map(|(place, time)| {
            self.one(place, *time).unwrap_or_else(|misread| {
                Told::Refused(Misread { row: misread.row.or(Some(place + 1)), ..misread })
            })
        });
        Ok(told.collect())
    }

    fn one(&self, place: usize, time: Cell<'_>) -> Result<Told, Misread> {
        let cell =
            |list: &[Cell<'_>], field| list.get(place).map_or(Ok(None), |cell| cell.rounded_price(field));
        let from = time.utc_seconds("timestamp")?.ok_or(Misread::missing("timestamp", "a time"))?;
        let close = cell(&self.close, "close")?;
        let prices = (cell(&self.open, "open")?, cell(&self.high, "high")?, cell(&self.low, "low")?, close);
        let (Some(open), Some(high), Some(low), Some(close)) = prices else {
            return Ok(Told::Hole(close.map(|close| (from, close))));
        };
        if let Some(odd) = [open, close].into_iter().find(|price| *price < low || *price > high) {
            return Err(Misread::of("open, close", &odd.to_string(), "between the low and the high"));
        }
        let volume = self.volume.get(place).map_or(Ok(None), |cell| cell.count("volume", 0))?;
        Ok(Told::Candle(Candle { from, open, high, low, close, volume }))
    }
}

impl Chart {
    fn take(&mut self, told: Told) {
        match told {
            Told::Candle(candle) => {
                self.last_close = Some((candle.from, candle.close));
                self.candles.push(candle);
            }
            Told::Hole(close) => {
                self.holes += 1;
                self.last_close = close.or(self.last_close);
            }
            Told::Refused(misread) => self.refused.push(misread),
        }
    }
}
