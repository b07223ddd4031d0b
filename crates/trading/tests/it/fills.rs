//! At what price an order trades, and how much of it: market orders, the share of the volume, locked bands.

use expect_test::expect;

use crate::script::check;

/// The spread is one ten-thousandth of the price, up to the tick: 1,000.00 → 0.10 (tick 0.05).
/// Bought at 1,000.10: 5 × 1,000.10 = 5,000.50. STT 0.1 % = 5.0005 → 5. Stamp 0.015 % = 0.75 → 1.
/// Transaction 0.0030699 % = 0.1535 → 0.15. SEBI 0.0001 % = 0.005 → 0.01. GST 18 % of 0.16 = 0.0288 → 0.03.
/// Sold at 1,100 − 0.15 (0.11 up to the tick): 2 × 1,099.85 = 2,199.70. STT 2.1997 → 2. Transaction
/// 0.0675 → 0.07. SEBI 0.0022 → 0. GST 0.0126 → 0.01. DP 13 + 18 % = 15.34.
/// Cash 1,00,000 − 6.19 − 5,000.50 − 17.42 = 94,975.89; profit 2 × (1,099.85 − 1,000.10) = 199.50.
#[test]
fn a_market_order_takes_the_adverse_side_of_the_next_trade() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-04
         09:20:00 sell INFY 2 cnc market
         09:20:01 INFY 1100 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            2026-08-04
            09:20:00 #2 sell 2 INFY CNC market: open
            09:20:01 #2 sold 2 at 1,099.85 (MarketAdverseSide, 3 ticks): 17.42 = stt 2.00 + transaction 0.07 + gst 0.01 + dp 15.34
            16:00:00 settled 2026-08-03: received 0.00, paid 5,000.50
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 2/2 at 1,099.85
            cash 94,975.89 available 94,975.89 receivable 2,199.70 realised 199.50 charges 23.61
            INFY holds 3 at 1,000.10, cost 3,000.30: 3 for 3,000.30 of 2026-08-03
        "#]],
    );
}

/// A tenth of 40 is 4; of 40 + 25 it is 6, less the 4 had: 2; the third trade allows 10 − 6 = 4 more of the 5 asked
/// for, and the last lets the rest go. The charges of the parts add up to those of the whole order:
/// 11 × 200.02 = 2,200.22 → STT 2, stamp 0.33 → 0, transaction 0.0675 → 0.07, GST 0.01.
#[test]
fn a_large_order_gets_a_tenth_of_what_trades() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 11 cnc market
         09:20:01 IDEA 200 x 40
         09:20:02 IDEA 200 x 25
         09:20:03 IDEA 200 x 35
         09:20:04 IDEA 200 x 9
         09:20:05 IDEA 200 x 1",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 11 IDEA CNC market: open, blocks 2,202.08
            09:20:01 #1 bought 4 at 200.02 (MarketAdverseSide, 2 ticks): 1.02 = stt 1.00 + transaction 0.02
            09:20:02 #1 bought 2 at 200.02 (MarketAdverseSide, 2 ticks): 0.03 = transaction 0.02 + gst 0.01
            09:20:03 #1 bought 4 at 200.02 (MarketAdverseSide, 2 ticks): 1.02 = stt 1.00 + transaction 0.02
            09:20:05 #1 bought 1 at 200.02 (MarketAdverseSide, 2 ticks): 0.01 = transaction 0.01
            ---
            #1 filled 11/11 at 200.02
            cash 99,997.92 available 97,797.70 payable 2,200.22 charges 2.08
            IDEA holds 11 at 200.02, cost 2,200.22: 4 for 800.08 of 2026-08-03, 2 for 400.04 of 2026-08-03, 4 for 800.08 of 2026-08-03, 1 for 200.02 of 2026-08-03
        "#]],
    );
}

/// Both orders were there when 100 traded: the account may have 10 of them, whichever way the order is cut.
#[test]
fn cutting_an_order_in_two_gives_no_more_shares() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 8 cnc market
         09:20:00 buy IDEA 8 cnc market
         09:20:01 IDEA 200 x 100
         09:20:02 IDEA 200 x 60",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 8 IDEA CNC market: open, blocks 1,602.06
            09:20:00 #2 buy 8 IDEA CNC market: open, blocks 1,602.06
            09:20:01 #1 bought 8 at 200.02 (MarketAdverseSide, 2 ticks): 2.06 = stt 2.00 + transaction 0.05 + gst 0.01
            09:20:01 #2 bought 2 at 200.02 (MarketAdverseSide, 2 ticks): 0.01 = transaction 0.01
            09:20:02 #2 bought 6 at 200.02 (MarketAdverseSide, 2 ticks): 1.05 = stt 1.00 + transaction 0.04 + gst 0.01
            ---
            #1 filled 8/8 at 200.02
            #2 filled 8/8 at 200.02
            cash 99,996.88 available 96,796.56 payable 3,200.32 charges 3.12
            IDEA holds 16 at 200.02, cost 3,200.32: 8 for 1,600.16 of 2026-08-03, 2 for 400.04 of 2026-08-03, 6 for 1,200.12 of 2026-08-03
        "#]],
    );
}

/// A thousand may be had of 10,000, but only 3 traded below the limit, and then enough.
#[test]
fn a_fill_is_never_larger_than_the_trade_it_shares_in() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 IDEA 200 x 1000
         09:20:00 buy IDEA 50 cnc limit 199.00
         09:20:01 IDEA 200 x 10000
         09:20:02 IDEA 198.99 x 3
         09:20:03 IDEA 198.99 x 500",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA CNC limit 199.00: open, blocks 9,961.38
            09:20:02 #1 bought 3 at 199.00 (TradedThrough, 1 ticks): 1.02 = stt 1.00 + transaction 0.02
            09:20:03 #1 bought 47 at 199.00 (TradedThrough, 1 ticks): 10.36 = stt 9.00 + transaction 0.29 + sebi 0.01 + stamp 1.00 + gst 0.06
            ---
            #1 filled 50/50 at 199.00
            cash 99,988.62 available 90,038.62 payable 9,950.00 charges 11.38
            IDEA holds 50 at 199.00, cost 9,950.00: 3 for 597.00 of 2026-08-03, 47 for 9,353.00 of 2026-08-03
        "#]],
    );
}

#[test]
fn what_is_left_of_an_immediate_order_is_cancelled() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 8 cnc market ioc
         09:20:01 IDEA 200 x 50
         09:21:00 buy IDEA 8 cnc limit 199 ioc
         09:21:01 IDEA 199.01 x 500",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 8 IDEA CNC market IOC: open, blocks 1,602.06
            09:20:01 #1 bought 5 at 200.02 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:20:01 #1 cancelled: Immediate or cancel: no more could be had at once, freed 600.77
            09:21:00 #2 buy 8 IDEA CNC limit 199.00 IOC: open, blocks 1,594.06
            09:21:01 #2 cancelled: Immediate or cancel: no more could be had at once, freed 1,594.06
            ---
            #1 cancelled 5/8 at 200.02 (Immediate or cancel: no more could be had at once)
            #2 cancelled (Immediate or cancel: no more could be had at once)
            cash 99,998.96 available 98,998.86 payable 1,000.10 charges 1.04
            IDEA holds 5 at 200.02, cost 1,000.10: 5 for 1,000.10 of 2026-08-03
        "#]],
    );
}

/// Band 20 % of 100: 80 to 120. At 120 nobody sells, at 80 nobody buys: the orders wait.
#[test]
fn a_stock_locked_at_its_band_has_nobody_on_the_other_side() {
    check(
        "cash 100000
         day 2026-08-03
         stock LOCK 100
         09:20:00 buy LOCK 10 cnc market
         09:20:01 LOCK 120 x 10000
         09:20:02 LOCK 119.99 x 10000
         09:21:00 sell LOCK 10 cnc market
         09:21:01 LOCK 80 x 10000
         09:21:02 LOCK 80.01 x 10000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 LOCK CNC market: open, blocks 1,001.04
            09:20:02 #1 bought 10 at 120.00 (MarketAdverseSide, 1 ticks): 1.05 = stt 1.00 + transaction 0.04 + gst 0.01
            09:21:00 #2 sell 10 LOCK CNC market: open
            09:21:02 #2 sold 10 at 80.00 (MarketAdverseSide, 1 ticks): 16.36 = stt 1.00 + transaction 0.02 + dp 15.34
            16:00:00 note of 2026-08-03: netted 10 LOCK: −16.63 = brokerage 0.60 + stt −2.00 + gst 0.11 + dp −15.34
            ---
            #1 filled 10/10 at 120.00
            #2 filled 10/10 at 80.00
            cash 99,999.22 available 98,799.22 receivable 800.00 payable 1,200.00 realised −400.00 charges 0.78
        "#]],
    );
}

/// With the best prices shown, a taker gets the other side's price; an empty side gives nothing.
#[test]
fn shown_prices_are_taken_as_they_are() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 200 x 1000 bid 199.90x50 offer none
         09:20:02 IDEA 200 x 1000 bid 199.90x50 offer 200.30x80",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC market: open, blocks 2,002.07
            09:20:02 #1 bought 10 at 200.30 (MarketAdverseSide, 30 ticks): 2.07 = stt 2.00 + transaction 0.06 + gst 0.01
            ---
            #1 filled 10/10 at 200.30
            cash 99,997.93 available 97,994.93 payable 2,003.00 charges 2.07
            IDEA holds 10 at 200.30, cost 2,003.00: 10 for 2,003.00 of 2026-08-03
        "#]],
    );
}

/// A trade made before the order, or at its very moment with no more volume, is no news to it.
#[test]
fn an_order_never_fills_from_what_was_known_when_it_was_placed() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 IDEA 190 x 5000
         09:20:00 buy IDEA 10 cnc market
         09:20:00 show
         09:20:01 IDEA 210 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC market: open, blocks 1,902.07
            ---
            #1 open
            cash 98,097.93 available 98,097.93 blocked 1,902.07
            09:20:01 #1 bought 10 at 210.03 (MarketAdverseSide, 3 ticks): 2.07 = stt 2.00 + transaction 0.06 + gst 0.01
            ---
            #1 filled 10/10 at 210.03
            cash 99,997.93 available 97,897.63 payable 2,100.30 charges 2.07
            IDEA holds 10 at 210.03, cost 2,100.30: 10 for 2,100.30 of 2026-08-03
        "#]],
    );
}

#[test]
fn orders_of_two_stocks_stand_beside_each_other() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         stock INFY 1000
         09:19:00 IDEA 200 x 1000
         09:19:00 INFY 1000 x 1000
         09:20:00 buy IDEA 10 cnc market
         09:20:00 buy INFY 5 cnc limit 990
         09:20:00 buy IDEA 10 cnc limit 195
         09:20:01 IDEA 200 x 1000
         09:20:02 INFY 995 x 1000
         09:20:03 IDEA 194 x 1000
         09:20:04 INFY 989.95 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC market: open, blocks 2,002.07
            09:20:00 #2 buy 5 INFY CNC limit 990.00: open, blocks 4,956.18
            09:20:00 #3 buy 10 IDEA CNC limit 195.00: open, blocks 1,952.07
            09:20:01 #1 bought 10 at 200.02 (MarketAdverseSide, 2 ticks): 2.07 = stt 2.00 + transaction 0.06 + gst 0.01
            09:20:03 #3 bought 10 at 195.00 (TradedThrough, 100 ticks): 3.07 = stt 2.00 + transaction 0.06 + stamp 1.00 + gst 0.01
            09:20:04 #2 bought 5 at 990.00 (TradedThrough, 1 ticks): 5.18 = stt 5.00 + transaction 0.15 + gst 0.03
            ---
            #1 filled 10/10 at 200.02
            #2 filled 5/5 at 990.00
            #3 filled 10/10 at 195.00
            cash 99,989.68 available 91,089.48 payable 8,900.20 charges 10.32
            IDEA holds 20 at 197.51, cost 3,950.20: 10 for 2,000.20 of 2026-08-03, 10 for 1,950.00 of 2026-08-03
            INFY holds 5 at 990.00, cost 4,950.00: 5 for 4,950.00 of 2026-08-03
        "#]],
    );
}

/// Lots of 100: a tenth of 1,990 is 199, of which one lot; the second trade lets the other go.
#[test]
fn an_sme_order_fills_in_whole_lots() {
    check(
        "cash 100000
         day 2026-08-03
         stock SMALL 100 series SM lot 100
         09:20:00 buy SMALL 200 cnc market
         09:20:01 SMALL 100 x 1990
         09:20:02 SMALL 100 x 500",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 200 SMALL CNC market: open, blocks 20,023.74
            09:20:01 #1 bought 100 at 100.05 (MarketAdverseSide, 1 ticks): 12.38 = stt 10.00 + transaction 0.31 + sebi 0.01 + stamp 2.00 + gst 0.06
            09:20:02 #1 bought 100 at 100.05 (MarketAdverseSide, 1 ticks): 11.36 = stt 10.00 + transaction 0.30 + sebi 0.01 + stamp 1.00 + gst 0.05
            ---
            #1 filled 200/200 at 100.05
            cash 99,976.26 available 79,966.26 payable 20,010.00 charges 23.74
            SMALL holds 200 at 100.05, cost 20,010.00: 100 for 10,005.00 of 2026-08-03, 100 for 10,005.00 of 2026-08-03
        "#]],
    );
}

/// 100 may be had of the 1,000 that traded, but 30 stand at the best offer: no more is taken there, by one order or by
/// several. The rest of a DAY order waits for the next quote, that of an IOC order goes.
#[test]
fn no_more_is_taken_than_is_shown() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:16:00 IDEA 200 x 1000
         09:20:00 buy IDEA 20 cnc market
         09:20:00 buy IDEA 20 cnc market ioc
         09:20:00 buy IDEA 20 cnc limit 201
         09:20:01 IDEA 200 x 1000 bid 199.90x50 offer 200.10x30
         09:20:02 IDEA 200.20 x 1000 bid 200.10x50 offer 200.30x500
         09:21:00 sell IDEA 40 cnc market
         09:21:01 IDEA 200 x 1000 bid 199.90x35 offer 200.10x30
         09:21:02 IDEA 200 x 1000 bid 199.80x90 offer 200.10x30",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 20 IDEA CNC market: open, blocks 4,005.14
            09:20:00 #2 buy 20 IDEA CNC market IOC: open, blocks 4,005.14
            09:20:00 #3 buy 20 IDEA CNC limit 201.00: open, blocks 4,025.14
            09:20:01 #1 bought 20 at 200.10 (MarketAdverseSide, 10 ticks): 5.14 = stt 4.00 + transaction 0.12 + stamp 1.00 + gst 0.02
            09:20:01 #2 bought 10 at 200.10 (MarketAdverseSide, 10 ticks): 2.07 = stt 2.00 + transaction 0.06 + gst 0.01
            09:20:01 #2 cancelled: Immediate or cancel: no more could be had at once, freed 2,002.57
            09:20:02 #3 bought 20 at 200.30 (Marketable, 10 ticks): 5.14 = stt 4.00 + transaction 0.12 + stamp 1.00 + gst 0.02
            09:21:00 #4 sell 40 IDEA CNC market: open
            09:21:01 #4 sold 35 at 199.90 (MarketAdverseSide, 10 ticks): 22.60 = stt 7.00 + transaction 0.21 + sebi 0.01 + gst 0.04 + dp 15.34
            09:21:02 #4 sold 5 at 199.80 (MarketAdverseSide, 20 ticks): 1.05 = stt 1.00 + transaction 0.04 + gst 0.01
            16:00:00 note of 2026-08-03: netted 40 IDEA: −25.67 = brokerage 4.80 + stt −14.00 + stamp −2.00 + gst 0.87 + dp −15.34
            ---
            #1 filled 20/20 at 200.10
            #2 cancelled 10/20 at 200.10 (Immediate or cancel: no more could be had at once)
            #3 filled 20/20 at 200.30
            #4 filled 40/40 at 199.89
            cash 99,989.67 available 89,980.67 receivable 7,995.50 payable 10,009.00 realised −11.70 charges 10.33
            IDEA holds 10 at 200.18, cost 2,001.80: 10 for 2,003.00 of 2026-08-03
        "#]],
    );
}
