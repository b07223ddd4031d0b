//! What can go wrong with the archive, and what to do about it. Nothing in it is irreplaceable.

use std::path::{Path, PathBuf};

use sea_orm::{DbErr, RuntimeErr, sqlx};
use trading::Day;

/// What went wrong with `market.sqlite`. The words say what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// A day that is not held.
    #[error("{} is not in the archive{}", .day.words(), held_words(*.held))]
    NoSuchDay {
        /// The day asked for.
        day: Day,
        /// The first and the last day that are held.
        held: Option<(Day, Day)>,
    },
    /// The file cannot be opened or written.
    #[error("{} cannot be opened or written ({detail}): make it and its directory writable by you, then try again", .path.display())]
    NotPermitted {
        /// The file.
        path: PathBuf,
        /// The reason in the system's words.
        detail: String,
    },
    /// Another program held the file for too long.
    #[error("{} is being written by another program: try again in a moment", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// No room.
    #[error("the disk is full, {} could not be written: free some space, then try again", .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// A newer Lakh wrote it.
    #[error("{} was written by a newer Lakh (form {found}, this one knows {known}): update Lakh, or delete the file to have it made again", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form found.
        found: i64,
        /// The newest form known.
        known: i64,
    },
    /// The file cannot be read.
    #[error("{} is damaged ({detail}): delete it; it is made again at the next start, imports have to be repeated, and no account is touched", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The copy of the market inside the program is not what it should be.
    #[error("the built-in market cannot be read ({detail}): install Lakh again")]
    BuiltIn {
        /// Where and what.
        detail: String,
    },
}

impl ArchiveError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchDay { .. } => "no_such_day",
            Self::NotPermitted { .. } => "not_permitted",
            Self::Busy { .. } => "busy",
            Self::DiskFull { .. } => "disk_full",
            Self::Newer { .. } => "newer_format",
            Self::Damaged { .. } => "market_damaged",
            Self::BuiltIn { .. } => "built_in_market_damaged",
        }
    }

    /// Whether the same again may succeed by itself.
    #[must_use]
    pub const fn try_again(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }

    /// A database's failure, by SQLite's result code (<https://sqlite.org/rescode.html>).
    pub(super) fn database(path: &Path, error: &DbErr) -> Self {
        const BUSY: i32 = 5;
        const LOCKED: i32 = 6;
        const FULL: i32 = 13;
        const SYSTEM: [i32; 5] = [3, 8, 10, 14, 23];
        let path = path.to_path_buf();
        let detail = error.to_string();
        match result_code(error).map(|code| code & 0xff) {
            Some(BUSY | LOCKED) => Self::Busy { path },
            Some(FULL) => Self::DiskFull { path },
            Some(code) if SYSTEM.contains(&code) => Self::NotPermitted { path, detail },
            Some(_) | None => Self::Damaged { path, detail },
        }
    }
}

fn result_code(error: &DbErr) -> Option<i32> {
    let (DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime)) = error else { return None };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    let sqlx::Error::Database(error) = error.as_ref() else { return None };
    error.code()?.parse().ok()
}

fn held_words(held: Option<(Day, Day)>) -> String {
    held.map_or_else(
        || ", which is empty: import a day's files first".into(),
        |(first, last)| {
            format!(
                ": it holds {} to {}; choose one of them or import the day's files",
                first.words(),
                last.words()
            )
        },
    )
}
