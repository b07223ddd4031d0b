//! The question "what if I placed this?": the answer is an event, an acceptance or a rejection.

use crate::account::Account;
use crate::book::Order;
use crate::check::{check_disclosed, check_phase, check_prices, check_product, check_quantity};
use crate::estimate::estimate;
use crate::event::{By, Event, Market, What};
use crate::listing::Listing;
use crate::moment::Moment;
use crate::money::{Paise, Price};
use crate::offer::stands_beyond;
use crate::order::{OrderId, OrderType, Product, Side, Status, Ticket};
use crate::position::Intraday;
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
    /// Its first price today, where it is known.
    pub open: Option<Price>,
    /// Its highest price today, where more than the last is known.
    pub high: Option<Price>,
    /// The closing auction's reference price, once it is computed and where it is known.
    pub reference: Option<Price>,
    /// Shares traded today.
    pub volume: i64,
}

impl<'a> Glance<'a> {
    /// Of which only the last price and the volume are known.
    #[must_use]
    pub const fn at(listing: &'a Listing, last: Option<Price>, volume: i64) -> Self {
        Self { listing, last, open: None, high: None, reference: None, volume }
    }
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
        Event { at, what: self.placed(at, ticket, stock, By::User) }
    }

    /// The same for whoever writes it.
    pub(crate) fn placed(
        &self,
        at: Moment,
        ticket: &Ticket,
        stock: Result<Glance<'_>, Refusal>,
        by: By,
    ) -> What {
        let order = self.next_order();
        match stock.and_then(|stock| self.accept(at, order, ticket, stock, by)) {
            Ok(accepted) => accepted,
            Err(refusal) => What::Rejected { order, ticket: ticket.clone(), refusal, by },
        }
    }

    fn accept(
        &self,
        at: Moment,
        order: OrderId,
        ticket: &Ticket,
        stock: Glance<'_>,
        by: By,
    ) -> Result<What, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let phase = self.phase(at, &stock.listing.session);
        check_quantity(ticket, stock.listing)?;
        check_prices(ticket, stock, phase)?;
        check_disclosed(ticket, phase)?;
        check_product(at, ticket, stock.listing)?;
        self.check_market(phase)?;
        let status = check_phase(at, phase, ticket, &stock.listing.session)?;
        self.check_holdings(at, ticket, stock.listing, None)?;
        let needed = self.needed(at, ticket, stock, None)?;
        self.check_cash(at, needed.block, Paise::ZERO)?;
        Ok(What::Accepted {
            order,
            ticket: ticket.clone(),
            status,
            block: needed.block,
            volume_at: stock.volume,
            taking: status == Status::Open && stands_beyond(ticket, stock.last),
            by,
        })
    }

    /// In the post-close session only the replay knows the price.
    fn check_market(&self, phase: Phase) -> Result<(), Refusal> {
        let practice = matches!(self.market(), Some(Market::Practice { .. }));
        if phase != Phase::PostClose || practice {
            return Ok(());
        }
        Err(Refusal::NotOffered { what: "Orders in the post-close session of the live market".into() })
    }

    pub(crate) fn check_holdings(
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
        let sellable = self.unoffered(&ticket.symbol, trade_to_trade, at.day()).max(-own) + own;
        if asked <= sellable {
            return Ok(());
        }
        let with_unsettled = self.sellable(&ticket.symbol, false, at.day()) + own;
        let holding = self.holdings().get(&ticket.symbol);
        let waiting = holding.map_or(0, |holding| holding.uncredited(at.day()));
        let credited_by = holding.and_then(|holding| holding.credited_by(at.day()));
        Err(match credited_by {
            _ if asked <= with_unsettled => Refusal::BoughtToday { sellable },
            Some(from) if asked <= with_unsettled + waiting => Refusal::NotCredited { sellable, from },
            Some(_) | None => Refusal::NotHeld { sellable },
        })
    }

    /// What an order would set aside: for a delivery purchase its whole value and its charges, for an
    /// intraday order the margin of what it opens and the charges, for a delivery sale nothing.
    ///
    /// # Errors
    /// When the quantity is not one that can be traded, or the order is worth more than one order may be.
    pub fn needed(
        &self,
        at: Moment,
        ticket: &Ticket,
        stock: Glance<'_>,
        instead_of: Option<&Order>,
    ) -> Result<Needed, Refusal> {
        check_quantity(ticket, stock.listing)?;
        let price = reckoned_price(ticket, stock);
        if price.paise() > MOST_VALUE.0 / ticket.quantity {
            return Err(Refusal::ValueTooLarge { most: MOST_VALUE });
        }
        let quantity = ticket.quantity - instead_of.map_or(0, |order| order.filled);
        let isin = &stock.listing.instrument.isin;
        let card = match instead_of {
            Some(order) => self.card_of(order.id, at.day(), isin),
            None => self.card_for(at.day(), isin),
        };
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

    pub(crate) fn check_cash(&self, at: Moment, needed: Paise, freed: Paise) -> Result<(), Refusal> {
        let available = self.available(at.day()) + freed;
        if needed.is_zero() || needed <= available {
            Ok(())
        } else {
            Err(Refusal::CashShort { needed, available: available.max(Paise::ZERO) })
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
