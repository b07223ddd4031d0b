//! A practice day of which bars were recorded runs through them, and says so.

use trading::{Bar, Clock, Day, DecodedFile, Facts, FileKind, Price, Recorded, Recording, Side, Source};

use crate::room::{Room, day, market, place, to};

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

/// Made-up bars of five minutes, flatter than any model of the day would draw.
fn bars(on: Day) -> DecodedFile {
    let bar = |minute, high, close| Bar {
        from: on.at(Clock::of(10, minute, 0)),
        open: price(131_000),
        high: price(high),
        low: price(130_900),
        close: price(close),
        volume: 12_345,
    };
    let prices =
        Recorded::Bars { minutes: 5, bars: vec![bar(0, 131_550, 131_500), bar(5, 131_600, 131_050)] };
    let recording = Recording { symbol: "RELIANCE".parse().unwrap(), day: on, prices };
    DecodedFile {
        kind: FileKind::Bars,
        day: Some(on),
        rows_read: 2,
        skipped: Vec::new(),
        refusals: Vec::new(),
        facts: Facts::Recordings(vec![recording]),
    }
}

#[tokio::test]
async fn a_practice_day_runs_through_the_bars_that_were_recorded_of_it() {
    let room = Room::open().await;
    room.floor.archive().import("RELIANCE_5m.csv", &bars(day("2026-08-03"))).await.unwrap();
    let desk = room.practice().await;
    to(&desk, 10, 4).await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    to(&desk, 10, 5).await;

    let scene = desk.scene();
    let seen = scene.quote(&"RELIANCE".parse().unwrap()).unwrap().standing.unwrap();
    // One trade of the second bar may have come at its very begin.
    assert!(seen.volume.unwrap() >= 12_345, "{seen:?}");
    assert_eq!((seen.high, seen.low), (Some(price(131_550)), Some(price(130_900))));
    assert_eq!((seen.open, seen.source), (Some(price(131_000)), Source::RecordedBars { seed: 7 }));
    let other = scene.quote(&"TCS".parse().unwrap()).unwrap().standing.unwrap();
    assert_eq!(other.source, Source::Modelled { seed: 7 });

    to(&desk, 10, 10).await;
    let account = desk.account().await.unwrap();
    let bought = account.trades().first().unwrap();
    assert!((130_900..=131_700).contains(&bought.fill.price.paise()), "{}", bought.fill.price);
    assert_eq!(bought.fill.evidence.source, Source::RecordedBars { seed: 7 });
}
