//! The contract note at the end of the day: it charges the day's trades as what they turned out to be, and the
//! difference to what the fills were charged is a posting of its own.
//!
//! Delivery shares bought and sold on one day never reach the demat account: the exchange nets them, and brokers
//! charge them as intraday (not in trade-to-trade series, where nothing nets). Converted shares are charged as what
//! they became, and a short that was not delivered as the delivery that it should have been.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::bell::day_ends;
use crate::book::Trade;
use crate::bought_back::BoughtBack;
use crate::charges::Charges;
use crate::event::What;
use crate::instrument::Symbol;
use crate::moment::{Day, Moment};
use crate::money::Paise;
use crate::order::{OrderId, Product, Side};
use crate::tally::{Chargeable, DayTally};

/// What the contract note of a day changed in its charges, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Note {
    /// The day of the trades.
    pub day: Day,
    /// What is charged more (or less, when negative) than the fills were, by name.
    pub charges: Charges,
    /// What the exchange netted.
    pub netted: Vec<Netted>,
    /// Of that, what was sold out of the holdings first: it is held again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bought_back: Vec<BoughtBack>,
}

/// Delivery shares bought and sold on the same day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Netted {
    /// The stock.
    pub symbol: Symbol,
    /// Shares.
    pub quantity: i64,
}

/// A trade of the day and how many of its shares count as intraday.
struct Split<'a> {
    trade: &'a Trade,
    intraday: i64,
}

impl Account {
    /// The contract note of the last day that traded, once that day is over and where it changes anything.
    pub(crate) fn contract_note(&self, at: Moment) -> Option<What> {
        let (day, tally) = self.tally.as_ref()?;
        let over = at.day() > *day || (at.day() == *day && at.clock() >= day_ends(*day));
        if !over || self.notes.last().is_some_and(|note| note.day == *day) {
            return None;
        }
        let mut splits = self.splits(*day);
        self.move_converted(*day, &mut splits);
        let netted = net(&mut splits);
        let as_filled = |split: &Split<'_>| match split.trade.fill.product {
            Product::Mis => split.intraday == split.trade.fill.quantity,
            Product::Cnc => split.intraday == 0,
        };
        if splits.iter().all(as_filled) {
            return None;
        }
        let (due, charged) = (self.due(*day, &splits), tally.total());
        let line = |charges: &Charges, name| {
            charges.lines().into_iter().filter(|(of, _)| *of == name).map(|(_, amount)| amount).sum::<Paise>()
        };
        let charges = Charges::from_lines(|name| line(&due, name) - line(&charged, name));
        let bought_back = self.bought_back(*day, &netted);
        let changes = charges != Charges::default() || !bought_back.is_empty();
        changes.then(|| What::Noted(Box::new(Note { day: *day, charges, netted, bought_back })))
    }

    /// The trades of a day, in their order, as they were filled.
    fn splits(&self, day: Day) -> Vec<Split<'_>> {
        let newest = self.trades().iter().rev().skip_while(|trade| trade.at.day() > day);
        let of_day = newest.take_while(|trade| trade.at.day() == day);
        let mut splits: Vec<Split<'_>> = of_day
            .map(|trade| Split {
                trade,
                intraday: match trade.fill.product {
                    Product::Mis => trade.fill.quantity,
                    Product::Cnc => 0,
                },
            })
            .collect();
        splits.reverse();
        splits
    }

    /// Converted shares are the newest of their kind.
    fn move_converted(&self, day: Day, splits: &mut [Split<'_>]) {
        for moved in self.moved.iter().filter(|moved| moved.day == day) {
            let mut left = moved.quantity;
            let newest = splits.iter_mut().rev();
            for split in newest.filter(|split| {
                split.trade.fill.symbol == moved.symbol && split.trade.fill.side == moved.side
            }) {
                let free = match moved.to {
                    Product::Cnc => split.intraday,
                    Product::Mis => split.delivered(),
                };
                let taken = free.min(left);
                left -= taken;
                match moved.to {
                    Product::Cnc => split.intraday -= taken,
                    Product::Mis => split.intraday += taken,
                }
            }
        }
    }
}

impl Account {
    /// What the trades of a day are charged as what they turned out to be.
    fn due(&self, day: Day, splits: &[Split<'_>]) -> Charges {
        let mut tally = DayTally::default();
        let mut debited: Vec<&Symbol> = Vec::new();
        for split in splits {
            let fill = &split.trade.fill;
            let card = self.card_of(fill.order, day, &fill.isin);
            let mut closes_for_user = !fill.charges.square_off.is_zero();
            for (product, quantity) in [(Product::Mis, split.intraday), (Product::Cnc, split.delivered())] {
                if quantity == 0 {
                    continue;
                }
                let leaves_demat =
                    (product, fill.product, fill.side) == (Product::Cnc, Product::Cnc, Side::Sell);
                let first_delivery_sale = leaves_demat && !debited.contains(&&fill.symbol);
                if first_delivery_sale {
                    debited.push(&fill.symbol);
                }
                let part = Chargeable {
                    order: part_of(fill.order, product),
                    side: fill.side,
                    product,
                    is_fund: fill.isin.is_fund(),
                    value: fill.price.times(quantity),
                    first_delivery_sale,
                    square_off: std::mem::take(&mut closes_for_user),
                };
                let charges = tally.charge(card, &part);
                tally.record(&part, &charges);
            }
        }
        tally.total()
    }
}

impl Split<'_> {
    const fn delivered(&self) -> i64 {
        self.trade.fill.quantity - self.intraday
    }

    /// Whether its delivered shares can net: bought and sold as delivery in a series that nets.
    fn nets(&self) -> bool {
        !self.trade.fill.trade_to_trade && self.delivered() > 0
    }
}

/// Delivery purchases and sales of a stock net, the earliest first.
fn net(splits: &mut [Split<'_>]) -> Vec<Netted> {
    let mut sums: BTreeMap<Symbol, (i64, i64)> = BTreeMap::new();
    for split in splits.iter().filter(|split| split.nets()) {
        let (bought, sold) = sums.entry(split.trade.fill.symbol.clone()).or_default();
        match split.trade.fill.side {
            Side::Buy => *bought += split.delivered(),
            Side::Sell => *sold += split.delivered(),
        }
    }
    let nets = sums.into_iter().map(|(symbol, (bought, sold))| Netted { symbol, quantity: bought.min(sold) });
    let netted: Vec<Netted> = nets.filter(|netted| netted.quantity > 0).collect();
    for Netted { symbol, quantity } in &netted {
        for side in [Side::Buy, Side::Sell] {
            let mut left = *quantity;
            let of_side = |split: &&mut Split<'_>| {
                split.nets() && split.trade.fill.symbol == *symbol && split.trade.fill.side == side
            };
            for split in splits.iter_mut().filter(of_side) {
                let taken = split.delivered().min(left);
                left -= taken;
                split.intraday += taken;
            }
        }
    }
    netted
}

/// An order that is partly intraday and partly delivery counts as two.
const fn part_of(order: OrderId, product: Product) -> OrderId {
    match product {
        Product::Cnc => OrderId(order.0 * 2),
        Product::Mis => OrderId(order.0 * 2 + 1),
    }
}

/// The sum of a note's lines; negative where the day became cheaper.
impl Note {
    /// What the note takes from the cash, or gives back when negative.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.charges.total()
    }
}
