//! What became of each file that was handed over, as the window shows it.

use store::ImportReport;

use crate::intake::Taken;
use crate::wire::{ImportedFile, RefusedRow};

/// How many refused rows are shown of each file; the command line tells all.
const SHOWN: usize = 100;

/// Each file that was read, or why nothing of it was.
pub(crate) fn taken_in(files: Vec<Taken>) -> Vec<ImportedFile> {
    files
        .into_iter()
        .map(|(name, taken)| match taken {
            Ok(report) => imported(report),
            Err(error) => not_read(name, error),
        })
        .collect()
}

fn not_read(file: String, error: String) -> ImportedFile {
    ImportedFile {
        file,
        kind: None,
        day: None,
        rows_read: 0,
        rows_skipped: 0,
        rows_refused: 0,
        refusals: Vec::new(),
        error: Some(error),
    }
}

fn imported(report: ImportReport) -> ImportedFile {
    let refusals = report.refusals.into_iter().take(SHOWN);
    ImportedFile {
        file: report.file,
        kind: Some(report.kind.words().into()),
        day: report.day.map(|day| day.to_string()),
        rows_read: report.rows_read,
        rows_skipped: report.rows_skipped,
        rows_refused: report.rows_refused,
        refusals: refusals.map(|refusal| RefusedRow { row: refusal.row, reason: refusal.reason }).collect(),
        error: None,
    }
}
