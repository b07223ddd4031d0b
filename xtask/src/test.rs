//! `cargo xtask test`: everything that must hold, step by step, and one line that sums it up.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use xshell::Shell;

use crate::display::Screen;
use crate::outcome::{Count, Found, Outcome, step};
use crate::setup::window::{self, NPM};
use crate::setup::{self, Need, has};

/// Where a browser for the built pages may be, beside `CHROMIUM`; the tests of the pages look in the same places.
const BROWSERS: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/// What `test` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these steps, in the order of the house; all of them when none is named.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt finds nothing to change.
    Format,
    /// clippy finds nothing to say, of any target.
    Lints,
    /// svelte-check: the window's types hold.
    Types,
    /// The window's unit tests.
    Window,
    /// The built pages in a real browser.
    Pages,
    /// Every crate's tests, the house rules and the stale-bindings test.
    Crates,
    /// The examples in the documentation.
    Docs,
    /// The program in its real window, on a virtual screen, driven by WebDriver.
    E2e,
}

/// Runs the steps; fails when any of them did.
///
/// # Errors
/// When the set-up fails or a tool cannot be started.
pub(crate) fn test(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    if let Err(error) = setup::prepare(sh, Need::Test) {
        println!("error: {error:#}\n0 passed, 1 failed");
        return Ok(ExitCode::FAILURE);
    }
    println!("set up in {}", seconds(start.elapsed()));
    let mut outcomes = Vec::new();
    for one in Step::value_variants() {
        if args.steps.is_empty() || args.steps.contains(one) {
            outcomes.push(run(sh, *one)?);
        }
    }
    Ok(sum_up(&outcomes, start.elapsed()))
}

fn run(sh: &Shell, one: Step) -> anyhow::Result<Outcome> {
    let root = sh.current_dir();
    match one {
        Step::Format => step("format", cargo(&root, &["fmt", "--all", "--check"])),
        Step::Lints => step(
            "lints",
            cargo(&root, &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        ),
        Step::Types => in_window(sh, "types", &["run", "--silent", "check"]),
        Step::Window => in_window(sh, "window", &["run", "--silent", "test"]),
        Step::Pages if !browser() => Ok(skipped("pages", "there is no Chromium; CHROMIUM can name one")),
        Step::Pages => pages(sh),
        Step::Crates => step("crates", crates(&root, &[])),
        Step::Docs => step("docs", cargo(&root, &["test", "--workspace", "--doc", "--quiet"])),
        Step::E2e => e2e(&root),
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root).args(arguments);
    command
}

/// The workspace's tests, with nextest where it is: it runs them side by side. `ignored` are those that need a screen.
fn crates(root: &Path, ignored: &[&str]) -> Command {
    if has("cargo-nextest") {
        let mut command = cargo(root, &["nextest", "run", "--workspace", "--no-fail-fast"]);
        command.args(["--status-level", "slow", "--final-status-level", "fail"]);
        if let [target] = ignored {
            command.args(["--test", target, "--run-ignored", "only", "--no-capture"]);
        }
        return command;
    }
    let mut command = cargo(root, &["test", "--workspace", "--no-fail-fast"]);
    match ignored {
        // Those in the documentation have a step of their own, so they are not counted twice.
        [] => command.args(["--lib", "--bins", "--tests"]),
        targets => command.arg("--test").args(targets).args([
            "--",
            "--ignored",
            "--nocapture",
            "--test-threads",
            "1",
        ]),
    };
    command
}

fn in_window(sh: &Shell, name: &'static str, arguments: &[&str]) -> anyhow::Result<Outcome> {
    if !window::exists(sh) {
        return Ok(skipped(name, "there is no ui/package.json"));
    }
    let mut command = Command::new(NPM);
    command.current_dir(sh.current_dir().join("ui")).args(arguments).env("NO_COLOR", "1");
    step(name, command)
}

/// The pages of the stand-in are built here. The shipped ones are the set-up's, and building them again would build
/// the program again.
fn pages(sh: &Shell) -> anyhow::Result<Outcome> {
    let built =
        in_window(sh, "pages", &["exec", "--", "vite", "build", "--mode", "mock", "--logLevel", "warn"])?;
    match built.found {
        Found::Ran(Count { failed: 0, .. }) => {}
        Found::Ran(_) | Found::Skipped(_) => return Ok(built),
    }
    let tests =
        in_window(sh, "pages", &["exec", "--", "vitest", "run", "--config", "vitest.browser.config.ts"])?;
    Ok(Outcome { took: built.took + tests.took, ..tests })
}

fn browser() -> bool {
    let named = std::env::var_os("CHROMIUM").is_some_and(|path| Path::new(&path).exists());
    named || BROWSERS.iter().any(|path| Path::new(path).exists())
}

fn e2e(root: &Path) -> anyhow::Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(skipped("e2e", "the web view has a driver on Linux only"));
    }
    if !root.join("tests/e2e/main.rs").exists() {
        return Ok(skipped("e2e", "there is no tests/e2e"));
    }
    let screen = Screen::start()?;
    let tests = crates(root, &["e2e"]);
    // The tray wants a session bus; a private one touches nothing of the person who tests.
    let mut command = Command::new("dbus-run-session");
    command.current_dir(root).arg("--").arg(tests.get_program()).args(tests.get_args());
    screen.show(&mut command);
    step("e2e", command)
}

fn skipped(step: &'static str, reason: &str) -> Outcome {
    println!("\n== {step}\nskipped: {reason}");
    Outcome { step, took: Duration::ZERO, found: Found::Skipped(reason.to_owned()) }
}

fn sum_up(outcomes: &[Outcome], took: Duration) -> ExitCode {
    println!("\n== in all, {}", seconds(took));
    let mut all = Count::default();
    for outcome in outcomes {
        let found = match &outcome.found {
            Found::Ran(count) => {
                all.passed += count.passed;
                all.failed += count.failed;
                format!("{} passed, {} failed", count.passed, count.failed)
            }
            Found::Skipped(reason) => format!("skipped: {reason}"),
        };
        println!("{:<8} {:>9}  {found}", outcome.step, seconds(outcome.took));
    }
    println!("{} passed, {} failed", all.passed, all.failed);
    if all.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
