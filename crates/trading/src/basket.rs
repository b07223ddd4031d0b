//! Several orders at once: cancelling all, closing all.

use crate::account::Account;
use crate::event::{Event, What};
use crate::instrument::Symbol;
use crate::moment::Moment;
use crate::order::{OrderId, Product, Ticket};
use crate::place::Glance;
use crate::refusal::Refusal;

impl Account {
    /// What cancelling every order of the user's would do, as far as each can be cancelled now. The events do
    /// not touch each other: apply them in their order.
    #[must_use]
    pub fn cancel_all(&self, at: Moment) -> Vec<Event> {
        self.working_ids().filter_map(|id| self.cancel(at, id).ok()).collect()
    }

    /// What placing several tickets one after the other would do: each sees what the ones before it set aside.
    #[must_use]
    pub fn place_all<'a>(
        &self,
        at: Moment,
        tickets: &[Ticket],
        stock: impl Fn(&Symbol) -> Result<Glance<'a>, Refusal>,
    ) -> Vec<Event> {
        let mut after = self.clone();
        let place = |ticket: &Ticket| {
            let event = after.place(at, ticket, stock(&ticket.symbol));
            after.apply(&event);
            event
        };
        tickets.iter().map(place).collect()
    }

    /// What closing every intraday position would do: its working orders are cancelled, and the whole of it is
    /// bought or sold at the market. Apply the events in their order. Where the closing order is refused there is only
    /// its rejection: the orders that protect the position stand.
    #[must_use]
    pub fn exit_all<'a>(
        &self,
        at: Moment,
        stock: impl Fn(&Symbol) -> Result<Glance<'a>, Refusal>,
    ) -> Vec<Event> {
        let mut after = self.clone();
        let mut events = Vec::new();
        for (symbol, position) in self.intraday().iter().filter(|(_, held)| held.pool.quantity() > 0) {
            let orders = self.working(symbol).filter(|order| order.ticket.product == Product::Mis);
            let ids: Vec<OrderId> = orders.map(|order| order.id).collect();
            let mut closing: Vec<Event> = ids.into_iter().filter_map(|id| self.cancel(at, id).ok()).collect();
            let mut freed = after.clone();
            closing.iter().for_each(|cancelled| freed.apply(cancelled));
            let placed = freed.place(at, &position.closing(symbol, ""), stock(symbol));
            if matches!(placed.what, What::Rejected { .. }) {
                closing.clear();
            }
            closing.push(placed);
            closing.iter().for_each(|event| after.apply(event));
            events.append(&mut closing);
        }
        events
    }
}
