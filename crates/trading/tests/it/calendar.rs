//! Trading days, sessions, settlement.

use std::collections::HashSet;

use expect_test::{Expect, expect, expect_file};
use proptest::prelude::*;
use serde_json::Value;
use trading::{Calendar, Clock, Day, Hours, Notice, NoticeKind, Phase};

use crate::recorded;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn calendar() -> &'static Calendar {
    Calendar::nse()
}

#[test]
fn closed_days_say_why() {
    let why = |text| calendar().why_closed(day(text));
    assert_eq!(why("2026-08-03"), None);
    assert_eq!(why("2026-08-08"), Some("Saturday or Sunday"));
    assert_eq!(why("2026-09-14"), Some("Ganesh Chaturthi"));
    assert_eq!(why("2026-01-15"), Some("Municipal elections in Maharashtra"));
    assert_eq!(why("2026-08-26"), None); // a settlement holiday trades
    assert_eq!(why("2025-10-21"), None); // Muhurat
    assert!(calendar().session(day("2026-09-14"), false).is_none());
    let notice = calendar().notice(day("2026-01-15")).unwrap();
    expect!["NSE circular CMTR72260 of 12 January 2026, changing CMTR71775"].assert_eq(&notice.source);
}

#[test]
fn years_beyond_the_table_are_not_known() {
    let known: Vec<i32> = (2020..2030).filter(|year| calendar().knows(*year)).collect();
    assert_eq!(known, [2024, 2025, 2026]);
    // Of such a year only the weekends are known: Republic Day 2027 looks like any Tuesday.
    assert!(calendar().is_trading_day(day("2027-01-26")));
    assert!(!calendar().is_trading_day(day("2027-01-24")));
}

#[test]
fn a_later_circular_changes_the_calendar() {
    let notice =
        |text: &str, kind| Notice { day: day(text), kind, words: "By circular".into(), source: "NSE".into() };
    let changed = calendar()
        .clone()
        .with(notice("2027-01-26", NoticeKind::Closed))
        .with(notice("2026-09-14", NoticeKind::SettlementHoliday))
        .with(notice("2026-08-29", NoticeKind::SpecialSession { hours: Hours::Full, hours_known: true }))
        .knowing(2027);
    assert_eq!(changed.why_closed(day("2027-01-26")), Some("By circular"));
    assert!(changed.is_trading_day(day("2026-09-14")) && changed.is_trading_day(day("2026-08-29")));
    assert!(changed.knows(2027) && !changed.knows(2028) && changed.knows(2024));
    assert_eq!(changed.why_closed(day("2026-10-02")), Some("Mahatma Gandhi Jayanti"));
    assert_eq!(calendar().why_closed(day("2026-09-14")), Some("Ganesh Chaturthi"));
}

#[test]
fn every_day_that_differs_from_its_weekday_stands_in_the_table_once_and_in_order() {
    let notices = calendar().notices();
    assert!(notices.windows(2).all(|pair| pair[0].day < pair[1].day));
    let closed_on_weekends =
        notices.iter().filter(|notice| notice.kind == NoticeKind::Closed && notice.day.is_weekend());
    assert_eq!(closed_on_weekends.count(), 0);
    let kind = |notice: &Notice| match notice.kind {
        NoticeKind::Closed => "closed".to_owned(),
        NoticeKind::SettlementHoliday => "no settlement".to_owned(),
        NoticeKind::SpecialSession { hours, .. } => format!("{hours:?}"),
    };
    let lines = notices.iter().map(|notice| format!("{} {}: {}\n", notice.day, kind(notice), notice.words));
    expect_file!["calendar/notices.txt"].assert_eq(&lines.collect::<String>());
}

#[test]
fn neighbouring_trading_days_step_over_weekends_and_holidays() {
    let next = |text| calendar().next_trading_day(day(text)).to_string();
    let previous = |text| calendar().previous_trading_day(day(text)).to_string();
    assert_eq!(next("2026-08-03"), "2026-08-04");
    assert_eq!(next("2026-08-14"), "2026-08-17");
    assert_eq!(next("2026-01-30"), "2026-02-01"); // Budget Sunday
    assert_eq!(next("2026-03-30"), "2026-04-01");
    assert_eq!(next("2026-04-02"), "2026-04-06"); // Good Friday
    assert_eq!(previous("2026-02-02"), "2026-02-01");
    assert_eq!(previous("2025-10-23"), "2025-10-21"); // Muhurat
    assert_eq!(previous("2026-08-17"), "2026-08-14");
}

#[test]
fn the_month_before_ends_on_its_last_trading_day() {
    let month_end = |text| calendar().last_trading_day_of_month_before(day(text)).to_string();
    assert_eq!(month_end("2026-08-03"), "2026-07-31");
    assert_eq!(month_end("2026-08-31"), "2026-07-31");
    assert_eq!(month_end("2026-02-01"), "2026-01-30");
    assert_eq!(month_end("2026-03-02"), "2026-02-27");
    assert_eq!(month_end("2026-04-01"), "2026-03-30"); // 31 March 2026 is a holiday
    assert_eq!(month_end("2026-01-01"), "2025-12-31");
}

fn check_settlement(traded: &[&str], expected: &Expect) {
    let line = |text: &&str| format!("{text} → {}\n", calendar().settles_on(day(text)));
    expected.assert_eq(&traded.iter().map(line).collect::<String>());
}

/// September 2025: SEBI, 8 September 2025. February 2026: NSE Clearing's circular CMPT72384, trades of 30 January and
/// 1 February settle on 2 February.
#[test]
fn trades_settle_the_next_day_that_banks_and_depositories_work() {
    check_settlement(
        &["2026-08-03", "2026-08-07", "2026-08-14"],
        &expect![[r#"
        2026-08-03 → 2026-08-04
        2026-08-07 → 2026-08-10
        2026-08-14 → 2026-08-17
    "#]],
    );
    check_settlement(
        &["2026-08-25", "2026-08-26", "2026-08-27"],
        &expect![[r#"
        2026-08-25 → 2026-08-27
        2026-08-26 → 2026-08-27
        2026-08-27 → 2026-08-28
    "#]],
    );
    check_settlement(
        &["2026-03-30", "2026-04-01", "2026-04-02", "2026-04-06"],
        &expect![[r#"
        2026-03-30 → 2026-04-02
        2026-04-01 → 2026-04-02
        2026-04-02 → 2026-04-06
        2026-04-06 → 2026-04-07
    "#]],
    );
    check_settlement(
        &["2026-01-30", "2026-02-01", "2026-02-02"],
        &expect![[r#"
        2026-01-30 → 2026-02-02
        2026-02-01 → 2026-02-02
        2026-02-02 → 2026-02-03
    "#]],
    );
    check_settlement(
        &["2025-10-20", "2025-10-21", "2025-10-23"],
        &expect![[r#"
        2025-10-20 → 2025-10-23
        2025-10-21 → 2025-10-23
        2025-10-23 → 2025-10-24
    "#]],
    );
    check_settlement(
        &["2025-09-04", "2025-09-05", "2025-09-08", "2025-09-09"],
        &expect![[r#"
        2025-09-04 → 2025-09-09
        2025-09-05 → 2025-09-09
        2025-09-08 → 2025-09-10
        2025-09-09 → 2025-09-10
    "#]],
    );
}

#[test]
fn settlement_took_two_days_before_27_january_2023() {
    check_settlement(
        &["2023-01-24", "2023-01-25", "2023-01-27", "2023-01-30"],
        &expect![[r#"
        2023-01-24 → 2023-01-26
        2023-01-25 → 2023-01-27
        2023-01-27 → 2023-01-30
        2023-01-30 → 2023-01-31
    "#]],
    );
    assert!(calendar().is_settled(day("2026-08-03"), day("2026-08-04")));
    assert!(!calendar().is_settled(day("2026-08-03"), day("2026-08-03")));
}

fn check_hours(text: &str, closing_auction: bool, expected: &Expect) {
    let session = calendar().session(day(text), closing_auction).unwrap();
    let span = |span: &trading::Span| format!("{}-{} {:?}", span.from.short(), span.to.short(), span.phase);
    let mut lines: Vec<String> = session.spans().iter().map(span).collect();
    lines.push(format!("square-off {}", session.square_off().map_or_else(String::new, Clock::short)));
    expected.assert_eq(&lines.join(", "));
}

#[test]
fn each_day_has_the_hours_of_its_date() {
    check_hours(
        "2026-07-31",
        true,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:30 Continuous, 15:40-16:00 PostClose, square-off 15:20"
        ],
    );
    check_hours(
        "2026-08-03",
        false,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:30 Continuous, 15:50-16:00 PostClose, square-off 15:20"
        ],
    );
    check_hours(
        "2026-08-03",
        true,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:15 Continuous, 15:15-15:20 AuctionReference, 15:20-15:25 AuctionEntry, 15:25-15:30 AuctionLimitOnly, 15:30-15:35 AuctionMatch, 15:50-16:00 PostClose, square-off 15:10"
        ],
    );
    check_hours(
        "2026-09-04",
        true,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:15 Continuous, 15:15-15:20 AuctionReference, 15:20-15:25 AuctionEntry, 15:25-15:30 AuctionLimitOnly, 15:30-15:35 AuctionMatch, 15:50-16:00 PostClose, square-off 15:10"
        ],
    );
    check_hours(
        "2026-09-07",
        true,
        &expect![
            "09:00-09:05 PreOpenEntry, 09:05-09:10 PreOpenLimitOnly, 09:10-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:15 Continuous, 15:15-15:20 AuctionReference, 15:20-15:25 AuctionEntry, 15:25-15:30 AuctionLimitOnly, 15:30-15:35 AuctionMatch, 15:50-16:00 PostClose, square-off 15:10"
        ],
    );
    check_hours(
        "2026-02-01",
        false,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-15:30 Continuous, 15:40-16:00 PostClose, square-off 15:20"
        ],
    );
    check_hours(
        "2024-11-01",
        false,
        &expect![
            "17:45-17:53 PreOpenEntry, 17:53-17:57 PreOpenMatch, 17:57-18:00 Buffer, 18:00-19:00 Continuous, 19:10-19:20 PostClose, square-off 18:55"
        ],
    );
    check_hours(
        "2025-10-21",
        true,
        &expect![
            "13:30-13:38 PreOpenEntry, 13:38-13:42 PreOpenMatch, 13:42-13:45 Buffer, 13:45-14:45 Continuous, 14:55-15:05 PostClose, square-off 14:40"
        ],
    );
    check_hours(
        "2026-11-08",
        false,
        &expect![
            "13:30-13:38 PreOpenEntry, 13:38-13:42 PreOpenMatch, 13:42-13:45 Buffer, 13:45-14:45 Continuous, 14:55-15:05 PostClose, square-off 14:40"
        ],
    );
    check_hours(
        "2024-05-18",
        false,
        &expect![
            "09:00-09:08 PreOpenEntry, 09:08-09:12 PreOpenMatch, 09:12-09:15 Buffer, 09:15-10:00 Continuous, 11:15-11:23 PreOpenEntry, 11:23-11:27 PreOpenMatch, 11:27-11:30 Buffer, 11:30-12:30 Continuous, 12:40-12:50 PostClose, square-off 12:25"
        ],
    );
}

#[test]
fn the_hours_of_muhurat_2026_are_not_known_yet() {
    let known = |text| match calendar().notice(day(text)).unwrap().kind {
        NoticeKind::SpecialSession { hours_known, .. } => hours_known,
        NoticeKind::Closed | NoticeKind::SettlementHoliday => panic!("{text} is no special session"),
    };
    assert!(known("2025-10-21") && known("2024-11-01") && !known("2026-11-08"));
}

#[test]
fn every_day_of_which_prices_are_recorded_is_a_trading_day() {
    let bhavcopies = recorded::names("udiff_bhavcopy").into_iter().map(|name| {
        let date = name.split('_').nth(6).unwrap().to_owned();
        format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])
    });
    let archive = recorded::read("powernse_manifest_excerpt.jsonl").unwrap_or_default();
    let archived = archive.lines().filter_map(|line| {
        let entry: Value = serde_json::from_str(line).unwrap();
        let path = entry["local_path"].as_str().filter(|path| path.contains("bhavcopy"))?.to_owned();
        Some(path.strip_suffix(".csv")?.rsplit('/').next()?.to_owned())
    });
    let bars = recorded::read("intraday_5m/INFY_2025-10_yahoo5m.csv").unwrap_or_default();
    let barred = bars.lines().skip(1).map(|line| line[..10].to_owned());
    let days: HashSet<String> = bhavcopies.chain(archived).chain(barred).collect();
    if days.is_empty() {
        return;
    }
    let closed: Vec<&String> = days.iter().filter(|text| !calendar().is_trading_day(day(text))).collect();
    assert_eq!(closed, Vec::<&String>::new());
    expect!["40 days"].assert_eq(&format!("{} days", days.len()));
}

#[test]
fn the_recorded_lists_of_holidays_agree() {
    let Some(compiled) = recorded::read("holidays/nse_cm_calendar_COMPILED.json") else { return };
    let compiled: Value = serde_json::from_str(&compiled).unwrap();
    let special: HashSet<&str> = compiled["special_sessions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|session| session["date"].as_str())
        .collect();
    let years = compiled["trading_holidays"].as_object().unwrap().values();
    let mut listed: HashSet<Day> = years
        .flat_map(|days| days.as_array().unwrap())
        .filter_map(Value::as_str)
        .filter(|text| !special.contains(text))
        .map(day)
        .collect();
    for holiday in &listed {
        assert!(!calendar().is_trading_day(*holiday), "{holiday}");
    }
    let first = day("2024-01-01");
    let ours = (0..1096)
        .map(|count| first.plus(count))
        .filter(|day| !day.is_weekend() && !calendar().is_trading_day(*day));
    listed.retain(|day| !day.is_weekend());
    assert_eq!(ours.collect::<HashSet<Day>>(), listed);
    for text in special {
        assert!(calendar().is_trading_day(day(text)), "{text}");
    }
    for text in compiled["settlement_only_holidays_2026"].as_array().unwrap().iter().filter_map(Value::as_str)
    {
        assert!(calendar().is_trading_day(day(text)) && !calendar().is_settlement_day(day(text)), "{text}");
    }
    let cached = recorded::read("holidays/kripa-gh_cached_nse_holidays_2026.json").unwrap();
    let cached: Value = serde_json::from_str(&cached).unwrap();
    for text in cached["holidays"].as_array().unwrap().iter().filter_map(Value::as_str) {
        assert!(text == "2026-11-08" || !calendar().is_trading_day(day(text)), "{text}");
    }
}

/// The close of a stock with a closing auction is the auction's price, which is also its last; before, it was the
/// average of the last half hour. By the list of stocks with derivatives of November 2025.
#[test]
fn the_close_of_auction_stocks_is_their_last_price_from_3_august_2026_on() {
    let Some(list) =
        recorded::read("equity_stock_indices/equity-stockIndices_SECURITIES-IN-FNO_2025-11-17.json")
    else {
        return;
    };
    let list: Value = serde_json::from_str(&list).unwrap();
    let symbols: HashSet<&str> =
        list["data"].as_array().unwrap().iter().filter_map(|row| row["symbol"].as_str()).collect();
    let july = [day("2026-07-30"), day("2026-07-31")];
    let mut lines = String::new();
    for date in july.into_iter().chain(recorded::august()) {
        let rows = recorded::bhavcopy(date).unwrap();
        let auction = rows.iter().filter(|row| symbols.contains(row.instrument.symbol.as_str()));
        let (mut all, mut same) = (0, 0);
        for row in auction {
            all += 1;
            same += i32::from(row.close == row.last);
        }
        let has_auction = calendar().session(date, true).unwrap().span(Phase::AuctionMatch).is_some();
        assert_eq!(same * 2 > all, has_auction, "{date}");
        lines.push_str(&format!("{date}: {same} of {all}\n"));
    }
    expect![[r#"
        2026-07-30: 2 of 208
        2026-07-31: 4 of 208
        2026-08-03: 193 of 208
        2026-08-04: 193 of 208
        2026-08-05: 193 of 208
        2026-08-06: 193 of 208
        2026-08-07: 193 of 208
        2026-08-10: 193 of 208
        2026-08-11: 193 of 208
        2026-08-12: 193 of 208
        2026-08-13: 193 of 208
        2026-08-14: 193 of 208
    "#]]
    .assert_eq(&lines);
}

proptest! {
    #[test]
    fn trades_settle_later_on_a_settlement_day_and_in_order(offset in 0..1090_i32) {
        let traded = day("2024-01-01").plus(offset);
        let settled = calendar().settles_on(traded);
        prop_assert!(settled > traded && settled.since(traded) <= 6);
        prop_assert!(calendar().is_settlement_day(settled) && calendar().is_trading_day(settled));
        prop_assert!(calendar().settles_on(traded.plus(1)) >= settled);
    }

    #[test]
    fn the_next_trading_days_previous_is_the_day_itself(offset in 0..1090_i32) {
        let day = day("2024-01-01").plus(offset);
        let next = calendar().next_trading_day(day);
        prop_assert!(calendar().is_trading_day(next) && next > day);
        if calendar().is_trading_day(day) {
            prop_assert_eq!(calendar().previous_trading_day(next), day);
        }
    }
}
