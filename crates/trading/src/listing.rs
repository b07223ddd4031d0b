//! A stock on one day: what the law of that day says of it.

use std::sync::Arc;

use crate::band::Band;
use crate::instrument::Instrument;
use crate::leverage::Leverage;
use crate::moment::Day;
use crate::money::{Paise, Price};
use crate::quote::BandRule;
use crate::session::Session;
use crate::tick::Tick;

/// One stock's terms of trade on one day. Everything that a rule asks about a stock is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The stock.
    pub instrument: Arc<Instrument>,
    /// The phases of its day.
    pub session: Session,
    /// The grid of its prices.
    pub tick: Tick,
    /// The prices of the day, from the lowest to the highest.
    pub band: Band,
    /// The exchange's rule that the band follows from.
    pub band_rule: BandRule,
    /// Close of the day before, adjusted for corporate actions: the base of the band.
    pub previous_close: Price,
    /// How far an intraday position is carried; none where intraday is not allowed.
    pub leverage: Option<Leverage>,
}

impl Listing {
    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.session.day()
    }

    /// The margin of an intraday position entered at so much; the whole value where there is no leverage.
    #[must_use]
    pub fn margin_of(&self, value: Paise) -> Paise {
        self.leverage.map_or(value, |leverage| leverage.margin_of(value))
    }

    /// A price drawn into the day's band.
    #[must_use]
    pub fn within_band(&self, price: Price) -> Price {
        price.clamp(self.band.low, self.band.high)
    }
}
