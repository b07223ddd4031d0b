//! Reading the archive.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use trading::{Announcement, Day, Instrument, Isin, Names, Price, Symbol};

use super::day::{IndexDay, MarketDay, QuietStock, StockDay};
use super::rows::{self, cannot_be};
use super::{DaySummary, entity, names, recorded};

/// The days that are held, oldest first.
pub(super) async fn days(db: &DatabaseConnection) -> Result<Vec<DaySummary>, DbErr> {
    let days =
        entity::trading_day::Entity::find().order_by_asc(entity::trading_day::Column::Day).all(db).await?;
    let levels: HashSet<i32> = entity::index_level::Entity::find()
        .select_only()
        .column(entity::index_level::Column::Day)
        .distinct()
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let recorded = recorded_days(db).await?;
    let summary = |row: entity::trading_day::Model| DaySummary {
        day: Day::from_number(row.day),
        stocks: usize::try_from(row.stocks).unwrap_or(0),
        has_ticks: recorded.contains(&row.day),
        complete: row.whole && levels.contains(&row.day),
    };
    Ok(days.into_iter().map(summary).collect())
}

/// The days that recordings alone know, oldest first.
pub(super) async fn days_without_figures(db: &DatabaseConnection) -> Result<Vec<DaySummary>, DbErr> {
    let held: HashSet<Day> = days(db).await?.into_iter().map(|summary| summary.day).collect();
    let recorded = recorded_days(db).await?.into_iter().map(Day::from_number);
    let summary = |day| DaySummary { day, stocks: 0, has_ticks: true, complete: false };
    Ok(recorded.filter(|day| !held.contains(day)).map(summary).collect())
}

/// The days of which anything was recorded within.
async fn recorded_days(db: &DatabaseConnection) -> Result<BTreeSet<i32>, DbErr> {
    let days =
        entity::recording::Entity::find().select_only().column(entity::recording::Column::Day).distinct();
    Ok(days.into_tuple().all(db).await?.into_iter().collect())
}

/// The day before or after a day.
pub(super) async fn neighbour(db: &DatabaseConnection, day: Day, after: bool) -> Result<Option<Day>, DbErr> {
    let column = entity::trading_day::Column::Day;
    let (side, order) =
        if after { (column.gt(day.number()), Order::Asc) } else { (column.lt(day.number()), Order::Desc) };
    let found = entity::trading_day::Entity::find().filter(side).order_by(column, order).one(db).await?;
    Ok(found.map(|row| Day::from_number(row.day)))
}

/// What a company did to its holders, oldest first.
pub(super) async fn actions_of(db: &DatabaseConnection, symbol: &Symbol) -> Result<Vec<Announcement>, DbErr> {
    let column = entity::corporate_action::Column::Symbol;
    let found = entity::corporate_action::Entity::find().filter(column.eq(symbol.as_str()));
    let found = found.order_by_asc(entity::corporate_action::Column::ExDay).all(db).await?;
    found
        .iter()
        .map(|row| rows::announcement(row).ok_or_else(|| cannot_be("corporate_action", &row.symbol)))
        .collect()
}

/// An index's days, oldest first.
pub(super) async fn index_days(
    db: &DatabaseConnection,
    index: &str,
    until: Day,
) -> Result<Vec<IndexDay>, DbErr> {
    let found = entity::index_level::Entity::find()
        .filter(entity::index_level::Column::Name.eq(index))
        .filter(entity::index_level::Column::Day.lte(until.number()))
        .order_by_asc(entity::index_level::Column::Day)
        .all(db)
        .await?;
    let mut before = None;
    let with_previous = found.iter().map(|row| {
        let day = index_day(row, before);
        before = Some(row.close);
        day
    });
    Ok(with_previous.collect())
}

/// Everything about one day; none when it is not held.
pub(super) async fn market_day(db: &DatabaseConnection, day: Day) -> Result<Option<MarketDay>, DbErr> {
    let figures = entity::figures::Entity::find()
        .filter(entity::figures::Column::Day.eq(day.number()))
        .order_by_asc(entity::figures::Column::Symbol)
        .all(db)
        .await?;
    if figures.is_empty() {
        return Ok(None);
    }
    let instruments = instruments(db).await?;
    let names = names::names(db).await?;
    let tick_bases = tick_bases(db, &names, day).await?;
    let auctions = closing_auctions(db, &names, day).await?;
    let mut stocks = Vec::with_capacity(figures.len());
    for row in &figures {
        let unknown = || cannot_be("figures", &row.symbol);
        let instrument = instruments.get(&row.instrument).cloned().ok_or_else(unknown)?;
        let figures = rows::figures(row).ok_or_else(unknown)?;
        stocks.push(StockDay {
            band_base: Price::new(row.base).ok_or_else(unknown)?,
            band_source: rows::band_source(row.band_source).ok_or_else(unknown)?,
            tick_base: tick_bases.get(&row.symbol).copied().unwrap_or(figures.previous_close),
            closing_auction: auctions.contains(&row.symbol),
            instrument,
            figures,
        });
    }
    let previous = neighbour(db, day, false).await?;
    let places = stocks.iter().enumerate().map(|(at, stock)| (stock.instrument.symbol.clone(), at));
    let places: HashMap<Symbol, usize> = places.collect();
    let quiet = quiet_stocks(db, day, &names, &instruments, &places).await?;
    let quiet_places =
        quiet.iter().enumerate().map(|(at, stock)| (stock.instrument.symbol.clone(), at)).collect();
    Ok(Some(MarketDay {
        elsewhere: elsewhere(&instruments, &stocks, &quiet),
        day,
        previous,
        stocks,
        places,
        quiet,
        quiet_places,
        indices: indices(db, day, previous).await?,
        members: members(db).await?,
        actions: actions(db, day).await?,
        recorded: recorded::of_day(db, day).await?,
        rights: names::rights(db, day).await?,
        names,
    }))
}

async fn instruments(db: &DatabaseConnection) -> Result<HashMap<i64, Instrument>, DbErr> {
    let all = entity::instrument::Entity::find().all(db).await?;
    let read = all.iter().map(|row| {
        let instrument = rows::instrument(row).ok_or_else(|| cannot_be("instrument", &row.symbol))?;
        Ok((row.id, instrument))
    });
    read.collect()
}

/// The closes of the month before; where one is missing, the previous close of the stock's first day of the month
/// in the archive, which is its last close before (or its issue price).
pub(super) async fn tick_bases(
    db: &DatabaseConnection,
    names: &Names,
    day: Day,
) -> Result<HashMap<String, Price>, DbErr> {
    let (year, month, _) = day.parts();
    let from = Day::of(year, month, 1).unwrap_or(day);
    let first_days = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "SELECT symbol, previous_close, min(day) FROM figures WHERE day BETWEEN ? AND ? GROUP BY symbol",
        [from.number().into(), day.number().into()],
    );
    let mut bases = HashMap::new();
    for row in db.query_all_raw(first_days).await? {
        let (symbol, close): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        bases.extend(Price::new(close).map(|close| (symbol, close)));
    }
    let column = entity::month_close::Column::Month;
    let closes = entity::month_close::Entity::find().filter(column.eq(rows::month(day) - 1)).all(db).await?;
    let mut of_month: HashMap<String, Price> =
        closes.into_iter().filter_map(|row| Some((row.symbol, Price::new(row.close)?))).collect();
    names::follow(names, day, &mut of_month);
    bases.extend(of_month);
    // A symbol that is new in the month is an old share: its month began under the old one.
    for renaming in names.until(day).filter(|renaming| renaming.on >= from) {
        if let Some(base) = bases.get(renaming.from.as_str()).copied() {
            bases.insert(renaming.to.to_string(), base);
        }
    }
    Ok(bases)
}

pub(super) async fn closing_auctions(
    db: &DatabaseConnection,
    names: &Names,
    day: Day,
) -> Result<HashSet<String>, DbErr> {
    let column = entity::closing_auction::Column::FromDay;
    let found = entity::closing_auction::Entity::find().filter(column.lte(day.number())).all(db).await?;
    let mut auctions: HashMap<String, ()> = found.into_iter().map(|row| (row.symbol, ())).collect();
    names::follow(names, day, &mut auctions);
    Ok(auctions.into_keys().collect())
}

/// Stocks whose last day lies before this one. What trades under another symbol by now is not quiet.
async fn quiet_stocks(
    db: &DatabaseConnection,
    day: Day,
    names: &Names,
    instruments: &HashMap<i64, Instrument>,
    traded: &HashMap<Symbol, usize>,
) -> Result<Vec<QuietStock>, DbErr> {
    let last_days = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "SELECT instrument, close, max(day) FROM figures WHERE day < ? GROUP BY symbol ORDER BY symbol",
        [day.number().into()],
    );
    let mut quiet = Vec::new();
    for row in db.query_all_raw(last_days).await? {
        let (instrument, close): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let as_of: i32 = row.try_get_by_index(2)?;
        let Some(instrument) = instruments.get(&instrument) else { continue };
        let (symbol, isin) = (&instrument.symbol, &instrument.isin);
        let went = names.until(day).any(|renaming| renaming.from == *symbol && renaming.isin == *isin);
        if went || traded.contains_key(symbol) {
            continue;
        }
        let close = Price::new(close).ok_or_else(|| cannot_be("figures", instrument.symbol.as_str()))?;
        quiet.push(QuietStock { instrument: instrument.clone(), close, as_of: Day::from_number(as_of) });
    }
    Ok(quiet)
}

/// The identities of symbols that neither traded on a day nor before it, of several the one that was added last.
fn elsewhere(
    instruments: &HashMap<i64, Instrument>,
    stocks: &[StockDay],
    quiet: &[QuietStock],
) -> Vec<Instrument> {
    let of_the_day = stocks.iter().map(|stock| &stock.instrument);
    let known: Vec<&Instrument> = of_the_day.chain(quiet.iter().map(|stock| &stock.instrument)).collect();
    let symbols: HashSet<&Symbol> = known.iter().map(|instrument| &instrument.symbol).collect();
    let shares: HashSet<&Isin> = known.iter().map(|instrument| &instrument.isin).collect();
    let mut newest: BTreeMap<&Symbol, (i64, &Instrument)> = BTreeMap::new();
    for (id, instrument) in instruments {
        let other = symbols.contains(&instrument.symbol) || shares.contains(&instrument.isin);
        if !other && newest.get(&instrument.symbol).is_none_or(|(known, _)| known < id) {
            newest.insert(&instrument.symbol, (*id, instrument));
        }
    }
    newest.into_values().map(|(_, instrument)| instrument.clone()).collect()
}

async fn indices(db: &DatabaseConnection, day: Day, previous: Option<Day>) -> Result<Vec<IndexDay>, DbErr> {
    let column = entity::index_level::Column::Day;
    let of = |day: Day| entity::index_level::Entity::find().filter(column.eq(day.number()));
    let mut before = HashMap::new();
    if let Some(previous) = previous {
        before.extend(of(previous).all(db).await?.into_iter().map(|row| (row.name, row.close)));
    }
    let found = of(day).order_by_asc(entity::index_level::Column::Name).all(db).await?;
    Ok(found.iter().map(|row| index_day(row, before.get(&row.name).copied())).collect())
}

/// The close before is the close less the change; where no change is told, what the archive holds.
fn index_day(row: &entity::index_level::Model, before: Option<i64>) -> IndexDay {
    IndexDay {
        level: rows::index_level(row),
        previous: row.change.map(|change| row.close - change).or(before),
    }
}

async fn members(db: &DatabaseConnection) -> Result<HashMap<Arc<str>, Vec<Symbol>>, DbErr> {
    let all = entity::index_member::Entity::find()
        .order_by_asc(entity::index_member::Column::Name)
        .order_by_asc(entity::index_member::Column::Symbol)
        .all(db)
        .await?;
    let mut members: HashMap<Arc<str>, Vec<Symbol>> = HashMap::new();
    for row in all {
        let symbol = row.symbol.parse().map_err(|_| cannot_be("index_member", &row.symbol))?;
        members.entry(row.name.as_str().into()).or_default().push(symbol);
    }
    Ok(members)
}

async fn actions(db: &DatabaseConnection, day: Day) -> Result<Vec<Announcement>, DbErr> {
    let column = entity::corporate_action::Column::ExDay;
    let found = entity::corporate_action::Entity::find().filter(column.eq(day.number()));
    // Exactly-once depends on their order: a stock may pay two equal dividends on one day.
    let found = found.order_by_asc(entity::corporate_action::Column::Symbol);
    let found = found.order_by_asc(entity::corporate_action::Column::Part).all(db).await?;
    found
        .iter()
        .map(|row| rows::announcement(row).ok_or_else(|| cannot_be("corporate_action", &row.symbol)))
        .collect()
}
