//! Everything of a ledger in files that other programs read: tables, JSON, and two plain-text ledgers.

mod journal;
mod json;
mod tables;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use store::{Ledger, Recorded, Session};
use trading::Event;

use crate::floor::Floor;
use crate::problem::Problem;

/// What the files of an export are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// `accounts.csv`, `events.csv`, `postings.csv` and `trades.csv`.
    Csv,
    /// `ledger.json`: the accounts, and every event with its postings and its place in the chain.
    Json,
    /// `ledger.journal`, for hledger.
    Hledger,
    /// `ledger.beancount`, for Beancount.
    Beancount,
}

/// An export that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The files.
    pub files: Vec<PathBuf>,
    /// How many events are in them.
    pub events: u64,
}

impl Floor {
    /// Writes everything in a ledger to new files in a directory, which is made when it is not there.
    ///
    /// # Errors
    /// When one of the files is there already, the disk fails, or the ledger cannot be read.
    pub async fn export(
        &self,
        session: &Session,
        format: ExportFormat,
        to: &Path,
    ) -> Result<Exported, Problem> {
        let ledger = self.ledger(session).await?;
        let exported = write(&ledger, session, format, to).await;
        ledger.close().await?;
        exported
    }
}

async fn write(
    ledger: &Ledger,
    session: &Session,
    format: ExportFormat,
    to: &Path,
) -> Result<Exported, Problem> {
    fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    match format {
        ExportFormat::Csv => tables::write(ledger, to).await,
        ExportFormat::Json => json::write(ledger, session, to).await,
        ExportFormat::Hledger => journal::write(ledger, to, journal::Dialect::Hledger).await,
        ExportFormat::Beancount => journal::write(ledger, to, journal::Dialect::Beancount).await,
    }
}

/// Hands on every event of a ledger, in order; answers with how many there were.
async fn each_event(
    ledger: &Ledger,
    mut each: impl FnMut(&Recorded, &Event) -> Result<(), Problem>,
) -> Result<u64, Problem> {
    let mut seq = 0;
    let mut events = 0;
    loop {
        let page = ledger.recorded_after(seq).await?;
        let Some(last) = page.last() else { return Ok(events) };
        seq = last.seq;
        for recorded in &page {
            let event = recorded.event().map_err(|error| Problem::Damaged {
                message: format!("Event {} cannot be understood: {error}", recorded.seq),
                next_step: "`lakh ledger verify` says more.".into(),
            })?;
            each(recorded, &event)?;
            events += 1;
        }
    }
}

/// A file that is being written.
struct Sheet {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Sheet {
    /// A new file; one that is there is not replaced.
    fn create(dir: &Path, name: &str) -> Result<Self, Problem> {
        let path = dir.join(name);
        let file = File::options().write(true).create_new(true).open(&path);
        let file = file.map_err(|error| failed(&path, &error))?;
        Ok(Self { path, out: BufWriter::new(file) })
    }

    fn put(&mut self, text: &str) -> Result<(), Problem> {
        self.out.write_all(text.as_bytes()).map_err(|error| failed(&self.path, &error))
    }

    fn finish(mut self) -> Result<PathBuf, Problem> {
        let written = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        written.map_err(|error| failed(&self.path, &error))?;
        Ok(self.path)
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Problem {
    Problem::world(
        format!("{} could not be written: {error}", path.display()),
        "Choose another directory; nothing that is there is replaced.",
    )
}
