//! Several orders at once, and the conversion of a position: written together or not at all.

use trading::{Event, Order, OrderId, Product, Refusal, Symbol, Ticket, What, grouped};

use crate::action::Receipt;
use crate::keeper::Keeper;
use crate::problem::Problem;
use crate::seat::Written;

impl Keeper {
    /// Places a basket. A refused ticket does not keep the others from being placed.
    pub(crate) async fn place_all(&mut self, tickets: &[Ticket]) -> Result<Receipt, Problem> {
        if tickets.is_empty() {
            return Err(Problem::usage("The basket is empty.", "Put an order into it."));
        }
        let now = self.time_of_acting();
        let events = self
            .write_together(|keeper| {
                keeper.seat.account().place_all(now, tickets, |symbol| keeper.tape.glance(symbol, now))
            })
            .await?;
        let receipt = self.receipt_of("", &events);
        let refused = receipt.orders.iter().filter(|order| order.refusal.is_some()).count();
        let message = match (receipt.orders.len() - refused, refused) {
            (placed, 0) => format!("{} placed", orders(placed)),
            (placed, refused) => format!("{} placed, {} refused", orders(placed), counted(refused)),
        };
        Ok(Receipt { message, ..receipt })
    }

    /// Cancels what can be cancelled now; what the exchange is just matching stands.
    pub(crate) async fn cancel_all(&mut self) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let events = self.write_together(|keeper| keeper.seat.account().cancel_all(now)).await?;
        let left = self.seat.account().orders().iter();
        let left = left.filter(|order| order.status.is_working() && order.by.is_users()).count();
        let message = match (events.len(), left) {
            (0, 0) => "No order is open".into(),
            (0, left) => format!("{} cannot be cancelled while the exchange matches", orders(left)),
            (done, 0) => format!("{} cancelled", orders(done)),
            (done, left) => {
                format!("{} cancelled; {} cannot be while the exchange matches", orders(done), counted(left))
            }
        };
        Ok(self.receipt_of(&message, &events))
    }

    /// Closes every intraday position at the market.
    pub(crate) async fn exit_all(&mut self) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let events = self
            .write_together(|keeper| {
                keeper.seat.account().exit_all(now, |symbol| keeper.tape.glance(symbol, now))
            })
            .await?;
        let refusals: Vec<&Refusal> = events.iter().filter_map(refusal).collect();
        let placed = events.iter().filter(|event| matches!(event.what, What::Accepted { .. })).count();
        let message = match (placed, refusals.first()) {
            (0, None) => "No position is open".into(),
            (0, Some(refusal)) => return Err((*refusal).clone().into()),
            (placed, None) => format!("Closing {} at the market", positions(placed)),
            (placed, Some(refusal)) => format!(
                "Closing {} at the market; {} refused: {}",
                positions(placed),
                counted(refusals.len()),
                refusal.message()
            ),
        };
        Ok(self.receipt_of(&message, &events))
    }

    /// Turns shares of the day from intraday into delivery or back.
    pub(crate) async fn convert(
        &mut self,
        symbol: &Symbol,
        quantity: i64,
        to: Product,
    ) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        loop {
            let stock = self.tape.glance(symbol, now)?;
            let event = self.seat.account().convert(now, symbol, quantity, to, stock)?;
            if self.seat.write(&event).await? == Written::Yes {
                let into = match to {
                    Product::Cnc => "delivery (CNC)",
                    Product::Mis => "intraday (MIS)",
                };
                let message = format!("{} {symbol} converted to {into}", grouped(quantity));
                return Ok(Receipt { events: 1, ..Receipt::of(&message) });
            }
        }
    }

    /// Asks for events and writes them in one step; asks again when another process wrote meanwhile.
    async fn write_together(&mut self, ask: impl Fn(&Self) -> Vec<Event>) -> Result<Vec<Event>, Problem> {
        loop {
            let events = ask(self);
            if events.is_empty() || self.seat.write_all(&events).await? == Written::Yes {
                return Ok(events);
            }
        }
    }

    /// The orders that events were about, each once, as they are now.
    fn receipt_of(&self, message: &str, events: &[Event]) -> Receipt {
        let mut ids: Vec<OrderId> = events.iter().filter_map(order_of).collect();
        ids.sort_unstable();
        ids.dedup();
        let orders: Vec<Order> = ids.into_iter().filter_map(|id| self.order(id)).collect();
        Receipt { orders, events: events.len(), ..Receipt::of(message) }
    }
}

const fn order_of(event: &Event) -> Option<OrderId> {
    match &event.what {
        What::Accepted { order, .. } | What::Rejected { order, .. } | What::Ended { order, .. } => {
            Some(*order)
        }
        What::Opened { .. }
        | What::Modified { .. }
        | What::Activated { .. }
        | What::Filled(_)
        | What::Settled { .. }
        | What::Gtt(_)
        | What::Converted(_)
        | What::ShortCarried { .. }
        | What::BoughtIn(_)
        | What::Noted(_)
        | What::ExDate(_)
        | What::Paid { .. }
        | What::Renamed { .. }
        | What::Right(_)
        | What::Charging(_)
        | What::Archived => None,
    }
}

const fn refusal(event: &Event) -> Option<&Refusal> {
    if let What::Rejected { refusal, .. } = &event.what { Some(refusal) } else { None }
}

fn orders(count: usize) -> String {
    if count == 1 { "1 order".into() } else { format!("{} orders", counted(count)) }
}

fn positions(count: usize) -> String {
    if count == 1 { "1 position".into() } else { format!("{} positions", counted(count)) }
}

fn counted(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}
