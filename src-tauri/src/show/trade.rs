//! Trades for the window: what each cost and why it was made at its price.

use trading::{Charges, Charging, Disposal, GainKind, Paise, TaxFacts, Trade};

use super::charging::{under_version, under_words};
use super::order::{product, side};
use super::words::{shares, source_short};
use crate::wire;

/// A trade.
pub(crate) fn trade(trade: &Trade, charging: &Charging) -> wire::Trade {
    let fill = &trade.fill;
    wire::Trade {
        id: fill.trade.0,
        order: fill.order.0,
        symbol: fill.symbol.to_string(),
        side: side(fill.side),
        product: product(fill.product),
        quantity: fill.quantity,
        price_paise: fill.price.paise(),
        value_paise: fill.value().0,
        at: trade.at.to_string(),
        charges: charges(&fill.charges),
        rule_version: under_version(charging, fill.charged_under, trade.at.day()),
        rule: fill.evidence.rule.rule().into(),
        evidence: evidence(trade, charging),
    }
}

/// "Why this price?", a fact a line.
pub(crate) fn evidence(trade: &Trade, charging: &Charging) -> Vec<wire::Fact> {
    let evidence = &trade.fill.evidence;
    let quoted =
        format!("{} at {}, {}", evidence.last, evidence.quoted_at.clock(), source_short(evidence.source));
    let mut facts = vec![
        fact("Quote used", quoted),
        fact("Traded in it", shares(evidence.traded)),
        fact("Rule", evidence.rule.words()),
        fact("Slippage", slippage(evidence.slippage_ticks)),
    ];
    facts.extend(trade.disposals().iter().map(|sold| fact("Taken from", taken_from(sold))));
    facts.push(fact("Charges by", under_words(charging, trade.fill.charged_under, trade.at.day())));
    facts
}

/// Each charge by name.
pub(crate) fn charges(charges: &Charges) -> wire::Charges {
    wire::Charges {
        brokerage_paise: charges.brokerage.0,
        stt_paise: charges.stt.0,
        transaction_paise: charges.transaction.0,
        sebi_paise: charges.sebi.0,
        stamp_paise: charges.stamp.0,
        gst_paise: charges.gst.0,
        ipft_paise: charges.ipft.0,
        dp_paise: charges.dp.0,
        square_off_paise: charges.square_off.0,
        total_paise: charges.total().0,
    }
}

pub(super) fn fact(name: &str, value: impl Into<String>) -> wire::Fact {
    wire::Fact { name: name.into(), value: value.into() }
}

/// A purchase that a sale took shares of, and what the income-tax law says of it.
fn taken_from(sold: &Disposal) -> String {
    let average = sold.cost.portion(1, sold.quantity);
    let from = format!("{} of {} at {average}", shares(sold.quantity), sold.acquired_on.words());
    let Some(TaxFacts { kind, gain, rate, .. }) = sold.facts() else {
        return format!("{from}; how the gain is taxed is not told for this kind of security");
    };
    let kind = match kind {
        GainKind::Speculative => "speculative",
        GainKind::ShortTerm => "short-term",
        GainKind::LongTerm => "long-term",
    };
    if gain < Paise::ZERO {
        return format!("{from}: {kind} loss of {} with charges other than STT", -gain);
    }
    let taxed = match rate {
        Some(rate) => format!("taxed at {rate}"),
        None => "taxed as other income".into(),
    };
    format!("{from}: {kind} gain of {gain} after charges other than STT, {taxed}")
}

fn slippage(ticks: i64) -> String {
    match ticks {
        0 => "None".into(),
        1 => "1 tick worse than the last price".into(),
        worse @ 2.. => format!("{worse} ticks worse than the last price"),
        better => {
            format!("{} better than the last price", trading::grouped(better.saturating_neg()) + " ticks")
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use trading::Asset;

    use super::*;
    use crate::show::tests as sample;

    #[test]
    fn a_fill_tells_why_it_was_made_at_its_price() {
        let facts = evidence(&sample::trade(1, 5, 131_550), &Charging::default());
        let lines: Vec<_> = facts.iter().map(|fact| format!("{}: {}", fact.name, fact.value)).collect();
        expect![[r#"
            Quote used: 1,315.40 at 09:15:07, modelled path, seed 7
            Traded in it: 1,234 shares
            Rule: A market order takes the adverse side of the first quote after it was accepted, at most 10 % of the shares that traded and no more than are seen to stand there
            Slippage: 1 tick worse than the last price
            Charges by: Discount broker 2026, version 1; rates in force from 01 Mar 2026"#]].assert_eq(&lines.join("\n"));
    }

    #[test]
    fn a_sale_tells_how_each_purchase_is_taxed() {
        let sold = |asset, acquired_on: &str, proceeds| Disposal {
            asset,
            acquired_on: acquired_on.parse().unwrap(),
            sold_on: "2026-08-03".parse().unwrap(),
            quantity: 5,
            cost: Paise::rupees(1_000),
            proceeds: Paise::rupees(proceeds),
            expenses: Paise(62),
            worth_in_2018: None,
        };
        let lines = [
            sold(Asset::Share, "2025-08-01", 1_200),
            sold(Asset::Share, "2026-07-31", 1_200),
            sold(Asset::TrustUnit, "2026-07-31", 900),
            sold(Asset::Share, "2026-08-03", 1_200),
            sold(Asset::Other, "2026-07-31", 1_200),
        ];
        let lines: Vec<_> = lines.iter().map(taken_from).collect();
        expect![[r#"
            5 shares of 01 Aug 2025 at 200.00: long-term gain of 199.38 after charges other than STT, taxed at 12.5 %
            5 shares of 31 Jul 2026 at 200.00: short-term gain of 199.38 after charges other than STT, taxed at 20 %
            5 shares of 31 Jul 2026 at 200.00: short-term loss of 100.62 with charges other than STT
            5 shares of 03 Aug 2026 at 200.00: speculative gain of 199.38 after charges other than STT, taxed as other income
            5 shares of 31 Jul 2026 at 200.00; how the gain is taxed is not told for this kind of security"#]].assert_eq(&lines.join("\n"));
    }

    #[test]
    fn the_charges_add_up() {
        let shown = charges(&sample::trade(1, 5, 131_550).fill.charges);
        assert_eq!((shown.stt_paise, shown.gst_paise, shown.total_paise), (700, 4, 704));
    }
}
