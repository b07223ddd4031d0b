//! What a stock has done so far on its day.

use trading::{Moment, Paise, Price};

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

/// One modelled trade, small because a board keeps hundreds of thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deal {
    /// Milliseconds from midnight.
    pub(crate) at: u32,
    /// Price in ticks.
    pub(crate) ticks: u32,
    /// Lots of shares, at least one.
    pub(crate) lots: i64,
}

/// The sum of trades so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) lots: i64,
    /// Ticks times lots.
    pub(crate) value: i64,
    pub(crate) trades: u32,
    /// Milliseconds from midnight of the last trade.
    pub(crate) last_at: u32,
    pub(crate) high: u32,
    pub(crate) low: u32,
    pub(crate) last: u32,
}

impl Totals {
    /// With one trade more.
    pub(crate) fn and(self, deal: &Deal) -> Self {
        self.and_many(&Self {
            lots: deal.lots,
            value: i64::from(deal.ticks) * deal.lots,
            trades: 1,
            last_at: deal.at,
            high: deal.ticks,
            low: deal.ticks,
            last: deal.ticks,
        })
    }

    /// With the sum of later trades (at least one).
    pub(crate) fn and_many(self, later: &Self) -> Self {
        let first = self.trades == 0;
        Self {
            lots: self.lots + later.lots,
            value: self.value + later.value,
            trades: self.trades + later.trades,
            last_at: later.last_at,
            high: self.high.max(later.high),
            low: if first { later.low } else { self.low.min(later.low) },
            last: later.last,
        }
    }
}

/// A number that is known to fit: ticks of a price, milliseconds of a day.
pub(crate) fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
