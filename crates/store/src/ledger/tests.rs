//! A program that is killed while it brings an old ledger to a new form: the ledger is of the old form or of the new one,
//! never between, holds every event, and the next opening finishes what was begun.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};
use trading::{Market, Paise};

use super::*;
use crate::Profiles;
use events::{accepted, at, filled, wall};

#[path = "../../tests/it/events.rs"]
#[expect(dead_code, reason = "written for the tests of the crate")]
mod events;

/// The form after the present one: every row of the record is written anew, and the tables end as they were, so
/// that the ledger's own proof can be asked. Its mark can be put there once only.
struct Rewritten;

impl MigratorTrait for Rewritten {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = migrations::Ledger::migrations();
        steps.push(Box::new(Rewriting));
        steps
    }
}

struct Rewriting;

impl MigrationName for Rewriting {
    fn name(&self) -> &'static str {
        "every_row_written_anew"
    }
}

#[async_trait]
impl MigrationTrait for Rewriting {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let made = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' OR tbl_name IN ('event', 'posting')
                    AND sql IS NOT NULL ORDER BY type = 'trigger', type = 'index'";
        let rows = db.query_all_raw(database::plain(made)).await?;
        let made = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<String>, _>>()?;
        db.execute_unprepared(
            "CREATE TEMP TABLE events AS SELECT * FROM event; CREATE TEMP TABLE postings AS SELECT * FROM posting;
             PRAGMA defer_foreign_keys = ON; DROP TABLE posting; DROP TABLE event;",
        )
        .await?;
        let (triggers, tables): (Vec<_>, Vec<_>) =
            made.into_iter().partition(|sql| sql.starts_with("CREATE TRIGGER"));
        for table in tables {
            db.execute_unprepared(&table).await?;
        }
        db.execute_unprepared(
            "INSERT INTO event SELECT * FROM events ORDER BY seq;
             INSERT INTO posting SELECT * FROM postings ORDER BY seq, line; DROP TABLE events; DROP TABLE postings;",
        )
        .await?;
        for trigger in triggers {
            // Those of other tables were not dropped.
            db.execute_unprepared(&trigger.replacen("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))
                .await?;
        }
        db.execute_unprepared("INSERT INTO meta VALUES ('written anew', 'yes'); PRAGMA user_version = 2")
            .await?;
        Ok(())
    }
}

/// A ledger of the present form with a past, as its file lay before anything was tried.
struct Past {
    /// Removed when the test ends.
    _temp: tempfile::TempDir,
    session: Session,
    record: Vec<Recorded>,
    bytes: Vec<u8>,
}

const ORDERS: u64 = 1_500;

async fn enter(dir: &DataDir, id: &str) -> Session {
    let profiles = Profiles::open(dir).await.unwrap();
    let session = profiles.sign_in(id, None, wall(0)).await.unwrap();
    profiles.close().await.unwrap();
    session
}

impl Past {
    async fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let dir = DataDir::at(temp.path().join("data")).unwrap();
        let profiles = Profiles::open(&dir).await.unwrap();
        let profile = profiles.create("Meera", false, wall(0)).await.unwrap();
        profiles.close().await.unwrap();
        let session = enter(&dir, profile.id.as_str()).await;
        let ledger = Ledger::open(&session).await.unwrap();
        let (market, capital) = (Market::Live, Paise::rupees(100_000));
        let opening = Opening { name: "live".into(), market, capital, at: at(0), wall_at: wall(0) };
        let (account, head) = ledger.open_account(&opening).await.unwrap();
        let events: Vec<_> = (1..=ORDERS).flat_map(|order| [accepted(order), filled(order)]).collect();
        ledger.append(&head, account.number, wall(ORDERS), &events).await.unwrap();
        let record = ledger.recorded_after(0).await.unwrap();
        ledger.close().await.unwrap();
        let bytes = fs::read(session.dir().ledger(session.id())).unwrap();
        Self { _temp: temp, session, record, bytes }
    }

    fn path(&self) -> PathBuf {
        self.session.dir().ledger(self.session.id())
    }

    fn copies(&self) -> PathBuf {
        self.session.dir().backups(self.session.id())
    }

    /// The ledger as it was, without copies.
    fn again(&self) {
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(place::beside(&self.path(), suffix));
        }
        let _ = fs::remove_dir_all(self.copies());
        fs::write(self.path(), &self.bytes).unwrap();
    }

    /// A process that brings the ledger to the new form: it is killed that long after it began, or when it says that it is
    /// done. Answers with how long it was at work.
    fn brought_up_elsewhere(&self, killed_after: Option<Duration>) -> Duration {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ledger::tests::brings_up", "--ignored", "--nocapture", "--test-threads=1"])
            .env("LAKH_TEST_DIR", self.session.dir().path())
            .env("LAKH_TEST_PROFILE", self.session.id().as_str())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line == BEGINS), "the process begins");
        let began = Instant::now();
        match killed_after {
            Some(moment) => std::thread::sleep(moment),
            None => assert!(lines.any(|line| line == DONE), "the process brings the ledger up"),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        began.elapsed()
    }

    /// A ledger's file of a form that is known: every page, hash, posting and account is proven, and nothing is missing.
    async fn prove(&self, path: &Path) {
        let key = Arc::clone(&self.session.key);
        let writer = database::connect(path, Some(&key), Purpose::Write).await.unwrap();
        let reader = database::connect(path, Some(&key), Purpose::Read).await.unwrap();
        let (profile, path) = (self.session.id().clone(), path.to_owned());
        let ledger =
            Ledger { profile, path, key, writer, reader, snapshots: None, witness: None, lost: None };
        assert_eq!(ledger.verify().await.unwrap().differences, []);
        assert_eq!(ledger.recorded_after(0).await.unwrap(), self.record);
        ledger.close().await.unwrap();
    }

    /// Brings the ledger to the new form here.
    async fn bring_up(&self) {
        let db = database::connect(&self.path(), Some(&self.session.key), Purpose::Write).await.unwrap();
        database::bring_up::<Rewritten>(&db, &self.path(), NEW_FORM, Some(&self.copies())).await.unwrap();
        db.close().await.unwrap();
    }

    /// What a process that was killed left: the copies that have a name are whole, the ledger is of the one form or of
    /// the other with everything in it, and is brought to the new one. Answers whether it was brought there already.
    async fn look(&self) -> bool {
        let copies = fs::read_dir(self.copies())
            .map_or_else(|_| Vec::new(), |found| found.map(|file| file.unwrap().path()).collect());
        for copy in copies.iter().filter(|copy| copy.extension().is_some_and(|ending| ending == "sqlite")) {
            self.prove(copy).await;
        }
        // The program that knows the present form only opens it as before, or says that it is newer and leaves it.
        let done = match Ledger::open(&self.session).await {
            Ok(ledger) => {
                assert_eq!(ledger.verify().await.unwrap().differences, []);
                assert_eq!(
                    (ledger.lost(), ledger.recorded_after(0).await.unwrap()),
                    (None, self.record.clone())
                );
                ledger.close().await.unwrap();
                false
            }
            Err(StoreError::Newer { found, known, .. }) => {
                (found, known) == (NEW_FORM, migrations::LEDGER_FORMAT)
            }
            Err(other) => panic!("{other}"),
        };
        self.bring_up().await;
        self.prove(&self.path()).await;
        let opened = Ledger::open(&self.session).await;
        assert!(matches!(opened, Err(StoreError::Newer { .. })), "it is of the new form now");
        done
    }
}

const NEW_FORM: i64 = migrations::LEDGER_FORMAT + 1;
const BEGINS: &str = "lakh-child begins";
const DONE: &str = "lakh-child done";

/// Sixteen kills; `LAKH_KILLS` asks for another number.
#[tokio::test]
async fn a_process_killed_while_it_brings_a_ledger_up_leaves_the_old_form_or_the_new_and_every_event() {
    let kills: u32 = std::env::var("LAKH_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(16);
    let past = Past::new().await;
    let whole = past.brought_up_elsewhere(None);
    assert!(past.look().await, "it said that it was done");
    let (mut old, mut copied) = (0, 0);
    for kill in 0..kills {
        past.again();
        // Spread over the work, from its first breath to a little past its last, at random within each part.
        let part = whole * 6 / 5 / kills;
        past.brought_up_elsewhere(Some(part * kill + part.mul_f64(chance())));
        copied += u32::from(past.copies().exists());
        old += u32::from(!past.look().await);
    }
    println!(
        "{kills} kills over {} ms: {old} left the old form, {copied} had begun its copy",
        whole.as_millis()
    );
    assert!(old > 0, "the work was cut short at least once");
}

/// From 0 up to 1.
fn chance() -> f64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).unwrap();
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}

#[tokio::test]
#[ignore = "a process for the test above"]
async fn brings_up() {
    let dir = DataDir::at(std::env::var("LAKH_TEST_DIR").unwrap()).unwrap();
    let session = enter(&dir, &std::env::var("LAKH_TEST_PROFILE").unwrap()).await;
    let (path, copies) = (dir.ledger(session.id()), dir.backups(session.id()));
    let say = |words: &str| std::io::stdout().lock().write_all(format!("\n{words}\n").as_bytes()).unwrap();
    let db = database::connect(&path, Some(&session.key), Purpose::Write).await.unwrap();
    say(BEGINS);
    database::bring_up::<Rewritten>(&db, &path, NEW_FORM, Some(&copies)).await.unwrap();
    say(DONE);
    // Killed before it leaves by itself.
    std::thread::park();
}
