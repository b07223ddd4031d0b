//! Daily prices: the bhavcopies bring stocks and prices, the file with deliveries adds to them.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use trading::{Calendar, Day, DayRow, FileKind, Paise, Price, RowRefusal};

use super::super::rows::{self, named_by};
use super::super::{entity, fill};
use super::known::Known;

/// Writes a day's rows; answers with those that cannot be used.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    kind: FileKind,
    day: Day,
    day_rows: &[DayRow],
) -> Result<Vec<RowRefusal>, DbErr> {
    let whole = kind != FileKind::Deliveries;
    if whole {
        let known = Known::of(db, day).await?;
        let new = day_rows.iter().filter_map(|row| new_identity(&known, row));
        fill::insert_new_instruments(db, new.collect()).await?;
    }
    let known = Known::of(db, day).await?;
    let mut refusals = Vec::new();
    let mut changed = Vec::new();
    for row in day_rows {
        match figures_row(&known, row, whole) {
            Ok(figures) => changed.extend(figures),
            Err(reason) => refusals.push(RowRefusal { row: row.row, reason }),
        }
    }
    let closes: Vec<_> = changed.iter().map(|row| (row.symbol.clone(), row.close)).collect();
    fill::replace(db, changed.into_iter().map(whole_row).collect()).await?;
    note_day(db, day, whole).await?;
    if whole && ends_its_month(day) {
        let month_closes = closes.into_iter().map(|(symbol, close)| entity::month_close::ActiveModel {
            month: Set(rows::month(day)),
            symbol: Set(symbol),
            close: Set(close),
        });
        fill::replace(db, month_closes.collect()).await?;
    }
    Ok(refusals)
}

/// A row's identity, where the archive does not have it yet. Its name is the best that is known of the symbol.
fn new_identity(known: &Known, row: &DayRow) -> Option<entity::instrument::ActiveModel> {
    let (isin, lot) = (row.isin.as_ref()?, known.lot(row)?);
    if known.identity(row).is_some_and(|identity| identity.lot == lot) {
        return None;
    }
    let others = known.instruments.get(row.symbol.as_str()).map_or(&[][..], Vec::as_slice);
    let named = others.iter().max_by_key(|other| other.named_by);
    let own = (row.name.clone().unwrap_or_else(|| row.symbol.to_string()), named_by::BHAVCOPY);
    let (name, named_by) = named.map_or(own, |other| (other.name.clone(), other.named_by));
    Some(entity::instrument::ActiveModel {
        id: NotSet,
        symbol: Set(row.symbol.to_string()),
        isin: Set(isin.to_string()),
        series: Set(row.series.to_string()),
        lot: Set(lot),
        face_value: Set(others
            .iter()
            .find(|other| other.isin == isin.as_str())
            .and_then(|other| other.face_value)),
        listed_on: Set(others.iter().find_map(|other| other.listed_on)),
        name: Set(name),
        named_by: Set(named_by),
    })
}

/// The row as the archive should hold it; none when it holds it already.
fn figures_row(known: &Known, row: &DayRow, whole: bool) -> Result<Option<entity::figures::Model>, String> {
    let held = known.figures.get(row.symbol.as_str());
    if let Some(held) = held.filter(|held| same_trade(held, row)) {
        // Deliveries and the published average are added to a bhavcopy's row; the turnover there is the exact one.
        let average = row.average.map_or(held.average, Price::paise);
        let deliverable = row.deliverable.or(held.deliverable);
        let added = entity::figures::Model { average, deliverable, ..held.clone() };
        return Ok((added != *held).then_some(added));
    }
    if held.is_some() && !whole {
        return Err(format!("{} differs from the bhavcopy of {}, which is kept", row.symbol, known.day()));
    }
    let identity = known.identity(row).ok_or_else(|| missing(row, whole))?;
    let (base, band, source) =
        known.band(row.symbol.as_str(), row.series, row.previous_close, row.high, row.low);
    let average = row.average.or_else(|| average(row.turnover, row.volume));
    Ok(Some(entity::figures::Model {
        symbol: row.symbol.to_string(),
        day: row.day.number(),
        instrument: identity.id,
        previous_close: row.previous_close.paise(),
        open: row.open.paise(),
        high: row.high.paise(),
        low: row.low.paise(),
        close: row.close.paise(),
        last: row.last.paise(),
        average: average.ok_or_else(|| format!("{} has a turnover of nothing", row.symbol))?.paise(),
        volume: row.volume,
        turnover: row.turnover.0,
        trades: row.trades,
        deliverable: row.deliverable.or_else(|| held.and_then(|held| held.deliverable)),
        band: rows::band_number(band),
        band_source: rows::band_source_number(source),
        base: base.paise(),
    }))
}

/// Whether the archive holds the same prices and shares.
fn same_trade(held: &entity::figures::Model, row: &DayRow) -> bool {
    let prices = [row.previous_close, row.open, row.high, row.low, row.close, row.last].map(Price::paise);
    let kept = [held.previous_close, held.open, held.high, held.low, held.close, held.last];
    prices == kept && (held.volume, held.trades) == (row.volume, row.trades)
}

fn missing(row: &DayRow, whole: bool) -> String {
    if whole {
        format!(
            "{} {}: how many shares a lot has is not known; import a bhavcopy after 5 July 2024 first",
            row.symbol, row.series
        )
    } else {
        format!("{} {}: its ISIN is not known; import the bhavcopy of the day first", row.symbol, row.series)
    }
}

fn average(turnover: Paise, volume: i64) -> Option<Price> {
    Price::new(turnover.portion(1, volume).0)
}

/// Every column set, so that a row that is there is replaced.
fn whole_row(row: entity::figures::Model) -> entity::figures::ActiveModel {
    row.into_active_model().reset_all()
}

/// Counts the day's stocks and remembers whether a bhavcopy brought them.
async fn note_day(db: &impl ConnectionTrait, day: Day, whole: bool) -> Result<(), DbErr> {
    let of_day = entity::figures::Entity::find().filter(entity::figures::Column::Day.eq(day.number()));
    let stocks = i64::try_from(of_day.count(db).await?).unwrap_or(i64::MAX);
    if stocks == 0 {
        return Ok(());
    }
    let before = entity::trading_day::Entity::find_by_id(day.number()).one(db).await?;
    let whole = whole || before.is_some_and(|before| before.whole);
    let noted =
        entity::trading_day::ActiveModel { day: Set(day.number()), stocks: Set(stocks), whole: Set(whole) };
    fill::replace(db, vec![noted]).await
}

/// Whether a day is the last trading day of its month, by the calendar, where it knows the year.
fn ends_its_month(day: Day) -> bool {
    let calendar = Calendar::nse();
    calendar.knows(day.parts().0) && rows::month(calendar.next_trading_day(day)) != rows::month(day)
}
