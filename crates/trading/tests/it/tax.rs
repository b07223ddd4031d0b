//! What the income-tax law says of a sale.

use expect_test::{Expect, expect};
use trading::{
    Asset, CESS, Day, Disposal, FinancialYear, GainKind, GainsLaw, Isin, Paise, WithheldLaw, long_term_from,
};

use crate::recorded;
use crate::script::midday;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rupees(text: &str) -> Paise {
    Paise(recorded::paise(text).unwrap())
}

fn sale(acquired: &str, sold: &str) -> Disposal {
    Disposal {
        asset: Asset::Share,
        acquired_on: day(acquired),
        sold_on: day(sold),
        quantity: 10,
        cost: rupees("1000.00"),
        proceeds: rupees("1500.00"),
        expenses: rupees("0.62"),
        worth_in_2018: None,
    }
}

fn check(sale: &Disposal, expected: &Expect) {
    let facts = sale.facts().unwrap();
    let rate =
        facts.rate.map_or_else(|| "the rates of all income".to_owned(), |rate| format!("{} in 10⁻⁹", rate.0));
    expected.assert_eq(&format!("{:?}, gain {} at {rate}: {}", facts.kind, facts.gain, facts.source));
}

#[test]
fn a_gain_is_taxed_by_the_law_of_the_day_of_sale() {
    check(
        &sale("2024-01-10", "2024-07-22"),
        &expect![
            "ShortTerm, gain 499.38 at 150000000 in 10⁻⁹: Income-tax Act 1961, sections 111A and 112A (Finance Act 2018)"
        ],
    );
    check(
        &sale("2024-01-10", "2024-07-23"),
        &expect![
            "ShortTerm, gain 499.38 at 200000000 in 10⁻⁹: Income-tax Act 1961, sections 111A and 112A, as changed from 23 July 2024 (Finance (No. 2) Act 2024)"
        ],
    );
    check(
        &sale("2023-01-10", "2024-07-22"),
        &expect![
            "LongTerm, gain 499.38 at 100000000 in 10⁻⁹: Income-tax Act 1961, sections 111A and 112A (Finance Act 2018)"
        ],
    );
    check(
        &sale("2023-01-10", "2024-07-23"),
        &expect![
            "LongTerm, gain 499.38 at 125000000 in 10⁻⁹: Income-tax Act 1961, sections 111A and 112A, as changed from 23 July 2024 (Finance (No. 2) Act 2024)"
        ],
    );
    check(
        &sale("2016-01-10", "2018-03-31"),
        &expect!["LongTerm, gain 499.38 at 0 in 10⁻⁹: Income-tax Act 1961, sections 111A and 10(38)"],
    );
    check(
        &sale("2026-03-31", "2026-03-31"),
        &expect![
            "Speculative, gain 499.38 at the rates of all income: Income-tax Act 1961, section 43(5): speculative, at the rates of all income"
        ],
    );
    check(
        &sale("2025-03-31", "2026-04-01"),
        &expect!["LongTerm, gain 499.38 at 125000000 in 10⁻⁹: Income-tax Act 2025, sections 196 and 198"],
    );
    check(
        &sale("2026-08-03", "2026-08-03"),
        &expect![
            "Speculative, gain 499.38 at the rates of all income: Income-tax Act 2025, as section 43(5) of the Act of 1961: speculative, at the rates of all income"
        ],
    );
}

#[test]
fn twelve_months_are_not_yet_long() {
    let kind = |acquired, sold| sale(acquired, sold).kind().unwrap();
    assert_eq!(kind("2025-08-04", "2026-08-04"), GainKind::ShortTerm);
    assert_eq!(kind("2025-08-04", "2026-08-05"), GainKind::LongTerm);
    assert_eq!(kind("2025-08-04", "2025-08-05"), GainKind::ShortTerm);
    assert_eq!(kind("2024-02-29", "2025-02-28"), GainKind::ShortTerm);
    assert_eq!(kind("2024-02-29", "2025-03-01"), GainKind::LongTerm);
    assert_eq!(kind("2023-02-28", "2024-02-29"), GainKind::LongTerm);
    let from = |acquired| long_term_from(Asset::Share, day(acquired), day("2026-08-03")).unwrap().to_string();
    assert_eq!((from("2025-08-04"), from("2024-02-29")), ("2026-08-05".into(), "2025-03-01".into()));
}

/// Units of trusts needed three years until 22 July 2024.
#[test]
fn units_of_trusts_were_held_for_long_after_three_years() {
    let kind = |acquired, sold| Disposal { asset: Asset::TrustUnit, ..sale(acquired, sold) }.kind().unwrap();
    assert_eq!(kind("2023-07-21", "2024-07-22"), GainKind::ShortTerm);
    assert_eq!(kind("2021-07-22", "2024-07-22"), GainKind::ShortTerm);
    assert_eq!(kind("2021-07-21", "2024-07-22"), GainKind::LongTerm);
    assert_eq!(kind("2023-07-22", "2024-07-23"), GainKind::LongTerm);
    assert_eq!(kind("2023-07-23", "2024-07-23"), GainKind::ShortTerm);
    assert_eq!(kind("2024-07-23", "2024-07-23"), GainKind::Speculative);
}

/// A fund's tax depends on what it holds; of gold bonds and rights nothing is read either.
#[test]
fn what_is_not_known_is_not_told() {
    let asset = |isin: &str| Asset::of(&isin.parse::<Isin>().unwrap());
    assert_eq!(asset("INE002A01018"), Asset::Share); // RELIANCE
    assert_eq!(asset("IN9155A01020"), Asset::Share); // TATAMTRDVR
    assert_eq!(asset("INE041025011"), Asset::TrustUnit); // EMBASSY
    assert_eq!(asset("INE219X23014"), Asset::TrustUnit); // INDIGRID
    assert_eq!(asset("INF204KB14I2"), Asset::Other); // NIFTYBEES
    assert_eq!(asset("INE591G20015"), Asset::Other); // a right
    assert_eq!(asset("IN0020200286"), Asset::Other); // a gold bond
    let sale = Disposal { asset: Asset::Other, ..sale("2023-01-10", "2026-08-03") };
    assert_eq!((sale.kind(), sale.facts()), (None, None));
    assert_eq!(long_term_from(Asset::Other, day("2023-01-10"), day("2026-08-03")), None);
}

/// Ten were bought for 999.50 and charged 1.00 of STT and 0.04 besides, twenty for 2,998.00 and 3.00 and 0.11. They bring
/// 5,101.50; selling is charged 5.00 of STT and 15.54 besides (15.34 of DP charge, 0.16 transaction, 0.01 SEBI, 0.03 GST),
/// of which a third, 5.18, falls on the ten. 1,700.50 − 999.50 − 0.04 − 5.18; 3,401.00 − 2,998.00 − 0.11 − 10.36.
#[test]
fn a_sale_tells_what_each_purchase_gained() {
    let stage = midday(
        "cash 100000
         day 2026-07-30
         stock VEDL 100
         09:20:00 buy VEDL 10 cnc limit 100
         09:21:00 VEDL 99.95 x 1000
         day 2026-08-03
         stock VEDL 150
         09:20:00 buy VEDL 20 cnc limit 150
         09:21:00 VEDL 149.90 x 1000
         day 2026-08-04
         stock VEDL 170
         09:20:00 sell VEDL 30 cnc limit 170
         09:21:00 VEDL 170.05 x 10000",
    );
    let trade = stage.account.trades().last().unwrap();
    let lines: Vec<_> = trade
        .disposals()
        .iter()
        .map(|sold| {
            let facts = sold.facts().unwrap();
            let Disposal { quantity, acquired_on, cost, proceeds, expenses, .. } = sold;
            format!(
                "{quantity} of {acquired_on}: {proceeds} − {cost} − {expenses} = {} {:?}",
                facts.gain, facts.kind
            )
        })
        .collect();
    expect![[r#"
        10 of 2026-07-30: 1,700.50 − 999.50 − 5.22 = 695.78 ShortTerm
        20 of 2026-08-03: 3,401.00 − 2,998.00 − 10.47 = 392.53 ShortTerm"#]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(stage.account.trades()[0].disposals(), []);
}

/// Bought for 1,000, worth 1,200 on 31 January 2018.
#[test]
fn gains_until_2018_stay_free_and_make_no_loss() {
    let cost = |proceeds: &str, acquired: &str, worth: Option<&str>| {
        let sale = Disposal {
            proceeds: rupees(proceeds),
            worth_in_2018: worth.map(rupees),
            ..sale(acquired, "2026-08-03")
        };
        sale.facts().unwrap().cost.to_string()
    };
    let worth = Some("1200.00");
    assert_eq!(cost("1500.00", "2017-05-02", worth), "1,200.00"); // gain 300, not 500
    assert_eq!(cost("1100.00", "2017-05-02", worth), "1,100.00"); // no gain, and no loss of 100
    assert_eq!(cost("900.00", "2017-05-02", worth), "1,000.00"); // a loss of 100
    assert_eq!(cost("1500.00", "2017-05-02", Some("800.00")), "1,000.00");
    assert_eq!(cost("1500.00", "2017-05-02", None), "1,000.00");
    assert_eq!(cost("1500.00", "2018-01-31", worth), "1,200.00");
    assert_eq!(cost("1500.00", "2018-02-01", worth), "1,000.00");
}

#[test]
fn a_financial_year_runs_from_april() {
    let year = |text| FinancialYear::of(day(text)).words();
    assert_eq!((year("2026-03-31"), year("2026-04-01")), ("FY 2025-26".into(), "FY 2026-27".into()));
    assert_eq!(year("2000-01-01"), "FY 1999-00");
    let free = |year| FinancialYear(year).free_long_term_gains();
    assert_eq!(free(2017), None);
    assert_eq!((free(2018), free(2023)), (Some(Paise::rupees(100_000)), Some(Paise::rupees(100_000))));
    assert_eq!((free(2024), free(2026)), (Some(Paise::rupees(125_000)), Some(Paise::rupees(125_000))));
}

#[test]
fn the_law_names_its_first_day() {
    let from = |text| GainsLaw::on(day(text)).from.to_string();
    assert_eq!((from("2024-07-22"), from("2024-07-23")), ("2018-04-01".into(), "2024-07-23".into()));
    assert_eq!((from("2026-03-31"), from("2026-04-01")), ("2024-07-23".into(), "2026-04-01".into()));
    // 4 % of a tax of 1,000.
    assert_eq!(rupees("1000.00").share_to_paisa(CESS), rupees("40.00"));
}

#[test]
fn dividends_above_the_free_sum_are_paid_less_ten_percent() {
    let withheld = |date, before, dividend| {
        WithheldLaw::on(day(date)).withheld(rupees(before), rupees(dividend)).to_string()
    };
    assert_eq!(withheld("2025-03-31", "0.00", "5000.00"), "0.00");
    assert_eq!(withheld("2025-03-31", "0.00", "5000.01"), "500.00");
    assert_eq!(withheld("2025-04-01", "0.00", "10000.00"), "0.00");
    assert_eq!(withheld("2026-08-14", "4000.00", "6000.00"), "0.00");
    assert_eq!(withheld("2026-08-14", "4000.00", "6000.01"), "600.00");
    let trusts = |date| WithheldLaw::of_trusts(day(date));
    assert_eq!(trusts("2026-03-31").withheld(Paise::ZERO, rupees("10.00")), rupees("1.00"));
    assert_eq!(trusts("2026-04-01").withheld(Paise::ZERO, rupees("10.00")), rupees("1.00"));
    assert!(trusts("2026-03-31").source.contains("194LBA:"), "{}", trusts("2026-03-31").source);
    assert!(trusts("2026-04-01").source.starts_with("Income-tax Act 2025"));
    assert!(WithheldLaw::on(day("2026-04-01")).source.starts_with("Income-tax Act 2025"));
}
