//! What an order costs, as an answer.

use desk::Estimate;
use serde::Serialize;
use trading::{Charges, CostLine, Paise, Price, Side, grouped};

use crate::cli::sheet::{self, Entry, amount, price, words};

/// The price at which an order would leave no loss, and how far away it is.
pub(crate) struct BreakEven {
    pub(crate) price: Option<Price>,
    /// In hundredths of a percent of the order's price; below zero for a sale.
    pub(crate) away_bp: Option<i32>,
    pub(crate) away_ticks: Option<i64>,
}

/// What an order costs.
#[derive(Debug, Serialize)]
pub(crate) struct CostAnswer {
    lines: ChargesAnswer,
    total_paise: Paise,
    turnover_paise: Paise,
    net_paise: Paise,
    break_even_paise: Option<Price>,
    break_even_percent: Option<String>,
    break_even_ticks: Option<i64>,
    rule_version: String,
    charged_under: String,
    #[serde(skip)]
    shown: Vec<CostLine>,
}

/// Each charge by its name.
#[derive(Debug, Serialize)]
pub(crate) struct ChargesAnswer {
    brokerage_paise: Paise,
    stt_paise: Paise,
    transaction_paise: Paise,
    sebi_paise: Paise,
    stamp_paise: Paise,
    gst_paise: Paise,
    ipft_paise: Paise,
    dp_paise: Paise,
    square_off_paise: Paise,
}

impl CostAnswer {
    /// The cost of an order that is spoken of without an account.
    pub(crate) fn new(
        (side, turnover): (Side, Paise),
        charges: &Charges,
        shown: Vec<CostLine>,
        even: &BreakEven,
        (rule_version, charged_under): (String, String),
    ) -> Self {
        let total = charges.total();
        Self {
            lines: ChargesAnswer::new(charges),
            total_paise: total,
            turnover_paise: turnover,
            net_paise: match side {
                Side::Buy => turnover + total,
                Side::Sell => turnover - total,
            },
            break_even_paise: even.price,
            break_even_percent: even.away_bp.map(sheet::decimal),
            break_even_ticks: even.away_ticks,
            rule_version,
            charged_under,
            shown,
        }
    }

    /// The cost in an estimate; none where there is no price to reckon with.
    pub(crate) fn of(side: Side, estimate: &Estimate) -> Option<Self> {
        let charges = estimate.charges.as_ref()?;
        let even = BreakEven {
            price: estimate.break_even,
            away_bp: estimate.break_even_bp,
            away_ticks: estimate.break_even_ticks,
        };
        let version = (estimate.rule_version.clone(), estimate.charged_under.clone());
        Some(Self::new((side, estimate.value?), charges, estimate.lines.clone(), &even, version))
    }

    /// The cost line by line, each with its rate.
    pub(crate) fn text(&self) -> String {
        let line = |line: &CostLine| [words(line.label), amount(line.amount), words(&line.rate)];
        let total = |name: &str, sum: Entry, more: String| [words(name), sum, words(more)];
        let away = self.break_even_percent.as_ref().zip(self.break_even_ticks);
        let away = away.map(|(percent, ticks)| {
            let ticks =
                if ticks.abs() == 1 { "1 tick".into() } else { format!("{} ticks", grouped(ticks.abs())) };
            format!("{} %, {ticks} away", percent.replace('-', "−"))
        });
        let rows = self.shown.iter().map(line).chain([
            total("Charges", amount(self.total_paise), format!("By {}", self.charged_under)),
            total("Value", amount(self.turnover_paise), String::new()),
            total("Net", amount(self.net_paise), String::new()),
            total("Break-even", price(self.break_even_paise), away.unwrap_or_default()),
        ]);
        sheet::sheet(["Charge", "₹", "Rate"], rows)
    }
}

impl ChargesAnswer {
    /// Every charge by name.
    pub(crate) const fn new(charges: &Charges) -> Self {
        Self {
            brokerage_paise: charges.brokerage,
            stt_paise: charges.stt,
            transaction_paise: charges.transaction,
            sebi_paise: charges.sebi,
            stamp_paise: charges.stamp,
            gst_paise: charges.gst,
            ipft_paise: charges.ipft,
            dp_paise: charges.dp,
            square_off_paise: charges.square_off,
        }
    }
}

#[cfg(test)]
mod tests {
    use trading::{Day, Product, RateCard, break_even, cost_lines, estimate};

    use super::*;

    /// 5 at 1,300.00 sold intraday cost 4.55: bought back at 1,298.50, 15 ticks of 0.10 lower, nothing is lost.
    #[test]
    fn the_break_even_is_told_in_rupees_in_percent_and_in_ticks() {
        let card = RateCard::on(Day::of(2026, 8, 3).unwrap());
        let (side, product, price) = (Side::Sell, Product::Mis, Price::new(130_000).unwrap());
        let charges = estimate(card, side, product, price, 5);
        let tick = trading::Tick::stated(10).unwrap();
        let even = BreakEven {
            price: break_even(card, side, product, price, 5, tick),
            away_bp: Some(-12),
            away_ticks: Some(-15),
        };
        let lines = cost_lines(card, side, product, &charges);
        let names = (card.version(), card.profile.words());
        let answer = CostAnswer::new((side, price.times(5)), &charges, lines, &even, names);
        let text = answer.text();
        let last = text.lines().last().unwrap();
        let words: Vec<&str> = last.split_whitespace().collect();
        assert_eq!(words, ["Break-even", "1,298.50", "−0.12", "%,", "15", "ticks", "away"]);
        let shape = serde_json::to_value(&answer).unwrap();
        assert_eq!(
            (&shape["break_even_percent"], &shape["break_even_ticks"]),
            (&"-0.12".into(), &(-15).into())
        );
    }
}
