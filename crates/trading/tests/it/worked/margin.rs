//! Margin of intraday positions, their gains and losses, and the square-off.

use super::{ordered_intraday, worked};

/// 500 at 100 are 50,000.00: 10,000.00 of margin and the order’s charges are set aside; the charges leave at the
/// fill, the margin comes back with the sale at 101.
#[test]
fn five_times_leverage_blocks_a_fifth_and_frees_it_at_the_close_of_the_position() {
    ordered_intraday(
        "09:20:00 is blocked = 50000 ÷ 5 + paisa(0.03 % × 50000) + paisa(0.0030699 % × 50000) + paisa(0.0001 % × 50000) + rupee(0.003 % × 50000) + paisa(18 % × (15.00 + 1.53 + 0.05)) = 10,021.56
        09:20:00 is available = 100000 − 10021.56 = 89,978.44
        09:21:00 P 99.95 x 50000
        09:22:00 is margin P = 50000 ÷ 5 = 10,000.00
        09:22:00 is blocked = 10000 = 10,000.00
        09:22:00 is charges = 15.00 + 1.53 + 0.05 + 2 + 2.98 = 21.56
        09:22:00 is cash = 100000 − 10000 − 21.56 = 89,978.44
        09:30:00 sell P 500 mis limit 101
        09:30:00 is blocked = 10000 = 10,000.00
        09:31:00 P 101.05 x 50000
        09:32:00 is blocked = 0 = 0.00
        09:32:00 is realised = 500 × (101 − 100) = 500.00
        09:32:00 is receivable = 500 = 500.00
        09:32:00 is charges = 21.56 + paisa(0.03 % × 50500) + rupee(0.025 % × 50500) + paisa(0.0030699 % × 50500) + paisa(0.0001 % × 50500) + paisa(18 % × (15.15 + 1.55 + 0.05)) = 54.33
        09:32:00 is cash = 100000 − 21.56 − 32.77 = 99,945.67",
    );
}

/// The 500.00 of Monday cannot be used on Monday nor on Tuesday before four.
#[test]
fn a_gain_of_the_day_is_free_only_after_its_settlement() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        09:30:00 sell P 500 mis limit 101
        09:31:00 P 101.05 x 50000
        09:32:00 is available = 100000 − 21.56 − 32.77 = 99,945.67
        day 2026-08-04
        15:59:59 is available = 99945.67 = 99,945.67
        16:00:00 is available = 99945.67 + 500 = 1,00,445.67
        16:00:00 is cash = 99945.67 + 500 = 1,00,445.67",
    );
}

/// Sold at 99 instead: 500.00 less in the cash of the day, and nothing to settle.
#[test]
fn a_loss_of_the_day_is_gone_at_once() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        09:25:00 P 98 x 10
        09:30:00 sell P 500 mis limit 99
        09:31:00 P 99.05 x 50000
        09:32:00 is realised = 500 × (99 − 100) = −500.00
        09:32:00 is cash = 100000 − 21.56 − 500 − (paisa(0.03 % × 49500) + rupee(0.025 % × 49500) + paisa(0.0030699 % × 49500) + paisa(0.0001 % × 49500) + paisa(18 % × (14.85 + 1.52 + 0.05))) = 99,447.06
        09:32:00 is receivable = 0 = 0.00
        09:32:00 is payable = 0 = 0.00",
    );
}

/// 100 at 100 are 10,000.00: 3,333.34 of margin at three times (a third, up to the paisa), the whole at one.
#[test]
fn a_band_of_twenty_percent_gives_three_times_and_one_of_ten_gives_none() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 band 20
        stock Q 100 band 10
        09:16:00 P 100.50 x 10
        09:16:01 Q 100.50 x 10
        09:20:00 buy P 100 mis limit 100
        09:20:00 buy Q 100 mis limit 100
        09:21:00 P 99.95 x 5000
        09:22:00 is margin P = paisa(10000 ÷ 3 + 0.005) = 3,333.34
        09:23:00 Q 99.95 x 5000
        09:24:00 is margin Q = 10000 = 10,000.00
        09:24:00 is blocked = 3333.34 + 10000 = 13,333.34",
    );
}

/// 25 % of 10,000.00; never less than a fifth, though 12.5 % were asked; 60 % of it in the third.
#[test]
fn the_exchanges_own_margin_decides_where_it_is_known() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 margin 25
        stock Q 100 margin 12
        stock R 100 margin 60
        09:16:00 P 100.50 x 10
        09:16:01 Q 100.50 x 10
        09:16:02 R 100.50 x 10
        09:20:00 buy P 100 mis limit 100
        09:20:00 buy Q 100 mis limit 100
        09:20:00 buy R 100 mis limit 100
        09:21:00 P 99.95 x 5000
        09:21:01 Q 99.95 x 5000
        09:21:02 R 99.95 x 5000
        09:22:00 is margin P = 25 % × 10000 = 2,500.00
        09:22:00 is margin Q = 20 % × 10000 = 2,000.00
        09:22:00 is margin R = 60 % × 10000 = 6,000.00
        09:22:00 is blocked = 2500 + 2000 + 6000 = 10,500.00",
    );
}

/// 200 of 500 sold at 101: 300 at 100 stay, at a fifth.
#[test]
fn a_part_of_a_position_frees_its_part_of_the_margin() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        09:30:00 sell P 200 mis limit 101
        09:31:00 P 101.05 x 5000
        09:32:00 is open P = 500 − 200 = 300
        09:32:00 is margin P = 300 × 100 ÷ 5 = 6,000.00
        09:32:00 is realised = 200 × (101 − 100) = 200.00
        09:32:00 is blocked = 6000 = 6,000.00",
    );
}

/// Long 500; 800 sold at 101 close 500 and open 300 short: 300 × 101 at a fifth, when written and when filled.
#[test]
fn an_order_beyond_the_position_needs_margin_for_the_rest_alone() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        09:30:00 sell P 800 mis limit 101
        09:30:00 is blocked = 10000 + 300 × 101 ÷ 5 + paisa(0.03 % × 80800 − 4.24) + rupee(0.025 % × 80800) + paisa(0.0030699 % × 80800) + paisa(0.0001 % × 80800) + paisa(18 % × (20.00 + 2.48 + 0.08)) = 16,106.62
        09:31:00 P 101.05 x 50000
        09:32:00 is open P = 500 − 800 = −300
        09:32:00 is margin P = 300 × 101 ÷ 5 = 6,060.00
        09:32:00 is realised = 500 × 1 = 500.00
        09:32:00 is blocked = 6060 = 6,060.00",
    );
}

/// 500 sold at 100, bought back at 104: 2,000.00 less; the margin comes back with it.
#[test]
fn a_short_that_is_covered_higher_loses_at_once() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 band none
        09:16:00 P 99.50 x 10
        09:20:00 sell P 500 mis limit 100
        09:21:00 P 100.05 x 50000
        09:22:00 is open P = −500 = −500
        09:22:00 is margin P = 50000 ÷ 5 = 10,000.00
        09:30:00 P 104.50 x 10
        09:31:00 buy P 500 mis limit 104
        09:31:00 is blocked = 10000 = 10,000.00
        09:32:00 P 103.95 x 50000
        09:33:00 is realised = 500 × (100 − 104) = −2,000.00
        09:33:00 is blocked = 0 = 0.00
        09:33:00 is receivable = 0 = 0.00
        09:33:00 is stt = rupee(0.025 % × 50000) = 13.00
        09:33:00 is charges = (paisa(0.03 % × 50000) + 13 + 1.53 + 0.05 + paisa(18 % × 16.58)) + (paisa(0.03 % × 52000) + paisa(0.0030699 % × 52000) + paisa(0.0001 % × 52000) + rupee(0.003 % × 52000) + paisa(18 % × (15.60 + 1.60 + 0.05))) = 54.92
        09:33:00 is cash = 100000 − 2000 − 32.56 − 22.36 = 97,945.08",
    );
}

/// 10,000 carry 580 short at 81 (a fifth of 46,980.00); bought back at 119 they lose 22,040.00: the account owes, and
/// takes no order.
#[test]
fn a_short_may_lose_more_than_the_cash_and_then_nothing_more_is_taken() {
    worked(
        "cash 10000
        day 2026-08-03
        stock P 100 band 20 margin 20
        09:16:00 P 80.50 x 10
        09:17:00 P 80.20 x 10
        09:20:00 sell P 580 mis limit 81
        09:21:00 P 81.05 x 50000
        09:22:00 is margin P = 580 × 81 ÷ 5 = 9,396.00
        09:30:00 P 119.50 x 10
        09:31:00 buy P 580 mis limit 119
        09:32:00 P 118.95 x 50000
        09:33:00 is realised = 580 × (81 − 119) = −22,040.00
        09:33:00 is charges = (paisa(0.03 % × 46980) + rupee(0.025 % × 46980) + paisa(0.0030699 % × 46980) + paisa(0.0001 % × 46980) + paisa(18 % × (14.09 + 1.44 + 0.05))) + (20 + paisa(0.0030699 % × 69020) + paisa(0.0001 % × 69020) + rupee(0.003 % × 69020) + paisa(18 % × (20.00 + 2.12 + 0.07))) = 58.56
        09:33:00 is cash = 10000 − 22040 − 30.38 − 28.18 = −12,098.56
        09:33:00 is available = −12098.56 = −12,098.56
        09:34:00 buy P 1 cnc limit 118
        09:34:00 is refused cash_short",
    );
}

/// 15:20: 500 are sold in two pieces at the adverse side; ₹50 and 18 % GST once.
#[test]
fn the_square_off_costs_its_fee_once_however_many_pieces_it_takes() {
    ordered_intraday(
        "09:21:00 P 99.95 x 50000
        15:20:01 P 100 x 1000
        15:20:02 P 100 x 9000
        15:21:00 is open P = 0 = 0
        15:21:00 is square-off = 50 + 18 % × 50 = 59.00
        15:21:00 is blocked = 0 = 0.00",
    );
}

/// P and Q are open at 15:20; R was closed in time.
#[test]
fn every_position_that_the_program_closes_costs_a_fee() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100 band none
        stock Q 100 band none
        stock R 100 band none
        09:16:00 P 100.50 x 10
        09:16:01 Q 100.50 x 10
        09:16:02 R 100.50 x 10
        09:20:00 buy P 10 mis limit 100
        09:20:00 buy Q 10 mis limit 100
        09:20:00 buy R 10 mis limit 100
        09:21:00 P 99.95 x 5000
        09:21:01 Q 99.95 x 5000
        09:21:02 R 99.95 x 5000
        15:00:00 sell R 10 mis limit 101
        15:01:00 R 101.05 x 5000
        15:20:01 P 100 x 5000
        15:20:02 Q 100 x 5000
        15:21:00 is square-off = 2 × (50 + 18 % × 50) = 118.00
        15:21:00 is blocked = 0 = 0.00",
    );
}
