//! In which series a stock trades today, where the exchange has no quote of it in the one that it is known under: stocks move
//! between series overnight. It is asked at most once a day for each stock.

use std::collections::BTreeMap;

use trading::{Day, Series, Symbol};

/// What the exchange said of stocks that it had no quote of.
#[derive(Debug, Default)]
pub(crate) struct SeriesToday {
    day: Option<Day>,
    /// None for a stock that it knows nothing of.
    told: BTreeMap<Symbol, Option<Series>>,
}

impl SeriesToday {
    /// Another day begins: whatever was told may have changed.
    pub(crate) fn turn_to(&mut self, day: Day) {
        if self.day != Some(day) {
            self.day = Some(day);
            self.told.clear();
        }
    }

    /// The series to ask for a stock's quote in.
    pub(crate) fn of(&self, (symbol, known): &(Symbol, Series)) -> Series {
        self.told.get(symbol).copied().flatten().unwrap_or(*known)
    }

    /// Whether the exchange was asked for a stock's series today.
    pub(crate) fn was_asked(&self, symbol: &Symbol) -> bool {
        self.told.contains_key(symbol)
    }

    /// Takes in what it said.
    pub(crate) fn take(&mut self, symbol: Symbol, series: Option<Series>) {
        self.told.insert(symbol, series);
    }
}
