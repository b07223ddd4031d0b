//! The range of a stock's prices over 52 weeks, and who tells it.

use store::YearRange;
use trading::{Day, Price, Source, Symbol};

use crate::scene::Scene;

/// The lowest and the highest price of 52 weeks, today included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Lowest price.
    pub low: Price,
    /// Highest price.
    pub high: Price,
    /// Who tells it.
    pub told_by: YearTold,
}

/// Who tells a range of 52 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearTold {
    /// The days of the archive, which reach back over all of them.
    Archive,
    /// The days of the archive, which begin only here.
    Since(Day),
    /// A live source, with its quote.
    Source(Source),
}

impl Scene {
    /// A stock's range of 52 weeks: of the archive's days where they reach back far enough, else as the exchange tells it with
    /// its quotes, else of the days that there are. `year` is the range before [`Scene::day_told`]. A practice account
    /// never sees what a live source says.
    #[must_use]
    pub fn year_of(&self, symbol: &Symbol, year: &YearRange) -> Option<Year> {
        let told =
            || self.tape.heard()?.quote(symbol).and_then(|seen| Some((seen.year?, seen.standing.source)));
        if !year.is_whole()
            && let Some(((low, high), source)) = told()
        {
            return Some(Year { low, high, told_by: YearTold::Source(source) });
        }
        let before = year.of(symbol);
        let today =
            self.quote(symbol).filter(|row| row.as_of().is_some_and(|at| at.day() == self.day_told()));
        let (low, high) = today.as_ref().map_or((None, None), |row| (self.lowest(row), self.highest(row)));
        let low = [before.map(|known| known.low), low].into_iter().flatten().min()?;
        let high = [before.map(|known| known.high), high].into_iter().flatten().max()?;
        let told_by = match year.since {
            Some(_) if year.is_whole() => YearTold::Archive,
            since => YearTold::Since(since.unwrap_or(year.before)),
        };
        Some(Year { low, high, told_by })
    }
}
