//! How fast a ledger is opened and its account derived, with the account's snapshot and from nothing, and how much
//! memory a million events take. Each measurement is a process of its own, as a start of the program is.
//!
//! `cargo bench -p store --bench derive -- [trades] [events of the long past]`

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not a part of the program")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use store::{DataDir, Ledger, Opening, Profiles, Session};
use trading::{Day, Event, Market, Paise};

#[path = "../tests/it/events.rs"]
#[expect(dead_code, reason = "the tests have use for more of it")]
mod events;

use events::{accepted, at, filled, wall};

/// What a child is to do, and where.
const TASK: &str = "LAKH_BENCH_TASK";
const PLACE: &str = "LAKH_BENCH_DIR";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if let Ok(task) = std::env::var(TASK) {
        let dir = DataDir::at(std::env::var(PLACE).unwrap()).unwrap();
        return runtime.block_on(child(&task, &dir));
    }
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (trades, events) = (numbers.next().unwrap_or(50_000), numbers.next().unwrap_or(1_000_000));
    let temp = tempfile::tempdir().unwrap();

    let short = temp.path().join("short");
    runtime.block_on(write(&short, trades));
    println!("a ledger of {trades} trades, opened and its account derived");
    println!("  from nothing:      {}; wanted under 0.5 s", tasks("nothing", &short));
    println!("  its snapshot kept: {}", tasks("keep", &short));
    println!("  with its snapshot: {}; wanted under 0.3 s", tasks("snapshot", &short));

    let long = temp.path().join("long");
    runtime.block_on(write(&long, events / 2));
    println!("a ledger of {events} events");
    println!("  from nothing:      {}; wanted under 10 s within 500 MB", run("nothing", &long));
    println!("  its snapshot kept: {}", run("keep", &long));
    println!("  with its snapshot: {}", run("snapshot", &long));
    println!("  verified:          {}", run("verify", &long));
}

/// The median of five processes that do the same.
fn tasks(task: &str, dir: &Path) -> String {
    let mut said: Vec<String> = (0..5).map(|_| run(task, dir)).collect();
    said.sort();
    said.swap_remove(2)
}

fn run(task: &str, dir: &Path) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let out = command.env(TASK, task).env(PLACE, dir).output().unwrap();
    assert!(out.status.success(), "{task}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

async fn child(task: &str, dir: &DataDir) {
    let session = sitting(dir).await;
    let snapshots = dir.snapshots(session.id());
    if task == "nothing" && snapshots.exists() {
        std::fs::remove_dir_all(&snapshots).unwrap();
    }
    let began = Instant::now();
    let ledger = Ledger::open(&session).await.unwrap();
    let number = ledger.accounts().await.unwrap().first().unwrap().number;
    let took = match task {
        "verify" => {
            let verification = ledger.verify().await.unwrap();
            assert_eq!(verification.differences, []);
            began.elapsed()
        }
        "keep" => {
            let derived = ledger.derive(number).await.unwrap();
            let began = Instant::now();
            ledger.keep_snapshot(number, &derived.account, &derived.head).await.unwrap();
            began.elapsed()
        }
        _ => {
            let derived = ledger.derive(number).await.unwrap();
            let took = began.elapsed();
            assert_eq!(derived.applied == 0, task == "snapshot", "{} events were applied", derived.applied);
            std::hint::black_box(derived.account.trades().len());
            took
        }
    };
    let bytes: u64 = std::fs::read_dir(&snapshots)
        .map_or(0, |files| files.map(|file| file.unwrap().metadata().unwrap().len()).sum());
    let snapshot =
        if bytes > 0 { format!(", a snapshot of {:.1} MB", bytes as f64 / 1e6) } else { String::new() };
    println!(
        "{:.3} s ({} in all of processor time), {} MB of memory at most{snapshot}",
        took.as_secs_f64(),
        processor_seconds(),
        peak_megabytes()
    );
    ledger.close().await.unwrap();
}

/// A ledger of so many orders, each with its fill, written in long transactions.
async fn write(dir: &Path, trades: u64) {
    let began = Instant::now();
    let dir = DataDir::at(dir).unwrap();
    let profiles = Profiles::open(&dir).await.unwrap();
    profiles.create("reader", false, at(0)).await.unwrap();
    profiles.close().await.unwrap();
    let ledger = Ledger::open(&sitting(&dir).await).await.unwrap();
    let opening = Opening {
        name: "practice".into(),
        market: Market::Practice { day: Day::of(2026, 8, 3).unwrap(), seed: 7 },
        capital: Paise::rupees(100_000),
        at: at(0),
        wall_at: at(0),
    };
    let (account, mut head) = ledger.open_account(&opening).await.unwrap();
    let orders: Vec<u64> = (1..=trades).collect();
    for run in orders.chunks(2_000) {
        let run: Vec<Event> = run.iter().flat_map(|order| [accepted(*order), filled(*order)]).collect();
        head = ledger.append(&head, account.number, wall(0), &run).await.unwrap();
    }
    let size = std::fs::metadata(ledger.path()).unwrap().len();
    ledger.close().await.unwrap();
    report(2 * trades, began.elapsed(), size);
}

fn report(events: u64, took: Duration, size: u64) {
    println!("\n{events} events written in {:.1} s, {:.1} MB", took.as_secs_f64(), size as f64 / 1e6);
}

/// The session of the one profile, which has no password.
async fn sitting(dir: &DataDir) -> Session {
    let profiles = Profiles::open(dir).await.unwrap();
    let session = profiles.sign_in("reader", None, wall(0)).await.unwrap();
    profiles.close().await.unwrap();
    session
}

/// User and system time of the whole process: what would have passed on an idle machine, at most.
fn processor_seconds() -> String {
    let ticks = || {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        Some(fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?)
    };
    ticks().map_or_else(|| "—".into(), |ticks| format!("{:.2} s", ticks / 100.0))
}

/// The most memory that the process ever had, where the system says so.
fn peak_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "—".into(), |kilobytes| (kilobytes / 1024).to_string())
}
