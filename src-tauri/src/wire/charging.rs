//! What the account is charged under: the profiles that there are, and what a person does with them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::order::Fact;

/// A profile that orders can be charged under, in its newest version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChargeProfile {
    /// What fills keep: `discount-broker-2026`, `own-1`.
    pub id: String,
    pub version: u32,
    /// Whether it is the account's own, which alone can be changed.
    pub own: bool,
    /// Whether new orders are charged under it.
    pub in_force: bool,
    /// Line by line in words.
    pub lines: Vec<Fact>,
    /// Who says so.
    pub source: String,
    pub terms: ProfileTerms,
}

/// What of a profile can be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileTerms {
    pub name: String,
    pub delivery: Fee,
    pub intraday: Fee,
    pub sebi_gst: SebiGst,
    /// Whether the investor protection fund is in the base of the GST.
    pub gst_of_ipft: bool,
    /// The depository's debit, before GST.
    #[ts(type = "number")]
    pub dp_paise: i64,
    /// Closing an intraday position for the client, before GST.
    #[ts(type = "number")]
    pub square_off_paise: i64,
}

/// A brokerage: a share of the order's value between a least and a most, and a sum beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Fee {
    /// A percentage as a person writes it: `0.03`.
    pub percent: String,
    #[ts(type = "number")]
    pub least_paise: i64,
    #[ts(type = "number | null")]
    pub most_paise: Option<i64>,
    #[ts(type = "number")]
    pub flat_paise: i64,
}

/// How SEBI's fee is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SebiGst {
    InTheBase,
    InItsOwnLine,
    Untaxed,
}

/// What a person does with the profiles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ChargingAct {
    /// Copies one as the account's own.
    Copy { of: String, name: String },
    /// Changes one of the account's own.
    Edit { profile: String, terms: ProfileTerms },
    /// Has new orders charged under one.
    Choose { profile: String },
}
