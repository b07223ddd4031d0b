//! Rights by command: 200 SHANTIGOLD bring 200 × 19 ÷ 295 = 12 of them, which trade as SHANTI-RE from 14 August 2026.

use serde_json::json;

use crate::room::Room;

#[test]
fn rights_are_sold_used_and_given_up_by_command() {
    let room = Room::practising();
    room.json(&["practice", "advance", "--to", "09:30"]);
    room.json(&["buy", "SHANTIGOLD", "200"]);
    room.json(&["practice", "advance", "--by", "1h"]);
    for _ in 0..3 {
        room.json(&["practice", "advance", "--next-day"]);
    }
    let code = |words: &[&str]| room.fails(1, words)["refusal"]["code"].clone();
    assert_eq!(code(&["corporate", "subscribe", "SHANTIGOLD-RE"]), "rights_not_held", "not credited yet");
    for _ in 0..6 {
        room.json(&["practice", "advance", "--next-day"]);
    }
    room.json(&["practice", "advance", "--to", "10:00"]);
    room.json(&["sell", "SHANTI-RE", "5"]);
    room.json(&["practice", "advance", "--by", "1h"]);

    // Six used: 6 × 215.00 = 1,290.00 are set aside. One is left.
    let used = room.json(&["corporate", "subscribe", "SHANTI-RE", "--qty", "6"]);
    assert_eq!(
        used,
        json!({"events": 1, "symbol": "SHANTI-RE",
               "message": "Applied for 6 SHANTIGOLD; they are allotted on 08 Sep 2026"})
    );
    assert_eq!(room.json(&["funds"])["blocked_paise"], 129_000);
    let more = room.fails(1, &["corporate", "subscribe", "SHANTI-RE", "--qty", "2"]);
    assert_eq!(
        (&more["refusal"]["code"], &more["refusal"]["accepted"]),
        (&json!("rights_not_held"), &json!("At most 1"))
    );
    let given_up = room.json(&["corporate", "lapse", "SHANTI-RE"]);
    assert_eq!(given_up["message"], "SHANTI-RE given up: what is not used lapses");
    assert_eq!(code(&["corporate", "lapse", "SHANTI-RE"]), "rights_not_held", "nothing is left");
    assert_eq!(code(&["corporate", "lapse", "SHANTIGOLD"]), "not_a_right");
    let told = room.json(&["corporate", "list"]);
    assert_eq!(told.as_array().unwrap().len(), 4, "the right, its new symbol, what was used and what lapsed");
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}
