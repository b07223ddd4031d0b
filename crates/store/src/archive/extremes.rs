//! How high and how low each stock has traded in the 52 weeks before a day, on the terms of that day.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryFilter};
use sea_orm::{QueryOrder, Statement};
use trading::{Announced, Announcement, CorporateAction, Day, Price, Symbol, base_after};

use super::failure::ArchiveError;
use super::rows::{self, cannot_be};
use super::{Archive, entity};

/// Calendar days that the 52 weeks before a day reach back.
const YEAR: i32 = 364;

/// The highest and lowest prices of the 52 weeks before a day. Prices from before a split, bonus or rights issue are told
/// as what they come to after it, as the exchange does in its own 52-week file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRange {
    /// The day that they lie before.
    pub before: Day,
    /// The first day of them that the archive holds; none when it holds no day of them.
    pub since: Option<Day>,
    of: HashMap<Symbol, Extremes>,
}

/// One stock's highest and lowest price, each with the last day on which it was traded at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extremes {
    /// Highest price.
    pub high: Price,
    /// Its day.
    pub high_on: Day,
    /// Lowest price.
    pub low: Price,
    /// Its day.
    pub low_on: Day,
}

impl YearRange {
    /// A stock's extremes; none when it has not traded in the archive's days of the 52 weeks.
    #[must_use]
    pub fn of(&self, symbol: &Symbol) -> Option<&Extremes> {
        self.of.get(symbol)
    }

    /// Whether the archive reaches back over the 52 weeks, but for a long weekend at their begin.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.since.is_some_and(|since| self.before.since(since) >= YEAR - 7)
    }
}

impl Archive {
    /// The extremes of the 52 weeks before a day, worked out once and then shared until the archive changes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn year_before(&self, day: Day) -> Result<Arc<YearRange>, ArchiveError> {
        if let Some(kept) = self.kept_year().as_ref().filter(|year| year.before == day) {
            return Ok(Arc::clone(kept));
        }
        let read = Arc::new(read(&self.db, day).await.map_err(|error| self.failed(&error))?);
        *self.kept_year() = Some(Arc::clone(&read));
        Ok(read)
    }
}

async fn read(db: &DatabaseConnection, before: Day) -> Result<YearRange, DbErr> {
    let from = before.plus(-YEAR);
    let span = [from.number().into(), before.number().into()];
    let asked = |words: &str| Statement::from_sql_and_values(DbBackend::Sqlite, words, span.clone());
    let mut of: HashMap<Symbol, Extremes> = HashMap::new();
    // Of a group the other columns are those of the row that bears the extreme; of equal ones, of any.
    let highs =
        asked("SELECT symbol, max(high), day FROM figures WHERE day >= ? AND day < ? GROUP BY symbol");
    for row in db.query_all_raw(highs).await? {
        let (symbol, high, high_on) = extreme(&row)?;
        of.insert(symbol, Extremes { high, high_on, low: high, low_on: high_on });
    }
    let lows = asked("SELECT symbol, min(low), day FROM figures WHERE day >= ? AND day < ? GROUP BY symbol");
    for row in db.query_all_raw(lows).await? {
        let (symbol, low, low_on) = extreme(&row)?;
        if let Some(known) = of.get_mut(&symbol) {
            (known.low, known.low_on) = (low, low_on);
        }
    }
    for (symbol, actions) in changes(db, from, before).await? {
        if let Some(known) = of.get_mut(&symbol)
            && let Some(adjusted) = adjusted(db, &symbol, (from, before), &actions).await?
        {
            *known = adjusted;
        }
    }
    let first = asked("SELECT min(day) FROM trading_day WHERE day >= ? AND day < ?");
    let since = match db.query_one_raw(first).await? {
        Some(row) => row.try_get_by_index::<Option<i32>>(0)?.map(Day::from_number),
        None => None,
    };
    Ok(YearRange { before, since, of })
}

fn extreme(row: &sea_orm::QueryResult) -> Result<(Symbol, Price, Day), DbErr> {
    let (symbol, paise): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let wrong = || cannot_be("figures", &symbol);
    let price = Price::new(paise).ok_or_else(wrong)?;
    let read = symbol.parse().map_err(|_| wrong())?;
    Ok((read, price, Day::from_number(row.try_get_by_index(2)?)))
}

/// What changed shares after the begin of the 52 weeks and up to the day itself, stock by stock, in order.
async fn changes(
    db: &DatabaseConnection,
    from: Day,
    until: Day,
) -> Result<HashMap<Symbol, Vec<Announcement>>, DbErr> {
    use entity::corporate_action::{Column, Entity};
    let found =
        Entity::find().filter(Column::ExDay.gt(from.number())).filter(Column::ExDay.lte(until.number()));
    let found = found.order_by_asc(Column::ExDay).order_by_asc(Column::Part).all(db).await?;
    let mut of: HashMap<Symbol, Vec<Announcement>> = HashMap::new();
    for row in &found {
        let announced = rows::announcement(row).ok_or_else(|| cannot_be("corporate_action", &row.symbol))?;
        if changes_the_share(&announced.action) {
            of.entry(announced.symbol.clone()).or_default().push(announced);
        }
    }
    Ok(of)
}

const fn changes_the_share(announced: &Announced) -> bool {
    match announced {
        Announced::Known(
            CorporateAction::Split(_) | CorporateAction::Bonus(_) | CorporateAction::Rights { .. },
        ) => true,
        Announced::Known(CorporateAction::Dividend { .. }) | Announced::Unknown { .. } => false,
    }
}

/// A stock's extremes, each day's prices taken through what came after it.
async fn adjusted(
    db: &DatabaseConnection,
    symbol: &Symbol,
    (from, before): (Day, Day),
    actions: &[Announcement],
) -> Result<Option<Extremes>, DbErr> {
    use entity::figures::{Column, Entity};
    let of_stock = Entity::find().filter(Column::Symbol.eq(symbol.as_str()));
    let found = of_stock.filter(Column::Day.gte(from.number())).filter(Column::Day.lt(before.number()));
    let mut all: Option<Extremes> = None;
    for row in found.order_by_asc(Column::Day).all(db).await? {
        let figures = rows::figures(&row).ok_or_else(|| cannot_be("figures", &row.symbol))?;
        let later = |price| base_after(price, actions.iter().filter(|action| action.ex_day > figures.day));
        let (high, low) = (later(figures.high), later(figures.low));
        let known = all.get_or_insert(Extremes { high, high_on: figures.day, low, low_on: figures.day });
        if high >= known.high {
            (known.high, known.high_on) = (high, figures.day);
        }
        if low <= known.low {
            (known.low, known.low_on) = (low, figures.day);
        }
    }
    Ok(all)
}
