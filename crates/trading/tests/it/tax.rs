//! What the income-tax law says of a sale.

use expect_test::{Expect, expect};
use trading::{CESS, Day, Disposal, FinancialYear, GainKind, GainsLaw, Paise, WithheldLaw, long_term_from};

use crate::recorded;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rupees(text: &str) -> Paise {
    Paise(recorded::paise(text).unwrap())
}

fn sale(acquired: &str, sold: &str) -> Disposal {
    Disposal {
        acquired_on: day(acquired),
        sold_on: day(sold),
        cost: rupees("1000.00"),
        proceeds: rupees("1500.00"),
        expenses: rupees("0.62"),
        worth_in_2018: None,
    }
}

fn check(sale: &Disposal, expected: &Expect) {
    let facts = sale.facts();
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
        &sale("2026-08-03", "2026-08-03"),
        &expect![
            "Speculative, gain 499.38 at the rates of all income: Income-tax Act 1961, section 43(5): speculative, at the rates of all income"
        ],
    );
}

#[test]
fn twelve_months_are_not_yet_long() {
    let kind = |acquired, sold| sale(acquired, sold).kind();
    assert_eq!(kind("2025-08-04", "2026-08-04"), GainKind::ShortTerm);
    assert_eq!(kind("2025-08-04", "2026-08-05"), GainKind::LongTerm);
    assert_eq!(kind("2025-08-04", "2025-08-05"), GainKind::ShortTerm);
    assert_eq!(kind("2024-02-29", "2025-02-28"), GainKind::ShortTerm);
    assert_eq!(kind("2024-02-29", "2025-03-01"), GainKind::LongTerm);
    assert_eq!(kind("2023-02-28", "2024-02-29"), GainKind::LongTerm);
    assert_eq!(long_term_from(day("2025-08-04")), day("2026-08-05"));
    assert_eq!(long_term_from(day("2024-02-29")), day("2025-03-01"));
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
        sale.facts().cost.to_string()
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
}
