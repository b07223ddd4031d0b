//! Snapshots: an account as its events had made it up to one of them, so that opening it does not begin at its
//! first day.
//!
//! A snapshot is only a cache. It is sealed under a key that follows from the ledger's own and names the event
//! that it stands at by its hash, and the rules that derived it. One that is missing, damaged, another's, of
//! other rules, or of events that are not in the chain is passed over without a word and the account is derived
//! from its events, with the same result to the byte. `verify` derives without it and compares.

mod sealed;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use borsh::{BorshDeserialize, BorshSerialize};
use sea_orm::ConnectionTrait;

use crate::database;
use crate::failure::StoreError;
use crate::ledger::read::as_i64;
use crate::ledger::{AccountNumber, Hash, Head, Ledger};
use crate::place::{self, DataDir, ProfileId};

use sealed::{Prefix, Sealing, Unsealing};

/// A snapshot that leaves so many events to apply is worth writing anew.
pub const SNAPSHOT_EVERY: u64 = 2_000;

/// The first bytes of the file: what it is, and its form.
const FORM: &[u8; 16] = b"lakh snapshot 1\n";

/// The rules that derive an account in this program, as `build.rs` names them.
const RULES: &str = env!("LAKH_RULES");

/// An account as its events made it.
#[derive(Debug)]
pub struct Derived {
    /// The account.
    pub account: trading::Account,
    /// The ledger's head that it was derived up to; what is written next may be appended after it.
    pub head: Head,
    /// How many events were applied: all of the account's, or those after its snapshot.
    pub applied: u64,
}

/// What stands at the beginning of a snapshot's file, for anyone to read.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Header {
    form: [u8; 16],
    rules: [u8; 32],
    account: i64,
    /// The last event of the account that is in it, and that event's hash.
    seq: u64,
    hash: [u8; 32],
    prefix: Prefix,
}

/// A snapshot as `verify` compares it: where it stands, and a hash of what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    seq: u64,
    hash: [u8; 32],
    digest: blake3::Hash,
}

impl Ledger {
    /// An account, from its snapshot and the events after it where there is a good one, else from all of its events.
    ///
    /// # Errors
    /// When the ledger cannot be read, or an event in it is damaged; the error names the event.
    pub async fn derive(&self, number: AccountNumber) -> Result<Derived, StoreError> {
        let (mut account, seq) = self.snapshot(number).await.unwrap_or_default();
        let mut applied = 0;
        let apply = |_, event: trading::Event| {
            account.apply(&event);
            applied += 1;
        };
        let head = self.each_event_after(number, seq, apply).await?;
        Ok(Derived { account, head, applied })
    }

    /// Keeps a snapshot of an account that was derived up to a head. It replaces the one before.
    ///
    /// # Errors
    /// When the file cannot be written: nothing is lost but time at the next opening.
    pub async fn keep_snapshot(
        &self,
        number: AccountNumber,
        account: &trading::Account,
        head: &Head,
    ) -> Result<(), StoreError> {
        let Some(path) = self.snapshot_path(number) else { return Ok(()) };
        let values = [number.0.into(), as_i64(head.seq).into()];
        let rows = self.rows_in(&self.reader, database::with(LAST_EVENT, values)).await?;
        let Some(row) = rows.first() else { return Ok(()) };
        let seq: i64 = row.try_get_by_index(0).map_err(|error| self.failed(&error))?;
        let hash: Vec<u8> = row.try_get_by_index(1).map_err(|error| self.failed(&error))?;
        let hash = Hash::from_blob(&hash).ok_or_else(|| self.damaged("an event has no hash"))?;
        let at = Head { seq: seq.unsigned_abs(), hash };
        if let Some(parent) = path.parent() {
            place::private_dir(parent)?;
        }
        let draft = path.with_extension(format!("{}.new", place::unique()));
        let written = self.write_snapshot(&draft, rules(), number, account, &at);
        let written = written.and_then(|()| {
            fs::rename(&draft, &path).map_err(|source| StoreError::io("name the snapshot", &path, source))
        });
        written.inspect_err(|_| {
            // Half of a cache.
            let _ = fs::remove_file(&draft);
        })
    }

    /// Lets go of a profile's snapshots: they are made again.
    pub(crate) fn forget_snapshots(dir: &DataDir, profile: &ProfileId) {
        let home = dir.snapshots(profile);
        if let Err(error) = fs::remove_dir_all(&home)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the snapshots of a ledger were not let go of");
        }
    }

    /// What the snapshots say, by their own seals and rules; those that say nothing are left out.
    pub(crate) fn claims(&self) -> BTreeMap<AccountNumber, Claim> {
        let files = self.snapshots.as_ref().and_then(|home| fs::read_dir(home).ok());
        let names = files.into_iter().flatten().filter_map(|file| file.ok()?.file_name().into_string().ok());
        let numbers = names.filter_map(|name| {
            let number = name.strip_prefix(BEFORE_NUMBER)?.strip_suffix(AFTER_NUMBER)?;
            number.parse().ok().map(AccountNumber)
        });
        numbers.filter_map(|number| Some((number, self.claim(number)?))).collect()
    }

    /// Removes a snapshot that was found to be wrong.
    pub(crate) fn forget_snapshot(&self, number: AccountNumber) {
        if let Some(path) = self.snapshot_path(number) {
            // It is passed over by nobody but `verify`: one that stays is named again.
            let _ = fs::remove_file(path);
        }
    }

    async fn snapshot(&self, number: AccountNumber) -> Option<(trading::Account, u64)> {
        let (header, mut sealed) = self.open_snapshot(number)?;
        let seq = header.seq;
        let row = self.reader.query_one_raw(database::with(
            "SELECT hash FROM event WHERE seq = ? AND account = ?",
            [as_i64(seq).into(), number.0.into()],
        ));
        let hash: Vec<u8> = row.await.ok()??.try_get_by_index(0).ok()?;
        if hash != header.hash {
            tracing::debug!(account = %number, seq, "a snapshot is of other events");
            return None;
        }
        match trading::Account::try_from_reader(&mut sealed) {
            Ok(account) => Some((account, seq)),
            Err(error) => {
                tracing::debug!(account = %number, seq, %error, "a snapshot cannot be used");
                None
            }
        }
    }

    fn claim(&self, number: AccountNumber) -> Option<Claim> {
        let (header, mut sealed) = self.open_snapshot(number)?;
        let mut hasher = blake3::Hasher::new();
        std::io::copy(&mut sealed, &mut hasher).ok()?;
        Some(Claim { seq: header.seq, hash: header.hash, digest: hasher.finalize() })
    }

    /// A snapshot of these rules, up to its sealed part.
    fn open_snapshot(&self, number: AccountNumber) -> Option<(Header, Unsealing<BufReader<fs::File>>)> {
        let mut file = BufReader::with_capacity(64 * 1024, fs::File::open(self.snapshot_path(number)?).ok()?);
        let header = Header::deserialize_reader(&mut file).ok()?;
        let ours = header.form == *FORM && header.rules == rules() && header.account == number.0;
        if !ours {
            tracing::debug!(account = %number, "a snapshot is of other rules");
            return None;
        }
        let bytes = borsh::to_vec(&header).ok()?;
        let sealed = Unsealing::new(&self.key, &bytes, header.prefix, file);
        Some((header, sealed))
    }

    fn write_snapshot(
        &self,
        draft: &Path,
        rules: [u8; 32],
        number: AccountNumber,
        account: &trading::Account,
        at: &Head,
    ) -> Result<(), StoreError> {
        let mut prefix = Prefix::default();
        getrandom::fill(&mut prefix).map_err(|_| StoreError::no_random_bits(draft))?;
        let header =
            Header { form: *FORM, rules, account: number.0, seq: at.seq, hash: *at.hash.as_bytes(), prefix };
        let file = place::private_file(draft)?;
        let written = borsh::to_vec(&header).and_then(|header| {
            let mut to = BufWriter::new(file);
            to.write_all(&header)?;
            let mut sealing = Sealing::new(&self.key, &header, prefix, to);
            account.serialize(&mut sealing)?;
            sealing.finish()?.flush()
        });
        written.map_err(|source| StoreError::io("write the snapshot", draft, source))
    }

    /// Where the snapshot of an account lies; a copy that is only looked at has none.
    fn snapshot_path(&self, number: AccountNumber) -> Option<std::path::PathBuf> {
        Some(self.snapshots.as_ref()?.join(format!("{BEFORE_NUMBER}{number}{AFTER_NUMBER}")))
    }
}

impl Claim {
    /// Whether it stands at an event; one that stands at none is passed over by everybody.
    pub(crate) fn stands_at(&self, seq: u64, hash: &Hash) -> bool {
        self.seq == seq && self.hash == *hash.as_bytes()
    }

    /// Whether it says what an account is.
    pub(crate) fn says(&self, account: &trading::Account) -> bool {
        let mut hasher = blake3::Hasher::new();
        account.serialize(&mut hasher).is_ok() && hasher.finalize() == self.digest
    }
}

/// The name of the rules as the header holds it.
fn rules() -> [u8; 32] {
    *blake3::hash(RULES.as_bytes()).as_bytes()
}

/// What a snapshot's file is called, before and after the number of its account.
const BEFORE_NUMBER: &str = "account-";
const AFTER_NUMBER: &str = ".snapshot";

const LAST_EVENT: &str =
    "SELECT seq, hash FROM event WHERE account = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";
