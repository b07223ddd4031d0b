//! The fixed price band that the archive expects of a stock, and the one that holds by what the exchange itself says.

use trading::{BandRule, Price, Tick, band_of};

/// A fixed band: so many percent around a base price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedBand {
    /// The base price by the archive: the close before, adjusted.
    pub base: Price,
    /// Percent either way.
    pub percent: u8,
    /// The tick that its limits are rounded to.
    pub tick: Tick,
}

impl FixedBand {
    /// Lowest and highest permitted price. The percentage is of the base that the exchange tells, where it does: the archive may
    /// not know of a close or of a corporate action that the exchange has reckoned with, and would take every true price of
    /// the day for impossible.
    pub(crate) fn around(&self, told: Option<Price>) -> (Price, Price) {
        let band = band_of(told.unwrap_or(self.base), BandRule::Percent(self.percent), self.tick);
        (band.low, band.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percentage_is_of_the_base_that_the_exchange_tells() {
        let price = |paise| Price::new(paise).unwrap();
        let band = FixedBand { base: price(10_000), percent: 5, tick: Tick::stated(5).unwrap() };
        assert_eq!(band.around(None), (price(9_500), price(10_500)));
        assert_eq!(band.around(Some(price(5_000))), (price(4_750), price(5_250)));
    }
}
