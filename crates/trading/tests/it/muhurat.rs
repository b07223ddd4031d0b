//! The evening Muhurat of 1 November 2024, 18:00 to 19:00: the day ends with its session, not at 16:00.

use expect_test::expect;
use trading::{Clock, Day, day_ends};

use crate::script::check;

fn ends(text: &str) -> Clock {
    let day: Day = text.parse().unwrap();
    day_ends(day)
}

#[test]
fn a_day_ends_at_four_or_with_its_session_where_that_is_later() {
    assert_eq!(ends("2026-08-03"), Clock::of(16, 0, 0));
    assert_eq!(ends("2024-11-01"), Clock::of(19, 20, 0), "an evening Muhurat");
    assert_eq!(ends("2025-10-21"), Clock::of(16, 0, 0), "an afternoon Muhurat");
    assert_eq!(ends("2026-08-09"), Clock::of(16, 0, 0), "a Sunday");
}

/// A position opened at 18:10 is squared off at 18:55. The Muhurat is no settlement day: the trades of both days settle on
/// Monday.
#[test]
fn an_evening_is_traded_squared_off_and_settled_like_a_day() {
    check(
        "cash 100000
        day 2024-10-31
        stock INFY 1000 tick 0.05
        09:20:00 buy INFY 5 cnc limit 1000
        09:21:00 INFY 999 x 1000
        day 2024-11-01
        16:00:00 show
        17:50:00 buy INFY 1 cnc limit 1000
        17:54:00 INFY 998 x 1000 open
        18:10:00 sell INFY 10 mis market
        18:10:01 INFY 1000 x 1000
        18:56:00 INFY 1001 x 1000
        19:05:00 buy INFY 1 cnc market
        day 2024-11-04",
        &expect![[r#"
            2024-10-31
            09:20:00 #1 buy 5 INFY CNC limit 1,000.00: open, blocks 5,006.20
            09:21:00 #1 bought 5 at 999.00 (GapBeyondLimit, 0 ticks): 6.18 = stt 5.00 + transaction 0.15 + stamp 1.00 + gst 0.03
            2024-11-01
            ---
            #1 filled 5/5 at 999.00
            cash 99,993.82 available 94,998.82 payable 4,995.00 charges 6.18
            INFY holds 5 at 999.00, cost 4,995.00: 5 for 4,995.00 of 2024-10-31
            17:50:00 #2 buy 1 INFY CNC limit 1,000.00: pending, blocks 1,001.04
            17:54:00 #2 bought 1 at 998.00 (PreOpenPrice, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            18:10:00 #3 sell 10 INFY MIS market: open, blocks 3,332.58
            18:10:01 #3 sold 10 at 999.90 (MarketAdverseSide, 2 ticks): 5.92 = brokerage 3.00 + stt 2.00 + transaction 0.30 + sebi 0.01 + gst 0.60 + ipft 0.01
            18:55:00 #4 buy 10 INFY MIS market by the program: open
            18:56:00 #4 bought 10 at 1,001.15 (SquareOff, 3 ticks): 62.92 = brokerage 3.00 + transaction 0.30 + sebi 0.01 + gst 0.60 + ipft 0.01 + squareoff 59.00
            19:05:00 #5 buy 1 INFY CNC market: rejected: The exchange takes no orders at 19:05:00. [An after-market order (AMO), for the next session]
            2024-11-04
            16:00:00 settled 2024-10-31: received 0.00, paid 4,995.00
            16:00:00 settled 2024-11-01: received 0.00, paid 998.00
            ---
            #1 filled 5/5 at 999.00
            #2 filled 1/1 at 998.00
            #3 filled 10/10 at 999.90
            #4 filled 10/10 at 1,001.15
            #5 rejected
            cash 93,918.44 available 93,918.44 realised −12.50 charges 76.06
            INFY holds 6 at 998.83, cost 5,993.00: 5 for 4,995.00 of 2024-10-31, 1 for 998.00 of 2024-11-01
            INFY intraday flat, realised −12.50
        "#]],
    );
}
