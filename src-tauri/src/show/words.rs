//! Words for phases, sources and lengths of time.

use desk::{ClockView, Mode};
use trading::{Calendar, Day, Moment, Phase, Source};

/// A source in words, for beside a price.
pub(crate) fn source_words(source: Source) -> String {
    match source {
        Source::Modelled { seed } => format!("Modelled path through the real day · seed {seed}"),
        Source::RecordedBars { seed } => format!("Recorded bars, modelled within · seed {seed}"),
        Source::RecordedTicks => "Recorded trades".into(),
        Source::Nse => "NSE".into(),
        Source::Yahoo => "Yahoo Finance, delayed".into(),
        Source::Archive => "Archive of daily figures".into(),
    }
}

/// A source in a word or two, for within a sentence.
pub(crate) fn source_short(source: Source) -> String {
    match source {
        Source::Modelled { seed } => format!("modelled path, seed {seed}"),
        Source::RecordedBars { seed } => format!("recorded bars, modelled within, seed {seed}"),
        Source::RecordedTicks => "recorded trades".into(),
        Source::Nse => "NSE".into(),
        Source::Yahoo => "Yahoo Finance, delayed".into(),
        Source::Archive => "daily figures".into(),
    }
}

/// The words of a phase.
pub(crate) const fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Closed => "Closed",
        Phase::PreOpenEntry => "Pre-open: orders",
        Phase::PreOpenLimitOnly => "Pre-open: limit orders",
        Phase::PreOpenMatch => "Pre-open: matching",
        Phase::Buffer => "Before trading",
        Phase::Continuous => "Continuous trading",
        Phase::AuctionReference => "Closing auction: reference price",
        Phase::AuctionEntry => "Closing auction: orders",
        Phase::AuctionLimitOnly => "Closing auction: limit orders",
        Phase::AuctionMatch => "Closing auction: matching",
        Phase::PostClose => "Post-close",
    }
}

/// The words of now. When stocks with a closing auction and the others differ, both are said.
pub(crate) fn phase_now(clock: &ClockView) -> String {
    match clock.mode {
        Mode::Offline if clock.live.as_ref().is_some_and(|live| live.on) => {
            return "The sources do not answer; the last known prices stand".into();
        }
        Mode::Offline => return "Live quotes are off".into(),
        Mode::Closed => return opens(clock.now),
        Mode::Practice | Mode::Live => {}
    }
    if clock.day_over {
        return "Closed".into();
    }
    match (clock.auction_phase, clock.phase) {
        (auction, other) if auction == other => phase_words(other).into(),
        (auction, Phase::Continuous) => format!("{}; others trade on", phase_words(auction)),
        (auction, Phase::Closed) => phase_words(auction).into(),
        (Phase::Closed, other) => phase_words(other).into(),
        (auction, other) => format!("{}; others: {}", phase_words(auction), phase_words(other)),
    }
}

/// When the exchange takes orders again.
fn opens(now: Moment) -> String {
    let calendar = Calendar::nse();
    let from = |day: Day| calendar.session(day, true)?.spans().first().map(|span| day.at(span.from));
    let today = from(now.day()).filter(|from| *from > now);
    let why = calendar.why_closed(now.day()).map(|why| format!(" ({why})")).unwrap_or_default();
    match today.or_else(|| from(calendar.next_trading_day(now.day()))) {
        Some(opens) => format!("Closed{why}; opens {}", moment_words(opens)),
        None => "Closed".into(),
    }
}

/// A length of time as one says it: `45 s`, `12 m`, `1 h 05 m`; minutes begun count.
pub(crate) fn length_words(millis: u32) -> String {
    let seconds = millis.div_ceil(1000);
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes) {
        (..60, _) => format!("{seconds} s"),
        (_, ..60) => format!("{minutes} m"),
        (_, minutes) => format!("{} h {:02} m", minutes / 60, minutes % 60),
    }
}

/// `14 Aug 2026 15:30`.
pub(crate) fn moment_words(at: Moment) -> String {
    format!("{} {}", at.day().words(), at.clock().short())
}

/// `1 share`, `5 shares`.
pub(crate) fn shares(quantity: i64) -> String {
    let noun = if quantity == 1 { "share" } else { "shares" };
    format!("{} {noun}", trading::grouped(quantity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_round_up_so_that_none_is_over_before_it_says_so() {
        for (millis, expected) in [
            (0, "0 s"),
            (1, "1 s"),
            (45_000, "45 s"),
            (60_000, "1 m"),
            (60_001, "2 m"),
            (3_540_001, "1 h 00 m"),
            (3_900_000, "1 h 05 m"),
            (21_600_000, "6 h 00 m"),
        ] {
            assert_eq!(length_words(millis), expected);
        }
    }
}
