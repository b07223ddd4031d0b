//! What the exchange says of itself is held against the calendar and the rounds; what differs is told and overrides nothing.

use std::time::Duration;

use desk::{About, Action, Mode};
use feed::live::Enabled;
use standin::{Course, Exchange, Fault, Scope};

use crate::http::{addresses, both_clocks, exchange};
use crate::live_room::{LiveRoom, settled, until};

const ON: Enabled = Enabled { nse: true, yahoo: false };

fn asked(exchange: &Exchange, words: &str) -> usize {
    exchange.asked().iter().filter(|one| one.path.contains(words)).count()
}

async fn followed(exchange: &Exchange, clock: &str) -> LiveRoom {
    let room = LiveRoom::open(clock).await;
    room.floor.exchange().switch(ON).unwrap();
    room.floor.follow(addresses(exchange));
    room
}

/// Until the exchange was asked about something; the clocks go on meanwhile.
async fn until_asked(room: &LiveRoom, exchange: &Exchange, words: &str) {
    for _ in 0..60 {
        let mut heard = room.floor.exchange().listen();
        if asked(exchange, words) > 0 {
            return;
        }
        if tokio::time::timeout(Duration::from_secs(1), heard.changed()).await.is_err() {
            room.set_to(room.floor.now().plus_millis(4_000));
            exchange.put_clock(Course::from(exchange.now().plus_millis(4_000), 0));
        }
    }
    let asked: Vec<_> = exchange.asked().into_iter().map(|one| one.path).collect();
    panic!("it was never asked for {words} by {}: {asked:#?}", room.floor.now())
}

/// The clocks go on by a beat, and its round is heard.
async fn another_round(room: &LiveRoom, exchange: &Exchange) {
    let round = room.floor.exchange().heard().round_at;
    both_clocks(room, exchange, 16_000);
    let mut heard = room.floor.exchange().listen();
    let next = heard.wait_for(|heard| heard.round_at > round);
    tokio::time::timeout(Duration::from_secs(20), next).await.unwrap().unwrap();
}

#[tokio::test]
async fn holidays_and_status_are_asked_once_a_day_and_agree_with_the_calendar() {
    let exchange = exchange("10:00:00").await;
    let room = followed(&exchange, "10:00:00").await;
    let desk = room.sit().await;
    until(&desk, "live", |view| view.clock.mode == Mode::Live).await;
    until_asked(&room, &exchange, "/api/marketStatus").await;
    for _ in 0..6 {
        another_round(&room, &exchange).await;
    }
    assert_eq!((asked(&exchange, "holiday-master"), asked(&exchange, "marketStatus")), (1, 1));
    assert!(
        room.floor.exchange().heard().warnings().is_empty(),
        "{:?}",
        room.floor.exchange().heard().warnings()
    );
    // A program that is started anew on the same day does not ask again.
    desk.close().await;
    let now = room.floor.now().plus_millis(60_000);
    let room = room.again(now).await;
    exchange.put_clock(Course::from(now, 0));
    room.floor.follow(addresses(&exchange));
    let desk = room.sit().await;
    until(&desk, "live again", |view| {
        view.clock.prices_as_of.is_some_and(|at| at > now.plus_millis(-30_000))
    })
    .await;
    both_clocks(&room, &exchange, 16_000);
    settled(&desk).await;
    assert_eq!((asked(&exchange, "holiday-master"), asked(&exchange, "marketStatus")), (1, 1));
}

#[tokio::test]
async fn an_exchange_that_says_it_is_closed_on_a_trading_day_is_a_warning_and_trading_goes_on() {
    // At three in the morning, by its own clock, the exchange says that it is closed; ours is ten.
    let exchange = exchange("03:00:00").await;
    let room = followed(&exchange, "10:00:00").await;
    until_asked(&room, &exchange, "/api/marketStatus").await;
    let mut heard = room.floor.exchange().listen();
    let warned = heard.wait_for(|heard| !heard.warnings().is_empty());
    let warned = tokio::time::timeout(Duration::from_secs(20), warned).await.unwrap().unwrap().clone();
    assert_eq!(warned.warnings().len(), 1);
    let warning = &warned.warnings()[0];
    assert_eq!(warning.about, About::Status);
    assert!(
        warning.words.contains("said that it was closed") && warning.words.contains("it trades"),
        "{warning:?}"
    );
    let desk = room.sit().await;
    assert_eq!(desk.view().clock.phase, trading::Phase::Continuous, "nothing is overridden");
}

/// Until the exchange was asked for one of its lists of movers with the whole board on screen, and what it said was compared.
async fn until_compared(room: &LiveRoom, exchange: &Exchange, list: &str) {
    both_clocks(room, exchange, 610_000);
    another_round(room, exchange).await;
    until_asked(room, exchange, list).await;
    another_round(room, exchange).await;
}

fn said_of_the_movers(room: &LiveRoom) -> Vec<(About, String)> {
    let heard = room.floor.exchange().heard();
    heard.warnings().iter().map(|warning| (warning.about, warning.words.clone())).collect()
}

#[tokio::test]
async fn movers_that_agree_are_no_warning_and_each_list_is_asked_for_in_turn() {
    let exchange = exchange("10:00:00").await;
    let room = followed(&exchange, "10:00:00").await;
    let desk = room.sit().await;
    desk.act(Action::Look { symbol: None, board: true }).await.unwrap();
    // Files are fetched once no check is due: the movers wait from now on.
    until_asked(&room, &exchange, "EQUITY_L").await;
    assert_eq!(asked(&exchange, "variations"), 0, "not before the whole market is known");
    until_compared(&room, &exchange, "variations?index=gainers").await;
    until_compared(&room, &exchange, "variations?index=loosers").await;
    assert_eq!(asked(&exchange, "variations"), 2, "once in ten minutes");
    assert_eq!(said_of_the_movers(&room), []);
}

#[tokio::test]
async fn movers_that_differ_are_a_warning_until_the_same_list_agrees_again() {
    let exchange = exchange("10:00:00").await;
    // Only the lists of movers are wrong; the prices of all stocks are not.
    exchange.misbehave(Fault::OutOfBand, Scope::path("variations"));
    let room = followed(&exchange, "10:00:00").await;
    let desk = room.sit().await;
    desk.act(Action::Look { symbol: None, board: true }).await.unwrap();
    // Files are fetched once no check is due: the movers wait from now on.
    until_asked(&room, &exchange, "EQUITY_L").await;
    until_compared(&room, &exchange, "variations?index=gainers").await;
    let said = said_of_the_movers(&room);
    assert!(!said.is_empty() && said.iter().all(|(about, _)| *about == About::Gainers), "{said:?}");
    assert!(said[0].1.contains("gainers has other prices than Lakh for"), "{said:?}");
    exchange.behave();
    until_compared(&room, &exchange, "variations?index=loosers").await;
    assert_eq!(said_of_the_movers(&room), said, "losers that agree say nothing of the gainers");
    exchange.forget_asked();
    until_compared(&room, &exchange, "variations?index=gainers").await;
    assert_eq!(said_of_the_movers(&room), []);
    assert!(desk.view().trades.is_empty());
}

#[tokio::test]
async fn what_cannot_be_asked_is_left_for_a_quarter_of_an_hour() {
    let exchange = exchange("10:00:00").await;
    exchange.misbehave(Fault::Gone, Scope::path("holiday-master"));
    let room = followed(&exchange, "10:00:00").await;
    let desk = room.sit().await;
    until(&desk, "live", |view| view.clock.mode == Mode::Live).await;
    until_asked(&room, &exchange, "holiday-master").await;
    for _ in 0..3 {
        another_round(&room, &exchange).await;
    }
    assert_eq!(asked(&exchange, "holiday-master"), 1);
}
