//! A band that the exchange widens within the day, followed by the prices that are observed.

use crate::band::{Band, BandKind};
use crate::moment::{Clock, Moment};
use crate::money::Price;
use crate::session::{Phase, Session};

/// A band on its way through a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandFlex {
    opened: Band,
    steps: u8,
    /// When the cooling-off ends that a price at the limit began.
    widens_at: Option<Moment>,
}

/// Between the price that reaches the limit and the wider band.
const COOLING_OFF: i64 = 15 * 60_000;
/// The same in the last half hour of continuous trading.
const COOLING_OFF_LATE: i64 = 5 * 60_000;
const LAST_HALF_HOUR: i64 = 30 * 60_000;

impl BandFlex {
    /// The band that a day begins with.
    #[must_use]
    pub const fn of(band: Band) -> Self {
        Self { opened: band, steps: 0, widens_at: None }
    }

    /// Takes in a price of continuous trading. One at 99 % of the way to a limit (9.9 of 10 %) begins the cooling-off: 15
    /// minutes, 5 in the last half hour (SEBI's circulars of 24 May 2024 and, for ETFs, of 15 June 2026). Fixed bands and the
    /// closing auction's never widen. A price beyond a limit shows that it was widened already.
    pub fn observe(&mut self, at: Moment, last: Price, session: &Session) {
        self.pass(at);
        // What trades beyond a limit proves that the exchange has widened it, whoever was not looking.
        if !self.opened.flexed(self.steps).contains(last) {
            self.steps = self.opened.flexes_to_reach(last).unwrap_or(self.steps);
            self.widens_at = None;
        }
        if self.widens_at.is_some() || session.phase(at) != Phase::Continuous || !self.can_widen() {
            return;
        }
        let band = self.opened.flexed(self.steps);
        let way = (last.paise() - band.base().paise()).abs() * 10_000;
        let reached = way >= band.base().paise() * (i64::from(band.percent()) * 100 - 10);
        if reached {
            self.widens_at = Some(at.plus_millis(cooling_off(at, session)));
        }
    }

    /// When the band becomes wider, as far as that is known yet.
    #[must_use]
    pub const fn widens_at(&self) -> Option<Moment> {
        self.widens_at
    }

    /// The band at a moment.
    #[must_use]
    pub fn at(&self, at: Moment) -> Band {
        let mut then = *self;
        then.pass(at);
        then.opened.flexed(then.steps)
    }

    fn pass(&mut self, at: Moment) {
        if self.widens_at.is_some_and(|widens| widens <= at) {
            self.widens_at = None;
            self.steps = self.steps.saturating_add(1);
        }
    }

    /// Whether another step would change anything.
    fn can_widen(&self) -> bool {
        match self.opened.rule {
            BandKind::Fixed | BandKind::ClosingAuction => false,
            BandKind::Operating | BandKind::Fund => {
                self.opened.flexed(self.steps.saturating_add(1)) != self.opened.flexed(self.steps)
            }
        }
    }
}

fn cooling_off(at: Moment, session: &Session) -> i64 {
    let ends = session.span(Phase::Continuous).map_or(Clock::MIDNIGHT, |span| span.to);
    let left = session.day().at(ends).since(at);
    if left <= LAST_HALF_HOUR { COOLING_OFF_LATE } else { COOLING_OFF }
}
