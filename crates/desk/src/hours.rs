//! The market's hours by the calendar: when the beat beats, and as of when a price is current.

use trading::{Calendar, Clock, Day, Moment, Phase, Session, day_ends};

/// A price this old can still be traded on while the market is open: three beats.
const GOOD_FOR_TRADING: i64 = 45_000;
/// A price this old is still shown as current: a stock that nobody holds or watches is asked for once a minute.
const GOOD_FOR_SHOWING: i64 = 90_000;

/// The phase of stocks without a closing auction and of those with one; closed on days without trading.
pub(crate) fn phases(at: Moment) -> (Phase, Phase) {
    let phase = |auction| {
        let session = Calendar::nse().session(at.day(), auction);
        session.map_or(Phase::Closed, |session| session.phase(at))
    };
    (phase(false), phase(true))
}

/// The one phase of the moment: of whichever stocks are not closed.
pub(crate) fn phase(at: Moment) -> Phase {
    let (other, auction) = phases(at);
    if auction == Phase::Closed { other } else { auction }
}

/// Whether the day's sources are asked now: from the pre-open to the end of the post-close session.
pub(crate) fn beats(at: Moment) -> bool {
    let Some(session) = Calendar::nse().session(at.day(), true) else { return false };
    session.spans().first().is_some_and(|first| at.clock() >= first.from) && at.clock() < session.ends()
}

/// Whether a stock's orders can trade now or later on the day: from its pre-open to the end of its trading.
pub(crate) fn is_open(session: &Session, at: Moment) -> bool {
    let from = session.spans().first().map_or(Clock::MIDNIGHT, |span| span.from);
    at.day() == session.day() && from <= at.clock() && at.clock() < closes(session)
}

/// When a session's closing price is known.
pub(crate) fn closes(session: &Session) -> Clock {
    let last = |phase| session.spans().iter().rfind(|span| span.phase == phase);
    last(Phase::AuctionMatch).or_else(|| last(Phase::Continuous)).map_or(session.ends(), |span| span.to)
}

/// The last moment up to now at which the exchange's trading had ended.
pub(crate) fn last_close(at: Moment) -> Moment {
    let calendar = Calendar::nse();
    let close = |day: Day| calendar.session(day, true).map(|session| day.at(closes(&session)));
    let today = close(at.day()).filter(|close| *close <= at);
    let before = calendar.previous_trading_day(at.day());
    today.or_else(|| close(before)).unwrap_or_else(|| before.at(day_ends(before)))
}

/// The day whose terms hold: today, or on a day without trading the next one with.
pub(crate) fn day_of_terms(at: Moment) -> Day {
    let (calendar, today) = (Calendar::nse(), at.day());
    if calendar.is_trading_day(today) { today } else { calendar.next_trading_day(today) }
}

/// Whether a price that was asked for at a moment can be traded on: while a session lasts it is of the last beats,
/// else it is of the last close.
pub(crate) fn can_trade_on(asked_at: Moment, session: &Session, at: Moment) -> bool {
    if is_open(session, at) {
        return at.since(asked_at) <= GOOD_FOR_TRADING;
    }
    asked_at.plus_millis(GOOD_FOR_TRADING) >= last_close(at)
}

/// Whether a price that was asked for at a moment is shown as current.
pub(crate) fn is_current(asked_at: Moment, at: Moment) -> bool {
    if beats(at) {
        return at.since(asked_at) <= GOOD_FOR_SHOWING;
    }
    asked_at.plus_millis(GOOD_FOR_SHOWING) >= last_close(at)
}

/// Whether an official close is the newest that there can be: of the last trading day, while nothing trades.
pub(crate) fn is_last_close(as_of: Moment, at: Moment) -> bool {
    !beats(at) && as_of.day() >= last_close(at).day()
}
