//! How the stand-in misbehaves on command.

use std::str::FromStr;

use tokio::time::Instant;
use trading::Moment;

use crate::ledger::Site;

/// A way to misbehave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// 403 with the page of a content network that refuses.
    Forbidden,
    /// 401: the session is not accepted.
    Unauthorized,
    /// 200 with nothing in it.
    Empty,
    /// Half of the answer, said to be all of it.
    Truncated,
    /// An answer said to be gzipped that is not.
    WrongGzip,
    /// A byte a second.
    SlowDrip,
    /// No answer at all.
    Hang,
    /// 429.
    TooMany,
    /// 503.
    Unavailable,
    /// A redirect to itself.
    RedirectLoop,
    /// JSON said to be a web page.
    WrongType,
    /// 200 with a page of maintenance.
    Maintenance,
    /// The answer of ten minutes ago, its time stamps too.
    OldStamps,
    /// Always the answer of the moment when the fault began.
    Frozen,
    /// Every seventh stock's price outside its band, or twice what it is.
    OutOfBand,
    /// Every seventh stock left out.
    Missing,
    /// A body of 40 MB.
    Huge,
    /// A body of 40 MB, packed into 40 kB.
    Bomb,
    /// The connection is closed without an answer.
    Reset,
    /// 404 for everything.
    Gone,
}

/// What a fault is of: everything of one site, or only what has some words in its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whose; none for all.
    pub site: Option<Site>,
    /// Words of the path; empty for all.
    pub path: String,
    /// Whether the pages that set cookies misbehave too.
    pub pages: bool,
}

/// A fault that is on.
#[derive(Debug, Clone)]
pub(crate) struct Misbehaviour {
    pub(crate) fault: Fault,
    pub(crate) scope: Scope,
    /// The moment of the day when it began.
    pub(crate) from: Moment,
    /// When it ends by itself.
    pub(crate) until: Option<Instant>,
}

impl Fault {
    /// Every way to misbehave, with its name on the command line.
    pub const ALL: [(&'static str, Self); 20] = [
        ("forbidden", Self::Forbidden),
        ("unauthorized", Self::Unauthorized),
        ("empty", Self::Empty),
        ("truncated", Self::Truncated),
        ("wrong-gzip", Self::WrongGzip),
        ("slow-drip", Self::SlowDrip),
        ("hang", Self::Hang),
        ("too-many", Self::TooMany),
        ("unavailable", Self::Unavailable),
        ("redirect-loop", Self::RedirectLoop),
        ("wrong-type", Self::WrongType),
        ("maintenance", Self::Maintenance),
        ("old-stamps", Self::OldStamps),
        ("frozen", Self::Frozen),
        ("out-of-band", Self::OutOfBand),
        ("missing", Self::Missing),
        ("huge", Self::Huge),
        ("bomb", Self::Bomb),
        ("reset", Self::Reset),
        ("gone", Self::Gone),
    ];
}

impl Scope {
    /// Everything that NSE's website is asked, but for the pages that set cookies.
    #[must_use]
    pub const fn nse() -> Self {
        Self { site: Some(Site::Nse), path: String::new(), pages: false }
    }

    /// Everything, pages too.
    #[must_use]
    pub const fn everything() -> Self {
        Self { site: None, path: String::new(), pages: true }
    }

    /// Everything of one site, pages too.
    #[must_use]
    pub const fn of(site: Site) -> Self {
        Self { site: Some(site), path: String::new(), pages: true }
    }

    /// Only what has these words in its path.
    #[must_use]
    pub fn path(words: &str) -> Self {
        Self { site: None, path: words.to_owned(), pages: true }
    }

    pub(crate) fn holds(&self, site: Site, path: &str, page: bool) -> bool {
        let of_the_site = self.site.is_none_or(|one| one == site);
        of_the_site && path.contains(&self.path) && (self.pages || !page)
    }
}

/// A name that is no fault's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no fault; choose one of {}", Fault::ALL.map(|(name, _)| name).join(", "))]
pub struct NoSuchFault {
    name: String,
}

impl FromStr for Fault {
    type Err = NoSuchFault;

    fn from_str(name: &str) -> Result<Self, NoSuchFault> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, fault)| fault).ok_or_else(|| NoSuchFault { name: name.to_owned() })
    }
}
