//! Who is here: people and their passwords, the care for a ledger, and what an administrator sees and does.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::Profile;
use super::typed::Typed;
use super::window::Lobby;

/// What somebody meets who came in, or changed what they come in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Entered {
    pub lobby: Lobby,
    /// Opens the profile without its password. Told this once, to be kept on paper; never kept by the window.
    pub recovery_code: Option<String>,
}

/// What was found when the ledger of whoever signed in was opened. The files are left as they were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// Whether no account can be opened before it is settled.
    pub blocks: bool,
    pub message: String,
    pub next_step: String,
    /// The last backup, to be put back.
    pub last_backup: Option<Backup>,
}

/// A copy of the ledger; it was opened and verified when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// What it is asked for by.
    pub name: String,
    pub at: String,
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What putting a backup back would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restoration {
    pub backup: Backup,
    #[ts(type = "number")]
    pub backup_events: u64,
    /// Of the present ledger; null when it cannot be read.
    #[ts(type = "number | null")]
    pub present_events: Option<u64>,
    /// Events of the present ledger that the backup does not have.
    #[ts(type = "number | null")]
    pub lost_events: Option<u64>,
    /// Where the present ledger's files were set aside, once it was done.
    pub set_aside: Option<String>,
}

/// The proof of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    pub ok: bool,
    #[ts(type = "number")]
    pub events: u64,
    /// The hash of the last event.
    pub head: String,
    pub differences: Vec<Difference>,
}

/// One thing of the record that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The event that it is about, where it is about one.
    #[ts(type = "number | null")]
    pub event: Option<u64>,
    pub what: String,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportForm {
    Csv,
    Json,
    Hledger,
    Beancount,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    pub folder: String,
    pub files: Vec<String>,
}

/// A user, as an administrator sees one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub profile: Profile,
    /// Whether it is the administrator who asks.
    pub oneself: bool,
    pub created_at: String,
    pub last_seen: Option<String>,
    pub locked_at: Option<String>,
    #[ts(type = "number | null")]
    pub ledger_bytes: Option<u64>,
    pub verified_at: Option<String>,
    /// Whether everything agreed then.
    pub verified_ok: Option<bool>,
    pub backup_at: Option<String>,
    /// What the account begins anew with when the user signs in next.
    #[ts(type = "number | null")]
    pub reset_to_paise: Option<i64>,
}

/// Everyone, and what the house gives to somebody new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct House {
    pub users: Vec<User>,
    /// Those who were removed and can be put back.
    pub removed: Vec<RemovedUser>,
    #[ts(type = "number")]
    pub starting_capital_paise: i64,
}

/// A removed user whose files were set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedUser {
    pub id: String,
    /// The name that they had; null where it was not kept.
    pub name: Option<String>,
    /// When, by the log of acts; null where it does not say.
    pub removed_at: Option<String>,
    /// Who removed them; null where the log does not say.
    pub removed_by: Option<String>,
    #[ts(type = "number")]
    pub ledger_bytes: u64,
    /// Where their files lie.
    pub files: String,
}

/// What an administrator asks for.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AdminAct {
    /// Makes a profile; without a password anyone may sign in to it.
    Create {
        name: String,
        #[ts(type = "string | null")]
        password: Option<Typed>,
        admin: bool,
    },
    Rename {
        id: String,
        name: String,
    },
    Lock {
        id: String,
    },
    Unlock {
        id: String,
    },
    /// Puts the accounts of a user away and opens a new one.
    Reset {
        id: String,
        #[ts(type = "number")]
        capital_paise: i64,
    },
    Remove {
        id: String,
    },
    /// Brings a removed user back as a trader, with everything that they had; under another name when one is given.
    PutBack {
        id: String,
        name: Option<String>,
    },
    SetAdmin {
        id: String,
        admin: bool,
    },
    SetStartingCapital {
        #[ts(type = "number")]
        capital_paise: i64,
    },
}

/// What an administrative act did, and how the house is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdminDone {
    pub message: String,
    pub house: House,
}

/// The log of administrative acts, the newest first, and whether it proves itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditLog {
    pub entries: Vec<AuditEntry>,
    /// What does not agree, each naming its entry; empty when the log proves itself.
    pub differences: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    #[ts(type = "number")]
    pub seq: u64,
    pub at: String,
    /// Who did it; empty for whoever made the first profile.
    pub actor: String,
    /// `Locked Ravi`, `Chose ₹2,00,000.00 as the starting balance`.
    pub what: String,
}

/// How a part of the house is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    pub name: String,
    pub detail: String,
    pub state: CheckState,
    pub next_step: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    Fine,
    Watch,
    Bad,
}
