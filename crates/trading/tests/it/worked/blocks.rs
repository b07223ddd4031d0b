//! Cash that orders set aside, and how it comes back.

use super::{delivered, worked};

/// 77 at 123.45 are 9,505.65 and their charges.
#[test]
fn cancelling_an_order_frees_what_it_blocked_to_the_paisa() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 124
        09:16:00 P 124 x 10
        09:20:00 buy P 77 cnc limit 123.45
        09:20:00 is blocked = 77 × 123.45 + rupee(0.1 % × 9505.65) + paisa(0.0030699 % × 9505.65) + paisa(0.0001 % × 9505.65) + rupee(0.015 % × 9505.65) + paisa(18 % × (0.29 + 0.01)) = 9,517.00
        09:20:00 is available = 100000 − 9517.00 = 90,483.00
        09:21:00 cancel 1
        09:21:00 is blocked = 9517.00 − 9517.00 = 0.00
        09:21:00 is available = 100000 = 1,00,000.00",
    );
}

/// From 10 at 100 to 20 at 101 and back to 5 at 99.
#[test]
fn changing_an_order_blocks_the_difference() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:16:00 P 105 x 10
        09:20:00 buy P 10 cnc limit 100
        09:20:00 is blocked = 1000 + 1 + 0.03 + 0 + 0 + 0.01 = 1,001.04
        09:21:00 modify 1 20 limit 101
        09:21:00 is blocked = 2020 + rupee(0.1 % × 2020) + paisa(0.0030699 % × 2020) + 0 + rupee(0.015 % × 2020) + paisa(18 % × 0.06) = 2,022.07
        09:22:00 modify 1 5 limit 99
        09:22:00 is blocked = 495 + rupee(0.1 % × 495) + paisa(0.0030699 % × 495) + 0 + 0 + paisa(18 % × 0.02) = 495.02
        09:23:00 cancel 1
        09:23:00 is blocked = 0 = 0.00",
    );
}

/// 100 at 100 block 10,012.38; a tenth of 400 traded shares are 40 of them; what is left blocks 60 % of it, and
/// expires.
#[test]
fn a_fill_in_parts_frees_its_part_and_the_day_s_end_the_rest() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 100 cnc limit 100
        09:20:00 is blocked = 10012.38 = 10,012.38
        09:21:00 P 99.95 x 400
        09:22:00 is held P = 10 % × 400 = 40
        09:22:00 is blocked = paisa(60 ÷ 100 × 10012.38) = 6,007.43
        09:22:00 is payable = 40 × 100 = 4,000.00
        15:30:00 is blocked = 0 = 0.00
        15:30:00 is available = 100000 − 4000 − (4 + 0.12 + 1 + paisa(18 % × 0.12)) = 95,994.86",
    );
}

/// The limit of 101 blocks 10,100.00 and charges; the day opens at 100.
#[test]
fn a_fill_below_the_limit_frees_the_difference() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:20:00 buy P 100 cnc limit 101
        09:20:00 is blocked = 10100 + rupee(0.1 % × 10100) + paisa(0.0030699 % × 10100) + paisa(0.0001 % × 10100) + rupee(0.015 % × 10100) + paisa(18 % × 0.32) = 10,112.38
        09:21:00 P 100 x 5000
        09:22:00 is blocked = 0 = 0.00
        09:22:00 is payable = 100 × 100 = 10,000.00
        09:22:00 is available = 100000 − 10000 − 12.38 = 89,987.62",
    );
}

/// A tenth of 300 is filled, the rest ends at once.
#[test]
fn immediate_or_cancel_keeps_nothing_blocked() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:20:00 buy P 100 cnc limit 101 ioc
        09:21:00 P 100 x 300
        09:22:00 is held P = 30 = 30
        09:22:00 is blocked = 0 = 0.00
        09:22:00 is available = 100000 − 3000 − (3 + 0.09 + 0 + rupee(0.015 % × 3000) + paisa(18 % × 0.09)) = 96,996.89",
    );
}

/// 100 at 101 and charges are set aside on Monday evening, and spent on Tuesday.
#[test]
fn an_order_of_the_evening_blocks_over_night() {
    worked(
        "cash 100000
        day 2026-08-03
        stock P 100
        09:16:00 P 100 x 10
        17:00:00 buy P 100 cnc limit 101 amo
        17:00:00 is blocked = 10100 + rupee(0.1 % × 10100) + paisa(0.0030699 % × 10100) + paisa(0.0001 % × 10100) + rupee(0.015 % × 10100) + paisa(18 % × 0.32) = 10,112.38
        day 2026-08-04
        08:59:59 is blocked = 10100 + 12.38 = 10,112.38
        09:08:00 P 100 x 5000 open
        09:16:00 is blocked = 0 = 0.00
        09:16:00 is payable = 100 × 100 = 10,000.00",
    );
}

/// 100 at a trigger of 110 are 11,000.00 and charges; the sale of 100 that are held needs nothing but the shares.
#[test]
fn a_stop_blocks_its_trigger_and_a_sale_blocks_nothing() {
    delivered(
        "2026-08-03",
        "09:22:00 buy P 100 cnc sl-m 110
        09:22:00 is blocked = 100 × 110 + rupee(0.1 % × 11000) + paisa(0.0030699 % × 11000) + paisa(0.0001 % × 11000) + rupee(0.015 % × 11000) + paisa(18 % × 0.35) = 11,013.41
        09:23:00 sell P 60 cnc limit 115
        09:23:00 is blocked = 11013.41 = 11,013.41
        09:23:00 is sellable P = 100 − 60 = 40
        09:24:00 sell P 41 cnc limit 115
        09:24:00 is refused not_held
        15:30:00 is blocked = 0 = 0.00
        15:30:00 is sellable P = 100 = 100",
    );
}

/// 100 at 100 need 10,012.38: 10,013 is enough and leaves 0.62.
#[test]
fn an_order_is_taken_when_the_cash_reaches_to_the_rupee_and_not_one_below() {
    worked(
        "cash 10013
        day 2026-08-03
        stock P 100
        09:16:00 P 100.50 x 10
        09:20:00 buy P 100 cnc limit 100
        09:20:00 is blocked = 10012.38 = 10,012.38
        09:20:00 is available = 10013 − 10012.38 = 0.62
        09:20:01 buy P 1 cnc limit 80
        09:20:01 is refused cash_short
        09:21:00 P 99.95 x 5000
        09:22:00 is available = 0.62 = 0.62",
    );
}
