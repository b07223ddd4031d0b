//! What an order would cost, before it is placed, and the price at which it would leave no loss.

use crate::charges::Charges;
use crate::exact::{ExactCharges, exact_charges};
use crate::money::{Paise, Price};
use crate::order::{OrderId, Product, Side};
use crate::rates::RateCard;
use crate::tally::{Chargeable, DayTally};
use crate::tick::Tick;

/// The charges of an order alone, as if it were the day's only one: what its contract note would say. A
/// delivery sale includes the depository's debit.
#[must_use]
pub fn estimate(card: RateCard<'_>, side: Side, product: Product, price: Price, quantity: i64) -> Charges {
    let trade = Chargeable {
        order: OrderId(0),
        side,
        product,
        is_fund: false,
        value: worth(price, quantity),
        first_delivery_sale: is_delivery_sale(product, side),
        square_off: false,
    };
    DayTally::default().charge(card, &trade)
}

/// The price at which the whole quantity can be closed by one other order without a loss, all charges of both
/// orders paid. For a buy the lowest price of the grid to sell at (with the depository's debit for delivery),
/// for an intraday sale the highest to buy back at. None for a delivery sale, which closes a position, and
/// where no price will do.
///
/// With few shares the taxes' rounding to whole rupees can make a slightly better price a loss of some paise
/// again; at the price named there is none.
#[must_use]
pub fn break_even(
    card: RateCard<'_>,
    side: Side,
    product: Product,
    price: Price,
    quantity: i64,
    tick: Tick,
) -> Option<Price> {
    if quantity <= 0 || is_delivery_sale(product, side) {
        return None;
    }
    let opening = estimate(card, side, product, price, quantity).total();
    RoundTrip { card, side, product, price, quantity, tick, opening }.break_even()
}

/// An order and the one that closes it, so many ticks in the user's favour.
struct RoundTrip<'a> {
    card: RateCard<'a>,
    side: Side,
    product: Product,
    price: Price,
    quantity: i64,
    tick: Tick,
    opening: Paise,
}

impl RoundTrip<'_> {
    /// Rounding makes what is left jump by a rupee up or down here and there, so bisection works on the exact
    /// figures, which only rise: it finds the first tick at which roundings could make up for the loss. From
    /// there tick after tick is tried until nothing is lost.
    fn break_even(&self) -> Option<Price> {
        let possible = |ticks: i64| self.exactly_left(ticks).map(|left| left >= -ROUNDINGS);
        let mut high = 1;
        while !possible(high)? {
            high *= 2;
        }
        let mut low = 0;
        while low < high {
            let middle = i64::midpoint(low, high);
            if possible(middle)? { high = middle } else { low = middle + 1 }
        }
        let mut ticks = low;
        loop {
            if self.left(ticks)? >= Paise::ZERO {
                return self.close(ticks);
            }
            ticks += 1;
        }
    }

    /// The price so many ticks in the user's favour; none where there is no such price or its value is beyond
    /// what a trade can be worth.
    fn close(&self, ticks: i64) -> Option<Price> {
        let away = ticks.checked_mul(self.tick.paise())?;
        let close = match self.side {
            Side::Buy => self.tick.down(self.price).map_or(0, Price::paise).checked_add(away)?,
            Side::Sell => self.tick.up(self.price).paise().checked_sub(away)?,
        };
        Price::new(close).filter(|close| worth(*close, self.quantity) < LARGEST)
    }

    /// What is left after closing there and paying everything; negative for a loss.
    fn left(&self, ticks: i64) -> Option<Paise> {
        let close = self.close(ticks)?;
        let closing = estimate(self.card, self.side.opposite(), self.product, close, self.quantity);
        Some(self.gained(close) - self.opening - closing.total())
    }

    /// The same with the closing order's charges not rounded, in 10⁻¹⁸ paise.
    fn exactly_left(&self, ticks: i64) -> Option<i128> {
        let close = self.close(ticks)?;
        let side = self.side.opposite();
        let closing = exact_charges(self.card, side, self.product, worth(close, self.quantity));
        let dp = if is_delivery_sale(self.product, side) { self.card.dp_with_gst() } else { Paise::ZERO };
        let before = self.gained(close) - self.opening - dp;
        Some(i128::from(before.0) * ExactCharges::PAISA - closing.total())
    }

    fn gained(&self, close: Price) -> Paise {
        let rise = worth(close, self.quantity) - worth(self.price, self.quantity);
        match self.side {
            Side::Buy => rise,
            Side::Sell => -rise,
        }
    }
}

/// What rounding can take off an order's charges at most: half a rupee of each of two taxes, half a paisa of
/// five lines.
const ROUNDINGS: i128 = 103 * ExactCharges::PAISA;

/// Far beyond any order that an exchange takes (₹1,000 crore crore), and far from where figures end.
const LARGEST: Paise = Paise::rupees(10_000_000_000_000_000);

const fn is_delivery_sale(product: Product, side: Side) -> bool {
    matches!((product, side), (Product::Cnc, Side::Sell))
}

/// Price times shares; the largest amount where the product is beyond it.
const fn worth(price: Price, quantity: i64) -> Paise {
    Paise(price.paise().saturating_mul(quantity))
}
