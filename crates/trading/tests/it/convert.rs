//! Converting between intraday and delivery; cancelling and closing everything.

use expect_test::expect;

use crate::script::check;

/// 10 at 1,000.10 intraday at 5 times block 2,000.20; 6 of them as delivery cost 6,000.60, and 4 left need 800.08. The
/// note: 4 of the day's purchase stay intraday (brokerage 0.03 % of 4,000.40 = 1.20), 6 are delivery: STT 6.0006 → 6,
/// stamp 0.015 % of 6,000.60 = 0.90 → 1 and none on 4,000.40 × 0.003 % = 0.12 → 0 (before: 10,001 × 0.003 % → 0).
#[test]
fn intraday_shares_become_delivery_for_their_whole_value() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000 band none
         09:20:00 buy INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         09:21:00 convert INFY 11 cnc
         09:21:00 convert INFY 0 cnc
         09:21:00 convert INFY 6 cnc
         09:21:01 show
         15:00:00 sell INFY 4 mis market
         15:00:01 INFY 1010 x 1000
         day 2026-08-04
         09:20:00 convert INFY 1 mis",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY MIS market: open, blocks 2,003.92
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            09:21:00 refused: That is more than can be converted: shares bought today and not offered for sale. [At most 10] <Quantity>
            09:21:00 refused: That is more than can be converted: shares bought today and not offered for sale. [At most 10] <Quantity>
            09:21:00 6 INFY now Cnc, cost 6,000.60, margin −1,200.12
            ---
            #1 filled 10/10 at 1,000.10
            cash 99,196.00 available 93,195.40 blocked 800.08 payable 6,000.60 charges 3.92
            INFY holds 6 at 1,000.10, cost 6,000.60: 6 for 6,000.60 of 2026-08-03
            INFY intraday long 4 at 1,000.10, margin 800.08, realised 0.00
            15:00:00 #2 sell 4 INFY MIS market: open
            15:00:01 #2 sold 4 at 1,009.85 (MarketAdverseSide, 3 ticks): 2.57 = brokerage 1.21 + stt 1.00 + transaction 0.12 + gst 0.24
            16:00:00 note of 2026-08-03: netted : 4.86 = brokerage −1.80 + stt 6.00 + transaction −0.01 + stamp 1.00 + gst −0.33
            2026-08-04
            09:20:00 refused: That is more than can be converted: shares bought today and not offered for sale. [Shares bought today] <Quantity>
            16:00:00 settled 2026-08-03: received 39.00, paid 6,000.60
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 4/4 at 1,009.85
            cash 94,027.05 available 94,027.05 realised 39.00 charges 11.35
            INFY holds 6 at 1,000.10, cost 6,000.60: 6 for 6,000.60 of 2026-08-03
            INFY intraday flat, realised 39.00
        "#]],
    );
}

/// 9 at 1,000.10 need 9,000.90 + charges of 10,000: converted to delivery they do; 10 would not.
#[test]
fn a_conversion_needs_the_cash() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000 band none
         09:20:00 buy INFY 10 mis market
         09:20:01 INFY 1000 x 1000
         09:21:00 sell INFY 3 mis limit 1050
         09:21:00 convert INFY 8 cnc
         09:21:00 cancel 2
         09:21:00 convert INFY 10 cnc
         09:21:00 convert INFY 9 cnc
         15:15:00 convert INFY 1 cnc",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY MIS market: open, blocks 2,003.92
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            09:21:00 #2 sell 3 INFY MIS limit 1,050.00: open
            09:21:00 refused: That is more than can be converted: shares bought today and not offered for sale. [At most 7] <Quantity>
            09:21:00 #2 cancelled: Cancelled by you
            09:21:00 refused: The order needs ₹8,009.26; ₹7,995.88 is free. [A smaller quantity, or a lower price] <Quantity>
            09:21:00 9 INFY now Cnc, cost 9,000.90, margin −1,800.18
            15:15:00 refused: The order needs ₹800.73; ₹795.16 is free. [A smaller quantity, or a lower price] <Quantity>
            15:20:00 #3 sell 1 INFY MIS market by the program: open
            15:30:00 #3 sold 1 at 999.95 (SquareOff, 1 ticks): 59.39 = brokerage 0.30 + transaction 0.03 + gst 0.06 + squareoff 59.00
            16:00:00 note of 2026-08-03: netted : 6.81 = brokerage −2.70 + stt 9.00 + stamp 1.00 + gst −0.49
            ---
            #1 filled 10/10 at 1,000.10
            #2 cancelled (Cancelled by you)
            #3 filled 1/1 at 999.95
            cash 9,929.73 available 928.83 payable 9,000.90 realised −0.15 charges 70.12
            INFY holds 9 at 1,000.10, cost 9,000.90: 9 for 9,000.90 of 2026-08-03
            INFY intraday flat, realised −0.15
        "#]],
    );
}

/// Bought as delivery, converted to intraday, sold intraday: only the older 5 stay, at their own average.
#[test]
fn a_purchase_of_the_day_becomes_intraday_as_if_never_delivered() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 5 cnc market
         09:20:01 IDEA 100 x 1000
         day 2026-08-04
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 110 x 1000
         09:20:02 show
         09:21:00 convert IDEA 11 mis
         09:21:00 convert IDEA 10 mis
         09:21:01 show
         15:20:01 IDEA 112 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 IDEA CNC market: open, blocks 501.02
            09:20:01 #1 bought 5 at 100.01 (MarketAdverseSide, 1 ticks): 1.02 = stt 1.00 + transaction 0.02
            2026-08-04
            09:20:00 #2 buy 10 IDEA CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 10 at 110.02 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            ---
            #1 filled 5/5 at 100.01
            #2 filled 10/10 at 110.02
            cash 99,997.94 available 98,397.69 payable 1,600.25 charges 2.06
            IDEA holds 15 at 106.68, cost 1,600.25: 5 for 500.05 of 2026-08-03, 10 for 1,100.20 of 2026-08-04
            09:21:00 refused: That is more than can be converted: shares bought today and not offered for sale. [At most 10] <Quantity>
            09:21:00 10 IDEA now Mis, cost 1,100.20, margin 366.74
            ---
            #1 filled 5/5 at 100.01
            #2 filled 10/10 at 110.02
            cash 99,631.20 available 99,131.15 blocked 366.74 payable 500.05 charges 2.06
            IDEA holds 5 at 100.01, cost 500.05: 5 for 500.05 of 2026-08-03
            IDEA intraday long 10 at 110.02, margin 366.74, realised 0.00
            15:20:00 #3 sell 10 IDEA MIS market by the program: open
            15:20:01 #3 sold 10 at 111.98 (SquareOff, 2 ticks): 59.44 = brokerage 0.34 + transaction 0.03 + gst 0.07 + squareoff 59.00
            16:00:00 settled 2026-08-03: received 0.00, paid 500.05
            16:00:00 note of 2026-08-04: netted : −0.62 = brokerage 0.33 + stt −1.00 + gst 0.05
            ---
            #1 filled 5/5 at 100.01
            #2 filled 10/10 at 110.02
            #3 filled 10/10 at 111.98
            cash 99,439.07 available 99,439.07 receivable 19.60 realised 19.60 charges 60.88
            IDEA holds 5 at 100.01, cost 500.05: 5 for 500.05 of 2026-08-03
            IDEA intraday flat, realised 19.60
        "#]],
    );
}

#[test]
fn what_cannot_be_intraday_is_not_converted() {
    check(
        "cash 100000
         day 2026-08-03
         stock SLOW 100 series BE band 5
         stock IDEA 100
         09:20:00 buy SLOW 5 cnc market
         09:20:00 buy IDEA 5 cnc market
         09:20:00 sell IDEA 10 mis market
         09:20:01 SLOW 100 x 1000
         09:20:01 IDEA 100 x 1000
         09:21:00 convert SLOW 5 mis
         09:21:00 convert IDEA 5 mis
         09:21:00 convert IDEA 5 cnc
         15:25:00 convert IDEA 5 mis
         15:40:00 convert IDEA 5 mis",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 SLOW CNC market: open, blocks 501.02
            09:20:00 #2 buy 5 IDEA CNC market: open, blocks 501.02
            09:20:00 #3 sell 10 IDEA MIS market: open, blocks 333.73
            09:20:01 #1 bought 5 at 100.01 (MarketAdverseSide, 1 ticks): 1.02 = stt 1.00 + transaction 0.02
            09:20:01 #2 bought 5 at 100.01 (MarketAdverseSide, 1 ticks): 0.02 = transaction 0.02
            09:20:01 #3 sold 10 at 99.99 (MarketAdverseSide, 1 ticks): 0.39 = brokerage 0.30 + transaction 0.03 + gst 0.06
            09:21:00 refused: Series BE is trade-to-trade: every trade is delivered, none is intraday. [Longterm (CNC)] <Product>
            09:21:00 refused: The stock is sold short intraday; close that position first. [Delivery shares of a stock without a short position] <Product>
            09:21:00 refused: That is more than can be converted: shares bought today and not offered for sale. [Shares bought today] <Quantity>
            15:20:00 #4 buy 10 IDEA MIS market by the program: open
            15:25:00 refused: Shares are converted during continuous trading, until positions are squared off. [A conversion from 09:15 to 15:20]
            15:30:00 #4 bought 10 at 100.01 (SquareOff, 1 ticks): 59.39 = brokerage 0.30 + transaction 0.03 + gst 0.06 + squareoff 59.00
            15:40:00 refused: Shares are converted during continuous trading, until positions are squared off. [A conversion from 09:15 to 15:20]
            ---
            #1 filled 5/5 at 100.01
            #2 filled 5/5 at 100.01
            #3 filled 10/10 at 99.99
            #4 filled 10/10 at 100.01
            cash 99,938.98 available 98,938.88 payable 1,000.10 realised −0.20 charges 60.82
            IDEA holds 5 at 100.01, cost 500.05: 5 for 500.05 of 2026-08-03
            SLOW holds 5 at 100.01, cost 500.05: 5 for 500.05 of 2026-08-03
            IDEA intraday flat, realised −0.20
        "#]],
    );
}

#[test]
fn all_orders_are_cancelled_at_once() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         stock IDEA 200
         09:20:00 buy IDEA 10 cnc limit 190
         09:20:00 buy INFY 5 mis limit 990
         09:20:00 buy IDEA 10 cnc sl-m 210
         09:21:00 cancel-all
         09:22:00 cancel-all",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC limit 190.00: open, blocks 1,902.07
            09:20:00 #2 buy 5 INFY MIS limit 990.00: open, blocks 1,651.94
            09:20:00 #3 buy 10 IDEA CNC SL-M trigger 210.00: trigger pending, blocks 2,102.07
            09:21:00 #1 cancelled: Cancelled by you, freed 1,902.07
            09:21:00 #2 cancelled: Cancelled by you, freed 1,651.94
            09:21:00 #3 cancelled: Cancelled by you, freed 2,102.07
            ---
            #1 cancelled (Cancelled by you)
            #2 cancelled (Cancelled by you)
            #3 cancelled (Cancelled by you)
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

/// The limit order that would close 4 of the 10 is cancelled; all 10 are sold, and the 20 short bought back.
#[test]
fn all_positions_are_closed_at_once() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         stock IDEA 200
         09:20:00 buy INFY 10 mis market
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         09:20:01 INFY 1000 x 1000
         09:20:02 sell INFY 4 mis limit 1050
         09:21:00 exit-all
         09:21:01 IDEA 199 x 1000
         09:21:01 INFY 1001 x 1000
         09:22:00 exit-all",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY MIS market: open, blocks 3,337.26
            09:20:00 #2 sell 20 IDEA MIS market: open, blocks 1,335.90
            09:20:01 #2 sold 20 at 199.98 (MarketAdverseSide, 2 ticks): 2.56 = brokerage 1.20 + stt 1.00 + transaction 0.12 + gst 0.24
            09:20:01 #1 bought 10 at 1,000.10 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            09:20:02 #3 sell 4 INFY MIS limit 1,050.00: open
            09:21:00 #4 buy 20 IDEA MIS market: open
            09:21:00 #3 cancelled: Cancelled by you
            09:21:00 #5 sell 10 INFY MIS market: open
            09:21:01 #4 bought 20 at 199.02 (MarketAdverseSide, 2 ticks): 1.55 = brokerage 1.19 + transaction 0.12 + gst 0.24
            09:21:01 #5 sold 10 at 1,000.85 (MarketAdverseSide, 3 ticks): 6.92 = brokerage 3.00 + stt 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            ---
            #1 filled 10/10 at 1,000.10
            #2 filled 20/20 at 199.98
            #3 cancelled (Cancelled by you)
            #4 filled 20/20 at 199.02
            #5 filled 10/10 at 1,000.85
            cash 99,985.05 available 99,985.05 receivable 26.70 realised 26.70 charges 14.95
            IDEA intraday flat, realised 19.20
            INFY intraday flat, realised 7.50
        "#]],
    );
}
