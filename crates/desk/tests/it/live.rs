//! The live desk: what it trades on, and what it never does.

use desk::{Action, Mode, Problem};
use feed::live::Enabled;
use trading::{Clock, Ending, Paise, Product, Refusal, Series, Side, Source, Status, Ticket};

use crate::live_room::{LiveRoom, at, moment, nse, settled, until, yahoo};
use crate::room::{limit, market, newcomer, place};

/// RELIANCE closed at 1,319.80 or so in the built-in market; any price near it lies in its band.
const LAST: i64 = 131_500;

async fn open_at_ten() -> LiveRoom {
    let room = LiveRoom::open("10:00:00").await;
    room.hear("10:00:01", vec![nse("RELIANCE", "10:00:01", LAST, 1_000_000)]).await;
    room
}

#[tokio::test]
async fn two_profiles_are_served_by_one_round_and_each_fills_on_the_first_quote_after_its_order() {
    let room = open_at_ten().await;
    let asha = room.sit().await;
    let other = room.floor.create_profile(newcomer("Vikram")).await.unwrap().session;
    let vikram = room.floor.sit_down(&other, Some("live")).await.unwrap();
    place(&asha, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    place(&vikram, limit(Side::Buy, "RELIANCE", 10, 131_600)).await.unwrap();
    assert!(asha.view().trades.is_empty(), "no order fills on the price on the screen");

    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", 131_550, 1_010_000)]).await;
    let view = until(&asha, "a fill", |view| !view.trades.is_empty()).await;
    let trade = &view.trades[0];
    assert_eq!(trade.fill.quantity, 5);
    assert!(trade.fill.price.paise() > 131_550, "the adverse side");
    assert_eq!((trade.at, trade.fill.evidence.source), (at("10:00:16"), Source::Nse));
    assert_eq!(trade.fill.evidence.traded, 10_000);
    assert_eq!(view.clock.mode, Mode::Live);
    assert!(!view.holdings[0].quote.stale);

    let view = until(&vikram, "a fill", |view| !view.trades.is_empty()).await;
    assert_eq!(view.holdings[0].quantity, 10);
    assert!(view.trades[0].fill.price.paise() <= 131_600, "never outside its limit");
    assert!(asha.verify().await.unwrap().ok && vikram.verify().await.unwrap().ok);
}

#[tokio::test]
async fn preference_shares_under_a_company_s_symbol_are_not_its_shares() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    let mut other = nse("RELIANCE", "10:00:16", 9_900, 1_010_000);
    other.series = Some(Series::P1);
    room.hear("10:00:16", vec![other]).await;
    assert!(settled(&desk).await.trades.is_empty());
    let quote = desk.scene().quote(&"RELIANCE".parse().unwrap()).unwrap();
    assert_eq!((quote.instrument.series, quote.last().unwrap().paise()), (Series::Eq, LAST));
}

#[tokio::test]
async fn a_fill_is_at_most_a_tenth_of_what_traded_since_the_order() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, market(Side::Buy, "RELIANCE", 50)).await.unwrap();
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", LAST, 1_000_200)]).await;
    let view = until(&desk, "a part", |view| !view.trades.is_empty()).await;
    assert_eq!(view.trades[0].fill.quantity, 20);
    assert_eq!(view.orders[0].status, Status::PartlyFilled);
}

#[tokio::test]
async fn stale_older_repeated_and_delayed_quotes_never_fill_and_move_no_balance() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    let funds = desk.view().funds;
    // Asked before the order was accepted, heard late.
    room.hear("09:59:50", vec![nse("RELIANCE", "09:59:50", 131_000, 1_005_000)]).await;
    // The same quote again; then Yahoo, while NSE was heard a moment ago.
    room.hear("10:00:01", vec![nse("RELIANCE", "10:00:01", LAST, 1_000_000)]).await;
    room.hear("10:00:10", vec![yahoo("RELIANCE", "10:00:10", 131_400, 1_020_000)]).await;
    // Asked in time, but heard a minute later.
    room.set("10:01:20");
    room.hear("10:00:12", vec![nse("RELIANCE", "10:00:12", 131_450, 1_030_000)]).await;
    room.set("10:01:21");
    let view = settled(&desk).await;
    assert!(view.trades.is_empty());
    assert_eq!(view.funds, funds);
    assert_eq!(view.clock.mode, Mode::Offline, "nothing has answered for a minute");

    // The next quote of now fills, and the sharing begins where the order was accepted.
    room.hear("10:01:30", vec![nse("RELIANCE", "10:01:30", 131_450, 1_040_000)]).await;
    until(&desk, "a fill", |view| view.trades.len() == 1).await;
}

#[tokio::test]
async fn yahoo_fills_only_once_nse_has_been_silent_for_three_beats() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    room.hear("10:00:40", vec![yahoo("RELIANCE", "10:00:40", LAST, 1_010_000)]).await;
    room.set("10:00:42");
    assert!(settled(&desk).await.trades.is_empty());
    room.hear("10:00:55", vec![yahoo("RELIANCE", "10:00:55", LAST, 1_020_000)]).await;
    let view = until(&desk, "a fill", |view| !view.trades.is_empty()).await;
    assert_eq!(view.trades[0].fill.evidence.source, Source::Yahoo);
}

#[tokio::test]
async fn an_old_price_takes_no_order_and_a_switched_off_market_none_at_all() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    room.set("10:05:00");
    let refused = |answer: Result<desk::Receipt, Problem>| match answer {
        Err(Problem::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let refusal = refused(place(&desk, market(Side::Buy, "RELIANCE", 1)).await);
    assert_eq!(refusal.code(), "price_too_old");
    room.floor.exchange().switch(Enabled::default()).unwrap();
    assert_eq!(refused(place(&desk, market(Side::Buy, "RELIANCE", 1)).await), Refusal::LiveQuotesOff);
    let view = until(&desk, "off", |view| view.clock.mode == Mode::Offline).await;
    assert_eq!(view.clock.prices_as_of, Some(at("10:00:01")));
    assert!(desk.scene().quote(&"RELIANCE".parse().unwrap()).unwrap().stale);
}

#[tokio::test]
async fn a_stop_waits_for_its_trigger_and_then_for_a_price() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", LAST, 1_010_000)]).await;
    until(&desk, "shares", |view| !view.holdings.is_empty()).await;
    let stop = Ticket {
        kind: trading::OrderType::SlM,
        trigger: Some(Paise(131_000)),
        ..market(Side::Sell, "RELIANCE", 5)
    };
    place(&desk, stop).await.unwrap();
    room.hear("10:00:31", vec![nse("RELIANCE", "10:00:31", 131_200, 1_020_000)]).await;
    assert_eq!(settled(&desk).await.orders[0].status, Status::TriggerPending);
    room.hear("10:00:46", vec![nse("RELIANCE", "10:00:46", 130_900, 1_030_000)]).await;
    let view = until(&desk, "the sale", |view| view.trades.len() == 2).await;
    assert!(view.trades[0].fill.price.paise() <= 130_900, "through the gap, never at the trigger");
}

#[tokio::test]
async fn an_intraday_position_is_squared_off_at_its_time_on_the_next_quote() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    let ticket = Ticket { product: Product::Mis, ..market(Side::Sell, "RELIANCE", 20) };
    place(&desk, ticket).await.unwrap();
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", LAST, 1_010_000)]).await;
    until(&desk, "a short", |view| view.positions.first().is_some_and(|held| held.open_quantity == 20)).await;
    room.hear("15:09:50", vec![nse("RELIANCE", "15:09:50", 131_400, 5_000_000)]).await;
    room.set("15:10:01");
    until(&desk, "the order", |view| view.orders.len() == 2).await;
    room.hear("15:10:05", vec![nse("RELIANCE", "15:10:05", 131_400, 5_010_000)]).await;
    let view = until(&desk, "closed", |view| view.positions[0].open_quantity == 0).await;
    assert_eq!(view.trades[0].at, at("15:10:05"));
    assert_eq!(view.trades[0].fill.charges.square_off, Paise(5_900));
}

#[tokio::test]
async fn what_was_missed_while_the_program_was_off_happens_at_its_own_time() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    place(&desk, limit(Side::Buy, "RELIANCE", 5, 125_000)).await.unwrap();
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", LAST, 1_010_000)]).await;
    until(&desk, "shares", |view| !view.holdings.is_empty()).await;
    desk.close().await;

    let room = room.again(moment("2026-08-19", "11:00:00")).await;
    let desk = room.sit().await;
    let account = desk.account().await.unwrap();
    let limit = &account.orders()[0];
    assert_eq!((limit.status, limit.ending), (Status::Cancelled, Some(Ending::AuctionOver)));
    assert_eq!(limit.updated_at, at("15:35:00"), "it ended with the closing auction of its own day");
    let view = desk.view();
    assert_eq!(view.funds.payable, Paise::ZERO, "the purchase settled on the 18th");
    assert_eq!(view.holdings[0].t1_quantity, 0);
    assert!(view.holdings[0].quote.stale);
    assert_eq!(view.holdings[0].quote.as_of(), Some(at("10:00:16")), "the last quote known is shown");
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_position_is_never_closed_at_a_price_that_nobody_knows() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    let ticket = Ticket { product: Product::Mis, ..market(Side::Buy, "RELIANCE", 20) };
    place(&desk, ticket).await.unwrap();
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", LAST, 1_010_000)]).await;
    until(&desk, "a position", |view| !view.positions.is_empty()).await;
    // The source falls silent; the day ends, and the next one begins.
    room.set_to(moment("2026-08-18", "09:30:00"));
    let view = settled(&desk).await;
    assert_eq!(view.trades.len(), 0, "trades of the day");
    let account = desk.account().await.unwrap();
    assert_eq!(account.intraday().values().next().unwrap().pool.quantity(), 20);
    // It answers again: the position is closed at the first price of now.
    let mut seen = nse("RELIANCE", "10:00:16", 130_000, 500_000);
    let asked = moment("2026-08-18", "09:30:05");
    (seen.asked_at, seen.standing.as_of) = (asked, Some(asked));
    room.set_to(asked.plus_millis(1_000));
    room.floor.exchange().hear(crate::live_room::round(asked, vec![seen])).await.unwrap();
    until(&desk, "closed", |view| !view.trades.is_empty()).await;
    let account = desk.account().await.unwrap();
    assert_eq!(account.intraday().values().next().unwrap().pool.quantity(), 0);
}

#[tokio::test]
async fn after_hours_an_order_is_refused_unless_it_is_queued_and_then_trades_the_next_morning() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    room.hear("15:59:50", vec![nse("RELIANCE", "15:59:50", LAST, 9_000_000)]).await;
    room.set("20:00:00");
    settled(&desk).await;
    assert_eq!(desk.view().clock.mode, Mode::Closed);
    let Err(Problem::Refused(refusal)) = place(&desk, market(Side::Buy, "RELIANCE", 5)).await else {
        panic!("traded after hours")
    };
    assert_eq!(refusal.code(), "market_closed");
    let queued = Ticket { amo: true, ..market(Side::Buy, "RELIANCE", 5) };
    let order = place(&desk, queued).await.unwrap().order.unwrap();
    assert_eq!(order.status, Status::Queued);

    let morning = |clock: &str| moment("2026-08-18", clock);
    room.set_to(morning("09:00:01"));
    until(&desk, "the pre-open", |view| view.orders[0].status == Status::Pending).await;
    let mut seen = nse("RELIANCE", "10:00:00", 131_700, 40_000);
    (seen.asked_at, seen.standing.as_of) = (morning("09:09:05"), Some(morning("09:09:05")));
    room.set_to(morning("09:09:06"));
    room.floor.exchange().hear(crate::live_room::round(morning("09:09:05"), vec![seen])).await.unwrap();
    let view = until(&desk, "the match", |view| !view.trades.is_empty()).await;
    assert_eq!(view.trades[0].fill.price.paise(), 131_700, "the pre-open's one price");
    assert_eq!(view.trades[0].fill.evidence.rule, trading::FillRule::PreOpenPrice);
}

#[tokio::test]
async fn a_cold_desk_shows_the_last_quotes_with_their_age_and_the_beats_own_candles() {
    let room = open_at_ten().await;
    let desk = room.sit().await;
    room.hear("10:00:16", vec![nse("RELIANCE", "10:00:16", 131_600, 1_010_000)]).await;
    room.hear("10:01:02", vec![nse("RELIANCE", "10:01:02", 131_450, 1_030_000)]).await;
    until(&desk, "the price", |view| {
        view.lists[0].iter().any(|row| row.last().map(trading::Price::paise) == Some(131_450))
    })
    .await;
    let symbol = "RELIANCE".parse().unwrap();
    let bars = desk.chart(&symbol, desk::Frame::Minutes(1)).await.unwrap();
    let told: Vec<_> =
        bars.bars.iter().map(|bar| (bar.from, bar.open.paise(), bar.close.paise(), bar.volume)).collect();
    assert_eq!(
        told,
        [(at("10:00:00"), 131_500, 131_600, 10_000), (at("10:01:00"), 131_600, 131_450, 20_000)]
    );
    desk.close().await;
    let room = room.again(at("10:30:00")).await;
    let desk = room.sit().await;
    let row = desk.scene().quote(&symbol).unwrap();
    assert_eq!((row.last().unwrap().paise(), row.as_of(), row.stale), (131_450, Some(at("10:01:02")), true));
    assert_eq!(desk.chart(&symbol, desk::Frame::Minutes(5)).await.unwrap().bars.len(), 1);
    assert_eq!(desk.view().indices[0].last, Some(2_500_000));
    assert!(desk.act(Action::Watch(1, "TCS".parse().unwrap())).await.is_ok());
    assert_eq!(at("10:30:00").clock(), Clock::of(10, 30, 0));
}

#[tokio::test]
async fn the_beats_own_minutes_are_kept_for_their_day_only() {
    let room = open_at_ten().await;
    let symbol = "RELIANCE".parse().unwrap();
    let kept =
        async |day: &str| room.floor.archive().beat_bars(&symbol, day.parse().unwrap()).await.unwrap().len();
    room.hear("10:01:02", vec![nse("RELIANCE", "10:01:02", 131_600, 1_010_000)]).await;
    assert!(kept("2026-08-17").await > 0, "minutes of today");
    let next = moment("2026-08-18", "09:20:05");
    let mut seen = nse("RELIANCE", "10:01:02", 130_000, 500_000);
    (seen.asked_at, seen.standing.as_of) = (next, Some(next));
    room.set_to(next.plus_millis(1_000));
    room.floor.exchange().hear(crate::live_room::round(next, vec![seen])).await.unwrap();
    assert_eq!(kept("2026-08-17").await, 0, "the day before is told by its daily figures");
}

#[tokio::test]
async fn a_listing_that_has_never_traded_is_found_by_its_symbol_and_its_name() {
    let room = LiveRoom::open("10:00:00").await;
    let listed = trading::ListedEquity {
        symbol: "NEWBORN".parse().unwrap(),
        name: "Newborn Industries Limited".into(),
        series: trading::Series::Eq,
        listed_on: "2026-08-17".parse().unwrap(),
        isin: "INE000A01017".parse().unwrap(),
        face_value: Paise(1_000),
    };
    let file = trading::DecodedFile {
        kind: trading::FileKind::EquityList,
        day: None,
        rows_read: 1,
        skipped: Vec::new(),
        refusals: Vec::new(),
        facts: trading::Facts::Equities(vec![listed]),
    };
    room.floor.archive().import("EQUITY_L.csv", &file).await.unwrap();
    let desk = room.sit().await;
    let scene = desk.scene();
    for words in ["newborn", "NEWB", "newborn ind"] {
        let found = scene.search(words, 5);
        assert_eq!(found[0].instrument.symbol.as_str(), "NEWBORN", "{words}");
        assert_eq!(
            (found[0].last(), found[0].previous_close()),
            (None, None),
            "nothing is known of its price"
        );
    }
    let quiet = scene.tape.market().quiet_stocks()[0].instrument.symbol.to_string();
    assert!(scene.search(&quiet, 5).iter().any(|row| row.instrument.symbol.as_str() == quiet));
}
