//! What the stand-in tells is what the day did.

use standin::{Market, days};

#[test]
fn every_day_of_the_built_in_market_can_be_told() {
    assert_eq!(days().len(), 10);
    let market = Market::of(days()[0]).unwrap();
    assert!(market.stocks().len() > 3_000);
    assert!(Market::of("2026-08-02".parse().unwrap()).unwrap_err().to_string().contains("2026-08-03"));
}
