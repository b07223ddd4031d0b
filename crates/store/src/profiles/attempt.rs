//! Wrong passwords slow down: how many in a row and when is kept on the disk, for names that exist and names
//! that do not.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use trading::Moment;

use crate::database;
use crate::failure::StoreError;
use crate::profiles::Profiles;

/// An attempt that was let through; its outcome is to be told.
pub(crate) struct Attempt {
    name_hash: String,
    /// Whether it was counted as a failure beforehand.
    counted: bool,
    now: Moment,
}

impl Profiles {
    /// Lets an attempt through, or says how long to wait. From the first failure on an attempt counts before it is
    /// made, so that many at once are no way around the wait; the right password takes the count back.
    pub(crate) async fn attempt(&self, name: &str, now: Moment) -> Result<Attempt, StoreError> {
        let name_hash = hash_of(name);
        let begun = self.begin().await?;
        let Some((failures, last_at)) = self.failures(&begun, &name_hash).await? else {
            begun.rollback().await.map_err(|error| self.failed(&error))?;
            return Ok(Attempt { name_hash, counted: false, now });
        };
        // A clock that was set back makes nobody wait longer than the wait itself.
        let since = now.millis().saturating_sub(last_at);
        let elapsed = since.max(0);
        let wait = wait_millis(failures).saturating_sub(elapsed);
        if wait > 0 {
            if since < 0 {
                self.count_failure(&begun, &name_hash, failures, now).await?;
            }
            self.commit(begun).await?;
            return Err(StoreError::WaitBeforeTrying { seconds: (wait + 999) / 1000 });
        }
        self.count_failure(&begun, &name_hash, failures + 1, now).await?;
        self.commit(begun).await?;
        Ok(Attempt { name_hash, counted: true, now })
    }

    /// The attempt failed.
    pub(crate) async fn attempt_failed(&self, attempt: Attempt) -> Result<(), StoreError> {
        if attempt.counted {
            return Ok(());
        }
        let begun = self.begin().await?;
        let failures = self.failures(&begun, &attempt.name_hash).await?.map_or(0, |(failures, _)| failures);
        self.count_failure(&begun, &attempt.name_hash, failures + 1, attempt.now).await?;
        let forgotten = [attempt.now.plus_millis(-FORGOTTEN_AFTER).millis().into()];
        let pruned =
            begun.execute_raw(database::with("DELETE FROM attempt WHERE last_at < ?", forgotten)).await;
        pruned.map_err(|error| self.failed(&error))?;
        self.commit(begun).await
    }

    /// The attempt succeeded: the count begins anew.
    pub(crate) async fn attempt_succeeded(&self, attempt: Attempt) -> Result<(), StoreError> {
        if !attempt.counted {
            return Ok(());
        }
        let forgiven = database::with("DELETE FROM attempt WHERE name_hash = ?", [attempt.name_hash.into()]);
        self.db.execute_raw(forgiven).await.map(|_| ()).map_err(|error| self.failed(&error))
    }

    async fn failures(
        &self,
        begun: &DatabaseTransaction,
        name_hash: &str,
    ) -> Result<Option<(i64, i64)>, StoreError> {
        let select = "SELECT failures, last_at FROM attempt WHERE name_hash = ?";
        let row = begun.query_one_raw(database::with(select, [name_hash.into()])).await;
        let row = row.map_err(|error| self.failed(&error))?;
        Ok(row.and_then(|row| Some((row.try_get_by_index(0).ok()?, row.try_get_by_index(1).ok()?))))
    }

    async fn count_failure(
        &self,
        begun: &DatabaseTransaction,
        name_hash: &str,
        failures: i64,
        now: Moment,
    ) -> Result<(), StoreError> {
        let values = [name_hash.into(), failures.into(), now.millis().into()];
        let insert = "INSERT INTO attempt (name_hash, failures, last_at) VALUES (?, ?, ?) \
            ON CONFLICT (name_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at";
        let counted = begun.execute_raw(database::with(insert, values)).await;
        counted.map(|_| ()).map_err(|error| self.failed(&error))
    }
}

/// A name may have been typed that is somebody's password: only its hash is kept.
fn hash_of(name: &str) -> String {
    blake3::Hasher::new_derive_key("lakh 2026-11-22 name at a sign-in")
        .update(name.as_bytes())
        .finalize()
        .to_string()
}

/// How long to wait after so many failures in a row: three are free, then a second, doubled each time, at most
/// five minutes.
fn wait_millis(failures: i64) -> i64 {
    let doublings = u32::try_from(failures - FREE).unwrap_or(0).min(20);
    if failures < FREE { 0 } else { (1000_i64 << doublings).min(LONGEST_WAIT) }
}

const FREE: i64 = 3;
const LONGEST_WAIT: i64 = 5 * 60_000;
const FORGOTTEN_AFTER: i64 = 24 * 60 * 60_000;
