//! What the world says: the exchange's own files, decoded into facts, and the public quote sources, asked
//! politely.

#[cfg(feature = "web")]
pub mod live;
pub mod nse;
#[cfg(feature = "web")]
mod quotes;

#[cfg(feature = "web")]
pub use quotes::Quotes;
