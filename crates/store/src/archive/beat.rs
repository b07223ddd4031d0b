//! What the live sources last said and the bars that the program's own beat has seen: public, and no loss when lost.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use trading::{Bar, Clock, Day, IndexSeen, Moment, Paise, Price, Seen, Source, Standing, Symbol, Tick};

use super::failure::ArchiveError;
use super::rows::cannot_be;
use super::{Archive, connection, entity, fill};

impl Archive {
    /// Keeps what a round of the beat brought, all of it or nothing. What is newer replaces what is older.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn keep_beat(
        &self,
        quotes: &[Arc<Seen>],
        levels: &[IndexSeen],
        bars: &[(Symbol, Bar)],
    ) -> Result<(), ArchiveError> {
        let write = async {
            let begun = connection::begin(&self.db).await?;
            fill::replace(&begun, quotes.iter().filter_map(|seen| quote_row(seen)).collect()).await?;
            fill::replace(&begun, levels.iter().filter_map(level_row).collect()).await?;
            fill::replace(&begun, bars.iter().map(bar_row).collect()).await?;
            begun.commit().await
        };
        write.await.map_err(|error| self.failed(&error))
    }

    /// What the live sources last said of every stock and index.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn last_beat(&self) -> Result<(Vec<Seen>, Vec<IndexSeen>), ArchiveError> {
        let read = async {
            let quotes = entity::last_quote::Entity::find().all(&self.db).await?;
            let levels = entity::last_level::Entity::find().all(&self.db).await?;
            let quotes = quotes.iter().map(|row| quote(row).ok_or_else(|| wrong(&row.symbol)));
            let levels = levels.iter().map(|row| level(row).ok_or_else(|| wrong(&row.name)));
            Ok((quotes.collect::<Result<_, DbErr>>()?, levels.collect::<Result<_, DbErr>>()?))
        };
        read.await.map_err(|error| self.failed(&error))
    }

    /// The minutes of a stock's day, as the beat saw them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn beat_bars(&self, symbol: &Symbol, day: Day) -> Result<Vec<Bar>, ArchiveError> {
        use entity::beat_bar::{Column, Entity};
        let (from, to) = (day.at(Clock::MIDNIGHT).millis(), day.plus(1).at(Clock::MIDNIGHT).millis());
        let read = async {
            let of_stock = Entity::find().filter(Column::Symbol.eq(symbol.as_str()));
            let found = of_stock.filter(Column::Begins.gte(from)).filter(Column::Begins.lt(to));
            let found = found.order_by_asc(Column::Begins).all(&self.db).await?;
            found
                .iter()
                .map(|row| bar(row).ok_or_else(|| wrong(&row.symbol)))
                .collect::<Result<Vec<_>, DbErr>>()
        };
        read.await.map_err(|error: DbErr| self.failed(&error))
    }

    /// Forgets the minutes of days before a day.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn forget_bars_before(&self, day: Day) -> Result<(), ArchiveError> {
        use entity::beat_bar::{Column, Entity};
        let old = Column::Begins.lt(day.at(Clock::MIDNIGHT).millis());
        let gone = Entity::delete_many().filter(old).exec(&self.db).await;
        gone.map(|_| ()).map_err(|error| self.failed(&error))
    }

    /// Keeps a line that the program notes about itself, in place of the one before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn keep_note(&self, name: &str, text: &str) -> Result<(), ArchiveError> {
        let row = entity::note::ActiveModel { name: Set(name.into()), text: Set(text.into()) };
        fill::replace(&self.db, vec![row]).await.map_err(|error| self.failed(&error))
    }

    /// A line that was noted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn note(&self, name: &str) -> Result<Option<String>, ArchiveError> {
        let found = entity::note::Entity::find_by_id(name).one(&self.db).await;
        found.map(|row| row.map(|row| row.text)).map_err(|error| self.failed(&error))
    }
}

fn wrong(row: &str) -> DbErr {
    cannot_be("last_quote", row)
}

/// The numbers under which sources are kept. A modelled or archived price is no quote.
const fn source_number(source: Source) -> Option<i64> {
    match source {
        Source::Nse => Some(1),
        Source::Yahoo => Some(2),
        Source::Modelled { .. } | Source::RecordedBars { .. } | Source::RecordedTicks | Source::Archive => {
            None
        }
    }
}

const fn source(number: i64) -> Option<Source> {
    match number {
        1 => Some(Source::Nse),
        2 => Some(Source::Yahoo),
        _ => None,
    }
}

fn quote_row(quote: &Seen) -> Option<entity::last_quote::ActiveModel> {
    let paise = |price: Option<Price>| Set(price.map(Price::paise));
    let standing = &quote.standing;
    Some(entity::last_quote::ActiveModel {
        symbol: Set(quote.symbol.to_string()),
        series: Set(quote.series.map(|series| series.code().to_owned())),
        source: Set(source_number(standing.source)?),
        last: paise(standing.last),
        previous_close: paise(standing.previous_close),
        open: paise(standing.open),
        high: paise(standing.high),
        low: paise(standing.low),
        volume: Set(standing.volume),
        turnover: Set(standing.turnover.map(|turnover| turnover.0)),
        as_of: Set(standing.as_of.map(Moment::millis)),
        band_low: paise(quote.band.map(|(low, _)| low)),
        band_high: paise(quote.band.map(|(_, high)| high)),
        tick: Set(quote.tick.map(Tick::paise)),
        asked_at: Set(quote.asked_at.millis()),
    })
}

/// The outer none is a row that cannot be true.
fn price(paise: Option<i64>) -> Option<Option<Price>> {
    paise.map_or(Some(None), |paise| Price::new(paise).map(Some))
}

fn quote(row: &entity::last_quote::Model) -> Option<Seen> {
    let series = match &row.series {
        Some(code) => Some(code.parse().ok()?),
        None => None,
    };
    Some(Seen {
        symbol: row.symbol.parse().ok()?,
        series,
        standing: Standing {
            last: price(row.last)?,
            previous_close: price(row.previous_close)?,
            open: price(row.open)?,
            high: price(row.high)?,
            low: price(row.low)?,
            volume: row.volume,
            turnover: row.turnover.map(Paise),
            as_of: row.as_of.map(Moment::from_millis),
            source: source(row.source)?,
        },
        touch: None,
        band: price(row.band_low)?.zip(price(row.band_high)?),
        tick: row.tick.and_then(Tick::stated),
        // Of the day that it was told on, and told again with the next quote.
        year: None,
        asked_at: Moment::from_millis(row.asked_at),
    })
}

fn level_row(level: &IndexSeen) -> Option<entity::last_level::ActiveModel> {
    Some(entity::last_level::ActiveModel {
        name: Set(level.name.clone()),
        source: Set(source_number(level.source)?),
        last: Set(level.last),
        previous_close: Set(level.previous_close),
        open: Set(level.open),
        high: Set(level.high),
        low: Set(level.low),
        as_of: Set(level.as_of.millis()),
        asked_at: Set(level.asked_at.millis()),
    })
}

fn level(row: &entity::last_level::Model) -> Option<IndexSeen> {
    Some(IndexSeen {
        name: row.name.clone(),
        last: row.last,
        previous_close: row.previous_close,
        open: row.open,
        high: row.high,
        low: row.low,
        as_of: Moment::from_millis(row.as_of),
        asked_at: Moment::from_millis(row.asked_at),
        source: source(row.source)?,
    })
}

fn bar_row((symbol, bar): &(Symbol, Bar)) -> entity::beat_bar::ActiveModel {
    entity::beat_bar::ActiveModel {
        symbol: Set(symbol.to_string()),
        begins: Set(bar.from.millis()),
        open: Set(bar.open.paise()),
        high: Set(bar.high.paise()),
        low: Set(bar.low.paise()),
        close: Set(bar.close.paise()),
        volume: Set(bar.volume),
    }
}

fn bar(row: &entity::beat_bar::Model) -> Option<Bar> {
    Some(Bar {
        from: Moment::from_millis(row.begins),
        open: Price::new(row.open)?,
        high: Price::new(row.high)?,
        low: Price::new(row.low)?,
        close: Price::new(row.close)?,
        volume: row.volume,
    })
}
