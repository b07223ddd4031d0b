//! Why a file as a whole cannot be used, in words that say what to do next.

use super::packed::LARGEST;

/// A file that cannot be used as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than any file of the exchange.
    #[error("the file holds more than {} MB when unpacked: no daily file of NSE is that large; check that it is the right one", LARGEST / 1_000_000)]
    TooLarge,
    /// Nothing in it.
    #[error("the file is empty: download it again")]
    Empty,
    /// A damaged or unusual archive.
    #[error(
        "the packed file cannot be opened ({reason}): download it again, or unpack it and import what is inside"
    )]
    Packed {
        /// What is wrong with it.
        reason: String,
    },
    /// Not text.
    #[error("the file is not text (at byte {at}): download it again; a spreadsheet must be saved as CSV")]
    NotText {
        /// The first byte that is not UTF-8.
        at: usize,
    },
    /// A web page in place of the file, as NSE answers when it blocks or when there is no such day.
    #[error(
        "this is a web page, not a data file: NSE refused the download or has no file for that day; try again later"
    )]
    WebPage,
    /// Not a kind that is known.
    #[error("this is none of the files that can be imported; its first line is {header:?}")]
    UnknownKind {
        /// The start of its header.
        header: String,
    },
    /// A column that the kind must have is not there.
    #[error("the {kind} has no column {column}: the exchange may have changed the format; nothing was read")]
    MissingColumn {
        /// The kind of file in words.
        kind: &'static str,
        /// The column.
        column: &'static str,
    },
    /// The file's own table is broken.
    #[error("the table cannot be read ({reason}): download the file again")]
    Table {
        /// Where and why.
        reason: String,
    },
    /// The file does not tell its day.
    #[error("no row of the file tells its day, so nothing can be filed under one; download it again")]
    NoDay,
    /// A list of members whose index is not known.
    #[error(
        "the list does not say which index it is: give the file NSE's own name, such as ind_nifty50list.csv"
    )]
    WhichIndex,
    /// Prices within a day whose stock is not known.
    #[error(
        "the file does not say which stock it is of: add a column `symbol`, or begin its name with the symbol, such as RELIANCE_ticks.csv"
    )]
    WhichStock,
    /// Bars of a length that is none of the usual.
    #[error(
        "the bars are {minutes} minutes apart; bars of 1, 3, 5, 10, 15, 30 or 60 minutes can be imported"
    )]
    BarLength {
        /// Minutes between the two bars that are nearest to each other.
        minutes: i64,
    },
    /// An answer of a website that tells a moment, not a day.
    #[error(
        "this is {what}, as a website answers it: it tells one moment of the market and not the facts of a day, so there is nothing to file"
    )]
    Answer {
        /// What it is, in words.
        what: &'static str,
    },
    /// JSON that is not corporate actions.
    #[error("the JSON is not a list of corporate actions as NSE's website answers it ({reason})")]
    Json {
        /// Where and why.
        reason: String,
    },
}
