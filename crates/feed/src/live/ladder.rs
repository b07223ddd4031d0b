//! What happens after a source said no: it is left alone, twice as long each time.

use std::time::Duration;

use tokio::time::Instant;

/// The ladder of one publisher. NSE's website and archives stand on the same one: a refusal by either stops both.
#[derive(Debug)]
pub(crate) struct Ladder {
    until: Option<Instant>,
    next: Duration,
}

const SHORTEST: Duration = Duration::from_secs(600);
const LONGEST: Duration = Duration::from_secs(3_600);

impl Ladder {
    /// Nothing was refused yet.
    pub(crate) const fn new() -> Self {
        Self { until: None, next: SHORTEST }
    }

    /// It said no: nothing is asked for ten minutes, for twenty the next time, for an hour at most. Answers how long.
    pub(crate) fn refused(&mut self) -> Duration {
        let step = self.next;
        self.until = Some(Instant::now() + step);
        self.next = (step * 2).min(LONGEST);
        step
    }

    /// It answered what was asked: the ladder is stood at the bottom of again.
    pub(crate) const fn answered(&mut self) {
        self.until = None;
        self.next = SHORTEST;
    }

    /// How long nothing may be asked yet; none when it may be.
    pub(crate) fn blocked(&self) -> Option<Duration> {
        let left = self.until?.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }
}
