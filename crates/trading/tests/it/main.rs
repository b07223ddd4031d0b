//! The tests of this crate, one module a subject.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod after_hours;
mod auctions;
mod band;
mod band_evidence;
mod calendar;
mod cash;
mod chance;
mod changes;
mod charges;
mod convert;
mod corporate;
mod delivery;
mod ex_date;
mod ex_days;
mod fills;
mod gtt;
mod intraday;
mod laws;
mod leverage;
mod life;
mod limits;
mod locked;
mod netting;
mod outcome;
mod plans;
mod recorded;
mod refusals;
mod rule_book;
mod rule_book_behind;
mod script;
mod tax;
mod tick;
mod words;
