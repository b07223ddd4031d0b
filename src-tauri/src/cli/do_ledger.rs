//! The proof of the record, and the state of everything.

use desk::Floor;
use serde::Serialize;
use store::Verification;

use super::answer::Answer;
use super::session::Session;
use super::sheet::{sheet, words};
use super::stop::Stop;
use crate::config::Config;

/// The exit code of a record that is damaged.
const DAMAGED: u8 = 4;
/// The exit code of a world that fails.
const FAILED: u8 = 3;

/// `lakh ledger verify`
pub(super) async fn verify(session: &Session) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let proof = desk.verify().await;
    desk.close().await;
    let answer = VerificationAnswer::new(&proof?);
    let text = answer.text();
    let exit = if answer.ok { 0 } else { DAMAGED };
    Ok(Answer::new(&answer, text)?.with_exit(exit))
}

/// `lakh doctor`: looks at everything and stops at nothing.
pub(super) async fn doctor(config: Config) -> Result<Answer, Stop> {
    let mut checks = vec![Check::fine("data directory", config.data_dir.display().to_string())];
    let mut exit = 0;
    match Floor::open(&config.data_dir, config.wall()).await {
        Ok(floor) => {
            checks.push(Check::fine("clock", format!("it is {} in India", floor.now())));
            checks.push(market(&floor).await);
            checks.push(Check::fine("live quotes", "off; this version has none"));
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

async fn ledgers(floor: &Floor, checks: &mut Vec<Check>, exit: &mut u8) {
    let profiles = match floor.profiles().list().await {
        Ok(profiles) => profiles,
        Err(error) => return checks.push(Check::failed("profiles", &error.into())),
    };
    checks.push(Check::fine("profiles", profiles.len().to_string()));
    for profile in profiles {
        let name = format!("ledger of {}", profile.name);
        let proof = match floor.sit_down(&profile, None).await {
            Ok(desk) => {
                let proof = desk.verify().await;
                desk.close().await;
                proof
            }
            Err(problem) => Err(problem),
        };
        checks.push(match proof {
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

#[derive(Debug, Serialize)]
struct VerificationAnswer {
    ok: bool,
    events: u64,
    head: String,
    differences: Vec<String>,
}

impl VerificationAnswer {
    fn new(proof: &Verification) -> Self {
        Self {
            ok: proof.ok,
            events: proof.events,
            head: proof.head.hash.to_string(),
            differences: proof.differences.iter().map(ToString::to_string).collect(),
        }
    }

    fn text(&self) -> String {
        if self.ok {
            return format!(
                "{} events derived again: chain, postings, balances and lots agree.\nHead {}",
                self.events, self.head
            );
        }
        format!(
            "The record is damaged: {} differences.\n{}\nNothing was changed. Restore the last backup.",
            self.differences.len(),
            self.differences.join("\n")
        )
    }
}
