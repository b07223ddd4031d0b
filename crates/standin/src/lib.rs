//! A stand-in for the exchange: its website, its archives and Yahoo Finance, as one small server on this computer.
//!
//! It tells the course of a day of the built-in market, modelled by `replay`, in the shapes that the real sources
//! are documented to answer with; it sets cookies, demands headers, counts requests, and misbehaves on command. Nothing
//! of it is part of the program: tests and `cargo xtask exchange` run it.

mod answers;
mod body;
mod chart;
mod clock;
mod control;
mod exchange;
mod fault;
mod files;
mod gate;
mod ledger;
mod market;
mod movers;
mod number;
mod pack;
mod pre_open;
mod route;
mod yahoo;

pub use clock::Course;
pub use exchange::{Exchange, Stalling};
pub use fault::{Fault, Scope};
pub use ledger::{Asked, Site};
pub use market::{Market, NoSuchDay, Stock, days};
