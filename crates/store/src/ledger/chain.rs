//! The chain: each event's hash covers the one before it, so that nothing can be changed, taken out, put in or
//! moved without every later hash being wrong.

use std::fmt;

use trading::{Event, Moment};

use crate::ledger::AccountNumber;
use crate::place::ProfileId;

/// The version of the events' canonical form: an event's JSON, fields in the order of its type.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// Says what is hashed, so that no other use of the hash can be taken for it.
const GENESIS: &[u8] = b"lakh ledger 1: before the first event of profile ";
const LINK: &[u8] = b"lakh ledger 1: event";

/// A blake3 hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

/// Where a ledger ends: its last event's number, counted through the whole file, and that event's hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head {
    /// The number of the last event; 0 before the first.
    pub seq: u64,
    /// Its hash; before the first event, one that depends on the profile alone.
    pub hash: Hash,
}

/// What one link of the chain covers beside the hash before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link<'a> {
    pub(crate) account: AccountNumber,
    pub(crate) at: Moment,
    pub(crate) wall_at: Moment,
    pub(crate) schema_version: u32,
    pub(crate) body: &'a str,
}

impl Head {
    /// Before the first event of a profile's ledger.
    pub(crate) fn genesis(profile: &ProfileId) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(GENESIS).update(profile.as_str().as_bytes());
        Self { seq: 0, hash: Hash(*hasher.finalize().as_bytes()) }
    }

    /// After one more event. Everything before the body has a fixed width: no two links read the same.
    pub(crate) fn then(&self, link: &Link<'_>) -> Self {
        let seq = self.seq + 1;
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(LINK)
            .update(&self.hash.0)
            .update(&seq.to_le_bytes())
            .update(&link.account.0.to_le_bytes())
            .update(&link.at.millis().to_le_bytes())
            .update(&link.wall_at.millis().to_le_bytes())
            .update(&link.schema_version.to_le_bytes())
            .update(link.body.as_bytes());
        Self { seq, hash: Hash(*hasher.finalize().as_bytes()) }
    }
}

impl Hash {
    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_blob(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn blob(&self) -> sea_orm::Value {
        self.0.to_vec().into()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Display for Head {
    /// `12:9f86d0…`, short enough to be read aloud.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = self.hash.to_string();
        write!(out, "{}:{}", self.seq, hex.get(..16).unwrap_or(&hex))
    }
}

/// The canonical bytes of an event.
pub(crate) fn canonical(event: &Event) -> Result<String, serde_json::Error> {
    serde_json::to_string(event)
}
