//! What an observation of the market makes of the working orders. Never better than the market.

use crate::account::Account;
use crate::book::Order;
use crate::charges::Charges;
use crate::event::{By, Ending, Event, Fill, What};
use crate::evidence::{Evidence, FillRule};
use crate::listing::Listing;
use crate::moment::Day;
use crate::money::{Paise, Price};
use crate::order::{OrderType, Product, Side, Status, Validity};
use crate::quote::{Match, Quote};
use crate::rates::RateCard;
use crate::tally::Chargeable;

/// Of the shares that traded since an order became active, the part that it may have: one in ten.
const SHARE_OF_VOLUME: i64 = 10;

/// What an order would get from an observation: a price, by a rule.
struct Offer {
    price: Price,
    rule: FillRule,
}

impl Account {
    /// The next thing that an observation makes happen: a trigger, a fill, or the end of an
    /// immediate-or-cancel order. Apply it and ask again, until there is nothing more.
    ///
    /// An order sees only observations made after it became active.
    #[must_use]
    pub fn observe(&self, quote: &Quote, listing: &Listing) -> Option<Event> {
        self.working(&quote.symbol)
            .filter(|order| quote.at > order.active_since || order.status == Status::TriggerPending)
            .find_map(|order| self.reaction(order, quote, listing))
    }

    fn reaction(&self, order: &Order, quote: &Quote, listing: &Listing) -> Option<Event> {
        if quote.at < order.active_since {
            return None;
        }
        let at = quote.at;
        if order.status == Status::TriggerPending {
            return triggered(order, quote).map(|what| Event { at, what });
        }
        let allowed = allowed_shares(order, quote);
        if let Some(offer) = offer(order, quote, listing).filter(|_| allowed > 0) {
            return Some(Event { at, what: self.fill(order, allowed, &offer, quote, listing) });
        }
        let how = Ending::NotImmediate;
        (order.ticket.validity == Validity::Ioc)
            .then_some(Event { at, what: What::Ended { order: order.id, how, released: order.block } })
    }

    /// A fill of as many shares as are allowed and the cash reaches for; the order's end when it reaches
    /// for none.
    fn fill(&self, order: &Order, most: i64, offer: &Offer, quote: &Quote, listing: &Listing) -> What {
        let mut best = self.fill_of(order, most, offer, quote, listing);
        if self.is_short(order, &best, quote) {
            // The most shares that the cash reaches for: what they cost only grows with their number.
            let (mut reached, mut short) = (0, most);
            while reached + 1 < short {
                let tried = i64::midpoint(reached, short);
                let fill = self.fill_of(order, tried, offer, quote, listing);
                if self.is_short(order, &fill, quote) { short = tried } else { reached = tried }
            }
            let shares = reached / listing.instrument.lot * listing.instrument.lot;
            if shares == 0 {
                return What::Ended { order: order.id, how: Ending::CashShort, released: order.block };
            }
            best = self.fill_of(order, shares, offer, quote, listing);
        }
        What::Filled(Box::new(best))
    }

    fn is_short(&self, order: &Order, fill: &Fill, quote: &Quote) -> bool {
        if order.by == By::SquareOff || (fill.product, fill.side) == (Product::Cnc, Side::Sell) {
            return false;
        }
        let opens = fill.quantity > fill.closed;
        let value = match fill.product {
            Product::Cnc => fill.value(),
            Product::Mis => fill.margin - fill.intraday_profit().min(Paise::ZERO),
        };
        let cost = value + fill.charges.total() - fill.released;
        opens && cost > self.available(quote.at.day())
    }

    fn fill_of(&self, order: &Order, quantity: i64, offer: &Offer, quote: &Quote, listing: &Listing) -> Fill {
        let ticket = &order.ticket;
        let position = self.intraday().get(&ticket.symbol).filter(|held| held.day == quote.at.day());
        let (closed, entered_at, margin) = match ticket.product {
            Product::Cnc => {
                let holding = self.holdings().get(&ticket.symbol).filter(|_| ticket.side == Side::Sell);
                let cost = holding.map_or(Paise::ZERO, |holding| holding.pool.cost_of(quantity));
                (if ticket.side == Side::Sell { quantity } else { 0 }, cost, Paise::ZERO)
            }
            Product::Mis => {
                let opposite = position.filter(|held| held.side != ticket.side);
                let closed = opposite.map_or(0, |held| held.pool.quantity().min(quantity));
                let entered = opposite.map_or(Paise::ZERO, |held| held.pool.cost_of(closed));
                let held = position.map_or(Paise::ZERO, |held| held.pool.cost());
                let opened = offer.price.times(quantity - closed);
                let wanted = listing.margin_of(held - entered + opened);
                (closed, entered, wanted - position.map_or(Paise::ZERO, |held| held.margin))
            }
        };
        let charges = self.charges_of(order, offer.price.times(quantity), quote.at.day());
        Fill {
            trade: self.next_trade(),
            order: order.id,
            symbol: ticket.symbol.clone(),
            isin: listing.instrument.isin.clone(),
            side: ticket.side,
            product: ticket.product,
            price: offer.price,
            quantity,
            closed,
            entered_at,
            released: released(order, quantity),
            margin,
            charges,
            evidence: evidence(offer, quote, listing),
        }
    }
}

impl Account {
    /// What a fill of an order is charged, given the day so far.
    pub(crate) fn charges_of(&self, order: &Order, value: Paise, day: Day) -> Charges {
        let ticket = &order.ticket;
        let delivery_sale = (ticket.product, ticket.side) == (Product::Cnc, Side::Sell);
        let part = Chargeable {
            order: order.id,
            side: ticket.side,
            product: ticket.product,
            value,
            first_delivery_sale: delivery_sale && !self.sold_delivery(&ticket.symbol, day),
            square_off: order.by == By::SquareOff,
        };
        self.tally_of(day).charge(RateCard::on(day), &part)
    }
}

/// The part of an order's block that goes with so many of its shares.
fn released(order: &Order, quantity: i64) -> Paise {
    if quantity == order.remaining() { order.block } else { order.block.portion(quantity, order.remaining()) }
}

fn evidence(offer: &Offer, quote: &Quote, listing: &Listing) -> Evidence {
    let worse = (offer.price.paise() - quote.last.paise()).abs();
    Evidence {
        rule: offer.rule,
        last: quote.last,
        quoted_at: quote.at,
        source: quote.source,
        traded: quote.traded,
        slippage_ticks: worse / listing.tick.paise(),
    }
}

/// A stop-loss order whose trigger traded. An SL-M order may then share in the very trade that triggered
/// it, so that through a gap it gets the first price beyond; an SL order rests as a limit from then on.
fn triggered(order: &Order, quote: &Quote) -> Option<What> {
    let trigger = order.ticket.trigger.and_then(|paise| Price::new(paise.0))?;
    let reached = match order.ticket.side {
        Side::Buy => quote.last >= trigger,
        Side::Sell => quote.last <= trigger,
    };
    let volume_at = match order.ticket.kind {
        OrderType::SlM => quote.volume - quote.traded,
        OrderType::Sl | OrderType::Market | OrderType::Limit => quote.volume,
    };
    reached.then_some(What::Activated { order: order.id, status: Status::Open, volume_at })
}

/// Shares that the order may still have of what traded since it became active.
fn allowed_shares(order: &Order, quote: &Quote) -> i64 {
    let since = (quote.volume - order.volume_at).max(0);
    let had = order.filled - order.filled_at;
    (since / SHARE_OF_VOLUME - had).clamp(0, order.remaining())
}

/// Whether this is the first observation after the order became active.
const fn is_first(order: &Order, quote: &Quote) -> bool {
    quote.volume - quote.traded <= order.volume_at
}

/// The price that the market offers an order in an observation, if any.
fn offer(order: &Order, quote: &Quote, listing: &Listing) -> Option<Offer> {
    let limit = order.ticket.price.and_then(|paise| Price::new(paise.0));
    match quote.matched {
        Match::Continuous => match limit {
            None => taken(order.ticket.side, quote, listing).map(|price| Offer {
                price,
                rule: if order.by == By::SquareOff {
                    FillRule::SquareOff
                } else {
                    FillRule::MarketAdverseSide
                },
            }),
            Some(limit) => resting(order, limit, quote, listing),
        },
        Match::PreOpen => at_one_price(order.ticket.side, limit, quote, FillRule::PreOpenPrice),
        Match::ClosingAuction => at_one_price(order.ticket.side, limit, quote, FillRule::ClosingAuctionPrice),
        Match::PostClose => at_one_price(order.ticket.side, limit, quote, FillRule::PostClosePrice),
    }
}

/// An auction trades everything at one price. A limit at that very price may be left over: the orders
/// before it are unknown, so it waits.
fn at_one_price(side: Side, limit: Option<Price>, quote: &Quote, rule: FillRule) -> Option<Offer> {
    let in_time = match (side, limit) {
        (_, None) => true,
        (Side::Buy, Some(limit)) => limit > quote.last,
        (Side::Sell, Some(limit)) => limit < quote.last,
    };
    in_time.then_some(Offer { price: quote.last, rule })
}

/// A limit order in continuous trading. When the market stands beyond the limit at the first observation it
/// takes the adverse side like a market order, but never worse than the limit; later it rests, and trades
/// at the limit when the market trades through it. At the limit itself the whole volume is taken to have
/// stood ahead, unless the shown quantity says otherwise.
fn resting(order: &Order, limit: Price, quote: &Quote, listing: &Listing) -> Option<Offer> {
    let side = order.ticket.side;
    let beyond = match side {
        Side::Buy => quote.last < limit,
        Side::Sell => quote.last > limit,
    };
    if beyond && is_first(order, quote) {
        let price = match (side, taken(side, quote, listing)?) {
            (Side::Buy, price) => price.min(limit),
            (Side::Sell, price) => price.max(limit),
        };
        return Some(Offer { price, rule: FillRule::GapBeyondLimit });
    }
    beyond.then_some(Offer { price: limit, rule: FillRule::TradedThrough })
}

/// What an order that takes gets: the other side's best price where it is shown, else the last price made
/// worse by a modelled spread. None when the other side is empty or the stock stands locked at its band.
fn taken(side: Side, quote: &Quote, listing: &Listing) -> Option<Price> {
    if let Some(touch) = quote.touch {
        let other = match side {
            Side::Buy => touch.offer,
            Side::Sell => touch.bid,
        };
        return other.map(|(price, _)| price);
    }
    let spread = modelled_spread(quote.last, listing.tick.paise());
    match side {
        Side::Buy if quote.last >= listing.band.high => None,
        Side::Sell if quote.last <= listing.band.low => None,
        Side::Buy => quote.last.moved(spread).map(|price| price.min(listing.band.high)),
        Side::Sell => {
            let worse = quote.last.moved(-spread).unwrap_or(listing.band.low);
            Some(worse.max(listing.band.low))
        }
    }
}

/// The modelled spread: one ten-thousandth of the price, on the tick, at least one tick.
fn modelled_spread(last: Price, tick: i64) -> i64 {
    let wanted = last.paise() / 10_000;
    (wanted + tick - 1).max(tick) / tick * tick
}
