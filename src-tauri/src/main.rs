//! The program: the window without arguments, the command line with a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    lakh::start()
}
