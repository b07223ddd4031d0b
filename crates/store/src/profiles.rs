//! `profiles.sqlite`: who may sign in, and whose ledger is whose.

mod abode;
mod administer;
mod attempt;
mod audit;
mod copies;
mod create;
mod enter;
mod put_back;
mod remove;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use trading::Moment;

use crate::database::{self, Purpose};
use crate::entity::profile;
use crate::failure::StoreError;
use crate::key::{Cost, Held, Keychain};
use crate::ledger::AccountNumber;
use crate::name::Name;
use crate::place::{self, DataDir, ProfileId};
use crate::session::Session;

pub use abode::Abode;
pub use administer::Standing;
pub use audit::{AuditEntry, AuditProof};
pub use create::{Created, NewProfile};
pub use put_back::SetAside;
pub(crate) use remove::LEDGERS_FILES;
pub use remove::Removed;

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
    /// Whether a password opens it. A key that cannot be read asks for one too.
    pub protected: bool,
    /// Whether an administrator locked it.
    pub locked: bool,
}

/// The profiles of a data directory.
#[derive(Debug, Clone)]
pub struct Profiles {
    dir: DataDir,
    db: DatabaseConnection,
    cost: Cost,
    keychain: Keychain,
}

impl Profiles {
    /// Opens the profiles of a data directory; makes the file when there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is damaged, or is newer than the program.
    pub async fn open(dir: &DataDir) -> Result<Self, StoreError> {
        Self::open_at_cost(dir, Cost::USUAL).await
    }

    /// The same, with passwords that cost less to derive: for tests.
    ///
    /// # Errors
    /// As [`Profiles::open`].
    pub async fn open_at_cost(dir: &DataDir, cost: Cost) -> Result<Self, StoreError> {
        Self::open_there(dir, cost).await.map_err(StoreError::of_profiles)
    }

    async fn open_there(dir: &DataDir, cost: Cost) -> Result<Self, StoreError> {
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
        Ok(Self { dir: dir.clone(), db, cost, keychain: Keychain::none() })
    }

    /// The same profiles, whose keys may lie in a keychain. Without this they lie in files.
    #[must_use]
    pub fn with_keychain(self, keychain: Keychain) -> Self {
        Self { keychain, ..self }
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
        let row = self.row_of(name_or_id).await?;
        let missing = || StoreError::NoSuchProfile { name: name_or_id.trim().to_owned() };
        self.profile(row.ok_or_else(missing)?)
    }

    /// A session's profile as it is now.
    ///
    /// # Errors
    /// When it was removed or locked since, or the file cannot be read.
    pub async fn now(&self, session: &Session) -> Result<Profile, StoreError> {
        let profile = self.find(session.id().as_str()).await?;
        if profile.locked {
            return Err(StoreError::Locked { name: profile.name });
        }
        Ok(profile)
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

    async fn row_of(&self, name_or_id: &str) -> Result<Option<profile::Model>, StoreError> {
        if let Ok(name) = name_or_id.parse::<Name>()
            && let Some(row) = self.found(&self.db, profile::Column::NameKey.eq(name.key())).await?
        {
            return Ok(Some(row));
        }
        match name_or_id.parse::<ProfileId>() {
            Ok(id) => self.found(&self.db, profile::Column::Id.eq(id.as_str())).await,
            Err(_) => Ok(None),
        }
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
        let id: ProfileId = row
            .id
            .parse()
            .map_err(|_| self.damaged(&format!("the identity of {} cannot be read", row.name)))?;
        let protected = Held::is_wrapped(&self.dir.key(&id)).unwrap_or(true);
        Ok(Profile {
            id,
            name: row.name,
            admin: row.admin,
            created_at: Moment::from_millis(row.created_at),
            last_seen: row.last_seen.map(Moment::from_millis),
            last_account: row.last_account.map(AccountNumber),
            protected,
            locked: row.locked_at.is_some(),
        })
    }

    fn damaged(&self, detail: &str) -> StoreError {
        StoreError::ProfilesDamaged { path: self.dir.profiles(), detail: detail.into() }
    }

    fn failed(&self, error: &DbErr) -> StoreError {
        StoreError::database(&self.dir.profiles(), error).of_profiles()
    }
}
