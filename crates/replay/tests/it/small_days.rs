//! Days with hardly any trade, and days with one price.

use replay::Path;
use trading::{BandRule, Clock, Day, DayFigures, Match, Paise, Price, Session, Symbol};

use crate::check::{all, passes_through};

fn day() -> Day {
    Day::of(2026, 8, 3).unwrap()
}

fn symbol() -> Symbol {
    "QUIET".parse().unwrap()
}

/// Open, high, low, last in paise; shares; trades.
fn figures([open, high, low, last]: [i64; 4], volume: i64, trades: i64) -> DayFigures {
    let [open, high, low, last] = [open, high, low, last].map(|paise| Price::new(paise).unwrap());
    let average = Price::new((high.paise() + low.paise()) / 2).unwrap();
    DayFigures {
        day: day(),
        previous_close: open,
        open,
        high,
        low,
        last,
        close: last,
        average,
        volume,
        turnover: average.times(volume),
        trades,
        deliverable: None,
        band: BandRule::Percent(20),
    }
}

#[test]
fn days_of_one_two_and_three_trades_pass_through_their_figures() {
    let days = [
        figures([500, 500, 500, 500], 1, 1),
        figures([500, 500, 500, 500], 70, 1),
        figures([500, 505, 500, 505], 2, 2),
        figures([505, 505, 500, 500], 40, 2),
        figures([500, 510, 500, 505], 3, 3),
        figures([505, 510, 500, 505], 9, 4),
        figures([505, 510, 500, 506], 4, 4),
    ];
    for figures in &days {
        for (session, seed) in [false, true].map(|it| Session::full_day(day(), it)).iter().zip([3, 4]) {
            for seed in (0..200).map(|more| seed + more * 2) {
                let path = Path::new(seed, &symbol(), figures, session, 1);
                let trades = passes_through(&path, figures, session);
                assert!(trades.len() as i64 <= figures.trades);
            }
        }
    }
}

#[test]
fn a_day_at_one_price_stays_at_it() {
    let figures = figures([90_050; 4], 7_000_000, 90_000);
    let session = Session::full_day(day(), false);
    let path = Path::new(1, &symbol(), &figures, &session, 5);
    let trades = passes_through(&path, &figures, &session);
    assert!(trades.iter().all(|trade| trade.last.paise() == 90_050));
    assert_eq!(path.state_at(day().at(Clock::of(16, 0, 0))).turnover, figures.turnover);
}

#[test]
fn fewer_shares_than_trades_are_divided_one_by_one() {
    let figures = figures([505, 510, 500, 506], 40, 2_000);
    let session = Session::full_day(day(), true);
    let path = Path::new(1, &symbol(), &figures, &session, 1);
    assert_eq!(passes_through(&path, &figures, &session).len(), 40);
}

#[test]
fn a_day_without_volume_has_no_trades() {
    let figures = DayFigures { volume: 0, trades: 0, turnover: Paise(0), ..figures([500; 4], 1, 1) };
    let path = Path::new(1, &symbol(), &figures, &Session::full_day(day(), false), 1);
    assert!(all(&path).is_empty());
    assert_eq!(path.state_at(day().at(Clock::of(12, 0, 0))), replay::State::default());
}

#[test]
fn a_figure_off_the_tick_puts_the_path_on_a_grid_of_one_paisa() {
    let figures = figures([50_000, 50_100, 49_903, 50_050], 90_000, 5_000);
    let session = Session::full_day(day(), false);
    let path = Path::new(1, &symbol(), &figures, &session, 5);
    assert_eq!(path.tick_paise(), 1);
    passes_through(&path, &figures, &session);
}

#[test]
fn the_close_is_known_from_the_auction_or_the_end_of_continuous_trading() {
    let busy = DayFigures {
        close: Price::new(50_020).unwrap(),
        ..figures([50_000, 50_100, 49_900, 50_050], 90_000, 5_000)
    };
    let plain = Path::new(1, &symbol(), &busy, &Session::full_day(day(), false), 5);
    let clock = |hour, minute, second| day().at(Clock::of(hour, minute, second));
    assert_eq!(plain.state_at(clock(15, 30, 0).plus_millis(-1)).close, None);
    let after = plain.state_at(clock(15, 30, 0));
    assert_eq!((after.close, after.last), (Some(busy.close), Some(busy.last)));
    let auction = Path::new(1, &symbol(), &busy, &Session::full_day(day(), true), 5);
    let last = all(&auction).pop().unwrap();
    assert_eq!((last.matched, last.last), (Match::ClosingAuction, busy.close));
    assert!((45..=105).contains(&(last.traded * 1_000 / busy.volume)), "5 to 10 % in the auction");
    assert_eq!(auction.state_at(last.at.plus_millis(-1)).close, None);
    assert_eq!(auction.state_at(last.at).close, Some(busy.close));
    let quiet = all(&auction)
        .iter()
        .filter(|trade| trade.at > clock(15, 15, 0) && trade.at < clock(15, 30, 0))
        .count();
    assert_eq!(quiet, 0, "nothing trades between continuous trading and the auction's match");
}
