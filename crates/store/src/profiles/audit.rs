//! What administrators did: append-only, each entry chained to the one before.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use trading::Moment;

use crate::database;
use crate::failure::StoreError;
use crate::profiles::Profiles;
use crate::session::Session;

/// An administrative act, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1.
    pub seq: u64,
    /// When, by the computer's clock.
    pub at: Moment,
    /// Who did it, by name; empty when the first profile made itself.
    pub actor: String,
    /// What was done: `created`, `removed`, `put_back`, `locked`, `unlocked`, `reset`, `made_administrator`, `made_trader`,
    /// `renamed`, `password_set`, `password_changed`, `password_removed`, `recovered`, `recovery_code_renewed`,
    /// `starting_capital_set`.
    pub act: String,
    /// To whom, by name; empty when it is about the house.
    pub subject: String,
    /// With what: an amount in paise, a role, an identity. Never a secret.
    pub detail: String,
}

/// Whether the audit log proves itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditProof {
    /// How many entries were looked at.
    pub entries: u64,
    /// What does not agree, each naming its entry.
    pub differences: Vec<String>,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Created,
    Removed,
    PutBack,
    Locked,
    Unlocked,
    Reset,
    MadeAdministrator,
    MadeTrader,
    Renamed,
    PasswordSet,
    PasswordChanged,
    PasswordRemoved,
    Recovered,
    RecoveryCodeRenewed,
    StartingCapitalSet,
}

impl Act {
    const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Removed => "removed",
            Self::PutBack => "put_back",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::Reset => "reset",
            Self::MadeAdministrator => "made_administrator",
            Self::MadeTrader => "made_trader",
            Self::Renamed => "renamed",
            Self::PasswordSet => "password_set",
            Self::PasswordChanged => "password_changed",
            Self::PasswordRemoved => "password_removed",
            Self::Recovered => "recovered",
            Self::RecoveryCodeRenewed => "recovery_code_renewed",
            Self::StartingCapitalSet => "starting_capital_set",
        }
    }
}

impl Profiles {
    /// Every administrative act, the oldest first.
    ///
    /// # Errors
    /// When whoever asks is no administrator, or the file cannot be read.
    pub async fn audit(&self, by: &Session) -> Result<Vec<AuditEntry>, StoreError> {
        let begun = self.begin().await?;
        self.administrator(&begun, by).await?;
        let rows = self.audit_rows(&begun).await?;
        begun.rollback().await.map_err(|error| self.failed(&error))?;
        Ok(rows.into_iter().map(|row| row.entry).collect())
    }

    /// Derives the audit log's chain again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn verify_audit(&self) -> Result<AuditProof, StoreError> {
        let begun = self.begin().await?;
        let rows = self.audit_rows(&begun).await?;
        let (end, end_hash) = self.audit_head(&begun).await?;
        begun.rollback().await.map_err(|error| self.failed(&error))?;
        let (mut seq, mut hash, mut differences) = (0, vec![0; 32], Vec::new());
        for row in &rows {
            let number = row.entry.seq;
            if number != seq + 1 {
                differences.push(format!("entries {} to {} are missing", seq + 1, number.saturating_sub(1)));
            } else if row.prev_hash != hash {
                differences.push(format!("entry {number} does not follow the one before it"));
            }
            if link(&row.prev_hash, &row.entry).as_slice() != row.hash {
                differences.push(format!("entry {number} was changed"));
            }
            (seq, hash) = (number, row.hash.clone());
        }
        if (seq, hash) != (end, end_hash) {
            differences.push(format!("the log ends at entry {seq}, but was last at {end}"));
        }
        let entries = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Ok(AuditProof { entries, differences })
    }

    /// Writes an act down, within the transaction that does it.
    pub(crate) async fn record(
        &self,
        begun: &DatabaseTransaction,
        at: Moment,
        actor: &str,
        act: Act,
        subject: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let (seq, prev_hash) = self.audit_head(begun).await?;
        let entry = AuditEntry {
            seq: seq + 1,
            at,
            actor: actor.into(),
            act: act.word().into(),
            subject: subject.into(),
            detail: detail.into(),
        };
        let values = [
            i64::try_from(entry.seq).unwrap_or(i64::MAX).into(),
            entry.at.millis().into(),
            entry.actor.as_str().into(),
            entry.act.as_str().into(),
            entry.subject.as_str().into(),
            entry.detail.as_str().into(),
            prev_hash.clone().into(),
            link(&prev_hash, &entry).to_vec().into(),
        ];
        let written = begun.execute_raw(database::with(INSERT, values)).await;
        written.map(|_| ()).map_err(|error| self.failed(&error))
    }

    async fn audit_head(&self, begun: &DatabaseTransaction) -> Result<(u64, Vec<u8>), StoreError> {
        let row = begun.query_one_raw(database::plain("SELECT seq, hash FROM audit_head")).await;
        let row = row.map_err(|error| self.failed(&error))?;
        let read = row.and_then(|row| {
            let seq: i64 = row.try_get_by_index(0).ok()?;
            Some((seq.unsigned_abs(), row.try_get_by_index(1).ok()?))
        });
        read.ok_or_else(|| self.damaged("the end of the audit log cannot be read"))
    }

    async fn audit_rows(&self, begun: &DatabaseTransaction) -> Result<Vec<Row>, StoreError> {
        let rows = begun.query_all_raw(database::plain(SELECT)).await.map_err(|error| self.failed(&error))?;
        let read = rows
            .iter()
            .map(|row| read(row).ok_or_else(|| self.damaged("an entry of the audit log cannot be read")));
        read.collect()
    }
}

/// An entry with its place in the chain.
struct Row {
    entry: AuditEntry,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
}

fn read(row: &QueryResult) -> Option<Row> {
    let number = |place| row.try_get_by_index::<i64>(place).ok();
    let text = |place| row.try_get_by_index::<String>(place).ok();
    let entry = AuditEntry {
        seq: number(0)?.unsigned_abs(),
        at: Moment::from_millis(number(1)?),
        actor: text(2)?,
        act: text(3)?,
        subject: text(4)?,
        detail: text(5)?,
    };
    Some(Row { entry, prev_hash: row.try_get_by_index(6).ok()?, hash: row.try_get_by_index(7).ok()? })
}

/// The hash of an entry: each text with its length before it, so that no two entries read the same.
fn link(prev_hash: &[u8], entry: &AuditEntry) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"lakh audit 1").update(prev_hash);
    hasher.update(&entry.seq.to_le_bytes()).update(&entry.at.millis().to_le_bytes());
    for text in [&entry.actor, &entry.act, &entry.subject, &entry.detail] {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_le_bytes()).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

const SELECT: &str = "SELECT seq, at, actor, act, subject, detail, prev_hash, hash FROM audit ORDER BY seq";
const INSERT: &str = "INSERT INTO audit (seq, at, actor, act, subject, detail, prev_hash, hash) \
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
