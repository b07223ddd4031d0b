//! What the world says: the exchange's own files, decoded into facts, and the quotes that are known.

pub mod nse;
#[cfg(feature = "web")]
mod quotes;

#[cfg(feature = "web")]
pub use quotes::Quotes;
