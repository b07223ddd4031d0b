//! Which price band a day's prices prove, where no list of bands for that day is at hand.

use crate::facts::{Announced, Announcement, BandSource};
use crate::instrument::Series;
use crate::money::{Paise, Price};
use crate::quote::BandRule;

/// The steps that bands widen in (NSE's bands are 2, 5, 10, 20, rarely 40 %).
const STEPS: [u8; 5] = [2, 5, 10, 20, 40];

/// The band of a day: the listed one, else the series' usual one, and in either case the next wider step
/// when the day's high or low lies outside it. Beyond 40 % no fixed band explains the prices.
///
/// `base` is the price that the band is measured from: the previous close, adjusted for corporate actions
/// (`base_after`), or the first price on the day of listing.
#[must_use]
pub fn band_of_the_day(
    listed: Option<BandRule>,
    series: Series,
    base: Price,
    high: Price,
    low: Price,
) -> (BandRule, BandSource) {
    let (start, source) =
        listed.map_or((usual_band(series), BandSource::Assumed), |band| (band, BandSource::Listed));
    let BandRule::Percent(percent) = start else { return (start, source) };
    if holds(percent, series, base, high, low) {
        return (start, source);
    }
    let wider = STEPS.into_iter().find(|step| holds(*step, series, base, high, low));
    (wider.map_or(BandRule::NoBand, BandRule::Percent), BandSource::Widened)
}

/// The band that most stocks of a series stand under: 5 % where every trade is delivered, 20 % elsewhere.
#[must_use]
pub const fn usual_band(series: Series) -> BandRule {
    BandRule::Percent(if series.is_trade_to_trade() { 5 } else { 20 })
}

/// The previous close as it would have been after the actions of an ex-day (`CorporateAction::base_price`, one after
/// the other). What is not understood leaves it as it is.
#[must_use]
pub fn base_after<'a>(
    previous_close: Price,
    announcements: impl IntoIterator<Item = &'a Announcement>,
) -> Price {
    announcements.into_iter().fold(previous_close, |base, announced| match &announced.action {
        Announced::Known(action) => {
            action.base_price(base, announced.face_value.unwrap_or(Paise::ZERO)).unwrap_or(base)
        }
        Announced::Unknown { .. } => base,
    })
}

/// Whether prices lie within so many percent of the base. At least one tick is always allowed (stocks of a few
/// paise), 0.05 on the SME platform and 0.01 elsewhere, where only the cheapest reach this clause.
fn holds(percent: u8, series: Series, base: Price, high: Price, low: Price) -> bool {
    let tick = if series.is_sme() { 5 } else { 1 };
    let (base, percent) = (base.paise(), i64::from(percent));
    let upper = (base * (100 + percent) / 100).max(base + tick);
    let lower = (base * (100 - percent) + 99).div_euclid(100).min(base - tick);
    high.paise() <= upper && low.paise() >= lower
}
