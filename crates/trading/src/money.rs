//! Money in integer paise, prices in paise a share, and the two roundings that exist.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// An amount of money in paise; negative where money is owed or lost.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct Paise(pub i64);

/// A price in paise a share; always positive.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Price(i64);

/// A share of an amount in parts per 1,00,00,00,000 (10⁻⁹): 0.1 % is 1,000,000.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct Rate(pub i64);

impl Paise {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole rupees.
    #[must_use]
    pub const fn rupees(rupees: i64) -> Self {
        Self(rupees * 100)
    }

    /// `self × rate`, rounded half up to the paisa (half away from zero for debts).
    #[must_use]
    pub fn share_to_paisa(self, rate: Rate) -> Self {
        Self(scale_half_up(self.0, rate.0, 1_000_000_000))
    }

    /// `self × rate`, rounded half up to the whole rupee.
    #[must_use]
    pub fn share_to_rupee(self, rate: Rate) -> Self {
        Self(scale_half_up(self.0, rate.0, 100_000_000_000) * 100)
    }

    /// `self × numerator ÷ denominator`, rounded half up to the paisa.
    #[must_use]
    pub fn portion(self, numerator: i64, denominator: i64) -> Self {
        Self(scale_half_up(self.0, numerator, denominator))
    }

    /// `self × numerator ÷ denominator`, rounded up: for margins, so that none is short by a paisa.
    #[must_use]
    pub fn portion_up(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let quotient = product.div_euclid(i128::from(denominator));
        let rest = product.rem_euclid(i128::from(denominator));
        Self(narrow(quotient + i128::from(rest > 0)))
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Its share of `whole` in basis points (hundredths of a percent), rounded half away from zero;
    /// none when there is no whole.
    #[must_use]
    pub fn basis_points_of(self, whole: Self) -> Option<i32> {
        (whole.0 != 0).then(|| scale_half_up(self.0, 10_000, whole.0)).and_then(|bp| i32::try_from(bp).ok())
    }
}

impl Price {
    /// A price of so many paise; none when it is not positive.
    #[must_use]
    pub const fn new(paise: i64) -> Option<Self> {
        if paise > 0 { Some(Self(paise)) } else { None }
    }

    /// The price in paise.
    #[must_use]
    pub const fn paise(self) -> i64 {
        self.0
    }

    /// What so many shares are worth at it.
    #[must_use]
    pub const fn times(self, shares: i64) -> Paise {
        Paise(self.0 * shares)
    }

    /// So many paise above (or below, when negative); none when nothing positive is left.
    #[must_use]
    pub const fn moved(self, by: i64) -> Option<Self> {
        Self::new(self.0 + by)
    }
}

/// `value × numerator ÷ denominator`, half away from zero.
fn scale_half_up(value: i64, numerator: i64, denominator: i64) -> i64 {
    let product = i128::from(value) * i128::from(numerator);
    let denominator = i128::from(denominator);
    let (product, denominator) =
        if denominator < 0 { (-product, -denominator) } else { (product, denominator) };
    let magnitude = (product.abs() * 2 + denominator) / (denominator * 2);
    narrow(if product < 0 { -magnitude } else { magnitude })
}

/// Amounts here stay below ten crore rupees times a rate; beyond `i64` the largest amount stands in.
fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

impl TryFrom<i64> for Price {
    type Error = NotAPrice;

    fn try_from(paise: i64) -> Result<Self, NotAPrice> {
        Self::new(paise).ok_or(NotAPrice(paise))
    }
}

impl From<Price> for i64 {
    fn from(price: Price) -> Self {
        price.0
    }
}

/// A price that is zero or negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} paise is not a price: a price is above zero")]
pub struct NotAPrice(i64);

impl Add for Paise {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Paise {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Paise {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Paise {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Paise {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Paise {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::add)
    }
}

impl fmt::Display for Paise {
    /// Rupees with Indian grouping and a true minus: `1,23,456.78`, `−45.00`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let rupees = (magnitude / 100).to_string();
        if self.0 < 0 {
            out.write_str("−")?;
        }
        write_grouped(out, &rupees)?;
        write!(out, ".{:02}", magnitude % 100)
    }
}

impl fmt::Display for Price {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Paise(self.0).fmt(out)
    }
}

/// Digits in India's grouping: the last three, then twos.
fn write_grouped(out: &mut fmt::Formatter<'_>, digits: &str) -> fmt::Result {
    let length = digits.len();
    for (place, digit) in digits.chars().enumerate() {
        let left = length - place;
        if place > 0 && left >= 3 && left % 2 == 1 {
            out.write_str(",")?;
        }
        write!(out, "{digit}")?;
    }
    Ok(())
}

/// A whole number with Indian grouping, for words about quantities.
#[must_use]
pub fn grouped(number: i64) -> String {
    struct Grouped(i64);
    impl fmt::Display for Grouped {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            if self.0 < 0 {
                out.write_str("−")?;
            }
            write_grouped(out, &self.0.unsigned_abs().to_string())
        }
    }
    Grouped(number).to_string()
}
