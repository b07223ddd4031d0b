//! The public sources on the web, where they live, and which of them the user switched on.

use std::fmt;

use trading::Source;

/// A source on the web. Closed: there is no other, and none of them takes an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Web {
    /// NSE's website: quotes, indices, candles. Wants cookies.
    Nse,
    /// NSE's archives: the daily files. Wants none.
    NseArchives,
    /// Yahoo Finance: the second source; delayed.
    Yahoo,
}

/// The base addresses of the sources, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// NSE's website.
    pub nse: String,
    /// NSE's candles, which the website serves from a host of their own.
    pub charting: String,
    /// NSE's archives.
    pub nse_archives: String,
    /// Yahoo Finance.
    pub yahoo: String,
}

/// Which sources the user switched on. None until then, and then nothing leaves the computer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Enabled {
    /// NSE's website and archives.
    pub nse: bool,
    /// Yahoo Finance, for when NSE does not answer.
    pub yahoo: bool,
}

impl Web {
    /// Every source, the first choice first.
    pub const ALL: [Self; 3] = [Self::Nse, Self::NseArchives, Self::Yahoo];

    /// Its name for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nse => "NSE",
            Self::NseArchives => "NSE archives",
            Self::Yahoo => "Yahoo Finance",
        }
    }

    /// What a quote of it names as its source.
    #[must_use]
    pub const fn source(self) -> Source {
        match self {
            Self::Nse => Source::Nse,
            Self::NseArchives => Source::Archive,
            Self::Yahoo => Source::Yahoo,
        }
    }
}

impl Addresses {
    /// The environment variable that replaces the address of NSE's website (and of its candles).
    pub const NSE_VARIABLE: &'static str = "LAKH_NSE_URL";
    /// The environment variable that replaces the address of NSE's archives.
    pub const NSE_ARCHIVES_VARIABLE: &'static str = "LAKH_NSE_ARCHIVES_URL";
    /// The environment variable that replaces the address of Yahoo Finance.
    pub const YAHOO_VARIABLE: &'static str = "LAKH_YAHOO_URL";

    /// The public addresses, each replaced where another is given: what the environment says under the three
    /// variables. The address of the candles goes with that of the website.
    #[must_use]
    pub fn replaced(nse: Option<&str>, nse_archives: Option<&str>, yahoo: Option<&str>) -> Self {
        let or = |given: Option<&str>, public: &str| {
            let given =
                given.map(|given| given.trim().trim_end_matches('/')).filter(|given| !given.is_empty());
            given.unwrap_or(public).to_owned()
        };
        Self {
            nse: or(nse, "https://www.nseindia.com"),
            charting: or(nse, "https://charting.nseindia.com"),
            nse_archives: or(nse_archives, "https://nsearchives.nseindia.com"),
            yahoo: or(yahoo, "https://query1.finance.yahoo.com"),
        }
    }
}

impl Default for Addresses {
    /// The public ones.
    fn default() -> Self {
        Self::replaced(None, None, None)
    }
}

impl Enabled {
    /// Whether a source may be asked.
    #[must_use]
    pub const fn allows(self, web: Web) -> bool {
        match web {
            Web::Nse | Web::NseArchives => self.nse,
            Web::Yahoo => self.yahoo,
        }
    }

    /// Whether none is.
    #[must_use]
    pub const fn is_off(self) -> bool {
        !self.nse && !self.yahoo
    }
}

impl fmt::Display for Web {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}
