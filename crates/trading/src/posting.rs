//! The double entry behind every event: its postings sum to zero.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::carry::BuyIn;
use crate::charges::{ChargeName, Charges};
use crate::convert::Conversion;
use crate::corporate::{ExDate, GivenUp, Outcome, RightsStep};
use crate::event::{Event, Fill, What};
use crate::money::Paise;
use crate::note::Note;
use crate::order::{Product, Side};

/// A named account of the book. Debits are positive, credits negative.
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
pub enum Book {
    /// Money that was put in.
    Capital,
    /// Money at hand, without what is blocked.
    Cash,
    /// Money set aside for open orders and intraday positions.
    Blocked,
    /// Shares held, at cost.
    Securities,
    /// Intraday positions, at entry (negative when short).
    Intraday,
    /// The other side of intraday positions.
    IntradayClearing,
    /// Owed to the user for sales and intraday profit, until settlement.
    Receivable,
    /// Owed by the user for purchases, until settlement.
    Payable,
    /// Profit realised on delivery (a credit when positive).
    RealisedCnc,
    /// Profit realised intraday.
    RealisedMis,
    /// Dividends earned, before tax (a credit).
    Dividends,
    /// Tax withheld from dividends, a credit against the year's tax.
    TaxWithheld,
    /// A charge by its name.
    Charge(ChargeName),
}

/// One line of the double entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Where.
    pub book: Book,
    /// Debit (positive) or credit (negative), in paise.
    pub amount: Paise,
    /// Whether it only sets money aside or frees it: posted or voided by a later event.
    pub pending: bool,
}

impl Event {
    /// The event's double entry. Sums to zero; amounts of zero are left out.
    #[must_use]
    pub fn postings(&self) -> Vec<Posting> {
        let mut lines = Lines::default();
        match &self.what {
            What::Opened { capital, .. } => lines.moved(Book::Cash, Book::Capital, *capital),
            What::Accepted { block, .. } => lines.set_aside(*block),
            What::Rejected { .. }
            | What::Activated { .. }
            | What::Gtt(_)
            | What::ShortCarried { .. }
            | What::Renamed { .. }
            | What::Charging(_)
            | What::Archived => {}
            What::Right(step) => lines.right(step),
            What::Converted(conversion) => lines.conversion(conversion),
            What::BoughtIn(buy_in) => lines.buy_in(buy_in),
            What::Noted(note) => lines.note(note),
            What::ExDate(made) => lines.ex_date(made),
            What::Paid { amount, .. } => lines.moved(Book::Cash, Book::Receivable, *amount),
            What::Modified { block, released, .. } => lines.set_aside(*block - *released),
            What::Filled(fill) => lines.fill(fill),
            What::Ended { released, .. } => lines.set_aside(-*released),
            What::Settled { received, paid, .. } => {
                lines.moved(Book::Cash, Book::Receivable, *received);
                lines.moved(Book::Payable, Book::Cash, *paid);
            }
        }
        lines.0
    }
}

#[derive(Default)]
struct Lines(Vec<Posting>);

impl Lines {
    fn line(&mut self, book: Book, amount: Paise, pending: bool) {
        if !amount.is_zero() {
            self.0.push(Posting { book, amount, pending });
        }
    }

    /// An amount to one account from another.
    fn moved(&mut self, to: Book, from: Book, amount: Paise) {
        self.line(to, amount, false);
        self.line(from, -amount, false);
    }

    /// Cash set aside (freed, when negative).
    fn set_aside(&mut self, amount: Paise) {
        self.line(Book::Blocked, amount, true);
        self.line(Book::Cash, -amount, true);
    }

    fn fill(&mut self, fill: &Fill) {
        self.set_aside(-fill.released);
        match fill.product {
            Product::Cnc => self.delivery(fill),
            Product::Mis => self.intraday(fill),
        }
        self.charges(&fill.charges);
    }

    fn charges(&mut self, charges: &Charges) {
        for (name, amount) in charges.lines() {
            self.moved(Book::Charge(name), Book::Cash, amount);
        }
    }

    /// A change of the margin blocked for a position.
    fn margin(&mut self, amount: Paise) {
        self.line(Book::Blocked, amount, false);
        self.line(Book::Cash, -amount, false);
    }

    fn conversion(&mut self, conversion: &Conversion) {
        let cost = match conversion.to {
            Product::Cnc => conversion.cost,
            Product::Mis => -conversion.cost,
        };
        self.moved(Book::Securities, Book::Payable, cost);
        self.moved(Book::IntradayClearing, Book::Intraday, cost);
        self.margin(conversion.margin);
    }

    /// The short ends at the price of the buy-in; what it lost leaves the cash at once.
    fn buy_in(&mut self, buy_in: &BuyIn) {
        self.moved(Book::Intraday, Book::IntradayClearing, buy_in.proceeds);
        self.moved(Book::Cash, Book::RealisedMis, buy_in.profit());
        self.margin(-buy_in.margin);
        self.charges(&buy_in.charges);
    }

    fn ex_date(&mut self, made: &ExDate) {
        match &made.outcome {
            Outcome::Dividend { gross, withheld, .. } => {
                self.line(Book::Receivable, *gross - *withheld, false);
                self.line(Book::TaxWithheld, *withheld, false);
                self.line(Book::Dividends, -*gross, false);
            }
            Outcome::Shares { fraction, .. }
            | Outcome::Merged { fraction, .. }
            | Outcome::Demerged { fraction, .. } => self.given_up(*fraction),
            Outcome::Right { .. } => {}
        }
    }

    /// The application's money is set aside until the allotment pays with it; rights that lapse are worth nothing.
    fn right(&mut self, step: &RightsStep) {
        match step {
            RightsStep::Applied { .. } => self.set_aside(step.amount()),
            RightsStep::Allotted { .. } => {
                self.set_aside(-step.amount());
                self.moved(Book::Securities, Book::Cash, step.amount());
            }
            RightsStep::Lapsed { cost, .. } => self.moved(Book::RealisedCnc, Book::Securities, *cost),
        }
    }

    /// A fraction of a share is sold for what it is paid with.
    fn given_up(&mut self, fraction: Option<GivenUp>) {
        let Some(GivenUp { fraction, cost, .. }) = fraction else { return };
        self.line(Book::Receivable, fraction.cash, false);
        self.line(Book::Securities, -cost, false);
        self.line(Book::RealisedCnc, cost - fraction.cash, false);
    }

    fn delivery(&mut self, fill: &Fill) {
        let value = fill.price.times(fill.quantity);
        match fill.side {
            Side::Buy => self.moved(Book::Securities, Book::Payable, value),
            Side::Sell => {
                self.line(Book::Receivable, value, false);
                self.line(Book::Securities, -fill.entered_at, false);
                self.line(Book::RealisedCnc, fill.entered_at - value, false);
            }
        }
    }

    /// What was bought back is worth what it had cost before, and not what it was bought for.
    fn note(&mut self, note: &Note) {
        self.charges(&note.charges);
        for back in &note.bought_back {
            self.moved(Book::Securities, Book::RealisedCnc, back.cost - back.paid);
        }
    }

    /// Closing: the entry is undone, a profit is owed until settlement, a loss leaves the cash at once.
    fn intraday(&mut self, fill: &Fill) {
        let sign = fill.side.sign();
        let opened = fill.price.times(fill.quantity - fill.closed);
        self.moved(Book::Intraday, Book::IntradayClearing, Paise(opened.0 * sign));
        self.moved(Book::Intraday, Book::IntradayClearing, Paise(fill.entered_at.0 * sign));
        let profit = fill.intraday_profit();
        if profit > Paise::ZERO {
            self.moved(Book::Receivable, Book::RealisedMis, profit);
        } else {
            self.moved(Book::RealisedMis, Book::Cash, -profit);
        }
        self.margin(fill.margin);
    }
}

impl Fill {
    /// What the trade is worth, without charges.
    #[must_use]
    pub const fn value(&self) -> Paise {
        self.price.times(self.quantity)
    }

    /// Profit realised by the closed part of a MIS fill, before charges.
    #[must_use]
    pub fn intraday_profit(&self) -> Paise {
        let left_at = self.price.times(self.closed);
        match self.side {
            Side::Buy => self.entered_at - left_at,
            Side::Sell => left_at - self.entered_at,
        }
    }
}
