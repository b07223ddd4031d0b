//! `cargo xtask bench`: what must be fast, measured on an optimised build.

use std::process::{Command, ExitCode};

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::build;
use crate::display::Screen;
use crate::peers;
use crate::setup::{self, Need};

/// What `bench` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each start of a window is measured.
    #[arg(long, default_value_t = 7)]
    rounds: u16,
}

/// Runs every crate's benches, one after the other, and the whole program's on a virtual screen.
///
/// # Errors
/// When the set-up or a build fails; or, after all were run, when a bench did.
pub(crate) fn bench(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Test)?;
    println!("load average before: {}", load());
    let mut failed = Vec::new();
    for (package, name) in benches(sh)? {
        println!("\n== {package}: {name}");
        let mut command = Command::new("cargo");
        command.current_dir(sh.current_dir()).args([
            "bench",
            "--quiet",
            "--package",
            &package,
            "--bench",
            &name,
        ]);
        let screen = if package == "lakh" { whole(sh, args, &mut command)? } else { None };
        let status = command.status()?;
        drop(screen);
        if !status.success() {
            failed.push(format!("{name} of {package}"));
        }
        if name == "matching" {
            peers::beside(sh);
        }
    }
    println!("\nload average after: {}", load());
    ensure!(failed.is_empty(), "these benches failed: {}", failed.join(", "));
    Ok(ExitCode::SUCCESS)
}

/// What the whole program is measured beside, and where: a bare window, and a screen that nobody else draws on.
fn whole(sh: &Shell, args: &Args, command: &mut Command) -> anyhow::Result<Option<Screen>> {
    command.env("LAKH_ROUNDS", args.rounds.to_string());
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    command.env("LAKH_BARE", build::executable(sh, "example", "bare", true)?);
    let screen = Screen::start()?;
    screen.show(command);
    Ok(Some(screen))
}

/// The benches that the manifests name.
fn benches(sh: &Shell) -> anyhow::Result<Vec<(String, String)>> {
    let said = cmd!(sh, "cargo metadata --no-deps --format-version 1").quiet().read()?;
    let workspace: Workspace = serde_json::from_str(&said).context("cargo metadata is not readable")?;
    let of = |package: Package| {
        let name = package.name;
        let benches =
            package.targets.into_iter().filter(|target| target.kind.iter().any(|kind| kind == "bench"));
        benches.map(move |target| (name.clone(), target.name)).collect::<Vec<_>>()
    };
    Ok(workspace.packages.into_iter().flat_map(of).collect())
}

/// How busy the machine is, in its own words: a number measured beside other work says less.
fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
}

#[derive(Deserialize)]
struct Workspace {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}
