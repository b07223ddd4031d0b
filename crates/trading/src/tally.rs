//! A day's charges as they add up: every fill is charged what it adds to the day's contract note, so that the
//! estimate, the sum of the fills and the note are one figure and no rounding difference is lost.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charge_profile::SebiGst;
use crate::charges::Charges;
use crate::money::Paise;
use crate::order::{OrderId, Product, Side};
use crate::rates::RateCard;

/// What a day's trades came to so far, and what was charged for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DayTally {
    orders: BTreeMap<OrderId, Running>,
    notes: BTreeMap<Note, Running>,
    total: Charges,
}

/// A trade, as far as charges go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chargeable {
    /// The order that it fills.
    pub order: OrderId,
    /// Buy or sell.
    pub side: Side,
    /// Delivery or intraday.
    pub product: Product,
    /// Whether it is of units of a fund, whose taxes are rounded apart from those of shares.
    pub is_fund: bool,
    /// Price times shares.
    pub value: Paise,
    /// Whether this is the day's first delivery sale of the stock: the depository charges it once.
    pub first_delivery_sale: bool,
    /// Whether the program closed the position for the user: the broker charges it once an order.
    pub square_off: bool,
}

/// A part of the contract note whose taxes are rounded together: product, side, and whether units of funds.
type Note = (Product, Side, bool);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Running {
    value: Paise,
    charged: Charges,
}

impl DayTally {
    /// What a trade is charged, given the day so far: the amounts that its order and its side of the contract
    /// note come to with it, less what was charged before. Never negative, even if the card changed within the
    /// day.
    #[must_use]
    pub fn charge(&self, card: RateCard<'_>, trade: &Chargeable) -> Charges {
        let order = self.order(trade.order).with(trade.value);
        let note = self.note(trade.note()).with(trade.value);
        let due = Charges {
            dp: if trade.first_delivery_sale { card.dp_with_gst() } else { Paise::ZERO },
            square_off: if trade.square_off { card.square_off_with_gst() } else { Paise::ZERO },
            ..order_lines(card, trade.product, order.value)
        };
        let taxes = note_lines(card, trade.product, trade.side, note.value);
        let more = |due: Paise, charged: Paise| (due - charged).max(Paise::ZERO);
        Charges {
            brokerage: more(due.brokerage, order.charged.brokerage),
            stt: more(taxes.stt, note.charged.stt),
            transaction: more(due.transaction, order.charged.transaction),
            sebi: more(due.sebi, order.charged.sebi),
            stamp: more(taxes.stamp, note.charged.stamp),
            gst: more(due.gst, order.charged.gst),
            ipft: more(due.ipft, order.charged.ipft),
            dp: due.dp,
            square_off: more(due.square_off, order.charged.square_off),
        }
    }

    /// Takes a trade into the day with what it was charged.
    pub fn record(&mut self, trade: &Chargeable, charges: &Charges) {
        let order = self.orders.entry(trade.order).or_default();
        *order = order.with(trade.value);
        order.charged += *charges;
        let note = self.notes.entry(trade.note()).or_default();
        *note = note.with(trade.value);
        note.charged += *charges;
        self.total += *charges;
    }

    /// Everything charged on the day: the foot of the contract note.
    #[must_use]
    pub const fn total(&self) -> Charges {
        self.total
    }

    /// What one side of the day's contract note came to: its value and its charges.
    #[must_use]
    pub fn side(&self, product: Product, side: Side) -> (Paise, Charges) {
        let (shares, units) = (self.note((product, side, false)), self.note((product, side, true)));
        (shares.value + units.value, shares.charged + units.charged)
    }

    fn order(&self, order: OrderId) -> Running {
        self.orders.get(&order).copied().unwrap_or_default()
    }

    fn note(&self, note: Note) -> Running {
        self.notes.get(&note).copied().unwrap_or_default()
    }
}

impl Chargeable {
    const fn note(&self) -> Note {
        (self.product, self.side, self.is_fund)
    }
}

impl Running {
    fn with(self, value: Paise) -> Self {
        Self { value: self.value + value, ..self }
    }
}

/// The lines that are rounded once an order, to the paisa.
fn order_lines(card: RateCard<'_>, product: Product, value: Paise) -> Charges {
    let levies = card.levies;
    let fee = card.brokerage(product);
    let brokerage = fee.of(value);
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
fn note_lines(card: RateCard<'_>, product: Product, side: Side, value: Paise) -> Charges {
    Charges {
        stt: value.share_to_rupee(card.stt(product, side)),
        stamp: value.share_to_rupee(card.stamp(product, side)),
        ..Charges::default()
    }
}
