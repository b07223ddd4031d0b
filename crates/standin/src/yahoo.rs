//! Yahoo Finance: the same day a quarter of an hour late, its prices single-precision floats written out in full.

use std::fmt::Write as _;

use trading::{Moment, Price};

use crate::answers::View;
use crate::chart::seconds;
use crate::market::Stock;

/// How late it is.
const LATE_MILLIS: i64 = 15 * 60_000;

impl View<'_> {
    /// `spark`: several stocks, by their names with `.NS`.
    pub(crate) fn spark(&self, names: &str) -> String {
        let results: Vec<String> = names
            .split(',')
            .filter_map(|name| {
                let stock = self.market.stock(name.strip_suffix(".NS")?)?;
                Some(format!(r#"{{"symbol":"{name}","response":[{}]}}"#, self.yahoo_stock(stock, name, 5)?))
            })
            .collect();
        format!(r#"{{"spark":{{"result":[{}],"error":null}}}}"#, results.join(","))
    }

    /// `chart`: one stock with its candles.
    pub(crate) fn yahoo_chart(&self, name: &str, minutes: u32) -> Option<String> {
        let stock = self.market.stock(name.strip_suffix(".NS")?)?;
        let told = self.yahoo_stock(stock, name, minutes)?;
        Some(format!(r#"{{"chart":{{"result":[{told}],"error":null}}}}"#))
    }

    fn yahoo_stock(&self, stock: &Stock, name: &str, minutes: u32) -> Option<String> {
        let at = self.at.plus_millis(-LATE_MILLIS);
        let state = self.market.state(stock, at);
        let bars = self.market.path(stock).bars(minutes, self.market.inwards(at));
        let times: Vec<String> =
            bars.iter().map(|bar| seconds(self.market.outwards(bar.from)).to_string()).collect();
        let column = |price: fn(&replay::Bar) -> Price| {
            bars.iter().map(|bar| widened(price(bar))).collect::<Vec<_>>().join(",")
        };
        let volumes: Vec<String> = bars.iter().map(|bar| bar.volume.to_string()).collect();
        let (last, when) = (state.last?, state.last_trade_at?);
        let mut out = String::new();
        let _ = write!(
            out,
            r#"{{"meta":{{"currency":"INR","symbol":"{name}","exchangeName":"NSI","fullExchangeName":"NSE","instrumentType":"EQUITY","regularMarketPrice":{last},"regularMarketTime":{when},"regularMarketDayHigh":{high},"regularMarketDayLow":{low},"regularMarketVolume":{volume},"chartPreviousClose":{before},"previousClose":{before},"gmtoffset":19800,"timezone":"IST","exchangeTimezoneName":"Asia/Kolkata","priceHint":2,"dataGranularity":"{minutes}m","range":"1d"}},"timestamp":[{times}],"indicators":{{"quote":[{{"open":[{opens}],"high":[{highs}],"low":[{lows}],"close":[{closes}],"volume":[{volumes}]}}]}}}}"#,
            last = widened(last),
            when = seconds(when.min(Moment::from_millis(i64::MAX))),
            high = widened(state.high?),
            low = widened(state.low?),
            volume = state.volume,
            before = widened(stock.base),
            times = times.join(","),
            opens = column(|bar| bar.open),
            highs = column(|bar| bar.high),
            lows = column(|bar| bar.low),
            closes = column(|bar| bar.close),
            volumes = volumes.join(","),
        );
        Some(out)
    }
}

/// A price as a single-precision float, written as a double.
fn widened(price: Price) -> String {
    let rupees = format!("{}.{:02}", price.paise() / 100, price.paise() % 100);
    rupees.parse::<f32>().map_or(rupees, |single| f64::from(single).to_string())
}
