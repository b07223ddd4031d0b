//! Why a source did not answer, and what to do about it.

use super::web::Web;

/// Why a request brought nothing. The words say what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The user did not switch it on.
    #[error("{web} is switched off, so nothing was asked. Switch live quotes on in Settings.")]
    SwitchedOff {
        /// The source.
        web: Web,
    },
    /// It said no (403, or a page where data was due). Nothing is asked of it for a while.
    #[error(
        "{web} refuses to answer this computer. Lakh leaves it alone for {} min and then asks once more; \
         quotes come from the next source or stay as they were.",
        seconds.div_ceil(60)
    )]
    Blocked {
        /// The source.
        web: Web,
        /// How long nothing will be asked, in seconds from now.
        seconds: u64,
    },
    /// The number of requests that it may be asked is used up.
    #[error("Lakh has asked {web} as often as it allows itself; the next request may go in {seconds} s.")]
    Spent {
        /// The source.
        web: Web,
        /// How long, in seconds from now.
        seconds: u64,
    },
    /// There is no such thing, or not yet (404).
    #[error(
        "{web} has no {what}. For a day's file: a holiday, or it is published later; look again after 19:00."
    )]
    NotThere {
        /// The source.
        web: Web,
        /// What was asked for.
        what: String,
    },
    /// The session's cookies were not accepted, a new session's neither (401, or an empty answer).
    #[error(
        "{web} did not accept a new session. Lakh tries again with the next round; nothing needs to be done."
    )]
    NoSession {
        /// The source.
        web: Web,
    },
    /// It has too much to do (429, 5xx).
    #[error(
        "{web} is overloaded (status {status}). Lakh tries again with the next round; nothing needs to be done."
    )]
    Overloaded {
        /// The source.
        web: Web,
        /// The status of its answer.
        status: u16,
    },
    /// No answer in time.
    #[error(
        "{web} did not answer in time. Lakh tries again with the next round; if it stays, look at the connection."
    )]
    TimedOut {
        /// The source.
        web: Web,
    },
    /// No connection, or one that broke off.
    #[error(
        "{web} cannot be reached ({why}). Look at the connection to the internet; Lakh tries again by itself."
    )]
    Unreachable {
        /// The source.
        web: Web,
        /// What the network said.
        why: String,
    },
    /// The answer is larger than any honest one.
    #[error(
        "{web} sent more than {most} bytes for {what}; the rest was not read. Lakh tries again with the next round."
    )]
    TooLarge {
        /// The source.
        web: Web,
        /// What was asked for.
        what: String,
        /// The most that is read.
        most: usize,
    },
    /// The answer is not what was asked for: cut short, of another kind, sent elsewhere.
    #[error(
        "{web} answered {what} with something else: {why}. Lakh tries again; if it stays, look for a newer Lakh."
    )]
    Unreadable {
        /// The source.
        web: Web,
        /// What was asked for.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The answer is of an earlier time than what is known, or has stood still while the market moved.
    #[error(
        "{web} answered {what} from the past: {why}. Lakh keeps what it knows and tries again with the next round."
    )]
    Outdated {
        /// The source.
        web: Web,
        /// What was asked for.
        what: String,
        /// How it was seen.
        why: String,
    },
    /// The request cannot be made at all.
    #[error("{web} cannot be asked: {why}. Look at the address that the environment gives.")]
    Impossible {
        /// The source.
        web: Web,
        /// Why.
        why: String,
    },
}

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Ask again with the next round.
    TryAgain,
    /// Ask again after so long, not before.
    Wait {
        /// In seconds from when it failed.
        seconds: u64,
    },
    /// Do not ask again for the same thing.
    GiveUp,
}

impl Failed {
    /// What to do about it.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Blocked { seconds, .. } | Self::Spent { seconds, .. } => Class::Wait { seconds: *seconds },
            Self::NoSession { .. }
            | Self::Overloaded { .. }
            | Self::TimedOut { .. }
            | Self::Unreachable { .. }
            | Self::TooLarge { .. }
            | Self::Unreadable { .. }
            | Self::Outdated { .. } => Class::TryAgain,
            Self::SwitchedOff { .. } | Self::NotThere { .. } | Self::Impossible { .. } => Class::GiveUp,
        }
    }

    /// The source that failed.
    #[must_use]
    pub const fn web(&self) -> Web {
        match self {
            Self::SwitchedOff { web }
            | Self::Blocked { web, .. }
            | Self::Spent { web, .. }
            | Self::NotThere { web, .. }
            | Self::NoSession { web }
            | Self::Overloaded { web, .. }
            | Self::TimedOut { web }
            | Self::Unreachable { web, .. }
            | Self::TooLarge { web, .. }
            | Self::Unreadable { web, .. }
            | Self::Outdated { web, .. }
            | Self::Impossible { web, .. } => *web,
        }
    }
}
