//! Paths through recorded prices: every bar is met in its minutes, every recorded trade is made.

use proptest::prelude::*;
use replay::Path;
use trading::{
    BandRule, Bar, Clock, Day, DayFigures, Match, Paise, Phase, Price, Quote, Recorded, Sample, Session,
    Source, Symbol,
};

use crate::check::{agrees, all, evening};

fn day() -> Day {
    "2026-08-03".parse().unwrap()
}

fn session(auction: bool) -> Session {
    Session::full_day(day(), auction)
}

fn symbol() -> Symbol {
    "RELIANCE".parse().unwrap()
}

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

/// Figures of a day with so many shares; only the close and the shares matter here.
fn figures(volume: i64) -> DayFigures {
    DayFigures {
        day: day(),
        previous_close: price(100_000),
        open: price(100_000),
        high: price(110_000),
        low: price(90_000),
        last: price(100_500),
        close: price(100_450),
        average: price(100_000),
        volume,
        turnover: Paise(volume * 100_000),
        trades: 1_000,
        deliverable: None,
        band: BandRule::NoBand,
    }
}

/// A bar of five minutes: the number of the bar, four prices in ticks of five paise above 900 rupees, shares.
fn bar(number: i64, [one, two, open, close]: [i64; 4], volume: i64) -> Bar {
    let (low, high) = (one.min(two), one.max(two));
    let within = |at: i64| price(90_000 + 5 * (low + at % (high - low + 1)));
    Bar {
        from: day().at(Clock::of(9, 15, 0)).plus_millis(number * 300_000),
        open: within(open),
        high: price(90_000 + 5 * high),
        low: price(90_000 + 5 * low),
        close: within(close),
        volume,
    }
}

/// The prices of a bar that trades can touch: as many as it has shares for.
fn met(trades: &[Quote], bar: &Bar, volume: i64) {
    let until = bar.from.plus_millis(300_000);
    let of: Vec<_> = trades.iter().filter(|trade| trade.at >= bar.from && trade.at < until).collect();
    assert_eq!(of.iter().map(|trade| trade.traded).sum::<i64>(), volume, "shares of {bar:?}");
    let prices: Vec<_> = of.iter().map(|trade| trade.last).collect();
    assert!(prices.iter().all(|price| (bar.low..=bar.high).contains(price)), "{bar:?}: {prices:?}");
    if volume >= 4 {
        let ends = (prices.first().copied(), prices.last().copied());
        assert_eq!(ends, (Some(bar.open), Some(bar.close)), "ends of {bar:?}");
        let range = (prices.iter().min().copied(), prices.iter().max().copied());
        assert_eq!(range, (Some(bar.low), Some(bar.high)), "range of {bar:?}");
    }
}

fn through(bars: &[Bar], volume: i64, auction: bool) -> Path {
    let recorded = Recorded::Bars { minutes: 5, bars: bars.to_vec() };
    Path::through(7, &symbol(), &figures(volume), &session(auction), (10, 1), &recorded).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_bar_is_met_in_its_minutes(
        drawn in prop::collection::vec(
            (prop::array::uniform4(0_i64..400), prop_oneof![1_i64..12, 40_i64..200, 1_000_i64..2_000_000]),
            1..75,
        ),
    ) {
        let bars: Vec<_> = (0..).zip(drawn).map(|(number, (prices, volume))| bar(number, prices, volume)).collect();
        let sum = bars.iter().map(|bar| bar.volume).sum();
        let path = through(&bars, sum, false);
        let trades = all(&path);
        for bar in &bars {
            met(&trades, bar, bar.volume);
        }
        prop_assert_eq!(trades.iter().map(|trade| trade.traded).sum::<i64>(), sum);
        prop_assert!(trades.windows(2).all(|pair| pair[0].at < pair[1].at));
        let source = Source::RecordedBars { seed: 7 };
        prop_assert!(trades.iter().all(|trade| trade.source == source));
        for at in [bars[0].from, bars[bars.len() / 2].from.plus_millis(100_000), evening(&session(false))] {
            agrees(&path, &trades, at);
        }
    }
}

#[test]
fn shares_that_no_bar_has_go_to_the_bars_that_have_prices_and_none() {
    // Yahoo tells no shares for the first bar of a day.
    let bars = [bar(0, [0, 40, 3, 9], 0), bar(1, [10, 50, 1, 2], 700), bar(2, [10, 50, 1, 2], 300)];
    let trades = all(&through(&bars, 5_000, false));
    met(&trades, &bars[0], 4_000);
    met(&trades, &bars[1], 700);
    // Where the bars have all shares, a bar without any has no trade.
    met(&all(&through(&bars, 1_000, false)), &bars[0], 0);
}

#[test]
fn bars_after_continuous_trading_are_the_closing_auction() {
    let number = i64::from(Clock::of(15, 15, 0).millis() - Clock::of(9, 15, 0).millis()) / 300_000;
    let bars =
        [bar(0, [0, 40, 3, 9], 100), bar(number, [20, 20, 0, 0], 50), bar(number + 1, [30, 30, 0, 0], 70)];
    let path = through(&bars, 220, true);
    let trades = all(&path);
    let last = trades.last().unwrap();
    assert_eq!((last.matched, last.traded, last.last), (Match::ClosingAuction, 120, price(90_150)));
    assert_eq!(path.state_at(evening(&session(true))).close, Some(price(100_450)));
}

#[test]
fn bars_that_do_not_fit_the_session_leave_the_day_to_the_model() {
    let odd = Bar { from: day().at(Clock::of(9, 17, 0)), ..bar(0, [0, 1, 0, 1], 10) };
    for bars in [vec![odd], vec![bar(-20, [0, 1, 0, 1], 10)], Vec::new()] {
        let recorded = Recorded::Bars { minutes: 5, bars };
        assert!(Path::through(7, &symbol(), &figures(10), &session(false), (5, 1), &recorded).is_none());
    }
}

#[test]
fn the_same_seed_gives_the_same_trades_and_another_seed_others() {
    let bars = [bar(0, [0, 40, 3, 9], 10_000), bar(1, [10, 50, 1, 2], 70_000)];
    let recorded = Recorded::Bars { minutes: 5, bars: bars.to_vec() };
    let of = |seed| {
        let path =
            Path::through(seed, &symbol(), &figures(80_000), &session(false), (5, 1), &recorded).unwrap();
        all(&path).iter().map(|trade| (trade.at, trade.last, trade.traded)).collect::<Vec<_>>()
    };
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn every_recorded_trade_is_made_at_its_second_and_nothing_else() {
    let at = |hour, minute, second| day().at(Clock::of(hour, minute, second));
    let sample = |at, paise, volume| Sample { at, last: price(paise), volume };
    let samples = vec![
        sample(at(9, 8, 0), 99_900, 40),
        sample(at(9, 15, 1), 100_005, 100),
        sample(at(9, 15, 1), 100_010, 150),
        sample(at(9, 15, 2), 100_010, 150),
        sample(at(15, 29, 59), 100_000, 160),
        sample(at(15, 30, 2), 100_020, 200),
        sample(at(15, 45, 0), 100_020, 900),
    ];
    let recorded = Recorded::Ticks(samples);
    let path = Path::through(7, &symbol(), &figures(200), &session(false), (5, 1), &recorded).unwrap();
    let told: Vec<_> = all(&path)
        .iter()
        .map(|trade| {
            (session(false).phase(trade.at), trade.at.clock().to_string(), trade.last.paise(), trade.traded)
        })
        .collect();
    let open = Phase::Continuous;
    let wanted = [
        (Phase::PreOpenMatch, 99_900, 40),
        (open, 100_005, 60),
        (open, 100_010, 50),
        (open, 100_000, 10),
        (open, 100_020, 40),
    ];
    assert_eq!(
        told.iter().map(|(phase, _, paise, traded)| (*phase, *paise, *traded)).collect::<Vec<_>>(),
        wanted
    );
    let clocks: Vec<_> = told.iter().skip(1).map(|(_, clock, _, _)| clock.as_str()).collect();
    assert_eq!(clocks, ["09:15:01", "09:15:01", "15:29:59", "15:29:59"]);
    assert_eq!(path.source(), Source::RecordedTicks);
}
