//! The files that the exchange publishes once a day, and candles.

use std::fmt;

use trading::{Moment, Price, Source};

/// A file that the exchange publishes once a day. Each is fetched for itself: what has come need not be fetched
/// again when the next one fails.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DailyFile {
    /// The list of equities as it stands now (`EQUITY_L`); it has no history.
    EquityList,
    /// The price bands of a day (`sec_list`).
    PriceBands,
    /// The day's prices (UDiFF, zipped).
    Bhavcopy,
    /// The day's prices with deliveries (`sec_bhavdata_full`).
    Deliveries,
    /// The closing levels of all indices.
    IndexClose,
    /// The stocks whose price band changes with a day; published the evening before.
    BandChanges,
    /// Corporate actions with an ex-day in the week before the day and the four weeks after it (JSON of the website).
    CorporateActions,
    /// The members of an index as they stand now, by the name that its list has: `nifty50`, `nifty500`.
    IndexMembers(String),
}

/// A bar of a chart, as a source tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candle {
    /// When it begins.
    pub from: Moment,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Last price.
    pub close: Price,
    /// Shares; none where the source does not know.
    pub volume: Option<i64>,
    /// Who says so.
    pub source: Source,
}

impl DailyFile {
    /// The files that an archive of a day is made of, the most needed first.
    pub const OF_A_DAY: [Self; 7] = [
        Self::Bhavcopy,
        Self::IndexClose,
        Self::EquityList,
        Self::PriceBands,
        Self::Deliveries,
        Self::CorporateActions,
        Self::BandChanges,
    ];
}

impl fmt::Display for DailyFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EquityList => out.write_str("list of equities"),
            Self::PriceBands => out.write_str("list of price bands"),
            Self::Bhavcopy => out.write_str("bhavcopy"),
            Self::Deliveries => out.write_str("bhavcopy with deliveries"),
            Self::IndexClose => out.write_str("closing levels of indices"),
            Self::BandChanges => out.write_str("list of changed price bands"),
            Self::CorporateActions => out.write_str("list of corporate actions"),
            Self::IndexMembers(index) => write!(out, "list of the members of {index}"),
        }
    }
}
