//! What the world says: the exchange's own files, decoded into facts, and the quotes that are known.

pub mod nse;
mod quotes;

pub use quotes::Quotes;
