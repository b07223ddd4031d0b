//! The clock on the wall: the system's, or one that was set for a test and runs on.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::time::Instant;
use trading::Moment;

/// Tells the real time, in IST.
#[derive(Debug, Clone, Copy)]
pub struct WallClock {
    set: Option<(Moment, Instant)>,
}

impl WallClock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { set: None }
    }

    /// A clock that shows `moment` now and runs from there.
    #[must_use]
    pub fn starting_at(moment: Moment) -> Self {
        Self { set: Some((moment, Instant::now())) }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Moment {
        let millis = |elapsed: std::time::Duration| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
        match self.set {
            Some((moment, since)) => moment.plus_millis(millis(since.elapsed())),
            // A system clock before 1970 reads as 1970.
            None => {
                Moment::from_millis(millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
            }
        }
    }
}
