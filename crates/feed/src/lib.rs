//! What the world says: the exchange's own files and web answers, decoded into facts, and the public quote sources,
//! asked politely.

mod answer;
mod dates;
mod decimal;
#[cfg(feature = "web")]
pub mod live;
pub mod nse;
#[cfg(feature = "web")]
mod quotes;
pub mod yahoo;

#[cfg(feature = "web")]
pub use quotes::Quotes;
