//! What is decided about a path before any price: its grid, how many trades, which of them in the auctions.

use trading::{BandRule, DayFigures, Phase, Session};

use crate::dice::Dice;
use crate::shares::{level_of, mean_level};
use crate::state::{Deal, small};
use crate::walk::TOP;

/// Every real trade up to this many is modelled by one trade.
const EACH: i64 = 2_250;
/// Beyond that one modelled trade stands for so many.
const FOR_SO_MANY: i64 = 8;
/// The most trades of a full day: one a second.
const MOST_A_MINUTE: i64 = 60;
/// From so many trades on the path is kept as blocks, and its trades are made when asked for.
pub(crate) const IN_BLOCKS_FROM: i64 = 900;
/// Lots that the mean trade of a block must have, so that its value can be met exactly.
pub(crate) const LOTS_A_TRADE: i64 = 8;

/// How the pre-open matched stocks with so many trades on the day (fewer than the first number): the chance of
/// a match in percent, and the usual share of the day's volume in ten-thousandths. Counted on all stocks of 17
/// November 2025, the recorded pre-open against the day's figures. Below ten trades, where one in eleven was
/// matched, the model leaves it out: it needs the few trades for the real turnover.
const PRE_OPEN: [(i64, i64, (i64, i64)); 8] = [
    (10, 0, (0, 1)),
    (50, 26, (280, 640)),
    (100, 54, (80, 300)),
    (250, 81, (25, 180)),
    (500, 88, (16, 135)),
    (1_000, 92, (14, 97)),
    (5_000, 98, (21, 79)),
    (i64::MAX, 100, (20, 54)),
];

/// The closing auction's share of the volume, in ten-thousandths: a guess, no recording shows one yet.
const CLOSING: (i64, i64) = (500, 1_000);

/// What a path must do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The grid in paise, and how many shares trade together.
    pub(crate) tick: i64,
    pub(crate) lot: i64,
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
    /// The mean height of the last half hour, where the official close is that.
    pub(crate) tail: Option<i64>,
    /// Continuous trading: from, to (milliseconds), trades, lots, and value in ticks times lots.
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) count: i64,
    pub(crate) lots: i64,
    pub(crate) value: i64,
}

/// What a path is measured in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    /// Paise between two prices.
    pub(crate) tick: i64,
    /// Shares that trade together.
    pub(crate) lot: i64,
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
    /// Decides; none when nothing was traded, the day has no continuous trading, or a price is beyond any that
    /// the exchange quotes (four crore rupees).
    pub(crate) fn of(figures: &DayFigures, session: &Session, grid: Grid, dice: &mut Dice) -> Option<Self> {
        let continuous = session.span(Phase::Continuous)?;
        let lot = if grid.lot > 1 && figures.volume % grid.lot == 0 { grid.lot } else { 1 };
        let volume = figures.volume / lot;
        if volume < 1 {
            return None;
        }
        let auction = session.span(Phase::AuctionMatch).filter(|_| volume > 1 && figures.trades > 1);
        let marks = Marks::of(figures, auction.is_some(), grid.tick);
        let Marks { tick, open, high, low, end } = marks;
        u32::try_from(high).ok()?;
        let (from, to) = (i64::from(continuous.from.millis()), i64::from(continuous.to.millis()));
        let wanted = modelled(figures.trades, volume, (to - from) / 60_000);
        let count = wanted.max(marks.least(false, auction.is_some())).min(volume);
        let (chance, part) = pre_open(figures.trades);
        let matched = session.span(Phase::PreOpenMatch).filter(|_| {
            let spare = count > marks.least(true, auction.is_some());
            dice.chance(chance, 100) && spare
        });
        let value = (figures.turnover.0 / tick / lot).clamp(low * volume, high * volume);
        let mut rest = Rest { lots: volume, count, value, low, range: high - low };
        let opening = matched.map(|span| {
            let at = span.from.millis() + 1000 + small(dice.below(59_000));
            Deal { at, ticks: small(open), lots: rest.take(dice, open, part) }
        });
        let closing = auction.filter(|_| rest.count > 0).map(|span| {
            let at = span.from.millis() + 1000 + small(dice.below(119_000));
            Deal { at, ticks: small(end), lots: rest.take(dice, end, CLOSING) }
        });
        let Rest { lots, count, .. } = rest;
        let value = rest.value.clamp(low * lots, high * lots);
        let locked = closing.is_none() && count > 3 && is_locked(figures, &marks);
        let tail = if closing.is_some() || locked { None } else { marks.height_of(figures.close.paise()) };
        Some(Self {
            tick,
            lot,
            open,
            high,
            low,
            end,
            locked,
            opening,
            closing,
            tail,
            from,
            to,
            count,
            lots,
            value,
        })
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
        let end = if auction { figures.close } else { figures.last };
        let prices = [figures.open, figures.high, figures.low, end].map(trading::Price::paise);
        let tick = if tick > 0 && prices.iter().all(|price| price % tick == 0) { tick } else { 1 };
        let [open, high, low, end] = prices.map(|price| price / tick);
        let (top, bottom) = (high.max(low).max(open).max(end), high.min(low).min(open).min(end));
        Self { tick, open, high: top, low: bottom, end }
    }

    /// The height of a price in the day's range, when it lies within.
    fn height_of(&self, paise: i64) -> Option<i64> {
        let (above, range) = (paise - self.low * self.tick, (self.high - self.low) * self.tick);
        (0..=range).contains(&above).then(|| level_of(above, range))
    }

    /// The fewest trades that name every mark.
    fn least(&self, pre_open: bool, auction: bool) -> i64 {
        let named = |price| price == self.open || price == self.end;
        let ends = if self.open == self.end && !pre_open && !auction { 1 } else { 2 };
        ends + i64::from(!named(self.high)) + i64::from(!named(self.low))
    }
}

/// What is not given away yet.
struct Rest {
    lots: i64,
    count: i64,
    /// Ticks times lots.
    value: i64,
    low: i64,
    range: i64,
}

impl Rest {
    /// Takes one trade with a share of the volume between so many ten-thousandths, leaving one lot for each
    /// other trade. Less, when the others' mean would come too near the edge of the day's range: the real
    /// average says that the auction was smaller.
    fn take(&mut self, dice: &mut Dice, ticks: i64, (least, most): (i64, i64)) -> i64 {
        self.count -= 1;
        let part = least + dice.below(most - least);
        let lots_of = |part: i64| {
            let wanted = i128::from(self.lots) * i128::from(part) / 10_000;
            i64::try_from(wanted).unwrap_or(1).clamp(1, self.lots - self.count)
        };
        let enough = self.room(0, 0).min(TOP / 4) / 2;
        let lots = match self.count {
            0 => self.lots,
            _ => {
                let fits = |lots: &i64| self.room(ticks, *lots) >= enough;
                [part, part / 2, part / 4, part / 8].map(lots_of).into_iter().find(fits).unwrap_or(1)
            }
        };
        self.lots -= lots;
        self.value -= ticks * lots;
        lots
    }

    /// How far the mean of what is left would be from the edges of the range, if so many lots went at a price.
    fn room(&self, ticks: i64, lots: i64) -> i64 {
        let left = self.lots - lots;
        let level = mean_level(self.value - ticks * lots - self.low * left, left, self.range);
        level.min(TOP - level)
    }
}

/// How many trades stand for the real ones.
fn modelled(real: i64, lots: i64, minutes: i64) -> i64 {
    let real = real.max(1);
    let bounded = (real / FOR_SO_MANY).clamp(EACH, EACH.max(MOST_A_MINUTE * minutes));
    let count = real.min(bounded).min(lots);
    if count < IN_BLOCKS_FROM { count } else { count.min((lots / LOTS_A_TRADE).max(IN_BLOCKS_FROM - 1)) }
}

/// The chance of a pre-open match and its share of the volume.
fn pre_open(trades: i64) -> (i64, (i64, i64)) {
    let found = PRE_OPEN.iter().find(|(below, _, _)| trades < *below);
    found.map_or((100, (20, 54)), |(_, chance, part)| (*chance, *part))
}

/// Whether the final price is the highest (lowest) of the day and the band's limit (the previous close and the
/// band's percent, rounded to the tick inwards), and nothing else was paid in the last half hour.
fn is_locked(figures: &DayFigures, marks: &Marks) -> bool {
    let BandRule::Percent(percent) = figures.band else { return false };
    let &Marks { tick, high, low, end, .. } = marks;
    let (close, percent) = (figures.previous_close.paise(), i64::from(percent));
    let upper = close.saturating_mul(100 + percent) / 100 / tick;
    let lower = (close.saturating_mul(100 - percent) / 100 + tick - 1) / tick;
    let rested = figures.close == figures.last;
    rested && high > low && (end == high && end == upper || end == low && end == lower)
}
