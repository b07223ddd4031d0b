//! After-market orders and the post-close session; disclosed quantities.

use expect_test::expect;

use crate::script::check;

/// Queued in the evening with its money set aside; in the pre-open at 09:00; filled at the open. A stop and an IOC wait
/// for continuous trading.
#[test]
fn an_after_market_order_enters_the_next_session() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         10:00:00 buy INFY 5 cnc market amo
         15:29:59 buy INFY 5 cnc market amo
         15:45:00 buy INFY 5 cnc market amo
         15:55:00 buy INFY 5 cnc limit 995 amo
         17:00:00 buy INFY 5 cnc sl-m 1010 amo
         17:00:00 buy INFY 5 cnc limit 1010 ioc amo
         17:00:00 buy INFY 500 cnc limit 1010 amo
         17:01:00 modify 4 6
         17:01:00 show
         day 2026-08-04
         09:08:30 INFY 990 x 1000 open
         09:15:30 INFY 1012 x 1000",
        &expect![[r#"
            2026-08-03
            10:00:00 #1 buy 5 INFY CNC market AMO: rejected: The exchange takes orders now; an after-market order waits for the next session. [The same order without AMO] <Validity>
            15:29:59 #2 buy 5 INFY CNC market AMO: rejected: The exchange takes orders now; an after-market order waits for the next session. [The same order without AMO] <Validity>
            15:45:00 #3 buy 5 INFY CNC market AMO: queued, blocks 5,006.19
            15:55:00 #4 buy 5 INFY CNC limit 995.00 AMO: queued, blocks 4,981.18
            17:00:00 #5 buy 5 INFY CNC SL-M trigger 1,010.00 AMO: queued, blocks 5,056.20
            17:00:00 #6 buy 5 INFY CNC limit 1,010.00 IOC AMO: queued, blocks 5,056.20
            17:00:00 #7 buy 500 INFY CNC limit 1,010.00 AMO: rejected: The order needs ₹5,05,599.89; ₹79,900.23 is free. [A smaller quantity, or a lower price] <Quantity>
            17:01:00 #4 changed to buy 6 INFY CNC limit 995.00 AMO: queued, blocks 5,977.22
            ---
            #1 rejected
            #2 rejected
            #3 queued
            #4 queued
            #5 queued
            #6 queued
            #7 rejected
            cash 78,904.19 available 78,904.19 blocked 21,095.81
            2026-08-04
            09:00:00 #3 now pending
            09:00:00 #4 now pending
            09:08:30 #3 bought 5 at 990.00 (PreOpenPrice, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            09:08:30 #4 bought 6 at 990.00 (PreOpenPrice, 0 ticks): 7.22 = stt 6.00 + transaction 0.18 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:15:00 #5 now trigger pending
            09:15:00 #6 now open
            09:15:30 #5 now open
            09:15:30 #5 bought 5 at 1,012.15 (MarketAdverseSide, 3 ticks): 5.20 = stt 5.00 + transaction 0.16 + sebi 0.01 + gst 0.03
            09:15:30 #6 cancelled: Immediate or cancel: no more could be had at once, freed 5,056.20
            ---
            #1 rejected
            #2 rejected
            #3 filled 5/5 at 990.00
            #4 filled 6/6 at 990.00
            #5 filled 5/5 at 1,012.15
            #6 cancelled (Immediate or cancel: no more could be had at once)
            #7 rejected
            cash 99,981.40 available 84,030.65 payable 15,950.75 charges 18.60
            INFY holds 16 at 996.92, cost 15,950.75: 5 for 4,950.00 of 2026-08-04, 6 for 5,940.00 of 2026-08-04, 5 for 5,060.75 of 2026-08-04
        "#]],
    );
}

/// The morning of the same day, before the pre-open; and an order cancelled while it waits.
#[test]
fn an_after_market_order_is_taken_before_the_pre_open_too() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         08:00:00 buy INFY 5 cnc market amo
         08:00:00 buy INFY 5 cnc market amo
         08:01:00 cancel 2
         09:08:30 INFY 1000 x 1000 open",
        &expect![[r#"
            2026-08-03
            08:00:00 #1 buy 5 INFY CNC market AMO: queued, blocks 5,006.19
            08:00:00 #2 buy 5 INFY CNC market AMO: queued, blocks 5,006.19
            08:01:00 #2 cancelled: Cancelled by you, freed 5,006.19
            09:00:00 #1 now pending
            09:08:30 #1 bought 5 at 1,000.00 (PreOpenPrice, 0 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            ---
            #1 filled 5/5 at 1,000.00
            #2 cancelled (Cancelled by you)
            cash 99,993.81 available 94,993.81 payable 5,000.00 charges 6.19
            INFY holds 5 at 1,000.00, cost 5,000.00: 5 for 5,000.00 of 2026-08-03
        "#]],
    );
}

/// On Monday INFY closes at 900: Tuesday's band is 720.00 to 1,080.00. The limit of 1,100 was within Monday's.
#[test]
fn a_price_that_the_new_day_does_not_take_ends_the_order() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         15:29:00 INFY 900 x 1000
         16:10:00 buy INFY 5 cnc limit 1100 amo
         16:10:00 buy INFY 5 cnc sl-m 1090 amo
         day 2026-08-04
         09:20:00 show",
        &expect![[r#"
            2026-08-03
            16:10:00 #1 buy 5 INFY CNC limit 1,100.00 AMO: queued, blocks 5,507.21
            16:10:00 #2 buy 5 INFY CNC SL-M trigger 1,090.00 AMO: queued, blocks 5,456.21
            2026-08-04
            09:00:00 #1 cancelled: The new day's tick, price band or series does not take it, freed 5,507.21
            09:15:00 #2 cancelled: The new day's tick, price band or series does not take it, freed 5,456.21
            ---
            #1 cancelled (The new day's tick, price band or series does not take it)
            #2 cancelled (The new day's tick, price band or series does not take it)
            cash 1,00,000.00 available 1,00,000.00
            ---
            #1 cancelled (The new day's tick, price band or series does not take it)
            #2 cancelled (The new day's tick, price band or series does not take it)
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

/// An intraday order queued after the square-off is of the next day, and squared off there.
#[test]
fn an_intraday_order_can_be_queued_overnight() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         16:10:00 buy IDEA 50 mis market amo
         day 2026-08-04
         09:08:30 IDEA 200 x 1000 open
         15:20:01 IDEA 201 x 1000",
        &expect![[r#"
            2026-08-03
            16:10:00 #1 buy 50 IDEA MIS market AMO: queued, blocks 3,337.26
            2026-08-04
            09:00:00 #1 now pending
            09:08:30 #1 bought 50 at 200.00 (PreOpenPrice, 0 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 50 IDEA MIS market by the program: open
            15:20:01 #2 sold 50 at 200.97 (SquareOff, 3 ticks): 65.93 = brokerage 3.01 + stt 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60 + squareoff 59.00
            ---
            #1 filled 50/50 at 200.00
            #2 filled 50/50 at 200.97
            cash 99,930.15 available 99,930.15 receivable 48.50 realised 48.50 charges 69.85
            IDEA intraday flat, realised 48.50
        "#]],
    );
}

/// 15:50 to 16:00 at the close, 199: of 1,00,000 shares a thousandth is 100. Intraday, limits and stops are refused.
#[test]
fn the_post_close_session_trades_at_the_close() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         15:29:00 IDEA 199 x 100000
         15:50:00 buy IDEA 50 cnc limit 199
         15:50:00 buy IDEA 50 cnc sl-m 210
         15:50:00 buy IDEA 50 cnc market ioc
         15:50:00 buy IDEA 50 mis market
         15:50:00 buy IDEA 70 cnc market
         15:51:00 buy IDEA 70 cnc market
         15:52:00 buy IDEA 70 cnc market
         15:53:00 cancel 7",
        &expect![[r#"
            2026-08-03
            15:50:00 #1 buy 50 IDEA CNC limit 199.00: rejected: The post-close session does not take this kind of order. [Market orders for delivery (CNC) at the closing price, until 16:00] <Type>
            15:50:00 #2 buy 50 IDEA CNC SL-M trigger 210.00: rejected: The post-close session does not take this kind of order. [Market orders for delivery (CNC) at the closing price, until 16:00] <Type>
            15:50:00 #3 buy 50 IDEA CNC market IOC: rejected: The post-close session takes no immediate-or-cancel orders: nothing trades before it matches. [Market orders for delivery (CNC) at the closing price, until 16:00] <Validity>
            15:50:00 #4 buy 50 IDEA MIS market: rejected: Intraday positions of this stock were squared off at 15:20:00. [Longterm (CNC)] <Product>
            15:50:00 #5 buy 70 IDEA CNC market: pending, blocks 13,946.52
            15:51:00 #6 buy 70 IDEA CNC market: pending, blocks 13,946.52
            15:52:00 #7 buy 70 IDEA CNC market: pending, blocks 13,946.52
            15:53:00 #7 cancelled: Cancelled by you, freed 13,946.52
            16:00:00 #5 bought 70 at 199.00 (PostClosePrice, 0 ticks): 16.52 = stt 14.00 + transaction 0.43 + sebi 0.01 + stamp 2.00 + gst 0.08
            16:00:00 #6 bought 30 at 199.00 (PostClosePrice, 0 ticks): 7.22 = stt 6.00 + transaction 0.18 + sebi 0.01 + stamp 1.00 + gst 0.03
            16:00:00 #6 expired: The day ended before it was filled, freed 7,969.44
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 filled 70/70 at 199.00
            #6 expired 30/70 at 199.00 (The day ended before it was filled)
            #7 cancelled (Cancelled by you)
            cash 99,976.26 available 80,076.26 payable 19,900.00 charges 23.74
            IDEA holds 100 at 199.00, cost 19,900.00: 70 for 13,930.00 of 2026-08-03, 30 for 5,970.00 of 2026-08-03
        "#]],
    );
}

/// At the upper limit of 240 nobody sells.
#[test]
fn a_stock_locked_at_the_close_does_not_trade_after_it() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         15:29:00 IDEA 240 x 100000
         15:50:00 buy IDEA 50 cnc market",
        &expect![[r#"
            2026-08-03
            15:50:00 #1 buy 50 IDEA CNC market: pending, blocks 12,014.45
            16:00:00 #1 expired: The day ended before it was filled, freed 12,014.45
            ---
            #1 expired (The day ended before it was filled)
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

/// A tenth of 25 is 3, rounded up.
#[test]
fn a_disclosed_quantity_is_a_tenth_or_more_and_only_in_continuous_trading() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000 band none auction
         09:01:00 buy INFY 25 cnc limit 990 shows 5
         09:20:00 buy INFY 25 cnc limit 990 shows 2
         09:20:00 buy INFY 25 cnc limit 990 shows 26
         09:20:00 buy INFY 25 cnc limit 990 ioc shows 5
         09:20:00 buy INFY 25 cnc limit 990 shows 3
         15:20:00 buy INFY 25 cnc limit 990 shows 5",
        &expect![[r#"
            2026-08-03
            09:01:00 #1 buy 25 INFY CNC limit 990.00 showing 5: rejected: Only day orders in continuous trading can disclose a part of their quantity. [No disclosed quantity] <Disclosed>
            09:20:00 #2 buy 25 INFY CNC limit 990.00 showing 2: rejected: The disclosed quantity is a tenth of the order or more. [3 to 25] <Disclosed>
            09:20:00 #3 buy 25 INFY CNC limit 990.00 showing 26: rejected: The disclosed quantity is a tenth of the order or more. [3 to 25] <Disclosed>
            09:20:00 #4 buy 25 INFY CNC limit 990.00 IOC showing 5: rejected: Only day orders in continuous trading can disclose a part of their quantity. [No disclosed quantity] <Disclosed>
            09:20:00 #5 buy 25 INFY CNC limit 990.00 showing 3: open, blocks 24,779.92
            15:15:00 #5 cancelled: Only plain limit orders carry over into the closing auction, freed 24,779.92
            15:20:00 #6 buy 25 INFY CNC limit 990.00 showing 5: rejected: Only day orders in continuous trading can disclose a part of their quantity. [No disclosed quantity] <Disclosed>
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 cancelled (Only plain limit orders carry over into the closing auction)
            #6 rejected
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

/// A stop-loss order of the evening enters at 09:15; until then it is the broker's, and can be changed.
#[test]
fn a_queued_order_can_be_changed_until_it_enters() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         16:10:00 buy INFY 1 cnc sl-m 1010 amo
         day 2026-08-04
         09:05:00 modify 1 2 sl-m 1015
         09:13:00 modify 1 3 sl-m 1015
         09:16:00 INFY 1015 x 1000",
        &expect![[r#"
            2026-08-03
            16:10:00 #1 buy 1 INFY CNC SL-M trigger 1,010.00 AMO: queued, blocks 1,011.04
            2026-08-04
            09:05:00 #1 changed to buy 2 INFY CNC SL-M trigger 1,015.00 AMO: queued, blocks 2,032.07
            09:13:00 #1 changed to buy 3 INFY CNC SL-M trigger 1,015.00 AMO: queued, blocks 3,048.11
            09:15:00 #1 now trigger pending
            09:16:00 #1 now open
            09:16:00 #1 bought 3 at 1,015.15 (MarketAdverseSide, 3 ticks): 3.11 = stt 3.00 + transaction 0.09 + gst 0.02
            ---
            #1 filled 3/3 at 1,015.15
            cash 99,996.89 available 96,951.44 payable 3,045.45 charges 3.11
            INFY holds 3 at 1,015.15, cost 3,045.45: 3 for 3,045.45 of 2026-08-04
        "#]],
    );
}

/// An after-market order that has entered is an order like any other: in an auction it discloses nothing.
#[test]
fn an_order_of_the_evening_discloses_nothing_in_an_auction_either() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         16:10:00 buy INFY 20 cnc limit 990 amo shows 2
         day 2026-08-04
         09:05:00 modify 1 15
         09:16:00 modify 1 15",
        &expect![[r#"
            2026-08-03
            16:10:00 #1 buy 20 INFY CNC limit 990.00 AMO showing 2: queued, blocks 19,823.74
            2026-08-04
            09:00:00 #1 now pending
            09:05:00 refused: Only day orders in continuous trading can disclose a part of their quantity. [No disclosed quantity] <Disclosed>
            09:15:00 #1 now open
            09:16:00 #1 changed to buy 15 INFY CNC limit 990.00 showing 2: open, blocks 14,867.55
            15:30:00 #1 expired: The day ended before it was filled, freed 14,867.55
            ---
            #1 expired (The day ended before it was filled)
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}
