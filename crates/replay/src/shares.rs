//! Dividing shares and value over blocks and trades so that every total is exact.

use crate::dice::Dice;
use crate::walk::TOP;

/// Divides `total` by `weights`: the parts are whole, never negative, and add up to `total`.
pub(crate) fn divided(total: i64, weights: &[i64]) -> impl Iterator<Item = i64> {
    let sum = weights.iter().sum::<i64>().max(1);
    let (mut weight_before, mut given) = (0, 0);
    weights.iter().map(move |weight| {
        weight_before += weight;
        let upto = scaled(total, weight_before, sum);
        let part = upto - given;
        given = upto;
        part
    })
}

/// `total × part ÷ whole`, rounded down.
fn scaled(total: i64, part: i64, whole: i64) -> i64 {
    match total.checked_mul(part) {
        Some(product) => product / whole,
        None => i64::try_from(i128::from(total) * i128::from(part) / i128::from(whole)).unwrap_or(total),
    }
}

/// A trade's weight in the volume: mostly small, now and then large.
pub(crate) fn appetite(dice: &mut Dice) -> i64 {
    let drawn = dice.below(1 << 15);
    let (size, luck) = (drawn & 1023, drawn >> 10);
    let plain = 24 + ((size * size) >> 10);
    if luck == 0 { plain * 6 } else { plain }
}

/// Tilts weights towards dear or cheap trades so that the mean height, so weighted, comes near `wanted`
/// (heights are 0 to [`TOP`]).
pub(crate) fn tilt(weights: &mut [i64], levels: &[i64], wanted: i64) {
    let total = weights.iter().sum::<i64>().max(1);
    // Heights in 1/1024 are fine enough and keep the squares small.
    let fine = |level: &i64| level >> 14;
    let mean = weights.iter().zip(levels).map(|(weight, level)| weight * fine(level)).sum::<i64>() / total;
    let spread = weights.iter().zip(levels).map(|(weight, level)| weight * (fine(level) - mean).pow(2));
    let variance = spread.sum::<i64>() / total;
    let missing = fine(&wanted) - mean;
    for (weight, level) in weights.iter_mut().zip(levels) {
        let lean = (missing * (fine(level) - mean) * 256) / variance.max(1);
        *weight = (*weight * (256 + lean.clamp(-248, 1024))) >> 8;
        *weight = (*weight).max(1);
    }
}

/// Moves shares between trades until `value` (shares times height in ticks, over all trades) lacks no less
/// than 0 and no more than `range`; answers what it then lacks, to be met by one more share at that height.
/// Every trade keeps at least one share. None when no distribution can do it.
pub(crate) fn fitted(shares: &mut [i64], ticks: &[i64], value: i64, range: i64) -> Option<i64> {
    let sum: i64 = shares.iter().zip(ticks).map(|(shares, ticks)| shares * ticks).sum();
    let missing = value - sum;
    let missing = if missing > range {
        range + moved(shares, ticks, *ticks.iter().max()?, missing - range)
    } else if missing < 0 {
        moved(shares, ticks, *ticks.iter().min()?, missing)
    } else {
        missing
    };
    (0..=range).contains(&missing).then_some(missing)
}

/// Moves shares to the first trade at the height `target` (the highest or the lowest) until `missing` is met or
/// passed by less than one share's move; answers what is missing then.
fn moved(shares: &mut [i64], ticks: &[i64], target: i64, mut missing: i64) -> i64 {
    let mut given = 0;
    for (shares, ticks) in shares.iter_mut().zip(ticks) {
        let gain = target - ticks;
        if gain == 0 || missing.signum() != gain.signum() {
            continue;
        }
        let count = (*shares - 1).min((missing.abs() + gain.abs() - 1) / gain.abs());
        *shares -= count;
        given += count;
        missing -= count * gain;
    }
    if let Some((shares, _)) = shares.iter_mut().zip(ticks).find(|(_, ticks)| **ticks == target) {
        *shares += given;
    }
    missing
}

/// The height (0 to [`TOP`]) of so many ticks of a range.
pub(crate) fn level_of(ticks: i64, range: i64) -> i64 {
    if range == 0 { 0 } else { scaled(TOP, ticks, range) }
}

/// The mean height of shares that come to `value` (ticks times shares) in a range.
pub(crate) fn mean_level(value: i64, shares: i64, range: i64) -> i64 {
    match shares.checked_mul(range) {
        Some(most @ 1..) => scaled(TOP, value, most).clamp(0, TOP),
        _ => 0,
    }
}
