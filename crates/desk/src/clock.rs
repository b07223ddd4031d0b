//! The clock on the wall: the system's, or one that was set for a test and runs on or stands.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::time::Instant;
use trading::Moment;

/// Tells the real time, in IST.
#[derive(Debug, Clone, Copy)]
pub struct WallClock {
    shown: Shown,
}

#[derive(Debug, Clone, Copy)]
enum Shown {
    ByTheSystem,
    Since(Moment, Instant),
    ByHand(&'static AtomicI64),
}

impl WallClock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { shown: Shown::ByTheSystem }
    }

    /// A clock that shows `moment` now and runs from there.
    #[must_use]
    pub fn starting_at(moment: Moment) -> Self {
        Self { shown: Shown::Since(moment, Instant::now()) }
    }

    /// A clock whose hands somebody moves: it shows these milliseconds of UTC since 1970, and stands between.
    #[must_use]
    pub const fn by_hand(millis: &'static AtomicI64) -> Self {
        Self { shown: Shown::ByHand(millis) }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Moment {
        let millis = |elapsed: std::time::Duration| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
        match self.shown {
            Shown::Since(moment, since) => moment.plus_millis(millis(since.elapsed())),
            Shown::ByHand(hand) => Moment::from_millis(hand.load(Ordering::SeqCst)),
            // A system clock before 1970 reads as 1970.
            Shown::ByTheSystem => {
                Moment::from_millis(millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
            }
        }
    }
}
