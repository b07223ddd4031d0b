//! `cargo xtask torture`: the program is killed while it writes, and the ledger must hold; random days without number,
//! and the laws of an account must hold; the live sources misbehave for whole sessions, and nothing wrong may be shown as
//! fresh; the decoders are fuzzed.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;
use xshell::{Shell, cmd};

use crate::build;
use crate::fuzz;
use crate::setup::{self, Need};

/// What `torture` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the program is killed.
    #[arg(long, default_value_t = 40)]
    rounds: u32,
    /// How often a process that only writes orders is killed.
    #[arg(long, default_value_t = 1_000)]
    kills: u32,
    /// Random mutations of each kind, none of which may go unnoticed.
    #[arg(long, default_value_t = 10_000)]
    mutations: u32,
    /// Random days of trading, orders, corporate actions and bells, against the laws of an account.
    #[arg(long, default_value_t = 1_000_000)]
    days: u32,
    /// Whole sessions of the live sources against the stand-in exchange, every fault at random.
    #[arg(long, default_value_t = 4)]
    sessions: u32,
    /// How many seconds each decoder is fuzzed, where cargo-fuzz is at hand.
    #[arg(long, default_value_t = 20)]
    fuzz: u32,
    /// Optimised, as it is given to people.
    #[arg(long)]
    release: bool,
}

/// Kills the program at moments spread over its work; verifies the ledger after each.
///
/// # Errors
/// When the record is damaged, has lost an event, or the command line cannot do what the test needs.
pub(crate) fn torture(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Run)?;
    let victim = Victim::new(build::program(sh, args.release)?)?;
    let pace = victim.prepare()?;
    println!("an order takes {} ms; {} kills are spread over it", pace.as_millis(), args.rounds);
    let (mut known, mut cut) = (victim.verified()?, 0);
    for round in 0..args.rounds {
        // Every third kill hits the clock, which settles, fills and squares off; the others hit an order.
        let work: &[&str] =
            if round % 3 == 2 { &["practice", "advance", "--by", "5m"] } else { &["buy", "RELIANCE", "1"] };
        // From the first breath to a little past the last one.
        let moment = pace * (round + 1) * 6 / (5 * args.rounds);
        cut += u32::from(victim.kill_during(work, moment)?);
        let events =
            victim.verified().with_context(|| format!("after kill {round} at {} ms", moment.as_millis()))?;
        ensure!(events >= known, "kill {round} lost events: {known} before, {events} after");
        known = events;
    }
    println!(
        "{} rounds, {cut} cut off at work, {known} events, nothing lost and nothing damaged",
        args.rounds
    );
    at_length(sh, args)
}

/// The store's own tests of kills and of mutations, in their full form, the laws of an account on random days that are new each
/// time, and sessions of faults.
fn at_length(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    let (kills, mutations) = (args.kills.to_string(), args.mutations.to_string());
    let test = cmd!(sh, "cargo test --package store --test it -- --nocapture kill:: torture::");
    test.env("LAKH_KILLS", kills).env("LAKH_MUTATIONS", mutations).run()?;
    // Each brings a ledger with a past to a new form twice and proves it three times.
    let bringing_up = (args.kills / 10).max(1).to_string();
    let steps = cmd!(sh, "cargo test --package store --lib -- --nocapture ledger::tests");
    steps.env("LAKH_KILLS", bringing_up).run()?;
    let laws = cmd!(sh, "cargo test --package trading --test it -- --nocapture chance::the_laws");
    laws.env("TORTURE", args.days.to_string()).run()?;
    let sessions = cmd!(sh, "cargo test --package feed --test it -- --ignored --nocapture further_sessions");
    sessions.env("LAKH_SESSIONS", args.sessions.to_string()).run()?;
    fuzz::fuzz(sh, args.fuzz)?;
    Ok(ExitCode::SUCCESS)
}

/// The program, on a data directory of its own.
struct Victim {
    program: PathBuf,
    home: TempDir,
}

impl Victim {
    fn new(program: PathBuf) -> anyhow::Result<Victim> {
        Ok(Victim { program, home: TempDir::new()? })
    }

    /// Somebody with money in the middle of a trading day; answers how long an order takes.
    fn prepare(&self) -> anyhow::Result<Duration> {
        self.ask(&["profile", "create", "Asha"])?;
        let days = self.ask(&["market", "days"])?;
        let first = days.pointer("/0/day").and_then(Value::as_str).context("no day is built in")?;
        self.ask(&["account", "open", "torture", "--practice", "--day", first, "--capital", "10000000"])?;
        self.ask(&["practice", "advance", "--to", "09:30"])?;
        let start = Instant::now();
        self.ask(&["buy", "RELIANCE", "1"])?;
        Ok(start.elapsed())
    }

    /// Starts a command and kills it at a moment; answers whether it was still at work.
    fn kill_during(&self, work: &[&str], moment: Duration) -> anyhow::Result<bool> {
        let mut child = self.command(work).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(moment);
        let at_work = child.try_wait()?.is_none();
        child.kill()?;
        child.wait()?;
        Ok(at_work)
    }

    /// The number of events in a ledger that was found whole.
    fn verified(&self) -> anyhow::Result<u64> {
        let answer = self.ask(&["ledger", "verify"])?;
        if answer.get("ok").and_then(Value::as_bool) != Some(true) {
            bail!("the ledger is damaged: {answer}");
        }
        answer.get("events").and_then(Value::as_u64).context("`ledger verify` says no number of events")
    }

    fn ask(&self, words: &[&str]) -> anyhow::Result<Value> {
        let said = self.command(words).stdin(Stdio::null()).output()?;
        let problem = String::from_utf8_lossy(&said.stderr);
        ensure!(said.status.success(), "`lakh {}` failed ({}): {problem}", words.join(" "), said.status);
        serde_json::from_slice(&said.stdout)
            .with_context(|| format!("`lakh {}` answers no JSON", words.join(" ")))
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(Path::new(&self.program));
        command.args(words).arg("--json").env("LAKH_DATA_DIR", self.home.path());
        command
    }
}
