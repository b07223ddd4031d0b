//! Which symbols a company bore when, and what follows from a symbol over its change.

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use trading::{Announced, Announcement, CorporateAction, Day, DayFigures, Names, Renaming, Symbol};

use super::rows::{self, cannot_be};
use super::{Archive, ArchiveError, entity};

/// Rights issues this many days old are over.
const RIGHTS_REACH: i32 = 60;

impl Archive {
    /// A stock's days up to and including `until`, oldest first, under every symbol that it bore; `symbol` is that of the
    /// day after. For the daily chart; they are not adjusted for corporate actions.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn daily(&self, symbol: &Symbol, until: Day) -> Result<Vec<DayFigures>, ArchiveError> {
        use entity::figures::{Column, Entity};
        let read = async {
            let mut days = Vec::new();
            for borne in names(&self.db).await?.borne(symbol, until.plus(1)).into_iter().rev() {
                let of = Entity::find().filter(Column::Symbol.eq(borne.symbol.as_str()));
                let from = borne.from.map_or(i32::MIN, Day::number);
                let to = borne.until.map_or(until.number(), |gone| gone.number() - 1);
                let of = of.filter(Column::Day.gte(from)).filter(Column::Day.lte(to));
                for row in of.order_by_asc(Column::Day).all(&self.db).await? {
                    days.push(rows::figures(&row).ok_or_else(|| cannot_be("figures", &row.symbol))?);
                }
            }
            Ok(days)
        };
        read.await.map_err(|error: DbErr| self.failed(&error))
    }
}

/// Every change of a symbol that the bhavcopies prove: one ISIN, one symbol up to a day and another from a day on.
pub(super) async fn names(db: &impl ConnectionTrait) -> Result<Names, DbErr> {
    let borne = Statement::from_string(
        DbBackend::Sqlite,
        "SELECT i.isin, f.symbol, min(f.day), max(f.day) FROM instrument i
         JOIN figures f ON f.symbol = i.symbol AND f.instrument = i.id
         WHERE i.isin IN (SELECT isin FROM instrument GROUP BY isin HAVING count(DISTINCT symbol) > 1)
         GROUP BY i.isin, f.symbol ORDER BY i.isin, min(f.day)",
    );
    let mut renamings = Vec::new();
    let mut before: Option<(String, String, i32)> = None;
    for row in db.query_all_raw(borne).await? {
        let (isin, symbol): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let (first, last): (i32, i32) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let old = before.take().filter(|(of, _, gone)| *of == isin && *gone < first);
        if let Some((_, old, _)) = old {
            let read = || Some((old.parse().ok()?, symbol.parse().ok()?, isin.parse().ok()?));
            let (from, to, isin) = read().ok_or_else(|| cannot_be("instrument", &symbol))?;
            renamings.push(Renaming { from, to, isin, on: Day::from_number(first) });
        }
        before = Some((isin, symbol, last));
    }
    Ok(Names::new(renamings))
}

/// What is kept by symbol goes with a company to its new one: where nothing is known of that itself.
pub(super) fn follow<V: Clone>(names: &Names, day: Day, known: &mut HashMap<String, V>) {
    for renaming in names.until(day) {
        if let Some(value) = known.get(renaming.from.as_str()).cloned() {
            known.entry(renaming.to.to_string()).or_insert(value);
        }
    }
}

/// The same for what is kept by symbol and something else.
pub(super) fn follow_pairs<K: Clone + Eq + Hash, V: Clone>(
    names: &Names,
    day: Day,
    known: &mut HashMap<(String, K), V>,
) {
    for renaming in names.until(day) {
        let of: Vec<(K, V)> = known
            .iter()
            .filter(|((symbol, _), _)| *symbol == renaming.from.as_str())
            .map(|((_, beside), value)| (beside.clone(), value.clone()))
            .collect();
        for (beside, value) in of {
            known.entry((renaming.to.to_string(), beside)).or_insert(value);
        }
    }
}

/// The rights issues whose rights may still be used on a day.
pub(super) async fn rights(db: &impl ConnectionTrait, day: Day) -> Result<Vec<Announcement>, DbErr> {
    use entity::corporate_action::{Column, Entity};
    let of_days = Entity::find()
        .filter(Column::ExDay.gt(day.number() - RIGHTS_REACH))
        .filter(Column::ExDay.lte(day.number()));
    let found = of_days.order_by_asc(Column::ExDay).order_by_asc(Column::Symbol).all(db).await?;
    let mut rights = Vec::new();
    for row in found {
        let read = rows::announcement(&row).ok_or_else(|| cannot_be("corporate_action", &row.symbol))?;
        if matches!(read.action, Announced::Known(CorporateAction::Rights { .. })) {
            rights.push(read);
        }
    }
    Ok(rights)
}
