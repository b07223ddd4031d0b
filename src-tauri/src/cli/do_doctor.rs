//! What works here, and what to do about what does not.

use desk::Floor;
use serde::Serialize;
use store::{Abode, Profile};

use super::answer::Answer;
use super::sheet::{sheet, words};
use super::stop::Stop;
use crate::config::Config;

/// The exit code of a record that is damaged.
const DAMAGED: u8 = 4;
/// The exit code of a world that fails.
const FAILED: u8 = 3;
/// With less room than this a backup may not fit.
const LITTLE_ROOM: u64 = 200_000_000;

/// `lakh doctor`: looks at everything and stops at nothing.
pub(super) async fn doctor(config: Config) -> Result<Answer, Stop> {
    let mut checks = vec![Check::fine("data directory", config.data_dir.display().to_string())];
    let mut exit = 0;
    match Floor::open_with_keychain(&config.data_dir, config.wall(), config.keychain()).await {
        Ok(floor) => {
            checks.push(Check::fine("clock", format!("it is {} in India", floor.now())));
            checks.push(market(&floor).await);
            sources(&floor, &mut checks);
            checks.push(room(&config));
            ledgers(&floor, &mut checks, &mut exit).await;
        }
        Err(problem) => checks.push(Check::failed("files", &problem)),
    }
    if exit == 0 && checks.iter().any(|check| !check.ok) {
        exit = FAILED;
    }
    let row = |check: &Check| {
        let state = if check.ok { "✓" } else { "✗" };
        let next = check.next_step.as_deref().unwrap_or_default();
        [words(state), words(&check.name), words(&check.detail), words(next)]
    };
    let text = sheet(["", "What", "State", "What to do"], checks.iter().map(row));
    Ok(Answer::new(&Checks { checks }, text)?.with_exit(exit))
}

async fn market(floor: &Floor) -> Check {
    if let Err(problem) = floor.fill_archive(|_, _| {}).await {
        return Check::failed("market archive", &problem);
    }
    match floor.archive().days().await {
        Ok(days) => {
            let span = days.first().zip(days.last());
            let words = span.map(|(first, last)| format!(", {} to {}", first.day.words(), last.day.words()));
            Check::fine("market archive", format!("{} days{}", days.len(), words.unwrap_or_default()))
        }
        Err(error) => Check::failed("market archive", &error.into()),
    }
}

/// The live sources as this or another program last knew them. Nobody is asked: a doctor makes no traffic.
fn sources(floor: &Floor, checks: &mut Vec<Check>) {
    let heard = floor.exchange().heard();
    if !heard.is_on() {
        return checks.push(Check::fine("live quotes", "off; switch them on: lakh source enable nse"));
    }
    for line in super::do_source::lines(floor) {
        let name = format!("live quotes: {}", line.title);
        let last = line.last_success.map_or_else(|| "no answer yet".into(), |at| format!("last answer {at}"));
        let blocked =
            line.blocked_until.map(|until| format!(", left alone until {until}")).unwrap_or_default();
        let detail = format!("{}, {last}{blocked}", line.state);
        let trouble = line.trouble.filter(|_| line.ails).map(|trouble| trouble.message);
        checks.push(Check { name, ok: !line.ails, detail, next_step: trouble });
    }
    for warning in heard.warnings() {
        checks.push(Check {
            name: warning.about.title().to_lowercase(),
            ok: false,
            detail: format!("{} (seen {})", warning.words, warning.at),
            next_step: Some(warning.about.next_step().into()),
        });
    }
}

async fn ledgers(floor: &Floor, checks: &mut Vec<Check>, exit: &mut u8) {
    let profiles = match floor.people().await {
        Ok(profiles) => profiles,
        Err(problem) => return checks.push(Check::failed("profiles", &problem)),
    };
    checks.push(Check::fine("profiles", profiles.len().to_string()));
    for profile in profiles {
        ledger(floor, &profile, checks, exit).await;
    }
    match floor.verify_audit().await {
        Ok(proof) if proof.differences.is_empty() => {
            checks.push(Check::fine("log of administrators", format!("{} acts, all agree", proof.entries)));
        }
        Ok(proof) => {
            *exit = DAMAGED;
            let next_step = Some("Compare profiles.sqlite with its copies in backups/profiles.".into());
            let detail = proof.differences.join("; ");
            checks.push(Check { name: "log of administrators".into(), ok: false, detail, next_step });
        }
        Err(problem) => checks.push(Check::failed("log of administrators", &problem)),
    }
}

/// One profile's ledger and its backups. What a password closes is not looked into.
async fn ledger(floor: &Floor, profile: &Profile, checks: &mut Vec<Check>, exit: &mut u8) {
    let name = format!("ledger of {}", profile.name);
    checks.push(backups(floor, profile));
    checks.push(key(floor, profile));
    if profile.protected || profile.locked {
        let why = if profile.locked { "locked by an administrator" } else { "closed by its password" };
        return checks.push(Check::fine(&name, format!("{why}; not looked into")));
    }
    checks.push(match floor.look_after(profile).await {
        Ok(proof) if proof.ok => Check::fine(&name, format!("{} events, all agree", proof.events)),
        Ok(proof) => {
            *exit = DAMAGED;
            Check {
                name,
                ok: false,
                detail: format!("{} differences", proof.differences.len()),
                next_step: Some(format!("lakh --profile {:?} ledger verify", profile.name)),
            }
        }
        Err(problem) => {
            if matches!(problem, desk::Problem::Damaged { .. }) {
                *exit = DAMAGED;
            }
            Check::failed(&name, &problem)
        }
    });
}

/// Where a key lies: who copies the data directory should know what is not in it.
fn key(floor: &Floor, profile: &Profile) -> Check {
    let name = format!("key of {}", profile.name);
    let file = floor.dir().key(&profile.id);
    match floor.abode(profile) {
        Ok(Abode::File) => Check::fine(&name, format!("in {}, for you alone to read", file.display())),
        Ok(Abode::Sealed) => Check::fine(&name, format!("in {}, sealed by the password", file.display())),
        Ok(Abode::Keychain) => Check::fine(
            &name,
            "in this computer's keychain; the data directory alone does not open the ledger",
        ),
        Err(problem) => Check::failed(&name, &problem),
    }
}

fn backups(floor: &Floor, profile: &Profile) -> Check {
    let name = format!("backups of {}", profile.name);
    match store::Ledger::backups(floor.dir(), &profile.id) {
        Ok(backups) => Check::fine(
            &name,
            match backups.first() {
                Some(last) => {
                    format!("{}, the last of {} {}", backups.len(), last.at.day().words(), last.at.clock())
                }
                None => "none yet; one is made after the close of a day".into(),
            },
        ),
        Err(error) => Check::failed(&name, &error.into()),
    }
}

/// How much room there is where the data lies.
fn room(config: &Config) -> Check {
    match fs4::available_space(&config.data_dir) {
        Ok(bytes) if bytes >= LITTLE_ROOM => {
            Check::fine("disk space", format!("{} MB free", bytes / 1_000_000))
        }
        Ok(bytes) => Check {
            name: "disk space".into(),
            ok: false,
            detail: format!("{} MB free", bytes / 1_000_000),
            next_step: Some("Free some space: a backup may not fit.".into()),
        },
        Err(error) => Check {
            name: "disk space".into(),
            ok: false,
            detail: error.to_string(),
            next_step: Some("Make the data directory readable by you.".into()),
        },
    }
}

#[derive(Debug, Serialize)]
struct Checks {
    checks: Vec<Check>,
}

#[derive(Debug, Serialize)]
struct Check {
    name: String,
    ok: bool,
    detail: String,
    next_step: Option<String>,
}

impl Check {
    fn fine(name: &str, detail: impl Into<String>) -> Self {
        Self { name: name.into(), ok: true, detail: detail.into(), next_step: None }
    }

    fn failed(name: &str, problem: &desk::Problem) -> Self {
        Self {
            name: name.into(),
            ok: false,
            detail: problem.to_string(),
            next_step: Some(problem.next_step()),
        }
    }
}
