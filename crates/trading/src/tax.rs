//! What the income-tax law says of a sale: its kind, its gain, the rates of its day. Facts for a report, no return.

use borsh::{BorshDeserialize, BorshSerialize};
use time::Month::{April, February, July};

use crate::dated::{in_force, on};
use crate::moment::Day;
use crate::money::{Paise, Rate};

/// The kinds of gain from listed shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GainKind {
    /// Bought and sold on one day without delivery: speculative business income, at the rates of all income.
    Speculative,
    /// Delivered, held for twelve months or less.
    ShortTerm,
    /// Delivered, held for more than twelve months.
    LongTerm,
}

/// The rates on gains from listed shares on which STT was paid, from a day of sale on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GainsLaw {
    /// The first day of sale.
    pub from: Day,
    /// On short-term gains.
    pub short_term: Rate,
    /// On long-term gains above what is free.
    pub long_term: Rate,
    /// Who says so.
    pub source: &'static str,
}

/// Shares of one purchase that were sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disposal {
    /// The day of purchase (of allotment, for bonus shares).
    pub acquired_on: Day,
    /// The day of sale.
    pub sold_on: Day,
    /// What they cost.
    pub cost: Paise,
    /// What they brought.
    pub proceeds: Paise,
    /// Charges of both trades that count as expenses: all but STT, which is not deductible (section 40(a)(ib) and
    /// the proviso to section 48).
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

/// Tax withheld from dividends by the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithheldLaw {
    /// The first day of payment.
    pub from: Day,
    /// A company's dividends of a financial year up to which nothing is withheld.
    pub free: Paise,
    /// The share withheld above.
    pub rate: Rate,
    /// Who says so.
    pub source: &'static str,
}

/// A financial year, 1 April to 31 March, by the year that it begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct FinancialYear(pub i32);

/// Health and education cess on all income tax, since 1 April 2018 (Finance Act 2018).
pub const CESS: Rate = Rate(40_000_000);

impl Disposal {
    /// What the law of the day of sale says of it.
    #[must_use]
    pub fn facts(&self) -> TaxFacts {
        let law = GainsLaw::on(self.sold_on);
        let kind = self.kind();
        let cost = match kind {
            GainKind::LongTerm => self.grandfathered_cost(),
            GainKind::Speculative | GainKind::ShortTerm => self.cost,
        };
        let (rate, source) = match kind {
            GainKind::Speculative => {
                (None, "Income-tax Act 1961, section 43(5): speculative, at the rates of all income")
            }
            GainKind::ShortTerm => (Some(law.short_term), law.source),
            GainKind::LongTerm => (Some(law.long_term), law.source),
        };
        TaxFacts { kind, cost, gain: self.proceeds - cost - self.expenses, rate, source }
    }

    /// Speculative on one day; long when the day of sale is later than the day of purchase and twelve months.
    #[must_use]
    pub fn kind(&self) -> GainKind {
        if self.sold_on == self.acquired_on {
            GainKind::Speculative
        } else if self.sold_on > a_year_after(self.acquired_on) {
            GainKind::LongTerm
        } else {
            GainKind::ShortTerm
        }
    }

    /// For purchases before 1 February 2018: the higher of the cost and the lower of the worth on 31 January 2018 and the
    /// proceeds (section 55(2)(ac)), so that what was gained until then stays free and no loss is made of it.
    fn grandfathered_cost(&self) -> Paise {
        match self.worth_in_2018 {
            Some(worth) if self.acquired_on < GRANDFATHERED_BEFORE => self.cost.max(worth.min(self.proceeds)),
            Some(_) | None => self.cost,
        }
    }
}

/// The first day on which a sale of shares bought on a day is long-term.
#[must_use]
pub fn long_term_from(acquired_on: Day) -> Day {
    a_year_after(acquired_on).plus(1)
}

/// The same date a year on; the last of February for a 29th.
fn a_year_after(day: Day) -> Day {
    let (year, month, date) = day.parts();
    Day::of(year + 1, month, date).or_else(|| Day::of(year + 1, month, date - 1)).unwrap_or(day.plus(365))
}

impl GainsLaw {
    /// The law of a day of sale.
    #[must_use]
    pub fn on(day: Day) -> &'static Self {
        in_force(&GAINS_OF_OLD, GAINS, day, |law| law.from)
    }
}

impl WithheldLaw {
    /// The law of a day of payment.
    #[must_use]
    pub fn on(day: Day) -> &'static Self {
        in_force(&WITHHELD_OF_OLD, WITHHELD, day, |law| law.from)
    }

    /// The law of the distributions of trusts: no part is free. Which part of a distribution is interest or dividend and
    /// which the repayment of debt is not read, so all of it is taxed.
    #[must_use]
    pub fn of_trusts() -> &'static Self {
        &WITHHELD_BY_TRUSTS
    }

    /// What a company would withhold from a dividend when it already paid so much in the financial year: nothing
    /// as long as both together stay within what is free.
    #[must_use]
    pub fn withheld(&self, paid_before: Paise, dividend: Paise) -> Paise {
        if paid_before + dividend > self.free { dividend.share_to_paisa(self.rate) } else { Paise::ZERO }
    }
}

impl FinancialYear {
    /// The financial year of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.parts();
        Self(if month >= 4 { year } else { year - 1 })
    }

    /// `FY 2026-27`.
    #[must_use]
    pub fn words(self) -> String {
        format!("FY {}-{:02}", self.0, (self.0 + 1) % 100)
    }

    /// Long-term gains of the year that are free of tax: ₹1,25,000 from FY 2024-25 (Finance (No. 2) Act 2024, for the
    /// whole year), ₹1,00,000 from FY 2018-19 (section 112A). Earlier all of them were (section 10(38)).
    #[must_use]
    pub const fn free_long_term_gains(self) -> Option<Paise> {
        match self.0 {
            2024.. => Some(Paise::rupees(125_000)),
            2018..2024 => Some(Paise::rupees(100_000)),
            _ => None,
        }
    }
}

const GRANDFATHERED_BEFORE: Day = on(2018, February, 1);

static GAINS_OF_OLD: GainsLaw = GainsLaw {
    from: on(2008, April, 1),
    short_term: Rate(150_000_000),
    long_term: Rate(0),
    source: "Income-tax Act 1961, sections 111A and 10(38)",
};

static GAINS: &[GainsLaw] = &[
    GainsLaw {
        from: on(2018, April, 1),
        short_term: Rate(150_000_000),
        long_term: Rate(100_000_000),
        source: "Income-tax Act 1961, sections 111A and 112A (Finance Act 2018)",
    },
    GainsLaw {
        from: on(2024, July, 23),
        short_term: Rate(200_000_000),
        long_term: Rate(125_000_000),
        source: "Income-tax Act 1961, sections 111A and 112A, as changed from 23 July 2024 (Finance (No. 2) Act 2024)",
    },
];

static WITHHELD_OF_OLD: WithheldLaw = WithheldLaw {
    from: on(2021, April, 1),
    free: Paise::rupees(5_000),
    rate: Rate(100_000_000),
    source: "Income-tax Act 1961, section 194: 10 % of a company's dividends above ₹5,000 a year",
};

static WITHHELD_BY_TRUSTS: WithheldLaw = WithheldLaw {
    from: on(2021, April, 1),
    free: Paise::ZERO,
    rate: Rate(100_000_000),
    source: "Income-tax Act 1961, section 194LBA: 10 % of what business trusts distribute, from the first rupee",
};

static WITHHELD: &[WithheldLaw] = &[WithheldLaw {
    from: on(2025, April, 1),
    free: Paise::rupees(10_000),
    rate: Rate(100_000_000),
    source: "Income-tax Act 1961, section 194, as changed by the Finance Act 2025: above ₹10,000 a year",
}];
