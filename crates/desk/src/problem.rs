//! Why something was not done: the rules refused it, or the world failed.

use store::{AppendError, ArchiveError, Class, StoreError};
use trading::Refusal;

/// What stands in the way of an action.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The rules refused it; nothing changed but the order book.
    #[error("{}", .0.message())]
    Refused(Refusal),
    /// Something was asked that cannot be: a name that does not exist, a day that is not there.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What would be right.
        next_step: String,
    },
    /// Whoever asks may not: a wrong password, a locked profile, no administrator.
    #[error("{message}")]
    NotAllowed {
        /// A stable name for programs.
        code: &'static str,
        /// What is not allowed.
        message: String,
        /// Who may, or what to do.
        next_step: String,
    },
    /// The disk, the network or another program stood in the way.
    #[error("{message}")]
    World {
        /// What went wrong.
        message: String,
        /// What to do next, and whether trying again helps.
        next_step: String,
    },
    /// The record is damaged.
    #[error("{message}")]
    Damaged {
        /// What is damaged.
        message: String,
        /// Where the last good copy is, and what to do.
        next_step: String,
    },
}

impl Problem {
    /// A question that cannot be answered as asked.
    pub fn usage(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), next_step: next_step.into() }
    }

    /// A failure of the world.
    pub fn world(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::World { message: message.into(), next_step: next_step.into() }
    }

    /// What to do next.
    #[must_use]
    pub fn next_step(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.accepted().unwrap_or_default(),
            Self::Usage { next_step, .. }
            | Self::NotAllowed { next_step, .. }
            | Self::World { next_step, .. }
            | Self::Damaged { next_step, .. } => next_step.clone(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let (message, next_step) = (error.to_string(), error.next_step().to_owned());
        of_class(error.class(), error.code(), message, next_step)
    }
}

impl From<AppendError> for Problem {
    fn from(error: AppendError) -> Self {
        let (message, next_step) = (error.to_string(), error.next_step().to_owned());
        of_class(error.class(), error.code(), message, next_step)
    }
}

fn of_class(class: Class, code: &'static str, message: String, next_step: String) -> Problem {
    match class {
        Class::Refused => Problem::Usage { message, next_step },
        Class::NotAllowed => Problem::NotAllowed { code, message, next_step },
        Class::World { .. } => Problem::World { message, next_step },
        Class::Damaged => Problem::Damaged { message, next_step },
    }
}

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        let words = error.to_string();
        let (message, next_step) = words.rsplit_once(": ").unwrap_or((&words, "Try again."));
        match error {
            ArchiveError::NoSuchDay { .. } => Self::usage(words, "lakh market days lists the days."),
            ArchiveError::NotPermitted { .. }
            | ArchiveError::Busy { .. }
            | ArchiveError::DiskFull { .. }
            | ArchiveError::Newer { .. }
            | ArchiveError::Damaged { .. }
            | ArchiveError::BuiltIn { .. } => Self::world(message, next_step),
        }
    }
}
