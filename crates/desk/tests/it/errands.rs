//! The files that are fetched by themselves, over real HTTP against the stand-in of the exchange.

use std::time::Duration;

use feed::live::Enabled;
use standin::{Course, Exchange};

use crate::http::{addresses, exchange};
use crate::live_room::{LiveRoom, moment};
use crate::room::day;

/// Begins to follow, and waits until nothing is left to be fetched.
async fn fetched(room: &LiveRoom, exchange: &Exchange) {
    exchange.put_clock(Course::from(room.floor.now(), 0));
    exchange.forget_asked();
    let mut heard = room.floor.exchange().listen();
    room.floor.follow(addresses(exchange));
    let soon = Duration::from_secs(60);
    tokio::time::timeout(soon, heard.wait_for(|heard| heard.errand.is_some())).await.unwrap().unwrap();
    let done = tokio::time::timeout(soon, heard.wait_for(|heard| heard.errand.is_none())).await;
    assert!(done.is_ok(), "{:?}", room.floor.exchange().heard().errand);
}

/// The lists of members that were asked for, by name.
fn lists(exchange: &Exchange) -> Vec<String> {
    let asked = exchange.asked();
    let mut names: Vec<String> = asked
        .iter()
        .filter_map(|one| Some(one.path.rsplit_once("/ind_")?.1.strip_suffix("list.csv")?.to_owned()))
        .collect();
    names.sort();
    names
}

fn asked(exchange: &Exchange, words: &str) -> usize {
    exchange.asked().iter().filter(|one| one.path.contains(words)).count()
}

#[tokio::test]
async fn the_members_of_the_indices_are_fetched_once_a_week_and_the_list_of_equities_once_a_day() {
    const INDICES: [&str; 7] =
        ["nifty100", "nifty200", "nifty50", "nifty500", "niftybank", "niftynext50", "niftytotalmarket_"];
    let exchange = exchange("07:00:00").await;
    let room = LiveRoom::open("07:00:00").await;
    room.floor.exchange().switch(Enabled { nse: true, yahoo: false }).unwrap();
    fetched(&room, &exchange).await;
    assert_eq!((lists(&exchange), asked(&exchange, "EQUITY_L")), (INDICES.map(str::to_owned).into(), 1));
    let known = room.floor.archive().market_day(day("2026-08-14")).await.unwrap();
    assert_eq!(known.members("NIFTY 50").len(), 50);

    let room = room.again(moment("2026-08-18", "07:00:00")).await;
    fetched(&room, &exchange).await;
    assert_eq!((lists(&exchange), asked(&exchange, "EQUITY_L")), (Vec::new(), 1));

    let room = room.again(moment("2026-08-24", "07:00:00")).await;
    fetched(&room, &exchange).await;
    assert_eq!((lists(&exchange), asked(&exchange, "EQUITY_L")), (INDICES.map(str::to_owned).into(), 1));
}
