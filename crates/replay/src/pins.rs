//! The course of a walk: in which order and when it visits its high and its low.

use crate::dice::Dice;
use crate::shape::WHOLE;
use crate::walk::{Knot, TOP, square_root};

/// How many courses are drawn to find one that fits the day's average.
const DRAWN: i64 = 32;
/// A course whose expected mean is so near is taken at once.
const NEAR: i64 = TOP / 64;

/// What a course must do. Heights are 0 (the low) to [`TOP`] (the high).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aim {
    /// Where it starts and ends.
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Which extremes it must still visit.
    pub(crate) high: bool,
    pub(crate) low: bool,
    /// Whether it stays at its end from some time on: a stock locked at its band.
    pub(crate) locked: bool,
    /// A point on the way, where one is known.
    pub(crate) by_way: Option<Knot>,
    /// The deviation of a free walk over the [`WHOLE`].
    pub(crate) swing: i64,
}

/// Visits in order, and how a way from one extreme to the other passes the middle.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    pub(crate) visits: Vec<Knot>,
    by_way: Option<Knot>,
    /// After so many percent of the time, at this height.
    middle: (i64, i64),
}

/// How much of the volume is traded by a time, in 2^-20, at seventeen times evenly over the [`WHOLE`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flow([i64; 17]);

impl Aim {
    /// A course by chance alone.
    pub(crate) fn course(&self, dice: &mut Dice) -> Course {
        // A fair walk from `start` comes to the high before the low with the odds of its height.
        let high_first = dice.chance(self.start, TOP);
        let mut levels = Vec::with_capacity(3);
        levels.extend((self.high && high_first).then_some(TOP));
        levels.extend(self.low.then_some(0));
        levels.extend((self.high && !high_first).then_some(TOP));
        levels.extend(self.locked.then_some(self.end));
        let mut before = self.start;
        let mut passed = 0;
        let mut visits = Vec::with_capacity(3);
        for level in levels {
            passed += wait(dice, before, level);
            visits.push(Knot { at: passed, level });
            before = level;
        }
        // Nothing says how long a lock lasts but the average.
        passed += if self.locked { passed * dice.below(4_000) / 400 } else { wait(dice, before, self.end) };
        for visit in &mut visits {
            // Never at the very ends.
            visit.at =
                (visit.at * (WHOLE >> 12) / passed.max(1) * 4096).clamp(WHOLE >> 10, WHOLE - (WHOLE >> 10));
        }
        Course { visits, by_way: self.by_way, middle: (30 + dice.below(41), TOP / 20 * (5 + dice.below(11))) }
    }

    /// The course, of several drawn, whose expected mean comes nearest to `wanted`.
    pub(crate) fn course_near(&self, dice: &mut Dice, wanted: i64, flow: &Flow) -> Course {
        let mut best = self.course(dice);
        let mut miss = self.miss(&best, wanted, flow);
        for _ in 1..DRAWN {
            if miss < NEAR {
                break;
            }
            let other = self.course(dice);
            let other_miss = self.miss(&other, wanted, flow);
            if other_miss < miss {
                (best, miss) = (other, other_miss);
            }
        }
        best
    }

    /// How far a course is from the day that was: its mean from the average, and its late visits from the point on
    /// the way, around which the last half hour traded.
    fn miss(&self, course: &Course, wanted: i64, flow: &Flow) -> i64 {
        let late = self.by_way.map_or(0, |by_way| {
            let visits = course.visits.iter().filter(|visit| visit.at > 2 * by_way.at - WHOLE);
            visits.map(|visit| (visit.level - by_way.level).abs() / 4).sum()
        });
        (self.expected(course, flow) - wanted).abs() + late
    }

    /// The mean height that walks of this course have on average, roughly.
    fn expected(&self, course: &Course, flow: &Flow) -> i64 {
        let start = Knot { at: 0, level: self.start };
        let end = Knot { at: WHOLE, level: self.end };
        let mut sum = 0;
        let mut before = start;
        course.through(start, end, |knot| {
            let half = (before.at + knot.at) / 2;
            let middle = self.halfway(before, knot);
            let volumes = [before.at, half, knot.at].map(|at| flow.by(at));
            let [from, mid, to] = volumes;
            sum += (mid - from) * ((before.level + 2 * middle) / 3)
                + (to - mid) * ((knot.level + 2 * middle) / 3);
            before = knot;
        });
        sum >> 20
    }

    /// Where a walk between two knots stands halfway, on average.
    fn halfway(&self, from: Knot, to: Knot) -> i64 {
        let straight = (from.level + to.level) / 2;
        let (extreme, other) = if from.is_extreme() { (from, to) } else { (to, from) };
        if !extreme.is_extreme() || from.level == to.level {
            return straight;
        }
        let distance = (extreme.level - other.level) / 2;
        // A walk kept on one side of the extreme is pushed away from it.
        let square = (self.swing >> 12).pow(2) * ((to.at - from.at) >> 12) / 64 * 41;
        let away = square_root(distance * distance + (square << 6)).min(TOP * 3 / 4);
        if extreme.level == 0 { away } else { TOP - away }
    }
}

impl Course {
    /// The knots from `start` to `end`. Between two extremes stands a point of the middle, so that every
    /// stretch has a free end.
    pub(crate) fn knots(&self, start: Knot, end: Knot) -> Vec<Knot> {
        let mut knots = Vec::with_capacity(7);
        knots.push(start);
        self.through(start, end, |knot| knots.push(knot));
        knots
    }

    /// Shows every knot after `start`, in order of time.
    fn through(&self, start: Knot, end: Knot, mut show: impl FnMut(Knot)) {
        let mut before = start;
        let mut by_way = self.by_way;
        let mut pass = |next: Knot| {
            if before.level.abs_diff(next.level) == TOP.unsigned_abs() {
                let (percent, level) = self.middle;
                show(Knot { at: before.at + (next.at - before.at) * percent / 100, level });
            }
            show(next);
            before = next;
        };
        for next in self.visits.iter().copied().chain([end]) {
            if let Some(knot) = by_way.take_if(|knot| knot.at < next.at) {
                pass(knot);
            }
            pass(next);
        }
    }
}

impl Flow {
    /// As much in every stretch of time.
    pub(crate) fn even() -> Self {
        let mut flow = [0; 17];
        flow.iter_mut().zip(0..).for_each(|(entry, number)| *entry = number << 16);
        Self(flow)
    }

    /// Of so many shares by each of these times (rising to the [`WHOLE`]).
    pub(crate) fn of(times: &[i64], shares: &[i64]) -> Self {
        let total = shares.iter().sum::<i64>().max(1);
        let mut flow = [1 << 20; 17];
        let mut points = times.iter().zip(shares);
        let (mut sum, mut next) = (0, points.next());
        for (entry, number) in flow.iter_mut().zip(0..) {
            while let Some((_, shares)) = next.filter(|(time, _)| **time <= number << 26) {
                sum += shares;
                next = points.next();
            }
            *entry = i64::try_from((i128::from(sum) << 20) / i128::from(total)).unwrap_or(0);
        }
        Self(flow)
    }

    /// How much by a time.
    fn by(&self, at: i64) -> i64 {
        let cell = usize::try_from(at >> 26).unwrap_or(0);
        let from = self.0.get(cell).copied().unwrap_or(1 << 20);
        let to = self.0.get(cell + 1).copied().unwrap_or(1 << 20);
        from + (((to - from) * (at & ((1 << 26) - 1))) >> 26)
    }
}

/// A random time for the way between two heights: a free walk needs the square of the distance.
fn wait(dice: &mut Dice, from: i64, to: i64) -> i64 {
    let distance = (from - to).abs() >> 8;
    let square = (distance * distance) >> 22;
    ((square + 60) * (8192 + dice.wait())) >> 10
}
