//! What the archive knows of a day before its own prices are published: what the live market of the day is judged by.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};
use trading::{Announcement, BandRule, Day, Instrument, Price, Series, Symbol};

use super::day::MarketDay;
use super::failure::ArchiveError;
use super::rows::{self, cannot_be};
use super::{Archive, entity, import, read};

/// The facts that a day's terms follow from.
#[derive(Debug, Clone)]
pub struct DayFacts {
    /// The day.
    pub day: Day,
    /// The newest day before it that the archive holds.
    pub before: Arc<MarketDay>,
    /// The day itself, once its prices are published and here.
    pub published: Option<Arc<MarketDay>>,
    /// Stocks that are listed and have not traded on any day of the archive.
    pub unseen: Vec<Instrument>,
    /// What companies do to their holders after the day before and up to the day, by ex-day.
    pub actions: Vec<Announcement>,
    bands: HashMap<(String, String), Option<i64>>,
    tick_bases: HashMap<String, Price>,
    auctions: HashSet<String>,
}

impl DayFacts {
    /// The listed band of a stock; none where no list names it.
    #[must_use]
    pub fn band(&self, symbol: &Symbol, series: Series) -> Option<BandRule> {
        if self.has_closing_auction(symbol) {
            return Some(BandRule::NoBand);
        }
        let key = (symbol.as_str().to_owned(), series.code().to_owned());
        self.bands.get(&key).and_then(|percent| rows::band(*percent))
    }

    /// The close that the month's tick follows from.
    #[must_use]
    pub fn tick_base(&self, symbol: &Symbol) -> Option<Price> {
        self.tick_bases.get(symbol.as_str()).copied()
    }

    /// Whether a stock closes by auction.
    #[must_use]
    pub fn has_closing_auction(&self, symbol: &Symbol) -> bool {
        self.auctions.contains(symbol.as_str())
    }
}

impl Archive {
    /// What the archive knows of a day, whether its prices are published or not.
    ///
    /// # Errors
    /// `NoSuchDay` when the archive holds no day before it, and when the file cannot be read.
    pub async fn facts_of(&self, day: Day) -> Result<DayFacts, ArchiveError> {
        let Some(before) = self.previous_day(day).await? else { return Err(self.no_such_day(day).await) };
        let before = self.market_day(before).await?;
        let published = match self.market_day(day).await {
            Ok(published) => Some(published),
            Err(ArchiveError::NoSuchDay { .. }) => None,
            Err(error) => return Err(error),
        };
        let read = async {
            Ok(DayFacts {
                unseen: unseen(&self.db, &before).await?,
                actions: actions(&self.db, before.day(), day).await?,
                bands: import::listed_bands(&self.db, day).await?,
                tick_bases: read::tick_bases(&self.db, before.names(), day).await?,
                auctions: read::closing_auctions(&self.db, before.names(), day).await?,
                day,
                before,
                published,
            })
        };
        read.await.map_err(|error: DbErr| self.failed(&error))
    }
}

/// Identities of symbols that never traded; of several the one that was added last.
async fn unseen(db: &DatabaseConnection, before: &MarketDay) -> Result<Vec<Instrument>, DbErr> {
    let mut newest: HashMap<String, Instrument> = HashMap::new();
    let all = entity::instrument::Entity::find().order_by_asc(entity::instrument::Column::Id).all(db).await?;
    for row in all {
        if before.instrument(&row.symbol).is_none() {
            let instrument = rows::instrument(&row).ok_or_else(|| cannot_be("instrument", &row.symbol))?;
            newest.insert(row.symbol, instrument);
        }
    }
    let mut unseen: Vec<Instrument> = newest.into_values().collect();
    unseen.sort_by(|one, other| one.symbol.cmp(&other.symbol));
    Ok(unseen)
}

async fn actions(db: &DatabaseConnection, after: Day, until: Day) -> Result<Vec<Announcement>, DbErr> {
    use entity::corporate_action::{Column, Entity};
    let of_days =
        Entity::find().filter(Column::ExDay.gt(after.number())).filter(Column::ExDay.lte(until.number()));
    let found = of_days.order_by_asc(Column::ExDay).order_by_asc(Column::Symbol).all(db).await?;
    found
        .iter()
        .map(|row| rows::announcement(row).ok_or_else(|| cannot_be("corporate_action", &row.symbol)))
        .collect()
}
