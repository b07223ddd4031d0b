//! A data directory with a profile, its ledger and an account, and events to write.

use std::fs;
use std::path::Path;

use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, Statement};
use store::{
    Account, Cost, DataDir, Head, Ledger, Opening, Profile, ProfileId, Profiles, Session, StoreError,
};
use tempfile::TempDir;
use trading::{Day, Market, Paise};

pub(crate) use crate::events::{accepted, at, ended, filled, wall};

pub(crate) struct Scene {
    /// Removed when the scene ends.
    pub(crate) _temp: TempDir,
    pub(crate) dir: DataDir,
    pub(crate) profile: Profile,
    pub(crate) ledger: Ledger,
    pub(crate) account: Account,
    pub(crate) head: Head,
}

/// The profiles of a directory, with passwords that cost little.
pub(crate) async fn profiles(dir: &DataDir) -> Result<Profiles, StoreError> {
    Profiles::open_at_cost(dir, Cost::for_tests()).await
}

/// Opens the ledger of a profile without a password.
pub(crate) async fn open(dir: &DataDir, id: &ProfileId) -> Result<Ledger, StoreError> {
    Ledger::open(&enter(dir, id).await?).await
}

/// The session of a profile without a password.
pub(crate) async fn session(dir: &DataDir, id: &ProfileId) -> Session {
    enter(dir, id).await.unwrap()
}

async fn enter(dir: &DataDir, id: &ProfileId) -> Result<Session, StoreError> {
    let profiles = profiles(dir).await?;
    let session = profiles.sign_in(id.as_str(), None, wall(0)).await;
    profiles.close().await?;
    session
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let temp = TempDir::new().unwrap();
        let dir = DataDir::at(temp.path().join("data")).unwrap();
        let profiles = profiles(&dir).await.unwrap();
        let profile = profiles.create("Meera", false, wall(0)).await.unwrap();
        profiles.close().await.unwrap();
        let ledger = open(&dir, &profile.id).await.unwrap();
        let (account, head) = ledger.open_account(&opening("first")).await.unwrap();
        Self { _temp: temp, dir, profile, ledger, account, head }
    }

    /// Writes orders `from` to `to`, each with its fill, in one transaction an order.
    pub(crate) async fn trade(&mut self, from: u64, to: u64) {
        for order in from..=to {
            let events = [accepted(order), filled(order)];
            let written = self.ledger.append(&self.head, self.account.number, wall(order), &events).await;
            self.head = written.unwrap();
        }
    }

    pub(crate) async fn reopen(self) -> Self {
        self.ledger.close().await.unwrap();
        let ledger = open(&self.dir, &self.profile.id).await.unwrap();
        Self { ledger, ..self }
    }

    /// A connection of one's own, with the right key and none of the guards that the program adds.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        raw(&self.dir, &self.profile.id).await
    }

    /// Runs statements beside the program, with every trigger dropped first and put back afterwards.
    pub(crate) async fn tamper(&self, statements: &[&str]) {
        let db = self.raw().await;
        let changed = Self::unguarded(&db, statements).await;
        assert!(changed.iter().all(|changed| *changed > 0), "each changes something: {statements:?}");
        db.close().await.unwrap();
    }

    /// How many rows each statement changed, with every trigger dropped first and put back afterwards.
    pub(crate) async fn unguarded(db: &DatabaseConnection, statements: &[impl AsRef<str>]) -> Vec<u64> {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
        let triggers = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        let triggers: Vec<(String, String)> = triggers
            .iter()
            .map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap()))
            .collect();
        assert!(triggers.len() >= 10, "the guards are there");
        for (name, _) in &triggers {
            db.execute_unprepared(&format!("DROP TRIGGER {name}")).await.unwrap();
        }
        let mut changed = Vec::new();
        for statement in statements {
            changed.push(db.execute_unprepared(statement.as_ref()).await.unwrap().rows_affected());
        }
        for (_, sql) in &triggers {
            db.execute_unprepared(sql).await.unwrap();
        }
        changed
    }
}

pub(crate) async fn raw(dir: &DataDir, id: &ProfileId) -> DatabaseConnection {
    let key = fs::read_to_string(dir.key(id)).unwrap();
    let hex = key.trim().strip_prefix("lakh-key-1 ").unwrap().to_owned();
    keyed(&dir.ledger(id), &hex).await.unwrap()
}

/// A connection with a key in hexadecimal, foreign keys off.
pub(crate) async fn keyed(path: &Path, hex: &str) -> Result<DatabaseConnection, sea_orm::sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(false)
        .pragma("key", format!("\"x'{hex}'\""))
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

pub(crate) fn opening(name: &str) -> Opening {
    Opening {
        name: name.into(),
        market: Market::Practice { day: Day::of(2026, 8, 3).unwrap(), seed: u64::MAX },
        capital: Paise::rupees(100_000),
        at: at(0),
        wall_at: wall(0),
    }
}
