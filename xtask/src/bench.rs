//! `cargo xtask bench`: what must be fast, measured on an optimised build.

use std::process::ExitCode;

use anyhow::Context as _;
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::setup::{self, Need};

/// What `bench` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each start of a window is measured.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
}

/// Runs every crate's benches, one after the other.
///
/// # Errors
/// When the set-up, a build or a bench fails.
pub(crate) fn bench(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Test)?;
    println!("load average before: {}", load());
    for (package, name) in benches(sh)? {
        println!("\n== {package}: {name}");
        cmd!(sh, "cargo bench --quiet --package {package} --bench {name}").quiet().run()?;
    }
    println!("\nrounds for each window: {}", args.rounds);
    println!("load average after: {}", load());
    Ok(ExitCode::SUCCESS)
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
