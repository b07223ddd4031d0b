//! Who uses this program: making, opening, locking and removing profiles.

use serde::Serialize;
use store::{AuditEntry, NewProfile, Profile};
use trading::{Moment, Paise};

use super::answer::Answer;
use super::args::ProfileCommand;
use super::do_removed;
use super::session::Session;
use super::sheet::{sheet, words};
use super::stop::Stop;

/// `lakh profile …`
pub(super) async fn profile(session: &Session, command: ProfileCommand) -> Result<Answer, Stop> {
    match command {
        ProfileCommand::Create { name, admin } => create(session, &name, admin).await,
        ProfileCommand::List => {
            let answers: Vec<_> = session.floor().people().await?.iter().map(ProfileAnswer::new).collect();
            let text = profiles_sheet(&answers);
            Answer::new(&answers, text)
        }
        ProfileCommand::Remove { name } => remove(session, &name).await,
        ProfileCommand::Removed => do_removed::removed(session),
        ProfileCommand::PutBack { name, new_name } => {
            do_removed::put_back(session, &name, new_name.as_deref()).await
        }
        ProfileCommand::Key { keep_in } => do_removed::key(session, keep_in).await,
        ProfileCommand::Password => password(session).await,
        ProfileCommand::Recover { name } => recover(session, &name).await,
        ProfileCommand::Lock { name } => {
            let (by, profile) = acting(session, &name).await?;
            session.floor().lock(by, &profile.id).await?;
            done(session, &profile, "is locked").await
        }
        ProfileCommand::Unlock { name } => {
            let (by, profile) = acting(session, &name).await?;
            session.floor().unlock(by, &profile.id).await?;
            done(session, &profile, "may sign in again").await
        }
        ProfileCommand::Reset { name, capital } => reset(session, &name, capital).await,
        ProfileCommand::Log => log(session).await,
    }
}

/// The first line of standard input is the new profile's password while the house is open; else it is the
/// administrator's, and the second the new profile's.
async fn create(session: &Session, name: &str, admin: bool) -> Result<Answer, Stop> {
    let floor = session.floor();
    let by = if floor.is_open_house().await? { None } else { Some(session.signed_in().await?) };
    let password = session.line()?;
    let new = NewProfile { name, admin, password: password.as_ref(), by };
    let created = floor.create_profile(new).await?;
    let made = created.session.profile();
    let capital = floor.starting_capital().await?;
    let recovery_code = created.recovery.map(|code| code.words().to_string());
    let text = format!("{} may begin, with ₹{capital} to practise with.", made.name);
    let text = with_code(text, recovery_code.as_deref());
    Answer::new(&CreatedAnswer { profile: ProfileAnswer::new(made), recovery_code }, text)
}

/// A profile removes itself; an administrator named by `--profile` removes another.
async fn remove(session: &Session, name: &str) -> Result<Answer, Stop> {
    let floor = session.floor();
    let profile = floor.person(name).await?;
    let by = match &session.config().profile {
        Some(acting) if floor.person(acting).await.is_ok_and(|acting| acting.id != profile.id) => {
            session.signed_in().await?.clone()
        }
        Some(_) | None => session.sign_in(&profile).await?,
    };
    let removed = floor.remove_profile(&by, &profile.id).await?;
    let set_aside = removed.set_aside.display().to_string();
    let text = format!("{} was removed. The record was set aside in {set_aside}.", profile.name);
    Answer::new(&RemovedAnswer { name: profile.name, set_aside }, text)
}

async fn password(session: &Session) -> Result<Answer, Stop> {
    let profile = session.profile().await?;
    let (first, second) = (session.line()?, session.line()?);
    let (old, new) = if profile.protected { (first, second) } else { (None, second.or(first)) };
    let Some(new) = new else {
        return Err(Stop::usage(
            "A password is read from standard input.",
            "Use --password-stdin: the old password on the first line, the new one on the second.",
        ));
    };
    let floor = session.floor();
    let signed_in = floor.sign_in(profile.id.as_str(), old.clone()).await?;
    let new = Some(new).filter(|new| !store::is_empty(new));
    let what = match (&new, profile.protected) {
        (None, _) => "removed",
        (Some(_), true) => "changed",
        (Some(_), false) => "set",
    };
    let (_, code) = floor.change_password(&signed_in, old, new).await?;
    let recovery_code = code.map(|code| code.words().to_string());
    let text = with_code(format!("The password of {} was {what}.", profile.name), recovery_code.as_deref());
    Answer::new(&PasswordAnswer { name: profile.name, password: what, recovery_code }, text)
}

async fn recover(session: &Session, name: &str) -> Result<Answer, Stop> {
    let missing = || {
        Stop::usage(
            "The recovery code and a new password are read from standard input.",
            "Use --password-stdin: the code on the first line, the new password on the second.",
        )
    };
    let code = session.line()?.ok_or_else(missing)?;
    let password = session.line()?.ok_or_else(missing)?;
    let code = store::RecoveryCode::typed(&code).map_err(|error| Stop::usage(error.to_string(), ""))?;
    let (signed_in, code) = session.floor().recover(name, code, password).await?;
    let recovery_code = Some(code.words().to_string());
    let name = signed_in.profile().name.clone();
    let text = with_code(format!("{name} has a new password."), recovery_code.as_deref());
    Answer::new(&PasswordAnswer { name, password: "recovered", recovery_code }, text)
}

async fn reset(session: &Session, name: &str, capital: Option<Paise>) -> Result<Answer, Stop> {
    let (by, profile) = acting(session, name).await?;
    let floor = session.floor();
    let capital = match capital {
        Some(capital) => capital,
        None => floor.starting_capital().await?,
    };
    let done = floor.reset_profile(by, &profile.id, capital).await?;
    let when = if done { "begins anew" } else { "begins anew when they sign in next" };
    let text = format!("{} {when}, with ₹{capital}.", profile.name);
    Answer::new(&ResetAnswer { name: profile.name, capital_paise: capital.0, done }, text)
}

async fn log(session: &Session) -> Result<Answer, Stop> {
    let by = session.signed_in().await?;
    let entries = session.floor().audit(by).await?;
    let answers: Vec<_> = entries.into_iter().map(AuditAnswer::new).collect();
    let row = |entry: &AuditAnswer| {
        let at = format!("{} {}", entry.at.day().words(), entry.at.clock());
        [
            words(at),
            words(&entry.actor),
            words(entry.act.replace('_', " ")),
            words(&entry.subject),
            words(&entry.detail),
        ]
    };
    let text = sheet(["When", "Who", "What", "Whom", ""], answers.iter().map(row));
    Answer::new(&answers, text)
}

/// The administrator who acts and the profile that it is about.
async fn acting<'a>(session: &'a Session, name: &str) -> Result<(&'a store::Session, Profile), Stop> {
    let by = session.signed_in().await?;
    Ok((by, session.floor().person(name).await?))
}

async fn done(session: &Session, profile: &Profile, what: &str) -> Result<Answer, Stop> {
    let now = session.floor().person(profile.id.as_str()).await?;
    Answer::new(&ProfileAnswer::new(&now), format!("{} {what}.", now.name))
}

fn with_code(text: String, code: Option<&str>) -> String {
    match code {
        None => text,
        Some(code) => format!(
            "{text}\nRecovery code, shown this once; keep it on paper. It opens the profile without the password:\n{code}"
        ),
    }
}

#[derive(Debug, Serialize)]
pub(super) struct ProfileAnswer {
    id: String,
    name: String,
    admin: bool,
    created_at: Moment,
    last_seen: Option<Moment>,
    has_password: bool,
    locked: bool,
}

#[derive(Debug, Serialize)]
struct CreatedAnswer {
    #[serde(flatten)]
    profile: ProfileAnswer,
    recovery_code: Option<String>,
}

#[derive(Debug, Serialize)]
struct RemovedAnswer {
    name: String,
    set_aside: String,
}

#[derive(Debug, Serialize)]
struct PasswordAnswer {
    name: String,
    password: &'static str,
    recovery_code: Option<String>,
}

#[derive(Debug, Serialize)]
struct ResetAnswer {
    name: String,
    capital_paise: i64,
    done: bool,
}

#[derive(Debug, Serialize)]
struct AuditAnswer {
    seq: u64,
    at: Moment,
    actor: String,
    act: String,
    subject: String,
    detail: String,
}

impl AuditAnswer {
    fn new(entry: AuditEntry) -> Self {
        let AuditEntry { seq, at, actor, act, subject, detail } = entry;
        Self { seq, at, actor, act, subject, detail }
    }
}

impl ProfileAnswer {
    pub(super) fn new(profile: &Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            name: profile.name.clone(),
            admin: profile.admin,
            created_at: profile.created_at,
            last_seen: profile.last_seen,
            has_password: profile.protected,
            locked: profile.locked,
        }
    }
}

fn profiles_sheet(profiles: &[ProfileAnswer]) -> String {
    if profiles.is_empty() {
        return "Nobody yet. Make a profile: lakh profile create NAME".into();
    }
    let row = |profile: &ProfileAnswer| {
        [
            words(&profile.name),
            words(if profile.admin { "administrator" } else { "trader" }),
            words(if profile.has_password { "password" } else { "" }),
            words(if profile.locked { "locked" } else { "" }),
            words(profile.created_at.day().words()),
            words(&profile.id),
        ]
    };
    sheet(["Name", "Role", "", "", "Since", "ID"], profiles.iter().map(row))
}
