//! Rights after the ex-date: used, sold, lapsed.

use expect_test::expect;
use trading::{Isin, Outcome, Paise};

use crate::script::{check, play};

/// Twelve shares of GENESYS, bought on a day at 324.90 and standing at 328.70 in its evening, and what comes then.
pub(crate) fn twelve_genesys(cash: i64, on: &str, then: &str) -> String {
    format!(
        "cash {cash}
        day {on}
        stock GENESYS 320 tick 0.05
        09:20:00 buy GENESYS 12 cnc limit 325
        09:21:00 GENESYS 324.90 x 1000
        15:29:00 GENESYS 328.70 x 1000
        {then}"
    )
}

/// Seven rights for twelve shares (3:5). Four are used at 50: 200.00 is set aside until 7 September (30 days after 6 August
/// is Saturday the 5th, so the issue closes on Monday the 7th), and paid on the 8th, the day of allotment. The rights cost
/// nothing, so the four shares cost 50.00 each; they count from the 8th and are sold from the 10th. Three rights lapse: the
/// loss is what the share price fell by, 174.19 each, and nothing is realised. 16 shares cost 3,898.80 + 200.00 = 4,098.80, 14 of them 3,586.45: 3,640.70 − 3,586.45 = 54.25.
#[test]
fn a_right_is_paid_for_at_once_and_becomes_a_share_on_the_allotment() {
    check(
        &twelve_genesys(
            100_000,
            "2026-08-05",
            "day 2026-08-06
        ex GENESYS rights 3:5 premium 45 face 5
        10:00:00 use GENESYS-RE 4
        day 2026-08-10
        10:00:00 use GENESYS 4
        10:00:00 use GENESYS-RE 0
        10:00:00 use GENESYS-RE 8
        10:00:00 use GENESYS-RE 4
        10:00:00 use GENESYS-RE 4
        10:00:01 show
        day 2026-09-07
        day 2026-09-08
        10:00:00 use GENESYS-RE 3
        10:00:00 sell GENESYS 14 cnc market
        day 2026-09-10
        10:00:00 sell GENESYS 14 cnc limit 260
        10:01:00 GENESYS 260.05 x 1000",
        ),
        &expect![[r#"
            2026-08-05
            09:20:00 #1 buy 12 GENESYS CNC limit 325.00: open, blocks 3,905.14
            09:21:00 #1 bought 12 at 324.90 (GapBeyondLimit, 0 ticks): 5.14 = stt 4.00 + transaction 0.12 + stamp 1.00 + gst 0.02
            2026-08-06
            00:00:00 GENESYS Rights 3:5 at a premium of ₹45.00: 12 held, 328.70 becomes 224.19: 7 GENESYS-RE to buy at 50.00, worth 174.19 each
            10:00:00 refused: That is more than the rights that can be used. [Rights that are credited, not offered and not used] <Quantity>
            16:00:00 settled 2026-08-05: received 0.00, paid 3,898.80
            2026-08-10
            10:00:00 refused: No right to buy shares is held under that symbol. [A right that is held, such as GENESYS-RE] <Symbol>
            10:00:00 refused: 0 shares cannot be traded. [1 share or more] <Quantity>
            10:00:00 refused: That is more than the rights that can be used. [At most 7] <Quantity>
            10:00:00 4 GENESYS-RE used for GENESYS at 50.00, to be allotted on 2026-09-08
            10:00:00 refused: That is more than the rights that can be used. [At most 3] <Quantity>
            ---
            #1 filled 12/12 at 324.90
            cash 95,896.06 available 95,896.06 blocked 200.00 charges 5.14
            GENESYS holds 12 at 324.90, cost 3,898.80: 12 for 3,898.80 of 2026-08-05
            GENESYS-RE holds 7 at 0.00, cost 0.00: 7 for 0.00 of 2026-08-06
            2026-09-07
            2026-09-08
            00:00:00 4 GENESYS allotted at 50.00 for GENESYS-RE that cost 0.00, to be sold from 2026-09-10
            00:00:00 3 GENESYS-RE lapsed: GENESYS at 50.00 until 2026-09-07; they cost 0.00, each worth 174.19 at first
            10:00:00 refused: No right to buy shares is held under that symbol. [A right that is held, such as GENESYS-RE] <Symbol>
            10:00:00 #2 sell 14 GENESYS CNC market: rejected: Those shares come from a corporate action; they can be sold from 10 Sep 2026. [At most 12] <Quantity>
            2026-09-10
            10:00:00 #3 sell 14 GENESYS CNC limit 260.00: open
            10:01:00 #3 sold 14 at 260.05 (GapBeyondLimit, 0 ticks): 19.47 = stt 4.00 + transaction 0.11 + gst 0.02 + dp 15.34
            ---
            #1 filled 12/12 at 324.90
            #2 rejected
            #3 filled 14/14 at 260.05
            cash 95,876.59 available 99,517.29 receivable 3,640.70 realised 54.25 charges 24.61
            GENESYS holds 2 at 256.18, cost 512.35: 2 for 100.00 of 2026-09-08
        "#]],
    );
}

/// Two bought at 19.90 in the market cost 39.80 (no one can use them before they are delivered, on T+1 after the close); one
/// is used: its share costs 50.00 + 19.90 = 69.90; the other lapses and its 19.90 are lost.
#[test]
fn a_right_that_was_bought_costs_its_share_more_or_is_lost() {
    check(
        "cash 100000
        day 2026-08-14
        stock GENESYS 210
        stock SHANTI-RE 20 series BE band 20
        issue GENESYS of 2026-08-06 at 50 as SHANTI-RE
        10:00:00 buy SHANTI-RE 2 cnc limit 20
        10:01:00 SHANTI-RE 19.90 x 1000
        10:02:00 use SHANTI-RE 1
        day 2026-08-17
        10:02:00 use SHANTI-RE 1
        day 2026-08-18
        10:02:00 use SHANTI-RE 1
        day 2026-09-07
        day 2026-09-08
        issue GENESYS of 2026-08-06 at 50 as SHANTI-RE",
        &expect![[r#"
            2026-08-14
            10:00:00 #1 buy 2 SHANTI-RE CNC limit 20.00: open, blocks 40.00
            10:01:00 #1 bought 2 at 19.90 (GapBeyondLimit, 0 ticks): 0.00 = 
            10:02:00 refused: That is more than the rights that can be used. [Rights that are credited, not offered and not used] <Quantity>
            2026-08-17
            10:02:00 refused: That is more than the rights that can be used. [Rights that are credited, not offered and not used] <Quantity>
            16:00:00 settled 2026-08-14: received 0.00, paid 39.80
            2026-08-18
            10:02:00 1 SHANTI-RE used for GENESYS at 50.00, to be allotted on 2026-09-08
            2026-09-07
            2026-09-08
            00:00:00 1 SHANTI-RE lapsed: GENESYS at 50.00 until 2026-09-07; they cost 19.90
            00:00:00 1 GENESYS allotted at 50.00 for SHANTI-RE that cost 19.90, to be sold from 2026-09-10
            ---
            #1 filled 2/2 at 19.90
            cash 99,910.20 available 99,910.20 realised −19.90
            GENESYS holds 1 at 69.90, cost 69.90: 1 for 69.90 of 2026-09-08, to be sold from 2026-09-10
        "#]],
    );
}

/// The rights stand under GENESYS-RE until the exchange lists an entitlement of the issuer under a shorter name; then they
/// are sold under that. What was written to sell them goes with them; what is given up ends what is left.
#[test]
fn rights_stand_under_the_symbol_that_the_exchange_lists_them_under() {
    check(
        &twelve_genesys(
            100_000,
            "2026-08-05",
            "day 2026-08-06
        ex GENESYS rights 3:5 premium 45 face 5
        day 2026-08-10
        10:00:00 use GENESYS-RE 2
        day 2026-08-14
        stock SHANTI-RE 161.30 series BE band 20
        issue GENESYS of 2026-08-06 at 50 as SHANTI-RE
        issue GENESYS of 2026-08-06 at 50 as SHANTI-RE
        10:00:00 sell SHANTI-RE 6 cnc market
        10:00:00 sell SHANTI-RE 3 cnc limit 150
        10:01:00 SHANTI-RE 151 x 1000
        10:02:00 gtt sell SHANTI-RE 2 120/119
        10:03:00 sell SHANTI-RE 1 cnc limit 160
        10:04:00 give-up GENESYS-RE
        10:04:00 give-up SHANTI-RE
        10:05:00 give-up SHANTI-RE",
        ),
        &expect![[r#"
            2026-08-05
            09:20:00 #1 buy 12 GENESYS CNC limit 325.00: open, blocks 3,905.14
            09:21:00 #1 bought 12 at 324.90 (GapBeyondLimit, 0 ticks): 5.14 = stt 4.00 + transaction 0.12 + stamp 1.00 + gst 0.02
            2026-08-06
            00:00:00 GENESYS Rights 3:5 at a premium of ₹45.00: 12 held, 328.70 becomes 224.19: 7 GENESYS-RE to buy at 50.00, worth 174.19 each
            16:00:00 settled 2026-08-05: received 0.00, paid 3,898.80
            2026-08-10
            10:00:00 2 GENESYS-RE used for GENESYS at 50.00, to be allotted on 2026-09-08
            2026-08-14
            00:00:00 GENESYS-RE is SHANTI-RE (INE000A20010)
            10:00:00 #2 sell 6 SHANTI-RE CNC market: rejected: That is more than is held; delivery shares cannot be sold short. [At most 5] <Quantity>
            10:00:00 #3 sell 3 SHANTI-RE CNC limit 150.00: open
            10:01:00 #3 sold 3 at 151.00 (GapBeyondLimit, 0 ticks): 15.35 = transaction 0.01 + dp 15.34
            10:02:00 trigger 1: Sell SHANTI-RE 2 at 119.00 when 120.00
            10:03:00 #4 sell 1 SHANTI-RE CNC limit 160.00: open
            10:04:00 refused: No right to buy shares is held under that symbol. [A right that is held, such as GENESYS-RE] <Symbol>
            10:04:00 #4 cancelled: A corporate action changed the share
            10:04:00 trigger 1 ended: CorporateAction
            10:04:00 2 SHANTI-RE lapsed: GENESYS at 50.00 until 2026-08-14; they cost 0.00, each worth 174.19 at first
            ---
            #1 filled 12/12 at 324.90
            #2 rejected
            #3 filled 3/3 at 151.00
            #4 cancelled (A corporate action changed the share)
            cash 95,980.71 available 96,433.71 blocked 100.00 receivable 453.00 realised 453.00 charges 20.49
            GENESYS holds 12 at 324.90, cost 3,898.80: 12 for 3,898.80 of 2026-08-05
            SHANTI-RE holds 2 at 0.00, cost 0.00: 2 for 0.00 of 2026-08-06
            trigger 1 Ended(CorporateAction)
        "#]],
    );
}

/// Four for one at ₹5 on the 4th, one for two at ₹3 on the 5th: the rights of the second issue are others, with their own
/// price. Ten shares at 1,000.00 become ten at 204.00 with 40 rights worth 199.00 each: 2,040.00 + 7,960.00 = 10,000.00;
/// then ten at 137.00 with five rights worth 134.00: 1,370.00 + 670.00 = 2,040.00. Who has one share has half a right,
/// which is none.
#[test]
fn two_issues_of_one_company_are_two_rights() {
    let stage = play(
        "cash 100000
        day 2026-08-03
        stock INFY 1000
        09:20:00 buy INFY 10 cnc limit 1001
        09:21:00 INFY 1000 x 1000
        day 2026-08-04
        ex INFY rights 4:1 premium 4 face 1
        day 2026-08-05
        ex INFY rights 1:2 premium 2 face 1",
    );
    let given: Vec<_> = stage
        .account
        .ex_dates()
        .iter()
        .filter_map(|(_, made)| {
            let Outcome::Right { right, lots, price, worth } = &made.outcome else { return None };
            let (base, right) = (made.base.to_string(), right.to_string());
            Some((base, right, lots[0].quantity, price.to_string(), worth.to_string()))
        })
        .collect();
    let right = |base: &str, name: &str, quantity, price: &str, worth: &str| {
        (base.to_owned(), name.to_owned(), quantity, price.to_owned(), worth.to_owned())
    };
    assert_eq!(
        given,
        [right("204.00", "INFY-RE", 40, "5.00", "199.00"), right("137.00", "INFY-RE1", 5, "3.00", "134.00")]
    );
    let price =
        |name: &str| stage.account.rights_terms(&name.parse().unwrap()).map(|terms| terms.price.paise());
    assert_eq!((price("INFY-RE"), price("INFY-RE1")), (Some(500), Some(300)));
}

/// Without cash nothing is applied for: 7 at 50 are 350.00, and 101.20 is left of 4,000.
#[test]
fn a_right_is_not_used_on_credit() {
    let stage = play(&twelve_genesys(
        4_000,
        "2026-08-05",
        "day 2026-08-06
        ex GENESYS rights 3:5 premium 45 face 5
        day 2026-08-10
        10:00:00 use GENESYS-RE 7",
    ));
    assert!(stage.refused.contains_key("cash_short"), "{:?}", stage.refused);
    assert_eq!(stage.account.funds(stage.day()).blocked, Paise::ZERO);
}

#[test]
fn an_entitlement_is_known_by_its_isin_and_not_by_its_name() {
    let isin = |text: &str| text.parse::<Isin>().unwrap();
    // SHANTI-RE and SHANTIGOLD, GENESYS-RE and GENESYS: the recorded pairs.
    assert!(isin("INE06ZD20017").is_right() && isin("INE06ZD20017").is_of_issuer(&isin("INE06ZD01017")));
    assert!(isin("INE727B20018").is_right() && isin("INE727B20018").is_of_issuer(&isin("INE727B01026")));
    assert!(!isin("INE06ZD01017").is_right(), "a share is none");
    assert!(!isin("IN0020220078").is_right(), "nor is a gold bond, whatever stands in its eighth place");
    assert!(!isin("INE933X01016").is_of_issuer(&isin("INE06ZD20017")), "SHANTI is another company");
}
