//! One day of the market in memory, made for looking up: the board shows it, the replay runs through it.

use std::collections::HashMap;
use std::sync::Arc;

use trading::{
    Announcement, BandSource, Day, DayFigures, IndexLevel, Instrument, Names, Price, Recorded, Symbol,
};

/// A day of the market. Shared by reference (`Arc`): it never changes once read.
#[derive(Debug, Clone)]
pub struct MarketDay {
    pub(super) day: Day,
    pub(super) previous: Option<Day>,
    pub(super) stocks: Vec<StockDay>,
    pub(super) places: HashMap<Symbol, usize>,
    pub(super) quiet: Vec<QuietStock>,
    pub(super) quiet_places: HashMap<Symbol, usize>,
    pub(super) elsewhere: Vec<Instrument>,
    pub(super) indices: Vec<IndexDay>,
    pub(super) members: HashMap<Arc<str>, Vec<Symbol>>,
    pub(super) actions: Vec<Announcement>,
    pub(super) recorded: HashMap<Symbol, Recorded>,
    pub(super) names: Names,
    pub(super) rights: Vec<Announcement>,
}

/// A stock on a day on which it traded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockDay {
    /// What it is, as it was on that day.
    pub instrument: Instrument,
    /// What it did.
    pub figures: DayFigures,
    /// The price that the band is measured from: the previous close, adjusted for a split, bonus or rights of
    /// the day; the first price on the day of listing.
    pub band_base: Price,
    /// Where the band comes from.
    pub band_source: BandSource,
    /// The price that the month's tick follows from: the close of the month before; for a stock listed since, the
    /// previous close of its first day.
    pub tick_base: Price,
    /// Whether it closes by auction, so that its continuous trading ends early.
    pub closing_auction: bool,
}

/// A stock that did not trade on a day, but did before: its price is as old as `as_of`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietStock {
    /// What it was when it last traded.
    pub instrument: Instrument,
    /// Its last close.
    pub close: Price,
    /// The day of that close.
    pub as_of: Day,
}

/// An index on a day, in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexDay {
    /// Its levels.
    pub level: IndexLevel,
    /// The close before, where it is known.
    pub previous: Option<i64>,
}

impl MarketDay {
    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The day before it in the archive.
    #[must_use]
    pub const fn previous(&self) -> Option<Day> {
        self.previous
    }

    /// Every stock that traded, by symbol.
    #[must_use]
    pub fn stocks(&self) -> &[StockDay] {
        &self.stocks
    }

    /// A stock that traded, by its symbol in capitals.
    #[must_use]
    pub fn stock(&self, symbol: &str) -> Option<&StockDay> {
        self.places.get(symbol).and_then(|place| self.stocks.get(*place))
    }

    /// Every stock that did not trade but had traded before, by symbol.
    #[must_use]
    pub fn quiet_stocks(&self) -> &[QuietStock] {
        &self.quiet
    }

    /// A stock that did not trade, by its symbol in capitals.
    #[must_use]
    pub fn quiet_stock(&self, symbol: &str) -> Option<&QuietStock> {
        self.quiet_places.get(symbol).and_then(|place| self.quiet.get(*place))
    }

    /// Stocks that are known of other days only, by symbol: listed later, or first traded later than on this day or before it. Not
    /// what trades under another symbol on this day.
    #[must_use]
    pub fn elsewhere(&self) -> &[Instrument] {
        &self.elsewhere
    }

    /// A stock, whether it traded or not, by its symbol in capitals.
    #[must_use]
    pub fn instrument(&self, symbol: &str) -> Option<&Instrument> {
        let traded = self.stock(symbol).map(|stock| &stock.instrument);
        traded.or_else(|| self.quiet_stock(symbol).map(|stock| &stock.instrument))
    }

    /// All indices, by name.
    #[must_use]
    pub fn indices(&self) -> &[IndexDay] {
        &self.indices
    }

    /// An index by its name in capitals: `NIFTY 50`.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<&IndexDay> {
        let place = self.indices.binary_search_by(|index| index.level.name.as_str().cmp(name)).ok()?;
        self.indices.get(place)
    }

    /// The indices whose members are known, by name.
    #[must_use]
    pub fn listed_indices(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.members.keys().map(AsRef::as_ref).collect();
        names.sort_unstable();
        names
    }

    /// The members of an index, by symbol; none where they are not known.
    #[must_use]
    pub fn members(&self, index: &str) -> &[Symbol] {
        self.members.get(index).map_or(&[], Vec::as_slice)
    }

    /// What was recorded of a stock within the day: its trades if they were, else its shortest bars.
    #[must_use]
    pub fn recorded(&self, symbol: &Symbol) -> Option<&Recorded> {
        self.recorded.get(symbol)
    }

    /// Which symbols companies bore when, as far as the archive knows, on days before this one and after it.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// The rights issues of the last two months.
    #[must_use]
    pub fn rights(&self) -> &[Announcement] {
        &self.rights
    }

    /// What companies do to their holders with this ex-day.
    #[must_use]
    pub fn actions(&self) -> &[Announcement] {
        &self.actions
    }
}
