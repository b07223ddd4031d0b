//! The desktop app: the window, the tray and the command line over one desk.

mod cli;
mod commands;
mod config;
mod display;
mod intake;
mod listener;
mod settings;
mod show;
mod take;
mod tray;
mod window;
#[expect(missing_docs, reason = "the names on the wire are its words; what needs saying is said")]
pub mod wire;
mod wiring;

use std::io::Write;
use std::process::ExitCode;

use config::Config;

/// Starts the program: with a command it does the command, without one it opens the window.
pub fn start() -> ExitCode {
    config::start_log();
    let arguments = match cli::read_arguments(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(exit) => return ExitCode::from(exit),
    };
    if let Some(command) = arguments.command {
        let exit = cli::run(&arguments.common, command);
        // Everything is written and printed. The libraries' own clean-up at the end is left out: SQLCipher's
        // takes its memory away under a connection that is still closing on another thread (seen as a crash
        // about once in a hundred commands), and the window's toolkit was never started.
        signal_hook::low_level::exit(exit.into());
    }
    match Config::read(&arguments.common) {
        Ok(config) => window::open(config),
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error.
fn say(text: &str) {
    // Nobody may be listening.
    let _ = writeln!(std::io::stderr(), "{text}");
}
