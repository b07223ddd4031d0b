//! Rules told apart from their neighbours: this stock and not the other, this day and not the next, the cost and its
//! charges, an order that waits and one that stands.

use trading::{
    Clock, CorporateAction, CostLot, Day, Deed, Moment, Paise, PerShare, Price, Ratio, Refusal, Series,
    Status, Symbol, What, demerge,
};

use crate::rights::twelve_genesys;
use crate::script::midday;
use crate::words::{symbol, ticket};

#[test]
fn a_bonus_makes_only_its_own_shorts_more() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         stock TATA 100
         09:20:00 sell IDEA 20 mis market
         09:20:00 sell TATA 10 mis market
         09:20:01 IDEA 200 x 1000
         09:20:01 TATA 100 x 1000
         12:00:00 IDEA 240 x 1000
         12:00:00 TATA 120 x 1000
         15:20:05 IDEA 240 x 1000
         15:20:05 TATA 120 x 1000
         day 2026-08-04
         ex IDEA bonus 1:1
         09:16:00 IDEA 120 x 1000",
    );
    let owed: Vec<(&str, i64)> =
        stage.account.shorts().map(|(symbol, short)| (symbol.as_str(), short.quantity)).collect();
    assert_eq!(owed, [("IDEA", 40), ("TATA", 10)]);
}

#[test]
fn rights_are_listed_on_the_ex_day_itself() {
    let stage = midday(&twelve_genesys(
        100_000,
        "2026-08-05",
        "day 2026-08-06
         ex GENESYS rights 3:5 premium 45 face 5
         stock SHANTI-RE 161.30 series BE band 20
         issue GENESYS of 2026-08-06 at 50 as SHANTI-RE",
    ));
    let held: Vec<&str> = stage.account.holdings().keys().map(Symbol::as_str).collect();
    assert_eq!(held, ["GENESYS", "SHANTI-RE"]);
}

/// Ten from the day before and ten of today, trade to trade: of the first ten five are on offer. What is on offer may be
/// changed to fifteen as little as fifteen may be offered anew, and for the same reason.
#[test]
fn a_sale_that_grows_into_what_was_bought_today_is_told_so() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock TRADE 100 series BE
         09:20:00 buy TRADE 10 cnc market
         09:20:01 TRADE 100 x 1000
         day 2026-08-05
         09:20:00 buy TRADE 10 cnc market
         09:20:01 TRADE 100 x 1000
         09:20:02 sell TRADE 5 cnc limit 104",
    );
    let order = stage.account.orders().last().unwrap();
    let at = order.placed_at.plus_millis(1_000);
    let more = |quantity: &str| {
        let changed = ticket(&["sell", "TRADE", quantity, "cnc", "limit", "104"]);
        stage.account.modify(at, order.id, &changed, stage.stocks[&symbol("TRADE")].glance())
    };
    assert!(more("10").is_ok());
    assert!(matches!(more("15"), Err(Refusal::BoughtToday { sellable: 10 })), "{:?}", more("15"));
    assert!(matches!(more("21"), Err(Refusal::NotHeld { sellable: 10 })), "{:?}", more("21"));
}

#[test]
fn an_order_that_waits_for_its_trigger_goes_on_waiting_when_only_its_quantity_changes() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 IDEA 100 x 1000
         09:20:00 buy IDEA 10 cnc sl 105/106
         09:21:00 modify 1 12 sl 105/106",
    );
    let order = stage.account.orders().first().unwrap();
    assert_eq!((order.ticket.quantity, order.status), (12, Status::TriggerPending));
}

#[test]
fn a_demerger_divides_the_charges_of_a_lot_as_it_divides_its_cost() {
    let bought = CostLot::bought(Day::of(2026, 5, 11).unwrap(), 10, Paise::rupees(1_000));
    let lots = [CostLot { charges: Paise(500), ..bought }];
    let (old, new) = demerge(&lots, Ratio::new(1, 1).unwrap(), 2_000, Price::new(8_000).unwrap());
    let of = |lots: &[CostLot]| lots.iter().map(|lot| (lot.cost, lot.charges)).collect::<Vec<_>>();
    assert_eq!(of(&old), [(Paise::rupees(800), Paise(400))]);
    assert_eq!(of(&new.lots), [(Paise::rupees(200), Paise(100))]);
}

/// Ten of yesterday are on offer as delivery and ten of today are closed intraday: the one offer is none of the other, so
/// that the second opens nothing and needs no margin.
#[test]
fn delivery_on_offer_does_not_make_the_close_of_an_intraday_position_a_short() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 100 x 1000
         day 2026-08-05
         09:20:00 buy IDEA 10 mis market
         09:20:01 IDEA 100 x 1000
         09:20:02 sell IDEA 10 cnc limit 104
         09:20:03 sell IDEA 10 mis limit 104
         09:20:04 sell IDEA 10 mis limit 104",
    );
    let blocked: Vec<bool> = stage.account.orders().iter().map(|order| order.block > Paise::ZERO).collect();
    assert_eq!(blocked[2..], [false, false, true], "the last would sell short");
}

/// 5 intraday at 100.01 and 10 of today's delivery at 100.01 made intraday too: three times leverage blocks a third of 15.
#[test]
fn delivery_made_intraday_needs_margin_for_both() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 5 mis market
         09:20:00 buy IDEA 10 cnc market
         09:20:01 IDEA 100 x 1000
         09:21:00 convert IDEA 10 mis",
    );
    let position = &stage.account.intraday()[&symbol("IDEA")];
    assert_eq!((position.pool.quantity(), position.margin), (15, Paise(50_005)), "a third of 1,500.15");
}

#[test]
fn the_note_of_a_day_is_kept() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 5 mis market
         09:20:01 IDEA 100 x 1000
         09:21:00 convert IDEA 5 cnc
         day 2026-08-04",
    );
    let days: Vec<Day> = stage.account.notes().iter().map(|note| note.day).collect();
    assert_eq!(days, [Day::of(2026, 8, 3).unwrap()]);
}

#[test]
fn a_moment_is_its_milliseconds_since_1970() {
    let at = Day::of(2026, 8, 3).unwrap().at(Clock::of(9, 15, 0));
    assert_eq!(at.millis(), 1_785_728_700_000, "03:45:00 UTC");
    assert_eq!(Moment::from_millis(at.millis()), at);
}

#[test]
fn a_series_is_written_as_the_exchange_writes_it() {
    for code in ["EQ", "BE", "BZ", "SM", "ST", "SZ", "IV", "RR"] {
        assert_eq!(code.parse::<Series>().unwrap().to_string(), code);
    }
}

/// Ledgers of before the charges of lots were known read the same as those of lots that cost none.
#[test]
fn a_lot_without_charges_is_written_without_them() {
    let lot = CostLot::bought(Day::of(2026, 5, 11).unwrap(), 10, Paise::rupees(1_000));
    let written = |lot: &CostLot| serde_json::to_string(lot).unwrap();
    assert!(!written(&lot).contains("charges") && !written(&lot).contains("stt"), "{}", written(&lot));
    assert!(written(&CostLot { charges: Paise(1), ..lot }).contains("charges"));
    assert!(written(&CostLot { stt: Paise(1), ..lot }).contains("stt"));
}

#[test]
fn a_symbol_is_read_in_any_case() {
    for (typed, read) in [("infy", "INFY"), ("INFY", "INFY"), (" m&m ", "M&M"), ("Bajaj-Auto", "BAJAJ-AUTO")]
    {
        assert_eq!(symbol(typed).as_str(), read);
    }
}

#[test]
fn what_an_action_made_of_the_shares_is_told_beside_it() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 200
         09:20:00 buy IDEA 20 cnc market
         09:20:01 IDEA 200 x 1000
         day 2026-08-04
         ex IDEA bonus 1:1",
    );
    let effects: Vec<(i64, i64)> =
        stage.account.ex_effects().iter().map(|effect| (effect.before.shares, effect.after.shares)).collect();
    assert_eq!(effects, [(20, 40)]);
}

#[test]
fn what_is_owed_of_a_share_follows_it_to_its_new_symbol() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock KEL 200
         09:20:00 sell KEL 20 mis market
         09:20:01 KEL 200 x 1000
         12:00:00 KEL 240 x 1000
         15:20:05 KEL 240 x 1000
         day 2026-08-04
         rename KEL VISDEM",
    );
    let owed: Vec<&str> = stage.account.shorts().map(|(symbol, _)| symbol.as_str()).collect();
    assert_eq!(owed, ["VISDEM"]);
}

/// The quote that stood when the order came is told once more, and one from before with more volume: neither is news.
#[test]
fn a_quote_that_was_there_before_the_order_fills_nothing() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 IDEA 100 x 1000
         09:20:01 IDEA 100 x 1000
         09:20:02 buy IDEA 10 cnc market
         09:20:02 IDEA 100 x 0
         09:20:01 IDEA 100 x 1000",
    );
    assert_eq!(stage.account.orders().first().unwrap().filled, 0);
}

/// Thirty days from the ex-date, 5 August, end on Friday, 4 September.
#[test]
fn rights_can_be_used_on_the_last_day() {
    let stage = midday(&twelve_genesys(
        100_000,
        "2026-08-04",
        "day 2026-08-05
         ex GENESYS rights 3:5 premium 45 face 5
         day 2026-09-04
         10:00:00 use GENESYS-RE 2",
    ));
    assert_eq!(stage.account.applications().iter().map(|of| of.quantity).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_changed_order_is_partly_filled_only_when_it_is() {
    let changed = |quantity: i64| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-08-03
             stock IDEA 100
             09:20:00 buy IDEA 10 cnc limit 98
             09:20:01 IDEA 97 x {quantity}"
        ));
        let order = stage.account.orders().first().unwrap();
        let wanted = ticket(&["buy", "IDEA", "10", "cnc", "limit", "97", "amo"]);
        let at = order.placed_at.plus_millis(60_000);
        let event =
            stage.account.modify(at, order.id, &wanted, stage.stocks[&symbol("IDEA")].glance()).unwrap();
        let What::Modified { ticket, status, .. } = event.what else { panic!("{event:?}") };
        assert!(!ticket.amo, "it has entered the session");
        (order.filled, status)
    };
    assert_eq!(changed(0), (0, Status::Open));
    let (filled, status) = changed(20);
    assert!((1..10).contains(&filled), "{filled}");
    assert_eq!(status, Status::PartlyFilled);
}

/// What an earlier action of the same day gave takes part in the next one, but earns no dividend.
#[test]
fn shares_of_the_very_day_are_split_and_earn_no_dividend() {
    let day = Day::of(2026, 8, 4).unwrap();
    let given = CostLot { credited_on: Some(day.plus(2)), ..CostLot::bought(day, 10, Paise::ZERO) };
    let bought = CostLot::bought(day, 10, Paise::ZERO);
    let split = Deed::Action(CorporateAction::Split(Ratio::new(10, 1).unwrap()));
    let dividend = Deed::Action(CorporateAction::Dividend { a_share: PerShare(10_000) });
    let takes_part = |deed: &Deed| [given, bought].map(|lot| deed.entitles(&lot, day));
    assert_eq!((takes_part(&split), takes_part(&dividend)), ([true, false], [false, false]));
}

/// 200 at 100 bought and sold as delivery net, and are charged as intraday; of the other stock one of two does.
#[test]
fn each_stock_nets_with_itself() {
    let stage = midday(
        "cash 1000000
         day 2026-08-03
         stock BIG 100
         stock TWO 100
         09:20:00 buy BIG 200 cnc market
         09:20:00 buy TWO 2 cnc market
         09:20:01 BIG 100 x 100000
         09:20:01 TWO 100 x 100000
         09:21:00 sell BIG 200 cnc market
         09:21:00 sell TWO 1 cnc market
         09:21:01 BIG 100 x 100000
         09:21:01 TWO 100 x 100000
         day 2026-08-04",
    );
    let note = stage.account.notes().first().unwrap();
    let netted: Vec<(&str, i64)> = note.netted.iter().map(|of| (of.symbol.as_str(), of.quantity)).collect();
    assert_eq!(netted, [("BIG", 200), ("TWO", 1)]);
    assert!(
        stage.account.funds(stage.day()).charges.total() < Paise::rupees(30),
        "STT of 40 if BIG were delivered"
    );
}
