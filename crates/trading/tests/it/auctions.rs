//! The pre-open and the closing auction: one price, and what they accept.

use expect_test::expect;

use crate::script::check;

/// The market order and the limit above the open trade at the open; the limit at the very open is left over and goes
/// on into continuous trading. So does what the tenth of the volume leaves of the market order, as a limit order at
/// the open: it trades when the market trades through that, and at no worse price.
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
         09:15:01 INFY 1005.10 x 2000
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
            09:15:00 #4 now partly filled, a limit order at 1,005.00
            09:16:00 #3 bought 5 at 1,005.00 (TradedThrough, 1 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:16:00 #4 bought 10 at 1,005.00 (TradedThrough, 1 ticks): 11.37 = stt 10.00 + transaction 0.31 + sebi 0.01 + stamp 1.00 + gst 0.05
            ---
            #1 filled 5/5 at 1,005.00
            #2 filled 5/5 at 1,005.00
            #3 filled 5/5 at 1,005.00
            #4 filled 100/100 at 1,005.00
            cash 1,99,862.67 available 84,287.67 payable 1,15,575.00 charges 137.33
            INFY holds 115 at 1,005.00, cost 1,15,575.00: 5 for 5,025.00 of 2026-08-03, 5 for 5,025.00 of 2026-08-03, 90 for 90,450.00 of 2026-08-03, 5 for 5,025.00 of 2026-08-03, 10 for 10,050.00 of 2026-08-03
        "#]],
    );
}

/// Where nothing trades in the pre-open the previous close is the limit: the purchase waits below the market, the sale,
/// above which the market stands, takes. An adjusted close off the tick, 250.03, binds to 250.00 and 250.05.
#[test]
fn a_market_order_of_a_pre_open_without_a_trade_is_limited_to_the_previous_close() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         stock VEDL 250.03 tick 0.05
         09:01:00 buy INFY 5 cnc market
         09:01:00 sell INFY 5 mis market
         09:01:00 buy VEDL 5 cnc market
         09:01:00 sell VEDL 5 mis market
         09:14:00 cancel 4
         09:15:01 INFY 1010 x 1000
         09:15:02 VEDL 249.95 x 1000",
        &expect![[r#"
            2026-08-03
            09:01:00 #1 buy 5 INFY CNC market: pending, blocks 5,006.19
            09:01:00 #2 sell 5 INFY MIS market: pending, blocks 1,669.63
            09:01:00 #3 buy 5 VEDL CNC market: pending, blocks 1,251.20
            09:01:00 #4 sell 5 VEDL MIS market: pending, blocks 417.22
            09:14:00 #4 cancelled: Cancelled by you, freed 417.22
            09:15:00 #1 now open, a limit order at 1,000.00
            09:15:00 #2 now open, a limit order at 1,000.00
            09:15:00 #3 now open, a limit order at 250.00
            09:15:01 #1 now open
            09:15:01 #2 sold 5 at 1,010.00 (GapBeyondLimit, 0 ticks): 2.99 = brokerage 1.52 + stt 1.00 + transaction 0.16 + sebi 0.01 + gst 0.30
            09:15:02 #3 bought 5 at 249.95 (GapBeyondLimit, 0 ticks): 1.05 = stt 1.00 + transaction 0.04 + gst 0.01
            15:20:00 #5 buy 5 INFY MIS market by the program: open
            15:30:00 #1 expired: The day ended before it was filled, freed 5,006.19
            15:30:00 #5 bought 5 at 1,010.05 (SquareOff, 1 ticks): 60.99 = brokerage 1.52 + transaction 0.16 + sebi 0.01 + gst 0.30 + squareoff 59.00
            ---
            #1 expired (The day ended before it was filled)
            #2 filled 5/5 at 1,010.00
            #3 filled 5/5 at 249.95
            #4 cancelled (Cancelled by you)
            #5 filled 5/5 at 1,010.05
            cash 99,934.72 available 98,684.97 payable 1,249.75 realised −0.25 charges 65.03
            VEDL holds 5 at 249.95, cost 1,249.75: 5 for 1,249.75 of 2026-08-03
            INFY intraday flat, realised −0.25
        "#]],
    );
}

/// The first sitting opens at 1,000 and ends at 1,020; the second finds no price of its own: what is left over there
/// is limited to the last price, not to the day's opening price.
#[test]
fn the_second_sitting_of_a_day_limits_to_its_own_opening() {
    check(
        "cash 100000
         day 2024-03-02
         stock INFY 1000
         09:01:00 buy INFY 5 cnc market
         09:08:30 INFY 1000 x 40 open
         09:16:00 INFY 1020 x 1000
         11:16:00 buy INFY 5 cnc market
         11:24:00 INFY 1015 x 10 open
         11:31:00 INFY 1014 x 1000",
        &expect![[r#"
            2024-03-02
            09:01:00 #1 buy 5 INFY CNC market: pending, blocks 5,006.21
            09:08:30 #1 bought 4 at 1,000.00 (PreOpenPrice, 0 ticks): 5.15 = stt 4.00 + transaction 0.13 + stamp 1.00 + gst 0.02
            09:15:00 #1 now partly filled, a limit order at 1,000.00
            11:16:00 #2 buy 5 INFY CNC market: pending, blocks 5,106.22
            11:24:00 #2 bought 1 at 1,015.00 (PreOpenPrice, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            11:30:00 #2 now partly filled, a limit order at 1,015.00
            11:31:00 #2 bought 4 at 1,015.00 (TradedThrough, 20 ticks): 4.17 = stt 4.00 + transaction 0.13 + sebi 0.01 + gst 0.02 + ipft 0.01
            12:30:00 #1 expired: The day ended before it was filled, freed 1,001.24
            ---
            #1 expired 4/5 at 1,000.00 (The day ended before it was filled)
            #2 filled 5/5 at 1,015.00
            cash 99,989.64 available 90,914.64 payable 9,075.00 charges 10.36
            INFY holds 9 at 1,008.33, cost 9,075.00: 4 for 4,000.00 of 2024-03-02, 1 for 1,015.00 of 2024-03-02, 4 for 4,060.00 of 2024-03-02
        "#]],
    );
}

/// What is left over is an order like any other: it can be changed back into a market order, and what it set aside stays
/// set aside until then.
#[test]
fn what_the_pre_open_left_over_can_be_changed() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:01:00 buy INFY 5 cnc market
         09:08:30 INFY 1030 x 10 open
         09:15:01 INFY 1040 x 1000
         09:16:00 modify 1 5 market
         09:16:01 INFY 1040 x 1000",
        &expect![[r#"
            2026-08-03
            09:01:00 #1 buy 5 INFY CNC market: pending, blocks 5,006.19
            09:08:30 #1 bought 1 at 1,030.00 (PreOpenPrice, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:15:00 #1 now partly filled, a limit order at 1,030.00
            09:16:00 #1 changed to buy 5 INFY CNC market: partly filled, blocks 4,165.15
            09:16:01 #1 bought 4 at 1,040.15 (MarketAdverseSide, 3 ticks): 5.16 = stt 4.00 + transaction 0.13 + sebi 0.01 + stamp 1.00 + gst 0.02
            ---
            #1 filled 5/5 at 1,038.12
            cash 99,993.80 available 94,803.20 payable 5,190.60 charges 6.20
            INFY holds 5 at 1,038.12, cost 5,190.60: 1 for 1,030.00 of 2026-08-03, 4 for 4,160.60 of 2026-08-03
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
