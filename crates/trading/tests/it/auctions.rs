//! The pre-open and the closing auction: one price, and what they accept.

use expect_test::expect;

use crate::script::check;

/// The market order and the limit above the open trade at the open; the limit at the very open is left over and goes
/// on into continuous trading; so does what the tenth of the volume leaves.
#[test]
fn the_pre_open_trades_at_one_price() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000
         09:01:00 buy INFY 5 cnc market
         09:02:00 buy INFY 5 cnc limit 1010
         09:03:00 buy INFY 5 cnc limit 1005
         09:04:00 buy INFY 100 cnc market
         09:08:30 INFY 1005 x 1000 open
         09:16:00 INFY 1004.95 x 2000",
        &expect![[r#"
            2026-08-03
            09:01:00 #1 buy 5 INFY CNC market: pending, blocks 5,006.19
            09:02:00 #2 buy 5 INFY CNC limit 1,010.00: pending, blocks 5,056.20
            09:03:00 #3 buy 5 INFY CNC limit 1,005.00: pending, blocks 5,031.19
            09:04:00 #4 buy 100 INFY CNC market: pending, blocks 1,00,118.74
            09:08:30 #1 bought 5 at 1,005.00 (PreOpenPrice, 0 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:08:30 #2 bought 5 at 1,005.00 (PreOpenPrice, 0 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:08:30 #4 bought 90 at 1,005.00 (PreOpenPrice, 0 ticks): 107.39 = stt 91.00 + transaction 2.78 + sebi 0.09 + stamp 13.00 + gst 0.52
            09:15:00 #3 now open
            09:16:00 #3 bought 5 at 1,005.00 (TradedThrough, 1 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:16:00 #4 bought 10 at 1,005.10 (MarketAdverseSide, 3 ticks): 11.37 = stt 10.00 + transaction 0.31 + sebi 0.01 + stamp 1.00 + gst 0.05
            ---
            #1 filled 5/5 at 1,005.00
            #2 filled 5/5 at 1,005.00
            #3 filled 5/5 at 1,005.00
            #4 filled 100/100 at 1,005.01
            cash 1,99,862.67 available 84,286.67 payable 1,15,576.00 charges 137.33
            INFY holds 115 at 1,005.01, cost 1,15,576.00: 5 for 5,025.00 of 2026-08-03, 5 for 5,025.00 of 2026-08-03, 90 for 90,450.00 of 2026-08-03, 5 for 5,025.00 of 2026-08-03, 10 for 10,051.00 of 2026-08-03
        "#]],
    );
}

#[test]
fn the_pre_open_takes_market_and_limit_orders_for_the_day() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         08:59:59 buy INFY 1 cnc market
         09:00:00 buy INFY 1 cnc sl 1010/1012
         09:00:00 buy INFY 1 cnc sl-m 1010
         09:00:00 buy INFY 1 cnc limit 1000 ioc
         09:08:00 buy INFY 1 cnc market
         09:12:00 buy INFY 1 cnc market
         09:15:00 buy INFY 1 cnc market
         09:15:01 INFY 1000 x 1000",
        &expect![[r#"
            2026-08-03
            08:59:59 #1 buy 1 INFY CNC market: rejected: The exchange takes no orders at 08:59:59. [From 09:00 (pre-open); or an after-market order (AMO) now]
            09:00:00 #2 buy 1 INFY CNC SL 1,012.00 trigger 1,010.00: rejected: The pre-open does not take this kind of order. [Market and limit orders for the day, until 09:08] <Type>
            09:00:00 #3 buy 1 INFY CNC SL-M trigger 1,010.00: rejected: The pre-open does not take this kind of order. [Market and limit orders for the day, until 09:08] <Type>
            09:00:00 #4 buy 1 INFY CNC limit 1,000.00 IOC: rejected: The pre-open takes no immediate-or-cancel orders: nothing trades before it matches. [Market and limit orders for the day, until 09:08] <Validity>
            09:08:00 #5 buy 1 INFY CNC market: rejected: The exchange takes no orders at 09:08:00. [From 09:15 (continuous trading)]
            09:12:00 #6 buy 1 INFY CNC market: rejected: The exchange takes no orders at 09:12:00. [From 09:15 (continuous trading)]
            09:15:00 #7 buy 1 INFY CNC market: open, blocks 1,001.04
            09:15:01 #7 bought 1 at 1,000.10 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 rejected
            #6 rejected
            #7 filled 1/1 at 1,000.10
            cash 99,998.96 available 98,998.86 payable 1,000.10 charges 1.04
            INFY holds 1 at 1,000.10, cost 1,000.10: 1 for 1,000.10 of 2026-08-03
        "#]],
    );
}

/// From 7 September 2026: from 09:05 limit orders only, and market orders stand.
#[test]
fn the_new_pre_open_lets_market_orders_stand() {
    check(
        "cash 100000
         day 2026-09-07
         stock INFY 1000
         09:04:59 buy INFY 1 cnc market
         09:04:59 buy INFY 1 cnc limit 1000
         09:05:00 buy INFY 1 cnc market
         09:05:00 cancel 1
         09:05:00 modify 1 2
         09:05:00 modify 2 2
         09:07:59 cancel 2
         09:10:00 buy INFY 1 cnc limit 1000
         09:10:00 cancel 1
         09:10:30 INFY 1000 x 1000 open",
        &expect![[r#"
            2026-09-07
            09:04:59 #1 buy 1 INFY CNC market: pending, blocks 1,001.04
            09:04:59 #2 buy 1 INFY CNC limit 1,000.00: pending, blocks 1,001.04
            09:05:00 #3 buy 1 INFY CNC market: rejected: Market orders are currently not allowed. [Limit orders for the day, until 09:10] <Type>
            09:05:00 refused: In the last part of the auction market orders can be neither changed nor cancelled. [What is left of it, after the match]
            09:05:00 refused: In the last part of the auction market orders can be neither changed nor cancelled. [What is left of it, after the match]
            09:05:00 #2 changed to buy 2 INFY CNC limit 1,000.00: pending, blocks 2,002.07
            09:07:59 #2 cancelled: Cancelled by you, freed 2,002.07
            09:10:00 #4 buy 1 INFY CNC limit 1,000.00: rejected: The exchange takes no orders at 09:10:00. [From 09:15 (continuous trading)]
            09:10:00 refused: The exchange is matching the auction's orders. [What is left of it, after the match]
            09:10:30 #1 bought 1 at 1,000.00 (PreOpenPrice, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            ---
            #1 filled 1/1 at 1,000.00
            #2 cancelled (Cancelled by you)
            #3 rejected
            #4 rejected
            cash 99,998.96 available 98,998.96 payable 1,000.00 charges 1.04
            INFY holds 1 at 1,000.00, cost 1,000.00: 1 for 1,000.00 of 2026-09-07
        "#]],
    );
}

/// Reference: the last price, 1,000; ±3 %: 970 to 1,030. The first buy carries over from continuous trading, the stop
/// does not; both limits above the close trade at the close, the one at the close is left over and ends.
#[test]
fn the_closing_auction_trades_at_one_price() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         15:00:00 INFY 1000 x 1000
         15:05:00 buy INFY 5 cnc limit 995
         15:05:00 buy INFY 5 cnc sl-m 1020
         15:14:59 INFY 1000 x 500000
         15:20:00 buy INFY 5 cnc market
         15:21:00 buy INFY 5 cnc limit 1010
         15:22:00 buy INFY 5 cnc limit 990
         15:22:00 buy INFY 100 cnc limit 1000
         15:32:00 INFY 990 x 300 close",
        &expect![[r#"
            2026-08-03
            15:05:00 #1 buy 5 INFY CNC limit 995.00: open, blocks 4,981.18
            15:05:00 #2 buy 5 INFY CNC SL-M trigger 1,020.00: trigger pending, blocks 5,106.20
            15:15:00 #1 now pending
            15:15:00 #2 cancelled: Only plain limit orders carry over into the closing auction, freed 5,106.20
            15:20:00 #3 buy 5 INFY CNC market: pending, blocks 5,006.19
            15:21:00 #4 buy 5 INFY CNC limit 1,010.00: pending, blocks 5,056.20
            15:22:00 #5 buy 5 INFY CNC limit 990.00: pending, blocks 4,956.18
            15:22:00 #6 buy 100 INFY CNC limit 1,000.00: pending, blocks 1,00,118.74
            15:32:00 #1 bought 5 at 990.00 (ClosingAuctionPrice, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            15:32:00 #3 bought 5 at 990.00 (ClosingAuctionPrice, 0 ticks): 5.18 = stt 5.00 + transaction 0.15 + gst 0.03
            15:32:00 #4 bought 5 at 990.00 (ClosingAuctionPrice, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            15:32:00 #6 bought 15 at 990.00 (ClosingAuctionPrice, 0 ticks): 17.55 = stt 15.00 + transaction 0.46 + sebi 0.01 + stamp 2.00 + gst 0.08
            15:35:00 #5 cancelled: The closing auction matched without it, freed 4,956.18
            15:35:00 #6 cancelled: The closing auction matched without it, freed 85,100.93
            ---
            #1 filled 5/5 at 990.00
            #2 cancelled (Only plain limit orders carry over into the closing auction)
            #3 filled 5/5 at 990.00
            #4 filled 5/5 at 990.00
            #5 cancelled (The closing auction matched without it)
            #6 cancelled 15/100 at 990.00 (The closing auction matched without it)
            cash 1,99,964.91 available 1,70,264.91 payable 29,700.00 charges 35.09
            INFY holds 30 at 990.00, cost 29,700.00: 5 for 4,950.00 of 2026-08-03, 5 for 4,950.00 of 2026-08-03, 5 for 4,950.00 of 2026-08-03, 15 for 14,850.00 of 2026-08-03
        "#]],
    );
}

#[test]
fn the_closing_auction_takes_what_it_takes() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         15:00:00 INFY 1000 x 1000
         15:14:59 buy INFY 1 cnc limit 900
         15:15:00 buy INFY 1 cnc market
         15:19:59 buy INFY 1 cnc limit 1000
         15:20:00 buy INFY 1 cnc sl-m 1010
         15:20:00 buy INFY 1 cnc limit 1000 ioc
         15:20:00 buy INFY 1 cnc limit 1030.05
         15:20:00 buy INFY 1 cnc limit 1030
         15:20:00 buy INFY 1 cnc limit 969.95
         15:20:00 buy INFY 1 mis limit 1000
         15:24:59 buy INFY 1 cnc market
         15:25:00 buy INFY 1 cnc market
         15:25:00 cancel 10
         15:25:00 buy INFY 1 cnc limit 970
         15:29:59 cancel 13
         15:30:00 buy INFY 1 cnc limit 1000
         15:30:00 cancel 1
         15:36:00 buy INFY 1 cnc limit 1000",
        &expect![[r#"
            2026-08-03
            15:14:59 #1 buy 1 INFY CNC limit 900.00: open, blocks 901.04
            15:15:00 #1 now pending
            15:15:00 #2 buy 1 INFY CNC market: rejected: The exchange takes no orders at 15:15:00. [From 15:20 (closing auction)]
            15:19:59 #3 buy 1 INFY CNC limit 1,000.00: rejected: The exchange takes no orders at 15:19:59. [From 15:20 (closing auction)]
            15:20:00 #4 buy 1 INFY CNC SL-M trigger 1,010.00: rejected: The closing auction does not take this kind of order. [Market and limit orders for the day, until 15:25] <Type>
            15:20:00 #5 buy 1 INFY CNC limit 1,000.00 IOC: rejected: The closing auction takes no immediate-or-cancel orders: nothing trades before it matches. [Market and limit orders for the day, until 15:25] <Validity>
            15:20:00 #6 buy 1 INFY CNC limit 1,030.05: rejected: The price is outside the closing auction's band, 3 % around its reference price. [970.00 to 1,030.00] <Price>
            15:20:00 #7 buy 1 INFY CNC limit 1,030.00: pending, blocks 1,031.04
            15:20:00 #8 buy 1 INFY CNC limit 969.95: rejected: The price is outside the closing auction's band, 3 % around its reference price. [970.00 to 1,030.00] <Price>
            15:20:00 #9 buy 1 INFY MIS limit 1,000.00: rejected: Intraday positions of this stock were squared off at 15:10:00. [Longterm (CNC)] <Product>
            15:24:59 #10 buy 1 INFY CNC market: pending, blocks 1,001.04
            15:25:00 #11 buy 1 INFY CNC market: rejected: Market orders are currently not allowed. [Limit orders for the day, until 15:30] <Type>
            15:25:00 refused: In the last part of the auction market orders can be neither changed nor cancelled. [What is left of it, after the match]
            15:25:00 #12 buy 1 INFY CNC limit 970.00: pending, blocks 971.04
            15:29:59 refused: There is no order of that number. [An order that is still working]
            15:30:00 #13 buy 1 INFY CNC limit 1,000.00: rejected: The exchange takes no orders at 15:30:00. [Nothing more today; orders from 09:00 on the next trading day]
            15:30:00 refused: The exchange is matching the auction's orders. [What is left of it, after the match]
            15:35:00 #1 cancelled: The closing auction matched without it, freed 901.04
            15:35:00 #7 cancelled: The closing auction matched without it, freed 1,031.04
            15:35:00 #10 cancelled: The closing auction matched without it, freed 1,001.04
            15:35:00 #12 cancelled: The closing auction matched without it, freed 971.04
            15:36:00 #14 buy 1 INFY CNC limit 1,000.00: rejected: The exchange takes no orders at 15:36:00. [An after-market order (AMO), for the next session]
            ---
            #1 cancelled (The closing auction matched without it)
            #2 rejected
            #3 rejected
            #4 rejected
            #5 rejected
            #6 rejected
            #7 cancelled (The closing auction matched without it)
            #8 rejected
            #9 rejected
            #10 cancelled (The closing auction matched without it)
            #11 rejected
            #12 cancelled (The closing auction matched without it)
            #13 rejected
            #14 rejected
            cash 2,00,000.00 available 2,00,000.00
        "#]],
    );
}

/// A stock without a closing auction trades on to 15:30; so did every stock before 3 August 2026.
#[test]
fn other_stocks_trade_on_to_half_past_three() {
    check(
        "cash 200000
         day 2026-08-03
         stock IDEA 200
         15:29:00 buy IDEA 5 cnc limit 200
         15:29:59 IDEA 199 x 1000
         15:29:59 buy IDEA 5 cnc limit 150
         15:30:00 buy IDEA 5 cnc limit 200",
        &expect![[r#"
            2026-08-03
            15:29:00 #1 buy 5 IDEA CNC limit 200.00: open, blocks 1,001.04
            15:29:59 #1 bought 5 at 199.00 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            15:29:59 #2 buy 5 IDEA CNC limit 150.00: rejected: The price is outside the day's price band. [160.00 to 240.00] <Price>
            15:30:00 #3 buy 5 IDEA CNC limit 200.00: rejected: The exchange takes no orders at 15:30:00. [An after-market order (AMO), for the next session]
            ---
            #1 filled 5/5 at 199.00
            #2 rejected
            #3 rejected
            cash 1,99,998.96 available 1,99,003.96 payable 995.00 charges 1.04
            IDEA holds 5 at 199.00, cost 995.00: 5 for 995.00 of 2026-08-03
        "#]],
    );
    check(
        "cash 200000
         day 2026-07-31
         stock INFY 1000 band none auction
         15:29:00 buy INFY 5 cnc limit 1000
         15:29:59 INFY 999 x 1000",
        &expect![[r#"
            2026-07-31
            15:29:00 #1 buy 5 INFY CNC limit 1,000.00: open, blocks 5,006.19
            15:29:59 #1 bought 5 at 999.00 (GapBeyondLimit, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            ---
            #1 filled 5/5 at 999.00
            cash 1,99,993.82 available 1,94,998.82 payable 4,995.00 charges 6.18
            INFY holds 5 at 999.00, cost 4,995.00: 5 for 4,995.00 of 2026-07-31
        "#]],
    );
}
