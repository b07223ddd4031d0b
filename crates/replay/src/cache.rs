//! The paths of a day, each made when it is first asked for.

use std::collections::BTreeMap;

use trading::{DayFigures, Session, Symbol};

use crate::path::Path;

/// Paths of one day under one seed, by symbol.
#[derive(Debug, Default)]
pub struct PathCache {
    seed: u64,
    paths: BTreeMap<Symbol, Path>,
}

impl PathCache {
    /// Without paths yet.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, paths: BTreeMap::new() }
    }

    /// The path of a stock; made from these figures when it is not there yet, or is of another day.
    pub fn path(
        &mut self,
        symbol: &Symbol,
        figures: &DayFigures,
        session: &Session,
        tick_paise: i64,
    ) -> &Path {
        let seed = self.seed;
        let make = || Path::new(seed, symbol, figures, session, tick_paise);
        let path = self.paths.entry(symbol.clone()).or_insert_with(make);
        if path.day() != session.day() {
            *path = make();
        }
        path
    }

    /// Forgets every path: the day is over.
    pub fn clear(&mut self) {
        self.paths.clear();
    }
}
