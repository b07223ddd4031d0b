//! `cargo xtask torture`: the program is killed while it writes, and the ledger must hold.

use std::process::ExitCode;

use anyhow::bail;
use xshell::Shell;

/// What `torture` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the program is killed.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
}

/// Kills the program at moments spread over its work; verifies the ledger after each.
///
/// # Errors
/// When the command line cannot do what the test needs.
pub(crate) fn torture(_sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    bail!("the command line cannot place orders yet, so {} rounds have nothing to kill", args.rounds)
}
