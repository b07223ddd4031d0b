//! What trades cost: hand-worked days, brokers' published examples, and what must hold on every day.

mod break_even;
mod examples;
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use expect_test::{ExpectFile, expect, expect_file};
use trading::{
    ChargeName, ChargeProfile, ChargeProfileId, Chargeable, Day, DayTally, OrderId, Paise, Price, Product,
    RateCard, Side, cost_lines, estimate,
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
        is_fund: false,
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
    let stt = |side, product| lines(side, product, 100).lines().nth(1).map(str::to_owned);
    assert_eq!(stt(Side::Sell, Product::Cnc).as_deref(), Some("STT: 0.1 % on both sides = 42.00"));
    assert_eq!(stt(Side::Buy, Product::Mis).as_deref(), Some("STT: Nothing on an intraday purchase = 0.00"));
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
fn each_period_has_its_rates() {
    let line = |text: &str| {
        let card = RateCard::on(text.parse().unwrap());
        let levies = card.levies;
        format!(
            "{}: NSE {} and {}, SEBI {}, stamp {} and {}, STT {}, {} and {}, GST {}\n",
            levies.from,
            levies.transaction,
            levies.ipft,
            levies.sebi,
            levies.stamp_delivery,
            levies.stamp_intraday,
            levies.stt_delivery_purchase,
            levies.stt_delivery_sale,
            levies.stt_intraday_sale,
            levies.gst
        )
    };
    let days = ["2022-01-03", "2023-04-03", "2024-04-02", "2024-10-01", "2026-03-02"];
    expect![[r#"
        2021-04-01: NSE 0.00345 % and 0.0000001 %, SEBI 0.0001 %, stamp 0.015 % and 0.003 %, STT 0.1 %, 0.1 % and 0.025 %, GST 18 %
        2023-04-01: NSE 0.00325 % and 0.0001 %, SEBI 0.0001 %, stamp 0.015 % and 0.003 %, STT 0.1 %, 0.1 % and 0.025 %, GST 18 %
        2024-04-01: NSE 0.00322 % and 0.0001 %, SEBI 0.0001 %, stamp 0.015 % and 0.003 %, STT 0.1 %, 0.1 % and 0.025 %, GST 18 %
        2024-10-01: NSE 0.00297 % and 0.0001 %, SEBI 0.0001 %, stamp 0.015 % and 0.003 %, STT 0.1 %, 0.1 % and 0.025 %, GST 18 %
        2026-03-01: NSE 0.0030699 % and 0.0000001 %, SEBI 0.0001 %, stamp 0.015 % and 0.003 %, STT 0.1 %, 0.1 % and 0.025 %, GST 18 %
    "#]]
    .assert_eq(&days.map(line).concat());
}

/// 100 units at 262.40 sold: 26,240 × 0.001 % = 0.2624 → 0.00; with 60 more of 42,000 together: 0.42 → 0.00; 1,00,000
/// together: 1.00. A sale of shares for 400 rounds apart: 0.40 → 0.00, not 1.40 → 1.00 with the units.
#[test]
fn units_of_funds_pay_a_hundredth_of_the_tax_and_only_on_the_sale() {
    let day = Day::of(2026, 8, 3).unwrap();
    let stt = |side, product, value: i64| {
        estimate(RateCard::of_funds(day), side, product, Price::new(value).unwrap(), 1).stt.to_string()
    };
    assert_eq!(stt(Side::Buy, Product::Cnc, 10_000_000), "0.00");
    assert_eq!(stt(Side::Sell, Product::Cnc, 10_000_000), "1.00");
    assert_eq!(stt(Side::Sell, Product::Cnc, 4_999_900), "0.00");
    assert_eq!(stt(Side::Sell, Product::Mis, 10_000_000), "25.00");
    let mut tally = DayTally::default();
    let mut sell = |order, is_fund, value| {
        let card = if is_fund { RateCard::of_funds(day) } else { RateCard::on(day) };
        let (side, product) = (Side::Sell, Product::Cnc);
        let (first_delivery_sale, square_off) = (false, false);
        let order = OrderId(order);
        let fill = Chargeable {
            order,
            side,
            product,
            is_fund,
            value: Paise(value),
            first_delivery_sale,
            square_off,
        };
        let charges = tally.charge(card, &fill);
        tally.record(&fill, &charges);
        charges.stt.to_string()
    };
    let charged = [
        (1, true, 2_624_000),
        (2, true, 1_576_000),
        (3, true, 5_800_000),
        (4, false, 40_000),
        (5, false, 10_000),
    ];
    assert_eq!(
        charged.map(|(order, fund, value)| sell(order, fund, value)),
        ["0.00", "0.00", "1.00", "0.00", "1.00"]
    );
    let version = |card: RateCard<'_>| card.version();
    assert_eq!(version(RateCard::of_funds(day)), version(RateCard::on(day)));
    let of_old = RateCard::of_funds(Day::of(2019, 1, 1).unwrap());
    assert_eq!(
        (of_old.levies.from.to_string(), of_old.levies.stt_delivery_sale.to_string()),
        ("2021-04-01".into(), "0.001 %".into())
    );
    expect!["STT: 0.001 % on the sale"].assert_eq(&{
        let card = RateCard::of_funds(day);
        let lines = cost_lines(
            card,
            Side::Sell,
            Product::Cnc,
            &estimate(card, Side::Sell, Product::Cnc, rupees("262.40"), 100),
        );
        let stt = lines.iter().find(|line| line.name == ChargeName::Stt).unwrap();
        format!("{}: {}", stt.label, stt.rate)
    });
}

#[test]
fn a_fill_can_name_the_version_that_it_was_charged_under() {
    let version = |year, month, day| RateCard::on(Day::of(year, month, day).unwrap()).version();
    assert_eq!(version(2026, 2, 28), "discount-broker-2026/1@2024-10-01");
    assert_eq!(version(2026, 3, 1), "discount-broker-2026/1@2026-03-01");
    assert_eq!(version(2019, 1, 1), "discount-broker-2026/1@2021-04-01");
    let default = ChargeProfile::discount_broker_2026();
    let own = ChargeProfile { id: ChargeProfileId::Own(3), version: 2, dp: Paise(18_50), ..default.clone() };
    let card = RateCard { profile: &own, ..RateCard::on(Day::of(2026, 8, 3).unwrap()) };
    assert_eq!(card.version(), "own-3/2@2026-03-01");
    assert_eq!(card.dp_with_gst().to_string(), "21.83");
}
