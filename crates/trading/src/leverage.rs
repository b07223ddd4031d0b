//! How far an intraday position is carried by the broker.

use crate::calendar::Calendar;
use crate::instrument::{Instrument, Series};
use crate::moment::Day;
use crate::money::{Paise, Rate};
use crate::quote::BandRule;

/// How many times its margin an intraday position may be worth, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leverage {
    /// Position ÷ margin, as a fraction: `times ÷ of`.
    times: i64,
    of: i64,
    /// Why, in words.
    pub why: &'static str,
}

/// The leverage of an intraday (MIS) order; none for trade-to-trade series, which settle every trade by
/// delivery, and none for gold bonds, of which brokers' lists of margins say nothing. `applicable_margin` is the exchange's own margin (VaR + ELM) where the source states it.
/// The ladder is Upstox's published one, rounded down; at most 5 times because SEBI's peak-margin rules ask for
/// 20 % up front. A stock whose band is under 20 % has none, whatever its margin.
#[must_use]
pub fn mis_leverage(series: Series, band: BandRule, applicable_margin: Option<Rate>) -> Option<Leverage> {
    if series.is_trade_to_trade() || series == Series::Gb {
        return None;
    }
    Some(match (band, applicable_margin) {
        (BandRule::Percent(percent), _) if percent < 20 => {
            Leverage { times: 1, of: 1, why: "The price band is under 20 %: no leverage" }
        }
        (BandRule::NoBand | BandRule::Percent(_), Some(margin)) => from_margin(margin),
        (BandRule::NoBand, None) => {
            Leverage { times: 5, of: 1, why: "A stock with derivatives (no fixed band): 5 times" }
        }
        (BandRule::Percent(_), None) => {
            Leverage { times: 3, of: 1, why: "A price band of 20 % and no stated margin: 3 times" }
        }
    })
}

/// Trading days from the day of listing on, that day included, on which brokers are taken to offer no intraday: as long as
/// the exchange keeps small new issues trade-to-trade (SEBI's circular of 20 January 2012, for issues up to ₹250 crore).
pub const NEW_LISTING_DAYS: u32 = 10;

/// The leverage of a stock on a day: none in its first days, else as `mis_leverage` says.
#[must_use]
pub fn mis_leverage_on(
    day: Day,
    instrument: &Instrument,
    band: BandRule,
    applicable_margin: Option<Rate>,
) -> Option<Leverage> {
    match intraday_waits_until(day, instrument) {
        Some(_) => None,
        None => mis_leverage(instrument.series, band, applicable_margin),
    }
}

/// For a stock in its first days: the day from which intraday is offered. None for all others, and where the day of
/// listing is not known.
#[must_use]
pub fn intraday_waits_until(day: Day, instrument: &Instrument) -> Option<Day> {
    let listed_on = instrument.listed_on.filter(|listed| *listed <= day && day.since(*listed) < 40)?;
    let from = (0..NEW_LISTING_DAYS).fold(listed_on, |day, _| Calendar::nse().next_trading_day(day));
    (day < from).then_some(from)
}

/// min(5, 100 ÷ margin %), and never less than the whole value in cash.
fn from_margin(margin: Rate) -> Leverage {
    if margin.0 <= WHOLE / 5 {
        Leverage { times: 5, of: 1, why: "The exchange's margin is at most 20 %: 5 times, the most there is" }
    } else if margin.0 < WHOLE {
        Leverage { times: WHOLE, of: margin.0, why: "The exchange's margin of the stock decides" }
    } else {
        Leverage { times: 1, of: 1, why: "The exchange's margin is the whole value: no leverage" }
    }
}

impl Leverage {
    /// The margin that a position of a value needs, rounded up to the paisa.
    #[must_use]
    pub fn margin_of(self, value: Paise) -> Paise {
        value.portion_up(self.of, self.times)
    }

    /// Whole times, rounded down: 3 for 3.33×.
    #[must_use]
    pub const fn whole_times(self) -> i64 {
        self.times / self.of
    }

    /// Times in hundredths, rounded down: 500 is 5×, 333 is 3.33×.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.times * 100 / self.of
    }

    /// `5×`, `3.33×`.
    #[must_use]
    pub fn words(self) -> String {
        let hundredths = self.hundredths();
        match hundredths % 100 {
            0 => format!("{}×", hundredths / 100),
            rest => format!("{}.{rest:02}×", hundredths / 100),
        }
    }
}

const WHOLE: i64 = 1_000_000_000;
