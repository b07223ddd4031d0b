//! What trades cost: hand-worked days, brokers' published examples, and what must hold on every day.

mod break_even;
mod examples;
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use expect_test::{ExpectFile, expect, expect_file};
use trading::{
    ChargeName, Chargeable, Day, DayTally, OrderId, Paise, Price, Product, Profile, RateCard, Side,
    cost_lines, estimate,
};

#[test]
fn each_line_of_an_order_is_rounded_as_its_arithmetic_says() {
    check(&expect_file!["charges/orders.txt"]);
}

#[test]
fn a_day_is_charged_at_the_rates_of_its_date() {
    check(&expect_file!["charges/dated.txt"]);
}

#[test]
fn fills_are_charged_what_they_add_to_the_contract_note() {
    check(&expect_file!["charges/days.txt"]);
}

/// Reads days of fills, each followed by its charges as `name  arithmetic → amount`, and writes every amount as
/// the program has it. A charge that is due but not in the text is added to it.
fn check(text: &ExpectFile) {
    let mut out = String::new();
    let mut day = Day::of(2026, 8, 3).unwrap();
    let mut tally = DayTally::default();
    let mut delivered = BTreeSet::new();
    let mut due: BTreeMap<&str, Paise> = BTreeMap::new();
    let data = text.data();
    for line in data.lines() {
        if let Some((words, _)) = line.split_once('→') {
            let name = words.split_whitespace().next().unwrap();
            let amount = due.remove(name).unwrap_or_default();
            out.push_str(&format!("{words}→ {amount}\n"));
            continue;
        }
        if !line.starts_with(' ') {
            flush(&mut out, &mut due);
        }
        out.push_str(&format!("{line}\n"));
        if let Ok(read) = line.parse() {
            day = read;
            tally = DayTally::default();
            delivered.clear();
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let fill = chargeable(&words, &mut delivered);
            let charges = tally.charge(RateCard::on(day), &fill);
            tally.record(&fill, &charges);
            due.extend(charges.lines().map(|(name, amount)| (key(name), amount)));
            due.insert("total", charges.total());
        }
    }
    flush(&mut out, &mut due);
    text.assert_eq(&out);
}

fn flush(out: &mut String, due: &mut BTreeMap<&str, Paise>) {
    for (name, amount) in due.iter().filter(|(_, amount)| !amount.is_zero()) {
        out.push_str(&format!("  {name} is missing → {amount}\n"));
    }
    due.clear();
}

fn chargeable(words: &[&str], delivered: &mut BTreeSet<String>) -> Chargeable {
    let [order, side, product, symbol, quantity, _, price, rest @ ..] = words else { panic!("{words:?}") };
    let side = if *side == "buy" { Side::Buy } else { Side::Sell };
    let product = if *product == "CNC" { Product::Cnc } else { Product::Mis };
    let is_delivery_sale = (product, side) == (Product::Cnc, Side::Sell);
    Chargeable {
        order: OrderId(order.parse().unwrap()),
        side,
        product,
        value: rupees(price).times(quantity.parse().unwrap()),
        first_delivery_sale: is_delivery_sale && delivered.insert((*symbol).to_owned()),
        square_off: rest == ["square-off"],
    }
}

fn key(name: ChargeName) -> &'static str {
    match name {
        ChargeName::Brokerage => "brokerage",
        ChargeName::Stt => "stt",
        ChargeName::Transaction => "transaction",
        ChargeName::Sebi => "sebi",
        ChargeName::Stamp => "stamp",
        ChargeName::Gst => "gst",
        ChargeName::Ipft => "ipft",
        ChargeName::Dp => "dp",
        ChargeName::SquareOff => "square_off",
    }
}

/// `1,398.30` as a price.
fn rupees(text: &str) -> Price {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Price::new(digits.parse().unwrap()).unwrap()
}

#[test]
fn the_cost_x_ray_names_each_rate_and_its_source() {
    let card = RateCard::on(Day::of(2026, 8, 3).unwrap());
    let lines = |side, product, quantity| -> String {
        let charges = estimate(card, side, product, rupees("416.50"), quantity);
        let lines = cost_lines(card, side, product, &charges);
        lines.iter().map(|line| format!("{}: {} = {}\n", line.label, line.rate, line.amount)).collect()
    };
    expect![[r#"
        Brokerage: Nothing = 0.00
        STT: 0.1 % on both sides = 42.00
        NSE transaction charge: 0.0030699 % on both sides = 1.28
        SEBI fee: 0.0001 % on both sides = 0.04
        Stamp duty: 0.015 % on the purchase = 6.00
        GST: 18 % of brokerage, transaction charge, SEBI fee and protection fund = 0.24
        NSE investor protection fund: 0.0000001 % on both sides = 0.00
    "#]]
    .assert_eq(&lines(Side::Buy, Product::Cnc, 100));
    expect![[r#"
        Brokerage: 0.03 % of the order, at most ₹20.00 = 12.50
        STT: 0.025 % on the sale = 10.00
        NSE transaction charge: 0.0030699 % on both sides = 1.28
        SEBI fee: 0.0001 % on both sides = 0.04
        Stamp duty: Nothing on a sale = 0.00
        GST: 18 % of brokerage, transaction charge, SEBI fee and protection fund = 2.49
        NSE investor protection fund: 0.0000001 % on both sides = 0.00
    "#]]
    .assert_eq(&lines(Side::Sell, Product::Mis, 100));
    let charges = estimate(card, Side::Sell, Product::Cnc, rupees("416.50"), 100);
    let sources: BTreeSet<String> = cost_lines(card, Side::Sell, Product::Cnc, &charges)
        .into_iter()
        .map(|line| line.source.into_owned())
        .collect();
    expect![[r#"
        Finance (No. 2) Act 2004, chapter VII; unchanged for shares by the Finance Act 2026
        GST on financial services, 18 %, since 1 July 2017
        Indian Stamp Act as amended by the Finance Act 2019, since 1 July 2020
        NSE circular FA73061: ₹306.99 and ₹0.01 a crore from 1 March 2026
        SEBI fees regulations, ₹10 a crore since 1 April 2021
        Zerodha's list of charges, 2026"#]]
    .assert_eq(&Vec::from_iter(sources).join("\n"));
}

#[test]
fn a_fill_can_name_the_version_that_it_was_charged_under() {
    let version = |year, month, day| RateCard::on(Day::of(year, month, day).unwrap()).version();
    assert_eq!(version(2026, 2, 28), "discount-broker-2026@2024-10-01");
    assert_eq!(version(2026, 3, 1), "discount-broker-2026@2026-03-01");
    assert_eq!(version(2019, 1, 1), "discount-broker-2026@2021-04-01");
    let own = Profile { id: "mine".into(), dp: Paise(18_50), ..Profile::DISCOUNT_BROKER_2026 };
    let card = RateCard::of(own, Day::of(2026, 8, 3).unwrap());
    assert_eq!(card.version(), "mine@2026-03-01");
    assert_eq!(card.dp_with_gst().to_string(), "21.83");
}
