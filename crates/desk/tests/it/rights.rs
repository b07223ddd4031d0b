//! SHANTIGOLD's rights (19 for 295 at ₹215, ex-date 6 August 2026), which trade as SHANTI-RE from the 14th.

use desk::{Action, Advance, Desk, HoldingView, Problem, RightsAct};
use trading::{Paise, Side, Symbol};

use crate::room::{Room, advance, day, market, place, to};

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn held(desk: &Desk, name: &str) -> Option<HoldingView> {
    let view = desk.view();
    view.holdings.iter().find(|held| held.quote.instrument.symbol.as_str() == name).cloned()
}

async fn refused(desk: &Desk, right: &str, act: RightsAct) -> &'static str {
    let Err(Problem::Refused(refusal)) = desk.act(Action::Rights(symbol(right), act)).await else {
        panic!("not refused")
    };
    refusal.code()
}

/// 200 shares give 200 × 19 ÷ 295 = 12 rights. They are the company's own until the exchange lists them: by the issuer in
/// the ISIN, for the symbol is a shorter one. Five are sold, six used (6 × 215 = 1,290.00 set aside), one is given up.
#[tokio::test]
async fn rights_are_found_under_the_exchanges_own_symbol_and_sold_used_or_given_up() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "SHANTIGOLD", 200)).await.unwrap();
    advance(&desk, Advance::By(3600)).await;
    for _ in 0..3 {
        advance(&desk, Advance::NextDay).await;
    }
    assert_eq!(desk.view().clock.now.day(), day("2026-08-06"));
    let unlisted = held(&desk, "SHANTIGOLD-RE").unwrap();
    let right = unlisted.right.clone().unwrap();
    assert_eq!((unlisted.quantity, right.share.as_str(), right.price.paise()), (12, "SHANTIGOLD", 21_500));
    assert!(!right.listed && right.applied == 0);
    assert_eq!(right.closes_on, day("2026-09-07"));
    assert_eq!(
        refused(&desk, "SHANTIGOLD-RE", RightsAct::Use(1)).await,
        "rights_not_held",
        "not credited yet"
    );
    for _ in 0..6 {
        advance(&desk, Advance::NextDay).await;
    }
    assert_eq!(desk.view().clock.now.day(), day("2026-08-14"));
    assert!(held(&desk, "SHANTIGOLD-RE").is_none());
    let listed = held(&desk, "SHANTI-RE").unwrap();
    assert_eq!((listed.quantity, listed.isin.as_str()), (12, "INE06ZD20017"));
    assert!(listed.right.as_ref().unwrap().listed);
    assert_eq!(listed.quote.previous_close().map(trading::Price::paise), Some(1_690), "as NSE published it");

    to(&desk, 10, 0).await;
    place(&desk, market(Side::Sell, "SHANTI-RE", 5)).await.unwrap();
    advance(&desk, Advance::By(3600)).await;
    assert_eq!(held(&desk, "SHANTI-RE").unwrap().quantity, 7);
    let before = desk.view();
    let done = desk.act(Action::Rights(symbol("SHANTI-RE"), RightsAct::Use(6))).await.unwrap();
    assert_eq!(done.message, "Applied for 6 SHANTIGOLD; they are allotted on 08 Sep 2026");
    let after = desk.view();
    assert_eq!(after.funds.blocked - before.funds.blocked, Paise(129_000));
    assert_eq!(after.portfolio.value, before.portfolio.value, "the money and the right are both still there");
    assert_eq!(held(&desk, "SHANTI-RE").unwrap().right.unwrap().applied, 6);
    assert_eq!(refused(&desk, "SHANTI-RE", RightsAct::Use(2)).await, "rights_not_held");
    let day_before = after.portfolio.day_profit.unwrap();
    desk.act(Action::Rights(symbol("SHANTI-RE"), RightsAct::GiveUp)).await.unwrap();
    assert_eq!(held(&desk, "SHANTI-RE").unwrap().quantity, 6);
    assert_eq!(refused(&desk, "SHANTI-RE", RightsAct::GiveUp).await, "rights_not_held");
    // What lapsed stood at 16.90 when the day began, and its gain of the day is gone with it.
    let gain = held(&desk, "SHANTI-RE").unwrap().quote.change().unwrap();
    let lost = day_before - desk.view().portfolio.day_profit.unwrap();
    assert_eq!(lost, Paise(1_690) + gain);
    assert!(desk.verify().await.unwrap().ok);
}

/// Whoever holds no shares may buy the right and use it: what it entitles to stands in the exchange's list.
#[tokio::test]
async fn a_right_that_was_bought_entitles_to_what_the_exchanges_list_says() {
    let room = Room::open().await;
    let desk = room.practice().await;
    for _ in 0..9 {
        advance(&desk, Advance::NextDay).await;
    }
    to(&desk, 10, 0).await;
    place(&desk, market(Side::Buy, "SHANTI-RE", 10)).await.unwrap();
    advance(&desk, Advance::By(3600)).await;
    let right = held(&desk, "SHANTI-RE").unwrap().right.unwrap();
    assert_eq!((right.share.as_str(), right.price.paise(), right.listed), ("SHANTIGOLD", 21_500, true));
    assert_eq!(refused(&desk, "SHANTI-RE", RightsAct::Use(10)).await, "rights_not_held", "not delivered yet");
    assert_eq!(refused(&desk, "SHANTIGOLD", RightsAct::GiveUp).await, "not_a_right");
}
