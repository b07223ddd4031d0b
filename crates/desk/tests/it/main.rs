//! The desk over a real ledger and the built-in market, in a temporary directory.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bands;
mod beside;
mod boards;
mod charts;
mod checks;
mod day_end;
mod errands;
mod ex_date;
mod faults;
mod house;
mod http;
mod live;
mod live_room;
mod market_files;
mod names;
mod netting;
#[path = "../../../feed/tests/it/live/paused.rs"]
mod paused;
mod practice;
mod recorded_prices;
mod rights;
mod room;
mod separation;
mod together;
