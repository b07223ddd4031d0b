//! What is held: delivery shares in lots, intraday positions, and their averages.

use std::collections::VecDeque;

use crate::calendar::Calendar;
use crate::instrument::Isin;
use crate::moment::Day;
use crate::money::{Paise, Price};
use crate::order::Side;

/// Shares at an average that only an entry can move.
///
/// The average is kept as the fraction that the last entry left, so that a sale never moves it, not even by
/// a rounding: the cost of what remains is always that fraction of the shares that remain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pool {
    quantity: i64,
    cost: Paise,
    entered_cost: Paise,
    entered_quantity: i64,
}

/// Shares of one purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// The day of the trade: what holding periods are counted from.
    pub acquired_on: Day,
    /// Price a share.
    pub price: Price,
    /// Shares left of it.
    pub quantity: i64,
}

/// Delivery shares of one stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The ISIN under which they are held.
    pub isin: Isin,
    /// Quantity and average.
    pub pool: Pool,
    /// The purchases, oldest first.
    pub lots: VecDeque<Lot>,
}

/// The intraday position of one stock on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intraday {
    /// The day.
    pub day: Day,
    /// Long (buy) or short (sell) while open; the side of the last position once closed.
    pub side: Side,
    /// Quantity and average of what is open.
    pub pool: Pool,
    /// Profit realised today, before charges.
    pub realised: Paise,
    /// Margin blocked for it.
    pub margin: Paise,
}

impl Pool {
    /// Shares.
    #[must_use]
    pub const fn quantity(&self) -> i64 {
        self.quantity
    }

    /// What the shares were entered at, together.
    #[must_use]
    pub const fn cost(&self) -> Paise {
        self.cost
    }

    /// The average entry price, rounded half up to the paisa; nothing when there are no shares.
    #[must_use]
    pub fn average(&self) -> Option<Paise> {
        (self.quantity > 0).then(|| self.entered_cost.portion(1, self.entered_quantity))
    }

    /// Adds shares entered at so much.
    pub fn enter(&mut self, quantity: i64, cost: Paise) {
        self.quantity += quantity;
        self.cost += cost;
        self.entered_quantity = self.quantity;
        self.entered_cost = self.cost;
    }

    /// What so many of the shares were entered at; what `leave` will take.
    #[must_use]
    pub fn cost_of(&self, quantity: i64) -> Paise {
        let remaining = self.quantity - quantity;
        if remaining <= 0 || self.entered_quantity == 0 {
            return self.cost;
        }
        self.cost - self.entered_cost.portion(remaining, self.entered_quantity)
    }

    /// Takes shares out at the average and gives what they had been entered at.
    pub fn leave(&mut self, quantity: i64) -> Paise {
        let cost = self.cost_of(quantity);
        self.quantity -= quantity;
        self.cost -= cost;
        if self.quantity == 0 {
            *self = Self::default();
        }
        cost
    }
}

impl Holding {
    /// A holding without shares.
    #[must_use]
    pub fn new(isin: Isin) -> Self {
        Self { isin, pool: Pool::default(), lots: VecDeque::new() }
    }

    /// Shares bought on or after a day: on the trade day those of today, on the next trading day also T1.
    #[must_use]
    pub fn bought_since(&self, day: Day) -> i64 {
        self.lots.iter().filter(|lot| lot.acquired_on >= day).map(|lot| lot.quantity).sum()
    }

    /// Shares bought and not yet delivered on a day.
    #[must_use]
    pub fn unsettled(&self, today: Day) -> i64 {
        let open = self.lots.iter().filter(|lot| Calendar::nse().settles_on(lot.acquired_on) >= today);
        open.map(|lot| lot.quantity).sum()
    }

    /// Takes in a purchase.
    pub fn buy(&mut self, on: Day, price: Price, quantity: i64) {
        self.pool.enter(quantity, price.times(quantity));
        self.lots.push_back(Lot { acquired_on: on, price, quantity });
    }

    /// Lets shares go: today's purchases first (they net within the day), then the oldest. Trade-to-trade shares
    /// never net: the oldest go. Gives the lots that they came from.
    pub fn sell(&mut self, on: Day, quantity: i64, trade_to_trade: bool) -> Vec<Lot> {
        self.pool.leave(quantity);
        let mut left = quantity;
        let mut gone = Vec::new();
        for nets in [true, false] {
            let turn = |lot: &Lot| (lot.acquired_on == on && !trade_to_trade) == nets;
            for lot in self.lots.iter_mut().filter(|lot| turn(lot)) {
                let taken = lot.quantity.min(left);
                if taken > 0 {
                    lot.quantity -= taken;
                    left -= taken;
                    gone.push(Lot { quantity: taken, ..*lot });
                }
            }
        }
        self.lots.retain(|lot| lot.quantity > 0);
        gone
    }
}

impl Intraday {
    /// A flat position.
    #[must_use]
    pub fn new(day: Day, side: Side) -> Self {
        Self { day, side, pool: Pool::default(), realised: Paise::ZERO, margin: Paise::ZERO }
    }

    /// Shares, positive when long and negative when short.
    #[must_use]
    pub fn signed_quantity(&self) -> i64 {
        self.pool.quantity() * self.side.sign()
    }

    /// Profit not yet realised at a price, before charges.
    #[must_use]
    pub fn unrealised(&self, last: Price) -> Paise {
        let worth = last.times(self.pool.quantity());
        match self.side {
            Side::Buy => worth - self.pool.cost(),
            Side::Sell => self.pool.cost() - worth,
        }
    }
}
