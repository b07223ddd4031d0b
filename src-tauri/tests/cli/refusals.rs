//! Everything that the rules refuse: each with its own reason, kept in the book, nothing else changed.

use serde_json::{Value, json};

use crate::room::Room;

/// What is refused in continuous trading on 3 August 2026, and why.
const REFUSED: &[(&[&str], &str)] = &[
    (&["buy", "RELIANCE", "-1000"], "quantity_not_positive"),
    (&["buy", "RELIANCE", "0"], "quantity_not_positive"),
    (&["buy", "RELIANCE", "10,00,00,000"], "quantity_too_large"),
    (&["buy", "NOSUCH", "1"], "unknown_symbol"),
    (&["buy", "RELIANCE", "1", "--price", "1315.25"], "price_off_tick"),
    (&["buy", "RELIANCE", "1", "--price", "1100.00"], "price_outside_band"),
    (&["buy", "RELIANCE", "1", "--price", "-5"], "price_not_positive"),
    (&["sell", "RELIANCE", "1"], "not_held"),
    (&["buy", "RELIANCE", "100"], "cash_short"),
    (&["buy", "RELIANCE", "1", "--type", "limit"], "price_missing"),
    (&["buy", "RELIANCE", "1", "--type", "market", "--price", "1315.20"], "price_not_wanted"),
];

#[test]
fn each_has_its_own_reason_stands_in_the_book_and_changes_nothing_else() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--to", "10:00"]);
    let before = (room.json(&["funds"]), room.json(&["holdings"]), room.json(&["trades"]));
    let trade_to_trade = a_stock_of_series(&room, "BE");
    let mut expected = Vec::new();
    let mis = ["buy", trade_to_trade.as_str(), "1", "--product", "mis"];
    for (words, code) in REFUSED.iter().copied().chain([(&mis[..], "trade_to_trade")]) {
        let answer = room.fails(1, words);
        assert_eq!(answer["refusal"]["code"], code, "{words:?}: {answer}");
        assert!(!answer["refusal"]["message"].as_str().unwrap().is_empty());
        let accepted = answer["refusal"]["accepted"].as_str().unwrap_or_default();
        assert!(!accepted.is_empty(), "{words:?} must say what would be accepted: {answer}");
        expected.push(json!({"symbol": words[1], "status": "rejected", "filled_quantity": 0}));
    }
    let book = room.json(&["orders"]);
    let kept: Vec<Value> = book.as_array().unwrap().iter().rev().map(|order| {
        assert!(order["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
        json!({"symbol": order["symbol"], "status": order["status"], "filled_quantity": order["filled_quantity"]})
    }).collect();
    assert_eq!(kept, expected);
    assert_eq!((room.json(&["funds"]), room.json(&["holdings"]), room.json(&["trades"])), before);
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}

#[test]
fn the_exchange_takes_no_orders_when_it_is_shut() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--to", "09:13"]);
    assert_eq!(room.fails(1, &["buy", "RELIANCE", "1"])["refusal"]["code"], "market_closed");
    room.json(&["practice", "advance", "--close"]);
    assert_eq!(room.fails(1, &["buy", "RELIANCE", "1"])["refusal"]["code"], "market_closed");
    assert_eq!(room.json(&["orders"]).as_array().unwrap().len(), 2);
}

#[test]
fn the_live_account_shows_old_prices_with_their_age_and_refuses_orders_while_quotes_are_off() {
    let room = Room::new();
    room.json(&["profile", "create", "asha"]);
    let quote = room.json(&["market", "quote", "RELIANCE"])[0].clone();
    assert_eq!((&quote["stale"], &quote["source"]), (&json!(true), &json!("archive")));
    assert!(quote["as_of"].as_str().unwrap().starts_with("2026-08-14T15:3"), "{quote}");
    assert_eq!(room.fails(1, &["buy", "RELIANCE", "1"])["refusal"]["code"], "live_quotes_off");
    assert_eq!(room.json(&["orders"])[0]["status"], "rejected");
    assert_eq!(room.fails(2, &["practice", "advance", "--close"])["error"]["code"], "usage");
}

#[test]
fn in_words_a_refusal_is_the_answer_and_a_failure_is_not() {
    let room = Room::practising();
    let refused = room.lakh(&["buy", "RELIANCE", "0"]);
    assert_eq!((refused.code, refused.err.as_str()), (1, ""));
    assert!(refused.out.contains("Accepted: 1 share or more."), "{}", refused.out);
    let failed = room.lakh(&["--profile", "nobody", "funds"]);
    assert_eq!((failed.code, failed.out.as_str()), (2, ""));
    assert!(failed.err.contains("nobody"), "{}", failed.err);
}

fn a_stock_of_series(room: &Room, series: &str) -> String {
    let board = room.json(&["market", "list"]);
    let found = board.as_array().unwrap().iter().find(|row| row["series"] == series).unwrap();
    found["symbol"].as_str().unwrap().to_owned()
}
