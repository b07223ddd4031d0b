//! The same seed gives the same bytes, on every platform and in every build.

use replay::Path;
use trading::{BandRule, Day, DayFigures, Price, Session, Symbol};

use crate::check::all;

/// Open, high, low, last, close in paise; shares; trades; tick.
const DAYS: [(&str, [i64; 5], i64, i64, i64); 6] = [
    ("RELIANCE", [139_500, 141_000, 138_500, 140_000, 140_100], 9_000_000, 310_000, 10),
    ("M&M", [312_050, 315_000, 310_010, 310_010, 310_400], 1_450_000, 70_000, 10),
    ("SMALL", [4_512, 4_700, 4_488, 4_690, 4_671], 22_000, 1_400, 1),
    ("FORTY", [18_850, 19_000, 18_700, 18_700, 18_755], 900, 40, 5),
    ("LOCKED", [12_000, 12_600, 11_950, 12_600, 12_600], 400_000, 3_000, 1),
    ("ONE", [777, 777, 777, 777, 777], 5, 1, 1),
];

#[test]
fn all_trades_of_several_stocks_are_these_bytes() {
    let mut hasher = blake3::Hasher::new();
    let day = Day::of(2026, 8, 3).unwrap();
    for (symbol, prices, volume, trades, tick) in DAYS {
        let symbol: Symbol = symbol.parse().unwrap();
        let [open, high, low, last, close] = prices.map(|paise| Price::new(paise).unwrap());
        let average = Price::new((high.paise() + low.paise() + 2 * last.paise()) / 4).unwrap();
        let figures = DayFigures {
            day,
            previous_close: open,
            open,
            high,
            low,
            last,
            close,
            average,
            volume,
            turnover: average.times(volume),
            trades,
            deliverable: None,
            band: BandRule::Percent(5),
        };
        for session in [Session::full_day(day, false), Session::full_day(day, true), Session::muhurat(day)] {
            for trade in all(&Path::new(20_260_803, &symbol, &figures, &session, tick)) {
                for number in [trade.at.millis(), trade.last.paise(), trade.traded, trade.volume] {
                    hasher.update(&number.to_le_bytes());
                }
            }
        }
    }
    // Changes with the model, and then every practice account's paths change: bump the domain in dice.rs too.
    assert_eq!(
        hasher.finalize().to_hex().as_str(),
        "8e410574089ed5c53367db8f800513f5c23d8825a77efcdc7c4180d9fac27fbe"
    );
}
