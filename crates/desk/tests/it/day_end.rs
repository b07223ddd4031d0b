//! The end of a practice day: the post-close session at the official close, and a short position that nobody would close.

use desk::{Advance, Desk};
use trading::{Clock, Market, Paise, Product, Refusal, Side, Symbol, Ticket};

use crate::room::{Room, advance, day, limit, market, place, to};

async fn practising_on(room: &Room, wanted: &str) -> Desk {
    let wanted =
        desk::NewPractice { name: "day-end".into(), day: Some(day(wanted)), seed: Some(7), capital: None };
    let info = room.floor.open_practice(&room.session, wanted).await.unwrap();
    assert!(matches!(info.market, Market::Practice { .. }));
    room.sit("day-end").await
}

/// YATHARTH traded at 845.40 last on 4 August; its official close, the average of the last half hour, was 845.50.
#[tokio::test]
async fn the_post_close_session_trades_at_the_official_close_not_at_the_last_trade() {
    let room = Room::open().await;
    let desk = practising_on(&room, "2026-08-04").await;
    to(&desk, 15, 55).await;
    let receipt = place(&desk, market(Side::Buy, "YATHARTH", 3)).await.unwrap();
    assert_eq!(receipt.message, "Order placed; it trades at the closing price when the session ends");
    to(&desk, 16, 0).await;
    let account = desk.account().await.unwrap();
    let prices: Vec<i64> = account.trades().iter().map(|trade| trade.fill.price.paise()).collect();
    assert_eq!(prices, [84_550]);
}

/// SHALPAINTS rose by 20 % on 3 August and stood locked at 80.01 when trading ended. What is owed for the shares that were
/// sold short is a part of the account's value until the exchange has bought them in.
#[tokio::test]
async fn a_short_that_nobody_would_close_stays_in_the_value_until_it_is_bought_in() {
    let room = Room::open().await;
    let desk = practising_on(&room, "2026-08-03").await;
    to(&desk, 9, 20).await;
    let short = Ticket { product: Product::Mis, ..market(Side::Sell, "SHALPAINTS", 100) };
    place(&desk, short).await.unwrap();
    to(&desk, 15, 29).await;
    let open = desk.view();
    assert_eq!(open.positions.first().map(|position| position.open_quantity), Some(100));
    to(&desk, 15, 31).await;
    let carried = desk.view();
    assert_eq!(carried.positions.first().map(|position| position.open_quantity), Some(0));
    assert_eq!(carried.portfolio.value, open.portfolio.value, "the loss is not gone");
    assert_eq!(carried.portfolio.day_profit, open.portfolio.day_profit);
    let owed = carried.shorts.first().unwrap();
    assert_eq!((owed.quantity, owed.bought_in_on), (100, day("2026-08-04")));
    assert_eq!(owed.unrealised, Some(owed.proceeds - Paise(8_001 * 100)));

    advance(&desk, Advance::Close).await;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::Close).await;
    let account = desk.account().await.unwrap();
    let [(_, bought_in)] = account.buy_ins() else { panic!("{:?}", account.buy_ins()) };
    assert_eq!(bought_in.symbol, "SHALPAINTS".parse::<Symbol>().unwrap());
    let view = desk.view();
    assert!(view.shorts.is_empty());
    let spent = bought_in.profit() - account.charges().total();
    assert_eq!(view.portfolio.value, Some(Paise::rupees(100_000) + spent));
    let since = Paise(8_001 * 100) - bought_in.price.times(100);
    assert_eq!(view.portfolio.day_profit, Some(since), "from the close before to the price of the buy-in");
}

/// The closing auction's reference price is what RELIANCE's shares cost on average from 15:00 to 15:15, which the bars of
/// those minutes enclose; the band is 3 % either way.
#[tokio::test]
async fn the_closing_auctions_band_is_around_the_average_of_the_quarter_of_an_hour_before() {
    let room = Room::open().await;
    let desk = practising_on(&room, "2026-08-04").await;
    to(&desk, 15, 21).await;
    let far = place(&desk, limit(Side::Buy, "RELIANCE", 1, 139_990)).await.unwrap_err();
    let desk::Problem::Refused(Refusal::PriceOutsideAuctionBand { low, high }) = far else { panic!("{far}") };
    let middle = i64::midpoint(low.paise(), high.paise());
    let scene = desk.scene();
    let reliance = "RELIANCE".parse().unwrap();
    let clock = |hour, minute| scene.tape.day().at(Clock::of(hour, minute, 0));
    let (from, until) = (clock(15, 0), clock(15, 15));
    let states = (0..900).map(|second| from.plus_millis(second * 1000));
    let prices: Vec<i64> = states
        .filter(|at| *at < until)
        .filter_map(|at| Some(scene.tape.standing(&reliance, at)?.last?.paise()))
        .collect();
    let (least, most) = (prices.iter().min().unwrap(), prices.iter().max().unwrap());
    assert!((least - 100..=most + 100).contains(&middle), "{least} to {most}: {middle}");
    let last = *prices.last().unwrap();
    assert!((middle - last).abs() > 50, "the last price alone would be another: {middle} and {last}");
}
