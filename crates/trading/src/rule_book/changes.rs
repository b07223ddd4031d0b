//! When the rule book changed, and what came and went.

use super::{Rule, Topic, rules_on};
use crate::calendar::Calendar;
use crate::moment::Day;

/// The rules that came and went on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The first day of the new rules.
    pub day: Day,
    /// In force until the trading day before.
    pub gone: Vec<Rule>,
    /// In force from this day on.
    pub came: Vec<Rule>,
}

/// The changes of the book after one day and up to another, the earliest first. Days of special hours are passed
/// over: they are exceptions, not changes; and so is the day that trades settle on, which is another every day.
#[must_use]
pub fn rule_changes(calendar: &Calendar, after: Day, to: Day) -> Vec<RuleChange> {
    let usual = |day: &Day| calendar.is_usual_day(*day);
    let Some(first) = (0..=10).map(|back| after.plus(-back)).find(usual) else { return Vec::new() };
    let mut before = kept(calendar, first);
    let mut changes = Vec::new();
    let days = (1..=to.since(after).max(0)).map(|on| after.plus(on));
    for day in days.filter(usual) {
        let now = kept(calendar, day);
        if said(&now).ne(said(&before)) {
            let gone = before.iter().filter(|rule| !said(&now).any(|other| other == words_of(rule)));
            let came = now.iter().filter(|rule| !said(&before).any(|other| other == words_of(rule)));
            let (gone, came): (Vec<Rule>, Vec<Rule>) = (gone.cloned().collect(), came.cloned().collect());
            if !gone.is_empty() || !came.is_empty() {
                changes.push(RuleChange { day, gone, came });
            }
        }
        before = now;
    }
    changes
}

fn kept(calendar: &Calendar, day: Day) -> Vec<Rule> {
    rules_on(calendar, day).into_iter().filter(|rule| rule.topic != Topic::Settlement).collect()
}

fn said(rules: &[Rule]) -> impl Iterator<Item = (Topic, &str)> {
    rules.iter().map(words_of)
}

const fn words_of(rule: &Rule) -> (Topic, &str) {
    (rule.topic, rule.words.as_str())
}
