//! `market.sqlite`: public facts. Prices are integer paise, days are counted from 1970-01-01, index levels are
//! hundredths of a point.

use sea_orm_migration::prelude::*;

/// The newest form of `market.sqlite` that this program knows: the number of its steps.
pub const MARKET_FORMAT: i64 = 3;

/// The steps of `market.sqlite`.
#[derive(Debug)]
pub struct Market;

impl MigratorTrait for Market {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(FirstForm), Box::new(LiveBeat), Box::new(WithinDays)]
    }
}

struct FirstForm;

impl MigrationName for FirstForm {
    fn name(&self) -> &'static str {
        "market_1_first_form"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FirstForm {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(FIRST_FORM).await.map(|_| ())
    }
}

struct WithinDays;

impl MigrationName for WithinDays {
    fn name(&self) -> &'static str {
        "market_3_within_days"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for WithinDays {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(WITHIN_DAYS).await.map(|_| ())
    }
}

/// What was recorded of a stock within a day: bars of so many minutes, or (0 minutes) samples of the last price. The
/// prices are gzipped lines, for they are only ever read as a whole.
const WITHIN_DAYS: &str = "
CREATE TABLE recording (
    day     INTEGER NOT NULL,
    symbol  TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    prices  BLOB NOT NULL,
    PRIMARY KEY (day, symbol, minutes)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 3;
";

/// An instrument is one identity (ISIN, series, lot) of a symbol; a day's figures say which one traded, so that a
/// split or a change of series needs no dates. `symbol` stands in `figures` too: a stock trades once a day.
const FIRST_FORM: &str = "
CREATE TABLE pack (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE trading_day (
    day    INTEGER PRIMARY KEY,
    stocks INTEGER NOT NULL,
    whole  INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;
CREATE TABLE instrument (
    id         INTEGER PRIMARY KEY,
    symbol     TEXT NOT NULL,
    isin       TEXT NOT NULL,
    series     TEXT NOT NULL,
    lot        INTEGER NOT NULL CHECK (lot > 0),
    face_value INTEGER,
    listed_on  INTEGER,
    name       TEXT NOT NULL,
    named_by   INTEGER NOT NULL,
    UNIQUE (symbol, isin, series, lot)
) STRICT;
CREATE TABLE figures (
    symbol         TEXT NOT NULL,
    day            INTEGER NOT NULL,
    instrument     INTEGER NOT NULL REFERENCES instrument (id),
    previous_close INTEGER NOT NULL CHECK (previous_close > 0),
    open           INTEGER NOT NULL CHECK (open > 0),
    high           INTEGER NOT NULL CHECK (high >= open AND high >= last AND high >= low),
    low            INTEGER NOT NULL CHECK (low > 0 AND low <= open AND low <= last),
    close          INTEGER NOT NULL CHECK (close > 0),
    last           INTEGER NOT NULL,
    average        INTEGER NOT NULL CHECK (average > 0),
    volume         INTEGER NOT NULL CHECK (volume > 0),
    turnover       INTEGER NOT NULL,
    trades         INTEGER NOT NULL,
    deliverable    INTEGER,
    band           INTEGER,
    band_source    INTEGER NOT NULL,
    base           INTEGER NOT NULL CHECK (base > 0),
    PRIMARY KEY (symbol, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_of_day ON figures (day);
CREATE TABLE index_level (
    name   TEXT NOT NULL,
    day    INTEGER NOT NULL,
    open   INTEGER,
    high   INTEGER,
    low    INTEGER,
    close  INTEGER NOT NULL,
    change INTEGER,
    PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX index_level_of_day ON index_level (day);
CREATE TABLE index_member (
    name   TEXT NOT NULL,
    symbol TEXT NOT NULL,
    PRIMARY KEY (name, symbol)
) STRICT, WITHOUT ROWID;
CREATE TABLE corporate_action (
    ex_day     INTEGER NOT NULL,
    symbol     TEXT NOT NULL,
    part       INTEGER NOT NULL,
    isin       TEXT NOT NULL,
    record_day INTEGER,
    face_value INTEGER,
    action     TEXT NOT NULL,
    new        INTEGER,
    old        INTEGER,
    amount     INTEGER,
    subject    TEXT,
    PRIMARY KEY (ex_day, symbol, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE month_close (
    month  INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    close  INTEGER NOT NULL CHECK (close > 0),
    PRIMARY KEY (month, symbol)
) STRICT, WITHOUT ROWID;
CREATE TABLE closing_auction (
    symbol   TEXT PRIMARY KEY,
    from_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE price_band (
    symbol TEXT NOT NULL,
    series TEXT NOT NULL,
    band   INTEGER,
    PRIMARY KEY (symbol, series)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
";

struct LiveBeat;

impl MigrationName for LiveBeat {
    fn name(&self) -> &'static str {
        "market_2_live_beat"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for LiveBeat {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(LIVE_BEAT).await.map(|_| ())
    }
}

/// What the live sources last said, the bars that the program's own beat has seen, and lines that the program notes
/// about itself. Moments are milliseconds of UTC since 1970.
const LIVE_BEAT: &str = "
CREATE TABLE last_quote (
    symbol         TEXT PRIMARY KEY,
    series         TEXT,
    source         INTEGER NOT NULL,
    last           INTEGER,
    previous_close INTEGER,
    open           INTEGER,
    high           INTEGER,
    low            INTEGER,
    volume         INTEGER,
    turnover       INTEGER,
    as_of          INTEGER,
    band_low       INTEGER,
    band_high      INTEGER,
    tick           INTEGER,
    asked_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE last_level (
    name           TEXT PRIMARY KEY,
    source         INTEGER NOT NULL,
    last           INTEGER NOT NULL,
    previous_close INTEGER,
    open           INTEGER,
    high           INTEGER,
    low            INTEGER,
    as_of          INTEGER NOT NULL,
    asked_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE beat_bar (
    symbol  TEXT NOT NULL,
    begins  INTEGER NOT NULL,
    open    INTEGER NOT NULL,
    high    INTEGER NOT NULL,
    low     INTEGER NOT NULL,
    close   INTEGER NOT NULL,
    volume  INTEGER NOT NULL,
    PRIMARY KEY (symbol, begins)
) STRICT, WITHOUT ROWID;
CREATE TABLE note (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 2;
";
