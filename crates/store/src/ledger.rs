//! A user's ledger: the events of their accounts, append-only, chained, encrypted.

mod account;
mod append;
mod backup;
mod chain;
mod convenience;
mod decode;
mod difference;
mod follow;
mod read;
mod replay;
mod snapshot;
#[cfg(test)]
mod tests;
mod verify;
mod witness;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryResult, Statement};

use crate::database::{self, Purpose};
use crate::entity::meta;
use crate::failure::StoreError;
use crate::key::{Held, Key};
use crate::ledger::witness::Witness;
use crate::place::{self, DataDir, ProfileId};
use crate::session::Session;

pub use account::{Account, AccountNumber, Opening};
pub use append::{AppendError, book_name};
pub use backup::{Backup, Restoration};
pub use chain::{Hash, Head};
pub use difference::Difference;
pub use read::{News, Recorded};
pub use snapshot::{Derived, SNAPSHOT_EVERY};
pub use verify::Verification;

/// One profile's ledger, open. Cheap to clone; every clone shares the one connection that writes.
#[derive(Clone)]
pub struct Ledger {
    profile: ProfileId,
    path: PathBuf,
    key: Arc<Key>,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    /// Where its snapshots lie; a copy that is only looked at has none.
    snapshots: Option<PathBuf>,
    witness: Option<Arc<Witness>>,
    lost: Option<Lost>,
}

/// Events that were acknowledged once and are gone: the file, or the log beside it, is an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// The last event that was acknowledged.
    pub acknowledged: u64,
    /// The last event that is there.
    pub found: u64,
}

impl Ledger {
    /// Opens the ledger of whoever signed in. One that an older Lakh made is brought to the present form, after a copy was
    /// put among its backups.
    ///
    /// # Errors
    /// When the ledger is missing, when the file cannot be read with the key (damaged, foreign, or
    /// another profile's), when it is newer than the program, and when the disk or a permission stands in the
    /// way. Whatever was found is left as it is.
    pub async fn open(session: &Session) -> Result<Self, StoreError> {
        let (dir, profile) = (session.dir(), session.id());
        let copies = dir.backups(profile);
        let key = Arc::clone(&session.key);
        let ledger = Self::open_file(dir.ledger(profile), key, profile, Some(&copies)).await?;
        let ledger = Self { snapshots: Some(dir.snapshots(profile)), ..ledger };
        match ledger.ask_witness().await {
            Ok((witness, lost)) => Ok(Self { witness: Some(Arc::new(witness)), lost, ..ledger }),
            Err(error) => ledger.give_up(error).await,
        }
    }

    /// What the witness remembers that is not there.
    async fn ask_witness(&self) -> Result<(Witness, Option<Lost>), StoreError> {
        let witness = Witness::beside(&self.path)?;
        let acknowledged = witness.last().map_or(0, |head| head.seq);
        let found = self.head().await?.seq;
        let lost = (acknowledged > found).then_some(Lost { acknowledged, found });
        if lost.is_some() {
            tracing::warn!(acknowledged, found, "events of a ledger are gone");
        }
        Ok((witness, lost))
    }

    /// Opens a ledger's file wherever it lies; `copies` is the directory for a copy before it is changed.
    async fn open_file(
        path: PathBuf,
        key: Arc<Key>,
        profile: &ProfileId,
        copies: Option<&Path>,
    ) -> Result<Self, StoreError> {
        if !place::exists(&path)? {
            return Err(StoreError::LedgerMissing { path });
        }
        place::refuse_empty(&path)?;
        let writer = database::connect(&path, Some(&key), Purpose::Write).await?;
        let reader = database::connect(&path, Some(&key), Purpose::Read).await?;
        let profile = profile.clone();
        let ledger = Self { profile, path, key, writer, reader, snapshots: None, witness: None, lost: None };
        match ledger.check_in(copies).await {
            Ok(()) => Ok(ledger),
            Err(error) => ledger.give_up(error).await,
        }
    }

    /// Closes what cannot be used, so that nothing holds the file.
    async fn give_up(self, error: StoreError) -> Result<Self, StoreError> {
        // Why it cannot be used says more than why it cannot be closed.
        let _ = self.close().await;
        Err(error)
    }

    /// Looks whether the file is whole, of the present form (or brings it there) and of this profile.
    async fn check_in(&self, copies: Option<&Path>) -> Result<(), StoreError> {
        database::refuse_cut(&self.writer, &self.path).await?;
        let form = migrations::LEDGER_FORMAT;
        database::bring_up::<migrations::Ledger>(&self.writer, &self.path, form, copies).await?;
        self.refuse_anothers().await
    }

    /// Writes a profile's key and an empty ledger. Neither may be there.
    pub(crate) async fn create(
        dir: &DataDir,
        profile: &ProfileId,
        key: &Key,
        held: &Held,
    ) -> Result<(), StoreError> {
        let (path, key_path) = (dir.ledger(profile), dir.key(profile));
        for file in [&path, &key_path] {
            if let Some(parent) = file.parent() {
                place::private_dir(parent)?;
            }
        }
        held.create(&key_path)?;
        let made = Self::make(&path, profile, key).await;
        if made.is_err() {
            // A key that opens nothing; that it stays adds nothing to the reason.
            let _ = fs::remove_file(&key_path);
        }
        made
    }

    /// Makes an empty ledger under a key. It may not be there.
    async fn make(path: &Path, profile: &ProfileId, key: &Key) -> Result<(), StoreError> {
        let genesis = Head::genesis(profile);
        let first_rows = vec![
            database::with(
                "INSERT INTO meta (key, value) VALUES (?, ?)",
                [PROFILE.into(), profile.as_str().into()],
            ),
            database::with("INSERT INTO head (one, seq, hash) VALUES (1, 0, ?)", [genesis.hash.blob()]),
        ];
        database::make::<migrations::Ledger>(path, Some(key), first_rows).await
    }

    /// Whose ledger it is.
    #[must_use]
    pub const fn profile(&self) -> &ProfileId {
        &self.profile
    }

    /// What was acknowledged once and was not there when the ledger was opened.
    #[must_use]
    pub const fn lost(&self) -> Option<Lost> {
        self.lost
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes the file; what is in the write-ahead log is written to it first.
    ///
    /// # Errors
    /// When that cannot be done; nothing is lost, the log is read at the next opening.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.close_by_ref().await.map_err(|error| self.failed(&error))?;
        self.writer.close_by_ref().await.map_err(|error| self.failed(&error))
    }

    async fn refuse_anothers(&self) -> Result<(), StoreError> {
        let row = meta::Entity::find_by_id(PROFILE.to_owned()).one(&self.writer).await;
        match row.map_err(|error| self.failed(&error))? {
            Some(row) if row.value == self.profile.as_str() => Ok(()),
            Some(_) => Err(StoreError::OtherProfile { path: self.path.clone() }),
            None => Err(self.damaged("it does not say whose it is")),
        }
    }

    async fn rows_in(
        &self,
        db: &impl ConnectionTrait,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        db.query_all_raw(statement).await.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &DbErr) -> StoreError {
        StoreError::database(&self.path, error)
    }

    fn damaged(&self, detail: impl Into<String>) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), detail: detail.into() }
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The key in `meta` under which a ledger says whose it is.
const PROFILE: &str = "profile";
