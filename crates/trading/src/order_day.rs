//! What the time of the day makes of one working order: it enters the session, moves from phase to phase, ends.

use crate::account::Account;
use crate::bell::{last_span, quote_of_the_bell};
use crate::book::Order;
use crate::calendar::Calendar;
use crate::check::{check_product, check_quantity};
use crate::event::{Ending, What};
use crate::evidence::FillRule;
use crate::instrument::Symbol;
use crate::moment::{Clock, Moment};
use crate::money::{Paise, Price};
use crate::offer::{Offer, stands_beyond};
use crate::order::{OrderType, Product, Side, Status, Ticket, Validity};
use crate::place::Glance;
use crate::quote::Source;
use crate::session::{Phase, Session, Span};

/// Of the shares that traded on the day, the part that the account may have in the post-close session: one in a
/// thousand, for only its price is known.
const SHARE_OF_DAY: i64 = 1000;

impl Account {
    /// What the time makes of a working order, if anything.
    pub(crate) fn order_at<'a>(
        &self,
        order: &Order,
        at: Moment,
        source: Source,
        stock: &impl Fn(&Symbol) -> Option<Glance<'a>>,
    ) -> Option<What> {
        // Only a square-off order outlives the hour: its position is closed whatever the time.
        let ends = order.by.is_users() || order.ticket.product == Product::Cnc;
        if order.status == Status::Queued {
            return stock(&order.ticket.symbol).and_then(|stock| self.entered(order, at, stock));
        }
        if at.day() > order.active_since.day() {
            return if ends { ended(order, Ending::DayOver) } else { None };
        }
        let stock = stock(&order.ticket.symbol)?;
        let session = &stock.listing.session;
        if let Some(post_close) = session.span(Phase::PostClose).filter(|span| began_in(order, *span)) {
            return if at.clock() >= post_close.to {
                Some(self.after_close(order, at, source, stock))
            } else {
                None
            };
        }
        let square_off = session.square_off().is_some_and(|time| at.clock() >= time);
        if ends && order.ticket.product == Product::Mis && square_off {
            return ended(order, Ending::SquareOff);
        }
        let trading = last_span(session, Phase::Continuous)?;
        let auction = last_span(session, Phase::AuctionMatch);
        if ends && at.clock() >= auction.unwrap_or(trading).to {
            return ended(order, if auction.is_some() { Ending::AuctionOver } else { Ending::DayOver });
        }
        if at.clock() >= trading.to && order.active_since.clock() < trading.to {
            return carried_over(order, ends, stock);
        }
        (session.phase(at) == Phase::Continuous).then(|| opened(order, stock)).flatten()
    }

    /// The end of the post-close session: an order there trades at the official close, a thousandth of the day's
    /// volume at most and not when the stock stands locked against it; what is left ends.
    fn after_close(&self, order: &Order, at: Moment, source: Source, stock: Glance<'_>) -> What {
        let quote = quote_of_the_bell(order, at, source, stock);
        let band = stock.listing.band;
        let locked = match order.ticket.side {
            Side::Buy => quote.last >= band.high,
            Side::Sell => quote.last <= band.low,
        };
        let lot = stock.listing.instrument.lot;
        let most = stock.volume / SHARE_OF_DAY - self.own_volume_at(&order.ticket.symbol, at);
        let most = most.clamp(0, order.remaining()) / lot * lot;
        if locked || most == 0 || stock.last.is_none() {
            return What::Ended { order: order.id, how: Ending::DayOver, released: order.block };
        }
        let offer = Offer { price: quote.last, rule: FillRule::PostClosePrice, shown: None };
        self.fill(order, most, &offer, &quote, stock.listing)
    }

    /// An after-market order enters the next session: market and limit orders the pre-open, stop-loss and
    /// immediate-or-cancel orders continuous trading. A price, a product or a quantity that the new day does not take ends it:
    /// overnight the tick, the band, the lot and the series may have changed.
    fn entered(&self, order: &Order, at: Moment, stock: Glance<'_>) -> Option<What> {
        let ticket = &order.ticket;
        let collects = !ticket.kind.has_trigger() && ticket.validity == Validity::Day;
        let status = match stock.listing.session.phase(at) {
            Phase::PreOpenEntry if collects => Status::Pending,
            Phase::PreOpenLimitOnly if collects && ticket.kind == OrderType::Limit => Status::Pending,
            Phase::Continuous if ticket.kind.has_trigger() => Status::TriggerPending,
            Phase::Continuous => Status::Open,
            Phase::Closed
            | Phase::PreOpenEntry
            | Phase::PreOpenLimitOnly
            | Phase::PreOpenMatch
            | Phase::Buffer
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::AuctionMatch
            | Phase::PostClose => return None,
        };
        let listing = stock.listing;
        let fits = |price: Price| listing.band.contains(price) && listing.tick.is_on_tick(price);
        let written = [ticket.price, ticket.trigger].into_iter().flatten();
        let priced = written.into_iter().all(|paise| Price::new(paise.0).is_some_and(fits));
        let taken = check_quantity(ticket, listing)
            .and_then(|()| check_product(at, ticket, listing))
            .and_then(|()| self.check_holdings(at, ticket, listing, Some(order)));
        if !priced || taken.is_err() {
            return ended(order, Ending::NotTaken);
        }
        Some(What::Activated {
            order: order.id,
            status,
            volume_at: stock.volume,
            taking: status == Status::Open && stands_beyond(ticket, stock.last),
            limit: None,
        })
    }
}

impl Order {
    /// Whether it waits for the end of the post-close session, to trade at the closing price.
    #[must_use]
    pub fn waits_for_the_close(&self) -> bool {
        let session = Calendar::nse().session(self.active_since.day(), false);
        let post_close = session.and_then(|session| session.span(Phase::PostClose));
        self.status == Status::Pending && post_close.is_some_and(|span| began_in(self, span))
    }
}

fn ended(order: &Order, how: Ending) -> Option<What> {
    Some(What::Ended { order: order.id, how, released: order.block })
}

fn began_in(order: &Order, span: Span) -> bool {
    let since = order.active_since.clock();
    span.from <= since && since < span.to
}

/// What the beginning of continuous trading makes of an order that the pre-open left over. A market order goes on as a
/// limit order at the price that the pre-open found, or at the previous close where it found none (NSE's pre-open session,
/// as Kotak Securities and Geojit describe it).
fn opened(order: &Order, stock: Glance<'_>) -> Option<What> {
    let limit = left_over(order, &stock.listing.session).then(|| opening_limit(order, stock));
    let ticket = &Ticket {
        price: limit.map(|price| Paise(price.paise())).or(order.ticket.price),
        kind: if limit.is_some() { OrderType::Limit } else { order.ticket.kind },
        ..order.ticket.clone()
    };
    (order.status == Status::Pending || limit.is_some()).then_some(What::Activated {
        order: order.id,
        status: if order.filled > 0 { Status::PartlyFilled } else { Status::Open },
        volume_at: stock.volume,
        taking: stands_beyond(ticket, stock.last),
        limit,
    })
}

/// Whether it is a market order that a pre-open collected and did not fill.
fn left_over(order: &Order, session: &Session) -> bool {
    let collected = match session.phase(order.active_since) {
        Phase::PreOpenEntry | Phase::PreOpenLimitOnly => true,
        Phase::Closed
        | Phase::PreOpenMatch
        | Phase::Buffer
        | Phase::Continuous
        | Phase::AuctionReference
        | Phase::AuctionEntry
        | Phase::AuctionLimitOnly
        | Phase::AuctionMatch
        | Phase::PostClose => false,
    };
    collected && order.ticket.kind == OrderType::Market
}

/// The opening price, or the previous close; on the tick, where an adjusted close lies off it, against the order. A day
/// of two sittings opens twice: the second time its last price is the one that was found last.
fn opening_limit(order: &Order, stock: Glance<'_>) -> Price {
    let listing = stock.listing;
    let first = listing.session.span(Phase::Continuous).map_or(Clock::MIDNIGHT, |span| span.from);
    let found = if order.active_since.clock() < first { stock.open } else { stock.last };
    let price = found.unwrap_or(listing.previous_close);
    match order.ticket.side {
        Side::Buy => listing.tick.down(price).unwrap_or(price),
        Side::Sell => listing.tick.up(price),
    }
}

/// What the end of continuous trading makes of an order of a stock with a closing auction: limit orders for the day that
/// disclose all of their quantity carry over into it (NSE circular CMTR74466), all others end. An SL order whose trigger
/// traded is a limit order.
fn carried_over(order: &Order, ends: bool, stock: Glance<'_>) -> Option<What> {
    let Ticket { kind, validity, disclosed, .. } = &order.ticket;
    let carries = kind.has_limit() && *validity == Validity::Day && disclosed.is_none();
    match order.status {
        Status::Open | Status::PartlyFilled if carries => Some(What::Activated {
            order: order.id,
            status: Status::Pending,
            volume_at: stock.volume,
            taking: false,
            limit: None,
        }),
        Status::Open | Status::PartlyFilled if *validity == Validity::Ioc => {
            ended(order, Ending::NotImmediate)
        }
        Status::TriggerPending | Status::Open | Status::PartlyFilled if ends => {
            ended(order, Ending::NotCarriedOver)
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
