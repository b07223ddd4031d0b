//! A corporate action that is due, and what it did to an account, with everything that it was decided on.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::corporate::{CorporateAction, CostLot, Fraction, Ratio};
use crate::instrument::{Isin, Symbol};
use crate::moment::Day;
use crate::money::{Paise, Price};

/// A corporate action of one stock whose ex-date has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAction {
    /// The stock.
    pub symbol: Symbol,
    /// Who bought before this day is entitled.
    pub ex_day: Day,
    /// Who says so.
    pub told: Told,
    /// What it does.
    pub deed: Deed,
    /// The close before the ex-date, as the exchange published it (after the day's earlier actions).
    pub close: Price,
    /// The face value that the announcement names.
    pub face: Option<Paise>,
    /// The ISIN under which the shares stand from the ex-date on; a split changes it.
    pub isin: Option<Isin>,
    /// Whether it is a trust (REIT, InvIT), whose distributions have tax withheld from the first rupee.
    pub trust: bool,
}

/// Who tells of a corporate action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Told {
    /// The exchange's list.
    Exchange {
        /// Which of the stock's actions of that day, from 1.
        part: u32,
    },
    /// A person, with the terms at hand.
    Person,
}

/// What a corporate action does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// What the exchange's list can say.
    Action(CorporateAction),
    /// The company goes into another one: so many shares of that for so many of this.
    Merger {
        /// The other company.
        into: Symbol,
        /// Its ISIN.
        isin: Isin,
        /// Shares of it for shares of this one.
        ratio: Ratio,
    },
    /// A part of the company is listed on its own: so many of its shares for so many of this.
    Demerger {
        /// The new company.
        new: Symbol,
        /// Its ISIN.
        isin: Isin,
        /// Shares of it for shares of this one.
        ratio: Ratio,
        /// The part of the cost that goes with it, in hundredths of a percent; the company publishes it.
        cost_share: i64,
    },
}

/// What a corporate action did to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ExDate {
    /// The stock.
    pub symbol: Symbol,
    /// The ex-date.
    pub ex_day: Day,
    /// Who said so.
    pub told: Told,
    /// What the action was.
    pub deed: Deed,
    /// The close before.
    pub close: Price,
    /// The price that the ex-date starts from: the close, adjusted.
    pub base: Price,
    /// The ISIN of the shares from then on.
    pub isin: Isin,
    /// Shares that were held before the ex-date.
    pub entitled: i64,
    /// What became of them.
    pub outcome: Outcome,
}

/// What became of the shares that were held before an ex-date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// There are more or fewer of them.
    Shares {
        /// As they are now, oldest first.
        lots: Vec<CostLot>,
        /// The fraction of a share that is paid in cash.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fraction: Option<GivenUp>,
        /// Shares sold short and not delivered yet: what is owed now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shorts: Vec<ShortBecomes>,
    },
    /// They are paid a dividend.
    Dividend {
        /// Before tax.
        gross: Paise,
        /// Tax that the company withholds.
        withheld: Paise,
        /// When the rest is paid.
        pays_on: Day,
    },
    /// They come with the right to buy more.
    Right {
        /// The right as an instrument.
        right: Symbol,
        /// The rights, at no cost.
        lots: Vec<CostLot>,
        /// What the company asks for a share.
        price: Price,
        /// What one right is worth by the close before.
        worth: Paise,
    },
    /// They are shares of another company now.
    Merged {
        /// As they are now.
        lots: Vec<CostLot>,
        /// What the average counted for the old ones, and counts for the new ones and the fraction.
        cost: Paise,
        /// The fraction of a share that is paid in cash.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fraction: Option<GivenUp>,
    },
    /// Shares of another company come beside them.
    Demerged {
        /// The old shares with the cost that they keep.
        kept: Vec<CostLot>,
        /// The new company's shares.
        lots: Vec<CostLot>,
        /// What the average counted for the part that goes, and counts for the new shares and the fraction.
        cost: Paise,
        /// The fraction of a share that is paid in cash.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fraction: Option<GivenUp>,
    },
}

/// A fraction of a share, given up for cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct GivenUp {
    /// How much of a share, what its lot had cost and what it is paid with.
    pub fraction: Fraction,
    /// What the average counts for it: the cost that leaves the books.
    pub cost: Paise,
    /// When it is paid.
    pub pays_on: Day,
}

/// A sale that was not delivered, after the share changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ShortBecomes {
    /// The day of the sale.
    pub sold_on: Day,
    /// Shares that are owed now, fractions up.
    pub quantity: i64,
}

impl Deed {
    /// Whether shares of a lot take part: those bought before the ex-date. What an earlier action of that very day
    /// gave is split and exchanged with the rest, but earns no dividend.
    #[must_use]
    pub fn entitles(&self, lot: &CostLot, ex_day: Day) -> bool {
        let given = lot.credited_on.is_some() && !self.is_dividend();
        lot.acquired_on < ex_day || given
    }

    /// Whether it is a dividend.
    #[must_use]
    pub const fn is_dividend(&self) -> bool {
        matches!(self, Self::Action(CorporateAction::Dividend { .. }))
    }

    /// Whether orders and triggers that were written before it end: always, but for a dividend of 2 % of the close
    /// or less (Zerodha's page on cancelled GTTs).
    #[must_use]
    pub fn ends_orders(&self, close: Price) -> bool {
        match self {
            Self::Action(CorporateAction::Dividend { a_share }) => {
                // Hundredths of a paisa against two hundredths of the close in paise.
                a_share.0 > 2 * close.paise()
            }
            Self::Action(
                CorporateAction::Split(_) | CorporateAction::Bonus(_) | CorporateAction::Rights { .. },
            )
            | Self::Merger { .. }
            | Self::Demerger { .. } => true,
        }
    }

    /// The action in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Action(CorporateAction::Dividend { a_share }) => {
                let (rupees, rest) = (a_share.0 / 10_000, a_share.0 % 10_000);
                let digits = format!("{rest:04}");
                let digits = digits.strip_suffix("00").unwrap_or(&digits);
                format!("Dividend of ₹{rupees}.{digits} a share")
            }
            Self::Action(CorporateAction::Split(ratio)) if ratio.new_shares() < ratio.old_shares() => {
                format!("Consolidation: {} new for {} old shares", ratio.new_shares(), ratio.old_shares())
            }
            Self::Action(CorporateAction::Split(ratio)) => {
                format!("Split: {} new for {} old shares", ratio.new_shares(), ratio.old_shares())
            }
            Self::Action(CorporateAction::Bonus(ratio)) => format!("Bonus {ratio}"),
            Self::Action(CorporateAction::Rights { ratio, premium }) => {
                format!("Rights {ratio} at a premium of ₹{premium}")
            }
            Self::Merger { into, ratio, .. } => format!("Merger into {into}, {ratio}"),
            Self::Demerger { new, ratio, .. } => format!("Demerger of {new}, {ratio}"),
        }
    }
}
