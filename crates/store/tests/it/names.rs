//! Companies whose symbol changed: KEL is VISDEM from 6 August 2026 on, with the same ISIN.

use trading::{Day, Price, Symbol};

use crate::filled::filled;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

#[tokio::test]
async fn the_bhavcopies_prove_from_which_day_a_symbol_is_another() {
    let (_directory, archive) = filled().await;
    let before = archive.market_day(day("2026-08-05")).await.unwrap();
    let all: Vec<_> = before
        .names()
        .until(day("2026-08-14"))
        .map(|renaming| (renaming.from.as_str(), renaming.to.as_str(), renaming.on.to_string()))
        .collect();
    assert_eq!(all, [("KEL", "VISDEM", "2026-08-06".to_owned())]);
    assert_eq!(before.names().on(&symbol("VISDEM"), before.day()), symbol("KEL"));
    assert!(before.stock("KEL").is_some() && before.instrument("VISDEM").is_none());
    let after = archive.market_day(day("2026-08-06")).await.unwrap();
    assert_eq!(after.names().on(&symbol("KEL"), after.day()), symbol("VISDEM"));
    assert!(after.stock("VISDEM").is_some());
    assert!(after.instrument("KEL").is_none(), "it is not a stock that did not trade");
}

#[tokio::test]
async fn a_chart_and_the_months_tick_follow_a_company_over_its_new_symbol() {
    let (_directory, archive) = filled().await;
    let days = archive.daily(&symbol("VISDEM"), day("2026-08-14")).await.unwrap();
    assert_eq!(days.first().map(|figures| figures.day), Some(day("2026-08-03")));
    assert!(days.is_sorted_by_key(|figures| figures.day));
    let first = archive.market_day(day("2026-08-06")).await.unwrap();
    let kel = archive.market_day(day("2026-08-05")).await.unwrap();
    let base = |stock: Option<&store::StockDay>| stock.map(|stock| stock.tick_base);
    let known: Option<Price> = base(kel.stock("KEL"));
    assert!(known.is_some());
    assert_eq!(base(first.stock("VISDEM")), known);
    let old = archive.daily(&symbol("KEL"), day("2026-08-05")).await.unwrap();
    assert_eq!(old.len(), days.iter().filter(|figures| figures.day <= day("2026-08-05")).count());
}

#[tokio::test]
async fn the_rights_issues_that_are_open_are_known_with_their_issuers() {
    let (_directory, archive) = filled().await;
    let last = archive.market_day(day("2026-08-14")).await.unwrap();
    let shares: Vec<_> =
        last.rights().iter().map(|issue| (issue.symbol.as_str(), issue.isin.as_str())).collect();
    assert_eq!(shares, [("GENESYS", "INE727B01018"), ("SHANTIGOLD", "INE06ZD01017")]);
    assert!(archive.market_day(day("2026-08-05")).await.unwrap().rights().is_empty());
}
