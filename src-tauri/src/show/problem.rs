//! What an action did, and why something was not done, for the window.

use desk::{Problem, Receipt};
use trading::{Field, Refusal};

use super::order::order;
use super::trigger::gtt;
use crate::wire;

/// What an action did.
pub(crate) fn receipt(receipt: &Receipt) -> wire::Receipt {
    wire::Receipt {
        message: receipt.message.clone(),
        order: receipt.order.as_ref().map(order),
        orders: receipt.orders.iter().map(order).collect(),
        gtt: receipt.gtt.as_ref().map(gtt),
    }
}

impl From<Problem> for wire::Problem {
    fn from(problem: Problem) -> Self {
        let (message, mut next_step) = (problem.to_string(), problem.next_step());
        let code = match problem {
            Problem::Refused(why) => return Self::Refused(refusal(&why)),
            Problem::Usage { .. } => "usage",
            Problem::NotAllowed { code, .. } => {
                if let Some(words) = in_the_window(code) {
                    next_step = words.into();
                }
                code
            }
            Problem::World { .. } => "world",
            Problem::Damaged { .. } => "damaged",
        };
        Self::Failed(wire::Failure { code: code.into(), message, next_step })
    }
}

/// What to do at the window, where the next step of the command line would be another.
fn in_the_window(code: &str) -> Option<&'static str> {
    match code {
        "sign_in_refused" => Some("Try again, or use the recovery code."),
        "not_administrator" | "administrator_needed" => Some("Ask an administrator."),
        "administrator_without_password" => Some("Choose a password in Settings first."),
        _ => None,
    }
}

/// A refusal with what would be accepted and the field that it is about.
pub(crate) fn refusal(refusal: &Refusal) -> wire::Refusal {
    wire::Refusal {
        code: refusal.code().into(),
        message: refusal.message(),
        accepted: refusal.accepted(),
        field: refusal.field().map(field),
        about: about(refusal),
        rule: refusal.rule().map(Into::into),
    }
}

/// The line of a charge profile that it is about.
fn about(refusal: &Refusal) -> Option<String> {
    if let Refusal::ChargeOutside { line, .. } = refusal {
        return Some(line.clone());
    }
    matches!(refusal, Refusal::ChargeProfileNameTaken { .. }).then(|| "Name".into())
}

const fn field(field: Field) -> wire::Field {
    match field {
        Field::Symbol => wire::Field::Symbol,
        Field::Quantity => wire::Field::Quantity,
        Field::Disclosed => wire::Field::Disclosed,
        Field::Price => wire::Field::Price,
        Field::Trigger => wire::Field::Trigger,
        Field::Product => wire::Field::Product,
        Field::Type => wire::Field::Type,
        Field::Validity => wire::Field::Validity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_a_charge_profile_says_which_line_it_is_about() {
        let line = "Delivery brokerage, share of the value";
        let outside = Refusal::ChargeOutside { line: line.into(), accepted: "0 % to 2.5 %".into() };
        assert_eq!(refusal(&outside).about.as_deref(), Some(line));
        let taken = Refusal::ChargeProfileNameTaken { name: "Mine".into() };
        assert_eq!(refusal(&taken).about.as_deref(), Some("Name"));
        assert_eq!(refusal(&Refusal::ChargeProfileFixed).about, None);
    }
}
