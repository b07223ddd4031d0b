//! A day's charges as they add up: every fill is charged what it adds to the day's contract note, so that the
//! estimate, the sum of the fills and the note are one figure and no rounding difference is lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::charges::Charges;
use crate::charges::rates::{RateCard, SebiGst};
use crate::event::Fill;
use crate::instrument::Symbol;
use crate::moment::Day;
use crate::money::Paise;
use crate::order::{OrderId, Product, Side};

/// What a day's trades came to so far, and what was charged for them. It begins anew with each day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayTally {
    day: Option<Day>,
    orders: BTreeMap<OrderId, Running>,
    notes: BTreeMap<(Product, Side), Running>,
    delivered: BTreeSet<Symbol>,
    total: Charges,
}

/// A trade that is to be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charged<'a> {
    /// The order that it fills.
    pub order: OrderId,
    /// The stock.
    pub symbol: &'a Symbol,
    /// Buy or sell.
    pub side: Side,
    /// Delivery or intraday.
    pub product: Product,
    /// Price times shares.
    pub value: Paise,
    /// Whether the program closed the position for the user: the broker charges it once an order.
    pub square_off: bool,
}

/// What a trade of a day is charged, given the day so far: the amounts that its order and its side of the
/// contract note come to with it, less what was charged before. Never negative, even if the card changed within
/// the day. Per order and to the paisa: brokerage, transaction charge, SEBI fee, protection fund, GST. Per day,
/// product and side and to the whole rupee: STT and stamp duty. Once a stock and day of delivery sale: the
/// depository's debit. Once an order: the square-off fee.
#[must_use]
pub fn charge(card: &RateCard, tally: &DayTally, day: Day, trade: &Charged<'_>) -> Charges {
    let so_far = Some(tally).filter(|tally| tally.day == Some(day));
    let order = so_far.map_or(Running::default(), |tally| tally.order(trade.order));
    let note = so_far.map_or(Running::default(), |tally| tally.note(trade.product, trade.side));
    let delivered = so_far.is_some_and(|tally| tally.delivered.contains(trade.symbol));
    let due = order_lines(card, trade.product, order.value + trade.value);
    let taxes = note_lines(card, trade.product, trade.side, note.value + trade.value);
    let fee = if trade.square_off { card.square_off_with_gst() } else { Paise::ZERO };
    let more = |due: Paise, charged: Paise| (due - charged).max(Paise::ZERO);
    Charges {
        brokerage: more(due.brokerage, order.charged.brokerage),
        stt: more(taxes.stt, note.charged.stt),
        transaction: more(due.transaction, order.charged.transaction),
        sebi: more(due.sebi, order.charged.sebi),
        stamp: more(taxes.stamp, note.charged.stamp),
        gst: more(due.gst, order.charged.gst),
        ipft: more(due.ipft, order.charged.ipft),
        dp: if delivered { Paise::ZERO } else { dp(card, trade.side, trade.product) },
        square_off: more(fee, order.charged.square_off),
    }
}

/// What an order of a value is charged as the day's only one.
pub(super) fn alone(card: &RateCard, side: Side, product: Product, value: Paise) -> Charges {
    let taxes = note_lines(card, product, side, value);
    let dp = dp(card, side, product);
    Charges { stt: taxes.stt, stamp: taxes.stamp, dp, ..order_lines(card, product, value) }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Running {
    value: Paise,
    charged: Charges,
}

impl DayTally {
    /// Takes a fill into the day with what it was charged; a fill of another day begins that day.
    pub fn add(&mut self, day: Day, fill: &Fill) {
        if self.day != Some(day) {
            *self = Self { day: Some(day), ..Self::default() };
        }
        for running in [
            self.orders.entry(fill.order).or_default(),
            self.notes.entry((fill.product, fill.side)).or_default(),
        ] {
            running.value += fill.value();
            running.charged += fill.charges;
        }
        if is_delivery_sale(fill.product, fill.side) {
            self.delivered.insert(fill.symbol.clone());
        }
        self.total += fill.charges;
    }

    /// The day, once there was a fill.
    #[must_use]
    pub const fn day(&self) -> Option<Day> {
        self.day
    }

    /// Everything charged on the day: the foot of the contract note.
    #[must_use]
    pub const fn total(&self) -> Charges {
        self.total
    }

    /// What one side of the day's contract note came to: its value and its charges.
    #[must_use]
    pub fn side(&self, product: Product, side: Side) -> (Paise, Charges) {
        let note = self.note(product, side);
        (note.value, note.charged)
    }

    fn order(&self, order: OrderId) -> Running {
        self.orders.get(&order).copied().unwrap_or_default()
    }

    fn note(&self, product: Product, side: Side) -> Running {
        self.notes.get(&(product, side)).copied().unwrap_or_default()
    }
}

/// The lines that are rounded once an order, to the paisa.
fn order_lines(card: &RateCard, product: Product, value: Paise) -> Charges {
    let levies = &card.levies;
    let fee = card.brokerage(product);
    let brokerage = fee.flat + value.share_to_paisa(fee.share).min(fee.most);
    let transaction = value.share_to_paisa(levies.transaction);
    let ipft = value.share_to_paisa(levies.ipft);
    let fee_of_sebi = value.share_to_paisa(levies.sebi);
    let base = card.profile.gst_base;
    let taxed = brokerage + transaction + if base.ipft { ipft } else { Paise::ZERO };
    let (taxed, sebi) = match base.sebi {
        SebiGst::InTheBase => (taxed + fee_of_sebi, fee_of_sebi),
        SebiGst::InItsOwnLine => (taxed, fee_of_sebi + fee_of_sebi.share_to_paisa(levies.gst)),
        SebiGst::Untaxed => (taxed, fee_of_sebi),
    };
    let gst = taxed.share_to_paisa(levies.gst);
    Charges { brokerage, transaction, sebi, gst, ipft, ..Charges::default() }
}

/// The taxes that are rounded once a side of the contract note, to the whole rupee.
fn note_lines(card: &RateCard, product: Product, side: Side, value: Paise) -> Charges {
    Charges {
        stt: value.share_to_rupee(card.stt(product, side)),
        stamp: value.share_to_rupee(card.stamp(product, side)),
        ..Charges::default()
    }
}

fn dp(card: &RateCard, side: Side, product: Product) -> Paise {
    if is_delivery_sale(product, side) { card.dp_with_gst() } else { Paise::ZERO }
}

pub(super) const fn is_delivery_sale(product: Product, side: Side) -> bool {
    matches!((product, side), (Product::Cnc, Side::Sell))
}
