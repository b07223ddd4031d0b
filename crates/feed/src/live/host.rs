//! One host: how often it was asked, how it answered, and what to make of that.

use std::time::Duration;

use tokio::time::Instant;
use trading::Moment;

use super::failed::{Class, Failed};
use super::health::{SourceHealth, State, Trouble};
use super::pace::Pace;
use super::web::Web;

/// One host and its record.
#[derive(Debug)]
pub(crate) struct Host {
    web: Web,
    pub(crate) pace: Pace,
    last_success: Option<Stamp>,
    /// The one before: an answer may turn out to be of no use after all.
    success_before: Option<Stamp>,
    trouble: Option<(Stamp, Failed)>,
    failures: u32,
}

/// When something happened. The wall clock goes on while the computer sleeps, tokio's may not: so the wall's moment is
/// kept where it was known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp {
    pub(crate) instant: Instant,
    pub(crate) moment: Option<Moment>,
}

impl Host {
    /// A host that was not asked yet.
    pub(crate) fn new(web: Web, seed: u64) -> Self {
        Self {
            web,
            pace: Pace::of(web, seed),
            last_success: None,
            success_before: None,
            trouble: None,
            failures: 0,
        }
    }

    /// An answer was used; its request was sent then.
    pub(crate) fn answered(&mut self, sent: Stamp) {
        self.success_before = self.last_success.replace(sent);
        self.trouble = None;
        self.failures = 0;
    }

    /// A request failed. That there is no such file, and that nothing was sent, says nothing against the source.
    pub(crate) fn failed(&mut self, at: Stamp, failed: &Failed) {
        match failed {
            Failed::SwitchedOff { .. } | Failed::Spent { .. } => return,
            Failed::NotThere { .. } => {}
            Failed::Outdated { .. } => {
                self.last_success = self.success_before;
                self.failures = self.failures.saturating_add(1);
            }
            Failed::Blocked { .. }
            | Failed::NoSession { .. }
            | Failed::Overloaded { .. }
            | Failed::TimedOut { .. }
            | Failed::Unreachable { .. }
            | Failed::TooLarge { .. }
            | Failed::Unreadable { .. }
            | Failed::Impossible { .. } => self.failures = self.failures.saturating_add(1),
        }
        self.trouble = Some((at, failed.clone()));
    }

    /// When an answer was last used.
    pub(crate) fn last_success(&self, now: Moment) -> Option<Moment> {
        self.last_success.map(|stamp| stamp.moment_by(now))
    }

    /// How it is. `blocked` is how long nothing may be asked yet.
    pub(crate) fn health(
        &self,
        now: Moment,
        allowed: bool,
        blocked: Option<Duration>,
        quarantined: u32,
    ) -> SourceHealth {
        let state = match (allowed, blocked, self.failures, self.last_success) {
            (false, ..) => State::Off,
            (true, Some(_), ..) => State::Blocked,
            (true, None, 1.., _) => State::Failing,
            (true, None, 0, Some(_)) => State::Answering,
            (true, None, 0, None) => State::Waiting,
        };
        let trouble = self.trouble.as_ref().map(|(stamp, failed)| Trouble {
            at: stamp.moment_by(now),
            class: failed.class(),
            words: failed.to_string(),
        });
        SourceHealth {
            web: self.web,
            state,
            last_success: self.last_success(now),
            trouble,
            failures: self.failures,
            requests_last_minute: self.pace.last_minute(),
            requests: self.pace.total(),
            blocked_until: blocked.filter(|_| allowed).map(|left| now.plus_millis(millis(left))),
            quarantined,
        }
    }
}

impl Failed {
    /// Whether it says that the host is down for now, so that the round need not ask it for more.
    pub(crate) const fn ends_the_round(&self) -> bool {
        match self.class() {
            Class::Wait { .. } => true,
            Class::TryAgain | Class::GiveUp => !matches!(
                self,
                Self::Unreadable { .. }
                    | Self::Outdated { .. }
                    | Self::TooLarge { .. }
                    | Self::NotThere { .. }
            ),
        }
    }
}

impl Stamp {
    /// The moment of it; reckoned back from now where the wall clock was not known.
    fn moment_by(self, now: Moment) -> Moment {
        self.moment.unwrap_or_else(|| now.plus_millis(-millis(self.instant.elapsed())))
    }
}

/// A span in milliseconds.
pub(crate) fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
