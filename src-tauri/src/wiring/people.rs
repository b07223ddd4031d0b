//! Who comes in and who leaves: profiles, passwords, recovery codes.

use desk::{Floor, Problem};
use store::{NewProfile, Profile, ProfileId, RecoveryCode, Secret, Session};

use super::guard::unlocked;
use super::{Wiring, no_account};
use crate::show;
use crate::wire;

impl Wiring {
    /// Who may sign in, who has, and their accounts; of a locked window no accounts. Whoever was locked out or
    /// removed meanwhile is signed out by it.
    ///
    /// # Errors
    /// When the data directory cannot be read.
    pub(crate) async fn lobby(
        &self,
        settings: impl Fn(Option<&ProfileId>) -> wire::Settings,
    ) -> Result<wire::Lobby, Problem> {
        let who = self.who().await;
        let floor = self.floor().await?;
        let people = floor.people().await?;
        let without = floor.archive().days_without_figures().await?;
        let mut lobby = wire::Lobby {
            profiles: people.iter().map(show::profile).collect(),
            open_house: floor.is_open_house().await?,
            starting_capital_paise: floor.starting_capital().await?.0,
            signed_in: None,
            locked: false,
            administers: false,
            trouble: None,
            accounts: Vec::new(),
            days: floor.archive().days().await?.iter().map(show::day).collect(),
            days_without_figures: without.iter().map(|day| day.day.to_string()).collect(),
            version: env!("CARGO_PKG_VERSION").into(),
            settings: settings(who.as_ref().map(|(session, ..)| session.id())),
        };
        let Some((session, locked, trouble)) = who else { return Ok(lobby) };
        let Some(now) = people.iter().find(|profile| profile.id == *session.id() && !profile.locked) else {
            self.sign_out().await;
            return Ok(lobby);
        };
        lobby.signed_in = Some(show::profile(now));
        lobby.locked = locked;
        if locked {
            return Ok(lobby);
        }
        lobby.administers = now.admin && session.is_proven();
        match floor.accounts(&session).await {
            Ok(accounts) => {
                lobby.accounts = accounts.iter().map(show::account).collect();
                lobby.trouble = trouble;
            }
            Err(Problem::Damaged { .. }) => lobby.trouble = show::trouble(&floor.condition(&session).await?),
            Err(problem) => return Err(problem),
        }
        Ok(lobby)
    }

    /// Makes a profile and signs it in; its first account is chosen next. Answers with its recovery code.
    ///
    /// # Errors
    /// When the name cannot be one or is taken, the password is none, or only an administrator may.
    pub(crate) async fn create_profile(
        &self,
        name: &str,
        password: Option<Secret>,
    ) -> Result<Option<RecoveryCode>, Problem> {
        let new = NewProfile { name, admin: false, password: password.as_ref(), by: None };
        let created = self.floor().await?.create_profile(new).await?;
        self.seat(created.session, None, None).await;
        Ok(created.recovery)
    }

    /// Signs a profile in, at the account that it used last. Whoever was signed in leaves.
    ///
    /// # Errors
    /// When the name or the password is wrong, the profile is locked, or one is to wait first.
    pub(crate) async fn sign_in(&self, id: &str, password: Option<Secret>) -> Result<(), Problem> {
        let floor = self.floor().await?;
        let session = floor.sign_in(id, password).await?;
        self.enter(floor, session, None).await
    }

    /// Signs a profile in by its recovery code and gives it a new password. Answers with the new code.
    ///
    /// # Errors
    /// As [`Wiring::sign_in`].
    pub(crate) async fn recover(
        &self,
        id: &str,
        code: &Secret,
        password: Secret,
    ) -> Result<RecoveryCode, Problem> {
        let floor = self.floor().await?;
        let code = RecoveryCode::typed(code)
            .map_err(|error| Problem::usage(error.to_string(), "Type it as it was printed."))?;
        let (session, code) = floor.recover(id, code, password).await?;
        self.enter(floor, session, None).await?;
        Ok(code)
    }

    /// Leaves the account and signs out.
    pub(crate) async fn sign_out(&self) {
        let left = self.seated.lock().await.take();
        self.leave(left).await;
    }

    /// Gives whoever is signed in another name.
    ///
    /// # Errors
    /// When the name cannot be one or is taken.
    pub(crate) async fn rename(&self, name: &str) -> Result<(), Problem> {
        let session = self.session().await?;
        self.floor().await?.rename(&session, session.id(), name).await?;
        Ok(())
    }

    /// Sets, changes or takes away the password. With the first one comes a recovery code.
    ///
    /// # Errors
    /// When the old password is wrong, the new one is none, or an administrator would be left without any.
    pub(crate) async fn change_password(
        &self,
        old: Option<Secret>,
        new: Option<Secret>,
    ) -> Result<Option<RecoveryCode>, Problem> {
        let session = self.session().await?;
        let (changed, code) = self.floor().await?.change_password(&session, old, new).await?;
        let mut seated = self.seated.lock().await;
        if let Some(seated) = seated.as_mut().filter(|seated| seated.session.id() == changed.id()) {
            seated.session = changed;
        }
        Ok(code)
    }

    /// A new recovery code in place of the old one.
    ///
    /// # Errors
    /// As a sign-in with the password.
    pub(crate) async fn renew_recovery_code(&self, password: Secret) -> Result<RecoveryCode, Problem> {
        self.floor().await?.renew_recovery_code(&self.session().await?, password).await
    }

    /// Takes whoever is signed in out of the list of profiles. Answers with where the files were set aside.
    ///
    /// # Errors
    /// When the password is wrong, or others would be left without an administrator; then everything is as it was.
    pub(crate) async fn remove_profile(&self, password: Option<Secret>) -> Result<String, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        floor.sign_in(session.id().as_str(), password).await?;
        self.sign_out().await;
        match floor.remove_profile(&session, session.id()).await {
            Ok(removed) => Ok(removed.set_aside.display().to_string()),
            Err(problem) => {
                self.enter(floor, session, None).await?;
                Err(problem)
            }
        }
    }

    /// Who is signed in, as they are now.
    pub(super) async fn profile(&self) -> Result<wire::Profile, Problem> {
        Ok(show::profile(&self.profile_of(self.floor().await?, &self.session().await?).await?))
    }

    async fn profile_of(&self, floor: &Floor, session: &Session) -> Result<Profile, Problem> {
        floor.person(session.id().as_str()).await
    }

    /// Who is signed in, whether the window is locked, and what is wrong with their ledger.
    pub(crate) async fn who(&self) -> Option<(Session, bool, Option<wire::Trouble>)> {
        let seated = self.seated.lock().await;
        seated.as_ref().map(|seated| (seated.session.clone(), seated.locked, seated.trouble.clone()))
    }

    /// Refuses while nobody is signed in or the window is locked.
    ///
    /// # Errors
    /// Just then.
    pub(crate) async fn refuse_strangers(&self) -> Result<(), Problem> {
        let seated = self.seated.lock().await;
        unlocked(seated.as_ref()).map(|_| ())
    }

    /// Leaves the desk, but stays signed in: the ledger can be changed as a whole.
    pub(super) async fn stand_up(&self) -> Result<Session, Problem> {
        let session = self.session().await?;
        self.seat(session.clone(), None, None).await;
        Ok(session)
    }

    /// Sits down again after [`Wiring::stand_up`].
    pub(super) async fn sit_again(&self, session: Session) -> Result<(), Problem> {
        if self.session().await?.id() != session.id() {
            return Err(no_account());
        }
        self.enter(self.floor().await?, session, None).await
    }
}
