//! `lakh market import`: the exchange's own files, one after the other; a bad one does not stop the others.

use std::path::{Path, PathBuf};

use serde::Serialize;
use store::ImportReport;
use trading::{Day, FileKind, RowRefusal};

use super::answer::Answer;
use super::session::Session;
use super::sheet::{count, sheet, words};
use super::stop::Stop;
use crate::intake;

/// How many refused rows a table shows of each file; JSON has them all.
const SHOWN: usize = 5;
/// The exit code when a file is none that can be read.
const NOT_READ: u8 = 2;

/// Reads files into the archive and says what became of each.
pub(super) async fn import(session: &Session, paths: &[PathBuf]) -> Result<Answer, Stop> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(import_one(session, path).await?);
    }
    let all_read = files.iter().all(|file| file.error.is_none());
    let text = text(&files);
    Ok(Answer::new(&Imported { files }, text)?.with_exit(if all_read { 0 } else { NOT_READ }))
}

/// A file, or every file of a zip archive. One that cannot be read or is none of the exchange's is told in its place; a market
/// archive that cannot be written ends everything.
async fn import_one(session: &Session, path: &Path) -> Result<Vec<FileAnswer>, Stop> {
    let name = intake::name_of(path);
    let bytes = match intake::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(vec![FileAnswer::refused(name, error.to_string())]),
    };
    let taken = intake::take_in(session.floor(), name, bytes).await?;
    let answer = |(name, taken)| match taken {
        Ok(report) => FileAnswer::new(report),
        Err(error) => FileAnswer::refused(name, error),
    };
    Ok(taken.into_iter().map(answer).collect())
}

#[derive(Debug, Serialize)]
struct Imported {
    files: Vec<FileAnswer>,
}

#[derive(Debug, Serialize)]
struct FileAnswer {
    file: String,
    kind: Option<FileKind>,
    day: Option<Day>,
    rows_read: usize,
    rows_refused: usize,
    refusals: Vec<RowRefusal>,
    rows_skipped: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl FileAnswer {
    fn new(report: ImportReport) -> Self {
        Self {
            file: report.file,
            kind: Some(report.kind),
            day: report.day,
            rows_read: report.rows_read,
            rows_refused: report.rows_refused,
            refusals: report.refusals,
            rows_skipped: report.rows_skipped,
            error: None,
        }
    }

    fn refused(file: String, error: String) -> Self {
        Self {
            file,
            kind: None,
            day: None,
            rows_read: 0,
            rows_refused: 0,
            refusals: Vec::new(),
            rows_skipped: 0,
            error: Some(error),
        }
    }
}

fn text(files: &[FileAnswer]) -> String {
    let rows = |number: usize| count(i64::try_from(number).ok());
    let row = |file: &FileAnswer| {
        [
            words(&file.file),
            words(file.kind.map_or("not read", FileKind::words)),
            words(file.day.map_or_else(String::new, |day| day.to_string())),
            rows(file.rows_read),
            rows(file.rows_skipped),
            rows(file.rows_refused),
        ]
    };
    let table = sheet(["File", "Kind", "Day", "Rows", "Skipped", "Refused"], files.iter().map(row));
    let mut lines = vec![table];
    for file in files {
        if let Some(error) = &file.error {
            lines.push(format!("{}: {error}", file.file));
        }
        for refusal in file.refusals.iter().take(SHOWN) {
            lines.push(format!("{}, row {}: {}", file.file, refusal.row, refusal.reason));
        }
    }
    lines.join("\n")
}
