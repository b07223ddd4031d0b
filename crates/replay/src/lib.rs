//! What a past day did: a real day's figures in, a seeded stream of modelled trades out.
//!
//! A [`Path`] goes through the real open, high, low, last price, close, volume and, where the figures allow,
//! the real turnover; what lies between is modelled. Pure: no clock and no file. The same seed, stock and
//! figures give the same bytes on every platform.
//!
//! How a path comes about:
//! 1. `plan` decides the grid, the number of modelled trades and what the two auctions take.
//! 2. `pins` draws in which order and when the price visits its high and low, several times, and keeps the course
//!    whose expected mean is nearest to the day's real average.
//! 3. `walk` fills it with a random walk that stays within the range; `steer` bends that to the average, `tail`
//!    its last half hour to the official close.
//! 4. A quiet stock's trades are then told one by one (`block`). A busy stock keeps only its `skeleton`: blocks of
//!    one or five minutes with prices, volume and value, whose trades are made, the same way and always the same,
//!    when they are asked for. So any stock's state at any moment costs microseconds.
//!
//! Where bars or trades of the day were recorded, the path goes through them instead (`recorded`).

mod bars;
mod block;
mod body;
mod dice;
mod index;
mod path;
mod pins;
mod plan;
mod recorded;
mod shape;
mod shares;
mod skeleton;
mod state;
mod tail;
mod trades;
mod walk;

pub use index::{IndexLevel, IndexPath, Levels};
pub use path::Path;
pub use state::State;
pub use trades::Trades;
pub use trading::Bar;
