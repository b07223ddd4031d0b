//! What became of a file that was handed over, as the window shows it.

use store::ImportReport;

use crate::wire::{ImportedFile, RefusedRow};

/// How many refused rows are shown of each file; the command line tells all.
const SHOWN: usize = 100;

/// A file that was read, or why nothing of it was.
pub(crate) fn taken_in(name: &str, taken: Result<ImportReport, String>) -> ImportedFile {
    match taken {
        Ok(report) => imported(report),
        Err(error) => ImportedFile {
            file: name.to_owned(),
            kind: None,
            day: None,
            rows_read: 0,
            rows_skipped: 0,
            rows_refused: 0,
            refusals: Vec::new(),
            error: Some(error),
        },
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
