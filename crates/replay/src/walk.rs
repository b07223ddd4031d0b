//! A random walk within a range, through given points: the bones of a path.
//!
//! Between an extreme and any other point it is a Brownian bridge kept on one side of the extreme (a bridge of
//! the three-dimensional Bessel process), so that it leaves its high and comes to its low as a real price
//! does, without a flat line there. What would pass the far side of the range is reflected.

use crate::dice::Dice;
use crate::shape::WHOLE;

/// The range's height: 0 is its low, `TOP` its high.
pub(crate) const TOP: i64 = 1 << 24;

/// A point that the walk goes through. At 0 or `TOP` it is an extreme.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knot {
    /// Time, 0 to [`WHOLE`].
    pub(crate) at: i64,
    /// Height, 0 to [`TOP`].
    pub(crate) level: i64,
}

/// One point of a stretch while it is worked out: time from its beginning, and three free walks.
#[derive(Clone, Copy)]
struct Step {
    elapsed: i64,
    sums: [i64; 3],
}

impl Knot {
    pub(crate) const fn is_extreme(self) -> bool {
        self.level == 0 || self.level == TOP
    }
}

/// The heights at `times` (rising) of a walk through `knots` (rising, the first before and the last after all
/// times). `swing` is the standard deviation of a free walk over the [`WHOLE`].
pub(crate) fn walk(dice: &mut Dice, knots: &[Knot], times: &[i64], swing: i64) -> Vec<i64> {
    let mut levels = vec![0; times.len()];
    let mut steps = Vec::with_capacity(times.len());
    let (mut times, mut rest) = (times, levels.as_mut_slice());
    for (from, to) in knots.iter().zip(knots.iter().skip(1)) {
        let count = times.partition_point(|time| *time <= to.at);
        let (mine, later) = times.split_at(count);
        let (levels, later_levels) = std::mem::take(&mut rest).split_at_mut(count);
        (times, rest) = (later, later_levels);
        if levels.is_empty() {
            continue;
        }
        if from.level == to.level && from.is_extreme() {
            levels.fill(from.level);
        } else if to.is_extreme() && !from.is_extreme() {
            steps.clear();
            steps.extend(mine.iter().rev().map(|time| Step { elapsed: to.at - time, sums: [0; 3] }));
            stretch(dice, &mut steps, (*to, *from), swing);
            levels.iter_mut().rev().zip(&steps).for_each(|(level, step)| *level = step.elapsed);
        } else {
            steps.clear();
            steps.extend(mine.iter().map(|time| Step { elapsed: time - from.at, sums: [0; 3] }));
            stretch(dice, &mut steps, (*from, *to), swing);
            levels.iter_mut().zip(&steps).for_each(|(level, step)| *level = step.elapsed);
        }
    }
    levels
}

/// Walks from one knot to another (later or earlier) and leaves each step's level in its `elapsed`.
fn stretch(dice: &mut Dice, steps: &mut [Step], (from, to): (Knot, Knot), swing: i64) {
    let whole = (to.at - from.at).abs().max(1);
    let last = free_walks(dice, steps, whole, swing);
    let distance = to.level - from.level;
    for step in steps {
        let done = (step.elapsed << 20) / whole;
        let [a, b, c] = bridged(step.sums, last, done);
        let level = if from.is_extreme() {
            let a = a + ((distance.abs() * done) >> 20);
            let away = square_root(a * a + b * b + c * c);
            if from.level == 0 { away } else { from.level - away }
        } else {
            from.level + a + ((distance * done) >> 20)
        };
        step.elapsed = reflected(level);
    }
}

/// Adds up three independent walks over the steps; answers where they stand when the whole time is over.
fn free_walks(dice: &mut Dice, steps: &mut [Step], whole: i64, swing: i64) -> [i64; 3] {
    let mut sums = [0; 3];
    let mut before = 0;
    let (mut known, mut root) = (0, 0);
    let mut move_on = |dice: &mut Dice, sums: &mut [i64; 3], elapsed: i64| {
        let passed = (elapsed - before).max(0);
        before = elapsed;
        if passed != known {
            (known, root) = (passed, square_root(passed));
        }
        let scale = root * swing;
        for (sum, normal) in sums.iter_mut().zip(dice.normals()) {
            // A normal is 128 to its deviation, and the root of the whole time is 2^15.
            *sum += (normal * scale) >> 22;
        }
    };
    for step in steps {
        move_on(dice, &mut sums, step.elapsed);
        step.sums = sums;
    }
    move_on(dice, &mut sums, whole);
    sums
}

/// The free walks bent so that they end at 0 when the time is over.
fn bridged(sums: [i64; 3], last: [i64; 3], done: i64) -> [i64; 3] {
    let [a, b, c] = sums;
    let [x, y, z] = last;
    [a - ((x * done) >> 20), b - ((y * done) >> 20), c - ((z * done) >> 20)]
}

/// Folds a height back into the range at its borders.
fn reflected(level: i64) -> i64 {
    if (0..=TOP).contains(&level) {
        return level;
    }
    let within = level.rem_euclid(2 * TOP);
    within.min(2 * TOP - within)
}

/// Bends heights so that their mean, weighted by `weights`, comes to `wanted`, as far as that is possible while
/// extremes stay extremes, the order of heights stays, and the two ends stay where they are. `most` is the force
/// in 2^-16: at 1 the order of heights would turn, and a strong force flattens the path near its extremes.
pub(crate) fn steer(levels: &mut [i64], weights: &[i64], wanted: i64, most: i64) {
    let total: i64 = weights.iter().sum::<i64>().max(1);
    for _ in 0..3 {
        let (mut sum, mut lever) = (0_i128, 0_i128);
        for ((level, weight), hold) in levels.iter().zip(weights).zip(holds(levels.len())) {
            sum += i128::from(*level) * i128::from(*weight);
            lever += i128::from(bend(*level, hold)) * i128::from(*weight);
        }
        let missing = i128::from(wanted) * i128::from(total) - sum;
        if lever == 0 {
            return;
        }
        let force = i64::try_from((missing << 16) / lever).unwrap_or(0).clamp(-most, most);
        for (level, hold) in levels.iter_mut().zip(holds(weights.len())) {
            *level += (bend(*level, hold) * force) >> 16;
        }
        if force.abs() < most {
            return;
        }
    }
}

/// How far a height moves under the full force: nothing at the extremes, most in the middle.
const fn bend(level: i64, hold: i64) -> i64 {
    (((level * (TOP - level)) >> 24) * hold) >> 4
}

/// How freely each point may move, in sixteenths: the two ends hold.
fn holds(count: usize) -> impl Iterator<Item = i64> {
    let last = i64::try_from(count).unwrap_or(i64::MAX) - 1;
    (0..=last).map(move |index| (index.min(last - index) * 2).min(16))
}

/// The time of the `index`-th of `count` points spread evenly over the [`WHOLE`], its two ends left free.
pub(crate) fn evenly(index: i64, count: i64) -> i64 {
    WHOLE / (count + 1) * (index + 1)
}

/// The square root, rounded down. The one place of this crate with a float: IEEE 754 fixes the square root to
/// the last bit, so it is the same on every platform, and it is six times as fast as the integer one.
pub(crate) fn square_root(square: i64) -> i64 {
    (square.max(0) as f64).sqrt() as i64
}
