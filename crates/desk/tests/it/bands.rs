//! Bands that the exchange widens within the day: an order beyond the band of the moment is refused, whatever the day will
//! bring, and taken once the band is wider.

use desk::{Advance, Desk, Problem};
use trading::{Band, BandKind, Clock, Price, Side};

use crate::live_room::{LiveRoom, at, nse, settled};
use crate::room::{Room, advance, limit, place, to};

async fn refused(desk: &Desk, side: Side, symbol: &str, paise: i64) -> Option<&'static str> {
    match place(desk, limit(side, symbol, 1, paise)).await {
        Err(Problem::Refused(refusal)) => Some(refusal.code()),
        Ok(_) => None,
        Err(other) => panic!("{other:?}"),
    }
}

fn band(desk: &Desk, symbol: &str) -> Band {
    let scene = desk.scene();
    scene.tape.listing(&symbol.parse().unwrap(), scene.now).unwrap().band
}

/// RELIANCE has no fixed band: 10 % either way, and 15 % a quarter of an hour after it came within a tenth of the limit.
#[tokio::test]
async fn live_an_order_beyond_the_flexed_range_is_taken_a_quarter_of_an_hour_after_the_limit_was_reached() {
    let room = LiveRoom::open("10:00:00").await;
    room.hear("10:00:01", vec![nse("RELIANCE", "10:00:01", 131_500, 1_000_000)]).await;
    let desk = room.sit().await;
    let opened = band(&desk, "RELIANCE");
    assert_eq!((opened.rule, opened.percent()), (BandKind::Operating, 10));
    let beyond = opened.flexed(1).high.paise();
    assert!(beyond > opened.high.paise());
    assert_eq!(refused(&desk, Side::Buy, "RELIANCE", beyond).await, Some("price_outside_band"));

    // Near the limit, and not yet at it: nothing begins.
    let near = opened.base().paise() * 1095 / 1000 / 10 * 10;
    room.hear("10:10:00", vec![nse("RELIANCE", "10:10:00", near, 1_100_000)]).await;
    room.hear("10:26:00", vec![nse("RELIANCE", "10:26:00", near, 1_200_000)]).await;
    settled(&desk).await;
    assert_eq!(refused(&desk, Side::Buy, "RELIANCE", beyond).await, Some("price_outside_band"));

    // At the limit the cooling-off begins; it is over fifteen minutes later and not before.
    let limit_of_day = opened.high.paise();
    room.hear("10:30:00", vec![nse("RELIANCE", "10:30:00", limit_of_day, 1_300_000)]).await;
    room.hear("10:44:50", vec![nse("RELIANCE", "10:44:50", limit_of_day, 1_400_000)]).await;
    settled(&desk).await;
    assert_eq!(refused(&desk, Side::Buy, "RELIANCE", beyond).await, Some("price_outside_band"));
    room.hear("10:45:05", vec![nse("RELIANCE", "10:45:05", limit_of_day, 1_500_000)]).await;
    settled(&desk).await;
    assert_eq!(band(&desk, "RELIANCE").percent(), 15);
    assert_eq!(refused(&desk, Side::Buy, "RELIANCE", beyond).await, None);
    assert_eq!(
        refused(&desk, Side::Buy, "RELIANCE", opened.flexed(2).high.paise()).await,
        Some("price_outside_band"),
        "one step at a time"
    );
}

/// A price that is seen beyond the limit proves that the exchange has widened the band while nobody looked. The next day
/// begins with 10 % again.
#[tokio::test]
async fn live_a_price_beyond_the_limit_shows_that_the_band_is_wider_already() {
    let room = LiveRoom::open("10:00:00").await;
    room.hear("10:00:01", vec![nse("RELIANCE", "10:00:01", 131_500, 1_000_000)]).await;
    let desk = room.sit().await;
    let opened = band(&desk, "RELIANCE");
    let seen = opened.high.paise() + 1_000;
    room.hear("11:00:00", vec![nse("RELIANCE", "11:00:00", seen, 1_100_000)]).await;
    settled(&desk).await;
    assert_eq!(band(&desk, "RELIANCE"), opened.flexed(1));
    assert_eq!(refused(&desk, Side::Buy, "RELIANCE", seen).await, None);
    room.set_to(at("09:20:00").day().plus(1).at(Clock::of(9, 20, 0)));
    settled(&desk).await;
    assert_eq!(band(&desk, "RELIANCE").percent(), 10);
}

/// MUTHOOTFIN closed at 3,119.60 on 31 July and fell as low as 2,671.00 on 3 August: 10 % below is 2,807.70, 15 % 2,651.70.
/// In the morning nobody knows that.
#[tokio::test]
async fn in_practice_the_day_to_come_does_not_widen_the_band_of_the_morning() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 16).await;
    let morning = band(&desk, "MUTHOOTFIN");
    assert_eq!((morning.rule, morning.low), (BandKind::Operating, Price::new(280_770).unwrap()));
    assert_eq!(refused(&desk, Side::Buy, "MUTHOOTFIN", 266_000).await, Some("price_outside_band"));
    advance(&desk, Advance::To(Clock::of(15, 14, 0))).await;
    let evening = band(&desk, "MUTHOOTFIN");
    assert_eq!(evening, morning.flexed(1), "its low of 2,671.00 lies within 15 %");
    assert_eq!(refused(&desk, Side::Buy, "MUTHOOTFIN", 266_000).await, None);
    assert_eq!(refused(&desk, Side::Buy, "MUTHOOTFIN", 260_000).await, Some("price_outside_band"));
}
