//! Taking a profile out of the list: its files are set aside, not destroyed.

use std::path::PathBuf;

use sea_orm::{ColumnTrait, EntityTrait};
use trading::Moment;

use crate::entity::profile;
use crate::failure::StoreError;
use crate::ledger::Ledger;
use crate::place::{self, ProfileId};
use crate::profiles::Profiles;
use crate::profiles::audit::Act;
use crate::session::Session;

/// Where a removed profile's files were set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The directory that holds the ledger and its key now.
    pub set_aside: PathBuf,
}

/// What a ledger consists of, beside its key and its backups: itself, SQLite's log and its index, the witness.
pub(crate) const LEDGERS_FILES: [&str; 4] = ["", "-wal", "-shm", "-head"];

impl Profiles {
    /// Takes a profile out of the list. Its ledger, its backups and its key are not destroyed: they are moved to
    /// `removed/<identity>/` in the data directory, and the answer says where. The key goes as it is: one that a
    /// password wraps still opens with that password or its recovery code only. A profile removes itself; an
    /// administrator removes any.
    ///
    /// # Errors
    /// When whoever asks may not, when there is no such profile, when it is the only administrator of others, or
    /// when its files cannot be moved; then nothing has changed.
    pub async fn remove(&self, by: &Session, id: &ProfileId, now: Moment) -> Result<Removed, StoreError> {
        let begun = self.begin().await?;
        let actor = if by.id() == id {
            self.still_in(&begun, by).await?.name
        } else {
            self.administrator(&begun, by).await?.name
        };
        let row = self.found(&begun, profile::Column::Id.eq(id.as_str())).await?;
        let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: id.to_string() })?;
        let all = self.count(&begun, None).await?;
        if row.admin && all > 1 && self.count(&begun, Some(profile::Column::Admin.eq(true))).await? == 1 {
            return Err(StoreError::LastAdministrator { name: row.name });
        }
        let deleted = profile::Entity::delete_by_id(id.to_string()).exec(&begun).await;
        deleted.map_err(|error| self.failed(&error))?;
        self.record(&begun, now, &actor, Act::Removed, &row.name, id.as_str()).await?;
        let set_aside = self.set_aside(id)?;
        self.leave_word(&set_aside, &row);
        Ledger::forget_snapshots(&self.dir, id);
        self.commit(begun).await?;
        Ok(Removed { set_aside })
    }

    /// Moves what there is of a profile's files; a file that is already gone is no reason to stop.
    fn set_aside(&self, id: &ProfileId) -> Result<PathBuf, StoreError> {
        let to = self.dir.removed().join(id.as_str());
        place::private_dir(&to)?;
        let ledger = self.dir.ledger(id);
        let name = ledger.file_name().unwrap_or(ledger.as_os_str()).to_owned();
        let mut moves: Vec<(PathBuf, PathBuf)> = LEDGERS_FILES
            .iter()
            .map(|suffix| (place::beside(&ledger, suffix), place::beside(&to.join(&name), suffix)))
            .collect();
        moves.push((self.dir.key(id), to.join(format!("{id}.key"))));
        moves.push((self.dir.backups(id), to.join("backups")));
        place::move_all(moves)?;
        Ok(to)
    }
}
