//! The members of one index (`ind_nifty50list` and its like). The content does not name the index: the file's
//! name does. Placeholders for shares not yet listed (`DUMMY…`, ISIN `DUM…`) are skipped.

use trading::{DecodedFile, Facts, FileKind, IndexMembers};

use super::refused::FileError;
use super::table::{Table, Unused};

/// The indices whose lists NSE publishes under these names, the longer names first where one holds another.
const INDICES: [(&str, &str); 10] = [
    ("niftytotalmarket", "NIFTY TOTAL MARKET"),
    ("niftynext50", "NIFTY NEXT 50"),
    ("niftymidcap150", "NIFTY MIDCAP 150"),
    ("niftysmallcap250", "NIFTY SMALLCAP 250"),
    ("niftymicrocap250", "NIFTY MICROCAP 250"),
    ("niftybank", "NIFTY BANK"),
    ("nifty500", "NIFTY 500"),
    ("nifty200", "NIFTY 200"),
    ("nifty100", "NIFTY 100"),
    ("nifty50", "NIFTY 50"),
];

pub(super) fn decode(name: &str, table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::IndexList;
    let index = index_of(name).ok_or(FileError::WhichIndex)?;
    let column = |name| table.column(kind.words(), name);
    let (symbol, series, isin) = (column("Symbol")?, column("Series")?, column("ISIN Code")?);
    let sorted = table.sort(|row| {
        let member = row.symbol(symbol)?;
        row.series(series)?;
        if member.as_str().starts_with("DUMMY") || row.text(isin)?.starts_with("DUM") {
            return Err(Unused::Skipped("a placeholder for a share that is not listed yet".into()));
        }
        Ok(member)
    });
    Ok(sorted.file(kind, None, |members| Facts::Members(IndexMembers { index: index.into(), members })))
}

/// The index that a list's file name speaks of: `ind_nifty50list.csv`, also with a date behind it.
fn index_of(name: &str) -> Option<&'static str> {
    let plain: String = name.to_ascii_lowercase().chars().filter(|c| *c != '_').collect();
    let known = INDICES.into_iter().find(|(key, _)| {
        let rest = plain.strip_prefix("ind").and_then(|rest| rest.strip_prefix(*key));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("750"))
    });
    known.map(|(_, index)| index)
}
