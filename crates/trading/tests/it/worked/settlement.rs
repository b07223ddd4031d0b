//! Settlement: what is owed, when it is paid, and what of it can be used before.

use super::{delivered, worked};

/// The charges leave the cash at once, the value on T+1; the shares are delivered on the morning after.
#[test]
fn a_delivery_purchase_owes_until_four_on_the_next_trading_day() {
    delivered(
        "2026-08-03",
        "09:22:00 is charges = rupee(0.1 % × 10000) + paisa(0.0030699 % × 10000) + paisa(0.0001 % × 10000) + rupee(0.015 % × 10000) + paisa(18 % × (0.31 + 0.01)) = 12.38
        09:22:00 is cash = 100000 − 12.38 = 99,987.62
        09:22:00 is payable = 100 × 100 = 10,000.00
        09:22:00 is available = 100000 − 12.38 − 100 × 100 = 89,987.62
        09:22:00 is undelivered P = 100 = 100
        day 2026-08-04
        15:59:59 is cash = 100000 − 12.38 = 99,987.62
        15:59:59 is payable = 100 × 100 = 10,000.00
        16:00:00 is cash = 100000 − 12.38 − 100 × 100 = 89,987.62
        16:00:00 is payable = 0 = 0.00
        16:00:00 is undelivered P = 100 = 100
        day 2026-08-05
        09:00:00 is undelivered P = 100 − 100 = 0
        09:00:00 is cost P = 100 × 100 = 10,000.00",
    );
}

/// Bought on Monday, delivered on Wednesday, sold at 110: all 11,000.00 buy again the same day, and are cash on
/// Thursday at four.
#[test]
fn the_sale_of_delivered_shares_can_be_spent_at_once_and_is_cash_on_the_next_day() {
    delivered(
        "2026-08-03",
        "day 2026-08-05
        09:16:00 P 109 x 10
        09:20:00 sell P 100 cnc limit 110
        09:21:00 P 110.05 x 5000
        09:22:00 is charges = 12.38 + rupee(0.1 % × 11000) + paisa(0.0030699 % × 11000) + paisa(0.0001 % × 11000) + paisa(18 % × (0.34 + 0.01)) + 15.34 = 39.13
        09:22:00 is receivable = 100 × 110 = 11,000.00
        09:22:00 is cash = 100000 − 12.38 − 10000 − 26.75 = 89,960.87
        09:22:00 is available = 89960.87 + 11000 = 1,00,960.87
        09:22:00 is realised = 100 × (110 − 100) = 1,000.00
        day 2026-08-06
        15:59:59 is receivable = 11000 = 11,000.00
        16:00:00 is receivable = 0 = 0.00
        16:00:00 is cash = 89960.87 + 11000 = 1,00,960.87",
    );
}

/// 80 % of what delivered shares bring could be used on the day until 6 October 2024.
#[test]
fn until_october_2024_a_fifth_of_a_sale_waited() {
    delivered(
        "2024-09-02",
        "day 2024-09-04
        09:16:00 P 109 x 10
        09:19:00 is available = 100000 − 10000 − (10 + paisa(0.00322 % × 10000) + 2 × paisa(0.0001 % × 10000) + rupee(0.015 % × 10000) + paisa(18 % × (0.32 + 0.01 + 0.01))) = 89,987.60
        09:20:00 sell P 100 cnc limit 110
        09:21:00 P 110.05 x 5000
        09:22:00 is available = 89987.60 − (11 + paisa(0.00322 % × 11000) + 2 × paisa(0.0001 % × 11000) + paisa(18 % × (0.35 + 0.01 + 0.01)) + 15.34) + 80 % × 11000 = 98,760.82
        day 2024-09-05
        09:00:00 is available = 89987.60 − 26.78 + 11000 = 1,00,960.82",
    );
}

/// Bought on Monday, sold on Tuesday (BTST): nothing of it is free on Tuesday, all of it on Wednesday. The depository
/// debits the shares all the same: 15.34.
#[test]
fn shares_sold_before_they_are_delivered_bring_cash_on_the_next_trading_day() {
    delivered(
        "2026-08-03",
        "day 2026-08-04
        09:16:00 P 109 x 10
        09:20:00 sell P 100 cnc limit 110
        09:21:00 P 110.05 x 5000
        09:22:00 is dp = 13 + 18 % × 13 = 15.34
        09:22:00 is receivable = 100 × 110 = 11,000.00
        09:22:00 is payable = 100 × 100 = 10,000.00
        09:22:00 is available = 100000 − 12.38 − 26.75 − 10000 = 89,960.87
        16:00:00 is cash = 100000 − 12.38 − 26.75 − 10000 = 89,960.87
        16:00:00 is receivable = 11000 = 11,000.00
        day 2026-08-05
        09:00:00 is available = 89960.87 + 11000 = 1,00,960.87
        09:00:00 is cash = 89960.87 = 89,960.87
        16:00:00 is cash = 89960.87 + 11000 = 1,00,960.87",
    );
}

/// Friday 11 September settles on Tuesday the 15th: Monday is Ganesh Chaturthi.
#[test]
fn a_weekend_and_a_holiday_put_settlement_off() {
    delivered(
        "2026-09-11",
        "16:00:00 is payable = 100 × 100 = 10,000.00
        day 2026-09-15
        15:59:59 is payable = 100 × 100 = 10,000.00
        16:00:00 is payable = 0 = 0.00
        16:00:00 is cash = 100000 − 12.38 − 10000 = 89,987.62
        day 2026-09-16
        09:00:00 is undelivered P = 0 = 0",
    );
}

/// 26 August trades and does not settle: Tuesday’s purchase and Wednesday’s sale of it meet on Thursday.
#[test]
fn trades_of_two_days_settle_together_over_a_settlement_holiday() {
    delivered(
        "2026-08-25",
        "day 2026-08-26
        09:16:00 P 109 x 10
        09:20:00 sell P 100 cnc limit 110
        09:21:00 P 110.05 x 5000
        16:00:00 is payable = 100 × 100 = 10,000.00
        16:00:00 is receivable = 100 × 110 = 11,000.00
        day 2026-08-27
        15:59:59 is payable = 10000 = 10,000.00
        16:00:00 is payable = 0 = 0.00
        16:00:00 is receivable = 0 = 0.00
        16:00:00 is cash = 100000 − 12.38 − 26.75 − 10000 + 11000 = 1,00,960.87",
    );
}

/// 100 bought at 100 and sold at 110: the 11,000.00 are owed on T+1 and so are the 10,000.00. The note charges the
/// pair as intraday: brokerage 0.03 % both ways, STT 0.025 % of the sale, stamp 0.003 %, no depository.
#[test]
fn what_was_bought_today_and_sold_today_frees_nothing_today() {
    delivered(
        "2026-08-03",
        "09:30:00 sell P 100 cnc limit 110
        09:31:00 P 110.05 x 5000
        09:32:00 is available = 100000 − 12.38 − 26.75 − 10000 = 89,960.87
        09:32:00 is receivable = 11000 = 11,000.00
        16:00:00 is brokerage = paisa(0.03 % × 10000) + paisa(0.03 % × 11000) = 6.30
        16:00:00 is stt = rupee(0.025 % × 11000) = 3.00
        16:00:00 is stamp = rupee(0.003 % × 10000) = 0.00
        16:00:00 is dp = 0 = 0.00
        16:00:00 is gst = paisa(18 % × (3.00 + 0.31 + 0.01)) + paisa(18 % × (3.30 + 0.34 + 0.01)) = 1.26
        16:00:00 is charges = 6.30 + 3 + 0 + 0.31 + 0.34 + 0.01 + 0.01 + 1.26 = 11.23
        day 2026-08-04
        16:00:00 is cash = 100000 − 11.23 + 11000 − 10000 = 1,00,988.77",
    );
}

/// 50 of Monday at 100 and 50 of Wednesday at 110, of which 50 are sold on Wednesday: Monday’s stay, and the average
/// of 105 stays too.
#[test]
fn a_sale_nets_with_the_days_purchase_and_leaves_the_older_lot() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 50 cnc limit 100
        09:21:00 P 99.95 x 5000
        day 2026-08-05
        09:16:00 P 110.50 x 10
        09:20:00 buy P 50 cnc limit 110
        09:21:00 P 109.95 x 5000
        09:22:00 is average P = (50 × 100 + 50 × 110) ÷ 100 = 105.00
        09:30:00 sell P 50 cnc limit 112
        09:31:00 P 112.05 x 5000
        09:32:00 is held P = 50 + 50 − 50 = 50
        09:32:00 is average P = 105 = 105.00
        09:32:00 is realised = 50 × (112 − 105) = 350.00
        09:32:00 is undelivered P = 0 = 0",
    );
}

/// 10,100 in all: after the purchase of Monday little is left; Wednesday’s sale of 11,000.00 buys 100 of Q at 105,
/// and both settle on Thursday.
#[test]
fn the_proceeds_of_a_sale_pay_for_a_purchase_of_the_same_day() {
    worked(
        "cash 10100
        day 2026-08-03
        stock P 100
        stock Q 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 100 cnc limit 100
        09:21:00 P 99.95 x 5000
        09:22:00 is available = 10100 − 10000 − 12.38 = 87.62
        day 2026-08-05
        09:16:00 P 109 x 10
        09:16:01 Q 105.50 x 10
        09:17:00 buy Q 100 cnc limit 105
        09:17:00 is refused cash_short
        09:20:00 sell P 100 cnc limit 110
        09:21:00 P 110.05 x 5000
        09:22:00 is available = 87.62 − 26.75 + 11000 = 11,060.87
        09:23:00 buy Q 100 cnc limit 105
        09:23:00 is blocked = 100 × 105 + rupee(0.1 % × 10500) + paisa(0.0030699 % × 10500) + paisa(0.0001 % × 10500) + rupee(0.015 % × 10500) + paisa(18 % × (0.32 + 0.01)) = 10,513.39
        09:24:00 Q 104.95 x 5000
        09:25:00 is available = 11060.87 − 10500 − 13.39 = 547.48
        09:25:00 is blocked = 0 = 0.00
        09:25:00 is cash = 87.62 − 26.75 − 13.39 = 47.48
        day 2026-08-06
        16:00:00 is cash = 47.48 + 11000 − 10500 = 547.48",
    );
}

/// In BE what was bought on Monday cannot be sold before Wednesday; in EQ it could on Monday.
#[test]
fn trade_to_trade_shares_are_sold_only_once_they_are_delivered() {
    worked(
        "cash 100000
        day 2026-08-03
        stock SLOW 100 series BE band 5
        stock P 100
        09:16:00 SLOW 100.50 x 10
        09:16:01 P 100.50 x 10
        09:20:00 buy SLOW 10 cnc limit 100
        09:20:00 buy P 10 cnc limit 100
        09:21:00 SLOW 99.95 x 5000
        09:21:01 P 99.95 x 5000
        09:22:00 is sellable-delivered SLOW = 10 − 10 = 0
        09:22:00 is sellable P = 10 = 10
        day 2026-08-04
        09:22:00 is sellable-delivered SLOW = 0 = 0
        day 2026-08-05
        09:22:00 is sellable-delivered SLOW = 10 = 10",
    );
}

/// Two sales of P and one of Q on Wednesday are two debits; another sale of P on Thursday is a third.
#[test]
fn the_depository_debits_a_stock_once_a_day() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        stock Q 100
        09:16:00 P 100.50 x 10
        09:16:01 Q 100.50 x 10
        09:20:00 buy P 30 cnc limit 100
        09:20:00 buy Q 10 cnc limit 100
        09:21:00 P 99.95 x 5000
        09:21:01 Q 99.95 x 5000
        day 2026-08-05
        09:16:00 P 100.50 x 10
        09:16:01 Q 100.50 x 10
        09:20:00 sell P 10 cnc limit 101
        09:21:00 P 101.05 x 5000
        09:22:00 sell P 10 cnc limit 102
        09:23:00 P 102.05 x 5000
        09:23:30 is dp = 15.34 = 15.34
        09:24:00 sell Q 10 cnc limit 101
        09:25:00 Q 101.05 x 5000
        09:26:00 is dp = 2 × 15.34 = 30.68
        day 2026-08-06
        09:16:00 P 100.50 x 10
        09:20:00 sell P 10 cnc limit 101
        09:21:00 P 101.05 x 5000
        09:22:00 is dp = 3 × 15.34 = 46.02",
    );
}

/// ₹5 on 100 shares held before the ex-date of Wednesday: 500.00 come on 4 September, thirty days later, at four.
#[test]
fn a_dividend_is_owed_and_buys_nothing_until_it_is_paid() {
    delivered(
        "2026-08-03",
        "day 2026-08-05
        ex P dividend 5
        09:00:00 is receivable = 100 × 5 = 500.00
        09:00:00 is dividends = 500 = 500.00
        09:00:00 is available = 100000 − 12.38 − 10000 = 89,987.62
        day 2026-09-04
        15:59:59 is cash = 89987.62 = 89,987.62
        16:00:00 is cash = 89987.62 + 500 = 90,487.62
        16:00:00 is receivable = 0 = 0.00",
    );
}
