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

mod beside;
mod driver;
mod filer;
mod first_trade;
mod home;
mod house;
mod import;
mod window;
