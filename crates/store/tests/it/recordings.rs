//! Prices recorded within days: kept, given back as they came, twice is once, and a day that has nothing else is said
//! to be incomplete.

use trading::{Bar, Clock, Day, DecodedFile, Facts, FileKind, Price, Recorded, Recording, Sample, Symbol};

use crate::filled::{empty, filled};

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn file(kind: FileKind, recordings: Vec<Recording>) -> DecodedFile {
    let day = recordings.first().map(|recording| recording.day);
    let facts = Facts::Recordings(recordings);
    DecodedFile { kind, day, rows_read: 2, skipped: Vec::new(), refusals: Vec::new(), facts }
}

fn bars(day: Day, minutes: u32) -> Recorded {
    let bar = |minute| Bar {
        from: day.at(Clock::of(9, minute, 0)),
        open: price(10_000),
        high: price(10_150),
        low: price(9_990),
        close: price(10_100 + i64::from(minute)),
        volume: 500,
    };
    Recorded::Bars { minutes, bars: vec![bar(15), bar(15 + minutes)] }
}

fn ticks(day: Day) -> Recorded {
    let at = |second| day.at(Clock::of(9, 15, second)).plus_millis(250);
    Recorded::Ticks(vec![
        Sample { at: at(1), last: price(10_000), volume: 10 },
        Sample { at: at(1), last: price(10_005), volume: 25 },
    ])
}

#[tokio::test]
async fn what_was_recorded_comes_back_as_it_went_in_and_the_finest_counts() {
    let (_dir, archive) = filled().await;
    let day: Day = "2026-08-03".parse().unwrap();
    let m_and_m = symbol("M&M");
    for (kind, prices) in
        [(FileKind::Bars, bars(day, 5)), (FileKind::Ticks, ticks(day)), (FileKind::Bars, bars(day, 1))]
    {
        let recording = Recording { symbol: m_and_m.clone(), day, prices };
        let report = archive.import("M&M_x.csv", &file(kind, vec![recording])).await.unwrap();
        assert_eq!((report.kind, report.rows_refused), (kind, 0));
    }
    let only_bars = Recording { symbol: symbol("TCS"), day, prices: bars(day, 5) };
    archive.import("TCS_x.csv", &file(FileKind::Bars, vec![only_bars.clone()])).await.unwrap();
    let market = archive.market_day(day).await.unwrap();
    assert_eq!(market.recorded(&m_and_m), Some(&ticks(day)));
    assert_eq!(market.recorded(&symbol("TCS")), Some(&only_bars.prices));
    assert_eq!(market.recorded(&symbol("INFY")), None);
    let told: Vec<_> =
        archive.days().await.unwrap().iter().filter(|day| day.has_ticks).map(|day| day.day).collect();
    assert_eq!(told, [day]);
}

#[tokio::test]
async fn importing_twice_is_importing_once() {
    let (_dir, archive) = filled().await;
    let day: Day = "2026-08-04".parse().unwrap();
    let recording = Recording { symbol: symbol("TCS"), day, prices: bars(day, 1) };
    let one = archive.import("a.csv", &file(FileKind::Bars, vec![recording.clone()])).await.unwrap();
    let days = archive.days().await.unwrap();
    let two = archive.import("a.csv", &file(FileKind::Bars, vec![recording])).await.unwrap();
    assert_eq!((one, days), (two, archive.days().await.unwrap()));
}

#[tokio::test]
async fn a_day_known_by_bars_alone_is_said_to_be_incomplete_and_is_no_day_to_practise_on() {
    let (_dir, archive) = empty().await;
    let day: Day = "2025-10-20".parse().unwrap();
    let recording = Recording { symbol: symbol("TCS"), day, prices: bars(day, 5) };
    archive.import("a.csv", &file(FileKind::Bars, vec![recording])).await.unwrap();
    assert_eq!(archive.days().await.unwrap(), []);
    let [only] = archive.days_without_figures().await.unwrap()[..] else { unreachable!("one day") };
    assert_eq!((only.day, only.stocks, only.has_ticks, only.complete), (day, 0, true, false));
    assert!(archive.market_day(day).await.is_err());
}
