//! Triggers that live across days, for the window and the command line.

use trading::{GTT_DAYS, Gtt, GttEnding, GttStatus, GttTicket};

use super::order::side;
use crate::wire;

/// A trigger.
pub(crate) fn gtt(gtt: &Gtt) -> wire::Gtt {
    wire::Gtt {
        id: gtt.id.0,
        ticket: ticket(&gtt.ticket),
        state: state(gtt.status),
        words: gtt_words(gtt),
        order: gtt_order(gtt),
        last_paise: gtt.last.paise(),
        placed_at: gtt.placed_at.to_string(),
        updated_at: gtt.updated_at.to_string(),
        expires_on: gtt.placed_at.day().plus(GTT_DAYS).to_string(),
    }
}

/// What a trigger waits for or what became of it.
pub(crate) fn gtt_words(gtt: &Gtt) -> String {
    match gtt.status {
        GttStatus::Waiting => {
            let prices: Vec<String> = gtt.ticket.legs.iter().map(|leg| leg.trigger.to_string()).collect();
            format!("Waits for {}", prices.join(" or "))
        }
        GttStatus::Triggered { leg } => match gtt.ticket.legs.get(leg) {
            Some(leg) => format!("Triggered at {}; its order follows", leg.trigger),
            None => "Triggered; its order follows".into(),
        },
        GttStatus::Placed { order } => format!("Placed order {}", order.0),
        GttStatus::Refused { order } => format!("Its order {} was refused", order.0),
        GttStatus::Ended(GttEnding::ByUser) => "Deleted by you".into(),
        GttStatus::Ended(GttEnding::Expired) => "A year went by".into(),
        GttStatus::Ended(GttEnding::CorporateAction) => "A corporate action changed the share".into(),
    }
}

/// The order that a trigger placed, taken or refused.
pub(crate) const fn gtt_order(gtt: &Gtt) -> Option<u64> {
    match gtt.status {
        GttStatus::Placed { order } | GttStatus::Refused { order } => Some(order.0),
        GttStatus::Waiting | GttStatus::Triggered { .. } | GttStatus::Ended(_) => None,
    }
}

fn ticket(ticket: &GttTicket) -> wire::GttTicket {
    let leg = |leg: &trading::GttLeg| wire::GttLeg {
        trigger_paise: leg.trigger.0,
        price_paise: leg.price.0,
        quantity: leg.quantity,
    };
    wire::GttTicket {
        symbol: ticket.symbol.to_string(),
        side: side(ticket.side),
        legs: ticket.legs.iter().map(leg).collect(),
        note: ticket.note.clone(),
    }
}

const fn state(status: GttStatus) -> wire::GttState {
    match status {
        GttStatus::Waiting => wire::GttState::Waiting,
        GttStatus::Triggered { .. } => wire::GttState::Triggered,
        GttStatus::Placed { .. } => wire::GttState::Placed,
        GttStatus::Refused { .. } => wire::GttState::Refused,
        GttStatus::Ended(GttEnding::Expired) => wire::GttState::Expired,
        GttStatus::Ended(GttEnding::ByUser | GttEnding::CorporateAction) => wire::GttState::Cancelled,
    }
}
