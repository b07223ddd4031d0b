//! Two people on one computer.

use serde_json::json;

use crate::room::Room;

#[test]
fn two_profiles_never_see_each_others_orders_holdings_or_figures() {
    let room = Room::practising();
    room.json(&["profile", "create", "बृज"]);
    let asha = |words: &[&str]| room.json(&[&["--profile", "Asha"], words].concat());
    let brij = |words: &[&str]| room.json(&[&["--profile", "बृज"], words].concat());
    brij(&["account", "open", "august", "--practice", "--seed", "7"]);

    asha(&["buy", "RELIANCE", "5"]);
    asha(&["practice", "advance", "--close"]);

    assert_eq!(brij(&["orders"]), json!([]));
    assert_eq!(brij(&["trades"]), json!([]));
    assert_eq!(brij(&["holdings"]), json!([]));
    assert_eq!(brij(&["funds"])["cash_paise"], 10_000_000);
    assert_eq!(brij(&["portfolio"])["value_paise"], 10_000_000);
    assert!(brij(&["practice", "status"])["now"].as_str().unwrap().contains("T09:00:00"));
    assert_eq!(asha(&["holdings"])[0]["quantity"], 5);

    // The same names and the same seed, and still each their own.
    brij(&["buy", "TCS", "1"]);
    assert_eq!(asha(&["orders"]).as_array().unwrap().len(), 1);
    assert_eq!(asha(&["ledger", "verify"])["ok"], true);
    assert_eq!(brij(&["ledger", "verify"])["ok"], true);
    assert_ne!(asha(&["ledger", "verify"])["head"], brij(&["ledger", "verify"])["head"]);
}

#[test]
fn with_several_profiles_one_must_be_named() {
    let room = Room::practising();
    room.json(&["profile", "create", "brij"]);
    let answer = room.fails(2, &["funds"]);
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("asha") && message.contains("brij"), "{message}");
    assert!(answer["error"]["next_step"].as_str().unwrap().contains("--profile"));
}

#[test]
fn the_first_profile_is_the_administrator_and_a_name_is_taken_once() {
    let room = Room::new();
    assert_eq!(room.json(&["profile", "create", "asha"])["admin"], true);
    assert_eq!(room.json(&["profile", "create", "brij"])["admin"], false);
    assert_eq!(room.fails(2, &["profile", "create", "ASHA"])["error"]["message"], "The name ASHA is taken");
    room.fails(2, &["profile", "create", "  "]);
    let removed = room.json(&["profile", "remove", "brij"]);
    assert!(std::path::Path::new(removed["set_aside"].as_str().unwrap()).exists());
    assert_eq!(room.json(&["profile", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn accounts_are_apart_and_a_reset_puts_the_old_one_away() {
    let room = Room::practising();
    room.json(&["buy", "RELIANCE", "5"]);
    room.json(&["account", "open", "again", "--practice", "--day", "2026-08-05", "--capital", "5,00,000"]);
    assert_eq!(room.json(&["funds"])["capital_paise"], 50_000_000);
    assert_eq!(room.json(&["orders"]), json!([]));
    assert_eq!(room.json(&["--account", "august", "orders"]).as_array().unwrap().len(), 1);
    assert_eq!(room.json(&["account", "reset"])["name"], "august");
    assert_eq!(room.json(&["orders"]), json!([]));
    let accounts = room.json(&["account", "list"]);
    let archived: Vec<_> =
        accounts.as_array().unwrap().iter().filter(|account| account["archived"] == true).collect();
    assert_eq!((accounts.as_array().unwrap().len(), archived.len()), (4, 1));
}
