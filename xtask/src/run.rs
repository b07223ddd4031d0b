//! `cargo xtask run`: the program, started.

use std::path::Path;
use std::process::{Command, ExitCode};

use xshell::Shell;

use crate::setup::{self, Need};
use crate::{build, display};

/// What `run` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Optimised, as it is given to people.
    #[arg(long)]
    release: bool,
    /// What the program is told; with nothing it opens its window.
    #[arg(last = true)]
    program: Vec<String>,
}

/// Builds the program and starts it; ends as it ends.
///
/// # Errors
/// When the set-up or the build fails, or the program cannot be started.
pub(crate) fn run(sh: &Shell, args: &Args) -> anyhow::Result<ExitCode> {
    setup::prepare(sh, Need::Run)?;
    let program = build::program(sh, args.release)?;
    if args.program.is_empty() && !display::exists() {
        without_a_display(&program);
        return Ok(ExitCode::FAILURE);
    }
    let status = Command::new(&program).args(&args.program).status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn without_a_display(program: &Path) {
    println!(
        "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open."
    );
    println!("Everything works without one from the command line:");
    println!("  {} --help", program.display());
    println!("Or give the window a virtual screen:");
    println!("  Xvfb :99 -screen 0 1440x900x24 & DISPLAY=:99 cargo xtask run");
}
