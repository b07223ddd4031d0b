//! How often a host is asked: one request at a time, a pause between two, and a most of every minute or hour.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};
use rand_core::{RngCore as _, SeedableRng as _};
use rand_xoshiro::SplitMix64;
use tokio::time::{Instant, sleep};

use super::web::Web;

/// The pace of one host.
#[derive(Debug)]
pub(crate) struct Pace {
    clock: Ticking,
    spacing: Limiter,
    share: Limiter,
    /// Up to so much is added to the pause, by chance, so that requests do not march in step.
    jitter: Duration,
    dice: SplitMix64,
    sent: VecDeque<Instant>,
    total: u64,
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, Ticking, NoOpMiddleware<Duration>>;

/// Tokio's clock for the limiter: it stands still when a test says so.
#[derive(Debug, Clone, Copy)]
struct Ticking {
    began: Instant,
}

const MINUTE: Duration = Duration::from_secs(60);

impl Pace {
    /// The pace that a source is asked at. NSE and its archives: 350 ms and up to 150 ms more between two requests, at
    /// most 60 in any 60 seconds (what others report as always tolerated is 120). Yahoo: a second and up to 250 ms
    /// more, at most 300 in any hour.
    pub(crate) fn of(web: Web, seed: u64) -> Self {
        let (spacing, jitter, share) = match web {
            Web::Nse | Web::NseArchives => (350, 150, Quota::per_minute(count(40)).allow_burst(count(20))),
            Web::Yahoo => (1000, 250, Quota::per_hour(count(240)).allow_burst(count(60))),
        };
        let clock = Ticking { began: Instant::now() };
        let pause = Quota::with_period(Duration::from_millis(spacing)).unwrap_or(share).allow_burst(count(1));
        Self {
            clock,
            spacing: RateLimiter::direct_with_clock(pause, clock),
            share: RateLimiter::direct_with_clock(share, clock),
            jitter: Duration::from_millis(jitter),
            dice: SplitMix64::seed_from_u64(seed),
            sent: VecDeque::new(),
            total: 0,
        }
    }

    /// Waits until the next request may go, and counts it.
    ///
    /// # Errors
    /// How long it would have to wait, when that is beyond `until`; then nothing is counted.
    pub(crate) async fn turn(&mut self, until: Instant) -> Result<(), Duration> {
        let jitter = self.draw();
        wait_for(&self.share, self.clock, until).await?;
        wait_for(&self.spacing, self.clock, until).await?;
        sleep(jitter).await;
        let now = Instant::now();
        while self.sent.front().is_some_and(|first| now.duration_since(*first) >= MINUTE) {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
        self.total += 1;
        Ok(())
    }

    /// Requests of the last 60 seconds.
    pub(crate) fn last_minute(&self) -> u32 {
        let now = Instant::now();
        let recent = self.sent.iter().filter(|sent| now.duration_since(**sent) < MINUTE).count();
        u32::try_from(recent).unwrap_or(u32::MAX)
    }

    /// Requests since the beginning.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    fn draw(&mut self) -> Duration {
        let most = u64::try_from(self.jitter.as_micros()).unwrap_or(0);
        Duration::from_micros(self.dice.next_u64() % (most + 1))
    }
}

async fn wait_for(limiter: &Limiter, clock: Ticking, until: Instant) -> Result<(), Duration> {
    loop {
        let Err(refused) = limiter.check() else { return Ok(()) };
        let wait = time_of(&refused, clock);
        if Instant::now() + wait > until {
            return Err(wait);
        }
        sleep(wait).await;
    }
}

fn time_of(refused: &NotUntil<Duration>, clock: Ticking) -> Duration {
    // A timer of tokio wakes at whole milliseconds.
    refused.wait_time_from(clock.now()) + Duration::from_millis(1)
}

fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

impl Clock for Ticking {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.began.elapsed()
    }
}
