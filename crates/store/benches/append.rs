//! How many orders a second become durable in a ledger, beside bare sqlx inserting one row a transaction under
//! the same pragmas in the same file system in the same run; and how fast they are read back and proven.
//!
//! `cargo bench -p store --bench append -- [seconds] [events to read back]`

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not a part of the program")]

use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions, Connection};
use store::{DataDir, Ledger, Opening, Profiles};
use trading::{Day, Event, Market, Paise};

#[path = "../tests/it/events.rs"]
#[expect(dead_code, reason = "the tests have use for more of it")]
mod events;

use events::{accepted, at, filled};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let seconds = Duration::from_secs(numbers.next().unwrap_or(5));
    let events = numbers.next().unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let temp = tempfile::tempdir().unwrap();
        let plain = bare(&temp.path().join("plain.sqlite"), None, seconds).await;
        let key = format!("\"x'{}'\"", "5a".repeat(32));
        let encrypted = bare(&temp.path().join("encrypted.sqlite"), Some(key), seconds).await;
        let ledger = ledger(temp.path(), seconds, 1).await;
        let traded = self::ledger(temp.path(), seconds, 2).await;
        println!("{:44} {:>9} {:>9} {:>9}", "durable transactions", "a second", "median", "p99");
        for (name, run) in [
            ("bare sqlx, one row of the same bytes", &plain),
            ("the same through SQLCipher", &encrypted),
            ("ledger, an order accepted", &ledger),
            ("ledger, an order with its fill and charges", &traded),
        ] {
            println!("{name:44} {:9.0} {:6.2} ms {:6.2} ms", run.a_second(), run.at(50), run.at(99));
        }
        let share = ledger.a_second() / plain.a_second();
        println!("the ledger reaches {:.0} % of bare sqlx", share * 100.0);
        read_back(temp.path(), events).await;
    });
}

/// How long each transaction took.
struct Run(Vec<Duration>);

impl Run {
    fn a_second(&self) -> f64 {
        self.0.len() as f64 / self.0.iter().sum::<Duration>().as_secs_f64()
    }

    /// Milliseconds below which so many percent lie.
    fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len() - 1);
        sorted.get(place).unwrap().as_secs_f64() * 1000.0
    }
}

async fn bare(path: &Path, key: Option<String>, seconds: Duration) -> Run {
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
    sqlx::query("CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
        .execute(&mut db)
        .await
        .unwrap();
    let body = serde_json::to_string(&accepted(1)).unwrap();
    let mut took = Vec::new();
    let began = Instant::now();
    while began.elapsed() < seconds {
        let start = Instant::now();
        let mut transaction = db.begin().await.unwrap();
        sqlx::query("INSERT INTO event (body) VALUES (?)")
            .bind(&body)
            .execute(&mut *transaction)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        took.push(start.elapsed());
    }
    db.close().await.unwrap();
    Run(took)
}

async fn open(dir: &Path, name: &str) -> (DataDir, store::Profile, Ledger) {
    let dir = DataDir::at(dir.join("data")).unwrap();
    let profiles = Profiles::open(&dir).await.unwrap();
    let profile = profiles.create(name, false, at(0)).await.unwrap();
    let ledger = Ledger::open(&dir, &profile.id).await.unwrap();
    (dir, profile, ledger)
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

async fn ledger(dir: &Path, seconds: Duration, events: usize) -> Run {
    let (_, _, ledger) = open(dir, &format!("writer of {events}")).await;
    let (account, mut head) = ledger.open_account(&opening()).await.unwrap();
    let mut took = Vec::new();
    let began = Instant::now();
    for order in 1.. {
        if began.elapsed() >= seconds {
            break;
        }
        let both = [accepted(order), filled(order)];
        let start = Instant::now();
        head = ledger.append(&head, account.number, at(0), both.get(..events).unwrap()).await.unwrap();
        took.push(start.elapsed());
    }
    ledger.close().await.unwrap();
    Run(took)
}

async fn read_back(dir: &Path, events: u64) {
    let (dir, profile, ledger) = open(dir, "reader").await;
    let (account, mut head) = ledger.open_account(&opening()).await.unwrap();
    let orders: Vec<u64> = (1..=events / 2).collect();
    let start = Instant::now();
    for run in orders.chunks(2_000) {
        let run: Vec<Event> = run.iter().flat_map(|order| [accepted(*order), filled(*order)]).collect();
        head = ledger.append(&head, account.number, at(0), &run).await.unwrap();
    }
    println!("\n{events} events written in long transactions: {:.2} s", start.elapsed().as_secs_f64());
    ledger.close().await.unwrap();
    let size = std::fs::metadata(dir.ledger(&profile.id)).unwrap().len();
    println!("the file: {:.1} MB, {} bytes an event", size as f64 / 1e6, size / events.max(1));

    let start = Instant::now();
    let ledger = Ledger::open(&dir, &profile.id).await.unwrap();
    println!("opened in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let start = Instant::now();
    let news = ledger.events_after(account.number, 0).await.unwrap();
    println!("{} events read in {:.2} s", news.events.len(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    let verification = ledger.verify().await.unwrap();
    let took = start.elapsed().as_secs_f64();
    println!("{} events verified in {took:.2} s: {:?}", verification.events, verification.differences);
    println!("most memory in use: {} MB", peak_megabytes());
}

/// The most memory that the process ever had, where the system says so.
fn peak_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "—".into(), |kilobytes| (kilobytes / 1024).to_string())
}
