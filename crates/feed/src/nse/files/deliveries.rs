//! The daily prices with deliveries (`sec_bhavdata_full`): fields preceded by a space, ` -` where nothing is
//! published, no ISIN, turnover in lakhs of rupees with two decimals (so to the nearest ₹1,000).

use trading::{DayRow, DecodedFile, FileKind};

use super::bhavcopy::{OneDay, Prices};
use super::refused::FileError;
use super::table::Table;

const RUPEES_A_LAKH: i64 = 100_000;

pub(super) fn decode(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::Deliveries;
    let column = |name| table.column(kind.words(), name);
    let (symbol, series, day) = (column("SYMBOL")?, column("SERIES")?, column("DATE1")?);
    let prices = Prices {
        open: column("OPEN_PRICE")?,
        high: column("HIGH_PRICE")?,
        low: column("LOW_PRICE")?,
        close: column("CLOSE_PRICE")?,
        last: column("LAST_PRICE")?,
        previous_close: column("PREV_CLOSE")?,
    };
    let (average, volume, turnover) =
        (column("AVG_PRICE")?, column("TTL_TRD_QNTY")?, column("TURNOVER_LACS")?);
    let (trades, delivered) = (column("NO_OF_TRADES")?, column("DELIV_QTY")?);
    let mut one_day = OneDay::default();
    let sorted = table.sort(|row| {
        let series = row.series(series)?;
        let seen = prices.read(row)?;
        one_day.admit(DayRow {
            row: row.number,
            day: row.day(day)?,
            symbol: row.symbol(symbol)?,
            series,
            isin: None,
            name: None,
            lot: None,
            previous_close: seen.previous_close,
            open: seen.open,
            high: seen.high,
            low: seen.low,
            close: seen.close,
            last: seen.last,
            volume: row.count(volume)?,
            turnover: row.amount(turnover, RUPEES_A_LAKH)?,
            trades: row.count(trades)?,
            average: Some(row.price(average)?),
            deliverable: row.maybe(delivered).map(|_| row.quantity(delivered)).transpose()?,
        })
    });
    one_day.file(kind, sorted)
}
