//! `docs/market-rules.md`: every dated rule that the program obeys, written from the rule book itself, so that the page
//! cannot say anything else. `UPDATE_EXPECT=1 cargo test -p trading --test it chronicle` writes it.

use std::collections::BTreeMap;
use std::fmt::Write;

use expect_test::expect_file;
use trading::{Calendar, Day, NoticeKind, Rule, Topic, rules_on};

/// The first day of the page: nothing that is traded here is older than the oldest rates.
const FROM: (i32, u8, u8) = (2021, 4, 1);
/// The last year whose holidays are known.
const TO: (i32, u8, u8) = (2026, 12, 31);

#[test]
fn the_page_of_market_rules_says_what_the_program_obeys() {
    let mut page = String::from(HEAD);
    let chapters = chronicle();
    for (topic, spans) in &chapters {
        writeln!(page, "\n## {}\n", topic.words()).unwrap();
        page.push_str("| rule | in force | from the rule's own date | source |\n|---|---|---|---|\n");
        for span in spans {
            let rule = &span.rule;
            let own = rule.from.map_or("–".into(), Day::words);
            writeln!(page, "| {} | {} | {own} | {} |", cell(&rule.words), span.words(), cell(&rule.source))
                .unwrap();
        }
    }
    page.push_str(&holidays());
    expect_file!["../../../../docs/market-rules.md"].assert_eq(&page);
}

#[test]
fn every_topic_of_the_rule_book_has_its_chapter() {
    let topics: Vec<&str> = chronicle().keys().map(|topic| topic.words()).collect();
    assert_eq!(topics.len(), 13, "{topics:?}");
}

/// A rule and the days on which it stood in the book.
struct Span {
    rule: Rule,
    first: Day,
    last: Day,
}

impl Span {
    fn words(&self) -> String {
        let (from, to) = (self.first > day(FROM), self.last < last_normal_day());
        match (from, to) {
            (false, false) => "always here".into(),
            (true, false) => format!("since {}", self.first.words()),
            (false, true) => format!("until {}", self.last.words()),
            (true, true) => format!("{} to {}", self.first.words(), self.last.words()),
        }
    }
}

/// The rules topic by topic, each with its first and its last day; special days and the dates of single settlements apart.
fn chronicle() -> BTreeMap<Topic, Vec<Span>> {
    let calendar = Calendar::nse();
    let mut chapters: BTreeMap<Topic, Vec<Span>> = BTreeMap::new();
    let mut date = day(FROM);
    while date <= day(TO) {
        if calendar.is_usual_day(date) {
            for rule in rules_on(calendar, date).into_iter().filter_map(general) {
                let spans = chapters.entry(rule.topic).or_default();
                match spans.iter_mut().rev().find(|span| span.rule == rule) {
                    Some(span) => span.last = date,
                    None => spans.push(Span { rule, first: date, last: date }),
                }
            }
        }
        date = date.plus(1);
    }
    chapters
}

/// A rule without what is of a single day.
fn general(rule: Rule) -> Option<Rule> {
    let of_a_day = ["The holidays of ", "Trading without settlement"];
    if of_a_day.iter().any(|words| rule.words.starts_with(words)) {
        return None;
    }
    if rule.words.starts_with("Trades of ") {
        let words = "Trades settle on the next day on which there is settlement (T+1)".into();
        return Some(Rule { words, ..rule });
    }
    Some(rule)
}

fn last_normal_day() -> Day {
    let usual = |date: &Day| Calendar::nse().is_usual_day(*date);
    (0..20).map(|back| day(TO).plus(-back)).find(usual).unwrap()
}

/// Holidays, special sessions and settlement holidays, as they are known.
fn holidays() -> String {
    let mut out =
        String::from("\n## Holidays and special sessions\n\n| day | what | source |\n|---|---|---|\n");
    for notice in Calendar::nse().notices() {
        let kind = match notice.kind {
            NoticeKind::Closed => "closed",
            NoticeKind::SettlementHoliday => "trading without settlement",
            NoticeKind::SpecialSession { .. } => "special session",
        };
        let (words, source) = (cell(&notice.words), cell(&notice.source));
        writeln!(out, "| {} | {kind}: {words} | {source} |", notice.day.words()).unwrap();
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "/")
}

fn day((year, month, date): (i32, u8, u8)) -> Day {
    Day::of(year, month, date).unwrap()
}

const HEAD: &str = "# The rules of the market

Every dated rule that Lakh obeys, with its source. This page is written from the program's own rule book and a test fails
when the two differ; the rule book of any day is `trading::rules_on`. What is a decision of the program and not a rule of the
market says so, and `docs/DECISIONS.md` says why. Rules before 1 April 2021 are not in the book; earlier days obey its oldest
rows.
";
