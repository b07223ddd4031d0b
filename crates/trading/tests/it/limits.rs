//! Limit and stop-loss orders: through, at, gaps and triggers.

use expect_test::expect;

use crate::script::check;

/// At the limit everyone else stands ahead; one tick through it, the limit is the price.
#[test]
fn a_resting_limit_trades_when_the_market_trades_through_it() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 5 cnc limit 990
         09:20:01 INFY 990 x 100000
         09:20:02 INFY 989.95 x 1000
         day 2026-08-04
         09:20:00 INFY 1000 x 1000
         09:20:01 sell INFY 5 cnc limit 1010
         09:20:02 INFY 1010 x 100000
         09:20:03 INFY 1010.05 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC limit 990.00: open, blocks 4,956.18
            09:20:02 #1 bought 5 at 990.00 (TradedThrough, 1 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            2026-08-04
            09:20:01 #2 sell 5 INFY CNC limit 1,010.00: open
            09:20:03 #2 sold 5 at 1,010.00 (TradedThrough, 1 ticks): 20.54 = stt 5.00 + transaction 0.16 + sebi 0.01 + gst 0.03 + dp 15.34
            16:00:00 settled 2026-08-03: received 0.00, paid 4,950.00
            ---
            #1 filled 5/5 at 990.00
            #2 filled 5/5 at 1,010.00
            cash 95,023.28 available 95,023.28 receivable 5,050.00 realised 100.00 charges 26.72
        "#]],
    );
}

/// A buy at 1,010 while the market stands at 1,000 takes 1,000 + 0.10; a second one is let down to its limit:
/// 1,000 + 0.10 would be beyond 1,000.05.
#[test]
fn a_limit_beyond_the_market_takes_the_adverse_side_and_never_worse_than_itself() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 5 cnc limit 1010
         09:20:00 buy INFY 5 cnc limit 1000.05
         09:20:01 INFY 1000 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC limit 1,010.00: open, blocks 5,056.20
            09:20:00 #2 buy 5 INFY CNC limit 1,000.05: open, blocks 5,006.44
            09:20:01 #1 bought 5 at 1,000.10 (Marketable, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:20:01 #2 bought 5 at 1,000.05 (Marketable, 1 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 1,000.05
            cash 99,987.62 available 89,986.87 payable 10,000.75 charges 12.38
            INFY holds 10 at 1,000.08, cost 10,000.75: 5 for 5,000.50 of 2026-08-03, 5 for 5,000.25 of 2026-08-03
        "#]],
    );
}

/// Small trades leave a tenth of nothing: the order keeps taking while the market stands beyond it. Once the market
/// is through its limit it rests, and then trades at the limit.
#[test]
fn a_taking_limit_order_comes_to_rest_when_the_market_passes_it() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 5 cnc limit 1001
         09:20:01 INFY 1000 x 5
         09:20:02 INFY 1000 x 5
         09:20:03 INFY 1001 x 1000
         09:20:04 INFY 999 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC limit 1,001.00: open, blocks 5,011.19
            09:20:02 #1 bought 1 at 1,000.10 (Marketable, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:20:03 #1 now partly filled
            09:20:04 #1 bought 4 at 1,001.00 (TradedThrough, 40 ticks): 5.15 = stt 4.00 + transaction 0.12 + sebi 0.01 + stamp 1.00 + gst 0.02
            ---
            #1 filled 5/5 at 1,000.82
            cash 99,993.81 available 94,989.71 payable 5,004.10 charges 6.19
            INFY holds 5 at 1,000.82, cost 5,004.10: 1 for 1,000.10 of 2026-08-03, 4 for 4,004.00 of 2026-08-03
        "#]],
    );
}

/// The first trade of the day stands beyond both limits: it is their price ("at the open").
#[test]
fn a_market_that_opens_beyond_a_limit_gives_its_first_price() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:16:00 buy INFY 5 cnc limit 990
         09:16:01 INFY 980 x 1000",
        &expect![[r#"
            2026-08-03
            09:16:00 #1 buy 5 INFY CNC limit 990.00: open, blocks 4,956.18
            09:16:01 #1 bought 5 at 980.00 (GapBeyondLimit, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            ---
            #1 filled 5/5 at 980.00
            cash 99,993.82 available 95,093.82 payable 4,900.00 charges 6.18
            INFY holds 5 at 980.00, cost 4,900.00: 5 for 4,900.00 of 2026-08-03
        "#]],
    );
}

/// Trigger 990: at 989.50 the trigger has traded; the order takes the adverse side of that very trade,
/// 989.50 − 0.10. Through a gap to 950 it gets 950 − 0.10, not its trigger.
#[test]
fn a_stop_loss_market_order_takes_the_first_price_beyond_its_trigger() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 10 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-04
         09:20:00 INFY 1000 x 1000
         09:20:01 sell INFY 5 cnc sl-m 990
         09:20:01 sell INFY 5 cnc sl-m 960
         09:20:02 INFY 990.05 x 1000
         09:20:03 INFY 989.50 x 1000
         09:20:04 INFY 950 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY CNC market: open, blocks 10,012.38
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 12.38 = stt 10.00 + transaction 0.31 + sebi 0.01 + stamp 2.00 + gst 0.06
            2026-08-04
            09:20:01 #2 sell 5 INFY CNC SL-M trigger 990.00: trigger pending
            09:20:01 #3 sell 5 INFY CNC SL-M trigger 960.00: trigger pending
            09:20:03 #2 now open
            09:20:03 #2 sold 5 at 989.40 (MarketAdverseSide, 2 ticks): 20.52 = stt 5.00 + transaction 0.15 + gst 0.03 + dp 15.34
            09:20:04 #3 now open
            09:20:04 #3 sold 5 at 949.90 (MarketAdverseSide, 2 ticks): 5.18 = stt 5.00 + transaction 0.15 + gst 0.03
            16:00:00 settled 2026-08-03: received 0.00, paid 10,001.00
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 5/5 at 989.40
            #3 filled 5/5 at 949.90
            cash 89,960.92 available 89,960.92 receivable 9,696.50 realised −304.50 charges 38.08
        "#]],
    );
}

/// Trigger 990, limit 988. The gap to 980 triggers it, and it rests at 988 until the market is back above.
#[test]
fn a_stop_loss_limit_order_rests_at_its_limit_through_a_gap() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-04
         09:20:00 INFY 1000 x 1000
         09:20:01 sell INFY 5 cnc sl 990/988
         09:20:02 INFY 980 x 1000
         09:20:03 INFY 988 x 1000
         09:20:04 INFY 988.05 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            2026-08-04
            09:20:01 #2 sell 5 INFY CNC SL 988.00 trigger 990.00: trigger pending
            09:20:02 #2 now open
            09:20:04 #2 sold 5 at 988.00 (TradedThrough, 1 ticks): 20.52 = stt 5.00 + transaction 0.15 + gst 0.03 + dp 15.34
            16:00:00 settled 2026-08-03: received 0.00, paid 5,000.50
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 988.00
            cash 94,972.79 available 94,972.79 receivable 4,940.00 realised −60.50 charges 26.71
        "#]],
    );
}

/// Triggered at 990 with limit 985 the market still stands beyond the limit: it takes the next trade.
#[test]
fn a_triggered_stop_loss_limit_takes_while_the_market_stands_beyond_its_limit() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 mis market
         09:20:01 INFY 1000 x 1000
         09:20:02 sell INFY 5 mis sl 990/985
         09:20:03 INFY 990 x 1000
         09:20:04 INFY 989 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY MIS market: open, blocks 1,668.63
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 1.96 = brokerage 1.50 + transaction 0.15 + sebi 0.01 + gst 0.30
            09:20:02 #2 sell 5 INFY MIS SL 985.00 trigger 990.00: trigger pending
            09:20:03 #2 now open
            09:20:04 #2 sold 5 at 988.90 (Marketable, 2 ticks): 2.92 = brokerage 1.48 + stt 1.00 + transaction 0.15 + gst 0.29
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 988.90
            cash 99,939.12 available 99,939.12 realised −56.00 charges 4.88
            INFY intraday flat, realised −56.00
        "#]],
    );
}

#[test]
fn a_buy_stop_mirrors_a_sell_stop() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:01 buy INFY 5 mis sl-m 1010
         09:20:01 buy INFY 5 mis sl 1010/1012
         09:20:02 INFY 1009.95 x 1000
         09:20:03 INFY 1020 x 1000
         09:20:04 INFY 1012 x 1000
         09:20:05 INFY 1011.95 x 1000
         15:00:00 sell INFY 10 mis market
         15:00:01 INFY 1015 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:01 #1 buy 5 INFY MIS SL-M trigger 1,010.00: trigger pending, blocks 1,685.33
            09:20:01 #2 buy 5 INFY MIS SL 1,012.00 trigger 1,010.00: trigger pending, blocks 1,688.66
            09:20:03 #1 now open
            09:20:03 #1 bought 5 at 1,020.15 (MarketAdverseSide, 3 ticks): 2.01 = brokerage 1.53 + transaction 0.16 + sebi 0.01 + gst 0.31
            09:20:03 #2 now open
            09:20:05 #2 bought 5 at 1,012.00 (TradedThrough, 1 ticks): 1.99 = brokerage 1.52 + transaction 0.16 + sebi 0.01 + gst 0.30
            15:00:00 #3 sell 10 INFY MIS market: open
            15:00:01 #3 sold 10 at 1,014.85 (MarketAdverseSide, 3 ticks): 6.96 = brokerage 3.04 + stt 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            ---
            #1 filled 5/5 at 1,020.15
            #2 filled 5/5 at 1,012.00
            #3 filled 10/10 at 1,014.85
            cash 99,976.79 available 99,976.79 realised −12.25 charges 10.96
            INFY intraday flat, realised −12.25
        "#]],
    );
}
