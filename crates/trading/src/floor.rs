//! The orders of one stock that can trade, and what a price must be for any of them to care: most observations
//! touch nobody, and are told so by four comparisons.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::account::Account;
use crate::book::Order;
use crate::instrument::Symbol;
use crate::money::Paise;
use crate::order::{OrderId, Side, Status, Validity};

/// The working orders of a stock, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Floor {
    pub(crate) orders: Vec<OrderId>,
    cares: Cares,
}

/// The prices, in paise, at which some order could move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Cares {
    /// Some order looks at every observation.
    always: bool,
    /// A resting purchase trades below this.
    below: i64,
    /// A resting sale trades above this.
    above: i64,
    /// A trigger waits for a rise to this.
    rise: i64,
    /// A trigger waits for a fall to this.
    fall: i64,
}

impl Default for Cares {
    fn default() -> Self {
        Self { always: false, below: i64::MIN, above: i64::MAX, rise: i64::MAX, fall: i64::MIN }
    }
}

impl Floor {
    /// Whether no order of the stock cares about a price.
    pub(crate) const fn is_idle_at(&self, paise: i64) -> bool {
        let Cares { always, below, above, rise, fall } = self.cares;
        !always && paise >= below && paise <= above && paise < rise && paise > fall
    }
}

impl Cares {
    fn take_in(&mut self, order: &Order) {
        let ticket = &order.ticket;
        match order.status {
            Status::Queued | Status::Filled | Status::Cancelled | Status::Rejected | Status::Expired => {}
            Status::TriggerPending => self.wait(ticket.side, ticket.trigger),
            Status::Pending => self.always = true,
            Status::Open | Status::PartlyFilled => {
                let rests = ticket.kind.has_limit() && !order.taking && ticket.validity == Validity::Day;
                if rests { self.rest(ticket.side, ticket.price) } else { self.always = true }
            }
        }
    }

    fn rest(&mut self, side: Side, limit: Option<Paise>) {
        match (side, limit) {
            (_, None) => self.always = true,
            (Side::Buy, Some(limit)) => self.below = self.below.max(limit.0),
            (Side::Sell, Some(limit)) => self.above = self.above.min(limit.0),
        }
    }

    fn wait(&mut self, side: Side, trigger: Option<Paise>) {
        match (side, trigger) {
            (_, None) => self.always = true,
            (Side::Buy, Some(trigger)) => self.rise = self.rise.min(trigger.0),
            (Side::Sell, Some(trigger)) => self.fall = self.fall.max(trigger.0),
        }
    }
}

impl Account {
    /// Takes an order onto the floor of its stock.
    pub(crate) fn enter_floor(&mut self, order: Order) {
        let floor = self.working.entry(order.ticket.symbol.clone()).or_default();
        floor.orders.push(order.id);
        floor.cares.take_in(&order);
        self.open.insert(order.id);
        self.orders.push(order);
    }

    /// Looks again at what the orders of a stock care about, after one of them moved or ended.
    pub(crate) fn refresh_floor(&mut self, symbol: &Symbol) {
        let mut cares = Cares::default();
        let mut working = Vec::new();
        for order in self.working(symbol).filter(|order| order.status.is_working()) {
            cares.take_in(order);
            working.push(order.id);
        }
        if working.is_empty() {
            self.working.remove(symbol);
        } else if let Some(floor) = self.working.get_mut(symbol) {
            (floor.orders, floor.cares) = (working, cares);
        }
    }
}
