//! Connections to `market.sqlite`.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    SqlxSqliteConnector, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use migrations::{MARKET_FORMAT, Market};

use super::failure::ArchiveError;
use crate::database;

/// How long to wait for another program that is writing: a first fill takes a second or two.
const PATIENCE: Duration = Duration::from_secs(15);
/// One that writes, one that waits to, one that reads meanwhile. Each is a thread with memory of its own.
const CONNECTIONS: u32 = 3;

/// Opens the file, makes it where there is none, and brings it to the newest form.
pub(super) async fn open(path: &Path) -> Result<DatabaseConnection, ArchiveError> {
    let failed = |error: DbErr| ArchiveError::database(path, &error);
    // The options hold for every connection of the pool.
    let options = database::awaited(SqliteConnectOptions::new())
        .filename(path)
        .create_if_missing(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    database::read(&options).await.map_err(|error| failed(database::conn_error(error)))?;
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF");
    let pool = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE * 2)
        .connect_with(options)
        .await
        .map_err(|error| failed(database::conn_error(error)))?;
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    if form(&db).await.map_err(failed)? < MARKET_FORMAT {
        // Inside one writing transaction, so that two programs that start together do not both make the tables.
        let begun = begin(&db).await.map_err(failed)?;
        if form(&begun).await.map_err(failed)? < MARKET_FORMAT {
            Market::up(&begun, None).await.map_err(failed)?;
        }
        begun.commit().await.map_err(failed)?;
    }
    match form(&db).await.map_err(failed)? {
        MARKET_FORMAT => Ok(db),
        found => Err(ArchiveError::Newer { path: path.into(), found, known: MARKET_FORMAT }),
    }
}

/// Begins a transaction that may write from the start, so that it never has to give up half-way.
pub(super) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    db.begin_with_options(options).await
}

/// The form of the file, from its header; 0 when it is new.
async fn form(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA user_version");
    let row = db.query_one_raw(asked).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index(0))
}
