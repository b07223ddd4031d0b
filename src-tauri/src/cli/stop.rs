//! Why a command stopped, its exit code and its answer.

use desk::Problem;
use serde::Serialize;
use store::{Class, StoreError};
use trading::Refusal;

use crate::config::BadStart;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The rules refused it: exit 1.
    Refused(Refusal),
    /// Something else stood in the way.
    Failed(Failure),
}

/// A failure with what to do next.
#[derive(Debug)]
pub(crate) struct Failure {
    blame: Blame,
    code: String,
    message: String,
    next_step: String,
}

/// What is to blame, and so the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The command as it was written: exit 2.
    Usage,
    /// Network, disk, another program: exit 3.
    World,
    /// The record: exit 4.
    Record,
    /// Whoever asks: exit 5.
    Person,
}

impl Stop {
    /// A failure.
    pub(crate) fn failed(
        blame: Blame,
        code: impl Into<String>,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Self {
        Self::Failed(Failure {
            blame,
            code: code.into(),
            message: message.into(),
            next_step: next_step.into(),
        })
    }

    /// A command written in a way that cannot be followed.
    pub(crate) fn usage(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::failed(Blame::Usage, "usage", message, next_step)
    }

    /// The exit code.
    pub(crate) const fn exit(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Failed(Failure { blame: Blame::Usage, .. }) => 2,
            Self::Failed(Failure { blame: Blame::World, .. }) => 3,
            Self::Failed(Failure { blame: Blame::Record, .. }) => 4,
            Self::Failed(Failure { blame: Blame::Person, .. }) => 5,
        }
    }

    /// The answer in JSON.
    pub(crate) fn json(&self) -> String {
        let shape = match self {
            Self::Refused(refusal) => Shape::Refusal {
                code: refusal.code(),
                message: refusal.message(),
                accepted: refusal.accepted(),
            },
            Self::Failed(failure) => {
                Shape::Error { code: &failure.code, message: &failure.message, next_step: &failure.next_step }
            }
        };
        serde_json::to_string_pretty(&shape).unwrap_or_default()
    }

    /// The answer in words.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Refused(refusal) => {
                let accepted = refusal.accepted().map(|accepted| format!("\nAccepted: {accepted}."));
                format!("Refused: {}{}", refusal.message(), accepted.unwrap_or_default())
            }
            Self::Failed(failure) if failure.next_step.is_empty() => failure.message.clone(),
            Self::Failed(failure) => format!("{}\n{}", failure.message, failure.next_step),
        }
    }

    /// Whether the words belong to standard output: a refusal is an answer, a failure is none.
    pub(crate) const fn is_answer(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Shape<'a> {
    Refusal { code: &'a str, message: String, accepted: Option<String> },
    Error { code: &'a str, message: &'a str, next_step: &'a str },
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        let (message, next_step) = (problem.to_string(), problem.next_step());
        match problem {
            Problem::Refused(refusal) => Self::Refused(refusal),
            Problem::Usage { .. } => Self::failed(Blame::Usage, "usage", message, next_step),
            Problem::NotAllowed { code, .. } => Self::failed(Blame::Person, code, message, next_step),
            Problem::World { .. } => Self::failed(Blame::World, "world", message, next_step),
            Problem::Damaged { .. } => Self::failed(Blame::Record, "damaged", message, next_step),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        let blame = match error.class() {
            Class::Refused => Blame::Usage,
            Class::NotAllowed => Blame::Person,
            Class::World { .. } => Blame::World,
            Class::Damaged => Blame::Record,
        };
        Self::failed(blame, error.code(), error.to_string(), error.next_step())
    }
}

impl From<BadStart> for Stop {
    fn from(error: BadStart) -> Self {
        Self::usage(error.to_string(), "")
    }
}
