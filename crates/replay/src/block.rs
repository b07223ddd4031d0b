//! The single trades of a stretch of continuous trading.

use crate::dice::Dice;
use crate::pins::{Aim, Flow};
use crate::shape::{WHOLE, on_the_clock};
use crate::shares::{appetite, divided, fitted, level_of, mean_level, tilt};
use crate::state::{Deal, small};
use crate::tail::{HALF_AN_HOUR, Tail, steer_all};
use crate::walk::{Knot, TOP, evenly, walk};

/// Where a stretch begins or ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    /// The price in ticks.
    pub(crate) ticks: i64,
    /// Whether the first (last) trade is exactly there, or only comes from (goes to) there.
    pub(crate) exact: bool,
}

/// When the trades of a stretch happen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    /// Evenly, the last one at this millisecond.
    Even(i64),
    /// With the usual shape of the day.
    Day,
}

/// A stretch of continuous trading, as it must come out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// Its first millisecond, and the first after it.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// How many trades; at least one.
    pub(crate) count: i64,
    /// Lots of all trades; at least one each.
    pub(crate) lots: i64,
    /// Where it begins and ends.
    pub(crate) start: End,
    pub(crate) end: End,
    /// Its lowest and highest price in ticks.
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// Whether the lowest and the highest price must be touched within.
    pub(crate) touch_low: bool,
    pub(crate) touch_high: bool,
    /// Whether it stays at its end from some time on.
    pub(crate) locked: bool,
    /// What its trades should come to in ticks times lots, as near as can be.
    pub(crate) value: i64,
    /// The mean height of its last half hour, where that is known.
    pub(crate) tail: Option<i64>,
    /// The times.
    pub(crate) pace: Pace,
}

/// Trades before they have times: height, ticks above the low, shares.
struct Prices {
    levels: Vec<i64>,
    ticks: Vec<i64>,
}

impl Stretch {
    /// The trades, in order.
    pub(crate) fn deals(&self, dice: &mut Dice) -> Vec<Deal> {
        let range = self.high - self.low;
        let value = self.value - self.low * self.lots;
        let times = self.times(dice);
        let late = times.partition_point(|at| *at < self.to - HALF_AN_HOUR);
        let whole = (self.count > 5 && range > 0).then(|| self.whole(dice, range, value, late)).flatten();
        let (ticks, lots) = whole.unwrap_or_else(|| self.near(dice, range, value, late));
        let deals = times.into_iter().zip(ticks).zip(lots).map(|((at, ticks), lots)| Deal {
            at: small(at),
            ticks: small(self.low + ticks),
            lots,
        });
        deals.collect()
    }

    /// Prices and lots whose value is exactly the wanted one: one trade of a single share is put in where the
    /// price passes the height that makes it so.
    fn whole(&self, dice: &mut Dice, range: i64, value: i64, late: usize) -> Option<(Vec<i64>, Vec<i64>)> {
        let Prices { levels, mut ticks } = self.prices(dice, self.count - 1, range, value, late);
        let mut shares = self.shared(dice, self.lots - 1, &levels, value);
        let last = fitted(&mut shares, &ticks, value, range)?;
        let pairs = ticks.iter().zip(ticks.iter().skip(1));
        let passes: Vec<usize> = (1..)
            .zip(pairs)
            .filter_map(|(index, (a, b))| (*a.min(b) <= last && last <= *a.max(b)).then_some(index))
            .collect();
        let drawn = dice.below(i64::try_from(passes.len()).unwrap_or(0));
        let place = *passes.get(usize::try_from(drawn).unwrap_or(0))?;
        ticks.insert(place, last);
        shares.insert(place, 1);
        Some((ticks, shares))
    }

    /// Prices and lots whose value comes near the wanted one.
    fn near(&self, dice: &mut Dice, range: i64, value: i64, late: usize) -> (Vec<i64>, Vec<i64>) {
        let Prices { levels, ticks } = self.prices(dice, self.count, range, value, late);
        let mut lots = self.shared(dice, self.lots, &levels, value);
        // What is missing then cannot be met.
        let _missing = fitted(&mut lots, &ticks, value, range);
        (ticks, lots)
    }

    /// So many prices from start to end, touching what must be touched.
    fn prices(&self, dice: &mut Dice, count: i64, range: i64, value: i64, late: usize) -> Prices {
        let start = level_of(self.start.ticks - self.low, range);
        let end = level_of(self.end.ticks - self.low, range);
        let times: Vec<i64> = (0..count).map(|index| evenly(index, count)).collect();
        let swing = TOP / 8 * 5;
        let tail = Tail::of(self.tail, &times, late);
        let by_way = tail.map(|tail| tail.knot);
        let (high, low, locked) = (self.touch_high, self.touch_low, self.locked);
        let aim = Aim { start, end, high, low, locked, by_way, swing };
        let wanted = mean_level(value, self.lots, range);
        let mut course = match self.pace {
            Pace::Even(_) => aim.course(dice),
            Pace::Day => aim.course_near(dice, wanted, &Flow::even()),
        };
        self.on_trades(&mut course.visits, count);
        let first = Knot { at: if self.start.exact { evenly(0, count) } else { 0 }, level: start };
        let last = Knot { at: if self.end.exact { evenly(count - 1, count) } else { WHOLE }, level: end };
        let knots = course.knots(first, last);
        let mut levels = walk(dice, &knots, &times, swing);
        if let Pace::Day = self.pace {
            steer_all(&mut levels, &vec![1; times.len()], wanted, tail);
        }
        let last = levels.len().saturating_sub(1);
        let ticks = levels.iter().enumerate().map(|(index, level)| match index {
            0 if self.start.exact => self.start.ticks - self.low,
            index if index == last && self.end.exact => self.end.ticks - self.low,
            _ => on_grid(dice, *level, range),
        });
        let ticks = ticks.collect();
        Prices { levels, ticks }
    }

    /// Moves the visits to times of trades, each to its own, leaving exact ends alone.
    fn on_trades(&self, visits: &mut [Knot], count: i64) {
        let first = i64::from(self.start.exact);
        let free = count - first - i64::from(self.end.exact);
        let wanted = i64::try_from(visits.len()).unwrap_or(0);
        for (visit, place) in visits.iter_mut().zip(0..) {
            let index = (visit.at * free) >> 30;
            visit.at = index.clamp(place, (free - wanted + place).max(0));
        }
        let mut after = -1;
        for visit in visits.iter_mut() {
            after = visit.at.max(after + 1);
            visit.at = evenly(first + after, count);
        }
    }

    /// Divides lots over trades, at least one each, leaning towards the wanted value.
    fn shared(&self, dice: &mut Dice, shares: i64, levels: &[i64], value: i64) -> Vec<i64> {
        let count = i64::try_from(levels.len()).unwrap_or(0);
        let mut weights: Vec<i64> = levels.iter().map(|_| appetite(dice)).collect();
        let wanted = mean_level(value, self.lots, self.high - self.low);
        tilt(&mut weights, levels, wanted);
        divided(shares - count, &weights).map(|part| part + 1).collect()
    }

    /// The times of the trades, strictly rising.
    fn times(&self, dice: &mut Dice) -> Vec<i64> {
        let mut passed = 0;
        let mut times: Vec<i64> = (0..self.count)
            .map(|_| {
                passed += dice.wait();
                passed
            })
            .collect();
        let total = match self.pace {
            Pace::Even(_) => passed,
            Pace::Day => passed + dice.wait(),
        };
        times.iter_mut().for_each(|time| *time = (*time << 30) / total.max(1));
        // Each trade takes a millisecond of its own; the rest is divided by the draws.
        let room = match self.pace {
            Pace::Even(last) => {
                let room = (last - self.from - self.count + 1).max(0);
                times.iter_mut().for_each(|time| *time = (*time * room) >> 30);
                room
            }
            Pace::Day => {
                let room = (self.to - self.from - self.count).max(0);
                on_the_clock(&mut times, room);
                room
            }
        };
        let own = times.iter().zip(0..).map(|(time, index)| self.from + index + (*time).clamp(0, room));
        own.collect()
    }
}

/// The ticks of a height in a range (of less than 2^32 ticks): rounded up or down by chance, as a price hops between bid and offer.
pub(crate) fn on_grid(dice: &mut Dice, level: i64, range: i64) -> i64 {
    let hop = dice.below(TOP);
    (level * range + hop) >> 24
}
