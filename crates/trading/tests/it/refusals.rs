//! Every refusal, with its words and what would be accepted.

use expect_test::expect;

use crate::script::check;

#[test]
fn quantities_that_are_none() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         stock SMALL 100 series SM lot 400
         stock RICH 20000
         09:20:00 buy INFY 0 cnc market
         09:20:00 buy INFY -1000 cnc market
         09:20:00 buy INFY 100000000 cnc market
         09:20:00 buy SMALL 300 cnc market
         09:20:00 buy RICH 50001 cnc market
         09:20:00 buy NOBODY 1 cnc market
         09:20:00 sell INFY 1 cnc market",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 0 INFY CNC market: rejected: 0 shares cannot be traded. [1 share or more] <Quantity>
            09:20:00 #2 buy -1000 INFY CNC market: rejected: −1,000 shares cannot be traded. [1 share or more] <Quantity>
            09:20:00 #3 buy 100000000 INFY CNC market: rejected: That is more than one order may have. [At most 1,00,000 shares] <Quantity>
            09:20:00 #4 buy 300 SMALL CNC market: rejected: This stock trades in lots of 400. [A multiple of 400] <Quantity>
            09:20:00 #5 buy 50001 RICH CNC market: rejected: That is more money than one order may move. [At most ₹10,00,00,000.00 in one order] <Quantity>
            09:20:00 #6 buy 1 NOBODY CNC market: rejected: No stock of that symbol is listed on this day. [A symbol from the market list; search by name to find it] <Symbol>
            09:20:00 #7 sell 1 INFY CNC market: rejected: That is more than is held; delivery shares cannot be sold short. [Nothing today] <Quantity>
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 rejected
            #6 rejected
            #7 rejected
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

#[test]
fn prices_that_are_none() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         09:20:00 buy INFY 1 cnc limit
         09:20:00 buy INFY 1 cnc market 1000
         09:20:00 buy INFY 1 cnc limit 0
         09:20:00 buy INFY 1 cnc limit -5
         09:20:00 buy INFY 1 cnc limit 1000.03
         09:20:00 buy INFY 1 cnc limit 1200.05
         09:20:00 buy INFY 1 cnc limit 799.95
         09:20:00 buy INFY 1 cnc limit 99999999999999
         09:20:00 buy INFY 1 cnc sl-m
         09:20:00 buy INFY 1 cnc limit 1010/1012
         09:20:00 buy INFY 1 cnc sl-m 0
         09:20:00 buy INFY 1 cnc sl-m 1010.02
         09:20:00 buy INFY 1 cnc sl-m 1300
         09:20:00 buy INFY 1 cnc sl-m 1000
         09:20:00 buy INFY 1 cnc sl 1010/1005
         09:20:00 sell INFY 1 mis sl-m 1000
         09:20:00 sell INFY 1 mis sl 990/995",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 1 INFY CNC limit: rejected: A limit order needs its price. [A price on the tick and within the band] <Price>
            09:20:00 #2 buy 1 INFY CNC market 1,000.00: rejected: A market order takes no price. [No price, or a limit order] <Price>
            09:20:00 #3 buy 1 INFY CNC limit 0.00: rejected: A price is above zero. [A price above zero] <Price>
            09:20:00 #4 buy 1 INFY CNC limit −5.00: rejected: A price is above zero. [A price above zero] <Price>
            09:20:00 #5 buy 1 INFY CNC limit 1,000.03: rejected: The price is not a multiple of the tick, ₹0.05. [1,000.00 or 1,000.05] <Price>
            09:20:00 #6 buy 1 INFY CNC limit 1,200.05: rejected: The price is outside the day's price band. [800.00 to 1,200.00] <Price>
            09:20:00 #7 buy 1 INFY CNC limit 799.95: rejected: The price is outside the day's price band. [800.00 to 1,200.00] <Price>
            09:20:00 #8 buy 1 INFY CNC limit 9,99,99,99,99,99,999.00: rejected: The price is outside the day's price band. [800.00 to 1,200.00] <Price>
            09:20:00 #9 buy 1 INFY CNC SL-M: rejected: A stop-loss order needs its trigger. [A trigger on the tick and within the band] <Trigger>
            09:20:00 #10 buy 1 INFY CNC limit 1,012.00 trigger 1,010.00: rejected: A market or limit order takes no trigger. [No trigger, or a stop-loss order] <Trigger>
            09:20:00 #11 buy 1 INFY CNC SL-M trigger 0.00: rejected: A trigger is above zero. [A price above zero] <Trigger>
            09:20:00 #12 buy 1 INFY CNC SL-M trigger 1,010.02: rejected: The trigger is not a multiple of the tick, ₹0.05. [1,010.00 or 1,010.05] <Trigger>
            09:20:00 #13 buy 1 INFY CNC SL-M trigger 1,300.00: rejected: The trigger is outside the day's price band. [800.00 to 1,200.00] <Trigger>
            09:20:00 #14 buy 1 INFY CNC SL-M trigger 1,000.00: rejected: The market has already passed the trigger. [Above the last price, 1,000.00] <Trigger>
            09:20:00 #15 buy 1 INFY CNC SL 1,005.00 trigger 1,010.00: rejected: The trigger lies beyond the order's own limit. [At or below the limit price] <Trigger>
            09:20:00 #16 sell 1 INFY MIS SL-M trigger 1,000.00: rejected: The market has already passed the trigger. [Below the last price, 1,000.00] <Trigger>
            09:20:00 #17 sell 1 INFY MIS SL 995.00 trigger 990.00: rejected: The trigger lies beyond the order's own limit. [At or above the limit price] <Trigger>
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 rejected
            #6 rejected
            #7 rejected
            #8 rejected
            #9 rejected
            #10 rejected
            #11 rejected
            #12 rejected
            #13 rejected
            #14 rejected
            #15 rejected
            #16 rejected
            #17 rejected
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

#[test]
fn products_and_hours_that_are_none() {
    check(
        "cash 100000
         day 2026-08-03
         stock INFY 1000
         stock BEES 100 series BE
         08:00:00 buy INFY 1 cnc market
         09:20:00 buy BEES 1 mis market
         15:20:00 buy INFY 1 mis market
         15:45:00 buy INFY 1 cnc market
         15:55:00 buy INFY 1 cnc limit 1000
         16:30:00 buy INFY 1 cnc market",
        &expect![[r#"
            2026-08-03
            08:00:00 #1 buy 1 INFY CNC market: rejected: The exchange takes no orders at 08:00:00. [From 09:00 (pre-open); or an after-market order (AMO) now]
            09:20:00 #2 buy 1 BEES MIS market: rejected: Series BE is trade-to-trade: every trade is delivered, none is intraday. [Longterm (CNC)] <Product>
            15:20:00 #3 buy 1 INFY MIS market: rejected: Intraday positions of this stock were squared off at 15:20:00. [Longterm (CNC)] <Product>
            15:45:00 #4 buy 1 INFY CNC market: rejected: The exchange takes no orders at 15:45:00. [An after-market order (AMO), for the next session]
            15:55:00 #5 buy 1 INFY CNC limit 1,000.00: rejected: The post-close session does not take this kind of order. [Market orders for delivery (CNC) at the closing price, until 16:00] <Type>
            16:30:00 #6 buy 1 INFY CNC market: rejected: The exchange takes no orders at 16:30:00. [An after-market order (AMO), for the next session]
            ---
            #1 rejected
            #2 rejected
            #3 rejected
            #4 rejected
            #5 rejected
            #6 rejected
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}
