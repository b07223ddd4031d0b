//! A basket that was only checked, as an answer.

use desk::{BasketEstimate, Estimate};
use serde::Serialize;
use trading::{Paise, Ticket};

use super::cost::CostAnswer;
use super::order::OrderAnswer;
use crate::cli::sheet::{self, amount, count, words};

/// Several tickets checked together.
#[derive(Debug, Serialize)]
pub(crate) struct BasketAnswer {
    tickets: Vec<LineAnswer>,
    required_paise: Paise,
    charges_paise: Paise,
    available_paise: Paise,
    cash_after_paise: Paise,
}

#[derive(Debug, Serialize)]
struct LineAnswer {
    #[serde(flatten)]
    order: OrderAnswer,
    required_paise: Option<Paise>,
    refusal: Option<RefusalAnswer>,
    #[serde(skip)]
    quantity: i64,
    #[serde(skip)]
    charges: Option<Paise>,
}

#[derive(Debug, Serialize)]
struct RefusalAnswer {
    code: &'static str,
    message: String,
    accepted: Option<String>,
}

impl BasketAnswer {
    /// The tickets with what each would cost after those before it.
    pub(crate) fn new(tickets: &[Ticket], checked: &BasketEstimate) -> Self {
        Self {
            tickets: tickets
                .iter()
                .zip(&checked.lines)
                .map(|(ticket, line)| LineAnswer::new(ticket, line))
                .collect(),
            required_paise: checked.required,
            charges_paise: checked.charges,
            available_paise: checked.available,
            cash_after_paise: checked.cash_after,
        }
    }

    /// A line a ticket, then the whole.
    pub(crate) fn text(&self) -> String {
        let row = |line: &LineAnswer| {
            let said = line.refusal.as_ref().map_or("Accepted", |refusal| refusal.message.as_str());
            [
                words(line.order.verb()),
                words(line.order.symbol()),
                count(line.quantity),
                amount(line.required_paise),
                amount(line.charges),
                words(said),
            ]
        };
        let header = ["Side", "Symbol", "Qty", "Needs", "Charges", "The rules say"];
        let sums = sheet::list([
            ("Needs in all", amount(self.required_paise)),
            ("Charges", amount(self.charges_paise)),
            ("Free cash", amount(self.available_paise)),
            ("Free cash after", amount(self.cash_after_paise)),
        ]);
        format!("{}\n\n{sums}", sheet::sheet(header, self.tickets.iter().map(row)))
    }
}

impl LineAnswer {
    fn new(ticket: &Ticket, line: &Estimate) -> Self {
        Self {
            order: OrderAnswer::tried(ticket, CostAnswer::of(ticket.side, line)),
            required_paise: line.required,
            refusal: line.refusal.as_ref().map(|refusal| RefusalAnswer {
                code: refusal.code(),
                message: refusal.message(),
                accepted: refusal.accepted(),
            }),
            quantity: ticket.quantity,
            charges: line.charges.map(|charges| charges.total()),
        }
    }
}
