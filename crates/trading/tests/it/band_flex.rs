//! The band that widens with the prices that are seen, after its cooling-off.

use trading::{
    Band, BandFlex, BandRule, Calendar, Clock, Day, Moment, Price, Session, Tick, band_of, fund_band_of,
};

fn day() -> Day {
    Day::of(2026, 8, 3).unwrap()
}

fn at(hour: u32, minute: u32) -> Moment {
    day().at(Clock::of(hour, minute, 0))
}

fn session() -> Session {
    Calendar::nse().session(day(), false).unwrap()
}

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

fn tick() -> Tick {
    Tick::stated(5).unwrap()
}

fn limits(band: Band) -> (i64, i64) {
    (band.low.paise(), band.high.paise())
}

/// 1,000: 900 to 1,100. 9.9 % up is 1,099; then 850 to 1,150 after a quarter of an hour; 14.9 % is 1,149, then 800 to 1,200.
#[test]
fn a_price_at_the_limit_widens_the_band_by_five_percent_after_fifteen_minutes() {
    let mut flex = BandFlex::of(band_of(price(100_000), BandRule::NoBand, tick()));
    flex.observe(at(10, 0), price(109_895), &session());
    assert_eq!(limits(flex.at(at(11, 0))), (90_000, 110_000), "9.895 % is not enough");
    assert_eq!(flex.widens_at(), None);
    flex.observe(at(11, 0), price(109_900), &session());
    assert_eq!(flex.widens_at(), Some(at(11, 15)));
    assert_eq!(limits(flex.at(at(11, 14))), (90_000, 110_000), "cooling off");
    assert_eq!(limits(flex.at(at(11, 15))), (85_000, 115_000));
    flex.observe(at(11, 20), price(110_000), &session());
    assert_eq!(limits(flex.at(at(12, 0))), (85_000, 115_000), "the old limit is not the new one");
    flex.observe(at(12, 0), price(85_100), &session());
    assert_eq!(limits(flex.at(at(12, 15))), (80_000, 120_000), "downwards too");
}

/// Continuous trading ends at 15:30: from 15:00 on five minutes are enough.
#[test]
fn in_the_last_half_hour_five_minutes_are_enough() {
    let mut flex = BandFlex::of(band_of(price(100_000), BandRule::NoBand, tick()));
    flex.observe(at(15, 0), price(110_000), &session());
    assert_eq!(limits(flex.at(at(15, 4))), (90_000, 110_000));
    assert_eq!(limits(flex.at(at(15, 5))), (85_000, 115_000));
}

#[test]
fn an_etf_widens_twice_and_a_fixed_band_never() {
    let mut fund = BandFlex::of(fund_band_of(day(), price(10_000), Tick::stated(1).unwrap()).unwrap());
    for (hour, seen) in [(10, 11_000), (11, 11_500), (12, 12_000), (13, 12_000)] {
        fund.observe(at(hour, 0), price(seen), &session());
    }
    assert_eq!(limits(fund.at(at(14, 0))), (8_000, 12_000));
    let mut fixed = BandFlex::of(band_of(price(10_000), BandRule::Percent(5), tick()));
    fixed.observe(at(10, 0), price(10_500), &session());
    assert_eq!(limits(fixed.at(at(14, 0))), (9_500, 10_500));
}

#[test]
fn nothing_widens_by_what_is_seen_outside_continuous_trading() {
    let mut flex = BandFlex::of(band_of(price(100_000), BandRule::NoBand, tick()));
    flex.observe(at(9, 10), price(110_000), &session());
    assert_eq!(limits(flex.at(at(10, 0))), (90_000, 110_000));
}
