//! The first trade of somebody new, from their name to the portfolio that is still there after a crash.

use serde_json::json;

use crate::home::{Home, after, paise};
use crate::window::{ENTER, Window};

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_first_trade_outlives_the_window_and_the_process() {
    let home = Home::new();
    let window = home.open().await;
    begin(&window).await;
    find_reliance(&window).await;
    buy_five(&window).await;
    run_until_filled(&window, 1).await;
    see_the_evidence(&window).await;
    let (bought, average) = holding(&window, "10-holdings").await;
    assert_eq!(bought, 5);
    sell_two(&window).await;
    run_until_filled(&window, 2).await;
    assert_eq!(holding(&window, "12-after-the-sale").await, (3, average), "an average never moves on a sell");
    agrees_with_the_command_line(&home, &window).await;
    window.close().await;

    let window = still_there(&home, average, "13-opened-again").await;
    window.kill().await;
    let window = still_there(&home, average, "14-after-a-crash").await;
    window.close().await;
    assert_eq!(home.ask(&["ledger", "verify"])["ok"], json!(true));
}

/// A first run: a name, ₹1,00,000, and a past day opened at its beginning.
pub(crate) async fn begin(window: &Window) {
    window.see("heading", "Practise the Indian market…").await;
    window.picture("01-first-run").await;
    window.write("textbox", "Your name", "Asha").await;
    window.click("button", "Receive ₹1,00,000").await;
    window.see("heading", "Welcome, Asha…").await;
    window.picture("02-first-choice").await;
    window.click("button", "Practise on a past day…").await;
    window.see("button", "Play").await;
    window.read("₹1,00,000.00").await;
    window.picture("03-dashboard").await;
}

/// The board of all stocks, and one of them found by a few letters.
pub(crate) async fn find_reliance(window: &Window) {
    window.click("link", "Market").await;
    window.see("tab", "Gainers…").await;
    window.see("link", "RELIANCE…").await;
    window.picture("04-market").await;
    window.press("/").await;
    window.see("combobox", "Search stocks and commands").await;
    window.press("rel").await;
    window.see("option", "RELIANCE…").await;
    window.picture("05-search").await;
    window.click("option", "RELIANCE…").await;
    window.see("heading", "RELIANCE…").await;
    window.picture("06-stock").await;
}

/// Five shares for delivery at the market, with every charge on the table before.
async fn buy_five(window: &Window) {
    window.press("b").await;
    window.see("dialog", "Buy RELIANCE").await;
    window.click("radio", "Longterm CNC").await;
    window.click("radio", "Market").await;
    window.write("textbox", "Quantity", "5").await;
    assert_eq!(window.value("textbox", "Quantity").await, "5");
    window.see("button", "Buy 5 at market…").await;
    for line in ["STT", "Stamp", "GST", "You pay", "Free cash after", "Break-even"] {
        window.read(line).await;
    }
    window.picture("07-order-window").await;
    window.press(ENTER).await;
    window.see_no("dialog", "Buy RELIANCE").await;
}

/// The clock runs at ×10 until every order is filled, and stops.
async fn run_until_filled(window: &Window, orders: usize) {
    window.click("button", "Speed ×10").await;
    window.click("button", "Play").await;
    window.click("link", "Orders").await;
    window.click("tab", "Executed…").await;
    let filled = async || {
        let rows = window.all("row").await;
        (rows.iter().filter(|row| row.contains("RELIANCE") && row.contains("Filled")).count() == orders)
            .then_some(())
    };
    window.awaited(&format!("row for each of {orders} filled orders"), filled).await;
    window.click("button", "Pause").await;
    window.see("button", "Play").await;
}

/// The fill tells its time, its price and why.
async fn see_the_evidence(window: &Window) {
    window.picture("08-orders").await;
    window.click("tab", "Trades…").await;
    window.click("button", "Why this price?").await;
    window.read("modelled").await;
    window.picture("09-why-this-price").await;
}

/// The row of RELIANCE among the holdings: its quantity and its average, in paise.
async fn holding(window: &Window, picture: &str) -> (i64, i64) {
    window.click("link", "Holdings").await;
    window.see("heading", "Holdings…").await;
    let row = window.see("row", "RELIANCE…").await;
    let cells = window.cells(&row).await;
    window.picture(picture).await;
    (cells[1].parse().unwrap(), paise(&cells[2]))
}

/// Two of the five are sold.
async fn sell_two(window: &Window) {
    window.press("/").await;
    window.press("rel").await;
    window.click("option", "RELIANCE…").await;
    window.see("heading", "RELIANCE…").await;
    window.press("s").await;
    window.see("dialog", "Sell RELIANCE").await;
    window.click("radio", "Longterm CNC").await;
    window.write("textbox", "Quantity", "2").await;
    window.see("button", "Sell 2 at market…").await;
    window.picture("11-sell").await;
    window.press(ENTER).await;
    window.see_no("dialog", "Sell RELIANCE").await;
}

/// What the window says of the account is what the command line says, to the paisa.
async fn agrees_with_the_command_line(home: &Home, window: &Window) {
    window.click("link", "Dashboard").await;
    window.read("Account value").await;
    let text = window.text().await;
    let portfolio = home.ask(&["portfolio"]);
    assert_eq!(after(&text, "Account value"), portfolio["value_paise"].as_i64().unwrap());
    assert_eq!(after(&text, "Invested"), portfolio["invested_paise"].as_i64().unwrap());
    assert_eq!(after(&text, "Worth now"), portfolio["current_paise"].as_i64().unwrap());
    assert_eq!(after(&text, "Free cash"), home.ask(&["funds"])["available_paise"].as_i64().unwrap());
    let holding = &portfolio["holdings"][0];
    assert_eq!((holding["symbol"].as_str(), holding["quantity"].as_i64()), (Some("RELIANCE"), Some(3)));
}

/// Everything that was there is there again.
async fn still_there(home: &Home, average: i64, picture: &str) -> Window {
    let window = home.open().await;
    window.see("link", "Holdings").await;
    assert_eq!(holding(&window, picture).await, (3, average));
    agrees_with_the_command_line(home, &window).await;
    window
}
