//! The command line: parsed at the edge, done by the same desk as the window's work, answered in words or JSON.

mod answer;
mod answers;
mod args;
mod do_account;
mod do_basket;
mod do_charges;
mod do_corporate;
mod do_doctor;
mod do_gtt;
mod do_import;
mod do_ledger;
mod do_market;
mod do_order;
mod do_position;
mod do_profile;
mod do_removed;
mod do_source;
mod read;
mod session;
mod sheet;
mod stop;

use std::ffi::OsString;

use clap::Parser;
use clap::error::ErrorKind;

pub(crate) use args::{Arguments, GlobalOptions};

use answer::{Answer, print};
use args::Command;
use session::Session;
use stop::{Blame, Stop};

use crate::config::Config;

/// Reads the command line. What is no command is answered here, with its exit code.
pub(crate) fn read_arguments(words: Vec<OsString>) -> Result<Arguments, u8> {
    let json = words.iter().any(|word| word == "--json");
    match Arguments::try_parse_from(words) {
        Ok(mut arguments) => {
            // Commands that are not built yet take every word after them, this one too.
            arguments.common.json |= json;
            Ok(arguments)
        }
        Err(error) => {
            let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            if json && !asked_for {
                return Err(print(Err(unreadable(&error)), true));
            }
            // Whoever reads the help may close the pipe early.
            let _ = error.print();
            Err(if asked_for { 0 } else { 2 })
        }
    }
}

/// Does a command and prints its answer.
pub(crate) fn run(common: &GlobalOptions, command: Command) -> u8 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(execute(common, command)),
        Err(error) => Err(Stop::failed(Blame::World, "threads", error.to_string(), "Try again.")),
    };
    print(outcome, common.json)
}

async fn execute(common: &GlobalOptions, command: Command) -> Result<Answer, Stop> {
    if let Some(what) = not_built(&command) {
        return Err(Stop::failed(
            Blame::Usage,
            "not_built",
            format!("`lakh {what}` is not built yet."),
            "`lakh --help` lists what there is.",
        ));
    }
    let config = Config::read(common)?;
    if matches!(command, Command::Doctor) {
        return do_doctor::doctor(config).await;
    }
    let session = Session::open(config, common.password_stdin).await?;
    let answer = carry_out(&session, command).await;
    // A command that failed half-way left its desk to close by itself: the program ends after that, not during it.
    session.floor().everyone_left().await;
    answer
}

async fn carry_out(session: &Session, command: Command) -> Result<Answer, Stop> {
    match command {
        Command::Profile(command) => do_profile::profile(session, command).await,
        Command::Account(command) => do_account::account(session, command).await,
        Command::Market(command) => do_market::market(session, command).await,
        Command::Practice(command) => do_account::practice(session, command).await,
        Command::Buy(ticket) => do_order::place(session, trading::Side::Buy, ticket).await,
        Command::Sell(ticket) => do_order::place(session, trading::Side::Sell, ticket).await,
        Command::Cost(asked) => do_order::cost(session, &asked).await,
        Command::Charges(command) => do_charges::charges(session, command).await,
        Command::Orders => do_order::orders(session).await,
        Command::Order(command) => do_order::order(session, command).await,
        Command::Gtt(command) => do_gtt::gtt(session, command).await,
        Command::Basket(asked) => do_basket::basket(session, &asked).await,
        Command::Position(command) => do_position::position(session, command).await,
        Command::Corporate(command) => do_corporate::corporate(session, command).await,
        Command::Trades => do_order::trades(session).await,
        Command::Holdings => do_account::holdings(session).await,
        Command::Positions => do_account::positions(session).await,
        Command::Funds => do_account::funds(session).await,
        Command::Portfolio => do_account::portfolio(session).await,
        Command::Ledger(command) => do_ledger::ledger(session, command).await,
        Command::Source(command) => do_source::source(session, &command),
        Command::Doctor | Command::Report(_) | Command::Serve(_) => {
            Err(Stop::usage("This command cannot be done here.", "`lakh --help` lists what there is."))
        }
    }
}

/// The name of a command that is promised and not built yet.
const fn not_built(command: &Command) -> Option<&'static str> {
    match command {
        Command::Report(_) => Some("report"),
        Command::Serve(_) => Some("serve"),
        Command::Profile(_)
        | Command::Ledger(_)
        | Command::Source(_)
        | Command::Account(_)
        | Command::Market(_)
        | Command::Practice(_)
        | Command::Buy(_)
        | Command::Sell(_)
        | Command::Cost(_)
        | Command::Charges(_)
        | Command::Orders
        | Command::Order(_)
        | Command::Gtt(_)
        | Command::Basket(_)
        | Command::Position(_)
        | Command::Corporate(_)
        | Command::Trades
        | Command::Holdings
        | Command::Positions
        | Command::Funds
        | Command::Portfolio
        | Command::Doctor => None,
    }
}

/// A command line that could not be read, as a failure for programs.
fn unreadable(error: &clap::Error) -> Stop {
    let text = error.render().to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let usage = lines.find(|line| line.starts_with("Usage:")).unwrap_or("`lakh --help` lists what there is.");
    Stop::usage(message, usage)
}
