//! Cash: what an order needs, what a fill takes, and when money settles.

use expect_test::expect;

use crate::script::check;

/// The order blocks what it would cost at the last price; the market runs away, and the cash reaches for fewer.
/// 100 at 1,000.00 need 1,00,000 + 118.74 (STT 100, transaction 3.07, SEBI 0.10, stamp 15, GST 18 % of 3.17 = 0.57).
/// At 1,010.15 all 100 would cost 1,01,015 and more; 99 cost 1,00,004.85 + 118.74 = 1,00,123.59 of the 1,00,200.
#[test]
fn a_fill_takes_no_more_shares_than_the_cash_reaches_for() {
    check(
        "cash 100200
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:01 buy INFY 100 cnc market
         09:20:02 INFY 1010 x 5000
         09:20:03 INFY 1010 x 5000",
        &expect![[r#"
            2026-08-03
            09:20:01 #1 buy 100 INFY CNC market: open, blocks 1,00,118.74
            09:20:02 #1 bought 99 at 1,010.15 (MarketAdverseSide, 3 ticks): 118.74 = stt 100.00 + transaction 3.07 + sebi 0.10 + stamp 15.00 + gst 0.57
            09:20:02 #1 cancelled: The free cash did not reach at the market's price
            ---
            #1 cancelled 99/100 at 1,010.15 (The free cash did not reach at the market's price)
            cash 1,00,081.26 available 76.41 payable 1,00,004.85 charges 118.74
            INFY holds 99 at 1,010.15, cost 1,00,004.85: 99 for 1,00,004.85 of 2026-08-03
        "#]],
    );
}

#[test]
fn an_order_that_the_cash_does_not_reach_for_is_refused() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 10 cnc market
         09:20:00 buy INFY 9 cnc limit 1000
         09:20:00 buy INFY 1 cnc limit 1000
         09:20:01 cancel 2
         09:20:02 buy INFY 1 cnc limit 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY CNC market: rejected: The order needs ₹10,012.38; ₹10,000.00 is free. [A smaller quantity, or a lower price] <Quantity>
            09:20:00 #2 buy 9 INFY CNC limit 1,000.00: open, blocks 9,010.34
            09:20:00 #3 buy 1 INFY CNC limit 1,000.00: rejected: The order needs ₹1,001.04; ₹989.66 is free. [A smaller quantity, or a lower price] <Quantity>
            09:20:01 #2 cancelled: Cancelled by you, freed 9,010.34
            09:20:02 #4 buy 1 INFY CNC limit 1,000.00: open, blocks 1,001.04
            15:30:00 #4 expired: The day ended before it was filled, freed 1,001.04
            ---
            #1 rejected
            #2 cancelled (Cancelled by you)
            #3 rejected
            #4 expired (The day ended before it was filled)
            cash 10,000.00 available 10,000.00
        "#]],
    );
}

/// Bought on Monday, paid on Tuesday at 16:00; sold on Tuesday, the money comes on Wednesday. Sold the day after the
/// purchase (BTST) its proceeds may be used from Wednesday.
#[test]
fn trades_settle_on_the_next_day() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         09:21:00 show
         day 2026-08-04
         09:20:00 sell INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         09:20:02 buy INFY 5 cnc limit 1000
         09:21:00 show
         day 2026-08-05
         09:20:00 show
         09:20:02 buy INFY 5 cnc limit 1000
         09:20:03 cancel 4",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 9 INFY CNC market: open, blocks 9,010.34
            09:20:01 #1 bought 9 at 1,000.10 (MarketAdverseSide, 2 ticks): 10.34 = stt 9.00 + transaction 0.28 + sebi 0.01 + stamp 1.00 + gst 0.05
            ---
            #1 filled 9/9 at 1,000.10
            cash 9,989.66 available 988.76 payable 9,000.90 charges 10.34
            INFY holds 9 at 1,000.10, cost 9,000.90: 9 for 9,000.90 of 2026-08-03
            2026-08-04
            09:20:00 #2 sell 9 INFY CNC market: open
            09:20:01 #2 sold 9 at 999.90 (MarketAdverseSide, 2 ticks): 24.68 = stt 9.00 + transaction 0.28 + sebi 0.01 + gst 0.05 + dp 15.34
            09:20:02 #3 buy 5 INFY CNC limit 1,000.00: rejected: The order needs ₹5,006.19; ₹964.08 is free. [A smaller quantity, or a lower price] <Quantity>
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            #3 rejected
            cash 9,964.98 available 964.08 receivable 8,999.10 payable 9,000.90 realised −1.80 charges 35.02
            16:00:00 settled 2026-08-03: received 0.00, paid 9,000.90
            2026-08-05
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            #3 rejected
            cash 964.08 available 9,963.18 receivable 8,999.10 realised −1.80 charges 35.02
            09:20:02 #4 buy 5 INFY CNC limit 1,000.00: open, blocks 5,006.19
            09:20:03 #4 cancelled: Cancelled by you, freed 5,006.19
            16:00:00 settled 2026-08-04: received 8,999.10, paid 0.00
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            #3 rejected
            #4 cancelled (Cancelled by you)
            cash 9,963.18 available 9,963.18 realised −1.80 charges 35.02
        "#]],
    );
}

/// Settled shares: all of the proceeds may be used the same day (from 7 October 2024), 80 % before.
#[test]
fn proceeds_of_settled_shares_are_used_the_same_day() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-04
         day 2026-08-05
         09:20:00 sell INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         09:20:02 show
         09:20:02 buy INFY 9 cnc limit 1000
         09:20:03 INFY 999 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 9 INFY CNC market: open, blocks 9,010.34
            09:20:01 #1 bought 9 at 1,000.10 (MarketAdverseSide, 2 ticks): 10.34 = stt 9.00 + transaction 0.28 + sebi 0.01 + stamp 1.00 + gst 0.05
            2026-08-04
            16:00:00 settled 2026-08-03: received 0.00, paid 9,000.90
            2026-08-05
            09:20:00 #2 sell 9 INFY CNC market: open
            09:20:01 #2 sold 9 at 999.90 (MarketAdverseSide, 2 ticks): 24.68 = stt 9.00 + transaction 0.28 + sebi 0.01 + gst 0.05 + dp 15.34
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            cash 964.08 available 9,963.18 receivable 8,999.10 realised −1.80 charges 35.02
            09:20:02 #3 buy 9 INFY CNC limit 1,000.00: open, blocks 9,010.34
            09:20:03 #3 bought 9 at 1,000.00 (TradedThrough, 20 ticks): 10.34 = stt 9.00 + transaction 0.28 + sebi 0.01 + stamp 1.00 + gst 0.05
            16:00:00 note of 2026-08-05: netted 9 INFY, 9 INFY held again at 9,000.90 for 9,000.00: −25.96 = brokerage 5.40 + stt −16.00 + stamp −1.00 + gst 0.98 + dp −15.34
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            #3 filled 9/9 at 1,000.00
            cash 979.70 available 978.80 receivable 8,999.10 payable 9,000.00 realised −0.90 charges 19.40
            INFY holds 9 at 1,000.10, cost 9,000.90: 9 for 9,000.90 of 2026-08-03
        "#]],
    );
    check(
        "cash 10000
         day 2024-10-01
         stock INFY 1000
         09:20:00 buy INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         day 2024-10-03
         day 2024-10-04
         09:20:00 sell INFY 9 cnc market
         09:20:01 INFY 1000 x 1000
         09:20:02 show",
        &expect![[r#"
            2024-10-01
            09:20:00 #1 buy 9 INFY CNC market: open, blocks 9,010.34
            09:20:01 #1 bought 9 at 1,000.10 (MarketAdverseSide, 2 ticks): 10.34 = stt 9.00 + transaction 0.27 + sebi 0.01 + stamp 1.00 + gst 0.05 + ipft 0.01
            2024-10-03
            16:00:00 settled 2024-10-01: received 0.00, paid 9,000.90
            2024-10-04
            09:20:00 #2 sell 9 INFY CNC market: open
            09:20:01 #2 sold 9 at 999.90 (MarketAdverseSide, 2 ticks): 24.68 = stt 9.00 + transaction 0.27 + sebi 0.01 + gst 0.05 + ipft 0.01 + dp 15.34
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            cash 964.08 available 8,163.36 receivable 8,999.10 realised −1.80 charges 35.02
            ---
            #1 filled 9/9 at 1,000.10
            #2 filled 9/9 at 999.90
            cash 964.08 available 8,163.36 receivable 8,999.10 realised −1.80 charges 35.02
        "#]],
    );
}

/// 26 August 2026 trades but does not settle: trades of the 25th and the 26th settle together on the 27th.
#[test]
fn a_settlement_holiday_moves_the_settlement() {
    check(
        "cash 100000
         day 2026-08-25
         stock INFY 1000
         09:20:00 buy INFY 1 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-26
         09:20:00 buy INFY 1 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-27",
        &expect![[r#"
            2026-08-25
            09:20:00 #1 buy 1 INFY CNC market: open, blocks 1,001.04
            09:20:01 #1 bought 1 at 1,000.10 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-26
            09:20:00 #2 buy 1 INFY CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 1 at 1,000.10 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-27
            16:00:00 settled 2026-08-25: received 0.00, paid 1,000.10
            16:00:00 settled 2026-08-26: received 0.00, paid 1,000.10
            ---
            #1 filled 1/1 at 1,000.10
            #2 filled 1/1 at 1,000.10
            cash 97,997.72 available 97,997.72 charges 2.08
            INFY holds 2 at 1,000.10, cost 2,000.20: 1 for 1,000.10 of 2026-08-25, 1 for 1,000.10 of 2026-08-26
        "#]],
    );
}
