//! The laws of the profiles: versions never change, each order is charged under its own, a brokerage has bounds, the tax has a
//! base.

use trading::{
    ChargeName, ChargeProfile, ChargeProfileId, Clock, Day, ExactCharges, Fee, GstBase, Paise, Price,
    Product, ProfileTerms, Rate, RateCard, Refusal, SebiGst, Side, estimate, exact_charges,
};

use super::{DAY, kept};
use crate::script::{midday, play};

/// 840 at 1,000.00 on 2 June 2025, when the fund took ₹10 a crore: transaction 24.95, fund 0.84, SEBI 0.84. GST is 18 %
/// of 20 + 24.95 + 0.84 + 0.84 = 46.63: 8.39; without SEBI's fee of 45.79: 8.24; without the fund either of 44.95: 8.09.
/// Exactly: 18 % of 46.628, 45.788 and 44.948.
#[test]
fn what_the_tax_is_of_is_as_the_profile_says() {
    let day = Day::of(2025, 6, 2).unwrap();
    let taxed = |sebi, ipft| {
        let profile = ChargeProfile {
            gst_base: GstBase { sebi, ipft },
            ..ChargeProfile::discount_broker_2026().clone()
        };
        let card = RateCard { profile: &profile, ..RateCard::on(day) };
        let rounded = estimate(card, Side::Buy, Product::Mis, Price::new(100_000).unwrap(), 840);
        let exact = exact_charges(card, Side::Buy, Product::Mis, Paise::rupees(840_000));
        (rounded.gst.0, exact.line(ChargeName::Gst) * 1000 / ExactCharges::PAISA)
    };
    assert_eq!(taxed(SebiGst::InTheBase, true), (839, 839_304));
    assert_eq!(taxed(SebiGst::Untaxed, true), (824, 824_184));
    assert_eq!(taxed(SebiGst::InItsOwnLine, true), (824, 824_184));
    assert_eq!(taxed(SebiGst::InTheBase, false), (824, 824_184));
    assert_eq!(taxed(SebiGst::Untaxed, false), (809, 809_064));
}

/// What is not rounded has the same least, most and sum on top as what is.
#[test]
fn an_exact_brokerage_lies_between_its_least_and_its_most() {
    let fee = |share, least, most: Option<i64>, flat| Fee {
        share: Rate(share),
        least: Paise(least),
        most: most.map(Paise),
        flat: Paise(flat),
    };
    for fee in [
        fee(1_000_000, 500, Some(2_000), 0),
        fee(1_000_000, 500, None, 300),
        fee(5_000_000, 0, None, 0),
        fee(0, 0, None, 2_000),
        fee(1_000_000, 0, Some(2_000), 1),
    ] {
        let profile = ChargeProfile { delivery: fee, ..ChargeProfile::discount_broker_2026().clone() };
        let card = RateCard { profile: &profile, ..RateCard::on(Day::of(2026, 8, 3).unwrap()) };
        for value in [100_000, 1_000_000, 10_000_000] {
            let exact = exact_charges(card, Side::Buy, Product::Cnc, Paise(value));
            let due = i128::from(fee.of(Paise(value)).0) * ExactCharges::PAISA;
            assert_eq!(exact.line(ChargeName::Brokerage), due, "{} of {value}", fee.words());
        }
    }
}

/// A copy says what the copied profile says now, not what its first version said.
#[test]
fn a_copy_is_of_the_newest_version() {
    let stage = play(&format!(
        "{DAY}
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 dp 18.50
        09:20:00 charge copy own-1 as Another"
    ));
    let copy = stage.account.charging().newest(ChargeProfileId::Own(2)).unwrap();
    assert_eq!(
        (copy.dp, copy.version, copy.source.as_ref()),
        (Paise(18_50), 1, "Your own, from Mine, version 2")
    );
}

/// Every version stays as it was, in its order, whatever came after it.
#[test]
fn a_version_never_changes() {
    let stage = play(&format!(
        "{DAY}
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 dp 18.50
        09:20:00 charge edit own-1 name Other
        09:20:00 charge copy own-1 as Second
        09:20:00 charge edit own-2 dp 1"
    ));
    let versions = |id| -> Vec<String> {
        let versions = stage.account.charging().versions(id);
        versions.map(|profile| format!("{} {} {}", profile.version, profile.name, profile.dp)).collect()
    };
    assert_eq!(versions(ChargeProfileId::Own(1)), ["1 Mine 13.00", "2 Mine 18.50", "3 Other 18.50"]);
    assert_eq!(versions(ChargeProfileId::Own(2)), ["1 Second 18.50", "2 Second 1.00"]);
    assert_eq!(versions(ChargeProfileId::DiscountBroker2026), ["1 Discount broker 2026 13.00"]);
}

/// A brokerage without a share of the value has no least of it: 10.00 an order are 10.00.
#[test]
fn a_least_goes_with_the_share_that_it_is_the_least_of() {
    let kept = kept(
        "09:20:00 charge copy discount-broker-2026 as Mine
         09:20:00 charge edit own-1 delivery share 0.5 least 25
         09:20:00 charge edit own-1 delivery share 0 flat 10
         09:20:00 charge choose own-1
         09:21:00 buy INFY 1 cnc limit 1000
         09:30:00 INFY 999 x 100000 offer 1000x40000",
    );
    assert_eq!(kept, ["own-1/3@2026-03-01 10.00"]);
}

/// Each of the sums has its bounds, wherever it stands.
#[test]
fn every_sum_of_a_profile_is_bounded() {
    let terms = || ChargeProfile::discount_broker_2026().terms();
    let with = |delivery| ProfileTerms { delivery, ..terms() };
    let fee = |least, most, flat| Fee { share: Rate(1_000_000), least, most, flat };
    let (none, much) = (Paise::ZERO, ChargeProfile::LARGEST_FEE);
    let beyond = much + Paise(1);
    for (terms, fits) in [
        (with(fee(much, None, much)), true),
        (with(fee(beyond, None, none)), false),
        (with(fee(Paise(-1), None, none)), false),
        (with(fee(none, Some(much), none)), true),
        (with(fee(none, Some(beyond), none)), false),
        (with(fee(none, None, beyond)), false),
        (ProfileTerms { dp: ChargeProfile::LARGEST_DEBIT, ..terms() }, true),
        (ProfileTerms { dp: ChargeProfile::LARGEST_DEBIT + Paise(1), ..terms() }, false),
        (ProfileTerms { square_off: Paise(-1), ..terms() }, false),
        (ProfileTerms { name: "Two\nlines".into(), ..terms() }, false),
    ] {
        assert_eq!(terms.check().is_ok(), fits, "{terms:?}");
    }
}

/// 10 bought as delivery under 0.1 % (10.00) and 10 sold under the default, on one day: the note nets them. Both are
/// intraday then, the one under its own profile's 0.05 %: 5.00; the other under 0.03 %: 3.00.
#[test]
fn the_contract_note_charges_each_order_under_its_own_profile() {
    let stage = play(&format!(
        "{DAY}
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 delivery share 0.1 intraday share 0.05 most none
        09:20:00 charge choose own-1
        09:21:00 buy INFY 10 cnc limit 1000
        09:22:00 INFY 999 x 100000 offer 1000x40000
        09:23:00 charge choose discount-broker-2026
        09:24:00 sell INFY 10 cnc limit 1000
        09:25:00 INFY 1001 x 100000 bid 1000x40000"
    ));
    let [note] = stage.account.notes() else { panic!("one note") };
    assert_eq!(note.charges.brokerage, Paise::rupees(5 + 3 - 10));
}

/// Delivery at 100.00 an order is 118.00 dearer with its tax than at nothing, for a conversion too.
#[test]
fn a_conversion_needs_what_delivery_costs_under_the_profile_in_force() {
    let needed = |choose: &str| {
        let stage = midday(&format!(
            "cash 5000
            day 2026-08-03
            stock INFY 1000
            09:20:00 charge copy discount-broker-2026 as Mine
            09:20:00 charge edit own-1 delivery flat 100
            {choose}
            09:21:00 buy INFY 10 mis market
            09:21:01 INFY 1000 x 1000"
        ));
        let infy = "INFY".parse().unwrap();
        let at = stage.day().at(Clock::of(9, 22, 0));
        let answer = stage.account.convert(at, &infy, 10, Product::Cnc, stage.stocks[&infy].glance());
        let Err(Refusal::CashShort { needed, .. }) = answer else { panic!("{answer:?}") };
        needed
    };
    let dearer =
        needed("09:20:00 charge choose own-1") - needed("09:20:00 charge choose discount-broker-2026-women");
    assert_eq!(dearer, Paise(11_800));
}
