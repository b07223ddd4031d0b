//! Good-till-triggered orders: single and one-cancels-the-other, across days.

use expect_test::expect;

use crate::script::check;

/// Waits over a night; set off at 989.50 it places a sale at 985, which takes the next trade: 989 − 0.10.
#[test]
fn a_trigger_waits_across_days_and_places_a_limit_order() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         09:21:00 gtt sell INFY 5 990/985
         09:22:00 INFY 995 x 1000
         day 2026-08-04
         09:08:30 INFY 980 x 1000 open
         09:15:01 INFY 989.50 x 1000
         09:15:02 INFY 989 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:21:00 trigger 1: Sell INFY 5 at 985.00 when 990.00
            2026-08-04
            09:15:01 trigger 1 leg 0 set off by 989.50
            09:15:01 #2 sell 5 INFY CNC limit 985.00 by trigger 1: open
            09:15:02 #2 sold 5 at 988.90 (Marketable, 2 ticks): 20.52 = stt 5.00 + transaction 0.15 + gst 0.03 + dp 15.34
            16:00:00 settled 2026-08-03: received 0.00, paid 5,000.50
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 988.90
            cash 94,972.79 available 94,972.79 receivable 4,944.50 realised −56.00 charges 26.71
            trigger 1 Placed { order: OrderId(2) }
        "#]],
    );
}

/// Stop at 950, target at 1,050: the target trades first, and the stop is gone with it.
#[test]
fn one_cancels_the_other() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 5 cnc market
         09:20:01 INFY 1000 x 1000
         09:21:00 gtt sell INFY 5 950/945 or 5 1050/1050
         09:22:00 INFY 1051 x 1000
         09:23:00 INFY 940 x 1000
         09:24:00 INFY 1052 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 INFY CNC market: open, blocks 5,006.19
            09:20:01 #1 bought 5 at 1,000.10 (MarketAdverseSide, 2 ticks): 6.19 = stt 5.00 + transaction 0.15 + sebi 0.01 + stamp 1.00 + gst 0.03
            09:21:00 trigger 1: Sell INFY 5 at 945.00 when 950.00 or 5 at 1,050.00 when 1,050.00
            09:22:00 trigger 1 leg 1 set off by 1,051.00
            09:22:00 #2 sell 5 INFY CNC limit 1,050.00 by trigger 1: open
            09:23:00 #2 now open
            09:24:00 #2 sold 5 at 1,050.00 (TradedThrough, 40 ticks): 20.54 = stt 5.00 + transaction 0.16 + sebi 0.01 + gst 0.03 + dp 15.34
            16:00:00 note of 2026-08-03: netted 5 INFY: −21.70 = brokerage 3.08 + stt −9.00 + stamp −1.00 + gst 0.56 + dp −15.34
            ---
            #1 filled 5/5 at 1,000.10
            #2 filled 5/5 at 1,050.00
            cash 99,994.97 available 94,994.47 receivable 5,250.00 payable 5,000.50 realised 249.50 charges 5.03
            trigger 1 Placed { order: OrderId(2) }
        "#]],
    );
}

/// The order that a trigger places is refused like any other; the order book says why.
#[test]
fn a_triggered_order_can_be_refused() {
    check(
        "cash 1000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:21:00 gtt buy INFY 5 990/992
         09:21:00 gtt sell INFY 5 980/975
         09:22:00 INFY 980 x 1000",
        &expect![[r#"
            2026-08-03
            09:21:00 trigger 1: Buy INFY 5 at 992.00 when 990.00
            09:21:00 trigger 2: Sell INFY 5 at 975.00 when 980.00
            09:22:00 trigger 1 leg 0 set off by 980.00
            09:22:00 #1 buy 5 INFY CNC limit 992.00: rejected: The order needs ₹4,966.18; ₹1,000.00 is free. [A smaller quantity, or a lower price] <Quantity>
            09:22:00 trigger 2 leg 0 set off by 980.00
            09:22:00 #2 sell 5 INFY CNC limit 975.00: rejected: That is more than is held; delivery shares cannot be sold short. [Nothing today] <Quantity>
            ---
            #1 rejected
            #2 rejected
            cash 1,000.00 available 1,000.00
            trigger 1 Refused { order: OrderId(1) }
            trigger 2 Refused { order: OrderId(2) }
        "#]],
    );
}

#[test]
fn triggers_are_checked_changed_and_cancelled() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:21:00 gtt sell INFY 5 1000/990
         09:21:00 gtt sell INFY 0 990/990
         09:21:00 gtt sell INFY 5 990.01/990
         09:21:00 gtt sell INFY 5 990/990.01
         09:21:00 gtt sell INFY 5 0/990
         09:21:00 gtt sell INFY 5 990/0
         09:21:00 gtt sell INFY 5 990/985 or 5 980/975
         09:21:00 gtt buy INFY 5 990/995 or 5 1010/1015
         09:21:00 gtt sell INFY 5 990/985 or 5 1010/1010 or 5 1020/1020
         09:21:00 gtt buy INFY 5 500/500
         09:22:00 gtt change 1 buy INFY 6 995/996
         09:22:00 gtt change 1 sell INFY 6 995/996
         09:22:00 gtt change 2 buy INFY 6 995/996
         09:23:00 gtt cancel 1
         09:23:00 gtt cancel 1
         09:24:00 INFY 990 x 1000",
        &expect![[r#"
            2026-08-03
            09:21:00 refused: The last price is 1,000.00 already. [A trigger above or below 1,000.00] <Trigger>
            09:21:00 refused: 0 shares cannot be traded. [1 share or more] <Quantity>
            09:21:00 refused: The trigger is not a multiple of the tick, ₹0.05. [990.00 or 990.05] <Trigger>
            09:21:00 refused: The price is not a multiple of the tick, ₹0.05. [990.00 or 990.05] <Price>
            09:21:00 refused: A trigger is above zero. [A price above zero] <Trigger>
            09:21:00 refused: A price is above zero. [A price above zero] <Price>
            09:21:00 refused: A trigger order has one trigger, or two to sell. [One trigger; or to sell two, one below 1,000.00 and one above] <Trigger>
            09:21:00 refused: A trigger order has one trigger, or two to sell. [One trigger; or to sell two, one below 1,000.00 and one above] <Trigger>
            09:21:00 refused: A trigger order has one trigger, or two to sell. [One trigger; or to sell two, one below 1,000.00 and one above] <Trigger>
            09:21:00 trigger 1: Buy INFY 5 at 500.00 when 500.00
            09:22:00 trigger 1 changed: Buy INFY 6 at 996.00 when 995.00
            09:22:00 refused: The stock, the side and the product of an order cannot change. [A new order; cancel this one]
            09:22:00 refused: There is no trigger of that number. [A trigger that still waits]
            09:23:00 trigger 1 ended: ByUser
            09:23:00 refused: The trigger no longer waits; it can no longer be changed. [A trigger that still waits]
            ---
            cash 1,00,000.00 available 1,00,000.00
            trigger 1 Ended(ByUser)
        "#]],
    );
}

/// A user's own trigger order can be cancelled like an order.
#[test]
fn the_order_of_a_trigger_is_the_users() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 INFY 1000 x 1000
         09:21:00 gtt buy INFY 5 990/985
         09:22:00 INFY 989 x 1000
         09:23:00 cancel 1",
        &expect![[r#"
            2026-08-03
            09:21:00 trigger 1: Buy INFY 5 at 985.00 when 990.00
            09:22:00 trigger 1 leg 0 set off by 989.00
            09:22:00 #1 buy 5 INFY CNC limit 985.00 by trigger 1: open, blocks 4,931.18
            09:23:00 #1 cancelled: Cancelled by you, freed 4,931.18
            ---
            #1 cancelled (Cancelled by you)
            cash 1,00,000.00 available 1,00,000.00
            trigger 1 Placed { order: OrderId(1) }
        "#]],
    );
}

#[test]
fn a_trigger_expires_after_a_year() {
    check(
        "cash 100000
         day 2025-08-04
         stock INFY 1000
         09:21:00 gtt buy INFY 5 990/985
         day 2026-08-04
         10:00:00 show
         day 2026-08-05",
        &expect![[r#"
            2025-08-04
            09:21:00 trigger 1: Buy INFY 5 at 985.00 when 990.00
            2026-08-04
            ---
            cash 1,00,000.00 available 1,00,000.00
            trigger 1 Waiting
            2026-08-05
            00:00:00 trigger 1 ended: Expired
            ---
            cash 1,00,000.00 available 1,00,000.00
            trigger 1 Ended(Expired)
        "#]],
    );
}
