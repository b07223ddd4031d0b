//! The first trade, in figures worked out by hand from the prices that the exchange published: RELIANCE opened
//! at 1,315.20 and closed at 1,319.00 on 3 August 2026, opened at 1,315.00 and closed at 1,290.90 on the 4th.

use serde_json::{Value, json};

use crate::room::Room;

/// Some fields of an answer.
fn some(answer: &Value, names: &[&str]) -> Value {
    names
        .iter()
        .map(|name| ((*name).to_owned(), answer[*name].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[test]
fn five_bought_at_the_open_and_two_sold_the_next_day_agree_with_the_figures_by_hand() {
    let room = Room::practising();
    buy_on_the_third(&room);
    sell_on_the_fourth(&room);
    let proof = room.json(&["ledger", "verify"]);
    assert_eq!(some(&proof, &["ok", "differences"]), json!({"ok": true, "differences": []}));
}

fn buy_on_the_third(room: &Room) {
    // A market order in the pre-open trades at its one price, the real open: 5 × 1,315.20 = 6,576.00.
    let order = room.json(&["buy", "RELIANCE", "5", "--note", "the first"]);
    let fields = ["id", "symbol", "side", "product", "type", "validity", "quantity", "status", "note"];
    assert_eq!(
        some(&order, &fields),
        json!({"id": 1, "symbol": "RELIANCE", "side": "buy", "product": "cnc", "type": "market",
               "validity": "day", "quantity": 5, "status": "pending", "note": "the first"})
    );
    let moved = room.json(&["practice", "advance", "--close"]);
    assert_eq!(moved["fills"], 1);

    // STT 6.576 → 7.00 · stamp 0.9864 → 1.00 · transaction 0.2018… → 0.20 · SEBI 0.006576 → 0.01
    // GST 18 % of 0.21 = 0.0378 → 0.04 · together 8.25.
    let trades = room.json(&["trades"]);
    assert_eq!(trades[0]["price_paise"], 131_520);
    assert_eq!(
        trades[0]["charges"],
        json!({"brokerage_paise": 0, "stt_paise": 700, "transaction_paise": 20, "sebi_paise": 1,
               "stamp_paise": 100, "gst_paise": 4, "ipft_paise": 0, "dp_paise": 0, "square_off_paise": 0})
    );
    assert_eq!(trades[0]["charges_paise"], 825);
    assert_eq!(trades[0]["evidence"]["rule"], "pre_open_price");

    // Charges leave the cash at once; the price of the shares is owed until it settles.
    assert_eq!(
        room.json(&["funds"]),
        json!({"capital_paise": 10_000_000, "cash_paise": 9_999_175, "available_paise": 9_341_575,
               "blocked_paise": 0, "receivable_paise": 0, "payable_paise": 657_600, "charges_paise": 825,
               "realised_paise": 0})
    );
    let portfolio = room.json(&["portfolio"]);
    // 5 × 1,319.00 = 6,595.00, 19.00 more than they cost; 1,00,000 − 8.25 + 19.00 in all.
    assert_eq!(
        some(
            &portfolio,
            &["value_paise", "invested_paise", "current_paise", "profit_paise", "day_profit_paise"]
        ),
        json!({"value_paise": 10_001_075, "invested_paise": 657_600, "current_paise": 659_500,
               "profit_paise": 1_900, "day_profit_paise": 1_900})
    );
}

fn sell_on_the_fourth(room: &Room) {
    room.json(&["practice", "advance", "--next-day"]);
    room.json(&["sell", "RELIANCE", "2"]);
    room.json(&["practice", "advance", "--close"]);

    // 2 × 1,315.00 = 2,630.00: STT 2.63 → 3.00 · transaction 0.0807… → 0.08 · SEBI 0.00263 → 0.00
    // GST 18 % of 0.08 = 0.0144 → 0.01 · depository 13.00 + 18 % = 15.34 · together 18.43.
    let trades = room.json(&["trades"]);
    assert_eq!(trades[0]["price_paise"], 131_500);
    assert_eq!(trades[0]["charges"]["dp_paise"], 1_534);
    assert_eq!(trades[0]["charges_paise"], 1_843);

    // The purchase has settled: 1,00,000 − 8.25 − 6,576.00 − 18.43. Lost on two shares: 2 × 0.20.
    assert_eq!(
        room.json(&["funds"]),
        json!({"capital_paise": 10_000_000, "cash_paise": 9_339_732, "available_paise": 9_339_732,
               "blocked_paise": 0, "receivable_paise": 263_000, "payable_paise": 0, "charges_paise": 2_668,
               "realised_paise": -40})
    );

    // A sale never moves the average. 3 × 1,290.90 = 3,872.70 against 3 × 1,315.20 = 3,945.60.
    let holdings = room.json(&["holdings"]);
    assert_eq!(
        some(
            &holdings[0],
            &[
                "quantity",
                "average_paise",
                "invested_paise",
                "last_paise",
                "value_paise",
                "profit_paise",
                "source"
            ]
        ),
        json!({"quantity": 3, "average_paise": 131_520, "invested_paise": 394_560, "last_paise": 129_090,
               "value_paise": 387_270, "profit_paise": -7_290, "source": "modelled"})
    );
    // 1,00,000 − 26.68 − 0.40 − 72.90; today 3 × (1,290.90 − 1,319.00) + 2 × (1,315.00 − 1,319.00).
    let portfolio = room.json(&["portfolio"]);
    assert_eq!(
        some(&portfolio, &["value_paise", "profit_paise", "day_profit_paise", "stale_count"]),
        json!({"value_paise": 9_990_002, "profit_paise": -7_290, "day_profit_paise": -9_230, "stale_count": 0})
    );
}

#[test]
fn a_trial_changes_nothing_and_says_what_the_order_would_cost() {
    let room = Room::practising();
    let before = room.json(&["ledger", "verify"])["head"].clone();
    let tried = room.json(&["buy", "RELIANCE", "5", "--price", "1315.20", "--dry-run"]);
    assert_eq!(tried["id"], Value::Null);
    assert_eq!(tried["type"], "limit");
    assert_eq!(tried["cost"]["total_paise"], 825);
    assert_eq!(tried["cost"]["net_paise"], 658_425);
    let refused = room.fails(1, &["sell", "RELIANCE", "5", "--dry-run"]);
    assert_eq!(refused["refusal"]["code"], "not_held");
    assert_eq!(room.json(&["orders"]), json!([]));
    assert_eq!(room.json(&["ledger", "verify"])["head"], before);
}

#[test]
fn the_cost_of_an_order_is_known_without_a_profile() {
    let room = Room::new();
    let cost = room.json(&["cost", "buy", "RELIANCE", "5", "--price", "₹1,315.20"]);
    assert_eq!(
        some(&cost, &["total_paise", "turnover_paise", "net_paise"]),
        json!({"total_paise": 825, "turnover_paise": 657_600, "net_paise": 658_425})
    );
    assert!(cost["break_even_paise"].as_i64().unwrap() > 131_520);
    assert_eq!(
        room.fails(1, &["cost", "buy", "NOSUCH", "5", "--price", "10"])["refusal"]["code"],
        "unknown_symbol"
    );
    assert_eq!(
        room.fails(1, &["cost", "buy", "RELIANCE", "-5", "--price", "10"])["refusal"]["code"],
        "quantity_not_positive"
    );
}

#[test]
fn an_order_can_be_changed_and_cancelled_and_keeps_its_history() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--to", "09:20"]);
    room.json(&["buy", "RELIANCE", "5", "--price", "1306.00"]);
    let changed = room.json(&["order", "modify", "1", "--quantity", "3"]);
    assert_eq!(changed["quantity"], 3);
    let cancelled = room.json(&["order", "cancel", "1"]);
    assert_eq!(cancelled["status"], "cancelled");
    let steps: Vec<_> =
        cancelled["history"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["accepted", "modified", "ended"]);
    assert_eq!(room.json(&["funds"])["blocked_paise"], 0);
    assert_eq!(room.fails(1, &["order", "cancel", "1"])["refusal"]["code"], "order_ended");
    assert_eq!(room.fails(1, &["order", "show", "9"])["refusal"]["code"], "no_such_order");
}
