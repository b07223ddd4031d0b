//! The command line, run as a person runs it: the real program against a data directory of its own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

mod charges;
mod market;
mod passwords;
mod refusals;
mod rights;
mod room;
mod separation;
mod together;
mod trade;
mod usage;
mod vault;
