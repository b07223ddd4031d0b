//! The ticket's X-ray for the window, of one order and of a basket.

use desk::{BasketEstimate, Estimate};

use super::problem::refusal;
use super::trade::charges;
use crate::wire;

/// What an order would cost and whether it would be taken.
pub(crate) fn estimate(estimate: &Estimate) -> wire::Estimate {
    let line = |line: &trading::CostLine| wire::CostLine {
        name: line.label.into(),
        rule: line.name.rule().into(),
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
        break_even_ticks: estimate.break_even_ticks,
        leverage: estimate.leverage.and_then(|hundredths| u32::try_from(hundredths / 100).ok()),
        refusal: estimate.refusal.as_ref().map(refusal),
        tick_paise: estimate.tick,
        band_low_paise: estimate.band.map(|(low, _, _)| low.paise()),
        band_high_paise: estimate.band.map(|(_, high, _)| high.paise()),
        sellable_quantity: estimate.sellable,
        lot: estimate.lot,
        after_hours: estimate
            .after_hours
            .map(|hours| wire::AfterHours { enters_on: hours.enters_on.to_string(), only: hours.only }),
        rule_version: estimate.rule_version.clone(),
        charged_under: estimate.charged_under.clone(),
    }
}

/// What several orders would cost together.
pub(crate) fn basket(basket: &BasketEstimate) -> wire::BasketEstimate {
    wire::BasketEstimate {
        lines: basket.lines.iter().map(estimate).collect(),
        required_paise: basket.required.0,
        charges_paise: basket.charges.0,
        available_paise: basket.available.0,
        cash_after_paise: basket.cash_after.0,
    }
}
