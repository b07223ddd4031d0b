//! Prices recorded within days. A day that has no bhavcopy is kept too, until one comes.

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DbErr};
use trading::Recording;

use super::super::{entity, fill, recorded};

/// Writes what was recorded, in place of what the same stock, day and length of bar had before.
pub(super) async fn write(db: &impl ConnectionTrait, list: &[Recording]) -> Result<(), DbErr> {
    let mut rows = Vec::with_capacity(list.len());
    for recording in list {
        rows.push(entity::recording::ActiveModel {
            day: Set(recording.day.number()),
            symbol: Set(recording.symbol.to_string()),
            minutes: Set(recorded::minutes(&recording.prices)),
            prices: Set(recorded::packed(recording.day, &recording.prices)?),
        });
    }
    fill::replace(db, rows).await
}
