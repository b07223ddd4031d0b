//! When shares that a corporate action gave are allotted and can be sold, by the law of the day.

use time::Month::{November, October};

use crate::calendar::Calendar;
use crate::corporate::{CorporateAction, Deed};
use crate::dated::{in_force, on};
use crate::moment::Day;

/// How many trading days after the ex-date bonus shares can be sold, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CreditLaw {
    /// The first ex-date.
    pub(crate) from: Day,
    /// Trading days after it.
    pub(crate) days: u32,
    /// Who says so.
    pub(crate) source: &'static str,
}

/// Trading days after the ex-date on which split, consolidated, merged and demerged shares and rights can be sold.
pub(crate) const EXCHANGED_DAYS: u32 = 2;

/// Who says so.
pub(crate) const EXCHANGED_SOURCE: &str =
    "Brokers' support pages: split shares are credited up to two working days after the ex-date";

impl CreditLaw {
    pub(crate) fn on(ex_day: Day) -> &'static Self {
        in_force(&CREDIT_OF_OLD, CREDIT, ex_day, |law| law.from)
    }
}

/// The day from which the shares that an action gave or changed can be sold.
pub(crate) fn credited_on(ex_day: Day, deed: &Deed) -> Day {
    match deed {
        Deed::Action(CorporateAction::Bonus(_)) => trading_days_after(ex_day, CreditLaw::on(ex_day).days),
        Deed::Action(
            CorporateAction::Split(_) | CorporateAction::Rights { .. } | CorporateAction::Dividend { .. },
        )
        | Deed::Merger { .. }
        | Deed::Demerger { .. } => trading_days_after(ex_day, EXCHANGED_DAYS),
    }
}

/// The day of allotment of bonus shares, which their holding period counts from: the trading day after the record
/// date, which is the ex-date under T+1.
pub(crate) fn allotted_on(ex_day: Day) -> Day {
    trading_days_after(ex_day, 1)
}

/// How long a rights issue may be used, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RightsLaw {
    /// The first ex-date.
    pub(crate) from: Day,
    /// Days after the ex-date on which it closes.
    pub(crate) open_days: i32,
    /// Who says so.
    pub(crate) source: &'static str,
}

/// The last day on which a rights issue can be used.
pub(crate) fn rights_close_on(ex_day: Day) -> Day {
    let day = ex_day.plus(RIGHTS.open_days);
    if Calendar::nse().is_trading_day(day) { day } else { Calendar::nse().next_trading_day(day) }
}

/// The day on which the shares of a rights issue are allotted: their holding period begins on it.
pub(crate) fn rights_allotted_on(closes_on: Day) -> Day {
    trading_days_after(closes_on, 1)
}

/// The day from which allotted shares can be sold.
pub(crate) fn rights_credited_on(allotted_on: Day) -> Day {
    trading_days_after(allotted_on, EXCHANGED_DAYS)
}

pub(crate) static RIGHTS: RightsLaw = RightsLaw {
    from: on(2018, November, 10),
    open_days: 30,
    source: "SEBI (Issue of Capital and Disclosure Requirements) Regulations 2018, regulation 87: a rights issue is open for thirty days at most; the real days are in no file",
};

fn trading_days_after(day: Day, days: u32) -> Day {
    (0..days).fold(day, |day, _| Calendar::nse().next_trading_day(day))
}

static CREDIT_OF_OLD: CreditLaw = CreditLaw {
    from: on(2021, October, 1),
    days: 10,
    source: "SEBI before its circular of 16 September 2024: about two weeks after the record date",
};

static CREDIT: &[CreditLaw] = &[CreditLaw {
    from: on(2024, October, 1),
    days: 2,
    source: "SEBI circular of 16 September 2024: bonus shares trade on T+2, T being the record date",
}];
