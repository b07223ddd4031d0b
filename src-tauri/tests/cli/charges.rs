//! Charge profiles by command: copied, changed, used; what was bought before keeps what it was charged under.

use serde_json::json;

use crate::room::Room;

#[test]
fn a_copy_that_is_changed_and_used_charges_what_is_ordered_from_then_on() {
    let room = Room::practising();
    let listed = room.json(&["charges", "list"]);
    let in_force: Vec<_> = listed.as_array().unwrap().iter().filter(|one| one["in_force"] == true).collect();
    assert_eq!(in_force.len(), 1);
    assert_eq!((&in_force[0]["id"], &in_force[0]["own"]), (&json!("discount-broker-2026"), &json!(false)));
    assert_eq!(in_force[0]["intraday"]["most_paise"], 2_000);

    let copy = room.json(&["charges", "copy", "discount-broker-2026", "Mine"]);
    assert_eq!(
        (&copy["id"], &copy["version"], &copy["in_force"]),
        (&json!("own-1"), &json!(1), &json!(false))
    );
    let before = room.json(&["cost", "buy", "RELIANCE", "5", "--price", "1300"]);
    // By its name in any case of letters. 0.1 % of 6,500.00 is 6.50; GST is 18 % of it and 0.21 more: 1.21.
    room.json(&[
        "charges",
        "edit",
        "mINE",
        "--delivery-percent",
        "0.1",
        "--delivery-most",
        "20",
        "--dp",
        "18.50",
    ]);
    assert_eq!(room.json(&["cost", "buy", "RELIANCE", "5", "--price", "1300"]), before, "not in force yet");
    let used = room.json(&["charges", "use", "own-1"]);
    assert_eq!((&used["version"], &used["in_force"]), (&json!(2), &json!(true)));
    let after = room.json(&["cost", "buy", "RELIANCE", "5", "--price", "1300"]);
    assert_eq!(
        (&after["lines"]["brokerage_paise"], &after["lines"]["gst_paise"]),
        (&json!(650), &json!(121))
    );
    assert_eq!(after["rule_version"], "own-1/2@2026-03-01");
    assert_eq!(after["charged_under"], "Mine, version 2");

    room.json(&["buy", "RELIANCE", "5"]);
    room.json(&["charges", "use", "discount-broker-2026"]);
    room.json(&["practice", "advance", "--close"]);
    let trades = room.json(&["trades"]);
    assert_eq!(
        trades[0]["charged_under"],
        json!({"profile": "own-1", "version": 2, "law_from": "2026-03-01"})
    );
    assert_eq!(room.json(&["charges", "show", "own-1", "--version", "1"])["delivery"]["percent"], "0");
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}

#[test]
fn a_profile_that_cannot_be_is_refused_with_what_is_accepted() {
    let room = Room::practising();
    let code = |words: &[&str]| room.fails(1, words)["refusal"]["code"].clone();
    assert_eq!(code(&["charges", "edit", "discount-broker-2026", "--dp", "1"]), "charge_profile_fixed");
    assert_eq!(code(&["charges", "use", "own-1"]), "no_such_charge_profile");
    room.json(&["charges", "copy", "discount-broker-2026", "Mine"]);
    assert_eq!(code(&["charges", "copy", "own-1", "MINE"]), "charge_profile_name_taken");
    let refused = room.fails(1, &["charges", "edit", "own-1", "--delivery-percent", "9"]);
    assert_eq!(refused["refusal"]["code"], "charge_outside");
    assert_eq!(refused["refusal"]["accepted"], "0 % to 2.5 %");
    room.fails(2, &["charges", "edit", "own-1", "--delivery-percent", "much"]);
    assert_eq!(room.json(&["charges", "show", "own-1"])["version"], 1, "nothing was changed");
}
