//! What the archive already knows when a daily file is taken in: identities, names, bands, corporate actions.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, Statement};
use trading::{Announcement, BandRule, BandSource, Day, DayRow, Price, Series, band_of_the_day, base_after};

use super::super::{entity, names, rows};

/// A list of bands says nothing about days further from it than this.
const LIST_HOLDS_DAYS: i32 = 365;

/// What is known.
pub(super) struct Known {
    day: Day,
    /// Every identity, by symbol.
    pub(super) instruments: HashMap<String, Vec<entity::instrument::Model>>,
    /// What the archive holds of the day, by symbol.
    pub(super) figures: HashMap<String, entity::figures::Model>,
    bands: HashMap<(String, String), Option<i64>>,
    auctions: HashSet<String>,
    actions: HashMap<String, Vec<Announcement>>,
}

impl Known {
    pub(super) async fn of(db: &impl ConnectionTrait, day: Day) -> Result<Self, DbErr> {
        let mut instruments: HashMap<String, Vec<_>> = HashMap::new();
        for row in entity::instrument::Entity::find().all(db).await? {
            instruments.entry(row.symbol.clone()).or_default().push(row);
        }
        let column = entity::figures::Column::Day;
        let figures = entity::figures::Entity::find().filter(column.eq(day.number())).all(db).await?;
        let column = entity::closing_auction::Column::FromDay;
        let auctions =
            entity::closing_auction::Entity::find().filter(column.lte(day.number())).all(db).await?;
        let column = entity::corporate_action::Column::ExDay;
        let mut actions: HashMap<String, Vec<Announcement>> = HashMap::new();
        for row in entity::corporate_action::Entity::find().filter(column.eq(day.number())).all(db).await? {
            let read =
                rows::announcement(&row).ok_or_else(|| rows::cannot_be("corporate_action", &row.symbol))?;
            actions.entry(row.symbol).or_default().push(read);
        }
        Ok(Self {
            day,
            instruments,
            figures: figures.into_iter().map(|row| (row.symbol.clone(), row)).collect(),
            bands: bands(db, day).await?,
            auctions: auctions.into_iter().map(|row| row.symbol).collect(),
            actions,
        })
    }

    /// The band of a stock's day and the price that it is measured from, from what is known and the day's prices.
    pub(super) fn band(
        &self,
        symbol: &str,
        series: Series,
        previous_close: Price,
        high: Price,
        low: Price,
    ) -> (Price, BandRule, BandSource) {
        let base = base_after(previous_close, self.actions.get(symbol).into_iter().flatten());
        let key = (symbol.to_owned(), series.code().to_owned());
        let listed = if self.auctions.contains(symbol) {
            Some(BandRule::NoBand)
        } else {
            self.bands.get(&key).and_then(|percent| rows::band(*percent))
        };
        let (band, source) = band_of_the_day(listed, series, base, high, low);
        (base, band, source)
    }

    /// The identity that a row speaks of, where the archive knows it: by ISIN and lot as far as the file tells
    /// them, else the one of that symbol and series that was added last.
    pub(super) fn identity(&self, row: &DayRow) -> Option<&entity::instrument::Model> {
        let all = self.instruments.get(row.symbol.as_str())?;
        all.iter().rev().find(|known| {
            known.series == row.series.code()
                && row.isin.as_ref().is_none_or(|isin| known.isin == isin.as_str())
                && row.lot.is_none_or(|lot| known.lot == lot)
        })
    }

    /// Shares a lot: what the file says, else what is known of the symbol in that series, else 1 outside the SME
    /// platform. None where a guess would be needed.
    pub(super) fn lot(&self, row: &DayRow) -> Option<i64> {
        let known = || self.identity(row).map(|known| known.lot);
        let usual = || (!row.series.is_sme()).then_some(1);
        row.lot.or_else(known).or_else(usual)
    }

    /// The day that all of this is about.
    pub(super) const fn day(&self) -> Day {
        self.day
    }
}

/// The listed bands that hold for a day: those that other days of the archive within a year were listed under, and
/// over them the newest list that was imported.
pub(in super::super) async fn bands(
    db: &impl ConnectionTrait,
    day: Day,
) -> Result<HashMap<(String, String), Option<i64>>, DbErr> {
    let listed = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "SELECT f.symbol, i.series, f.band, min(abs(f.day - ?)) FROM figures f JOIN instrument i ON i.id = f.instrument
         WHERE f.band_source = 1 AND abs(f.day - ?) <= ? GROUP BY f.symbol, i.series",
        [day.number().into(), day.number().into(), LIST_HOLDS_DAYS.into()],
    );
    let mut bands = HashMap::new();
    for row in db.query_all_raw(listed).await? {
        bands.insert((row.try_get_by_index(0)?, row.try_get_by_index(1)?), row.try_get_by_index(2)?);
    }
    let imported = entity::price_band::Entity::find().all(db).await?;
    bands.extend(imported.into_iter().map(|row| ((row.symbol, row.series), row.band)));
    names::follow_pairs(&names::names(db).await?, day, &mut bands);
    Ok(bands)
}
