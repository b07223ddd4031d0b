//! Public facts of the market as its files tell them, one struct a kind of row. Pure data: decoders write
//! it, the archive keeps it, and neither needs to know the other.

use serde::{Deserialize, Serialize};

use crate::corporate::CorporateAction;
use crate::instrument::{Isin, Series, Symbol};
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};
use crate::quote::{BandRule, Bar};

/// The kinds of files of the exchange that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// The day's prices in the format that began on 8 July 2024 (UDiFF, 34 columns).
    Bhavcopy,
    /// The day's prices in the format that ended on 5 July 2024.
    OldBhavcopy,
    /// The day's prices with deliveries (`sec_bhavdata_full`).
    Deliveries,
    /// The list of equities (`EQUITY_L`).
    EquityList,
    /// The price bands (`sec_list`).
    PriceBands,
    /// The stocks whose price band changes with a day (`eq_band_changes`).
    BandChanges,
    /// The closing levels of all indices (`ind_close_all`).
    IndexClose,
    /// The members of one index (`ind_nifty50list` and its like).
    IndexList,
    /// Corporate actions, as the website answers them (JSON).
    CorporateActions,
    /// Bars of some minutes of one or more stocks.
    Bars,
    /// The last price and the shares so far of one stock, sampled within a day.
    Ticks,
}

/// A file that was read: what it says, and what of it could not be used and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedFile {
    /// What kind of file its content shows it to be.
    pub kind: FileKind,
    /// The day it speaks of, where it speaks of one.
    pub day: Option<Day>,
    /// Rows of data that were read, those skipped and refused included.
    pub rows_read: usize,
    /// Rows that are well but not about what Lakh trades, counted by reason.
    pub skipped: Vec<Skipped>,
    /// Rows that could not be used.
    pub refusals: Vec<RowRefusal>,
    /// What the file says.
    pub facts: Facts,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Why, in words: `series GS is not traded here`.
    pub reason: String,
    /// How many rows.
    pub rows: usize,
}

/// One row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowRefusal {
    /// Which row of data, counted from 1 (the header is not counted).
    pub row: usize,
    /// Why, with the column's name.
    pub reason: String,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// Prices of a day.
    Days(Vec<DayRow>),
    /// Listed equities.
    Equities(Vec<ListedEquity>),
    /// Price bands.
    Bands(Vec<ListedBand>),
    /// Price bands that replace those of the list, of the stocks that are named.
    BandChanges(Vec<ListedBand>),
    /// Levels of indices.
    Indices(Vec<IndexLevel>),
    /// Members of one index.
    Members(IndexMembers),
    /// Corporate actions.
    Actions(Vec<Announcement>),
    /// What was recorded of stocks within their days.
    Recordings(Vec<Recording>),
}

/// What was recorded of one stock within one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The day.
    pub day: Day,
    /// Its prices.
    pub prices: Recorded,
}

/// Prices within a day, in the order of their times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// Bars of so many minutes each. Minutes without a trade have none.
    Bars {
        /// How long each is.
        minutes: u32,
        /// The bars.
        bars: Vec<Bar>,
    },
    /// Samples of the last price and the shares so far.
    Ticks(Vec<Sample>),
}

/// What a stock was seen to stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// When; several may share one second.
    pub at: Moment,
    /// Last price.
    pub last: Price,
    /// Shares traded so far on the day.
    pub volume: i64,
}

/// One stock's row of a daily file. What a kind of file does not tell is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    /// Which row of data of its file it is, counted from 1.
    pub row: usize,
    /// The day.
    pub day: Day,
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series it traded in on that day.
    pub series: Series,
    /// The international number (not in the file with deliveries).
    pub isin: Option<Isin>,
    /// The name as far as the file tells it, tidied (UDiFF only).
    pub name: Option<String>,
    /// Shares a lot (UDiFF only).
    pub lot: Option<i64>,
    /// Close of the day before, not adjusted for corporate actions.
    pub previous_close: Price,
    /// First price.
    pub open: Price,
    /// Highest price.
    pub high: Price,
    /// Lowest price.
    pub low: Price,
    /// Official close.
    pub close: Price,
    /// Last traded price.
    pub last: Price,
    /// Shares traded.
    pub volume: i64,
    /// Value traded; to the nearest ₹1,000 in the file with deliveries.
    pub turnover: Paise,
    /// Number of trades.
    pub trades: i64,
    /// Volume-weighted average, where the file tells it.
    pub average: Option<Price>,
    /// Shares marked for delivery, where the file tells it.
    pub deliverable: Option<i64>,
}

/// One row of the list of equities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEquity {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The company's name in full.
    pub name: String,
    /// The series it stood in when the list was written.
    pub series: Series,
    /// The day of listing.
    pub listed_on: Day,
    /// The international number.
    pub isin: Isin,
    /// The face value of one share.
    pub face_value: Paise,
}

/// One row of the price bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedBand {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that the band holds for.
    pub series: Series,
    /// The security's name, tidied.
    pub name: String,
    /// The band.
    pub band: BandRule,
}

/// One index on one day, in hundredths of a point (rounded half up where NSE gives more digits).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexLevel {
    /// The day.
    pub day: Day,
    /// NSE's name in capitals: `NIFTY 50`, `INDIA VIX`.
    pub name: String,
    /// First level; indices that are computed once a day have none.
    pub open: Option<i64>,
    /// Highest level.
    pub high: Option<i64>,
    /// Lowest level.
    pub low: Option<i64>,
    /// Closing level.
    pub close: i64,
    /// Points since the close before; not told for some.
    pub change: Option<i64>,
}

/// The members of one index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexMembers {
    /// The index in capitals: `NIFTY 50`.
    pub index: String,
    /// Its members, in the file's order.
    pub members: Vec<Symbol>,
}

/// One thing that a company or trust does to its holders on an ex-day. One subject line may be several of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The international number before the action.
    pub isin: Isin,
    /// From this day the share trades without it: who held at the close before has it.
    pub ex_day: Day,
    /// The day of record, where told.
    pub record_day: Option<Day>,
    /// The face value that the announcement names: after a split, the new one.
    pub face_value: Option<Paise>,
    /// What it is.
    pub action: Announced,
}

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Announced {
    /// Understood.
    Known(CorporateAction),
    /// Not understood: nothing is done with it but to show the exchange's words.
    Unknown {
        /// The words.
        subject: String,
    },
}

/// Where a day's price band comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandSource {
    /// The exchange's list names the stock in this series.
    Listed,
    /// No list at hand names it: the series' usual band.
    Assumed,
    /// The day's own prices left the listed or assumed band: the next wider step that holds them.
    Widened,
}

impl FileKind {
    /// The kind in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bhavcopy => "bhavcopy (UDiFF)",
            Self::OldBhavcopy => "bhavcopy (until 5 July 2024)",
            Self::Deliveries => "bhavcopy with deliveries",
            Self::EquityList => "list of equities",
            Self::PriceBands => "list of price bands",
            Self::BandChanges => "list of changed price bands",
            Self::IndexClose => "closing levels of indices",
            Self::IndexList => "members of an index",
            Self::CorporateActions => "corporate actions",
            Self::Bars => "bars within days",
            Self::Ticks => "recorded trades",
        }
    }
}
