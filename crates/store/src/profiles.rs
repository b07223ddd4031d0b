//! `profiles.sqlite`: who may sign in, and whose ledger is whose.

use std::path::PathBuf;

use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use trading::Moment;

use crate::database::{self, Purpose};
use crate::entity::profile;
use crate::failure::StoreError;
use crate::ledger::{AccountNumber, Ledger};
use crate::name::Name;
use crate::place::{self, DataDir, ProfileId};

/// A user of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The identity; it never changes.
    pub id: ProfileId,
    /// The name, as it was written.
    pub name: String,
    /// Whether it administers the others.
    pub admin: bool,
    /// When it was made, by the computer's clock.
    pub created_at: Moment,
    /// When it was last used, by the computer's clock.
    pub last_seen: Option<Moment>,
    /// The account used last.
    pub last_account: Option<AccountNumber>,
}

/// Where a removed profile's files were set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The directory that holds the ledger and its key now.
    pub set_aside: PathBuf,
}

/// What a ledger consists of, beside its key and its backups: itself, SQLite's log and its index, the witness.
pub(crate) const LEDGERS_FILES: [&str; 4] = ["", "-wal", "-shm", "-head"];

/// The profiles of a data directory.
#[derive(Debug, Clone)]
pub struct Profiles {
    dir: DataDir,
    db: DatabaseConnection,
}

impl Profiles {
    /// Opens the profiles of a data directory; makes the file when there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is damaged, or is newer than the program.
    pub async fn open(dir: &DataDir) -> Result<Self, StoreError> {
        let path = dir.profiles();
        if !place::exists(&path)? {
            match database::make::<migrations::Profiles>(&path, None, Vec::new()).await {
                // Another process was quicker.
                Err(_) if place::exists(&path)? => {}
                made => made?,
            }
        }
        place::refuse_empty(&path)?;
        let db = database::connect(&path, None, Purpose::Write).await?;
        let copies = dir.backups_of_profiles();
        let form = migrations::PROFILES_FORMAT;
        if let Err(error) = database::bring_up::<migrations::Profiles>(&db, &path, form, Some(&copies)).await
        {
            // Why it cannot be used says more than why it cannot be closed.
            let _ = db.close().await;
            return Err(error);
        }
        Ok(Self { dir: dir.clone(), db })
    }

    /// Makes a profile with its key and an empty ledger. The first one is an administrator whatever `admin`
    /// says.
    ///
    /// # Errors
    /// A name that cannot be one or is taken; a disk that does not take the files.
    pub async fn create(&self, name: &str, admin: bool, now: Moment) -> Result<Profile, StoreError> {
        let name: Name = name.parse()?;
        let begun = self.begin().await?;
        if self.found(&begun, profile::Column::NameKey.eq(name.key())).await?.is_some() {
            return Err(StoreError::NameTaken { name: name.to_string() });
        }
        let others = self.count(&begun, None).await?;
        let id = ProfileId::random();
        Ledger::create(&self.dir, &id).await?;
        let row = profile::ActiveModel {
            id: ActiveValue::Set(id.to_string()),
            name: ActiveValue::Set(name.to_string()),
            name_key: ActiveValue::Set(name.key()),
            admin: ActiveValue::Set(admin || others == 0),
            created_at: ActiveValue::Set(now.millis()),
            last_seen: ActiveValue::Set(None),
            last_account: ActiveValue::Set(None),
        };
        let written = profile::Entity::insert(row).exec_without_returning(&begun).await;
        written.map_err(|error| self.failed(&error))?;
        self.commit(begun).await?;
        Ok(Profile {
            id,
            name: name.to_string(),
            admin: admin || others == 0,
            created_at: now,
            last_seen: None,
            last_account: None,
        })
    }

    /// Every profile, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<Profile>, StoreError> {
        let rows = profile::Entity::find()
            .order_by_asc(profile::Column::CreatedAt)
            .order_by_asc(profile::Column::Id)
            .all(&self.db)
            .await
            .map_err(|error| self.failed(&error))?;
        rows.into_iter().map(|row| self.profile(row)).collect()
    }

    /// The profile of a name (without regard to case) or of an identity.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub async fn find(&self, name_or_id: &str) -> Result<Profile, StoreError> {
        let missing = || StoreError::NoSuchProfile { name: name_or_id.trim().to_owned() };
        if let Ok(name) = name_or_id.parse::<Name>()
            && let Some(row) = self.found(&self.db, profile::Column::NameKey.eq(name.key())).await?
        {
            return self.profile(row);
        }
        let id: ProfileId = name_or_id.parse().map_err(|_| missing())?;
        let row = self.found(&self.db, profile::Column::Id.eq(id.as_str())).await?;
        self.profile(row.ok_or_else(missing)?)
    }

    /// Takes a profile out of the list. Its ledger and key are not destroyed: they are moved to
    /// `removed/<identity>/` in the data directory, and the answer says where.
    ///
    /// # Errors
    /// When there is no such profile, when it is the only administrator of others, or when its files cannot be
    /// moved; then nothing has changed.
    pub async fn remove(&self, id: &ProfileId) -> Result<Removed, StoreError> {
        let begun = self.begin().await?;
        let row = self.found(&begun, profile::Column::Id.eq(id.as_str())).await?;
        let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: id.to_string() })?;
        let all = self.count(&begun, None).await?;
        if row.admin && all > 1 && self.count(&begun, Some(profile::Column::Admin.eq(true))).await? == 1 {
            return Err(StoreError::LastAdministrator { name: row.name });
        }
        let deleted = profile::Entity::delete_by_id(id.to_string()).exec(&begun).await;
        deleted.map_err(|error| self.failed(&error))?;
        let set_aside = self.set_aside(id)?;
        self.commit(begun).await?;
        Ok(Removed { set_aside })
    }

    /// Remembers the account that a profile used last.
    ///
    /// # Errors
    /// When there is no such profile, or the file cannot be written.
    pub async fn set_last_account(&self, id: &ProfileId, account: AccountNumber) -> Result<(), StoreError> {
        self.change(id, profile::Column::LastAccount, account.0).await
    }

    /// Remembers that a profile is used now.
    ///
    /// # Errors
    /// When there is no such profile, or the file cannot be written.
    pub async fn touch(&self, id: &ProfileId, now: Moment) -> Result<(), StoreError> {
        self.change(id, profile::Column::LastSeen, now.millis()).await
    }

    /// Closes the file.
    ///
    /// # Errors
    /// When what is in the write-ahead log cannot be written to the file.
    pub async fn close(self) -> Result<(), StoreError> {
        let path = self.dir.profiles();
        self.db.close().await.map_err(|error| StoreError::database(&path, &error))
    }

    async fn change(&self, id: &ProfileId, column: profile::Column, value: i64) -> Result<(), StoreError> {
        let changed = profile::Entity::update_many()
            .col_expr(column, value.into())
            .filter(profile::Column::Id.eq(id.as_str()))
            .exec(&self.db)
            .await
            .map_err(|error| self.failed(&error))?;
        if changed.rows_affected == 0 {
            return Err(StoreError::NoSuchProfile { name: id.to_string() });
        }
        Ok(())
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

    async fn found(
        &self,
        db: &impl ConnectionTrait,
        condition: impl sea_orm::sea_query::IntoCondition,
    ) -> Result<Option<profile::Model>, StoreError> {
        let row = profile::Entity::find().filter(condition).one(db).await;
        row.map_err(|error| self.failed(&error))
    }

    async fn count(
        &self,
        begun: &DatabaseTransaction,
        condition: Option<sea_orm::sea_query::Expr>,
    ) -> Result<u64, StoreError> {
        let mut find = profile::Entity::find();
        if let Some(condition) = condition {
            find = find.filter(condition);
        }
        find.count(begun).await.map_err(|error| self.failed(&error))
    }

    async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        database::begin(&self.db).await.map_err(|error| self.failed(&error))
    }

    async fn commit(&self, begun: DatabaseTransaction) -> Result<(), StoreError> {
        begun.commit().await.map_err(|error| self.failed(&error))
    }

    fn profile(&self, row: profile::Model) -> Result<Profile, StoreError> {
        let id = row.id.parse().map_err(|_| StoreError::Damaged {
            path: self.dir.profiles(),
            detail: format!("the identity of {} cannot be read", row.name),
        })?;
        Ok(Profile {
            id,
            name: row.name,
            admin: row.admin,
            created_at: Moment::from_millis(row.created_at),
            last_seen: row.last_seen.map(Moment::from_millis),
            last_account: row.last_account.map(AccountNumber),
        })
    }

    fn failed(&self, error: &DbErr) -> StoreError {
        StoreError::database(&self.dir.profiles(), error)
    }
}
