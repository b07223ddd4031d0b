//! The house: who may come in, with which password, and what an administrator decides about them.

use store::{
    Abode, AuditEntry, AuditProof, Created, Ledger, NewProfile, Opening, Profile, ProfileId, Profiles,
    RecoveryCode, Removed, Secret, Session, SetAside, Standing, StoreError,
};
use trading::{Market, Paise, Symbol};

use crate::floor::{Floor, LIVE_ACCOUNT, STARTING_CAPITAL};
use crate::problem::Problem;

/// What a new user's first watch list holds: large members of the NIFTY 50, to have something to look at.
const FIRST_LIST: [&str; 18] = [
    "RELIANCE",
    "HDFCBANK",
    "ICICIBANK",
    "TCS",
    "INFY",
    "SBIN",
    "BHARTIARTL",
    "ITC",
    "LT",
    "HINDUNILVR",
    "AXISBANK",
    "KOTAKBANK",
    "M&M",
    "MARUTI",
    "SUNPHARMA",
    "TITAN",
    "BAJAJ-AUTO",
    "TATASTEEL",
];

impl Floor {
    /// Everyone who may sign in, the oldest first: what a sign-in screen shows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn people(&self) -> Result<Vec<Profile>, Problem> {
        Ok(self.profiles.list().await?)
    }

    /// The profile of a name (without regard to case) or of an identity.
    ///
    /// # Errors
    /// When there is none.
    pub async fn person(&self, name_or_id: &str) -> Result<Profile, Problem> {
        Ok(self.profiles.find(name_or_id).await?)
    }

    /// Whether anyone at the computer may make a profile: until an administrator has a password.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn is_open_house(&self) -> Result<bool, Problem> {
        Ok(!self.people().await?.iter().any(|profile| profile.admin && profile.protected))
    }

    /// Makes a profile with its live account and signs it in. The first one is the administrator. Once an
    /// administrator has a password, `new.by` must be an administrator's session.
    ///
    /// # Errors
    /// When the name cannot be one or is taken, when whoever asks may not, or the disk fails.
    pub async fn create_profile(&self, new: NewProfile<'_>) -> Result<Created, Problem> {
        let capital = self.starting_capital().await?;
        let created = self.profiles.create_with(new, self.now()).await?;
        let ledger = Ledger::open(&created.session).await?;
        self.open_live(&ledger, capital).await?;
        let watched: Vec<Symbol> = FIRST_LIST.iter().filter_map(|symbol| symbol.parse().ok()).collect();
        ledger.set_watch_list(1, &watched).await?;
        ledger.close().await?;
        Ok(created)
    }

    /// Signs in by name (without regard to case) or identity. A profile without a password needs none. What an
    /// administrator asked for meanwhile (a reset) is done now.
    ///
    /// # Errors
    /// [`Problem::NotAllowed`] in the same words whether the name or the password is wrong, after several wrong
    /// ones with how long to wait, and when the profile is locked.
    pub async fn sign_in(&self, name: &str, password: Option<Secret>) -> Result<Session, Problem> {
        let (name, now) = (name.to_owned(), self.now());
        let signed_in =
            self.slowly(move |profiles| async move { profiles.sign_in(&name, password.as_ref(), now).await });
        let session = signed_in.await?;
        self.do_waiting_reset(&session).await?;
        Ok(session)
    }

    /// Signs out: the key is wiped from memory with the last clone of the session. Close its desk first.
    pub fn sign_out(&self, session: Session) {
        tracing::debug!(profile = %session.id(), "signed out");
        drop(session);
    }

    /// Signs in by a recovery code, and sets a new password; the new code is to be shown once.
    ///
    /// # Errors
    /// As [`Floor::sign_in`].
    pub async fn recover(
        &self,
        name: &str,
        code: RecoveryCode,
        password: Secret,
    ) -> Result<(Session, RecoveryCode), Problem> {
        let (name, now) = (name.to_owned(), self.now());
        let recovered =
            self.slowly(move |profiles| async move { profiles.recover(&name, &code, &password, now).await });
        let (session, code) = recovered.await?;
        self.do_waiting_reset(&session).await?;
        Ok((session, code))
    }

    /// Sets, changes or takes away the password of whoever is signed in; goes on with the session in the answer.
    /// With the first password comes a recovery code, to be shown once.
    ///
    /// # Errors
    /// When the old password is wrong, the new one is none, or an administrator would be left without any.
    pub async fn change_password(
        &self,
        session: &Session,
        old: Option<Secret>,
        new: Option<Secret>,
    ) -> Result<(Session, Option<RecoveryCode>), Problem> {
        let (session, now) = (session.clone(), self.now());
        self.slowly(move |profiles| async move {
            profiles.change_password(&session, old.as_ref(), new.as_ref(), now).await
        })
        .await
    }

    /// A new recovery code in place of the old one, to be shown once.
    ///
    /// # Errors
    /// As [`Floor::sign_in`].
    pub async fn renew_recovery_code(
        &self,
        session: &Session,
        password: Secret,
    ) -> Result<RecoveryCode, Problem> {
        let (session, now) = (session.clone(), self.now());
        self.slowly(
            move |profiles| async move { profiles.renew_recovery_code(&session, &password, now).await },
        )
        .await
    }

    /// Gives a profile another name; one's own, or as an administrator anyone's.
    ///
    /// # Errors
    /// When whoever asks may not; when the name cannot be one or is taken.
    pub async fn rename(&self, by: &Session, id: &ProfileId, name: &str) -> Result<Profile, Problem> {
        Ok(self.profiles.rename(by, id, name, self.now()).await?)
    }

    /// Takes a profile out of the list, one's own or as an administrator anyone's. Nothing is destroyed: the
    /// answer says where its files were set aside. Offer an export first; close its desk before.
    ///
    /// # Errors
    /// When whoever asks may not, or it is the only administrator of others.
    pub async fn remove_profile(&self, by: &Session, id: &ProfileId) -> Result<Removed, Problem> {
        Ok(self.profiles.remove(by, id, self.now()).await?)
    }

    /// The removed profiles whose files can be put back.
    ///
    /// # Errors
    /// When their directory cannot be read.
    pub fn removed_profiles(&self) -> Result<Vec<SetAside>, Problem> {
        Ok(self.profiles.set_aside_profiles()?)
    }

    /// Puts a removed profile back as a trader, with everything that it had; under another name when one is given.
    ///
    /// # Errors
    /// When whoever asks may not, there is none of that name, or the name is taken.
    pub async fn put_back_profile(
        &self,
        by: Option<&Session>,
        name_or_id: &str,
        new_name: Option<&str>,
    ) -> Result<Profile, Problem> {
        Ok(self.profiles.put_back(by, name_or_id, new_name, self.now()).await?)
    }

    /// Where the key of a profile lies.
    ///
    /// # Errors
    /// When its file is missing or cannot be read.
    pub fn abode(&self, profile: &Profile) -> Result<Abode, Problem> {
        Ok(self.profiles.abode(profile)?)
    }

    /// Brings a key from the keychain to a file, or from a file to the keychain; answers with where it lies now.
    ///
    /// # Errors
    /// When the keychain does not answer, or the file cannot be written.
    pub async fn bring_key(&self, session: &Session, to: Abode) -> Result<Abode, Problem> {
        let session = session.clone();
        self.slowly(move |profiles| async move { profiles.bring(&session, to) }).await
    }

    /// Every user with role, created, last seen, size of ledger, last verification and last backup.
    ///
    /// # Errors
    /// When whoever asks is no administrator with a password.
    pub async fn users(&self, by: &Session) -> Result<Vec<Standing>, Problem> {
        Ok(self.profiles.standings(by).await?)
    }

    /// Locks a profile: it cannot sign in any more.
    ///
    /// # Errors
    /// As [`Floor::users`]; when it is one's own.
    pub async fn lock(&self, by: &Session, id: &ProfileId) -> Result<(), Problem> {
        Ok(self.profiles.lock(by, id, self.now()).await?)
    }

    /// Unlocks a profile.
    ///
    /// # Errors
    /// As [`Floor::users`].
    pub async fn unlock(&self, by: &Session, id: &ProfileId) -> Result<(), Problem> {
        Ok(self.profiles.unlock(by, id, self.now()).await?)
    }

    /// Makes a profile an administrator, or a trader again.
    ///
    /// # Errors
    /// As [`Floor::lock`].
    pub async fn set_admin(&self, by: &Session, id: &ProfileId, admin: bool) -> Result<(), Problem> {
        Ok(self.profiles.set_admin(by, id, admin, self.now()).await?)
    }

    /// Puts a profile's accounts away and opens a new live one with a capital. Without a password this is done at
    /// once; with one, when the profile signs in next, for an administrator has no key to its ledger. Answers
    /// whether it is done.
    ///
    /// # Errors
    /// As [`Floor::users`]; a capital of nothing.
    pub async fn reset_profile(&self, by: &Session, id: &ProfileId, capital: Paise) -> Result<bool, Problem> {
        self.profiles.reset(by, id, capital, self.now()).await?;
        let profile = self.profiles.find(id.as_str()).await?;
        if profile.protected || profile.locked {
            return Ok(false);
        }
        let session = self.profiles.sign_in(id.as_str(), None, self.now()).await?;
        self.do_waiting_reset(&session).await?;
        Ok(true)
    }

    /// What new accounts start with.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn starting_capital(&self) -> Result<Paise, Problem> {
        Ok(self.profiles.starting_capital().await?.unwrap_or(STARTING_CAPITAL))
    }

    /// Chooses what new accounts start with.
    ///
    /// # Errors
    /// As [`Floor::users`]; a capital of nothing.
    pub async fn set_starting_capital(&self, by: &Session, capital: Paise) -> Result<(), Problem> {
        Ok(self.profiles.set_starting_capital(by, capital, self.now()).await?)
    }

    /// Every administrative act, the oldest first.
    ///
    /// # Errors
    /// As [`Floor::users`].
    pub async fn audit(&self, by: &Session) -> Result<Vec<AuditEntry>, Problem> {
        Ok(self.profiles.audit(by).await?)
    }

    /// Whether the log of administrative acts proves itself.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn verify_audit(&self) -> Result<AuditProof, Problem> {
        Ok(self.profiles.verify_audit().await?)
    }

    /// Does what an administrator asked for while the ledger was locked. Interrupted half-way it begins again at
    /// the next sign-in: an account that was put away stays so.
    async fn do_waiting_reset(&self, session: &Session) -> Result<(), Problem> {
        let Some(capital) = self.profiles.reset_waiting(session).await? else { return Ok(()) };
        for account in self.accounts(session).await?.iter().filter(|account| !account.archived) {
            self.archive_account(session, &account.name).await?;
        }
        let ledger = self.ledger(session).await?;
        let number = self.open_live(&ledger, capital).await?;
        ledger.close().await?;
        self.profiles.set_last_account(session.id(), number).await?;
        Ok(self.profiles.reset_done(session).await?)
    }

    pub(crate) async fn open_live(
        &self,
        ledger: &Ledger,
        capital: Paise,
    ) -> Result<store::AccountNumber, Problem> {
        let opening = Opening {
            name: LIVE_ACCOUNT.into(),
            market: Market::Live,
            capital,
            at: self.now(),
            wall_at: self.now(),
        };
        Ok(ledger.open_account(&opening).await?.0.number)
    }

    /// Work that derives a password, on a thread where it holds nobody up.
    pub(crate) async fn slowly<T, W>(
        &self,
        work: impl FnOnce(Profiles) -> W + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: Future<Output = Result<T, StoreError>>,
    {
        let (profiles, runtime) = (self.profiles.clone(), tokio::runtime::Handle::current());
        let done = tokio::task::spawn_blocking(move || runtime.block_on(work(profiles))).await;
        let stopped = |_| Problem::world("The work was interrupted.", "Try again.");
        Ok(done.map_err(stopped)??)
    }
}
