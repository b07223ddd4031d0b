//! The band that a day's prices prove, and the price that it is measured from.

use trading::{
    Announced, Announcement, BandRule, BandSource, CorporateAction, Paise, Price, Ratio, Series,
    band_of_the_day, base_after, usual_band,
};

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

fn announced(action: CorporateAction, face: i64) -> Announcement {
    Announcement {
        symbol: "A".parse().unwrap(),
        isin: "INE000001017".parse().unwrap(),
        ex_day: "2026-08-06".parse().unwrap(),
        record_day: None,
        face_value: Some(Paise::rupees(face)),
        action: Announced::Known(action),
    }
}

#[test]
fn a_band_is_widened_to_the_next_step_that_holds_the_days_prices() {
    use BandRule::{NoBand, Percent};
    use BandSource::{Assumed, Listed, Widened};
    // Listed band, series, base, high, low; then the band and where it comes from.
    let cases = [
        (Some(Percent(5)), Series::Eq, 10_000, 10_500, 9_500, Percent(5), Listed),
        (Some(Percent(5)), Series::Eq, 10_000, 10_501, 9_500, Percent(10), Widened),
        (Some(Percent(5)), Series::Eq, 10_000, 10_500, 9_499, Percent(10), Widened),
        (Some(Percent(2)), Series::Eq, 10_000, 11_500, 9_900, Percent(20), Widened),
        (Some(Percent(20)), Series::Eq, 10_000, 13_000, 9_900, Percent(40), Widened),
        (Some(Percent(20)), Series::Eq, 10_000, 14_001, 9_900, NoBand, Widened),
        (Some(NoBand), Series::Eq, 10_000, 20_000, 5_000, NoBand, Listed),
        (None, Series::Eq, 10_000, 12_000, 8_000, Percent(20), Assumed),
        (None, Series::Be, 10_000, 10_500, 9_500, Percent(5), Assumed),
        (None, Series::St, 10_000, 10_505, 9_500, Percent(10), Widened),
        // Limits are rounded inward: 5 % of 1.11 is 1.1655 and 1.0545.
        (Some(Percent(5)), Series::Eq, 111, 116, 106, Percent(5), Listed),
        (Some(Percent(5)), Series::Eq, 111, 117, 106, Percent(10), Widened),
        (Some(Percent(5)), Series::Eq, 111, 116, 105, Percent(10), Widened),
        // One tick is always allowed: 0.15 may become 0.16 and 0.14, on the SME platform 0.20 and 0.10.
        (Some(Percent(5)), Series::Bz, 15, 16, 14, Percent(5), Listed),
        (Some(Percent(5)), Series::Bz, 15, 17, 14, Percent(20), Widened),
        (Some(Percent(5)), Series::Sm, 15, 20, 10, Percent(5), Listed),
    ];
    for (listed, series, base, high, low, band, source) in cases {
        let found = band_of_the_day(listed, series, price(base), price(high), price(low));
        assert_eq!(found, (band, source), "{listed:?} {series} {base}: {low} to {high}");
    }
}

#[test]
fn trade_to_trade_stocks_usually_stand_under_five_percent() {
    for series in Series::ALL {
        let percent = if series.is_trade_to_trade() { 5 } else { 20 };
        assert_eq!(usual_band(series), BandRule::Percent(percent), "{series}");
    }
}

#[test]
fn the_base_follows_splits_and_rights_and_not_dividends() {
    let split = announced(CorporateAction::Split(Ratio::new(10, 1).unwrap()), 1);
    let rights = CorporateAction::Rights { ratio: Ratio::new(3, 5).unwrap(), premium: Paise::rupees(45) };
    let rights = announced(rights, 5);
    let dividend = announced(CorporateAction::read("Dividend - Rs 3 Per Share").unwrap().remove(0), 10);
    let unread = Announcement { action: Announced::Unknown { subject: "Demerger".into() }, ..split.clone() };
    // TEMBO on 5 August 2026 and GENESYS on 6 August 2026.
    assert_eq!(base_after(price(57_415), [&split]), price(5_742));
    assert_eq!(base_after(price(32_870), [&rights]), price(22_419));
    assert_eq!(base_after(price(32_870), [&dividend, &unread]), price(32_870));
    assert_eq!(base_after(price(32_870), []), price(32_870));
    // A bonus of 1:1 and a split of 10:1 on one day.
    let bonus = announced(CorporateAction::Bonus(Ratio::new(1, 1).unwrap()), 1);
    assert_eq!(base_after(price(100_000), [&split, &bonus]), price(5_000));
}
