//! Which company a symbol means: holdings, orders, triggers and what is owed follow it.

use expect_test::expect;
use trading::{Day, Names, Renaming};

use crate::script::{check, play};
use crate::words::symbol;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn names(all: &[(&str, &str, &str)]) -> Names {
    let one = |(from, to, on): &(&str, &str, &str)| Renaming {
        from: symbol(from),
        to: symbol(to),
        isin: "INE0OWX01025".parse().unwrap(),
        on: day(on),
    };
    Names::new(all.iter().map(one).collect())
}

/// Ten shares of KEL are ten shares of VISDEM from the 6th, at the same cost and of the same day; the order for the next
/// session, the trigger and the dividend to come are VISDEM's. Nothing is realised and nothing charged by a name.
#[test]
fn shares_orders_triggers_and_dividends_follow_a_company_to_its_new_symbol() {
    check(
        "cash 100000
        day 2026-08-03
        stock KEL 100
        09:20:00 buy KEL 10 cnc limit 100
        09:21:00 KEL 99.90 x 1000
        day 2026-08-05
        ex KEL dividend 1
        10:00:00 gtt sell KEL 4 90/89
        15:00:00 KEL 100 x 1000
        17:00:00 sell KEL 3 cnc limit 101 amo
        day 2026-08-06
        rename KEL VISDEM
        rename VISDEM VISDEM
        09:20:00 sell KEL 1 cnc market
        09:21:00 VISDEM 101.05 x 1000
        09:22:00 VISDEM 89.50 x 1000
        09:23:00 VISDEM 89.20 x 1000
        day 2026-09-04",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 KEL CNC limit 100.00: open, blocks 1,001.04
            09:21:00 #1 bought 10 at 99.90 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-05
            00:00:00 KEL Dividend of ₹1.00 a share: 10 held, 99.90 becomes 99.90: 10.00, 0.00 withheld, paid on 2026-09-04
            00:00:00 settled 2026-08-03: received 0.00, paid 999.00
            10:00:00 trigger 1: Sell KEL 4 at 89.00 when 90.00
            17:00:00 #2 sell 3 KEL CNC limit 101.00 AMO: queued
            2026-08-06
            00:00:00 KEL is VISDEM (INE000A01010)
            09:00:00 #2 now pending
            09:15:00 #2 now open
            09:20:00 #3 sell 1 KEL CNC market: rejected: No stock of that symbol is listed on this day. [A symbol from the market list; search by name to find it] <Symbol>
            09:21:00 #2 sold 3 at 101.05 (GapBeyondLimit, 0 ticks): 15.35 = transaction 0.01 + dp 15.34
            09:22:00 trigger 1 leg 0 set off by 89.50
            09:22:00 #4 sell 4 VISDEM CNC limit 89.00 by trigger 1: open
            09:23:00 #4 sold 4 at 89.19 (Marketable, 1 ticks): 1.01 = stt 1.00 + transaction 0.01
            2026-09-04
            00:00:00 settled 2026-08-06: received 659.91, paid 0.00
            16:00:00 VISDEM paid 10.00 of 2026-08-05
            ---
            #1 filled 10/10 at 99.90
            #2 filled 3/3 at 101.05
            #3 rejected
            #4 filled 4/4 at 89.19
            cash 99,653.51 available 99,653.51 realised −39.39 dividends 10.00 charges 17.40
            VISDEM holds 3 at 99.90, cost 299.70: 3 for 299.70 of 2026-08-03
            trigger 1 Placed { order: OrderId(4) }
        "#]],
    );
}

/// Another company that takes the old symbol later gets nothing; what one bought of it stays apart.
#[test]
fn a_symbol_that_goes_to_another_company_takes_nothing_with_it() {
    let stage = play(
        "cash 100000
        day 2026-08-03
        stock KEL 100
        09:20:00 buy KEL 10 cnc limit 100
        09:21:00 KEL 99.90 x 1000
        day 2026-08-06
        rename KEL VISDEM
        stock KEL 50 fund
        09:20:00 buy KEL 7 cnc limit 50
        09:21:00 KEL 49.90 x 1000",
    );
    let held = |name: &str| stage.account.holdings()[&symbol(name)].pool.quantity();
    assert_eq!((held("VISDEM"), held("KEL")), (10, 7));
    let again = Renaming {
        from: symbol("KEL"),
        to: symbol("VISDEM"),
        isin: "INE000A01010".parse().unwrap(),
        on: day("2026-08-06"),
    };
    let at = day("2026-08-07").at(trading::Clock::MIDNIGHT);
    assert_eq!(stage.account.renamed(at, &again), None, "the shares of KEL now are another's");
}

/// Overnight SMALL moved from the SME platform's trade-to-trade series (lots of 100) to the main board, and QUICK to
/// trade-to-trade: 50 of the 100 can be sold now; the intraday order of the evening is not taken, nor is the sale of shares
/// that QUICK's new series wants delivered first.
#[test]
fn the_rules_of_the_new_series_hold_from_its_first_day() {
    check(
        "cash 100000
        day 2026-08-03
        stock SMALL 100 series ST lot 100 tick 0.05 band 5
        stock QUICK 100
        09:20:00 buy SMALL 100 cnc limit 100
        09:21:00 SMALL 99.90 x 1000
        09:20:00 sell SMALL 50 cnc market
        day 2026-08-04
        09:22:00 buy QUICK 10 cnc limit 100
        09:23:00 QUICK 99.90 x 1000
        17:00:00 buy QUICK 10 mis limit 100 amo
        17:00:00 sell QUICK 10 cnc limit 100 amo
        17:00:00 buy QUICK 10 cnc limit 100 amo
        day 2026-08-05
        move SMALL EQ 1
        move QUICK BE 1
        09:20:00 sell SMALL 50 cnc limit 100
        09:21:00 SMALL 100.05 x 1000
        09:22:00 buy QUICK 10 mis market",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 100 SMALL CNC limit 100.00: open, blocks 10,012.38
            09:21:00 #1 bought 100 at 99.90 (GapBeyondLimit, 0 ticks): 11.38 = stt 10.00 + transaction 0.31 + sebi 0.01 + stamp 1.00 + gst 0.06
            09:20:00 #2 sell 50 SMALL CNC market: rejected: This stock trades in lots of 100. [A multiple of 100] <Quantity>
            2026-08-04
            09:22:00 #3 buy 10 QUICK CNC limit 100.00: open, blocks 1,001.04
            09:23:00 #3 bought 10 at 99.90 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            16:00:00 settled 2026-08-03: received 0.00, paid 9,990.00
            17:00:00 #4 buy 10 QUICK MIS limit 100.00 AMO: queued, blocks 333.73
            17:00:00 #5 sell 10 QUICK CNC limit 100.00 AMO: queued
            17:00:00 #6 buy 10 QUICK CNC limit 100.00 AMO: queued, blocks 1,001.04
            2026-08-05
            09:00:00 #4 cancelled: The new day's tick, price band or series does not take it, freed 333.73
            09:00:00 #5 cancelled: The new day's tick, price band or series does not take it
            09:00:00 #6 now pending
            09:15:00 #6 now open
            09:20:00 #7 sell 50 SMALL CNC limit 100.00: open
            09:21:00 #7 sold 50 at 100.05 (GapBeyondLimit, 0 ticks): 20.53 = stt 5.00 + transaction 0.15 + sebi 0.01 + gst 0.03 + dp 15.34
            09:22:00 #8 buy 10 QUICK MIS market: rejected: Series BE is trade-to-trade: every trade is delivered, none is intraday. [Longterm (CNC)] <Product>
            15:30:00 #6 expired: The day ended before it was filled, freed 1,001.04
            16:00:00 settled 2026-08-04: received 0.00, paid 999.00
            ---
            #1 filled 100/100 at 99.90
            #2 rejected
            #3 filled 10/10 at 99.90
            #4 cancelled (The new day's tick, price band or series does not take it)
            #5 cancelled (The new day's tick, price band or series does not take it)
            #6 expired (The day ended before it was filled)
            #7 filled 50/50 at 100.05
            #8 rejected
            cash 88,978.05 available 93,980.55 receivable 5,002.50 realised 7.50 charges 32.95
            QUICK holds 10 at 99.90, cost 999.00: 10 for 999.00 of 2026-08-04
            SMALL holds 50 at 99.90, cost 4,995.00: 50 for 4,995.00 of 2026-08-03
        "#]],
    );
}

#[test]
fn a_symbol_is_followed_through_every_change_in_both_directions() {
    let names = names(&[("B", "C", "2026-08-12"), ("A", "B", "2026-08-05"), ("X", "A", "2026-08-10")]);
    let on = |name: &str, when: &str| names.on(&symbol(name), day(when)).to_string();
    assert_eq!(on("A", "2026-08-04"), "X", "asked where nothing else is an A: that of the tenth is meant");
    assert_eq!(on("A", "2026-08-05"), "B", "the day itself counts");
    assert_eq!(on("A", "2026-08-20"), "C");
    assert_eq!(on("C", "2026-08-11"), "B");
    assert_eq!(on("C", "2026-08-04"), "A");
    assert_eq!(on("NOBODY", "2026-08-04"), "NOBODY");
    let borne: Vec<(String, Option<Day>, Option<Day>)> = names
        .borne(&symbol("C"), day("2026-08-20"))
        .into_iter()
        .map(|borne| (borne.symbol.to_string(), borne.from, borne.until))
        .collect();
    let (first, second) = (Some(day("2026-08-05")), Some(day("2026-08-12")));
    assert_eq!(
        borne,
        [("C".into(), second, None), ("B".into(), first, second), ("A".into(), None, first)],
        "the A of the tenth is another company"
    );
}
