//! What an observation of the market makes of the working orders. Never better than the market.

use crate::account::Account;
use crate::book::Order;
use crate::charges::Charges;
use crate::charging::ChargedUnder;
use crate::event::{By, Ending, Event, Fill, What};
use crate::evidence::Evidence;
use crate::listing::Listing;
use crate::moment::Day;
use crate::money::{Paise, Price};
use crate::offer::{Offer, is_beyond_limit, offer, stands_beyond};
use crate::order::{OrderType, Product, Side, Status, Validity};
use crate::quote::Quote;
use crate::tally::Chargeable;

/// Of the shares that traded since an order became active, the part that the account may have: one in ten.
const SHARE_OF_VOLUME: i64 = 10;

impl Account {
    /// The next thing that an observation makes happen: a trigger, a fill, or the end of an
    /// immediate-or-cancel order. Apply it and ask again, until there is nothing more.
    ///
    /// An order sees only observations made after it became active.
    #[must_use]
    pub fn observe(&self, quote: &Quote, listing: &Listing) -> Option<Event> {
        let floor = self.working.get(&quote.symbol).filter(|floor| {
            let idle = floor.is_idle_at(quote.last.paise());
            debug_assert!(!idle || self.reactions(quote, listing).is_none(), "the floor is idle: {quote:?}");
            !idle
        });
        floor
            .and_then(|_| self.reactions(quote, listing))
            .or_else(|| self.gtt_reaction(quote, listing))
            .map(|what| Event { at: quote.at, what })
    }

    fn reactions(&self, quote: &Quote, listing: &Listing) -> Option<What> {
        self.working(&quote.symbol)
            .filter(|order| is_news_to(order, quote))
            .find_map(|order| self.reaction(order, quote, listing))
    }

    fn reaction(&self, order: &Order, quote: &Quote, listing: &Listing) -> Option<What> {
        match order.status {
            Status::TriggerPending => return triggered(order, quote),
            Status::Pending | Status::Open | Status::PartlyFilled => {}
            Status::Queued | Status::Filled | Status::Cancelled | Status::Rejected | Status::Expired => {
                return None;
            }
        }
        let offer = offer(order, quote, listing);
        let shown = offer.as_ref().and_then(|offer| offer.shown);
        let allowed = self.allowed_shares(order, quote, listing, shown);
        if let Some(offer) = offer.as_ref().filter(|_| allowed > 0) {
            return Some(self.fill(order, allowed, offer, quote, listing));
        }
        if order.ticket.validity == Validity::Ioc {
            let how = Ending::NotImmediate;
            return Some(What::Ended { order: order.id, how, released: order.block });
        }
        // A limit order that the market no longer stands beyond has come to rest.
        let rests = order.taking && !is_beyond_limit(order, quote);
        rests.then_some(What::Activated {
            order: order.id,
            status: order.status,
            volume_at: quote.volume,
            taking: false,
            limit: None,
        })
    }

    /// Shares that the order may have of an observation: no more than traded in it or, where that is seen, stand at
    /// the price, and no more than a tenth of what traded since it became active, less what the account's own orders of
    /// the stock had since then. In whole lots.
    fn allowed_shares(&self, order: &Order, quote: &Quote, listing: &Listing, shown: Option<i64>) -> i64 {
        let since = (quote.volume - order.volume_at).max(0);
        let had = self.own_volume(&quote.symbol, quote.at.day()) - order.own_at;
        let there = shown.map_or(quote.traded, |shown| shown.min(quote.traded));
        let left = there - self.own_volume_at(&quote.symbol, quote.at);
        let most = (since / SHARE_OF_VOLUME - had).min(left).clamp(0, order.remaining());
        most / listing.instrument.lot * listing.instrument.lot
    }

    /// A fill of as many shares as are allowed. When the cash does not reach for them at the market's price, of as
    /// many as it reaches for with all that the order had set aside; the order's end when it reaches for none.
    pub(crate) fn fill(
        &self,
        order: &Order,
        most: i64,
        offer: &Offer,
        quote: &Quote,
        listing: &Listing,
    ) -> What {
        let whole = self.fill_of(order, most, offer, quote, listing);
        if !self.is_short(order, &whole, quote) {
            return What::Filled(Box::new(whole));
        }
        let with_all =
            |shares| Fill { released: order.block, ..self.fill_of(order, shares, offer, quote, listing) };
        // What they cost only grows with their number, lot by lot.
        let lot = listing.instrument.lot;
        let (mut reached, mut short) = (0, most / lot);
        while reached + 1 < short {
            let tried = i64::midpoint(reached, short);
            if self.is_short(order, &with_all(tried * lot), quote) { short = tried } else { reached = tried }
        }
        if reached == 0 {
            return What::Ended { order: order.id, how: Ending::CashShort, released: order.block };
        }
        What::Filled(Box::new(with_all(reached * lot)))
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

    pub(crate) fn fill_of(
        &self,
        order: &Order,
        quantity: i64,
        offer: &Offer,
        quote: &Quote,
        listing: &Listing,
    ) -> Fill {
        let ticket = &order.ticket;
        let position = self.intraday().get(&ticket.symbol).filter(|held| held.pool.quantity() > 0);
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
        let value = offer.price.times(quantity);
        let (charges, under) = self.charges_of(order, value, quote.at.day(), listing);
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
            trade_to_trade: listing.instrument.series.is_trade_to_trade(),
            charges,
            charged_under: Some(under),
            evidence: evidence(offer, quote, listing),
        }
    }
}

impl Account {
    /// What a fill of an order is charged, given the day so far, and by which rates.
    fn charges_of(
        &self,
        order: &Order,
        value: Paise,
        day: Day,
        listing: &Listing,
    ) -> (Charges, ChargedUnder) {
        let ticket = &order.ticket;
        let delivery_sale = (ticket.product, ticket.side) == (Product::Cnc, Side::Sell);
        let part = Chargeable {
            order: order.id,
            side: ticket.side,
            product: ticket.product,
            is_fund: listing.instrument.is_fund(),
            value,
            first_delivery_sale: delivery_sale && !self.sold_delivery(&ticket.symbol, day),
            square_off: order.by == By::SquareOff,
        };
        let card = self.card_of(order.id, day, &listing.instrument.isin);
        (self.charge(day, card, &part), card.under())
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
    reached.then_some(What::Activated {
        order: order.id,
        status: Status::Open,
        volume_at,
        taking: stands_beyond(&order.ticket, Some(quote.last)),
        limit: None,
    })
}

/// Whether an observation was made after the order became active. One of the same moment is newer when more
/// had traded by then.
fn is_news_to(order: &Order, quote: &Quote) -> bool {
    quote.at > order.active_since || (quote.at == order.active_since && quote.volume > order.volume_at)
}
