//! The price bands (`sec_list`): percent, or `No Band` for stocks with derivatives.

use trading::{DecodedFile, Facts, FileKind, ListedBand};

use super::name::tidy;
use super::refused::FileError;
use super::table::Table;
use crate::nse::bands::band_rule;

pub(super) fn decode(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::PriceBands;
    let column = |name| table.column(kind.words(), name);
    let (symbol, series) = (column("Symbol")?, column("Series")?);
    let (name, band) = (column("Security Name")?, column("Band")?);
    let sorted = table.sort(|row| {
        let series = row.series(series)?;
        let text = row.text(band)?;
        let read = band_rule(text)
            .ok_or_else(|| band.unreadable(text, "a price band (2, 5, 10, 20, 40 or No Band)"))?;
        Ok(ListedBand { symbol: row.symbol(symbol)?, series, name: tidy(row.text(name)?), band: read })
    });
    Ok(sorted.file(kind, None, Facts::Bands))
}
