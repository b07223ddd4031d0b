//! The tests of this crate, one module a subject.

mod charges;
