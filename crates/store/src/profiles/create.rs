//! Making a profile.

use sea_orm::{ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use trading::Moment;

use crate::entity::profile;
use crate::failure::StoreError;
use crate::key::{Held, Key, Opener, RecoveryCode, Secret, Wrap};
use crate::ledger::Ledger;
use crate::name::Name;
use crate::place::ProfileId;
use crate::profiles::audit::Act;
use crate::profiles::enter::good_password;
use crate::profiles::{Profile, Profiles};
use crate::session::Session;

/// A profile to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewProfile<'a> {
    /// Its name, in any script.
    pub name: &'a str,
    /// Whether it administers the others; the first profile does whatever this says.
    pub admin: bool,
    /// Its password, if it has one.
    pub password: Option<&'a Secret>,
    /// Who makes it: needed once an administrator has a password.
    pub by: Option<&'a Session>,
}

/// A profile that was made, signed in.
#[derive(Debug)]
pub struct Created {
    /// The new profile's own session.
    pub session: Session,
    /// The recovery code of a profile that somebody made for themselves with a password: to be shown once. One
    /// that an administrator made for another gets its code when that other chooses a password.
    pub recovery: Option<RecoveryCode>,
}

impl Profiles {
    /// Makes a profile without a password for whoever sits at the computer.
    ///
    /// # Errors
    /// As [`Profiles::create_with`].
    pub async fn create(&self, name: &str, admin: bool, now: Moment) -> Result<Profile, StoreError> {
        let new = NewProfile { name, admin, password: None, by: None };
        Ok(self.create_with(new, now).await?.session.profile)
    }

    /// Makes a profile with its key and an empty ledger. The first one is an administrator. While no administrator
    /// has a password anyone at the computer may make one, as they could sign in as the administrator just as well;
    /// after that an administrator must.
    ///
    /// # Errors
    /// A name that cannot be one or is taken; a password that is none; nobody who may; a disk that does not take
    /// the files.
    pub async fn create_with(&self, new: NewProfile<'_>, now: Moment) -> Result<Created, StoreError> {
        let name: Name = new.name.parse()?;
        if let Some(password) = new.password {
            good_password(password)?;
        }
        let begun = self.begin().await?;
        let actor = self.may_create(&begun, new.by).await?;
        if self.found(&begun, profile::Column::NameKey.eq(name.key())).await?.is_some() {
            return Err(StoreError::NameTaken { name: name.to_string() });
        }
        let admin = new.admin || self.count(&begun, None).await? == 0;
        let id = ProfileId::random();
        let (key, held, recovery) = self.draw(&id, new.password, actor.is_none())?;
        let path = self.dir.key(&id);
        Ledger::create(&self.dir, &id, &key, &held).await?;
        let row = profile::ActiveModel {
            id: ActiveValue::Set(id.to_string()),
            name: ActiveValue::Set(name.to_string()),
            name_key: ActiveValue::Set(name.key()),
            admin: ActiveValue::Set(admin),
            created_at: ActiveValue::Set(now.millis()),
            ..Default::default()
        };
        let written = profile::Entity::insert(row).exec_without_returning(&begun).await;
        written.map_err(|error| self.failed(&error))?;
        let role = if admin { "administrator" } else { "trader" };
        self.record(&begun, now, actor.as_deref().unwrap_or_default(), Act::Created, name.as_str(), role)
            .await?;
        self.commit(begun).await?;
        if new.password.is_none() {
            self.shelter(&id, &key);
        }
        let profile = Profile {
            id,
            name: name.to_string(),
            admin,
            created_at: now,
            last_seen: None,
            last_account: None,
            protected: Held::is_wrapped(&path)?,
            locked: false,
        };
        let proven = new.password.is_some();
        Ok(Created { session: Session { dir: self.dir.clone(), profile, key: key.into(), proven }, recovery })
    }

    /// A new key and the form in which it is kept, with a recovery code when there is a password and it is one's
    /// own.
    fn draw(
        &self,
        id: &ProfileId,
        password: Option<&Secret>,
        own: bool,
    ) -> Result<(Key, Held, Option<RecoveryCode>), StoreError> {
        let failed = || StoreError::no_random_bits(&self.dir.key(id));
        let key = Key::random().map_err(|_| failed())?;
        let Some(password) = password else {
            let copy = Key::from_slice(key.bytes()).ok_or_else(failed)?;
            return Ok((key, Held::Plain(copy), None));
        };
        let code = if own { Some(RecoveryCode::random().map_err(|_| failed())?) } else { None };
        let held = self.wrap(&key, id, password, code.as_ref())?;
        Ok((key, held, code))
    }

    /// A key wrapped under a password and perhaps a recovery code.
    pub(crate) fn wrap(
        &self,
        key: &Key,
        id: &ProfileId,
        password: &Secret,
        code: Option<&RecoveryCode>,
    ) -> Result<Held, StoreError> {
        let seal = |opener| {
            Wrap::seal(key, id, opener, self.cost)
                .ok_or_else(|| StoreError::no_random_bits(&self.dir.key(id)))
        };
        let recovery = code.map(|code| seal(Opener::Recovery(code))).transpose()?;
        Ok(Held::Wrapped { password: seal(Opener::Password(password))?, recovery })
    }

    /// Who makes a profile: an administrator by name, or whoever sits there while the house is open.
    pub(crate) async fn may_create(
        &self,
        begun: &DatabaseTransaction,
        by: Option<&Session>,
    ) -> Result<Option<String>, StoreError> {
        if self.house_is_open(begun).await? {
            return Ok(None);
        }
        let by = by.ok_or(StoreError::AdministratorNeeded)?;
        Ok(Some(self.administrator(begun, by).await?.name))
    }

    /// Whether no administrator has a password: then whoever sits at the computer is one.
    async fn house_is_open(&self, begun: &DatabaseTransaction) -> Result<bool, StoreError> {
        let rows = profile::Entity::find().filter(profile::Column::Admin.eq(true)).all(begun).await;
        let rows = rows.map_err(|error| self.failed(&error))?;
        let profiles = rows.into_iter().map(|row| self.profile(row));
        let administrators: Vec<Profile> = profiles.collect::<Result<_, _>>()?;
        Ok(!administrators.iter().any(|administrator| administrator.protected))
    }
}
