//! The daily prices of every security: UDiFF (from 8 July 2024) and the format before it.

use std::collections::HashMap;

use trading::{Day, DayRow, DecodedFile, Facts, FileKind, Price, Series, Skipped, Symbol};

use super::name::tidy;
use super::refused::FileError;
use super::table::{Column, Row, Sorted, Table, Unused};

/// Reads UDiFF: prices with two decimals, turnover in rupees.
pub(super) fn decode_udiff(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::Bhavcopy;
    let column = |name| table.column(kind.words(), name);
    let (segment, symbol, series) = (column("Sgmt")?, column("TckrSymb")?, column("SctySrs")?);
    let (day, isin, name, lot) =
        (column("TradDt")?, column("ISIN")?, column("FinInstrmNm")?, column("NewBrdLotQty")?);
    let prices = Prices {
        open: column("OpnPric")?,
        high: column("HghPric")?,
        low: column("LwPric")?,
        close: column("ClsPric")?,
        last: column("LastPric")?,
        previous_close: column("PrvsClsgPric")?,
    };
    let (volume, turnover, trades) =
        (column("TtlTradgVol")?, column("TtlTrfVal")?, column("TtlNbOfTxsExctd")?);
    let mut one_day = OneDay::default();
    let sorted = table.sort(|row| {
        let of = row.text(segment)?;
        if of != "CM" {
            return Err(Unused::Skipped(format!("segment {of} is not the cash market")));
        }
        let series = row.series(series)?;
        let seen = prices.read(row)?;
        one_day.admit(DayRow {
            row: row.number,
            day: row.day(day)?,
            symbol: row.symbol(symbol)?,
            series,
            isin: Some(row.isin(isin)?),
            name: row.maybe(name).map(tidy),
            lot: Some(row.count(lot)?),
            previous_close: seen.previous_close,
            open: seen.open,
            high: seen.high,
            low: seen.low,
            close: seen.close,
            last: seen.last,
            volume: row.count(volume)?,
            turnover: row.amount(turnover, 1)?,
            trades: row.count(trades)?,
            average: None,
            deliverable: None,
        })
    });
    one_day.file(kind, sorted)
}

/// Reads the format that ended on 5 July 2024; its header ends with a comma.
pub(super) fn decode_old(table: &Table) -> Result<DecodedFile, FileError> {
    let kind = FileKind::OldBhavcopy;
    let column = |name| table.column(kind.words(), name);
    let (symbol, series, day, isin) =
        (column("SYMBOL")?, column("SERIES")?, column("TIMESTAMP")?, column("ISIN")?);
    let prices = Prices {
        open: column("OPEN")?,
        high: column("HIGH")?,
        low: column("LOW")?,
        close: column("CLOSE")?,
        last: column("LAST")?,
        previous_close: column("PREVCLOSE")?,
    };
    let (volume, turnover, trades) = (column("TOTTRDQTY")?, column("TOTTRDVAL")?, column("TOTALTRADES")?);
    let mut one_day = OneDay::default();
    let sorted = table.sort(|row| {
        let series = row.series(series)?;
        let seen = prices.read(row)?;
        one_day.admit(DayRow {
            row: row.number,
            day: row.day(day)?,
            symbol: row.symbol(symbol)?,
            series,
            isin: Some(row.isin(isin)?),
            name: None,
            lot: None,
            previous_close: seen.previous_close,
            open: seen.open,
            high: seen.high,
            low: seen.low,
            close: seen.close,
            last: seen.last,
            volume: row.count(volume)?,
            turnover: row.amount(turnover, 1)?,
            trades: row.count(trades)?,
            average: None,
            deliverable: None,
        })
    });
    one_day.file(kind, sorted)
}

/// Where a row's six prices stand.
pub(super) struct Prices {
    pub(super) open: Column,
    pub(super) high: Column,
    pub(super) low: Column,
    pub(super) close: Column,
    pub(super) last: Column,
    pub(super) previous_close: Column,
}

/// A row's six prices.
pub(super) struct Seen {
    pub(super) open: Price,
    pub(super) high: Price,
    pub(super) low: Price,
    pub(super) close: Price,
    pub(super) last: Price,
    pub(super) previous_close: Price,
}

impl Prices {
    /// The prices, refused when one cannot be true beside the others: all traded prices lie between the low and
    /// the high.
    pub(super) fn read(&self, row: &Row<'_>) -> Result<Seen, Unused> {
        let seen = Seen {
            open: row.price(self.open)?,
            high: row.price(self.high)?,
            low: row.price(self.low)?,
            close: row.price(self.close)?,
            last: row.price(self.last)?,
            previous_close: row.price(self.previous_close)?,
        };
        for (column, price) in [(self.open, seen.open), (self.close, seen.close), (self.last, seen.last)] {
            if price < seen.low || price > seen.high {
                let range = format!("{price} lies outside the day's range {} to {}", seen.low, seen.high);
                return Err(column.refused(&range));
            }
        }
        Ok(seen)
    }
}

/// A daily file speaks of one day, and of each symbol in each series once: rows that do not are refused. Where a
/// symbol stands in two series (RADIOCITY: EQ and its preference shares, P1), the first in the order of
/// `Series::ALL` is the stock; the other is skipped, for a symbol is one thing here.
#[derive(Default)]
pub(super) struct OneDay {
    day: Option<Day>,
    series: HashMap<Symbol, Vec<Series>>,
}

impl OneDay {
    /// Accepts a row, or says why it cannot belong beside those before it.
    pub(super) fn admit(&mut self, row: DayRow) -> Result<DayRow, Unused> {
        let day = *self.day.get_or_insert(row.day);
        if row.day != day {
            return Err(Unused::Refused(format!("{} is of {}, the file of {day}", row.symbol, row.day)));
        }
        let known = self.series.entry(row.symbol.clone()).or_default();
        if known.contains(&row.series) {
            let again = format!("{} {} stands a second time; the first row counts", row.symbol, row.series);
            return Err(Unused::Refused(again));
        }
        known.push(row.series);
        Ok(row)
    }

    /// The file, once its rows are read.
    pub(super) fn file(self, kind: FileKind, mut sorted: Sorted<DayRow>) -> Result<DecodedFile, FileError> {
        let day = self.day.ok_or(FileError::NoDay)?;
        let all = sorted.used.len();
        sorted.used.retain(|row| {
            let others = self.series.get(&row.symbol);
            others.is_none_or(|others| others.iter().all(|other| row.series <= *other))
        });
        let rows = all - sorted.used.len();
        if rows > 0 {
            sorted.skipped.push(Skipped { reason: "a second series of a symbol".into(), rows });
        }
        Ok(sorted.file(kind, Some(day), Facts::Days))
    }
}
