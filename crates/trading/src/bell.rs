//! What the passing of the day makes happen: activation, square-off, the end of orders, settlement.

use crate::account::Account;
use crate::book::Order;
use crate::calendar::Calendar;
use crate::event::{By, Ending, Event, Fill, What};
use crate::evidence::{Evidence, FillRule};
use crate::instrument::Symbol;
use crate::moment::{Clock, Day, Moment};
use crate::money::{Paise, Price};
use crate::offer::stands_beyond;
use crate::order::{OrderType, Product, Status, Ticket, Validity};
use crate::place::Glance;
use crate::position::Intraday;
use crate::quote::Source;
use crate::session::{Phase, Session, Span};

/// When a trading day is over for an account: settlement of the day before is booked and what is left ends.
pub const DAY_ENDS: Clock = Clock::of(16, 0, 0);

impl Account {
    /// The next thing that the time makes happen. Apply it and ask again, until there is nothing more.
    ///
    /// Every condition is "at or after", so that a time that was missed (the program was shut) is made up
    /// in order. `stock` gives what is known of a stock on the day of `at`.
    #[must_use]
    pub fn bell<'a>(
        &self,
        at: Moment,
        source: Source,
        stock: impl Fn(&Symbol) -> Option<Glance<'a>>,
    ) -> Option<Event> {
        if self.is_archived() {
            return None;
        }
        let what = self
            .settlement(at)
            .or_else(|| self.working_orders().find_map(|order| order_at(order, at, &stock)))
            .or_else(|| self.square_off(at, source, &stock))?;
        Some(Event { at, what })
    }

    /// The times of a day at which `bell` may have something to say, in order.
    #[must_use]
    pub fn bells(day: Day) -> Vec<Clock> {
        let mut times = vec![Clock::MIDNIGHT, DAY_ENDS];
        for closing_auction in [false, true] {
            if let Some(session) = Calendar::nse().session(day, closing_auction) {
                times.extend(session.spans().iter().flat_map(|span| [span.from, span.to]));
                times.extend(session.square_off());
            }
        }
        times.sort_unstable();
        times.dedup();
        times
    }

    fn working_orders(&self) -> impl Iterator<Item = &Order> {
        self.orders().iter().filter(|order| order.status.is_working())
    }

    fn settlement(&self, at: Moment) -> Option<What> {
        let due = |day: Day| {
            let settles_on = Calendar::nse().settles_on(day);
            settles_on < at.day() || (settles_on == at.day() && at.clock() >= DAY_ENDS)
        };
        let (traded_on, received, paid) = self.unsettled_days().find(|(day, ..)| due(*day))?;
        Some(What::Settled { traded_on, received, paid })
    }

    fn square_off<'a>(
        &self,
        at: Moment,
        source: Source,
        stock: &impl Fn(&Symbol) -> Option<Glance<'a>>,
    ) -> Option<What> {
        let open = self.intraday().iter().filter(|(_, position)| position.pool.quantity() > 0);
        for (symbol, position) in open {
            let Some(glance) = stock(symbol) else { continue };
            let session = &glance.listing.session;
            let over = last_span(session, Phase::Continuous).map_or(Clock::MIDNIGHT, |span| span.to);
            if at.day() > position.day || at.clock() >= over {
                let working = self.working(symbol).find(|order| order.by == By::SquareOff);
                return Some(match working {
                    Some(order) => self.closed_by_force(order, position, at, source, glance),
                    None => self.square_off_order(symbol, position, glance),
                });
            }
            let due = session.square_off().is_some_and(|time| at.clock() >= time);
            if due && self.working(symbol).all(|order| order.by != By::SquareOff) {
                return Some(self.square_off_order(symbol, position, glance));
            }
        }
        None
    }

    fn square_off_order(&self, symbol: &Symbol, position: &Intraday, stock: Glance<'_>) -> What {
        let ticket = Ticket {
            symbol: symbol.clone(),
            side: position.side.opposite(),
            product: Product::Mis,
            kind: OrderType::Market,
            validity: Validity::Day,
            quantity: position.pool.quantity(),
            price: None,
            trigger: None,
            disclosed: None,
            amo: false,
            note: "Square-off by the program".into(),
        };
        What::Accepted {
            order: self.next_order(),
            ticket,
            status: Status::Open,
            block: Paise::ZERO,
            volume_at: stock.volume,
            taking: false,
            by: By::SquareOff,
        }
    }

    /// What continuous trading did not close is closed at its last price, with the fee, so that nothing
    /// intraday is carried overnight.
    fn closed_by_force(
        &self,
        order: &Order,
        position: &Intraday,
        at: Moment,
        source: Source,
        stock: Glance<'_>,
    ) -> What {
        let quantity = order.remaining();
        let last = stock.last.unwrap_or(stock.listing.previous_close);
        let price = worse_by_a_tick(last, order, stock);
        What::Filled(Box::new(Fill {
            trade: self.next_trade(),
            order: order.id,
            symbol: order.ticket.symbol.clone(),
            isin: stock.listing.instrument.isin.clone(),
            side: order.ticket.side,
            product: Product::Mis,
            price,
            quantity,
            closed: quantity,
            entered_at: position.pool.cost_of(quantity),
            released: order.block,
            margin: -position.margin,
            trade_to_trade: false,
            charges: self.charges_of(order, price.times(quantity), at.day()),
            evidence: Evidence {
                rule: FillRule::SquareOff,
                last,
                quoted_at: at,
                source,
                traded: 0,
                slippage_ticks: (price.paise() - last.paise()).abs() / stock.listing.tick.paise(),
            },
        }))
    }
}

fn worse_by_a_tick(last: Price, order: &Order, stock: Glance<'_>) -> Price {
    last.moved(order.ticket.side.sign() * stock.listing.tick.paise()).unwrap_or(last)
}

/// What the time makes of one working order.
fn order_at<'a>(order: &Order, at: Moment, stock: &impl Fn(&Symbol) -> Option<Glance<'a>>) -> Option<What> {
    let by_user = order.by == By::User;
    let ended = |how| Some(What::Ended { order: order.id, how, released: order.block });
    if at.day() > order.placed_at.day() {
        return if by_user { ended(Ending::DayOver) } else { None };
    }
    let glance = stock(&order.ticket.symbol)?;
    let session = &glance.listing.session;
    let square_off = session.square_off().is_some_and(|time| at.clock() >= time);
    if by_user && order.ticket.product == Product::Mis && square_off {
        return ended(Ending::SquareOff);
    }
    let trading = last_span(session, Phase::Continuous)?;
    let auction = last_span(session, Phase::AuctionMatch);
    if by_user && at.clock() >= auction.unwrap_or(trading).to {
        return ended(if auction.is_some() { Ending::AuctionOver } else { Ending::DayOver });
    }
    if auction.is_some() && at.clock() >= trading.to {
        return carried_over(order, glance);
    }
    let opened = session.phase(at) == Phase::Continuous;
    (order.status == Status::Pending && opened).then_some(What::Activated {
        order: order.id,
        status: if order.filled > 0 { Status::PartlyFilled } else { Status::Open },
        volume_at: glance.volume,
        taking: stands_beyond(&order.ticket, glance.last),
    })
}

/// What the end of continuous trading makes of an order of a stock with a closing auction: limit orders carry
/// over into it (NSE circular CMTR74466), all others end. An SL order whose trigger traded is a limit order.
fn carried_over(order: &Order, stock: Glance<'_>) -> Option<What> {
    let limit = match order.ticket.kind {
        OrderType::Limit | OrderType::Sl => true,
        OrderType::Market | OrderType::SlM => false,
    };
    match order.status {
        Status::Open | Status::PartlyFilled if limit => Some(What::Activated {
            order: order.id,
            status: Status::Pending,
            volume_at: stock.volume,
            taking: false,
        }),
        Status::TriggerPending | Status::Open | Status::PartlyFilled if order.by == By::User => {
            Some(What::Ended { order: order.id, how: Ending::NotCarriedOver, released: order.block })
        }
        Status::TriggerPending
        | Status::Open
        | Status::PartlyFilled
        | Status::Pending
        | Status::Queued
        | Status::Filled
        | Status::Cancelled
        | Status::Rejected
        | Status::Expired => None,
    }
}

/// The last span of a phase: a day of two sittings has some phases twice.
fn last_span(session: &Session, phase: Phase) -> Option<Span> {
    session.spans().iter().copied().rfind(|span| span.phase == phase)
}
