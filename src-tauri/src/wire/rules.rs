//! The rule book of a day and the contract note of a day, as the window reads them.

use serde::Serialize;
use ts_rs::TS;

use super::order::{Charges, Fact, Product, Side};

/// The rules of one day, and when the book changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleBook {
    /// The trading day of the rules.
    pub day: String,
    /// Why the account's own day has none, when the exchange is shut on it.
    pub closed: Option<String>,
    /// What orders are charged by on the day.
    pub charged_by: ChargedBy,
    pub rules: Vec<Rule>,
    /// The earliest first; days after `day` are yet to come for this account.
    pub changes: Vec<RuleChange>,
}

/// What an order is charged by: a profile, which the account chose, and beside it the law of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChargedBy {
    /// The name of the profile.
    pub profile: String,
    pub version: u32,
    /// Whether new orders are charged under it, in this version.
    pub in_force: bool,
    /// What the profile says, line by line in words.
    pub lines: Vec<Fact>,
    /// Who says what the profile says.
    pub source: String,
    /// Since when the law's rates are what they are on the day.
    pub law_from: String,
    pub law: Vec<Levy>,
}

/// What the state, the exchange or SEBI take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Levy {
    /// `STT, delivery`.
    pub name: String,
    /// `0.1 %, both sides`.
    pub rate: String,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// What refusals, fills and charges refer to it by; several rules of a kind share one.
    pub name: String,
    pub topic: String,
    pub words: String,
    pub from: Option<String>,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleChange {
    pub day: String,
    pub gone: Vec<Rule>,
    pub came: Vec<Rule>,
}

/// What the trades of a day cost: the fills as they were charged, and what the day's note put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContractNote {
    pub day: String,
    pub settles_on: String,
    /// Every day that has a note, the latest first.
    pub days: Vec<String>,
    pub orders: Vec<NoteOrder>,
    /// Sales less purchases, before charges: what settles.
    #[ts(type = "number")]
    pub net_paise: i64,
    /// What the fills were charged.
    pub charged: Charges,
    /// What the note charges beside it (less, when negative); null when it changes nothing.
    pub adjustment: Option<Charges>,
    /// The profiles and rates that the fills were charged under, each once; an order that says something else says so itself.
    pub charged_under: Vec<String>,
    /// Why: `RELIANCE: 5 shares bought and sold as delivery net to intraday`.
    pub reasons: Vec<String>,
    /// The charges of the day in the end.
    pub total: Charges,
    /// Whether the day is over and the note is written.
    pub written: bool,
}

/// The trades of one order of the day, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteOrder {
    #[ts(type = "number")]
    pub order: u64,
    pub placed_at: String,
    pub symbol: String,
    pub isin: String,
    pub side: Side,
    pub product: Product,
    #[ts(type = "number")]
    pub quantity: i64,
    #[ts(type = "number")]
    pub average_paise: i64,
    #[ts(type = "number")]
    pub value_paise: i64,
    #[ts(type = "number")]
    pub trades: usize,
    pub charges: Charges,
    pub charged_under: String,
}
