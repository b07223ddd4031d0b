//! The list of equities (`EQUITY_L`); its header has spaces before some names.

use trading::{DecodedFile, Facts, FileKind, ListedEquity};

use super::name::spaced_once;
use super::refused::FileError;
use super::table::Table;

pub(super) fn decode(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::EquityList;
    let column = |name| table.column(kind.words(), name);
    let (symbol, name, series) = (column("SYMBOL")?, column("NAME OF COMPANY")?, column("SERIES")?);
    let (listed_on, isin, face) = (column("DATE OF LISTING")?, column("ISIN NUMBER")?, column("FACE VALUE")?);
    let sorted = table.sort(|row| {
        Ok(ListedEquity {
            symbol: row.symbol(symbol)?,
            name: spaced_once(row.text(name)?),
            series: row.series(series)?,
            listed_on: row.day(listed_on)?,
            isin: row.isin(isin)?,
            face_value: row.amount(face, 1)?,
        })
    });
    Ok(sorted.file(kind, None, Facts::Equities))
}
