//! Connections to SQLite, each with the same promises: the key first, then a write-ahead log, every commit on
//! the disk before it is acknowledged, foreign keys checked, patience with other programs.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, SqlxSqliteConnector, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::failure::StoreError;
use crate::key::Key;
use crate::place;

mod ending;
#[cfg(test)]
mod tests;

pub(crate) use ending::awaited;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Writes a file that is there.
    Write,
    /// Writes a file that nobody else has open.
    Alone,
    /// Only reads, beside the connection that writes. Opened when it is first used.
    Read,
}

/// One connection to a database; encrypted when there is a key. Statements are never logged: the first one
/// is the key.
pub(crate) async fn connect(
    path: &Path,
    key: Option<&Key>,
    purpose: Purpose,
) -> Result<DatabaseConnection, StoreError> {
    let failed = |error: sqlx::Error| StoreError::database(path, &conn_error(error));
    let mut options = ending::awaited(SqliteConnectOptions::new())
        .filename(path)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    if let Some(key) = key {
        // The form of SQLCipher 4, whatever a later one prefers; and no words of its own on standard error,
        // which must be said before the first page is read.
        options = options
            .pragma("key", key.pragma().to_string())
            .pragma("cipher_compatibility", "4; PRAGMA cipher_log_level = NONE");
    }
    if purpose != Purpose::Read {
        read(&options).await.map_err(failed)?;
    }
    options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("recursive_triggers", "ON");
    if purpose == Purpose::Read {
        options = options.pragma("query_only", "ON");
    }
    if purpose == Purpose::Alone {
        options = options.locking_mode(SqliteLockingMode::Exclusive);
    }
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE * 12);
    let pool = match purpose {
        Purpose::Read => pool.connect_lazy_with(options),
        Purpose::Write | Purpose::Alone => pool.connect_with(options).await.map_err(failed)?,
    };
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// Reads a first page, on a connection that is closed whatever comes of it: one that a pool fails to open is
/// closed by nobody.
pub(crate) async fn read(options: &SqliteConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = options.connect().await?;
    let read = sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await;
    let closed = connection.close().await;
    read.and(closed)
}

/// What SQLite said of a connection.
pub(crate) fn conn_error(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// Makes a database with all its steps and first rows. It gets its name only when it is whole and on the disk,
/// so that an interruption leaves no half of it; a file that is there is never replaced.
pub(crate) async fn make<M: MigratorTrait>(
    path: &Path,
    key: Option<&Key>,
    first_rows: Vec<Statement>,
) -> Result<(), StoreError> {
    let draft = path.with_extension(format!("{}.new", place::unique()));
    let made = draw_up::<M>(&draft, key, first_rows).await.and_then(|()| place::publish(&draft, path));
    if made.is_err() {
        for suffix in ["", "-wal", "-shm"] {
            // A draft holds nothing; that it cannot be removed either adds nothing to the reason.
            let _ = fs::remove_file(place::beside(&draft, suffix));
        }
    }
    made
}

async fn draw_up<M: MigratorTrait>(
    draft: &Path,
    key: Option<&Key>,
    first_rows: Vec<Statement>,
) -> Result<(), StoreError> {
    let failed = |error: DbErr| StoreError::database(draft, &error);
    let file = place::private_file(draft)?;
    let db = connect(draft, key, Purpose::Write).await?;
    let drawn = async {
        let begun = begin(&db).await?;
        M::up(&begun, None).await?;
        for row in first_rows {
            begun.execute_raw(row).await?;
        }
        begun.commit().await
    };
    let drawn = drawn.await;
    let closed = db.close().await;
    drawn.and(closed).map_err(failed)?;
    file.sync_all().map_err(|source| StoreError::io("write the file", draft, source))
}

/// Copies a database as it is at one moment, log and all, under the same key; others may go on writing. The
/// copy gets its name only when it is whole and on the disk.
pub(crate) async fn copy(db: &DatabaseConnection, path: &Path, to: &Path) -> Result<(), StoreError> {
    let draft = to.with_extension(format!("{}.new", place::unique()));
    let name = draft
        .to_str()
        .map(str::to_owned)
        .ok_or_else(|| StoreError::io("write", &draft, std::io::Error::other("the path is not Unicode")))?;
    drop(place::private_file(&draft)?);
    let made = async {
        let copied = db.execute_raw(with("VACUUM INTO ?", [name.into()])).await;
        copied.map_err(|error| StoreError::database(path, &error))?;
        let synced = fs::File::options().write(true).open(&draft).and_then(|file| file.sync_all());
        synced.map_err(|source| StoreError::io("write the copy", &draft, source))?;
        place::publish(&draft, to)
    };
    let made = made.await;
    if made.is_err() {
        let _ = fs::remove_file(&draft);
    }
    made
}

/// Brings a database to the form that the program knows. Its present form is copied aside first; the steps that
/// it lacks are applied all or none.
pub(crate) async fn bring_up<M: MigratorTrait>(
    db: &DatabaseConnection,
    path: &Path,
    known: i64,
    copies: Option<&Path>,
) -> Result<(), StoreError> {
    if form(db, path, known).await? == known {
        return Ok(());
    }
    if let Some(copies) = copies {
        place::private_dir(copies)?;
        copy(db, path, &copies.join(format!("before-form-{known}-{}.sqlite", place::unique()))).await?;
    }
    let failed = |error: DbErr| StoreError::database(path, &error);
    let begun = begin(db).await.map_err(failed)?;
    M::up(&begun, None).await.map_err(failed)?;
    begun.commit().await.map_err(failed)
}

/// The form of a database, from its header.
///
/// # Errors
/// A form newer than the program knows; a file without one.
async fn form(db: &DatabaseConnection, path: &Path, known: i64) -> Result<i64, StoreError> {
    let row = db.query_one_raw(plain("PRAGMA user_version")).await;
    let row = row.map_err(|error| StoreError::database(path, &error))?;
    let found: Option<i64> = row.and_then(|row| row.try_get_by_index(0).ok());
    match found {
        Some(found) if found > known => Err(StoreError::Newer { path: path.into(), found, known }),
        Some(found) if found > 0 => Ok(found),
        _ => Err(StoreError::Damaged { path: path.into(), detail: "it holds none of Lakh's tables".into() }),
    }
}

/// Refuses a file that is shorter than it says. Only told when nothing is in the log: pages of the log may not
/// have reached the file yet.
pub(crate) async fn refuse_cut(db: &DatabaseConnection, path: &Path) -> Result<(), StoreError> {
    if log_length(path) > 0 {
        return Ok(());
    }
    let row =
        db.query_one_raw(plain("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
    let row = row.await.map_err(|error| StoreError::database(path, &error))?;
    let wanted: Option<i64> = row.and_then(|row| row.try_get_by_index(0).ok());
    let found = fs::metadata(path).map_err(|source| StoreError::io("look at the file", path, source))?.len();
    if wanted.is_none_or(|wanted| wanted.unsigned_abs() > found) && log_length(path) == 0 {
        let detail = format!("it was cut short: {found} bytes are left of {}", wanted.unwrap_or(0));
        return Err(StoreError::Damaged { path: path.into(), detail });
    }
    Ok(())
}

/// How many bytes of a database are still in its write-ahead log.
fn log_length(path: &Path) -> u64 {
    fs::metadata(place::beside(path, "-wal")).map_or(0, |log| log.len())
}

/// Begins a transaction that may write from the start, so that it never has to give up half-way.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

/// A statement without values.
pub(crate) fn plain(sql: &'static str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, sql)
}

/// A statement with values.
pub(crate) fn with<I>(sql: impl Into<String>, values: I) -> Statement
where
    I: IntoIterator<Item = sea_orm::Value>,
{
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}
