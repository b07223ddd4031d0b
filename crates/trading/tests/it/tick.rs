//! The tick of a stock: the tables of three dates, and every recorded price of August 2026.

use expect_test::expect;
use proptest::prelude::*;
use trading::{Calendar, Day, Instrument, Price, Series, Tick, tick_of};

use crate::recorded;

fn stock(series: Series, isin: &str) -> Instrument {
    Instrument {
        symbol: "STOCK".parse().unwrap(),
        name: "Stock".into(),
        isin: isin.parse().unwrap(),
        series,
        lot: 1,
        face_value: None,
        listed_on: None,
    }
}

fn equity() -> Instrument {
    stock(Series::Eq, "INE002A01018")
}

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

#[test]
fn the_close_of_the_month_before_decides_by_the_table_of_the_day() {
    let closes =
        [1, 24_999, 25_000, 100_000, 100_001, 500_000, 500_001, 1_000_000, 1_000_001, 2_000_000, 2_000_001];
    let ticks = |year, month, day| {
        let day = Day::of(year, month, day).unwrap();
        closes.map(|close| tick_of(day, &equity(), Price::new(close)).paise())
    };
    assert_eq!(ticks(2024, 6, 9), [5; 11]);
    assert_eq!(ticks(2024, 6, 10), [1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    assert_eq!(ticks(2025, 4, 14), [1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    assert_eq!(ticks(2025, 4, 15), [1, 1, 5, 5, 10, 10, 50, 50, 100, 100, 500]);
    assert_eq!(ticks(2026, 8, 3), [1, 1, 5, 5, 10, 10, 50, 50, 100, 100, 500]);
}

#[test]
fn each_tick_says_its_rule_and_who_says_so() {
    let day = Day::of(2026, 8, 3).unwrap();
    let tick = tick_of(day, &equity(), Price::new(139_830));
    expect!["Close of the month before above 1,000 to 5,000: 0.10 (NSE circular on the revision of tick sizes, in force from 15 April 2025)"]
        .assert_eq(&format!("{} ({})", tick.rule, tick.source));
    let none = tick_of(day, &equity(), None);
    expect!["No close of the month before is known: 0.05"].assert_eq(none.rule);
    assert_eq!(none.paise(), 5);
}

#[test]
fn etfs_keep_a_paisa_and_sme_stocks_five_at_every_price() {
    let day = Day::of(2026, 8, 3).unwrap();
    for close in [100, 99_900, 3_000_000] {
        assert_eq!(tick_of(day, &stock(Series::Eq, "INF204KB14I2"), Price::new(close)).paise(), 1);
        for series in [Series::Sm, Series::St, Series::Sz] {
            assert_eq!(tick_of(day, &stock(series, "INE002A01018"), Price::new(close)).paise(), 5);
        }
    }
}

#[test]
fn the_neighbours_of_a_price_lie_on_the_grid() {
    let tick = Tick::stated(5).unwrap();
    assert_eq!((tick.below(price(1003)), tick.above(price(1003))), (Price::new(1000), price(1005)));
    assert_eq!((tick.below(price(1005)), tick.above(price(1005))), (Price::new(1000), price(1010)));
    assert_eq!((tick.down(price(1005)), tick.up(price(1005))), (Price::new(1005), price(1005)));
    assert_eq!((tick.down(price(1004)), tick.up(price(1004))), (Price::new(1000), price(1005)));
    assert_eq!((tick.below(price(5)), tick.below(price(6))), (None, Price::new(5)));
    assert!(tick.is_on_tick(price(1005)) && !tick.is_on_tick(price(1006)));
    assert_eq!((Tick::stated(0), Tick::stated(-5)), (None, None));
}

proptest! {
    #[test]
    fn nothing_of_the_grid_lies_between_a_price_and_its_neighbours(paise in 1..3_000_000_i64, step in 1..600_i64) {
        let tick = Tick::stated(step).unwrap();
        let below = tick.below(price(paise)).map_or(0, Price::paise);
        let above = tick.above(price(paise)).paise();
        prop_assert!(below < paise && paise < above);
        prop_assert_eq!((below % step, above % step), (0, 0));
        prop_assert_eq!(above - below, if paise % step == 0 { 2 * step } else { step });
    }
}

#[test]
fn every_recorded_price_of_august_2026_lies_on_the_tick_of_july_31() {
    let Some(equities) = recorded::equities() else { return };
    let month_end = Calendar::nse().last_trading_day_of_month_before(Day::of(2026, 8, 3).unwrap());
    assert_eq!(month_end.to_string(), "2026-07-31");
    let closes = recorded::closes(month_end).unwrap();
    let (mut listed, mut sme, mut funds, mut trusts, mut bonds, mut other_band) = (0, 0, 0, 0, 0, 0);
    let mut violations = Vec::new();
    for day in recorded::august() {
        for row in recorded::bhavcopy(day).unwrap() {
            let instrument = &row.instrument;
            let symbol = instrument.symbol.as_str();
            let prices = [row.open, row.high, row.low, row.last];
            let base = closes.get(symbol).copied();
            let tick = tick_of(day, instrument, base);
            match instrument.series {
                Series::Sm | Series::St | Series::Sz => sme += prices.len(),
                Series::Eq | Series::Be | Series::Bz if instrument.is_fund() => funds += prices.len(),
                Series::Eq | Series::Be | Series::Bz if base.is_some() && equities.contains(symbol) => {
                    listed += prices.len();
                    let other =
                        |price: &&Price| tick_of(day, instrument, Some(**price)).paise() != tick.paise();
                    other_band += prices.iter().filter(other).count();
                }
                Series::Iv | Series::Rr => trusts += prices.len(),
                Series::Gb => bonds += prices.len(),
                Series::Eq | Series::Be | Series::Bz | Series::E1 | Series::P1 | Series::W1 => continue,
            }
            violations.extend(
                prices
                    .iter()
                    .filter(|price| !tick.is_on_tick(**price))
                    .map(|price| format!("{symbol} {day} {price}")),
            );
        }
    }
    assert_eq!(violations, Vec::<String>::new());
    expect!["94760 of listed equities, 2065 of them in another band than the close of July; 18104 of SME; 13564 of ETFs; 700 of trusts; 1732 of gold bonds"].assert_eq(&format!(
        "{listed} of listed equities, {other_band} of them in another band than the close of July; {sme} of SME; {funds} of ETFs; {trusts} of trusts; {bonds} of gold bonds"
    ));
}
