//! How a corporate action makes itself so in an account.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::account::Account;
use crate::corporate::{CashDue, CostLot, Deed, ExDate, GivenUp, Outcome, RightsTerms, ShortBecomes};
use crate::instrument::{Isin, Symbol};
use crate::moment::Moment;
use crate::money::Paise;
use crate::position::Holding;

/// What a corporate action made of the shares held of its stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ExEffect {
    /// Before it.
    pub before: Held,
    /// After it.
    pub after: Held,
}

/// Shares held of a stock and their average price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Held {
    /// Shares.
    pub shares: i64,
    /// Their average price, to the paisa; none when there are none.
    pub average: Option<Paise>,
}

impl Account {
    /// What each corporate action of `ex_dates` made of the shares that are held of its stock, in the same order.
    #[must_use]
    pub fn ex_effects(&self) -> &[ExEffect] {
        &self.ex_effects
    }

    pub(crate) fn take_ex_date(&mut self, at: Moment, made: &ExDate) {
        let before = self.held_of(&made.symbol);
        match &made.outcome {
            Outcome::Shares { lots, fraction, shorts } => {
                self.restate(made, lots, fraction.map_or(Paise::ZERO, |given_up| given_up.cost));
                self.pay_later(made, *fraction);
                self.restate_shorts(made, shorts);
            }
            Outcome::Dividend { gross, withheld, pays_on } => {
                self.cash_due.push(CashDue {
                    symbol: made.symbol.clone(),
                    ex_day: made.ex_day,
                    pays_on: *pays_on,
                    amount: *gross - *withheld,
                });
            }
            Outcome::Right { right, lots, price, worth } => {
                self.give(right, &made.isin, lots, Paise::ZERO);
                let terms = RightsTerms {
                    share: made.symbol.clone(),
                    isin: made.isin.clone(),
                    price: *price,
                    ex_day: made.ex_day,
                    worth: Some(*worth),
                };
                self.rights.insert(right.clone(), terms);
            }
            Outcome::Merged { lots, cost, fraction } => {
                self.restate(made, &[], *cost);
                self.give_other(made, lots, *cost, *fraction);
            }
            Outcome::Demerged { kept, lots, cost, fraction } => {
                self.restate(made, kept, *cost);
                self.give_other(made, lots, *cost, *fraction);
            }
        }
        self.ex_dates.push((at, made.clone()));
        let after = self.held_of(&made.symbol);
        self.ex_effects.push(ExEffect { before, after });
    }

    fn held_of(&self, symbol: &Symbol) -> Held {
        self.holdings.get(symbol).map_or(Held { shares: 0, average: None }, |holding| Held {
            shares: holding.pool.quantity(),
            average: holding.pool.average(),
        })
    }

    /// Puts the lots after the action in the place of those before; `cost` leaves the average with them.
    fn restate(&mut self, made: &ExDate, lots: &[CostLot], cost: Paise) {
        let Some(holding) = self.holdings.get_mut(&made.symbol) else { return };
        holding.isin.clone_from(&made.isin);
        holding.restate(|lot| made.deed.entitles(lot, made.ex_day), lots, cost);
        let left = holding.pool.quantity();
        if left == 0 {
            self.holdings.remove(&made.symbol);
        }
        self.pay_off(&made.symbol, left);
    }

    /// Shares of the other company of a merger or demerger.
    fn give_other(&mut self, made: &ExDate, lots: &[CostLot], cost: Paise, fraction: Option<GivenUp>) {
        let other = match &made.deed {
            Deed::Merger { into, isin, .. } => Some((into, isin)),
            Deed::Demerger { new, isin, .. } => Some((new, isin)),
            Deed::Action(_) => None,
        };
        if let Some((symbol, isin)) = other {
            let paid = fraction.map_or(Paise::ZERO, |given_up| given_up.cost);
            self.give(symbol, isin, lots, cost - paid);
        }
        self.pay_later(made, fraction);
    }

    pub(super) fn give(&mut self, symbol: &Symbol, isin: &Isin, lots: &[CostLot], cost: Paise) {
        if lots.is_empty() {
            return;
        }
        let holding = self.holdings.entry(symbol.clone()).or_insert_with(|| Holding::new(isin.clone()));
        holding.receive(lots, cost);
    }

    fn pay_later(&mut self, made: &ExDate, fraction: Option<GivenUp>) {
        self.cash_due.extend(fraction.map(|given_up| CashDue {
            symbol: made.symbol.clone(),
            ex_day: made.ex_day,
            pays_on: given_up.pays_on,
            amount: given_up.fraction.cash,
        }));
    }

    fn restate_shorts(&mut self, made: &ExDate, shorts: &[ShortBecomes]) {
        for becomes in shorts {
            if let Some(short) = self.shorts.get_mut(&(becomes.sold_on, made.symbol.clone())) {
                short.becomes(becomes.quantity);
            }
        }
    }
}
