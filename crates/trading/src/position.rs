//! What is held: delivery shares in lots, intraday positions, and their averages.

use std::collections::VecDeque;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::bought_back::BoughtBack;
use crate::charges::Charges;
use crate::corporate::CostLot;
use crate::instrument::{Isin, Symbol};
use crate::moment::Day;
use crate::money::{Paise, Price};
use crate::order::{Product, Side, Ticket};

/// Shares at an average that only an entry can move.
///
/// The average is kept as the fraction that the last entry left, so that a sale never moves it, not even by
/// a rounding: the cost of what remains is always that fraction of the shares that remain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Pool {
    quantity: i64,
    cost: Paise,
    entered_cost: Paise,
    entered_quantity: i64,
}

/// Delivery shares of one stock.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Holding {
    /// The ISIN under which they are held.
    pub isin: Isin,
    /// Quantity and average.
    pub pool: Pool,
    /// The purchases, oldest first.
    pub lots: VecDeque<CostLot>,
}

/// The intraday position of one stock on one day.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
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

    /// After a corporate action: so many shares, entered at so much. Where the cost is the same the average is
    /// carried as the exact fraction that it was.
    pub(crate) fn restate(&mut self, quantity: i64, cost: Paise) {
        let exact = self
            .entered_quantity
            .checked_mul(quantity)
            .zip(self.entered_cost.0.checked_mul(self.quantity))
            .filter(|_| cost == self.cost && quantity > 0);
        let (entered_quantity, entered_cost) = exact.map_or((quantity, cost.0), |(shares, paise)| {
            let divisor = greatest_common_divisor(shares, paise);
            (shares / divisor, paise / divisor)
        });
        *self = Self { quantity, cost, entered_cost: Paise(entered_cost), entered_quantity };
        if quantity == 0 {
            *self = Self::default();
        }
    }

    /// Takes shares out at what they themselves had been entered at: the average becomes what it was without them.
    pub fn undo(&mut self, quantity: i64, cost: Paise) {
        let (quantity, cost) = (self.quantity - quantity, self.cost - cost);
        *self = Self::default();
        if quantity > 0 {
            self.enter(quantity, cost);
        }
    }
}

/// Of a number above zero and another that is not below it.
const fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    let (mut divisor, mut rest) = (one, other);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    divisor
}

impl Holding {
    /// A holding without shares.
    #[must_use]
    pub fn new(isin: Isin) -> Self {
        Self { isin, pool: Pool::default(), lots: VecDeque::new() }
    }

    /// Shares bought on or after a day: on the trade day those of today, on the next trading day also T1. What
    /// corporate actions gave was not bought.
    #[must_use]
    pub fn bought_since(&self, day: Day) -> i64 {
        self.shares(|lot| lot.was_bought_since(day))
    }

    /// Shares not yet delivered on a day: bought and not settled, or given by a corporate action and not credited.
    #[must_use]
    pub fn unsettled(&self, today: Day) -> i64 {
        self.shares(|lot| !lot.is_delivered(today))
    }

    /// Shares that a corporate action gave and that cannot be sold before they are credited.
    #[must_use]
    pub fn uncredited(&self, today: Day) -> i64 {
        self.shares(|lot| lot.waits_for_credit(today))
    }

    /// The day on which the last of them can be sold.
    #[must_use]
    pub fn credited_by(&self, today: Day) -> Option<Day> {
        let waiting = self.lots.iter().filter(|lot| lot.waits_for_credit(today));
        waiting.filter_map(|lot| lot.credited_on).max()
    }

    /// Shares of the lots of a kind.
    pub(crate) fn shares(&self, is: impl Fn(&CostLot) -> bool) -> i64 {
        self.lots.iter().filter(|lot| is(lot)).map(|lot| lot.quantity).sum()
    }

    /// Takes in a purchase, with what it was charged.
    pub fn buy(&mut self, on: Day, price: Price, quantity: i64, charges: &Charges) {
        let cost = price.times(quantity);
        self.pool.enter(quantity, cost);
        self.lots.push_back(CostLot::bought(on, quantity, cost).charged(charges));
    }

    /// Takes in shares at what they cost together; their charges were those of another product.
    pub fn take_in(&mut self, on: Day, quantity: i64, cost: Paise) {
        self.pool.enter(quantity, cost);
        self.lots.push_back(CostLot::bought(on, quantity, cost));
    }

    /// The average with what buying was charged, to the paisa: what a share must bring to have paid for itself, before the
    /// charges of selling. None without shares.
    #[must_use]
    pub fn average_with_charges(&self) -> Option<Paise> {
        let charges: Paise = self.lots.iter().map(|lot| lot.charges).sum();
        let quantity = self.pool.quantity();
        (quantity > 0).then(|| (self.pool.cost() + charges).portion(1, quantity))
    }

    /// Takes in lots that a corporate action gave, with what the average counts for them together.
    pub(crate) fn receive(&mut self, lots: &[CostLot], cost: Paise) {
        let quantity = lots.iter().map(|lot| lot.quantity).sum();
        if quantity > 0 {
            self.pool.enter(quantity, cost);
        }
        self.lots.extend(lots);
        self.lots.make_contiguous().sort_by_key(|lot| lot.acquired_on);
    }

    /// Puts other lots in the place of those that were entitled; `cost` leaves the average with them.
    pub(crate) fn restate(&mut self, entitled: impl Fn(&CostLot) -> bool, lots: &[CostLot], cost: Paise) {
        let rest: Vec<CostLot> = self.lots.iter().copied().filter(|lot| !entitled(lot)).collect();
        self.lots = lots.iter().copied().chain(rest).collect();
        self.lots.make_contiguous().sort_by_key(|lot| lot.acquired_on);
        let quantity = self.lots.iter().map(|lot| lot.quantity).sum();
        self.pool.restate(quantity, self.pool.cost() - cost);
    }

    /// Lets shares go: today's purchases first (they net within the day), then the oldest. Trade-to-trade shares
    /// never net: the oldest go. What is not credited yet stays. Gives the lots that they came from.
    pub fn sell(&mut self, on: Day, quantity: i64, trade_to_trade: bool) -> Vec<CostLot> {
        self.pool.leave(quantity);
        let mut left = quantity;
        let mut gone = Vec::new();
        let turn = |lot: &CostLot| {
            if lot.waits_for_credit(on) { 2 } else { u8::from(!lot.was_bought_on(on) || trade_to_trade) }
        };
        for now in 0..=2 {
            for lot in self.lots.iter_mut().filter(|lot| turn(lot) == now) {
                gone.extend(taken_from(lot, &mut left));
            }
        }
        self.lots.retain(|lot| lot.quantity > 0);
        gone
    }

    /// Puts lots back that were sold and bought again on a day, in the place of that purchase. Gives its lots, the newest first.
    pub(crate) fn put_back(&mut self, on: Day, back: &BoughtBack) -> Vec<CostLot> {
        let mut left = back.quantity();
        let newest = self.lots.iter_mut().rev().filter(|lot| lot.was_bought_on(on));
        let bought = newest.filter_map(|lot| taken_from(lot, &mut left)).collect();
        self.lots.retain(|lot| lot.quantity > 0);
        self.pool.undo(back.quantity(), back.paid);
        self.receive(&back.lots, back.cost);
        bought
    }

    /// What so many of the shares bought on a day cost, the newest first; what `undo` will take. Where the average
    /// has been sold at since, only the average is left to go by.
    #[must_use]
    pub fn undone(&self, on: Day, quantity: i64) -> Paise {
        let lots: Paise = self.lots.iter().map(|lot| lot.cost).sum();
        if lots != self.pool.cost() {
            return self.pool.cost_of(quantity);
        }
        let mut left = quantity;
        let newest = self.lots.iter().rev().filter(|lot| lot.was_bought_on(on));
        newest.filter_map(|lot| taken_from(&mut lot.clone(), &mut left)).map(|lot| lot.cost).sum()
    }

    /// Takes a purchase of a day back at what `undone` said: it is as if those shares had not been bought.
    pub fn undo(&mut self, on: Day, quantity: i64, cost: Paise) {
        self.pool.undo(quantity, cost);
        let mut left = quantity;
        for lot in self.lots.iter_mut().rev().filter(|lot| lot.was_bought_on(on)) {
            taken_from(lot, &mut left);
        }
        self.lots.retain(|lot| lot.quantity > 0);
    }
}

/// Takes shares out of a lot, as many as are wanted and there, at their part of its cost.
pub(crate) fn taken_from(lot: &mut CostLot, wanted: &mut i64) -> Option<CostLot> {
    let quantity = lot.quantity.min(*wanted);
    if quantity <= 0 {
        return None;
    }
    let gone = lot.amounts().part(|all| all.portion(quantity, lot.quantity));
    let taken = lot.of_these(quantity, gone);
    *lot = lot.of_these(lot.quantity - quantity, lot.amounts() - gone);
    *wanted -= quantity;
    Some(taken)
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

    /// The order that closes all of it at the market.
    pub(crate) fn closing(&self, symbol: &Symbol, note: &str) -> Ticket {
        let side = self.side.opposite();
        Ticket::at_market(symbol.clone(), side, Product::Mis, self.pool.quantity(), note)
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
