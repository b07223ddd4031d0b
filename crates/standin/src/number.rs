//! Numbers and times as the sources write them.

use std::fmt;

use trading::{Day, Moment};

/// Paise as rupees, or hundredths of a point as points: `1404.8`, `20`.
pub(crate) struct Hundredths(pub(crate) i64);

/// A whole number in a larger unit, to so many places, the noughts at the end left out: 123456 shares in lakhs
/// (five places) are `1.23456`.
pub(crate) struct Scaled(pub(crate) i64, pub(crate) usize);

impl fmt::Display for Hundredths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Scaled(self.0, 2).fmt(out)
    }
}

impl fmt::Display for Scaled {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0width$}", self.0.unsigned_abs(), width = self.1 + 1);
        let (whole, rest) = digits.split_at(digits.len() - self.1);
        let rest = rest.trim_end_matches('0');
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{rest}") }
    }
}

/// Change in percent, to two places.
pub(crate) fn percent(now: i64, before: i64) -> Hundredths {
    Hundredths(if before == 0 { 0 } else { (now - before) * 10_000 / before })
}

/// `14-Aug-2026`.
pub(crate) fn date(day: Day) -> String {
    let (year, month, date) = day.parts();
    format!("{date:02}-{}-{year:04}", month_name(month))
}

/// `14-Aug-2026 15:39:59`.
pub(crate) fn stamp(at: Moment) -> String {
    format!("{} {}", date(at.day()), at.clock())
}

/// `2026-08-14 15:39:59`.
pub(crate) fn plain_stamp(at: Moment) -> String {
    format!("{} {}", at.day(), at.clock())
}

/// `14082026`.
pub(crate) fn digits(day: Day) -> String {
    let (year, month, date) = day.parts();
    format!("{date:02}{month:02}{year:04}")
}

fn month_name(month: u8) -> &'static str {
    const NAMES: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let from = usize::from(month.saturating_sub(1)) * 3;
    NAMES.get(from..from + 3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_exchange_writes_them() {
        assert_eq!(Hundredths(140_480).to_string(), "1404.8");
        assert_eq!(Hundredths(-5).to_string(), "-0.05");
        assert_eq!(Scaled(123_456, 5).to_string(), "1.23456");
        assert_eq!(Scaled(20_000_000_000, 9).to_string(), "20");
        assert_eq!(percent(11_000, 10_000).to_string(), "10");
    }
}
