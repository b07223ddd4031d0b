//! A home for one test: its own data directory, and the same program asked from the command line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::driver::Driver;
use crate::window::Window;

/// The program that was built with these tests.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_lakh"))
}

/// Everything that the program writes during one test; gone with this value.
pub(crate) struct Home {
    directory: TempDir,
}

impl Home {
    /// A machine on which Lakh was never started.
    pub(crate) fn new() -> Home {
        Home { directory: TempDir::new().unwrap() }
    }

    /// Starts the program here, as a person does who opens it.
    pub(crate) async fn open(&self) -> Window {
        let variables = self.variables();
        let variables: Vec<(&str, &Path)> =
            variables.iter().map(|(name, path)| (*name, path.as_path())).collect();
        Window::open(Driver::start(&variables).await, program()).await
    }

    /// Starts the program a second time, and waits until it has left the first one its place.
    pub(crate) async fn start_again(&self) {
        let mut second = Command::new(program()).envs(self.variables()).spawn().unwrap();
        let start = Instant::now();
        while second.try_wait().unwrap().is_none() {
            if start.elapsed() > Duration::from_secs(20) {
                second.kill().unwrap();
                panic!("a second program stays beside the first");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What a command answers with `--json`.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Value {
        let said =
            Command::new(program()).args(arguments).arg("--json").envs(self.variables()).output().unwrap();
        assert!(said.status.success(), "{arguments:?} failed: {}", String::from_utf8_lossy(&said.stderr));
        serde_json::from_slice(&said.stdout).unwrap()
    }

    /// What a command answers that is refused, with what it is told on standard input.
    pub(crate) fn refused(&self, arguments: &[&str], told: &str) -> Value {
        let mut command = Command::new(program());
        command.args(arguments).arg("--json").envs(self.variables());
        let mut asked =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // A command that asks for nothing has closed its ear already.
        drop(asked.stdin.take().unwrap().write_all(told.as_bytes()));
        let said = asked.wait_with_output().unwrap();
        assert!(!said.status.success(), "{arguments:?} was done: {}", String::from_utf8_lossy(&said.stdout));
        serde_json::from_slice(&said.stdout).unwrap()
    }

    /// The one ledger there is.
    pub(crate) fn ledger(&self) -> PathBuf {
        let ledgers = std::fs::read_dir(self.directory.path().join("lakh/ledgers")).unwrap();
        let mut paths = ledgers.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|end| end == "sqlite")).unwrap()
    }

    fn variables(&self) -> [(&'static str, PathBuf); 7] {
        let within = |name: &str| self.directory.path().join(name);
        [
            ("LAKH_DATA_DIR", within("lakh")),
            ("XDG_DATA_HOME", within("data")),
            ("XDG_CONFIG_HOME", within("config")),
            ("XDG_CACHE_HOME", within("cache")),
            // Nothing listens there: no test asks the real sources.
            ("LAKH_NSE_URL", NOBODY.into()),
            ("LAKH_NSE_ARCHIVES_URL", NOBODY.into()),
            ("LAKH_YAHOO_URL", NOBODY.into()),
        ]
    }
}

/// The port of the discard service, which nothing answers on.
const NOBODY: &str = "http://127.0.0.1:9";

/// The amount in a text such as `₹1,00,000.00` or `−12.50`, in paise.
pub(crate) fn paise(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let amount: i64 = digits.parse().unwrap_or_else(|_| panic!("no amount in {text:?}"));
    if text.contains('−') { -amount } else { amount }
}

/// The first amount of rupees that stands after a label in the text of a window.
pub(crate) fn after(text: &str, label: &str) -> i64 {
    let (_, rest) = text.split_once(label).unwrap_or_else(|| panic!("no {label:?} in:\n{text}"));
    let line = rest
        .lines()
        .find(|line| line.contains('₹'))
        .unwrap_or_else(|| panic!("no ₹ after {label:?} in:\n{text}"));
    paise(line)
}

#[test]
fn amounts_are_read_as_people_write_them() {
    assert_eq!(paise("₹1,00,000.00"), 10_000_000);
    assert_eq!(paise("−12.50"), -1_250);
    assert_eq!(after("Account value\n₹99,990.50\nToday\n₹0.00", "Account value"), 9_999_050);
}
