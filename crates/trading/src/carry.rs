//! Intraday positions that could not be closed, because the stock stood locked at its band and nobody was on the
//! other side. Shares bought stay as delivery; where the cash does not reach for them they are sold in the next
//! session. Shares sold short cannot be delivered: the exchange buys them in.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::bell::day_ends;
use crate::book::Order;
use crate::calendar::Calendar;
use crate::charges::Charges;
use crate::charging::ChargedUnder;
use crate::convert::Moved;
use crate::event::{By, Ending, What};
use crate::instrument::{Isin, Symbol};
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};
use crate::order::{Product, Side, Status, Ticket};
use crate::place::Glance;
use crate::position::Intraday;
use crate::session::Phase;

/// The exchange closes a short delivery out at 20 % above the close of the day on which the shares were due, or at the
/// highest price from the day of the sale to that day where that is more.
const CLOSE_OUT: (i64, i64) = (120, 100);

/// Shares sold short and not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Short {
    /// The day of the sale.
    pub sold_on: Day,
    /// Shares.
    pub quantity: i64,
    /// What they were sold for.
    pub proceeds: Paise,
    /// Margin that stays blocked for it.
    pub margin: Paise,
    /// The highest price of the day of the sale, where it was kept.
    pub highest: Option<Price>,
}

impl Short {
    /// Profit at a price, before charges; usually a loss.
    #[must_use]
    pub fn unrealised(&self, last: Price) -> Paise {
        self.proceeds - last.times(self.quantity)
    }

    /// The shares that are owed are others now.
    pub(crate) fn becomes(&mut self, quantity: i64) {
        let at = |highest: Price| Price::new(Paise(highest.paise()).portion_up(self.quantity, quantity).0);
        self.highest = self.highest.and_then(at);
        self.quantity = quantity;
    }
}

/// The exchange buying in shares that were sold short and not delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct BuyIn {
    /// The stock.
    pub symbol: Symbol,
    /// Its ISIN at the time.
    pub isin: Isin,
    /// The day of the sale.
    pub sold_on: Day,
    /// Shares.
    pub quantity: i64,
    /// The close that the price follows from.
    pub close: Price,
    /// The highest price from the day of the sale on, as far as it is known; none in a record that was written before it
    /// was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<Price>,
    /// Price a share: 20 % above the close or the highest price, whichever is more, on the tick.
    pub price: Price,
    /// What they had been sold for.
    pub proceeds: Paise,
    /// Margin set free.
    pub margin: Paise,
    /// Charges: the broker's fee for closing the position.
    pub charges: Charges,
    /// The profile and the law that it was charged under; none in a record that was written before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_under: Option<ChargedUnder>,
}

impl BuyIn {
    /// Profit of the short, before charges; usually a loss.
    #[must_use]
    pub fn profit(&self) -> Paise {
        self.proceeds - self.price.times(self.quantity)
    }
}

/// Whether an order offers shares that are held for more than the market pays. None waits below it: a trigger of the
/// evening would have lain outside the band that the stock was locked at, and the sale begins with the next day's trading.
fn offers_above(order: &Order, market: Price) -> bool {
    let sells = (order.ticket.product, order.ticket.side) == (Product::Cnc, Side::Sell);
    sells && order.ticket.price.is_some_and(|limit| limit.0 > market.paise())
}

/// Whether a stock stands at the limit of its band with nobody on the other side of an order.
pub(crate) fn is_locked(side: Side, stock: Glance<'_>) -> bool {
    let band = stock.listing.band;
    stock.last.is_some_and(|last| match side {
        Side::Buy => last >= band.high,
        Side::Sell => last <= band.low,
    })
}

impl Account {
    /// What becomes of a position that nobody would close: first the program's order ends, then it is carried.
    pub(crate) fn carried(
        &self,
        at: Moment,
        symbol: &Symbol,
        position: &Intraday,
        stock: Glance<'_>,
    ) -> What {
        if let Some(order) = self.working(symbol).find(|order| order.by == By::SquareOff) {
            return What::Ended { order: order.id, how: Ending::Locked, released: order.block };
        }
        let quantity = position.pool.quantity();
        if position.side == Side::Sell {
            return What::ShortCarried {
                symbol: symbol.clone(),
                quantity,
                highest: stock.high.max(stock.last),
            };
        }
        let mut conversion = self.delivered(symbol, position, quantity, stock.listing, By::SquareOff);
        let needed = conversion.cost + conversion.margin;
        conversion.forced_sale = needed > self.available(at.day());
        What::Converted(Box::new(conversion))
    }

    pub(crate) fn take_short(&mut self, symbol: &Symbol, quantity: i64, highest: Option<Price>) {
        let Some(position) = self.intraday.get_mut(symbol) else { return };
        let proceeds = position.pool.leave(quantity);
        let margin = std::mem::take(&mut position.margin);
        let sold_on = position.day;
        let short = Short { sold_on, quantity, proceeds, margin, highest };
        self.shorts.insert((sold_on, symbol.clone()), short);
        let symbol = symbol.clone();
        self.moved.push(Moved { day: sold_on, symbol, side: Side::Sell, to: Product::Cnc, quantity });
    }

    /// The exchange buys shares in at the end of the day on which they were due.
    pub(crate) fn buy_in<'a>(
        &self,
        at: Moment,
        stock: &impl Fn(&Symbol) -> Option<Glance<'a>>,
    ) -> Option<What> {
        self.shorts.iter().find_map(|((sold_on, symbol), short)| {
            let due = Calendar::nse().settles_on(*sold_on);
            let is_due = at.day() > due || (at.day() == due && at.clock() >= day_ends(due));
            let stock = stock(symbol).filter(|_| is_due)?;
            let close = stock.last.unwrap_or(stock.listing.previous_close);
            let card = self.card_for(at.day(), &stock.listing.instrument.isin);
            let above = Price::new(Paise(close.paise()).portion_up(CLOSE_OUT.0, CLOSE_OUT.1).0)?;
            // The close before the last day is at least a price of the days between.
            let highest = close.max(stock.listing.previous_close);
            let highest = [short.highest, stock.high].into_iter().flatten().fold(highest, Price::max);
            Some(What::BoughtIn(Box::new(BuyIn {
                symbol: symbol.clone(),
                isin: stock.listing.instrument.isin.clone(),
                sold_on: *sold_on,
                quantity: short.quantity,
                close,
                highest: Some(highest),
                price: stock.listing.tick.up(above.max(highest)),
                proceeds: short.proceeds,
                margin: short.margin,
                charges: Charges { square_off: card.square_off_with_gst(), ..Charges::default() },
                charged_under: Some(card.under()),
            })))
        })
    }

    /// Shares that the cash could not pay for are sold in the next session. What the user offers of them above
    /// the market is cancelled first: it would else put the sale off for ever. What sells by itself is left to do so.
    pub(crate) fn forced_sale<'a>(
        &self,
        at: Moment,
        stock: &impl Fn(&Symbol) -> Option<Glance<'a>>,
    ) -> Option<What> {
        self.forced.iter().find_map(|(symbol, quantity)| {
            let stock = stock(symbol)?;
            let holding = self.holdings().get(symbol)?;
            let carried_today = holding.bought_since(at.day()) > 0;
            let waits = self.working(symbol).any(|order| order.by == By::SquareOff);
            if stock.listing.session.phase(at) != Phase::Continuous || carried_today || waits {
                return None;
            }
            let trade_to_trade = stock.listing.instrument.series.is_trade_to_trade();
            let free = self.sellable(symbol, trade_to_trade, at.day());
            let price = stock.last.unwrap_or(stock.listing.previous_close);
            let mut waiting = self.working(symbol).filter(|_| free < *quantity);
            if let Some(order) = waiting.find(|order| offers_above(order, price)) {
                return Some(What::Ended { order: order.id, how: Ending::ForcedSale, released: order.block });
            }
            let quantity = free.min(*quantity);
            let why = "Sold by the program: the cash does not pay for these shares";
            let ticket = Ticket::at_market(symbol.clone(), Side::Sell, Product::Cnc, quantity, why);
            (quantity > 0).then(|| What::Accepted {
                order: self.next_order(),
                ticket,
                status: Status::Open,
                block: Paise::ZERO,
                volume_at: stock.volume,
                taking: false,
                by: By::SquareOff,
            })
        })
    }

    /// After a delivery sale no more shares wait to be sold than are left.
    pub(crate) fn pay_off(&mut self, symbol: &Symbol, left: i64) {
        if let Some(waits) = self.forced.get_mut(symbol) {
            *waits = (*waits).min(left);
            if *waits == 0 {
                self.forced.remove(symbol);
            }
        }
    }

    /// What the exchange bought in, and when, oldest first.
    #[must_use]
    pub fn buy_ins(&self) -> &[(Moment, BuyIn)] {
        &self.buy_ins
    }

    /// The shares sold short that were not delivered.
    pub fn shorts(&self) -> impl Iterator<Item = (&Symbol, &Short)> {
        self.shorts.iter().map(|((_, symbol), short)| (symbol, short))
    }
}
