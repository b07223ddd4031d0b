//! `profiles.sqlite`: who may sign in, and what administrators did.

use sea_orm_migration::prelude::*;

/// The newest form of `profiles.sqlite` that this program knows: the number of its steps.
pub const PROFILES_FORMAT: i64 = 2;

/// The steps of `profiles.sqlite`.
#[derive(Debug)]
pub struct Profiles;

impl MigratorTrait for Profiles {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(FirstForm), Box::new(Administration)]
    }
}

struct FirstForm;

impl MigrationName for FirstForm {
    fn name(&self) -> &'static str {
        "profiles_1_first_form"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FirstForm {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(FIRST_FORM).await.map(|_| ())
    }
}

/// `name_key` is the name without regard to case: what must be unique.
const FIRST_FORM: &str = "
CREATE TABLE profile (
    id           TEXT PRIMARY KEY CHECK (length(id) = 36),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    name_key     TEXT NOT NULL UNIQUE,
    admin        INTEGER NOT NULL CHECK (admin IN (0, 1)),
    created_at   INTEGER NOT NULL,
    last_seen    INTEGER,
    last_account INTEGER
) STRICT;
PRAGMA user_version = 1;
";

struct Administration;

impl MigrationName for Administration {
    fn name(&self) -> &'static str {
        "profiles_2_administration"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Administration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(ADMINISTRATION).await?;
        for trigger in AUDIT_TRIGGERS {
            db.execute_unprepared(trigger).await?;
        }
        db.execute_unprepared("PRAGMA user_version = 2").await.map(|_| ())
    }
}

/// `attempt` counts wrong passwords by a hash of the name that was typed, known or not: what somebody types as a
/// name may be a password. `audit` is a chain of its own; `audit_head` repeats where it ends, so that a cut end is
/// missed.
const ADMINISTRATION: &str = "
ALTER TABLE profile ADD COLUMN locked_at INTEGER;
ALTER TABLE profile ADD COLUMN reset_capital INTEGER CHECK (reset_capital IS NULL OR reset_capital > 0);
ALTER TABLE profile ADD COLUMN verified_at INTEGER;
ALTER TABLE profile ADD COLUMN verified_ok INTEGER CHECK (verified_ok IS NULL OR verified_ok IN (0, 1));
CREATE TABLE attempt (
    name_hash TEXT PRIMARY KEY,
    failures  INTEGER NOT NULL CHECK (failures > 0),
    last_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY CHECK (seq > 0),
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    act       TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE audit_head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, zeroblob(32));
";

const AUDIT_TRIGGERS: [&str; 4] = [
    "CREATE TRIGGER audit_follows_head BEFORE INSERT ON audit WHEN NOT EXISTS
     (SELECT 1 FROM audit_head WHERE seq = new.seq - 1 AND hash = new.prev_hash)
     BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    "CREATE TRIGGER audit_moves_head AFTER INSERT ON audit
     BEGIN UPDATE audit_head SET seq = new.seq, hash = new.hash; END",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
];
