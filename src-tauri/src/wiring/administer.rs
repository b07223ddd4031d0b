//! What an administrator asks for. The floor decides who is one; nothing here reads a ledger.

use desk::{Floor, Problem};
use store::{AuditEntry, AuditProof, NewProfile, Profile, ProfileId, Secret, Session};
use trading::Paise;

use super::Wiring;
use crate::show;
use crate::take;
use crate::wire;

impl Wiring {
    /// Every user, and what somebody new begins with.
    ///
    /// # Errors
    /// When whoever asks is no administrator with a password.
    pub(crate) async fn house(&self) -> Result<wire::House, Problem> {
        house(self.floor().await?, &self.session().await?).await
    }

    /// Does what an administrator asks for.
    ///
    /// # Errors
    /// When whoever asks is no administrator with a password, or it cannot be done.
    pub(crate) async fn administer(&self, act: wire::AdminAct) -> Result<wire::AdminDone, Problem> {
        let (floor, by) = (self.floor().await?, self.session().await?);
        let message = do_act(floor, &by, act).await?;
        Ok(wire::AdminDone { message, house: house(floor, &by).await? })
    }

    /// Every administrative act, the oldest first, and whether their log proves itself.
    ///
    /// # Errors
    /// When whoever asks is no administrator with a password.
    pub(crate) async fn audit(&self) -> Result<(Vec<AuditEntry>, AuditProof), Problem> {
        let (floor, by) = (self.floor().await?, self.session().await?);
        Ok((floor.audit(&by).await?, floor.verify_audit().await?))
    }

    /// How the house is: its market, its disk, its ledgers and backups, its live sources.
    ///
    /// # Errors
    /// When whoever asks is no administrator with a password.
    pub(crate) async fn health(&self) -> Result<Vec<wire::Check>, Problem> {
        let (floor, by) = (self.floor().await?, self.session().await?);
        let users = floor.users(&by).await?;
        let days = floor.archive().days().await;
        let mut checks = show::health(floor.dir(), &users, &days.map_err(Problem::from), floor.now());
        checks.extend(show::sources_health(&show::sources(&floor.exchange().heard())));
        Ok(checks)
    }
}

async fn house(floor: &Floor, by: &Session) -> Result<wire::House, Problem> {
    let users = floor.users(by).await?;
    let users = users.iter().map(|standing| show::user(standing, by.id())).collect();
    let removed = show::removed(&floor.removed_profiles()?, &floor.audit(by).await?);
    Ok(wire::House { users, removed, starting_capital_paise: floor.starting_capital().await?.0 })
}

/// Does an act; answers with what was done, in words.
async fn do_act(floor: &Floor, by: &Session, act: wire::AdminAct) -> Result<String, Problem> {
    match act {
        wire::AdminAct::Create { name, password, admin } => {
            let password = password.map(wire::Typed::secret).filter(|secret| !store::is_empty(secret));
            create(floor, by, &take::name(&name)?, password, admin).await
        }
        wire::AdminAct::Rename { id, name } => {
            let before = found(floor, &id).await?.name;
            let now = floor.rename(by, &take::profile(&id)?, &take::name(&name)?).await?;
            Ok(format!("{before} is called {} now.", now.name))
        }
        wire::AdminAct::Lock { id } => {
            let who = found(floor, &id).await?;
            floor.lock(by, &who.id).await?;
            Ok(format!("{} is locked and cannot sign in.", who.name))
        }
        wire::AdminAct::Unlock { id } => {
            let who = found(floor, &id).await?;
            floor.unlock(by, &who.id).await?;
            Ok(format!("{} may sign in again.", who.name))
        }
        wire::AdminAct::Reset { id, capital_paise } => {
            let (who, capital) = (found(floor, &id).await?, take::capital(capital_paise)?);
            let done = floor.reset_profile(by, &who.id, capital).await?;
            let when = if done { "begins anew" } else { "begins anew at the next sign-in" };
            Ok(format!("{} {when}, with ₹{capital}.", who.name))
        }
        wire::AdminAct::Remove { id } => {
            let who = found(floor, &id).await?;
            let removed = floor.remove_profile(by, &who.id).await?;
            Ok(format!(
                "{} was removed. The files were set aside in {}.",
                who.name,
                removed.set_aside.display()
            ))
        }
        wire::AdminAct::PutBack { id, name } => {
            let name = name.map(|name| take::name(&name)).transpose()?;
            let back =
                floor.put_back_profile(Some(by), take::profile(&id)?.as_str(), name.as_deref()).await?;
            Ok(format!("{} may sign in again, as a trader, with everything that was set aside.", back.name))
        }
        wire::AdminAct::SetAdmin { id, admin } => {
            let who = found(floor, &id).await?;
            floor.set_admin(by, &who.id, admin).await?;
            let role = if admin { "an administrator" } else { "a trader" };
            Ok(format!("{} is {role} now.", who.name))
        }
        wire::AdminAct::SetStartingCapital { capital_paise } => {
            let capital: Paise = take::capital(capital_paise)?;
            floor.set_starting_capital(by, capital).await?;
            Ok(format!("New accounts begin with ₹{capital}."))
        }
    }
}

async fn create(
    floor: &Floor,
    by: &Session,
    name: &str,
    password: Option<Secret>,
    admin: bool,
) -> Result<String, Problem> {
    let new = NewProfile { name, admin, password: password.as_ref(), by: Some(by) };
    let made = floor.create_profile(new).await?;
    let who = &made.session.profile().name;
    let role = if admin { "an administrator" } else { "a trader" };
    Ok(format!("{who} may sign in, as {role}."))
}

async fn found(floor: &Floor, id: &str) -> Result<Profile, Problem> {
    let id: ProfileId = take::profile(id)?;
    floor.person(id.as_str()).await
}
