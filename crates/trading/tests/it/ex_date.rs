//! The ex-date in an account: shares, cost, average, orders, cash; nothing looks like a loss that is none.

use expect_test::expect;

use crate::rights::twelve_genesys;
use crate::script::check;

/// Ten shares at 574.90 and, after a sale of four, six at the same average, cost 3,449.40. 10:1: sixty at 57.49, sold at
/// 58.05: 60 × 0.56 = 33.60 and 4 × 0.60 = 2.40 before. The cost is carried whole; the trigger and the after-market order go; the shares can be sold two trading days later.
#[test]
fn a_split_carries_cost_and_average_and_ends_what_was_written_before() {
    check(
        "cash 100000
        day 2026-08-03
        stock TEMBO 570 tick 0.05
        09:20:00 buy TEMBO 10 cnc limit 575
        09:21:00 TEMBO 574.90 x 1000
        day 2026-08-04
        10:00:00 sell TEMBO 4 cnc limit 575
        10:01:00 TEMBO 575.50 x 1000
        15:00:00 gtt sell TEMBO 6 560/559 or 6 600/599
        15:29:00 TEMBO 574.15 x 1000
        17:00:00 sell TEMBO 6 cnc limit 570 amo
        day 2026-08-05
        ex TEMBO split 10:1 isin INE869Y01028
        09:20:00 sell TEMBO 60 cnc market
        day 2026-08-06
        day 2026-08-07
        09:20:00 sell TEMBO 60 cnc limit 58
        09:21:00 TEMBO 58.05 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 TEMBO CNC limit 575.00: open, blocks 5,757.22
            09:21:00 #1 bought 10 at 574.90 (GapBeyondLimit, 0 ticks): 7.22 = stt 6.00 + transaction 0.18 + sebi 0.01 + stamp 1.00 + gst 0.03
            2026-08-04
            10:00:00 #2 sell 4 TEMBO CNC limit 575.00: open
            10:01:00 #2 sold 4 at 575.50 (GapBeyondLimit, 0 ticks): 17.42 = stt 2.00 + transaction 0.07 + gst 0.01 + dp 15.34
            15:00:00 trigger 1: Sell TEMBO 6 at 559.00 when 560.00 or 6 at 599.00 when 600.00
            16:00:00 settled 2026-08-03: received 0.00, paid 5,749.00
            17:00:00 #3 sell 6 TEMBO CNC limit 570.00 AMO: queued
            2026-08-05
            00:00:00 #3 cancelled: A corporate action changed the share
            00:00:00 trigger 1 ended: CorporateAction
            00:00:00 TEMBO Split: 10 new for 1 old shares: 6 held, 574.15 becomes 57.42: 60 shares
            09:20:00 #4 sell 60 TEMBO CNC market: rejected: Those shares come from a corporate action; they can be sold from 07 Aug 2026. [Nothing today] <Quantity>
            16:00:00 settled 2026-08-04: received 2,302.00, paid 0.00
            2026-08-06
            2026-08-07
            09:20:00 #5 sell 60 TEMBO CNC limit 58.00: open
            09:21:00 #5 sold 60 at 58.05 (GapBeyondLimit, 0 ticks): 18.47 = stt 3.00 + transaction 0.11 + gst 0.02 + dp 15.34
            ---
            #1 filled 10/10 at 574.90
            #2 filled 4/4 at 575.50
            #3 cancelled (A corporate action changed the share)
            #4 rejected
            #5 filled 60/60 at 58.05
            cash 96,509.89 available 99,992.89 receivable 3,483.00 realised 36.00 charges 43.11
            trigger 1 Ended(CorporateAction)
        "#]],
    );
}

/// One for three of ten shares at 89.90: three and a third. The third is one old share of the ten, 89.90, and is paid at
/// a third of 3 × 83.35 = 250.05, 83.35, thirty days later: a loss of 6.55.
#[test]
fn a_consolidation_pays_the_fraction_later_and_books_its_gain_or_loss() {
    check(
        "cash 100000
        day 2026-08-03
        stock OLD 90 tick 0.05
        09:20:00 buy OLD 10 cnc limit 90
        09:21:00 OLD 89.90 x 1000
        15:29:00 OLD 83.35 x 1000
        day 2026-08-04
        ex OLD split 1:3
        day 2026-09-03
        day 2026-09-04",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 OLD CNC limit 90.00: open, blocks 901.04
            09:21:00 #1 bought 10 at 89.90 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-04
            00:00:00 OLD Consolidation: 1 new for 3 old shares: 10 held, 83.35 becomes 250.05: 3 shares, 1/3 of a share that cost 89.90 for 83.35 on 2026-09-03
            16:00:00 settled 2026-08-03: received 0.00, paid 899.00
            2026-09-03
            16:00:00 OLD paid 83.35 of 2026-08-04
            2026-09-04
            ---
            #1 filled 10/10 at 89.90
            cash 99,183.31 available 99,183.31 realised −6.55 charges 1.04
            OLD holds 3 at 269.70, cost 809.10: 3 for 809.10 of 2026-08-03
        "#]],
    );
}

#[test]
fn a_bonus_costs_nothing_and_is_sold_only_when_it_is_credited() {
    check(
        "cash 100000
        day 2026-08-03
        stock FREE 400 tick 0.05
        09:20:00 buy FREE 5 cnc limit 400
        09:21:00 FREE 399.90 x 1000
        15:29:00 FREE 390 x 1000
        day 2026-08-04
        ex FREE bonus 1:2
        09:20:00 sell FREE 7 cnc market
        09:20:01 sell FREE 8 cnc market
        09:20:02 sell FREE 5 cnc limit 270
        09:21:00 FREE 270.05 x 1000
        09:22:00 buy FREE 1 cnc limit 260
        09:23:00 FREE 259 x 1000
        09:24:00 sell FREE 1 cnc limit 261
        09:25:00 FREE 261.05 x 1000
        day 2026-08-06
        09:20:00 sell FREE 2 cnc limit 262
        09:21:00 FREE 262.05 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 FREE CNC limit 400.00: open, blocks 2,002.07
            09:21:00 #1 bought 5 at 399.90 (GapBeyondLimit, 0 ticks): 2.07 = stt 2.00 + transaction 0.06 + gst 0.01
            2026-08-04
            00:00:00 FREE Bonus 1:2: 5 held, 390.00 becomes 260.00: 7 shares, 1/2 of a share that cost 0.00 for 130.00 on 2026-09-03
            09:20:00 #2 sell 7 FREE CNC market: rejected: Those shares come from a corporate action; they can be sold from 06 Aug 2026. [At most 5] <Quantity>
            09:20:01 #3 sell 8 FREE CNC market: rejected: That is more than is held; delivery shares cannot be sold short. [At most 5] <Quantity>
            09:20:02 #4 sell 5 FREE CNC limit 270.00: open
            09:21:00 #4 sold 5 at 270.05 (GapBeyondLimit, 0 ticks): 16.39 = stt 1.00 + transaction 0.04 + gst 0.01 + dp 15.34
            09:22:00 #5 buy 1 FREE CNC limit 260.00: open, blocks 260.01
            09:23:00 #5 bought 1 at 260.00 (TradedThrough, 20 ticks): 0.01 = transaction 0.01
            09:24:00 #6 sell 1 FREE CNC limit 261.00: open
            09:25:00 #6 sold 1 at 261.00 (TradedThrough, 1 ticks): 1.01 = stt 1.00 + transaction 0.01
            16:00:00 settled 2026-08-03: received 0.00, paid 1,999.50
            16:00:00 note of 2026-08-04: netted 1 FREE: −0.80 = brokerage 0.16 + stt −1.00 + gst 0.04
            2026-08-06
            00:00:00 settled 2026-08-04: received 1,611.25, paid 260.00
            09:20:00 #7 sell 2 FREE CNC limit 262.00: open
            09:21:00 #7 sold 2 at 262.05 (GapBeyondLimit, 0 ticks): 16.36 = stt 1.00 + transaction 0.02 + dp 15.34
            ---
            #1 filled 5/5 at 399.90
            #2 rejected
            #3 rejected
            #4 filled 5/5 at 270.05
            #5 filled 1/1 at 260.00
            #6 filled 1/1 at 261.00
            #7 filled 2/2 at 262.05
            cash 99,316.71 available 99,840.81 receivable 654.10 realised 5.85 charges 35.04
        "#]],
    );
}

/// ₹10,000 of a company's dividends in a financial year are free: 50 × 7 and 51 × 112 are, together 6,062; with 51 × 80
/// it is 10,142, and 10 % of those 4,080 are withheld, and of each rupee after. A trust withholds from the first
/// rupee. A dividend of 2 % of the close or less leaves triggers alone; 112 does not.
#[test]
fn a_dividend_is_owed_for_thirty_days_and_taxed_above_ten_thousand_a_year() {
    check(
        "cash 100000
        day 2026-08-03
        stock PAYS 400 tick 0.05
        stock TRUST 100
        09:20:00 buy PAYS 50 cnc limit 400
        09:21:00 PAYS 399.90 x 1000
        09:22:00 buy TRUST 10 cnc limit 100
        09:23:00 TRUST 99.90 x 1000
        day 2026-08-04
        09:20:00 gtt sell PAYS 50 350/349
        day 2026-08-05
        ex PAYS dividend 7
        ex TRUST dividend 6.31 trust
        09:20:00 buy PAYS 1 cnc limit 400
        09:21:00 PAYS 399.90 x 1000
        day 2026-08-06
        ex PAYS dividend 112
        ex PAYS dividend 80 part 2
        ex PAYS dividend 1 part 3
        ex PAYS dividend 1 part 4
        ex PAYS dividend 1 part 4
        day 2026-09-04
        day 2026-09-07",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 50 PAYS CNC limit 400.00: open, blocks 20,023.74
            09:21:00 #1 bought 50 at 399.90 (GapBeyondLimit, 0 ticks): 23.74 = stt 20.00 + transaction 0.61 + sebi 0.02 + stamp 3.00 + gst 0.11
            09:22:00 #2 buy 10 TRUST CNC limit 100.00: open, blocks 1,001.04
            09:23:00 #2 bought 10 at 99.90 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            2026-08-04
            09:20:00 trigger 1: Sell PAYS 50 at 349.00 when 350.00
            16:00:00 settled 2026-08-03: received 0.00, paid 20,994.00
            2026-08-05
            00:00:00 PAYS Dividend of ₹7.00 a share: 50 held, 399.90 becomes 399.90: 350.00, 0.00 withheld, paid on 2026-09-04
            00:00:00 TRUST Dividend of ₹6.31 a share: 10 held, 99.90 becomes 99.90: 63.10, 6.31 withheld, paid on 2026-09-04
            09:20:00 #3 buy 1 PAYS CNC limit 400.00: open, blocks 400.01
            09:21:00 #3 bought 1 at 399.90 (GapBeyondLimit, 0 ticks): 0.01 = transaction 0.01
            2026-08-06
            00:00:00 trigger 1 ended: CorporateAction
            00:00:00 PAYS Dividend of ₹112.00 a share: 51 held, 399.90 becomes 399.90: 5,712.00, 0.00 withheld, paid on 2026-09-07
            00:00:00 PAYS Dividend of ₹80.00 a share: 51 held, 399.90 becomes 399.90: 4,080.00, 408.00 withheld, paid on 2026-09-07
            00:00:00 PAYS Dividend of ₹1.00 a share: 51 held, 399.90 becomes 399.90: 51.00, 5.10 withheld, paid on 2026-09-07
            00:00:00 PAYS Dividend of ₹1.00 a share: 51 held, 399.90 becomes 399.90: 51.00, 5.10 withheld, paid on 2026-09-07
            16:00:00 settled 2026-08-05: received 0.00, paid 399.90
            2026-09-04
            16:00:00 PAYS paid 350.00 of 2026-08-05
            16:00:00 TRUST paid 56.79 of 2026-08-05
            2026-09-07
            16:00:00 PAYS paid 5,712.00 of 2026-08-06
            16:00:00 PAYS paid 3,672.00 of 2026-08-06
            16:00:00 PAYS paid 45.90 of 2026-08-06
            16:00:00 PAYS paid 45.90 of 2026-08-06
            ---
            #1 filled 50/50 at 399.90
            #2 filled 10/10 at 99.90
            #3 filled 1/1 at 399.90
            cash 88,463.90 available 88,463.90 dividends 10,307.10 withheld 424.51 charges 24.79
            PAYS holds 51 at 399.90, cost 20,394.90: 50 for 19,995.00 of 2026-08-03, 1 for 399.90 of 2026-08-05
            TRUST holds 10 at 99.90, cost 999.00: 10 for 999.00 of 2026-08-03
            trigger 1 Ended(CorporateAction)
        "#]],
    );
}

/// (5 × 328.70 + 3 × 50) ÷ 8 = 224.19; 12 shares give 7 rights.
#[test]
fn rights_are_an_instrument_of_their_own_at_no_cost() {
    check(
        &twelve_genesys(
            100_000,
            "2026-08-05",
            "day 2026-08-06
        stock GENESYS-RE 174.20 series BE tick 0.05
        ex GENESYS rights 3:5 premium 45 face 5
        10:00:00 sell GENESYS-RE 7 cnc limit 170
        day 2026-08-10
        10:00:00 sell GENESYS-RE 7 cnc limit 170
        10:01:00 GENESYS-RE 170.05 x 1000",
        ),
        &expect![[r#"
            2026-08-05
            09:20:00 #1 buy 12 GENESYS CNC limit 325.00: open, blocks 3,905.14
            09:21:00 #1 bought 12 at 324.90 (GapBeyondLimit, 0 ticks): 5.14 = stt 4.00 + transaction 0.12 + stamp 1.00 + gst 0.02
            2026-08-06
            00:00:00 GENESYS Rights 3:5 at a premium of ₹45.00: 12 held, 328.70 becomes 224.19: 7 GENESYS-RE to buy at 50.00, worth 174.19 each
            10:00:00 #2 sell 7 GENESYS-RE CNC limit 170.00: rejected: Those shares come from a corporate action; they can be sold from 10 Aug 2026. [Nothing today] <Quantity>
            16:00:00 settled 2026-08-05: received 0.00, paid 3,898.80
            2026-08-10
            10:00:00 #3 sell 7 GENESYS-RE CNC limit 170.00: open
            10:01:00 #3 sold 7 at 170.05 (GapBeyondLimit, 0 ticks): 16.39 = stt 1.00 + transaction 0.04 + gst 0.01 + dp 15.34
            ---
            #1 filled 12/12 at 324.90
            #2 rejected
            #3 filled 7/7 at 170.05
            cash 96,079.67 available 97,270.02 receivable 1,190.35 realised 1,190.35 charges 21.53
            GENESYS holds 12 at 324.90, cost 3,898.80: 12 for 3,898.80 of 2026-08-05
        "#]],
    );
}

#[test]
fn a_merger_and_a_demerger_are_carried_out_on_a_persons_terms() {
    check(
        "cash 100000
        day 2026-08-03
        stock SMALLCO 100 tick 0.05
        stock BIGCO 300 tick 0.05
        stock GHOST 50
        09:20:00 buy SMALLCO 10 cnc limit 100
        09:21:00 SMALLCO 99.90 x 1000
        09:22:00 buy BIGCO 4 cnc limit 300
        09:23:00 BIGCO 299.90 x 1000
        09:24:00 hand SMALLCO merger BIGCO 1:3
        15:29:00 SMALLCO 101 x 1000
        15:29:01 BIGCO 303 x 1000
        day 2026-08-04
        09:10:00 hand SMALLCO merger SMALLCO 1:3
        09:10:00 hand SMALLCO merger BIGCO 1:3 on 2026-08-05
        09:10:00 hand GHOST merger BIGCO 1:3
        09:10:00 hand SMALLCO merger BIGCO 1:3
        09:10:00 hand SMALLCO merger BIGCO 1:3
        day 2026-08-07
        09:10:00 hand BIGCO demerger NEWCO 1:2 cost 0
        09:10:00 hand BIGCO demerger NEWCO 1:2 cost 2000
        09:10:00 hand BIGCO demerger NEWCO 1:2 cost 2000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 10 SMALLCO CNC limit 100.00: open, blocks 1,001.04
            09:21:00 #1 bought 10 at 99.90 (GapBeyondLimit, 0 ticks): 1.04 = stt 1.00 + transaction 0.03 + gst 0.01
            09:22:00 #2 buy 4 BIGCO CNC limit 300.00: open, blocks 1,201.05
            09:23:00 #2 bought 4 at 299.90 (GapBeyondLimit, 0 ticks): 1.05 = stt 1.00 + transaction 0.04 + gst 0.01
            09:24:00 refused: No shares of that stock were held before 03 Aug 2026. [A stock of which shares were bought before 03 Aug 2026] <Symbol>
            2026-08-04
            09:10:00 refused: Those terms cannot be carried out. [The symbol of another company]
            09:10:00 refused: The ex-date, 05 Aug 2026, has not come yet. [The same on 05 Aug 2026 or later]
            09:10:00 refused: No shares of that stock were held before 04 Aug 2026. [A stock of which shares were bought before 04 Aug 2026] <Symbol>
            09:10:00 SMALLCO Merger into BIGCO, 1:3: 10 held, 101.00 becomes 303.00: 3 shares for 999.00, 1/3 of a share that cost 99.90 for 101.00 on 2026-09-03
            09:10:00 refused: Merger into BIGCO, 1:3: that has been done already. [Another action, or another ex-date]
            16:00:00 settled 2026-08-03: received 0.00, paid 2,198.60
            2026-08-07
            09:10:00 refused: Those terms cannot be carried out. [A part of the cost above 0 % and below 100 %]
            09:10:00 BIGCO Demerger of NEWCO, 1:2: 7 held, 303.00 becomes 242.40: 7 stay, 3 come with 419.74, 1/2 of a share that cost 59.96 for 60.60 on 2026-09-07
            09:10:00 refused: Demerger of NEWCO, 1:2: that has been done already. [Another action, or another ex-date]
            ---
            #1 filled 10/10 at 99.90
            #2 filled 4/4 at 299.90
            cash 97,799.31 available 97,799.31 receivable 161.60 realised 1.74 charges 2.09
            BIGCO holds 7 at 239.85, cost 1,678.96: 4 for 959.68 of 2026-08-03, 3 for 719.28 of 2026-08-03
            NEWCO holds 3 at 119.93, cost 359.78: 2 for 239.92 of 2026-08-03, to be sold from 2026-08-11, 1 for 119.88 of 2026-08-03, to be sold from 2026-08-11
        "#]],
    );
}

/// Sold short on the day before, locked and not delivered: the buyer's split shares are owed, or the buy-in would look
/// like a gain of nine tenths.
#[test]
fn a_short_that_was_not_delivered_owes_the_shares_that_it_became() {
    check(
        "cash 100000
        day 2026-08-03
        stock TEMBO 100 band 5 tick 0.05
        09:20:00 sell TEMBO 10 mis limit 100
        09:21:00 TEMBO 100.10 x 1000
        15:19:00 TEMBO 105 x 1000
        day 2026-08-04
        ex TEMBO split 10:1
        15:29:00 TEMBO 10.40 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 sell 10 TEMBO MIS limit 100.00: open, blocks 1,000.39
            09:21:00 #1 sold 10 at 100.10 (GapBeyondLimit, 0 ticks): 0.39 = brokerage 0.30 + transaction 0.03 + gst 0.06
            15:20:00 #2 buy 10 TEMBO MIS market by the program: open
            15:30:00 #2 cancelled: Locked at its price band: nobody was on the other side
            15:30:00 short of 10 TEMBO not delivered
            16:00:00 note of 2026-08-03: netted : 0.65 = brokerage −0.30 + stt 1.00 + gst −0.05
            2026-08-04
            00:00:00 TEMBO Split: 10 new for 1 old shares: 0 held, 105.00 becomes 10.50: 0 shares, 100 owed for the short of 2026-08-03
            16:00:00 bought in 100 TEMBO at 12.50 (close 10.40), profit −249.00: 59.00 = squareoff 59.00
            ---
            #1 filled 10/10 at 100.10
            #2 cancelled (Locked at its price band: nobody was on the other side)
            cash 99,690.96 available 99,690.96 realised −249.00 charges 60.04
            TEMBO intraday flat, realised 0.00
        "#]],
    );
}

/// The program was shut on the ex-date: what was bought before is split, what was bought since is not.
#[test]
fn an_ex_date_that_was_missed_is_made_up_for_what_was_held_before_it() {
    check(
        "cash 100000
        day 2026-08-03
        stock TEMBO 100 tick 0.05
        09:20:00 buy TEMBO 3 cnc limit 100
        09:21:00 TEMBO 99.90 x 1000
        day 2026-08-04
        09:20:00 buy TEMBO 10 cnc limit 80
        09:21:00 TEMBO 79.90 x 1000
        10:00:00 gtt sell TEMBO 5 70/69
        10:01:00 hand TEMBO split 10:1
        10:02:00 sell TEMBO 11 cnc market
        10:02:00 sell TEMBO 10 cnc limit 80
        10:03:00 TEMBO 80.10 x 1000",
        &expect![[r#"
            2026-08-03
            09:20:00 #1 buy 3 TEMBO CNC limit 100.00: open, blocks 300.01
            09:21:00 #1 bought 3 at 99.90 (GapBeyondLimit, 0 ticks): 0.01 = transaction 0.01
            2026-08-04
            09:20:00 #2 buy 10 TEMBO CNC limit 80.00: open, blocks 801.02
            09:21:00 #2 bought 10 at 79.90 (GapBeyondLimit, 0 ticks): 1.02 = stt 1.00 + transaction 0.02
            10:00:00 trigger 1: Sell TEMBO 5 at 69.00 when 70.00
            10:01:00 TEMBO Split: 10 new for 1 old shares: 3 held, 99.90 becomes 9.99: 30 shares
            10:02:00 #3 sell 11 TEMBO CNC market: rejected: Those shares come from a corporate action; they can be sold from 06 Aug 2026. [At most 10] <Quantity>
            10:02:00 #4 sell 10 TEMBO CNC limit 80.00: open
            10:03:00 #4 sold 10 at 80.00 (TradedThrough, 2 ticks): 16.36 = stt 1.00 + transaction 0.02 + dp 15.34
            16:00:00 settled 2026-08-03: received 0.00, paid 299.70
            16:00:00 note of 2026-08-04: netted 10 TEMBO: −16.76 = brokerage 0.48 + stt −2.00 + gst 0.10 + dp −15.34
            ---
            #1 filled 3/3 at 99.90
            #2 filled 10/10 at 79.90
            #3 rejected
            #4 filled 10/10 at 80.00
            cash 99,699.67 available 98,900.67 receivable 800.00 payable 799.00 realised 525.33 charges 0.63
            TEMBO holds 30 at 27.47, cost 824.03: 30 for 299.70 of 2026-08-03, to be sold from 2026-08-06
            trigger 1 Waiting
        "#]],
    );
}
