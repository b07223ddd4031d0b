//! The contract note at the end of the day.

use expect_test::expect;

use crate::script::check;

/// 5 bought at 1,000.10 (5,000.50) and sold at 1,009.85 (5,049.25) as delivery were charged STT 5 + 5, stamp 1 and the
/// depository's 15.34. Netted they are intraday: brokerage 0.03 % = 1.50 + 1.51; STT 0.025 % of the sale = 1.26 → 1;
/// stamp 0.003 % = 0.15 → 0; transaction 0.15 + 0.16 and SEBI 0.01 + 0.01 as before; GST 18 % of 1.66 and of 1.68 =
/// 0.30 + 0.30. In all 1.96 + 2.98 = 4.94 instead of 26.73.
#[test]
fn delivery_bought_and_sold_on_one_day_is_charged_as_intraday() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         09:30:00 sell INFY 5 cnc market
         09:30:01 INFY 1010 x 1000
         day 2026-08-04",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:30:00 #2 sell 5 INFY CNC market: open
            09:30:01 #2 sold 5 at 1,009.85 (MarketAdverseSide, 3 ticks): 20.54 = stt 5.00 + transaction 0.16 + sebi 0.01 + gst 0.03 + dp 15.34
            16:00:00 note of 2026-08-03: netted 5 INFY: −21.79 = brokerage 3.01 + stt −9.00 + stamp −1.00 + gst 0.54 + dp −15.34
            2026-08-04
            16:00:00 settled 2026-08-03: received 5,049.25, paid 5,000.50
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 1,009.85
            cash 1,00,043.81 available 1,00,043.81 realised 48.75 charges 4.94
        "#]],
    );
}

/// Of 8 sold, 5 net with the purchase of the day; 3 leave the demat account and pay as delivery.
#[test]
fn what_is_sold_beyond_the_purchase_is_delivery() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         day 2026-08-05
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         09:30:00 sell INFY 8 cnc market
         09:30:01 INFY 1010 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            2026-08-05
            00:00:00 settled 2026-08-03: received 0.00, paid 5,000.50
            09:20:00 #2 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #2 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:30:00 #3 sell 8 INFY CNC market: open
            09:30:01 #3 sold 8 at 1,009.85 (MarketAdverseSide, 3 ticks): 23.65 = stt 8.00 + transaction 0.25 + sebi 0.01 + gst 0.05 + dp 15.34
            16:00:00 note of 2026-08-05: netted 5 INFY: −6.45 = brokerage 3.01 + stt −9.00 + stamp −1.00 + gst 0.54
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 1,000.10
            #3 filled 8/8 at 1,009.85
            cash 94,969.92 available 92,998.97 receivable 8,078.80 payable 5,000.50 realised 78.00 charges 29.58
            INFY holds 2 at 1,000.10, cost 2,000.20: 2 for 2,000.20 of 2026-08-03
        "#]],
    );
}

/// Trade-to-trade settles each trade by delivery: nothing nets, and the sale is of older shares.
#[test]
fn trade_to_trade_shares_never_net() {
    check(
        "cash 100000
         day 2026-08-03
         stock SLOW 100 series BE band 5
         09:20:00 buy SLOW 10 cnc market
         09:20:01 SLOW 100 x 1000
         day 2026-08-05
         09:20:00 buy SLOW 10 cnc market
         09:20:01 SLOW 101 x 1000
         09:21:00 sell SLOW 10 cnc market
         09:21:01 SLOW 101 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 SLOW CNC market: open, blocks 1,001.04
            09:20:01 #1 bought 10 at 100.01 (MarketAdverseSide, 1 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-05
            00:00:00 settled 2026-08-03: received 0.00, paid 1,000.10
            09:20:00 #2 buy 10 SLOW CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 10 at 101.02 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:21:00 #3 sell 10 SLOW CNC market: open
            09:21:01 #3 sold 10 at 100.98 (MarketAdverseSide, 2 ticks): 16.38 = stt 1.00 + transaction 0.03 + gst 0.01 + dp 15.34
            ---
            #1 filled 10/10 at 100.01
            #2 filled 10/10 at 101.02
            #3 filled 10/10 at 100.98
            cash 98,981.44 available 98,981.04 receivable 1,009.80 payable 1,010.20 realised 4.65 charges 18.46
            SLOW holds 10 at 100.52, cost 1,005.15: 10 for 1,010.20 of 2026-08-05
        "#]],
    );
}
