//! A practice day, from the first order to the next day's sale.

use desk::{Absence, Action, Advance, Problem, Speed};
use trading::{Book, Clock, Paise, Product, Refusal, Side, Status};

use crate::room::{Room, advance, day, limit, market, place, to};

#[tokio::test]
async fn a_delivery_bought_and_partly_sold_the_next_day_agrees_with_figures_worked_by_hand() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    advance(&desk, Advance::Close).await;

    let account = desk.account().await.unwrap();
    let bought = &account.trades()[0];
    let price = bought.fill.price.paise();
    // Delivery: STT 0.1 % to the rupee, stamp 0.015 % to the rupee; transaction 0.0030699 %, SEBI 0.0001 %,
    // GST 18 % of transaction and SEBI (brokerage and IPFT are nothing), each to the paisa.
    let value = price * 5;
    let half_up = |amount: i64, rate: i64, unit: i64| (amount * rate * 2 + unit) / (unit * 2);
    let stt = half_up(value, 1, 100_000) * 100;
    let stamp = half_up(value, 15, 10_000_000) * 100;
    let transaction = half_up(value, 306_990, 10_000_000_000);
    let sebi = half_up(value, 1, 1_000_000);
    let gst = half_up(transaction + sebi, 18, 100);
    let charges = stt + stamp + transaction + sebi + gst;
    assert_eq!(bought.fill.charges.total(), Paise(charges));
    let view = desk.view();
    assert_eq!(view.funds.cash, Paise(10_000_000 - charges));
    assert_eq!(view.funds.payable, Paise(value));
    assert_eq!(view.funds.available, Paise(10_000_000 - charges - value));
    assert_eq!(view.holdings[0].average, Paise(price));
    assert_eq!(view.holdings[0].today_quantity, 5);
    // The day of 3 August closed at 1,319.00.
    assert_eq!(view.portfolio.current, Some(Paise(131_900 * 5)));

    advance(&desk, Advance::NextDay).await;
    to(&desk, 10, 0).await;
    assert_eq!(desk.view().holdings[0].t1_quantity, 5);
    place(&desk, market(Side::Sell, "RELIANCE", 2)).await.unwrap();
    advance(&desk, Advance::Close).await;

    let account = desk.account().await.unwrap();
    let sold = &account.trades()[1];
    assert_eq!(sold.fill.charges.dp, Paise(1534));
    let view = desk.view();
    assert_eq!(view.holdings[0].quantity, 3);
    assert_eq!(view.holdings[0].average, Paise(price), "an average never moves on a sale");
    assert_eq!(view.funds.realised, Paise((sold.fill.price.paise() - price) * 2));
    // The purchase settled on 4 August; the sale is still owed.
    assert_eq!(view.funds.payable, Paise::ZERO);
    assert_eq!(view.funds.receivable, Paise(sold.fill.price.paise() * 2));
    assert_eq!(view.funds.cash, Paise(10_000_000 - value) - account.charges().total());
    assert_eq!(account.balances().values().copied().sum::<Paise>(), Paise::ZERO);
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn the_result_does_not_depend_on_how_the_clock_is_moved_or_on_restarts() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 20).await;
    place(&desk, market(Side::Buy, "HDFCBANK", 20)).await.unwrap();
    place(&desk, limit(Side::Buy, "SBIN", 10, 103_000)).await.unwrap();
    advance(&desk, Advance::Close).await;
    let at_once = desk.account().await.unwrap();
    desk.close().await;

    let again = Room::open().await;
    let mut desk = again.practice().await;
    to(&desk, 9, 20).await;
    place(&desk, market(Side::Buy, "HDFCBANK", 20)).await.unwrap();
    place(&desk, limit(Side::Buy, "SBIN", 10, 103_000)).await.unwrap();
    for minute in [21, 22, 40, 59] {
        advance(&desk, Advance::Step).await;
        desk.close().await;
        desk = again.sit("practice").await;
        to(&desk, 9, minute).await;
    }
    advance(&desk, Advance::Close).await;
    let in_steps = desk.account().await.unwrap();
    assert_eq!(at_once.trades(), in_steps.trades());
    assert_eq!(at_once.balances(), in_steps.balances());
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_with_its_own_reason_and_kept_in_the_book() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let mis = |symbol: &str| trading::Ticket { product: Product::Mis, ..market(Side::Buy, symbol, 1) };
    let trade_to_trade = desk
        .scene()
        .board()
        .into_iter()
        .find(|row| row.instrument.series == trading::Series::Be)
        .map(|row| row.instrument.symbol.to_string())
        .unwrap();
    let cases = [
        (market(Side::Buy, "RELIANCE", -1000), "quantity_not_positive"),
        (market(Side::Buy, "RELIANCE", 0), "quantity_not_positive"),
        (market(Side::Buy, "RELIANCE", 100_000_000), "quantity_too_large"),
        (market(Side::Buy, "NOSUCHSTOCK", 1), "unknown_symbol"),
        (limit(Side::Buy, "RELIANCE", 1, 131_505), "price_off_tick"),
        (limit(Side::Buy, "RELIANCE", 1, 200_000), "price_outside_band"),
        (market(Side::Sell, "RELIANCE", 1), "not_held"),
        (mis(&trade_to_trade), "trade_to_trade"),
        (market(Side::Buy, "RELIANCE", 1000), "cash_short"),
    ];
    let not_traded =
        desk.scene().tape.market().quiet_stocks().first().map(|quiet| quiet.instrument.symbol.to_string());
    let mut cases = cases.to_vec();
    cases.extend(not_traded.as_deref().map(|symbol| (market(Side::Buy, symbol, 1), "not_traded")));
    let before = desk.view().funds;
    for (count, (ticket, code)) in cases.into_iter().enumerate() {
        let Err(Problem::Refused(refusal)) = place(&desk, ticket).await else {
            panic!("{code} was accepted")
        };
        assert_eq!(refusal.code(), code);
        let view = desk.view();
        assert_eq!(view.orders.len(), count + 1);
        assert_eq!(view.orders[0].status, Status::Rejected);
        assert_eq!(view.orders[0].refusal.as_ref().unwrap(), &refusal);
        assert_eq!(view.funds, before);
    }
    advance(&desk, Advance::Close).await;
    let Err(Problem::Refused(refusal)) = place(&desk, market(Side::Buy, "RELIANCE", 1)).await else {
        panic!("traded after hours")
    };
    assert_eq!(refusal.code(), "market_closed");
    assert!(desk.verify().await.unwrap().ok);
}

#[tokio::test]
async fn the_live_account_shows_the_last_known_prices_and_refuses_orders_while_quotes_are_off() {
    let room = Room::open().await;
    let desk = room.sit("live").await;
    let quote = desk.scene().quote(&"RELIANCE".parse().unwrap()).unwrap();
    assert!(quote.stale);
    assert_eq!(quote.as_of().unwrap().day(), day("2026-08-14"));
    let Err(Problem::Refused(refusal)) = place(&desk, market(Side::Buy, "RELIANCE", 1)).await else {
        panic!("traded without quotes")
    };
    assert_eq!(refusal, Refusal::LiveQuotesOff);
    assert_eq!(desk.view().orders.len(), 1);
    assert!(desk.act(Action::Play(Speed::X1)).await.is_err());
}

#[tokio::test]
async fn an_intraday_position_is_squared_off_by_the_program_before_continuous_trading_ends() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let ticket = trading::Ticket { product: Product::Mis, ..market(Side::Sell, "RELIANCE", 50) };
    place(&desk, ticket).await.unwrap();
    to(&desk, 9, 45).await;
    let view = desk.view();
    assert_eq!(view.positions[0].open_quantity, 50);
    assert_eq!(view.positions[0].side, Side::Sell);
    assert!(view.funds.blocked > Paise::ZERO);
    advance(&desk, Advance::Close).await;
    let account = desk.account().await.unwrap();
    assert_eq!(account.trades().last().unwrap().at.clock().short(), "15:10");
    // Rs 50 and 18 % GST, once for the order however many fills it took.
    assert_eq!(account.charges().square_off, Paise(5_900));
    assert_eq!(account.balance(Book::Blocked), Paise::ZERO);
    assert_eq!(account.balance(Book::Intraday), Paise::ZERO);
}

#[tokio::test]
async fn the_clock_runs_sixty_market_seconds_a_second_while_it_plays() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    let before = std::time::Instant::now();
    desk.act(Action::Play(Speed::X60)).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    desk.act(Action::Pause).await.unwrap();
    let most = i64::try_from(before.elapsed().as_millis()).unwrap() * 60;
    let ran = desk.view().clock.now.since(day("2026-08-03").at(Clock::of(9, 30, 0)));
    assert!((72_000..=most).contains(&ran), "{ran} ms of at most {most}");
}

#[tokio::test]
async fn a_stock_that_is_known_of_other_days_only_is_found_says_so_and_takes_no_order() {
    let room = Room::open().await;
    let list = "SYMBOL,NAME OF COMPANY, SERIES, DATE OF LISTING, PAID UP VALUE, MARKET LOT, ISIN NUMBER, FACE VALUE\n\
        MANIPALHOS,Manipal Health Enterprises Limited,EQ,11-AUG-2026,2,1,INE459N01021,2\n";
    let list = feed::nse::files::decode("EQUITY_L.csv", list.as_bytes()).unwrap();
    room.floor.archive().import("EQUITY_L.csv", &list).await.unwrap();
    let desk = room.practice().await;
    let (scene, today) = (desk.scene(), day("2026-08-03"));
    let elsewhere = scene.tape.market().elsewhere();
    let named = |symbol: &str| elsewhere.iter().find(|stock| stock.symbol.as_str() == symbol).unwrap();
    let (later, quiet) = (named("MANIPALHOS"), named("BURNPUR"));
    let absences = [Absence::ListedLater(day("2026-08-11")), Absence::NotTraded(today)];
    for (stock, absence) in [later, quiet].into_iter().zip(absences) {
        let symbol = &stock.symbol;
        let found = scene.search(symbol.as_str(), 50);
        assert_eq!((&found[0].instrument.symbol, found[0].last()), (symbol, None));
        assert_eq!(scene.absence(symbol), Some(absence));
        let refused = place(&desk, market(Side::Buy, symbol.as_str(), 1)).await;
        assert!(matches!(refused, Err(Problem::Refused(Refusal::NotTraded))), "{refused:?}");
        desk.act(Action::Watch(7, symbol.clone())).await.unwrap();
    }
    assert_eq!(desk.view().lists[6].len(), 2, "a list keeps what other days know");
    assert_eq!(scene.absence(&"RELIANCE".parse().unwrap()), None);
    assert!(scene.quote(&"NOSUCH".parse().unwrap()).is_none());
    // The board has what traded, and nothing of other days.
    assert!(scene.board().iter().all(|row| scene.absence(&row.instrument.symbol).is_none()));
}
