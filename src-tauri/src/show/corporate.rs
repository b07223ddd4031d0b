//! The corporate actions that touched an account, for the window.

use trading::{Account, Clock, ExDate, ExEffect, GivenUp, Moment, Outcome, Renaming, RightsStep, Told};

use super::words::shares;
use crate::wire;

/// Every corporate action of the account, what became of rights and which symbols changed, newest first.
pub(crate) fn ex_dates(account: &Account) -> Vec<wire::ExDate> {
    let all = account.ex_dates().iter().zip(account.ex_effects());
    let mut shown: Vec<(Moment, wire::ExDate)> =
        all.map(|((at, made), effect)| (*at, ex_date(made, effect))).collect();
    shown.extend(account.rights_steps().iter().map(|(at, step)| (*at, of_right(*at, step))));
    shown.extend(
        account.renamings().iter().map(|renaming| (renaming.on.at(Clock::MIDNIGHT), renamed(renaming))),
    );
    shown.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    shown.into_iter().map(|(_, one)| one).collect()
}

fn of_right(at: Moment, step: &RightsStep) -> wire::ExDate {
    let words = match step {
        RightsStep::Applied { .. } => "Rights used",
        RightsStep::Allotted { .. } => "Shares allotted",
        RightsStep::Lapsed { .. } => "Rights lapsed",
    };
    wire::ExDate {
        day: at.day().to_string(),
        symbol: step.right().to_string(),
        words: words.into(),
        effect: right_words(step),
        by_hand: false,
        rule: "rights".into(),
    }
}

fn renamed(renaming: &Renaming) -> wire::ExDate {
    wire::ExDate {
        day: renaming.on.to_string(),
        symbol: renaming.to.to_string(),
        words: "New symbol".into(),
        effect: renaming_words(renaming),
        by_hand: false,
        rule: "identity".into(),
    }
}

/// What happened to rights: `3 lapsed: they could have bought 3 shares of GENESYS at 50.00 until 07 Sep 2026 …`.
pub(crate) fn right_words(step: &RightsStep) -> String {
    match step {
        RightsStep::Applied { share, quantity, price, allotted_on, .. } => format!(
            "applied for {} of {share} at ₹{price}; ₹{} is set aside until they are allotted on {}",
            shares(*quantity),
            step.amount(),
            allotted_on.words()
        ),
        RightsStep::Allotted { share, quantity, price, rights_cost, credited_on, .. } => {
            let with = if rights_cost.is_zero() {
                String::new()
            } else {
                format!(" and ₹{rights_cost} for the rights")
            };
            format!(
                "{} of {share} at ₹{price} each{with}; to be sold from {}",
                shares(*quantity),
                credited_on.words()
            )
        }
        RightsStep::Lapsed { share, price, quantity, cost, worth, closed_on, .. } => {
            let lost = if cost.is_zero() {
                String::new()
            } else {
                format!(" The ₹{cost} that they cost is lost.")
            };
            let fell = worth.map_or_else(String::new, |worth| {
                format!(
                    " Each was worth ₹{worth} by the close before the ex-date: that is what the share price fell by, and what is lost."
                )
            });
            format!(
                "{} not used until {}: they could have bought {} of {share} at ₹{price} and are worth nothing now.{lost}{fell}",
                trading::grouped(*quantity),
                closed_on.words(),
                shares(*quantity)
            )
        }
    }
}

/// `KEL is called VISDEM from 06 Aug 2026; the ISIN is INE0OWX01025`.
pub(crate) fn renaming_words(renaming: &Renaming) -> String {
    let Renaming { from, to, isin, .. } = renaming;
    if from == to {
        return format!("The exchange lists {to} under the ISIN {isin}");
    }
    format!("{from} is called {to} now; the ISIN is {isin}. What was held and ordered went with it")
}

fn ex_date(made: &ExDate, effect: &ExEffect) -> wire::ExDate {
    wire::ExDate {
        day: made.ex_day.to_string(),
        symbol: made.symbol.to_string(),
        words: made.deed.words(),
        effect: effect_words(made, effect),
        by_hand: made.told == Told::Person,
        rule: "corporate_action".into(),
    }
}

/// `5 → 15 shares, average 1,305.00 → 435.00`.
fn effect_words(made: &ExDate, effect: &ExEffect) -> String {
    let (before, after) = (effect.before, effect.after);
    let became = || {
        let from = trading::grouped(before.shares);
        let average = match (before.average, after.average) {
            (Some(old), Some(new)) => format!(", average {old} → {new}"),
            (Some(_), None) | (None, Some(_) | None) => String::new(),
        };
        format!("{from} → {}{average}", shares(after.shares))
    };
    let given = |lots: &[trading::CostLot]| shares(lots.iter().map(|lot| lot.quantity).sum());
    match &made.outcome {
        Outcome::Shares { fraction, .. } => format!("{}{}", became(), paid(fraction.as_ref())),
        Outcome::Dividend { gross, withheld, pays_on } => {
            let tax = if withheld.is_zero() { String::new() } else { format!(" less ₹{withheld} tax") };
            format!("₹{gross}{tax} for {}, paid on {}", shares(made.entitled), pays_on.words())
        }
        Outcome::Right { right, lots, price, .. } => {
            format!("{right}: rights to {} at {price} each", given(lots))
        }
        Outcome::Merged { lots, fraction, .. } => {
            format!("{} became {}{}", shares(made.entitled), given(lots), paid(fraction.as_ref()))
        }
        Outcome::Demerged { lots, fraction, .. } => {
            format!("{} of the new company; {}{}", given(lots), became(), paid(fraction.as_ref()))
        }
    }
}

fn paid(fraction: Option<&GivenUp>) -> String {
    fraction.map_or_else(String::new, |given_up| {
        format!("; a fraction is paid with ₹{} on {}", given_up.fraction.cash, given_up.pays_on.words())
    })
}
