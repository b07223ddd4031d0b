//! What the live sources have said so far: a snapshot that never changes. Every round makes the next one.

use std::collections::HashMap;
use std::sync::Arc;

use feed::live::{Enabled, Health, Round, State, Web};
use trading::{Band, Day, IndexSeen, Moment, Price, Seen, Source, Symbol};

use crate::bands::Flexes;

use crate::charts::Told;
use crate::checks::Warning;

/// A quote of NSE this old no longer keeps a newer one of Yahoo out.
const NSE_KEEPS: i64 = 45_000;
/// Charts that are kept at once: one is a day's minutes, about 20 kB.
const CHARTS: usize = 24;

/// Everything that was heard, and how the sources are.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// What is switched on.
    pub enabled: Enabled,
    /// When the newest round was begun; none before the first.
    pub round_at: Option<Moment>,
    /// The newest quote of each stock.
    pub(crate) quotes: Arc<HashMap<Symbol, Arc<Seen>>>,
    /// The newest level of each index.
    pub(crate) indices: Arc<HashMap<String, IndexSeen>>,
    /// The highest and lowest price at which the rounds of a day saw each stock: the answer of the whole market tells
    /// neither.
    pub(crate) reached: Arc<HashMap<Symbol, Reached>>,
    /// Charts that a source of candles told, those that were looked at lately.
    pub(crate) charts: Arc<HashMap<Symbol, Arc<Told>>>,
    /// How the sources are; none before the first round.
    pub health: Option<Health>,
    /// Where the exchange and Lakh do not agree about the calendar or the movers, when last asked.
    pub(crate) warnings: Arc<[Warning]>,
    /// What is being fetched for the archive.
    pub errand: Option<Errand>,
    /// The bands that come or came to be widened, of the day of the newest round.
    pub(crate) flexes: Arc<Flexes>,
    /// Counts up whenever the archive has grown.
    pub(crate) archive: u64,
}

/// How far a stock was seen to go on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    day: Day,
    high: Price,
    low: Price,
}

/// Fetching the daily files that the archive misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// What is fetched now, in words.
    pub what: String,
    /// Files that are done.
    pub done: usize,
    /// Files in all.
    pub of: usize,
    /// What went wrong last, in words.
    pub trouble: Option<String>,
}

impl Heard {
    /// What was kept of the program's last run.
    pub(crate) fn kept(enabled: Enabled, quotes: Vec<Seen>, levels: Vec<IndexSeen>) -> Self {
        let quotes = quotes.into_iter().map(|kept| (kept.symbol.clone(), Arc::new(kept))).collect();
        let indices = levels.into_iter().map(|kept| (kept.name.clone(), kept)).collect();
        Self { enabled, quotes: Arc::new(quotes), indices: Arc::new(indices), ..Self::default() }
    }

    /// What is known after a round, and which quotes of it were taken.
    pub(crate) fn with(&self, round: Round) -> (Self, Vec<Arc<Seen>>) {
        let mut quotes = HashMap::clone(&self.quotes);
        let mut taken = Vec::new();
        for seen in round.seen {
            if quotes.get(&seen.symbol).is_none_or(|known| is_newer(&seen, known)) {
                let seen = Arc::new(seen);
                quotes.insert(seen.symbol.clone(), Arc::clone(&seen));
                taken.push(seen);
            }
        }
        let mut indices = HashMap::clone(&self.indices);
        for index in round.indices {
            if indices.get(&index.name).is_none_or(|known| index.asked_at >= known.asked_at) {
                indices.insert(index.name.clone(), index);
            }
        }
        let mut reached = Arc::clone(&self.reached);
        for seen in &taken {
            reach(&mut reached, seen);
        }
        let same_day = self.round_at.is_some_and(|before| before.day() == round.at.day());
        let heard = Self {
            reached,
            flexes: if same_day { Arc::clone(&self.flexes) } else { Arc::default() },
            round_at: Some(round.at).max(self.round_at),
            quotes: Arc::new(quotes),
            indices: Arc::new(indices),
            health: Some(round.health),
            ..self.clone()
        };
        (heard, taken)
    }

    /// The newest quote of a stock.
    #[must_use]
    pub fn quote(&self, symbol: &Symbol) -> Option<&Arc<Seen>> {
        self.quotes.get(symbol)
    }

    /// The highest and lowest price of a day at which a stock was seen.
    pub(crate) fn reached(&self, symbol: &Symbol, day: Day) -> Option<(Price, Price)> {
        self.reached
            .get(symbol)
            .filter(|reached| reached.day == day)
            .map(|reached| (reached.high, reached.low))
    }

    /// What a source of candles told of a stock's day.
    pub(crate) fn chart(&self, symbol: &Symbol, day: Day) -> Option<&Told> {
        self.charts.get(symbol).map(AsRef::as_ref).filter(|told| told.day == day)
    }

    /// What is known with a further chart; those of other days and the oldest of too many are forgotten.
    pub(crate) fn with_chart(self, symbol: Symbol, told: Told) -> Self {
        let mut charts = HashMap::clone(&self.charts);
        charts.retain(|_, known| known.day == told.day);
        let oldest = charts.iter().min_by_key(|(_, known)| known.asked_at).map(|(symbol, _)| symbol.clone());
        if let Some(oldest) = oldest.filter(|_| charts.len() >= CHARTS) {
            charts.remove(&oldest);
        }
        charts.insert(symbol, Arc::new(told));
        Self { charts: Arc::new(charts), ..self }
    }

    /// The exchange's time of the newest price of a stock.
    pub(crate) fn newest_price(&self) -> Option<Moment> {
        self.quotes
            .values()
            .filter(|seen| seen.standing.last.is_some())
            .filter_map(|seen| seen.standing.as_of)
            .max()
    }

    /// The names of the indices that were heard of.
    pub(crate) fn index_names(&self) -> impl Iterator<Item = &String> {
        self.indices.keys()
    }

    /// A stock's band as the newest round left it, where it was followed on a day.
    pub(crate) fn band_of(&self, symbol: &Symbol, day: Day) -> Option<Band> {
        let at = self.round_at.filter(|round| round.day() == day)?;
        self.flexes.get(symbol).map(|flex| flex.at(at))
    }

    /// When the newest answer was asked for, by this program or another.
    pub(crate) fn newest(&self) -> Option<Moment> {
        self.quotes.values().map(|seen| seen.asked_at).max().max(self.round_at)
    }

    /// Whether live quotes are switched on.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        !self.enabled.is_off()
    }

    /// Where the exchange and Lakh do not agree about the calendar or the movers. While NSE is switched off there is nobody to
    /// disagree with.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        if self.enabled.nse { &self.warnings } else { &[] }
    }

    /// The source that answers now, and since when its newest answer is: NSE before Yahoo.
    #[must_use]
    pub fn answering(&self) -> Option<(Web, Moment)> {
        let health = self.health.as_ref()?;
        [Web::Nse, Web::Yahoo].into_iter().find_map(|web| {
            let source = health.of(web).filter(|source| source.state == State::Answering)?;
            Some((web, source.last_success?))
        })
    }
}

/// Takes in how far a stock has gone. What changes nothing copies nothing.
fn reach(all: &mut Arc<HashMap<Symbol, Reached>>, seen: &Seen) {
    let (Some(last), Some(as_of)) = (seen.standing.last, seen.standing.as_of) else { return };
    let day = as_of.day();
    let known = all.get(&seen.symbol).filter(|known| known.day == day);
    let told = [Some(last), seen.standing.high, known.map(|known| known.high)].into_iter().flatten().max();
    let high = told.unwrap_or(last);
    let told = [Some(last), seen.standing.low, known.map(|known| known.low)].into_iter().flatten().min();
    let low = told.unwrap_or(last);
    let reached = Reached { day, high, low };
    if known != Some(&reached) {
        Arc::make_mut(all).insert(seen.symbol.clone(), reached);
    }
}

/// Whether a quote replaces the one that is known: by the exchange's time, and within it by when it was asked. One of
/// Yahoo waits until NSE has been silent for a while; one of NSE never waits for Yahoo.
fn is_newer(seen: &Seen, known: &Seen) -> bool {
    let (from, held) = (seen.standing.source, known.standing.source);
    let later = seen.asked_at >= known.asked_at;
    if (from, held) == (Source::Nse, Source::Yahoo) {
        return later;
    }
    let silent = seen.asked_at.since(known.asked_at) > NSE_KEEPS;
    later && seen.standing.as_of >= known.standing.as_of && (from == held || silent)
}
