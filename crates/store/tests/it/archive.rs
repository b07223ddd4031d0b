//! The archive of past days: filled from the built-in market, read by day and by stock.
#![expect(clippy::panic, clippy::print_stdout, reason = "tests: a measurement is worth telling")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use store::{Archive, ArchiveError};
use tempfile::TempDir;
use trading::{BandRule, BandSource, Day, Price, Series};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn price(rupees: &str) -> Price {
    let (whole, paise) = rupees.split_once('.').unwrap();
    Price::new(whole.parse::<i64>().unwrap() * 100 + paise.parse::<i64>().unwrap()).unwrap()
}

async fn filled() -> (TempDir, Archive) {
    let directory = TempDir::new().unwrap();
    let archive = Archive::open(directory.path()).await.unwrap();
    assert!(archive.fill_if_empty(|_, _| {}).await.unwrap());
    (directory, archive)
}

#[tokio::test]
async fn the_first_start_loads_ten_days_in_under_two_seconds_and_says_how_far_it_is() {
    let directory = TempDir::new().unwrap();
    let archive = Archive::open(directory.path()).await.unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = Arc::clone(&told);
    let started = Instant::now();
    let filled = archive.fill_if_empty(move |percent, _| teller.lock().unwrap().push(percent)).await.unwrap();
    let took = started.elapsed();
    println!("filled in {took:?}");
    assert!(filled);
    let told = told.lock().unwrap().clone();
    assert!(told.is_sorted() && told.first() == Some(&0) && told.last() == Some(&100), "{told:?}");
    // Twice the promise, for a machine that also does other things.
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert!(!archive.fill_if_empty(|_, _| panic!("loaded a second time")).await.unwrap());
}

#[tokio::test]
async fn the_days_are_the_ten_trading_days_with_their_stocks() {
    let (_directory, archive) = filled().await;
    let days = archive.days().await.unwrap();
    let told: Vec<_> = days.iter().map(|day| (day.day.to_string(), day.stocks)).collect();
    let expected = [
        ("2026-08-03", 3216),
        ("2026-08-04", 3195),
        ("2026-08-05", 3203),
        ("2026-08-06", 3194),
        ("2026-08-07", 3202),
        ("2026-08-10", 3253),
        ("2026-08-11", 3208),
        ("2026-08-12", 3210),
        ("2026-08-13", 3208),
        ("2026-08-14", 3212),
    ];
    assert_eq!(told, expected.map(|(day, stocks)| (day.to_owned(), stocks)));
    assert!(days.iter().all(|day| day.complete && !day.has_ticks));
    assert_eq!(archive.next_day(day("2026-08-07")).await.unwrap(), Some(day("2026-08-10")));
    assert_eq!(archive.next_day(day("2026-08-14")).await.unwrap(), None);
    assert_eq!(archive.previous_day(day("2026-08-10")).await.unwrap(), Some(day("2026-08-07")));
    assert_eq!(archive.previous_day(day("2026-08-03")).await.unwrap(), None);
}

#[tokio::test]
async fn a_day_has_every_stock_with_its_figures_band_and_tick_base() {
    let (_directory, archive) = filled().await;
    let started = Instant::now();
    let market = archive.market_day(day("2026-08-03")).await.unwrap();
    println!("a day was read in {:?}", started.elapsed());
    let reliance = market.stock("RELIANCE").unwrap();
    assert_eq!(&*reliance.instrument.name, "Reliance Industries Limited");
    assert_eq!(reliance.instrument.isin.as_str(), "INE002A01018");
    assert_eq!(reliance.instrument.series, Series::Eq);
    let figures = &reliance.figures;
    assert_eq!(figures.open, price("1315.20"));
    assert_eq!(figures.high, price("1319.00"));
    assert_eq!(figures.low, price("1306.00"));
    assert_eq!(figures.close, price("1319.00"));
    assert_eq!(figures.previous_close, price("1307.80"));
    assert_eq!(figures.volume, 7_508_023);
    assert_eq!(reliance.tick_base, price("1307.80"));
    assert_eq!((figures.band, reliance.band_source), (BandRule::NoBand, BandSource::Listed));
    assert!(reliance.closing_auction);
    assert_eq!(market.stocks().len(), 3216);
    assert!(market.stocks().is_sorted_by_key(|stock| stock.instrument.symbol.clone()));
    assert_eq!(market.previous(), None);
    assert!(market.stock("M&M").is_some() && market.stock("BAJAJ-AUTO").is_some());
    assert!(market.stock("NOSUCH").is_none());
}

#[tokio::test]
async fn a_day_that_is_not_held_is_refused_with_the_days_that_are() {
    let (_directory, archive) = filled().await;
    let refused = archive.market_day(day("2026-08-08")).await.unwrap_err();
    let held = Some((day("2026-08-03"), day("2026-08-14")));
    assert_eq!(refused, ArchiveError::NoSuchDay { day: day("2026-08-08"), held });
}
