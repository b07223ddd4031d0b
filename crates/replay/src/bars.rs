//! Candles of a path.

use trading::{Bar, Price};

use crate::path::Path;
use crate::trades::Trades;

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
