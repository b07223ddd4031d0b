//! What stands beside: a refusal beside its field, one person beside another, the live market beside the past.

use crate::first_trade::{begin, find_reliance};
use crate::home::Home;
use crate::window::ENTER;

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_refusal_stands_beside_its_field_and_says_what_would_be_accepted() {
    let home = Home::new();
    let window = home.open().await;
    begin(&window).await;
    find_reliance(&window).await;
    window.press("b").await;
    window.see("dialog", "Buy RELIANCE").await;
    window.click("radio", "Limit").await;
    window.write("textbox", "Price", "1315.43").await;
    window.write("textbox", "Quantity", "5").await;
    window.read("Accepted:").await;
    window.picture("20-refused-off-the-tick").await;
    window.press(ENTER).await;
    window.see("dialog", "Buy RELIANCE").await;
    window.write("textbox", "Quantity", "100000000").await;
    window.write("textbox", "Price", "1315.40").await;
    window.read("Accepted:").await;
    window.picture("21-refused-for-want-of-cash").await;
    window.close().await;
    assert_eq!(home.ask(&["funds"])["available_paise"], 10_000_000, "a refusal costs nothing");
}

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn the_live_market_is_switched_on_by_the_choice_and_says_how_old_its_prices_are_once_it_is_off() {
    let home = Home::new();
    let window = home.open().await;
    window.write("textbox", "Your name", "Asha").await;
    window.click("button", "Receive ₹1,00,000").await;
    window.click("button", "Follow the live market…").await;
    window.see("heading", "Your first order, in under a minute").await;
    let on = |source: usize| home.ask(&["source", "list"])[source]["enabled"].as_bool();
    assert_eq!((on(0), on(2)), (Some(true), Some(true)));
    window.click("link", "Settings").await;
    window.click("switch", "Follow the live market (NSE)").await;
    window.click("link", "Dashboard").await;
    window.see("heading", "Live quotes are off").await;
    assert_eq!((on(0), on(2)), (Some(false), Some(false)));
    window.read("OFFLINE").await;
    window.picture("22-live-is-off").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_second_start_is_the_first_window_and_what_the_command_line_wrote_is_seen_in_it() {
    let home = Home::new();
    let window = home.open().await;
    begin(&window).await;
    home.start_again().await;
    window.click("link", "Orders").await;
    window.see("heading", "Orders…").await;
    home.ask(&["buy", "RELIANCE", "5"]);
    let listed = async || window.all("row").await.iter().any(|row| row.contains("RELIANCE")).then_some(());
    window.awaited("row of the order that the command line placed", listed).await;
    window.close().await;
}
