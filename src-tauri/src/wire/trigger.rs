//! Triggers that live across days, and baskets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::order::{Estimate, Side};

/// A trigger as it is written: delivery, one leg, or two to sell (one cancels the other).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GttTicket {
    pub symbol: String,
    pub side: Side,
    pub legs: Vec<GttLeg>,
    pub note: String,
}

/// A trigger and the limit order that it places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GttLeg {
    #[ts(type = "number")]
    pub trigger_paise: i64,
    #[ts(type = "number")]
    pub price_paise: i64,
    #[ts(type = "number")]
    pub quantity: i64,
}

/// A trigger and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Gtt {
    #[ts(type = "number")]
    pub id: u64,
    pub ticket: GttTicket,
    pub state: GttState,
    /// The state in words: `Waits for 1,295.00 or 1,400.00`, `Placed order 12`.
    pub words: String,
    /// The order that it placed, taken or refused.
    #[ts(type = "number | null")]
    pub order: Option<u64>,
    /// The last price when it was written or changed.
    #[ts(type = "number")]
    pub last_paise: i64,
    pub placed_at: String,
    pub updated_at: String,
    /// The day after which it ends by itself.
    pub expires_on: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum GttState {
    Waiting,
    Triggered,
    Placed,
    Refused,
    Cancelled,
    Expired,
}

/// Several tickets checked together: each after those before it, and the whole of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BasketEstimate {
    pub lines: Vec<Estimate>,
    /// Cash that those which would be taken set aside.
    #[ts(type = "number")]
    pub required_paise: i64,
    #[ts(type = "number")]
    pub charges_paise: i64,
    #[ts(type = "number")]
    pub available_paise: i64,
    #[ts(type = "number")]
    pub cash_after_paise: i64,
}
