//! The files that NSE publishes after each day, decoded strictly: what cannot be read for certain is refused
//! with its row and column, never taken for 0.
//!
//! The kind of a file is told by its content (its header), not by its name. Files may be plain, gzipped, or in a zip archive, by
//! themselves (`decode`) or with others (`decode_all`).

mod band_changes;
mod bhavcopy;
mod corporate_actions;
mod deliveries;
mod equity_list;
mod index_close;
mod index_list;
mod intraday;
mod known_answer;
mod name;
mod packed;
mod price_bands;
mod refused;
mod table;

pub use name::tidy;
pub use packed::LARGEST;
pub use refused::FileError;

use trading::{Day, DecodedFile, FileKind};

use table::Table;

/// Reads one file of the exchange. `name` is its file name: it tells what the content does not say, the index that a
/// list of members belongs to and the day of a list.
///
/// # Errors
/// When the file as a whole cannot be used: too large, damaged, not one of the known kinds, or without a
/// column that its kind must have. A single bad row is no error: it stands in `DecodedFile::refusals`.
pub fn decode(name: &str, bytes: &[u8]) -> Result<DecodedFile, FileError> {
    let unpacked = packed::unpack(name, bytes)?;
    let text = unpacked.text()?;
    if text.trim_start().starts_with(['[', '{']) {
        return corporate_actions::decode(text).map_err(|error| known_answer::named(text).unwrap_or(error));
    }
    let table = Table::parse(text)?;
    let mut file = decode_table(&unpacked.name, &table)?;
    file.day = file.day.or_else(|| day_in_name(&unpacked.name));
    Ok(file)
}

/// A file's name, and what it says.
pub type Named = (String, Result<DecodedFile, FileError>);

/// Reads what was handed over: the one file that it is, or of a zip archive of several every one, in the order of their names,
/// one at a time. Each comes with its name; of one inside an archive behind that of the archive.
///
/// # Errors
/// When an archive cannot be opened. A file inside that cannot be used stands in its own place.
pub fn decode_all<'a>(
    name: &'a str,
    bytes: &'a [u8],
) -> Result<Box<dyn Iterator<Item = Named> + Send + 'a>, FileError> {
    let Some(archived) = packed::archived(bytes)? else {
        return Ok(Box::new(std::iter::once_with(move || (name.to_owned(), decode(name, bytes)))));
    };
    let decoded = archived.map(move |(inside, unpacked)| {
        let file = unpacked.and_then(|bytes| decode(&inside, &bytes));
        (format!("{name}/{inside}"), file)
    });
    Ok(Box::new(decoded))
}

/// Reads corporate actions from the text of a web answer.
pub(crate) fn decode_corporate_actions(text: &str) -> Result<DecodedFile, FileError> {
    corporate_actions::decode(text)
}

fn decode_table(name: &str, table: &Table) -> Result<DecodedFile, FileError> {
    match kind_of(table)? {
        FileKind::Bhavcopy => bhavcopy::decode_udiff(table),
        FileKind::OldBhavcopy => bhavcopy::decode_old(table),
        FileKind::Deliveries => deliveries::decode(table),
        FileKind::EquityList => equity_list::decode(table),
        FileKind::PriceBands => price_bands::decode(table),
        FileKind::BandChanges => band_changes::decode(table),
        FileKind::IndexClose => index_close::decode(table),
        FileKind::IndexList => index_list::decode(name, table),
        FileKind::Bars => intraday::bars(name, table),
        FileKind::Ticks => intraday::ticks(name, table),
        // Known by its first letter, never by a header.
        FileKind::CorporateActions => Err(FileError::UnknownKind { header: table.header_words() }),
    }
}

/// The day in a file's name, for lists that do not tell theirs: `sec_list_14082026.csv`, `EQUITY_L_2026-07-10.csv`.
fn day_in_name(name: &str) -> Option<Day> {
    let parts = name.split(|c: char| !c.is_ascii_digit() && c != '-').map(|part| part.trim_matches('-'));
    parts.filter(|part| part.is_ascii()).find_map(|part| {
        let number = |from: usize, to: usize| part.get(from..to)?.parse::<u16>().ok();
        let day =
            |year, month, day| Day::of(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let plausible = |found: &Day| (1994..2100).contains(&found.parts().0);
        match part.len() {
            10 => part.parse().ok().filter(plausible),
            8 => {
                let year_first = day(number(0, 4)?, number(4, 6)?, number(6, 8)?).filter(plausible);
                year_first.or_else(|| day(number(4, 8)?, number(2, 4)?, number(0, 2)?).filter(plausible))
            }
            _ => None,
        }
    })
}

/// The kind whose telling columns the header has. Two columns are enough to know a kind; that all of its
/// columns are there is checked when it is decoded, so that the message can name the missing one.
fn kind_of(table: &Table) -> Result<FileKind, FileError> {
    const SIGNS: [(FileKind, [&str; 2]); 10] = [
        (FileKind::Bhavcopy, ["TckrSymb", "SctySrs"]),
        (FileKind::OldBhavcopy, ["PREVCLOSE", "TOTTRDQTY"]),
        (FileKind::Deliveries, ["SERIES", "DELIV_QTY"]),
        (FileKind::EquityList, ["NAME OF COMPANY", "DATE OF LISTING"]),
        (FileKind::PriceBands, ["Security Name", "Band"]),
        (FileKind::BandChanges, ["From", "To"]),
        (FileKind::IndexClose, ["Index Name", "Closing Index Value"]),
        (FileKind::IndexList, ["Company Name", "ISIN Code"]),
        (FileKind::Ticks, ["ltp", "volume"]),
        (FileKind::Bars, ["open", "volume"]),
    ];
    let known = SIGNS.into_iter().find(|(_, columns)| columns.iter().all(|column| table.has(column)));
    known.map(|(kind, _)| kind).ok_or_else(|| FileError::UnknownKind { header: table.header_words() })
}
