//! The cost X-ray: each charge of an order with its rate in words and its source.

use std::borrow::Cow;

use crate::charge_profile::{Fee, GstBase, SebiGst};
use crate::charges::{ChargeName, Charges};
use crate::money::{Paise, Rate};
use crate::order::{Product, Side};
use crate::rates::RateCard;

/// One line of the cost X-ray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    /// Which charge.
    pub name: ChargeName,
    /// Its name for people: `Stamp duty`.
    pub label: &'static str,
    /// Its rate in words: `0.1 % on both sides`.
    pub rate: String,
    /// What it comes to.
    pub amount: Paise,
    /// Who says so.
    pub source: Cow<'static, str>,
}

/// The charges of an order of this side and product, line by line, in the order of a contract note. Lines that
/// the order does not pay are there with nothing; the depository's debit and the square-off fee only where they
/// come to something.
#[must_use]
pub fn cost_lines(card: RateCard<'_>, side: Side, product: Product, charges: &Charges) -> Vec<CostLine> {
    let lines = charges.lines().into_iter();
    let shown = lines.filter(|(name, amount)| match name {
        ChargeName::Dp | ChargeName::SquareOff => !amount.is_zero(),
        ChargeName::Brokerage
        | ChargeName::Stt
        | ChargeName::Transaction
        | ChargeName::Sebi
        | ChargeName::Stamp
        | ChargeName::Gst
        | ChargeName::Ipft => true,
    });
    let line = |(name, amount): (ChargeName, Paise)| CostLine {
        name,
        label: name.label(),
        rate: rate_words(card, name, side, product),
        amount,
        source: source(card, name),
    };
    shown.map(line).collect()
}

impl ChargeName {
    /// The charge's name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Brokerage => "Brokerage",
            Self::Stt => "STT",
            Self::Transaction => "NSE transaction charge",
            Self::Sebi => "SEBI fee",
            Self::Stamp => "Stamp duty",
            Self::Gst => "GST",
            Self::Ipft => "NSE investor protection fund",
            Self::Dp => "DP charge",
            Self::SquareOff => "Square-off by the broker",
        }
    }

    /// Whether an order of this side and product can pay it.
    pub(crate) const fn is_paid_on(self, side: Side, product: Product) -> bool {
        match self {
            Self::Brokerage | Self::Transaction | Self::Sebi | Self::Gst | Self::Ipft => true,
            Self::Stt => matches!((product, side), (Product::Cnc, _) | (Product::Mis, Side::Sell)),
            Self::Stamp => matches!(side, Side::Buy),
            Self::Dp => matches!((product, side), (Product::Cnc, Side::Sell)),
            Self::SquareOff => matches!(product, Product::Mis),
        }
    }
}

fn rate_words(card: RateCard<'_>, name: ChargeName, side: Side, product: Product) -> String {
    let levies = card.levies;
    match name {
        ChargeName::Brokerage => card.brokerage(product).words(),
        ChargeName::Stt => match (product, side) {
            (Product::Cnc, Side::Buy) if card.stt(product, side) == Rate(0) => {
                "Nothing on a purchase of units".into()
            }
            (Product::Cnc, Side::Sell) if levies.stt_delivery_purchase == Rate(0) => {
                format!("{} on the sale", levies.stt_delivery_sale)
            }
            (Product::Cnc, Side::Buy | Side::Sell) => format!("{} on both sides", card.stt(product, side)),
            (Product::Mis, Side::Sell) => format!("{} on the sale", levies.stt_intraday_sale),
            (Product::Mis, Side::Buy) => "Nothing on an intraday purchase".into(),
        },
        ChargeName::Transaction => format!("{} on both sides", levies.transaction),
        ChargeName::Ipft => format!("{} on both sides", levies.ipft),
        ChargeName::Sebi => match card.profile.gst_base.sebi {
            SebiGst::InTheBase | SebiGst::Untaxed => format!("{} on both sides", levies.sebi),
            SebiGst::InItsOwnLine => {
                format!("{} on both sides, with its GST", levies.sebi)
            }
        },
        ChargeName::Stamp => match side {
            Side::Buy => format!("{} on the purchase", card.stamp(product, side)),
            Side::Sell => "Nothing on a sale".into(),
        },
        ChargeName::Gst => format!("{} of {}", levies.gst, card.profile.gst_base.words()),
        ChargeName::Dp => {
            format!("₹{} + GST once a stock and day of delivery sale", card.profile.dp)
        }
        ChargeName::SquareOff => format!("₹{} + GST an order", card.profile.square_off),
    }
}

impl Fee {
    /// It in words: `0.03 % of the order, at most ₹20.00`.
    #[must_use]
    pub fn words(self) -> String {
        let flat = (!self.flat.is_zero()).then(|| format!("₹{} an order", self.flat));
        let share = (self.share != Rate(0)).then(|| {
            let least =
                if self.least.is_zero() { String::new() } else { format!(", at least ₹{}", self.least) };
            let most = self.most.map(|most| format!(", at most ₹{most}")).unwrap_or_default();
            format!("{} of the order{least}{most}", self.share)
        });
        match (flat, share) {
            (None, None) => "Nothing".into(),
            (Some(only), None) | (None, Some(only)) => only,
            (Some(flat), Some(share)) => format!("{flat} and {share}"),
        }
    }
}

impl GstBase {
    /// What it holds, in words: `brokerage and transaction charge`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match (self.sebi, self.ipft) {
            (SebiGst::InTheBase, true) => "brokerage, transaction charge, SEBI fee and protection fund",
            (SebiGst::InTheBase, false) => "brokerage, transaction charge and SEBI fee",
            (SebiGst::InItsOwnLine | SebiGst::Untaxed, true) => {
                "brokerage, transaction charge and protection fund"
            }
            (SebiGst::InItsOwnLine | SebiGst::Untaxed, false) => "brokerage and transaction charge",
        }
    }
}

fn source(card: RateCard<'_>, name: ChargeName) -> Cow<'static, str> {
    let sources = &card.levies.sources;
    match name {
        ChargeName::Brokerage | ChargeName::Dp | ChargeName::SquareOff => card.profile.source.clone(),
        ChargeName::Stt => sources.stt.clone(),
        ChargeName::Transaction | ChargeName::Ipft => sources.exchange.clone(),
        ChargeName::Sebi => sources.sebi.clone(),
        ChargeName::Stamp => sources.stamp.clone(),
        ChargeName::Gst => sources.gst.clone(),
    }
}
