//! Triggers as answers.

use serde::Serialize;
use trading::{Gtt, GttStatus, Moment, Paise, Price, Side};

use crate::cli::sheet::{self, amount, count, words};
use crate::show::{gtt_order, gtt_words};

/// A trigger and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct GttAnswer {
    id: u64,
    symbol: String,
    side: Side,
    legs: Vec<LegAnswer>,
    status: &'static str,
    reason: String,
    order_id: Option<u64>,
    last_paise: Price,
    placed_at: Moment,
    updated_at: Moment,
    note: String,
}

#[derive(Debug, Serialize)]
struct LegAnswer {
    trigger_paise: Paise,
    price_paise: Paise,
    quantity: i64,
}

impl GttAnswer {
    /// A trigger.
    pub(crate) fn new(gtt: &Gtt) -> Self {
        let leg = |leg: &trading::GttLeg| LegAnswer {
            trigger_paise: leg.trigger,
            price_paise: leg.price,
            quantity: leg.quantity,
        };
        Self {
            id: gtt.id.0,
            symbol: gtt.ticket.symbol.to_string(),
            side: gtt.ticket.side,
            legs: gtt.ticket.legs.iter().map(leg).collect(),
            status: match gtt.status {
                GttStatus::Waiting => "waiting",
                GttStatus::Triggered { .. } => "triggered",
                GttStatus::Placed { .. } => "placed",
                GttStatus::Refused { .. } => "refused",
                GttStatus::Ended(_) => "ended",
            },
            reason: gtt_words(gtt),
            order_id: gtt_order(gtt),
            last_paise: gtt.last,
            placed_at: gtt.placed_at,
            updated_at: gtt.updated_at,
            note: gtt.ticket.note.clone(),
        }
    }

    /// The trigger in words.
    pub(crate) fn text(&self) -> String {
        let verb = match self.side {
            Side::Buy => "buy",
            Side::Sell => "sell",
        };
        let legs = self.legs.iter().map(|leg| {
            format!(
                "  at {}: {verb} {} at {}",
                leg.trigger_paise,
                trading::grouped(leg.quantity),
                leg.price_paise
            )
        });
        let head = format!("Trigger {} on {}: {}", self.id, self.symbol, self.reason);
        std::iter::once(head).chain(legs).collect::<Vec<_>>().join("\n")
    }
}

/// Triggers as a table, a line a leg.
pub(crate) fn gtts_sheet(gtts: &[GttAnswer]) -> String {
    if gtts.is_empty() {
        return "No triggers yet.".into();
    }
    let rows = gtts.iter().flat_map(|gtt| gtt.legs.iter().map(move |leg| (gtt, leg)));
    let row = |(gtt, leg): (&GttAnswer, &LegAnswer)| {
        [
            count(i64::try_from(gtt.id).ok()),
            words(match gtt.side {
                Side::Buy => "Buy",
                Side::Sell => "Sell",
            }),
            words(&gtt.symbol),
            count(leg.quantity),
            amount(leg.trigger_paise),
            amount(leg.price_paise),
            words(&gtt.reason),
        ]
    };
    sheet::sheet(["ID", "Side", "Symbol", "Qty", "Trigger", "Price", "Status"], rows.map(row))
}
