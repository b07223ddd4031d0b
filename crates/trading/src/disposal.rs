//! What the income-tax law says of shares that were sold: the kind of gain, how much, the rate of its day. Facts for a
//! report, no return.

use time::Month::{April, February};

use crate::book::Trade;
use crate::dated::on;
use crate::instrument::Isin;
use crate::moment::Day;
use crate::money::{Paise, Rate};
use crate::order::{Product, Side};
use crate::tax::GainsLaw;

/// The kinds of gain from listed securities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GainKind {
    /// Bought and sold on one day without delivery: speculative business income, at the rates of all income.
    Speculative,
    /// Delivered, and not held for long.
    ShortTerm,
    /// Delivered, and held for more than the years of the law: one, for units of trusts three until 22 July 2024.
    LongTerm,
}

/// What is sold, as far as the law tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asset {
    /// A company's share.
    Share,
    /// A unit of a real-estate or infrastructure trust.
    TrustUnit,
    /// Something else: a unit of a fund, whose tax depends on what the fund holds, a gold bond, a right. How their gains
    /// are taxed is not told.
    Other,
}

impl Asset {
    /// By the ISIN: of an issuer's securities (`INE`) the type in the eighth and ninth place is 23 for infrastructure
    /// trusts and 25 for real-estate trusts. So it is of all their 276 rows in the recorded days, and of no other security
    /// of the equity series.
    #[must_use]
    pub fn of(isin: &Isin) -> Self {
        let kind = isin.as_str().get(7..9).unwrap_or_default();
        if isin.is_fund() || isin.is_right() || isin.is_of_the_state() {
            Self::Other
        } else if kind == "23" || kind == "25" {
            Self::TrustUnit
        } else {
            Self::Share
        }
    }
}

/// Shares of one purchase that were sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disposal {
    /// What they are.
    pub asset: Asset,
    /// The day of purchase (of allotment, for bonus shares).
    pub acquired_on: Day,
    /// The day of sale.
    pub sold_on: Day,
    /// Shares.
    pub quantity: i64,
    /// What they cost.
    pub cost: Paise,
    /// What they brought.
    pub proceeds: Paise,
    /// Charges of both trades but STT, which no capital gain may deduct (Income-tax Act 1961, proviso to section 48; the
    /// same in the Act of 2025). Of speculative income it might be deducted; but the contract note charges it anew by the
    /// day, not by the trade, so it is left out there too and the gain is the larger for it.
    pub expenses: Paise,
    /// Their worth at the highest price of 31 January 2018, for purchases before 1 February 2018, where known.
    pub worth_in_2018: Option<Paise>,
}

/// What the law says of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxFacts {
    /// Its kind.
    pub kind: GainKind,
    /// The cost that counts: the actual one, or the one of 31 January 2018.
    pub cost: Paise,
    /// Gain, negative for a loss.
    pub gain: Paise,
    /// The rate, before surcharge and cess; none where all income's rates hold.
    pub rate: Option<Rate>,
    /// Who says so.
    pub source: &'static str,
}

impl Disposal {
    /// What the law of the day of sale says of it; none where that depends on what is not known here.
    #[must_use]
    pub fn facts(&self) -> Option<TaxFacts> {
        let law = GainsLaw::on(self.sold_on);
        let kind = self.kind()?;
        let cost = match kind {
            GainKind::LongTerm => self.grandfathered_cost(),
            GainKind::Speculative | GainKind::ShortTerm => self.cost,
        };
        let (rate, source) = match kind {
            GainKind::Speculative => (None, speculative_on(self.sold_on)),
            GainKind::ShortTerm => (Some(law.short_term), law.source),
            GainKind::LongTerm => (Some(law.long_term), law.source),
        };
        Some(TaxFacts { kind, cost, gain: self.proceeds - cost - self.expenses, rate, source })
    }

    /// Speculative on one day; long when the day of sale is later than the day of purchase and the years of the law.
    #[must_use]
    pub fn kind(&self) -> Option<GainKind> {
        let from = long_term_from(self.asset, self.acquired_on, self.sold_on)?;
        Some(if self.sold_on == self.acquired_on {
            GainKind::Speculative
        } else if self.sold_on >= from {
            GainKind::LongTerm
        } else {
            GainKind::ShortTerm
        })
    }

    /// For purchases before 1 February 2018: the higher of the cost and the lower of the worth on 31 January 2018 and the
    /// proceeds (section 55(2)(ac) of the Act of 1961), so that what was gained until then stays free and no loss is made of
    /// it.
    fn grandfathered_cost(&self) -> Paise {
        match self.worth_in_2018 {
            Some(worth) if self.acquired_on < GRANDFATHERED_BEFORE => self.cost.max(worth.min(self.proceeds)),
            Some(_) | None => self.cost,
        }
    }
}

impl Trade {
    /// What a delivery sale disposed of, purchase by purchase, with the expenses of both trades; nothing of any other.
    #[must_use]
    pub fn disposals(&self) -> Vec<Disposal> {
        let fill = &self.fill;
        if (fill.product, fill.side) != (Product::Cnc, Side::Sell) {
            return Vec::new();
        }
        // Each takes its part of what is left, so that together they take all of it.
        let mut shares = fill.quantity;
        let (mut value, mut charges) = (fill.value(), fill.charges.total() - fill.charges.stt);
        let of_lot = self.lots.iter().map(|lot| {
            let [proceeds, selling] = [value, charges].map(|left| left.portion(lot.quantity, shares));
            (shares, value, charges) = (shares - lot.quantity, value - proceeds, charges - selling);
            Disposal {
                asset: Asset::of(&fill.isin),
                acquired_on: lot.acquired_on,
                sold_on: self.at.day(),
                quantity: lot.quantity,
                cost: lot.cost,
                proceeds,
                expenses: lot.charges - lot.stt + selling,
                // The prices of that day are not at hand; without them the gain is counted in full.
                worth_in_2018: None,
            }
        });
        of_lot.collect()
    }
}

/// The first day on which a sale of what was bought on a day is long-term, by the law of a day; none where that depends
/// on what is not known here.
#[must_use]
pub fn long_term_from(asset: Asset, acquired_on: Day, by_law_of: Day) -> Option<Day> {
    let law = GainsLaw::on(by_law_of);
    let years = match asset {
        Asset::Share => law.share_years,
        Asset::TrustUnit => law.trust_years,
        Asset::Other => return None,
    };
    Some(years_after(acquired_on, years).plus(1))
}

/// The same date so many years on; the last of February for a 29th where there is none.
fn years_after(day: Day, years: i32) -> Day {
    let (year, month, date) = day.parts();
    Day::of(year + years, month, date).unwrap_or(day.plus(365 * years))
}

fn speculative_on(day: Day) -> &'static str {
    if day < NEW_ACT_FROM {
        "Income-tax Act 1961, section 43(5): speculative, at the rates of all income"
    } else {
        "Income-tax Act 2025, as section 43(5) of the Act of 1961: speculative, at the rates of all income"
    }
}

const GRANDFATHERED_BEFORE: Day = on(2018, February, 1);
const NEW_ACT_FROM: Day = on(2026, April, 1);
