//! Changing, cancelling and the end of the day.

use expect_test::expect;

use crate::script::check;

#[test]
fn a_changed_order_blocks_anew_and_queues_anew() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 10 cnc limit 990
         09:20:01 modify 1 20 limit 985
         09:20:02 INFY 989 x 1000
         09:20:03 INFY 984.95 x 12
         09:20:04 modify 1 30
         09:20:05 modify 1 10
         09:20:06 modify 1 30
         09:20:07 modify 1 30 market
         09:20:08 INFY 985 x 1000
         09:20:09 modify 1 40
         09:20:09 cancel 1
         09:20:09 cancel 2",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY CNC limit 990.00: open, blocks 9,911.37
            09:20:01 #1 changed to buy 20 INFY CNC limit 985.00: open, blocks 19,723.73
            09:20:03 #1 bought 12 at 985.00 (TradedThrough, 1 ticks): 14.44 = stt 12.00 + transaction 0.36 + sebi 0.01 + stamp 2.00 + gst 0.07
            09:20:04 #1 changed to buy 30 INFY CNC limit 985.00: partly filled, blocks 17,751.66
            09:20:05 refused: 12 shares are filled already; ask for more than that.
            09:20:06 refused: The order already says so.
            09:20:07 #1 changed to buy 30 INFY CNC market: partly filled, blocks 17,750.76
            09:20:08 #1 bought 18 at 985.10 (MarketAdverseSide, 2 ticks): 20.67 = stt 18.00 + transaction 0.55 + sebi 0.02 + stamp 2.00 + gst 0.10
            09:20:09 refused: The order has ended; it can no longer be changed. [An order that is still working]
            09:20:09 refused: The order has ended; it can no longer be changed. [An order that is still working]
            09:20:09 refused: There is no order of that number. [An order that is still working]
            ---
            #1 filled 30/30 at 985.06
            cash 99,964.89 available 70,413.09 payable 29,551.80 charges 35.11
            INFY holds 30 at 985.06, cost 29,551.80: 12 for 11,820.00 of 2026-08-03, 18 for 17,731.80 of 2026-08-03
        "#]],
    );
}

#[test]
fn an_order_changes_between_limit_and_stop() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:20:00 buy INFY 10 cnc limit 990
         09:20:01 modify 1 10 sl-m 1010
         09:20:02 modify 1 10 sl 1010/1015
         09:20:03 INFY 1010 x 10
         09:20:04 modify 1 10 sl 1010/1012
         09:20:05 modify 1 10 sl 1020/1022
         09:20:06 modify 1 10 limit 1005
         09:20:07 INFY 1004 x 50
         09:20:08 modify 1 10 sl-m 1010
         09:20:09 cancel 1",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 INFY CNC limit 990.00: open, blocks 9,911.37
            09:20:01 #1 changed to buy 10 INFY CNC SL-M trigger 1,010.00: trigger pending, blocks 10,112.38
            09:20:02 #1 changed to buy 10 INFY CNC SL 1,015.00 trigger 1,010.00: trigger pending, blocks 10,162.38
            09:20:03 #1 now open
            09:20:04 #1 changed to buy 10 INFY CNC SL 1,012.00 trigger 1,010.00: open, blocks 10,132.38
            09:20:05 #1 changed to buy 10 INFY CNC SL 1,022.00 trigger 1,020.00: open, blocks 10,232.38
            09:20:06 #1 changed to buy 10 INFY CNC limit 1,005.00: open, blocks 10,062.38
            09:20:07 #1 bought 5 at 1,005.00 (TradedThrough, 20 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:20:08 refused: Part of it is filled; a stop-loss order is a new order.
            09:20:09 #1 cancelled: Cancelled by you, freed 5,031.19
            ---
            #1 cancelled 5/10 at 1,005.00 (Cancelled by you)
            cash 99,993.81 available 94,968.81 payable 5,025.00 charges 6.19
            INFY holds 5 at 1,005.00, cost 5,025.00: 5 for 5,025.00 of 2026-08-03
        "#]],
    );
}

#[test]
fn a_change_is_checked_like_an_order() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc limit 990
         09:20:01 modify 1 11
         09:20:01 modify 1 5 limit 990.01
         09:20:01 modify 1 0
         09:20:01 modify 1 5 limit 1500
         09:20:01 modify 1 10 limit 998
         09:20:02 INFY 990 x 100
         09:20:03 show
         15:30:00 modify 1 4",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC limit 990.00: open, blocks 4,956.18
            09:20:01 refused: The order needs ₹10,903.40; ₹10,000.00 is free. [A smaller quantity, or a lower price] <Quantity>
            09:20:01 refused: The price is not a multiple of the tick, ₹0.05. [990.00 or 990.05] <Price>
            09:20:01 refused: 0 shares cannot be traded. [1 share or more] <Quantity>
            09:20:01 refused: The price is outside the day's price band. [800.00 to 1,200.00] <Price>
            09:20:01 #1 changed to buy 10 INFY CNC limit 998.00: open, blocks 9,991.38
            09:20:02 #1 bought 10 at 990.00 (GapBeyondLimit, 0 ticks): 11.37 = stt 10.00 + transaction 0.30 + sebi 0.01 + stamp 1.00 + gst 0.06
            ---
            #1 filled 10/10 at 990.00
            cash 9,988.63 available 88.63 payable 9,900.00 charges 11.37
            INFY holds 10 at 990.00, cost 9,900.00: 10 for 9,900.00 of 2026-08-03
            15:30:00 refused: The order has ended; it can no longer be changed. [An order that is still working]
            ---
            #1 filled 10/10 at 990.00
            cash 9,988.63 available 88.63 payable 9,900.00 charges 11.37
            INFY holds 10 at 990.00, cost 9,900.00: 10 for 9,900.00 of 2026-08-03
        "#]],
    );
}

/// 3 of 5 are offered for sale: 2 more can be, and a change up to 3 + 2.
#[test]
fn shares_offered_once_are_not_offered_twice() {
    check(
        "cash 10000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         09:21:00 sell INFY 3 cnc limit 1050
         09:21:00 sell INFY 3 cnc limit 1060
         09:21:00 sell INFY 2 cnc limit 1060
         09:21:01 modify 2 4
         09:21:02 cancel 4
         09:21:03 modify 2 5
         09:21:04 modify 2 6
         09:21:05 INFY 1055 x 20
         09:21:06 modify 2 4
         09:21:07 INFY 1055 x 20",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:21:00 #2 sell 3 INFY CNC limit 1,050.00: open
            09:21:00 #3 sell 3 INFY CNC limit 1,060.00: rejected: That is more than is held; delivery shares cannot be sold short. [At most 2] <Quantity>
            09:21:00 #4 sell 2 INFY CNC limit 1,060.00: open
            09:21:01 refused: That is more than is held; delivery shares cannot be sold short. [At most 3] <Quantity>
            09:21:02 #4 cancelled: Cancelled by you
            09:21:03 #2 changed to sell 5 INFY CNC limit 1,050.00: open
            09:21:04 refused: That is more than is held; delivery shares cannot be sold short. [At most 5] <Quantity>
            09:21:05 #2 sold 2 at 1,050.00 (TradedThrough, 100 ticks): 17.41 = stt 2.00 + transaction 0.06 + gst 0.01 + dp 15.34
            09:21:06 #2 changed to sell 4 INFY CNC limit 1,050.00: partly filled
            09:21:07 #2 sold 2 at 1,054.85 (Marketable, 3 ticks): 2.08 = stt 2.00 + transaction 0.07 + gst 0.01
            16:00:00 note of 2026-08-03: netted 4 INFY: −20.44 = brokerage 2.46 + stt −7.00 + sebi −0.01 + stamp −1.00 + gst 0.45 + dp −15.34
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 4/4 at 1,052.43
            #3 rejected
            #4 cancelled (Cancelled by you)
            cash 9,994.76 available 4,994.26 receivable 4,209.70 payable 5,000.50 realised 209.30 charges 5.24
            INFY holds 1 at 1,000.10, cost 1,000.10: 1 for 1,000.10 of 2026-08-03
        "#]],
    );
}

#[test]
fn what_is_open_at_the_end_of_the_day_expires() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 10 cnc limit 190
         09:20:00 buy IDEA 10 cnc sl-m 220
         09:20:01 IDEA 189.99 x 50",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC limit 190.00: open, blocks 1,902.07
            09:20:00 #2 buy 10 IDEA CNC SL-M trigger 220.00: trigger pending, blocks 2,202.08
            09:20:01 #1 bought 5 at 189.99 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            15:30:00 #1 expired: The day ended before it was filled, freed 951.03
            15:30:00 #2 expired: The day ended before it was filled, freed 2,202.08
            ---
            #1 expired 5/10 at 189.99 (The day ended before it was filled)
            #2 expired (The day ended before it was filled)
            cash 99,998.96 available 99,049.01 payable 949.95 charges 1.04
            IDEA holds 5 at 189.99, cost 949.95: 5 for 949.95 of 2026-08-03
        "#]],
    );
}
