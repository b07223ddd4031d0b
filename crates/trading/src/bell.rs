//! What the passing of the day makes happen: settlement, the turns of orders, square-off.

use crate::account::Account;
use crate::book::Order;
use crate::calendar::Calendar;
use crate::carry::is_locked;
use crate::event::{By, Event, What};
use crate::evidence::FillRule;
use crate::instrument::Symbol;
use crate::moment::{Clock, Day, Moment};
use crate::money::{Paise, Price};
use crate::offer::Offer;
use crate::order::Status;
use crate::place::Glance;
use crate::position::Intraday;
use crate::quote::{Match, Quote, Source};
use crate::session::{Phase, Session, Span};

/// When a day is over for an account: settlement of the day before is booked, companies have paid and what is left
/// ends. 16:00, when the clearing's money has come; with the session where that ends later (an evening Muhurat).
#[must_use]
pub fn day_ends(day: Day) -> Clock {
    let sessions = [false, true].into_iter().filter_map(|auction| Calendar::nse().session(day, auction));
    sessions.map(|session| session.ends()).fold(SETTLED, Clock::max)
}

const SETTLED: Clock = Clock::of(16, 0, 0);

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
            .or_else(|| self.payment(at))
            .or_else(|| self.allotment(at))
            .or_else(|| self.lapse_due(at))
            .or_else(|| self.working_orders().find_map(|order| self.order_at(order, at, source, &stock)))
            .or_else(|| self.square_off(at, source, &stock))
            .or_else(|| self.buy_in(at, &stock))
            .or_else(|| self.forced_sale(at, &stock))
            .or_else(|| self.contract_note(at))
            .or_else(|| self.expired_gtt(at))?;
        Some(Event { at, what })
    }

    /// The times of a day at which `bell` may have something to say, in order.
    #[must_use]
    pub fn bells(day: Day) -> Vec<Clock> {
        let mut times = vec![Clock::MIDNIGHT, day_ends(day)];
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
        self.working_ids().filter_map(|id| self.order(id))
    }

    fn settlement(&self, at: Moment) -> Option<What> {
        let due = |day: Day| {
            let settles_on = Calendar::nse().settles_on(day);
            settles_on < at.day() || (settles_on == at.day() && at.clock() >= day_ends(settles_on))
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
                if is_locked(position.side.opposite(), glance) {
                    return Some(self.carried(at, symbol, position, glance));
                }
                let working = self.working(symbol).find(|order| order.by == By::SquareOff);
                return Some(match working {
                    Some(order) => self.closed_by_force(order, at, source, glance),
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
        let ticket = position.closing(symbol, "Square-off by the program");
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
    fn closed_by_force(&self, order: &Order, at: Moment, source: Source, stock: Glance<'_>) -> What {
        let quote = quote_of_the_bell(order, at, source, stock);
        let price = worse_by_a_tick(quote.last, order, stock);
        let offer = Offer { price, rule: FillRule::SquareOff, shown: None };
        What::Filled(Box::new(self.fill_of(order, order.remaining(), &offer, &quote, stock.listing)))
    }
}

fn worse_by_a_tick(last: Price, order: &Order, stock: Glance<'_>) -> Price {
    last.moved(order.ticket.side.sign() * stock.listing.tick.paise()).unwrap_or(last)
}

/// The last price as an observation of the bell's own moment, in which nothing traded.
pub(crate) fn quote_of_the_bell(order: &Order, at: Moment, source: Source, stock: Glance<'_>) -> Quote {
    Quote {
        symbol: order.ticket.symbol.clone(),
        at,
        last: stock.last.unwrap_or(stock.listing.previous_close),
        traded: 0,
        volume: stock.volume,
        matched: Match::Continuous,
        touch: None,
        source,
    }
}

/// The last span of a phase: a day of two sittings has some phases twice.
pub(crate) fn last_span(session: &Session, phase: Phase) -> Option<Span> {
    session.spans().iter().copied().rfind(|span| span.phase == phase)
}
