//! What makes a path look like a day: the volume's shape, the pace, both orders of high and low.

use replay::{IndexPath, Levels, Path};
use trading::{BandRule, Clock, Day, DayFigures, Moment, Price, Session, Symbol};

use crate::check::all;

fn day() -> Day {
    Day::of(2026, 8, 3).unwrap()
}

fn busy(trades: i64) -> DayFigures {
    let price = |paise| Price::new(paise).unwrap();
    DayFigures {
        day: day(),
        previous_close: price(139_000),
        open: price(139_500),
        high: price(141_000),
        low: price(138_500),
        last: price(140_000),
        close: price(140_100),
        average: price(139_800),
        volume: 9_000_000,
        turnover: price(139_800).times(9_000_000),
        trades,
        deliverable: None,
        band: BandRule::NoBand,
    }
}

fn path(seed: u64, figures: &DayFigures) -> Path {
    let symbol: Symbol = "BUSY".parse().unwrap();
    Path::new(seed, &symbol, figures, &Session::full_day(day(), false), 10)
}

#[test]
fn volume_follows_the_u_of_the_day() {
    let mut shares = [0_i64; 3];
    for seed in 0..20 {
        let path = path(seed, &busy(200_000));
        let at = |hour, minute| path.state_at(day().at(Clock::of(hour, minute, 0))).volume;
        shares[0] += at(9, 45) - at(9, 0);
        shares[1] += at(12, 30) - at(12, 0);
        shares[2] += at(15, 30) - at(15, 0);
    }
    assert!(shares[0] > shares[1] * 3 / 2, "the first half hour: {shares:?}");
    assert!(shares[2] > shares[1] * 2, "the last half hour: {shares:?}");
}

#[test]
fn a_busy_stock_trades_about_every_second_and_never_more_often_than_the_real_one() {
    assert!((18_000..=22_500).contains(&all(&path(1, &busy(400_000))).len()));
    assert_eq!(all(&path(1, &busy(20_000))).len(), 2_500);
    assert_eq!(all(&path(1, &busy(1_700))).len(), 1_700);
    assert_eq!(all(&path(1, &busy(40))).len(), 40);
}

#[test]
fn either_extreme_may_come_first_and_the_one_near_the_open_mostly_does() {
    let high_first = |open: i64| {
        let figures = DayFigures { open: Price::new(open).unwrap(), ..busy(800) };
        let firsts = (0..200).filter(|seed| {
            let trades = all(&path(*seed, &figures));
            let when = |paise| trades.iter().find(|trade| trade.last.paise() == paise).unwrap().at;
            when(141_000) < when(138_500)
        });
        firsts.count() / 2
    };
    let (near_low, between, near_high) = (high_first(138_700), high_first(139_750), high_first(140_800));
    assert!((2..35).contains(&near_low), "{near_low} %");
    assert!((30..70).contains(&between), "{between} %");
    assert!((65..99).contains(&near_high), "{near_high} %");
}

#[test]
fn another_seed_gives_another_path() {
    let (one, other) = (all(&path(1, &busy(9_000))), all(&path(2, &busy(9_000))));
    let same =
        one.iter().zip(&other).filter(|(a, b)| (a.at, a.last, a.traded) == (b.at, b.last, b.traded)).count();
    assert!(same < 10, "{same} trades are the same");
}

#[test]
fn the_turnover_is_the_real_one() {
    for trades in [300, 900, 5_000, 50_000, 400_000] {
        let figures = busy(trades);
        let state = path(5, &figures).state_at(day().at(Clock::of(16, 0, 0)));
        assert_eq!(state.turnover, figures.turnover, "with {trades} trades");
    }
}

#[test]
fn an_index_passes_through_its_levels() {
    let levels = Levels { open: 2_450_035, high: 2_462_010, low: 2_441_055, close: 2_455_500 };
    let index = IndexPath::new(3, "NIFTY 50", &levels, &Session::full_day(day(), true)).unwrap();
    let end = index.at(day().at(Clock::of(16, 0, 0))).unwrap();
    assert_eq!((end.open, end.high, end.low, end.last), (levels.open, levels.high, levels.low, levels.close));
    assert_eq!(index.at(day().at(Clock::of(9, 0, 0))), None);
    let noon = index.at(day().at(Clock::of(12, 0, 0))).unwrap();
    assert!(
        noon.low >= levels.low && noon.high <= levels.high && noon.low <= noon.last && noon.last <= noon.high
    );
    assert!(index.bars(5, Moment::from_millis(i64::MAX)).len() > 70);
    assert!(IndexPath::new(3, "X", &Levels { low: 0, ..levels }, &Session::full_day(day(), true)).is_none());
}

#[test]
fn a_stock_that_closed_locked_at_its_band_rests_there() {
    let price = |paise| Price::new(paise).unwrap();
    let locked = DayFigures {
        previous_close: price(134_288),
        last: price(141_000),
        close: price(141_000),
        average: price(140_200),
        turnover: price(140_200).times(9_000_000),
        band: BandRule::Percent(5),
        ..busy(2_000)
    };
    let rests = |figures: &DayFigures| {
        let minutes = (0..20).map(|seed| {
            let bars = path(seed, figures).bars(1, Moment::from_millis(i64::MAX));
            bars.iter().rev().take_while(|bar| bar.low == figures.high).count()
        });
        minutes.sum::<usize>() / 20
    };
    assert!(rests(&locked) > 60, "rests {} minutes", rests(&locked));
    let traded_below = DayFigures { close: price(140_800), ..locked };
    assert!(rests(&traded_below) < 20, "the last half hour's average says that it was not locked");
    let no_limit = DayFigures { band: BandRule::NoBand, ..locked };
    assert!(rests(&no_limit) < 20, "the high is no limit");
}
