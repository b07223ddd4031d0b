//! Decimal numbers as the sources write them, read exactly and without floats: `1315.20`, `-.12`, ` 20`,
//! `1,23,456.50`, `1.2E7`.
//!
//! Three readings of digits beyond those that are wanted: [`scaled`] takes none but zeros, [`nearest`] also the
//! noise that a binary fraction leaves behind (`31.558053280000003`), [`rounded`] any.

/// Reads a decimal as an integer of 10⁻ᵖˡᵃᶜᵉˢ: `scaled("13.5", 2)` is 1350. More decimals than that are read
/// only when they are zeros. None when it is no number, or too large.
pub(crate) fn scaled(text: &str, places: u8) -> Option<i64> {
    let read = Parts::of(text, places)?;
    (read.rest == Rest::Zeros).then(|| read.signed(read.kept))
}

/// Reads a decimal as an integer of 10⁻ᵖˡᵃᶜᵉˢ. Further decimals must be what is left of a number that was kept as
/// a binary fraction: at least three zeros or three nines at once.
pub(crate) fn nearest(text: &str, places: u8) -> Option<i64> {
    let read = Parts::of(text, places)?;
    match read.rest {
        Rest::Zeros | Rest::Noise => Some(read.signed(read.rounded()?)),
        Rest::More => None,
    }
}

/// Reads a decimal as an integer of 10⁻ᵖˡᵃᶜᵉˢ, rounding further decimals half away from zero.
pub(crate) fn rounded(text: &str, places: u8) -> Option<i64> {
    let read = Parts::of(text, places)?;
    Some(read.signed(read.rounded()?))
}

/// A decimal cut in two: what is kept, and what its further digits are.
struct Parts {
    negative: bool,
    kept: i64,
    round_up: bool,
    rest: Rest,
}

/// The digits behind those that are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// None, or zeros.
    Zeros,
    /// Zeros or nines for so long that only a binary fraction explains them.
    Noise,
    /// Digits that say something.
    More,
}

/// So many zeros or nines at the head of further digits are noise.
const NOISE: usize = 3;
/// No quantity of a market needs a larger power of ten.
const LARGEST_POWER: i32 = 30;

impl Parts {
    fn of(text: &str, places: u8) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let no_digits = whole.is_empty() && fraction.is_empty();
        if no_digits || !(-LARGEST_POWER..=LARGEST_POWER).contains(&power) || !is_grouped(whole) {
            return None;
        }
        let whole_digits = whole.bytes().filter(|byte| *byte != b',').count();
        let keep = i32::try_from(whole_digits).ok()? + i32::from(places) + power;
        let digits = whole.bytes().filter(|byte| *byte != b',').chain(fraction.bytes());
        Self::cut(negative, digits, keep)
    }

    /// Keeps so many of the digits, zeros standing in for those that are not there.
    fn cut(negative: bool, digits: impl Iterator<Item = u8>, keep: i32) -> Option<Self> {
        let (mut kept, mut seen) = (0_i64, 0_i32);
        let mut tail = Tail { digits: usize::try_from(-keep).unwrap_or(0), zeros: true, ..Tail::default() };
        tail.leading_zeros = tail.digits;
        for byte in digits {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            if seen < keep {
                kept = kept.checked_mul(10)?.checked_add(i64::from(digit))?;
            } else {
                tail.push(digit);
            }
            seen += 1;
        }
        for _ in seen..keep {
            kept = kept.checked_mul(10)?;
        }
        Some(Self { negative, kept, round_up: tail.first >= 5, rest: tail.rest() })
    }

    fn rounded(&self) -> Option<i64> {
        self.kept.checked_add(i64::from(self.round_up))
    }

    fn signed(&self, magnitude: i64) -> i64 {
        if self.negative { -magnitude } else { magnitude }
    }
}

/// The digits that are not kept, as far as it matters what they are.
#[derive(Default)]
struct Tail {
    digits: usize,
    first: u8,
    zeros: bool,
    leading_zeros: usize,
    leading_nines: usize,
}

impl Tail {
    fn push(&mut self, digit: u8) {
        if self.digits == 0 {
            self.first = digit;
        }
        if self.leading_zeros == self.digits && digit == 0 {
            self.leading_zeros += 1;
        }
        if self.leading_nines == self.digits && digit == 9 {
            self.leading_nines += 1;
        }
        self.zeros &= digit == 0;
        self.digits += 1;
    }

    fn rest(&self) -> Rest {
        if self.zeros {
            Rest::Zeros
        } else if self.leading_zeros >= NOISE || self.leading_nines >= NOISE {
            Rest::Noise
        } else {
            Rest::More
        }
    }
}

/// Whether commas, if there are any, stand where India or the rest of the world writes them.
fn is_grouped(whole: &str) -> bool {
    let Some((first, rest)) = whole.split_once(',') else { return true };
    let mut groups = rest.split(',').rev();
    let thousands = groups.next().is_some_and(|group| group.len() == 3);
    (1..=3).contains(&first.len()) && thousands && groups.all(|group| (2..=3).contains(&group.len()))
}

#[cfg(test)]
mod tests {
    use super::{nearest, rounded, scaled};

    #[test]
    fn digits_beyond_those_wanted_are_zeros_noise_or_a_refusal() {
        assert_eq!(
            [scaled("13.5", 2), scaled("13.500", 2), scaled("13.501", 2)],
            [Some(1350), Some(1350), None]
        );
        assert_eq!(nearest("31.558053280000003", 9), Some(31_558_053_280));
        assert_eq!(nearest("0.29999999999999999", 2), Some(30));
        assert_eq!(nearest("42.882945", 5), None);
        assert_eq!(
            [rounded("1.005", 2), rounded("-1.005", 2), rounded("1.0049", 2)],
            [Some(101), Some(-101), Some(100)]
        );
    }

    #[test]
    fn powers_of_ten_move_the_point() {
        assert_eq!(
            [scaled("1.2E7", 2), scaled("12e-1", 2), scaled("125E-4", 3)],
            [Some(1_200_000_000), Some(120), None]
        );
        assert_eq!(
            [rounded("125E-4", 3), rounded("5e-9", 2), rounded("7E-3", 2)],
            [Some(13), Some(0), Some(1)]
        );
        assert_eq!(
            [scaled("1e99", 0), scaled("9e18", 0), scaled("1e19", 0)],
            [None, Some(9_000_000_000_000_000_000), None]
        );
    }

    #[test]
    fn commas_stand_where_people_write_them() {
        let read = |text| scaled(text, 2);
        assert_eq!(
            [read("1,23,456.50"), read("123,456"), read(" -1,234 ")],
            [Some(12_345_650), Some(12_345_600), Some(-123_400)]
        );
        assert_eq!([read("1,2,3"), read(",123"), read("12,34"), read("1,2345"), read("1.1,1")], [None; 5]);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "--1", "1.2.3", "0x1", "1e", "NaN", "Infinity", "१", "1 2", "+1"] {
            assert_eq!((scaled(text, 2), rounded(text, 2)), (None, None), "{text:?}");
        }
        assert_eq!([scaled(".5", 1), scaled("5.", 1), scaled("-.12", 2)], [Some(5), Some(50), Some(-12)]);
    }
}
