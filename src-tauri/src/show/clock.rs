//! The account's time for the window: badge, phase, countdown and the bar of the day.

use desk::{ClockView, Mode, NextUp, Speed};
use feed::live::Web;
use trading::{Moment, Phase, Trade};

use super::sources::errand;
use super::words::{length_words, moment_words, phase_now, phase_words};
use crate::wire;

/// The clock, with the day's fills as marks on its bar.
pub(crate) fn clock(clock: &ClockView, trades: &[Trade]) -> wire::Clock {
    let spans = clock.session.iter().flat_map(|session| session.spans().iter());
    wire::Clock {
        now: clock.now.to_string(),
        day: clock.now.day().to_string(),
        mode: mode(clock),
        badge: badge(clock),
        phase: phase_now(clock),
        trading: clock.mode != Mode::Offline
            && [clock.phase, clock.auction_phase].contains(&Phase::Continuous),
        playing: clock.playing.map(speed),
        spans: spans.map(span).collect(),
        marks: trades.iter().map(mark).collect(),
        countdown: countdown(clock),
        day_over: clock.day_over,
        last_day: clock.last_day,
        live_on: clock.live.as_ref().is_some_and(|live| live.on),
        answered_at: answered_at(clock).map(|at| at.to_string()),
        errand: clock.live.as_ref().and_then(|live| live.errand.as_ref()).map(errand),
    }
}

fn answered_at(clock: &ClockView) -> Option<Moment> {
    let (_, since) = clock.live.as_ref()?.answering.filter(|_| clock.mode == Mode::Live)?;
    Some(since)
}

const fn mode(clock: &ClockView) -> wire::Mode {
    match clock.mode {
        Mode::Practice if clock.day_over => wire::Mode::Closed,
        Mode::Practice => wire::Mode::Practice,
        Mode::Live => wire::Mode::Live,
        Mode::Closed => wire::Mode::Closed,
        Mode::Offline => wire::Mode::Offline,
    }
}

fn badge(clock: &ClockView) -> String {
    let day = clock.now.day().words();
    match clock.mode {
        Mode::Practice => format!("PRACTICE · {}", day.to_uppercase()),
        Mode::Live => match clock.live.as_ref().and_then(|live| live.answering) {
            Some((Web::Yahoo, _)) => "LIVE · YAHOO, DELAYED".into(),
            Some((Web::Nse | Web::NseArchives, _)) | None => "LIVE · NSE".into(),
        },
        Mode::Closed => format!("CLOSED · {day}"),
        Mode::Offline => match clock.prices_as_of {
            Some(at) => format!("OFFLINE · as of {}", moment_words(at)),
            None => "OFFLINE · no prices yet".into(),
        },
    }
}

/// What comes next and how far off it is; the closing auction by its time, since orders are planned for it.
fn countdown(clock: &ClockView) -> Option<String> {
    let (at, next) = clock.next?;
    let left = length_words(at.millis().checked_sub(clock.now.clock().millis())?);
    Some(match next {
        NextUp::PreOpenMatch => format!("Pre-open matches in {left}"),
        NextUp::Continuous => format!("Trading opens in {left}"),
        NextUp::SquareOff => format!("Square-off in {left}"),
        NextUp::ClosingAuction => format!("Next: closing auction {}", at.short()),
        NextUp::Close => format!("Trading ends in {left}"),
    })
}

const fn speed(speed: Speed) -> wire::Speed {
    match speed {
        Speed::X1 => wire::Speed::X1,
        Speed::X10 => wire::Speed::X10,
        Speed::X60 => wire::Speed::X60,
    }
}

fn span(span: &trading::Span) -> wire::Span {
    wire::Span {
        from: span.from.to_string(),
        to: span.to.to_string(),
        tone: tone(span.phase),
        label: phase_words(span.phase).into(),
    }
}

const fn tone(phase: Phase) -> wire::SpanTone {
    match phase {
        Phase::PreOpenEntry | Phase::PreOpenLimitOnly | Phase::PreOpenMatch => wire::SpanTone::PreOpen,
        Phase::Continuous => wire::SpanTone::Continuous,
        Phase::AuctionReference | Phase::AuctionEntry | Phase::AuctionLimitOnly | Phase::AuctionMatch => {
            wire::SpanTone::Auction
        }
        Phase::PostClose => wire::SpanTone::PostClose,
        Phase::Closed | Phase::Buffer => wire::SpanTone::Quiet,
    }
}

fn mark(trade: &Trade) -> wire::Mark {
    wire::Mark {
        at: trade.at.to_string(),
        side: super::order::side(trade.fill.side),
        symbol: trade.fill.symbol.to_string(),
        quantity: trade.fill.quantity,
        price_paise: trade.fill.price.paise(),
    }
}

#[cfg(test)]
mod tests {
    use trading::Clock;

    use super::*;
    use crate::show::tests as sample;

    #[test]
    fn the_badge_says_which_market_and_of_when() {
        let mut view = sample::clock(sample::at(14, 5, 10));
        assert_eq!(badge(&view), "PRACTICE · 03 AUG 2026");
        view.mode = Mode::Offline;
        assert_eq!(badge(&view), "OFFLINE · no prices yet");
        view.prices_as_of = Some(sample::at(15, 30, 0));
        assert_eq!(badge(&view), "OFFLINE · as of 03 Aug 2026 15:30");
    }

    #[test]
    fn the_phase_is_said_of_stocks_with_a_closing_auction_and_of_the_others_where_they_differ() {
        let phase = |hour, minute| clock(&sample::clock(sample::at(hour, minute, 0)), &[]).phase;
        assert_eq!(phase(9, 0), "Pre-open: orders");
        assert_eq!(phase(9, 14), "Before trading");
        assert_eq!(phase(10, 0), "Continuous trading");
        assert_eq!(phase(15, 16), "Closing auction: reference price; others trade on");
        assert_eq!(phase(15, 21), "Closing auction: orders; others trade on");
        assert_eq!(phase(15, 31), "Closing auction: matching");
        assert_eq!(phase(15, 55), "Post-close");
        let mut over = sample::clock(sample::at(16, 0, 0));
        over.day_over = true;
        assert_eq!((clock(&over, &[]).phase.as_str(), mode(&over)), ("Closed", wire::Mode::Closed));
    }

    #[test]
    fn what_comes_next_is_counted_down() {
        let countdown_to = |next, hour, minute| {
            let mut view = sample::clock(sample::at(14, 5, 0));
            view.next = Some((Clock::of(hour, minute, 0), next));
            countdown(&view)
        };
        assert_eq!(countdown_to(NextUp::SquareOff, 15, 10).as_deref(), Some("Square-off in 1 h 05 m"));
        assert_eq!(
            countdown_to(NextUp::ClosingAuction, 15, 20).as_deref(),
            Some("Next: closing auction 15:20")
        );
        assert_eq!(countdown_to(NextUp::Close, 14, 6).as_deref(), Some("Trading ends in 1 m"));
        assert_eq!(countdown_to(NextUp::Close, 14, 0), None, "nothing is counted down that is past");
    }

    #[test]
    fn the_day_is_drawn_phase_by_phase() {
        let drawn = clock(&sample::clock(sample::at(10, 0, 0)), &[sample::trade(1, 5, 131_540)]);
        assert_eq!(drawn.spans.first().map(|span| span.from.as_str()), Some("09:00:00"));
        assert!(drawn.trading && drawn.spans.iter().any(|span| span.tone == wire::SpanTone::Auction));
        assert_eq!(drawn.marks.first().map(|mark| mark.price_paise), Some(131_540));
    }
}
