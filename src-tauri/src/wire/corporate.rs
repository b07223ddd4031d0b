//! Corporate actions: what a person enters, and what the account has seen of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The terms of a corporate action that no list of the exchange tells. So many new shares for so many held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Terms {
    /// Every so many shares become so many of another company.
    Merger {
        into: String,
        #[ts(type = "number")]
        new: i64,
        #[ts(type = "number")]
        old: i64,
    },
    /// Every so many shares bring so many of a company that is split off, with its part of the cost in basis points.
    Demerger {
        company: String,
        #[ts(type = "number")]
        new: i64,
        #[ts(type = "number")]
        old: i64,
        #[ts(type = "number")]
        cost_share_bp: i64,
    },
    Split {
        #[ts(type = "number")]
        new: i64,
        #[ts(type = "number")]
        old: i64,
    },
    Bonus {
        #[ts(type = "number")]
        new: i64,
        #[ts(type = "number")]
        old: i64,
    },
    /// Cash a share, in paise.
    Dividend {
        #[ts(type = "number")]
        a_share_paise: i64,
    },
}

/// A corporate action that touched the account, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExDate {
    pub day: String,
    pub symbol: String,
    /// `Bonus 2:1`.
    pub words: String,
    /// `5 → 15 shares, average 1,305.00 → 435.00`.
    pub effect: String,
    /// Whether a person entered it, and not the exchange's list.
    pub by_hand: bool,
    /// The rule behind it: `corporate_action`, `rights` or `identity`.
    pub rule: String,
}

/// A holding that is a right to buy shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Right {
    /// The share that it buys.
    pub share: String,
    /// What the company asks for one.
    #[ts(type = "number")]
    pub price_paise: i64,
    /// Rights that are used already and wait for their shares.
    #[ts(type = "number")]
    pub applied: i64,
    /// The last day on which it can be used.
    pub closes_on: String,
    /// Whether the exchange lists it; until then it cannot be sold.
    pub listed: bool,
}
