//! Who is here and how the house is: the care for a ledger, users, the log of acts, health; in words for people.

use std::path::{Path, PathBuf};

use desk::{Condition, Exported, Problem};
use store::{
    AuditEntry, AuditProof, Backup, DataDir, DaySummary, ProfileId, Restoration, SetAside, Standing,
    Verification,
};
use trading::{Moment, Paise};

use super::profile;
use crate::wire;

/// What stands in the way of a ledger, or what was lost from it.
pub(crate) fn trouble(condition: &Condition) -> Option<wire::Trouble> {
    let last_backup = condition.last_backup.as_ref().map(backup);
    match (&condition.problem, &condition.lost) {
        (Some(problem), _) => Some(wire::Trouble {
            blocks: true,
            message: problem.to_string(),
            next_step: "The files were left as they are. Put the last backup back, or begin anew; either sets them aside and destroys nothing.".into(),
            last_backup,
        }),
        (None, Some(lost)) => Some(wire::Trouble {
            blocks: false,
            message: format!(
                "Your ledger was at event {} and ends at event {}: the file, or its log, is an older one.",
                lost.acknowledged, lost.found
            ),
            next_step: "Put a newer backup back if there is one, or go on from here; what is here is whole.".into(),
            last_backup,
        }),
        (None, None) => None,
    }
}

/// What a backup is asked for by: its file's name without the ending.
pub(crate) fn backup_name(backup: &Backup) -> String {
    backup.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A backup.
pub(crate) fn backup(backup: &Backup) -> wire::Backup {
    wire::Backup { name: backup_name(backup), at: backup.at.to_string(), bytes: size_of(&backup.path) }
}

/// What putting a backup back would do, or did.
pub(crate) fn restoration(from: &Backup, restoration: &Restoration) -> wire::Restoration {
    wire::Restoration {
        backup: backup(from),
        backup_events: restoration.backup.seq,
        present_events: restoration.present.map(|head| head.seq),
        lost_events: restoration.lost_events(),
        set_aside: restoration.set_aside.as_ref().map(|path| path.display().to_string()),
    }
}

/// The proof of the record.
pub(crate) fn proof(found: &Verification) -> wire::Proof {
    wire::Proof {
        ok: found.ok,
        events: found.events,
        head: found.head.hash.to_string(),
        differences: found
            .differences
            .iter()
            .map(|difference| wire::Difference { event: difference.event(), what: difference.to_string() })
            .collect(),
    }
}

/// What an export wrote.
pub(crate) fn exported(folder: &Path, exported: &Exported) -> wire::Exported {
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    wire::Exported {
        folder: folder.display().to_string(),
        files: exported.files.iter().filter_map(name).collect(),
    }
}

/// A name as every file system takes it: letters and digits of any script, dashes for the rest.
pub(crate) fn file_words(name: &str) -> String {
    let kept = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    name.chars().map(kept).collect()
}

/// `2026-08-03-154500`: sorts by time, and every file system takes it.
pub(crate) fn stamp(at: Moment) -> String {
    format!("{}-{}", at.day(), at.clock().to_string().replace(':', ""))
}

/// A user, as an administrator sees one.
pub(crate) fn user(standing: &Standing, oneself: &ProfileId) -> wire::User {
    wire::User {
        profile: profile(&standing.profile),
        oneself: standing.profile.id == *oneself,
        created_at: standing.profile.created_at.to_string(),
        last_seen: standing.profile.last_seen.map(|at| at.to_string()),
        locked_at: standing.locked_at.map(|at| at.to_string()),
        ledger_bytes: standing.ledger_bytes,
        verified_at: standing.verified.map(|(at, _)| at.to_string()),
        verified_ok: standing.verified.map(|(_, ok)| ok),
        backup_at: standing.backup_at.map(|at| at.to_string()),
        reset_to_paise: standing.reset_to.map(|capital| capital.0),
    }
}

/// The removed users who can be put back, the last removed first. Their files do not say when they were removed; the log
/// of acts does.
pub(crate) fn removed(aside: &[SetAside], log: &[AuditEntry]) -> Vec<wire::RemovedUser> {
    let mut found: Vec<_> = aside
        .iter()
        .map(|one| {
            (log.iter().rev().find(|entry| entry.act == "removed" && entry.detail == one.id.as_str()), one)
        })
        .collect();
    found.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.map(|entry| entry.seq)));
    let told = |(entry, one): (Option<&AuditEntry>, &SetAside)| wire::RemovedUser {
        id: one.id.to_string(),
        name: one.name.clone(),
        removed_at: entry.map(|entry| entry.at.to_string()),
        removed_by: entry.map(|entry| entry.actor.clone()),
        ledger_bytes: size_of(&one.files.join(format!("{}.sqlite", one.id))),
        files: one.files.display().to_string(),
    };
    found.into_iter().map(told).collect()
}

/// The log of administrative acts, the newest first.
pub(crate) fn audit(entries: &[AuditEntry], proof: AuditProof) -> wire::AuditLog {
    wire::AuditLog { entries: entries.iter().rev().map(entry).collect(), differences: proof.differences }
}

fn entry(entry: &AuditEntry) -> wire::AuditEntry {
    wire::AuditEntry {
        seq: entry.seq,
        at: entry.at.to_string(),
        actor: entry.actor.clone(),
        what: deed(entry),
    }
}

/// What was done, in a sentence without its subject.
fn deed(entry: &AuditEntry) -> String {
    let (whom, detail) = (entry.subject.as_str(), entry.detail.as_str());
    let amount = || detail.parse().map_or_else(|_| detail.to_owned(), |paise| format!("₹{}", Paise(paise)));
    match entry.act.as_str() {
        "created" => format!("Made the profile {whom}, {detail}"),
        "removed" => format!("Removed {whom}; the files were set aside"),
        "put_back" => format!("Put {whom} back, with what was set aside"),
        "locked" => format!("Locked {whom}"),
        "unlocked" => format!("Unlocked {whom}"),
        "reset" => format!("Had {whom} begin anew with {}", amount()),
        "made_administrator" => format!("Made {whom} an administrator"),
        "made_trader" => format!("Made {whom} a trader"),
        "renamed" => format!("Renamed {whom} to {detail}"),
        "password_set" => format!("{whom} chose a password"),
        "password_changed" => format!("{whom} changed the password"),
        "password_removed" => format!("{whom} took the password away"),
        "recovered" => format!("{whom} came in by the recovery code and chose a new password"),
        "recovery_code_renewed" => format!("{whom} took a new recovery code"),
        "starting_capital_set" => format!("Chose {} as the starting balance", amount()),
        other => format!("{} {whom} {detail}", other.replace('_', " ")),
    }
}

/// How the house is.
pub(crate) fn health(
    dir: &DataDir,
    users: &[Standing],
    days: &Result<Vec<DaySummary>, Problem>,
    now: Moment,
) -> Vec<wire::Check> {
    vec![market(dir, days), disk(dir), ledgers(users), backups(users, now)]
}

fn market(dir: &DataDir, days: &Result<Vec<DaySummary>, Problem>) -> wire::Check {
    let name = "Market archive";
    match days {
        Err(problem) => check(name, problem.to_string(), wire::CheckState::Bad, Some(problem.next_step())),
        Ok(days) => match (days.first(), days.last()) {
            (Some(first), Some(last)) => {
                let detail = format!(
                    "{} trading days, {} to {}, {}",
                    days.len(),
                    first.day.words(),
                    last.day.words(),
                    megabytes(size_of(&dir.market()))
                );
                check(name, detail, wire::CheckState::Fine, None)
            }
            _ => {
                let next = "Start Lakh again; it loads its built-in market.".to_owned();
                check(name, "No trading day".into(), wire::CheckState::Bad, Some(next))
            }
        },
    }
}

/// A ledger of a year is a few megabytes; its backups some twenty times that.
fn disk(dir: &DataDir) -> wire::Check {
    let name = "Disk space";
    match fs4::available_space(dir.path()) {
        Ok(free) => {
            let detail = format!("{} free for {}", megabytes(free), dir.path().display());
            let next = "Free some space: without it no order can be written down.".to_owned();
            match free {
                ..LITTLE => check(name, detail, wire::CheckState::Bad, Some(next)),
                LITTLE..ENOUGH => check(name, detail, wire::CheckState::Watch, Some(next)),
                ENOUGH.. => check(name, detail, wire::CheckState::Fine, None),
            }
        }
        Err(error) => check(name, format!("Cannot be told: {error}"), wire::CheckState::Watch, None),
    }
}

fn ledgers(users: &[Standing]) -> wire::Check {
    let name = "Ledgers";
    let wrong: Vec<&str> = users
        .iter()
        .filter(|user| user.ledger_bytes.is_none() || matches!(user.verified, Some((_, false))))
        .map(|user| user.profile.name.as_str())
        .collect();
    if wrong.is_empty() {
        let looked = users.iter().filter(|user| user.verified.is_some()).count();
        let detail = format!("{} kept, {looked} verified, none damaged", users.len());
        return check(name, detail, wire::CheckState::Fine, None);
    }
    let next = "Whoever it is restores a backup under Settings → The ledger.".to_owned();
    check(name, format!("Damaged or missing: {}", wrong.join(", ")), wire::CheckState::Bad, Some(next))
}

fn backups(users: &[Standing], now: Moment) -> wire::Check {
    let name = "Backups";
    let month = now.plus_millis(-30 * DAY);
    let old = |user: &&Standing| {
        let seen = user.profile.last_seen.is_some_and(|seen| seen > month);
        seen && user.backup_at.is_none_or(|at| at < month)
    };
    let without: Vec<&str> = users.iter().filter(old).map(|user| user.profile.name.as_str()).collect();
    if without.is_empty() {
        return check(name, "Made after the close of each day".into(), wire::CheckState::Fine, None);
    }
    let next = "One is made after the close of the next day that they trade.".to_owned();
    check(name, format!("None of this month: {}", without.join(", ")), wire::CheckState::Watch, Some(next))
}

/// How each live source is, and what the exchange does not agree with, as checks.
pub(crate) fn sources_health(sources: &wire::Sources) -> Vec<wire::Check> {
    let of = |line: &wire::SourceLine| {
        let state = match line.tone {
            wire::SourceTone::Good | wire::SourceTone::Quiet => wire::CheckState::Fine,
            wire::SourceTone::Bad => wire::CheckState::Watch,
        };
        let clock = |at: &String| at.replace('T', " ").chars().take(19).collect::<String>();
        let answered = line.last_success.as_ref().map(|at| format!("; last answered {}", clock(at)));
        let name = format!("Live quotes: {}", line.name);
        check(&name, line.state.clone() + &answered.unwrap_or_default(), state, line.trouble.clone())
    };
    let mut checks: Vec<wire::Check> = sources.sources.iter().map(of).collect();
    for warning in &sources.warnings {
        match checks.iter_mut().find(|check| check.name == warning.about) {
            Some(check) => check.detail = format!("{} {}", check.detail, warning.words),
            None => checks.push(check(
                &warning.about,
                warning.words.clone(),
                wire::CheckState::Watch,
                Some(warning.next_step.clone()),
            )),
        }
    }
    checks
}

fn check(name: &str, detail: String, state: wire::CheckState, next_step: Option<String>) -> wire::Check {
    wire::Check { name: name.into(), detail, state, next_step }
}

/// A file's bytes; none when it is not there.
fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes / (MEGABYTE / 10);
    if tenths >= 10_240 {
        let tenths = bytes / (1024 * MEGABYTE / 10);
        return format!("{}.{} GB", tenths / 10, tenths % 10);
    }
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

const MEGABYTE: u64 = 1024 * 1024;
const LITTLE: u64 = 50 * MEGABYTE;
const ENOUGH: u64 = 1024 * MEGABYTE;
const DAY: i64 = 24 * 60 * 60_000;
