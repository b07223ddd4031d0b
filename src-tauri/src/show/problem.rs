//! What an action did, what came about, and why something was not done, for the window.

use desk::{Notice, Problem, Receipt};
use trading::{Ending, Field, Refusal, Side, Trade};

use super::order::order;
use super::words::shares;
use crate::wire;

/// What an action did.
pub(crate) fn receipt(receipt: &Receipt) -> wire::Receipt {
    wire::Receipt { message: receipt.message.clone(), order: receipt.order.as_ref().map(order) }
}

impl From<Problem> for wire::Problem {
    fn from(problem: Problem) -> Self {
        let (message, next_step) = (problem.to_string(), problem.next_step());
        let code = match problem {
            Problem::Refused(why) => return Self::Refused(refusal(&why)),
            Problem::Usage { .. } => "usage",
            Problem::World { .. } => "world",
            Problem::Damaged { .. } => "damaged",
        };
        Self::Failed(wire::Failure { code: code.into(), message, next_step })
    }
}

/// A refusal with what would be accepted and the field that it is about.
pub(crate) fn refusal(refusal: &Refusal) -> wire::Refusal {
    wire::Refusal {
        code: refusal.code().into(),
        message: refusal.message(),
        accepted: refusal.accepted(),
        field: refusal.field().map(field),
    }
}

/// Something to say in a toast.
pub(crate) fn notice(notice: &Notice) -> wire::Notice {
    match notice {
        Notice::Filled(trade) => {
            wire::Notice { tone: wire::Tone::Good, message: filled(trade), order: Some(trade.fill.order.0) }
        }
        Notice::Ended(order, how) => wire::Notice {
            tone: tone(*how),
            message: format!("{}: {}.", order.ticket.symbol, how.words()),
            order: Some(order.id.0),
        },
        Notice::Trouble { message, next_step } => {
            wire::Notice { tone: wire::Tone::Bad, message: format!("{message} {next_step}"), order: None }
        }
    }
}

/// `Bought 5 shares of RELIANCE at 1,315.40.`
fn filled(trade: &Trade) -> String {
    let fill = &trade.fill;
    let verb = match fill.side {
        Side::Buy => "Bought",
        Side::Sell => "Sold",
    };
    format!("{verb} {} of {} at {}.", shares(fill.quantity), fill.symbol, fill.price)
}

const fn tone(how: Ending) -> wire::Tone {
    match how {
        Ending::ByUser
        | Ending::DayOver
        | Ending::NotImmediate
        | Ending::SquareOff
        | Ending::NotCarriedOver => wire::Tone::Info,
        Ending::AuctionOver
        | Ending::NotTaken
        | Ending::CashShort
        | Ending::Locked
        | Ending::CorporateAction => wire::Tone::Bad,
    }
}

const fn field(field: Field) -> wire::Field {
    match field {
        Field::Symbol => wire::Field::Symbol,
        // The window does not offer a disclosed quantity; it is a part of the quantity.
        Field::Quantity | Field::Disclosed => wire::Field::Quantity,
        Field::Price => wire::Field::Price,
        Field::Trigger => wire::Field::Trigger,
        Field::Product => wire::Field::Product,
        Field::Type => wire::Field::Type,
        Field::Validity => wire::Field::Validity,
    }
}
