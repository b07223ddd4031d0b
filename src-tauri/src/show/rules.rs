//! The rule book of a day for the window.

use trading::{Calendar, Day, Rule, RuleChange, rule_changes, rules_on};

use crate::wire;

/// The rules of a day and the changes of the book between two others; of a day on which the exchange is shut, those
/// of the next trading day.
pub(crate) fn rules(day: Day, (since, until): (Day, Day)) -> wire::RuleBook {
    let calendar = Calendar::nse();
    let open = if calendar.is_trading_day(day) { day } else { calendar.next_trading_day(day) };
    let closed = (open != day).then(|| {
        let why = calendar.why_closed(day).unwrap_or("no trading");
        format!("{}: {why}", day.words())
    });
    wire::RuleBook {
        day: open.to_string(),
        closed,
        rules: rules_on(calendar, open).iter().map(rule).collect(),
        changes: rule_changes(calendar, since, until).iter().map(change).collect(),
    }
}

fn rule(rule: &Rule) -> wire::Rule {
    wire::Rule {
        name: rule.name.into(),
        topic: rule.topic.words().into(),
        words: rule.words.clone(),
        from: rule.from.map(|from| from.to_string()),
        source: rule.source.to_string(),
    }
}

fn change(change: &RuleChange) -> wire::RuleChange {
    wire::RuleChange {
        day: change.day.to_string(),
        gone: change.gone.iter().map(rule).collect(),
        came: change.came.iter().map(rule).collect(),
    }
}
