//! How the live sources are.

use serde::Serialize;
use ts_rs::TS;

/// The switch of the live sources, and how each of them is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sources {
    /// Whether any is switched on.
    pub on: bool,
    pub nse: bool,
    pub yahoo: bool,
    pub sources: Vec<SourceLine>,
    /// Where the exchange and Lakh do not agree; of sources that are switched off nothing is said.
    pub warnings: Vec<SourceWarning>,
    pub errand: Option<Errand>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SourceLine {
    pub name: String,
    /// `answering`, `not answering`, `blocked`, `off`, `not asked yet`.
    pub state: String,
    pub tone: SourceTone,
    pub last_success: Option<String>,
    /// What went wrong last and what is done about it; null when the last answer was well.
    pub trouble: Option<String>,
    pub trouble_at: Option<String>,
    pub blocked_until: Option<String>,
    pub requests_last_minute: u32,
    #[ts(type = "number")]
    pub requests: u64,
    /// Quotes that were set aside as impossible, today.
    pub quarantined: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SourceTone {
    Good,
    Bad,
    Quiet,
}

/// A difference between what the exchange says of itself and what Lakh knows. Nothing is changed because of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SourceWarning {
    /// What it is about: `Calendar`, `Cross-check of the movers`.
    pub about: String,
    pub words: String,
    /// What a person can do about it.
    pub next_step: String,
    pub seen_at: String,
}

/// Files that are being fetched for the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Errand {
    pub what: String,
    #[ts(type = "number")]
    pub done: usize,
    #[ts(type = "number")]
    pub of: usize,
    pub trouble: Option<String>,
}
