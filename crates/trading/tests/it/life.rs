//! An order's life: every status against every turn, legal or not.

use std::fmt::Write;

use expect_test::expect;
use trading::{Status, Turn};

const ALL: [Status; 9] = [
    Status::Queued,
    Status::Pending,
    Status::TriggerPending,
    Status::Open,
    Status::PartlyFilled,
    Status::Filled,
    Status::Cancelled,
    Status::Rejected,
    Status::Expired,
];

#[test]
fn every_turn_of_an_orders_life_is_legal_or_not() {
    let mut table = String::new();
    for status in ALL {
        let moved = to(status, Turn::Moved);
        let changed = to(status, Turn::Changed);
        let one = |turn| status.after(turn).map_or("–".into(), |next| format!("{next:?}"));
        writeln!(
            table,
            "{status:?}: moved {moved}; changed {changed}; part {}; whole {}; cancelled {}; expired {}",
            one(Turn::FilledInPart),
            one(Turn::FilledWhole),
            one(Turn::Cancelled),
            one(Turn::Expired),
        )
        .unwrap();
    }
    expect![[r#"
        Queued: moved [Pending, TriggerPending, Open]; changed [Queued]; part –; whole –; cancelled Cancelled; expired Expired
        Pending: moved [Open, PartlyFilled]; changed [Pending]; part PartlyFilled; whole Filled; cancelled Cancelled; expired Expired
        TriggerPending: moved [Open]; changed [TriggerPending, Open]; part –; whole –; cancelled Cancelled; expired Expired
        Open: moved [Pending, Open]; changed [TriggerPending, Open]; part PartlyFilled; whole Filled; cancelled Cancelled; expired Expired
        PartlyFilled: moved [Pending, PartlyFilled]; changed [PartlyFilled]; part PartlyFilled; whole Filled; cancelled Cancelled; expired Expired
        Filled: moved –; changed –; part –; whole –; cancelled –; expired –
        Cancelled: moved –; changed –; part –; whole –; cancelled –; expired –
        Rejected: moved –; changed –; part –; whole –; cancelled –; expired –
        Expired: moved –; changed –; part –; whole –; cancelled –; expired –
    "#]].assert_eq(&table);
}

/// The statuses that a turn may lead to; each leads where it says and nowhere else.
fn to(status: Status, turn: fn(Status) -> Turn) -> String {
    let reached: Vec<Status> = ALL.into_iter().filter(|next| status.after(turn(*next)).is_some()).collect();
    for next in &reached {
        assert_eq!(status.after(turn(*next)), Some(*next));
    }
    if reached.is_empty() { "–".into() } else { format!("{reached:?}") }
}

#[test]
fn only_a_working_order_has_a_turn_before_it() {
    for status in ALL {
        assert_eq!(status.is_working(), status.after(Turn::Cancelled).is_some(), "{status:?}");
        assert_eq!(status.is_working(), status.after(Turn::Expired).is_some(), "{status:?}");
    }
}
