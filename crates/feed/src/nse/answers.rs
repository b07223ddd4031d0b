//! What NSE's website answers, one decoder an answer: pure functions from bytes to what they say.
//!
//! Each `decode` reads one answer in the shape that it has since May 2026 (older shapes where they are met). Unknown
//! fields are ignored. A required value that is missing or cannot be read makes its row refused, by name; an answer of
//! which most rows are refused is refused as a whole, for then the exchange has changed it. Money is paise, shares
//! are shares, levels of indices are hundredths of a point, times are India's.

pub mod all_indices;
pub mod band_hitters;
pub mod candles;
pub mod constituents;
pub mod corporate_actions;
pub mod day_chart;
pub mod holidays;
pub mod market_status;
pub mod pre_open;
pub mod stocks_traded;
pub mod symbol_data;
pub mod symbol_meta;
pub mod variations;
pub mod year_extremes;

pub use crate::answer::{LARGEST, Misread, Rows, Undecodable};

use serde::Deserialize;

use crate::answer::Cell;

/// Shares in lakhs: five places make them single shares.
const LAKHS: u8 = 5;
/// Rupees: two places make them paise.
const RUPEES: u8 = 2;
/// Lakhs of rupees: seven places make them paise.
const LAKHS_OF_RUPEES: u8 = 7;
/// Crores of rupees: nine places make them paise.
const CRORES_OF_RUPEES: u8 = 9;

/// How many rose, fell and stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breadth {
    /// Above the close before.
    pub advances: i64,
    /// Below it.
    pub declines: i64,
    /// At it.
    pub unchanged: i64,
}

/// The same as it stands in an answer, in either way of writing it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct BreadthLine<'a> {
    #[serde(borrow, alias = "Advances")]
    advances: Cell<'a>,
    #[serde(borrow, alias = "Declines")]
    declines: Cell<'a>,
    #[serde(borrow, alias = "Unchange")]
    unchanged: Cell<'a>,
}

impl BreadthLine<'_> {
    fn read(&self) -> Result<Option<Breadth>, Misread> {
        Breadth::read(self.advances, self.declines, self.unchanged)
    }
}

impl Breadth {
    /// Reads the three counts; none unless all of them are there.
    fn read(advances: Cell<'_>, declines: Cell<'_>, unchanged: Cell<'_>) -> Result<Option<Self>, Misread> {
        let advances = advances.count("advances", 0)?;
        let declines = declines.count("declines", 0)?;
        let unchanged = unchanged.count("unchanged", 0)?;
        let all = advances.zip(declines).zip(unchanged);
        Ok(all.map(|((advances, declines), unchanged)| Self { advances, declines, unchanged }))
    }
}
