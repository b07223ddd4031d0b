//! How corporate actions are written on the command line.

use clap::{Args, Subcommand};
use trading::{Day, Paise, Ratio, Symbol};

use super::read;

/// Corporate actions: what they did, and those that no list of the exchange tells.
#[derive(Debug, Subcommand)]
pub(crate) enum CorporateCommand {
    /// What corporate actions did to the account, newest first, with what it was decided on
    List,
    /// A company that is held goes into another one
    Merger {
        /// The stock that is held
        symbol: Symbol,
        /// The other company
        #[arg(long)]
        into: Symbol,
        #[command(flatten)]
        terms: TermsArguments,
    },
    /// A part of a company that is held is listed on its own
    Demerger {
        /// The stock that is held
        symbol: Symbol,
        /// The new company
        #[arg(long)]
        new: Symbol,
        /// The part of the cost that goes with it, in percent, as the company publishes it
        #[arg(long, value_name = "PERCENT", value_parser = read::rupees, allow_hyphen_values = true)]
        cost_percent: Paise,
        #[command(flatten)]
        terms: TermsArguments,
    },
    /// Old shares become new ones, where no list of the exchange says so: 10:1 after a split, 1:10 after a consolidation,
    /// 1:1 where the share has a new ISIN and nothing else changed
    Split {
        /// The stock that is held
        symbol: Symbol,
        #[command(flatten)]
        terms: TermsArguments,
    },
    /// Free shares, where no list of the exchange says so
    Bonus {
        /// The stock that is held
        symbol: Symbol,
        #[command(flatten)]
        terms: TermsArguments,
    },
    /// A dividend, where no list of the exchange says so
    Dividend {
        /// The stock that is held
        symbol: Symbol,
        /// What a share is paid, before tax
        #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
        rupees: Paise,
        /// Who bought before this day is paid; today unless named
        #[arg(long, value_name = "YYYY-MM-DD")]
        ex_date: Option<Day>,
    },
    /// Uses rights that are held: pays the price now, for shares that are allotted when the issue has closed
    Subscribe {
        /// The right, as it stands in the holdings: GENESYS-RE
        right: Symbol,
        /// How many rights; all that can be used unless named
        #[arg(long, value_name = "SHARES")]
        qty: Option<i64>,
    },
    /// Gives rights up that are not used, because the company closes the issue: they lapse and are worth nothing
    Lapse {
        /// The right, as it stands in the holdings: GENESYS-RE
        right: Symbol,
    },
}

/// What mergers, demergers, splits and bonuses need.
#[derive(Debug, Args)]
pub(crate) struct TermsArguments {
    /// New shares for shares held: 3:2 gives three for two
    #[arg(long, value_name = "NEW:HELD")]
    pub(crate) ratio: Ratio,
    /// Who bought before this day takes part; today unless named
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) ex_date: Option<Day>,
}
