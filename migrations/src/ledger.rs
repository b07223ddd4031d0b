//! `ledgers/<id>.sqlite`: what happened to one user's accounts. Written once, never changed: the database
//! itself refuses anything else.

use sea_orm_migration::prelude::*;

/// The newest form of a ledger that this program knows: the number of its steps.
pub const LEDGER_FORMAT: i64 = 1;

/// What the triggers say when they refuse. The words travel with the database's error and are matched on.
pub mod refusals {
    /// An event is not the one after the last, or does not carry the last one's hash.
    pub const HEAD_MOVED: &str = "lakh: the head moved";
    /// The account was put away.
    pub const ACCOUNT_ARCHIVED: &str = "lakh: the account is archived";
    /// An event would lie before the account's last one.
    pub const TIME_RUNS_BACKWARDS: &str = "lakh: time runs backwards";
    /// Something written would be changed or erased.
    pub const APPEND_ONLY: &str = "lakh: the record is append-only";
}

/// The steps of a ledger.
#[derive(Debug)]
pub struct Ledger;

impl MigratorTrait for Ledger {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(FirstForm)]
    }
}

struct FirstForm;

impl MigrationName for FirstForm {
    fn name(&self) -> &'static str {
        "ledger_1_first_form"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FirstForm {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for part in [ACCOUNTS, RECORD, CONVENIENCES, FORMAT] {
            db.execute_unprepared(part).await?;
        }
        for (trigger, text) in TRIGGERS {
            db.execute_unprepared(&format!("CREATE TRIGGER {trigger} {text}")).await?;
        }
        Ok(())
    }
}

/// A name is unique among the accounts that are open: a reset archives `live` and opens another `live`.
/// The seed is a whole 64-bit number in two's complement.
const ACCOUNTS: &str = "
CREATE TABLE account (
    number    INTEGER PRIMARY KEY CHECK (number > 0),
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    name_key  TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('live', 'practice')),
    day       TEXT CHECK (day IS NULL OR day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    seed      INTEGER,
    capital   INTEGER NOT NULL CHECK (capital > 0),
    opened_at INTEGER NOT NULL,
    archived  INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    CHECK ((kind = 'practice') = (day IS NOT NULL)),
    CHECK ((kind = 'practice') = (seed IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX account_open_name ON account (name_key) WHERE archived = 0;
";

/// `head` repeats the last event's number and hash, so that a tail that was cut off is missed.
const RECORD: &str = "
CREATE TABLE event (
    seq            INTEGER PRIMARY KEY CHECK (seq > 0),
    account        INTEGER NOT NULL REFERENCES account (number),
    at             INTEGER NOT NULL,
    wall_at        INTEGER NOT NULL,
    schema_version INTEGER NOT NULL CHECK (schema_version > 0),
    body           TEXT NOT NULL CHECK (length(body) > 1),
    prev_hash      BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash           BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_of_account ON event (account);
CREATE TABLE posting (
    seq          INTEGER NOT NULL REFERENCES event (seq),
    line         INTEGER NOT NULL CHECK (line > 0),
    book         TEXT NOT NULL,
    amount_paise INTEGER NOT NULL CHECK (amount_paise <> 0),
    pending      INTEGER NOT NULL CHECK (pending IN (0, 1)),
    PRIMARY KEY (seq, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
";

const CONVENIENCES: &str = "
CREATE TABLE clock (
    account INTEGER PRIMARY KEY REFERENCES account (number),
    now     INTEGER NOT NULL
) STRICT;
CREATE TABLE watch (
    list     INTEGER NOT NULL CHECK (list BETWEEN 1 AND 7),
    position INTEGER NOT NULL CHECK (position > 0),
    symbol   TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 24),
    PRIMARY KEY (list, position),
    UNIQUE (list, symbol)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// The number in the file's header says the form before any table is read; "LAKH" in it says whose it is.
const FORMAT: &str = "
PRAGMA application_id = 1279347528;
PRAGMA user_version = 1;
";

/// `INSERT OR REPLACE` fires no delete trigger, hence `posting_written_once`; an event is guarded against it
/// by having to follow the head.
const TRIGGERS: [(&str, &str); 11] = [
    (
        "event_follows_head",
        "BEFORE INSERT ON event WHEN NOT EXISTS
         (SELECT 1 FROM head WHERE head.seq = new.seq - 1 AND head.hash = new.prev_hash)
         BEGIN SELECT RAISE(ABORT, 'lakh: the head moved'); END",
    ),
    (
        "event_account_open",
        "BEFORE INSERT ON event WHEN (SELECT archived FROM account WHERE number = new.account) = 1
         BEGIN SELECT RAISE(ABORT, 'lakh: the account is archived'); END",
    ),
    (
        "event_in_time",
        "BEFORE INSERT ON event WHEN new.at <
         (SELECT at FROM event WHERE account = new.account ORDER BY seq DESC LIMIT 1)
         BEGIN SELECT RAISE(ABORT, 'lakh: time runs backwards'); END",
    ),
    (
        "event_moves_head",
        "AFTER INSERT ON event
         BEGIN UPDATE head SET seq = new.seq, hash = new.hash; END",
    ),
    (
        "event_no_update",
        "BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "event_no_delete",
        "BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "posting_written_once",
        "BEFORE INSERT ON posting WHEN EXISTS
         (SELECT 1 FROM posting WHERE seq = new.seq AND line = new.line)
         BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "posting_no_update",
        "BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "posting_no_delete",
        "BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "account_only_archived",
        "BEFORE UPDATE ON account WHEN old.archived = 1 OR new.number IS NOT old.number
         OR new.name IS NOT old.name OR new.name_key IS NOT old.name_key OR new.kind IS NOT old.kind
         OR new.day IS NOT old.day OR new.seed IS NOT old.seed OR new.capital IS NOT old.capital
         OR new.opened_at IS NOT old.opened_at
         BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
    (
        "account_no_delete",
        "BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'lakh: the record is append-only'); END",
    ),
];
