//! Charges before any rounding, for comparing with published figures and for finding a break-even price.

use crate::charge_profile::SebiGst;
use crate::charges::ChargeName;
use crate::money::{Paise, Rate};
use crate::order::{Product, Side};
use crate::rates::RateCard;

/// The charges of one order as exact fractions, in 10⁻¹⁸ paise. The depository's debit and the square-off fee,
/// which are sums and no rates, are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactCharges {
    brokerage: i128,
    stt: i128,
    transaction: i128,
    sebi: i128,
    stamp: i128,
    gst: i128,
    ipft: i128,
}

/// The charges of an order of a value, not rounded.
#[must_use]
pub fn exact_charges(card: RateCard<'_>, side: Side, product: Product, value: Paise) -> ExactCharges {
    let levies = card.levies;
    let share = |rate: Rate| i128::from(value.0) * i128::from(rate.0) * BILLION;
    let whole = |amount: Paise| i128::from(amount.0) * BILLION * BILLION;
    let tax_on = |amount: i128| amount / BILLION * i128::from(levies.gst.0);
    let fee = card.brokerage(product);
    let of_share = share(fee.share).max(whole(fee.least));
    let brokerage = whole(fee.flat) + fee.most.map_or(of_share, |most| of_share.min(whole(most)));
    let (transaction, ipft, sebi) = (share(levies.transaction), share(levies.ipft), share(levies.sebi));
    let base = card.profile.gst_base;
    let taxed = brokerage + transaction + if base.ipft { ipft } else { 0 };
    let (taxed, sebi) = match base.sebi {
        SebiGst::InTheBase => (taxed + sebi, sebi),
        SebiGst::InItsOwnLine => (taxed, sebi + tax_on(sebi)),
        SebiGst::Untaxed => (taxed, sebi),
    };
    ExactCharges {
        brokerage,
        stt: share(card.stt(product, side)),
        transaction,
        sebi,
        stamp: share(card.stamp(product, side)),
        gst: tax_on(taxed),
        ipft,
    }
}

impl ExactCharges {
    /// One paisa.
    pub const PAISA: i128 = BILLION * BILLION;

    /// A charge, in 10⁻¹⁸ paise.
    #[must_use]
    pub const fn line(&self, name: ChargeName) -> i128 {
        match name {
            ChargeName::Brokerage => self.brokerage,
            ChargeName::Stt => self.stt,
            ChargeName::Transaction => self.transaction,
            ChargeName::Sebi => self.sebi,
            ChargeName::Stamp => self.stamp,
            ChargeName::Gst => self.gst,
            ChargeName::Ipft => self.ipft,
            ChargeName::Dp | ChargeName::SquareOff => 0,
        }
    }

    /// All of them together, in 10⁻¹⁸ paise.
    #[must_use]
    pub const fn total(&self) -> i128 {
        self.brokerage + self.stt + self.transaction + self.sebi + self.stamp + self.gst + self.ipft
    }
}

const BILLION: i128 = 1_000_000_000;
