//! Cash that corporate actions owe: dividends and fractions of shares, paid some time after the ex-date.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::account::Account;
use crate::bell::day_ends;
use crate::calendar::Calendar;
use crate::event::What;
use crate::instrument::Symbol;
use crate::moment::{Day, Moment};
use crate::money::Paise;

/// Cash of a corporate action that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CashDue {
    /// The stock.
    pub symbol: Symbol,
    /// The ex-date.
    pub ex_day: Day,
    /// When it comes.
    pub pays_on: Day,
    /// How much, after tax.
    pub amount: Paise,
}

/// Days from the ex-date to the payment.
pub(crate) const PAID_AFTER: i32 = 30;

/// When the cash of an ex-date is paid: thirty days after it, the most that the law gives a company from the
/// declaration (Companies Act 2013, section 127); the real day is in no file. Never on a day without trading.
#[must_use]
pub fn pays_on(ex_day: Day) -> Day {
    let day = ex_day.plus(PAID_AFTER);
    let calendar = Calendar::nse();
    if calendar.is_trading_day(day) { day } else { calendar.next_trading_day(day) }
}

impl Account {
    /// Cash of corporate actions that is still to come, in the order of the ex-dates.
    #[must_use]
    pub fn cash_due(&self) -> &[CashDue] {
        &self.cash_due
    }

    /// Cash that has come by the end of its day.
    pub(crate) fn payment(&self, at: Moment) -> Option<What> {
        let is_due = |due: &&CashDue| {
            due.pays_on < at.day() || (due.pays_on == at.day() && at.clock() >= day_ends(at.day()))
        };
        let due = self.cash_due.iter().find(is_due)?;
        Some(What::Paid { symbol: due.symbol.clone(), ex_day: due.ex_day, amount: due.amount })
    }

    pub(crate) fn take_payment(&mut self, symbol: &Symbol, ex_day: Day, amount: Paise) {
        let paid = self
            .cash_due
            .iter()
            .position(|due| due.symbol == *symbol && due.ex_day == ex_day && due.amount == amount);
        if let Some(place) = paid {
            self.cash_due.remove(place);
        }
    }
}
