//! What a stock has done so far on its day.

use trading::{Moment, Paise, Price};

use crate::block::Deal;

/// A stock at a moment of its day: the sum of its modelled trades so far. Before the first trade nothing is
/// known: prices are none, counts are 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    /// Price of the last trade.
    pub last: Option<Price>,
    /// Price of the first trade.
    pub open: Option<Price>,
    /// Highest price so far.
    pub high: Option<Price>,
    /// Lowest price so far.
    pub low: Option<Price>,
    /// Shares traded so far.
    pub volume: i64,
    /// Value traded so far.
    pub turnover: Paise,
    /// Modelled trades so far; a busy stock's are fewer than the exchange counted.
    pub trades: i64,
    /// When the last trade was.
    pub last_trade_at: Option<Moment>,
    /// The official close, once it is published.
    pub close: Option<Price>,
}

/// The sum of trades so far, in ticks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) trades: i64,
    pub(crate) shares: i64,
    /// Ticks times shares.
    pub(crate) value: i64,
    pub(crate) open: i64,
    pub(crate) high: i64,
    pub(crate) low: i64,
    pub(crate) last: i64,
    /// Milliseconds from midnight of the last trade.
    pub(crate) last_at: i64,
}

impl Totals {
    /// With one trade more.
    pub(crate) fn and(self, deal: &Deal) -> Self {
        self.and_many(&Self {
            trades: 1,
            shares: deal.shares,
            value: deal.ticks * deal.shares,
            open: deal.ticks,
            high: deal.ticks,
            low: deal.ticks,
            last: deal.ticks,
            last_at: deal.at,
        })
    }

    /// With the sum of later trades (at least one).
    pub(crate) fn and_many(self, later: &Self) -> Self {
        let first = self.trades == 0;
        Self {
            trades: self.trades + later.trades,
            shares: self.shares + later.shares,
            value: self.value + later.value,
            open: if first { later.open } else { self.open },
            high: if first { later.high } else { self.high.max(later.high) },
            low: if first { later.low } else { self.low.min(later.low) },
            last: later.last,
            last_at: later.last_at,
        }
    }
}
