//! Candles of a path.

use trading::{Moment, Price};

use crate::path::Path;
use crate::trades::Trades;

/// What happened in some minutes of trading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The begin of its minutes.
    pub from: Moment,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Last price.
    pub close: Price,
    /// Shares traded.
    pub volume: i64,
}

pub(crate) fn bars(path: &Path, minutes: u32, to: i64) -> Vec<Bar> {
    let width = i64::from(minutes.max(1)) * 60_000;
    let mut bars: Vec<Bar> = Vec::new();
    let mut trades = Trades::of(path, i64::MIN, to);
    while let Some((deal, _)) = trades.next_deal() {
        let number = ((i64::from(deal.at) - path.begins()) / width).max(0);
        let from = path.moment_of(path.begins() + number * width);
        let Some(price) = Price::new(i64::from(deal.ticks) * path.tick_paise()) else { continue };
        match bars.last_mut().filter(|bar| bar.from == from) {
            Some(bar) => {
                bar.high = bar.high.max(price);
                bar.low = bar.low.min(price);
                bar.close = price;
                bar.volume += deal.lots * path.lot();
            }
            None => {
                let volume = deal.lots * path.lot();
                bars.push(Bar { from, open: price, high: price, low: price, close: price, volume });
            }
        }
    }
    bars
}
