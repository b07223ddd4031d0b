//! The tests of this crate, one module a subject.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

mod answers;
mod any_bytes;
mod every_file;
mod intraday;
mod live;
mod malformed;
mod names;
mod packed;
mod recorded;
mod told;
