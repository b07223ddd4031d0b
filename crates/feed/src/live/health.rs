//! How the sources are: for the header's badge, Settings and `lakh doctor`.

use trading::Moment;

use super::failed::Class;
use super::web::Web;

/// How every source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The moment that it is told for.
    pub at: Moment,
    /// One of each, in the order of `Web::ALL`.
    pub sources: Vec<SourceHealth>,
}

/// How one source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceHealth {
    /// Which.
    pub web: Web,
    /// How it is in one word.
    pub state: State,
    /// When a request whose answer was used was sent; none when there was none yet.
    pub last_success: Option<Moment>,
    /// The last failure, when nothing has come since.
    pub trouble: Option<Trouble>,
    /// Failures in a row since the last success.
    pub failures: u32,
    /// Requests of the last 60 seconds, those that fetch cookies included.
    pub requests_last_minute: u32,
    /// Requests since the program started.
    pub requests: u64,
    /// Until when nothing is asked, while it is blocked.
    pub blocked_until: Option<Moment>,
    /// Quotes that were set aside as impossible, since midnight.
    pub quarantined: u32,
}

/// How a source is in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Not switched on.
    Off,
    /// Switched on, not asked yet.
    Waiting,
    /// The last request was answered.
    Answering,
    /// The last request was not.
    Failing,
    /// It said no, and is left alone.
    Blocked,
}

/// A failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// When.
    pub at: Moment,
    /// What to do about it.
    pub class: Class,
    /// What happened and what to do, in words.
    pub words: String,
}

impl Health {
    /// How one source is.
    #[must_use]
    pub fn of(&self, web: Web) -> Option<&SourceHealth> {
        self.sources.iter().find(|source| source.web == web)
    }
}

impl SourceHealth {
    /// Milliseconds since the last success; none when there was none.
    #[must_use]
    pub fn age_millis(&self, now: Moment) -> Option<i64> {
        self.last_success.map(|success| now.since(success).max(0))
    }
}

impl State {
    /// The state in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Waiting => "not asked yet",
            Self::Answering => "answering",
            Self::Failing => "not answering",
            Self::Blocked => "blocked",
        }
    }
}
