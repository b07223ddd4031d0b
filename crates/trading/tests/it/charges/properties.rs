//! What holds on every day: fills, contract note and estimate are one figure.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use trading::{Chargeable, Charges, Day, DayTally, OrderId, Paise, Price, Product, RateCard, Side, estimate};

fn fills() -> impl Strategy<Value = Vec<(Chargeable, u8)>> {
    let fill = (1..8_u64, 1..4_000_000_i64, 0..4_u8, any::<bool>());
    prop::collection::vec(fill, 1..40).prop_map(|fills| {
        let mut delivered = BTreeSet::new();
        let fill = |(order, value, stock, square_off): (u64, i64, u8, bool)| {
            // An order's number decides its side and product, so that its fills agree.
            let side = if order % 2 == 0 { Side::Buy } else { Side::Sell };
            let is_fund = order > 5;
            let product = if order < 3 || is_fund { Product::Cnc } else { Product::Mis };
            let sale = (product, side) == (Product::Cnc, Side::Sell);
            let first_delivery_sale = sale && delivered.insert(stock);
            let square_off = square_off && order == 5;
            let fill = Chargeable {
                order: OrderId(order),
                side,
                product,
                is_fund,
                value: Paise(value),
                first_delivery_sale,
                square_off,
            };
            (fill, stock)
        };
        fills.into_iter().map(fill).collect()
    })
}

/// A contract note written at the end of the day, from the day's fills alone: nothing is carried from fill to
/// fill. Rates of 3 August 2026.
fn contract_note(fills: &[(Chargeable, u8)]) -> i128 {
    let mut orders: BTreeMap<OrderId, (Product, i128, bool)> = BTreeMap::new();
    let mut sides: BTreeMap<(Product, Side, bool), i128> = BTreeMap::new();
    let mut stocks = BTreeSet::new();
    for (fill, stock) in fills {
        let order = orders.entry(fill.order).or_insert((fill.product, 0, false));
        order.1 += i128::from(fill.value.0);
        order.2 |= fill.square_off;
        *sides.entry((fill.product, fill.side, fill.is_fund)).or_default() += i128::from(fill.value.0);
        if (fill.product, fill.side) == (Product::Cnc, Side::Sell) {
            stocks.insert(*stock);
        }
    }
    let half_up = |value: i128, rate: i128, unit: i128| (2 * value * rate + unit) / (2 * unit);
    let paise = |value, rate| half_up(value, rate, 1_000_000_000);
    let mut total = 1534 * i128::try_from(stocks.len()).unwrap();
    for &(product, value, square_off) in orders.values() {
        let brokerage = if product == Product::Mis { paise(value, 300_000).min(2000) } else { 0 };
        let lines = [brokerage, paise(value, 30_699), paise(value, 1_000), paise(value, 1)];
        let base: i128 = lines.iter().sum();
        total += base + paise(base, 180_000_000) + if square_off { 5900 } else { 0 };
    }
    for (&(product, side, is_fund), &value) in &sides {
        let (stt, stamp) = match (product, side) {
            (Product::Cnc, Side::Buy) if is_fund => (0, 150_000),
            (Product::Cnc, Side::Sell) if is_fund => (10_000, 0),
            (Product::Cnc, Side::Buy) => (1_000_000, 150_000),
            (Product::Cnc, Side::Sell) => (1_000_000, 0),
            (Product::Mis, Side::Buy) => (0, 30_000),
            (Product::Mis, Side::Sell) => (250_000, 0),
        };
        total += 100 * (half_up(value, stt, 100_000_000_000) + half_up(value, stamp, 100_000_000_000));
    }
    total
}

proptest! {
    #[test]
    fn the_days_fills_come_to_its_contract_note_and_none_is_paid_back(fills in fills()) {
        let day = Day::of(2026, 8, 3).unwrap();
        let (card, units) = (RateCard::on(day), RateCard::of_funds(day));
        let mut tally = DayTally::default();
        let mut paid = Charges::default();
        for (fill, _) in &fills {
            let charges = tally.charge(if fill.is_fund { units } else { card }, fill);
            prop_assert!(charges.lines().iter().all(|(_, amount)| *amount >= Paise::ZERO), "{charges:?}");
            tally.record(fill, &charges);
            paid += charges;
        }
        prop_assert_eq!(tally.total(), paid);
        prop_assert_eq!(i128::from(paid.total().0), contract_note(&fills));
        let sides = [Product::Cnc, Product::Mis].map(|product| [Side::Buy, Side::Sell].map(|side| (product, side)));
        let by_side: Charges = sides.as_flattened().iter().map(|&(product, side)| tally.side(product, side).1).sum();
        prop_assert_eq!(by_side, paid);
    }

    #[test]
    fn an_order_costs_what_was_estimated_however_it_is_filled(
        price in 1..500_000_i64,
        parts in prop::collection::vec(1..2_000_i64, 1..12),
        sell in any::<bool>(),
        intraday in any::<bool>(),
    ) {
        let card = RateCard::on(Day::of(2026, 8, 3).unwrap());
        let side = if sell { Side::Sell } else { Side::Buy };
        let product = if intraday { Product::Mis } else { Product::Cnc };
        let price = Price::new(price).unwrap();
        let mut tally = DayTally::default();
        for (place, part) in parts.iter().enumerate() {
            let first_delivery_sale = place == 0 && sell && !intraday;
            let fill = Chargeable { order: OrderId(1), side, product, is_fund: false, value: price.times(*part), first_delivery_sale, square_off: false };
            let charges = tally.charge(card, &fill);
            tally.record(&fill, &charges);
        }
        prop_assert_eq!(tally.total(), estimate(card, side, product, price, parts.iter().sum()));
    }

    #[test]
    fn a_card_that_changes_within_the_day_pays_nothing_back(values in prop::collection::vec(1..9_000_000_i64, 2..10)) {
        let mut tally = DayTally::default();
        for (place, value) in values.iter().enumerate() {
            let fill = Chargeable { order: OrderId(1), side: Side::Buy, product: Product::Mis, is_fund: false, value: Paise(*value), first_delivery_sale: false, square_off: false };
            let year = if place % 2 == 0 { 2022 } else { 2026 };
            let charges = tally.charge(RateCard::on(Day::of(year, 8, 3).unwrap()), &fill);
            prop_assert!(charges.lines().iter().all(|(_, amount)| *amount >= Paise::ZERO));
            tally.record(&fill, &charges);
        }
    }
}
