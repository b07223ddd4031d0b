//! `corporates-corporateActions`: what companies do to their holders, in the exchange's words.

use trading::{Announcement, Facts};

use super::Undecodable;
use crate::answer::open;
use crate::nse::files::{self, FileError};

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorporateActions {
    /// The announcements; one subject line may be several.
    pub announced: Vec<Announcement>,
    /// Rows that could not be read, and why.
    pub refused: Vec<trading::RowRefusal>,
    /// Rows about what Lakh does not trade.
    pub skipped: usize,
}

/// Reads the answer. A day without any corporate action is an empty list, and well.
///
/// # Errors
/// When it is not in the known shape, or none of its rows can be read.
pub fn decode(bytes: &[u8]) -> Result<CorporateActions, Undecodable> {
    let text = match open(bytes) {
        Err(Undecodable::NoData) if bytes.trim_ascii() == b"[]" => "[]",
        other => other?,
    };
    let shape = |error: FileError| Undecodable::Shape { reason: error.to_string() };
    let file = files::decode_corporate_actions(text).map_err(shape)?;
    let announced = match file.facts {
        Facts::Actions(announced) => announced,
        Facts::Days(_)
        | Facts::Equities(_)
        | Facts::Bands(_)
        | Facts::BandChanges(_)
        | Facts::Indices(_)
        | Facts::Members(_)
        | Facts::Recordings(_) => Vec::new(),
    };
    let skipped = file.skipped.iter().map(|skipped| skipped.rows).sum();
    Ok(CorporateActions { announced, refused: file.refusals, skipped })
}
