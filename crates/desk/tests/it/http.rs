//! The live desk over real HTTP, against the stand-in of the exchange on this computer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use desk::Mode;
use feed::live::{Addresses, Enabled};
use standin::{Course, Exchange, Fault, Market, Scope};
use trading::{Clock, Side, Source};

use crate::live_room::{LiveRoom, TODAY, at, settled, until};
use crate::room::{day, market, place};

const ON: Enabled = Enabled { nse: true, yahoo: false };

/// The stand-in tells the last day of the built-in market as if it were today.
pub(crate) async fn exchange(clock: &str) -> Exchange {
    let market = Market::dated(day("2026-08-14"), day(TODAY)).unwrap();
    let anywhere: SocketAddr = "127.0.0.1:0".parse().unwrap();
    Exchange::open(Arc::new(market), Course::from(at(clock), 0), anywhere).await.unwrap()
}

pub(crate) fn addresses(exchange: &Exchange) -> Addresses {
    let (nse, archives, yahoo) = (exchange.nse_url(), exchange.archives_url(), exchange.yahoo_url());
    Addresses::replaced(Some(&nse), Some(&archives), Some(&yahoo))
}

/// The room's clock and the exchange's go on together by so many milliseconds.
pub(crate) fn both_clocks(room: &LiveRoom, exchange: &Exchange, by: i64) {
    let next = room.floor.now().plus_millis(by);
    exchange.put_clock(Course::from(next, 0));
    room.set_to(next);
}

/// Both clocks go on together, a beat at a time, until a desk shows what it should.
async fn beats_until(
    room: &LiveRoom,
    exchange: &Exchange,
    desk: &desk::Desk,
    what: &str,
    shows: impl Fn(&desk::View) -> bool,
) -> Arc<desk::View> {
    for _ in 0..20 {
        both_clocks(room, exchange, 16_000);
        let mut views = desk.views();
        let seen = views.wait_for(|view| shows(view));
        if let Ok(Ok(view)) = tokio::time::timeout(Duration::from_secs(3), seen).await {
            return Arc::clone(&view);
        }
    }
    panic!("never: {what}\n{:#?}\n{:?}", desk.view().clock, room.floor.exchange().heard().health)
}

/// What must not come, does not come in longer than a source has to fall silent.
async fn stays_silent(exchange: &Exchange) {
    let before = exchange.requests();
    let another = async {
        while exchange.requests() == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let came = tokio::time::timeout(Duration::from_millis(1_500), another).await;
    assert!(came.is_err(), "asked while switched off: {:?}", exchange.asked().last());
}

#[tokio::test]
async fn a_live_day_over_http_from_the_switch_to_a_fill_and_off_again() {
    let exchange = exchange("10:00:00").await;
    let room = LiveRoom::open("10:00:00").await;
    room.floor.exchange().switch(Enabled::default()).unwrap();
    room.floor.follow(addresses(&exchange));
    let desk = room.sit().await;
    stays_silent(&exchange).await;
    assert_eq!(exchange.requests(), 0, "nothing leaves the computer until it is switched on");

    room.floor.exchange().switch(ON).unwrap();
    let view = until(&desk, "live", |view| view.clock.mode == Mode::Live).await;
    let quote = desk.scene().quote(&"RELIANCE".parse().unwrap()).unwrap();
    assert_eq!((quote.standing.as_ref().unwrap().source, quote.stale), (Source::Nse, false));
    assert_eq!(&*view.indices[0].name, "NIFTY 50");
    assert!(!desk.scene().movers(5).gainers.is_empty());

    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    let view = beats_until(&room, &exchange, &desk, "a fill", |view| {
        view.holdings.iter().any(|held| held.quantity == 5)
    })
    .await;
    assert!(view.trades.iter().all(|trade| trade.at > at("10:00:00")));
    assert_eq!(view.trades[0].fill.evidence.source, Source::Nse);

    let off = tokio::time::Instant::now();
    room.floor.exchange().switch(Enabled::default()).unwrap();
    until(&desk, "off", |view| view.clock.mode == Mode::Offline).await;
    room.set_to(room.floor.now().plus_millis(60_000));
    while off.elapsed() < Duration::from_secs(1) {
        tokio::task::yield_now().await;
    }
    stays_silent(&exchange).await;
    let within = off + Duration::from_secs(1);
    assert!(exchange.asked().iter().all(|asked| asked.at <= within), "all traffic ends within a second");
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_source_that_says_no_is_left_alone_and_nothing_trades_meanwhile() {
    let exchange = exchange("10:00:00").await;
    let room = LiveRoom::open("10:00:00").await;
    room.floor.exchange().switch(ON).unwrap();
    room.floor.follow(addresses(&exchange));
    let desk = room.sit().await;
    until(&desk, "live", |view| view.clock.mode == Mode::Live).await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    let funds = desk.view().funds;
    exchange.misbehave(Fault::Forbidden, Scope { site: None, path: String::new(), pages: true });
    let view = beats_until(&room, &exchange, &desk, "offline", |view| view.clock.mode == Mode::Offline).await;
    assert!(view.trades.is_empty() && view.funds == funds);
    let heard = room.floor.exchange().heard();
    let nse = heard.health.as_ref().unwrap().of(feed::live::Web::Nse).unwrap();
    assert_eq!(nse.state, feed::live::State::Blocked);
    assert!(nse.blocked_until.unwrap() > room.floor.now());
    exchange.behave();
    room.set_to(room.floor.now().plus_millis(20_000));
    let before = exchange.requests();
    assert!(settled(&desk).await.trades.is_empty());
    stays_silent(&exchange).await;
    assert_eq!(exchange.requests(), before);
    assert_eq!(room.floor.now().day().at(Clock::of(10, 0, 0)), at("10:00:00"));
}
