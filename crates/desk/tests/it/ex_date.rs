//! The ex-dates of the built-in market: TEMBO's split and HYUNDAI's dividend on 5 August 2026, GENESYS' rights and
//! INFOBEAN's two equal dividends on the 6th.

use desk::{Action, Advance, ByHand, Desk, HoldingView, Problem, Terms};
use trading::{Account, Clock, Ending, ExDate, Outcome, Paise, Price, Ratio, Side, Symbol, Ticket};

use crate::room::{Room, advance, day, limit, market, place, to};

fn holding(desk: &Desk, symbol: &str) -> HoldingView {
    let view = desk.view();
    let held = view.holdings.iter().find(|held| held.quote.instrument.symbol.as_str() == symbol);
    held.cloned().ok_or_else(|| format!("{symbol} is not held")).unwrap()
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn price(paise: i64) -> Option<Price> {
    Price::new(paise)
}

async fn buy(desk: &Desk, stocks: &[(&str, i64)]) {
    for (stock, quantity) in stocks {
        place(desk, market(Side::Buy, stock, *quantity)).await.unwrap();
    }
    advance(desk, Advance::By(1800)).await;
    let held = desk.account().await.unwrap();
    for (stock, quantity) in stocks {
        assert_eq!(held.holdings()[&symbol(stock)].pool.quantity(), *quantity, "{stock} was bought");
    }
}

fn made(account: &Account) -> Vec<&ExDate> {
    account.ex_dates().iter().map(|(_, made)| made).collect()
}

/// TEMBO closed at 574.15 on the 4th: 7 shares are 4,019.05; 70 at 57.42 (57.415 half up) are 4,019.40. HYUNDAI pays ₹21
/// a share, 84.00 for four.
#[tokio::test]
async fn a_split_and_a_dividend_on_the_ex_date_make_nobody_poorer() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    buy(&desk, &[("TEMBO", 7), ("HYUNDAI", 4)]).await;
    let cost = holding(&desk, "TEMBO").invested;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::To(Clock::of(15, 45, 0))).await;
    let amo = Ticket { amo: true, ..limit(Side::Sell, "TEMBO", 7, 55_000) };
    let queued = place(&desk, amo).await.unwrap().order.unwrap().id;
    advance(&desk, Advance::Close).await;
    let before = desk.view();
    assert_eq!(holding(&desk, "TEMBO").value, Some(Paise(401_905)));

    advance(&desk, Advance::NextDay).await;
    let after = desk.view();
    let tembo = holding(&desk, "TEMBO");
    assert_eq!((tembo.quantity, tembo.invested), (70, cost));
    assert_eq!(tembo.average, cost.portion(1, 70));
    assert_eq!((tembo.value, tembo.day_profit), (Some(Paise(401_940)), Some(Paise::ZERO)));
    assert_eq!(tembo.isin.as_str(), "INE869Y01028", "a split changes the ISIN");
    assert_eq!(tembo.t1_quantity, 70, "not credited yet");
    assert_eq!(after.funds.cash, before.funds.cash);
    assert_eq!(after.funds.receivable, Paise(8_400));
    assert_eq!(after.portfolio.value.unwrap() - before.portfolio.value.unwrap(), Paise(8_400 + 35));
    assert_eq!(after.portfolio.day_profit, Some(Paise::ZERO), "nothing has traded yet");
    let account = desk.account().await.unwrap();
    assert_eq!(account.order(queued).unwrap().ending, Some(Ending::CorporateAction));
    assert_eq!(made(&account).len(), 2);
    let mut told = account.ex_dates().iter().zip(account.ex_effects());
    let (_, split) = told.find(|((_, made), _)| made.symbol.as_str() == "TEMBO").unwrap();
    assert_eq!((split.before.shares, split.before.average), (7, Some(cost.portion(1, 7))));
    assert_eq!((split.after.shares, split.after.average), (70, Some(cost.portion(1, 70))));

    // The day's profit is the change of the prices from the adjusted close and the dividend. TEMBO closed at 65.90.
    advance(&desk, Advance::Close).await;
    let hyundai = holding(&desk, "HYUNDAI");
    let change = hyundai.quote.change().unwrap();
    assert_eq!(holding(&desk, "TEMBO").day_profit, Some(Paise((6_590 - 5_742) * 70)));
    assert_eq!(hyundai.day_profit, Some(Paise(change.0 * 4 + 8_400)));
    assert_eq!(desk.view().portfolio.day_profit, Some(Paise((6_590 - 5_742) * 70 + change.0 * 4 + 8_400)));
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn an_ex_date_comes_once_whatever_happens_to_the_program() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    buy(&desk, &[("TEMBO", 7), ("INFOBEAN", 30)]).await;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::NextDay).await;
    let once = desk.account().await.unwrap();
    desk.close().await;

    let desk = room.sit("practice").await;
    assert_eq!(made(&desk.account().await.unwrap()), made(&once));
    to(&desk, 9, 20).await;
    place(&desk, market(Side::Buy, "TEMBO", 5)).await.unwrap();
    advance(&desk, Advance::Close).await;
    assert_eq!(holding(&desk, "TEMBO").quantity, 75, "what was bought on the ex-date is not split");
    advance(&desk, Advance::NextDay).await;
    desk.close().await;
    let desk = room.sit("practice").await;
    to(&desk, 15, 0).await;
    let account = desk.account().await.unwrap();
    let dividends: Vec<&Outcome> = made(&account)
        .into_iter()
        .filter(|made| made.symbol == symbol("INFOBEAN"))
        .map(|made| &made.outcome)
        .collect();
    assert_eq!(dividends.len(), 2, "two equal dividends of one day are two");
    assert_eq!(desk.view().funds.dividends, Paise(3_000));
    let Err(Problem::Refused(refusal)) = place(&desk, market(Side::Sell, "TEMBO", 75)).await else {
        panic!("sold before they were credited")
    };
    assert_eq!(refusal.code(), "not_credited");
    advance(&desk, Advance::NextDay).await;
    to(&desk, 10, 0).await;
    place(&desk, market(Side::Sell, "TEMBO", 75)).await.unwrap();
    advance(&desk, Advance::Close).await;
    assert!(desk.verify().await.unwrap().ok);
}

/// Three for five at ₹50: 10 shares at 328.70 are 3,287.00; ten at 224.19 and six rights at 174.19 are 3,287.04.
#[tokio::test]
async fn rights_stand_beside_the_shares_and_carry_what_these_lost() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    buy(&desk, &[("GENESYS", 10)]).await;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::NextDay).await;
    advance(&desk, Advance::Close).await;
    let before = desk.view();
    assert_eq!(before.portfolio.current, Some(Paise(328_700)));

    advance(&desk, Advance::NextDay).await;
    let after = desk.view();
    let (shares, rights) = (holding(&desk, "GENESYS"), holding(&desk, "GENESYS-RE"));
    assert_eq!((shares.quantity, shares.invested), (10, before.portfolio.invested));
    assert_eq!((shares.value, shares.day_profit), (Some(Paise(224_190)), Some(Paise::ZERO)));
    assert_eq!((rights.quantity, rights.invested), (6, Paise::ZERO));
    assert_eq!((rights.value, rights.day_profit), (Some(Paise(6 * 17_419)), Some(Paise::ZERO)));
    assert_eq!(after.portfolio.current, Some(Paise(328_704)));
    assert_eq!(after.portfolio.day_profit, Some(Paise::ZERO));
    assert_eq!(after.funds, before.funds);

    // GENESYS closed at 229.00: the rights go with it.
    advance(&desk, Advance::Close).await;
    assert_eq!(holding(&desk, "GENESYS-RE").quote.last(), price(17_900));
    assert_eq!(desk.view().portfolio.day_profit, Some(Paise((22_900 - 22_419) * 16)));
    // From the 14th they trade, from the base price that NSE published: 211.30 less 50.
    for _ in 0..6 {
        advance(&desk, Advance::NextDay).await;
    }
    assert_eq!(desk.view().clock.now.day(), day("2026-08-14"));
    assert_eq!(holding(&desk, "GENESYS-RE").quote.previous_close(), price(16_130));
    to(&desk, 10, 0).await;
    place(&desk, market(Side::Sell, "GENESYS-RE", 6)).await.unwrap();
    advance(&desk, Advance::Close).await;
    assert!(desk.view().holdings.iter().all(|held| held.quote.instrument.symbol.as_str() != "GENESYS-RE"));
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_merger_is_carried_out_on_a_persons_terms_and_only_once() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    buy(&desk, &[("TEMBO", 10)]).await;
    let cost = holding(&desk, "TEMBO").invested;
    let merger = ByHand {
        symbol: symbol("TEMBO"),
        ex_day: None,
        terms: Terms::Merger { into: symbol("NEWCO"), ratio: Ratio::new(1, 2).unwrap() },
    };
    let Err(Problem::Refused(refusal)) = desk.act(Action::Corporate(merger.clone())).await else {
        panic!("merged what was bought today")
    };
    assert_eq!(refusal.code(), "nothing_held_before");
    advance(&desk, Advance::NextDay).await;
    let done = desk.act(Action::Corporate(merger.clone())).await.unwrap();
    assert_eq!((done.events, done.message.as_str()), (1, "Merger into NEWCO, 1:2"));
    let newco = holding(&desk, "NEWCO");
    assert_eq!((newco.quantity, newco.invested, newco.value), (5, cost, None));
    assert!(desk.act(Action::Corporate(merger)).await.is_err());
    assert!(desk.verify().await.unwrap().ok);
}
