//! What a ticket must be to be taken: its quantity, its prices, its product, and the phase of the day.

use crate::band::closing_auction_band_of;
use crate::bell::last_span;
use crate::leverage::intraday_waits_until;
use crate::listing::Listing;
use crate::moment::{Clock, Moment};
use crate::money::{Paise, Price};
use crate::order::{OrderType, Product, Side, Status, Ticket, Validity};
use crate::place::{Glance, MOST_SHARES};
use crate::refusal::Refusal;
use crate::session::{Phase, Session};
use crate::tick::Tick;

pub(crate) fn check_quantity(ticket: &Ticket, listing: &Listing) -> Result<(), Refusal> {
    check_shares(ticket.quantity, listing)
}

pub(crate) fn check_shares(asked: i64, listing: &Listing) -> Result<(), Refusal> {
    let lot = listing.instrument.lot;
    if asked <= 0 {
        return Err(Refusal::QuantityNotPositive { asked });
    }
    if asked > MOST_SHARES {
        return Err(Refusal::QuantityTooLarge { most: MOST_SHARES });
    }
    if asked % lot != 0 {
        return Err(Refusal::QuantityNotInLots { lot });
    }
    Ok(())
}

/// The limit and the trigger, as far as the kind of order has them, on the tick, within the band, and the
/// trigger on its side of the market.
pub(crate) fn check_prices(ticket: &Ticket, stock: Glance<'_>, phase: Phase) -> Result<(), Refusal> {
    let limit = check_limit(ticket, stock, phase)?;
    let trigger = match (ticket.kind.has_trigger(), ticket.trigger) {
        (true, None) => return Err(Refusal::TriggerMissing),
        (false, Some(_)) => return Err(Refusal::TriggerNotWanted),
        (false, None) => return Ok(()),
        (true, Some(paise)) => check_price(paise, stock, phase).map_err(Refusal::from_trigger)?,
    };
    check_trigger(ticket.side, trigger, limit, stock)
}

/// The limit alone: an order whose trigger has traded keeps its trigger as it was.
pub(crate) fn check_limit(
    ticket: &Ticket,
    stock: Glance<'_>,
    phase: Phase,
) -> Result<Option<Price>, Refusal> {
    match (ticket.kind.has_limit(), ticket.price) {
        (true, None) => Err(Refusal::PriceMissing),
        (false, Some(_)) => Err(Refusal::PriceNotWanted),
        (false, None) => Ok(None),
        (true, Some(paise)) => check_price(paise, stock, phase).map(Some).map_err(Refusal::from_limit),
    }
}

/// Why a price is not one that the exchange takes.
#[derive(Clone, Copy)]
pub(crate) enum NotTaken {
    NotPositive,
    OffTick { tick: i64, below: Option<Price>, above: Price },
    OutsideBand { low: Price, high: Price },
    OutsideAuctionBand { low: Price, high: Price },
}

impl Refusal {
    pub(crate) const fn from_limit(why: NotTaken) -> Self {
        match why {
            NotTaken::NotPositive => Self::PriceNotPositive,
            NotTaken::OffTick { tick, below, above } => Self::PriceOffTick { tick, below, above },
            NotTaken::OutsideBand { low, high } => Self::PriceOutsideBand { low, high },
            NotTaken::OutsideAuctionBand { low, high } => Self::PriceOutsideAuctionBand { low, high },
        }
    }

    pub(crate) const fn from_trigger(why: NotTaken) -> Self {
        match why {
            NotTaken::NotPositive => Self::TriggerNotPositive,
            NotTaken::OffTick { tick, below, above } => Self::TriggerOffTick { tick, below, above },
            NotTaken::OutsideBand { low, high } | NotTaken::OutsideAuctionBand { low, high } => {
                Self::TriggerOutsideBand { low, high }
            }
        }
    }
}

fn check_price(paise: Paise, stock: Glance<'_>, phase: Phase) -> Result<Price, NotTaken> {
    let listing = stock.listing;
    let price = Price::new(paise.0).ok_or(NotTaken::NotPositive)?;
    let day = listing.band;
    if !day.contains(price) {
        return Err(NotTaken::OutsideBand { low: day.low, high: day.high });
    }
    check_step(paise, listing.tick)?;
    let (low, high) = band_in(phase, stock);
    if price < low || price > high {
        return Err(NotTaken::OutsideAuctionBand { low, high });
    }
    Ok(price)
}

/// A price above zero and on the tick.
pub(crate) fn check_step(paise: Paise, tick: Tick) -> Result<Price, NotTaken> {
    let price = Price::new(paise.0).ok_or(NotTaken::NotPositive)?;
    if tick.is_on_tick(price) {
        return Ok(price);
    }
    Err(NotTaken::OffTick { tick: tick.paise(), below: tick.down(price), above: tick.up(price) })
}

/// The day's band, or in the closing auction ±3 % of the reference price within it. The reference is the
/// volume-weighted price of 15:00 to 15:15; where nothing traded then, or nobody tells it, the last price of continuous
/// trading; where nothing traded at all, the close before.
fn band_in(phase: Phase, stock: Glance<'_>) -> (Price, Price) {
    let day = stock.listing.band;
    if !matches!(phase, Phase::AuctionEntry | Phase::AuctionLimitOnly) {
        return (day.low, day.high);
    }
    let reference = stock.reference.or(stock.last).unwrap_or(stock.listing.previous_close);
    let auction = closing_auction_band_of(reference, stock.listing.tick);
    (auction.low.max(day.low), auction.high.min(day.high))
}

fn check_trigger(side: Side, trigger: Price, limit: Option<Price>, stock: Glance<'_>) -> Result<(), Refusal> {
    let last = stock.last.unwrap_or(stock.listing.previous_close);
    match side {
        Side::Buy if trigger <= last => {
            Err(Refusal::TriggerWrongSide { must: format!("Above the last price, {last}") })
        }
        Side::Sell if trigger >= last => {
            Err(Refusal::TriggerWrongSide { must: format!("Below the last price, {last}") })
        }
        Side::Buy if limit.is_some_and(|limit| trigger > limit) => {
            Err(Refusal::TriggerBeyondLimit { must: "At or below the limit price".into() })
        }
        Side::Sell if limit.is_some_and(|limit| trigger < limit) => {
            Err(Refusal::TriggerBeyondLimit { must: "At or above the limit price".into() })
        }
        Side::Buy | Side::Sell => Ok(()),
    }
}

pub(crate) fn check_product(at: Moment, ticket: &Ticket, listing: &Listing) -> Result<(), Refusal> {
    if ticket.product == Product::Cnc {
        return Ok(());
    }
    let series = listing.instrument.series;
    if series.is_trade_to_trade() {
        return Err(Refusal::TradeToTrade { series: series.code().into() });
    }
    check_offered(listing)?;
    let session = &listing.session;
    match session.square_off() {
        Some(time) if at.clock() >= time && !ticket.amo => {
            // Once nothing is taken but for the next session, delivery is no way out either.
            let is_evening = session.phase(at) == Phase::Closed;
            let over = Refusal::IntradayOver { square_off: time.to_string() };
            Err(if is_evening { Refusal::closed_at(at, session) } else { over })
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether intraday is offered in a stock at all.
pub(crate) fn check_offered(listing: &Listing) -> Result<(), Refusal> {
    if let Some(from) = intraday_waits_until(listing.day(), &listing.instrument) {
        return Err(Refusal::NewlyListed { from });
    }
    if listing.leverage.is_none() { Err(Refusal::IntradayNotOffered) } else { Ok(()) }
}

/// Where an order stands at first in a phase, or why the phase does not take it. The phase is the one that the account
/// meets, whose order entry may have closed before the clock says so.
pub(crate) fn check_phase(
    at: Moment,
    phase: Phase,
    ticket: &Ticket,
    session: &Session,
) -> Result<Status, Refusal> {
    if ticket.amo {
        return check_after_hours(at, session);
    }
    match phase {
        Phase::Continuous if ticket.kind.has_trigger() => Ok(Status::TriggerPending),
        Phase::Continuous => Ok(Status::Open),
        Phase::PreOpenEntry => in_auction(ticket, "The pre-open", true, ends(session, phase)),
        Phase::PreOpenLimitOnly => {
            in_auction(ticket, "The last part of the pre-open", false, ends(session, phase))
        }
        Phase::AuctionEntry => in_auction(ticket, "The closing auction", true, ends(session, phase)),
        Phase::AuctionLimitOnly => {
            in_auction(ticket, "The last part of the closing auction", false, ends(session, phase))
        }
        Phase::PostClose => after_close(ticket, ends(session, phase)),
        Phase::PreOpenMatch | Phase::AuctionMatch if phase != session.phase(at) => {
            Err(Refusal::EntryClosed { next: next_today(at, session) })
        }
        Phase::Closed
        | Phase::PreOpenMatch
        | Phase::Buffer
        | Phase::AuctionReference
        | Phase::AuctionMatch => Err(Refusal::closed_at(at, session)),
    }
}

/// After-market orders are taken from the end of the day's trading to the next session's pre-open, and on days
/// without trading.
pub(crate) fn check_after_hours(at: Moment, session: &Session) -> Result<Status, Refusal> {
    let last = last_span(session, Phase::AuctionMatch).or_else(|| last_span(session, Phase::Continuous));
    let hours = (session.spans().first().map(|span| span.from), last.map(|span| span.to));
    let open = matches!(hours, (Some(from), Some(to)) if from <= at.clock() && at.clock() < to);
    if open && at.day() == session.day() { Err(Refusal::AmoWhileOpen) } else { Ok(Status::Queued) }
}

/// The post-close session trades delivery at the official close.
fn after_close(ticket: &Ticket, until: Clock) -> Result<Status, Refusal> {
    let takes = || format!("Market orders for delivery (CNC) at the closing price, until {}", until.short());
    match (ticket.kind, ticket.validity) {
        (OrderType::Market, Validity::Day) => Ok(Status::Pending),
        (OrderType::Market, Validity::Ioc) => {
            Err(Refusal::IocNotInThisPhase { phase: "The post-close session".into(), takes: takes() })
        }
        (OrderType::Limit | OrderType::Sl | OrderType::SlM, _) => {
            Err(Refusal::NotInThisPhase { phase: "The post-close session".into(), takes: takes() })
        }
    }
}

/// The shares shown at a time: a tenth of the order or more, in continuous trading only (market-rules 8.5, NSE
/// circular CMTR74466).
pub(crate) fn check_disclosed(ticket: &Ticket, phase: Phase) -> Result<(), Refusal> {
    let Some(shown) = ticket.disclosed else { return Ok(()) };
    let least = (ticket.quantity + 9) / 10;
    if shown < least || shown > ticket.quantity {
        return Err(Refusal::DisclosedOutside { least, most: ticket.quantity });
    }
    let continuous = phase == Phase::Continuous || ticket.amo;
    if ticket.validity == Validity::Ioc || !continuous {
        return Err(Refusal::DisclosedNotHere);
    }
    Ok(())
}

/// Auctions collect limit orders, and market orders in their first part; no stop-loss and no
/// immediate-or-cancel orders (NSE circulars CMTR74466 and CMTR74969).
fn in_auction(ticket: &Ticket, phase: &str, market: bool, until: Clock) -> Result<Status, Refusal> {
    let kinds = if market { "Market and limit orders" } else { "Limit orders" };
    let takes = format!("{kinds} for the day, until {}", until.short());
    match (ticket.kind, ticket.validity) {
        (OrderType::Sl | OrderType::SlM, _) => Err(Refusal::NotInThisPhase { phase: phase.into(), takes }),
        (OrderType::Market, _) if !market => Err(Refusal::MarketNotInThisPhase { takes }),
        (_, Validity::Ioc) => Err(Refusal::IocNotInThisPhase { phase: phase.into(), takes }),
        (OrderType::Market | OrderType::Limit, Validity::Day) => Ok(Status::Pending),
    }
}

fn ends(session: &Session, phase: Phase) -> Clock {
    session.span(phase).map_or(Clock::MIDNIGHT, |span| span.to)
}

impl Refusal {
    /// The refusal of an order when the exchange takes none.
    pub(crate) fn closed_at(at: Moment, session: &Session) -> Self {
        let next = match (next_today(at, session), check_after_hours(at, session)) {
            (Some(next), Ok(_)) => Some(format!("{next}; or an after-market order (AMO) now")),
            (None, Ok(_)) => Some("An after-market order (AMO), for the next session".into()),
            (next, Err(_)) => next,
        };
        Self::MarketClosed { now: at.clock().to_string(), next }
    }
}

/// When the exchange takes orders again on the day, in words.
fn next_today(at: Moment, session: &Session) -> Option<String> {
    let takes = |phase: &Phase| match phase {
        Phase::PreOpenEntry | Phase::PreOpenLimitOnly => Some("pre-open"),
        Phase::Continuous => Some("continuous trading"),
        Phase::AuctionEntry | Phase::AuctionLimitOnly => Some("closing auction"),
        Phase::Closed
        | Phase::PreOpenMatch
        | Phase::Buffer
        | Phase::AuctionReference
        | Phase::AuctionMatch
        | Phase::PostClose => None,
    };
    let later = session.spans().iter().filter(|span| span.from > at.clock() && session.day() == at.day());
    let next = later.filter_map(|span| Some((span.from, takes(&span.phase)?))).next();
    next.map(|(from, phase)| format!("From {} ({phase})", from.short()))
}
