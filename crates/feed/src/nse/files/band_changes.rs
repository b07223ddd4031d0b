//! The stocks whose price band changes (`eq_band_changes`). The file that bears a day is published the evening before, and its
//! bands hold from that day on. None was recorded: the columns are those that public programs read.

use trading::{DecodedFile, Facts, FileKind, ListedBand};

use super::name::tidy;
use super::refused::FileError;
use super::table::Table;
use crate::nse::bands::band_rule;

pub(super) fn decode(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::BandChanges;
    let column = |name| table.column(kind.words(), name);
    let (symbol, series) = (column("Symbol")?, column("Series")?);
    let (name, to) = (column("Security Name")?, column("To")?);
    let sorted = table.sort(|row| {
        let series = row.series(series)?;
        let text = row.text(to)?;
        let band = band_rule(text)
            .ok_or_else(|| to.unreadable(text, "a price band (2, 5, 10, 20, 40 or No Band)"))?;
        Ok(ListedBand { symbol: row.symbol(symbol)?, series, name: tidy(row.text(name)?), band })
    });
    Ok(sorted.file(kind, None, Facts::BandChanges))
}
