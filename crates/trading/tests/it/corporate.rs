//! Corporate actions: what they make of shares, cost and price; and what NSE's subject lines say.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::Value;
use trading::{
    Adjusted, CorporateAction, CostLot, Day, Paise, PerShare, Price, Ratio, bonus, demerge, exchange, rights,
};

use crate::recorded;

fn price(text: &str) -> Price {
    Price::new(recorded::paise(text).unwrap()).unwrap()
}

fn ratio(new: i64, old: i64) -> Ratio {
    Ratio::new(new, old).unwrap()
}

fn lot(date: &str, quantity: i64, cost: &str) -> CostLot {
    CostLot::bought(date.parse().unwrap(), quantity, Paise(recorded::paise(cost).unwrap()))
}

fn check(adjusted: &Adjusted, expected: &Expect) {
    let lots =
        adjusted.lots.iter().map(|lot| format!("{}: {} for {}\n", lot.acquired_on, lot.quantity, lot.cost));
    let fraction = adjusted.fraction.map(|left| {
        format!("{}/{} of a share that cost {}, paid with {}\n", left.parts, left.of, left.cost, left.cash)
    });
    expected.assert_eq(&lots.chain(fraction).collect::<String>());
}

/// TEMBO, 5 August 2026: from ₹10 to ₹1. 574.15 ÷ 10 = 57.415.
#[test]
fn a_split_multiplies_the_shares_and_leaves_days_and_cost() {
    let lots = [lot("2026-08-03", 7, "3922.80"), lot("2026-08-04", 3, "1722.45")];
    check(
        &exchange(&lots, ratio(10, 1), price("57.42")),
        &expect![[r#"
            2026-08-03: 70 for 3,922.80
            2026-08-04: 30 for 1,722.45
        "#]],
    );
    let split = CorporateAction::Split(ratio(10, 1));
    assert_eq!(split.base_price(price("574.15"), Paise(100)), Some(price("57.42")));
    assert_eq!(split.shares_become(25), Some(250));
}

/// One for three: 10 shares make 3 and a third. The first lot of 4 makes 1 and a third; the third goes into the second
/// lot's first share with its cost, 100 × 1/4 = 25. The second lot of 6 ends at 3 and a third: a third of a share, that is
/// one old share of its six, 120 × 1/6 = 20, is paid: 90 ÷ 3 = 30.
#[test]
fn a_consolidation_pays_the_fraction_in_cash_and_loses_no_cost() {
    let lots = [lot("2026-01-05", 4, "100.00"), lot("2026-02-05", 6, "120.00")];
    check(
        &exchange(&lots, ratio(1, 3), price("90.00")),
        &expect![[r#"
            2026-01-05: 1 for 75.00
            2026-02-05: 2 for 125.00
            1/3 of a share that cost 20.00, paid with 30.00
        "#]],
    );
    let few = [lot("2026-01-05", 1, "10.00"), lot("2026-01-06", 1, "11.00"), lot("2026-01-07", 1, "12.00")];
    check(
        &exchange(&few, ratio(1, 10), price("100.00")),
        &expect![[r#"
            3/10 of a share that cost 33.00, paid with 30.00
        "#]],
    );
    assert_eq!(CorporateAction::Split(ratio(1, 3)).shares_become(10), None);
    assert_eq!(CorporateAction::Split(ratio(1, 3)).shares_become(9), Some(3));
}

/// Two free for every one held, and one for two of 15 shares: 7 and a half.
#[test]
fn bonus_shares_cost_nothing_and_count_from_their_allotment() {
    let lots = [lot("2025-03-10", 10, "5000.00"), lot("2026-05-11", 5, "3000.00")];
    let allotted: Day = "2026-08-07".parse().unwrap();
    check(
        &bonus(&lots, ratio(2, 1), allotted, price("180.00")),
        &expect![[r#"
            2025-03-10: 10 for 5,000.00
            2026-05-11: 5 for 3,000.00
            2026-08-07: 30 for 0.00
        "#]],
    );
    check(
        &bonus(&lots, ratio(1, 2), allotted, price("360.01")),
        &expect![[r#"
            2025-03-10: 10 for 5,000.00
            2026-05-11: 5 for 3,000.00
            2026-08-07: 7 for 0.00
            1/2 of a share that cost 0.00, paid with 180.01
        "#]],
    );
    // Five shares at one for ten are half a share: no lot of nothing.
    check(
        &bonus(&lots[1..], ratio(1, 10), allotted, price("360.00")),
        &expect![[r#"
            2026-05-11: 5 for 3,000.00
            5/10 of a share that cost 0.00, paid with 180.00
        "#]],
    );
    let two_for_one = CorporateAction::Bonus(ratio(2, 1));
    assert_eq!(two_for_one.base_price(price("540.10"), Paise(1000)), Some(price("180.03")));
    assert_eq!(
        (two_for_one.shares_become(10), CorporateAction::Bonus(ratio(1, 2)).shares_become(3)),
        (Some(30), None)
    );
}

/// GENESYS, 6 August 2026: three for five at 45 and the face value of 5; (5 × 328.70 + 3 × 50) ÷ 8 = 224.1875.
#[test]
fn rights_bring_the_price_to_the_average_of_old_and_new_shares() {
    let action = CorporateAction::Rights { ratio: ratio(3, 5), premium: Paise(4_500) };
    assert_eq!(action.base_price(price("328.70"), Paise(500)), Some(price("224.19")));
    let given = rights(12, ratio(3, 5), Paise(500), Paise(4_500), price("328.70")).unwrap();
    assert_eq!((given.shares, given.price, given.worth.to_string()), (7, price("50.00"), "174.19".into()));
    // Nobody subscribes above the market: nothing changes and a right is worth nothing.
    assert_eq!(action.base_price(price("50.00"), Paise(500)), Some(price("50.00")));
    assert_eq!(action.base_price(price("50.01"), Paise(500)), Some(price("50.01"))); // 50.00625
    assert_eq!(rights(12, ratio(3, 5), Paise(500), Paise(4_500), price("40.00")).unwrap().worth, Paise::ZERO);
    assert_eq!(rights(12, ratio(3, 5), Paise(0), Paise(0), price("40.00")), None);
    assert_eq!(action.shares_become(10), None);
}

#[test]
fn a_dividend_pays_each_share_and_leaves_the_price() {
    assert_eq!(PerShare(12_500).of(100).to_string(), "125.00");
    assert_eq!(PerShare(4_545).of(3).to_string(), "1.36"); // 1.3635
    assert_eq!(PerShare(4_545).of(1).to_string(), "0.45");
    assert_eq!(PerShare(50).of(1).to_string(), "0.01"); // half a paisa
    assert_eq!(PerShare(49).of(1).to_string(), "0.00");
    let action = CorporateAction::Dividend { a_share: PerShare(2_700_000) };
    assert_eq!(action.base_price(price("5000.00"), Paise(1000)), Some(price("5000.00")));
    assert_eq!(action.shares_become(10), None);
}

#[test]
fn a_demerger_divides_the_cost_and_keeps_the_days() {
    let lots = [lot("2024-03-10", 10, "1000.01"), lot("2026-05-11", 5, "600.00")];
    let (old, new) = demerge(&lots, ratio(1, 4), 1_234, price("80.00"));
    assert_eq!(old.iter().map(|lot| lot.quantity).collect::<Vec<_>>(), [10, 5]);
    assert_eq!(old.iter().map(|lot| lot.cost.to_string()).collect::<Vec<_>>(), ["876.61", "525.96"]);
    // 123.40 for 10 old shares make 2 and a half; the half costs a fifth, 24.68, and goes on. 74.04 for 5 make 1 and
    // a quarter: with the half before, 1 and three quarters; 74.04 × 3/5 = 44.42.
    check(
        &new,
        &expect![[r#"
            2024-03-10: 2 for 98.72
            2026-05-11: 1 for 54.30
            3/4 of a share that cost 44.42, paid with 60.00
        "#]],
    );
}

#[test]
fn a_ratio_is_kept_in_lowest_terms() {
    assert_eq!((ratio(1000, 100).new_shares(), ratio(1000, 100).old_shares()), (10, 1));
    assert_eq!(ratio(19, 295), ratio(38, 590));
    assert_eq!((Ratio::new(0, 1), Ratio::new(1, 0), Ratio::new(-1, 2)), (None, None, None));
}

fn read(subject: &str) -> String {
    match CorporateAction::read(subject) {
        Ok(actions) => format!("{actions:?}"),
        Err(unknown) => unknown.to_string(),
    }
}

#[test]
fn subject_lines_are_read_or_said_to_be_unknown() {
    let lines = [
        "Dividend - Rs 1.25 Per Share",
        "Interim Dividend - Rs  3 Per Share",
        "Dividend - Rs 20 Per Sh",
        "Dividend - Re 0.4545 Per Share",
        "Dividend - Rs 4 Per Share/Special Dividend - 8 Per Share",
        "Dividend - Re 0.50 Per Share & Special Dividend - Re 0.50 Per Share",
        "Special Dividend - Rs 90 Per Share",
        "Face Value Split (Sub-Division) - From Rs 10/- Per Share To Re 1/- Per Share",
        "Consolidation Of Shares - From Re 1/- Per Share To Rs 10/- Per Share",
        "Bonus 2:1",
        "Rights 3:5 @ Premium Rs 45/-",
        "Distribution - Rs 6.31 Per Unit Consisting Of Re 0.37 Per Unit As Interest/ Re 0.80 Per Unit As Dividend",
        "Distribution - Rs 2.442 Consisting Of Rs 1.041 As Interest",
        "Annual General Meeting",
        "Demerger",
        "Dividend",
        "Dividend - Rs Per Share",
        "Dividend - Rs 1.23456 Per Share",
        "Dividend - Rs 0 Per Share",
        "Bonus 1:0",
        "Dividend - Rs 5 Per Share/Bonus 1:1",
        "Rights 3:5",
    ];
    let read: String = lines.iter().map(|line| format!("{}\n", read(line))).collect();
    expect![[r#"
        [Dividend { a_share: PerShare(12500) }]
        [Dividend { a_share: PerShare(30000) }]
        [Dividend { a_share: PerShare(200000) }]
        [Dividend { a_share: PerShare(4545) }]
        [Dividend { a_share: PerShare(40000) }, Dividend { a_share: PerShare(80000) }]
        [Dividend { a_share: PerShare(5000) }, Dividend { a_share: PerShare(5000) }]
        [Dividend { a_share: PerShare(900000) }]
        [Split(Ratio { new: 10, old: 1 })]
        [Split(Ratio { new: 1, old: 10 })]
        [Bonus(Ratio { new: 2, old: 1 })]
        [Rights { ratio: Ratio { new: 3, old: 5 }, premium: Paise(4500) }]
        [Dividend { a_share: PerShare(63100) }]
        [Dividend { a_share: PerShare(24420) }]
        the corporate action "Annual General Meeting" is not understood; enter what it does by hand
        the corporate action "Demerger" is not understood; enter what it does by hand
        the corporate action "Dividend" is not understood; enter what it does by hand
        the corporate action "Dividend - Rs Per Share" is not understood; enter what it does by hand
        the corporate action "Dividend - Rs 1.23456 Per Share" is not understood; enter what it does by hand
        the corporate action "Dividend - Rs 0 Per Share" is not understood; enter what it does by hand
        the corporate action "Bonus 1:0" is not understood; enter what it does by hand
        the corporate action "Dividend - Rs 5 Per Share/Bonus 1:1" is not understood; enter what it does by hand
        the corporate action "Rights 3:5" is not understood; enter what it does by hand
    "#]].assert_eq(&read);
}

#[test]
fn every_recorded_subject_line_is_understood() {
    let (mut actions, mut unknown) = (Vec::new(), Vec::new());
    for day in recorded::august() {
        let Some(text) = recorded::read(&format!("corporate_actions/corporate_actions_{day}.json")) else {
            return;
        };
        let rows: Value = serde_json::from_str(&text).unwrap();
        for row in rows.as_array().unwrap() {
            match CorporateAction::read(row["subject"].as_str().unwrap()) {
                Ok(read) => actions.extend(read),
                Err(error) => unknown.push(error.to_string()),
            }
        }
    }
    let count = |is: fn(&CorporateAction) -> bool| actions.iter().filter(|action| is(action)).count();
    expect!["195 dividends and distributions, 1 split, 0 bonus, 2 rights, unknown: []"].assert_eq(&format!(
        "{} dividends and distributions, {} split, {} bonus, {} rights, unknown: {unknown:?}",
        count(|action| matches!(action, CorporateAction::Dividend { .. })),
        count(|action| matches!(action, CorporateAction::Split(_))),
        count(|action| matches!(action, CorporateAction::Bonus(_))),
        count(|action| matches!(action, CorporateAction::Rights { .. })),
    ));
}

proptest! {
    #[test]
    fn an_exchange_conserves_cost_and_shares(
        lots in prop::collection::vec((1..500_i64, 0..9_000_000_i64), 1..8),
        new in 1..30_i64,
        old in 1..30_i64,
    ) {
        let first: Day = "2026-01-01".parse().unwrap();
        let lots: Vec<CostLot> = (0..).zip(&lots)
            .map(|(place, &(quantity, cost))| CostLot::bought(first.plus(place), quantity, Paise(cost)))
            .collect();
        let ratio = Ratio::new(new, old).unwrap();
        let after = exchange(&lots, ratio, Price::new(10_000).unwrap());
        let cost: Paise = after.lots.iter().map(|lot| lot.cost).sum();
        let left = after.fraction.map_or(Paise::ZERO, |fraction| fraction.cost);
        prop_assert_eq!(cost + left, lots.iter().map(|lot| lot.cost).sum());
        let parts = lots.iter().map(|lot| lot.quantity).sum::<i64>() * ratio.new_shares();
        prop_assert_eq!(after.lots.iter().map(|lot| lot.quantity).sum::<i64>(), parts / ratio.old_shares());
        prop_assert_eq!(after.fraction.map_or(0, |fraction| fraction.parts), parts % ratio.old_shares());
        prop_assert!(after.lots.iter().all(|lot| lot.quantity > 0 && lot.cost >= Paise::ZERO));
        prop_assert!(after.lots.windows(2).all(|pair| pair[0].acquired_on < pair[1].acquired_on));
    }

    #[test]
    fn a_holder_is_neither_richer_nor_poorer_by_more_than_a_rounding(
        shares in 1..5_000_i64,
        close in 2_000..500_000_i64,
        new in 1..12_i64,
        old in 1..12_i64,
    ) {
        let close = Price::new(close).unwrap();
        let ratio = Ratio::new(new, old).unwrap();
        let lots = [CostLot::bought("2026-01-01".parse().unwrap(), shares, Paise(100))];
        let worth = |adjusted: &Adjusted, price: Price| {
            let whole: i64 = adjusted.lots.iter().map(|lot| lot.quantity).sum();
            price.times(whole) + adjusted.fraction.map_or(Paise::ZERO, |fraction| fraction.cash)
        };
        let split = CorporateAction::Split(ratio).base_price(close, Paise(1000)).unwrap();
        let change = worth(&exchange(&lots, ratio, split), split) - close.times(shares);
        prop_assert!(change.abs().0 * 2 <= shares * new / old + 3, "{change}");
        let base = CorporateAction::Bonus(ratio).base_price(close, Paise(1000)).unwrap();
        let change = worth(&bonus(&lots, ratio, "2026-08-03".parse().unwrap(), base), base) - close.times(shares);
        prop_assert!(change.abs().0 * 2 <= shares * (new + old) / old + 3, "{change}");
    }
}
