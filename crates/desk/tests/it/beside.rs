//! Two programs at one account: the window and the command line.

use std::time::Duration;

use desk::{Action, Advance, Change, Floor};
use trading::{Clock, Side, Status};

use crate::room::{Room, advance, limit, market, place, to, wall};

#[tokio::test]
async fn the_window_notices_what_the_command_line_wrote() {
    let room = Room::open().await;
    let window = room.practice().await;
    to(&window, 9, 30).await;
    let other = Floor::open(room.dir.path(), wall()).await.unwrap();
    let session = other.sign_in("Asha", None).await.unwrap();
    let command_line = other.sit_down(&session, Some("practice")).await.unwrap();
    place(&command_line, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    to(&command_line, 9, 45).await;
    command_line.close().await;

    let mut views = window.views();
    let seen = views.wait_for(|view| !view.holdings.is_empty());
    let view = tokio::time::timeout(Duration::from_secs(10), seen).await.unwrap().unwrap().clone();
    assert_eq!(view.holdings[0].quantity, 5);
    assert_eq!(view.clock.now.clock(), Clock::of(9, 45, 0));
}

#[tokio::test]
async fn two_programs_that_order_at_once_never_spend_the_same_cash_twice() {
    let room = Room::open().await;
    let one = room.practice().await;
    to(&one, 9, 30).await;
    let two = room.sit("practice").await;
    // Each order needs some 66,000 of the one lakh: only one of the two can be taken.
    let (first, second) = tokio::join!(
        place(&one, market(Side::Buy, "RELIANCE", 50)),
        place(&two, market(Side::Buy, "RELIANCE", 50)),
    );
    assert!(first.is_ok() ^ second.is_ok());
    let account = one.account().await.unwrap();
    assert!(account.available("2026-08-03".parse().unwrap()) >= trading::Paise::ZERO);
    assert!(one.verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_working_order_is_changed_and_cancelled_and_its_block_comes_free() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let free = desk.view().funds.available;
    let order = place(&desk, limit(Side::Buy, "RELIANCE", 5, 125_000)).await.unwrap().order.unwrap();
    assert_eq!(order.status, Status::Open);
    let blocked = desk.view().funds.blocked;
    let change =
        Action::Modify { order: order.id, change: Change { quantity: Some(10), ..Change::default() } };
    desk.act(change).await.unwrap();
    assert!(desk.view().funds.blocked > blocked);
    desk.act(Action::Cancel(order.id)).await.unwrap();
    assert_eq!(desk.view().funds.available, free);
    assert!(desk.act(Action::Cancel(order.id)).await.is_err(), "an ended order never changes");
}

#[tokio::test]
async fn a_watch_list_is_kept_and_takes_only_stocks_that_exist() {
    let room = Room::open().await;
    let desk = room.practice().await;
    assert_eq!(desk.view().lists[0].len(), 18, "a new user has something to look at");
    desk.act(Action::Watch(2, "M&M".parse().unwrap())).await.unwrap();
    assert!(desk.act(Action::Watch(2, "NOSUCHSTOCK".parse().unwrap())).await.is_err());
    assert!(desk.act(Action::Watch(8, "M&M".parse().unwrap())).await.is_err());
    desk.close().await;
    let desk = room.sit("practice").await;
    assert_eq!(desk.view().lists[1][0].instrument.symbol.as_str(), "M&M");
    desk.act(Action::Unwatch(2, "M&M".parse().unwrap())).await.unwrap();
    assert!(desk.view().lists[1].is_empty());
}

#[tokio::test]
async fn the_practice_clock_only_runs_forward_and_turns_the_day() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    assert!(desk.act(Action::Advance(Advance::To(Clock::of(9, 29, 0)))).await.is_err());
    advance(&desk, Advance::Step).await;
    assert_eq!(desk.view().clock.now.clock(), Clock::of(9, 30, 15));
    advance(&desk, Advance::NextEvent).await;
    assert_eq!(desk.view().clock.now.clock(), Clock::of(15, 15, 0), "the next change of phase");
    advance(&desk, Advance::Close).await;
    assert!(desk.view().clock.day_over);
    assert!(desk.act(Action::Advance(Advance::Step)).await.is_err());
    for _ in 0..9 {
        advance(&desk, Advance::NextDay).await;
    }
    assert_eq!(desk.view().clock.now.to_string(), "2026-08-14T09:00:00+05:30");
    assert!(desk.view().clock.last_day);
    assert!(desk.act(Action::Advance(Advance::NextDay)).await.is_err());
}
