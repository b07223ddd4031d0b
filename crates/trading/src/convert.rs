//! Converting shares of the day between intraday and delivery: they keep what they were entered at; what the
//! margin and the purchase are worth changes sides, and the contract note charges them as what they became.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::book::Order;
use crate::check::check_offered;
use crate::estimate::estimate;
use crate::event::{By, Event, What};
use crate::instrument::{Isin, Symbol};
use crate::listing::Listing;
use crate::moment::{Clock, Day, Moment};
use crate::money::{Paise, Price};
use crate::order::{Product, Side};
use crate::place::Glance;
use crate::position::{Holding, Intraday};
use crate::rates::RateCard;
use crate::refusal::Refusal;
use crate::session::Phase;

/// Shares bought today that change their product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The stock.
    pub symbol: Symbol,
    /// Its ISIN at the time.
    pub isin: Isin,
    /// What they become.
    pub to: Product,
    /// Shares.
    pub quantity: i64,
    /// What they were entered at.
    pub cost: Paise,
    /// Change of the margin blocked for the intraday position.
    pub margin: Paise,
    /// Who converts: the user, or the program where nobody would buy an intraday position back.
    pub by: By,
    /// Whether the cash does not reach for them, so that they are sold in the next session.
    #[serde(default)]
    pub forced_sale: bool,
}

/// Shares of a day's trades that changed their product, for the contract note.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Moved {
    pub(crate) day: Day,
    pub(crate) symbol: Symbol,
    pub(crate) side: Side,
    pub(crate) to: Product,
    pub(crate) quantity: i64,
}

impl Account {
    /// What converting so many shares bought today would do: intraday to delivery (CNC), which takes the whole
    /// value in cash, or delivery to intraday (MIS), which takes the margin.
    ///
    /// # Errors
    /// The refusal; a refused conversion leaves no trace.
    pub fn convert(
        &self,
        at: Moment,
        symbol: &Symbol,
        quantity: i64,
        to: Product,
        stock: Glance<'_>,
    ) -> Result<Event, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let session = &stock.listing.session;
        let until = session.square_off().unwrap_or(Clock::MIDNIGHT);
        if session.phase(at) != Phase::Continuous || at.clock() >= until {
            let from = session.span(Phase::Continuous).map_or(Clock::MIDNIGHT, |span| span.from);
            return Err(Refusal::ConvertNotNow { from: from.short(), until: until.short() });
        }
        let conversion = match to {
            Product::Cnc => self.to_delivery(at, symbol, quantity, stock.listing)?,
            Product::Mis => self.to_intraday(at, symbol, quantity, stock.listing)?,
        };
        Ok(Event { at, what: What::Converted(Box::new(conversion)) })
    }

    fn to_delivery(
        &self,
        at: Moment,
        symbol: &Symbol,
        quantity: i64,
        listing: &Listing,
    ) -> Result<Conversion, Refusal> {
        let long = self.intraday().get(symbol).filter(|position| position.side == Side::Buy);
        let held = long.map_or(0, |position| position.pool.quantity());
        let most = (held - self.offered(symbol, Product::Mis)).max(0);
        let Some(position) = long.filter(|_| (1..=most).contains(&quantity)) else {
            return Err(Refusal::NothingToConvert { most });
        };
        let conversion = self.delivered(symbol, position, quantity, listing, By::User);
        let card = self.card_for(at.day(), &listing.instrument.isin);
        let more = dearer(card, conversion.cost, quantity);
        let needed = conversion.cost + conversion.margin + more;
        let available = self.available(at.day());
        if needed > available {
            return Err(Refusal::CashShort { needed, available: available.max(Paise::ZERO) });
        }
        Ok(conversion)
    }

    /// So many shares of a long intraday position as delivery.
    pub(crate) fn delivered(
        &self,
        symbol: &Symbol,
        position: &Intraday,
        quantity: i64,
        listing: &Listing,
        by: By,
    ) -> Conversion {
        let cost = position.pool.cost_of(quantity);
        let left = position.pool.cost() - cost;
        let wanted = if position.pool.quantity() == quantity { Paise::ZERO } else { listing.margin_of(left) };
        Conversion {
            symbol: symbol.clone(),
            isin: listing.instrument.isin.clone(),
            to: Product::Cnc,
            quantity,
            cost,
            margin: wanted - position.margin,
            by,
            forced_sale: false,
        }
    }

    fn to_intraday(
        &self,
        at: Moment,
        symbol: &Symbol,
        quantity: i64,
        listing: &Listing,
    ) -> Result<Conversion, Refusal> {
        let series = listing.instrument.series;
        if series.is_trade_to_trade() {
            return Err(Refusal::TradeToTrade { series: series.code().into() });
        }
        check_offered(listing)?;
        let open = self.intraday().get(symbol).filter(|position| position.pool.quantity() > 0);
        if open.is_some_and(|position| position.side == Side::Sell) {
            return Err(Refusal::ConvertAgainstShort);
        }
        let holding = self.holdings().get(symbol);
        let free = holding.map_or(0, |held| held.pool.quantity()) - self.offered(symbol, Product::Cnc);
        let most = holding.map_or(0, |held| held.bought_since(at.day())).min(free).max(0);
        let Some(holding) = holding.filter(|_| (1..=most).contains(&quantity)) else {
            return Err(Refusal::NothingToConvert { most });
        };
        let cost = holding.undone(at.day(), quantity);
        let (held, blocked) =
            open.map_or((Paise::ZERO, Paise::ZERO), |position| (position.pool.cost(), position.margin));
        let margin = listing.margin_of(held + cost) - blocked;
        let available = self.available(at.day()) + cost;
        if margin > available {
            return Err(Refusal::CashShort { needed: margin, available: available.max(Paise::ZERO) });
        }
        Ok(Conversion {
            symbol: symbol.clone(),
            isin: listing.instrument.isin.clone(),
            to: Product::Mis,
            quantity,
            cost,
            margin,
            by: By::User,
            forced_sale: false,
        })
    }

    /// Shares of a stock and product that working orders offer for sale.
    pub(crate) fn offered(&self, symbol: &Symbol, product: Product) -> i64 {
        self.working(symbol)
            .filter(|order| order.ticket.product == product && order.ticket.side == Side::Sell)
            .map(Order::remaining)
            .sum()
    }

    pub(crate) fn take_conversion(&mut self, day: Day, conversion: &Conversion) {
        let Conversion { symbol, quantity, cost, .. } = conversion;
        let position = self.intraday.entry(symbol.clone()).or_insert_with(|| Intraday::new(day, Side::Buy));
        position.margin += conversion.margin;
        let holding =
            self.holdings.entry(symbol.clone()).or_insert_with(|| Holding::new(conversion.isin.clone()));
        let day = match conversion.to {
            Product::Cnc => position.day,
            Product::Mis => day,
        };
        let owed = self.owed.entry(day).or_default();
        match conversion.to {
            Product::Cnc => {
                position.pool.leave(*quantity);
                holding.take_in(day, *quantity, *cost);
                owed.paid += *cost;
            }
            Product::Mis => {
                if position.pool.quantity() == 0 {
                    (position.day, position.side) = (day, Side::Buy);
                }
                position.pool.enter(*quantity, *cost);
                holding.undo(day, *quantity, *cost);
                owed.paid -= *cost;
            }
        }
        if holding.pool.quantity() == 0 {
            self.holdings.remove(symbol);
        }
        if conversion.forced_sale {
            *self.forced.entry(symbol.clone()).or_default() += quantity;
        }
        self.moved.push(Moved {
            day,
            symbol: symbol.clone(),
            side: Side::Buy,
            to: conversion.to,
            quantity: *quantity,
        });
    }
}

/// By how much the contract note charges a delivery purchase more than an intraday one; never less than nothing.
fn dearer(card: RateCard<'_>, cost: Paise, quantity: i64) -> Paise {
    let Some(price) = Price::new(cost.portion_up(1, quantity.max(1)).0) else { return Paise::ZERO };
    let of = |product| estimate(card, Side::Buy, product, price, quantity).total();
    (of(Product::Cnc) - of(Product::Mis)).max(Paise::ZERO)
}
