//! Orders, trades and what they cost, as the window sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::window::Refusal;

/// An order as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    pub symbol: String,
    pub side: Side,
    pub product: Product,
    #[serde(rename = "type")]
    pub kind: OrderType,
    pub validity: Validity,
    #[ts(type = "number")]
    pub quantity: i64,
    #[ts(type = "number | null")]
    pub price_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub trigger_paise: Option<i64>,
    /// Shares shown to the market at a time; null shows all of them.
    #[ts(type = "number | null")]
    pub disclosed: Option<i64>,
    /// After-market: queued for the next session's pre-open.
    pub amo: bool,
    /// The plan in a line.
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    Buy,
    Sell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Product {
    Cnc,
    Mis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum OrderType {
    #[serde(rename = "market")]
    Market,
    #[serde(rename = "limit")]
    Limit,
    #[serde(rename = "sl")]
    Sl,
    #[serde(rename = "sl-m")]
    SlM,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Validity {
    Day,
    Ioc,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Pending,
    TriggerPending,
    Queued,
    Open,
    PartlyFilled,
    Filled,
    Cancelled,
    Rejected,
    Expired,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[ts(type = "number")]
    pub id: u64,
    pub ticket: Ticket,
    #[ts(type = "number")]
    pub filled_quantity: i64,
    #[ts(type = "number | null")]
    pub average_paise: Option<i64>,
    /// The last price of its stock, of an order that works; none in a receipt.
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    pub status: OrderStatus,
    /// Why it was rejected, cancelled or has expired; why it waits.
    pub reason: Option<String>,
    /// The rule behind that, by its name in the rule book of the day.
    pub rule: Option<String>,
    pub placed_at: String,
    pub updated_at: String,
    /// Whether it can still be changed or cancelled.
    pub working: bool,
    pub history: Vec<OrderStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderStep {
    pub at: String,
    pub what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Trade {
    #[ts(type = "number")]
    pub id: u64,
    #[ts(type = "number")]
    pub order: u64,
    pub symbol: String,
    pub side: Side,
    pub product: Product,
    #[ts(type = "number")]
    pub quantity: i64,
    #[ts(type = "number")]
    pub price_paise: i64,
    #[ts(type = "number")]
    pub value_paise: i64,
    pub at: String,
    pub charges: Charges,
    /// What it was charged under, for the rule book: `discount-broker-2026/1@2026-03-01`.
    pub rule_version: String,
    /// The rule that fired, by its name in the rule book of the day.
    pub rule: String,
    /// "Why this price?": one line a fact, in order.
    pub evidence: Vec<Fact>,
}

/// A named fact in words: `Quote used` / `1,315.40 at 09:15:07, modelled path, seed 7`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    pub name: String,
    pub value: String,
}

/// Each charge by name, in paise, and their sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Charges {
    #[ts(type = "number")]
    pub brokerage_paise: i64,
    #[ts(type = "number")]
    pub stt_paise: i64,
    #[ts(type = "number")]
    pub transaction_paise: i64,
    #[ts(type = "number")]
    pub sebi_paise: i64,
    #[ts(type = "number")]
    pub stamp_paise: i64,
    #[ts(type = "number")]
    pub gst_paise: i64,
    #[ts(type = "number")]
    pub ipft_paise: i64,
    #[ts(type = "number")]
    pub dp_paise: i64,
    #[ts(type = "number")]
    pub square_off_paise: i64,
    #[ts(type = "number")]
    pub total_paise: i64,
}

/// The ticket's X-ray: what it would cost, refreshed as one types. Changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// The price reckoned with: the limit, or the last price for a market order.
    #[ts(type = "number | null")]
    pub price_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub value_paise: Option<i64>,
    pub charges: Option<Charges>,
    /// The lines to show, in order, with their rates in words.
    pub lines: Vec<CostLine>,
    /// Cash that the order would block (CNC: value and charges; MIS: margin and charges).
    #[ts(type = "number | null")]
    pub required_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub cash_after_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub break_even_paise: Option<i64>,
    pub break_even_bp: Option<i32>,
    /// How many ticks it lies from the price.
    #[ts(type = "number | null")]
    pub break_even_ticks: Option<i64>,
    /// `5×` when MIS is allowed.
    pub leverage: Option<u32>,
    /// What the rules would say; null when the order would be accepted.
    pub refusal: Option<Refusal>,
    /// Price grid for the arrow keys of the price field.
    #[ts(type = "number | null")]
    pub tick_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub band_low_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub band_high_paise: Option<i64>,
    /// Shares that a sale of this product could sell.
    #[ts(type = "number")]
    pub sellable_quantity: i64,
    #[ts(type = "number")]
    pub lot: i64,
    /// The session that an after-market order would wait for; null when none would be taken now.
    pub after_hours: Option<AfterHours>,
    pub rule_version: String,
    /// The profile that it would be charged under: `Discount broker 2026, version 1`.
    pub charged_under: String,
}

/// An after-market order written now enters the pre-open of this day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AfterHours {
    pub enters_on: String,
    /// Whether the exchange takes no other orders now.
    pub only: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostLine {
    pub name: String,
    /// Its name in the rule book.
    pub rule: String,
    pub detail: String,
    #[ts(type = "number")]
    pub amount_paise: i64,
}
