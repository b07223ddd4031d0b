//! Every reason for a refusal is provoked from the outside, and says what would be accepted.

use std::collections::{BTreeMap, BTreeSet};

use trading::{
    Account, Calendar, Charging, Clock, Day, Event, Market, OrderType, Paise, Refusal, Side, Ticket, What,
};

use crate::script::{Stage, play};
use crate::words::ticket;

/// Orders that are wrong in themselves, at every hour.
const ORDERS: &str = "cash 100000
    day 2026-08-03
    stock INFY 1000 auction band none
    stock SMALL 100 series SM lot 400
    stock BEES 100 series BE
    stock FRESH 100 listed 2026-07-30
    stock NOMIS 100 nomis
    stock PLAIN 100
    08:00:00 buy INFY 1 cnc market
    09:01:00 buy INFY 1 cnc sl 1010/1012
    09:01:00 buy INFY 1 cnc market ioc
    09:05:00 buy INFY 1 cnc limit 990
    09:09:00 cancel 4
    09:20:00 buy NOBODY 1 cnc market
    09:20:00 buy INFY 0 cnc market
    09:20:00 buy INFY 100001 cnc market
    09:20:00 buy SMALL 300 cnc market
    09:20:00 buy INFY 100000 cnc limit 1050.00
    09:20:00 buy INFY 99999 cnc limit 1001
    09:20:00 buy INFY 1 cnc limit
    09:20:00 buy INFY 1 cnc market 1000
    09:20:00 buy INFY 1 cnc limit 0
    09:20:00 buy INFY 1 cnc limit 1000.03
    09:20:00 buy INFY 1 cnc limit 1200
    09:20:00 buy INFY 1 cnc sl-m
    09:20:00 buy INFY 1 cnc limit 1010/1012
    09:20:00 buy INFY 1 cnc sl-m 0
    09:20:00 buy INFY 1 cnc sl-m 1010.02
    09:20:00 buy INFY 1 cnc sl-m 1300
    09:20:00 buy INFY 1 cnc sl-m 990
    09:20:00 buy INFY 1 cnc sl 1010/1005
    09:20:00 buy BEES 1 mis market
    09:20:00 buy FRESH 1 mis market
    09:20:00 buy NOMIS 1 mis market
    09:20:00 sell INFY 1 cnc market
    09:20:00 buy INFY 1000 cnc limit 1000
    09:20:00 buy INFY 1 cnc limit 990 amo
    09:20:00 buy INFY 20 cnc limit 990 shows 1
    09:20:00 buy INFY 20 cnc limit 990 ioc shows 10
    09:21:00 buy INFY 2 cnc limit 990
    09:21:00 cancel 99
    09:21:00 cancel 1
    09:21:00 modify 31 2 limit 990
    09:22:00 gtt cancel 9
    09:22:00 gtt buy INFY 1 1000/1000
    09:22:00 gtt sell INFY 1 1010/1010 or 1 1020/1020
    09:22:00 gtt buy INFY 1 950/950
    09:22:00 gtt cancel 1
    09:22:00 gtt cancel 1
    09:23:00 convert INFY 1 cnc
    09:24:00 sell PLAIN 10 mis market
    09:24:01 PLAIN 100 x 1000
    09:24:02 buy PLAIN 5 cnc limit 101
    09:24:03 PLAIN 100 x 1000
    09:25:00 convert PLAIN 5 mis
    15:14:00 INFY 1000 x 1000
    15:21:00 buy INFY 1 cnc limit 1050
    15:22:00 buy PLAIN 1 mis market
    15:22:00 convert PLAIN 1 cnc
    15:22:00 cancel 34
    15:26:00 buy INFY 1 cnc market
    15:52:00 buy PLAIN 1 cnc limit 100
    17:00:00 buy INFY 1 cnc market";

/// What only another day or a corporate action brings.
const DAYS: &str = "cash 100000
    day 2026-09-08
    stock INFY 1000
    stock SLOW 100 series BE band 5
    09:02:00 buy INFY 1 cnc market
    09:07:00 cancel 1
    09:09:59 buy INFY 1 cnc limit 1000
    09:20:00 buy SLOW 5 cnc limit 101
    09:21:00 SLOW 100 x 1000
    09:22:00 buy INFY 5 cnc limit 1000
    09:23:00 INFY 999 x 1000
    10:00:00 hand INFY merger SLOW 1:1
    15:29:00 INFY 1000 x 1000
    day 2026-09-09
    09:20:00 sell SLOW 5 cnc market
    09:20:00 hand SLOW merger SLOW 1:1
    09:20:00 hand SLOW merger INFY 1:1 on 2026-09-10
    09:20:00 hand INFY split 2:1
    09:20:00 hand INFY split 2:1
    09:21:00 sell INFY 12 cnc market
    09:21:00 sell INFY 11 cnc market";

/// What rights bring: nothing held, more than held, an issue that has closed.
const RIGHTS: &str = "cash 100000
    day 2026-08-14
    stock GENESYS 210
    stock SHANTI-RE 20 series BE band 20
    issue GENESYS of 2026-08-06 at 50 as SHANTI-RE
    09:20:00 use SHANTI-RE 1
    10:00:00 buy SHANTI-RE 2 cnc limit 20
    10:01:00 SHANTI-RE 19.90 x 1000
    day 2026-08-18
    10:02:00 use SHANTI-RE 3
    day 2026-09-08
    10:02:00 use SHANTI-RE 1";

/// What the profiles of charges refuse.
const CHARGES: &str = "cash 100000
    day 2026-08-03
    09:20:00 charge edit discount-broker-2026 dp 1
    09:20:00 charge choose own-1
    09:20:00 charge copy discount-broker-2026 as Mine
    09:20:00 charge copy discount-broker-2026 as mine
    09:20:00 charge edit own-1 dp 13
    09:20:00 charge edit own-1 dp -1";

/// Given by whoever knows the market, not by the account: the desk's tests provoke them.
const OF_THE_DESK: [&str; 3] = ["live_quotes_off", "not_traded", "price_too_old"];

#[test]
fn every_reason_for_a_refusal_is_provoked_and_says_what_would_be_accepted() {
    let mut refused: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for script in [ORDERS, DAYS, RIGHTS, CHARGES] {
        refused.extend(play(script).refused);
    }
    let mut stage = stage_of(Market::Practice { day: day("2026-08-03"), seed: 7 });
    refused.extend(of_one_profile_too_many());
    refused.extend(of_an_order_that_cannot_become_another(&mut stage));
    refused.extend(of_an_archived_account(&mut stage));
    refused.extend(of_the_live_post_close());
    let provoked: BTreeSet<&str> = refused.keys().copied().chain(OF_THE_DESK).collect();
    assert_eq!(provoked, every_code(), "on the right is every code of refusal_words.rs");
    assert!(provoked.len() >= 40);
    for (code, accepted) in refused {
        let says_itself = ["nothing_to_change", "charge_profile_unchanged", "not_offered"].contains(&code);
        assert_eq!(accepted.is_none(), says_itself, "{code} says what would be accepted: {accepted:?}");
    }
}

/// The names that the program has for its refusals.
fn every_code() -> BTreeSet<&'static str> {
    let source = include_str!("../../src/refusal_words.rs");
    let (_, codes) = source.split_once("fn code").unwrap();
    let (codes, _) = codes.split_once("fn message").unwrap();
    let named = codes.lines().filter_map(|line| line.trim().strip_suffix("\",")?.split_once("=> \""));
    named.map(|(_, code)| code).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A stage on 3 August 2026 with INFY at 1,000.
fn stage_of(market: Market) -> Stage {
    let mut stage = Stage::new();
    let at = day("2026-08-01").at(Clock::of(8, 0, 0));
    stage.take(Account::opening(at, market, Paise::rupees(100_000)));
    stage.line("day 2026-08-03");
    stage.line("stock INFY 1000");
    stage
}

fn of_one_profile_too_many() -> BTreeMap<&'static str, Option<String>> {
    let mut stage = stage_of(Market::Live);
    for number in 0..=Charging::MOST {
        stage.line(&format!("09:20:00 charge copy discount-broker-2026 as Mine {number}"));
    }
    stage.refused
}

fn of_an_order_that_cannot_become_another(stage: &mut Stage) -> BTreeMap<&'static str, Option<String>> {
    stage.line("09:20:00 buy INFY 1 cnc limit 990");
    let at = stage.day().at(Clock::of(9, 21, 0));
    let order = stage.account.orders()[0].clone();
    stage.modify(at, order.id, &Ticket { side: Side::Sell, ..order.ticket });
    std::mem::take(&mut stage.refused)
}

fn of_an_archived_account(stage: &mut Stage) -> BTreeMap<&'static str, Option<String>> {
    let at = stage.day().at(Clock::of(9, 30, 0));
    stage.take(Event { at, what: What::Archived });
    stage.place(at, &ticket(&["buy", "INFY", "1", "cnc", "market"]));
    assert_eq!(stage.account.cancel(at, trading::OrderId(1)), Err(Refusal::AccountArchived));
    std::mem::take(&mut stage.refused)
}

fn of_the_live_post_close() -> BTreeMap<&'static str, Option<String>> {
    let mut stage = stage_of(Market::Live);
    let at = stage.day().at(Clock::of(15, 52, 0));
    let order = ticket(&["buy", "INFY", "1", "cnc", "market"]);
    assert_eq!(order.kind, OrderType::Market);
    assert!(Calendar::nse().is_trading_day(stage.day()));
    stage.place(at, &order);
    stage.refused
}
