//! `cargo xtask build`: the program, and where it lies.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::setup::{self, Need};

/// What `build` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Optimised, as it is given to people.
    #[arg(long)]
    release: bool,
}

/// Builds everything and prints the program's path as the last line.
///
/// # Errors
/// When the set-up or the build fails.
pub(crate) fn build(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Run)?;
    println!("{}", program(sh, args.release)?.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds the program and says where it lies.
///
/// # Errors
/// When it does not compile.
pub(crate) fn program(sh: &Shell, release: bool) -> anyhow::Result<PathBuf> {
    executable(sh, "bin", "lakh", release)
}

/// Builds one program of the root package: a `bin` or an `example`.
///
/// # Errors
/// When it does not compile.
pub(crate) fn executable(sh: &Shell, kind: &str, name: &str, release: bool) -> anyhow::Result<PathBuf> {
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    let messages = cmd!(
        sh,
        "cargo build --package lakh --{kind} {name} {profile...} --message-format json-render-diagnostics"
    )
    .quiet()
    .read()
    .context("the program does not build")?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .filter(|message| message.target.as_ref().is_some_and(|target| target.is(kind, name)))
        .find_map(|message| message.executable)
        .context("cargo built no program")
}

/// What cargo says of one thing it built; everything else it says is passed over.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

impl Target {
    fn is(&self, kind: &str, name: &str) -> bool {
        self.name == name && self.kind.iter().any(|one| one == kind)
    }
}
