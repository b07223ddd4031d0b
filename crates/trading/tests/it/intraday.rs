//! Intraday positions: margin, shorts, profit and loss, and the square-off.

use expect_test::expect;

use crate::script::check;

/// 5 times: a fifth of 50 × 1,000.10 = 50,005 is 10,001. Sold at 1,009.85: profit 50 × 9.75 = 487.50, owed until
/// settlement; margin back at once. Buy: brokerage 0.03 % = 15.0015 → 15.00; transaction 1.5351 → 1.54; SEBI 0.05;
/// stamp 0.003 % = 1.50015 → 2; GST 18 % of 16.59 = 2.9862 → 2.99; in all 21.58.
/// Sale of 50,492.50: brokerage 15.14775 → 15.15; STT 0.025 % = 12.623 → 13; transaction 1.5501 → 1.55; SEBI 0.05;
/// GST 18 % of 16.75 = 3.015 → 3.02 (half up).
#[test]
fn a_long_position_blocks_its_margin_and_frees_it() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000 band none
         09:20:00 buy INFY 50 mis market
         09:20:01 INFY 1000 x 1000
         09:20:02 show
         10:20:00 sell INFY 50 mis market
         10:20:01 INFY 1010 x 1000
         10:20:02 show
         day 2026-08-04
         09:00:00 show",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 INFY MIS market: open, blocks 10,021.56
            09:20:01 #1 bought 50 at 1,000.10 (MarketAdverseSide, 2 ticks): 21.58 = brokerage 15.00 + transaction 1.54 + sebi 0.05 + stamp 2.00 + gst 2.99
            ---
            #1 filled 50/50 at 1,000.10
            cash 89,977.42 available 89,977.42 blocked 10,001.00 charges 21.58
            INFY intraday long 50 at 1,000.10, margin 10,001.00, realised 0.00
            10:20:00 #2 sell 50 INFY MIS market: open
            10:20:01 #2 sold 50 at 1,009.85 (MarketAdverseSide, 3 ticks): 32.77 = brokerage 15.15 + stt 13.00 + transaction 1.55 + sebi 0.05 + gst 3.02
            ---
            #1 filled 50/50 at 1,000.10
            #2 filled 50/50 at 1,009.85
            cash 99,945.65 available 99,945.65 receivable 487.50 realised 487.50 charges 54.35
            INFY intraday flat, realised 487.50
            2026-08-04
            ---
            #1 filled 50/50 at 1,000.10
            #2 filled 50/50 at 1,009.85
            cash 99,945.65 available 99,945.65 receivable 487.50 realised 487.50 charges 54.35
            INFY intraday flat, realised 487.50
            16:00:00 settled 2026-08-03: received 487.50, paid 0.00
            ---
            #1 filled 50/50 at 1,000.10
            #2 filled 50/50 at 1,009.85
            cash 1,00,433.15 available 1,00,433.15 realised 487.50 charges 54.35
            INFY intraday flat, realised 487.50
        "#]],
    );
}

/// A short sold at 999.90 and bought back at 1,010.15 loses 10 × 10.25 = 102.50 at once.
#[test]
fn a_short_position_loses_at_once_what_it_loses() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 sell INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         09:20:02 show
         10:20:00 buy INFY 10 mis market
         10:20:01 INFY 1010 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 sell 10 INFY MIS market: open, blocks 3,340.26
            09:20:01 #1 sold 10 at 999.90 (MarketAdverseSide, 2 ticks): 5.92 = brokerage 3.00 + stt 2.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            ---
            #1 filled 10/10 at 999.90
            cash 96,661.08 available 96,661.08 blocked 3,333.00 charges 5.92
            INFY intraday short 10 at 999.90, margin 3,333.00, realised 0.00
            10:20:00 #2 buy 10 INFY MIS market: open
            10:20:01 #2 bought 10 at 1,010.15 (MarketAdverseSide, 3 ticks): 3.95 = brokerage 3.03 + transaction 0.31 + sebi 0.01 + gst 0.60
            ---
            #1 filled 10/10 at 999.90
            #2 filled 10/10 at 1,010.15
            cash 99,887.63 available 99,887.63 realised −102.50 charges 9.87
            INFY intraday flat, realised −102.50
        "#]],
    );
}

/// Long 10, sell 15: 10 close, 5 open short. The average of the short is its own.
#[test]
fn an_order_through_nothing_closes_first_and_then_opens_the_other_way() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         09:30:00 sell INFY 15 mis market
         09:30:01 INFY 1005 x 1000
         09:30:02 show
         09:40:00 buy INFY 5 mis market
         09:40:01 INFY 1000 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            09:30:00 #2 sell 15 INFY MIS market: open, blocks 1,676.55
            09:30:01 #2 sold 15 at 1,004.85 (MarketAdverseSide, 3 ticks): 9.90 = brokerage 4.52 + stt 4.00 + transaction 0.46 + sebi 0.02 + gst 0.90
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 15/15 at 1,004.85
            cash 98,311.43 available 98,311.43 blocked 1,674.75 receivable 47.50 realised 47.50 charges 13.82
            INFY intraday short 5 at 1,004.85, margin 1,674.75, realised 47.50
            09:40:00 #3 buy 5 INFY MIS market: open
            09:40:01 #3 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 1.96 = brokerage 1.50 + transaction 0.15 + sebi 0.01 + gst 0.30
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 15/15 at 1,004.85
            #3 filled 5/5 at 1,000.10
            cash 99,984.22 available 99,984.22 receivable 71.25 realised 71.25 charges 15.78
            INFY intraday flat, realised 71.25
        "#]],
    );
}

/// 15:20 for a stock without a closing auction: working intraday orders end, the position is closed at the adverse
/// side, with ₹50 + GST.
#[test]
fn what_is_open_at_the_square_off_is_closed_with_the_fee() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         09:30:00 sell IDEA 50 mis limit 220
         15:19:59 buy IDEA 5 mis limit 150
         15:20:01 IDEA 201 x 1000
         15:21:00 buy IDEA 5 mis market",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 50 at 200.02 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            09:30:00 #2 sell 50 IDEA MIS limit 220.00: open
            15:19:59 #3 buy 5 IDEA MIS limit 150.00: rejected: The price is outside the day's price band. [160.00 to 240.00] <Price>
            15:20:00 #2 cancelled: Intraday orders end at the square-off time
            15:20:00 #4 sell 50 IDEA MIS market by the program: open
            15:20:01 #4 sold 50 at 200.97 (SquareOff, 3 ticks): 65.93 = brokerage 3.01 + stt 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60 + squareoff 59.00
            15:21:00 #5 buy 5 IDEA MIS market: rejected: Intraday positions of this stock were squared off at 15:20:00. [Longterm (CNC)] <Product>
            ---
            #1 filled 50/50 at 200.02
            #2 cancelled (Intraday orders end at the square-off time)
            #3 rejected
            #4 filled 50/50 at 200.97
            #5 rejected
            cash 99,930.15 available 99,930.15 receivable 47.50 realised 47.50 charges 69.85
            IDEA intraday flat, realised 47.50
        "#]],
    );
}

/// 15:10 for a stock with a closing auction; nobody may cancel or change the program's order.
#[test]
fn stocks_with_a_closing_auction_are_squared_off_at_ten_past_three() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000 band none auction
         09:20:00 sell INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         15:10:00 cancel 2
         15:10:00 modify 2 5
         15:10:01 INFY 990 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 sell 10 INFY MIS market: open, blocks 2,006.92
            09:20:01 #1 sold 10 at 999.90 (MarketAdverseSide, 2 ticks): 5.92 = brokerage 3.00 + stt 2.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:10:00 #2 buy 10 INFY MIS market by the program: open
            15:10:00 refused: The program wrote this order to square off your position. [An order that is still working]
            15:10:00 refused: The program wrote this order to square off your position. [An order that is still working]
            15:10:01 #2 bought 10 at 990.10 (SquareOff, 2 ticks): 62.87 = brokerage 2.97 + transaction 0.30 + sebi 0.01 + gst 0.59 + squareoff 59.00
            ---
            #1 filled 10/10 at 999.90
            #2 filled 10/10 at 990.10
            cash 99,931.21 available 99,931.21 receivable 98.00 realised 98.00 charges 68.79
            INFY intraday flat, realised 98.00
        "#]],
    );
}

/// Nothing trades after the square-off began: what continuous trading leaves is closed at its last price, a tick worse.
#[test]
fn what_continuous_trading_leaves_is_closed_at_its_last_price() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         15:20:01 IDEA 201 x 100
         15:31:00 show",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 50 at 200.02 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 50 IDEA MIS market by the program: open
            15:20:01 #2 sold 10 at 200.97 (SquareOff, 3 ticks): 60.78 = brokerage 0.60 + stt 1.00 + transaction 0.06 + gst 0.12 + squareoff 59.00
            15:30:00 #2 sold 40 at 200.99 (SquareOff, 1 ticks): 5.15 = brokerage 2.41 + stt 2.00 + transaction 0.25 + sebi 0.01 + gst 0.48
            ---
            #1 filled 50/50 at 200.02
            #2 filled 50/50 at 200.99
            cash 99,930.15 available 99,930.15 receivable 48.30 realised 48.30 charges 69.85
            IDEA intraday flat, realised 48.30
            ---
            #1 filled 50/50 at 200.02
            #2 filled 50/50 at 200.99
            cash 99,930.15 available 99,930.15 receivable 48.30 realised 48.30 charges 69.85
            IDEA intraday flat, realised 48.30
        "#]],
    );
}

/// Before 3 August 2026 every stock was squared off at 15:20.
#[test]
fn before_august_2026_every_stock_was_squared_off_at_twenty_past_three() {
    check(
        "cash 100000
         day 2026-07-30
         stock INFY 1000 band none auction
         09:20:00 buy INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         15:19:59 INFY 1000 x 1000
         15:20:01 INFY 1000 x 1000",
        &expect![[r#"
            2026-07-30
            09:20:00 #1 buy 10 INFY MIS market: open, blocks 2,003.92
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 10 INFY MIS market by the program: open
            15:20:01 #2 sold 10 at 999.90 (SquareOff, 2 ticks): 64.92 = brokerage 3.00 + stt 2.00 + transaction 0.31 + sebi 0.01 + gst 0.60 + squareoff 59.00
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 10/10 at 999.90
            cash 99,929.16 available 99,929.16 realised −2.00 charges 68.84
            INFY intraday flat, realised −2.00
        "#]],
    );
}

/// A gain of the day cannot be spent before it is settled: the day after it is still owed, after 16:00 it is cash.
/// Cash 10,000; 45 shares at five times block 9,000.90 and leave room for little; the gain is 45 × 99.75.
#[test]
fn an_intraday_gain_is_spent_only_after_settlement() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000 band none
         09:20:00 buy INFY 45 mis market
         09:20:01 INFY 1000 x 1000
         10:20:00 sell INFY 45 mis market
         10:20:01 INFY 1100 x 1000
         10:21:00 buy INFY 10 cnc limit 1000
         day 2026-08-04
         09:20:00 buy INFY 10 cnc limit 1000
         day 2026-08-05
         09:20:00 buy INFY 10 cnc limit 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 45 INFY MIS market: open, blocks 9,018.62
            09:20:01 #1 bought 45 at 1,000.10 (MarketAdverseSide, 2 ticks): 18.62 = brokerage 13.50 + transaction 1.38 + sebi 0.05 + stamp 1.00 + gst 2.69
            10:20:00 #2 sell 45 INFY MIS market: open
            10:20:01 #2 sold 45 at 1,099.85 (MarketAdverseSide, 3 ticks): 31.38 = brokerage 14.85 + stt 12.00 + transaction 1.52 + sebi 0.05 + gst 2.96
            10:21:00 #3 buy 10 INFY CNC limit 1,000.00: rejected: The order needs ₹10,012.38; ₹9,950.00 is free. [A smaller quantity, or a lower price] <Quantity>
            2026-08-04
            09:20:00 #4 buy 10 INFY CNC limit 1,000.00: rejected: The order needs ₹10,012.38; ₹9,950.00 is free. [A smaller quantity, or a lower price] <Quantity>
            16:00:00 settled 2026-08-03: received 4,488.75, paid 0.00
            2026-08-05
            09:20:00 #5 buy 10 INFY CNC limit 1,000.00: open, blocks 10,012.38
            15:30:00 #5 expired: The day ended before it was filled, freed 10,012.38
            ---
            #1 filled 45/45 at 1,000.10
            #2 filled 45/45 at 1,099.85
            #3 rejected
            #4 rejected
            #5 expired (The day ended before it was filled)
            cash 14,438.75 available 14,438.75 realised 4,488.75 charges 50.00
            INFY intraday flat, realised 4,488.75
        "#]],
    );
}
