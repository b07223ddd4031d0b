//! The closing levels of all indices (`ind_close_all`): `-` where nothing is published, `-.12` for −0.12.

use trading::{DecodedFile, Facts, FileKind, IndexLevel};

use super::name::spaced_once;
use super::refused::FileError;
use super::table::{Table, Unused};

pub(super) fn decode(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::IndexClose;
    let column = |name| table.column(kind.words(), name);
    let (name, day) = (column("Index Name")?, column("Index Date")?);
    let (open, high, low) =
        (column("Open Index Value")?, column("High Index Value")?, column("Low Index Value")?);
    let (close, change) = (column("Closing Index Value")?, column("Points Change")?);
    let mut file_day = None;
    let sorted = table.sort(|row| {
        let level = IndexLevel {
            day: row.day(day)?,
            name: spaced_once(row.text(name)?).to_uppercase(),
            open: row.hundredths(open)?,
            high: row.hundredths(high)?,
            low: row.hundredths(low)?,
            close: row.hundredths(close)?.ok_or_else(|| close.refused("is empty"))?,
            change: row.hundredths(change)?,
        };
        let first = *file_day.get_or_insert(level.day);
        if level.day == first {
            return Ok(level);
        }
        Err(Unused::Refused(format!("{} is of {}, the file of {first}", level.name, level.day)))
    });
    if file_day.is_none() {
        return Err(FileError::NoDay);
    }
    Ok(sorted.file(kind, file_day, Facts::Indices))
}
