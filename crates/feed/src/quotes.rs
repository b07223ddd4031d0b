//! The quotes that are known, the newest of each stock by the exchange's time, for as long as they keep.

use std::time::Duration;

use moka::sync::Cache;
use trading::{Standing, Symbol};

/// What is known of each stock now. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Quotes {
    known: Cache<Symbol, Standing>,
}

impl Quotes {
    /// Quotes that are forgotten so long after they came; never, when none is given (a practice market
    /// stands still while its clock does).
    #[must_use]
    pub fn new(keep: Option<Duration>) -> Self {
        let builder = Cache::builder().max_capacity(10_000);
        let builder = match keep {
            Some(keep) => builder.time_to_live(keep),
            None => builder,
        };
        Self { known: builder.build() }
    }

    /// Takes in what a source says of a stock, unless something newer is known. Gives whether it was taken.
    pub fn take(&self, symbol: &Symbol, standing: Standing) -> bool {
        let newer = self.known.get(symbol).is_none_or(|known| standing.as_of >= known.as_of);
        if newer {
            self.known.insert(symbol.clone(), standing);
        }
        newer
    }

    /// What is known of a stock.
    #[must_use]
    pub fn get(&self, symbol: &Symbol) -> Option<Standing> {
        self.known.get(symbol)
    }

    /// Forgets everything: another day has begun.
    pub fn clear(&self) {
        self.known.invalidate_all();
    }
}
