//! What came of a step: its output shown as it comes, its tests counted, its time taken.

use std::io::{BufRead as _, BufReader, PipeReader, pipe};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// No step may take longer: a step that hangs is a failure that says so.
const LIMIT: Duration = Duration::from_secs(45 * 60);
/// How long a program's children may keep its output open after it has ended.
const LINGER: Duration = Duration::from_secs(3);

/// How many held and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Tests that passed, and checks that found nothing.
    pub(crate) passed: u32,
    /// Tests that failed, ran too long or could not run, and checks that found something.
    pub(crate) failed: u32,
}

/// What is counted while lines go by.
#[derive(Default)]
struct Counter {
    count: Count,
    /// nextest shows the output of a test that failed, and the sum of that output would be counted twice.
    nextest: bool,
}

impl Counter {
    /// Adds what the lines of cargo, nextest and vitest sum up.
    ///
    /// `test result: ok. 3 passed; 0 failed; …`, `Summary [ 1.2s] 4 tests run: 3 passed (1 slow), 1 failed, …`,
    /// `Tests  1 failed | 12 passed (13)`.
    fn add_line(&mut self, line: &str) {
        let line = line.trim();
        self.nextest |= line.starts_with("Nextest run ID");
        let sums_up = (line.starts_with("test result:") && !self.nextest)
            || (line.starts_with("Summary [") && line.contains(" run:"))
            || line.starts_with("Tests  ");
        if !sums_up {
            return;
        }
        let line = line.strip_prefix("Tests  ").unwrap_or(line);
        for piece in line.split(['.', ',', ';', ':', '|']) {
            let mut words = piece.split_whitespace();
            let (Some(number), Some(what)) =
                (words.next().and_then(|word| word.parse::<u32>().ok()), words.next())
            else {
                continue;
            };
            match what {
                "passed" => self.count.passed += number,
                "failed" | "timed" | "exec" => self.count.failed += number,
                _ => {}
            }
        }
    }
}

/// What is known of a step when it is over.
pub(crate) struct Outcome {
    /// The step's name, as it can be asked for.
    pub(crate) step: &'static str,
    /// How long it took.
    pub(crate) took: Duration,
    /// What it found, or why it did not run.
    pub(crate) found: Found,
}

/// What a step found.
pub(crate) enum Found {
    /// It ran.
    Ran(Count),
    /// It could not run here, for this reason, which is no fault of the code.
    Skipped(String),
}

/// Runs one step: shows its output, counts the tests in it. A step without tests counts as one check.
///
/// # Errors
/// When the program cannot be started at all.
pub(crate) fn step(step: &'static str, mut command: Command) -> anyhow::Result<Outcome> {
    println!("\n== {step}");
    let start = Instant::now();
    let (status, mut count) = watch(&mut command)?;
    if count == Count::default() && status.success() {
        count.passed = 1;
    }
    if !status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(Outcome { step, took: start.elapsed(), found: Found::Ran(count) })
}

fn watch(command: &mut Command) -> anyhow::Result<(ExitStatus, Count)> {
    let (reader, writer) = pipe()?;
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("{name} does not start"))?;
    // The command still holds the writing ends; the reading end closes only when they are gone.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    follow(child, &lines(reader))
}

fn lines(reader: PipeReader) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if sender.send(text).is_err() {
                return;
            }
            line.clear();
        }
    });
    receiver
}

fn follow(mut child: Child, lines: &Receiver<String>) -> anyhow::Result<(ExitStatus, Count)> {
    let start = Instant::now();
    let mut counter = Counter::default();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                println!("{line}");
                counter.add_line(&line);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok((child.wait()?, counter.count)),
            Err(RecvTimeoutError::Timeout) => match ended {
                Some((status, at)) if at.elapsed() > LINGER => return Ok((status, counter.count)),
                Some(_) => {}
                None => ended = child.try_wait()?.map(|status| (status, Instant::now())),
            },
        }
        if ended.is_none() && start.elapsed() > LIMIT {
            println!("stopped after {} minutes", LIMIT.as_secs() / 60);
            child.kill()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (u32, u32) {
        let mut counter = Counter::default();
        text.lines().for_each(|line| counter.add_line(line));
        (counter.count.passed, counter.count.failed)
    }

    #[test]
    fn what_cargo_sums_up_is_counted_over_all_its_programs() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(count(said), (5, 1));
    }

    #[test]
    fn what_nextest_sums_up_is_counted_with_what_ran_too_long() {
        assert_eq!(count("     Summary [   1.005s] 3 tests run: 3 passed (1 slow), 2 skipped"), (3, 0));
        assert_eq!(
            count("     Summary [   1.0s] 4/9 tests run: 2 passed, 1 failed, 1 timed out, 0 skipped"),
            (2, 2)
        );
        assert_eq!(count("     Summary [   0.0s] 1 test run: 1 passed, 0 skipped"), (1, 0));
    }

    #[test]
    fn what_nextest_shows_of_a_failed_test_is_not_counted_again() {
        let said = " Nextest run ID 1 with nextest profile: default\n\
                    test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
                    Summary [  41.9s] 1 test run: 0 passed, 1 failed, 1 skipped";
        assert_eq!(count(said), (0, 1));
    }

    #[test]
    fn what_vitest_sums_up_is_counted_once_and_its_files_are_not() {
        let said = " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 12 passed (13)\n";
        assert_eq!(count(said), (12, 1));
    }

    #[test]
    fn a_sentence_with_numbers_is_no_sum() {
        assert_eq!(count("3 passed, 2 failed, says somebody"), (0, 0));
    }

    #[cfg(unix)]
    #[test]
    fn a_step_that_fails_without_a_test_is_one_failure() {
        let found = |line: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", line]);
            match step("a step", command).unwrap().found {
                Found::Ran(count) => (count.passed, count.failed),
                Found::Skipped(_) => (0, 0),
            }
        };
        assert_eq!(found("exit 3"), (0, 1));
        assert_eq!(found("true"), (1, 0));
        assert_eq!(found("echo 'test result: ok. 2 passed; 0 failed'; exit 1"), (2, 1));
    }
}
