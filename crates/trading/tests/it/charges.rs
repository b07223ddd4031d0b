//! What trades cost.

use trading::{Day, Price, Product, RateCard, Side, estimate};

#[test]
fn our_own_vector_of_trade_a_at_the_rates_of_november_2026() {
    let card = RateCard::on(Day::of(2026, 11, 22).unwrap());
    let price = |rupees: i64| Price::new(rupees * 100).unwrap();
    let cost = |side, product, rupees| estimate(card, side, product, price(rupees), 400);
    let intraday = cost(Side::Buy, Product::Mis, 1000) + cost(Side::Sell, Product::Mis, 1100);
    assert_eq!(intraday.total().to_string(), "200.62");
    let delivery = cost(Side::Buy, Product::Cnc, 1000) + cost(Side::Sell, Product::Cnc, 1100);
    assert_eq!(delivery.total().to_string(), "946.76");
}
