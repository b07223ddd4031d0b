//! One stock's modelled path through one real day.

use std::borrow::Cow;

use trading::{
    Bar, Clock, Day, DayFigures, Match, Moment, Paise, Phase, Price, Quote, Session, Source, Symbol,
};

use crate::bars;
use crate::body::Body;
use crate::dice::Key;
use crate::plan::{Grid, Plan};
use crate::state::{Deal, State, Totals};
use crate::trades::Trades;

/// A modelled path through the real figures of one stock and one day.
///
/// It begins at the real open and ends at the real last price (with a closing auction: at the real close),
/// touches the real high and low and never leaves them, and trades exactly the real volume. Its turnover is
/// the real one wherever the figures allow, and the average of its last half hour comes near the real close.
/// Times, order and sizes of its trades are modelled from the seed.
#[derive(Debug, Clone)]
pub struct Path {
    symbol: Symbol,
    source: Source,
    day: Day,
    key: Key,
    grid: Grid,
    /// Continuous trading, in milliseconds from midnight; bars count from its begin.
    continuous: (i64, i64),
    /// The first price in ticks.
    open: i64,
    /// When the close is published, and the close.
    close: Option<(i64, Price)>,
    opening: Option<Deal>,
    body: Body,
    closing: Option<Deal>,
    whole: Totals,
}

impl Path {
    /// The path of a stock's day. `tick_paise` is the stock's tick of the month; figures off that tick put this
    /// path on a grid of one paisa (see [`Path::tick_paise`]). A day without volume gives a path without trades.
    #[must_use]
    pub fn new(seed: u64, symbol: &Symbol, figures: &DayFigures, session: &Session, tick_paise: i64) -> Self {
        Self::in_lots(seed, symbol, figures, session, tick_paise, 1)
    }

    /// The same for a stock that trades in lots of so many shares (SME): every modelled trade is of whole lots,
    /// if the day's volume is.
    #[must_use]
    pub fn in_lots(
        seed: u64,
        symbol: &Symbol,
        figures: &DayFigures,
        session: &Session,
        tick_paise: i64,
        lot: i64,
    ) -> Self {
        let key = Key::of_stock(seed, symbol, session.day());
        Self::with_key(key, (seed, symbol), figures, session, Grid { tick: tick_paise, lot })
    }

    pub(crate) fn with_key(
        key: Key,
        (seed, symbol): (u64, &Symbol),
        figures: &DayFigures,
        session: &Session,
        grid: Grid,
    ) -> Self {
        let plan = Plan::of(figures, session, grid, &mut key.dice(0));
        let opening = plan.and_then(|plan| plan.opening);
        let closing = plan.and_then(|plan| plan.closing);
        let opened = opening.iter().fold(Totals::default(), Totals::and);
        let body = plan.map_or_else(Body::empty, |plan| Body::of(&plan, opened, &key));
        let continuous = session.span(Phase::Continuous);
        Self {
            symbol: symbol.clone(),
            source: Source::Modelled { seed },
            day: session.day(),
            key,
            grid: plan.map_or(Grid { lot: 1, ..grid }, |plan| Grid { tick: plan.tick, lot: plan.lot }),
            continuous: continuous
                .map_or((0, 0), |span| (span.from.millis().into(), span.to.millis().into())),
            open: plan.map_or(0, |plan| plan.open),
            close: published(session, closing).map(|at| (at, figures.close)),
            opening,
            whole: closing.iter().fold(body.before(body.len()), Totals::and),
            body,
            closing,
        }
    }

    /// A path whose trades are told from outside: those of continuous trading in order, no two at one
    /// millisecond, and those of the auctions, where there were any. `close` is the official close.
    pub(crate) fn told(
        (symbol, source): (&Symbol, Source),
        (session, grid): (&Session, Grid),
        (opening, deals, closing): (Option<Deal>, Vec<Deal>, Option<Deal>),
        close: Price,
    ) -> Self {
        let first = opening.or(deals.first().copied()).or(closing);
        let opened = opening.iter().fold(Totals::default(), Totals::and);
        let body = Body::told(deals, opened);
        let continuous = session.span(Phase::Continuous);
        Self {
            symbol: symbol.clone(),
            source,
            day: session.day(),
            key: Key::of_stock(0, symbol, session.day()),
            grid,
            continuous: continuous
                .map_or((0, 0), |span| (span.from.millis().into(), span.to.millis().into())),
            open: first.map_or(0, |deal| i64::from(deal.ticks)),
            close: published(session, closing).map(|at| (at, close)),
            opening,
            whole: closing.iter().fold(body.before(body.len()), Totals::and),
            body,
            closing,
        }
    }

    /// Who says so: a model of the day, or what was recorded of it.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// The stock.
    #[must_use]
    pub const fn symbol(&self) -> &Symbol {
        &self.symbol
    }

    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The grid of its prices in paise: the tick that it was given, or 1 where a figure lies off that tick.
    #[must_use]
    pub const fn tick_paise(&self) -> i64 {
        self.grid.tick
    }

    /// What had happened by a moment, trades at that very moment included.
    #[must_use]
    pub fn state_at(&self, moment: Moment) -> State {
        let at = self.clock_of(moment);
        let totals = self.totals_at(at);
        let price = |ticks: u32| Price::new(i64::from(ticks) * self.grid.tick);
        State {
            last: price(totals.last),
            open: Price::new(self.open * self.grid.tick).filter(|_| totals.trades > 0),
            high: price(totals.high),
            low: price(totals.low),
            volume: totals.lots * self.grid.lot,
            turnover: Paise(totals.value * self.grid.tick * self.grid.lot),
            trades: totals.trades.into(),
            last_trade_at: (totals.trades > 0).then(|| self.moment_of(totals.last_at.into())),
            close: self.close.filter(|(from, _)| *from <= at).map(|(_, close)| close),
        }
    }

    /// The trades after a moment (not at it) up to another (at it too), in order; no two at one moment.
    #[must_use]
    pub fn trades(&self, after: Moment, to: Moment) -> Trades<'_> {
        Trades::of(self, self.clock_of(after), self.clock_of(to))
    }

    /// The first trade after a moment.
    #[must_use]
    pub fn next_trade(&self, after: Moment) -> Option<Quote> {
        Trades::of(self, self.clock_of(after), i64::MAX).next()
    }

    /// Bars of so many minutes up to a moment, the last one as far as it has come. They count from the begin
    /// of continuous trading; the pre-open's trade belongs to the first. Bars without trades are left out.
    #[must_use]
    pub fn bars(&self, minutes: u32, to: Moment) -> Vec<Bar> {
        bars::bars(self, minutes, self.clock_of(to))
    }

    /// When continuous trading begins, in milliseconds from midnight.
    pub(crate) const fn begins(&self) -> i64 {
        self.continuous.0
    }

    /// The parts of the day: the pre-open is part 0, then those of continuous trading, then the auction.
    /// Answers the part that trades at or right after a millisecond.
    pub(crate) fn part_at(&self, at: i64) -> usize {
        let (from, to) = self.continuous;
        if at < from {
            0
        } else if at < to && self.body.len() > 0 {
            1 + self.body.part_at(at)
        } else {
            1 + self.body.len()
        }
    }

    /// How many parts the day has.
    pub(crate) fn parts(&self) -> usize {
        self.body.len() + 2
    }

    /// What had happened before a part.
    pub(crate) fn before(&self, part: usize) -> Totals {
        match part.checked_sub(1) {
            None => Totals::default(),
            Some(part) if part <= self.body.len() => self.body.before(part),
            Some(_) => self.whole,
        }
    }

    /// The trades of a part.
    pub(crate) fn deals(&self, part: usize) -> Cow<'_, [Deal]> {
        match part.checked_sub(1) {
            None => Cow::Borrowed(self.opening.as_slice()),
            Some(part) if part < self.body.len() => self.body.deals(part, &self.key),
            Some(_) => Cow::Borrowed(self.closing.as_slice()),
        }
    }

    /// A trade as the rest of the program sees it, with the lots traded up to it.
    pub(crate) fn quote(&self, deal: &Deal, lots: i64) -> Option<Quote> {
        let (from, to) = self.continuous;
        let at = i64::from(deal.at);
        let matched = if at < from {
            Match::PreOpen
        } else if at < to {
            Match::Continuous
        } else {
            Match::ClosingAuction
        };
        Some(Quote {
            symbol: self.symbol.clone(),
            at: self.moment_of(at),
            last: Price::new(i64::from(deal.ticks) * self.grid.tick)?,
            traded: deal.lots * self.grid.lot,
            volume: lots * self.grid.lot,
            matched,
            touch: None,
            source: self.source,
        })
    }

    /// Shares that trade together.
    pub(crate) const fn lot(&self) -> i64 {
        self.grid.lot
    }

    pub(crate) fn moment_of(&self, at: i64) -> Moment {
        self.day.at(Clock::MIDNIGHT).plus_millis(at)
    }

    /// Milliseconds from the day's midnight, negative before it.
    fn clock_of(&self, moment: Moment) -> i64 {
        moment.millis().saturating_sub(self.day.at(Clock::MIDNIGHT).millis())
    }

    fn totals_at(&self, at: i64) -> Totals {
        let part = self.part_at(at);
        let after = self.before(part + 1);
        if after.trades == 0 || i64::from(after.last_at) <= at {
            return after;
        }
        let deals = self.deals(part);
        let past = deals.iter().take_while(|deal| i64::from(deal.at) <= at);
        past.fold(self.before(part), Totals::and)
    }
}

/// When the official close is known: with the auction's trade, else at the end of the auction's match or, where
/// there is none, of continuous trading.
fn published(session: &Session, closing: Option<Deal>) -> Option<i64> {
    let auction = session.span(Phase::AuctionMatch).map(|span| i64::from(span.to.millis()));
    let ended = session.span(Phase::Continuous).map(|span| i64::from(span.to.millis()));
    closing.map(|deal| i64::from(deal.at)).or(auction).or(ended)
}
