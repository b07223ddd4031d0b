//! The estimate, the fills and the contract note take the rates of the instrument: shares or units of a fund.

use trading::{ChargeProfile, Charges, Day, Isin, Paise, Price, Product, RateCard, Side, estimate};

use crate::script::play;

fn card(isin: &str) -> RateCard<'static> {
    let isin: Isin = isin.parse().unwrap();
    RateCard::for_isin(Day::of(2026, 8, 3).unwrap(), &isin)
}

fn one(isin: &str, side: Side, product: Product, paise: i64, quantity: i64) -> Charges {
    estimate(card(isin), side, product, Price::new(paise).unwrap(), quantity)
}

/// What a day came to, of a stock or of a fund.
fn day(kind: &str, acts: &str) -> Charges {
    play(&format!("cash 1000000\nday 2026-08-03\nstock NIFTYBEES 262 {kind} tick 0.01\n{acts}"))
        .account
        .charges()
}

const KINDS: [(&str, &str); 2] = [("", "INE000A01010"), ("fund", "INF000A01010")];

/// 1,000 bought at 262.00 as intraday (2,62,000.00) and converted: the note charges what a delivery costs. Of shares: STT
/// 262, stamp 39.30 → 39; of units: no STT on the purchase.
#[test]
fn converted_shares_cost_in_the_note_what_the_estimate_of_a_delivery_said() {
    for (kind, isin) in KINDS {
        let charged = day(
            kind,
            "09:20:00 buy NIFTYBEES 1000 mis limit 262
             09:21:00 NIFTYBEES 261.90 x 100000 offer 262x1000
             09:30:00 convert NIFTYBEES 1000 cnc",
        );
        assert_eq!(charged, one(isin, Side::Buy, Product::Cnc, 26_200, 1000), "{kind}");
    }
    assert_eq!(one(KINDS[0].1, Side::Buy, Product::Cnc, 26_200, 1000).stt, Paise::rupees(262));
    assert_eq!(one(KINDS[1].1, Side::Buy, Product::Cnc, 26_200, 1000).stt, Paise::ZERO);
}

/// Delivery bought at 262.00 and sold at 263.00 on the same day nets: the note charges two intraday orders.
#[test]
fn netted_shares_cost_in_the_note_what_the_estimates_of_two_intraday_orders_said() {
    for (kind, isin) in KINDS {
        let charged = day(
            kind,
            "09:20:00 buy NIFTYBEES 1000 cnc limit 262
             09:21:00 NIFTYBEES 261.90 x 100000 offer 262x1000
             09:30:00 sell NIFTYBEES 1000 cnc limit 263
             09:31:00 NIFTYBEES 263.10 x 100000 bid 263x1000",
        );
        let both = one(isin, Side::Buy, Product::Mis, 26_200, 1000)
            + one(isin, Side::Sell, Product::Mis, 26_300, 1000);
        assert_eq!(charged, both, "{kind}");
    }
}

/// A fill that stays what it was costs what its estimate said, and the note adds nothing.
#[test]
fn a_plain_delivery_costs_what_its_estimate_said() {
    for (kind, isin) in KINDS {
        let charged = day(
            kind,
            "09:20:00 buy NIFTYBEES 1000 cnc limit 262
             09:21:00 NIFTYBEES 261.90 x 100000 offer 262x1000",
        );
        assert_eq!(charged, one(isin, Side::Buy, Product::Cnc, 26_200, 1000), "{kind}");
    }
}

/// Whatever the profile, a day of fills costs what the estimates of its orders said, and the note of a netted day what the
/// estimates of two intraday orders said.
#[test]
fn estimate_fill_and_note_agree_under_an_edited_profile() {
    let dear = "09:15:30 charge copy discount-broker-2026 as Mine
        09:15:30 charge edit own-1 delivery share 0.3 least 25 most none flat 3 intraday share 0.05 least 7 most 40 dp 18.50
        09:15:30 charge edit own-1 gst own-line
        09:15:30 charge choose own-1";
    let day = |acts: &str| {
        let stage = play(&format!(
            "cash 1000000\nday 2026-08-03\nstock INFY 1000\n09:15:10 INFY 1001 x 1000\n{dear}\n{acts}"
        ));
        let profile = stage.account.charging().in_force().clone();
        (stage.account.charges(), profile)
    };
    let one = |profile: &ChargeProfile, side, product, paise, quantity| -> Charges {
        let card = RateCard { profile, ..RateCard::on(Day::of(2026, 8, 3).unwrap()) };
        estimate(card, side, product, Price::new(paise).unwrap(), quantity)
    };
    let bought = "09:20:00 buy INFY 100 cnc limit 1000
        09:21:00 INFY 999 x 400 offer 1000x40
        09:22:00 INFY 999 x 100000 offer 1000x40000";
    let (charged, profile) = day(bought);
    assert_eq!(charged, one(&profile, Side::Buy, Product::Cnc, 100_000, 100));
    // 0.3 % of 1,00,000 and 3.00 on top.
    assert_eq!(charged.brokerage.to_string(), "303.00");
    let (charged, profile) = day(&format!(
        "{bought}
        09:30:00 sell INFY 100 cnc limit 1001
        09:31:00 INFY 1002 x 100000 bid 1001x40000"
    ));
    let both = one(&profile, Side::Buy, Product::Mis, 100_000, 100)
        + one(&profile, Side::Sell, Product::Mis, 100_100, 100);
    assert_eq!(charged, both);
    assert_eq!(charged.brokerage.to_string(), "80.00");
}
