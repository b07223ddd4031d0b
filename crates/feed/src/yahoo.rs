//! Yahoo Finance, the second source. What it says of NSE is delayed and not exact: it fills charts and checks
//! prices, and never decides a fill while the exchange itself answers.

pub mod chart;
pub mod spark;

use trading::Symbol;

/// What is shown beside every price of this source.
pub const WORDS: &str = "Yahoo, delayed";

/// Yahoo's name of a stock of NSE: `RELIANCE.NS`. It still has to be percent-encoded for an address (`M&M.NS`).
#[must_use]
pub fn name_of(symbol: &Symbol) -> String {
    format!("{symbol}.NS")
}

/// The stock of NSE that Yahoo's name speaks of; none for other markets, indices and currencies.
#[must_use]
pub fn symbol_of(name: &str) -> Option<Symbol> {
    name.strip_suffix(".NS").and_then(|symbol| symbol.parse().ok())
}
