//! A process of one's own: this test program started again to run one of its ignored tests.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use store::{AppendError, DataDir, ProfileId};
use trading::Event;

use crate::scene::{accepted, at, filled, wall};

/// What the child's lines begin with, among those of the test harness.
const MARK: &str = "lakh-child ";

pub(crate) fn command(test: &str, dir: &DataDir, id: &ProfileId) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env("LAKH_TEST_DIR", dir.path())
        .env("LAKH_TEST_PROFILE", id.as_str())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

/// The child's own lines, as they come.
pub(crate) fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let output: ChildStdout = child.stdout.take().unwrap();
    // What a killed process had half written is no line.
    BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.split_once(MARK).map(|(_, rest)| rest.to_owned()))
}

/// A line to the parent. One write, so that it is there whole or not at all.
pub(crate) fn say(words: impl std::fmt::Display) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n{MARK}{words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

pub(crate) fn told() -> (DataDir, ProfileId) {
    let dir = DataDir::at(std::env::var("LAKH_TEST_DIR").unwrap()).unwrap();
    (dir, std::env::var("LAKH_TEST_PROFILE").unwrap().parse().unwrap())
}

fn number(name: &str) -> u64 {
    std::env::var(name).unwrap().parse().unwrap()
}

/// Places orders from a number on as a desk does: decides on what it has read, and when the head moved reads
/// what is new and decides again. Says each order's number once it is acknowledged.
#[tokio::test]
#[ignore = "a process for other tests"]
async fn places_orders() {
    let (dir, id) = told();
    let (first, last) = (number("LAKH_TEST_FROM"), number("LAKH_TEST_TO"));
    let ledger = crate::scene::open(&dir, &id).await.unwrap();
    let account = ledger.accounts().await.unwrap()[0].number;
    let mut head = ledger.head().await.unwrap();
    let mut known = head.seq;
    for order in first..=last {
        let events = [accepted(order), filled(order)].map(|event| Event { at: at(1), ..event });
        loop {
            match ledger.append(&head, account, wall(order), &events).await {
                Ok(next) => {
                    head = next;
                    break;
                }
                Err(AppendError::HeadMoved { actual }) => {
                    let news = ledger.events_after(account, known).await.unwrap();
                    assert!(news.head.seq >= actual.seq, "what is new reaches the head");
                    assert!(!news.events.is_empty());
                    (head, known) = (news.head, news.head.seq);
                }
                Err(error) => {
                    say(format_args!("refused {} {error}", error.code()));
                    return;
                }
            }
        }
        known = head.seq;
        say(order);
    }
}
