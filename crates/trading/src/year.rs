//! What a financial year came to before its charges, and what the charges took of it.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::account::Account;
use crate::event::{Event, What};
use crate::money::Paise;
use crate::posting::{Book, Posting};
use crate::tax::FinancialYear;

/// What was realised in a financial year, and every charge of it, also those of what is still held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct YearResult {
    /// Profit realised, delivery and intraday, before charges; negative for a loss. Dividends are no part of it.
    pub gross: Paise,
    /// All charges, in the year of the trades that they were charged for.
    pub charges: Paise,
}

impl YearResult {
    /// What was left.
    #[must_use]
    pub fn net(&self) -> Paise {
        self.gross - self.charges
    }

    /// The charges as a share of the gross profit, or of the gross loss that they came on top of, in hundredths of a
    /// percent; none where nothing was realised.
    #[must_use]
    pub fn share(&self) -> Option<i32> {
        self.charges.basis_points_of(Paise(self.gross.0.saturating_abs()))
    }

    fn take(&mut self, posting: &Posting) {
        match posting.book {
            Book::RealisedCnc | Book::RealisedMis => self.gross += -posting.amount,
            Book::Charge(_) => self.charges += posting.amount,
            Book::Cash
            | Book::Blocked
            | Book::Securities
            | Book::Intraday
            | Book::IntradayClearing
            | Book::Receivable
            | Book::Payable
            | Book::Dividends
            | Book::TaxWithheld
            | Book::Capital => {}
        }
    }
}

impl Account {
    /// What a financial year came to so far.
    #[must_use]
    pub fn year(&self, year: FinancialYear) -> YearResult {
        self.years.get(&year).copied().unwrap_or_default()
    }

    /// Books an event's postings, and what it realised and charged in its year.
    pub(crate) fn book(&mut self, event: &Event) {
        // A contract note that is written after the last day of a year charges that day's trades.
        let day = if let What::Noted(note) = &event.what { note.day } else { event.at.day() };
        let year = self.years.entry(FinancialYear::of(day)).or_default();
        for posting in event.postings() {
            *self.balances.entry(posting.book).or_default() += posting.amount;
            year.take(&posting);
        }
    }
}
