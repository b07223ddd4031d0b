//! Orders, triggers, baskets and positions as they are written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use trading::{GttId, OrderId, Paise, Symbol};

use crate::cli::read;

/// An order as it is written.
#[derive(Debug, Args)]
pub(crate) struct TicketArguments {
    /// NSE's symbol
    pub(crate) symbol: Symbol,
    /// Shares
    #[arg(value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
    pub(crate) quantity: i64,
    /// Longterm (cnc) or intraday (mis)
    #[arg(long, value_enum, ignore_case = true, default_value = "cnc")]
    pub(crate) product: ProductName,
    /// How it is priced; limit when a price is given, market when not
    #[arg(long = "type", value_enum, ignore_case = true, value_name = "TYPE")]
    pub(crate) kind: Option<TypeName>,
    /// The limit, in rupees
    #[arg(long, value_name = "P", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) price: Option<Paise>,
    /// The trigger of a stop-loss order, in rupees
    #[arg(long, value_name = "P", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) trigger: Option<Paise>,
    /// To the end of the day, or immediate-or-cancel
    #[arg(long, value_enum, ignore_case = true, default_value = "day")]
    pub(crate) validity: ValidityName,
    /// Show the market only so many of the shares at a time
    #[arg(long, value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
    pub(crate) disclosed: Option<i64>,
    /// After-market: queue it for the next session
    #[arg(long)]
    pub(crate) amo: bool,
    /// Your plan in a line
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, value_parser = read::note)]
    pub(crate) note: String,
    /// Say what it would cost and whether it would be accepted; change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// An order whose cost is asked for.
#[derive(Debug, Args)]
pub(crate) struct CostArguments {
    /// Buy or sell
    #[arg(value_enum, ignore_case = true)]
    pub(crate) side: SideName,
    /// NSE's symbol
    pub(crate) symbol: Symbol,
    /// Shares
    #[arg(value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
    pub(crate) quantity: i64,
    /// The price, in rupees
    #[arg(long, value_name = "P", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) price: Paise,
    /// Longterm (cnc) or intraday (mis)
    #[arg(long, value_enum, ignore_case = true, default_value = "cnc")]
    pub(crate) product: ProductName,
}

/// One order.
#[derive(Debug, Subcommand)]
pub(crate) enum OrderCommand {
    /// All about it
    Show {
        /// Its number
        #[arg(value_parser = read::order)]
        id: OrderId,
    },
    /// Cancel what is left of it, or of every open order
    #[command(group = clap::ArgGroup::new("which").required(true))]
    Cancel {
        /// Its number
        #[arg(value_parser = read::order, group = "which")]
        id: Option<OrderId>,
        /// Every order that can be cancelled now
        #[arg(long, group = "which")]
        all: bool,
    },
    /// Change it; what is not named stays as it is
    Modify {
        /// Its number
        #[arg(value_parser = read::order)]
        id: OrderId,
        /// Shares in all, those filled included
        #[arg(long, value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
        quantity: Option<i64>,
        /// The limit, in rupees
        #[arg(long, value_name = "P", value_parser = read::rupees, allow_hyphen_values = true)]
        price: Option<Paise>,
        /// The trigger, in rupees
        #[arg(long, value_name = "P", value_parser = read::rupees, allow_hyphen_values = true)]
        trigger: Option<Paise>,
        /// Another kind; a price that it does not have goes
        #[arg(long = "type", value_enum, ignore_case = true, value_name = "TYPE")]
        kind: Option<TypeName>,
        /// To the end of the day, or immediate-or-cancel
        #[arg(long, value_enum, ignore_case = true)]
        validity: Option<ValidityName>,
        /// Shares shown at a time; 0 shows all of them
        #[arg(long, value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
        disclosed: Option<i64>,
    },
}

/// Triggers that live across days.
#[derive(Debug, Subcommand)]
pub(crate) enum GttCommand {
    /// Write a trigger; with a second --trigger and --price, to sell, an OCO: one cancels the other
    Create {
        /// Buy or sell
        #[arg(value_enum, ignore_case = true)]
        side: SideName,
        /// NSE's symbol
        symbol: Symbol,
        /// What sets it off, and its limit order
        #[command(flatten)]
        legs: LegArguments,
        /// Your plan in a line
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, value_parser = read::note)]
        note: String,
    },
    /// Every trigger of the account, newest first
    List,
    /// Change a trigger that still waits
    Modify {
        /// Its number
        #[arg(value_parser = read::gtt)]
        id: GttId,
        /// What sets it off, and its limit order
        #[command(flatten)]
        legs: LegArguments,
    },
    /// Take a trigger back
    Cancel {
        /// Its number
        #[arg(value_parser = read::gtt)]
        id: GttId,
    },
}

/// A trigger's legs: the first --price belongs to the first --trigger, the second to the second.
#[derive(Debug, Args)]
pub(crate) struct LegArguments {
    /// Shares
    #[arg(value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
    pub(crate) quantity: i64,
    /// The price that sets it off, in rupees
    #[arg(long, value_name = "P", value_parser = read::rupees, required = true, allow_hyphen_values = true)]
    pub(crate) trigger: Vec<Paise>,
    /// The limit of the order that it places, in rupees
    #[arg(long, value_name = "P", value_parser = read::rupees, required = true, allow_hyphen_values = true)]
    pub(crate) price: Vec<Paise>,
}

/// Intraday positions.
#[derive(Debug, Subcommand)]
pub(crate) enum PositionCommand {
    /// Close every intraday position at the market; its open orders are cancelled first
    Exit {
        /// Every one of them
        #[arg(long, required = true)]
        all: bool,
    },
    /// Turn shares bought today from intraday into delivery or back
    Convert {
        /// NSE's symbol
        symbol: Symbol,
        /// Shares
        #[arg(value_name = "QTY", value_parser = read::quantity, allow_hyphen_values = true)]
        quantity: i64,
        /// What they become
        #[arg(long, value_enum, ignore_case = true)]
        to: ProductName,
    },
}

/// Several orders from a file.
#[derive(Debug, Args)]
pub(crate) struct BasketArguments {
    /// A file with an order a line, written as on the command line: buy RELIANCE 5 --price 1315.30; `-` reads
    /// standard input, a line that begins with # is passed over
    pub(crate) file: PathBuf,
    /// Say what they would cost together and whether each would be accepted; change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A line of a basket's file.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, disable_help_subcommand = true)]
pub(crate) enum BasketLine {
    /// Buy shares
    Buy(TicketArguments),
    /// Sell shares
    Sell(TicketArguments),
}

/// Buy or sell.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SideName {
    /// Buy
    Buy,
    /// Sell
    Sell,
}

/// For how long the shares are meant.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ProductName {
    /// Longterm: delivery, full cash
    Cnc,
    /// Intraday: closed the same day, on margin
    Mis,
}

/// How an order is priced.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypeName {
    /// At the market's price
    Market,
    /// At the limit or better
    Limit,
    /// Stop-loss: a limit order once the trigger trades
    Sl,
    /// Stop-loss: a market order once the trigger trades
    #[value(name = "sl-m")]
    SlM,
}

/// How long an order stands.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ValidityName {
    /// To the end of the day
    Day,
    /// Immediate or cancel
    Ioc,
}
