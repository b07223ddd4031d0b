//! Delivery shares: what may be sold when, averages and lots.

use expect_test::expect;

use trading::{Paise, Symbol};

use crate::script::{check, play};

#[test]
fn trade_to_trade_shares_are_sold_only_after_delivery() {
    check(
        "cash 100000
         day 2026-08-03
         stock SLOW 100 series BE band 5
         09:20:00 buy SLOW 10 mis market
         09:20:00 buy SLOW 10 cnc market
         09:20:01 SLOW 100 x 1000
         09:20:02 sell SLOW 10 cnc market
         day 2026-08-04
         09:20:00 sell SLOW 10 cnc market
         09:20:00 buy SLOW 5 cnc market
         09:20:01 SLOW 101 x 1000
         day 2026-08-05
         09:20:00 sell SLOW 12 cnc market
         09:20:00 sell SLOW 10 cnc market
         09:20:01 SLOW 102 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 SLOW MIS market: rejected: Series BE is trade-to-trade: every trade is delivered, none is intraday. [Longterm (CNC)] <Product>
            09:20:00 #2 buy 10 SLOW CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 10 at 100.01 (MarketAdverseSide, 1 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:20:02 #3 sell 10 SLOW CNC market: rejected: Trade-to-trade shares can be sold from the day after they were delivered (T+2). [Nothing today] <Quantity>
            2026-08-04
            09:20:00 #4 sell 10 SLOW CNC market: rejected: Trade-to-trade shares can be sold from the day after they were delivered (T+2). [Nothing today] <Quantity>
            09:20:00 #5 buy 5 SLOW CNC market: open, blocks 501.02
            09:20:01 #5 bought 5 at 101.02 (MarketAdverseSide, 2 ticks): 1.02 = stt 1.00 + transaction 0.02
            16:00:00 settled 2026-08-03: received 0.00, paid 1,000.10
            2026-08-05
            09:20:00 #6 sell 12 SLOW CNC market: rejected: Trade-to-trade shares can be sold from the day after they were delivered (T+2). [At most 10] <Quantity>
            09:20:00 #7 sell 10 SLOW CNC market: open
            09:20:01 #7 sold 10 at 101.98 (MarketAdverseSide, 2 ticks): 16.38 = stt 1.00 + transaction 0.03 + gst 0.01 + dp 15.34
            16:00:00 settled 2026-08-04: received 0.00, paid 505.10
            ---
            #1 rejected
            #2 filled 10/10 at 100.01
            #3 rejected
            #4 rejected
            #5 filled 5/5 at 101.02
            #6 rejected
            #7 filled 10/10 at 101.98
            cash 98,476.36 available 99,496.16 receivable 1,019.80 realised 16.33 charges 18.44
            SLOW holds 5 at 100.35, cost 501.73: 5 for 505.10 of 2026-08-04
        "#]],
    );
}

/// 10 at 100.01 and 10 at 110.02 (0.011 up to the tick is 0.02): the average is 105.015 and stays there whatever is
/// sold; the lots go oldest first. 3 sold: cost left 17 × 105.015 = 1,785.255 → 1,785.26, so 315.04 left;
/// realised 359.94 − 315.04 = 44.90.
#[test]
fn an_average_never_moves_on_a_sale_and_lots_go_first_in_first_out() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 100 x 1000
         day 2026-08-04
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 110 x 1000
         day 2026-08-05
         09:20:00 sell IDEA 3 cnc market
         09:20:01 IDEA 120 x 1000
         09:20:02 show
         09:21:00 sell IDEA 9 cnc market
         09:21:01 IDEA 120 x 1000
         09:21:02 show",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC market: open, blocks 1,001.04
            09:20:01 #1 bought 10 at 100.01 (MarketAdverseSide, 1 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-04
            09:20:00 #2 buy 10 IDEA CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 10 at 110.02 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            16:00:00 settled 2026-08-03: received 0.00, paid 1,000.10
            2026-08-05
            09:20:00 #3 sell 3 IDEA CNC market: open
            09:20:01 #3 sold 3 at 119.98 (MarketAdverseSide, 2 ticks): 15.35 = transaction 0.01 + dp 15.34
            ---
            #1 filled 10/10 at 100.01
            #2 filled 10/10 at 110.02
            #3 filled 3/3 at 119.98
            cash 98,982.47 available 98,242.21 receivable 359.94 payable 1,100.20 realised 44.90 charges 17.43
            IDEA holds 17 at 105.02, cost 1,785.26: 7 for 700.07 of 2026-08-03, 10 for 1,100.20 of 2026-08-04
            09:21:00 #4 sell 9 IDEA CNC market: open
            09:21:01 #4 sold 9 at 119.98 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            ---
            #1 filled 10/10 at 100.01
            #2 filled 10/10 at 110.02
            #3 filled 3/3 at 119.98
            #4 filled 9/9 at 119.98
            cash 98,981.43 available 99,081.03 receivable 1,439.76 payable 1,100.20 realised 179.58 charges 18.47
            IDEA holds 8 at 105.02, cost 840.12: 8 for 880.16 of 2026-08-04
            16:00:00 settled 2026-08-04: received 0.00, paid 1,100.20
            ---
            #1 filled 10/10 at 100.01
            #2 filled 10/10 at 110.02
            #3 filled 3/3 at 119.98
            #4 filled 9/9 at 119.98
            cash 97,881.23 available 99,081.03 receivable 1,439.76 realised 179.58 charges 18.47
            IDEA holds 8 at 105.02, cost 840.12: 8 for 880.16 of 2026-08-04
        "#]],
    );
}

/// 3 shares for 100.01 in all (33.34, 33.34, 33.33): the thirds cannot be cut evenly, and yet the average of what
/// remains does not move by a paisa.
#[test]
fn an_average_of_odd_paise_does_not_move_either() {
    check(
        "cash 100000
         day 2026-08-03
         stock ODD 33.33
         09:20:00 ODD 33.33 x 100
         09:20:00 buy ODD 2 cnc limit 33.34
         09:20:01 ODD 33.33 x 100
         09:20:02 buy ODD 1 cnc limit 33.33
         09:20:03 ODD 33.32 x 100
         day 2026-08-04
         09:20:00 sell ODD 1 cnc market
         09:20:01 ODD 40 x 100
         09:20:02 show
         09:20:03 sell ODD 1 cnc market
         09:20:04 ODD 40 x 100
         09:20:05 show
         09:20:06 sell ODD 1 cnc market
         09:20:07 ODD 40 x 100",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 2 ODD CNC limit 33.34: open, blocks 66.68
            09:20:01 #1 bought 2 at 33.34 (Marketable, 1 ticks): 0.00 = 
            09:20:02 #2 buy 1 ODD CNC limit 33.33: open, blocks 33.33
            09:20:03 #2 bought 1 at 33.33 (TradedThrough, 1 ticks): 0.00 = 
            2026-08-04
            09:20:00 #3 sell 1 ODD CNC market: open
            09:20:01 #3 sold 1 at 39.99 (MarketAdverseSide, 1 ticks): 15.34 = dp 15.34
            ---
            #1 filled 2/2 at 33.34
            #2 filled 1/1 at 33.33
            #3 filled 1/1 at 39.99
            cash 99,984.66 available 99,884.65 receivable 39.99 payable 100.01 realised 6.65 charges 15.34
            ODD holds 2 at 33.34, cost 66.67: 1 for 33.34 of 2026-08-03, 1 for 33.33 of 2026-08-03
            09:20:03 #4 sell 1 ODD CNC market: open
            09:20:04 #4 sold 1 at 39.99 (MarketAdverseSide, 1 ticks): 0.00 = 
            ---
            #1 filled 2/2 at 33.34
            #2 filled 1/1 at 33.33
            #3 filled 1/1 at 39.99
            #4 filled 1/1 at 39.99
            cash 99,984.66 available 99,884.65 receivable 79.98 payable 100.01 realised 13.31 charges 15.34
            ODD holds 1 at 33.34, cost 33.34: 1 for 33.33 of 2026-08-03
            09:20:06 #5 sell 1 ODD CNC market: open
            09:20:07 #5 sold 1 at 39.99 (MarketAdverseSide, 1 ticks): 0.00 = 
            16:00:00 settled 2026-08-03: received 0.00, paid 100.01
            ---
            #1 filled 2/2 at 33.34
            #2 filled 1/1 at 33.33
            #3 filled 1/1 at 39.99
            #4 filled 1/1 at 39.99
            #5 filled 1/1 at 39.99
            cash 99,884.65 available 99,884.65 receivable 119.97 realised 19.96 charges 15.34
        "#]],
    );
}

/// Ten at 100.00 were charged 1.04 and ten at 110.00 also 1.04 (STT 1, transaction 0.03, GST 0.01): the average is 105.00
/// without charges and (2,100 + 2.08) ÷ 20 = 105.104 with them. Five sold take half of the first ten's 1.04 with them:
/// (15 × 105 + 1.56) ÷ 15. A split of ten for one divides both by ten.
#[test]
fn an_average_is_told_with_the_charges_of_buying_and_without_them() {
    let script = "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 101
         09:20:01 IDEA 100 x 1000
         day 2026-08-04
         09:20:00 buy IDEA 10 cnc limit 111
         09:20:01 IDEA 110 x 1000";
    let averages = |script: &str| {
        let stage = play(script);
        let held = &stage.account.holdings()[&"IDEA".parse::<Symbol>().unwrap()];
        (held.pool.average().unwrap(), held.average_with_charges().unwrap())
    };
    assert_eq!(averages(script), (Paise(10_500), Paise(10_510)));
    let sold =
        format!("{script}\n day 2026-08-06\n 09:20:00 sell IDEA 5 cnc limit 100\n 09:20:01 IDEA 110 x 1000");
    assert_eq!(averages(&sold), (Paise(10_500), Paise(10_510)));
    let split = format!("{script}\n day 2026-08-06\n ex IDEA split 10:1");
    assert_eq!(averages(&split), (Paise(1_050), Paise(1_051)));
}

/// What is bought today goes first when sold today: the older lot keeps its date.
#[test]
fn a_sale_nets_with_the_purchases_of_the_day_first() {
    check(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 100 x 1000
         day 2026-08-05
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 110 x 1000
         09:21:00 sell IDEA 10 cnc market
         09:21:01 IDEA 120 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 IDEA CNC market: open, blocks 1,001.04
            09:20:01 #1 bought 10 at 100.01 (MarketAdverseSide, 1 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-05
            00:00:00 settled 2026-08-03: received 0.00, paid 1,000.10
            09:20:00 #2 buy 10 IDEA CNC market: open, blocks 1,001.04
            09:20:01 #2 bought 10 at 110.02 (MarketAdverseSide, 2 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:21:00 #3 sell 10 IDEA CNC market: open
            09:21:01 #3 sold 10 at 119.98 (MarketAdverseSide, 2 ticks): 16.39 = stt 1.00 + transaction 0.04 + gst 0.01 + dp 15.34
            16:00:00 note of 2026-08-05: netted 10 IDEA: −16.54 = brokerage 0.69 + stt −2.00 + gst 0.11 + dp −15.34
            ---
            #1 filled 10/10 at 100.01
            #2 filled 10/10 at 110.02
            #3 filled 10/10 at 119.98
            cash 98,997.97 available 97,897.77 receivable 1,199.80 payable 1,100.20 realised 149.65 charges 1.93
            IDEA holds 10 at 105.02, cost 1,050.15: 10 for 1,000.10 of 2026-08-03
        "#]],
    );
}
