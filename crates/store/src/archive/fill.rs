//! Loading the built-in market into an empty archive: everything in one transaction, so that an interruption
//! leaves nothing.

use std::collections::HashMap;
use std::path::Path;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    IntoActiveModel, Iterable,
};
use trading::{Day, Symbol};

use super::failure::ArchiveError;
use super::portions::Portions;
use super::{connection, entity, pack, rows};

/// Loads it unless it is there: true when it was loaded.
pub(super) async fn fill(
    db: &DatabaseConnection,
    path: &Path,
    mut progress: impl FnMut(u8, &str) + Send,
) -> Result<bool, ArchiveError> {
    let failed = |error: DbErr| ArchiveError::database(path, &error);
    if is_there(db).await.map_err(failed)? {
        return Ok(false);
    }
    progress(0, "Reading the built-in market");
    let read = Read::all()?;
    progress(20, "Loading stocks");
    let begun = connection::begin(db).await.map_err(failed)?;
    // Another program may have loaded it while this one waited for its turn.
    if is_there(&begun).await.map_err(failed)? {
        return Ok(false);
    }
    read.write(&begun, &mut progress).await.map_err(failed)?;
    progress(97, "Saving");
    begun.commit().await.map_err(failed)?;
    progress(100, "The built-in market is loaded");
    Ok(true)
}

async fn is_there(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let found = entity::pack::Entity::find_by_id(pack::NAME).one(db).await?;
    Ok(found.is_some_and(|found| found.version >= pack::VERSION))
}

/// The whole built-in market.
struct Read {
    instruments: Vec<pack::InstrumentRow>,
    figures: Vec<pack::FiguresRow>,
    levels: Vec<trading::IndexLevel>,
    members: Vec<(String, Symbol)>,
    actions: Vec<trading::Announcement>,
    month_closes: Vec<(Day, Symbol, trading::Price)>,
    closing_auctions: Vec<(Symbol, Day)>,
}

impl Read {
    fn all() -> Result<Self, ArchiveError> {
        Ok(Self {
            instruments: pack::instruments()?,
            figures: pack::figures()?,
            levels: pack::index_levels()?,
            members: pack::index_members()?,
            actions: pack::corporate_actions()?,
            month_closes: pack::month_closes()?,
            closing_auctions: pack::closing_auctions()?,
        })
    }

    /// Writes every table. A newer pack replaces what an older one said and leaves imported days alone.
    async fn write(
        &self,
        db: &impl ConnectionTrait,
        progress: &mut (impl FnMut(u8, &str) + Send),
    ) -> Result<(), DbErr> {
        let ids = self.write_instruments(db).await?;
        let figures = self.figures_rows(&ids);
        let all = figures.len().max(1);
        let mut written = 0;
        for some in Portions::of(figures) {
            written += some.len();
            replace(db, some).await?;
            let percent = u8::try_from(25 + written * 60 / all).unwrap_or(85);
            progress(percent, "Loading ten days of prices");
        }
        progress(90, "Loading indices and corporate actions");
        self.write_days(db).await?;
        self.write_rest(db).await?;
        let (name, version) = (Set(pack::NAME.to_owned()), Set(pack::VERSION));
        replace(db, vec![entity::pack::ActiveModel { name, version }]).await
    }

    /// Writes the identities and answers with the archive's number of each, by its place in `self.instruments`.
    async fn write_instruments(&self, db: &impl ConnectionTrait) -> Result<Vec<i64>, DbErr> {
        let models = self.instruments.iter().map(|row| entity::instrument::ActiveModel {
            id: NotSet,
            symbol: Set(row.symbol.to_string()),
            isin: Set(row.isin.to_string()),
            series: Set(row.series.to_string()),
            lot: Set(row.lot),
            face_value: Set(row.face_value.map(|value| value.0)),
            listed_on: Set(row.listed_on.map(Day::number)),
            name: Set(row.name.clone()),
            named_by: Set(row.named_by),
        });
        insert_new_instruments(db, models.collect()).await?;
        let all = entity::instrument::Entity::find().all(db).await?;
        let ids: HashMap<(&str, &str, &str, i64), i64> = all
            .iter()
            .map(|row| ((row.symbol.as_str(), row.isin.as_str(), row.series.as_str(), row.lot), row.id))
            .collect();
        let found = self.instruments.iter().map(|row| {
            let key = (row.symbol.as_str(), row.isin.as_str(), row.series.code(), row.lot);
            ids.get(&key).copied().ok_or_else(|| rows::cannot_be("instrument", row.symbol.as_str()))
        });
        found.collect()
    }

    /// The figures as rows; each names the identity that was valid on its day.
    fn figures_rows(&self, ids: &[i64]) -> Vec<entity::figures::ActiveModel> {
        let mut identities: HashMap<&Symbol, Vec<(Day, i64)>> = HashMap::new();
        for (row, id) in self.instruments.iter().zip(ids) {
            identities.entry(&row.symbol).or_default().push((row.valid_from, *id));
        }
        let valid_on = |symbol: &Symbol, day: Day| {
            let all = identities.get(symbol)?;
            all.iter().rev().find(|(from, _)| *from <= day).map(|(_, id)| *id)
        };
        let rows = self.figures.iter().filter_map(|row| {
            let instrument = valid_on(&row.symbol, row.day)?;
            Some(entity::figures::ActiveModel {
                symbol: Set(row.symbol.to_string()),
                day: Set(row.day.number()),
                instrument: Set(instrument),
                previous_close: Set(row.previous_close.paise()),
                open: Set(row.open.paise()),
                high: Set(row.high.paise()),
                low: Set(row.low.paise()),
                close: Set(row.close.paise()),
                last: Set(row.last.paise()),
                average: Set(row.average.paise()),
                volume: Set(row.volume),
                turnover: Set(row.turnover.0),
                trades: Set(row.trades),
                deliverable: Set(row.deliverable),
                band: Set(rows::band_number(row.band)),
                band_source: Set(rows::band_source_number(row.band_source)),
                base: Set(row.base.paise()),
            })
        });
        rows.collect()
    }

    async fn write_days(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mut stocks: HashMap<Day, i64> = HashMap::new();
        for row in &self.figures {
            *stocks.entry(row.day).or_default() += 1;
        }
        let days = stocks.into_iter().map(|(day, stocks)| entity::trading_day::ActiveModel {
            day: Set(day.number()),
            stocks: Set(stocks),
            whole: Set(true),
        });
        replace(db, days.collect()).await
    }

    async fn write_rest(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        replace(db, self.levels.iter().map(level_row).collect()).await?;
        let members = self.members.iter().map(|(index, symbol)| entity::index_member::ActiveModel {
            name: Set(index.clone()),
            symbol: Set(symbol.to_string()),
        });
        replace(db, members.collect()).await?;
        replace(db, rows::announcement_rows(&self.actions)).await?;
        let closes =
            self.month_closes.iter().map(|(month, symbol, close)| entity::month_close::ActiveModel {
                month: Set(rows::month(*month)),
                symbol: Set(symbol.to_string()),
                close: Set(close.paise()),
            });
        replace(db, closes.collect()).await?;
        let auctions =
            self.closing_auctions.iter().map(|(symbol, from)| entity::closing_auction::ActiveModel {
                symbol: Set(symbol.to_string()),
                from_day: Set(from.number()),
            });
        replace(db, auctions.collect()).await
    }
}

/// An index's day as a row.
pub(super) fn level_row(level: &trading::IndexLevel) -> entity::index_level::ActiveModel {
    entity::index_level::ActiveModel {
        name: Set(level.name.clone()),
        day: Set(level.day.number()),
        open: Set(level.open),
        high: Set(level.high),
        low: Set(level.low),
        close: Set(level.close),
        change: Set(level.change),
    }
}

/// Writes identities that are not there yet; one that is there keeps its number, its name and the rest.
pub(super) async fn insert_new_instruments(
    db: &impl ConnectionTrait,
    models: Vec<entity::instrument::ActiveModel>,
) -> Result<(), DbErr> {
    use entity::instrument::{Column, Entity};
    let there = OnConflict::columns([Column::Symbol, Column::Isin, Column::Series, Column::Lot])
        .do_nothing()
        .to_owned();
    for some in Portions::of(models) {
        Entity::insert_many(some).on_conflict(there.clone()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Writes rows, in as few statements as may be; a row with the same key is replaced.
pub(super) async fn replace<A>(db: &impl ConnectionTrait, models: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    type Keys<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::PrimaryKey;
    type Columns<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;
    let keys: Vec<_> = Keys::<A>::iter().map(sea_orm::PrimaryKeyToColumn::into_column).collect();
    let there = OnConflict::columns(keys).update_columns(Columns::<A>::iter()).to_owned();
    for some in Portions::of(models) {
        A::Entity::insert_many(some).on_conflict(there.clone()).exec_without_returning(db).await?;
    }
    Ok(())
}
