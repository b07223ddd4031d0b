//! Cases that only one reading of a rule tells apart: two issues of rights at once, a ratio that leaves nothing over or
//! nothing at all, a trigger at its limit, a symbol that went to another company.

use trading::{
    Adjusted, Clock, CostLot, Day, Event, Isin, Moment, Paise, Price, Ratio, Renaming, RightsIssue, Symbol,
    What, exchange,
};

use crate::names::ENTITLEMENT;
use crate::script::{Stage, midday, play};

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn holds(stage: &Stage) -> Vec<(&str, i64)> {
    let held = stage.account.holdings().iter().map(|(symbol, held)| (symbol.as_str(), held.pool.quantity()));
    held.filter(|(_, shares)| *shares > 0).collect()
}

/// LATER is applied for first and allotted last; both applications are of ten.
#[test]
fn each_allotment_is_of_the_right_that_it_names() {
    let stage = play(
        "cash 100000
         day 2026-08-04
         stock SOONER 100
         stock LATER 100
         09:20:00 buy SOONER 10 cnc market
         09:20:00 buy LATER 10 cnc market
         09:20:01 SOONER 100 x 1000
         09:20:01 LATER 100 x 1000
         15:29:00 SOONER 100 x 1000
         15:29:00 LATER 100 x 1000
         day 2026-08-05
         ex SOONER rights 1:1 premium 45 face 5
         day 2026-08-06
         ex LATER rights 1:1 premium 45 face 5
         day 2026-08-12
         10:00:00 use LATER-RE 10
         10:00:01 use SOONER-RE 10
         day 2026-09-04
         day 2026-09-07
         day 2026-09-08",
    );
    assert_eq!(holds(&stage), [("LATER", 20), ("SOONER", 20)]);
    let cost = |name: &str| stage.account.holdings()[&symbol(name)].lots.back().unwrap().cost;
    assert_eq!((cost("LATER"), cost("SOONER")), (Paise::rupees(500), Paise::rupees(500)));
}

/// What the exchange's files say of an issue is asked before the day's bell, and finds rights that were given here under
/// their listed name: how much each was worth at first stays known when they lapse.
#[test]
fn rights_that_were_given_lapse_by_their_own_terms() {
    let stage = play(
        "cash 100000
         day 2026-08-05
         stock GENESYS 320 tick 0.05
         09:20:00 buy GENESYS 12 cnc limit 325
         09:21:00 GENESYS 324.90 x 1000
         15:29:00 GENESYS 328.70 x 1000
         day 2026-08-06
         ex GENESYS rights 3:5 premium 45 face 5
         stock SHANTI-RE 161.30 series BE band 20
         issue GENESYS of 2026-08-06 at 50 as SHANTI-RE
         day 2026-09-07
         day 2026-09-08
         issue GENESYS of 2026-08-06 at 50 as SHANTI-RE",
    );
    let lapsed = stage.account.rights_steps().iter().map(|(_, step)| format!("{step:?}")).collect::<Vec<_>>();
    assert_eq!(lapsed.len(), 1, "{lapsed:?}");
    assert!(lapsed[0].contains("worth: Some(Paise(17419))"), "{lapsed:?}");
}

#[test]
fn an_archived_account_takes_no_part_in_an_issue() {
    let mut stage = midday(
        "cash 100000
         day 2026-08-05
         stock GENESYS 320 tick 0.05
         09:20:00 buy GENESYS 12 cnc limit 325
         09:21:00 GENESYS 324.90 x 1000
         15:29:00 GENESYS 328.70 x 1000
         day 2026-08-06
         ex GENESYS rights 3:5 premium 45 face 5",
    );
    let terms = stage.account.rights_terms(&symbol("GENESYS-RE")).unwrap().clone();
    let issue = RightsIssue { terms, listed: Some((symbol("SHANTI-RE"), ENTITLEMENT.parse().unwrap())) };
    let at = stage.day().at(Clock::of(9, 0, 0));
    assert!(stage.account.rights_issue(at, &issue).is_some());
    stage.take(Event { at, what: What::Archived });
    assert_eq!(stage.account.rights_issue(at, &issue), None);
}

#[test]
fn too_few_shares_for_one_right_bring_none() {
    let stage = play(
        "cash 100000
         day 2026-08-05
         stock GENESYS 320 tick 0.05
         09:20:00 buy GENESYS 1 cnc limit 325
         09:21:00 GENESYS 324.90 x 1000
         15:29:00 GENESYS 328.70 x 1000
         day 2026-08-06
         ex GENESYS rights 3:5 premium 45 face 5",
    );
    assert_eq!(holds(&stage), [("GENESYS", 1)]);
    assert!(stage.account.ex_dates().is_empty());
}

/// Ten for ten leaves no fraction; one for twenty leaves nothing but one.
#[test]
fn a_demerger_is_made_whether_it_leaves_whole_shares_or_a_fraction_alone() {
    for (ratio, held) in [("1:1", vec![("BIGCO", 10), ("NEWCO", 10)]), ("1:20", vec![("BIGCO", 10)])] {
        let stage = play(&format!(
            "cash 100000
             day 2026-08-05
             stock BIGCO 100
             09:20:00 buy BIGCO 10 cnc market
             09:20:01 BIGCO 100 x 1000
             day 2026-08-06
             09:10:00 hand BIGCO demerger NEWCO {ratio} cost 2000"
        ));
        assert_eq!((holds(&stage), stage.account.ex_dates().len()), (held, 1), "{ratio}");
    }
}

#[test]
fn a_trigger_at_its_limit_is_taken_on_both_sides_and_one_step_beyond_on_neither() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 IDEA 100 x 1000
         09:20:01 buy IDEA 10 mis sl 105/105
         09:20:01 buy IDEA 10 mis sl 105.01/105
         09:20:01 sell IDEA 10 mis sl 95/95
         09:20:01 sell IDEA 10 mis sl 94.99/95",
    );
    let taken: Vec<bool> = stage.account.orders().iter().map(|order| order.status.is_working()).collect();
    assert_eq!(taken, [true, false, true, false]);
}

/// Two lots of one share each make one new share together: neither its cost nor its charges are lost.
#[test]
fn lots_that_make_a_share_only_together_carry_their_charges_into_it() {
    let bought = |date, charges| CostLot {
        charges: Paise(charges),
        stt: Paise(charges / 2),
        ..CostLot::bought(Day::of(2026, 5, date).unwrap(), 1, Paise::rupees(100))
    };
    let lots = [bought(11, 40), bought(12, 50), bought(13, 60)];
    let Adjusted { lots, fraction } = exchange(&lots, Ratio::new(1, 3).unwrap(), Price::new(30_000).unwrap());
    assert_eq!(fraction, None);
    let [lot] = lots.as_slice() else { panic!("{lots:?}") };
    assert_eq!((lot.quantity, lot.cost), (1, Paise::rupees(300)));
    assert_eq!((lot.charges, lot.stt), (Paise(150), Paise(75)));
}

/// The shares that are held are INE000A01010: a change of symbol of another ISIN is another company's.
#[test]
fn a_change_of_symbol_is_of_the_share_that_bears_the_isin() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock KEL 100
         09:20:00 buy KEL 10 cnc market
         09:20:01 KEL 100 x 1000",
    );
    let at = stage.day().at(Clock::of(12, 0, 0));
    let renaming = |isin: &str| Renaming {
        from: symbol("KEL"),
        to: symbol("VISDEM"),
        isin: isin.parse::<Isin>().unwrap(),
        on: stage.day(),
    };
    assert!(stage.account.renamed(at, &renaming("INE000A01010")).is_some());
    assert_eq!(stage.account.renamed(at, &renaming("INE999A01010")), None);
}

#[test]
fn a_day_ends_before_its_last_millisecond_is_over() {
    assert_eq!(Clock::from_millis(86_399_999).map(Clock::millis), Some(86_399_999));
    assert_eq!(Clock::from_millis(86_400_000), None);
}

#[test]
fn names_come_back_from_their_bytes() {
    let (symbol, isin) = (symbol("BAJAJ-AUTO"), "INE917I01010".parse::<Isin>().unwrap());
    assert_eq!(borsh::from_slice::<Symbol>(&borsh::to_vec(&symbol).unwrap()).unwrap(), symbol);
    assert_eq!(borsh::from_slice::<Isin>(&borsh::to_vec(&isin).unwrap()).unwrap(), isin);
}

#[test]
fn an_account_knows_when_its_last_event_was() {
    let stage = midday(
        "cash 100000
         day 2026-08-03
         stock IDEA 100
         09:20:00 buy IDEA 10 cnc limit 90",
    );
    let at: Moment = stage.day().at(Clock::of(9, 20, 0));
    assert_eq!(stage.account.last_event_at(), Some(at));
}

/// The close before is 100.00.
#[test]
fn a_persons_terms_stay_within_what_a_company_can_do() {
    let hand = |terms: &str| {
        let stage = midday(&format!(
            "cash 100000
             day 2026-08-05
             stock BIGCO 100
             09:20:00 buy BIGCO 10 cnc market
             09:20:01 BIGCO 100 x 1000
             day 2026-08-06
             09:10:00 hand BIGCO {terms}"
        ));
        stage.account.ex_dates().len()
    };
    for made in ["dividend 0.01", "dividend 100", "split 10000:1", "bonus 10000:1", "merger NEWCO 10:1"] {
        assert_eq!(hand(made), 1, "{made}");
    }
    for refused in ["dividend 0", "dividend 100.01", "split 10001:1", "bonus 10001:1"] {
        assert_eq!(hand(refused), 0, "{refused}");
    }
    for refused in ["split 1:10001", "merger NEWCO 1:9223372036854775807", "demerger NEWCO 10001:1 cost 2000"]
    {
        assert_eq!(hand(refused), 0, "{refused}");
    }
}
