//! What a trade costs, line by line, by the law of its day.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::money::Paise;

/// The names of the charges.
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
#[serde(rename_all = "snake_case")]
pub enum ChargeName {
    /// The broker's fee.
    Brokerage,
    /// Securities transaction tax.
    Stt,
    /// NSE's transaction charge.
    Transaction,
    /// SEBI's turnover fee.
    Sebi,
    /// Stamp duty, paid by the buyer.
    Stamp,
    /// Goods and services tax on the services.
    Gst,
    /// NSE's investor protection fund.
    Ipft,
    /// The depository's debit of delivered shares, with its GST.
    Dp,
    /// The broker's fee for closing an intraday position, with its GST.
    SquareOff,
}

/// Every charge by name, in paise.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
pub struct Charges {
    /// The broker's fee.
    pub brokerage: Paise,
    /// Securities transaction tax.
    pub stt: Paise,
    /// NSE's transaction charge.
    pub transaction: Paise,
    /// SEBI's turnover fee.
    pub sebi: Paise,
    /// Stamp duty.
    pub stamp: Paise,
    /// Goods and services tax.
    pub gst: Paise,
    /// NSE's investor protection fund.
    pub ipft: Paise,
    /// The depository's debit.
    pub dp: Paise,
    /// The square-off fee.
    pub square_off: Paise,
}

impl Charges {
    /// Each charge with its name, in the order of a contract note.
    #[must_use]
    pub const fn lines(&self) -> [(ChargeName, Paise); 9] {
        [
            (ChargeName::Brokerage, self.brokerage),
            (ChargeName::Stt, self.stt),
            (ChargeName::Transaction, self.transaction),
            (ChargeName::Sebi, self.sebi),
            (ChargeName::Stamp, self.stamp),
            (ChargeName::Gst, self.gst),
            (ChargeName::Ipft, self.ipft),
            (ChargeName::Dp, self.dp),
            (ChargeName::SquareOff, self.square_off),
        ]
    }

    /// The charges of which each line is what `amount` says of its name.
    #[must_use]
    pub fn from_lines(amount: impl Fn(ChargeName) -> Paise) -> Self {
        Self {
            brokerage: amount(ChargeName::Brokerage),
            stt: amount(ChargeName::Stt),
            transaction: amount(ChargeName::Transaction),
            sebi: amount(ChargeName::Sebi),
            stamp: amount(ChargeName::Stamp),
            gst: amount(ChargeName::Gst),
            ipft: amount(ChargeName::Ipft),
            dp: amount(ChargeName::Dp),
            square_off: amount(ChargeName::SquareOff),
        }
    }

    /// All of them together.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.lines().into_iter().map(|(_, amount)| amount).sum()
    }
}

impl Add for Charges {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            brokerage: self.brokerage + other.brokerage,
            stt: self.stt + other.stt,
            transaction: self.transaction + other.transaction,
            sebi: self.sebi + other.sebi,
            stamp: self.stamp + other.stamp,
            gst: self.gst + other.gst,
            ipft: self.ipft + other.ipft,
            dp: self.dp + other.dp,
            square_off: self.square_off + other.square_off,
        }
    }
}

impl AddAssign for Charges {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Charges {
    fn sum<I: Iterator<Item = Self>>(charges: I) -> Self {
        charges.fold(Self::default(), Self::add)
    }
}
