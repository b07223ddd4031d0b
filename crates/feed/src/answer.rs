//! A web answer as it arrives: opened within bounds, its values read where they stand.
//!
//! Nothing is turned into a float on the way: a number is kept as the text that the source wrote and read as a
//! decimal from there. What the sources are known to do to a number (text, padding, commas, `-` for none) is let
//! pass; anything else is said with its field and row and never becomes 0.

mod cell;
mod rows;

pub(crate) use cell::Cell;
pub use rows::Rows;
pub(crate) use rows::{List, Row};

use serde::Deserialize;

/// No answer may be larger than this, in bytes. The largest that was seen, the pre-open of every stock, has 2.9 MB.
pub const LARGEST: usize = 16_000_000;

/// Why an answer says nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// Larger than any answer of the source.
    #[error("the answer holds {bytes} bytes, more than any of this source: it was not read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// No bytes, or only spaces: NSE's way of saying that its cookies have expired.
    #[error("the answer is empty: the session with the source has ended and must be begun again")]
    Empty,
    /// A web page in place of data: a block or maintenance.
    #[error(
        "the source answered with a web page ({title}) instead of data: it does not want to be asked now"
    )]
    Html {
        /// Its title, as far as it has one.
        title: String,
    },
    /// Not text.
    #[error("the answer is not text (at byte {at}): it was damaged on its way; ask again")]
    NotText {
        /// The first byte that is not UTF-8.
        at: usize,
    },
    /// Well formed, but all of it is null or empty: a suspended stock, or nothing traded yet.
    #[error("the source has no data for this now")]
    NoData,
    /// The source says itself that it cannot answer.
    #[error("the source refuses ({code}): {words}")]
    Refused {
        /// Its code.
        code: String,
        /// Its words.
        words: String,
    },
    /// Not JSON, or not of the shape that the source is known to answer with.
    #[error("the answer is not in the known shape ({reason}): it was cut short, or the source changed it")]
    Shape {
        /// Where and why.
        reason: String,
    },
    /// A required value that is missing or cannot be read.
    #[error("{0}: the source may have changed its answer; nothing of it was used")]
    Misread(Misread),
}

/// One value that is missing or cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// The source's own name of the field.
    pub field: &'static str,
    /// Which row of the list, counted from 1; none outside lists.
    pub row: Option<usize>,
    /// What stands there, cut to 40 characters; none when nothing does.
    pub found: Option<String>,
    /// What was wanted, in words.
    pub wanted: &'static str,
}

impl std::fmt::Display for Misread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(row) = self.row {
            write!(out, "row {row}, ")?;
        }
        match &self.found {
            Some(found) => write!(out, "{}: {found:?} is not {}", self.field, self.wanted),
            None => write!(out, "{} is missing ({})", self.field, self.wanted),
        }
    }
}

impl Misread {
    /// A value that cannot be read.
    pub(crate) fn of(field: &'static str, found: &str, wanted: &'static str) -> Self {
        Self { field, row: None, found: Some(found.chars().take(40).collect()), wanted }
    }

    /// A value that is not there.
    pub(crate) const fn missing(field: &'static str, wanted: &'static str) -> Self {
        Self { field, row: None, found: None, wanted }
    }
}

impl From<Misread> for Undecodable {
    fn from(misread: Misread) -> Self {
        Self::Misread(misread)
    }
}

/// The text of an answer that may be data: bounded, not empty, no web page.
pub(crate) fn open(bytes: &[u8]) -> Result<&str, Undecodable> {
    if bytes.len() > LARGEST {
        return Err(Undecodable::TooLarge { bytes: bytes.len() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"<") {
        return Err(Undecodable::Html { title: title_of(start) });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|wrong| Undecodable::NotText { at: wrong.valid_up_to() })?;
    match text.trim() {
        "" => Err(Undecodable::Empty),
        "{}" | "[]" | "null" => Err(Undecodable::NoData),
        text => Ok(text),
    }
}

/// Reads the shape of an answer; numbers stay the text that they are.
pub(crate) fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Undecodable> {
    let shape = |error: serde_json::Error| Undecodable::Shape { reason: error.to_string() };
    serde_json::from_str(text).map_err(shape)
}

/// The title of a web page, for a message.
fn title_of(page: &[u8]) -> String {
    let head = page.get(..page.len().min(4096)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let lower = head.to_ascii_lowercase();
    let title = lower.split_once("<title>").and_then(|(before, rest)| {
        let from = before.len() + "<title>".len();
        head.get(from..from + rest.find('<')?)
    });
    let words = title.unwrap_or("without a title").split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(80).collect()
}
