//! Corporate actions: what they make of shares, of their cost and of the price, on the ex-date's morning.
//!
//! Nothing here is lost or won: what the lots had cost together is what they cost afterwards, with the cost of a
//! fraction that is paid out in cash.

mod lot;
mod made;
mod pay;
mod question;
mod rights_issue;
mod subject;
mod taken;

pub use lot::CostLot;
pub use made::{Deed, DueAction, ExDate, GivenUp, Outcome, ShortBecomes, Told};
pub(crate) use pay::PAID_AFTER;
pub use pay::{CashDue, pays_on};
pub use rights_issue::{Application, RightsIssue, RightsStep, RightsTerms};
pub use subject::UnknownAction;
pub use taken::{ExEffect, Held};

use borsh::{BorshDeserialize, BorshSerialize};
use lot::Amounts;
use serde::{Deserialize, Serialize};

use crate::moment::Day;
use crate::money::{Paise, Price};

/// A corporate action, as far as it touches a shareholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CorporateAction {
    /// Cash a share, also of trusts (their distributions: the total).
    Dividend {
        /// What a share receives.
        a_share: PerShare,
    },
    /// The face value is divided (or, for a consolidation, multiplied): so many new shares for so many old.
    Split(Ratio),
    /// Free shares: so many for so many held.
    Bonus(Ratio),
    /// The right to buy so many shares for so many held.
    Rights {
        /// New for held.
        ratio: Ratio,
        /// What the company asks on top of the face value.
        premium: Paise,
    },
}

/// So many new shares for so many old ones; both above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(try_from = "Shares", into = "Shares")]
pub struct Ratio {
    new: i64,
    old: i64,
}

/// A ratio as it is written down.
#[derive(Serialize, Deserialize)]
struct Shares {
    new: i64,
    old: i64,
}

/// Money a share in hundredths of a paisa: dividends have up to four decimals of a rupee.
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
pub struct PerShare(pub i64);

/// Shares after an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjusted {
    /// The lots, oldest first; none without shares.
    pub lots: Vec<CostLot>,
    /// The fraction of a share that is left over and paid in cash; none where the ratio leaves none.
    pub fraction: Option<Fraction>,
}

/// A fraction of a share, paid in cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Fraction {
    /// Which part of a share: so many …
    pub parts: i64,
    /// … of so many.
    pub of: i64,
    /// What it had cost.
    pub cost: Paise,
    /// What it is paid with: its part of the price after the action, half up to the paisa.
    pub cash: Paise,
}

/// What a rights issue gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entitlement {
    /// Shares that may be bought; fractions give none.
    pub shares: i64,
    /// At this price each: face value and premium.
    pub price: Price,
    /// What one right is worth by the price before: theoretical price after the action, less the issue price.
    pub worth: Paise,
}

impl Ratio {
    /// New shares for old ones, in lowest terms; none when either is not above zero.
    #[must_use]
    pub const fn new(new: i64, old: i64) -> Option<Self> {
        if new <= 0 || old <= 0 {
            return None;
        }
        let (mut divisor, mut rest) = (new, old);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Some(Self { new: new / divisor, old: old / divisor })
    }

    /// New shares.
    #[must_use]
    pub const fn new_shares(self) -> i64 {
        self.new
    }

    /// For so many old ones.
    #[must_use]
    pub const fn old_shares(self) -> i64 {
        self.old
    }
}

impl PerShare {
    /// What so many shares receive, half up to the paisa.
    #[must_use]
    pub fn of(self, shares: i64) -> Paise {
        Paise(shares).portion(self.0, 100)
    }
}

/// What becomes of lots when every `old` shares become `new` ones: a split, a consolidation, a merger (the new
/// company's shares). The lots keep their days and their cost; `price` is the price after the action, at which a
/// fraction is paid. A share that stands across two purchases counts from the later one.
#[must_use]
pub fn exchange(lots: &[CostLot], ratio: Ratio, price: Price) -> Adjusted {
    let mut after = Vec::new();
    // Where the lots before end, in parts of a new share, and what goes with the part that made no whole share yet.
    let (mut ended, mut carried) = (0_i64, Amounts::default());
    for lot in lots {
        let ends = ended + lot.quantity * ratio.new;
        let whole = ends / ratio.old - ended / ratio.old;
        let all = carried + lot.amounts();
        if whole == 0 {
            carried = all;
        } else {
            carried = lot.amounts().part(|all| all.portion(ends % ratio.old, ends - ended));
            after.push(lot.of_these(whole, all - carried));
        }
        ended = ends;
    }
    let fraction = Fraction::left(ended % ratio.old, ratio.old, carried.cost, price);
    Adjusted { lots: after, fraction }
}

/// What becomes of lots by a bonus: they stay as they are, and the free shares are a lot of their own that cost
/// nothing and counts from their allotment (Income-tax Act 1961, section 55(2)(aa)(iiia)). `price` is the price
/// after the action, at which a fraction is paid.
#[must_use]
pub fn bonus(lots: &[CostLot], ratio: Ratio, allotted_on: Day, price: Price) -> Adjusted {
    let parts: i64 = lots.iter().map(|lot| lot.quantity).sum::<i64>() * ratio.new;
    let free = CostLot::bought(allotted_on, parts / ratio.old, Paise::ZERO);
    let after = lots.iter().copied().chain([free]).filter(|lot| lot.quantity > 0).collect();
    Adjusted { lots: after, fraction: Fraction::left(parts % ratio.old, ratio.old, Paise::ZERO, price) }
}

/// What becomes of lots when a part of the company is listed on its own: the old shares keep their number, the
/// new company gives so many for so many, and `hundredths` of a percent of each lot's cost go with them (Income-tax
/// Act 1961, section 49(2C); the company publishes the share). Both keep the lots' days. First the old shares,
/// then the new ones.
#[must_use]
pub fn demerge(lots: &[CostLot], ratio: Ratio, hundredths: i64, price: Price) -> (Vec<CostLot>, Adjusted) {
    let gone = |amount: Paise| amount.portion(hundredths.clamp(0, 10_000), 10_000);
    let kept = |lot: &CostLot| lot.of_these(lot.quantity, lot.amounts() - lot.amounts().part(gone));
    let went = |lot: &CostLot| lot.of_these(lot.quantity, lot.amounts().part(gone));
    let old = lots.iter().map(kept).collect();
    let new: Vec<CostLot> = lots.iter().map(went).collect();
    (old, exchange(&new, ratio, price))
}

/// What a rights issue gives for so many shares. `close` is the price before the action; none where the face value
/// and premium make no price.
#[must_use]
pub fn rights(shares: i64, ratio: Ratio, face: Paise, premium: Paise, close: Price) -> Option<Entitlement> {
    let price = Price::new((face + premium).0)?;
    let after = theoretical(close, ratio, price)?;
    let worth = Paise(after.paise() - price.paise()).max(Paise::ZERO);
    Some(Entitlement { shares: shares * ratio.new / ratio.old, price, worth })
}

impl CorporateAction {
    /// The base price of the ex-date: the close before, adjusted, half up to the paisa. A dividend leaves it as it
    /// is. `face` is the face value of a share, which a rights issue adds to its premium. None where nothing
    /// positive is left.
    #[must_use]
    pub fn base_price(&self, close: Price, face: Paise) -> Option<Price> {
        let part =
            |numerator, denominator| Price::new(Paise(close.paise()).portion(numerator, denominator).0);
        match *self {
            Self::Dividend { .. } => Some(close),
            Self::Split(ratio) => part(ratio.old, ratio.new),
            Self::Bonus(ratio) => part(ratio.old, ratio.old + ratio.new),
            Self::Rights { ratio, premium } => theoretical(close, ratio, Price::new((face + premium).0)?),
        }
    }

    /// How many shares an open position of so many becomes, where that is a whole number; none where the
    /// action does not change it (dividends, rights) or leaves a fraction.
    #[must_use]
    pub fn shares_become(&self, shares: i64) -> Option<i64> {
        let whole = |parts: i64, of: i64| (parts % of == 0).then_some(parts / of);
        match *self {
            Self::Dividend { .. } | Self::Rights { .. } => None,
            Self::Split(ratio) => whole(shares * ratio.new, ratio.old),
            Self::Bonus(ratio) => whole(shares * (ratio.new + ratio.old), ratio.old),
        }
    }
}

/// Old shares at the close and new ones at the issue price, averaged; the close itself where the issue price is
/// not below it, for then nobody subscribes.
fn theoretical(close: Price, ratio: Ratio, issue: Price) -> Option<Price> {
    if issue >= close {
        return Some(close);
    }
    let together = close.times(ratio.old) + issue.times(ratio.new);
    Price::new(together.portion(1, ratio.old + ratio.new).0)
}

impl TryFrom<Shares> for Ratio {
    type Error = NotARatio;

    fn try_from(shares: Shares) -> Result<Self, NotARatio> {
        Self::new(shares.new, shares.old).ok_or(NotARatio)
    }
}

impl From<Ratio> for Shares {
    fn from(ratio: Ratio) -> Self {
        Self { new: ratio.new, old: ratio.old }
    }
}

impl std::str::FromStr for Ratio {
    type Err = NotARatio;

    /// Reads `3:5`: three new shares for five old ones.
    fn from_str(text: &str) -> Result<Self, NotARatio> {
        let (new, old) = text.trim().split_once(':').ok_or(NotARatio)?;
        let number = |text: &str| text.trim().parse::<i64>().map_err(|_| NotARatio);
        Self::new(number(new)?, number(old)?).ok_or(NotARatio)
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.new, self.old)
    }
}

/// Something that is no ratio of shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is no ratio; write new shares for old ones, both above zero: 3:5")]
pub struct NotARatio;

impl Fraction {
    fn left(parts: i64, of: i64, cost: Paise, price: Price) -> Option<Self> {
        (parts > 0).then(|| Self { parts, of, cost, cash: Paise(price.paise()).portion(parts, of) })
    }
}
