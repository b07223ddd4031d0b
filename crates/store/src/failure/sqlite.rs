//! What SQLite's result codes say about a file.

use std::path::Path;

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

use crate::failure::StoreError;

impl StoreError {
    /// A database's failure, by what SQLite's result code says about the file.
    pub(crate) fn database(path: &Path, error: &DbErr) -> Self {
        let path = path.to_path_buf();
        let detail = error.to_string();
        let Some(code) = result_code(error) else {
            let waited = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(RuntimeErr::SqlxError(_)));
            return if waited { Self::Busy { path } } else { Self::Damaged { path, detail } };
        };
        match (code & 0xff, code) {
            (BUSY | LOCKED, _) => Self::Busy { path },
            (FULL, _) => Self::DiskFull { path },
            (IOERR, IOERR_SHORT_READ | IOERR_CORRUPTFS | IOERR_DATA) => Self::Damaged { path, detail },
            (IOERR | PERM | READONLY | CANTOPEN | AUTH, _) => Self::NotPermitted { path, detail },
            (NOTADB, _) => Self::Unreadable { path },
            _ => Self::Damaged { path, detail },
        }
    }
}

/// SQLite's extended result code of a failure, where it came from SQLite (<https://sqlite.org/rescode.html>).
pub(crate) fn result_code(error: &DbErr) -> Option<i32> {
    let (DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime)) = error else { return None };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    let sqlx::Error::Database(error) = error.as_ref() else { return None };
    error.code()?.parse().ok()
}

const PERM: i32 = 3;
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READONLY: i32 = 8;
const IOERR: i32 = 10;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
const AUTH: i32 = 23;
const NOTADB: i32 = 26;
const IOERR_SHORT_READ: i32 = 10 | (2 << 8);
const IOERR_DATA: i32 = 10 | (32 << 8);
const IOERR_CORRUPTFS: i32 = 10 | (33 << 8);
