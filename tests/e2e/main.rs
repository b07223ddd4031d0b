//! The program in its real window, driven as a person drives it: everything found by role and name.
//!
//! `cargo xtask test e2e` runs these on a virtual screen of their own. Each test has its own data directory, driver
//! and window. Pictures of the screens are left in `tests/e2e/screens/`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod driver;
mod window;

use driver::Driver;
use window::Window;

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn a_window_is_read_by_role_and_name() {
    let Some(bare) = std::env::var_os("LAKH_BARE") else { return };
    let driver = Driver::start(&[]).await;
    let window = Window::open(&driver, bare.as_ref()).await;
    window.see("heading", "A bare…").await;
    window.write("textbox", "Name", "Asha").await;
    assert_eq!(window.value("textbox", "Name").await, "Asha");
    window.click("button", "Buy RELIANCE").await;
    assert!(window.find("button", "Sell RELIANCE").await.is_none());
    window.picture("bare").await;
    window.close().await;
}
