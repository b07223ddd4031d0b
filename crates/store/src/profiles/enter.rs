//! Signing in, and changing what one signs in with.

use sea_orm::DatabaseTransaction;
use secrecy::ExposeSecret;
use trading::Moment;

use crate::entity::profile;
use crate::failure::StoreError;
use crate::key::{Held, Key, Opener, RecoveryCode, Secret, work_for_nobody};
use crate::place::ProfileId;
use crate::profiles::audit::Act;
use crate::profiles::{Profile, Profiles};
use crate::session::Session;

impl Profiles {
    /// Signs a profile in by its name (without regard to case) or identity. A profile without a password needs
    /// none. Whether a name exists is not told: the answer is the same, and so is the work before it.
    ///
    /// # Errors
    /// [`StoreError::SignInRefused`]; [`StoreError::WaitBeforeTrying`] after several wrong passwords;
    /// [`StoreError::Locked`] to whoever has the right one; a file that cannot be read.
    pub async fn sign_in(
        &self,
        name: &str,
        password: Option<&Secret>,
        now: Moment,
    ) -> Result<Session, StoreError> {
        let row = self.row_of(name).await?;
        let found = row.map(|row| self.profile(row)).transpose()?;
        match (found, password) {
            (Some(profile), None) => match self.held(&profile)? {
                Held::Plain(key) => {
                    self.shelter(&profile.id, &key);
                    self.admit(profile, key, false, now).await
                }
                Held::Wrapped { .. } | Held::Elsewhere { .. } => Err(StoreError::SignInRefused),
            },
            (None, None) => Err(StoreError::SignInRefused),
            (found, Some(password)) => {
                let key = self.prove(found.as_ref(), name, Opener::Password(password), now).await?;
                let profile = found.ok_or(StoreError::SignInRefused)?;
                let proven = profile.protected;
                self.renew_cost(&profile, &key, password)?;
                self.admit(profile, key, proven, now).await
            }
        }
    }

    /// The session of a profile without a password, for whoever only looks after the files: that it was seen is not
    /// written down, and its key stays where it lies.
    ///
    /// # Errors
    /// As [`Profiles::sign_in`].
    pub async fn look_in(&self, profile: &Profile) -> Result<Session, StoreError> {
        let profile = self.find(profile.id.as_str()).await?;
        if profile.locked {
            return Err(StoreError::Locked { name: profile.name });
        }
        match self.held(&profile)? {
            Held::Plain(key) => {
                Ok(Session { dir: self.dir.clone(), profile, key: key.into(), proven: false })
            }
            Held::Wrapped { .. } | Held::Elsewhere { .. } => Err(StoreError::SignInRefused),
        }
    }

    /// Signs a profile in by its recovery code and gives it a new password and a new code.
    ///
    /// # Errors
    /// As [`Profiles::sign_in`]; a new password that is none.
    pub async fn recover(
        &self,
        name: &str,
        code: &RecoveryCode,
        password: &Secret,
        now: Moment,
    ) -> Result<(Session, RecoveryCode), StoreError> {
        good_password(password)?;
        let row = self.row_of(name).await?;
        let found = row.map(|row| self.profile(row)).transpose()?;
        let key = self.prove(found.as_ref(), name, Opener::Recovery(code), now).await?;
        let profile = found.ok_or(StoreError::SignInRefused)?;
        let session = self.admit(profile, key, true, now).await?;
        let code = self.new_code(session.id())?;
        self.keep(&session, password, Some(&code), Act::Recovered, now).await?;
        Ok((session, code))
    }

    /// Sets, changes or takes away a profile's password: its key is wrapped anew, its ledger stays as it is. With
    /// the first password comes a recovery code, to be shown once; a later one leaves the code as it was.
    ///
    /// # Errors
    /// When the old password is wrong (as [`Profiles::sign_in`]), the new one is none, or an administrator would
    /// be left without any.
    pub async fn change_password(
        &self,
        session: &Session,
        old: Option<&Secret>,
        new: Option<&Secret>,
        now: Moment,
    ) -> Result<(Session, Option<RecoveryCode>), StoreError> {
        new.map(good_password).transpose()?;
        let profile = self.now(session).await?;
        if profile.protected {
            let old = old.ok_or(StoreError::SignInRefused)?;
            self.prove(Some(&profile), &profile.name, Opener::Password(old), now).await?;
        }
        let id = profile.id.clone();
        let mut changed = Session { profile, ..session.clone() };
        let Some(new) = new else {
            return self.take_password_away(changed, now).await.map(|session| (session, None));
        };
        let act = if changed.profile.protected { Act::PasswordChanged } else { Act::PasswordSet };
        let code = match Held::read(&self.dir.key(&id))? {
            Held::Wrapped { recovery: Some(_), .. } => None,
            Held::Wrapped { recovery: None, .. } | Held::Plain(_) | Held::Elsewhere { .. } => {
                Some(self.new_code(&id)?)
            }
        };
        self.keep(&changed, new, code.as_ref(), act, now).await?;
        changed.proven = true;
        changed.profile.protected = true;
        Ok((changed, code))
    }

    /// A new recovery code in place of the old one, for whoever knows the password.
    ///
    /// # Errors
    /// As [`Profiles::sign_in`].
    pub async fn renew_recovery_code(
        &self,
        session: &Session,
        password: &Secret,
        now: Moment,
    ) -> Result<RecoveryCode, StoreError> {
        let profile = self.now(session).await?;
        if !profile.protected {
            return Err(StoreError::SignInRefused);
        }
        self.prove(Some(&profile), &profile.name, Opener::Password(password), now).await?;
        let code = self.new_code(&profile.id)?;
        self.keep(session, password, Some(&code), Act::RecoveryCodeRenewed, now).await?;
        Ok(code)
    }

    /// The key that an opener opens. Counts what fails; takes as long for a name that nobody has.
    async fn prove(
        &self,
        found: Option<&Profile>,
        typed: &str,
        opener: Opener<'_>,
        now: Moment,
    ) -> Result<Key, StoreError> {
        let attempt = self.attempt(found.map_or(typed.trim(), |profile| profile.id.as_str()), now).await?;
        let opened = match found.map(|profile| self.held(profile).map(|held| (profile, held))).transpose()? {
            Some((profile, Held::Wrapped { password, recovery })) => {
                let wrap = match opener {
                    Opener::Password(_) => Some(password),
                    Opener::Recovery(_) => recovery,
                };
                wrap.and_then(|wrap| wrap.open(&profile.id, opener))
            }
            Some((_, Held::Elsewhere { .. })) => None,
            // Nothing is locked: any password is as good as none.
            Some((_, Held::Plain(key))) => match opener {
                Opener::Password(_) => Some(key),
                Opener::Recovery(_) => None,
            },
            None => {
                if let Opener::Password(password) = opener {
                    work_for_nobody(password, self.cost);
                }
                None
            }
        };
        match opened {
            Some(key) => self.attempt_succeeded(attempt).await.map(|()| key),
            None => {
                self.attempt_failed(attempt).await?;
                Err(StoreError::SignInRefused)
            }
        }
    }

    /// Lets in whoever has the key, unless the profile is locked.
    async fn admit(
        &self,
        profile: Profile,
        key: Key,
        proven: bool,
        now: Moment,
    ) -> Result<Session, StoreError> {
        if profile.locked {
            return Err(StoreError::Locked { name: profile.name });
        }
        if let Err(error) = self.touch(&profile.id, now).await {
            // A full disk keeps nobody from their record.
            tracing::warn!(%error, "that the profile was seen was not written down");
        }
        let profile = Profile { last_seen: Some(now), ..profile };
        Ok(Session { dir: self.dir.clone(), profile, key: key.into(), proven })
    }

    /// Wraps a session's key under a password, and under a recovery code when there is a new one; the old code
    /// stays otherwise.
    async fn keep(
        &self,
        session: &Session,
        password: &Secret,
        code: Option<&RecoveryCode>,
        act: Act,
        now: Moment,
    ) -> Result<(), StoreError> {
        let path = self.dir.key(session.id());
        let old = Held::read(&path)?;
        let elsewhere = matches!(old, Held::Elsewhere { .. });
        let held = match (self.wrap(&session.key, session.id(), password, code)?, old) {
            (Held::Wrapped { password, recovery: None }, Held::Wrapped { recovery, .. }) => {
                Held::Wrapped { password, recovery }
            }
            (held, Held::Wrapped { .. } | Held::Plain(_) | Held::Elsewhere { .. }) => held,
        };
        let begun = self.begin().await?;
        self.told(&begun, session, act, now).await?;
        held.replace(&path)?;
        self.commit(begun).await?;
        if elsewhere {
            self.let_go(session.id());
        }
        Ok(())
    }

    async fn take_password_away(&self, session: Session, now: Moment) -> Result<Session, StoreError> {
        if session.profile.admin {
            return Err(StoreError::AdministratorKeepsPassword { name: session.profile.name });
        }
        let path = self.dir.key(session.id());
        let copy = Key::from_slice(session.key.bytes()).ok_or_else(|| StoreError::no_random_bits(&path))?;
        let begun = self.begin().await?;
        self.told(&begun, &session, Act::PasswordRemoved, now).await?;
        Held::Plain(copy).replace(&path)?;
        self.commit(begun).await?;
        self.shelter(session.id(), &session.key);
        Ok(Session { proven: false, profile: Profile { protected: false, ..session.profile }, ..session })
    }

    async fn told(
        &self,
        begun: &DatabaseTransaction,
        session: &Session,
        act: Act,
        now: Moment,
    ) -> Result<profile::Model, StoreError> {
        let row = self.still_in(begun, session).await?;
        self.record(begun, now, &row.name, act, &row.name, "").await?;
        Ok(row)
    }

    /// Wraps a key anew when passwords cost something else by now.
    fn renew_cost(&self, profile: &Profile, key: &Key, password: &Secret) -> Result<(), StoreError> {
        let path = self.dir.key(&profile.id);
        if let Held::Wrapped { password: wrap, recovery } = Held::read(&path)?
            && wrap.is_of_another_cost(self.cost)
            && let Held::Wrapped { password, .. } = self.wrap(key, &profile.id, password, None)?
        {
            Held::Wrapped { password, recovery }.replace(&path)?;
        }
        Ok(())
    }

    fn new_code(&self, id: &ProfileId) -> Result<RecoveryCode, StoreError> {
        RecoveryCode::random().map_err(|_| StoreError::no_random_bits(&self.dir.key(id)))
    }
}

/// Refuses what is no password: too short to be one, or longer than anyone types.
pub(crate) fn good_password(password: &Secret) -> Result<(), StoreError> {
    let length = password.expose_secret().chars().count();
    if (6..=256).contains(&length) { Ok(()) } else { Err(StoreError::BadPassword) }
}
