//! The account's time for the window: badge, phase, countdown and the bar of the day.

use desk::{ClockView, Mode, NextUp, Speed};
use trading::{Phase, Trade};

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
    }
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
        Mode::Live => "LIVE · NSE".into(),
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
