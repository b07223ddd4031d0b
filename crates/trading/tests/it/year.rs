//! What a financial year came to, and what the charges took of it.

use expect_test::{Expect, expect};
use trading::{Event, FinancialYear, What};

use crate::script::{Stage, play};

/// Five shares bought and sold on the last day of a year (48.75 before 4.94 of charges, see the contract note), and a loss on
/// the first day of the next: 5 at 1,010.15 and 999.90, brokerage 1.52 + 1.50, STT 1, transaction 0.16 + 0.15, SEBI 0.01, GST
/// 0.30 + 0.30.
const TWO_YEARS: &str = "cash 100000
    day 2027-03-31
    stock INFY 1000
    09:20:00 buy INFY 5 cnc market
    09:20:01 INFY 1000 x 1000
    09:30:00 sell INFY 5 cnc market
    09:30:01 INFY 1010 x 1000
    day 2027-04-01
    09:20:00 buy INFY 5 mis market
    09:20:01 INFY 1010 x 1000
    09:30:00 sell INFY 5 mis market
    09:30:01 INFY 1000 x 1000";

fn check(stage: &Stage, expected: &Expect) {
    let mut said = String::new();
    for year in [2025, 2026, 2027] {
        let (year, of) = (FinancialYear(year), stage.account.year(FinancialYear(year)));
        let share = of.share().map_or_else(|| "no share".into(), |bp| format!("{bp} bp"));
        said += &format!("{}: {} before {}, {share}, {}\n", year.words(), of.gross, of.charges, of.net());
    }
    expected.assert_eq(&said);
}

#[test]
fn a_years_charges_are_told_as_a_share_of_its_gross_profit_or_loss() {
    check(
        &play(TWO_YEARS),
        &expect![[r#"
        FY 2025-26: 0.00 before 0.00, no share, 0.00
        FY 2026-27: 48.75 before 4.94, 1013 bp, 43.81
        FY 2027-28: −51.25 before 4.94, 964 bp, −56.19
    "#]],
    );
}

#[test]
fn a_contract_note_that_is_written_after_the_year_ended_charges_the_year_of_its_trades() {
    let stage = play(TWO_YEARS);
    let mut late = Stage::new();
    for event in &stage.events {
        let noted = matches!(event.what, What::Noted(_));
        let at = if noted { event.at.plus_millis(3 * 24 * 60 * 60_000) } else { event.at };
        late.account.apply(&Event { at, what: event.what.clone() });
    }
    for year in [2026, 2027] {
        let year = FinancialYear(year);
        assert_eq!(late.account.year(year), stage.account.year(year));
    }
}
