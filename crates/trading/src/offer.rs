//! The price that the market offers an order in an observation. Never better than the market.

use crate::book::Order;
use crate::event::By;
use crate::evidence::FillRule;
use crate::listing::Listing;
use crate::money::Price;
use crate::order::{OrderType, Side, Ticket};
use crate::quote::{Match, Quote};

/// What an order would get from an observation: a price, by a rule.
pub(crate) struct Offer {
    pub(crate) price: Price,
    pub(crate) rule: FillRule,
    /// The shares that stand at the price, where that is seen.
    pub(crate) shown: Option<i64>,
}

/// The price that the market offers an order in an observation, if any.
pub(crate) fn offer(order: &Order, quote: &Quote, listing: &Listing) -> Option<Offer> {
    let side = order.ticket.side;
    let limit = limit_of(&order.ticket);
    match (quote.matched, limit) {
        (Match::Continuous, None) => {
            let rule =
                if order.by == By::SquareOff { FillRule::SquareOff } else { FillRule::MarketAdverseSide };
            taken(side, quote, listing).map(|Taken { price, shown }| Offer { price, rule, shown })
        }
        (Match::Continuous, Some(limit)) => at_limit(order, limit, quote, listing),
        (Match::PreOpen, _) => at_one_price(side, limit, quote, FillRule::PreOpenPrice),
        (Match::ClosingAuction, _) => at_one_price(side, limit, quote, FillRule::ClosingAuctionPrice),
        (Match::PostClose, _) => at_one_price(side, limit, quote, FillRule::PostClosePrice),
    }
}

/// Whether a limit order would trade at once: the last price stands beyond its limit. Before the first trade of
/// the day nobody knows; the first trade then decides.
pub(crate) fn stands_beyond(ticket: &Ticket, last: Option<Price>) -> bool {
    limit_of(ticket).is_some_and(|limit| last.is_none_or(|last| is_beyond(ticket.side, limit, last)))
}

/// Whether an observation stands beyond the order's limit.
pub(crate) fn is_beyond_limit(order: &Order, quote: &Quote) -> bool {
    limit_of(&order.ticket).is_some_and(|limit| is_beyond(order.ticket.side, limit, quote.last))
}

fn is_beyond(side: Side, limit: Price, last: Price) -> bool {
    match side {
        Side::Buy => last < limit,
        Side::Sell => last > limit,
    }
}

fn limit_of(ticket: &Ticket) -> Option<Price> {
    match ticket.kind {
        OrderType::Limit | OrderType::Sl => ticket.price.and_then(|paise| Price::new(paise.0)),
        OrderType::Market | OrderType::SlM => None,
    }
}

/// An auction trades everything at one price. A limit at that very price may be left over: the orders
/// before it are unknown, so it waits.
fn at_one_price(side: Side, limit: Option<Price>, quote: &Quote, rule: FillRule) -> Option<Offer> {
    let in_time = limit.is_none_or(|limit| is_beyond(side, limit, quote.last));
    in_time.then_some(Offer { price: quote.last, rule, shown: None })
}

/// A limit order in continuous trading. One that came while the market stood beyond its limit takes the
/// adverse side like a market order, but never worse than the limit; had nothing traded before it, it gets the
/// day's first price. Any other rests, and trades at the limit when the market trades through it. At the
/// limit itself the whole volume is taken to have stood ahead.
fn at_limit(order: &Order, limit: Price, quote: &Quote, listing: &Listing) -> Option<Offer> {
    let side = order.ticket.side;
    if !is_beyond(side, limit, quote.last) {
        return None;
    }
    if !order.taking {
        return Some(Offer { price: limit, rule: FillRule::TradedThrough, shown: None });
    }
    if quote.volume == quote.traded {
        return Some(Offer { price: quote.last, rule: FillRule::GapBeyondLimit, shown: None });
    }
    let Taken { price, shown } = taken(side, quote, listing)?;
    let price = match side {
        Side::Buy => price.min(limit),
        Side::Sell => price.max(limit),
    };
    Some(Offer { price, rule: FillRule::Marketable, shown })
}

/// The other side of the market as an order that takes finds it.
struct Taken {
    price: Price,
    /// The shares that stand there, where that is seen.
    shown: Option<i64>,
}

/// What an order that takes gets: the other side's best price where it is shown, else the last price made
/// worse by a modelled spread. None when the other side is empty or the stock stands locked at its band.
fn taken(side: Side, quote: &Quote, listing: &Listing) -> Option<Taken> {
    if let Some(touch) = quote.touch {
        let other = match side {
            Side::Buy => touch.offer,
            Side::Sell => touch.bid,
        };
        return other.map(|(price, shares)| Taken { price, shown: Some(shares) });
    }
    let price = modelled(side, quote.last, listing)?;
    Some(Taken { price, shown: None })
}

fn modelled(side: Side, last: Price, listing: &Listing) -> Option<Price> {
    let spread = modelled_spread(last, listing.tick.paise());
    match side {
        Side::Buy if last >= listing.band.high => None,
        Side::Sell if last <= listing.band.low => None,
        Side::Buy => last.moved(spread).map(|price| price.min(listing.band.high)),
        Side::Sell => {
            let worse = last.moved(-spread).unwrap_or(listing.band.low);
            Some(worse.max(listing.band.low))
        }
    }
}

/// The modelled spread: one ten-thousandth of the price, rounded up to the tick.
fn modelled_spread(last: Price, tick: i64) -> i64 {
    let step = 10_000 * tick;
    (last.paise() + step - 1) / step * tick
}
