//! The day's price band: the lowest and the highest price that the exchange accepts.

use time::Month::June;

use crate::dated::on;
use crate::moment::Day;
use crate::money::Price;
use crate::quote::BandRule;
use crate::tick::Tick;

/// The prices between which a stock may trade, both included, and the rule that they follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Lowest price.
    pub low: Price,
    /// Highest price.
    pub high: Price,
    /// The rule.
    pub rule: BandKind,
    percent: u8,
    base: Price,
    tick: Tick,
}

/// The kinds of band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandKind {
    /// So many percent of the base price for the whole day.
    Fixed,
    /// Stocks with derivatives: 10 %, which the exchange widens by 5 % each time that it is hit.
    Operating,
    /// ETFs from 15 June 2026: 10 %, widened by 5 % twice at most.
    Fund,
    /// The closing auction: 3 % of its reference price.
    ClosingAuction,
}

/// The band of a day. `base` is the previous close, adjusted for corporate actions. The upper limit is rounded
/// down to the tick and the lower one up, but one tick of room is always left (matters below ₹0.55).
#[must_use]
pub fn band_of(base: Price, rule: BandRule, tick: Tick) -> Band {
    match rule {
        BandRule::Percent(percent) => Band::around(base, percent, BandKind::Fixed, tick),
        BandRule::NoBand => Band::around(base, OPERATING_PERCENT, BandKind::Operating, tick),
    }
}

/// The band of an ETF, from 15 June 2026 (SEBI circular of that day): 10 % of the volume-weighted average of
/// the previous day's close. None before that day, when ETFs stood under their own fixed bands.
#[must_use]
pub fn fund_band_of(day: Day, base: Price, tick: Tick) -> Option<Band> {
    (day >= FUNDS_WIDEN).then(|| Band::around(base, OPERATING_PERCENT, BandKind::Fund, tick))
}

/// The band of the closing auction around its reference price (NSE circular CMTR74466: 3 % either way).
#[must_use]
pub fn closing_auction_band_of(reference: Price, tick: Tick) -> Band {
    Band::around(reference, 3, BandKind::ClosingAuction, tick)
}

impl Band {
    fn around(base: Price, percent: u8, rule: BandKind, tick: Tick) -> Self {
        let share = i64::from(percent);
        // Hundredfold prices, so that no digit is lost before the one rounding to the tick.
        let step = 100 * tick.paise();
        let ceiling = base.paise() * (100 + share) / step * tick.paise();
        let floor = (base.paise() * (100 - share).max(0) + step - 1) / step * tick.paise();
        let high = Price::new(ceiling).filter(|high| *high > base).unwrap_or_else(|| tick.above(base));
        let low = Price::new(floor).filter(|low| *low < base);
        let low = low.or_else(|| tick.below(base)).unwrap_or(base);
        Self { low, high, rule, percent, base, tick }
    }

    /// Whether the exchange accepts an order at a price.
    #[must_use]
    pub fn contains(&self, price: Price) -> bool {
        self.low <= price && price <= self.high
    }

    /// The price that the percentage is of.
    #[must_use]
    pub const fn base(&self) -> Price {
        self.base
    }

    /// Percent either way.
    #[must_use]
    pub const fn percent(&self) -> u8 {
        self.percent
    }

    /// The band after the exchange widened it so many times by 5 %. A fixed band and the closing auction's are
    /// never widened, an ETF's at most twice.
    #[must_use]
    pub fn flexed(&self, steps: u8) -> Self {
        let steps = match self.rule {
            BandKind::Fixed | BandKind::ClosingAuction => 0,
            BandKind::Operating => steps,
            BandKind::Fund => steps.min(2),
        };
        let percent = self.percent.saturating_add(steps.saturating_mul(FLEX_PERCENT));
        Self::around(self.base, percent, self.rule, self.tick)
    }

    /// The smallest number of widenings that takes in a price; none when no widening does.
    #[must_use]
    pub fn flexes_to_reach(&self, price: Price) -> Option<u8> {
        (0..=18).find(|&steps| self.flexed(steps).contains(price))
    }

    /// The rule in words.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { percent, base, .. } = self;
        match self.rule {
            BandKind::Fixed => format!("{percent} % of the base price {base}"),
            BandKind::Operating => {
                format!("No fixed band (the stock has derivatives): operating range of {percent} % of {base}")
            }
            BandKind::Fund => format!("ETF: {percent} % of the previous day's closing average {base}"),
            BandKind::ClosingAuction => format!("Closing auction: {percent} % of its reference price {base}"),
        }
    }

    /// Who says so.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self.rule {
            BandKind::Fixed => "NSE's list of price bands (sec_list); rounding checked on August 2026",
            BandKind::Operating => "NSE's list of price bands (sec_list): No Band",
            BandKind::Fund => "SEBI circular of 15 June 2026 on the price bands of ETFs",
            BandKind::ClosingAuction => "NSE circular CMTR74466 of 29 May 2026",
        }
    }
}

const OPERATING_PERCENT: u8 = 10;
const FLEX_PERCENT: u8 = 5;
const FUNDS_WIDEN: Day = on(2026, June, 15);
