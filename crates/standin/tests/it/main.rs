//! The tests of the stand-in, one module a subject.

mod shapes;
