//! The tests of this crate, one module a subject.

#![expect(clippy::unwrap_used, reason = "tests")]

mod append;
mod guard;
mod profiles;
mod scene;
mod tamper;
