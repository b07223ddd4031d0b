//! The tests of this crate, one module a subject.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod band;
mod calendar;
mod charges;
mod corporate;
mod leverage;
mod recorded;
mod tax;
mod tick;
