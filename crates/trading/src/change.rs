//! The questions "what if I changed or cancelled this?".

use crate::account::Account;
use crate::book::Order;
use crate::calendar::Calendar;
use crate::check::{check_disclosed, check_limit, check_phase, check_prices, check_quantity};
use crate::event::{Ending, Event, What};
use crate::moment::Moment;
use crate::offer::stands_beyond;
use crate::order::{OrderId, OrderType, Status, Ticket};
use crate::place::Glance;
use crate::refusal::Refusal;
use crate::session::Phase;

impl Account {
    /// What changing a working order would do. Quantity, prices, type and validity can change; the stock, the side
    /// and the product cannot. A changed order queues anew.
    ///
    /// # Errors
    /// The refusal; a refused change leaves no trace.
    pub fn modify(
        &self,
        at: Moment,
        id: OrderId,
        changed: &Ticket,
        stock: Glance<'_>,
    ) -> Result<Event, Refusal> {
        let order = self.changeable(at, id)?;
        check_quantity(changed, stock.listing)?;
        check_change(order, changed)?;
        let session = &stock.listing.session;
        let phase = self.phase(at, session);
        // Once it has entered a session, an after-market order is an order like any other.
        let queued = order.status == Status::Queued;
        let changed = &Ticket { amo: queued, ..changed.clone() };
        check_disclosed(changed, phase)?;
        let status = if order.has_triggered() && changed.kind == order.ticket.kind {
            check_limit(changed, stock, phase)?;
            check_phase(at, phase, &without_trigger(changed), session)?
        } else {
            check_prices(changed, stock, phase)?;
            // Until it enters it is with the broker, whatever the exchange takes.
            if queued { Status::Queued } else { check_phase(at, phase, changed, session)? }
        };
        let is_open = status == Status::Open;
        let status = if is_open && order.filled > 0 { Status::PartlyFilled } else { status };
        self.check_holdings(at, changed, stock.listing, Some(order))?;
        let needed = self.needed(at, changed, stock, Some(order))?;
        self.check_cash(at, needed.block, order.block)?;
        let what = What::Modified {
            order: id,
            ticket: changed.clone(),
            status,
            block: needed.block,
            released: order.block,
            volume_at: stock.volume,
            taking: is_open && stands_beyond(changed, stock.last),
        };
        Ok(Event { at, what })
    }

    /// What cancelling what is left of an order would do.
    ///
    /// # Errors
    /// The refusal, when there is no such order, it has ended, it is the program's own, or the exchange is just
    /// matching it.
    pub fn cancel(&self, at: Moment, id: OrderId) -> Result<Event, Refusal> {
        let order = self.changeable(at, id)?;
        Ok(Event { at, what: What::Ended { order: id, how: Ending::ByUser, released: order.block } })
    }

    fn changeable(&self, at: Moment, id: OrderId) -> Result<&Order, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let order = self.order(id).ok_or(Refusal::NoSuchOrder)?;
        if !order.status.is_working() {
            return Err(Refusal::OrderEnded);
        }
        if !order.by.is_users() {
            return Err(Refusal::ProgramsOrder);
        }
        self.check_collected(at, order)?;
        Ok(order)
    }

    /// An order that an auction has collected stands while the auction matches; from 7 September 2026 a market order
    /// in the pre-open stands from 09:05 (NSE circular CMTR74969).
    fn check_collected(&self, at: Moment, order: &Order) -> Result<(), Refusal> {
        if order.status != Status::Pending {
            return Ok(());
        }
        // Only a stock with a closing auction has pending orders in its phases; the pre-open is the same for all.
        let phase =
            Calendar::nse().session(at.day(), true).map_or(Phase::Closed, |session| self.phase(at, &session));
        match phase {
            Phase::PreOpenMatch | Phase::AuctionMatch => Err(Refusal::Matching),
            Phase::PreOpenLimitOnly | Phase::AuctionLimitOnly if order.ticket.kind == OrderType::Market => {
                Err(Refusal::MarketStands)
            }
            Phase::Closed
            | Phase::PreOpenEntry
            | Phase::PreOpenLimitOnly
            | Phase::Buffer
            | Phase::Continuous
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::PostClose => Ok(()),
        }
    }
}

fn check_change(order: &Order, changed: &Ticket) -> Result<(), Refusal> {
    let old = &order.ticket;
    if *changed == *old {
        return Err(Refusal::NothingToChange { why: "The order already says so.".into() });
    }
    if (&changed.symbol, changed.side, changed.product) != (&old.symbol, old.side, old.product) {
        return Err(Refusal::FixedInAnOrder);
    }
    if changed.quantity <= order.filled {
        let why = format!("{} shares are filled already; ask for more than that.", order.filled);
        return Err(Refusal::NothingToChange { why });
    }
    let becomes_a_stop = changed.kind.has_trigger() && changed.kind != old.kind;
    if becomes_a_stop && order.filled > 0 {
        let why = "Part of it is filled; a stop-loss order is a new order.".into();
        return Err(Refusal::NothingToChange { why });
    }
    Ok(())
}

/// The ticket as what its trigger made of it.
fn without_trigger(ticket: &Ticket) -> Ticket {
    let kind = match ticket.kind {
        OrderType::Sl | OrderType::Limit => OrderType::Limit,
        OrderType::SlM | OrderType::Market => OrderType::Market,
    };
    Ticket { kind, trigger: None, ..ticket.clone() }
}
