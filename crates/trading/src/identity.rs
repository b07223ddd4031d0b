//! Which company a symbol means. The exchange gives a company another symbol, moves it to another series, lists it
//! under another ISIN after a split: what is held, ordered and watched follows the company.
//!
//! A share keeps its symbol when its ISIN changes and its ISIN when its symbol changes, so each day's bhavcopy, which
//! tells both, says from which day a symbol is another. A company that changed both at once is not followed: nothing
//! says that it is the same.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::account::Account;
use crate::event::{Event, What};
use crate::gtt::GttStatus;
use crate::instrument::{Isin, Symbol};
use crate::moment::{Day, Moment};

/// From a day on the exchange lists under another symbol what it listed under this one.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Renaming {
    /// The symbol before.
    pub from: Symbol,
    /// The symbol from then on.
    pub to: Symbol,
    /// The ISIN, by which it is known to be the same share.
    pub isin: Isin,
    /// The first day.
    pub on: Day,
}

/// The changes of symbols that are known, by their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    renamings: Vec<Renaming>,
}

/// A symbol of a company and the days that it bore it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borne {
    /// The symbol.
    pub symbol: Symbol,
    /// The first day; none where no change is known before.
    pub from: Option<Day>,
    /// The day on which it bore it no more; none for the name of the day that was asked about.
    pub until: Option<Day>,
}

impl Names {
    /// The changes in any order.
    #[must_use]
    pub fn new(mut renamings: Vec<Renaming>) -> Self {
        renamings.sort_by(|one, other| (one.on, &one.from).cmp(&(other.on, &other.from)));
        Self { renamings }
    }

    /// The changes up to and including a day, in their order.
    pub fn until(&self, day: Day) -> impl DoubleEndedIterator<Item = &Renaming> {
        self.renamings.iter().filter(move |renaming| renaming.on <= day)
    }

    /// What a company is called on a day of which a symbol of another day is known. Ask it for symbols that nothing is
    /// listed under on the day itself: a symbol may have gone to another company.
    #[must_use]
    pub fn on(&self, symbol: &Symbol, day: Day) -> Symbol {
        let mut name = symbol.clone();
        for renaming in self.until(day) {
            if renaming.from == name {
                name.clone_from(&renaming.to);
            }
        }
        if name != *symbol {
            return name;
        }
        for renaming in self.renamings.iter().rev().take_while(|renaming| renaming.on > day) {
            if renaming.to == name {
                name.clone_from(&renaming.from);
            }
        }
        name
    }

    /// The symbols of a company that bears one on a day, the newest first.
    #[must_use]
    pub fn borne(&self, symbol: &Symbol, day: Day) -> Vec<Borne> {
        let mut all = vec![Borne { symbol: symbol.clone(), from: None, until: None }];
        for renaming in self.until(day).rev() {
            let Some(newest) = all.last_mut() else { break };
            if renaming.to == newest.symbol && newest.until.is_none_or(|until| renaming.on < until) {
                newest.from = Some(renaming.on);
                all.push(Borne { symbol: renaming.from.clone(), from: None, until: Some(renaming.on) });
            }
        }
        all
    }
}

impl Account {
    /// What a change of symbol makes happen, once: what is held, ordered and waited for under the old symbol is so under
    /// the new one. Ask it before the first bell of the day; asked later it makes up for what was missed.
    #[must_use]
    pub fn renamed(&self, at: Moment, renaming: &Renaming) -> Option<Event> {
        let Renaming { from, to, isin, on } = renaming;
        if self.is_archived() || at.day() < *on || from == to {
            return None;
        }
        let free = self.holdings().get(to).is_none_or(|held| held.isin == *isin);
        let touched = match self.holdings().get(from) {
            Some(held) => held.isin == *isin,
            None => self.is_spoken_of(from, *on),
        };
        let what = What::Renamed { from: from.clone(), to: to.clone(), isin: isin.clone() };
        (free && touched).then_some(Event { at, what })
    }

    /// The changes of symbols that touched the account, in their order.
    #[must_use]
    pub fn renamings(&self) -> &[Renaming] {
        &self.renamings
    }

    /// Whether orders or triggers of before a day, or cash to come, name a stock that is not held.
    fn is_spoken_of(&self, symbol: &Symbol, on: Day) -> bool {
        let before = |moment: Moment| moment.day() < on;
        let waits = |status| matches!(status, GttStatus::Waiting | GttStatus::Triggered { .. });
        self.working(symbol).any(|order| before(order.placed_at))
            || self.gtts_of(symbol).any(|gtt| waits(gtt.status) && before(gtt.placed_at))
            || self.shorts().any(|(short, of)| short == symbol && of.sold_on < on)
            || self.cash_due().iter().any(|due| due.symbol == *symbol && due.ex_day < on)
    }

    pub(crate) fn take_renaming(&mut self, at: Moment, from: &Symbol, to: &Symbol, isin: &Isin) {
        let (old, new, isin) = (from.clone(), to.clone(), isin.clone());
        self.renamings.push(Renaming { from: old, to: new, isin: isin.clone(), on: at.day() });
        if let Some(mut held) = self.holdings.remove(from) {
            held.isin = isin;
            match self.holdings.get_mut(to) {
                Some(beside) => beside.receive(held.lots.make_contiguous(), held.pool.cost()),
                None => {
                    self.holdings.insert(to.clone(), held);
                }
            }
        }
        if from == to {
            return;
        }
        self.rename_orders(from, to);
        self.rename_what_is_owed(from, to);
        if let Some(position) = self.intraday.remove(from) {
            self.intraday.entry(to.clone()).or_insert(position);
        }
        if let Some(own) = self.own_volumes.remove(from) {
            self.own_volumes.entry(to.clone()).or_insert(own);
        }
        if let Some(day) = self.debited.remove(from) {
            self.debited.entry(to.clone()).or_insert(day);
        }
        if let Some(waits) = self.forced.remove(from) {
            *self.forced.entry(to.clone()).or_default() += waits;
        }
        if let Some(terms) = self.rights.remove(from) {
            self.rights.insert(to.clone(), terms);
        }
    }

    fn rename_orders(&mut self, from: &Symbol, to: &Symbol) {
        if let Some(floor) = self.working.remove(from) {
            for order in self.orders.iter_mut().filter(|order| floor.orders.contains(&order.id)) {
                order.ticket.symbol.clone_from(to);
            }
            self.working.entry(to.clone()).or_default().orders.extend(floor.orders);
            self.refresh_floor(to);
        }
        if let Some(waiting) = self.waiting_gtts.remove(from) {
            for gtt in self.gtts.iter_mut().filter(|gtt| waiting.contains(&gtt.id)) {
                gtt.ticket.symbol.clone_from(to);
            }
            self.waiting_gtts.entry(to.clone()).or_default().extend(waiting);
        }
    }

    fn rename_what_is_owed(&mut self, from: &Symbol, to: &Symbol) {
        for due in self.cash_due.iter_mut().filter(|due| due.symbol == *from) {
            due.symbol.clone_from(to);
        }
        for mut short in std::mem::take(&mut self.shorts) {
            if short.0.1 == *from {
                short.0.1.clone_from(to);
            }
            self.shorts.insert(short.0, short.1);
        }
        for terms in self.rights.values_mut().filter(|terms| terms.share == *from) {
            terms.share.clone_from(to);
        }
        self.rename_applications(from, to);
    }
}
