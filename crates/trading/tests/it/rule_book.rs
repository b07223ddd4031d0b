//! The rule book as one reads it, on a day of each regime.

use expect_test::{ExpectFile, expect_file};
use trading::{Calendar, Day, rules_on};

fn check(text: &str, expected: &ExpectFile) {
    let day: Day = text.parse().unwrap();
    let mut out = String::new();
    let mut topic = None;
    for rule in rules_on(Calendar::nse(), day) {
        if topic != Some(rule.topic) {
            out.push_str(&format!("{}\n", rule.topic.words()));
            topic = Some(rule.topic);
        }
        let from = rule.from.map_or_else(String::new, |from| format!(" (from {from})"));
        out.push_str(&format!("  {}{from}\n    {}\n", rule.words, rule.source));
    }
    expected.assert_eq(&out);
}

#[test]
fn of_a_day_with_a_closing_auction() {
    check("2026-08-03", &expect_file!["rule_book/2026-08-03.txt"]);
}

#[test]
fn of_a_day_before_the_ticks_and_charges_changed() {
    check("2024-07-08", &expect_file!["rule_book/2024-07-08.txt"]);
}

#[test]
fn of_a_holiday_a_muhurat_and_an_unknown_year() {
    check("2026-09-14", &expect_file!["rule_book/2026-09-14.txt"]);
    check("2026-11-08", &expect_file!["rule_book/2026-11-08.txt"]);
    check("2027-01-26", &expect_file!["rule_book/2027-01-26.txt"]);
}

#[test]
fn of_a_weekend_it_says_that_the_exchange_is_closed() {
    let closed = |day: &str| {
        let rules = rules_on(Calendar::nse(), day.parse::<Day>().unwrap());
        rules.iter().any(|rule| rule.words.starts_with("Closed: "))
    };
    assert!(closed("2026-08-08"), "a Saturday");
    assert!(!closed("2026-08-07"));
}
