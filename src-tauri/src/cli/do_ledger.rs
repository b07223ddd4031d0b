//! The proof of the record, its copies, and its export.

use std::path::{Path, PathBuf};

use desk::ExportFormat;
use serde::Serialize;
use store::{Restoration, Verification};

use super::answer::{Answer, note};
use super::args::{ExportName, LedgerCommand};
use super::session::Session;
use super::stop::{Blame, Stop};

/// The exit code of a record that is damaged.
const DAMAGED: u8 = 4;

/// `lakh ledger …`
pub(super) async fn ledger(session: &Session, command: LedgerCommand) -> Result<Answer, Stop> {
    match command {
        LedgerCommand::Verify => verify(session).await,
        LedgerCommand::Export { format, to } => export(session, format, &to).await,
        LedgerCommand::Backup { file } => backup(session, file).await,
        LedgerCommand::Restore { file, yes } => restore(session, &file, yes).await,
    }
}

async fn verify(session: &Session) -> Result<Answer, Stop> {
    let (floor, signed_in) = (session.floor(), session.signed_in().await?);
    let proof = floor.verify(signed_in).await?;
    let last = floor.backups(signed_in)?.into_iter().next().map(|backup| backup.path);
    let answer = VerificationAnswer::new(&proof, last);
    let text = answer.text();
    let exit = if answer.ok { 0 } else { DAMAGED };
    Ok(Answer::new(&answer, text)?.with_exit(exit))
}

async fn export(session: &Session, format: ExportName, to: &Path) -> Result<Answer, Stop> {
    let format = match format {
        ExportName::Csv => ExportFormat::Csv,
        ExportName::Json => ExportFormat::Json,
        ExportName::Hledger => ExportFormat::Hledger,
        ExportName::Beancount => ExportFormat::Beancount,
    };
    let exported = session.floor().export(session.signed_in().await?, format, to).await?;
    let names: Vec<String> = exported.files.iter().map(|file| file.display().to_string()).collect();
    let text = format!("{} events were written to\n{}", exported.events, names.join("\n"));
    Answer::new(&ExportAnswer { events: exported.events, files: exported.files }, text)
}

async fn backup(session: &Session, file: PathBuf) -> Result<Answer, Stop> {
    let head = session.floor().back_up(session.signed_in().await?, &file).await?;
    let text = format!(
        "{} events were copied to {} and verified.\nThe copy opens with this profile's key only.",
        head.seq,
        file.display()
    );
    Answer::new(&BackupAnswer { file, events: head.seq, head: head.hash.to_string() }, text)
}

/// What would be lost is said first; where something would be, only `--yes` goes on.
async fn restore(session: &Session, file: &Path, yes: bool) -> Result<Answer, Stop> {
    let (floor, signed_in) = (session.floor(), session.signed_in().await?);
    let would = floor.restore_would(signed_in, file).await?;
    let loss = loss(&would);
    if would.lost_events().is_some_and(|lost| lost > 0) && !yes {
        return Err(Stop::failed(
            Blame::Usage,
            "would_lose_events",
            loss,
            "Nothing was changed. Add --yes to go on; the present record is set aside, not destroyed.",
        ));
    }
    note(&loss);
    let done = floor.restore(signed_in, file).await?;
    let aside = done.set_aside.as_ref().map(|aside| aside.display().to_string());
    let text = format!(
        "The ledger ends at event {} again.\nWhat was there is set aside in {}.",
        done.backup.seq,
        aside.as_deref().unwrap_or("no place: there was nothing")
    );
    let answer = RestoreAnswer {
        events: done.backup.seq,
        present_events: done.present.map(|present| present.seq),
        lost_events: done.lost_events(),
        set_aside: aside,
    };
    Answer::new(&answer, text)
}

fn loss(would: &Restoration) -> String {
    match (would.present, would.lost_events()) {
        (Some(present), Some(lost)) => format!(
            "The copy ends at event {}, the ledger at event {}: {lost} events would be lost.",
            would.backup.seq, present.seq
        ),
        (Some(_), None) | (None, _) => format!(
            "The copy ends at event {}; the present ledger cannot be read, so what would be lost cannot be told.",
            would.backup.seq
        ),
    }
}

#[derive(Debug, Serialize)]
struct ExportAnswer {
    events: u64,
    files: Vec<PathBuf>,
}

#[derive(Debug, Serialize)]
struct BackupAnswer {
    file: PathBuf,
    events: u64,
    head: String,
}

#[derive(Debug, Serialize)]
struct RestoreAnswer {
    events: u64,
    present_events: Option<u64>,
    lost_events: Option<u64>,
    set_aside: Option<String>,
}

#[derive(Debug, Serialize)]
struct VerificationAnswer {
    ok: bool,
    events: u64,
    head: String,
    differences: Vec<String>,
    last_backup: Option<PathBuf>,
}

impl VerificationAnswer {
    fn new(proof: &Verification, last_backup: Option<PathBuf>) -> Self {
        Self {
            ok: proof.ok,
            events: proof.events,
            head: proof.head.hash.to_string(),
            differences: proof.differences.iter().map(ToString::to_string).collect(),
            last_backup,
        }
    }

    fn text(&self) -> String {
        if self.ok {
            return format!(
                "{} events derived again: chain, postings, balances and lots agree.\nHead {}",
                self.events, self.head
            );
        }
        let backup = match &self.last_backup {
            Some(backup) => {
                format!("Put the last backup back: lakh ledger restore {:?}", backup.display().to_string())
            }
            None => "There is no backup.".into(),
        };
        format!(
            "The record is damaged: {} differences.\n{}\nNothing was changed. {backup}",
            self.differences.len(),
            self.differences.join("\n")
        )
    }
}
