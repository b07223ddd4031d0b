//! Modelled levels of an index through its real day.

use trading::{BandRule, Bar, Day, DayFigures, Moment, Paise, Price, Session, Symbol};

use crate::dice::Key;
use crate::path::Path;
use crate::plan::Grid;

/// An index's day as published, in hundredths of points (24,500.35 is 2,450,035).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// First level.
    pub open: i64,
    /// Highest level.
    pub high: i64,
    /// Lowest level.
    pub low: i64,
    /// Last level.
    pub close: i64,
}

/// An index at a moment, in hundredths of points. Modelled, like the paths of stocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexLevel {
    /// The level.
    pub last: i64,
    /// The day's first level.
    pub open: i64,
    /// Highest so far.
    pub high: i64,
    /// Lowest so far.
    pub low: i64,
    /// When it was computed last.
    pub at: Moment,
}

/// A modelled path through an index's real day: a level about every second.
#[derive(Debug, Clone)]
pub struct IndexPath(Path);

impl IndexPath {
    /// The path of an index by its name ("NIFTY 50"). `session` says when it moves: an index of stocks with a
    /// closing auction rests from the end of their continuous trading and takes its close with the auction.
    /// None when a level is not positive.
    #[must_use]
    pub fn new(seed: u64, name: &str, levels: &Levels, session: &Session) -> Option<Self> {
        let figures = figures(levels, session.day())?;
        let key = Key::of(seed, &format!("index {name}"), session.day());
        let symbol: Symbol = "INDEX".parse().ok()?;
        Some(Self(Path::with_key(key, (seed, &symbol), &figures, session, Grid { tick: 1, lot: 1 })))
    }

    /// The level at a moment; none before the first.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Option<IndexLevel> {
        let state = self.0.state_at(moment);
        Some(IndexLevel {
            last: state.last?.paise(),
            open: state.open?.paise(),
            high: state.high?.paise(),
            low: state.low?.paise(),
            at: state.last_trade_at?,
        })
    }

    /// Bars of so many minutes up to a moment; their volume means nothing.
    #[must_use]
    pub fn bars(&self, minutes: u32, to: Moment) -> Vec<Bar> {
        self.0.bars(minutes, to)
    }
}

/// An index as if it were a stock that trades once a second.
fn figures(levels: &Levels, day: Day) -> Option<DayFigures> {
    let [open, high, low, close] = [levels.open, levels.high, levels.low, levels.close].map(Price::new);
    let (open, high, low, close) = (open?, high?, low?, close?);
    let volume = 1_000_000;
    // No average is published: halfway between the mean of the ends and the mean of the extremes.
    let average = Price::new((levels.open + levels.high + levels.low + levels.close) / 4)?;
    let turnover = Paise(average.paise().checked_mul(volume)?);
    let trades = 400_000;
    Some(DayFigures {
        day,
        previous_close: open,
        open,
        high,
        low,
        last: close,
        close,
        average,
        volume,
        turnover,
        trades,
        deliverable: None,
        band: BandRule::NoBand,
    })
}
