//! A day of the market, modelled: what each stock and index had done by a moment of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI32, Ordering};

use replay::{IndexPath, Levels, Path, State};
use trading::{
    Band, BandRule, Calendar, Day, DayFigures, Instrument, Moment, Phase, Price, Session, Symbol, Tick,
    band_of, fund_band_of, tick_of,
};

use crate::pack::{self, IndexRow};

/// A day of the built-in market, told under its own date or another.
#[derive(Debug)]
pub struct Market {
    recorded: Day,
    /// The number of the day that it says it is.
    dated: AtomicI32,
    seed: u64,
    stocks: Vec<Stock>,
    places: BTreeMap<Symbol, usize>,
    indices: Vec<Index>,
    members: BTreeMap<String, Vec<Symbol>>,
}

/// One stock.
#[derive(Debug)]
pub struct Stock {
    /// What it is.
    pub instrument: Instrument,
    /// What it does on the day.
    pub figures: DayFigures,
    /// The price that the band is measured from: adjusted on an ex-day.
    pub base: Price,
    /// Its band, as wide as it becomes.
    pub band: Band,
    /// Its tick.
    pub tick: Tick,
    session: Session,
    token: usize,
    path: OnceLock<Path>,
}

/// One index.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) row: IndexRow,
    path: OnceLock<Option<IndexPath>>,
}

/// A day that the built-in market does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the built-in market has no {day}; choose one of {known}")]
pub struct NoSuchDay {
    day: Day,
    known: String,
}

/// The days that can be told.
#[must_use]
pub fn days() -> Vec<Day> {
    pack::days().into_iter().collect()
}

impl Market {
    /// A day of the built-in market under its own date.
    ///
    /// # Errors
    /// When the built-in market does not have it.
    pub fn of(day: Day) -> Result<Self, NoSuchDay> {
        Self::dated(day, day)
    }

    /// The same, told as if it were another day.
    ///
    /// # Errors
    /// When the built-in market does not have the recorded day.
    pub fn dated(recorded: Day, dated: Day) -> Result<Self, NoSuchDay> {
        let Some(session) =
            Calendar::nse().session(recorded, false).filter(|_| pack::days().contains(&recorded))
        else {
            let known = days().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(NoSuchDay { day: recorded, known });
        };
        let (instruments, closes, auctions) =
            (pack::instruments(recorded), pack::month_closes(recorded), pack::auctions(recorded));
        let stocks: Vec<Stock> = pack::figures(recorded)
            .into_iter()
            .filter_map(|(symbol, figures, base)| {
                let instrument = instruments.get(&symbol)?.clone();
                let tick = tick_of(recorded, &instrument, closes.get(&symbol).copied());
                let auction = auctions.contains(&symbol);
                let session = if auction { Session::full_day(recorded, true) } else { session };
                Some((instrument, figures, base, tick, session))
            })
            .zip(1..)
            .map(|((instrument, figures, base, tick, session), token)| {
                let band = widened(band(recorded, &instrument, &figures, base, tick), &figures);
                Stock { instrument, figures, base, band, tick, session, token, path: OnceLock::new() }
            })
            .collect();
        let places = stocks.iter().map(|stock| stock.instrument.symbol.clone()).zip(0..).collect();
        let indices = pack::indices(recorded).into_iter().map(|row| Index { row, path: OnceLock::new() });
        Ok(Self {
            recorded,
            dated: AtomicI32::new(dated.number()),
            seed: 1,
            stocks,
            places,
            indices: indices.collect(),
            members: pack::members(),
        })
    }

    /// The day that it says it is.
    #[must_use]
    pub fn day(&self) -> Day {
        Day::from_number(self.dated.load(Ordering::Relaxed))
    }

    /// Tells the same day under another date from now on.
    pub fn tell_as(&self, dated: Day) {
        self.dated.store(dated.number(), Ordering::Relaxed);
    }

    /// The day that it really tells.
    #[must_use]
    pub const fn recorded(&self) -> Day {
        self.recorded
    }

    /// Every stock that trades on the day, by symbol.
    #[must_use]
    pub fn stocks(&self) -> &[Stock] {
        &self.stocks
    }

    /// A stock.
    #[must_use]
    pub fn stock(&self, symbol: &str) -> Option<&Stock> {
        self.places.get(symbol).and_then(|place| self.stocks.get(*place))
    }

    /// What a stock has done by a moment of the day that it says it is.
    #[must_use]
    pub fn state(&self, stock: &Stock, at: Moment) -> State {
        let mut state = self.path(stock).state_at(self.inwards(at));
        state.last_trade_at = state.last_trade_at.map(|moment| self.outwards(moment));
        state
    }

    /// The modelled path of a stock, on the day that it really tells.
    pub(crate) fn path<'a>(&self, stock: &'a Stock) -> &'a Path {
        stock.path.get_or_init(|| {
            let Stock { instrument, figures, session, tick, .. } = stock;
            Path::in_lots(self.seed, &instrument.symbol, figures, session, tick.paise(), instrument.lot)
        })
    }

    pub(crate) fn indices(&self) -> &[Index] {
        &self.indices
    }

    /// An index at a moment: last, open, high, low in hundredths of a point.
    pub(crate) fn level(&self, index: &Index, at: Moment) -> Option<[i64; 4]> {
        let path = index.path.get_or_init(|| {
            let levels = Levels {
                open: index.row.open?,
                high: index.row.high?,
                low: index.row.low?,
                close: index.row.close,
            };
            IndexPath::new(self.seed, &index.row.name, &levels, &Session::full_day(self.recorded, true))
        });
        let now = path.as_ref()?.at(self.inwards(at))?;
        Some([now.last, now.open, now.high, now.low])
    }

    /// The members of an index, where they are known.
    pub(crate) fn members(&self, index: &str) -> Option<impl Iterator<Item = &Stock>> {
        let members = self.members.get(index)?;
        Some(members.iter().filter_map(|symbol| self.stock(symbol.as_str())))
    }

    /// A moment of the day that it says it is, on the day that it really tells.
    pub(crate) fn inwards(&self, at: Moment) -> Moment {
        at.plus_millis(i64::from(self.recorded.since(self.day())) * 86_400_000)
    }

    /// And back.
    pub(crate) fn outwards(&self, at: Moment) -> Moment {
        at.plus_millis(i64::from(self.day().since(self.recorded)) * 86_400_000)
    }
}

impl Stock {
    /// The number that the exchange knows it by.
    #[must_use]
    pub const fn token(&self) -> usize {
        self.token
    }

    /// The words of the list of price bands.
    pub(crate) fn band_words(&self) -> String {
        match self.figures.band {
            BandRule::Percent(percent) => percent.to_string(),
            BandRule::NoBand => "No Band".to_owned(),
        }
    }

    /// Symbol, series and N for the normal market, as the exchange runs them together.
    pub(crate) fn identifier(&self) -> String {
        format!("{}{}N", self.instrument.symbol, self.instrument.series)
    }

    /// Whether a moment lies in one of its day's phases.
    pub(crate) fn in_phase(&self, at: Moment, phases: &[Phase]) -> bool {
        phases.contains(&self.session.phase_at(at.clock()))
    }
}

fn band(day: Day, instrument: &Instrument, figures: &DayFigures, base: Price, tick: Tick) -> Band {
    let fund = fund_band_of(day, base, tick).filter(|_| instrument.is_fund());
    fund.unwrap_or_else(|| band_of(base, figures.band, tick))
}

/// The band as wide as the day needs it.
fn widened(band: Band, figures: &DayFigures) -> Band {
    let steps = [figures.high, figures.low].into_iter().filter_map(|price| band.flexes_to_reach(price)).max();
    steps.map_or(band, |steps| band.flexed(steps))
}
