//! Shares that are sold out of the holdings and bought back on the same day, at the desk.

use desk::Advance;
use trading::Side;

use crate::room::{Room, advance, market, place, to};

/// The note of the evening puts the old lots back: the day's profit was the same before, and the average is what it was.
#[tokio::test]
async fn the_days_profit_does_not_move_when_the_note_puts_the_lots_back() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 10)).await.unwrap();
    advance(&desk, Advance::Close).await;
    let average = desk.view().holdings.first().unwrap().average;
    advance(&desk, Advance::NextDay).await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Sell, "RELIANCE", 6)).await.unwrap();
    to(&desk, 10, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 6)).await.unwrap();
    to(&desk, 15, 55).await;
    let before = desk.view();
    assert_ne!(before.holdings.first().unwrap().average, average);
    to(&desk, 16, 30).await;
    let after = desk.view();
    let held = after.holdings.first().unwrap();
    assert_eq!((held.quantity, held.average, held.today_quantity), (10, average, 0));
    assert_eq!(after.portfolio.day_profit, before.portfolio.day_profit);
    assert!(after.portfolio.day_profit.is_some());
    // What the shares cost is restated, what they are worth is not.
    assert_eq!(after.portfolio.current, before.portfolio.current);
    let note = desk.account().await.unwrap().notes().last().unwrap().clone();
    assert_eq!(note.bought_back.iter().map(trading::BoughtBack::quantity).sum::<i64>(), 6);
    assert!(desk.verify().await.unwrap().ok);
}
