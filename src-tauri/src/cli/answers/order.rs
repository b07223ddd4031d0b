//! Orders, trades and costs as answers.

use serde::Serialize;
use trading::{
    ChargedUnder, Charging, FillRule, Moment, Order, Paise, Price, Product, Side, Status, Step, Ticket,
    Trade, Validity,
};

use super::cost::{ChargesAnswer, CostAnswer};
use super::source_code;
use crate::cli::sheet::{self, amount, count, price, words};
use crate::show::{evidence, kind_word, reason, status_words, step_words};

/// An order; without its history in a list, with its cost when it was only tried.
#[derive(Debug, Serialize)]
pub(crate) struct OrderAnswer {
    id: Option<u64>,
    symbol: String,
    side: Side,
    product: Product,
    #[serde(rename = "type")]
    kind: &'static str,
    validity: Validity,
    quantity: i64,
    filled_quantity: i64,
    price_paise: Option<Paise>,
    trigger_paise: Option<Paise>,
    disclosed_quantity: Option<i64>,
    amo: bool,
    average_paise: Option<Paise>,
    status: Option<Status>,
    reason: Option<String>,
    placed_at: Option<Moment>,
    updated_at: Option<Moment>,
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<StepAnswer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CostAnswer>,
}

#[derive(Debug, Serialize)]
struct StepAnswer {
    at: Moment,
    step: &'static str,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price_paise: Option<Price>,
}

/// A trade.
#[derive(Debug, Serialize)]
pub(crate) struct TradeAnswer {
    id: u64,
    order_id: u64,
    symbol: String,
    side: Side,
    product: Product,
    quantity: i64,
    price_paise: Price,
    at: Moment,
    charges: ChargesAnswer,
    charges_paise: Paise,
    charged_under: Option<ChargedUnder>,
    evidence: EvidenceAnswer,
}

#[derive(Debug, Serialize)]
struct EvidenceAnswer {
    rule: FillRule,
    last_paise: Price,
    quoted_at: Moment,
    source: &'static str,
    traded: i64,
    slippage_ticks: i64,
    facts: Vec<FactAnswer>,
}

#[derive(Debug, Serialize)]
struct FactAnswer {
    name: String,
    value: String,
}

impl OrderAnswer {
    /// An order in a list.
    pub(crate) fn brief(order: &Order) -> Self {
        Self {
            id: Some(order.id.0),
            filled_quantity: order.filled,
            average_paise: order.average(),
            status: Some(order.status),
            reason: reason(order),
            placed_at: Some(order.placed_at),
            updated_at: Some(order.updated_at),
            ..Self::of_ticket(&order.ticket)
        }
    }

    /// An order with all that happened to it.
    pub(crate) fn full(order: &Order) -> Self {
        let step = |(at, step): &(Moment, Step)| StepAnswer::new(*at, order, step);
        Self { history: Some(order.history.iter().map(step).collect()), ..Self::brief(order) }
    }

    /// A ticket that was only tried.
    pub(crate) fn tried(ticket: &Ticket, cost: Option<CostAnswer>) -> Self {
        Self { cost, ..Self::of_ticket(ticket) }
    }

    fn of_ticket(ticket: &Ticket) -> Self {
        Self {
            id: None,
            symbol: ticket.symbol.to_string(),
            side: ticket.side,
            product: ticket.product,
            kind: kind_word(ticket.kind),
            validity: ticket.validity,
            quantity: ticket.quantity,
            filled_quantity: 0,
            price_paise: ticket.price,
            trigger_paise: ticket.trigger,
            disclosed_quantity: ticket.disclosed,
            amo: ticket.amo,
            average_paise: None,
            status: None,
            reason: None,
            placed_at: None,
            updated_at: None,
            note: ticket.note.clone(),
            history: None,
            cost: None,
        }
    }

    /// The order in words, with its history.
    pub(crate) fn text(&self) -> String {
        let number = self.id.map_or_else(|| "Not placed".into(), |id| format!("Order {id}"));
        let status = self.status.map(|status| format!(" · {}", status_words(status)));
        let mut lines = vec![format!("{number}{}: {}", status.unwrap_or_default(), self.sentence())];
        if let Some(reason) = &self.reason {
            lines.push(reason.clone());
        }
        for step in self.history.iter().flatten() {
            lines.push(format!("  {}  {}", step.at.clock(), step.what));
        }
        if let Some(cost) = &self.cost {
            lines.push(cost.text());
        }
        lines.join("\n")
    }

    fn sentence(&self) -> String {
        let mut text = format!(
            "{} {} {} {}, {}",
            verb(self.side),
            trading::grouped(self.quantity),
            self.symbol,
            self.product_word(),
            self.kind
        );
        for (name, amount) in [("", self.price_paise), ("trigger ", self.trigger_paise)] {
            if let Some(amount) = amount {
                text.push_str(&format!(" {name}{amount}"));
            }
        }
        if let Some(average) = self.average_paise {
            text.push_str(&format!("; {} filled at {average}", trading::grouped(self.filled_quantity)));
        }
        text
    }

    /// Buy or Sell.
    pub(crate) const fn verb(&self) -> &'static str {
        verb(self.side)
    }

    /// The stock.
    pub(crate) fn symbol(&self) -> &str {
        &self.symbol
    }

    const fn product_word(&self) -> &'static str {
        product_word(self.product)
    }
}

/// Orders as a table.
pub(crate) fn orders_sheet(orders: &[OrderAnswer]) -> String {
    if orders.is_empty() {
        return "No orders yet.".into();
    }
    let row = |order: &OrderAnswer| {
        [
            count(order.id.and_then(|id| i64::try_from(id).ok())),
            words(order.placed_at.map_or_else(String::new, time)),
            words(verb(order.side)),
            words(&order.symbol),
            count(order.quantity),
            count(order.filled_quantity),
            words(order.product_word()),
            words(order.kind),
            amount(order.price_paise),
            amount(order.average_paise),
            words(order.status.map_or("", status_words)),
            words(order.reason.as_deref().unwrap_or_default()),
        ]
    };
    let header = [
        "ID", "Time", "Side", "Symbol", "Qty", "Filled", "Product", "Type", "Price", "Average", "Status",
        "Reason",
    ];
    sheet::sheet(header, orders.iter().map(row))
}

impl StepAnswer {
    fn new(at: Moment, order: &Order, step: &Step) -> Self {
        let (name, quantity, price_paise) = match step {
            Step::Accepted(_) => ("accepted", None, None),
            Step::Rejected => ("rejected", None, None),
            Step::Modified => ("modified", None, None),
            Step::Activated(_) => ("activated", None, None),
            Step::Filled(quantity, price) => ("filled", Some(*quantity), Some(*price)),
            Step::Limited(price) => ("limited", None, Some(*price)),
            Step::Ended(_) => ("ended", None, None),
        };
        Self { at, step: name, what: step_words(order, step), quantity, price_paise }
    }
}

impl TradeAnswer {
    /// A trade.
    pub(crate) fn new(trade: &Trade, charging: &Charging) -> Self {
        let fill = &trade.fill;
        let why = &fill.evidence;
        let facts = evidence(trade, charging)
            .into_iter()
            .map(|fact| FactAnswer { name: fact.name, value: fact.value });
        Self {
            id: fill.trade.0,
            order_id: fill.order.0,
            symbol: fill.symbol.to_string(),
            side: fill.side,
            product: fill.product,
            quantity: fill.quantity,
            price_paise: fill.price,
            at: trade.at,
            charges: ChargesAnswer::new(&fill.charges),
            charges_paise: fill.charges.total(),
            charged_under: fill.charged_under,
            evidence: EvidenceAnswer {
                rule: why.rule,
                last_paise: why.last,
                quoted_at: why.quoted_at,
                source: source_code(why.source),
                traded: why.traded,
                slippage_ticks: why.slippage_ticks,
                facts: facts.collect(),
            },
        }
    }
}

/// Trades as a table.
pub(crate) fn trades_sheet(trades: &[TradeAnswer]) -> String {
    if trades.is_empty() {
        return "No trades yet.".into();
    }
    let row = |trade: &TradeAnswer| {
        [
            count(i64::try_from(trade.id).ok()),
            words(time(trade.at)),
            words(verb(trade.side)),
            words(&trade.symbol),
            count(trade.quantity),
            price(Some(trade.price_paise)),
            words(product_word(trade.product)),
            amount(trade.charges_paise),
            count(i64::try_from(trade.order_id).ok()),
        ]
    };
    let header = ["ID", "Time", "Side", "Symbol", "Qty", "Price", "Product", "Charges", "Order"];
    sheet::sheet(header, trades.iter().map(row))
}

fn time(at: Moment) -> String {
    format!("{} {}", at.day(), at.clock())
}

const fn verb(side: Side) -> &'static str {
    match side {
        Side::Buy => "Buy",
        Side::Sell => "Sell",
    }
}

/// CNC or MIS.
pub(crate) const fn product_word(product: Product) -> &'static str {
    match product {
        Product::Cnc => "CNC",
        Product::Mis => "MIS",
    }
}
