//! Intraday positions that nobody would close, because the stock stood locked at its band.

use expect_test::expect;

use crate::script::{check, play};

/// Band 20 % of 200: 160 to 240. Short 20 at 199.98, locked at 240 from noon: the shares are not delivered. On Tuesday
/// it closes at 250: bought in at 300 (20 % above), a loss of 20 × 100.02 = 2,000.40, and ₹50 + GST.
#[test]
fn a_short_locked_at_the_upper_band_is_bought_in() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 240 x 1000
         15:20:05 IDEA 240 x 1000
         15:31:00 show
         day 2026-08-04
         15:29:00 IDEA 250 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 sell 20 IDEA MIS market: open, blocks 1,335.90
            09:20:01 #1 sold 20 at 199.98 (MarketAdverseSide, 2 ticks): 2.56 = brokerage 1.20 + stt 1.00 + transaction 0.12 + gst 0.24
            15:20:00 #2 buy 20 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 short of 20 IDEA not delivered
            ---
            #1 filled 20/20 at 199.98
            #2 cancelled (Locked at its price band: nobody was on the other side)
            cash 98,664.24 available 98,664.24 blocked 1,333.20 charges 2.56
            IDEA intraday flat, realised 0.00
            IDEA short of 20 sold for 3,999.60 on 2026-08-03, margin 1,333.20
            16:00:00 note of 2026-08-03: netted : 1.58 = brokerage −1.20 + stt 3.00 + gst −0.22
            2026-08-04
            16:00:00 bought in 20 IDEA at 300.00 (close 250.00), profit −2,000.40: 59.00 = squareoff 59.00
            ---
            #1 filled 20/20 at 199.98
            #2 cancelled (Locked at its price band: nobody was on the other side)
            cash 97,936.46 available 97,936.46 realised −2,000.40 charges 63.14
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// Long 20 at 200.05, locked at 160: nobody buys. The cash reaches for 4,001, so the shares are delivered.
#[test]
fn a_long_locked_at_the_lower_band_becomes_delivery() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 160 x 1000
         15:20:05 IDEA 160 x 1000
         day 2026-08-04
         09:20:00 IDEA 150 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 20 IDEA MIS market: open, blocks 1,334.90
            09:20:01 #1 bought 20 at 200.02 (MarketAdverseSide, 2 ticks): 1.56 = brokerage 1.20 + transaction 0.12 + gst 0.24
            15:20:00 #2 sell 20 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 20 IDEA now Cnc, cost 4,000.40, margin −1,333.47
            16:00:00 note of 2026-08-03: netted : 3.58 = brokerage −1.20 + stt 4.00 + stamp 1.00 + gst −0.22
            2026-08-04
            16:00:00 settled 2026-08-03: received 0.00, paid 4,000.40
            ---
            #1 filled 20/20 at 200.02
            #2 cancelled (Locked at its price band: nobody was on the other side)
            cash 95,994.46 available 95,994.46 charges 5.14
            IDEA holds 20 at 200.02, cost 4,000.40: 20 for 4,000.40 of 2026-08-03
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// The cash does not reach for 10,002.50: the shares are delivered all the same and sold in the next session.
#[test]
fn shares_that_the_cash_does_not_pay_for_are_sold_in_the_next_session() {
    check(
        "cash 5000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 160 x 1000
         15:31:00 buy IDEA 1 cnc market amo
         day 2026-08-04
         09:16:00 IDEA 165 x 300
         09:17:00 IDEA 164 x 1000
         09:18:00 show
         day 2026-08-05",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 50 at 200.02 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 50 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 50 IDEA now Cnc, cost 10,001.00, margin −3,333.67, to be sold
            15:31:00 #3 buy 1 IDEA CNC market AMO: rejected: The order needs ₹160.00; ₹0.00 is free. [A smaller quantity, or a lower price] <Quantity>
            16:00:00 note of 2026-08-03: netted : 8.46 = brokerage −3.00 + stt 10.00 + stamp 2.00 + gst −0.54
            2026-08-04
            09:15:00 #4 sell 50 IDEA CNC market by the program: open
            09:16:00 #4 sold 30 at 164.98 (SquareOff, 2 ticks): 79.52 = stt 5.00 + transaction 0.15 + gst 0.03 + dp 15.34 + squareoff 59.00
            09:17:00 #4 sold 20 at 163.98 (SquareOff, 2 ticks): 3.13 = stt 3.00 + transaction 0.10 + sebi 0.01 + gst 0.02
            ---
            #1 filled 50/50 at 200.02
            #2 cancelled (Locked at its price band: nobody was on the other side)
            #3 rejected
            #4 filled 50/50 at 164.58
            cash 4,904.97 available −5,096.03 receivable 8,229.00 payable 10,001.00 realised −1,772.00 charges 95.03
            IDEA intraday flat, realised 0.00
            16:00:00 settled 2026-08-03: received 0.00, paid 10,001.00
            2026-08-05
            16:00:00 settled 2026-08-04: received 8,229.00, paid 0.00
            ---
            #1 filled 50/50 at 200.02
            #2 cancelled (Locked at its price band: nobody was on the other side)
            #3 rejected
            #4 filled 50/50 at 164.58
            cash 3,132.97 available 3,132.97 realised −1,772.00 charges 95.03
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// Twenty are on offer above the market when trading begins: the offer is cancelled. Ten at the close of yesterday sell by
/// themselves, the other forty are sold by the program, and nothing is left to offer.
#[test]
fn an_offer_far_above_the_market_does_not_put_off_the_sale() {
    check(
        "cash 5000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 160 x 1000
         15:31:00 sell IDEA 10 cnc limit 160 amo
         15:31:00 sell IDEA 20 cnc limit 160.01 amo
         day 2026-08-04
         09:15:00 sell IDEA 1 cnc limit 190
         09:16:00 IDEA 165 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 50 at 200.02 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 50 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 50 IDEA now Cnc, cost 10,001.00, margin −3,333.67, to be sold
            15:31:00 #3 sell 10 IDEA CNC limit 160.00 AMO: queued
            15:31:00 #4 sell 20 IDEA CNC limit 160.01 AMO: queued
            16:00:00 note of 2026-08-03: netted : 8.46 = brokerage −3.00 + stt 10.00 + stamp 2.00 + gst −0.54
            2026-08-04
            09:00:00 #3 now pending
            09:00:00 #4 now pending
            09:15:00 #3 now open
            09:15:00 #4 now open
            09:15:00 #4 cancelled: The program sells these shares: the cash does not pay for them
            09:15:00 #5 sell 40 IDEA CNC market by the program: open
            09:15:00 #6 sell 1 IDEA CNC limit 190.00: rejected: That is more than is held; delivery shares cannot be sold short. [Nothing today] <Quantity>
            09:16:00 #3 sold 10 at 165.00 (GapBeyondLimit, 0 ticks): 17.40 = stt 2.00 + transaction 0.05 + gst 0.01 + dp 15.34
            09:16:00 #5 sold 40 at 164.98 (SquareOff, 2 ticks): 65.25 = stt 6.00 + transaction 0.20 + sebi 0.01 + gst 0.04 + squareoff 59.00
            16:00:00 settled 2026-08-03: received 0.00, paid 10,001.00
            ---
            #1 filled 50/50 at 200.02
            #2 cancelled (Locked at its price band: nobody was on the other side)
            #3 filled 10/10 at 165.00
            #4 cancelled (The program sells these shares: the cash does not pay for them)
            #5 filled 40/40 at 164.98
            #6 rejected
            cash −5,096.03 available −5,096.03 receivable 8,249.20 realised −1,751.80 charges 95.03
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// Bought on Monday without the cash for them; on Tuesday the stock is trade-to-trade, where shares are sold once they
/// are delivered: the program sells them on Wednesday.
#[test]
fn shares_of_a_stock_that_became_trade_to_trade_are_sold_once_they_are_delivered() {
    check(
        "cash 5000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 160 x 1000
         day 2026-08-04
         move IDEA BE 1
         09:16:00 IDEA 165 x 3000
         day 2026-08-05
         09:16:00 IDEA 165 x 3000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 IDEA MIS market: open, blocks 3,337.26
            09:20:01 #1 bought 50 at 200.02 (MarketAdverseSide, 2 ticks): 3.92 = brokerage 3.00 + transaction 0.31 + sebi 0.01 + gst 0.60
            15:20:00 #2 sell 50 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 50 IDEA now Cnc, cost 10,001.00, margin −3,333.67, to be sold
            16:00:00 note of 2026-08-03: netted : 8.46 = brokerage −3.00 + stt 10.00 + stamp 2.00 + gst −0.54
            2026-08-04
            16:00:00 settled 2026-08-03: received 0.00, paid 10,001.00
            2026-08-05
            09:15:00 #3 sell 50 IDEA CNC market by the program: open
            09:16:00 #3 sold 50 at 164.98 (SquareOff, 2 ticks): 82.65 = stt 8.00 + transaction 0.25 + sebi 0.01 + gst 0.05 + dp 15.34 + squareoff 59.00
            ---
            #1 filled 50/50 at 200.02
            #2 cancelled (Locked at its price band: nobody was on the other side)
            #3 filled 50/50 at 164.98
            cash −5,096.03 available 3,152.97 receivable 8,249.00 realised −1,752.00 charges 95.03
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// Sold at 199.98, locked at 240. On Tuesday it closes at 195 after 196 at most: 20 % above the close are 234, but the
/// highest price since the sale was 240.
#[test]
fn a_short_is_bought_in_at_the_highest_price_since_the_sale_where_that_is_more() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 240 x 1000
         day 2026-08-04
         09:20:00 IDEA 196 x 1000
         15:29:00 IDEA 195 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 sell 20 IDEA MIS market: open, blocks 1,335.90
            09:20:01 #1 sold 20 at 199.98 (MarketAdverseSide, 2 ticks): 2.56 = brokerage 1.20 + stt 1.00 + transaction 0.12 + gst 0.24
            15:20:00 #2 buy 20 IDEA MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 short of 20 IDEA not delivered
            16:00:00 note of 2026-08-03: netted : 1.58 = brokerage −1.20 + stt 3.00 + gst −0.22
            2026-08-04
            16:00:00 bought in 20 IDEA at 240.00 (close 195.00), profit −800.40: 59.00 = squareoff 59.00
            ---
            #1 filled 20/20 at 199.98
            #2 cancelled (Locked at its price band: nobody was on the other side)
            cash 99,136.46 available 99,136.46 realised −800.40 charges 63.14
            IDEA intraday flat, realised 0.00
        "#]],
    );
}

/// The same, and a bonus of 1:1 on Tuesday: 40 shares are owed for the 20, and 240 before it are 120 after it. The close
/// of 97 and 20 % are 116.40.
#[test]
fn the_highest_price_since_the_sale_is_adjusted_as_the_shares_are() {
    let stage = play(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 240 x 1000
         day 2026-08-04
         ex IDEA bonus 1:1
         09:20:00 IDEA 97 x 1000",
    );
    let [(_, bought_in)] = stage.account.buy_ins() else { panic!("one is bought in") };
    assert_eq!((bought_in.quantity, bought_in.price.paise()), (40, 12_000));
}

/// What 20 shares are bought in at that were sold at 199.98 and locked at 240, by the days after the sale.
fn bought_in_at(sold_on: &str, after: &str) -> i64 {
    let stage = play(&format!(
        "cash 100000
         day {sold_on}
         stock IDEA 200
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 240 x 1000
         {after}"
    ));
    let [(_, bought_in)] = stage.account.buy_ins() else { panic!("one is bought in") };
    bought_in.price.paise()
}

/// 285 on the day of the buy-in. Over 26 August 2026, a settlement holiday, what was sold on the 25th is bought in on the
/// 27th: at the 240 of the sale though the 26th closed at 200, at the 280 that the 26th closed at.
#[test]
fn the_highest_price_is_of_all_days_from_the_sale_to_the_buy_in() {
    let rises = "day 2026-08-04\n 09:20:00 IDEA 285 x 1000\n 15:29:00 IDEA 195 x 1000";
    assert_eq!(bought_in_at("2026-08-03", rises), 28_500);
    let falls = "day 2026-08-26\n 09:20:00 IDEA 200 x 1000\n day 2026-08-27\n 15:29:00 IDEA 195 x 1000";
    assert_eq!(bought_in_at("2026-08-25", falls), 24_000);
    let between = "day 2026-08-26\n 09:20:00 IDEA 280 x 1000\n day 2026-08-27\n 15:29:00 IDEA 225 x 1000";
    assert_eq!(bought_in_at("2026-08-25", between), 28_000);
}
