//! What an administrator does with the profiles of others. None of it reads a ledger.

use std::fs;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Value};
use trading::{Moment, Paise};

use crate::database;
use crate::entity::profile;
use crate::failure::StoreError;
use crate::ledger::Ledger;
use crate::name::Name;
use crate::place::ProfileId;
use crate::profiles::audit::Act;
use crate::profiles::{Profile, Profiles};
use crate::session::Session;

/// A user, as administrators see one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub profile: Profile,
    /// When it was locked, by the computer's clock.
    pub locked_at: Option<Moment>,
    /// The bytes of its ledger with its log; none when there is no file.
    pub ledger_bytes: Option<u64>,
    /// When its ledger was last verified, and whether everything agreed.
    pub verified: Option<(Moment, bool)>,
    /// When its last backup was made.
    pub backup_at: Option<Moment>,
    /// What its new account will start with, when a reset waits for its next sign-in.
    pub reset_to: Option<Paise>,
}

impl Profiles {
    /// Every user with what an administrator may know of them.
    ///
    /// # Errors
    /// When whoever asks is no administrator, or a file cannot be looked at.
    pub async fn standings(&self, by: &Session) -> Result<Vec<Standing>, StoreError> {
        let begun = self.begin().await?;
        self.administrator(&begun, by).await?;
        begun.rollback().await.map_err(|error| self.failed(&error))?;
        let profiles = self.list().await?;
        let mut standings = Vec::with_capacity(profiles.len());
        for profile in profiles {
            let row = self.found(&self.db, profile::Column::Id.eq(profile.id.as_str())).await?;
            let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: profile.name.clone() })?;
            standings.push(Standing {
                locked_at: row.locked_at.map(Moment::from_millis),
                ledger_bytes: self.ledger_bytes(&profile.id),
                verified: row.verified_at.zip(row.verified_ok).map(|(at, ok)| (Moment::from_millis(at), ok)),
                backup_at: Ledger::backups(&self.dir, &profile.id)?.first().map(|backup| backup.at),
                reset_to: row.reset_capital.map(Paise),
                profile,
            });
        }
        Ok(standings)
    }

    /// Locks a profile: it cannot sign in any more, by the window or the command line.
    ///
    /// # Errors
    /// When whoever asks is no administrator or asks it of themselves.
    pub async fn lock(&self, by: &Session, id: &ProfileId, now: Moment) -> Result<(), StoreError> {
        self.refuse_oneself(by, id)?;
        let set = ("locked_at", now.millis().into());
        self.decree(by, id, Decree { act: Act::Locked, set, detail: String::new() }, now).await
    }

    /// Unlocks a profile.
    ///
    /// # Errors
    /// When whoever asks is no administrator.
    pub async fn unlock(&self, by: &Session, id: &ProfileId, now: Moment) -> Result<(), StoreError> {
        let set = ("locked_at", Value::BigInt(None));
        self.decree(by, id, Decree { act: Act::Unlocked, set, detail: String::new() }, now).await
    }

    /// Makes a profile an administrator, or takes that away.
    ///
    /// # Errors
    /// When whoever asks is no administrator or asks it of themselves.
    pub async fn set_admin(
        &self,
        by: &Session,
        id: &ProfileId,
        admin: bool,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.refuse_oneself(by, id)?;
        let act = if admin { Act::MadeAdministrator } else { Act::MadeTrader };
        self.decree(by, id, Decree { act, set: ("admin", admin.into()), detail: String::new() }, now).await
    }

    /// Asks for a profile's accounts to be put away and a new one to be opened with a capital. The administrator
    /// has no key to the ledger: it is done when the profile signs in next, by [`Profiles::reset_waiting`].
    ///
    /// # Errors
    /// When whoever asks is no administrator, or the capital is nothing.
    pub async fn reset(
        &self,
        by: &Session,
        id: &ProfileId,
        capital: Paise,
        now: Moment,
    ) -> Result<(), StoreError> {
        if capital <= Paise::ZERO {
            return Err(StoreError::NoCapital);
        }
        let set = ("reset_capital", capital.0.into());
        self.decree(by, id, Decree { act: Act::Reset, set, detail: capital.0.to_string() }, now).await
    }

    /// What a profile's new account is to start with, when an administrator asked for a reset.
    ///
    /// # Errors
    /// When the profile was removed, or the file cannot be read.
    pub async fn reset_waiting(&self, session: &Session) -> Result<Option<Paise>, StoreError> {
        let row = self.found(&self.db, profile::Column::Id.eq(session.id().as_str())).await?;
        let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: session.profile.name.clone() })?;
        Ok(row.reset_capital.map(Paise))
    }

    /// The reset was done.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn reset_done(&self, session: &Session) -> Result<(), StoreError> {
        let sql = "UPDATE profile SET reset_capital = NULL WHERE id = ?";
        self.run(database::with(sql, [session.id().as_str().into()])).await
    }

    /// Remembers how a ledger's verification went.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn set_verified(&self, session: &Session, ok: bool, now: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE profile SET verified_at = ?, verified_ok = ? WHERE id = ?";
        let values = [now.millis().into(), ok.into(), session.id().as_str().into()];
        self.run(database::with(sql, values)).await
    }

    /// Gives a profile another name; one's own, or as an administrator anyone's.
    ///
    /// # Errors
    /// When whoever asks may not; when the name cannot be one or is taken.
    pub async fn rename(
        &self,
        by: &Session,
        id: &ProfileId,
        name: &str,
        now: Moment,
    ) -> Result<Profile, StoreError> {
        let name: Name = name.parse()?;
        let begun = self.begin().await?;
        let actor = if by.id() == id {
            self.still_in(&begun, by).await?
        } else {
            self.administrator(&begun, by).await?
        };
        let taken = self.found(&begun, profile::Column::NameKey.eq(name.key())).await?;
        if taken.is_some_and(|row| row.id != id.as_str()) {
            return Err(StoreError::NameTaken { name: name.to_string() });
        }
        let row = self.found(&begun, profile::Column::Id.eq(id.as_str())).await?;
        let old = row.ok_or_else(|| StoreError::NoSuchProfile { name: id.to_string() })?.name;
        let changed = profile::Entity::update_many()
            .col_expr(profile::Column::Name, name.as_str().into())
            .col_expr(profile::Column::NameKey, name.key().into())
            .filter(profile::Column::Id.eq(id.as_str()))
            .exec(&begun);
        changed.await.map_err(|error| self.failed(&error))?;
        self.record(&begun, now, &actor.name, Act::Renamed, &old, name.as_str()).await?;
        self.commit(begun).await?;
        self.find(id.as_str()).await
    }

    /// What new accounts start with, when an administrator chose it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn starting_capital(&self) -> Result<Option<Paise>, StoreError> {
        let sql = "SELECT value FROM setting WHERE key = 'starting_capital_paise'";
        let row = self.db.query_one_raw(database::plain(sql)).await.map_err(|error| self.failed(&error))?;
        let text: Option<String> = row.and_then(|row| row.try_get_by_index(0).ok());
        Ok(text.and_then(|text| text.parse().ok()).map(Paise).filter(|capital| *capital > Paise::ZERO))
    }

    /// Chooses what new accounts start with.
    ///
    /// # Errors
    /// When whoever asks is no administrator, or it is nothing.
    pub async fn set_starting_capital(
        &self,
        by: &Session,
        capital: Paise,
        now: Moment,
    ) -> Result<(), StoreError> {
        if capital <= Paise::ZERO {
            return Err(StoreError::NoCapital);
        }
        let begun = self.begin().await?;
        let actor = self.administrator(&begun, by).await?;
        let sql = "INSERT INTO setting (key, value) VALUES ('starting_capital_paise', ?) \
            ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        let set = begun.execute_raw(database::with(sql, [capital.0.to_string().into()])).await;
        set.map_err(|error| self.failed(&error))?;
        let detail = capital.0.to_string();
        self.record(&begun, now, &actor.name, Act::StartingCapitalSet, "", &detail).await?;
        self.commit(begun).await
    }

    /// The administrator that a session is: one still, not locked, and signed in by a password.
    pub(crate) async fn administrator(
        &self,
        begun: &DatabaseTransaction,
        by: &Session,
    ) -> Result<profile::Model, StoreError> {
        let row = self.still_in(begun, by).await?;
        if !row.admin {
            return Err(StoreError::NotAdministrator { name: row.name });
        }
        if !by.proven {
            return Err(StoreError::PasswordNeeded { name: row.name });
        }
        Ok(row)
    }

    /// The profile that a session is: there still, and not locked.
    pub(crate) async fn still_in(
        &self,
        begun: &DatabaseTransaction,
        by: &Session,
    ) -> Result<profile::Model, StoreError> {
        let row = self.found(begun, profile::Column::Id.eq(by.id().as_str())).await?;
        let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: by.profile.name.clone() })?;
        if row.locked_at.is_some() {
            return Err(StoreError::Locked { name: row.name });
        }
        Ok(row)
    }

    async fn decree(
        &self,
        by: &Session,
        id: &ProfileId,
        decree: Decree,
        now: Moment,
    ) -> Result<(), StoreError> {
        let begun = self.begin().await?;
        let actor = self.administrator(&begun, by).await?;
        let row = self.found(&begun, profile::Column::Id.eq(id.as_str())).await?;
        let row = row.ok_or_else(|| StoreError::NoSuchProfile { name: id.to_string() })?;
        let (column, value) = decree.set;
        let sql = format!("UPDATE profile SET {column} = ? WHERE id = ?");
        let set = begun.execute_raw(database::with(sql, [value, id.as_str().into()])).await;
        set.map_err(|error| self.failed(&error))?;
        self.record(&begun, now, &actor.name, decree.act, &row.name, &decree.detail).await?;
        self.commit(begun).await
    }

    fn refuse_oneself(&self, by: &Session, id: &ProfileId) -> Result<(), StoreError> {
        if by.id() == id {
            return Err(StoreError::NotOneself { name: by.profile.name.clone() });
        }
        Ok(())
    }

    fn ledger_bytes(&self, id: &ProfileId) -> Option<u64> {
        let path = self.dir.ledger(id);
        let log = fs::metadata(crate::place::beside(&path, "-wal")).map_or(0, |log| log.len());
        Some(fs::metadata(&path).ok()?.len() + log)
    }

    async fn run(&self, statement: sea_orm::Statement) -> Result<(), StoreError> {
        self.db.execute_raw(statement).await.map(|_| ()).map_err(|error| self.failed(&error))
    }
}

/// A column of a profile that an administrator sets, and how that is written down.
struct Decree {
    act: Act,
    set: (&'static str, Value),
    detail: String,
}
