//! The price at which a position leaves no loss.

use proptest::prelude::*;
use trading::{Day, Paise, Price, Product, RateCard, Side, Tick, break_even, estimate};

use super::rupees;

fn card() -> RateCard<'static> {
    RateCard::on(Day::of(2026, 8, 3).unwrap())
}

/// What is left of an order that is closed at a price, in paise.
fn left(side: Side, product: Product, price: Price, quantity: i64, close: Price) -> Paise {
    let opening = estimate(card(), side, product, price, quantity).total();
    let closing = estimate(card(), side.opposite(), product, close, quantity).total();
    let rise = close.times(quantity) - price.times(quantity);
    let gained = if side == Side::Buy { rise } else { -rise };
    gained - opening - closing
}

fn check(side: Side, product: Product, price: &str, quantity: i64, tick: i64, expected: &str) {
    let found = break_even(card(), side, product, rupees(price), quantity, Tick::stated(tick).unwrap());
    assert_eq!(found.map_or_else(|| "none".to_owned(), |price| price.to_string()), expected);
}

/// 400 bought at 1,000 intraday cost 20 + 12.28 + 0.40 + 12 + 5.88 = 50.56. Sold at 1,000.45 they bring 180 more
/// and cost 20 + STT 100.045 → 100 + 12.29 + 0.40 + 5.88 = 138.57: 180.00 − 50.56 − 138.57 = −9.13. At 1,000.50
/// they bring 200 and cost the same but 12.29 and 100: 10.87 are left.
#[test]
fn an_intraday_purchase_breaks_even_a_twentieth_of_a_percent_up() {
    check(Side::Buy, Product::Mis, "1,000.00", 400, 5, "1,000.50");
    assert_eq!(
        left(Side::Buy, Product::Mis, rupees("1,000.00"), 400, rupees("1,000.45")).to_string(),
        "−9.13"
    );
    assert_eq!(
        left(Side::Buy, Product::Mis, rupees("1,000.00"), 400, rupees("1,000.50")).to_string(),
        "10.87"
    );
}

/// 5 bought at 1,398.30 cost 8.26; sold they cost STT 7, 0.21, 0.01, 0.04 and the depository's 15.34: 22.60.
/// 30.86 over 5 shares are 6.172 a share: 1,404.50 at a tick of 0.10.
#[test]
fn a_delivery_purchase_carries_the_depositorys_debit() {
    check(Side::Buy, Product::Cnc, "1,398.30", 5, 10, "1,404.50");
}

/// 400 sold short at 1,000 cost 20 + 100 + 12.28 + 0.40 + 5.88 = 138.56; bought back they cost 20 + 12.27 + 0.40
/// + 12 + 5.88 = 50.55: 189.11 over 400 shares are 0.472775 a share: at most 999.50 at a tick of 0.05.
#[test]
fn a_short_sale_breaks_even_below() {
    check(Side::Sell, Product::Mis, "1,000.00", 400, 5, "999.50");
}

#[test]
fn there_is_no_price_where_charges_exceed_all_there_is_to_gain() {
    // One share sold short at 0.05: nothing is charged, but the next price below is nothing.
    check(Side::Sell, Product::Mis, "0.05", 1, 5, "none");
    check(Side::Sell, Product::Cnc, "100.00", 10, 5, "none");
    check(Side::Buy, Product::Mis, "100.00", 0, 5, "none");
    check(Side::Buy, Product::Mis, "100.00", i64::MAX, 5, "none");
}

proptest! {
    #[test]
    fn it_is_the_first_price_of_the_grid_that_leaves_no_loss(
        ticks in 1..60_000_i64,
        quantity in prop_oneof![1..20_i64, 1..3_000_i64],
        tick in prop::sample::select(vec![1_i64, 5, 10]),
        product in prop::sample::select(vec![Product::Cnc, Product::Mis]),
        short in any::<bool>(),
    ) {
        let (side, product) = if short { (Side::Sell, Product::Mis) } else { (Side::Buy, product) };
        let price = Price::new(ticks * tick).unwrap();
        let found = break_even(card(), side, product, price, quantity, Tick::stated(tick).unwrap());
        let away = |count: i64| Price::new((ticks + side.sign() * count) * tick);
        let slow = (0..40_000).map_while(away).find(|&close| left(side, product, price, quantity, close) >= Paise::ZERO);
        prop_assert_eq!(found, slow);
    }
}
