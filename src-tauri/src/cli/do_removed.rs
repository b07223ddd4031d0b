//! Removed profiles and their way back; where a profile's key lies.

use serde::Serialize;
use store::Abode;

use super::answer::Answer;
use super::args::KeyPlace;
use super::do_profile::ProfileAnswer;
use super::session::Session;
use super::sheet::{sheet, words};
use super::stop::Stop;

/// `lakh profile removed`
pub(super) fn removed(session: &Session) -> Result<Answer, Stop> {
    let aside = session.floor().removed_profiles()?;
    let answers: Vec<RemovedOne> = aside
        .into_iter()
        .map(|one| RemovedOne {
            id: one.id.to_string(),
            name: one.name,
            files: one.files.display().to_string(),
        })
        .collect();
    if answers.is_empty() {
        return Answer::new(&answers, "No profile was removed.".into());
    }
    let row =
        |one: &RemovedOne| [words(one.name.as_deref().unwrap_or("—")), words(&one.id), words(&one.files)];
    let text = sheet(["Name", "ID", "Its files"], answers.iter().map(row));
    Answer::new(&answers, text)
}

/// `lakh profile put-back NAME`: an administrator's act, or anyone's while no administrator has a password.
pub(super) async fn put_back(session: &Session, name: &str, new_name: Option<&str>) -> Result<Answer, Stop> {
    let floor = session.floor();
    let by = if floor.is_open_house().await? { None } else { Some(session.signed_in().await?) };
    let back = floor.put_back_profile(by, name, new_name).await?;
    let text =
        format!("{} may sign in again, with the ledger and the backups that were set aside.", back.name);
    Answer::new(&ProfileAnswer::new(&back), text)
}

/// `lakh profile key`
pub(super) async fn key(session: &Session, keep_in: Option<KeyPlace>) -> Result<Answer, Stop> {
    let floor = session.floor();
    let profile = session.profile().await?;
    let abode = match keep_in {
        None => floor.abode(&profile)?,
        Some(KeyPlace::File) => floor.bring_key(session.signed_in().await?, Abode::File).await?,
        Some(KeyPlace::Keychain) => floor.bring_key(session.signed_in().await?, Abode::Keychain).await?,
    };
    let (place, text) = match abode {
        Abode::File => ("file", "lies in a file that you alone may read"),
        Abode::Sealed => ("sealed", "lies in a file, sealed by the password"),
        Abode::Keychain => ("keychain", "lies in this computer's keychain"),
    };
    let text = format!("The key of {} {text}.", profile.name);
    Answer::new(&KeyAnswer { name: profile.name, key: place }, text)
}

#[derive(Debug, Serialize)]
struct RemovedOne {
    id: String,
    name: Option<String>,
    files: String,
}

#[derive(Debug, Serialize)]
struct KeyAnswer {
    name: String,
    /// `file`, `sealed` or `keychain`.
    key: &'static str,
}
