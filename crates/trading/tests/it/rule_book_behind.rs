//! Whatever the program decides names a rule, and that rule stands in the book of the day.

use std::collections::BTreeSet;

use expect_test::expect_file;
use trading::{Calendar, Charges, Day, Ending, FillRule, Paise, Price, Refusal, rule_changes, rules_on};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A refusal of each kind that follows from a rule of the market.
fn refusals() -> Vec<Refusal> {
    let (low, high) = (Price::new(100).unwrap(), Price::new(200).unwrap());
    let text = String::new;
    vec![
        Refusal::MarketClosed { now: text(), next: None },
        Refusal::NotInThisPhase { phase: text(), takes: text() },
        Refusal::MarketNotInThisPhase { takes: text() },
        Refusal::IocNotInThisPhase { phase: text(), takes: text() },
        Refusal::QuantityNotPositive { asked: 0 },
        Refusal::QuantityTooLarge { most: 1 },
        Refusal::QuantityNotInLots { lot: 2 },
        Refusal::ValueTooLarge { most: Paise(1) },
        Refusal::PriceMissing,
        Refusal::PriceNotWanted,
        Refusal::PriceNotPositive,
        Refusal::PriceOffTick { tick: 5, below: None, above: high },
        Refusal::PriceOutsideBand { low, high },
        Refusal::PriceOutsideAuctionBand { low, high },
        Refusal::TriggerMissing,
        Refusal::TriggerNotWanted,
        Refusal::TriggerNotPositive,
        Refusal::TriggerOffTick { tick: 5, below: None, above: high },
        Refusal::TriggerOutsideBand { low, high },
        Refusal::TriggerBeyondLimit { must: text() },
        Refusal::TriggerWrongSide { must: text() },
        Refusal::TradeToTrade { series: text() },
        Refusal::IntradayNotOffered,
        Refusal::IntradayOver { square_off: text() },
        Refusal::NotHeld { sellable: 0 },
        Refusal::BoughtToday { sellable: 0 },
        Refusal::CashShort { needed: Paise(2), available: Paise(1) },
        Refusal::OrderEnded,
        Refusal::NothingToChange { why: text() },
        Refusal::FixedInAnOrder,
        Refusal::ProgramsOrder,
        Refusal::Matching,
        Refusal::MarketStands,
        Refusal::AmoWhileOpen,
        Refusal::DisclosedOutside { least: 1, most: 2 },
        Refusal::DisclosedNotHere,
        Refusal::GttOver,
        Refusal::GttAtTheMarket { last: low },
        Refusal::GttLegs { last: low },
        Refusal::EntryClosed { next: None },
        Refusal::NothingToConvert { most: 0 },
        Refusal::ConvertNotNow { from: text(), until: text() },
        Refusal::ConvertAgainstShort,
        Refusal::ChargeProfileFixed,
        Refusal::ChargeProfileUnchanged { why: text() },
        Refusal::ChargeProfileNameTaken { name: text() },
        Refusal::TooManyChargeProfiles { most: 20 },
        Refusal::ChargeOutside { line: text(), accepted: text() },
    ]
}

#[test]
fn the_rule_behind_every_decision_stands_in_the_book_of_its_day() {
    for text in ["2024-07-08", "2026-07-31", "2026-08-03", "2026-09-07"] {
        let day = day(text);
        let book: BTreeSet<&str> = rules_on(Calendar::nse(), day).iter().map(|rule| rule.name).collect();
        let of_refusals = refusals().iter().map(|refusal| refusal.rule().unwrap()).collect::<Vec<_>>();
        let endings = [
            Ending::DayOver,
            Ending::NotImmediate,
            Ending::AuctionOver,
            Ending::NotCarriedOver,
            Ending::CashShort,
            Ending::SquareOff,
            Ending::CorporateAction,
            Ending::NotTaken,
            Ending::ForcedSale,
            Ending::Locked,
        ];
        let endings = endings.into_iter().map(|ending| ending.rule().unwrap());
        let closes = text >= "2026-08-03";
        let fills = FillRule::ALL.into_iter().filter(|rule| closes || *rule != FillRule::ClosingAuctionPrice);
        let charges = Charges::default().lines().into_iter().map(|(name, _)| name.rule());
        for name in of_refusals.into_iter().chain(endings).chain(fills.map(FillRule::rule)).chain(charges) {
            assert!(book.contains(name), "{text}: no rule is called {name}");
        }
    }
    assert_eq!(Ending::ByUser.rule(), None);
    assert_eq!(Refusal::UnknownSymbol.rule(), None);
}

#[test]
fn the_book_changed_on_the_days_that_the_exchange_announced() {
    let mut out = String::new();
    for change in rule_changes(Calendar::nse(), day("2026-01-01"), day("2026-11-20")) {
        out.push_str(&format!("{}\n", change.day));
        for rule in &change.gone {
            out.push_str(&format!("  − {}: {}\n", rule.topic.words(), rule.words));
        }
        for rule in &change.came {
            out.push_str(&format!("  + {}: {}\n", rule.topic.words(), rule.words));
        }
    }
    expect_file!["rule_book/changes-2026.txt"].assert_eq(&out);
}

#[test]
fn a_book_that_did_not_change_says_nothing() {
    assert_eq!(rule_changes(Calendar::nse(), day("2026-08-04"), day("2026-08-28")), []);
    assert_eq!(rule_changes(Calendar::nse(), day("2026-08-28"), day("2026-08-04")), []);
}
