//! Several orders at once, conversion and triggers, as they are written on the command line.

use std::fs;

use serde_json::{Value, json};

use crate::room::Room;

/// At half past nine of 3 August 2026.
fn trading() -> Room {
    let room = Room::practising();
    room.json(&["practice", "advance", "--to", "09:30"]);
    room
}

fn statuses(orders: &Value) -> Vec<&str> {
    orders.as_array().unwrap().iter().map(|order| order["status"].as_str().unwrap()).collect()
}

#[test]
fn a_basket_is_checked_and_placed_line_by_line_and_a_refusal_is_the_exit_code() {
    let room = trading();
    let file = room.path().join("basket.txt");
    let path = file.to_str().unwrap();
    fs::write(
        &file,
        "# two that do not fit together\n\
         buy RELIANCE 40 --price 1300 --note 'the first half'\n\
         buy RELIANCE 40 --price 1300\n\
         \n\
         buy SBIN 1 --price 1000 --product mis\n",
    )
    .unwrap();
    let checked = room.fails(1, &["basket", path, "--dry-run"]);
    let codes: Vec<_> = checked["tickets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ticket| ticket["refusal"]["code"].clone())
        .collect();
    assert_eq!(codes, [Value::Null, json!("cash_short"), Value::Null]);
    let sum = |name: &str| checked[name].as_i64().unwrap();
    assert_eq!(sum("available_paise") - sum("required_paise"), sum("cash_after_paise"));
    assert_eq!(room.json(&["orders"]), json!([]), "checking changes nothing");

    let placed = room.fails(1, &["basket", path]);
    assert_eq!(placed["message"], "2 orders placed, 1 refused");
    assert_eq!(statuses(&placed["orders"]), ["open", "rejected", "open"]);
    assert_eq!(placed["orders"][0]["note"], "the first half");
    assert_eq!(room.json(&["funds"])["available_paise"], checked["cash_after_paise"]);
}

#[test]
fn a_line_that_is_no_order_is_named_and_nothing_is_placed() {
    let room = trading();
    let file = room.path().join("basket.txt");
    let path = file.to_str().unwrap();
    for (text, says) in [
        ("buy RELIANCE 5\nhold RELIANCE 5\n", "Line 2"),
        ("buy RELIANCE many\n", "Line 1"),
        ("buy RELIANCE 5 --note 'open\n", "Line 1"),
        ("# nothing\n", "0 orders"),
    ] {
        fs::write(&file, text).unwrap();
        let failed = room.fails(2, &["basket", path]);
        let message = failed["error"]["message"].as_str().unwrap();
        assert!(message.contains(says), "{text:?}: {message}");
    }
    room.fails(3, &["basket", "/nowhere/basket.txt"]);
    assert_eq!(room.json(&["orders"]), json!([]));
}

#[test]
fn all_orders_are_cancelled_and_all_positions_closed_at_once() {
    let room = trading();
    assert_eq!(room.json(&["order", "cancel", "--all"])["message"], "No order is open");
    assert_eq!(room.json(&["position", "exit", "--all"])["message"], "No position is open");
    room.json(&["buy", "RELIANCE", "3", "--product", "mis"]);
    room.json(&["sell", "SBIN", "2", "--product", "mis"]);
    room.json(&["practice", "advance", "--by", "5m"]);
    room.json(&["buy", "RELIANCE", "1", "--price", "1290"]);
    room.json(&["buy", "RELIANCE", "1", "--price", "1291"]);
    let cancelled = room.json(&["order", "cancel", "--all"]);
    assert_eq!(cancelled["message"], "2 orders cancelled");
    assert_eq!(statuses(&cancelled["orders"]), ["cancelled", "cancelled"]);
    let closing = room.json(&["position", "exit", "--all"]);
    assert_eq!(closing["message"], "Closing 2 positions at the market");
    room.json(&["practice", "advance", "--by", "5m"]);
    let positions = room.json(&["positions"]);
    assert!(positions.as_array().unwrap().iter().all(|one| one["open_quantity"] == 0), "{positions}");
    room.fails(2, &["order", "cancel"]);
    room.fails(2, &["order", "cancel", "1", "--all"]);
}

#[test]
fn shares_of_the_day_are_converted_and_no_more_than_there_are() {
    let room = trading();
    room.json(&["buy", "RELIANCE", "5", "--product", "mis"]);
    room.json(&["practice", "advance", "--by", "5m"]);
    let refused = room.fails(1, &["position", "convert", "RELIANCE", "6", "--to", "cnc"]);
    assert_eq!(refused["refusal"]["code"], "nothing_to_convert");
    assert_eq!(refused["refusal"]["accepted"], "At most 5");
    let converted = room.json(&["position", "convert", "RELIANCE", "5", "--to", "cnc"]);
    assert_eq!(converted["message"], "5 RELIANCE converted to delivery (CNC)");
    assert_eq!(room.json(&["holdings"])[0]["quantity"], 5);
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}

#[test]
fn a_trigger_is_written_changed_listed_and_places_its_order_on_a_later_day() {
    let room = trading();
    let written =
        room.json(&["gtt", "create", "buy", "RELIANCE", "2", "--trigger", "1290", "--price", "1291"]);
    assert_eq!((&written["id"], &written["status"]), (&json!(1), &json!("waiting")));
    assert_eq!(written["legs"], json!([{"trigger_paise": 129_000, "price_paise": 129_100, "quantity": 2}]));
    let changed = room.json(&["gtt", "modify", "1", "2", "--trigger", "1295", "--price", "1296"]);
    assert_eq!(changed["legs"][0]["trigger_paise"], 129_500);
    let off = room.fails(1, &["gtt", "modify", "1", "2", "--trigger", "1295.03", "--price", "1296"]);
    assert_eq!(off["refusal"]["code"], "trigger_off_tick");
    room.fails(2, &["gtt", "create", "buy", "RELIANCE", "2", "--trigger", "1290"]);
    room.json(&["practice", "advance", "--next-day"]);
    assert_eq!(room.json(&["gtt", "list"])[0]["status"], "waiting", "it lives across days");
    // RELIANCE fell to 1,290.90 on 4 August.
    room.json(&["practice", "advance", "--close"]);
    let listed = room.json(&["gtt", "list"]);
    assert_eq!((&listed[0]["status"], &listed[0]["order_id"]), (&json!("placed"), &json!(1)));
    assert_eq!(room.json(&["holdings"])[0]["quantity"], 2);
    assert_eq!(room.fails(1, &["gtt", "cancel", "1"])["refusal"]["code"], "gtt_over");
    assert_eq!(room.fails(1, &["gtt", "cancel", "9"])["refusal"]["code"], "no_such_gtt");
}

#[test]
fn two_triggers_to_sell_stand_on_either_side_of_the_price() {
    let room = trading();
    let oco = ["gtt", "create", "sell", "RELIANCE", "2", "--trigger", "1250", "--price", "1249"];
    let wide = [&oco[..], &["--trigger", "1400", "--price", "1400"]].concat();
    let written = room.json(&wide);
    assert_eq!(written["legs"].as_array().unwrap().len(), 2);
    assert_eq!(written["reason"], "Waits for 1,250.00 or 1,400.00");
    let both_below = [&oco[..], &["--trigger", "1260", "--price", "1260"]].concat();
    assert_eq!(room.fails(1, &both_below)["refusal"]["code"], "gtt_legs");
    assert_eq!(room.json(&["gtt", "cancel", "1"])["status"], "ended");
}

#[test]
fn a_change_may_turn_a_limit_order_into_a_market_order() {
    let room = trading();
    room.json(&["buy", "RELIANCE", "5", "--price", "1290"]);
    let changed = room.json(&["order", "modify", "1", "--type", "market"]);
    assert_eq!((&changed["type"], &changed["price_paise"]), (&json!("market"), &Value::Null));
    let shown = room.json(&["buy", "RELIANCE", "50", "--price", "1290", "--disclosed", "5"]);
    assert_eq!(shown["disclosed_quantity"], 5);
    assert_eq!(room.json(&["order", "modify", "2", "--disclosed", "0"])["disclosed_quantity"], Value::Null);
}
