//! Putting a removed profile back: its files come back to where they lay, and it may sign in again.

use std::fs;
use std::path::{Path, PathBuf};

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use trading::Moment;

use crate::entity::profile;
use crate::failure::StoreError;
use crate::name::Name;
use crate::place::{self, ProfileId};
use crate::profiles::audit::Act;
use crate::profiles::{LEDGERS_FILES, Profile, Profiles};
use crate::session::Session;

/// A removed profile whose files lie in `removed/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The identity that it had.
    pub id: ProfileId,
    /// The name that it had, where that is known.
    pub name: Option<String>,
    /// The directory that holds its files.
    pub files: PathBuf,
}

/// What is left beside the files of a removed profile, to make its row again.
#[derive(Debug, Serialize, Deserialize)]
struct Word {
    name: String,
    created_at: i64,
    last_account: Option<i64>,
}

const WORD: &str = "profile.json";

impl Profiles {
    /// The removed profiles whose ledgers can be put back.
    ///
    /// # Errors
    /// When their directory cannot be read.
    pub fn set_aside_profiles(&self) -> Result<Vec<SetAside>, StoreError> {
        let home = self.dir.removed();
        if !place::exists(&home)? {
            return Ok(Vec::new());
        }
        let failed = |source| StoreError::io("read the directory", &home, source);
        let mut found = Vec::new();
        for entry in fs::read_dir(&home).map_err(failed)? {
            let files = entry.map_err(failed)?.path();
            let id = files.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
            let Some(id): Option<ProfileId> = id else { continue };
            // A directory may hold no more than what a restoration set aside.
            if place::exists(&files.join(format!("{id}.sqlite")))? {
                found.push(SetAside { name: word(&files).map(|word| word.name), id, files });
            }
        }
        found.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        Ok(found)
    }

    /// Puts a removed profile back as a trader, with its ledger, its key and its backups; under another name when one
    /// is given. Whoever may make profiles may do it; the ledger opens with the password that it had.
    ///
    /// # Errors
    /// When whoever asks may not, when no removed profile has that name or identity, when the name is taken or not
    /// known, or when the files cannot be moved; then nothing has changed.
    pub async fn put_back(
        &self,
        by: Option<&Session>,
        name_or_id: &str,
        new_name: Option<&str>,
        now: Moment,
    ) -> Result<Profile, StoreError> {
        let begun = self.begin().await?;
        let actor = self.may_create(&begun, by).await?;
        let SetAside { id, name, files } = self.set_aside_one(name_or_id)?;
        let asked = new_name.map(str::to_owned).or(name);
        let asked =
            asked.ok_or_else(|| StoreError::NotRemoved { name: format!("{id} with a known name") })?;
        let name: Name = asked.parse()?;
        let taken = self.found(&begun, profile::Column::NameKey.eq(name.key())).await?;
        let there = self.found(&begun, profile::Column::Id.eq(id.as_str())).await?;
        if taken.or(there).is_some() {
            return Err(StoreError::NameTaken { name: name.to_string() });
        }
        let word = word(&files);
        let row = profile::ActiveModel {
            id: ActiveValue::Set(id.to_string()),
            name: ActiveValue::Set(name.to_string()),
            name_key: ActiveValue::Set(name.key()),
            admin: ActiveValue::Set(self.count(&begun, None).await? == 0),
            created_at: ActiveValue::Set(word.as_ref().map_or(now.millis(), |word| word.created_at)),
            last_account: ActiveValue::Set(word.and_then(|word| word.last_account)),
            ..Default::default()
        };
        let written = profile::Entity::insert(row).exec_without_returning(&begun).await;
        written.map_err(|error| self.failed(&error))?;
        let actor = actor.unwrap_or_default();
        self.record(&begun, now, &actor, Act::PutBack, name.as_str(), id.as_str()).await?;
        let moved = place::move_all(self.moves_back(&id, &files))?;
        self.commit(begun).await.inspect_err(|_| place::move_back(&moved))?;
        // The files are back; what is left is a word about them.
        let _ = fs::remove_file(files.join(WORD));
        self.find(id.as_str()).await
    }

    /// Leaves beside a removed profile's files what its row said.
    pub(crate) fn leave_word(&self, files: &Path, row: &profile::Model) {
        let (name, created_at, last_account) = (row.name.clone(), row.created_at, row.last_account);
        let word = serde_json::to_vec(&Word { name, created_at, last_account }).unwrap_or_default();
        if let Err(error) = fs::write(files.join(WORD), word) {
            // It can be put back under a name that is given then.
            tracing::warn!(%error, "the name of a removed profile was not kept");
        }
    }

    fn set_aside_one(&self, name_or_id: &str) -> Result<SetAside, StoreError> {
        let wanted = name_or_id.trim();
        let key = wanted.parse::<Name>().map(|name| name.key()).ok();
        let is_it = |one: &SetAside| {
            let named = one.name.as_ref().and_then(|name| name.parse::<Name>().ok());
            one.id.as_str() == wanted || (key.is_some() && named.map(|name| name.key()) == key)
        };
        let mut found: Vec<_> = self.set_aside_profiles()?.into_iter().filter(is_it).collect();
        match (found.pop(), found.is_empty()) {
            (Some(only), true) => Ok(only),
            // Two of one name: the identity tells them apart.
            (Some(_) | None, _) => Err(StoreError::NotRemoved { name: wanted.into() }),
        }
    }

    fn moves_back(&self, id: &ProfileId, files: &Path) -> Vec<(PathBuf, PathBuf)> {
        let (ledger, aside) = (self.dir.ledger(id), files.join(format!("{id}.sqlite")));
        let mut moves: Vec<(PathBuf, PathBuf)> = LEDGERS_FILES
            .iter()
            .map(|suffix| (place::beside(&aside, suffix), place::beside(&ledger, suffix)))
            .collect();
        moves.push((files.join(format!("{id}.key")), self.dir.key(id)));
        moves.push((files.join("backups"), self.dir.backups(id)));
        moves
    }
}

fn word(files: &Path) -> Option<Word> {
    serde_json::from_slice(&fs::read(files.join(WORD)).ok()?).ok()
}
