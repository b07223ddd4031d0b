//! The chores of the house: `cargo xtask run`, `test`, `build`, `bench`, and what they need first.
#![expect(clippy::print_stdout, reason = "a chore talks to the person who started it")]

mod bench;
mod build;
mod display;
mod exchange;
mod fuzz;
mod market_data;
mod outcome;
mod peers;
mod run;
mod setup;
mod test;
mod torture;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use xshell::{Shell, cmd};

use crate::setup::Need;

/// The chores of the house. Each one does the set-up it needs first.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build the program and start it; what follows `--` goes to it.
    Run(run::Args),
    /// Everything that must hold: format, lints, tests, the window's tests, the program in a real window.
    Test(test::Args),
    /// Build the program and print its path as the last line.
    Build(build::Args),
    /// Measure what must be fast, beside a bare window.
    Bench(bench::Args),
    /// Write `ui/src/wire.ts` again from `src-tauri/src/wire`.
    Gen,
    /// Derive the built-in market from the exchange's recorded files.
    MarketData {
        /// The folder of recorded files; `../shared/recorded` when not named.
        shared: Option<std::path::PathBuf>,
    },
    /// Stand in for the exchange on this computer, to run the program against: it tells a day of the built-in market
    /// and misbehaves on command.
    Exchange(exchange::Args),
    /// Install the system packages that building and testing need, and nothing else.
    FetchSystemPackages,
    /// Kill the program while it writes, again and again, and verify the ledger each time.
    Torture(torture::Args),
}

fn main() -> ExitCode {
    match chore(Cli::parse().chore) {
        Ok(code) => code,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(chore: Chore) -> anyhow::Result<ExitCode> {
    let sh = Shell::new()?;
    sh.change_dir(setup::root()?);
    match chore {
        Chore::Run(args) => run::run(&sh, &args),
        Chore::Test(args) => test::test(&sh, &args),
        Chore::Build(args) => build::build(&sh, &args),
        Chore::Bench(args) => bench::bench(&sh, &args),
        Chore::Gen => generate(&sh),
        Chore::MarketData { shared } => {
            market_data::run(shared)?;
            Ok(ExitCode::SUCCESS)
        }
        Chore::Exchange(args) => exchange::exchange(&sh, &args),
        Chore::FetchSystemPackages => {
            setup::packages::fetch(&sh, Need::Test)?;
            Ok(ExitCode::SUCCESS)
        }
        Chore::Torture(args) => torture::torture(&sh, &args),
    }
}

fn generate(sh: &Shell) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Run)?;
    cmd!(sh, "cargo test --quiet --package lakh --lib the_window_types")
        .env("UPDATE_EXPECT", "1")
        .run()
        .context("ui/src/wire.ts was not written")?;
    println!("ui/src/wire.ts says what src-tauri/src/wire says");
    Ok(ExitCode::SUCCESS)
}
