//! What a chore needs before it can start: system packages, Node, the window's libraries, the built window.
//!
//! Everything is asked before anything is done, so that a machine with nothing missing loses no time.

pub(crate) mod packages;
pub(crate) mod window;

use std::path::PathBuf;

use anyhow::Context as _;
use xshell::{Shell, cmd};

/// What the set-up is for: the lists grow from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Build the program and start it.
    Run,
    /// And test it in a real window.
    Test,
}

/// The directory of the workspace.
///
/// # Errors
/// When the program was moved away from its sources.
pub(crate) fn root() -> anyhow::Result<PathBuf> {
    let chores = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| "xtask".into()));
    let root = chores.parent().context("the chores must live in a directory of the workspace")?;
    Ok(root.to_path_buf())
}

/// Makes everything ready for `need`; says in one line what it installs or builds, and nothing when all is there.
///
/// # Errors
/// When something is missing that a program cannot install: the words say what to do.
pub(crate) fn prepare(sh: &Shell, need: Need) -> anyhow::Result<()> {
    packages::fetch(sh, need)?;
    if need == Need::Test {
        components(sh)?;
    }
    window::prepare(sh)
}

/// `cargo fmt` and `cargo clippy` are separate parts of a Rust toolchain.
fn components(sh: &Shell) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if cmd!(sh, "{program} --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
            missing.push(component);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {} with rustup", missing.join(" and "));
    let names = &missing;
    cmd!(sh, "rustup component add {names...}").run().with_context(|| {
        format!("install {} for your Rust toolchain and run this again", missing.join(" and "))
    })
}

/// Whether a program of this name can be started.
pub(crate) fn has(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|directory| directory.join(&name).is_file())
}
