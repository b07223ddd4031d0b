//! A basket before it is placed: every ticket estimated after the ones before it, and the whole of them.

use trading::{Account, Glance, Moment, Paise, Refusal, Symbol, Ticket};

use crate::estimate::{Estimate, estimate_of};

/// What several tickets would do, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketEstimate {
    /// Each ticket's own estimate, with the refusal that it would meet after those before it.
    pub lines: Vec<Estimate>,
    /// Cash that those which would be taken set aside.
    pub required: Paise,
    /// Their charges, each as an order of its own.
    pub charges: Paise,
    /// Free cash before.
    pub available: Paise,
    /// Free cash once all of them stand.
    pub cash_after: Paise,
}

/// Estimates a basket. Changes nothing.
pub(crate) fn basket_of<'a>(
    account: &Account,
    at: Moment,
    tickets: &[Ticket],
    stock: impl Fn(&Symbol) -> Result<Glance<'a>, Refusal>,
) -> BasketEstimate {
    let mut after = account.clone();
    let mut lines = Vec::with_capacity(tickets.len());
    let mut charges = Paise::ZERO;
    for ticket in tickets {
        let glance = stock(&ticket.symbol);
        let estimate = estimate_of(&after, at, ticket, &glance, None);
        if estimate.refusal.is_none() {
            charges += estimate.charges.map_or(Paise::ZERO, |charges| charges.total());
        }
        let event = after.place(at, ticket, glance);
        after.apply(&event);
        lines.push(estimate);
    }
    let (available, cash_after) = (account.available(at.day()), after.available(at.day()));
    BasketEstimate { lines, required: available - cash_after, charges, available, cash_after }
}
