//! What is decided about a path before any price: its grid, how many trades, which of them in the auctions.

use trading::{BandRule, DayFigures, Match, Phase, Session};

use crate::block::Deal;
use crate::dice::Dice;

/// Every real trade up to this many is modelled by one trade.
const EACH: i64 = 2_250;
/// Beyond that one modelled trade stands for so many.
const FOR_SO_MANY: i64 = 8;
/// The most trades of a full day: one a second.
const MOST_A_MINUTE: i64 = 60;
/// From so many trades on the path is kept as blocks, and its trades are made when asked for.
pub(crate) const IN_BLOCKS_FROM: i64 = 900;
/// Shares that the mean trade of a block must have, so that its value can be met exactly.
pub(crate) const SHARES_A_TRADE: i64 = 8;

/// Chance in percent that a stock with so many trades on the day (fewer than the first number) was matched in
/// the pre-open. Counted on all stocks of 17 November 2025: the recorded pre-open against the day's trades.
const PRE_OPEN_CHANCE: [(i64, i64); 7] =
    [(10, 9), (50, 26), (100, 54), (250, 81), (500, 88), (1000, 92), (5000, 98)];

/// What a path must do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The grid in paise.
    pub(crate) tick: i64,
    /// First price, highest, lowest and final price in ticks.
    pub(crate) open: i64,
    pub(crate) high: i64,
    pub(crate) low: i64,
    pub(crate) end: i64,
    /// Whether the final price is the day's limit, so that the stock may have stood there for long.
    pub(crate) locked: bool,
    /// The pre-open trade, where there is one.
    pub(crate) opening: Option<Deal>,
    /// The closing auction's trade, where there is one.
    pub(crate) closing: Option<Deal>,
    /// Continuous trading: from, to (milliseconds), trades, shares, and value in ticks times shares.
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) count: i64,
    pub(crate) shares: i64,
    pub(crate) value: i64,
}

/// The prices that the figures name, in ticks.
#[derive(Clone, Copy)]
struct Marks {
    tick: i64,
    open: i64,
    high: i64,
    low: i64,
    end: i64,
}

impl Plan {
    /// Decides; none when nothing was traded or the day has no continuous trading.
    pub(crate) fn of(figures: &DayFigures, session: &Session, tick: i64, dice: &mut Dice) -> Option<Self> {
        let continuous = session.span(Phase::Continuous)?;
        if figures.volume < 1 {
            return None;
        }
        let auction = session.span(Phase::AuctionMatch).filter(|_| figures.volume > 1 && figures.trades > 1);
        let marks = Marks::of(figures, session.span(Phase::AuctionMatch).is_some(), tick);
        let (from, to) = (i64::from(continuous.from.millis()), i64::from(continuous.to.millis()));
        let wanted = modelled(figures, (to - from) / 60_000);
        let least = marks.least(false, auction.is_some());
        let count = wanted.max(least).min(figures.volume);
        let matched = session.span(Phase::PreOpenMatch).filter(|_| {
            let spare = count > marks.least(true, auction.is_some());
            dice.chance(pre_open_chance(figures.trades), 100) && (spare || count == 1)
        });
        let mut rest = Rest { shares: figures.volume, count };
        let opening = matched.map(|span| {
            let shares = rest.take(dice, 10, 100);
            let at = i64::from(span.from.millis()) + 1000 + dice.below(59_000);
            Deal { at, ticks: marks.open, shares, matched: Match::PreOpen }
        });
        let closing = auction.filter(|_| rest.count > 0).map(|span| {
            let shares = rest.take(dice, 500, 1000);
            let at = i64::from(span.from.millis()) + 1000 + dice.below(119_000);
            Deal { at, ticks: marks.end, shares, matched: Match::ClosingAuction }
        });
        let apart: i64 = opening.iter().chain(&closing).map(|deal| deal.ticks * deal.shares).sum();
        let Marks { tick, open, high, low, end } = marks;
        let Rest { shares, count } = rest;
        let value = (figures.turnover.0 / tick).saturating_sub(apart).clamp(low * shares, high * shares);
        let locked = closing.is_none() && is_locked(figures, end, high, low, tick) && count > 3;
        Some(Self { tick, open, high, low, end, locked, opening, closing, from, to, count, shares, value })
    }

    /// Whether the high must still be touched in continuous trading, and the low.
    pub(crate) fn touches(&self) -> (bool, bool) {
        let named = |price| price == self.open || price == self.end;
        (!named(self.high), !named(self.low))
    }
}

impl Marks {
    /// On the tick if every figure is, else on the paisa. Figures that contradict each other widen the range.
    fn of(figures: &DayFigures, auction: bool, tick: i64) -> Self {
        let end = if auction && figures.trades > 1 { figures.close } else { figures.last };
        let prices = [figures.open, figures.high, figures.low, end].map(trading::Price::paise);
        let tick = if tick > 0 && prices.iter().all(|price| price % tick == 0) { tick } else { 1 };
        let [open, high, low, end] = prices.map(|price| price / tick);
        let (top, bottom) = (high.max(low).max(open).max(end), high.min(low).min(open).min(end));
        Self { tick, open, high: top, low: bottom, end }
    }

    /// The fewest trades that name every mark.
    fn least(&self, pre_open: bool, auction: bool) -> i64 {
        let named = |price| price == self.open || price == self.end;
        let ends = if self.open == self.end && !pre_open && !auction { 1 } else { 2 };
        ends + i64::from(!named(self.high)) + i64::from(!named(self.low))
    }
}

/// Shares and trades that are not given away yet.
struct Rest {
    shares: i64,
    count: i64,
}

impl Rest {
    /// Takes one trade with a share of the volume between so many ten-thousandths, leaving one share for each
    /// other trade.
    fn take(&mut self, dice: &mut Dice, least: i64, most: i64) -> i64 {
        self.count -= 1;
        let part = i128::from(least + dice.below(most - least));
        let wanted = i64::try_from(i128::from(self.shares) * part / 10_000).unwrap_or(1);
        let shares = if self.count == 0 { self.shares } else { wanted.clamp(1, self.shares - self.count) };
        self.shares -= shares;
        shares
    }
}

/// How many trades stand for the real ones.
fn modelled(figures: &DayFigures, minutes: i64) -> i64 {
    let real = figures.trades.max(1);
    let bounded = (real / FOR_SO_MANY).clamp(EACH, EACH.max(MOST_A_MINUTE * minutes));
    let count = real.min(bounded).min(figures.volume);
    if count < IN_BLOCKS_FROM {
        count
    } else {
        count.min((figures.volume / SHARES_A_TRADE).max(IN_BLOCKS_FROM - 1))
    }
}

fn pre_open_chance(trades: i64) -> i64 {
    PRE_OPEN_CHANCE.iter().find(|(below, _)| trades < *below).map_or(100, |(_, chance)| *chance)
}

/// Whether the final price is the highest (lowest) of the day and the band's limit (the previous close and the
/// band's percent, rounded to the tick inwards), and nothing else was paid in the last half hour.
fn is_locked(figures: &DayFigures, end: i64, high: i64, low: i64, tick: i64) -> bool {
    let BandRule::Percent(percent) = figures.band else { return false };
    let (close, percent) = (figures.previous_close.paise(), i64::from(percent));
    let upper = close.saturating_mul(100 + percent) / 100 / tick;
    let lower = (close.saturating_mul(100 - percent) + 100 * tick - 1) / 100 / tick;
    let rested = figures.close == figures.last;
    rested && high > low && (end == high && end == upper || end == low && end == lower)
}
