//! The last half hour, whose volume-weighted average is the official close of a stock without closing auction.

use crate::shape::WHOLE;
use crate::walk::{Knot, TOP, steer};

/// In milliseconds.
pub(crate) const HALF_AN_HOUR: i64 = 1_800_000;
/// The fewest points that can be steered to a mean.
const LEAST: usize = 5;

/// The force that a day's path bears without going flat near its extremes, and that half an hour bears.
const GENTLY: i64 = 28_000;
const FIRMLY: i64 = 48_000;

/// The points of the last half hour and their mean height.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    /// A point in its midst, which leads the walk there.
    pub(crate) knot: Knot,
    first: usize,
    mean: i64,
}

impl Tail {
    /// Of points at these times of the walk, from the `first` on; none when they are too few.
    pub(crate) fn of(mean: Option<i64>, times: &[i64], first: usize) -> Option<Self> {
        let begins = times.get(first..).filter(|late| late.len() >= LEAST && first >= LEAST)?.first()?;
        let mean = mean?;
        let level = mean.clamp(TOP / 64, TOP - TOP / 64);
        Some(Self { knot: Knot { at: begins + (WHOLE - begins) / 2, level }, first, mean })
    }
}

/// Bends a walk so that its mean comes to `wanted`, and the mean of its last half hour to what is known of it.
pub(crate) fn steer_all(levels: &mut [i64], weights: &[i64], wanted: i64, tail: Option<Tail>) {
    let Some(tail) = tail else { return steer(levels, weights, wanted, GENTLY) };
    let (Some((early, late)), Some((early_weights, late_weights))) =
        (levels.split_at_mut_checked(tail.first), weights.split_at_checked(tail.first))
    else {
        return;
    };
    steer(late, late_weights, tail.mean, FIRMLY);
    let [early_weight, late_weight] =
        [early_weights, late_weights].map(|weights| weights.iter().sum::<i64>());
    let sum = late.iter().zip(late_weights).map(|(level, weight)| i128::from(*level) * i128::from(*weight));
    let rest = i128::from(wanted) * i128::from(early_weight + late_weight) - sum.sum::<i128>();
    let wanted = i64::try_from(rest / i128::from(early_weight.max(1))).unwrap_or(wanted).clamp(0, TOP);
    steer(early, early_weights, wanted, GENTLY);
}
