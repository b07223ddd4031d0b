//! Shares of one purchase, or of one corporate action, with what they cost.

use std::ops::{Add, Sub};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::charges::Charges;
use crate::moment::Day;
use crate::money::Paise;

/// Shares of one purchase with what they cost together: after a split the cost a share need not be whole paise,
/// and of bonus shares it is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct CostLot {
    /// What holding periods are counted from.
    pub acquired_on: Day,
    /// Shares.
    pub quantity: i64,
    /// Their cost together.
    pub cost: Paise,
    /// What buying them was charged, together. No part of the cost, which averages and gains before charges are of.
    #[serde(default, skip_serializing_if = "nothing")]
    pub charges: Paise,
    /// Of these charges the securities transaction tax, which counts nowhere as an expense; nothing in a record that was
    /// written before it was kept.
    #[serde(default, skip_serializing_if = "nothing")]
    pub stt: Paise,
    /// For shares that a corporate action gave or changed: the day from which they can be sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited_on: Option<Day>,
}

/// What is divided with shares: their cost, what buying them was charged, and the STT in that.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Amounts {
    pub(crate) cost: Paise,
    charges: Paise,
    stt: Paise,
}

impl Amounts {
    /// A part of each.
    pub(crate) fn part(self, of: impl Fn(Paise) -> Paise) -> Self {
        Self { cost: of(self.cost), charges: of(self.charges), stt: of(self.stt) }
    }
}

impl Add for Amounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cost: self.cost + other.cost,
            charges: self.charges + other.charges,
            stt: self.stt + other.stt,
        }
    }
}

impl Sub for Amounts {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            cost: self.cost - other.cost,
            charges: self.charges - other.charges,
            stt: self.stt - other.stt,
        }
    }
}

impl CostLot {
    /// A purchase, without its charges.
    #[must_use]
    pub const fn bought(on: Day, quantity: i64, cost: Paise) -> Self {
        Self { acquired_on: on, quantity, cost, charges: Paise::ZERO, stt: Paise::ZERO, credited_on: None }
    }

    /// The same shares with what buying them was charged.
    #[must_use]
    pub fn charged(self, charges: &Charges) -> Self {
        Self { charges: charges.total(), stt: charges.stt, ..self }
    }

    /// What goes with its shares.
    pub(crate) const fn amounts(&self) -> Amounts {
        Amounts { cost: self.cost, charges: self.charges, stt: self.stt }
    }

    /// Other shares of the same purchase, with what goes with them.
    pub(crate) const fn of_these(self, quantity: i64, with: Amounts) -> Self {
        Self { quantity, cost: with.cost, charges: with.charges, stt: with.stt, ..self }
    }

    /// The same shares as a corporate action leaves them: they can be sold from a day on.
    #[must_use]
    pub const fn credited(self, on: Day) -> Self {
        Self { credited_on: Some(on), ..self }
    }

    /// Whether it was bought on a day, and not given by a corporate action.
    #[must_use]
    pub fn was_bought_on(&self, day: Day) -> bool {
        self.credited_on.is_none() && self.acquired_on == day
    }

    /// Whether it was bought on a day or later, and not given by a corporate action.
    #[must_use]
    pub fn was_bought_since(&self, day: Day) -> bool {
        self.credited_on.is_none() && self.acquired_on >= day
    }

    /// Whether a corporate action gave it and it cannot be sold yet.
    #[must_use]
    pub fn waits_for_credit(&self, today: Day) -> bool {
        self.credited_on.is_some_and(|credited| credited > today)
    }

    /// Whether it lies in the demat account when a day begins.
    #[must_use]
    pub fn is_delivered(&self, today: Day) -> bool {
        match self.credited_on {
            Some(credited) => credited <= today,
            None => Calendar::nse().settles_on(self.acquired_on) < today,
        }
    }
}

const fn nothing(amount: &Paise) -> bool {
    amount.is_zero()
}
