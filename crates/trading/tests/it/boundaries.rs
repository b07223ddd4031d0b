//! Boundaries from both sides: the last case that holds and the first that does not.

use trading::{
    Band, BandFlex, BandRule, Calendar, ChargeName, Charges, Clock, Day, FillRule, Isin, Outcome, Paise,
    Price, Product, Rate, RateCard, Renaming, Series, Side, Status, Symbol, Tick, What, band_of, cost_lines,
    estimate, rule_changes,
};

use crate::script::{Stage, midday, play};

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

fn statuses(stage: &Stage) -> Vec<Status> {
    stage.account.orders().iter().map(|order| order.status).collect()
}

/// Names of rules are a part of what the program answers.
#[test]
fn the_rules_of_fills_and_charges_keep_their_names() {
    let fills = FillRule::ALL.map(FillRule::rule).join(" ");
    let charges =
        Charges::default().lines().into_iter().map(|(name, _)| name.rule()).collect::<Vec<_>>().join(" ");
    expect_test::expect!["fill_market fill_marketable fill_through fill_at_limit fill_gap fill_pre_open fill_closing_auction fill_post_close square_off"].assert_eq(&fills);
    expect_test::expect!["charge_brokerage charge_stt charge_transaction charge_sebi charge_stamp charge_gst charge_ipft charge_dp charge_square_off"].assert_eq(&charges);
}

#[test]
fn every_change_of_the_book_says_what_came_or_went() {
    let from = |text: &str| text.parse::<Day>().unwrap();
    let changes = rule_changes(Calendar::nse(), from("2024-01-01"), from("2026-11-20"));
    assert!(changes.len() > 5);
    assert!(changes.iter().all(|change| !change.gone.is_empty() || !change.came.is_empty()));
}

/// Ten of today, four of them on offer: six can be made intraday and not seven.
#[test]
fn what_is_on_offer_is_not_converted() {
    let converted = |shares: i64| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-08-03
             stock IDEA 100
             09:20:00 buy IDEA 10 cnc market
             09:20:01 IDEA 100 x 1000
             09:21:00 sell IDEA 4 cnc limit 110
             09:22:00 convert IDEA {shares} mis"
        ));
        stage.account.intraday().get(&symbol("IDEA")).map_or(0, |position| position.pool.quantity())
    };
    assert_eq!((converted(6), converted(7)), (6, 0));
}

/// The first position of the day is short and closed; what is converted then is a long one.
#[test]
fn a_conversion_after_a_closed_short_opens_a_long_position() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 sell IDEA 10 mis market
         09:20:01 IDEA 100 x 1000
         09:21:00 buy IDEA 10 mis market
         09:21:01 IDEA 100 x 1000
         09:22:00 buy IDEA 10 cnc market
         09:22:01 IDEA 100 x 1000
         09:23:00 convert IDEA 10 mis",
    );
    let position = &stage.account.intraday()[&symbol("IDEA")];
    assert_eq!((position.side, position.pool.quantity()), (Side::Buy, 10));
}

/// Of 3,00,000 shares a thousandth is 300, in lots of 200 one.
#[test]
fn the_post_close_session_trades_whole_lots() {
    let stage = play(
        "cash 1000000
         day 2026-08-03
         stock SMALL 100 series SM lot 200
         15:29:00 SMALL 100 x 300000
         15:50:00 buy SMALL 600 cnc market",
    );
    let bought = stage.account.holdings().get(&symbol("SMALL")).map(|held| held.pool.quantity());
    assert_eq!(bought, Some(200));
}

/// It waits for the pre-open, beyond the last price: there it is one of many, and takes nobody's offer.
#[test]
fn an_after_market_order_that_enters_an_auction_takes_no_offer() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         15:29:00 IDEA 100 x 1000
         16:30:00 buy IDEA 10 cnc limit 105 amo
         day 2026-08-04
         stock IDEA 100
         09:01:00 IDEA 100 x 1000",
    );
    let entered = stage.events.iter().find_map(|event| {
        let What::Activated { status, taking, .. } = event.what else { return None };
        Some((status, taking))
    });
    assert_eq!(entered, Some((Status::Pending, false)));
}

/// 1,000: 900 to 1,100. At 1,120 the exchange has widened to 1,150; back within, it has not narrowed again.
#[test]
fn a_band_that_was_seen_wider_stays_wider() {
    let day = Day::of(2026, 8, 3).unwrap();
    let at = |hour, minute| day.at(Clock::of(hour, minute, 0));
    let session = Calendar::nse().session(day, false).unwrap();
    let limits = |band: Band| (band.low.paise(), band.high.paise());
    let mut flex = BandFlex::of(band_of(price(100_000), BandRule::NoBand, Tick::stated(5).unwrap()));
    flex.observe(at(10, 0), price(112_000), &session);
    assert_eq!(limits(flex.at(at(10, 0))), (85_000, 115_000));
    flex.observe(at(10, 1), price(100_000), &session);
    assert_eq!(limits(flex.at(at(10, 1))), (85_000, 115_000));
}

#[test]
fn the_order_that_closes_a_position_still_closes_it_when_its_price_changes() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 mis market
         09:20:01 IDEA 100 x 1000
         09:21:00 sell IDEA 10 mis limit 110
         09:22:00 modify 2 10 limit 111",
    );
    let order = &stage.account.orders()[1];
    assert_eq!((order.ticket.price, order.block), (Some(Paise(11_100)), Paise::ZERO));
}

#[test]
fn partly_paid_shares_preference_shares_and_warrants_are_not_the_stock() {
    let others: Vec<Series> = Series::ALL.into_iter().filter(|series| !series.is_ordinary()).collect();
    assert_eq!(others, [Series::E1, Series::P1, Series::W1]);
}

#[test]
fn symbols_isins_and_percentages_are_read_to_their_last_letter() {
    let long = "A".repeat(24);
    assert!(long.parse::<Symbol>().is_ok() && format!("{long}A").parse::<Symbol>().is_err());
    assert!("TATA MOTORS".parse::<Symbol>().is_err() && "M&M".parse::<Symbol>().is_ok());
    assert!("INE002A0101".parse::<Isin>().is_err() && "INE002A0101-".parse::<Isin>().is_err());
    assert_eq!("0.0000001".parse(), Ok(Rate(1)));
    assert!("0.00000001".parse::<Rate>().is_err() && "0.0000001234".parse::<Rate>().is_err());
    assert!("9999".parse::<Rate>().is_ok() && "10000".parse::<Rate>().is_err());
}

/// Written at 09:21:00.
#[test]
fn a_trigger_is_set_off_by_what_comes_after_it_was_written() {
    let at = |clock: &str| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-08-03
             stock INFY 1000
             09:20:00 INFY 1000 x 1000
             09:21:00 gtt buy INFY 5 990/992
             {clock} INFY 985 x 1000"
        ));
        format!("{:?}", stage.account.gtts().first().unwrap().status)
    };
    assert_eq!(at("09:21:00"), "Waiting");
    assert!(at("09:21:01").starts_with("Placed"), "{}", at("09:21:01"));
}

#[test]
fn a_year_before_the_first_that_is_known_can_become_known() {
    let calendar = Calendar::nse().clone().knowing(2019).knowing(2031);
    assert!(calendar.knows(2019) && calendar.knows(2031) && !calendar.knows(2018) && !calendar.knows(2032));
}

/// ₹9,000 of each, below what is free of each: nothing is withheld. (A fund's ISIN stands for another company's.)
#[test]
fn dividends_of_two_companies_are_not_added_up() {
    let stage = play(
        "cash 1000000
         day 2026-08-03
         stock FIRST 400
         stock SECOND 400 fund
         09:20:00 buy FIRST 100 cnc market
         09:20:00 buy SECOND 100 cnc market
         09:20:01 FIRST 400 x 10000
         09:20:01 SECOND 400 x 10000
         day 2026-08-05
         ex FIRST dividend 90
         day 2026-08-06
         ex SECOND dividend 90
         day 2026-08-07
         ex SECOND dividend 11",
    );
    let withheld: Vec<i64> = stage
        .account
        .ex_dates()
        .iter()
        .map(|(_, made)| {
            let Outcome::Dividend { withheld, .. } = made.outcome else { unreachable!("only dividends") };
            withheld.0
        })
        .collect();
    assert_eq!(withheld, [0, 0, 11_000], "10 % of the 1,100.00 that bring SECOND above 10,000.00");
}

#[test]
fn what_a_person_entered_is_not_done_again_when_the_exchange_says_it() {
    let stage = play(
        "cash 100000
         day 2026-08-03
         stock TEMBO 100
         09:20:00 buy TEMBO 10 cnc market
         09:20:01 TEMBO 100 x 1000
         day 2026-08-05
         09:10:00 hand TEMBO split 10:1
         ex TEMBO split 10:1",
    );
    assert_eq!(stage.account.holdings()[&symbol("TEMBO")].pool.quantity(), 100);
}

/// Locked in the evening and not paid for, so it is sold in the next session: under the symbol that it bears then.
#[test]
fn shares_that_must_be_sold_are_sold_under_their_new_symbol() {
    let stage = play(
        "cash 5000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 50 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 160 x 1000
         day 2026-08-04
         rename IDEA VI
         09:16:00 VI 165 x 1000
         09:17:00 VI 164 x 1000
         day 2026-08-05",
    );
    let sold = stage.account.orders().last().unwrap();
    assert_eq!((sold.ticket.symbol.as_str(), sold.filled), ("VI", 50));
    assert!(statuses(&stage).iter().all(|status| !status.is_working()));
}

/// Nothing is held, ordered or triggered: only the shares that were sold and not delivered speak of it.
#[test]
fn shares_that_are_owed_follow_a_company_to_its_new_symbol() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 sell IDEA 20 mis market
         09:20:01 IDEA 200 x 1000
         12:00:00 IDEA 240 x 1000
         15:20:05 IDEA 240 x 1000
         16:30:00 show
         day 2026-08-04
         rename IDEA VI",
    );
    let owed: Vec<&str> = stage.account.shorts().map(|(symbol, _)| symbol.as_str()).collect();
    assert_eq!(owed, ["VI"]);
}

/// A band of 5 % gives no leverage: 10 bought for 1,000.00 and 1.04 of charges need 1,000.00 of margin, and that is what
/// is free once they are given back.
#[test]
fn a_conversion_may_take_the_last_paisa() {
    let mut stage = Stage::new();
    stage.open_with(Paise(100_104));
    for line in [
        "day 2026-08-03",
        "stock IDEA 100 band 5",
        "09:20:00 buy IDEA 10 cnc limit 100",
        "09:20:01 IDEA 100.50 x 1000",
        "09:20:02 IDEA 99.90 x 1000",
        "09:22:00 convert IDEA 10 mis",
    ] {
        stage.line(line);
    }
    assert_eq!(stage.account.available(stage.day()), Paise::ZERO);
    assert_eq!(stage.account.intraday()[&symbol("IDEA")].margin, Paise::rupees(1_000));
}

#[test]
fn a_symbol_is_found_by_its_text() {
    let known = std::collections::HashMap::from([(symbol("M&M"), 1)]);
    assert_eq!((known.get("M&M"), known.get("M&N")), (Some(&1), None));
}

/// Ten trading days from Monday 3 August on, that one included, end on Friday the 14th.
#[test]
fn intraday_begins_on_the_eleventh_trading_day_of_a_listing() {
    let order = |day: &str| {
        let stage = midday(&format!(
            "cash 100000
             day {day}
             stock FRESH 100 listed 2026-08-03
             09:20:00 buy FRESH 1 mis market"
        ));
        stage.account.orders()[0].status
    };
    assert_eq!((order("2026-08-14"), order("2026-08-17")), (Status::Rejected, Status::Open));
}

#[test]
fn a_share_of_a_loss_is_rounded_like_one_of_a_gain() {
    let share = |part, whole| Paise(part).basis_points_of(Paise(whole));
    assert_eq!((share(50, 200), share(-50, -200), share(50, -200)), (Some(2_500), Some(2_500), Some(-2_500)));
    assert_eq!((share(1, 80_000), share(-1, -80_000), share(1, -80_000)), (Some(0), Some(0), Some(0)));
    assert_eq!((share(1, 20_000), share(-1, -20_000), share(1, -20_000)), (Some(1), Some(1), Some(-1)));
}

#[test]
fn units_of_funds_pay_stt_on_the_sale_alone_and_say_so() {
    let card = RateCard::of_funds(Day::of(2026, 8, 3).unwrap());
    let words = |side| {
        let charges = estimate(card, side, Product::Cnc, price(26_200), 1_000);
        let stt = cost_lines(card, side, Product::Cnc, &charges)
            .into_iter()
            .find(|line| line.name == ChargeName::Stt);
        let stt = stt.unwrap();
        format!("{} = {}", stt.rate, stt.amount)
    };
    assert_eq!(words(Side::Buy), "Nothing on a purchase of units = 0.00");
    assert_eq!(words(Side::Sell), "0.001 % on the sale = 3.00");
}

/// Bought at 100.01 and sold at 99.99 on one day: as two intraday orders, and the note says what that changes.
#[test]
fn a_note_comes_to_the_sum_of_its_lines() {
    let stage = play(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 100 cnc market
         09:20:01 IDEA 100 x 10000
         09:21:00 sell IDEA 100 cnc market
         09:21:01 IDEA 100 x 10000",
    );
    let [note] = stage.account.notes() else { panic!("{:?}", stage.account.notes()) };
    let lines: Paise = note.charges.lines().into_iter().map(|(_, amount)| amount).sum();
    assert_eq!(note.total(), lines);
    assert!(lines < Paise::ZERO, "intraday is charged less: {lines}");
}

#[test]
fn a_dividend_that_is_due_speaks_of_its_own_stock_alone() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock FIRST 400
         09:20:00 buy FIRST 10 cnc market
         09:20:01 FIRST 400 x 10000
         day 2026-08-05
         ex FIRST dividend 2
         09:20:00 sell FIRST 10 cnc market
         09:20:01 FIRST 400 x 10000
         day 2026-08-06",
    );
    let renamed = |from: &str, on: Day| {
        let isin = "INE000A01010".parse().unwrap();
        let renaming = Renaming { from: symbol(from), to: symbol("NEWNAME"), isin, on };
        stage.account.renamed(stage.day().at(Clock::of(9, 0, 0)), &renaming).is_some()
    };
    assert!(renamed("FIRST", stage.day()) && !renamed("SECOND", stage.day()));
    assert!(!renamed("FIRST", stage.day().plus(1)), "not before its day");
}

/// The same quote again is no news; more shares traded at the very moment are.
#[test]
fn what_was_seen_already_fills_nothing() {
    let trades = |more: &str| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-08-03
             stock IDEA 100
             09:20:00 IDEA 100 x 1000
             09:20:00 buy IDEA 10 cnc market
             09:20:00 IDEA 100 x {more}"
        ));
        stage.account.trades().len()
    };
    assert_eq!((trades("0"), trades("1000")), (0, 1));
}
