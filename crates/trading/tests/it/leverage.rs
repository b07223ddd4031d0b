//! How far an intraday position is carried.

use trading::{BandRule, Leverage, Paise, Rate, Series, mis_leverage};

fn times(series: Series, band: BandRule, margin: Option<i64>) -> String {
    mis_leverage(series, band, margin.map(Rate)).map_or_else(|| "none".to_owned(), Leverage::words)
}

#[test]
fn the_ladder_of_the_decisions_holds() {
    let table = [
        (BandRule::NoBand, None, "5×"),
        (BandRule::Percent(20), None, "3×"),
        (BandRule::Percent(40), None, "3×"),
        (BandRule::Percent(10), None, "1×"),
        (BandRule::Percent(5), None, "1×"),
        (BandRule::Percent(2), None, "1×"),
        (BandRule::NoBand, Some(125_000_000), "5×"),
        (BandRule::NoBand, Some(200_000_000), "5×"),
        (BandRule::NoBand, Some(200_000_001), "4.99×"),
        (BandRule::Percent(20), Some(250_000_000), "4×"),
        (BandRule::Percent(20), Some(300_000_000), "3.33×"),
        (BandRule::Percent(20), Some(600_000_000), "1.66×"),
        (BandRule::Percent(20), Some(1_000_000_000), "1×"),
        (BandRule::Percent(20), Some(1_500_000_000), "1×"),
        (BandRule::Percent(10), Some(125_000_000), "1×"),
    ];
    for (band, margin, expected) in table {
        assert_eq!(times(Series::Eq, band, margin), expected, "{band:?} {margin:?}");
    }
}

#[test]
fn trade_to_trade_series_and_gold_bonds_have_no_intraday() {
    for series in Series::ALL {
        let none = times(series, BandRule::NoBand, None) == "none";
        let delivered = matches!(series, Series::Be | Series::Bz | Series::St | Series::Sz | Series::Gb);
        assert_eq!(none, delivered, "{series}");
    }
}

#[test]
fn the_margin_is_the_value_over_the_times_rounded_up() {
    let margin = |band, margin: Option<i64>, value| {
        mis_leverage(Series::Eq, band, margin.map(Rate)).unwrap().margin_of(Paise(value))
    };
    assert_eq!(margin(BandRule::NoBand, None, 10_000), Paise(2_000));
    assert_eq!(margin(BandRule::NoBand, None, 10_001), Paise(2_001));
    assert_eq!(margin(BandRule::Percent(20), None, 10_000), Paise(3_334));
    assert_eq!(margin(BandRule::Percent(5), None, 10_001), Paise(10_001));
    assert_eq!(margin(BandRule::Percent(20), Some(300_000_000), 10_001), Paise(3_001));
}

#[test]
fn whole_times_are_rounded_down() {
    let whole =
        |margin| mis_leverage(Series::Eq, BandRule::NoBand, Some(Rate(margin))).unwrap().whole_times();
    assert_eq!(
        (whole(200_000_000), whole(200_000_001), whole(300_000_000), whole(990_000_000)),
        (5, 4, 3, 1)
    );
}
