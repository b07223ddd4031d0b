//! Positions that are carried: delivered, bought in, converted.

use super::{delivered, ordered_intraday, worked};

/// 300 sold at 100; locked at 120 nobody sells. The margin stays, the contract note makes the sale delivery (STT 0.1
/// % instead of 0.025 %, no brokerage). On Tuesday it closes at 110: bought in at 132, a loss of 9,600.00, and
/// ₹59.00.
#[test]
fn a_short_locked_in_is_bought_in_a_fifth_above_the_next_close() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 band 20
        09:16:00 P 99.50 x 10
        09:20:00 sell P 300 mis limit 100
        09:21:00 P 100.05 x 50000
        
        09:22:00 is margin P = 30000 ÷ 3 = 10,000.00
        15:00:00 P 120 x 1000
        15:30:00 is open P = 0 = 0
        15:30:00 is owed P = 300 = 300
        15:30:00 is blocked = 10000 = 10,000.00
        16:00:00 is stt = rupee(0.1 % × 30000) = 30.00
        16:00:00 is brokerage = 0 = 0.00
        day 2026-08-04
        15:00:00 P 110 x 1000
        15:59:59 is blocked = 10000 = 10,000.00
        16:00:00 is owed P = 300 − 300 = 0
        16:00:00 is realised = 300 × (100 − 120 % × 110) = −9,600.00
        16:00:00 is square-off = 59 = 59.00
        16:00:00 is blocked = 0 = 0.00
        16:00:00 is charges = 30 + 0.92 + 0.03 + paisa(18 % × 0.95) + 59 = 90.12
        16:00:00 is cash = 100000 − 90.12 − 9600 = 90,309.88",
    );
}

/// Cash of 11,000 carried 300 short; at a close of 119.99 the shares are bought in at 143.99 (143.988 up to the
/// tick): 13,197.00 are lost, more than there was.
#[test]
fn a_buy_in_is_on_the_tick_and_can_cost_more_than_there_is() {
    worked(
        "cash 11000
        day 2026-08-03
        stock P 100 band 20
        09:16:00 P 99.50 x 10
        09:20:00 sell P 300 mis limit 100
        09:21:00 P 100.05 x 50000
        15:00:00 P 120 x 1000
        day 2026-08-04
        15:00:00 P 119.99 x 1000
        16:00:00 is realised = 300 × (100 − 143.99) = −13,197.00
        16:00:00 is cash = 11000 − 30 − 0.92 − 0.03 − 0.17 − 59 − 13197 = −2,287.12
        16:00:00 is blocked = 0 = 0.00",
    );
}

/// 300 bought at 100 and locked at 80: nobody buys. They are delivery now: 30,000.00 owed on T+1, the margin free,
/// stamp and STT of a delivery.
#[test]
fn a_long_locked_in_is_delivery_where_the_cash_pays_for_it() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 band 20
        09:16:00 P 100.50 x 10
        09:20:00 buy P 300 mis limit 100
        09:21:00 P 99.95 x 50000
        15:00:00 P 80 x 1000
        15:30:00 is held P = 300 = 300
        15:30:00 is blocked = 0 = 0.00
        15:30:00 is payable = 300 × 100 = 30,000.00
        16:00:00 is stt = rupee(0.1 % × 30000) = 30.00
        16:00:00 is stamp = rupee(0.015 % × 30000) = 5.00
        16:00:00 is brokerage = 0 = 0.00
        day 2026-08-04
        16:00:00 is cash = 100000 − 30 − 5 − 0.92 − 0.03 − 0.17 − 30000 = 69,963.88",
    );
}

/// 12,000 carried 300 at 100 (a third); as delivery they need 30,000.00. On Tuesday the program sells them at the
/// adverse side of 82 (a tick below), with its fee and the depository’s.
#[test]
fn a_long_locked_in_that_the_cash_does_not_pay_for_is_sold_in_the_next_session() {
    worked(
        "cash 12000
        day 2026-08-03
        stock P 100 band 20
        09:16:00 P 100.50 x 10
        09:20:00 buy P 300 mis limit 100
        09:21:00 P 99.95 x 50000
        15:00:00 P 80 x 1000
        15:30:00 is held P = 300 = 300
        15:30:00 is payable = 30000 = 30,000.00
        16:00:00 is available = 12000 − 30 − 5 − 0.92 − 0.03 − 0.17 − 30000 = −18,036.12
        day 2026-08-04
        09:16:00 P 82 x 5000
        09:17:00 is held P = 0 = 0
        09:17:00 is square-off = 59 = 59.00
        09:17:00 is dp = 15.34 = 15.34
        09:17:00 is realised = 300 × (81.99 − 100) = −5,403.00",
    );
}

/// 200 of 500 at 100: 20,000.00 are owed, 4,000.00 of margin come back, and the note charges 200 as delivery (STT 0.1
/// %, stamp 0.015 %) and 300 as intraday.
#[test]
fn intraday_shares_become_delivery_for_their_value() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        09:22:00 convert P 200 cnc
        09:23:00 is held P = 200 = 200
        09:23:00 is open P = 300 = 300
        09:23:00 is payable = 200 × 100 = 20,000.00
        09:23:00 is blocked = 300 × 100 ÷ 5 = 6,000.00
        09:23:00 is available = 100000 − 21.56 − 20000 − 6000 = 73,978.44
        15:00:00 sell P 300 mis limit 101
        15:01:00 P 101.05 x 50000
        16:00:00 is stt = rupee(0.1 % × 20000) + rupee(0.025 % × 30300) = 28.00
        16:00:00 is stamp = rupee(0.015 % × 20000) + rupee(0.003 % × 30000) = 4.00
        16:00:00 is blocked = 0 = 0.00",
    );
}

/// 100 bought at 100 as delivery owe 10,000.00; as intraday a third of it is set aside and nothing is owed.
#[test]
fn delivery_shares_of_the_day_become_intraday_for_their_margin() {
    delivered(
        "2026-08-03",
        "09:22:00 is payable = 10000 = 10,000.00
        09:23:00 convert P 60 mis
        09:24:00 is held P = 40 = 40
        09:24:00 is open P = 60 = 60
        09:24:00 is payable = 40 × 100 = 4,000.00
        09:24:00 is margin P = 60 × 100 ÷ 3 = 2,000.00
        09:24:00 is available = 100000 − 12.38 − 4000 − 2000 = 93,987.62
        09:25:00 convert P 60 cnc
        09:26:00 is held P = 100 = 100
        09:26:00 is payable = 10000 = 10,000.00
        09:26:00 is blocked = 0 = 0.00
        09:26:00 is available = 100000 − 12.38 − 10000 = 89,987.62
        16:00:00 is charges = 12.38 = 12.38",
    );
}

/// 3,500 carry 100 at 100 (a third); as delivery they need 10,000.00 and free 3,333.34.
#[test]
fn a_conversion_that_the_cash_does_not_pay_for_is_refused() {
    worked(
        "cash 3500
        day 2026-08-03
        stock P 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 100 mis limit 100
        09:21:00 P 99.95 x 5000
        09:22:00 convert P 100 cnc
        09:22:00 is refused cash_short
        09:22:00 is open P = 100 = 100
        09:22:00 is margin P = paisa(10000 ÷ 3 + 0.005) = 3,333.34",
    );
}
