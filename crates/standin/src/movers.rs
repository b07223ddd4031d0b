//! `live-analysis-variations`: the exchange's own list of the largest rises or falls.

use std::fmt::Write as _;

use trading::Price;

use crate::answers::{Told, View};
use crate::number::{Hundredths, Scaled, percent, stamp};

/// A list has so many rows at most.
const MOST: usize = 20;

impl View<'_> {
    /// The gainers or the `loosers`, as the exchange writes it, of series EQ.
    pub(crate) fn movers(&self, index: &str) -> Option<String> {
        let sign = match index {
            "gainers" => 1,
            "loosers" => -1,
            _ => return None,
        };
        let all = self.market.stocks().iter().filter(|stock| stock.instrument.series.code() == "EQ");
        let mut told: Vec<Told<'_>> = all.filter_map(|stock| self.told(stock)).collect();
        let moved = |one: &Told<'_>| {
            let base = one.stock.base.paise().max(1);
            sign * (one.last.paise() - base) * 1_000_000 / base
        };
        told.retain(|one| moved(one) > 0);
        told.sort_by_key(|one| std::cmp::Reverse(moved(one)));
        let mut out = r#"{"legends":[["allSec","All Securities"]],"allSec":{"data":["#.to_owned();
        for (place, one) in told.iter().take(MOST).enumerate() {
            let Told { stock, state, last } = one;
            let price = |price: Option<Price>| Hundredths(price.unwrap_or(*last).paise());
            let (comma, base) = (if place == 0 { "" } else { "," }, stock.base.paise());
            let _ = write!(
                out,
                r#"{comma}{{"symbol":"{}","series":"EQ","open_price":{},"high_price":{},"low_price":{},"ltp":{},"prev_price":{},"net_price":{},"trade_quantity":{},"turnover":{},"market_type":"N","ca_ex_dt":"-","ca_purpose":"-","perChange":{}}}"#,
                stock.instrument.symbol,
                price(state.open),
                price(state.high),
                price(state.low),
                Hundredths(last.paise()),
                Hundredths(base),
                percent(last.paise(), base),
                state.volume,
                Scaled(state.turnover.0, 7),
                percent(last.paise(), base),
            );
        }
        let _ = write!(out, r#"],"timestamp":"{}"}}}}"#, stamp(self.at));
        Some(out)
    }
}
