//! The accounts of a ledger: one live, any number of practice accounts, each opened by its first event.

use std::fmt;

use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use trading::{Event, Market, Moment, Paise, What};

use crate::database;
use crate::entity::account;
use crate::failure::StoreError;
use crate::ledger::append::{AppendError, write};
use crate::ledger::{Head, Ledger};
use crate::name::Name;

/// An account's number within its ledger, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(pub i64);

/// An account as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number within the ledger.
    pub number: AccountNumber,
    /// Its name, unique among those that are not archived.
    pub name: String,
    /// Live, or a past day with its seed.
    pub market: Market,
    /// What it started with.
    pub capital: Paise,
    /// When it was opened, by its own clock.
    pub opened_at: Moment,
    /// Whether it was put away.
    pub archived: bool,
}

/// What an account is opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// Live, or a past day with its seed.
    pub market: Market,
    /// What it starts with; above zero.
    pub capital: Paise,
    /// When, by the account's own clock: in practice a moment of its day, not of today.
    pub at: Moment,
    /// When, by the computer's clock.
    pub wall_at: Moment,
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Ledger {
    /// Every account, archived ones too, in the order of opening.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = account::Entity::find().order_by_asc(account::Column::Number).all(&self.reader).await;
        let rows = rows.map_err(|error| self.failed(&error))?;
        rows.into_iter().map(|row| self.account(row)).collect()
    }

    /// The open account of a name, without regard to case.
    ///
    /// # Errors
    /// When there is none, or the ledger cannot be read.
    pub async fn account_named(&self, name: &str) -> Result<Account, StoreError> {
        let missing = || StoreError::NoSuchAccount { account: name.trim().to_owned() };
        let key = name.parse::<Name>().map_err(|_| missing())?.key();
        let row = account::Entity::find()
            .filter(account::Column::NameKey.eq(key))
            .filter(account::Column::Archived.eq(false))
            .one(&self.reader)
            .await
            .map_err(|error| self.failed(&error))?;
        self.account(row.ok_or_else(missing)?)
    }

    /// Opens an account: its row and its first event, [`What::Opened`], together. The answer holds the new
    /// head.
    ///
    /// # Errors
    /// A name that cannot be one or is taken by an open account; no capital; a failure of the disk.
    pub async fn open_account(&self, opening: &Opening) -> Result<(Account, Head), AppendError> {
        let name: Name = opening.name.parse().map_err(StoreError::BadName)?;
        if opening.capital <= Paise::ZERO {
            return Err(StoreError::NoCapital.into());
        }
        let begun = database::begin(&self.writer).await.map_err(|error| self.failed(&error))?;
        let taken = account::Entity::find()
            .filter(account::Column::NameKey.eq(name.key()))
            .filter(account::Column::Archived.eq(false))
            .count(&begun)
            .await
            .map_err(|error| self.failed(&error))?;
        if taken > 0 {
            return Err(StoreError::NameTaken { name: name.to_string() }.into());
        }
        let opened = account::Entity::find().count(&begun).await.map_err(|error| self.failed(&error))?;
        let number = i64::try_from(opened).map_or(i64::MAX, |opened| opened + 1);
        let account = Account {
            number: AccountNumber(number),
            name: name.to_string(),
            market: opening.market,
            capital: opening.capital,
            opened_at: opening.at,
            archived: false,
        };
        let row = account::Entity::insert(row(&account, &name));
        row.exec_without_returning(&begun).await.map_err(|error| self.failed(&error))?;
        let head = self.head_in(&begun).await?;
        let what = What::Opened { market: opening.market, capital: opening.capital };
        let events = [Event { at: opening.at, what }];
        let head = match write(&begun, &head, account.number, opening.wall_at, &events).await {
            Ok(head) => head,
            Err(error) => {
                begun.rollback().await.map_err(|error| self.failed(&error))?;
                return Err(self.refused(&head, account.number, error).await);
            }
        };
        begun.commit().await.map_err(|error| self.failed(&error))?;
        self.acknowledged(&head);
        Ok((account, head))
    }

    /// Puts an account away: writes [`What::Archived`] as its last event. Nothing is erased; its name is free
    /// again.
    ///
    /// # Errors
    /// When the head is not the one expected, the account is not there or archived already, or the disk fails.
    pub async fn archive_account(
        &self,
        expected: &Head,
        account: AccountNumber,
        at: Moment,
        wall_at: Moment,
    ) -> Result<Head, AppendError> {
        let begun = database::begin(&self.writer).await.map_err(|error| self.failed(&error))?;
        let events = [Event { at, what: What::Archived }];
        let written = write(&begun, expected, account, wall_at, &events).await;
        let head = match written {
            Ok(head) => head,
            Err(error) => {
                begun.rollback().await.map_err(|error| self.failed(&error))?;
                return Err(self.refused(expected, account, error).await);
            }
        };
        let archived = database::with("UPDATE account SET archived = 1 WHERE number = ?", [account.0.into()]);
        begun.execute_raw(archived).await.map_err(|error| self.failed(&error))?;
        begun.commit().await.map_err(|error| self.failed(&error))?;
        self.acknowledged(&head);
        Ok(head)
    }

    pub(crate) fn account(&self, row: account::Model) -> Result<Account, StoreError> {
        let market = market(&row).ok_or_else(|| {
            self.damaged(format!("the market of account {} ({}) cannot be read", row.number, row.name))
        })?;
        Ok(Account {
            number: AccountNumber(row.number),
            name: row.name,
            market,
            capital: Paise(row.capital),
            opened_at: Moment::from_millis(row.opened_at),
            archived: row.archived,
        })
    }
}

fn row(account: &Account, name: &Name) -> account::ActiveModel {
    let (kind, day, seed) = match account.market {
        Market::Live => ("live", None, None),
        Market::Practice { day, seed } => ("practice", Some(day.to_string()), Some(seed.cast_signed())),
    };
    account::ActiveModel {
        number: ActiveValue::Set(account.number.0),
        name: ActiveValue::Set(name.to_string()),
        name_key: ActiveValue::Set(name.key()),
        kind: ActiveValue::Set(kind.to_owned()),
        day: ActiveValue::Set(day),
        seed: ActiveValue::Set(seed),
        capital: ActiveValue::Set(account.capital.0),
        opened_at: ActiveValue::Set(account.opened_at.millis()),
        archived: ActiveValue::Set(false),
    }
}

fn market(row: &account::Model) -> Option<Market> {
    match (row.kind.as_str(), &row.day, row.seed) {
        ("live", None, None) => Some(Market::Live),
        ("practice", Some(day), Some(seed)) => {
            Some(Market::Practice { day: day.parse().ok()?, seed: seed.cast_unsigned() })
        }
        _ => None,
    }
}
