//! The random end of an auction's order entry: the exchange's system closes it at a moment that nobody knows before, so
//! that no order can be the last.

use crate::account::Account;
use crate::event::Market;
use crate::moment::{Clock, Day, Moment};
use crate::session::{Phase, Session, Span};

const MINUTE: u32 = 60_000;

impl Session {
    /// In how many last milliseconds of a phase its order entry may close: the last minute of the pre-open, the last two
    /// minutes of a phase for limit orders alone (NSE circulars CMTR74466 and CMTR74969). None of any other phase.
    pub(crate) fn random_end(&self, phase: Phase) -> Option<u32> {
        match phase {
            Phase::PreOpenEntry if self.span(Phase::PreOpenLimitOnly).is_none() => Some(MINUTE),
            Phase::PreOpenLimitOnly | Phase::AuctionLimitOnly => Some(2 * MINUTE),
            Phase::Closed
            | Phase::PreOpenEntry
            | Phase::PreOpenMatch
            | Phase::Buffer
            | Phase::Continuous
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionMatch
            | Phase::PostClose => None,
        }
    }
}

impl Account {
    /// The phase of a stock as its orders meet it. Once order entry has closed at random it is the match that follows. In
    /// practice the account's seed says when; of the live market no source does, and entry is open to its end.
    pub(crate) fn phase(&self, at: Moment, session: &Session) -> Phase {
        let phase = session.phase(at);
        let Some(Market::Practice { seed, .. }) = self.market() else { return phase };
        let Some(window) = session.random_end(phase) else { return phase };
        let of_now = |span: &&Span| span.phase == phase && at.clock() < span.to;
        let Some(span) = session.spans().iter().find(of_now) else { return phase };
        let follows = session.spans().iter().find(|next| next.from == span.to);
        if at.clock() < closes(session.day(), *span, window, seed) {
            phase
        } else {
            follows.map_or(phase, |next| next.phase)
        }
    }
}

/// When order entry closes: the same for all stocks of a day and for all accounts of a seed.
fn closes(day: Day, span: Span, window: u32, seed: u64) -> Clock {
    let earliest = span.to.millis().saturating_sub(window);
    let drawn =
        mixed(seed ^ u64::from(day.number().unsigned_abs()).rotate_left(32) ^ u64::from(span.to.millis()));
    let after = u32::try_from(drawn % u64::from(window)).unwrap_or(0);
    Clock::from_millis(earliest.saturating_add(after)).unwrap_or(span.to)
}

/// SplitMix64's last steps (Steele, Lea and Flood, 2014): neighbouring numbers come out far apart.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
