//! Examples that brokers published, at the rates and bases of their time, and our own.

use expect_test::{Expect, expect};
use trading::{
    ChargeName, ChargeProfile, Charges, Day, ExactCharges, Fee, GstBase, Levies, Paise, Product, Rate,
    RateCard, SebiGst, Side, estimate, exact_charges,
};

use super::{key, rupees};

/// The default profile and the law of a day, to be changed.
fn parts(day: Day) -> (ChargeProfile, Levies) {
    (ChargeProfile::discount_broker_2026().clone(), Levies::on(day).clone())
}

fn november_2026() -> RateCard<'static> {
    RateCard::on(Day::of(2026, 11, 22).unwrap())
}

/// 400 shares bought at 1,000 and sold at 1,100: the trade of examples A and B.
fn trade_a(card: RateCard<'_>, product: Product) -> Charges {
    estimate(card, Side::Buy, product, rupees("1,000.00"), 400)
        + estimate(card, Side::Sell, product, rupees("1,100.00"), 400)
}

fn check_charges(charges: Charges, expected: &Expect) {
    let paid = charges.lines().into_iter().filter(|(_, amount)| !amount.is_zero());
    let mut lines: Vec<String> = paid.map(|(name, amount)| format!("{} {amount}", key(name))).collect();
    lines.push(format!("total {}", charges.total()));
    expected.assert_eq(&lines.join(", "));
}

/// Turnover 8,40,000. Brokerage 2 × min(120 or 132, 20) = 40. STT 4,40,000 × 0.025 % = 110. Transaction 8,40,000 ×
/// 0.00345 % = 28.98. GST 18 % × 68.98 = 12.4164. SEBI 0.84 + 18 % = 0.9912. Stamp 4,00,000 × 0.003 % = 12. The
/// calculator rounds each line once for both orders: 40 + 110 + 28.98 + 12.42 + 0.99 + 12 = 204.39.
#[test]
fn example_a_a_copy_of_zerodhas_calculator_comes_to_204_39() {
    let (mut profile, mut levies) = parts(Day::of(2023, 3, 31).unwrap());
    levies.ipft = Rate(0);
    profile.gst_base = GstBase { sebi: SebiGst::InItsOwnLine, ipft: false };
    let card = RateCard { profile: &profile, levies: &levies };
    let exact = exactly(card, Product::Mis, &[(Side::Buy, 40_000_000), (Side::Sell, 44_000_000)]);
    assert_eq!(exact, "brokerage 40, stt 110, transaction 28.98, sebi 0.9912, stamp 12, gst 12.4164");
    // Rounded order by order: GST 18 % × 33.80 = 6.08 and 18 % × 35.18 = 6.33, SEBI 0.47 and 0.52.
    check_charges(
        trade_a(card, Product::Mis),
        &expect![
            "brokerage 40.00, stt 110.00, transaction 28.98, sebi 0.99, stamp 12.00, gst 12.41, total 204.38"
        ],
    );
    // With SEBI's fee in the base, the default: GST 18 % × 34.20 = 6.16 and 18 % × 35.62 = 6.41.
    profile.gst_base = GstBase { sebi: SebiGst::InTheBase, ipft: false };
    let card = RateCard { profile: &profile, levies: &levies };
    check_charges(
        trade_a(card, Product::Mis),
        &expect![
            "brokerage 40.00, stt 110.00, transaction 28.98, sebi 0.84, stamp 12.00, gst 12.57, total 204.39"
        ],
    );
}

/// Transaction 8,40,000 × 0.00325 % = 27.30, SEBI ₹15 a crore = 1.26, GST 18 % × 67.30 = 12.114, no stamp duty:
/// 40 + 110 + 27.30 + 12.11 + 1.26 = 190.67, and 40,000 − 190.67 = 39,809.33.
#[test]
fn example_b_thincredblu_comes_to_190_67() {
    let (mut profile, mut levies) = parts(Day::of(2023, 4, 1).unwrap());
    levies.sebi = Rate(1_500);
    levies.ipft = Rate(0);
    levies.stamp_intraday = Rate(0);
    profile.gst_base = GstBase { sebi: SebiGst::Untaxed, ipft: false };
    let card = RateCard { profile: &profile, levies: &levies };
    let charges = trade_a(card, Product::Mis);
    check_charges(
        charges,
        &expect!["brokerage 40.00, stt 110.00, transaction 27.30, sebi 1.26, gst 12.11, total 190.67"],
    );
    assert_eq!((Paise::rupees(40_000) - charges.total()).to_string(), "39,809.33");
}

/// INFY, delivery, bought for 1,498. Nothing is rounded but the stamp duty: 1,498 × 0.015 % = 0.2247, printed as
/// 0.22. GST 18 % × (0.01 + 0.051681 + 0.001498). In all 1.498 + 0.051681 + 0.001498 + 0.22 + 0.01 + 0.01137222
/// = 1.79255122.
#[test]
fn example_d_kites_margins_of_infy_comes_to_1_79255122() {
    let (mut profile, mut levies) = parts(Day::of(2023, 3, 31).unwrap());
    levies.ipft = Rate(0);
    profile.delivery = Fee { flat: Paise(1), ..Fee::NONE };
    let card = RateCard { profile: &profile, levies: &levies };
    let exact = exactly(card, Product::Cnc, &[(Side::Buy, 149_800)]);
    assert_eq!(
        exact,
        "brokerage 0.01, stt 1.498, transaction 0.051681, sebi 0.001498, stamp 0.2247, gst 0.01137222"
    );
    let charges = exact_charges(card, Side::Buy, Product::Cnc, Paise(149_800));
    let stamp_as_printed = 22 * ExactCharges::PAISA;
    let total = charges.total() - charges.line(ChargeName::Stamp) + stamp_as_printed;
    assert_eq!(decimal(total), "1.79255122");
}

/// SBIN, delivery, 1 bought at 560. Transaction 0.00335 % is 0.00325 % and the protection fund's 0.0001 %; GST is
/// 18 % of these alone; stamp duty 0.084 is printed as 0. 0.56 + 0.01876 + 0.00056 + 0.0033768 = 0.5826968.
#[test]
fn example_e_kites_contract_note_of_sbin_comes_to_0_5826968() {
    let (mut profile, levies) = parts(Day::of(2023, 7, 10).unwrap());
    profile.gst_base = GstBase { sebi: SebiGst::Untaxed, ipft: true };
    let card = RateCard { profile: &profile, levies: &levies };
    let exact = exactly(card, Product::Cnc, &[(Side::Buy, 56_000)]);
    assert_eq!(exact, "stt 0.56, transaction 0.0182, sebi 0.00056, stamp 0.084, gst 0.0033768, ipft 0.00056");
    let charges = exact_charges(card, Side::Buy, Product::Cnc, Paise(56_000));
    assert_eq!(decimal(charges.total() - charges.line(ChargeName::Stamp)), "0.5826968");
}

/// Intraday: 40 + 110 + 25.79 + 0.84 + 12 + 11.99. Delivery: 840 + 25.79 + 0.84 + 60 + 4.79 = 931.42, and 15.34
/// for the depository.
#[test]
fn our_own_vector_of_trade_a_at_the_rates_of_november_2026() {
    check_charges(
        trade_a(november_2026(), Product::Mis),
        &expect![
            "brokerage 40.00, stt 110.00, transaction 25.79, sebi 0.84, stamp 12.00, gst 11.99, total 200.62"
        ],
    );
    check_charges(
        trade_a(november_2026(), Product::Cnc),
        &expect!["stt 840.00, transaction 25.79, sebi 0.84, stamp 60.00, gst 4.79, dp 15.34, total 946.76"],
    );
}

/// Worked without rounding and without the depository. 5,000 at 1,000 both ways, delivery: STT 10,000, stamp 750,
/// exchange 307, SEBI 10, GST 57.06: 11,124.06. 500: a tenth, 1,112.406. 500 intraday: 40 + 125 + 30.70 + 1 +
/// 12.906 + 15 = 224.606.
///
/// Rounded order by order, with 15.34 for the depository: 2 × (153.495 → 153.50, 0.005 → 0.01, 5, GST 18 % × 158.51
/// = 28.53) + 10,750 + 15.34 = 11,139.42; 2 × (15.35 + 0.50 + 2.85) + 1,075 + 15.34 = 1,127.74; 2 × (20 + 15.35 +
/// 0.50 + 6.45) + 125 + 15 = 224.60.
#[test]
fn our_own_vectors_of_round_trips_at_1000() {
    let both = |value| [(Side::Buy, value), (Side::Sell, value)];
    let total = |product, value| -> String {
        let each = both(value)
            .map(|(side, value)| exact_charges(november_2026(), side, product, Paise(value)).total());
        decimal(each.iter().sum())
    };
    assert_eq!(total(Product::Cnc, 500_000_000), "11124.06");
    assert_eq!(total(Product::Cnc, 50_000_000), "1112.406");
    assert_eq!(total(Product::Mis, 50_000_000), "224.606");
    let rounded = |product, quantity| {
        let cost = |side| estimate(november_2026(), side, product, rupees("1,000.00"), quantity);
        (cost(Side::Buy) + cost(Side::Sell)).total().to_string()
    };
    assert_eq!(rounded(Product::Cnc, 5_000), "11,139.42");
    assert_eq!(rounded(Product::Cnc, 500), "1,127.74");
    assert_eq!(rounded(Product::Mis, 500), "224.60");
}

/// The exact charges of a contract note with these sides, line by line, in rupees.
fn exactly(card: RateCard<'_>, product: Product, sides: &[(Side, i64)]) -> String {
    let notes: Vec<ExactCharges> =
        sides.iter().map(|&(side, value)| exact_charges(card, side, product, Paise(value))).collect();
    let names = Charges::default().lines().map(|(name, _)| name);
    let line = |name: ChargeName| (name, notes.iter().map(|note| note.line(name)).sum::<i128>());
    let shown = names.into_iter().map(line).filter(|(_, amount)| *amount > 0);
    shown.map(|(name, amount)| format!("{} {}", key(name), decimal(amount))).collect::<Vec<_>>().join(", ")
}

/// 10⁻¹⁸ paise as rupees, without trailing zeros.
fn decimal(amount: i128) -> String {
    let rupee = 100 * ExactCharges::PAISA;
    let digits = format!("{}.{:020}", amount / rupee, amount % rupee);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}
