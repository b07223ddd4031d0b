//! Forms that follow one another, which no released program has yet: a first step that works, a second that
//! works or fails half-way.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::*;

struct Step(&'static str, &'static [&'static str]);

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.0
    }
}

#[async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in self.1 {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

const FIRST: &[&str] =
    &["CREATE TABLE thing (name TEXT)", "INSERT INTO thing VALUES ('kept')", "PRAGMA user_version = 1"];

struct Old;

impl MigratorTrait for Old {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Step("first", FIRST))]
    }
}

struct Broken;

impl MigratorTrait for Broken {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        const HALF: &[&str] = &[
            "ALTER TABLE thing ADD COLUMN colour TEXT",
            "PRAGMA user_version = 2",
            "DELETE FROM thing",
            "INSERT INTO nothing VALUES (1)",
        ];
        vec![Box::new(Step("first", FIRST)), Box::new(Step("second", HALF))]
    }
}

struct New;

impl MigratorTrait for New {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        const SECOND: &[&str] = &["ALTER TABLE thing ADD COLUMN colour TEXT", "PRAGMA user_version = 2"];
        vec![Box::new(Step("first", FIRST)), Box::new(Step("second", SECOND))]
    }
}

async fn text(db: &DatabaseConnection, sql: &'static str) -> String {
    let row = db.query_one_raw(plain(sql)).await.unwrap().ok_or(sql).unwrap();
    row.try_get_by_index(0)
        .or_else(|_| row.try_get_by_index(0).map(|number: i64| number.to_string()))
        .unwrap()
}

const COLUMNS: &str = "SELECT group_concat(name) FROM pragma_table_info('thing')";
const NAMES: &str = "SELECT group_concat(name) FROM thing";

#[tokio::test]
async fn an_older_form_is_copied_aside_and_brought_up_whole_or_not_at_all() {
    let temp = tempfile::tempdir().unwrap();
    let (path, copies) = (temp.path().join("a.sqlite"), temp.path().join("copies"));
    let key = Key::random().unwrap();
    make::<Old>(&path, Some(&key), Vec::new()).await.unwrap();
    let db = connect(&path, Some(&key), Purpose::Write).await.unwrap();
    bring_up::<Old>(&db, &path, 1, Some(&copies)).await.unwrap();
    assert!(!copies.exists(), "nothing to do, nothing copied");

    let failed = bring_up::<Broken>(&db, &path, 2, Some(&copies)).await;
    assert!(failed.is_err());
    assert_eq!((form(&db, &path, 2).await.unwrap(), text(&db, COLUMNS).await), (1, "name".into()));
    assert_eq!(text(&db, NAMES).await, "kept");

    bring_up::<New>(&db, &path, 2, Some(&copies)).await.unwrap();
    assert_eq!((form(&db, &path, 2).await.unwrap(), text(&db, COLUMNS).await), (2, "name,colour".into()));
    let older = bring_up::<Old>(&db, &path, 1, Some(&copies)).await;
    assert!(matches!(older, Err(StoreError::Newer { found: 2, known: 1, .. })), "{older:?}");
    db.close().await.unwrap();

    let kept: Vec<_> = fs::read_dir(&copies).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 2, "one copy a try: {kept:?}");
    for copy in kept {
        let bytes = fs::read(&copy).unwrap();
        assert!(!bytes.starts_with(b"SQLite"), "a copy is as secret as the file");
        let db = connect(&copy, Some(&key), Purpose::Write).await.unwrap();
        assert_eq!((form(&db, &copy, 2).await.unwrap(), text(&db, NAMES).await), (1, "kept".into()));
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_interrupted_making_leaves_no_file() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("a.sqlite");
    assert!(make::<Broken>(&path, None, Vec::new()).await.is_err());
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
    make::<Old>(&path, None, Vec::new()).await.unwrap();
    let again = make::<Old>(&path, None, Vec::new()).await;
    assert!(matches!(again, Err(StoreError::Io { .. })), "a file is never replaced: {again:?}");
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn every_connection_keeps_the_promises() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("a.sqlite");
    let key = Key::random().unwrap();
    make::<Old>(&path, Some(&key), Vec::new()).await.unwrap();
    for purpose in [Purpose::Write, Purpose::Read] {
        let db = connect(&path, Some(&key), purpose).await.unwrap();
        let promises = [
            ("PRAGMA journal_mode", "wal"),
            // FULL: a commit is on the disk before it is acknowledged.
            ("PRAGMA synchronous", "2"),
            ("PRAGMA foreign_keys", "1"),
            ("PRAGMA busy_timeout", "5000"),
            ("PRAGMA recursive_triggers", "1"),
            ("PRAGMA trusted_schema", "0"),
            ("PRAGMA cipher_provider", "openssl"),
        ];
        for (question, answer) in promises {
            assert_eq!(text(&db, question).await, answer, "{question} of {purpose:?}");
        }
        let written = db.execute_unprepared("INSERT INTO thing VALUES ('more')").await;
        assert_eq!(written.is_ok(), purpose == Purpose::Write, "{purpose:?}");
        db.close().await.unwrap();
    }
}
