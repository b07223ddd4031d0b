//! The end of continuous trading: what carries over into the closing auction, what its band is around, and whether what
//! is refused late in the day is told what would be taken then.

use expect_test::expect;

use crate::script::check;

/// Nothing trades after 15:14, so the immediate-or-cancel order sees no quote: it does not wait for the auction, which
/// takes none of its kind. Neither does an order that discloses a part of its quantity.
#[test]
fn only_plain_limit_orders_for_the_day_carry_over_into_the_closing_auction() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         15:13:00 INFY 1000 x 1000
         15:14:00 buy INFY 5 cnc limit 1010 ioc
         15:14:00 buy INFY 5 cnc market ioc
         15:14:00 buy INFY 25 cnc limit 990 shows 5
         15:14:00 buy INFY 5 cnc limit 1005
         15:32:00 INFY 980 x 5000 close",
        &expect![[r#"
            2026-08-03
            15:14:00 #1 buy 5 INFY CNC limit 1,010.00 IOC: open, blocks 5,056.20
            15:14:00 #2 buy 5 INFY CNC market IOC: open, blocks 5,006.19
            15:14:00 #3 buy 25 INFY CNC limit 990.00 showing 5: open, blocks 24,779.92
            15:14:00 #4 buy 5 INFY CNC limit 1,005.00: open, blocks 5,031.19
            15:15:00 #1 cancelled: Immediate or cancel: no more could be had at once, freed 5,056.20
            15:15:00 #2 cancelled: Immediate or cancel: no more could be had at once, freed 5,006.19
            15:15:00 #3 cancelled: Only plain limit orders carry over into the closing auction, freed 24,779.92
            15:15:00 #4 now pending
            15:32:00 #4 bought 5 at 980.00 (ClosingAuctionPrice, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            ---
            #1 cancelled (Immediate or cancel: no more could be had at once)
            #2 cancelled (Immediate or cancel: no more could be had at once)
            #3 cancelled (Only plain limit orders carry over into the closing auction)
            #4 filled 5/5 at 980.00
            cash 1,99,993.82 available 1,95,093.82 payable 4,900.00 charges 6.18
            INFY holds 5 at 980.00, cost 4,900.00: 5 for 4,900.00 of 2026-08-03
        "#]],
    );
}

/// Nothing of the stock traded on the day: the auction's reference price is the close before, 1,000, and its band 970 to
/// 1,030, not the day's 900 to 1,100.
#[test]
fn the_auctions_band_is_around_the_close_before_where_nothing_traded() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         15:20:00 buy INFY 1 cnc limit 1050
         15:20:00 buy INFY 1 cnc limit 1030",
        &expect![[r#"
            2026-08-03
            15:20:00 #1 buy 1 INFY CNC limit 1,050.00: rejected: The price is outside the closing auction's band, 3 % around its reference price. [970.00 to 1,030.00] <Price>
            15:20:00 #2 buy 1 INFY CNC limit 1,030.00: pending, blocks 1,031.04
            15:35:00 #2 cancelled: The closing auction matched without it, freed 1,031.04
            ---
            #1 rejected
            #2 cancelled (The closing auction matched without it)
            cash 2,00,000.00 available 2,00,000.00
        "#]],
    );
}

/// At 15:12 delivery is taken, at 16:30 it is not either: then only an after-market order is.
#[test]
fn an_intraday_order_of_the_evening_is_told_what_is_taken_in_the_evening() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         stock IDEA 200
         15:12:00 buy INFY 1 mis limit 1000
         15:36:00 buy INFY 1 mis limit 1000
         15:55:00 buy INFY 1 mis market
         16:30:00 buy IDEA 1 mis limit 200
         16:30:00 buy IDEA 1 mis limit 200 amo",
        &expect![[r#"
            2026-08-03
            15:12:00 #1 buy 1 INFY MIS limit 1,000.00: rejected: Intraday positions of this stock were squared off at 15:10:00. [Longterm (CNC)] <Product>
            15:36:00 #2 buy 1 INFY MIS limit 1,000.00: rejected: The exchange takes no orders at 15:36:00. [An after-market order (AMO), for the next session]
            15:55:00 #3 buy 1 INFY MIS market: rejected: Intraday positions of this stock were squared off at 15:10:00. [Longterm (CNC)] <Product>
            16:30:00 #4 buy 1 IDEA MIS limit 200.00: rejected: The exchange takes no orders at 16:30:00. [An after-market order (AMO), for the next session]
            16:30:00 #5 buy 1 IDEA MIS limit 200.00 AMO: queued, blocks 66.75
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 queued
            cash 1,99,933.25 available 1,99,933.25 blocked 66.75
        "#]],
    );
}

/// 1,000 at 1,000, then 3,000 at 1,040: the average of 15:00 to 15:15 is 1,030.00, though 1,040 was paid last and 950
/// before three. ±3 %: 999.10 to 1,060.90.
#[test]
fn the_auctions_band_is_around_the_average_of_the_last_quarter_of_an_hour() {
    check(
        "cash 200000
         day 2026-08-03
         stock INFY 1000 band none auction
         14:59:59 INFY 950 x 9000
         15:00:00 INFY 1000 x 1000
         15:14:59 INFY 1040 x 3000
         15:20:00 buy INFY 1 cnc limit 1061
         15:20:00 buy INFY 1 cnc limit 1060.90
         15:20:00 buy INFY 1 cnc limit 999",
        &expect![[r#"
            2026-08-03
            15:20:00 #1 buy 1 INFY CNC limit 1,061.00: rejected: The price is outside the closing auction's band, 3 % around its reference price. [999.10 to 1,060.90] <Price>
            15:20:00 #2 buy 1 INFY CNC limit 1,060.90: pending, blocks 1,061.94
            15:20:00 #3 buy 1 INFY CNC limit 999.00: rejected: The price is outside the closing auction's band, 3 % around its reference price. [999.10 to 1,060.90] <Price>
            15:35:00 #2 cancelled: The closing auction matched without it, freed 1,061.94
            ---
            #1 rejected
            #2 cancelled (The closing auction matched without it)
            #3 rejected
            cash 2,00,000.00 available 2,00,000.00
        "#]],
    );
}
