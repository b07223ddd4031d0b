//! Several people at one computer: passwords, the lock, an administrator; the window and the command line agree.

use serde_json::{Value, json};

use crate::home::Home;
use crate::window::Window;

const OWN: &str = "asha's own";
const RAVIS: &str = "ravi's own";

/// The commands that answer whoever sits at the computer; all others are for whoever is signed in.
const FOR_ANYONE: &[&str] =
    &["lobby", "watch_progress", "create_profile", "sign_in", "recover", "sign_out", "unlock"];

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_password_keeps_people_apart_in_the_window_and_on_the_command_line() {
    let home = Home::new();
    let window = home.open().await;
    every_command_refuses(&window, "No account is open.").await;
    begin_with_a_password(&window).await;
    let wrong = home.refused(&["portfolio"], "");
    assert_eq!(wrong["error"]["code"], "sign_in_refused", "the command line asks for it as well");
    sign_out(&window).await;
    come_back(&window).await;
    lock_and_unlock(&window).await;
    let ravi = make_and_lock_ravi(&window).await;
    sign_out(&window).await;
    ravi_is_kept_out(&home, &window, &ravi).await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_damaged_ledger_is_no_dead_end() {
    let home = Home::new();
    home.ask(&["profile", "create", "Asha"]);
    home.ask(&["account", "open", "august", "--practice"]);
    home.ask(&["practice", "advance", "--close"]);
    let ledger = home.ledger();
    std::fs::write(&ledger, vec![0; 8192]).unwrap();
    let window = home.open().await;
    window.see("heading", "Your ledger cannot be opened").await;
    window.picture("36-damaged-ledger").await;
    window.click("button", "Begin anew without a backup").await;
    window.click("checkbox", "Set the damaged files aside…").await;
    window.click("button", "Begin anew").await;
    window.see("link", "Holdings").await;
    assert!(std::fs::read(&ledger).unwrap().iter().any(|byte| *byte != 0), "a ledger of its own");
    window.close().await;
    assert_eq!(home.ask(&["ledger", "verify"])["ok"], json!(true));
}

/// A first profile with a password: its recovery code, then a past day.
async fn begin_with_a_password(window: &Window) {
    window.write("textbox", "Your name", "Asha").await;
    window.write("textbox", "Password, if you like", OWN).await;
    window.picture("30-first-run-with-password").await;
    window.click("button", "Receive ₹1,00,000").await;
    window.see("heading", "Keep this recovery code").await;
    window.picture("31-recovery-code").await;
    window.click("checkbox", "I have kept it").await;
    window.click("button", "Continue").await;
    window.click("button", "Practise on a past day…").await;
    window.see("button", "Play").await;
    window.read("₹1,00,000.00").await;
}

async fn sign_out(window: &Window) {
    window.click("button", "AS Asha…").await;
    window.click("button", "Sign out or change person").await;
    window.see_no("button", "Play").await;
    every_command_refuses(window, "No account is open.").await;
}

/// A wrong password, then the right one.
async fn come_back(window: &Window) {
    window.see("heading", "Asha").await;
    window.write("textbox", "Password", "not hers").await;
    window.click("button", "Sign in").await;
    window.read("The name or the password is wrong").await;
    window.picture("32-wrong-password").await;
    window.write("textbox", "Password", OWN).await;
    window.click("button", "Sign in").await;
    window.see("button", "Play").await;
}

/// While the window is locked nothing of the account is in it and no command tells any.
async fn lock_and_unlock(window: &Window) {
    window.click("link", "Holdings").await;
    window.see("heading", "Holdings…").await;
    window.click("button", "AS Asha…").await;
    window.click("button", "Lock…").await;
    window.see("heading", "Locked").await;
    let page = window.script("return document.documentElement.outerHTML", json!([])).await;
    let page = page.as_str().unwrap();
    for figure in ["₹", "RELIANCE", "Free cash", "Holdings"] {
        assert!(!page.contains(figure), "{figure} is in the page of a locked window");
    }
    every_command_refuses(window, "The window is locked.").await;
    window.picture("33-locked").await;
    window.write("textbox", "Password", OWN).await;
    window.click("button", "Unlock").await;
    window.see("heading", "Holdings…").await;
}

/// Answers with Ravi's identity.
async fn make_and_lock_ravi(window: &Window) -> String {
    window.click("button", "AS Asha…").await;
    window.click("link", "Administration").await;
    window.click("button", "New user…").await;
    window.write("textbox", "Name", "Ravi").await;
    window.write("textbox", "Password, if they shall have one", RAVIS).await;
    window.click("button", "Make the profile").await;
    window.read("Ravi may sign in, as a trader.").await;
    window.click("button", "Administer Ravi…").await;
    window.picture("34-administer").await;
    window.click("button", "Lock").await;
    window.read("Ravi is locked and cannot sign in.").await;
    window.picture("35-users").await;
    let house = window.invoke(&[("house", json!({}))]).await;
    let users = house[0]["answer"]["users"].as_array().unwrap().clone();
    let ravi = users.iter().find(|user| user["profile"]["name"] == "Ravi").unwrap();
    ravi["profile"]["id"].as_str().unwrap().to_owned()
}

async fn ravi_is_kept_out(home: &Home, window: &Window, ravi: &str) {
    window.see("heading", "Who is here?").await;
    window.read("Locked by an administrator").await;
    let asked = window.invoke(&[("sign_in", json!({ "id": ravi, "password": RAVIS }))]).await;
    assert_eq!(asked[0]["problem"]["code"], "profile_locked", "{asked:?}");
    let asked = window.invoke(&[("sign_in", json!({ "id": ravi, "password": null }))]).await;
    assert_eq!(asked[0]["problem"]["code"], "sign_in_refused", "{asked:?}");
    let refused = home.refused(&["--profile", "Ravi", "--password-stdin", "portfolio"], RAVIS);
    assert_eq!(refused["error"]["code"], "profile_locked");
}

/// Calls every command that the program hands to its window, past its page: all but those for anyone refuse so.
async fn every_command_refuses(window: &Window, message: &str) {
    let table = include_str!("../../src-tauri/src/commands.rs");
    let (_, handed) = table.split_once("generate_handler![").unwrap();
    let (handed, _) = handed.split_once(']').unwrap();
    let names: Vec<&str> = handed.split(',').map(|name| name.trim().rsplit("::").next().unwrap()).collect();
    assert!(names.len() >= 40 && FOR_ANYONE.iter().all(|name| names.contains(name)), "{names:?}");
    let closed: Vec<&str> =
        names.into_iter().filter(|name| !name.is_empty() && !FOR_ANYONE.contains(name)).collect();
    let calls: Vec<(&str, Value)> = closed.iter().map(|name| (*name, arguments())).collect();
    for (name, answer) in closed.iter().zip(window.invoke(&calls).await) {
        assert_eq!(answer["problem"]["message"], message, "{name} answered {answer}");
    }
}

/// What any command may ask for, each well formed: none is refused for what it was given.
fn arguments() -> Value {
    let ticket = json!({
        "symbol": "RELIANCE", "side": "buy", "product": "cnc", "type": "market", "validity": "day",
        "quantity": 1, "pricePaise": null, "triggerPaise": null, "disclosed": null, "amo": false, "note": "",
    });
    let settings =
        json!({ "theme": "dark", "palette": "green-red", "density": "regular", "closeToTray": false });
    json!({
        "name": "august", "day": "2026-08-04", "seed": 7, "channel": "__CHANNEL__:987654", "action": { "kind": "pause" },
        "ticket": ticket, "tickets": [ticket], "top": 5, "text": "rel", "symbol": "RELIANCE", "frame": "1d", "ranking": "yearHighs", "place": 0,
        "settings": settings, "old": null, "new": null, "password": OWN, "form": "json", "choose": false,
        "nse": false, "yahoo": false,
        "act": { "kind": "setStartingCapital", "capitalPaise": 5_000 },
    })
}
