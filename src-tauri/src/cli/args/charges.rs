//! How charge profiles are written on the command line. (What is called `profile` among the arguments is who signs in.)

use clap::{Args, Subcommand, ValueEnum};
use trading::{Paise, Rate};

use super::read::{self, Most};

/// What orders are charged under. PROFILE is a profile's short name or its whole name, as `lakh charges list` shows them.
#[derive(Debug, Subcommand)]
pub(crate) enum ChargesCommand {
    /// Every profile, with the one that new orders are charged under
    List,
    /// A profile line by line; the one in force unless named
    Show {
        /// Its short name or its name
        #[arg(value_name = "PROFILE")]
        which: Option<String>,
        /// An older version; the newest unless named
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// Copy a profile as your own, to be changed; it is in force once you use it
    Copy {
        /// Its short name or its name
        #[arg(value_name = "PROFILE")]
        which: String,
        /// What the copy is called
        name: String,
    },
    /// Change a profile of your own: new orders are charged under the new version where it is in force
    Edit(EditArguments),
    /// Have new orders charged under a profile
    Use {
        /// Its short name or its name
        #[arg(value_name = "PROFILE")]
        which: String,
    },
}

/// What changes about a profile; the rest stays as it is.
#[derive(Debug, Args)]
pub(crate) struct EditArguments {
    /// Its short name or its name
    #[arg(value_name = "PROFILE")]
    pub(crate) which: String,
    /// Another name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Share of a delivery order's value, in percent
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub(crate) delivery_percent: Option<Rate>,
    /// The least that this share comes to
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) delivery_least: Option<Paise>,
    /// The most that this share comes to, or none
    #[arg(long, value_name = "RUPEES", value_parser = read::most, allow_hyphen_values = true)]
    pub(crate) delivery_most: Option<Most>,
    /// A sum that every delivery order pays on top
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) delivery_flat: Option<Paise>,
    /// Share of an intraday order's value, in percent
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub(crate) intraday_percent: Option<Rate>,
    /// The least that this share comes to
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) intraday_least: Option<Paise>,
    /// The most that this share comes to, or none
    #[arg(long, value_name = "RUPEES", value_parser = read::most, allow_hyphen_values = true)]
    pub(crate) intraday_most: Option<Most>,
    /// A sum that every intraday order pays on top
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) intraday_flat: Option<Paise>,
    /// The DP charge a stock and day of delivery sale, before GST
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) dp: Option<Paise>,
    /// The fee of a square-off by the program, before GST
    #[arg(long, value_name = "RUPEES", value_parser = read::rupees, allow_hyphen_values = true)]
    pub(crate) square_off: Option<Paise>,
    /// How SEBI's fee is taxed
    #[arg(long, value_name = "HOW")]
    pub(crate) sebi_gst: Option<SebiGstName>,
    /// Whether the investor protection fund is in the base of the GST
    #[arg(long, value_name = "YES|NO")]
    pub(crate) ipft_gst: Option<YesNo>,
}

/// How SEBI's fee is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SebiGstName {
    /// In the base of the GST line
    Base,
    /// In its own line
    OwnLine,
    /// Not at all
    Untaxed,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    /// It is
    Yes,
    /// It is not
    No,
}
