//! Orders for the window, and the words of their lives.

use trading::{By, Order, OrderType, Product, Side, Status, Step, Ticket, Validity};

use super::words::shares;
use crate::wire;

/// An order.
pub(crate) fn order(order: &Order) -> wire::Order {
    let step = |(at, step): &(trading::Moment, Step)| wire::OrderStep {
        at: at.to_string(),
        what: step_words(order, step),
    };
    wire::Order {
        id: order.id.0,
        ticket: ticket(&order.ticket),
        filled_quantity: order.filled,
        average_paise: order.average().map(|average| average.0),
        last_paise: None,
        status: status(order.status),
        reason: reason(order),
        rule: rule(order).map(Into::into),
        placed_at: order.placed_at.to_string(),
        updated_at: order.updated_at.to_string(),
        working: order.status.is_working(),
        history: order.history.iter().map(step).collect(),
    }
}

/// Why an order was refused or ended, or what it waits for; nothing for one that trades or is filled.
pub(crate) fn reason(order: &Order) -> Option<String> {
    if let Some(refusal) = &order.refusal {
        let accepted = refusal.accepted().map(|accepted| format!(" Accepted: {accepted}."));
        return Some(refusal.message() + &accepted.unwrap_or_default());
    }
    if let Some(ending) = order.ending {
        return Some(ending.words().into());
    }
    match order.status {
        Status::Pending if order.waits_for_the_close() => {
            Some("Trades at the closing price when the post-close session ends".into())
        }
        Status::Pending => Some("Waits for the auction to match".into()),
        Status::TriggerPending => {
            let trigger = order.ticket.trigger?;
            Some(format!("Waits until the price touches {trigger}"))
        }
        Status::Queued => Some("After-market order: waits for the next session's pre-open".into()),
        Status::Open
        | Status::PartlyFilled
        | Status::Filled
        | Status::Cancelled
        | Status::Rejected
        | Status::Expired => None,
    }
}

/// The rule behind what became of an order, by its name in the rule book.
fn rule(order: &Order) -> Option<&'static str> {
    if let Some(refusal) = &order.refusal {
        return refusal.rule();
    }
    if let Some(ending) = order.ending {
        return ending.rule();
    }
    match (order.by, order.status) {
        (By::SquareOff, _) => Some("square_off"),
        (By::Gtt(_), _) => Some("order_trigger"),
        (By::User, Status::Pending) => Some("order_phase"),
        (By::User, Status::TriggerPending) => Some("order_type"),
        (By::User, Status::Queued) => Some("order_after_market"),
        (
            By::User,
            Status::Open
            | Status::PartlyFilled
            | Status::Filled
            | Status::Cancelled
            | Status::Rejected
            | Status::Expired,
        ) => None,
    }
}

/// What happened in one step of an order's life.
pub(crate) fn step_words(order: &Order, step: &Step) -> String {
    match step {
        Step::Accepted(status) => match order.by {
            By::User => format!("Accepted: {}", status_words(*status).to_lowercase()),
            By::Gtt(id) => format!("Placed by trigger {} that lives across days", id.0),
            By::SquareOff => "Sent by the program to square off the intraday position".into(),
        },
        Step::Rejected => {
            let why = order.refusal.as_ref().map(trading::Refusal::message);
            format!("Refused: {}", why.unwrap_or_default())
        }
        Step::Modified => "Changed by you".into(),
        Step::Activated(status) => format!("Now {}", status_words(*status).to_lowercase()),
        Step::Limited(price) => {
            format!("Left over by the pre-open: a limit order at {price} from now on")
        }
        Step::Filled(quantity, price) => {
            let verb = match order.ticket.side {
                Side::Buy => "Bought",
                Side::Sell => "Sold",
            };
            format!("{verb} {} at {price}", shares(*quantity))
        }
        Step::Ended(ending) => ending.words().into(),
    }
}

/// Where an order stands, in words.
pub(crate) const fn status_words(status: Status) -> &'static str {
    match status {
        Status::Pending => "Pending",
        Status::TriggerPending => "Trigger pending",
        Status::Queued => "Queued",
        Status::Open => "Open",
        Status::PartlyFilled => "Partly filled",
        Status::Filled => "Filled",
        Status::Cancelled => "Cancelled",
        Status::Rejected => "Rejected",
        Status::Expired => "Expired",
    }
}

/// The word for how an order is priced, as it is written on the command line and in its answers.
pub(crate) const fn kind_word(kind: OrderType) -> &'static str {
    match kind {
        OrderType::Market => "market",
        OrderType::Limit => "limit",
        OrderType::Sl => "sl",
        OrderType::SlM => "sl-m",
    }
}

fn ticket(ticket: &Ticket) -> wire::Ticket {
    wire::Ticket {
        symbol: ticket.symbol.to_string(),
        side: side(ticket.side),
        product: product(ticket.product),
        kind: kind(ticket.kind),
        validity: validity(ticket.validity),
        quantity: ticket.quantity,
        price_paise: ticket.price.map(|price| price.0),
        trigger_paise: ticket.trigger.map(|trigger| trigger.0),
        disclosed: ticket.disclosed,
        amo: ticket.amo,
        note: ticket.note.clone(),
    }
}

/// Buy or sell.
pub(super) const fn side(side: Side) -> wire::Side {
    match side {
        Side::Buy => wire::Side::Buy,
        Side::Sell => wire::Side::Sell,
    }
}

/// Delivery or intraday.
pub(super) const fn product(product: Product) -> wire::Product {
    match product {
        Product::Cnc => wire::Product::Cnc,
        Product::Mis => wire::Product::Mis,
    }
}

const fn kind(kind: OrderType) -> wire::OrderType {
    match kind {
        OrderType::Market => wire::OrderType::Market,
        OrderType::Limit => wire::OrderType::Limit,
        OrderType::Sl => wire::OrderType::Sl,
        OrderType::SlM => wire::OrderType::SlM,
    }
}

const fn validity(validity: Validity) -> wire::Validity {
    match validity {
        Validity::Day => wire::Validity::Day,
        Validity::Ioc => wire::Validity::Ioc,
    }
}

const fn status(status: Status) -> wire::OrderStatus {
    match status {
        Status::Pending => wire::OrderStatus::Pending,
        Status::TriggerPending => wire::OrderStatus::TriggerPending,
        Status::Queued => wire::OrderStatus::Queued,
        Status::Open => wire::OrderStatus::Open,
        Status::PartlyFilled => wire::OrderStatus::PartlyFilled,
        Status::Filled => wire::OrderStatus::Filled,
        Status::Cancelled => wire::OrderStatus::Cancelled,
        Status::Rejected => wire::OrderStatus::Rejected,
        Status::Expired => wire::OrderStatus::Expired,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::tests as sample;

    #[test]
    fn a_refusal_says_why_and_what_would_be_accepted() {
        let orders = sample::orders(Status::Open);
        let shown: Vec<_> = orders.iter().map(order).collect();
        assert_eq!(
            (shown[0].status, shown[0].reason.as_deref(), shown[0].working),
            (wire::OrderStatus::Open, None, true)
        );
        assert_eq!(shown[1].status, wire::OrderStatus::Rejected);
        assert_eq!(shown[1].reason.as_deref(), Some("0 shares cannot be traded. Accepted: 1 share or more."));
        assert!(!shown[1].working);
        assert_eq!(shown[1].history[0].what, "Refused: 0 shares cannot be traded.");
    }

    #[test]
    fn an_order_that_waits_says_what_for() {
        let reason_of = |status| reason(&sample::orders(status)[0]);
        assert_eq!(reason_of(Status::Pending).as_deref(), Some("Waits for the auction to match"));
        assert_eq!(
            reason_of(Status::Queued).as_deref(),
            Some("After-market order: waits for the next session's pre-open")
        );
        assert_eq!(reason_of(Status::Open), None);
    }
}
