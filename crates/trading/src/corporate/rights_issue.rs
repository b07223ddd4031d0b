//! Rights after the ex-date: they are used (money for new shares), sold while they trade, or lapse.
//!
//! Who uses a right pays on application; the money is set aside until the shares are allotted, and the right stays in
//! the holding until then, so that neither the money nor the right's worth is missing in between. What is not used when
//! the issue closes is worth nothing: a right that was bought is lost with what it cost, a right that came with the
//! shares with what their price fell by on the ex-date.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::corporate::CostLot;
use crate::corporate_law::{rights_allotted_on, rights_close_on, rights_credited_on};
use crate::event::{Ending, Event, What};
use crate::gtt::{GttEnding, GttStatus, GttStep};
use crate::instrument::{Isin, Symbol};
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};
use crate::refusal::Refusal;

/// What a right entitles to.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RightsTerms {
    /// The share that it buys.
    pub share: Symbol,
    /// The share's ISIN.
    pub isin: Isin,
    /// What the company asks for a share.
    pub price: Price,
    /// The ex-date of the issue.
    pub ex_day: Day,
    /// What a right was worth by the close before the ex-date, where that is known.
    pub worth: Option<Paise>,
}

/// A rights issue as the exchange's files tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsIssue {
    /// What its rights entitle to.
    pub terms: RightsTerms,
    /// The symbol and the ISIN that its rights trade under; none as long as they are listed nowhere.
    pub listed: Option<(Symbol, Isin)>,
}

/// Rights that were used and whose shares are not allotted yet.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Application {
    /// The right.
    pub right: Symbol,
    /// The share that it buys.
    pub share: Symbol,
    /// The share's ISIN.
    pub isin: Isin,
    /// Shares.
    pub quantity: i64,
    /// The price of one.
    pub price: Price,
    /// When they are allotted.
    pub allotted_on: Day,
}

/// What happens to rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RightsStep {
    /// Their owner applied for the shares; the money is set aside.
    Applied {
        /// The right.
        right: Symbol,
        /// The share.
        share: Symbol,
        /// Its ISIN.
        isin: Isin,
        /// Rights used, and shares applied for.
        quantity: i64,
        /// The price of a share.
        price: Price,
        /// When the shares are allotted.
        allotted_on: Day,
    },
    /// The shares came, and the money went.
    Allotted {
        /// The right that was used up.
        right: Symbol,
        /// The share.
        share: Symbol,
        /// Its ISIN.
        isin: Isin,
        /// Shares.
        quantity: i64,
        /// The price of a share.
        price: Price,
        /// What the rights had cost: part of the shares' cost now (Income-tax Act 1961, section 55).
        rights_cost: Paise,
        /// From when the shares can be sold.
        credited_on: Day,
    },
    /// They were not used while they could be.
    Lapsed {
        /// The right.
        right: Symbol,
        /// The share that it could have bought.
        share: Symbol,
        /// At this price.
        price: Price,
        /// Rights.
        quantity: i64,
        /// What they had cost: lost.
        cost: Paise,
        /// What one was worth by the close before the ex-date, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worth: Option<Paise>,
        /// The last day on which they could be used.
        closed_on: Day,
    },
}

impl RightsTerms {
    /// The last day on which the right can be used.
    #[must_use]
    pub fn closes_on(&self) -> Day {
        rights_close_on(self.ex_day)
    }

    /// When the shares that were applied for are allotted.
    #[must_use]
    pub fn allotted_on(&self) -> Day {
        rights_allotted_on(self.closes_on())
    }
}

impl RightsStep {
    /// The right that it is about.
    #[must_use]
    pub const fn right(&self) -> &Symbol {
        match self {
            Self::Applied { right, .. } | Self::Allotted { right, .. } | Self::Lapsed { right, .. } => right,
        }
    }

    /// What the company is paid for the shares; nothing for rights that lapse.
    #[must_use]
    pub const fn amount(&self) -> Paise {
        match self {
            Self::Applied { price, quantity, .. } | Self::Allotted { price, quantity, .. } => {
                price.times(*quantity)
            }
            Self::Lapsed { .. } => Paise::ZERO,
        }
    }
}

impl Account {
    /// What a right that the account was given entitles to.
    #[must_use]
    pub fn rights_terms(&self, right: &Symbol) -> Option<&RightsTerms> {
        self.rights.get(right)
    }

    /// The symbol that the rights of an issue stand under until the exchange lists them (its own may be shorter): those of
    /// a second issue, while rights of the first are held, are numbered, as BHANDA-RE1 and BHANDA-RE2 were.
    pub(crate) fn new_right(&self, share: &Symbol) -> Option<Symbol> {
        let numbered = (1..10).map(|number| format!("{share}-RE{number}"));
        let mut names = std::iter::once(format!("{share}-RE")).chain(numbered);
        names.find_map(|name| name.parse().ok().filter(|name| !self.holdings().contains_key(name)))
    }

    /// Rights of a symbol that are used already and wait for their shares.
    #[must_use]
    pub fn applied(&self, right: &Symbol) -> i64 {
        self.applications.iter().filter(|of| of.right == *right).map(|of| of.quantity).sum()
    }

    /// Rights that are used and whose shares are not allotted yet.
    #[must_use]
    pub fn applications(&self) -> &[Application] {
        &self.applications
    }

    /// Everything that happened to rights of the account after their ex-date, in order.
    #[must_use]
    pub fn rights_steps(&self) -> &[(Moment, RightsStep)] {
        &self.rights_steps
    }

    /// What using so many rights would do. `issue` tells what a right entitles to that was bought, and not given.
    ///
    /// # Errors
    /// The refusal; nothing is changed.
    pub fn subscribe(
        &self,
        at: Moment,
        right: &Symbol,
        quantity: i64,
        issue: Option<&RightsTerms>,
    ) -> Result<Event, Refusal> {
        let terms = self.open_terms(at, right, issue)?;
        if quantity <= 0 {
            return Err(Refusal::QuantityNotPositive { asked: quantity });
        }
        let most = self.sellable(right, true, at.day());
        if quantity > most {
            return Err(Refusal::RightsNotHeld { most });
        }
        self.check_cash(at, terms.price.times(quantity), Paise::ZERO)?;
        Ok(Event {
            at,
            what: What::Right(Box::new(RightsStep::Applied {
                right: right.clone(),
                share: terms.share.clone(),
                isin: terms.isin.clone(),
                quantity,
                price: terms.price,
                allotted_on: terms.allotted_on(),
            })),
        })
    }

    /// What giving the rights up would do that are not used, before the issue closes: the company may close it earlier
    /// than the law's last day, which alone is known here. Apply the answer and ask again, until there is none.
    ///
    /// # Errors
    /// The refusal; nothing is changed.
    pub fn give_up_rights(
        &self,
        at: Moment,
        right: &Symbol,
        issue: Option<&RightsTerms>,
    ) -> Result<Option<Event>, Refusal> {
        let terms = self.open_terms(at, right, issue)?;
        Ok(self.lapse(right, terms, at.day()).map(|what| Event { at, what }))
    }

    /// What an issue of the exchange's files makes happen: the rights stand under the symbol and the ISIN that they are
    /// listed under; those that were bought lapse. Apply it and ask again, until there is nothing more.
    #[must_use]
    pub fn rights_issue(&self, at: Moment, issue: &RightsIssue) -> Option<Event> {
        let (listed, isin) = issue.listed.as_ref()?;
        if self.is_archived() || at.day() < issue.terms.ex_day {
            return None;
        }
        let given = self.rights.iter().find(|(right, terms)| {
            (&terms.share, terms.ex_day) == (&issue.terms.share, issue.terms.ex_day)
                && self.holdings().get(*right).is_some_and(|held| !held.isin.is_right())
        });
        let what = match given {
            Some((from, _)) => {
                Some(What::Renamed { from: from.clone(), to: listed.clone(), isin: isin.clone() })
            }
            None if self.rights.contains_key(listed) => None,
            None => self.lapse_after(at, listed, &issue.terms),
        };
        what.map(|what| Event { at, what })
    }

    fn open_terms<'a>(
        &'a self,
        at: Moment,
        right: &Symbol,
        issue: Option<&'a RightsTerms>,
    ) -> Result<&'a RightsTerms, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let held = self.holdings().contains_key(right);
        let terms = self.rights.get(right).or(issue).filter(|_| held).ok_or(Refusal::NotARight)?;
        let closed_on = terms.closes_on();
        if at.day() > closed_on { Err(Refusal::RightsClosed { closed_on }) } else { Ok(terms) }
    }

    /// Shares whose day of allotment has come.
    pub(crate) fn allotment(&self, at: Moment) -> Option<What> {
        let due = self.applications.iter().find(|of| of.allotted_on <= at.day())?;
        let rights_cost =
            self.holdings().get(&due.right).map_or(Paise::ZERO, |held| held.pool.cost_of(due.quantity));
        Some(What::Right(Box::new(RightsStep::Allotted {
            right: due.right.clone(),
            share: due.share.clone(),
            isin: due.isin.clone(),
            quantity: due.quantity,
            price: due.price,
            rights_cost,
            credited_on: rights_credited_on(due.allotted_on),
        })))
    }

    /// Rights that were given and not used while they could be.
    pub(crate) fn lapse_due(&self, at: Moment) -> Option<What> {
        self.rights.iter().find_map(|(right, terms)| self.lapse_after(at, right, terms))
    }

    fn lapse_after(&self, at: Moment, right: &Symbol, terms: &RightsTerms) -> Option<What> {
        let closed_on = terms.closes_on();
        if at.day() > closed_on { self.lapse(right, terms, closed_on) } else { None }
    }

    /// Orders and triggers end first; then what is not used is gone.
    fn lapse(&self, right: &Symbol, terms: &RightsTerms, closed_on: Day) -> Option<What> {
        let held = self.holdings().get(right)?;
        let quantity = held.pool.quantity() - self.applied(right);
        if quantity <= 0 {
            return None;
        }
        if let Some(order) = self.working(right).next() {
            return Some(What::Ended {
                order: order.id,
                how: Ending::CorporateAction,
                released: order.block,
            });
        }
        let waits = |status| matches!(status, GttStatus::Waiting | GttStatus::Triggered { .. });
        if let Some(gtt) = self.gtts_of(right).find(|gtt| waits(gtt.status)) {
            return Some(What::Gtt(GttStep::Ended { gtt: gtt.id, how: GttEnding::CorporateAction }));
        }
        Some(What::Right(Box::new(RightsStep::Lapsed {
            right: right.clone(),
            share: terms.share.clone(),
            price: terms.price,
            quantity,
            cost: held.pool.cost_of(quantity),
            worth: terms.worth,
            closed_on,
        })))
    }

    pub(crate) fn take_right(&mut self, at: Moment, step: &RightsStep) {
        match step {
            RightsStep::Applied { right, share, isin, quantity, price, allotted_on } => {
                self.applications.push(Application {
                    right: right.clone(),
                    share: share.clone(),
                    isin: isin.clone(),
                    quantity: *quantity,
                    price: *price,
                    allotted_on: *allotted_on,
                });
            }
            RightsStep::Allotted { right, share, isin, quantity, rights_cost, credited_on, .. } => {
                let used = |of: &Application| of.right == *right && of.quantity == *quantity;
                if let Some(place) = self.applications.iter().position(used) {
                    self.applications.remove(place);
                }
                self.use_up(at.day(), right, *quantity);
                let cost = step.amount() + *rights_cost;
                let lot = CostLot::bought(at.day(), *quantity, cost).credited(*credited_on);
                self.give(share, isin, &[lot], cost);
            }
            RightsStep::Lapsed { right, quantity, .. } => self.use_up(at.day(), right, *quantity),
        }
        self.rights_steps.push((at, step.clone()));
    }

    /// Takes rights out of the holding, the oldest first.
    fn use_up(&mut self, on: Day, right: &Symbol, quantity: i64) {
        let Some(held) = self.holdings.get_mut(right) else { return };
        held.sell(on, quantity, true);
        let left = held.pool.quantity();
        if left == 0 {
            self.holdings.remove(right);
        }
        self.pay_off(right, left);
    }

    pub(crate) fn rename_applications(&mut self, from: &Symbol, to: &Symbol) {
        for of in &mut self.applications {
            for symbol in [&mut of.right, &mut of.share] {
                if symbol == from {
                    symbol.clone_from(to);
                }
            }
        }
    }
}
