//! The ticket's X-ray for the window.

use desk::Estimate;

use super::problem::refusal;
use super::trade::charges;
use crate::wire;

/// What an order would cost and whether it would be taken.
pub(crate) fn estimate(estimate: &Estimate) -> wire::Estimate {
    let line = |line: &trading::CostLine| wire::CostLine {
        name: line.label.into(),
        detail: line.rate.clone(),
        amount_paise: line.amount.0,
    };
    wire::Estimate {
        price_paise: estimate.price.map(trading::Price::paise),
        value_paise: estimate.value.map(|value| value.0),
        charges: estimate.charges.as_ref().map(charges),
        lines: estimate.lines.iter().map(line).collect(),
        required_paise: estimate.required.map(|required| required.0),
        cash_after_paise: estimate.cash_after.map(|after| after.0),
        break_even_paise: estimate.break_even.map(trading::Price::paise),
        break_even_bp: estimate.break_even_bp,
        leverage: estimate.leverage.and_then(|hundredths| u32::try_from(hundredths / 100).ok()),
        refusal: estimate.refusal.as_ref().map(refusal),
        tick_paise: estimate.tick,
        band_low_paise: estimate.band.map(|(low, _, _)| low.paise()),
        band_high_paise: estimate.band.map(|(_, high, _)| high.paise()),
        sellable_quantity: estimate.sellable,
        lot: estimate.lot,
        rule_version: estimate.rule_version.clone(),
    }
}
