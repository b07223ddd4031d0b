//! Two profiles never see each other's orders, holdings or views.

use trading::Side;

use crate::room::{Room, market, newcomer, place, to};

#[tokio::test]
async fn two_profiles_never_see_each_others_orders_or_holdings() {
    let room = Room::open().await;
    let asha = room.practice().await;
    to(&asha, 9, 30).await;
    place(&asha, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    to(&asha, 9, 45).await;

    let other = room.floor.create_profile(newcomer("Vikram")).await.unwrap().session;
    assert!(room.floor.accounts(&other).await.unwrap().iter().all(|account| account.name == "live"));
    assert!(room.floor.sit_down(&other, Some("practice")).await.is_err());
    let vikram = room.floor.sit_down(&other, None).await.unwrap();
    let view = vikram.view();
    assert!(view.orders.is_empty() && view.holdings.is_empty() && view.trades.is_empty());
    assert_eq!(asha.view().holdings.len(), 1);
    drop(room.dir);
}
