//! The tests of this crate, one module a subject.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests say what went wrong by stopping"
)]

mod check;
mod model;
mod random;
mod recorded;
mod recorded_prices;
mod same_bytes;
mod small_days;
