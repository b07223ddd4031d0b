//! A data directory and the program in it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// A data directory of its own, with the built-in market loaded.
pub(crate) struct Room {
    dir: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Room {
    /// An empty one but for the market.
    pub(crate) fn new() -> Self {
        static FILLED: OnceLock<TempDir> = OnceLock::new();
        let filled = FILLED.get_or_init(|| {
            let dir = tempfile::tempdir().unwrap();
            assert_eq!(run(dir.path(), &["market", "days"]).code, 0);
            dir
        });
        let room = Self::bare();
        for file in std::fs::read_dir(filled.path()).unwrap() {
            let file = file.unwrap();
            if file.file_name().to_string_lossy().starts_with("market.sqlite") {
                std::fs::copy(file.path(), room.dir.path().join(file.file_name())).unwrap();
            }
        }
        room
    }

    /// An empty one.
    pub(crate) fn bare() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// One with a profile, asha, who practises from 3 August 2026.
    pub(crate) fn practising() -> Self {
        let room = Self::new();
        room.json(&["profile", "create", "asha"]);
        room.json(&["account", "open", "august", "--practice", "--day", "2026-08-03", "--seed", "7"]);
        room
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Runs the program.
    pub(crate) fn lakh(&self, words: &[&str]) -> Said {
        run(self.dir.path(), words)
    }

    /// Runs the program with lines on its standard input, which must end with a code, and reads its JSON.
    #[track_caller]
    pub(crate) fn told(&self, code: i32, lines: &[&str], words: &[&str]) -> Value {
        let words = [words, &["--password-stdin", "--json"]].concat();
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let said = run_with(self.dir.path(), &words, &input);
        assert_eq!(said.code, code, "{words:?}: {}{}", said.out, said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{words:?}: {error}: {}", said.out))
    }

    /// Runs the program, which must succeed, and reads its JSON.
    #[track_caller]
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let said = self.lakh(&[words, &["--json"]].concat());
        assert_eq!(said.code, 0, "{words:?}: {}{}", said.out, said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{words:?}: {error}: {}", said.out))
    }

    /// Runs the program, which must end with a code, and reads its JSON.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, words: &[&str]) -> Value {
        let said = self.lakh(&[words, &["--json"]].concat());
        assert_eq!(said.code, code, "{words:?}: {}{}", said.out, said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{words:?}: {error}: {}", said.out))
    }
}

fn run(dir: &Path, words: &[&str]) -> Said {
    run_with(dir, words, "")
}

fn run_with(dir: &Path, words: &[&str], input: &str) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lakh"))
        .args(words)
        .env_clear()
        .env("LAKH_DATA_DIR", dir)
        .env("LAKH_NOW", "2026-11-22T20:00:00+05:30")
        // Nothing listens there: no test asks the real sources.
        .env("LAKH_NSE_URL", "http://127.0.0.1:9")
        .env("LAKH_NSE_ARCHIVES_URL", "http://127.0.0.1:9")
        .env("LAKH_YAHOO_URL", "http://127.0.0.1:9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever needs no password reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output: Output = child.wait_with_output().unwrap();
    let Some(code) = output.status.code() else {
        panic!("{words:?} did not end by itself: {}", output.status)
    };
    Said {
        code,
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
