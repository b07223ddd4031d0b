//! What must hold of every path, whatever its figures.

use replay::{Path, State};
use trading::{Clock, DayFigures, Match, Moment, Paise, Phase, Price, Quote, Session};

/// All trades of a path.
pub(crate) fn all(path: &Path) -> Vec<Quote> {
    path.trades(Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX)).collect()
}

/// The last moment of a day.
pub(crate) fn evening(session: &Session) -> Moment {
    session.day().at(Clock::of(23, 59, 59))
}

/// A path passes through the figures of its day, in the phases of its session.
pub(crate) fn passes_through(path: &Path, figures: &DayFigures, session: &Session) -> Vec<Quote> {
    let trades = all(path);
    let named = path.symbol();
    let prices = trades.iter().map(|trade| trade.last);
    let auction = session.span(Phase::AuctionMatch).is_some();
    let end = if auction { figures.close } else { figures.last };
    assert_eq!(trades.first().unwrap().last, figures.open, "{named}: the first trade is at the open");
    assert_eq!(trades.last().unwrap().last, end, "{named}: the last trade is at the end");
    assert_eq!(prices.clone().max().unwrap(), figures.high, "{named}: high");
    assert_eq!(prices.clone().min().unwrap(), figures.low, "{named}: low");
    assert_eq!(trades.iter().map(|trade| trade.traded).sum::<i64>(), figures.volume, "{named}: volume");
    assert!(trades.iter().all(|trade| trade.last.paise() % path.tick_paise() == 0), "{named}: on the grid");
    assert!(trades.windows(2).all(|pair| pair[0].at < pair[1].at), "{named}: times rise");
    let mut volume = 0;
    for trade in &trades {
        assert!(trade.traded > 0, "{named}: a trade has shares");
        volume += trade.traded;
        assert_eq!(trade.volume, volume, "{named}: volume adds up");
        let phase = match trade.matched {
            Match::PreOpen => Phase::PreOpenMatch,
            Match::Continuous => Phase::Continuous,
            Match::ClosingAuction => Phase::AuctionMatch,
            Match::PostClose => Phase::PostClose,
        };
        assert_eq!(session.phase(trade.at), phase, "{named}: trades in its phase");
    }
    trades
}

/// The state that trades make, folded one by one; without the close.
pub(crate) fn folded(trades: &[Quote], to: Moment) -> State {
    let mut state = State::default();
    for trade in trades.iter().take_while(|trade| trade.at <= to) {
        state.open = state.open.or(Some(trade.last));
        state.high = state.high.max(Some(trade.last));
        state.low = Some(state.low.map_or(trade.last, |low: Price| low.min(trade.last)));
        state.last = Some(trade.last);
        state.volume += trade.traded;
        state.turnover += trade.last.times(trade.traded);
        state.trades += 1;
        state.last_trade_at = Some(trade.at);
    }
    state
}

/// The state at a moment is the sum of the trades up to it.
pub(crate) fn agrees(path: &Path, trades: &[Quote], at: Moment) {
    let state = State { close: None, ..path.state_at(at) };
    assert_eq!(state, folded(trades, at), "{}: the state at {at}", path.symbol());
}

/// The value of all trades.
pub(crate) fn turnover(trades: &[Quote]) -> Paise {
    trades.iter().map(|trade| trade.last.times(trade.traded)).sum()
}
