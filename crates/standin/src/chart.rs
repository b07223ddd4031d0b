//! NSE's charts: a stock's number, and its candles, whose times are India's written as if they were UTC.

use std::fmt::Write as _;

use trading::Moment;

use crate::answers::View;
use crate::number::Hundredths;

const IST_MILLIS: i64 = 19_800_000;

impl View<'_> {
    /// `symbolsDynamic`: which number a stock has.
    pub(crate) fn chart_tokens(&self, symbol: &str) -> String {
        let found = self.market.stock(symbol).map(|stock| {
            format!(
                r#"{{"symbol":"{}-{}","scripcode":"{}","description":{},"type":"Equity"}}"#,
                stock.instrument.symbol,
                stock.instrument.series,
                stock.token(),
                serde_json::Value::from(&*stock.instrument.name),
            )
        });
        format!(r#"{{"status":true,"data":[{}]}}"#, found.unwrap_or_default())
    }

    /// `symbolHistoricalData`: candles between two times in seconds, of India as if they were UTC.
    pub(crate) fn candles(&self, token: &str, (from, to): (i64, i64), minutes: u32) -> Option<String> {
        let stock = self.market.stocks().iter().find(|stock| stock.token().to_string() == token)?;
        let path = self.market.path(stock);
        let mut out = r#"{"status":true,"data":["#.to_owned();
        for bar in path.bars(minutes, self.market.inwards(self.at)) {
            let time = self.market.outwards(bar.from).millis() + IST_MILLIS;
            if time < from * 1000 || time > to * 1000 {
                continue;
            }
            if !out.ends_with('[') {
                out.push(',');
            }
            let _ = write!(
                out,
                r#"{{"time":{time},"open":{},"high":{},"low":{},"close":{},"volume":{}}}"#,
                Hundredths(bar.open.paise()),
                Hundredths(bar.high.paise()),
                Hundredths(bar.low.paise()),
                Hundredths(bar.close.paise()),
                bar.volume,
            );
        }
        out.push_str("]}");
        Some(out)
    }
}

/// The seconds of a moment.
pub(crate) fn seconds(at: Moment) -> i64 {
    at.millis().div_euclid(1000)
}
