//! What a past day did: a real day's figures in, a seeded stream of modelled trades out.
//!
//! A [`Path`] goes through the real open, high, low, last price, close, volume and, where the figures allow,
//! the real turnover; what lies between is modelled. Pure: no clock and no file. The same seed, stock
//! and figures give the same bytes on every platform.

mod bars;
mod block;
mod body;
mod cache;
mod dice;
mod index;
mod path;
mod pins;
mod plan;
mod shape;
mod shares;
mod skeleton;
mod state;
mod tail;
mod trades;
mod walk;

pub use bars::Bar;
pub use cache::PathCache;
pub use index::{IndexLevel, IndexPath, Levels};
pub use path::Path;
pub use state::State;
pub use trades::Trades;
