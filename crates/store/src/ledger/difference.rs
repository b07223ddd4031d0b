//! What a verification can find to be wrong, each naming its event.

use crate::ledger::AccountNumber;

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// Bytes on the disk are not those that were written.
    #[error("the file is damaged: {detail}")]
    File {
        /// The database's words.
        detail: String,
    },
    /// A table, index or trigger is missing, changed or added.
    #[error("{object} of the schema is {how}")]
    Schema {
        /// Which.
        object: String,
        /// `missing`, `changed` or `not Lakh's`.
        how: &'static str,
    },
    /// Nothing can be read after an event.
    #[error("nothing can be read after event {after}: {detail}")]
    Unreadable {
        /// The last event that could be read.
        after: u64,
        /// The database's words.
        detail: String,
    },
    /// Numbers are missing.
    #[error("events {first} to {last} are missing")]
    Missing {
        /// The first that is missing.
        first: u64,
        /// The last that is missing.
        last: u64,
    },
    /// A value of an event's row is not of its kind.
    #[error("event {seq} cannot be read")]
    Row {
        /// The event.
        seq: u64,
    },
    /// It does not carry the hash of the event before it: one of the two was changed or put in.
    #[error("event {seq} does not follow the event before it")]
    Link {
        /// The event.
        seq: u64,
    },
    /// It is not what was hashed.
    #[error("event {seq} was changed: its hash is another")]
    Hash {
        /// The event.
        seq: u64,
    },
    /// Its body is not an event in canonical form, or does not agree with its row.
    #[error("event {seq}: {detail}")]
    Body {
        /// The event.
        seq: u64,
        /// In which way.
        detail: String,
    },
    /// The stored postings are not those that follow from it, or do not sum to zero.
    #[error("the postings of event {seq} {detail}")]
    Postings {
        /// The event.
        seq: u64,
        /// In which way.
        detail: &'static str,
    },
    /// It cannot stand where it stands in the life of its account.
    #[error("event {seq} of account {account} {detail}")]
    Life {
        /// The event.
        seq: u64,
        /// The account.
        account: AccountNumber,
        /// In which way.
        detail: &'static str,
    },
    /// The account cannot be derived any further.
    #[error("event {seq} cannot be applied to account {account}: an amount is out of bounds")]
    Replay {
        /// The event.
        seq: u64,
        /// The account.
        account: AccountNumber,
    },
    /// The snapshot that opening begins at is not what the events before it make. It was let go of.
    #[error("the snapshot of account {account} at event {seq} was not what its events make; it was removed")]
    Snapshot {
        /// The event that it stood at.
        seq: u64,
        /// The account.
        account: AccountNumber,
    },
    /// The account's row does not agree with its events.
    #[error("account {account} {detail}")]
    Account {
        /// The account.
        account: AccountNumber,
        /// In which way.
        detail: &'static str,
    },
    /// The head is not the last event.
    #[error("the ledger ends at event {derived}, but was last at {stored}")]
    Head {
        /// The last event found.
        derived: u64,
        /// The head that is written.
        stored: u64,
    },
    /// Events that were acknowledged are not there.
    #[error(
        "the ledger was at event {acknowledged} and ends at {found}: its log or the file is an older one"
    )]
    Lost {
        /// The last event that was acknowledged.
        acknowledged: u64,
        /// The last event that is there.
        found: u64,
    },
    /// The event that was acknowledged was another.
    #[error("event {seq} is not the one that was acknowledged: the record was written anew")]
    Rewritten {
        /// The event.
        seq: u64,
    },
}

impl Difference {
    /// The event that it is about, where it is about one.
    #[must_use]
    pub const fn event(&self) -> Option<u64> {
        match self {
            Self::Missing { first: seq, .. }
            | Self::Row { seq }
            | Self::Link { seq }
            | Self::Hash { seq }
            | Self::Body { seq, .. }
            | Self::Postings { seq, .. }
            | Self::Rewritten { seq }
            | Self::Replay { seq, .. }
            | Self::Snapshot { seq, .. }
            | Self::Life { seq, .. } => Some(*seq),
            Self::Unreadable { after, .. } => Some(*after + 1),
            Self::Head { derived: found, .. } | Self::Lost { found, .. } => Some(*found + 1),
            Self::File { .. } | Self::Schema { .. } | Self::Account { .. } => None,
        }
    }
}
