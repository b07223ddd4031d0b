//! The stand-in's own clock: a moment of the day that it tells, and how fast it goes.

use std::time::Duration;

use tokio::time::Instant;
use trading::Moment;

/// A clock that stood at a moment and has run since.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    began: Moment,
    since: Instant,
    speed: u32,
}

impl Course {
    /// A clock that stands at a moment now and runs so many times as fast as the wall's; 0 stands still.
    #[must_use]
    pub fn from(began: Moment, speed: u32) -> Self {
        Self { began, since: Instant::now(), speed }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Moment {
        let passed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.began.plus_millis(passed.saturating_mul(i64::from(self.speed)))
    }

    /// How long a span of the day takes on the wall's clock; none when it stands still.
    #[must_use]
    pub fn takes(&self, span: Duration) -> Option<Duration> {
        span.checked_div(self.speed)
    }
}
