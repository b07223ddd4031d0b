//! The edges of rules: exactly at a limit, with nothing, a second time, on the day after.

use trading::{
    Calendar, Chargeable, Charges, Clock, Day, DayTally, Event, FillRule, Moment, OrderId, Paise, Phase,
    Product, Refusal, Side, Status, Symbol, What, rules_on,
};

use crate::script::{Stage, midday};
use crate::words::{symbol, ticket};

#[test]
fn a_stock_is_watched_once_and_only_while_something_of_it_is_open() {
    let stage = midday(
        "cash 10000000
         day 2026-08-03
         stock NONE 100
         stock ORDER 100
         stock LONG 100
         stock FLAT 100
         stock BOTH 100
         stock TRIG 100
         stock THREE 100
         09:20:00 buy ORDER 1 cnc limit 90
         09:20:00 gtt buy TRIG 1 95/95
         09:20:00 gtt buy THREE 1 95/95
         09:20:00 buy LONG 10 mis market
         09:20:00 buy FLAT 10 mis market
         09:20:00 buy BOTH 10 mis market
         09:20:00 buy THREE 10 mis market
         09:20:01 LONG 100 x 1000
         09:20:01 FLAT 100 x 1000
         09:20:01 BOTH 100 x 1000
         09:20:01 THREE 100 x 1000
         09:20:02 sell BOTH 5 mis limit 110
         09:20:02 sell THREE 5 mis limit 110
         09:20:02 sell FLAT 10 mis market
         09:20:03 FLAT 100 x 1000",
    );
    let mut watched: Vec<&str> = stage.account.watched_symbols().map(Symbol::as_str).collect();
    watched.sort_unstable();
    assert_eq!(watched, ["BOTH", "LONG", "ORDER", "THREE", "TRIG"]);
}

#[test]
fn the_capital_is_what_was_put_in_whatever_was_traded_since() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 100 x 1000",
    );
    let funds = stage.account.funds(stage.day());
    assert_eq!(funds.capital, Paise::rupees(100_000));
    assert_eq!(funds.payable, Paise(100_010), "10 at 100.01");
}

/// 60 at 100 need more than 6,000.00 of 10,000.00; the second 60 find less than 4,000.00.
#[test]
fn a_basket_is_placed_line_by_line_and_each_line_sees_the_cash_that_the_ones_before_left() {
    let stage = midday(
        "cash 10000
         day 2026-08-03
         stock IDEA 100
         09:20:00 IDEA 100 x 1000",
    );
    let ticket = ticket(&["buy", "IDEA", "60", "cnc", "limit", "100"]);
    let at = stage.day().at(Clock::of(9, 20, 1));
    let glance = |symbol: &Symbol| Ok(stage.stocks[symbol].glance());
    let events = stage.account.place_all(at, &[ticket.clone(), ticket], glance);
    assert_eq!(events.len(), 2);
    assert!(matches!(events[0].what, What::Accepted { .. }), "{:?}", events[0]);
    let What::Rejected { refusal, .. } = &events[1].what else { panic!("{:?}", events[1]) };
    assert!(matches!(refusal, Refusal::CashShort { .. }), "{refusal:?}");
}

#[test]
fn an_order_that_was_not_filled_has_no_average_and_stays_open_when_it_is_changed() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 90
         09:21:00 modify 1 12 limit 91",
    );
    let order = stage.account.orders().first().unwrap();
    assert_eq!((order.average(), order.status), (None, Status::Open));
}

/// Free cash of exactly what a conversion needs is enough, a paisa less is not.
#[test]
fn a_conversion_may_use_the_last_paisa() {
    let converted = |capital: Paise| {
        let mut stage = Stage::new();
        stage.open_with(capital);
        for line in [
            "day 2026-08-03",
            "stock IDEA 1000",
            "09:20:00 buy IDEA 10 mis market",
            "09:20:01 IDEA 1000 x 1000",
        ] {
            stage.line(line);
        }
        let at = stage.day().at(Clock::of(9, 21, 0));
        let idea = symbol("IDEA");
        stage.account.convert(at, &idea, 10, Product::Cnc, stage.stocks[&idea].glance())
    };
    let some = Paise::rupees(5_000);
    let Err(Refusal::CashShort { needed, available }) = converted(some) else { panic!("5,000 reach") };
    // The margin follows from the value alone, so what is missing is all that more capital has to bring.
    let enough = some + (needed - available);
    assert!(converted(enough).is_ok());
    assert!(matches!(converted(enough - Paise(1)), Err(Refusal::CashShort { .. })));
}

#[test]
fn a_moment_is_written_with_milliseconds_only_when_it_has_any() {
    let day = Day::of(2026, 8, 3).unwrap();
    let at = day.at(Clock::of(9, 15, 0));
    assert_eq!(at.to_string(), "2026-08-03T09:15:00+05:30");
    assert_eq!(at.plus_millis(1).to_string(), "2026-08-03T09:15:00.001+05:30");
    assert_eq!(at.to_string().parse::<Moment>().unwrap(), at);
}

#[test]
fn a_time_of_the_day_has_two_or_three_numbers_each_in_its_bounds() {
    for good in ["09:15", "09:15:00", "00:00:00", "23:59:59"] {
        assert!(good.parse::<Clock>().is_ok(), "{good}");
    }
    for bad in
        ["", "09", "09:15:00:00", "24:00", "09:60", "09:15:60", "9:15", "09:1", "0915", "-9:15", "09:15:"]
    {
        assert!(bad.parse::<Clock>().is_err(), "{bad}");
    }
    assert_eq!("09:15".parse::<Clock>().unwrap(), Clock::of(9, 15, 0));
}

#[test]
fn the_number_of_a_day_leads_back_to_it() {
    let day = Day::of(2026, 8, 3).unwrap();
    assert_eq!(Day::from_number(day.number()), day);
    assert_ne!(day.number(), day.plus(1).number());
}

#[test]
fn every_rule_of_a_fill_stands_in_the_rule_book() {
    let rules = rules_on(Calendar::nse(), Day::of(2026, 11, 20).unwrap());
    for rule in FillRule::ALL {
        assert!(rules.iter().any(|known| known.name == rule.rule()), "{rule:?} is {:?}", rule.rule());
    }
}

#[test]
fn after_market_orders_are_taken_from_the_end_of_trading_to_the_next_pre_open() {
    let day = Day::of(2026, 8, 3).unwrap();
    let session = Calendar::nse().session(day, false).unwrap();
    let takes = |hour, minute| session.takes_after_market(day.at(Clock::of(hour, minute, 0)));
    assert!(takes(17, 0));
    assert!(takes(8, 0));
    assert!(!takes(11, 0));
    assert!(!takes(9, 5));
}

/// An order may be for 1,00,000 shares and for ₹10,00,00,000 to the rupee; not for more.
#[test]
fn the_largest_order_is_taken_and_one_larger_is_not() {
    let stage = midday(
        "cash 1000000000
         day 2026-08-03
         stock IDEA 1000
         stock ODD 999
         09:20:00 IDEA 1000 x 1000
         09:20:00 ODD 999 x 1000",
    );
    let at = stage.day().at(Clock::of(9, 21, 0));
    let place = |words: &str| {
        let ticket = ticket(&words.split(' ').collect::<Vec<_>>());
        stage.account.place(at, &ticket, Ok(stage.stocks[&ticket.symbol].glance())).what
    };
    let refused = |what: What| if let What::Rejected { refusal, .. } = what { Some(refusal) } else { None };
    assert_eq!(refused(place("buy IDEA 100000 cnc limit 1000")), None);
    let dearer = refused(place("buy IDEA 100000 cnc limit 1000.05"));
    assert!(matches!(dearer, Some(Refusal::ValueTooLarge { .. })), "{dearer:?}");
    let more = refused(place("buy ODD 100001 cnc limit 900"));
    assert!(matches!(more, Some(Refusal::QuantityTooLarge { .. })), "{more:?}");
}

#[test]
fn basis_points_are_of_the_whole_with_their_sign() {
    assert_eq!(Paise(150).basis_points_of(Paise(10_000)), Some(150));
    assert_eq!(Paise(-25).basis_points_of(Paise(10_000)), Some(-25));
    assert_eq!(Paise(1).basis_points_of(Paise::ZERO), None);
}

/// 100 shares were traded before, 900 in the trade that reached the trigger: the SL-M order shares in those 900,
/// a quarter of a trade at most, and gets its 50.
#[test]
fn an_sl_m_order_shares_in_the_trade_that_triggers_it() {
    let stage = midday(
        "cash 1000000
         day 2026-08-03
         stock IDEA 100
         09:20:00 IDEA 100 x 100
         09:20:01 buy IDEA 50 cnc sl-m 101
         09:20:02 IDEA 101 x 900",
    );
    let activated = stage.events.iter().find_map(|event| {
        if let What::Activated { volume_at, .. } = &event.what { Some(*volume_at) } else { None }
    });
    assert_eq!(activated, Some(100), "what had traded before the triggering trade");
    assert_eq!(stage.account.orders().first().unwrap().filled, 50);
}

/// Phases are half open: an order of the very second in which the post-close session ends is not one of it.
#[test]
fn the_last_moment_of_a_phase_belongs_to_the_next() {
    let day = Day::of(2026, 8, 3).unwrap();
    let session = Calendar::nse().session(day, false).unwrap();
    let span = session.span(Phase::PostClose).unwrap();
    assert_eq!(session.phase_at(span.from), Phase::PostClose);
    assert_ne!(session.phase_at(span.to), Phase::PostClose);
}

/// Money that is short at the fill ends an order that opens something; one that only closes is always filled.
#[test]
fn a_cover_is_filled_though_its_loss_is_more_than_the_cash() {
    let stage = midday(
        "cash 1000
         day 2026-08-03
         stock IDEA 100 margin 20
         09:20:00 sell IDEA 40 mis market
         09:20:01 IDEA 100 x 1000
         09:21:00 buy IDEA 40 mis market
         09:21:01 IDEA 119 x 10000",
    );
    let cover = stage.account.orders().get(1).unwrap();
    assert_eq!((cover.status, cover.filled), (Status::Filled, 40));
    assert_eq!(stage.account.intraday()[&symbol("IDEA")].pool.quantity(), 0);
}

/// Sold at 199.98 and now at 190: 20 × 9.98 for the short; bought at 200.02, 20 × 10.02 against the long.
#[test]
fn a_short_gains_what_a_long_loses_when_the_price_falls() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock DOWN 200
         stock UP 200
         09:20:00 sell DOWN 20 mis market
         09:20:00 buy UP 20 mis market
         09:20:01 DOWN 200 x 1000
         09:20:01 UP 200 x 1000",
    );
    let last = trading::Price::new(19_000).unwrap();
    let of = |name: &str| stage.account.intraday()[&symbol(name)].unrealised(last);
    assert_eq!(of("DOWN"), Paise(19_960));
    assert_eq!(of("UP"), Paise(-20_040));
}

#[test]
fn one_side_of_the_days_note_is_shares_and_units_together() {
    let trade = |order, is_fund, value| Chargeable {
        order: OrderId(order),
        side: Side::Buy,
        product: Product::Cnc,
        is_fund,
        value: Paise::rupees(value),
        first_delivery_sale: false,
        square_off: false,
    };
    let one = Charges { stamp: Paise(100), ..Charges::default() };
    let mut tally = DayTally::default();
    tally.record(&trade(1, false, 1_000), &one);
    tally.record(&trade(2, true, 500), &one);
    let (value, charges) = tally.side(Product::Cnc, Side::Buy);
    assert_eq!((value, charges.stamp), (Paise::rupees(1_500), Paise(200)));
    assert_eq!(tally.side(Product::Cnc, Side::Sell).0, Paise::ZERO);
}

#[test]
fn a_price_that_is_too_old_is_named_by_its_day_and_time_in_words() {
    let refusal = |as_of: Option<&str>| Refusal::PriceTooOld { as_of: as_of.map(Into::into) }.message();
    assert_eq!(
        refusal(Some("2026-11-20T15:29:58+05:30")),
        "The newest price known is too old to trade on: 20 Nov 2026 15:29:58."
    );
    assert_eq!(refusal(None), "The newest price known is too old to trade on: none came yet.");
}

/// The price is too old to trade on, so the position cannot be closed now. The stop that protects it stands.
#[test]
fn a_position_that_cannot_be_closed_keeps_the_orders_that_protect_it() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         09:21:00 sell IDEA 20 mis sl-m 190",
    );
    let at = stage.day().at(Clock::of(9, 22, 0));
    let events = stage.account.exit_all(at, |_| Err(Refusal::PriceTooOld { as_of: None }));
    assert!(matches!(&events[..], [Event { what: What::Rejected { .. }, .. }]), "{events:?}");
}
