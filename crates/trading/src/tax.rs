//! The income-tax law's rates and sums by day: on gains of listed securities, on what companies pay. Since 1 April 2026 the
//! Income-tax Act 2025 stands in the place of the Act of 1961, with the same rates under other numbers.

use borsh::{BorshDeserialize, BorshSerialize};
use time::Month::{April, July};

use crate::dated::{in_force, on};
use crate::moment::Day;
use crate::money::{Paise, Rate};

/// The law of gains from listed shares and units of business trusts on which STT was paid, from a day of sale on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GainsLaw {
    /// The first day of sale.
    pub from: Day,
    /// On short-term gains.
    pub short_term: Rate,
    /// On long-term gains above what is free.
    pub long_term: Rate,
    /// The years after which a share is held for long.
    pub share_years: i32,
    /// The years after which a unit of a business trust is.
    pub trust_years: i32,
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

    /// The law of the distributions of trusts on a day of payment: no part is free. Which part of a distribution is interest or dividend and
    /// which the repayment of debt is not read, so all of it is taxed.
    #[must_use]
    pub fn of_trusts(day: Day) -> &'static Self {
        in_force(&WITHHELD_BY_TRUSTS_OF_OLD, WITHHELD_BY_TRUSTS, day, |law| law.from)
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

static GAINS_OF_OLD: GainsLaw = GainsLaw {
    from: on(2008, April, 1),
    short_term: Rate(150_000_000),
    long_term: Rate(0),
    share_years: 1,
    trust_years: 3,
    source: "Income-tax Act 1961, sections 111A and 10(38)",
};

static GAINS: &[GainsLaw] = &[
    GainsLaw {
        from: on(2018, April, 1),
        short_term: Rate(150_000_000),
        long_term: Rate(100_000_000),
        share_years: 1,
        trust_years: 3,
        source: "Income-tax Act 1961, sections 111A and 112A (Finance Act 2018)",
    },
    GainsLaw {
        from: on(2024, July, 23),
        short_term: Rate(200_000_000),
        long_term: Rate(125_000_000),
        share_years: 1,
        trust_years: 1,
        source: "Income-tax Act 1961, sections 111A and 112A, as changed from 23 July 2024 (Finance (No. 2) Act 2024)",
    },
    GainsLaw {
        from: on(2026, April, 1),
        short_term: Rate(200_000_000),
        long_term: Rate(125_000_000),
        share_years: 1,
        trust_years: 1,
        source: "Income-tax Act 2025, sections 196 and 198",
    },
];

static WITHHELD_OF_OLD: WithheldLaw = WithheldLaw {
    from: on(2021, April, 1),
    free: Paise::rupees(5_000),
    rate: Rate(100_000_000),
    source: "Income-tax Act 1961, section 194: 10 % of a company's dividends above ₹5,000 a year",
};

static WITHHELD_BY_TRUSTS_OF_OLD: WithheldLaw = WithheldLaw {
    from: on(2021, April, 1),
    free: Paise::ZERO,
    rate: Rate(100_000_000),
    source: "Income-tax Act 1961, section 194LBA: 10 % of what business trusts distribute, from the first rupee",
};

static WITHHELD_BY_TRUSTS: &[WithheldLaw] = &[WithheldLaw {
    from: on(2026, April, 1),
    free: Paise::ZERO,
    rate: Rate(100_000_000),
    source: "Income-tax Act 2025, section 393, as section 194LBA of the Act of 1961: 10 % from the first rupee",
}];

static WITHHELD: &[WithheldLaw] = &[
    WithheldLaw {
        from: on(2025, April, 1),
        free: Paise::rupees(10_000),
        rate: Rate(100_000_000),
        source: "Income-tax Act 1961, section 194, as changed by the Finance Act 2025: above ₹10,000 a year",
    },
    WithheldLaw {
        from: on(2026, April, 1),
        free: Paise::rupees(10_000),
        rate: Rate(100_000_000),
        source: "Income-tax Act 2025, section 393(1), table, number 7: above ₹10,000 a year",
    },
];
