//! The same promises on random figures.

use proptest::prelude::*;
use replay::Path;
use trading::{BandRule, Clock, Day, DayFigures, Moment, Paise, Phase, Price, Session, Symbol};

use crate::check::{agrees, all, evening, passes_through};

fn day() -> Day {
    Day::of(2026, 8, 3).unwrap()
}

prop_compose! {
    /// Figures that a real day could have: the range holds every price, the trades can name them all.
    fn figures()(
        tick in prop::sample::select(vec![1_i64, 5, 10, 50, 500]),
        low in 1_i64..200_000,
        range in prop::sample::select(vec![0_i64, 1, 2, 3, 7, 40, 900, 50_000]),
        volume in prop_oneof![1_i64..40, 40_i64..10_000, 10_000_i64..1_000_000_000],
        trades in prop_oneof![1_i64..30, 30_i64..3_000, 3_000_i64..1_500_000],
        shares in prop::array::uniform4(0_i64..=1_000),
    ) -> (i64, DayFigures) {
        let [open, last, close, average] = shares;
        let within = |share: i64| low + range * share / 1_000;
        let (open, last, close) = (within(open), within(last), within(close));
        let needed = i64::from(range > 0) * 4 + 1;
        let (volume, trades) = (volume.max(needed), trades.max(needed));
        let price = |ticks: i64| Price::new(ticks * tick).unwrap();
        let turnover = (low * volume + range * volume / 1_000 * average) * tick;
        let figures = DayFigures {
            day: day(),
            previous_close: price(open),
            open: price(open),
            high: price(low + range),
            low: price(low),
            last: price(last),
            close: price(close),
            average: Price::new(turnover / volume).unwrap(),
            volume,
            turnover: Paise(turnover),
            trades: trades.min(volume),
            deliverable: None,
            band: BandRule::Percent(20),
        };
        (tick, figures)
    }
}

fn sessions() -> impl Strategy<Value = Session> {
    let july = Day::of(2026, 7, 30).unwrap();
    let october = Day::of(2026, 10, 1).unwrap();
    prop::sample::select(vec![
        Session::full_day(july, false),
        Session::full_day(day(), false),
        Session::full_day(day(), true),
        Session::full_day(october, true),
        Session::muhurat(day()),
    ])
}

fn symbol() -> Symbol {
    "M&M".parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_figures_are_passed_through_exactly((tick, figures) in figures(), session in sessions(), seed: u64) {
        let path = Path::new(seed, &symbol(), &figures, &session, tick);
        let trades = passes_through(&path, &figures, &session);
        let state = path.state_at(evening(&session));
        prop_assert_eq!(state.volume, figures.volume);
        prop_assert_eq!(state.close, Some(figures.close));
        prop_assert_eq!(path.state_at(session.day().at(Clock::of(9, 0, 0))).volume, 0);
        prop_assert!(trades.len() as i64 <= figures.trades.max(1));
    }

    #[test]
    fn the_state_at_any_moment_is_the_sum_of_its_trades(
        (tick, figures) in figures(), session in sessions(), seed: u64,
        moments in prop::collection::vec(32_400_000_i64..57_600_000, 12),
    ) {
        let path = Path::new(seed, &symbol(), &figures, &session, tick);
        let trades = all(&path);
        for millis in moments {
            agrees(&path, &trades, session.day().at(Clock::MIDNIGHT).plus_millis(millis));
        }
    }

    #[test]
    fn trades_of_two_stretches_are_the_trades_of_the_whole(
        (tick, figures) in figures(), session in sessions(), seed: u64,
        mut cuts in prop::array::uniform3(32_400_000_i64..57_600_000),
    ) {
        cuts.sort_unstable();
        let path = Path::new(seed, &symbol(), &figures, &session, tick);
        let [a, b, c] = cuts.map(|millis| session.day().at(Clock::MIDNIGHT).plus_millis(millis));
        let parts: Vec<_> = path.trades(a, b).chain(path.trades(b, c)).collect();
        prop_assert_eq!(&parts, &path.trades(a, c).collect::<Vec<_>>());
        let whole: Vec<_> = all(&path).into_iter().filter(|trade| a < trade.at && trade.at <= c).collect();
        prop_assert_eq!(&parts, &whole);
        prop_assert_eq!(path.trades(a, Moment::from_millis(i64::MAX)).next(), path.next_trade(a));
        // At a trade's own moment: it is not after itself, and it is up to itself.
        let every = all(&path);
        let (one, next) = (&every[every.len() / 2], every.get(every.len() / 2 + 1));
        prop_assert_eq!(path.next_trade(one.at), next.cloned());
        prop_assert_eq!(path.trades(one.at.plus_millis(-1), one.at).last(), Some(one.clone()));
    }

    #[test]
    fn bars_are_the_trades_of_their_minutes(
        (tick, figures) in figures(), session in sessions(), seed: u64,
        minutes in prop::sample::select(vec![1_u32, 3, 5, 15, 60]), to in 32_400_000_i64..57_600_000,
    ) {
        let path = Path::new(seed, &symbol(), &figures, &session, tick);
        let to = session.day().at(Clock::MIDNIGHT).plus_millis(to);
        let bars = path.bars(minutes, to);
        let state = path.state_at(to);
        prop_assert_eq!(bars.iter().map(|bar| bar.volume).sum::<i64>(), state.volume);
        prop_assert_eq!(bars.first().map(|bar| bar.open), state.open);
        prop_assert_eq!(bars.last().map(|bar| bar.close), state.last);
        prop_assert_eq!(bars.iter().map(|bar| bar.high).max(), state.high);
        prop_assert_eq!(bars.iter().map(|bar| bar.low).min(), state.low);
        let begins = session.day().at(session.span(Phase::Continuous).unwrap().from);
        let width = i64::from(minutes) * 60_000;
        prop_assert!(bars.iter().all(|bar| bar.from.since(begins) % width == 0 && bar.from <= to.max(begins)));
        prop_assert!(bars.windows(2).all(|pair| pair[0].from < pair[1].from));
        prop_assert!(bars.iter().all(|bar| bar.low <= bar.open.min(bar.close) && bar.high >= bar.open.max(bar.close)));
    }

    #[test]
    fn the_same_seed_gives_the_same_trades((tick, figures) in figures(), session in sessions(), seed: u64) {
        let make = || all(&Path::new(seed, &symbol(), &figures, &session, tick));
        prop_assert_eq!(make(), make());
    }

    /// Figures that contradict each other (they come from files) still give a path, and the exact volume.
    #[test]
    fn contradicting_figures_never_stop_the_program(
        prices in prop::array::uniform5(1_i64..100_000_000), volume in -5_i64..10_000_000_000,
        turnover: i64, trades: i64, tick in -5_i64..1_000, session in sessions(), seed: u64,
    ) {
        let [open, high, low, last, close] = prices.map(|paise| Price::new(paise).unwrap());
        let figures = DayFigures {
            day: day(), previous_close: open, open, high, low, last, close, average: open, volume,
            turnover: Paise(turnover), trades, deliverable: None, band: BandRule::NoBand,
        };
        let path = Path::new(seed, &symbol(), &figures, &session, tick);
        prop_assert_eq!(all(&path).iter().map(|trade| trade.traded).sum::<i64>(), volume.max(0));
    }
}
