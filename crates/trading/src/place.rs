//! The questions "what if I placed, changed or cancelled this?": each answers with an event or a refusal.

use crate::account::Account;
use crate::band::closing_auction_band_of;
use crate::book::Order;
use crate::estimate::estimate;
use crate::event::{By, Ending, Event, Market, What};
use crate::listing::Listing;
use crate::moment::Moment;
use crate::money::{Paise, Price};
use crate::order::{OrderId, OrderType, Product, Side, Status, Ticket, Validity};
use crate::position::Intraday;
use crate::rates::RateCard;
use crate::refusal::Refusal;
use crate::session::Phase;

/// Shares that one order may have (Kite's limit).
pub const MOST_SHARES: i64 = 100_000;
/// Money that one order may move: ten crore rupees (Kite's limit).
pub const MOST_VALUE: Paise = Paise::rupees(100_000_000);

/// What is known of a stock at the moment of an order.
#[derive(Debug, Clone, Copy)]
pub struct Glance<'a> {
    /// Its terms of the day.
    pub listing: &'a Listing,
    /// Its last price today; before the first trade the previous close stands in where one is needed.
    pub last: Option<Price>,
    /// Shares traded today.
    pub volume: i64,
}

/// What an order would set aside, and why it costs so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// The price that was reckoned with.
    pub price: Price,
    /// Cash that would be blocked.
    pub block: Paise,
}

impl Account {
    /// The first event of an account.
    #[must_use]
    pub const fn opening(at: Moment, market: Market, capital: Paise) -> Event {
        Event { at, what: What::Opened { market, capital } }
    }

    /// What placing a ticket would do: an acceptance, or a rejection with its reason; both are events.
    /// `stock` is the refusal when nothing is known of the symbol or no prices are to be had.
    #[must_use]
    pub fn place(&self, at: Moment, ticket: &Ticket, stock: Result<Glance<'_>, Refusal>) -> Event {
        let order = self.next_order();
        let what = match stock.and_then(|stock| self.accept(at, order, ticket, stock)) {
            Ok(accepted) => accepted,
            Err(refusal) => What::Rejected { order, ticket: ticket.clone(), refusal },
        };
        Event { at, what }
    }

    fn accept(
        &self,
        at: Moment,
        order: OrderId,
        ticket: &Ticket,
        stock: Glance<'_>,
    ) -> Result<What, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let phase = stock.listing.session.phase(at);
        check_quantity(ticket, stock.listing)?;
        check_prices(ticket, stock, phase)?;
        check_product(at, ticket, stock.listing)?;
        let status = check_phase(at, ticket, phase)?;
        self.check_holdings(at, ticket, stock.listing, None)?;
        let needed = self.needed(at, ticket, stock, None)?;
        self.check_cash(at, needed.block, Paise::ZERO)?;
        Ok(What::Accepted {
            order,
            ticket: ticket.clone(),
            status,
            block: needed.block,
            volume_at: stock.volume,
            by: By::User,
        })
    }

    /// What changing a working order would do.
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
        let order = self.changeable(id)?;
        if *changed == order.ticket {
            return Err(Refusal::NothingToChange { why: "The order already says so.".into() });
        }
        if changed.quantity <= order.filled {
            let why = format!("{} shares are filled already; ask for more than that.", order.filled);
            return Err(Refusal::NothingToChange { why });
        }
        check_quantity(changed, stock.listing)?;
        check_prices(changed, stock, stock.listing.session.phase(at))?;
        check_phase(at, changed, stock.listing.session.phase(at))?;
        self.check_holdings(at, changed, stock.listing, Some(order))?;
        let needed = self.needed(at, changed, stock, Some(order))?;
        self.check_cash(at, needed.block, order.block)?;
        let what = What::Modified {
            order: id,
            ticket: changed.clone(),
            block: needed.block,
            released: order.block,
            volume_at: stock.volume,
        };
        Ok(Event { at, what })
    }

    /// What cancelling what is left of an order would do.
    ///
    /// # Errors
    /// The refusal, when there is no such order or it has ended.
    pub fn cancel(&self, at: Moment, id: OrderId) -> Result<Event, Refusal> {
        let order = self.changeable(id)?;
        Ok(Event { at, what: What::Ended { order: id, how: Ending::ByUser, released: order.block } })
    }

    fn changeable(&self, id: OrderId) -> Result<&Order, Refusal> {
        let order = self.order(id).ok_or(Refusal::NoSuchOrder)?;
        if order.status.is_working() { Ok(order) } else { Err(Refusal::OrderEnded) }
    }

    fn check_holdings(
        &self,
        at: Moment,
        ticket: &Ticket,
        listing: &Listing,
        instead_of: Option<&Order>,
    ) -> Result<(), Refusal> {
        if (ticket.side, ticket.product) != (Side::Sell, Product::Cnc) {
            return Ok(());
        }
        let own = instead_of.map_or(0, Order::remaining);
        let asked = ticket.quantity - instead_of.map_or(0, |order| order.filled);
        let trade_to_trade = listing.instrument.series.is_trade_to_trade();
        let sellable = self.sellable(&ticket.symbol, trade_to_trade, at.day()) + own;
        if asked <= sellable {
            return Ok(());
        }
        let with_unsettled = self.sellable(&ticket.symbol, false, at.day()) + own;
        Err(if asked <= with_unsettled {
            Refusal::BoughtToday { sellable }
        } else {
            Refusal::NotHeld { sellable }
        })
    }

    /// What an order would set aside: for a delivery purchase its whole value and its charges, for an
    /// intraday order the margin of what it opens and the charges, for a delivery sale nothing.
    ///
    /// # Errors
    /// When the order is worth more than one order may be.
    pub fn needed(
        &self,
        at: Moment,
        ticket: &Ticket,
        stock: Glance<'_>,
        instead_of: Option<&Order>,
    ) -> Result<Needed, Refusal> {
        let price = reckoned_price(ticket, stock);
        let quantity = ticket.quantity - instead_of.map_or(0, |order| order.filled);
        if price.times(ticket.quantity) > MOST_VALUE {
            return Err(Refusal::ValueTooLarge { most: MOST_VALUE });
        }
        let card = RateCard::on(at.day());
        let charges = estimate(card, ticket.side, ticket.product, price, quantity).total();
        let block = match (ticket.product, ticket.side) {
            (Product::Cnc, Side::Buy) => price.times(quantity) + charges,
            (Product::Cnc, Side::Sell) => Paise::ZERO,
            (Product::Mis, _) => {
                let opens = self.opens(ticket, quantity, instead_of);
                let margin = stock.listing.margin_of(price.times(opens));
                if opens > 0 { margin + charges } else { Paise::ZERO }
            }
        };
        Ok(Needed { price, block })
    }

    /// Of an intraday order's shares, those that would open a position rather than close one.
    fn opens(&self, ticket: &Ticket, quantity: i64, instead_of: Option<&Order>) -> i64 {
        let position = self.intraday().get(&ticket.symbol).map_or(0, Intraday::signed_quantity);
        let to_close = (-position * ticket.side.sign()).max(0);
        let closing: i64 = self
            .working(&ticket.symbol)
            .filter(|order| order.ticket.product == Product::Mis && order.ticket.side == ticket.side)
            .filter(|order| instead_of.is_none_or(|own| own.id != order.id))
            .map(Order::remaining)
            .sum();
        (quantity - (to_close - closing).max(0)).max(0)
    }

    fn check_cash(&self, at: Moment, needed: Paise, freed: Paise) -> Result<(), Refusal> {
        let available = self.available(at.day()) + freed;
        if needed.is_zero() || needed <= available {
            Ok(())
        } else {
            Err(Refusal::CashShort { needed, available })
        }
    }
}

/// The price that an order is reckoned at: its limit, else its trigger, else the last price, else the
/// previous close.
#[must_use]
pub fn reckoned_price(ticket: &Ticket, stock: Glance<'_>) -> Price {
    let written = match ticket.kind {
        OrderType::Limit | OrderType::Sl => ticket.price,
        OrderType::SlM => ticket.trigger,
        OrderType::Market => None,
    };
    let last = stock.last.unwrap_or(stock.listing.previous_close);
    written.and_then(|paise| Price::new(paise.0)).unwrap_or(last)
}

fn check_quantity(ticket: &Ticket, listing: &Listing) -> Result<(), Refusal> {
    let lot = listing.instrument.lot;
    if ticket.quantity <= 0 {
        return Err(Refusal::QuantityNotPositive { asked: ticket.quantity });
    }
    if ticket.quantity > MOST_SHARES {
        return Err(Refusal::QuantityTooLarge { most: MOST_SHARES });
    }
    if ticket.quantity % lot != 0 {
        return Err(Refusal::QuantityNotInLots { lot });
    }
    Ok(())
}

fn check_prices(ticket: &Ticket, stock: Glance<'_>, phase: Phase) -> Result<(), Refusal> {
    let (wants_price, wants_trigger) = match ticket.kind {
        OrderType::Market => (false, false),
        OrderType::Limit => (true, false),
        OrderType::Sl => (true, true),
        OrderType::SlM => (false, true),
    };
    let price = match (wants_price, ticket.price) {
        (true, None) => return Err(Refusal::PriceMissing),
        (false, Some(_)) => return Err(Refusal::PriceNotWanted),
        (false, None) => None,
        (true, Some(paise)) => Some(check_price(paise, stock, phase)?),
    };
    let trigger = match (wants_trigger, ticket.trigger) {
        (true, None) => return Err(Refusal::TriggerMissing),
        (false, Some(_)) => return Err(Refusal::TriggerNotWanted),
        (false, None) => None,
        (true, Some(paise)) => Some(check_price(paise, stock, phase)?),
    };
    trigger.map_or(Ok(()), |trigger| check_trigger(ticket.side, trigger, price, stock))
}

fn check_price(paise: Paise, stock: Glance<'_>, phase: Phase) -> Result<Price, Refusal> {
    let listing = stock.listing;
    let price = Price::new(paise.0).ok_or(Refusal::PriceNotPositive)?;
    let tick = listing.tick;
    if !tick.is_on_tick(price) {
        let (below, above) = (tick.down(price), tick.up(price));
        return Err(Refusal::PriceOffTick { tick: tick.paise(), below, above });
    }
    let (low, high) = band_in(phase, stock);
    if price < low || price > high {
        return Err(Refusal::PriceOutsideBand { low, high });
    }
    Ok(price)
}

/// The day's band, or in the closing auction ±3 % of the reference price within it. The reference is the
/// volume-weighted price of 15:00 to 15:15; the last price of continuous trading stands in for it here.
fn band_in(phase: Phase, stock: Glance<'_>) -> (Price, Price) {
    let day = stock.listing.band;
    let in_auction = matches!(phase, Phase::AuctionEntry | Phase::AuctionLimitOnly);
    let Some(reference) = stock.last.filter(|_| in_auction) else { return (day.low, day.high) };
    let auction = closing_auction_band_of(reference, stock.listing.tick);
    (auction.low.max(day.low), auction.high.min(day.high))
}

fn check_trigger(side: Side, trigger: Price, price: Option<Price>, stock: Glance<'_>) -> Result<(), Refusal> {
    let last = stock.last.unwrap_or(stock.listing.previous_close);
    let refused = |must: String| Err(Refusal::TriggerWrongSide { must });
    match side {
        Side::Buy if trigger <= last => refused(format!("Above the last price, {last}")),
        Side::Sell if trigger >= last => refused(format!("Below the last price, {last}")),
        Side::Buy if price.is_some_and(|price| trigger > price) => {
            refused("At or below the limit price".into())
        }
        Side::Sell if price.is_some_and(|price| trigger < price) => {
            refused("At or above the limit price".into())
        }
        Side::Buy | Side::Sell => Ok(()),
    }
}

fn check_product(at: Moment, ticket: &Ticket, listing: &Listing) -> Result<(), Refusal> {
    if ticket.product == Product::Cnc {
        return Ok(());
    }
    let series = listing.instrument.series;
    if series.is_trade_to_trade() || listing.leverage.is_none() {
        return Err(Refusal::TradeToTrade { series: series.code().into() });
    }
    match listing.session.square_off() {
        Some(time) if at.clock() >= time => Err(Refusal::IntradayOver { square_off: time.to_string() }),
        Some(_) | None => Ok(()),
    }
}

/// Where an order stands at first in a phase, or why the phase does not take it.
fn check_phase(at: Moment, ticket: &Ticket, phase: Phase) -> Result<Status, Refusal> {
    let stops = matches!(ticket.kind, OrderType::Sl | OrderType::SlM);
    let ioc = ticket.validity == Validity::Ioc;
    let refused =
        |phase: &str, takes: &str| Err(Refusal::NotInThisPhase { phase: phase.into(), takes: takes.into() });
    match phase {
        Phase::Continuous => Ok(if stops { Status::TriggerPending } else { Status::Open }),
        Phase::PreOpenEntry if stops || ioc => {
            refused("The pre-open", "Market and limit orders for the day, until 09:08")
        }
        Phase::AuctionEntry if stops || ioc => {
            refused("The closing auction", "Market and limit orders for the day, until 15:25")
        }
        Phase::PreOpenLimitOnly | Phase::AuctionLimitOnly
            if stops || ioc || ticket.kind == OrderType::Market =>
        {
            refused("The last part of the auction", "Limit orders for the day")
        }
        Phase::PreOpenEntry | Phase::PreOpenLimitOnly | Phase::AuctionEntry | Phase::AuctionLimitOnly => {
            Ok(Status::Pending)
        }
        Phase::PostClose => Err(Refusal::NotOffered { what: "Orders in the post-close session".into() }),
        Phase::Closed
        | Phase::PreOpenMatch
        | Phase::Buffer
        | Phase::AuctionReference
        | Phase::AuctionMatch => Err(Refusal::closed_at(at.clock())),
    }
}
