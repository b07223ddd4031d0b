//! What the world says: the exchange's own files, decoded into facts (and, later, its live quotes).

pub mod nse;
