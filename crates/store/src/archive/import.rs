//! Taking in files of the exchange: one transaction a file.

mod days;
mod known;
mod lists;
mod recordings;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use serde::Serialize;
use trading::{Day, DecodedFile, Facts, FileKind, RowRefusal, Skipped};

use super::connection;

pub(super) use known::bands as listed_bands;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Its name.
    pub file: String,
    /// Its kind, as its content shows.
    pub kind: FileKind,
    /// The day it speaks of, where it speaks of one.
    pub day: Option<Day>,
    /// Rows of data that were read, those skipped and refused included.
    pub rows_read: usize,
    /// Rows that could not be used.
    pub rows_refused: usize,
    /// Rows about what Lakh does not trade.
    pub rows_skipped: usize,
    /// Each row that could not be used, and why.
    pub refusals: Vec<RowRefusal>,
    /// What was skipped, by reason.
    pub skipped: Vec<Skipped>,
}

/// Takes a file in.
pub(super) async fn import(
    db: &DatabaseConnection,
    name: &str,
    file: &DecodedFile,
) -> Result<ImportReport, DbErr> {
    let begun = connection::begin(db).await?;
    let mut refusals = file.refusals.clone();
    refusals.extend(write(&begun, file).await?);
    begun.commit().await?;
    refusals.sort_by_key(|refusal| refusal.row);
    Ok(ImportReport {
        file: name.into(),
        kind: file.kind,
        day: file.day,
        rows_read: file.rows_read,
        rows_refused: refusals.len(),
        rows_skipped: file.skipped.iter().map(|skipped| skipped.rows).sum(),
        refusals,
        skipped: file.skipped.clone(),
    })
}

/// Writes what the file says; answers with the rows that the archive cannot use.
async fn write(db: &impl ConnectionTrait, file: &DecodedFile) -> Result<Vec<RowRefusal>, DbErr> {
    match &file.facts {
        Facts::Days(rows) => {
            let Some(day) = file.day else { return Ok(Vec::new()) };
            days::write(db, file.kind, day, rows).await
        }
        Facts::Equities(list) => lists::equities(db, list).await.map(|()| Vec::new()),
        Facts::Bands(list) => lists::bands(db, list).await.map(|()| Vec::new()),
        Facts::BandChanges(list) => lists::changed_bands(db, list).await.map(|()| Vec::new()),
        Facts::Indices(levels) => lists::levels(db, levels).await.map(|()| Vec::new()),
        Facts::Members(members) => lists::members(db, members).await.map(|()| Vec::new()),
        Facts::Actions(actions) => lists::actions(db, actions).await.map(|()| Vec::new()),
        Facts::Recordings(list) => recordings::write(db, list).await.map(|()| Vec::new()),
    }
}
