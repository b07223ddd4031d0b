//! The tests of this crate, one module a subject.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod malformed;
mod names;
mod packed;
mod recorded;
mod told;
