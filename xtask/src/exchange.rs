//! `cargo xtask exchange`: a stand-in for the exchange on this computer, to run the program against.

use std::process::ExitCode;

use xshell::{Shell, cmd};

/// What follows goes to the stand-in; `--help` tells it.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Args {
    /// `--day 2026-08-14 --dated DAY --at 09:00 --speed 1 --port 8877 --ipv6`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

pub(crate) fn exchange(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    let words = &args.words;
    cmd!(sh, "cargo run --quiet --package standin -- {words...}").quiet().run()?;
    Ok(ExitCode::SUCCESS)
}
