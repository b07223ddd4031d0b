//! The course of a practice day: every trade that matters and every bell, in order of time, so that speed,
//! jumps and restarts never change what happens.

use std::iter::Peekable;
use std::sync::Arc;

use trading::{Account, Clock, Glance, Moment, Quote, Symbol, What};

use crate::problem::Problem;
use crate::seat::{Seat, Written};
use crate::tape::Tape;

/// What came about on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Came {
    pub(crate) events: usize,
    pub(crate) fills: usize,
}

/// Moves an account along its day, from a moment (exclusive) to a moment (inclusive) of the same day.
/// Stops early after the first event when `until_event` is set, and gives the moment that was reached.
pub(crate) async fn follow(
    seat: &mut Seat,
    tape: &Arc<Tape>,
    from: Moment,
    to: Moment,
    until_event: bool,
) -> Result<(Moment, Came), Problem> {
    let mut came = Came::default();
    let mut reached = from;
    for bell in bells(tape, from, to) {
        let before = bell.plus_millis(-1);
        if before > reached {
            let stopped = quotes(seat, tape, reached, before, until_event, &mut came).await?;
            if let Some(at) = stopped {
                return Ok((at, came));
            }
        }
        ring(seat, tape, bell, &mut came).await?;
        // Trades of the very millisecond of a bell come after it.
        reached = before;
        if until_event && came.events > 0 {
            return Ok((bell, came));
        }
    }
    let stopped = quotes(seat, tape, reached, to, until_event, &mut came).await?;
    Ok((stopped.unwrap_or(to), came))
}

/// The bells of a day after one moment and up to another.
fn bells(tape: &Tape, from: Moment, to: Moment) -> Vec<Moment> {
    let day = tape.day();
    let moments = Account::bells(day).into_iter().map(|clock: Clock| day.at(clock));
    moments.filter(|bell| *bell > from && *bell <= to).collect()
}

/// Lets the time do what it does at a moment: first the corporate actions of the day, so that they find what was
/// written before their ex-date and nothing else.
pub(crate) async fn ring(seat: &mut Seat, tape: &Tape, at: Moment, came: &mut Came) -> Result<(), Problem> {
    corporate_actions(seat, tape, at, came).await?;
    while let Some(event) = seat.account().bell(at, tape.source(), |symbol| told(seat, tape, symbol, at)) {
        if seat.write(&event).await? == Written::Yes {
            came.count(&event.what);
        }
    }
    Ok(())
}

/// Follows the companies to the symbols that they bear by now, and carries the corporate actions of the day out that are
/// not carried out yet.
pub(crate) async fn corporate_actions(
    seat: &mut Seat,
    tape: &Tape,
    at: Moment,
    came: &mut Came,
) -> Result<(), Problem> {
    for renaming in tape.renamings() {
        while let Some(event) = seat.account().renamed(at, &renaming) {
            if seat.write(&event).await? == Written::Yes {
                came.count(&event.what);
            }
        }
    }
    for due in tape.due_actions() {
        while let Some(event) = seat.account().corporate_action(at, due) {
            if seat.write(&event).await? == Written::Yes {
                came.count(&event.what);
            }
        }
    }
    for issue in tape.rights_issues() {
        while let Some(event) = seat.account().rights_issue(at, &issue) {
            if seat.write(&event).await? == Written::Yes {
                came.count(&event.what);
            }
        }
    }
    Ok(())
}

/// What is known of a stock at a bell. A position is never closed at a price that nobody knows: it waits for one.
fn told<'a>(seat: &Seat, tape: &'a Tape, symbol: &Symbol, at: Moment) -> Option<Glance<'a>> {
    let glance = tape.at_the_bell(symbol, at)?;
    let held = seat.account().intraday().get(symbol).is_some_and(|held| held.pool.quantity() > 0);
    (glance.last.is_some() || !held || tape.seed().is_some()).then_some(glance)
}

/// Offers every modelled trade of the stocks that matter, in order of time and then of symbol.
async fn quotes(
    seat: &mut Seat,
    tape: &Arc<Tape>,
    from: Moment,
    to: Moment,
    until_event: bool,
    came: &mut Came,
) -> Result<Option<Moment>, Problem> {
    let symbols: Vec<Symbol> = seat.account().watched_symbols().cloned().collect();
    let mut streams: Vec<Stream> =
        symbols.into_iter().map(|symbol| Stream::new(tape, symbol, from, to)).collect();
    while let Some(quote) = earliest(&mut streams) {
        let written = offer(seat, tape, &quote, came).await?;
        if written && until_event {
            return Ok(Some(quote.at));
        }
        if written {
            streams.retain(|stream| seat.account().watched_symbols().any(|symbol| *symbol == stream.symbol));
        }
    }
    Ok(None)
}

/// Lets the orders of a stock see a trade. Gives whether anything came of it.
pub(crate) async fn offer(
    seat: &mut Seat,
    tape: &Tape,
    quote: &Quote,
    came: &mut Came,
) -> Result<bool, Problem> {
    let Some(listing) = tape.listing(&quote.symbol, quote.at) else { return Ok(false) };
    let before = came.events;
    while let Some(event) = seat.account().observe(quote, listing) {
        if seat.write(&event).await? == Written::Yes {
            came.count(&event.what);
        }
    }
    Ok(came.events > before)
}

struct Stream {
    symbol: Symbol,
    trades: Peekable<std::vec::IntoIter<Quote>>,
    tape: Arc<Tape>,
    next_from: Moment,
    to: Moment,
}

/// Trades are drawn from the tape a quarter of an hour at a time: an order that fills soon costs little.
const DRAWN_AT_ONCE: i64 = 15 * 60_000;

impl Stream {
    fn new(tape: &Arc<Tape>, symbol: Symbol, from: Moment, to: Moment) -> Self {
        Self {
            symbol,
            trades: Vec::new().into_iter().peekable(),
            tape: Arc::clone(tape),
            next_from: from,
            to,
        }
    }

    fn peek(&mut self) -> Option<&Quote> {
        while self.trades.peek().is_none() && self.next_from < self.to {
            let until = self.next_from.plus_millis(DRAWN_AT_ONCE).min(self.to);
            self.trades = self.tape.trades(&self.symbol, self.next_from, until).into_iter().peekable();
            self.next_from = until;
        }
        self.trades.peek()
    }
}

/// Takes the earliest trade of all streams.
fn earliest(streams: &mut [Stream]) -> Option<Quote> {
    let first = streams
        .iter_mut()
        .filter_map(|stream| {
            let at = stream.peek()?.at;
            Some((at, stream))
        })
        .min_by(|(at, stream), (other_at, other)| (at, &stream.symbol).cmp(&(other_at, &other.symbol)))?;
    first.1.trades.next()
}

impl Came {
    fn count(&mut self, what: &What) {
        self.events += 1;
        self.fills += usize::from(matches!(what, What::Filled(_)));
    }
}
