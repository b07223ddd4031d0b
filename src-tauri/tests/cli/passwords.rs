//! Passwords, locks and administrators, from the command line.

use serde_json::Value;

use crate::room::Room;

const ASHA: &str = "asha's own";
const BRIJ: &str = "brij's own";

/// Asha, who administers with a password and practises, and brij, who has a password of his own.
fn house() -> Room {
    let room = Room::practising();
    room.told(0, &[BRIJ], &["profile", "create", "brij"]);
    let set = room.told(0, &[ASHA], &["--profile", "asha", "profile", "password"]);
    assert_eq!(set["password"], "set");
    assert_eq!(set["recovery_code"].as_str().unwrap().len(), 39, "{set}");
    room
}

fn code(answer: &Value) -> &str {
    answer["error"]["code"].as_str().unwrap()
}

/// Every command that reads or writes an account.
const COMMANDS: [&[&str]; 26] = [
    &["account", "list"],
    &["account", "open", "x", "--practice"],
    &["account", "archive", "live"],
    &["account", "reset"],
    &["market", "list"],
    &["market", "quote", "TCS"],
    &["practice", "status"],
    &["practice", "advance", "--close"],
    &["buy", "TCS", "1"],
    &["sell", "TCS", "1"],
    &["orders"],
    &["order", "show", "1"],
    &["order", "cancel", "1"],
    &["trades"],
    &["holdings"],
    &["positions"],
    &["funds"],
    &["portfolio"],
    &["profile", "remove", "brij"],
    &["profile", "password"],
    &["profile", "put-back", "brij"],
    &["profile", "key", "--keep-in", "file"],
    &["ledger", "verify"],
    &["ledger", "export", "--format", "json", "--to", "taken"],
    &["ledger", "backup", "taken.sqlite"],
    &["profile", "log"],
];

#[test]
fn no_command_reaches_a_protected_ledger_without_its_own_password() {
    let room = house();
    let before = room.told(0, &[BRIJ], &["--profile", "brij", "ledger", "verify"]);
    for words in COMMANDS {
        let words = [&["--profile", "brij"], words].concat();
        for password in ["", ASHA, "no password"] {
            // Two lines: the second would be a new password.
            let answer = room.told(5, &[password, "stolen!"], &words);
            assert!(
                ["sign_in_refused", "wait_before_trying"].contains(&code(&answer)),
                "{words:?}: {answer}"
            );
        }
        if words[2..] != ["profile", "password"] {
            assert_eq!(code(&room.fails(5, &words)), "sign_in_refused", "{words:?}");
        }
        // Somebody who knows the password ends the wait, which is not what is tried here.
        forget_attempts(&room);
    }
    let after = room.told(0, &[BRIJ], &["--profile", "brij", "ledger", "verify"]);
    assert_eq!(before["head"], after["head"], "nothing was written");
}

/// As a day's wait would.
fn forget_attempts(room: &Room) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lakh"));
    command.args(["--profile", "brij", "--password-stdin", "funds"]).env_clear();
    command.env("LAKH_DATA_DIR", room.path()).env("LAKH_NOW", "2026-11-24T20:00:00+05:30");
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{BRIJ}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_wrong_name_and_a_wrong_password_are_told_in_the_same_words() {
    let room = house();
    for words in [&["funds"][..], &["orders"]] {
        let brij = room.told(5, &["no password"], &[&["--profile", "brij"], words].concat());
        let nobody = room.told(5, &["no password"], &[&["--profile", "nobody"], words].concat());
        assert_eq!(brij, nobody);
    }
    assert_eq!(
        room.fails(5, &["--profile", "brij", "funds"]),
        room.fails(5, &["--profile", "nobody", "funds"])
    );
}

#[test]
fn a_password_is_changed_taken_away_and_recovered() {
    let room = house();
    let brij = ["--profile", "brij"];
    let changed = room.told(0, &[BRIJ, "another one"], &[&brij[..], &["profile", "password"]].concat());
    assert_eq!((&changed["password"], &changed["recovery_code"]), (&"changed".into(), &Value::Null));
    room.told(5, &[BRIJ], &[&brij[..], &["funds"]].concat());
    room.told(0, &["another one"], &[&brij[..], &["funds"]].concat());
    let removed = room.told(0, &["another one", ""], &[&brij[..], &["profile", "password"]].concat());
    assert_eq!(removed["password"], "removed");
    room.json(&["--profile", "brij", "funds"]);
    let set = room.told(0, &["a third one"], &[&brij[..], &["profile", "password"]].concat());
    let recovery = set["recovery_code"].as_str().unwrap();
    let opened = room.told(0, &[recovery, "a fourth one"], &["profile", "recover", "brij"]);
    assert_ne!(opened["recovery_code"], set["recovery_code"]);
    room.told(0, &["a fourth one"], &[&brij[..], &["funds"]].concat());
    room.told(2, &["not a code", "a fifth one"], &["profile", "recover", "brij"]);
    let refused = room.told(2, &[ASHA, ""], &["--profile", "asha", "profile", "password"]);
    assert_eq!(code(&refused), "usage", "an administrator keeps a password: {refused}");
}

#[test]
fn a_locked_profile_is_refused_with_a_code_and_words_of_its_own() {
    let room = house();
    room.json(&["profile", "list"]);
    let asha = ["--profile", "asha"];
    let locked = room.told(0, &[ASHA], &[&asha[..], &["profile", "lock", "brij"]].concat());
    assert_eq!(locked["locked"], true);
    for words in COMMANDS {
        let answer = room.told(5, &[BRIJ, "stolen!"], &[&["--profile", "brij"], words].concat());
        assert_eq!(code(&answer), "profile_locked", "{words:?}: {answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains("locked"), "{answer}");
    }
    room.told(0, &[ASHA], &[&asha[..], &["profile", "unlock", "brij"]].concat());
    room.told(0, &[BRIJ], &["--profile", "brij", "funds"]);
    let log = room.told(0, &[ASHA], &[&asha[..], &["profile", "log"]].concat());
    let acts: Vec<&str> =
        log.as_array().unwrap().iter().map(|entry| entry["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["created", "created", "password_set", "locked", "unlocked"]);
}

#[test]
fn once_the_administrator_has_a_password_only_they_administer() {
    let room = house();
    let asha = ["--profile", "asha"];
    let brij = ["--profile", "brij"];
    room.told(5, &[BRIJ], &[&brij[..], &["profile", "create", "meera"]].concat());
    room.told(5, &[BRIJ], &[&brij[..], &["profile", "lock", "asha"]].concat());
    room.told(5, &[BRIJ], &[&brij[..], &["profile", "remove", "asha"]].concat());
    room.told(5, &[BRIJ], &[&brij[..], &["profile", "reset", "asha"]].concat());
    room.told(5, &[BRIJ], &[&brij[..], &["profile", "log"]].concat());
    let made = room.told(0, &[ASHA, "meera's own"], &[&asha[..], &["profile", "create", "meera"]].concat());
    assert_eq!((&made["has_password"], &made["recovery_code"]), (&true.into(), &Value::Null));
    room.told(0, &["meera's own"], &["--profile", "meera", "funds"]);
    let reset = [&asha[..], &["profile", "reset", "brij", "--capital", "50,000"]].concat();
    assert_eq!(room.told(0, &[ASHA], &reset)["done"], false, "the administrator has no key to it");
    assert_eq!(room.told(0, &[BRIJ], &["--profile", "brij", "funds"])["capital_paise"], 5_000_000);
    let accounts = room.told(0, &[BRIJ], &["--profile", "brij", "account", "list"]);
    assert_eq!(accounts.as_array().unwrap().len(), 2, "the old one is put away: {accounts}");
    room.told(0, &[ASHA], &[&asha[..], &["profile", "remove", "brij"]].concat());
    assert_eq!(room.json(&["profile", "list"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_removed_profile_is_put_back_by_an_administrator_and_opens_with_its_own_password() {
    let room = house();
    let asha = ["--profile", "asha"];
    let head = room.told(0, &[BRIJ], &["--profile", "brij", "ledger", "verify"])["head"].clone();
    assert_eq!(room.lakh(&["profile", "removed"]).out, "No profile was removed.\n");
    room.told(0, &[ASHA], &[&asha[..], &["profile", "remove", "brij"]].concat());
    let removed = room.json(&["profile", "removed"]);
    assert_eq!(removed[0]["name"], "brij");
    assert_eq!(
        code(&room.fails(5, &["--profile", "asha", "profile", "put-back", "brij"])),
        "sign_in_refused"
    );
    let none = room.told(2, &[ASHA], &[&asha[..], &["profile", "put-back", "nobody"]].concat());
    assert!(none["error"]["message"].as_str().unwrap().contains("no removed profile nobody"), "{none}");
    let back = room.told(0, &[ASHA], &[&asha[..], &["profile", "put-back", "brij"]].concat());
    assert_eq!((&back["id"], &back["admin"]), (&removed[0]["id"], &false.into()));
    room.told(5, &[ASHA], &["--profile", "brij", "funds"]);
    assert_eq!(room.told(0, &[BRIJ], &["--profile", "brij", "ledger", "verify"])["head"], head);
}

#[test]
fn a_doctor_says_where_each_key_lies_and_leaves_no_trace() {
    let room = house();
    room.told(0, &[ASHA], &["--profile", "asha", "profile", "create", "meera"]);
    let before = room.json(&["profile", "list"]);
    let checks = room.json(&["doctor"]);
    let detail = |name: &str| {
        let checks = checks["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["name"] == name).unwrap();
        assert_eq!(check["ok"], true, "{check}");
        check["detail"].as_str().unwrap().to_owned()
    };
    assert!(detail("key of brij").contains("sealed by the password"));
    assert!(detail("key of meera").contains("for you alone to read"));
    assert!(detail("ledger of meera").contains("all agree"));
    assert_eq!(room.json(&["profile", "list"]), before, "nobody was seen");
    assert_eq!(room.json(&["--profile", "meera", "profile", "key"])["key"], "file");
    assert_eq!(room.json(&["--profile", "brij", "profile", "key"])["key"], "sealed");
}
