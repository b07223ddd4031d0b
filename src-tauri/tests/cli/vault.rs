//! The record from the command line: copied, put back, exported, written by many at once.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::room::Room;

fn traded() -> Room {
    let room = Room::practising();
    room.json(&["buy", "RELIANCE", "5"]);
    room.json(&["practice", "advance", "--by", "1h"]);
    room.json(&["buy", "TCS", "3", "--product", "mis"]);
    room.json(&["sell", "RELIANCE", "2", "--price", "1400"]);
    room.json(&["practice", "advance", "--next-day"]);
    room.json(&["sell", "RELIANCE", "2"]);
    room.json(&["practice", "advance", "--by", "30m"]);
    room
}

#[test]
fn a_backup_is_put_back_and_says_first_what_would_be_lost() {
    let room = traded();
    let copy = room.path().join("copy.lakh");
    let copy = copy.to_str().unwrap();
    let made = room.json(&["ledger", "backup", copy]);
    assert_eq!(made["head"], room.json(&["ledger", "verify"])["head"]);
    room.fails(3, &["ledger", "backup", copy]);
    room.json(&["buy", "INFY", "1"]);
    let refused = room.fails(2, &["ledger", "restore", copy]);
    assert_eq!(refused["error"]["code"], "would_lose_events");
    assert!(refused["error"]["message"].as_str().unwrap().contains("would be lost"), "{refused}");
    assert_ne!(room.json(&["ledger", "verify"])["head"], made["head"], "nothing was changed");
    let done = room.json(&["ledger", "restore", copy, "--yes"]);
    assert!(done["lost_events"].as_u64().unwrap() >= 1 && done["set_aside"].is_string(), "{done}");
    assert_eq!(room.json(&["ledger", "verify"])["head"], made["head"]);
    assert_eq!(room.json(&["ledger", "restore", copy])["lost_events"], 0);
}

#[test]
fn a_damaged_ledger_names_its_last_backup_and_is_put_back_from_it() {
    let room = traded();
    let head = room.json(&["ledger", "verify"])["head"].clone();
    // The close of the first day was copied by the desk.
    let backups: Vec<_> = walk(&room.path().join("backups"), ".sqlite");
    assert!(!backups.is_empty(), "a day that ended was copied");
    let copy = room.path().join("newest.lakh");
    room.json(&["ledger", "backup", copy.to_str().unwrap()]);
    let ledger = walk(&room.path().join("ledgers"), ".sqlite").remove(0);
    let size = usize::try_from(fs::metadata(&ledger).unwrap().len()).unwrap();
    fs::write(&ledger, vec![0; size]).unwrap();
    for words in [&["funds"][..], &["ledger", "verify"], &["buy", "TCS", "1"]] {
        let answer = room.fails(4, words);
        let next = answer["error"]["next_step"].as_str().unwrap();
        assert!(backups.iter().any(|backup| next.contains(backup.to_str().unwrap())), "{answer}");
    }
    assert_eq!(fs::read(&ledger).unwrap(), vec![0; size], "nothing was touched");
    let done = room.json(&["ledger", "restore", copy.to_str().unwrap()]);
    assert_eq!(done["lost_events"], Value::Null, "nobody can tell");
    assert_eq!(room.json(&["ledger", "verify"])["head"], head);
}

fn walk(dir: &std::path::Path, end: &str) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = walkdir::WalkDir::new(dir)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            path.to_string_lossy().ends_with(end) && !path.to_string_lossy().contains("before-form")
        })
        .collect();
    found.sort();
    found
}

#[test]
fn an_export_balances_and_agrees_with_the_account() {
    let room = traded();
    let to = |name: &str| room.path().join(name).to_str().unwrap().to_owned();
    let events = room.json(&["ledger", "verify"])["events"].clone();
    for (format, files) in [("csv", 4), ("json", 1), ("hledger", 1), ("beancount", 1)] {
        let made = room.json(&["ledger", "export", "--format", format, "--to", &to(format)]);
        assert_eq!((&made["events"], made["files"].as_array().unwrap().len()), (&events, files), "{format}");
        room.fails(3, &["ledger", "export", "--format", format, "--to", &to(format)]);
    }
    let cash = room.json(&["funds"])["cash_paise"].as_i64().unwrap();
    let journal = fs::read_to_string(room.path().join("hledger/ledger.journal")).unwrap();
    assert_eq!(balance_of(&journal, "Assets:Account2:Cash"), cash, "hledger");
    let beans = fs::read_to_string(room.path().join("beancount/ledger.beancount")).unwrap();
    assert_eq!(balance_of(&beans, "Assets:Account2:Cash"), cash, "beancount");
    let asserted = beans.lines().find(|line| line.contains(" balance Assets:Account2:Cash ")).unwrap();
    assert_eq!(paise(asserted.split_whitespace().nth(3).unwrap()), cash);
    let document: Value =
        serde_json::from_str(&fs::read_to_string(room.path().join("json/ledger.json")).unwrap()).unwrap();
    for event in document["events"].as_array().unwrap() {
        let sum: i64 = event["postings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["amount_paise"].as_i64().unwrap())
            .sum();
        assert_eq!(sum, 0, "{event}");
    }
    let rows = fs::read_to_string(room.path().join("csv/trades.csv")).unwrap();
    assert_eq!(rows.lines().count() - 1, room.json(&["trades"]).as_array().unwrap().len());
    assert!(rows.starts_with(
        "seq,account,at,trade,order,symbol,isin,side,product,quantity,price_paise,charges_paise,charged_under\n"
    ));
}

/// Follows a plain-text ledger as its program would: every transaction sums to zero. Answers with a balance, in paise.
fn balance_of(text: &str, account: &str) -> i64 {
    let mut balances: BTreeMap<&str, i64> = BTreeMap::new();
    let mut opened: Vec<&str> = Vec::new();
    for block in text.split("\n\n") {
        let mut sum = 0;
        for line in block.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [name, amount, "INR"] if line.starts_with("    ") => {
                    assert!(opened.is_empty() || opened.contains(name), "{name} is opened before it is used");
                    *balances.entry(name).or_default() += paise(amount);
                    sum += paise(amount);
                }
                [name, "0.00", "INR", "=", amount, "INR"] => {
                    assert_eq!(balances[name], paise(amount), "{line}");
                }
                [_, "open", name, "INR"] => opened.push(name),
                [_, "balance", name, amount, "INR"] => assert_eq!(balances[name], paise(amount), "{line}"),
                _ => assert!(!line.starts_with("    "), "a line that is no posting: {line}"),
            }
        }
        assert_eq!(sum, 0, "{block}");
    }
    balances[account]
}

fn paise(amount: &str) -> i64 {
    let (rupees, rest) = amount.split_once('.').unwrap();
    assert_eq!(rest.len(), 2, "{amount}");
    format!("{rupees}{rest}").parse().unwrap()
}

#[test]
fn eight_programs_that_order_at_once_spend_each_rupee_once() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--by", "1h"]);
    // Each needs some 26,000 of the one lakh: three of the eight can be taken.
    let answers: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> =
            (0..8).map(|_| scope.spawn(|| room.lakh(&["buy", "RELIANCE", "20", "--json"]))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let taken = answers.iter().filter(|said| said.code == 0).count();
    assert_eq!(taken, 3, "{answers:?}");
    for said in answers.iter().filter(|said| said.code != 0) {
        assert_eq!(said.code, 1, "refused by the rules and by nothing else: {said:?}");
    }
    let proof = room.json(&["ledger", "verify"]);
    assert_eq!(proof["ok"], true, "{proof}");
    let orders = room.json(&["orders"]);
    let mut ids: Vec<_> = orders.as_array().unwrap().iter().map(|order| order["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 8, "every order has a number of its own");
    assert!(room.json(&["funds"])["available_paise"].as_i64().unwrap() >= 0);
    // The live account's first event, the practice account's, and one an order: none twice, none missing.
    assert_eq!(proof["events"], 10);
}

#[test]
fn a_clock_set_back_a_day_changes_nothing_that_was_written() {
    let room = traded();
    let at = |now: &str, words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lakh"));
        command.args(words).arg("--json").env_clear().env("LAKH_DATA_DIR", room.path()).env("LAKH_NOW", now);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let yesterday = "2026-11-21T09:00:00+05:30";
    let (code, said) = at(yesterday, &["buy", "TCS", "1"]);
    assert_eq!(code, Some(0), "a practice account has its own time: {said}");
    let (code, said) = at(yesterday, &["--account", "live", "buy", "TCS", "1"]);
    assert_ne!(code, Some(4), "the record is not to blame: {said}");
    let (code, said) = at(yesterday, &["ledger", "verify"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}
