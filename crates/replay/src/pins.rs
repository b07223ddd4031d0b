//! When a walk visits its high and its low.

use crate::dice::Dice;
use crate::shape::WHOLE;
use crate::walk::{Knot, TOP};

/// The visits of a walk to the extremes that its two ends do not touch themselves: time and height, in order.
pub(crate) fn visits(dice: &mut Dice, start: i64, end: i64, high: bool, low: bool) -> Vec<(i64, i64)> {
    // A fair walk from `start` comes to the high before the low with the odds of its height.
    let high_first = dice.chance(start, TOP);
    let mut levels = Vec::with_capacity(2);
    if high && high_first {
        levels.push(TOP);
    }
    if low {
        levels.push(0);
    }
    if high && !high_first {
        levels.push(TOP);
    }
    let mut waits = Vec::with_capacity(3);
    let mut before = start;
    for level in levels.iter().copied().chain([end]) {
        waits.push(wait(dice, before, level));
        before = level;
    }
    let total: i64 = waits.iter().sum();
    let mut passed = 0;
    let times = waits.iter().map(|wait| {
        passed += wait;
        // Never at the very ends.
        (passed * (WHOLE >> 12) / total.max(1) * 4096).clamp(WHOLE >> 10, WHOLE - (WHOLE >> 10))
    });
    times.zip(levels).collect()
}

/// A random time for the way between two heights: a free walk needs the square of the distance.
fn wait(dice: &mut Dice, from: i64, to: i64) -> i64 {
    let distance = (from - to).abs() >> 8;
    let square = (distance * distance) >> 22;
    ((square + 60) * (8192 + dice.wait())) >> 10
}

/// The knots of a walk from `start` to `end` through its visits. Between two extremes it passes a point of the
/// middle, so that every stretch has a free end.
pub(crate) fn knots(dice: &mut Dice, start: Knot, end: Knot, visits: &[(i64, i64)]) -> Vec<Knot> {
    let mut knots = Vec::with_capacity(7);
    knots.push(start);
    let mut before = start;
    for next in visits.iter().map(|(at, level)| Knot { at: *at, level: *level }).chain([end]) {
        if before.level.abs_diff(next.level) == TOP.unsigned_abs() {
            let at = before.at + (next.at - before.at) * (35 + dice.below(31)) / 100;
            knots.push(Knot { at, level: TOP / 10 * (3 + dice.below(5)) });
        }
        knots.push(next);
        before = next;
    }
    knots
}
