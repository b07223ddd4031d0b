//! The corporate actions that touched an account, for the window.

use trading::{Account, ExDate, ExEffect, GivenUp, Outcome, Told};

use super::words::shares;
use crate::wire;

/// Every corporate action of the account, newest first.
pub(crate) fn ex_dates(account: &Account) -> Vec<wire::ExDate> {
    let all = account.ex_dates().iter().zip(account.ex_effects());
    let mut shown: Vec<wire::ExDate> = all.map(|((_, made), effect)| ex_date(made, effect)).collect();
    shown.reverse();
    shown
}

fn ex_date(made: &ExDate, effect: &ExEffect) -> wire::ExDate {
    wire::ExDate {
        day: made.ex_day.to_string(),
        symbol: made.symbol.to_string(),
        words: made.deed.words(),
        effect: effect_words(made, effect),
        by_hand: made.told == Told::Person,
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
