//! Lists: equities and their names, price bands, indices and their members, corporate actions.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use trading::{Announcement, Day, IndexLevel, IndexMembers, ListedBand, ListedEquity, Price, Series, Symbol};

use super::super::rows::{self, named_by};
use super::super::{entity, fill};
use super::known::Known;

/// Names, days of listing and face values. An identity that has not traded yet is added, so that its name is there
/// when it does.
pub(super) async fn equities(db: &impl ConnectionTrait, list: &[ListedEquity]) -> Result<(), DbErr> {
    let new = list.iter().map(|equity| entity::instrument::ActiveModel {
        id: NotSet,
        symbol: Set(equity.symbol.to_string()),
        isin: Set(equity.isin.to_string()),
        series: Set(equity.series.to_string()),
        lot: Set(1),
        face_value: Set(Some(equity.face_value.0)),
        listed_on: Set(Some(equity.listed_on.number())),
        name: Set(equity.name.clone()),
        named_by: Set(named_by::EQUITY_LIST),
    });
    fill::insert_new_instruments(db, new.collect()).await?;
    let by_symbol: HashMap<&str, &ListedEquity> =
        list.iter().map(|equity| (equity.symbol.as_str(), equity)).collect();
    let mut changed = Vec::new();
    for held in entity::instrument::Entity::find().all(db).await? {
        let Some(equity) = by_symbol.get(held.symbol.as_str()) else { continue };
        let same_share = held.isin == equity.isin.as_str();
        let named = entity::instrument::Model {
            name: equity.name.clone(),
            named_by: named_by::EQUITY_LIST,
            listed_on: Some(equity.listed_on.number()),
            face_value: if same_share { Some(equity.face_value.0) } else { held.face_value },
            ..held.clone()
        };
        if named != held {
            changed.push(named.into_active_model().reset_all());
        }
    }
    fill::replace(db, changed).await
}

/// The bands of some stocks, beside those of the list.
pub(super) async fn changed_bands(db: &impl ConnectionTrait, list: &[ListedBand]) -> Result<(), DbErr> {
    fill::replace(db, list.iter().map(band_row).collect()).await
}

/// The bands of every stock, in place of the list before; and names for stocks that only a bhavcopy named.
pub(super) async fn bands(db: &impl ConnectionTrait, list: &[ListedBand]) -> Result<(), DbErr> {
    entity::price_band::Entity::delete_many().exec(db).await?;
    fill::replace(db, list.iter().map(band_row).collect()).await?;
    let names: HashMap<&str, &str> =
        list.iter().map(|listed| (listed.symbol.as_str(), listed.name.as_str())).collect();
    let worse = entity::instrument::Column::NamedBy.lt(named_by::PRICE_BANDS);
    let mut changed = Vec::new();
    for held in entity::instrument::Entity::find().filter(worse).all(db).await? {
        let Some(name) = names.get(held.symbol.as_str()) else { continue };
        let name = (*name).to_owned();
        let named = entity::instrument::Model { name, named_by: named_by::PRICE_BANDS, ..held };
        changed.push(named.into_active_model().reset_all());
    }
    fill::replace(db, changed).await
}

fn band_row(listed: &ListedBand) -> entity::price_band::ActiveModel {
    entity::price_band::ActiveModel {
        symbol: Set(listed.symbol.to_string()),
        series: Set(listed.series.to_string()),
        band: Set(rows::band_number(listed.band)),
    }
}

/// Levels of indices.
pub(super) async fn levels(db: &impl ConnectionTrait, levels: &[IndexLevel]) -> Result<(), DbErr> {
    fill::replace(db, levels.iter().map(fill::level_row).collect()).await
}

/// The members of one index, in place of those before.
pub(super) async fn members(db: &impl ConnectionTrait, list: &IndexMembers) -> Result<(), DbErr> {
    let of_index = entity::index_member::Column::Name.eq(list.index.as_str());
    entity::index_member::Entity::delete_many().filter(of_index).exec(db).await?;
    let new = list.members.iter().map(|symbol| entity::index_member::ActiveModel {
        name: Set(list.index.clone()),
        symbol: Set(symbol.to_string()),
    });
    fill::replace(db, new.collect()).await
}

/// Corporate actions: what the file says of a stock and an ex-day takes the place of what was said before. Where
/// the day's prices are there already, the price that the band is measured from follows.
pub(super) async fn actions(db: &impl ConnectionTrait, list: &[Announcement]) -> Result<(), DbErr> {
    use entity::corporate_action::{Column, Entity};
    let spoken_of: HashSet<(Day, &Symbol)> =
        list.iter().map(|action| (action.ex_day, &action.symbol)).collect();
    for (day, symbol) in &spoken_of {
        let before =
            Condition::all().add(Column::ExDay.eq(day.number())).add(Column::Symbol.eq(symbol.as_str()));
        Entity::delete_many().filter(before).exec(db).await?;
    }
    fill::replace(db, rows::announcement_rows(list)).await?;
    let days: HashSet<Day> = spoken_of.iter().map(|(day, _)| *day).collect();
    for day in days {
        let symbols =
            spoken_of.iter().filter(|(ex_day, _)| *ex_day == day).map(|(_, symbol)| symbol.as_str());
        settle_bands(db, day, symbols.collect()).await?;
    }
    Ok(())
}

/// Measures the bands of stocks on a day anew, where their base has moved.
async fn settle_bands(db: &impl ConnectionTrait, day: Day, symbols: Vec<&str>) -> Result<(), DbErr> {
    let known = Known::of(db, day).await?;
    let mut changed = Vec::new();
    for held in symbols.into_iter().filter_map(|symbol| known.figures.get(symbol)) {
        let mut identities = known.instruments.get(&held.symbol).into_iter().flatten();
        let identity = identities.find(|identity| identity.id == held.instrument);
        let wrong = || rows::cannot_be("figures", &held.symbol);
        let series: Option<Series> = identity.and_then(|identity| identity.series.parse().ok());
        let series = series.ok_or_else(wrong)?;
        let price = |paise| Price::new(paise).ok_or_else(wrong);
        let (previous_close, high, low) = (price(held.previous_close)?, price(held.high)?, price(held.low)?);
        let (base, band, source) = known.band(&held.symbol, series, previous_close, high, low);
        if base.paise() != held.base && held.base == held.previous_close {
            let settled = entity::figures::Model {
                base: base.paise(),
                band: rows::band_number(band),
                band_source: rows::band_source_number(source),
                ..held.clone()
            };
            changed.push(settled.into_active_model().reset_all());
        }
    }
    fill::replace(db, changed).await
}
