//! How many orders a second become durable in a ledger, beside bare sqlx inserting one row a transaction under
//! the same pragmas and beside bare writes forced to the disk, in the same file system in the same run.
//!
//! `cargo bench -p store --bench append -- [seconds]`

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not a part of the program")]

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions, Connection};
use store::{AccountNumber, DataDir, Head, Ledger, Opening, Profiles};
use trading::{Day, Market, Paise};

#[path = "../tests/it/events.rs"]
#[expect(dead_code, reason = "the tests have use for more of it")]
mod events;

use events::{accepted, at, filled, wall};

fn main() {
    let seconds = std::env::args().skip(1).find_map(|argument| argument.parse::<u64>().ok());
    let seconds = Duration::from_secs(seconds.unwrap_or(5));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let temp = tempfile::tempdir().unwrap();
        let key = format!("\"x'{}'\"", "5a".repeat(32));
        let mut racers = [
            Racer::forced(4, "no database: 4 KB written and forced to the disk", &temp.path().join("bare")),
            Racer::bare(0, "bare sqlx, the event as one row", &temp.path().join("plain.sqlite"), None).await,
            Racer::bare(1, "the same through SQLCipher", &temp.path().join("cipher.sqlite"), Some(key)).await,
            Racer::ledger(2, "ledger, an order accepted", temp.path(), 1).await,
            Racer::ledger(3, "ledger, an order with its fill and charges", temp.path(), 2).await,
        ];
        // In turns, so that whatever else the machine does slows all of them alike.
        let began = Instant::now();
        while began.elapsed() < seconds * 5 {
            for racer in &mut racers {
                racer.run(50).await;
            }
            racers.rotate_left(1);
        }
        racers.sort_by_key(|racer| racer.place);
        println!("{:44} {:>9} {:>9} {:>9}", "durable transactions", "a second", "median", "p99");
        for racer in &racers {
            let (a_second, median, p99) = (racer.a_second(), racer.at(50), racer.at(99));
            println!("{:44} {a_second:9.0} {median:6.2} ms {p99:6.2} ms", racer.name);
        }
        let [bare, _, accepted, both, _] = &racers;
        println!(
            "the ledger reaches {:.0} % of bare sqlx, with the fill {:.0} %; wanted: 1,000 a second, p99 under 10 ms, 33 %",
            accepted.a_second() / bare.a_second() * 100.0,
            both.a_second() / bare.a_second() * 100.0,
        );
    });
}

/// Something that makes one durable transaction after another, and how long each took.
struct Racer {
    place: usize,
    name: &'static str,
    what: What,
    took: Vec<Duration>,
}

enum What {
    Forced { file: File, at: u64 },
    Bare { db: SqliteConnection, body: String },
    Ledger { ledger: Ledger, account: AccountNumber, head: Head, order: u64, events: usize },
}

impl Racer {
    async fn bare(place: usize, name: &'static str, path: &Path, key: Option<String>) -> Self {
        let mut options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .disable_statement_logging();
        if let Some(key) = key {
            options = options.pragma("key", key);
        }
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        let table = "CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT";
        sqlx::query(table).execute(&mut db).await.unwrap();
        let body = serde_json::to_string(&accepted(1)).unwrap();
        Self { place, name, what: What::Bare { db, body }, took: Vec::new() }
    }

    /// A page after the other, from the start again after as many as SQLite keeps in its log.
    fn forced(place: usize, name: &'static str, path: &Path) -> Self {
        Self {
            place,
            name,
            what: What::Forced { file: File::create(path).unwrap(), at: 0 },
            took: Vec::new(),
        }
    }

    async fn ledger(place: usize, name: &'static str, dir: &Path, events: usize) -> Self {
        let (_, _, ledger) = open(dir, &format!("writer of {events}")).await;
        let (account, head) = ledger.open_account(&opening()).await.unwrap();
        let account = account.number;
        Self { place, name, what: What::Ledger { ledger, account, head, order: 0, events }, took: Vec::new() }
    }

    async fn run(&mut self, times: usize) {
        for _ in 0..times {
            let start = match &mut self.what {
                What::Forced { file, at } => {
                    let start = Instant::now();
                    file.seek(SeekFrom::Start(*at * 4096)).unwrap();
                    file.write_all(&[7; 4096]).unwrap();
                    file.sync_data().unwrap();
                    *at = (*at + 1) % 1_000;
                    start
                }
                What::Bare { db, body } => {
                    let start = Instant::now();
                    let mut transaction = db.begin().await.unwrap();
                    let insert = sqlx::query("INSERT INTO event (body) VALUES (?)").bind(&*body);
                    insert.execute(&mut *transaction).await.unwrap();
                    transaction.commit().await.unwrap();
                    start
                }
                What::Ledger { ledger, account, head, order, events } => {
                    *order += 1;
                    let both = [accepted(*order), filled(*order)];
                    let events = both.get(..*events).unwrap();
                    let start = Instant::now();
                    *head = ledger.append(head, *account, wall(0), events).await.unwrap();
                    start
                }
            };
            self.took.push(start.elapsed());
        }
    }

    fn a_second(&self) -> f64 {
        self.took.len() as f64 / self.took.iter().sum::<Duration>().as_secs_f64()
    }

    /// Milliseconds below which so many percent lie.
    fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len() - 1);
        sorted.get(place).unwrap().as_secs_f64() * 1000.0
    }
}

async fn open(dir: &Path, name: &str) -> (DataDir, store::Profile, Ledger) {
    let dir = DataDir::at(dir.join("data")).unwrap();
    let profiles = Profiles::open(&dir).await.unwrap();
    let profile = profiles.create(name, false, at(0)).await.unwrap();
    let ledger = Ledger::open(&sitting(&dir, &profile).await).await.unwrap();
    (dir, profile, ledger)
}

/// The session of a profile without a password.
async fn sitting(dir: &DataDir, profile: &store::Profile) -> store::Session {
    let profiles = Profiles::open(dir).await.unwrap();
    let session = profiles.sign_in(profile.id.as_str(), None, wall(0)).await.unwrap();
    profiles.close().await.unwrap();
    session
}

fn opening() -> Opening {
    Opening {
        name: "practice".into(),
        market: Market::Practice { day: Day::of(2026, 8, 3).unwrap(), seed: 7 },
        capital: Paise::rupees(100_000),
        at: at(0),
        wall_at: at(0),
    }
}
