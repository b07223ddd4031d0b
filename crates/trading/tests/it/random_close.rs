//! Order entry of an auction closes at a random moment of its last minutes, in practice by the account's seed.

use std::collections::BTreeSet;

use trading::{Account, Calendar, Clock, Day, Market, Moment, OrderId, Paise, Refusal, Ticket, What};

use crate::script::{Stage, midday};
use crate::words::ticket;

const MONDAY: &str = "cash 100000
    day 2026-08-03
    stock INFY 1000 auction band none";
const FROM_SEPTEMBER: &str = "cash 100000
    day 2026-09-07
    stock INFY 1000 auction band none";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn of(stage: &Stage, market: Market) -> Account {
    let at = stage.day().at(Clock::of(8, 0, 0));
    Account::from_events(&[Account::opening(at, market, Paise::rupees(100_000))])
}

fn practised(seed: u64) -> Market {
    Market::Practice { day: day("2026-08-03"), seed }
}

fn place(account: &Account, stage: &Stage, at: Moment, words: &str) -> What {
    let ticket: Ticket = ticket(&words.split(' ').collect::<Vec<_>>());
    account.place(at, &ticket, Ok(stage.stocks[&ticket.symbol].glance())).what
}

/// The first millisecond, counted from a time, at which a limit order is no longer taken; none within so many.
fn closes(account: &Account, stage: &Stage, from: Clock, within: i64) -> Option<i64> {
    let taken = |millis: i64| {
        let at = stage.day().at(from).plus_millis(millis);
        matches!(place(account, stage, at, "buy INFY 1 cnc limit 1000"), What::Accepted { .. })
    };
    // Once closed it stays so: the moment is found by halves.
    let (mut open, mut closed) = (-1, within);
    if taken(within - 1) {
        return None;
    }
    while open + 1 < closed {
        let middle = i64::midpoint(open, closed);
        if taken(middle) { open = middle } else { closed = middle }
    }
    Some(closed)
}

/// 09:07 to 09:08 before 7 September 2026, then 09:08 to 09:10; 15:28 to 15:30 in the closing auction.
#[test]
fn order_entry_closes_at_random_within_its_last_minutes() {
    for (script, from, window) in [
        (MONDAY, Clock::of(9, 7, 0), 60_000),
        (FROM_SEPTEMBER, Clock::of(9, 8, 0), 120_000),
        (MONDAY, Clock::of(15, 28, 0), 120_000),
    ] {
        let stage = midday(script);
        let moments: BTreeSet<i64> = (1..=40)
            .map(|seed| closes(&of(&stage, practised(seed)), &stage, from, window).unwrap())
            .collect();
        assert!(moments.len() > 35, "each seed has its own: {moments:?}");
        assert!(moments.iter().any(|after| *after < window / 4), "{moments:?}");
        assert!(moments.iter().any(|after| *after > window * 3 / 4), "{moments:?}");
        let before = stage.day().at(from).plus_millis(-1);
        for seed in 1..=40 {
            let what = place(&of(&stage, practised(seed)), &stage, before, "buy INFY 1 cnc limit 1000");
            assert!(matches!(what, What::Accepted { .. }), "never before its last minutes: {what:?}");
        }
    }
}

/// The moments of three seeds, worked out apart by SplitMix64 (whose first number from 0 is E220A8397B1DCDAF): a practice
/// day that was begun with another version of the program goes on as it began.
#[test]
fn a_seed_closes_at_the_same_moment_in_every_version() {
    let stage = midday(MONDAY);
    let moment = |seed| closes(&of(&stage, practised(seed)), &stage, Clock::of(9, 7, 0), 60_000);
    assert_eq!([1, 2, u64::MAX].map(moment), [Some(28_772), Some(21_459), Some(17_853)]);
}

#[test]
fn each_day_and_each_auction_closes_at_its_own_moment_and_always_at_the_same() {
    let of_day =
        |script: &str, from| closes(&of(&midday(script), practised(7)), &midday(script), from, 60_000);
    let next = MONDAY.replace("2026-08-03", "2026-08-04");
    let pre_open = Clock::of(9, 7, 0);
    assert_ne!(of_day(MONDAY, pre_open), of_day(&next, pre_open));
    assert_eq!(of_day(MONDAY, pre_open), of_day(MONDAY, pre_open));
}

/// What an order is told: that entry has closed, and when the next begins. What was collected stands from then on.
#[test]
fn what_comes_after_the_random_close_is_refused_with_the_reason() {
    let mut stage = midday(MONDAY);
    stage.line("09:01:00 buy INFY 1 cnc limit 1000");
    let after = closes(&stage.account, &stage, Clock::of(9, 7, 0), 60_000).unwrap();
    let at = stage.day().at(Clock::of(9, 7, 0)).plus_millis(after);
    let What::Rejected { refusal, .. } = place(&stage.account, &stage, at, "buy INFY 1 cnc market") else {
        panic!("it is closed")
    };
    assert_eq!(refusal, Refusal::EntryClosed { next: Some("From 09:15 (continuous trading)".into()) });
    assert_eq!(stage.account.cancel(at, OrderId(1)), Err(Refusal::Matching));
    let before = at.plus_millis(-1);
    assert!(stage.account.cancel(before, OrderId(1)).is_ok());
}

/// No source tells when the exchange closes it: an order of the live market is taken until the clock says so.
#[test]
fn the_live_market_takes_orders_to_the_end() {
    let stage = midday(MONDAY);
    let live = of(&stage, Market::Live);
    assert_eq!(closes(&live, &stage, Clock::of(9, 7, 0), 60_000), None);
    assert_eq!(closes(&live, &stage, Clock::of(15, 28, 0), 120_000), None);
}

/// Without a random close everything in between is as it was: what is refused at 09:08 is refused by the clock.
#[test]
fn the_clock_alone_closes_what_does_not_close_at_random() {
    let stage = midday(MONDAY);
    let session = Calendar::nse().session(day("2026-08-03"), true).unwrap();
    let at = stage.day().at(Clock::of(9, 8, 0));
    let What::Rejected { refusal, .. } = place(&stage.account, &stage, at, "buy INFY 1 cnc market") else {
        panic!("{:?}", session.phase(at))
    };
    assert!(matches!(refusal, Refusal::MarketClosed { .. }), "{refusal:?}");
}
