//! Gold bonds (series GB): delivered only, on ticks of a paisa, charged as shares.

use trading::{ChargeName, Day, Isin, Levies, Price, Product, RateCard, Side, cost_lines, estimate};

use crate::script::{check, play};

fn card() -> RateCard<'static> {
    let isin: Isin = "IN0020170091".parse().unwrap();
    RateCard::for_isin(Day::of(2026, 8, 3).unwrap(), &isin)
}

/// 5 bonds at 13,050.37 are 65,251.85. A share of that price would move in steps of 1.00.
#[test]
fn a_gold_bond_is_bought_to_the_paisa_and_delivered() {
    check(
        "cash 100000
         day 2026-08-03
         stock SGBNOV25 13050 series GB bond
         09:20:00 buy SGBNOV25 5 cnc limit 13050.37
         09:21:00 SGBNOV25 13050.30 x 100 offer 13050.37x5
         09:22:00 show",
        &expect_test::expect![[r#"
            2026-08-03
            09:20:00 #1 buy 5 SGBNOV25 CNC limit 13,050.37: open, blocks 65,329.29
            09:21:00 #1 bought 5 at 13,050.30 (GapBeyondLimit, 0 ticks): 77.44 = stt 65.00 + transaction 2.00 + sebi 0.07 + stamp 10.00 + gst 0.37
            ---
            #1 filled 5/5 at 13,050.30
            cash 99,922.56 available 34,671.06 payable 65,251.50 charges 77.44
            SGBNOV25 holds 5 at 13,050.30, cost 65,251.50: 5 for 65,251.50 of 2026-08-03
            ---
            #1 filled 5/5 at 13,050.30
            cash 99,922.56 available 34,671.06 payable 65,251.50 charges 77.44
            SGBNOV25 holds 5 at 13,050.30, cost 65,251.50: 5 for 65,251.50 of 2026-08-03
        "#]],
    );
}

#[test]
fn a_gold_bond_is_not_traded_intraday() {
    check(
        "cash 100000
         day 2026-08-03
         stock SGBNOV25 13050 series GB bond
         09:20:00 buy SGBNOV25 1 mis market",
        &expect_test::expect![[r#"
            2026-08-03
            09:20:00 #1 buy 1 SGBNOV25 MIS market: rejected: Intraday is not offered in this stock. [Longterm (CNC)] <Product>
            ---
            #1 rejected
            cash 1,00,000.00 available 1,00,000.00
        "#]],
    );
}

/// 65,251.85: STT 65.25 → 65, stamp 9.79 → 10, as of shares, and each says that it is taken for want of a source.
#[test]
fn a_gold_bond_is_charged_as_a_share_and_says_so() {
    let bond = card();
    let share = RateCard::on(Day::of(2026, 8, 3).unwrap());
    let price = Price::new(1_305_037).unwrap();
    for (side, product) in [(Side::Buy, Product::Cnc), (Side::Sell, Product::Cnc), (Side::Sell, Product::Mis)]
    {
        assert_eq!(estimate(bond, side, product, price, 5), estimate(share, side, product, price, 5));
    }
    let charges = estimate(bond, Side::Buy, Product::Cnc, price, 5);
    assert_eq!((charges.stt.0, charges.stamp.0), (65_00, 10_00));
    for line in cost_lines(bond, Side::Buy, Product::Cnc, &charges) {
        let guessed = matches!(line.name, ChargeName::Stt | ChargeName::Stamp);
        assert_eq!(line.source.starts_with("A decision"), guessed, "{:?}: {}", line.name, line.source);
    }
}

#[test]
fn the_levies_of_gold_bonds_change_on_the_days_of_those_of_shares() {
    let mut day = Day::of(2021, 1, 1).unwrap();
    while day < Day::of(2026, 12, 31).unwrap() {
        let (bonds, shares) = (Levies::of_gold_bonds(day), Levies::on(day));
        assert_eq!(
            (bonds.from, bonds.transaction, bonds.ipft),
            (shares.from, shares.transaction, shares.ipft)
        );
        day = day.plus(1);
    }
}

/// Bought for 65,251.85 and sold a week later: the day's note is that of a delivery, with the depository's debit.
#[test]
fn a_gold_bond_is_sold_out_of_the_holdings() {
    let played = play(
        "cash 100000
         day 2026-08-03
         stock SGBNOV25 13050 series GB bond
         09:20:00 buy SGBNOV25 5 cnc limit 13050.37
         09:21:00 SGBNOV25 13050.30 x 100 offer 13050.37x5
         day 2026-08-10
         stock SGBNOV25 13200 series GB bond
         09:20:00 sell SGBNOV25 5 cnc limit 13200.01
         09:21:00 SGBNOV25 13200.05 x 100 bid 13200.01x5",
    );
    assert!(played.account.holdings().values().all(|held| held.pool.quantity() == 0));
    assert_eq!(played.account.charges().dp.0, 15_34);
}
