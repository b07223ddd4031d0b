//! Settlement, margin and cash worked by hand: a trading day as text in which lines of their own say what must hold, each
//! with its arithmetic.
//!
//! ```text
//! 09:21:00 is cash = 100000 − 12.38 = 99,987.62
//! 09:21:00 is charges = rupee(0.1 % × 10000) + paisa(0.0030699 % × 10000) = 10.31
//! 09:21:00 is held INFY = 10 − 4 = 6
//! 09:21:00 is refused cash_short
//! ```
//!
//! The arithmetic must come to the number behind it, and so must the account. `rupee(…)` and `paisa(…)` round half up.
//! Prices are made round by limits that the market opens beyond: those fill at the market's own price.

mod blocks;
mod carried;
mod evaluate;
mod margin;
mod settlement;

use trading::{Account, Clock, Day, Paise, Symbol};

use crate::script::Stage;
use evaluate::{Exact, evaluate, number};

/// Plays a script and holds the account against every line that says what must be.
#[track_caller]
fn worked(script: &str) {
    let mut stage = Stage::new();
    let mut held = 0;
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.get(1) != Some(&"is") {
            stage.line(line);
            continue;
        }
        let clock: Clock = words[0].parse().unwrap();
        stage.ring_to(clock);
        hold(&stage, line, &words[2..]);
        held += 1;
    }
    stage.end_day();
    crate::laws::hold(&stage.account);
    assert!(held > 0, "a worked case says what must hold");
}

/// Begins with 1,00,000 and 100 shares that are bought as delivery on a day, at 100.
#[track_caller]
fn delivered(day: &str, then: &str) {
    worked(&format!(
        "cash 100000
        day {day}
        stock P 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 100 cnc limit 100
        09:21:00 P 99.95 x 5000
        {then}"
    ));
}

/// Begins with 1,00,000 and an intraday order for 500 shares at 100, which carry five times their margin.
#[track_caller]
fn ordered_intraday(then: &str) {
    worked(&format!(
        "cash 100000
        day 2026-08-03
        stock P 100 band none
        09:16:00 P 100.50 x 10
        09:20:00 buy P 500 mis limit 100
        {then}"
    ));
}

#[track_caller]
fn hold(stage: &Stage, line: &str, words: &[&str]) {
    if words[0] == "refused" {
        assert!(stage.refused.contains_key(words[1]), "{line}: refused so far: {:?}", stage.refused.keys());
        return;
    }
    let (named, rest) = line.split_once(" is ").unwrap().1.split_once('=').unwrap();
    let (arithmetic, result) = rest.rsplit_once('=').unwrap();
    let expected = number(result.trim());
    assert_eq!(evaluate(arithmetic), expected, "the arithmetic of {line:?}");
    let mut named = named.split_whitespace();
    let figure = named.next().unwrap();
    let symbol = named.next().map(|name| name.parse::<Symbol>().unwrap());
    let is = figure_of(&stage.account, stage.day(), figure, symbol.as_ref());
    assert_eq!(is, expected, "{line}\nso far:\n{}", stage.said);
}

/// A figure of an account: money in rupees, shares in shares.
fn figure_of(account: &Account, day: Day, figure: &str, symbol: Option<&Symbol>) -> Exact {
    let funds = account.funds(day);
    let money = |paise: Paise| Exact::of(paise.0, 100);
    let shares = |shares: i64| Exact::of(shares, 1);
    let Some(symbol) = symbol else {
        return money(match figure {
            "cash" => funds.cash,
            "available" => funds.available,
            "blocked" => funds.blocked,
            "receivable" => funds.receivable,
            "payable" => funds.payable,
            "realised" => funds.realised,
            "dividends" => funds.dividends,
            "charges" => funds.charges.total(),
            "brokerage" => funds.charges.brokerage,
            "stt" => funds.charges.stt,
            "stamp" => funds.charges.stamp,
            "gst" => funds.charges.gst,
            "dp" => funds.charges.dp,
            "square-off" => funds.charges.square_off,
            other => panic!("what is {other}?"),
        });
    };
    let holding = account.holdings().get(symbol);
    let position = account.intraday().get(symbol);
    let short = account.shorts().find(|(of, _)| *of == symbol).map(|(_, short)| short);
    match figure {
        "held" => shares(holding.map_or(0, |held| held.pool.quantity())),
        "cost" => money(holding.map_or(Paise::ZERO, |held| held.pool.cost())),
        "average" => money(holding.and_then(|held| held.pool.average()).unwrap_or_default()),
        "undelivered" => shares(holding.map_or(0, |held| held.unsettled(day))),
        "sellable" => shares(account.sellable(symbol, false, day)),
        "sellable-delivered" => shares(account.sellable(symbol, true, day)),
        "margin" => money(position.map_or(Paise::ZERO, |position| position.margin)),
        "open" => shares(position.map_or(0, trading::Intraday::signed_quantity)),
        "owed" => shares(short.map_or(0, |short| short.quantity)),
        other => panic!("what is {other} of {symbol}?"),
    }
}
