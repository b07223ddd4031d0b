//! A company that changes its symbol: KEL is VISDEM from 6 August 2026 on (SM, lots of 1,200). And charts over an ex-date.

use desk::{Action, Advance, ByHand, Frame, NewPractice, Terms};
use feed::nse::files::decode;
use store::Archive;
use trading::{CorporateAction, OrderType, Paise, Ratio, Side, Symbol, Ticket};

use crate::room::{Room, advance, day, limit, market, place, to};

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

#[tokio::test]
async fn shares_orders_lists_and_charts_follow_a_company_to_its_new_symbol() {
    let room = Room::open().await;
    let capital = Some(Paise::rupees(500_000));
    let wanted = NewPractice { name: "practice".into(), day: None, seed: Some(7), capital };
    room.floor.open_practice(&room.session, wanted).await.unwrap();
    let desk = room.sit("practice").await;
    desk.act(Action::Watch(1, symbol("KEL"))).await.unwrap();
    to(&desk, 9, 30).await;
    // A tenth of what trades is less than a lot: what the account gets of the day's 13,200 shares is a lot or nothing.
    place(
        &desk,
        Ticket { kind: OrderType::Limit, price: Some(Paise(9_000)), ..market(Side::Buy, "KEL", 1200) },
    )
    .await
    .unwrap();
    advance(&desk, Advance::Close).await;
    let held = desk.account().await.unwrap().holdings().get(&symbol("KEL")).map(|held| held.pool.quantity());
    assert!(held.is_none_or(|held| held == 1200), "{held:?}");
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::NextDay).await;
    assert_eq!(desk.view().clock.now.day(), day("2026-08-05"));
    advance(&desk, Advance::Close).await;
    let queued = place(&desk, Ticket { amo: true, ..limit(Side::Buy, "KEL", 1200, 7_500) }).await.unwrap();
    let list = |view: &desk::View| {
        view.lists[0].iter().map(|row| row.instrument.symbol.to_string()).collect::<Vec<_>>()
    };
    assert!(list(&desk.view()).contains(&"KEL".to_owned()));

    advance(&desk, Advance::NextDay).await;
    let account = desk.account().await.unwrap();
    let renamed: Vec<_> =
        account.renamings().iter().map(|one| (one.from.as_str(), one.to.as_str())).collect();
    assert_eq!(renamed, [("KEL", "VISDEM")]);
    let order = account.order(queued.order.unwrap().id).unwrap();
    assert_eq!(order.ticket.symbol, symbol("VISDEM"));
    assert!(order.status.is_working());
    assert!(!account.holdings().contains_key(&symbol("KEL")));
    assert_eq!(account.holdings().get(&symbol("VISDEM")).map(|held| held.pool.quantity()), held);
    let shown = list(&desk.view());
    assert!(shown.contains(&"VISDEM".to_owned()) && !shown.contains(&"KEL".to_owned()), "{shown:?}");

    // The chart begins under the old symbol.
    let bars = desk.chart(&symbol("VISDEM"), Frame::Day).await.unwrap().bars;
    assert_eq!(bars.first().map(|bar| bar.from.day()), Some(day("2026-08-03")));
    // Taken off the list under its new name it is gone, whatever name it was put on under.
    desk.act(Action::Unwatch(1, symbol("VISDEM"))).await.unwrap();
    assert!(!list(&desk.view()).contains(&"VISDEM".to_owned()));
    advance(&desk, Advance::Close).await;
    assert!(desk.verify().await.unwrap().ok);
    desk.close().await;

    let desk = room.sit("practice").await;
    assert_eq!(desk.account().await.unwrap().renamings().len(), 1, "once, whatever happens to the program");
}

/// TEMBO closed at 574.15 on the 4th and was split ten for one on the 5th: a tenth of it, 57.42, and ten times the shares.
#[tokio::test]
async fn a_chart_shows_no_fall_on_the_ex_date_of_a_split() {
    let room = Room::open().await;
    let desk = room.practice().await;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::Close).await;
    let before = desk.chart(&symbol("TEMBO"), Frame::Day).await.unwrap().bars;
    let unsplit = before.last().copied().unwrap();
    assert_eq!(unsplit.close.paise(), 57_415, "what is to come is not known");
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::Close).await;
    let after = desk.chart(&symbol("TEMBO"), Frame::Day).await.unwrap().bars;
    let split = after.iter().find(|bar| bar.from == unsplit.from).unwrap();
    assert_eq!((split.close.paise(), split.volume), (5_742, unsplit.volume * 10));
    assert_eq!(split.high.paise(), Paise(unsplit.high.paise()).portion(5_742, 57_415).0);
    let of_the_day = after.last().unwrap();
    assert!(of_the_day.close.paise() < 10_000 && of_the_day.from > split.from);
}

/// A day after the built-in ones, as the exchange's file tells it: RELIANCE is listed under another ISIN, at half the price.
fn halved() -> String {
    "TradDt,BizDt,Sgmt,Src,FinInstrmTp,FinInstrmId,ISIN,TckrSymb,SctySrs,XpryDt,FininstrmActlXpryDt,StrkPric,OptnTp,FinInstrmNm,\
     OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,UndrlygPric,SttlmPric,OpnIntrst,ChngInOpnIntrst,TtlTradgVol,TtlTrfVal,\
     TtlNbOfTxsExctd,SsnId,NewBrdLotQty,Rmks,Rsvd1,Rsvd2,Rsvd3,Rsvd4\n\
     2026-08-17,2026-08-17,CM,NSE,STK,2885,INE002A01026,RELIANCE,EQ,,,,,RELIANCE INDUSTRIES LTD,\
     660.00,670.00,655.00,665.00,665.00,660.00,,665.00,,,1000000,662000000.00,20000,F1,1,,,,,\n"
        .replace("     ", "")
}

/// Nothing says that there was a split: the holding would look like a loss, so its row says what is missing, and the terms
/// that its owner enters put it right.
#[tokio::test]
async fn a_new_isin_that_nothing_explains_is_pointed_out_until_its_owner_says_what_it_is() {
    let room = Room::open().await;
    let wanted =
        NewPractice { name: "practice".into(), day: Some(day("2026-08-14")), seed: Some(7), capital: None };
    room.floor.open_practice(&room.session, wanted).await.unwrap();
    let archive = Archive::open(room.dir.path()).await.unwrap();
    let file = decode("bhavcopy.csv", halved().as_bytes()).unwrap();
    assert_eq!(archive.import("bhavcopy.csv", &file).await.unwrap().refusals, []);
    let desk = room.sit("practice").await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 10)).await.unwrap();
    advance(&desk, Advance::Close).await;
    let row = |desk: &desk::Desk| desk.view().holdings.first().cloned().unwrap();
    assert_eq!((row(&desk).isin.as_str(), row(&desk).new_isin), ("INE002A01018", None));

    advance(&desk, Advance::NextDay).await;
    assert_eq!(desk.view().clock.now.day(), day("2026-08-17"));
    let pointed_out = row(&desk);
    assert_eq!(pointed_out.new_isin.unwrap().as_str(), "INE002A01026");
    assert_eq!(pointed_out.quantity, 10);

    let terms = Terms::Other(CorporateAction::Split(Ratio::new(2, 1).unwrap()));
    let split = ByHand { symbol: symbol("RELIANCE"), ex_day: Some(day("2026-08-17")), terms };
    desk.act(Action::Corporate(split)).await.unwrap();
    let after = row(&desk);
    assert_eq!((after.isin.as_str(), after.new_isin, after.quantity), ("INE002A01026", None, 20));
    assert!(desk.verify().await.unwrap().ok);
}

/// A new ISIN need not mean a split: one for one leaves everything as it was but the ISIN.
#[tokio::test]
async fn a_new_isin_of_shares_that_stayed_as_they_were_is_taken_over_by_one_for_one() {
    let room = Room::open().await;
    let wanted =
        NewPractice { name: "practice".into(), day: Some(day("2026-08-14")), seed: Some(7), capital: None };
    room.floor.open_practice(&room.session, wanted).await.unwrap();
    let archive = Archive::open(room.dir.path()).await.unwrap();
    let file = decode("bhavcopy.csv", halved().as_bytes()).unwrap();
    archive.import("bhavcopy.csv", &file).await.unwrap();
    let desk = room.sit("practice").await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 10)).await.unwrap();
    advance(&desk, Advance::NextDay).await;
    let before = desk.view().holdings.first().cloned().unwrap();
    let terms = Terms::Other(CorporateAction::Split(Ratio::new(1, 1).unwrap()));
    let same = ByHand { symbol: symbol("RELIANCE"), ex_day: Some(day("2026-08-17")), terms };
    desk.act(Action::Corporate(same)).await.unwrap();
    let after = desk.view().holdings.first().cloned().unwrap();
    assert_eq!((after.isin.as_str(), after.new_isin), ("INE002A01026", None));
    assert_eq!((after.quantity, after.invested), (before.quantity, before.invested));
}
