//! The whole program on the clock: a window from its start to a portfolio that answers, beside a bare window started in
//! the same run; and what a command takes. `cargo xtask bench` runs it on a virtual screen.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench stops at the first thing that is wrong and prints what it measured"
)]

#[expect(dead_code, reason = "the tests in the window use the rest of it")]
#[path = "../tests/e2e/driver.rs"]
mod driver;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use driver::Driver;
use reqwest::Method;
use serde_json::{Value, json};

/// What the bare window shows, and what Lakh shows when its portfolio is there and answers.
const BARE_IS_THERE: &str =
    "return document.querySelector('h1') !== null && document.readyState === 'complete'";
const PORTFOLIO_IS_THERE: &str = "return document.body.innerText.includes('Account value') && document.querySelector('table a[data-row]') !== null";
/// Stocks in the portfolio that is waited for and drawn.
const HOLDINGS: usize = 200;
/// Views that are drawn while the practice clock runs.
const VIEWS: usize = 30;
/// A frame of an ordinary screen.
const FRAME_MILLIS: f64 = 1000.0 / 60.0;
/// What the window measured of its own views, from the message to the frame that shows it.
const VIEWS_DRAWN: &str =
    "return performance.getEntriesByName('lakh:paint').map((one) => Math.round(one.duration * 100))";
/// The same way with nothing to draw: how long a frame is waited for on this screen.
const FRAMES_BEGUN: &str = "const all = []; for (let i = 0; i < 30; i++) all.push(await new Promise((told) => setTimeout(() => { \
    const start = performance.now(); requestAnimationFrame(() => setTimeout(() => told(performance.now() - start), 0)); }, 37 + 7 * i))); \
    return all.map((one) => Math.round(one * 100))";
/// The most that a start may take on an ordinary machine.
const LIMIT: Duration = Duration::from_millis(1500);

fn main() {
    // Cargo's own test runs start a bench to see that it is one; there is no screen then.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let rounds = std::env::var("LAKH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(7);
    let home = tempfile::tempdir().unwrap();
    commands(home.path(), rounds);
    match std::env::var_os("LAKH_BARE") {
        Some(bare) => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(windows(home.path(), Path::new(&bare), rounds)),
        None => println!("windows: not measured; `cargo xtask bench` gives them a screen and a bare window"),
    }
}

/// The first start, which fills the archive, and what people and scripts ask most.
fn commands(home: &Path, rounds: usize) {
    let first = timed(|| drop(ask(home, &["market", "days"])));
    println!("{:<44} {:>8}", "first start, the built-in market loaded", millis(first));
    ask(home, &["profile", "create", "Asha"]);
    ask(home, &["account", "open", "bench", "--practice", "--capital", "10000000"]);
    ask(home, &["practice", "advance", "--to", "09:20"]);
    for symbol in most_traded(home) {
        drop(command(home, &["buy", &symbol, "1"]).output().unwrap());
    }
    ask(home, &["practice", "advance", "--to", "09:40"]);
    println!("{:<44} {:>8}", "holdings", ask(home, &["holdings"]).as_array().unwrap().len());
    for words in [&["portfolio"][..], &["market", "list"], &["buy", "RELIANCE", "1"], &["ledger", "verify"]] {
        let taken: Vec<Duration> = (0..rounds).map(|_| timed(|| drop(ask(home, words)))).collect();
        println!("{:<44} {:>8}", format!("lakh {} --json", words.join(" ")), millis(median(taken)));
    }
}

/// Symbols of series EQ by volume: those fill at once.
fn most_traded(home: &Path) -> Vec<String> {
    let all = ask(home, &["market", "list"]);
    let mut rows: Vec<&Value> = all.as_array().unwrap().iter().filter(|row| row["series"] == "EQ").collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row["volume"].as_i64()));
    rows.iter().take(HOLDINGS).map(|row| row["symbol"].as_str().unwrap().to_owned()).collect()
}

/// A bare window and Lakh's, one after the other, so that both meet the same machine.
async fn windows(home: &Path, bare: &Path, rounds: usize) {
    let (mut empty, mut whole) = (Vec::new(), Vec::new());
    // The first round of each warms the files and is not counted.
    for round in 0..=rounds {
        let bare = start(home, bare, BARE_IS_THERE).await;
        let lakh = start(home, &program(), PORTFOLIO_IS_THERE).await;
        if round > 0 {
            empty.push(bare);
            whole.push(lakh);
        }
    }
    let (empty, whole) = (median(empty), median(whole));
    println!("{:<44} {:>8}", "bare window, start to its heading", millis(empty));
    println!("{:<44} {:>8}", "Lakh, start to the portfolio", millis(whole));
    println!("{:<44} {:>7.2}×", "Lakh to bare", whole.as_secs_f64() / empty.as_secs_f64());
    let judged = if whole <= LIMIT { "within" } else { "OVER" };
    println!("{judged} the limit of {}", millis(LIMIT));
    views(home).await;
}

/// How long a view of the whole portfolio takes from its message to the frame that shows it, beside an empty frame.
async fn views(home: &Path) {
    let driver = Driver::start(&[("LAKH_DATA_DIR", home)]).await;
    let session = driver.open(&program()).await;
    let run = async |script: &str| {
        let script = json!({ "script": script, "args": [] });
        driver.ask(Method::POST, &format!("/session/{session}/execute/sync"), &script).await.ok()
    };
    let begun = Instant::now();
    let waited = |what: &str| assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not come");
    while run(PORTFOLIO_IS_THERE).await != Some(json!(true)) {
        waited("the portfolio");
    }
    run("location.hash = '#/holdings'; document.querySelector('[aria-label=Play]').click()").await;
    let mut drawn = Vec::new();
    while drawn.len() < VIEWS {
        waited("a view");
        tokio::time::sleep(Duration::from_millis(250)).await;
        drawn = hundredths(&run(VIEWS_DRAWN).await);
    }
    run("document.querySelector('[aria-label=Pause]').click()").await;
    let empty = median(hundredths(&run(FRAMES_BEGUN).await));
    let whole = median(drawn);
    println!("{:<44} {empty:>5.1} ms", "an empty frame, asked for and shown");
    println!("{:<44} {whole:>5.1} ms", format!("a view of {HOLDINGS} holdings, message to frame"));
    let judged = if whole - empty <= FRAME_MILLIS { "within" } else { "OVER" };
    println!("{judged} one frame more than an empty one ({FRAME_MILLIS:.1} ms)");
    driver.ask(Method::DELETE, &format!("/session/{session}"), &Value::Null).await.unwrap();
}

/// Milliseconds out of an answer in hundredths.
fn hundredths(answer: &Option<Value>) -> Vec<f64> {
    let all = answer.as_ref().and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_f64).map(|one| one / 100.0).collect()
}

/// From nothing to what the script waits for. The driver's own part is in both windows' times.
async fn start(home: &Path, program: &Path, is_there: &str) -> Duration {
    let driver = Driver::start(&[("LAKH_DATA_DIR", home)]).await;
    let begun = Instant::now();
    let session = driver.open(program).await;
    let script = json!({ "script": is_there, "args": [] });
    while driver.ask(Method::POST, &format!("/session/{session}/execute/sync"), &script).await.ok()
        != Some(json!(true))
    {
        assert!(begun.elapsed() < Duration::from_secs(30), "{} shows nothing", program.display());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let taken = begun.elapsed();
    driver.ask(Method::DELETE, &format!("/session/{session}"), &Value::Null).await.unwrap();
    driver.programs_ended().await;
    taken
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_lakh"))
}

fn command(home: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(words).arg("--json").env("LAKH_DATA_DIR", home);
    command
}

fn ask(home: &Path, words: &[&str]) -> Value {
    let said = command(home, words).output().unwrap();
    assert!(said.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said.stdout));
    serde_json::from_slice(&said.stdout).unwrap()
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median<T: PartialOrd + Copy>(mut all: Vec<T>) -> T {
    all.sort_by(|one, other| one.partial_cmp(other).unwrap());
    all[all.len() / 2]
}

fn millis(duration: Duration) -> String {
    format!("{} ms", duration.as_millis())
}
