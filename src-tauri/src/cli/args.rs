//! The command line as it is written: every command, option and their help.

mod charges;
mod corporate;
mod order;

pub(crate) use charges::{ChargesCommand, EditArguments, SebiGstName, YesNo};
pub(crate) use corporate::CorporateCommand;
pub(crate) use order::{
    BasketArguments, BasketLine, CostArguments, GttCommand, LegArguments, OrderCommand, PositionCommand,
    ProductName, SideName, TicketArguments, TypeName, ValidityName,
};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use trading::{Clock, Day, Paise, Symbol};

use super::read::{self, Duration};

/// The honest practice terminal for India's National Stock Exchange.
///
/// Without a command the window opens. With one, the same work is done here, through the same desk and the
/// same ledger. Money is practice money: no command can place a real order.
#[derive(Debug, Parser)]
#[command(name = "lakh", version, disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) common: GlobalOptions,
    /// What to do; nothing opens the window.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct GlobalOptions {
    /// Where the data lies
    #[arg(long, global = true, env = "LAKH_DATA_DIR", value_name = "DIR", hide_env_values = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Whose accounts; needed when there is more than one profile
    #[arg(long, global = true, env = "LAKH_PROFILE", value_name = "NAME", hide_env_values = true)]
    pub(crate) profile: Option<String>,
    /// Which account; the one used last unless named
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// Read the password from the first line of standard input
    #[arg(long, global = true)]
    pub(crate) password_stdin: bool,
    /// Answer in JSON, with stable names
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Who uses this program
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// The accounts of a profile: one that follows the live market, and any number to practise with
    #[command(subcommand)]
    Account(AccountCommand),
    /// Stocks, prices, indices and days
    #[command(subcommand)]
    Market(MarketCommand),
    /// The practice clock
    #[command(subcommand)]
    Practice(PracticeCommand),
    /// Buy shares
    Buy(TicketArguments),
    /// Sell shares
    Sell(TicketArguments),
    /// What an order would cost, line by line, and its break-even price
    Cost(CostArguments),
    /// What orders are charged under: list, show, copy, edit, use a profile
    #[command(subcommand)]
    Charges(ChargesCommand),
    /// Every order of the account, newest first
    Orders,
    /// One order: show, cancel or modify it; or all of them: cancel
    #[command(subcommand)]
    Order(OrderCommand),
    /// Triggers that live across days: create, list, modify, cancel
    #[command(subcommand)]
    Gtt(GttCommand),
    /// Several orders from a file, checked together and placed in their order
    Basket(BasketArguments),
    /// Every trade of the account, newest first
    Trades,
    /// Delivery shares, what they cost and what they are worth
    Holdings,
    /// Intraday positions of the day
    Positions,
    /// Intraday positions: exit all of them, convert one
    #[command(subcommand)]
    Position(PositionCommand),
    /// Corporate actions: list what they did; carry out a merger or demerger on your own terms
    #[command(subcommand)]
    Corporate(CorporateCommand),
    /// Cash, what is blocked and what is owed
    Funds,
    /// The whole account in a few figures
    Portfolio,
    /// The record of everything that happened
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// What works here, and what to do about what does not
    Doctor,
    /// Where live quotes come from: off until switched on
    #[command(subcommand)]
    Source(SourceCommand),
    /// Contract notes, tradebook, profit and tax
    #[command(hide = true)]
    Report(Later),
    /// Answer over HTTP
    #[command(hide = true)]
    Serve(Later),
}

/// A command that is promised and not built yet: whatever follows is taken and answered honestly.
#[derive(Debug, Args)]
pub(crate) struct Later {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

/// Who uses this program.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Make a profile; the first one is the administrator
    Create {
        /// A name, in any script
        name: String,
        /// May administer the others
        #[arg(long)]
        admin: bool,
    },
    /// Every profile
    List,
    /// Take a profile out of the list; its files are set aside, not destroyed
    Remove {
        /// Its name
        name: String,
    },
    /// The removed profiles that can be put back
    Removed,
    /// Put a removed profile back, with its ledger, its key and its backups
    PutBack {
        /// Its name or identity, as `profile removed` shows them
        name: String,
        /// The name that it gets, where its own is taken meanwhile
        #[arg(long = "as", value_name = "NAME")]
        new_name: Option<String>,
    },
    /// Where the profile's key lies; with --keep-in bring it to this computer's keychain or to a file
    Key {
        /// Where to bring it
        #[arg(long, value_name = "PLACE")]
        keep_in: Option<KeyPlace>,
    },
    /// Set, change or take away a password: with --password-stdin the old one on the first line, the new one on the
    /// second; an empty second line takes it away
    Password,
    /// Open a profile whose password was forgotten: with --password-stdin the recovery code on the first line, the new
    /// password on the second
    Recover {
        /// Its name
        name: String,
    },
    /// As an administrator: a profile cannot sign in any more
    Lock {
        /// Its name
        name: String,
    },
    /// As an administrator: a profile may sign in again
    Unlock {
        /// Its name
        name: String,
    },
    /// As an administrator: put a profile's accounts away and begin a new one
    Reset {
        /// Its name
        name: String,
        /// What the new account starts with; the house's starting balance unless said
        #[arg(long, value_name = "RUPEES", value_parser = read::rupees)]
        capital: Option<Paise>,
    },
    /// As an administrator: what administrators did
    Log,
}

/// Where a key without a password can lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum KeyPlace {
    /// A file in the data directory that you alone may read
    File,
    /// This computer's keychain
    Keychain,
}

/// The accounts of a profile.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Every account of the profile
    List,
    /// Open an account with ₹1,00,000 that does not exist
    Open {
        /// A name, in any script
        name: String,
        /// Replay a past day (the only kind that can be opened; the live account is there from the start)
        #[arg(long, required = true)]
        practice: bool,
        /// The first day; the first of the archive unless named
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Day>,
        /// The seed of its modelled paths: the same seed gives the same prices
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// What it starts with
        #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
        capital: Option<Paise>,
    },
    /// Put an account away; it stays readable
    Archive {
        /// Its name
        name: String,
    },
    /// Start the account anew; the old one is put away, nothing is erased
    Reset,
}

/// Stocks, prices, indices and days.
#[derive(Debug, Subcommand)]
pub(crate) enum MarketCommand {
    /// The trading days of the archive
    Days,
    /// Every stock, with its price at the account's time
    List {
        /// The figures of a day's close instead
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Day>,
    },
    /// The prices of some stocks
    Quote {
        /// NSE's symbols
        #[arg(required = true, value_name = "SYMBOL")]
        symbols: Vec<Symbol>,
        /// The figures of a day's close instead
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Day>,
    },
    /// Largest rises and falls over the close before, of series EQ that traded
    Movers {
        /// How many of each
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=500))]
        top: u16,
        /// The figures of a day's close instead
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Day>,
    },
    /// The indices
    Indices,
    /// Stocks whose symbol or name is like a text
    Search {
        /// A part of the symbol or the name
        text: String,
    },
    /// Daily candles of a stock
    Candles {
        /// NSE's symbol
        symbol: Symbol,
    },
    /// Read the exchange's own files into the archive
    Import {
        /// The files, plain or zipped
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// The practice clock.
#[derive(Debug, Subcommand)]
pub(crate) enum PracticeCommand {
    /// Where the clock stands
    Status,
    /// Move the clock forward; everything in between happens
    Advance(AdvanceArguments),
}

/// How far.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct AdvanceArguments {
    /// To a time of the same day
    #[arg(long, value_name = "HH:MM[:SS]")]
    pub(crate) to: Option<Clock>,
    /// By so long: 90s, 5m, 1h30m
    #[arg(long, value_name = "DURATION", value_parser = read::duration)]
    pub(crate) by: Option<Duration>,
    /// To the end of the day
    #[arg(long)]
    pub(crate) close: bool,
    /// To the start of the next trading day
    #[arg(long)]
    pub(crate) next_day: bool,
}

/// The record of everything that happened.
#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Work everything out again from the record and say what differs
    Verify,
    /// Write everything in the record to files that other programs read; no file that is there is replaced
    Export {
        /// What the files are
        #[arg(long, value_enum)]
        format: ExportName,
        /// The directory for them; made when it is not there
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Copy the record to a new file, under the same key, and verify the copy
    Backup {
        /// The new file
        file: PathBuf,
    },
    /// Put a copy of the record in its place; the present one is set aside
    Restore {
        /// The copy
        file: PathBuf,
        /// Also when events of the present record would be lost
        #[arg(long)]
        yes: bool,
    },
}

/// What an export's files are.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportName {
    /// Tables
    Csv,
    /// One document
    Json,
    /// A journal for hledger
    Hledger,
    /// A ledger for Beancount
    Beancount,
}

/// Where live quotes come from.
#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// Every source, whether it is switched on, and how it is
    List,
    /// Switch a source on. Quotes come from public pages that may be delayed; nothing about you is sent
    Enable {
        /// Which
        name: SourceName,
    },
    /// Switch a source off: a running window sends nothing more within a second
    Disable {
        /// Which
        name: SourceName,
    },
}

/// A source that can be switched.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SourceName {
    /// NSE's own website and archives
    Nse,
    /// Yahoo Finance, delayed: for when NSE does not answer
    Yahoo,
}
