//! Shares that are sold out of the holdings and bought back on the same day never left them.

use expect_test::expect;
use trading::Paise;

use crate::script::{check, play};

/// 10 of May cost 1,000.50. On 3 August 4 are sold at 149.99 (599.96) and bought back at 141.00 (564.00): 35.96 are the
/// day's, and the holding is what it was: 10 at 100.05, of May.
#[test]
fn a_sale_that_is_bought_back_leaves_the_old_lots_and_their_average() {
    check(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100.05 x 10000
         day 2026-08-03
         stock IDEA 145
         09:20:00 sell IDEA 4 cnc limit 149
         09:20:01 IDEA 149.99 x 10000
         10:20:00 buy IDEA 4 cnc limit 141
         10:20:01 IDEA 140.01 x 10000",
        &expect![[r#"
            2026-05-11
            09:20:00 #1 buy 10 IDEA CNC limit 101.00: open, blocks 1,011.04
            09:20:01 #1 bought 10 at 100.05 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-03
            00:00:00 settled 2026-05-11: received 0.00, paid 1,000.50
            09:20:00 #2 sell 4 IDEA CNC limit 149.00: open
            09:20:01 #2 sold 4 at 149.99 (GapBeyondLimit, 0 ticks): 16.36 = stt 1.00 + transaction 0.02 + dp 15.34
            10:20:00 #3 buy 4 IDEA CNC limit 141.00: open, blocks 565.02
            10:20:01 #3 bought 4 at 141.00 (TradedThrough, 99 ticks): 1.02 = stt 1.00 + transaction 0.02
            16:00:00 note of 2026-08-03: netted 4 IDEA, 4 IDEA held again at 400.20 for 564.00: −16.92 = brokerage 0.35 + stt −2.00 + gst 0.07 + dp −15.34
            ---
            #1 filled 10/10 at 100.05
            #2 filled 4/4 at 149.99
            #3 filled 4/4 at 141.00
            cash 98,998.00 available 99,033.96 receivable 599.96 payable 564.00 realised 35.96 charges 1.50
            IDEA holds 10 at 100.05, cost 1,000.50: 6 for 600.30 of 2026-05-11, 4 for 400.20 of 2026-05-11
        "#]],
    );
}

/// Six of ten are sold at 150, four bought back at 141: two of the oldest are gone, at their average.
#[test]
fn what_is_not_bought_back_is_sold_from_the_oldest_lot() {
    let stage = play(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         09:20:00 buy IDEA 4 cnc limit 101
         09:20:01 IDEA 100 x 10000
         day 2026-06-11
         stock IDEA 110
         09:20:00 buy IDEA 6 cnc limit 111
         09:20:01 IDEA 110 x 10000
         day 2026-08-03
         stock IDEA 145
         09:20:00 sell IDEA 6 cnc limit 149
         09:20:01 IDEA 150 x 10000
         10:20:00 buy IDEA 4 cnc limit 141
         10:20:01 IDEA 140 x 10000",
    );
    let held = stage.account.holdings().values().next().unwrap();
    let lots: Vec<(String, i64, Paise)> =
        held.lots.iter().map(|lot| (lot.acquired_on.to_string(), lot.quantity, lot.cost)).collect();
    assert_eq!(
        lots,
        [
            ("2026-05-11".to_owned(), 2, Paise::rupees(200)),
            ("2026-06-11".to_owned(), 4, Paise::rupees(440)),
            ("2026-06-11".to_owned(), 2, Paise::rupees(220)),
        ]
    );
    // 10 cost 1,060.00; 8 at the average of 106.00.
    assert_eq!((held.pool.quantity(), held.pool.average()), (8, Some(Paise::rupees(106))));
    // 2 × (150 − 106) and 4 × (150 − 141).
    assert_eq!(stage.account.funds(stage.day()).realised, Paise::rupees(124));
    let sale = &stage.account.trades()[2];
    let of: Vec<(String, i64, Paise)> =
        sale.lots.iter().map(|lot| (lot.acquired_on.to_string(), lot.quantity, lot.cost)).collect();
    assert_eq!(
        of,
        [
            ("2026-08-03".to_owned(), 2, Paise::rupees(282)),
            ("2026-08-03".to_owned(), 2, Paise::rupees(282)),
            ("2026-05-11".to_owned(), 2, Paise::rupees(200)),
        ],
        "what the tax is of"
    );
}

/// Bought first and sold then, the purchase of the day goes first anyway, and nothing is put back.
#[test]
fn a_purchase_that_is_sold_again_puts_nothing_back() {
    let stage = play(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100 x 10000
         day 2026-08-03
         stock IDEA 145
         09:20:00 buy IDEA 4 cnc limit 141
         09:20:01 IDEA 140 x 10000
         10:20:00 sell IDEA 4 cnc limit 149
         10:20:01 IDEA 150 x 10000",
    );
    assert!(stage.account.notes().iter().all(|note| note.bought_back.is_empty()));
}

/// Trade to trade every sale is delivered and every purchase is new.
#[test]
fn trade_to_trade_shares_are_not_bought_back() {
    let stage = play(
        "cash 100000
         day 2026-05-11
         stock TRADE 100 series BE
         09:20:00 buy TRADE 10 cnc limit 101
         09:20:01 TRADE 100 x 10000
         day 2026-08-03
         stock TRADE 145 series BE
         09:20:00 sell TRADE 4 cnc limit 149
         09:20:01 TRADE 150 x 10000
         10:20:00 buy TRADE 4 cnc limit 141
         10:20:01 TRADE 140 x 10000",
    );
    let held = stage.account.holdings().values().next().unwrap();
    let days: Vec<String> = held.lots.iter().map(|lot| lot.acquired_on.to_string()).collect();
    assert_eq!(days, ["2026-05-11", "2026-08-03"]);
    assert!(stage.account.notes().is_empty());
}

/// All ten are sold and bought back, and five of those are sold again.
#[test]
fn a_holding_that_was_sold_out_comes_back_as_it_was() {
    let stage = play(
        "cash 100000
         day 2026-05-11
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100 x 10000
         day 2026-08-03
         stock IDEA 145
         09:20:00 sell IDEA 10 cnc limit 149
         09:20:01 IDEA 150 x 10000
         10:20:00 buy IDEA 10 cnc limit 141
         10:20:01 IDEA 140 x 10000
         11:20:00 sell IDEA 5 cnc limit 129
         11:20:01 IDEA 130 x 10000",
    );
    let held = stage.account.holdings().values().next().unwrap();
    let lots: Vec<(String, i64)> =
        held.lots.iter().map(|lot| (lot.acquired_on.to_string(), lot.quantity)).collect();
    assert_eq!(lots, [("2026-05-11".to_owned(), 5)]);
    assert_eq!(held.pool.average(), Some(Paise::rupees(100)));
    // 1,500.00 and 649.90 for what was sold, 1,410.00 for what was bought, 500.00 for the five that are gone.
    assert_eq!(stage.account.funds(stage.day()).realised, Paise(23_990));
}
