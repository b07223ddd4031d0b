//! Wrong usage, the outside world, and a damaged record: each with its exit code and what to do next.

use crate::room::Room;

#[test]
fn wrong_usage_ends_with_two_and_says_what_would_be_right() {
    let room = Room::practising();
    for words in [
        &["fly"][..],
        &["buy", "RELIANCE"],
        &["buy", "RELIANCE", "five"],
        &["buy", "RELIANCE", "1,5"],
        &["buy", "RELIANCE", "1", "--price", "1315.305"],
        &["buy", "RELIANCE", "1", "--price", "1315,30"],
        &["buy", "RELIANCE", "1", "--prize", "1"],
        &["buy", "REL IANCE", "1"],
        &["buy", "RELIANCE", "1", "--product", "nrml"],
        &["practice", "advance"],
        &["practice", "advance", "--close", "--next-day"],
        &["practice", "advance", "--by", "90"],
        &["practice", "advance", "--to", "25:00"],
        &["practice", "advance", "--to", "08:00"],
        &["account", "open", "x"],
        &["account", "open", "x", "--practice", "--day", "2026-02-30"],
        &["account", "open", "x", "--practice", "--day", "2020-01-01"],
        &["account", "open", "x", "--practice", "--capital", "0"],
        &["account", "open", "august", "--practice"],
        &["--account", "nosuch", "funds"],
        &["report", "pnl"],
        &["serve"],
        &["profile", "password"],
    ] {
        let answer = room.fails(2, words);
        assert!(!answer["error"]["message"].as_str().unwrap().is_empty(), "{words:?}: {answer}");
    }
    assert_eq!(room.json(&["orders"]), serde_json::json!([]));
}

#[test]
fn what_is_not_built_is_not_promised_by_the_help() {
    let room = Room::new();
    let help = room.lakh(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for word in ["serve", "report"] {
        assert!(!help.out.contains(&format!("  {word} ")), "{word}");
    }
    assert_eq!(room.lakh(&["--version"]).out.trim(), format!("lakh {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn amounts_are_read_as_people_write_them() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--by", "1h"]);
    for price in ["1,306.00", "₹1306", "1306.0"] {
        assert_eq!(room.json(&["buy", "RELIANCE", "1", "--price", price])["price_paise"], 130_600);
    }
    let now = room.json(&["practice", "status"]);
    assert_eq!((&now["phase"], &now["day"]), (&"continuous".into(), &"2026-08-03".into()));
    assert_eq!(now["now"], "2026-08-03T10:00:00+05:30");
}

#[test]
fn a_directory_that_cannot_be_used_is_the_worlds_failure() {
    let room = Room::bare();
    let file = room.path().join("a-file");
    std::fs::write(&file, "not a directory").unwrap();
    let answer = room.fails(3, &["--data-dir", file.to_str().unwrap(), "profile", "list"]);
    assert!(!answer["error"]["next_step"].as_str().unwrap().is_empty());
}

#[test]
fn a_damaged_record_ends_with_four() {
    let room = Room::practising();
    let ledgers = room.path().join("ledgers");
    for ledger in std::fs::read_dir(ledgers).unwrap() {
        let path = ledger.unwrap().path();
        let size = usize::try_from(path.metadata().unwrap().len()).unwrap();
        std::fs::write(&path, vec![7; size]).unwrap();
    }
    let answer = room.fails(4, &["funds"]);
    assert!(!answer["error"]["next_step"].as_str().unwrap().is_empty(), "{answer}");
    assert_eq!(room.lakh(&["doctor"]).code, 4);
}

#[test]
fn nothing_but_the_answer_goes_to_standard_output() {
    let room = Room::bare();
    let first = room.lakh(&["market", "days", "--json"]);
    assert!(first.out.starts_with('['), "{}", first.out);
    let table = Room::practising().lakh(&["funds"]).out;
    assert!(table.contains("1,00,000.00") && !table.contains('\u{1b}'), "{table}");
}

#[test]
fn the_doctor_finds_a_healthy_house_healthy() {
    let room = Room::practising();
    let checks = room.json(&["doctor"]);
    assert!(checks["checks"].as_array().unwrap().iter().all(|check| check["ok"] == true), "{checks}");
}
