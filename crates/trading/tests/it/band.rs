//! The day's price band: its rounding, its widening, and the highs and lows of August 2026.

use std::collections::HashMap;

use expect_test::expect;
use proptest::prelude::*;
use trading::{
    Band, BandKind, BandRule, Day, Price, Series, Tick, band_of, closing_auction_band_of, fund_band_of,
    tick_of,
};

use crate::recorded;

fn price(text: &str) -> Price {
    Price::new(recorded::paise(text).unwrap()).unwrap()
}

fn tick(paise: i64) -> Tick {
    Tick::stated(paise).unwrap()
}

fn range(band: &Band) -> String {
    format!("{}-{}", band.low, band.high)
}

fn fixed(base: &str, percent: u8, paise: i64) -> String {
    range(&band_of(price(base), BandRule::Percent(percent), tick(paise)))
}

#[test]
fn limits_are_rounded_inward_as_the_exchange_publishes_them() {
    let published = |base| range(&band_of(price(base), BandRule::NoBand, tick(5)));
    assert_eq!(published("675.65"), "608.10-743.20"); // VEDL, 4 February 2026: 608.085 and 743.215
    assert_eq!(published("778.90"), "701.05-856.75"); // HDFCBANK, 27 May 2026: 701.01 and 856.79
    assert_eq!(published("214.20"), "192.80-235.60"); // RBLBANK, 1 June 2021: 192.78 and 235.62
    assert_eq!(fixed("100.00", 20, 1), "80.00-120.00");
    assert_eq!(fixed("262.91", 2, 5), "257.70-268.15");
}

#[test]
fn one_tick_of_room_is_always_left() {
    assert_eq!(fixed("0.15", 5, 1), "0.14-0.16");
    assert_eq!(fixed("0.30", 2, 1), "0.29-0.31");
    assert_eq!(fixed("0.55", 2, 1), "0.54-0.56");
    assert_eq!(fixed("0.50", 2, 1), "0.49-0.51");
    assert_eq!(fixed("0.99", 2, 1), "0.98-1.00");
    assert_eq!(fixed("0.01", 5, 1), "0.01-0.02");
    assert_eq!(fixed("0.10", 5, 5), "0.05-0.15");
}

#[test]
fn both_limits_are_in_the_band_and_their_neighbours_are_not() {
    let band = band_of(price("778.90"), BandRule::Percent(10), tick(5));
    assert!(band.contains(price("701.05")) && band.contains(price("856.75")));
    assert!(!band.contains(price("701.00")) && !band.contains(price("856.80")));
}

#[test]
fn an_operating_range_is_widened_by_five_percent_a_step() {
    let band = band_of(price("1000.00"), BandRule::NoBand, tick(5));
    let widened: Vec<String> = (0..4).map(|steps| range(&band.flexed(steps))).collect();
    assert_eq!(widened, ["900.00-1,100.00", "850.00-1,150.00", "800.00-1,200.00", "750.00-1,250.00"]);
    assert_eq!(band.flexes_to_reach(price("1100.00")), Some(0));
    assert_eq!(band.flexes_to_reach(price("1100.05")), Some(1));
    assert_eq!(band.flexes_to_reach(price("820.00")), Some(2));
    let fixed = band_of(price("1000.00"), BandRule::Percent(20), tick(5));
    assert_eq!(range(&fixed.flexed(3)), range(&fixed));
    assert_eq!(fixed.flexes_to_reach(price("1200.05")), None);
}

#[test]
fn etfs_have_a_dynamic_band_from_15_june_2026() {
    let band = |date| fund_band_of(Day::of(2026, 6, date).unwrap(), price("250.00"), tick(1));
    assert_eq!(band(14), None);
    let band = band(15).unwrap();
    assert_eq!(range(&band), "225.00-275.00");
    assert_eq!(
        (range(&band.flexed(2)), range(&band.flexed(3))),
        ("200.00-300.00".into(), "200.00-300.00".into())
    );
}

#[test]
fn the_closing_auction_stays_within_three_percent_of_its_reference() {
    let band = closing_auction_band_of(price("1391.35"), tick(10));
    assert_eq!(range(&band), "1,349.70-1,433.00"); // 1,349.6095 and 1,433.0905
    assert_eq!(range(&band.flexed(1)), range(&band));
    assert_eq!(band.rule, BandKind::ClosingAuction);
}

#[test]
fn each_band_says_its_rule_and_who_says_so() {
    let base = price("100.00");
    let day = Day::of(2026, 8, 3).unwrap();
    let bands = [
        band_of(base, BandRule::Percent(5), tick(1)),
        band_of(base, BandRule::NoBand, tick(1)).flexed(1),
        fund_band_of(day, base, tick(1)).unwrap(),
        closing_auction_band_of(base, tick(1)),
    ];
    let words: Vec<String> =
        bands.iter().map(|band| format!("{} ({})", band.words(), band.source())).collect();
    expect![[r#"
        5 % of the base price 100.00 (NSE's list of price bands (sec_list); rounding checked on August 2026)
        No fixed band (the stock has derivatives): operating range of 15 % of 100.00 (NSE's list of price bands (sec_list): No Band)
        ETF: 10 % of the previous day's closing average 100.00 (SEBI circular of 15 June 2026 on the price bands of ETFs)
        Closing auction: 3 % of its reference price 100.00 (NSE circular CMTR74466 of 29 May 2026)"#]]
    .assert_eq(&words.join("\n"));
}

proptest! {
    #[test]
    fn limits_lie_on_the_tick_within_the_percentage_or_one_tick_away(
        ticks in 1..400_000_i64,
        step in prop::sample::select(vec![1_i64, 5, 10, 50, 100, 500]),
        off in 0..500_i64,
        percent in prop::sample::select(vec![2_u8, 5, 10, 20, 40]),
    ) {
        let base = ticks * step + off % step;
        let band = band_of(Price::new(base).unwrap(), BandRule::Percent(percent), tick(step));
        let (low, high) = (band.low.paise(), band.high.paise());
        let share = i64::from(percent);
        prop_assert_eq!(high % step, 0);
        prop_assert!(high * 100 <= base * (100 + share) || high - base <= step);
        prop_assert!((high + step) * 100 > base * (100 + share));
        prop_assert!(high > base);
        prop_assert!(low == base || low % step == 0);
        prop_assert!(low * 100 >= base * (100 - share) || base - low <= step);
        prop_assert!((low - step) * 100 < base * (100 - share));
        prop_assert!(low < base || base <= step);
    }
}

/// Stocks that ended 3 to 14 August 2026 at the day's high or low, within a tick of a limit: by the recorded list of
/// bands (of December 2025), and by whichever of the four percentages fits, which takes in chance matches.
#[test]
fn recorded_highs_and_lows_end_where_the_band_says() {
    let Some(list) = recorded::read("sec_list/sec_list_2025-12.csv") else { return };
    let bands: HashMap<(String, String), u8> = list
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(',');
            let (symbol, series) = (fields.next()?, fields.next()?);
            let percent = fields.rev().nth(1)?.parse().ok()?;
            Some(((symbol.to_owned(), series.to_owned()), percent))
        })
        .collect();
    let closes = recorded::closes(Day::of(2026, 7, 31).unwrap()).unwrap();
    let (mut known, mut any) = (Cases::default(), Cases::default());
    for day in recorded::august() {
        for row in recorded::bhavcopy(day).unwrap() {
            let instrument = &row.instrument;
            let equity =
                matches!(instrument.series, Series::Eq | Series::Be | Series::Bz) && !instrument.is_fund();
            let Some(base) = closes.get(instrument.symbol.as_str()).filter(|_| equity) else { continue };
            let tick = tick_of(day, instrument, Some(*base));
            let key = (instrument.symbol.as_str().to_owned(), instrument.series.code().to_owned());
            for (is_high, end) in [(true, row.high), (false, row.low)] {
                if end != row.last {
                    continue;
                }
                if let Some(&percent) = bands.get(&key) {
                    known.look(row.previous_close, percent, tick, is_high, end);
                }
                let fitting = [2, 5, 10, 20].into_iter();
                let mut fitting =
                    fitting.filter(|percent| near(row.previous_close, *percent, tick, is_high, end));
                if let Some(percent) = fitting.next() {
                    any.look(row.previous_close, percent, tick, is_high, end);
                }
            }
        }
    }
    expect!["188 of the list: 153 rounded inward, 33 one tick, 2 neither"]
        .assert_eq(&known.words("of the list"));
    expect!["926 of any percentage: 846 rounded inward, 58 one tick, 22 neither"]
        .assert_eq(&any.words("of any percentage"));
}

#[derive(Default)]
struct Cases {
    all: usize,
    inward: usize,
    one_tick: usize,
}

impl Cases {
    fn look(&mut self, base: Price, percent: u8, tick: Tick, is_high: bool, end: Price) {
        if !near(base, percent, tick, is_high, end) {
            return;
        }
        self.all += 1;
        let band = band_of(base, BandRule::Percent(percent), tick);
        let limit = if is_high { band.high } else { band.low };
        let one_tick = (limit.paise() - base.paise()).abs() * 100 > base.paise() * i64::from(percent);
        if end == limit && one_tick {
            self.one_tick += 1;
        } else if end == limit {
            self.inward += 1;
        }
    }

    fn words(&self, of: &str) -> String {
        let neither = self.all - self.inward - self.one_tick;
        format!(
            "{} {of}: {} rounded inward, {} one tick, {neither} neither",
            self.all, self.inward, self.one_tick
        )
    }
}

/// Within a tick of the limit before any rounding.
fn near(base: Price, percent: u8, tick: Tick, is_high: bool, end: Price) -> bool {
    let share = i64::from(percent);
    let limit = base.paise() * if is_high { 100 + share } else { 100 - share };
    end != base && (end.paise() * 100 - limit).abs() <= 100 * tick.paise()
}
