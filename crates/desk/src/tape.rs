//! A day of the market as it is looked at, whoever tells its prices: the archive, a modelled path, or live quotes.

use std::collections::BTreeSet;
use std::sync::Arc;

use replay::Path;
use store::{Archive, MarketDay};
use trading::{
    Announcement, Day, DueAction, Glance, Instrument, Listing, Moment, Price, Quote, Refusal, Renaming,
    Source, Standing, Symbol,
};

use crate::archive_day::ArchiveDay;
use crate::heard::Heard;
use crate::live_day::{LiveDay, LiveTerms};
use crate::problem::Problem;
use crate::view::{IndexQuoted, Quoted};

/// One day of the market.
pub struct Tape {
    told: Told,
}

/// Who tells the prices of a day.
enum Told {
    ByArchive(Box<ArchiveDay>),
    ByQuotes(Box<LiveDay>),
}

impl Tape {
    /// Loads a day of the archive; with a seed it can be practised on.
    ///
    /// # Errors
    /// When the archive does not have the day.
    pub(crate) async fn load(archive: &Archive, day: Day, seed: Option<u64>) -> Result<Self, Problem> {
        let day = ArchiveDay::load(archive, day, seed).await?;
        Ok(Self { told: Told::ByArchive(Box::new(day)) })
    }

    /// The live market: a day's terms, and what was heard so far.
    pub(crate) fn live(terms: Arc<LiveTerms>, heard: Arc<Heard>) -> Self {
        Self { told: Told::ByQuotes(Box::new(LiveDay::new(terms, heard))) }
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Day {
        match &self.told {
            Told::ByArchive(day) => day.day(),
            Told::ByQuotes(day) => day.day(),
        }
    }

    /// The seed of its paths, where they are modelled.
    #[must_use]
    pub const fn seed(&self) -> Option<u64> {
        match &self.told {
            Told::ByArchive(day) => day.seed(),
            Told::ByQuotes(_) => None,
        }
    }

    /// What was heard of live sources, where they tell the prices.
    #[must_use]
    pub fn heard(&self) -> Option<&Arc<Heard>> {
        match &self.told {
            Told::ByArchive(_) => None,
            Told::ByQuotes(day) => Some(day.heard()),
        }
    }

    /// Who its prices come from.
    #[must_use]
    pub fn source(&self) -> Source {
        match &self.told {
            Told::ByArchive(day) => day.source(),
            Told::ByQuotes(day) => day.source(),
        }
    }

    /// The newest facts of the archive about it: of the day itself, or of the last day before that is published.
    #[must_use]
    pub fn market(&self) -> &MarketDay {
        match &self.told {
            Told::ByArchive(day) => day.market(),
            Told::ByQuotes(day) => day.market(),
        }
    }

    /// What companies do to their holders with this ex-day.
    pub fn actions(&self) -> impl Iterator<Item = &Announcement> {
        let all = match &self.told {
            Told::ByArchive(day) => day.market().actions(),
            Told::ByQuotes(day) => day.actions(),
        };
        all.iter().filter(|action| action.ex_day == self.day())
    }

    /// The corporate actions whose ex-date is the day, as far as they are understood, dividends first.
    #[must_use]
    pub fn due_actions(&self) -> &[DueAction] {
        match &self.told {
            Told::ByArchive(day) => day.due_actions(),
            Told::ByQuotes(day) => day.due_actions(),
        }
    }

    /// The changes of symbols that the day's quotes prove before they are published.
    pub(crate) fn renamings_seen(&self) -> Vec<Renaming> {
        match &self.told {
            Told::ByArchive(_) => Vec::new(),
            Told::ByQuotes(day) => day.renamings_seen(),
        }
    }

    /// The close of a stock before the day, as it was published.
    pub(crate) fn close_before(&self, symbol: &Symbol) -> Option<Price> {
        match &self.told {
            Told::ByArchive(day) => day.close_before(symbol),
            Told::ByQuotes(day) => day.close_before(symbol),
        }
    }

    /// A stock, whether it traded on the day or not.
    #[must_use]
    pub fn instrument(&self, symbol: &Symbol) -> Option<Arc<Instrument>> {
        match &self.told {
            Told::ByArchive(day) => day.instrument(symbol),
            Told::ByQuotes(day) => day.instrument(symbol),
        }
    }

    /// A stock of an archived day that is known of other days only: it can be found, and not be traded.
    pub(crate) fn elsewhere(&self, symbol: &Symbol) -> Option<&Instrument> {
        match &self.told {
            Told::ByArchive(day) => day.elsewhere(symbol),
            Told::ByQuotes(_) => None,
        }
    }

    /// Every stock that is known, whether it traded on the day or not; live also what is only listed.
    pub(crate) fn instruments(&self) -> Vec<&Instrument> {
        match &self.told {
            Told::ByArchive(day) => {
                let market = day.market();
                let traded = market.stocks().iter().map(|stock| &stock.instrument);
                let quiet = market.quiet_stocks().iter().map(|quiet| &quiet.instrument);
                traded.chain(quiet).chain(market.elsewhere()).collect()
            }
            Told::ByQuotes(day) => day.instruments().collect(),
        }
    }

    /// A stock's terms at a moment of the day: its band may have been widened.
    #[must_use]
    pub fn listing(&self, symbol: &Symbol, at: Moment) -> Option<&Listing> {
        match &self.told {
            Told::ByArchive(day) => day.listing(symbol, at),
            Told::ByQuotes(day) => day.listing(symbol),
        }
    }

    /// What an order on a stock needs to know.
    ///
    /// # Errors
    /// The refusal, when there is no such stock or nothing can be traded here.
    pub fn glance(&self, symbol: &Symbol, at: Moment) -> Result<Glance<'_>, Refusal> {
        match &self.told {
            Told::ByArchive(day) => day.glance(symbol, at),
            Told::ByQuotes(day) => day.glance(symbol, at),
        }
    }

    /// What the time itself needs to know of a stock: without a price where none of the moment is known.
    pub(crate) fn at_the_bell(&self, symbol: &Symbol, at: Moment) -> Option<Glance<'_>> {
        match &self.told {
            Told::ByArchive(day) => day.at_the_bell(symbol, at),
            Told::ByQuotes(day) => day.at_the_bell(symbol, at),
        }
    }

    /// A stock's modelled trades after a moment and up to another.
    pub(crate) fn trades(&self, symbol: &Symbol, after: Moment, to: Moment) -> Vec<Quote> {
        match &self.told {
            Told::ByArchive(day) => day.trades(symbol, after, to),
            Told::ByQuotes(_) => Vec::new(),
        }
    }

    /// Where a stock's day stands at a moment.
    #[must_use]
    pub fn standing(&self, symbol: &Symbol, at: Moment) -> Option<Standing> {
        match &self.told {
            Told::ByArchive(day) => day.standing(symbol, at),
            Told::ByQuotes(day) => day.standing(symbol, at),
        }
    }

    /// A stock with its prices at a moment.
    #[must_use]
    pub fn quoted(&self, symbol: &Symbol, at: Moment) -> Option<Quoted> {
        match &self.told {
            Told::ByArchive(day) => day.quoted(symbol, at),
            Told::ByQuotes(day) => day.quoted(symbol, at),
        }
    }

    /// Every stock with its prices at a moment, by symbol.
    #[must_use]
    pub fn all(&self, at: Moment) -> Vec<Quoted> {
        match &self.told {
            Told::ByArchive(day) => day.all(at).collect(),
            Told::ByQuotes(day) => day.all(at).collect(),
        }
    }

    /// The day whose prices are told at a moment: live, while nothing trades, the last day that did.
    pub(crate) fn day_told(&self, at: Moment) -> Day {
        match &self.told {
            Told::ByArchive(day) => day.day(),
            Told::ByQuotes(day) => day.day_told(at),
        }
    }

    /// The highest and lowest price of a day at which a live round saw a stock; none of a day that nobody saw.
    pub(crate) fn reached(&self, symbol: &Symbol, day: Day) -> Option<(Price, Price)> {
        self.heard()?.reached(symbol, day)
    }

    /// The names of all indices that are known, in order.
    pub(crate) fn index_names(&self) -> Vec<String> {
        let archived = self.market().indices().iter().map(|index| index.level.name.clone());
        let heard = self.heard().into_iter().flat_map(|heard| heard.index_names().cloned());
        let all: BTreeSet<String> = archived.chain(heard).collect();
        all.into_iter().collect()
    }

    /// The path of a stock, for its chart.
    pub(crate) fn path(&self, symbol: &Symbol) -> Option<&Path> {
        match &self.told {
            Told::ByArchive(day) => day.path(symbol),
            Told::ByQuotes(_) => None,
        }
    }

    /// An index at a moment.
    #[must_use]
    pub fn index(&self, name: &str, at: Moment) -> Option<IndexQuoted> {
        match &self.told {
            Told::ByArchive(day) => day.index(name, at),
            Told::ByQuotes(day) => day.index(name, at),
        }
    }
}
