//! The phases of a trading day, by the law of that day.

use crate::check::check_after_hours;
use crate::moment::{Clock, Day, Moment};

/// What the exchange accepts and does at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing: before the pre-open, after the post-close, and the pauses between phases.
    Closed,
    /// Pre-open order entry: limit and market orders collect.
    PreOpenEntry,
    /// Pre-open, limit orders only; market orders can no longer be changed (from 7 September 2026).
    PreOpenLimitOnly,
    /// The pre-open orders are matched at one price, the day's open.
    PreOpenMatch,
    /// The pause between pre-open and continuous trading.
    Buffer,
    /// Continuous trading.
    Continuous,
    /// Closing auction: the reference price is computed, no orders.
    AuctionReference,
    /// Closing auction: limit and market orders collect.
    AuctionEntry,
    /// Closing auction: limit orders only, random close in the last two minutes.
    AuctionLimitOnly,
    /// Closing auction: everything trades at one price, the day's close.
    AuctionMatch,
    /// Post-close session: orders at the closing price.
    PostClose,
}

/// One phase of a day, from a time (inclusive) to a time (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment of the phase.
    pub from: Clock,
    /// The first moment after it.
    pub to: Clock,
    /// The phase.
    pub phase: Phase,
}

/// The phases of one stock's day, in order, without the closed times between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    day: Day,
    spans: &'static [Span],
}

/// The hours of a day on which the exchange trades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hours {
    /// A normal full day.
    Full,
    /// One hour in the afternoon, 13:45 to 14:45, pre-open from 13:30 (NSE circular of 22 September 2025).
    MuhuratAfternoon,
    /// One hour in the evening, 18:00 to 19:00, pre-open from 17:45 (NSE circular of 18 October 2024).
    MuhuratEvening,
    /// Two sittings, 09:15 to 10:00 and 11:30 to 12:30, each with a pre-open, to try the disaster recovery site
    /// (NSE circulars of 14 February and 7 May 2024).
    TwoSittings,
}

impl Phase {
    /// The phase in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Closed => "Closed",
            Self::PreOpenEntry => "Pre-open, orders collect",
            Self::PreOpenLimitOnly => "Pre-open, limit orders only",
            Self::PreOpenMatch => "Pre-open, matching at one price",
            Self::Buffer => "Pause before trading",
            Self::Continuous => "Continuous trading",
            Self::AuctionReference => "Closing auction, reference price",
            Self::AuctionEntry => "Closing auction, orders collect",
            Self::AuctionLimitOnly => "Closing auction, limit orders only",
            Self::AuctionMatch => "Closing auction, matching at one price",
            Self::PostClose => "Post-close, at the closing price",
        }
    }
}

impl Session {
    /// The phases of a day with the given hours, for a stock with or without a closing auction. Special hours
    /// have had no closing auction so far.
    #[must_use]
    pub fn on(day: Day, hours: Hours, closing_auction: bool) -> Self {
        match hours {
            Hours::Full => Self::full_day(day, closing_auction),
            Hours::MuhuratAfternoon => Self::muhurat(day),
            Hours::MuhuratEvening => Self { day, spans: MUHURAT_EVENING },
            Hours::TwoSittings => Self { day, spans: TWO_SITTINGS },
        }
    }

    /// The phases of a normal full day: by the dates on which the exchange changed them, and by whether the
    /// stock has a closing auction. Sources: NSE circulars CMTR74466 (closing auction, 3 Aug 2026) and
    /// CMTR74969 (pre-open, 7 Sep 2026).
    #[must_use]
    pub fn full_day(day: Day, closing_auction: bool) -> Self {
        let auctions_began = Day::of(2026, 8, 3).is_some_and(|from| day >= from);
        let pre_open_changed = Day::of(2026, 9, 7).is_some_and(|from| day >= from);
        let spans = match (pre_open_changed, auctions_began, closing_auction) {
            (true, _, true) => FROM_SEPTEMBER_2026_AUCTION,
            (true, _, false) => FROM_SEPTEMBER_2026,
            (false, true, true) => FROM_AUGUST_2026_AUCTION,
            (false, true, false) => FROM_AUGUST_2026,
            (false, false, _) => UNTIL_JULY_2026,
        };
        Self { day, spans }
    }

    /// A Muhurat hour, 13:45 to 14:45 with a pre-open from 13:30 (as on 21 October 2025).
    #[must_use]
    pub const fn muhurat(day: Day) -> Self {
        Self { day, spans: MUHURAT }
    }

    /// The day that it is of.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The phases in order.
    #[must_use]
    pub const fn spans(&self) -> &'static [Span] {
        self.spans
    }

    /// The phase at a time of the day.
    #[must_use]
    pub fn phase_at(&self, clock: Clock) -> Phase {
        let span = self.spans.iter().find(|span| span.from <= clock && clock < span.to);
        span.map_or(Phase::Closed, |span| span.phase)
    }

    /// The phase at a moment; closed on every other day.
    #[must_use]
    pub fn phase(&self, at: Moment) -> Phase {
        if at.day() == self.day { self.phase_at(at.clock()) } else { Phase::Closed }
    }

    /// Whether an after-market order would be taken at a moment: from the end of trading to the next pre-open.
    #[must_use]
    pub fn takes_after_market(&self, at: Moment) -> bool {
        check_after_hours(at, self).is_ok()
    }

    /// Who says so.
    #[must_use]
    pub fn source(&self) -> &'static str {
        let has = |phase| self.span(phase).is_some();
        match (has(Phase::PreOpenLimitOnly), has(Phase::AuctionMatch)) {
            (true, true) => {
                "NSE circulars CMTR74466 (closing auction) and CMTR74969 (pre-open from 7 September 2026)"
            }
            (true, false) => "NSE circular CMTR74969 (pre-open from 7 September 2026)",
            (false, true) => "NSE circular CMTR74466 (closing auction from 3 August 2026)",
            (false, false) => "NSE's market timings; circular of 16 January 2026 on the times of a full day",
        }
    }

    /// The first span of a phase, when the day has it.
    #[must_use]
    pub fn span(&self, phase: Phase) -> Option<Span> {
        self.spans.iter().copied().find(|span| span.phase == phase)
    }

    /// When the day is over for this stock: the end of its last phase.
    #[must_use]
    pub fn ends(&self) -> Clock {
        self.spans.last().map_or(Clock::MIDNIGHT, |span| span.to)
    }

    /// When intraday positions are squared off by the program: 15:20 before 3 August 2026; from then 15:10
    /// for a stock with a closing auction (its continuous trading ends at 15:15) and 15:20 for the others.
    /// No broker's page after that date was found: a decision, see docs/DECISIONS.md.
    #[must_use]
    pub fn square_off(&self) -> Option<Clock> {
        let continuous = self.spans.iter().rfind(|span| span.phase == Phase::Continuous)?;
        let before_end = if continuous.to == Clock::of(15, 30, 0) { 600_000 } else { 300_000 };
        Clock::from_millis(continuous.to.millis().saturating_sub(before_end))
    }
}

const fn span(from: (u32, u32), to: (u32, u32), phase: Phase) -> Span {
    Span { from: Clock::of(from.0, from.1, 0), to: Clock::of(to.0, to.1, 0), phase }
}

const UNTIL_JULY_2026: &[Span] = &[
    span((9, 0), (9, 8), Phase::PreOpenEntry),
    span((9, 8), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (15, 30), Phase::Continuous),
    span((15, 40), (16, 0), Phase::PostClose),
];

const FROM_AUGUST_2026: &[Span] = &[
    span((9, 0), (9, 8), Phase::PreOpenEntry),
    span((9, 8), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (15, 30), Phase::Continuous),
    span((15, 50), (16, 0), Phase::PostClose),
];

const FROM_AUGUST_2026_AUCTION: &[Span] = &[
    span((9, 0), (9, 8), Phase::PreOpenEntry),
    span((9, 8), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (15, 15), Phase::Continuous),
    span((15, 15), (15, 20), Phase::AuctionReference),
    span((15, 20), (15, 25), Phase::AuctionEntry),
    span((15, 25), (15, 30), Phase::AuctionLimitOnly),
    span((15, 30), (15, 35), Phase::AuctionMatch),
    span((15, 50), (16, 0), Phase::PostClose),
];

const FROM_SEPTEMBER_2026: &[Span] = &[
    span((9, 0), (9, 5), Phase::PreOpenEntry),
    span((9, 5), (9, 10), Phase::PreOpenLimitOnly),
    span((9, 10), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (15, 30), Phase::Continuous),
    span((15, 50), (16, 0), Phase::PostClose),
];

const FROM_SEPTEMBER_2026_AUCTION: &[Span] = &[
    span((9, 0), (9, 5), Phase::PreOpenEntry),
    span((9, 5), (9, 10), Phase::PreOpenLimitOnly),
    span((9, 10), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (15, 15), Phase::Continuous),
    span((15, 15), (15, 20), Phase::AuctionReference),
    span((15, 20), (15, 25), Phase::AuctionEntry),
    span((15, 25), (15, 30), Phase::AuctionLimitOnly),
    span((15, 30), (15, 35), Phase::AuctionMatch),
    span((15, 50), (16, 0), Phase::PostClose),
];

const MUHURAT: &[Span] = &[
    span((13, 30), (13, 38), Phase::PreOpenEntry),
    span((13, 38), (13, 42), Phase::PreOpenMatch),
    span((13, 42), (13, 45), Phase::Buffer),
    span((13, 45), (14, 45), Phase::Continuous),
    span((14, 55), (15, 5), Phase::PostClose),
];

const MUHURAT_EVENING: &[Span] = &[
    span((17, 45), (17, 53), Phase::PreOpenEntry),
    span((17, 53), (17, 57), Phase::PreOpenMatch),
    span((17, 57), (18, 0), Phase::Buffer),
    span((18, 0), (19, 0), Phase::Continuous),
    span((19, 10), (19, 20), Phase::PostClose),
];

const TWO_SITTINGS: &[Span] = &[
    span((9, 0), (9, 8), Phase::PreOpenEntry),
    span((9, 8), (9, 12), Phase::PreOpenMatch),
    span((9, 12), (9, 15), Phase::Buffer),
    span((9, 15), (10, 0), Phase::Continuous),
    span((11, 15), (11, 23), Phase::PreOpenEntry),
    span((11, 23), (11, 27), Phase::PreOpenMatch),
    span((11, 27), (11, 30), Phase::Buffer),
    span((11, 30), (12, 30), Phase::Continuous),
    span((12, 40), (12, 50), Phase::PostClose),
];
