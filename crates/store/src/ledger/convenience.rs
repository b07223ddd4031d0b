//! What a ledger keeps beside the record, and may change: practice clocks and watch lists.

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use trading::{Moment, Symbol};

use crate::database;
use crate::entity::{clock, watch};
use crate::failure::StoreError;
use crate::ledger::{AccountNumber, Ledger};

impl Ledger {
    /// Where an account's practice clock was left, if it was ever kept. No truth: never trust it to be behind
    /// the account's last event.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn clock(&self, account: AccountNumber) -> Result<Option<Moment>, StoreError> {
        let row = clock::Entity::find_by_id(account.0).one(&self.reader).await;
        let row = row.map_err(|error| self.failed(&error))?;
        Ok(row.map(|row| Moment::from_millis(row.now)))
    }

    /// Keeps where an account's practice clock stands. Each call waits for the disk: keep it on pause, jump and
    /// close and every few seconds, not on every pulse.
    ///
    /// # Errors
    /// When there is no such account, or the disk fails.
    pub async fn set_clock(&self, account: AccountNumber, now: Moment) -> Result<(), StoreError> {
        let row =
            clock::ActiveModel { account: ActiveValue::Set(account.0), now: ActiveValue::Set(now.millis()) };
        let newest = sea_orm::sea_query::OnConflict::column(clock::Column::Account)
            .update_column(clock::Column::Now)
            .to_owned();
        let kept = clock::Entity::insert(row).on_conflict(newest).exec_without_returning(&self.writer).await;
        kept.map(|_| ()).map_err(|error| match crate::failure::result_code(&error) {
            Some(CONSTRAINT_FOREIGNKEY) => StoreError::NoSuchAccount { account: account.to_string() },
            _ => self.failed(&error),
        })
    }

    /// The seven watch lists, each in the order of the user.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn watch_lists(&self) -> Result<[Vec<Symbol>; 7], StoreError> {
        let rows = watch::Entity::find()
            .order_by_asc(watch::Column::List)
            .order_by_asc(watch::Column::Position)
            .all(&self.reader)
            .await
            .map_err(|error| self.failed(&error))?;
        let mut lists: [Vec<Symbol>; 7] = Default::default();
        for row in rows {
            let list = usize::try_from(row.list - 1).ok().and_then(|place| lists.get_mut(place));
            let (Some(list), Ok(symbol)) = (list, row.symbol.parse()) else {
                return Err(self.damaged(format!("watch list {} cannot be read", row.list)));
            };
            list.push(symbol);
        }
        Ok(lists)
    }

    /// Replaces a watch list, 1 to 7. A symbol that stands twice is kept where it stands first.
    ///
    /// # Errors
    /// When there is no such list, or the disk fails.
    pub async fn set_watch_list(&self, list: u8, symbols: &[Symbol]) -> Result<(), StoreError> {
        if !(1..=7).contains(&list) {
            return Err(StoreError::NoSuchList { list });
        }
        let mut unique: Vec<&Symbol> = Vec::with_capacity(symbols.len());
        for symbol in symbols {
            if !unique.contains(&symbol) {
                unique.push(symbol);
            }
        }
        let rows = (1..).zip(unique).map(|(position, symbol)| watch::ActiveModel {
            list: ActiveValue::Set(i64::from(list)),
            position: ActiveValue::Set(position),
            symbol: ActiveValue::Set(symbol.to_string()),
        });
        let rows: Vec<_> = rows.collect();
        let failed = |error| self.failed(&error);
        let begun = database::begin(&self.writer).await.map_err(failed)?;
        let old = watch::Entity::delete_many().filter(watch::Column::List.eq(i64::from(list)));
        old.exec(&begun).await.map_err(failed)?;
        if !rows.is_empty() {
            watch::Entity::insert_many(rows).exec_without_returning(&begun).await.map_err(failed)?;
        }
        begun.commit().await.map_err(failed)
    }
}

const CONSTRAINT_FOREIGNKEY: i32 = 19 | (3 << 8);
