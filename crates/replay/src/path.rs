//! One stock's modelled path through one real day.

use trading::{Clock, Day, DayFigures, Moment, Paise, Phase, Price, Quote, Session, Source, Symbol};

use crate::bars::{self, Bar};
use crate::block::{Deal, End, Pace, Stretch};
use crate::dice::Key;
use crate::plan::Plan;
use crate::skeleton::{Block, blocks, width};
use crate::state::{State, Totals};
use crate::trades::Trades;

/// Trades that are kept as they are stand together in so many, each group with the sums before it.
const GROUP: usize = 32;

/// A modelled path through the real figures of one stock and one day.
///
/// It begins at the real open and ends at the real last price (with a closing auction: at the real close),
/// touches the real high and low and never leaves them, and trades exactly the real volume. Its turnover is
/// the real one wherever the figures allow. Times, order and sizes of its trades are modelled from the seed.
#[derive(Debug, Clone)]
pub struct Path {
    symbol: Symbol,
    seed: u64,
    day: Day,
    key: Key,
    tick: i64,
    /// Where continuous trading begins: bars count from here.
    begins: i64,
    close: Option<(i64, Price)>,
    pieces: Vec<Piece>,
    whole: Totals,
}

/// A part of the day and what had happened before it.
#[derive(Debug, Clone)]
struct Piece {
    /// The first millisecond at which it may trade.
    from: i64,
    before: Totals,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Told(Box<[Deal]>),
    Made(Block),
}

impl Path {
    /// The path of a stock's day. `tick_paise` is the stock's tick of the month; figures off that tick put this
    /// path on a grid of one paisa (see [`Path::tick_paise`]). A day without volume gives a path without trades.
    #[must_use]
    pub fn new(seed: u64, symbol: &Symbol, figures: &DayFigures, session: &Session, tick_paise: i64) -> Self {
        let key = Key::of_stock(seed, symbol, session.day());
        Self::with_key(key, seed, symbol, figures, session, tick_paise)
    }

    pub(crate) fn with_key(
        key: Key,
        seed: u64,
        symbol: &Symbol,
        figures: &DayFigures,
        session: &Session,
        tick_paise: i64,
    ) -> Self {
        let plan = Plan::of(figures, session, tick_paise, &mut key.dice(0));
        let mut path = Self {
            symbol: symbol.clone(),
            seed,
            day: session.day(),
            key,
            tick: plan.map_or(tick_paise, |plan| plan.tick),
            begins: session.span(Phase::Continuous).map_or(0, |span| i64::from(span.from.millis())),
            close: published(session, plan.as_ref()).map(|at| (at, figures.close)),
            pieces: Vec::new(),
            whole: Totals::default(),
        };
        if let Some(plan) = plan {
            path.fill(&plan);
        }
        path
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
        self.tick
    }

    /// What had happened by a moment, trades at that very moment included.
    #[must_use]
    pub fn state_at(&self, moment: Moment) -> State {
        let at = self.clock_of(moment);
        let next = self.pieces.partition_point(|piece| piece.from <= at);
        let mut totals = Totals::default();
        if let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            let after = self.pieces.get(next).map_or(&self.whole, |piece| &piece.before);
            totals = if after.last_at <= at { *after } else { self.within(piece, at) };
        }
        let price = |ticks: i64| Price::new(ticks * self.tick);
        State {
            last: price(totals.last),
            open: price(totals.open),
            high: price(totals.high),
            low: price(totals.low),
            volume: totals.shares,
            turnover: Paise(totals.value * self.tick),
            trades: totals.trades,
            last_trade_at: (totals.trades > 0).then(|| self.moment_of(totals.last_at)),
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

    pub(crate) const fn begins(&self) -> i64 {
        self.begins
    }

    /// The trades of the piece that holds a millisecond or, failing that, comes next; none after the last.
    pub(crate) fn piece_from(&self, at: i64) -> usize {
        self.pieces.partition_point(|piece| piece.from <= at).saturating_sub(1)
    }

    /// The trades of a piece, with the shares traded before it.
    pub(crate) fn piece(&self, index: usize) -> Option<(Vec<Deal>, i64)> {
        let piece = self.pieces.get(index)?;
        Some((self.deals(piece), piece.before.shares))
    }

    /// The first millisecond of a piece.
    pub(crate) fn piece_begins(&self, index: usize) -> Option<i64> {
        self.pieces.get(index).map(|piece| piece.from)
    }

    /// A trade as the rest of the program sees it.
    pub(crate) fn quote(&self, deal: &Deal, volume: i64) -> Option<Quote> {
        Some(Quote {
            symbol: self.symbol.clone(),
            at: self.moment_of(deal.at),
            last: Price::new(deal.ticks * self.tick)?,
            traded: deal.shares,
            volume,
            matched: deal.matched,
            touch: None,
            source: Source::Modelled { seed: self.seed },
        })
    }

    pub(crate) fn moment_of(&self, at: i64) -> Moment {
        self.day.at(Clock::MIDNIGHT).plus_millis(at)
    }

    /// Milliseconds from the day's midnight, negative before it.
    fn clock_of(&self, moment: Moment) -> i64 {
        moment.millis().saturating_sub(self.day.at(Clock::MIDNIGHT).millis())
    }

    fn within(&self, piece: &Piece, at: i64) -> Totals {
        let fold = |deals: &[Deal]| {
            let past = deals.iter().take_while(|deal| deal.at <= at);
            past.fold(piece.before, Totals::and)
        };
        match &piece.content {
            Content::Told(deals) => fold(deals),
            Content::Made(block) => fold(&block.deals(&self.key)),
        }
    }

    fn deals(&self, piece: &Piece) -> Vec<Deal> {
        match &piece.content {
            Content::Told(deals) => deals.to_vec(),
            Content::Made(block) => block.deals(&self.key),
        }
    }

    fn fill(&mut self, plan: &Plan) {
        if let Some(opening) = plan.opening {
            self.tell(&[opening]);
        }
        if plan.count > 0 {
            let mut dice = self.key.dice(u64::MAX);
            match width(plan) {
                Some(width) => blocks(plan, width, &mut dice).into_iter().for_each(|block| self.make(block)),
                None => self.tell(&stretch(plan).deals(&mut dice)),
            }
        }
        if let Some(closing) = plan.closing {
            self.tell(&[closing]);
        }
    }

    fn tell(&mut self, deals: &[Deal]) {
        for group in deals.chunks(GROUP) {
            let from = group.first().map_or(0, |deal| deal.at);
            let before = self.whole;
            self.whole = group.iter().fold(before, Totals::and);
            self.pieces.push(Piece { from, before, content: Content::Told(group.into()) });
        }
    }

    fn make(&mut self, block: Block) {
        let before = self.whole;
        self.whole = before.and_many(&block.totals);
        self.pieces.push(Piece { from: block.from, before, content: Content::Made(block) });
    }
}

/// When the official close is known: with the auction's trade, else at the end of continuous trading.
fn published(session: &Session, plan: Option<&Plan>) -> Option<i64> {
    let auction = session.span(Phase::AuctionMatch).map(|span| i64::from(span.to.millis()));
    let traded = plan.and_then(|plan| plan.closing).map(|deal| deal.at);
    let ended = session.span(Phase::Continuous).map(|span| i64::from(span.to.millis()));
    traded.or(auction).or(ended)
}

/// The continuous trading of a quiet stock in one stretch.
fn stretch(plan: &Plan) -> Stretch {
    let (touch_high, touch_low) = plan.touches();
    Stretch {
        from: plan.from,
        to: plan.to,
        count: plan.count,
        shares: plan.shares,
        start: End { ticks: plan.open, exact: plan.opening.is_none() },
        end: End { ticks: plan.end, exact: plan.closing.is_none() },
        low: plan.low,
        high: plan.high,
        touch_low,
        touch_high,
        locked: plan.locked,
        value: plan.value,
        pace: Pace::Day,
    }
}
