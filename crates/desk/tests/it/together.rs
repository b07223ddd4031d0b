//! Several orders at once, conversion, and triggers that live across days, on a real ledger.

use desk::{Action, Advance, Change, Desk, Problem};
use trading::{
    GttLeg, GttStatus, GttTicket, OrderId, OrderType, Paise, Product, Refusal, Side, Status, Ticket, Validity,
};

use crate::room::{Room, advance, day, limit, market, place, to};

fn mis(ticket: Ticket) -> Ticket {
    Ticket { product: Product::Mis, ..ticket }
}

/// The code of what an action was refused with.
async fn refused(desk: &Desk, action: Action) -> &'static str {
    match desk.act(action).await {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("not a refusal: {other:?}"),
    }
}

#[tokio::test]
async fn a_basket_is_checked_together_and_placed_in_its_order() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    // Two purchases that fit one at a time and not together: 40 × 1,300 and 40 × 1,300 of 1,00,000.
    let basket = vec![
        limit(Side::Buy, "RELIANCE", 40, 130_000),
        limit(Side::Buy, "RELIANCE", 40, 130_000),
        limit(Side::Buy, "SBIN", 1, 100_000),
    ];
    let checked = desk.estimate_basket(basket.clone()).await.unwrap();
    let codes: Vec<_> = checked.lines.iter().map(|line| line.refusal.as_ref().map(Refusal::code)).collect();
    assert_eq!(codes, [None, Some("cash_short"), None]);
    assert_eq!(checked.available, Paise(10_000_000));
    assert_eq!(checked.cash_after, checked.available - checked.required);
    assert!(desk.view().orders.is_empty(), "checking changes nothing");

    let receipt = desk.act(Action::PlaceAll(basket)).await.unwrap();
    assert_eq!(receipt.message, "2 orders placed, 1 refused");
    let stands: Vec<_> = receipt.orders.iter().map(|order| (order.id.0, order.status)).collect();
    assert_eq!(stands, [(1, Status::Open), (2, Status::Rejected), (3, Status::Open)]);
    let blocked: Paise = receipt.orders.iter().map(|order| order.block).sum();
    assert_eq!(blocked, checked.required, "what was checked is what was set aside");
    assert_eq!(desk.view().funds.available, checked.cash_after);
}

#[tokio::test]
async fn cancelling_all_leaves_no_order_and_no_money_blocked() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    assert_eq!(desk.act(Action::CancelAll).await.unwrap().message, "No order is open");
    for price in [129_000, 129_100, 129_200] {
        place(&desk, limit(Side::Buy, "RELIANCE", 1, price)).await.unwrap();
    }
    let receipt = desk.act(Action::CancelAll).await.unwrap();
    assert_eq!((receipt.message.as_str(), receipt.orders.len()), ("3 orders cancelled", 3));
    assert!(receipt.orders.iter().all(|order| order.status == Status::Cancelled));
    assert_eq!(desk.view().funds.blocked, Paise::ZERO);
}

#[tokio::test]
async fn exiting_all_closes_every_intraday_position_and_its_orders_and_no_holding() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    assert_eq!(desk.act(Action::ExitAll).await.unwrap().message, "No position is open");
    place(&desk, mis(market(Side::Buy, "RELIANCE", 3))).await.unwrap();
    place(&desk, mis(market(Side::Sell, "SBIN", 2))).await.unwrap();
    place(&desk, market(Side::Buy, "HDFCBANK", 1)).await.unwrap();
    to(&desk, 9, 40).await;
    place(&desk, mis(limit(Side::Sell, "RELIANCE", 3, 140_000))).await.unwrap();
    let receipt = desk.act(Action::ExitAll).await.unwrap();
    assert_eq!(receipt.message, "Closing 2 positions at the market");
    to(&desk, 9, 50).await;
    let view = desk.view();
    assert!(view.positions.iter().all(|position| position.open_quantity == 0));
    assert_eq!(view.holdings.iter().map(|held| held.quantity).collect::<Vec<_>>(), [1]);
    assert_eq!(view.funds.blocked, Paise::ZERO);
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn intraday_shares_become_delivery_and_are_held_the_next_day() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, mis(market(Side::Buy, "RELIANCE", 5))).await.unwrap();
    to(&desk, 9, 40).await;
    let convert = |quantity, to| Action::Convert { symbol: "RELIANCE".parse().unwrap(), quantity, to };
    assert_eq!(refused(&desk, convert(6, Product::Cnc)).await, "nothing_to_convert");
    let receipt = desk.act(convert(5, Product::Cnc)).await.unwrap();
    assert_eq!(receipt.message, "5 RELIANCE converted to delivery (CNC)");
    advance(&desk, Advance::NextDay).await;
    assert_eq!(desk.view().holdings[0].quantity, 5);
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_trigger_lives_across_days_and_places_its_order_when_its_price_trades() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let leg = |trigger, price| GttLeg { trigger: Paise(trigger), price: Paise(price), quantity: 2 };
    let ticket =
        |legs| GttTicket { symbol: "RELIANCE".parse().unwrap(), side: Side::Buy, legs, note: String::new() };
    // RELIANCE fell to 1,290.90 on 4 August.
    let wide = Action::PlaceGtt(ticket(vec![leg(129_500, 129_600), leg(140_000, 140_000)]));
    assert_eq!(refused(&desk, wide).await, "gtt_legs");
    let placed = desk.act(Action::PlaceGtt(ticket(vec![leg(129_000, 129_100)]))).await.unwrap();
    let id = placed.gtt.unwrap().id;
    let changed = Action::ModifyGtt(id, ticket(vec![leg(129_500, 129_600)]));
    assert_eq!(desk.act(changed).await.unwrap().gtt.unwrap().ticket.legs[0].trigger, Paise(129_500));
    advance(&desk, Advance::NextDay).await;
    assert_eq!(desk.view().clock.now.day(), day("2026-08-04"));
    assert_eq!(desk.view().gtts[0].status, GttStatus::Waiting);
    advance(&desk, Advance::Close).await;
    assert_eq!(desk.view().gtts[0].status, GttStatus::Placed { order: OrderId(1) });
    assert_eq!(desk.view().holdings[0].quantity, 2);
    assert_eq!(refused(&desk, Action::CancelGtt(id)).await, "gtt_over");
}

#[tokio::test]
async fn a_change_is_estimated_as_a_change_and_not_as_a_second_order() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    // 70 × 1,300.00 is most of the cash; a second such order would not fit, a change of the first does.
    let order = place(&desk, limit(Side::Buy, "RELIANCE", 70, 130_000)).await.unwrap().order.unwrap();
    let wanted = limit(Side::Buy, "RELIANCE", 71, 130_000);
    let second = desk.estimate(wanted.clone()).await.unwrap();
    assert_eq!(second.refusal.map(|refusal| refusal.code()), Some("cash_short"));
    let change = desk.estimate_change(order.id, wanted).await.unwrap();
    assert_eq!(change.refusal, None);
    let before = desk.view().funds.available + order.block;
    assert_eq!(change.cash_after, Some(before - change.required.unwrap()));
    let off_tick = desk.estimate_change(order.id, limit(Side::Buy, "RELIANCE", 70, 130_003)).await.unwrap();
    assert_eq!(off_tick.refusal.map(|refusal| refusal.code()), Some("price_off_tick"));

    let change = Change { kind: Some(OrderType::Market), ..Change::default() };
    let small = Change { quantity: Some(5), ..Change::default() };
    desk.act(Action::Modify { order: order.id, change: small }).await.unwrap();
    let changed = desk.act(Action::Modify { order: order.id, change }).await.unwrap().order.unwrap();
    assert_eq!((changed.ticket.kind, changed.ticket.price), (OrderType::Market, None));
}

#[tokio::test]
async fn an_after_market_order_is_told_of_and_waits_for_the_next_pre_open() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let ticket = limit(Side::Buy, "RELIANCE", 1, 131_500);
    assert_eq!(desk.estimate(ticket.clone()).await.unwrap().after_hours, None);
    advance(&desk, Advance::Close).await;
    let closed = desk.estimate(ticket.clone()).await.unwrap();
    let after_hours = closed.after_hours.unwrap();
    assert_eq!((after_hours.enters_on, after_hours.only), (day("2026-08-04"), true));
    assert_eq!(closed.refusal.map(|refusal| refusal.code()), Some("market_closed"));
    let queued = Ticket { amo: true, validity: Validity::Day, ..ticket };
    let receipt = place(&desk, queued).await.unwrap();
    assert_eq!(receipt.message, "Order queued: it enters the next session's pre-open");
    assert_eq!(receipt.order.unwrap().status, Status::Queued);
    advance(&desk, Advance::NextDay).await;
    to(&desk, 9, 30).await;
    assert_eq!(desk.view().orders[0].status, Status::Filled, "it opened at 1,315.00");
}
