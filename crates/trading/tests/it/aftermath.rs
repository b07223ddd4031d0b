//! What a day leaves for the next: debts in shares, conversions, what an action makes of them.

use trading::{
    Clock, CorporateAction, Day, Deed, DueAction, Event, Paise, Price, Product, Ratio, Side, What,
};

use crate::ex_days;
use crate::plans::ExKind;
use crate::script::{Stage, midday};
use crate::words::symbol;

/// 50 bought intraday; from noon nobody buys at the lower band, so that they are delivered.
const BOUGHT_AND_LOCKED: &str = "day 2026-08-03
    stock IDEA 200
    09:20:00 buy IDEA 50 mis market
    09:20:01 IDEA 200 x 1000
    12:00:00 IDEA 160 x 1000";

/// 20 sold short; from noon nobody sells at the upper band, so that they are owed.
const SOLD_AND_LOCKED: &str = "day 2026-08-03
    stock IDEA 200
    09:20:00 sell IDEA 20 mis market
    09:20:01 IDEA 200 x 1000
    12:00:00 IDEA 240 x 1000
    15:20:05 IDEA 240 x 1000";

/// 10 bought at 100.01 and sold at 109.98, twice: 99.70 each time. The next day begins with nothing realised, on
/// whichever side it opens.
#[test]
fn a_stock_that_was_closed_and_opened_again_keeps_what_it_made_today_and_only_today() {
    let script = "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 mis market
         09:20:01 IDEA 100 x 1000
         09:20:02 sell IDEA 10 mis market
         09:20:03 IDEA 110 x 1000
         10:20:00 buy IDEA 10 mis market
         10:20:01 IDEA 100 x 1000
         10:20:02 sell IDEA 10 mis market
         10:20:03 IDEA 110 x 1000";
    let stage = midday(script);
    let position = &stage.account.intraday()[&symbol("IDEA")];
    assert_eq!(position.realised, Paise(19_940));
    let next = format!(
        "{script}
         day 2026-08-04
         09:20:00 sell IDEA 10 mis market
         09:20:01 IDEA 110 x 1000"
    );
    let stage = midday(&next);
    let position = &stage.account.intraday()[&symbol("IDEA")];
    assert_eq!((position.side, position.pool.quantity()), (Side::Sell, 10));
    assert_eq!((position.realised, position.day), (Paise::ZERO, stage.day()));
}

/// 50 IDEA were delivered without the cash for them and are to be sold by the program; the user sells 30 of them
/// first: only 20 are left for the program to sell.
#[test]
fn shares_that_the_user_sells_are_not_sold_again_by_the_program() {
    let stage = midday(&format!(
        "cash 5000
         {BOUGHT_AND_LOCKED}
         15:31:00 sell IDEA 30 cnc market amo
         day 2026-08-04
         09:16:00 IDEA 165 x 10000
         09:16:01 IDEA 165 x 10000
         09:16:02 IDEA 165 x 10000"
    ));
    let sold: i64 = stage
        .account
        .orders()
        .iter()
        .filter(|order| order.ticket.product == Product::Cnc)
        .map(|order| order.filled)
        .sum();
    assert_eq!(sold, 50);
    assert!(stage.account.holdings().is_empty(), "{:?}", stage.account.holdings());
    let program: Vec<i64> = stage
        .account
        .orders()
        .iter()
        .filter(|order| order.ticket.product == Product::Cnc && !order.by.is_users())
        .map(|order| order.filled)
        .collect();
    assert_eq!(program, [20]);
}

/// 20 shares sold short were not delivered because the stock stood locked. The bonus of 1:1 comes to whoever they were
/// owed to: 40 are bought in.
#[test]
fn a_bonus_makes_what_is_owed_for_a_short_more() {
    let stage = midday(&format!(
        "cash 100000
         {SOLD_AND_LOCKED}
         day 2026-08-04
         ex IDEA bonus 1:1
         09:16:00 IDEA 120 x 1000"
    ));
    let owed: Vec<i64> = stage.account.shorts().map(|(_, short)| short.quantity).collect();
    assert_eq!(owed, [40]);
}

/// The program's sale waits for a buyer: at the bells of the day no second one is placed beside it.
#[test]
fn a_sale_by_the_program_that_waits_is_the_only_one() {
    let stage = midday(&format!(
        "cash 5000
         {BOUGHT_AND_LOCKED}
         day 2026-08-04
         15:40:00 show"
    ));
    let of_day = |order: &&trading::Order| order.placed_at.day() == stage.day();
    assert_eq!(stage.account.orders().iter().filter(of_day).count(), 1);
}

/// 7 shares for 700.07 become 14/5: two whole ones, and 4/5 of one that cost 700.07 × 4 ÷ 14 = 200.02.
#[test]
fn a_fraction_takes_its_share_of_the_cost_with_it() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 7 cnc market
         09:20:01 IDEA 100 x 1000
         day 2026-08-04
         ex IDEA split 2:5
         09:16:00 IDEA 250 x 1000",
    );
    let held = &stage.account.holdings()[&symbol("IDEA")];
    assert_eq!(held.pool.quantity(), 2);
    assert_eq!(held.pool.cost(), Paise(70_007) - Paise(70_007).portion(4, 14));
}

/// 50 IDEA were to be sold by the program; the user sold them all before it could and bought 5 again, paid for. Those
/// are nobody's but the user's.
#[test]
fn shares_bought_after_the_debt_was_sold_off_are_not_sold_by_the_program() {
    let stage = midday(&format!(
        "cash 9000
         {BOUGHT_AND_LOCKED}
         15:31:00 sell IDEA 50 cnc market amo
         day 2026-08-04
         09:15:01 IDEA 165 x 10000
         day 2026-08-06
         09:20:00 buy IDEA 5 cnc market
         09:20:01 IDEA 165 x 10000
         day 2026-08-07
         09:20:00 IDEA 165 x 10000
         day 2026-08-10
         09:20:00 IDEA 165 x 10000"
    ));
    let held = stage.account.holdings().get(&symbol("IDEA")).map(|held| held.pool.quantity());
    assert_eq!(held, Some(5), "{}", stage.said);
}

/// 6 of 10 become delivery, whether the 10 came in one order or in two of 5: the note is the same.
#[test]
fn what_is_converted_is_taken_from_the_newest_trade_and_the_rest_from_the_one_before() {
    let of = |orders: &[&str]| {
        let mut stage = midday("cash 100000\nday 2026-08-03\nstock INFY 1000 band none");
        for order in orders {
            stage.line(order);
        }
        for line in
            ["09:20:01 INFY 1000 x 1000", "09:21:00 convert INFY 6 cnc", "15:00:00 sell INFY 4 mis market"]
        {
            stage.line(line);
        }
        stage.line("15:00:01 INFY 1010 x 1000");
        stage.end_day();
        stage.account.funds(stage.day()).charges
    };
    let two = of(&["09:20:00 buy INFY 5 mis market", "09:20:00 buy INFY 5 mis market"]);
    let one = of(&["09:20:00 buy INFY 10 mis market"]);
    assert_eq!((two.stt, two.stamp), (one.stt, one.stamp));
}

/// Two stocks are sold; only the first is bought back. The sale of the other, later on the day, stays one of its own
/// shares of May.
#[test]
fn what_is_bought_back_is_nobody_elses() {
    let stage = midday(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         stock VEDL 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100 x 10000
         09:21:00 buy VEDL 5 cnc limit 101
         09:21:01 VEDL 100 x 10000
         day 2026-08-03
         stock IDEA 145
         stock VEDL 145
         09:20:00 sell IDEA 10 cnc limit 149
         09:20:01 IDEA 150 x 10000
         09:21:00 sell VEDL 5 cnc limit 149
         09:21:01 VEDL 150 x 10000
         10:20:00 buy IDEA 10 cnc limit 141
         10:20:01 IDEA 140 x 10000
         day 2026-08-04",
    );
    let days = |symbol: &str| {
        let of = stage.account.trades().iter().filter(|trade| trade.fill.symbol.as_str() == symbol);
        of.flat_map(|trade| &trade.lots).map(|lot| lot.acquired_on.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((days("IDEA"), days("VEDL")), (vec!["2026-08-03".into()], vec!["2026-05-11".into()]));
}

/// At the close of 199 both sides trade after hours; at the lower band, 160, nobody buys.
#[test]
fn a_sale_trades_at_the_close_unless_nobody_buys() {
    let sold = |close| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-07-30
             stock IDEA 200
             09:20:00 buy IDEA 10 cnc limit 201
             09:20:01 IDEA 200 x 10000
             day 2026-08-03
             stock IDEA 200
             15:29:00 IDEA {close} x 100000
             15:50:00 sell IDEA 10 cnc market
             day 2026-08-04"
        ));
        stage.account.orders()[1].filled
    };
    assert_eq!((sold("199"), sold("160.01"), sold("160")), (10, 10, 0));
}

/// An order of the evening before goes with the company to its new symbol.
#[test]
fn an_order_of_the_evening_before_is_renamed_with_nothing_held() {
    let stage = midday(
        "cash 100000
         day 2026-08-05
         stock KEL 100
         15:00:00 KEL 100 x 1000
         17:00:00 buy KEL 3 cnc limit 99 amo
         day 2026-08-06
         rename KEL VISDEM",
    );
    assert_eq!(stage.account.orders()[0].ticket.symbol, symbol("VISDEM"));
    assert_eq!(stage.account.renamings().len(), 1);
}

/// A new ISIN with as many shares is no consolidation; an amount beyond all amounts is the largest on its own side.
#[test]
fn the_words_and_sums_at_the_edge() {
    let same = Deed::Action(CorporateAction::Split(Ratio::new(1, 1).unwrap()));
    assert_eq!(same.words(), "Split: 1 new for 1 old shares");
    assert_eq!(Paise(i64::MIN).portion(2, 1), Paise(i64::MIN));
    assert_eq!(Paise(i64::MAX).portion(2, 1), Paise(i64::MAX));
}

/// 50 at 200.02 cost 10,001.00 and were charged 3.92: 10,004.92 pay for them, a paisa less does not.
#[test]
fn cash_that_just_reaches_pays_for_what_was_carried() {
    let to_be_sold = |capital| {
        let mut stage = Stage::new();
        stage.open_with(Paise(capital));
        for line in BOUGHT_AND_LOCKED.lines().chain(["day 2026-08-04", "09:16:00 IDEA 165 x 10000"]) {
            stage.line(line.trim());
        }
        stage.ring_to(Clock::of(15, 0, 0));
        stage.account.holdings().is_empty()
    };
    assert_eq!((to_be_sold(1_000_492), to_be_sold(1_000_491)), (false, true));
}

#[test]
fn an_order_after_hours_says_that_it_waits_for_the_close() {
    let waits = |script: &str| midday(script).account.orders()[0].waits_for_the_close();
    let day = "cash 100000
        day 2026-08-03
        stock IDEA 200
        15:29:00 IDEA 199 x 100000";
    assert!(waits(&format!("{day}\n 15:50:00 buy IDEA 1 cnc market")));
    assert!(!waits(&format!("{day}\n 15:50:00 buy IDEA 1 cnc market amo")));
    assert!(!waits("cash 100000\n day 2026-08-03\n stock IDEA 200\n 09:01:00 buy IDEA 1 cnc market"));
    assert!(!waits("cash 100000\n day 2026-08-03\n stock IDEA 200\n 10:01:00 buy IDEA 1 cnc limit 190"));
}

/// Before the program comes, 30 of the 50 are sold in the pre-open: it sells the other 20.
#[test]
fn what_the_pre_open_leaves_is_sold_by_the_program() {
    let stage = midday(&format!(
        "cash 5000
         {BOUGHT_AND_LOCKED}
         15:31:00 sell IDEA 30 cnc market amo
         day 2026-08-04
         09:08:30 IDEA 165 x 10000 open
         09:16:00 IDEA 165 x 10000"
    ));
    let filled: Vec<i64> = stage.account.orders().iter().skip(2).map(|order| order.filled).collect();
    assert_eq!((filled, stage.account.holdings().len()), (vec![30, 20], 0));
}

/// 20 sold at 199.98 and not delivered stand at 230: 3,999.60 − 4,600.00.
#[test]
fn what_is_owed_loses_what_the_market_gains() {
    let stage = midday(&format!(
        "cash 100000
         {SOLD_AND_LOCKED}
         day 2026-08-04
         09:20:00 IDEA 230 x 1000"
    ));
    let (_, short) = stage.account.shorts().next().unwrap();
    assert_eq!(short.unrealised(Price::new(23_000).unwrap()), Paise(-60_040));
}

/// Four of May at 100 and two bought in the morning at 140 are sold, and six bought back at 142: the four are of May still,
/// and two are of today. The six had an average of 113.33; 4 of them are 453.33, and 2 × 142 is 284.
#[test]
fn what_was_bought_in_the_morning_is_not_bought_back() {
    let stage = midday(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         09:20:00 buy IDEA 4 cnc limit 101
         09:20:01 IDEA 100 x 10000
         day 2026-08-03
         stock IDEA 145
         09:19:00 buy IDEA 2 cnc limit 141
         09:19:01 IDEA 140 x 10000
         09:20:00 sell IDEA 6 cnc limit 149
         09:20:01 IDEA 150 x 10000
         10:20:00 buy IDEA 6 cnc limit 142
         10:20:01 IDEA 141 x 10000
         day 2026-08-04",
    );
    let held = stage.account.holdings().values().next().unwrap();
    let lots: Vec<_> = held.lots.iter().map(|lot| (lot.acquired_on.to_string(), lot.quantity)).collect();
    assert_eq!(lots, [("2026-05-11".to_owned(), 4), ("2026-08-03".to_owned(), 2)]);
    assert_eq!(held.pool.cost(), Paise(73_733));
}

/// A bonus changes what is held from its ex-date on, and nothing in an account that was put away.
#[test]
fn an_action_waits_for_its_day_and_leaves_archives_alone() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100 x 10000",
    );
    let idea = symbol("IDEA");
    let due = ex_days::due(&stage, &idea, &idea, ExKind::Bonus, 1, 1);
    let next = due.ex_day.plus(1);
    let due = DueAction { ex_day: next, ..due };
    let at = |day: Day| day.at(Clock::MIDNIGHT);
    let mut account = stage.account;
    assert!(account.corporate_action(at(next).plus_millis(-1), &due).is_none());
    assert!(account.corporate_action(at(next), &due).is_some());
    account.apply(&Event { at: at(next), what: What::Archived });
    assert!(account.corporate_action(at(next), &due).is_none());
}
