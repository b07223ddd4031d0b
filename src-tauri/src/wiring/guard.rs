//! The lock of the window: by hand or after a while without a touch; opened by the password.

use std::time::{Duration, Instant, SystemTime};

use desk::{Action, Problem};
use store::{ProfileId, Secret};

use super::{Seated, Wiring, no_account};
use crate::wire;

/// When somebody last touched the window, by a clock that never jumps and by one that goes on while the computer
/// sleeps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touched {
    steady: Instant,
    wall: SystemTime,
}

impl Touched {
    pub(super) fn now() -> Self {
        Self { steady: Instant::now(), wall: SystemTime::now() }
    }

    /// How long ago it was at a moment; a wall clock that was set back counts for nothing.
    fn idle_at(self, steady: Instant, wall: SystemTime) -> Duration {
        let by_wall = wall.duration_since(self.wall).unwrap_or_default();
        steady.saturating_duration_since(self.steady).max(by_wall)
    }
}

impl Wiring {
    /// Locks the window of somebody with a password. The account goes on: its orders stay in the market; a practice
    /// clock stops. Nothing of it is told until the window is unlocked.
    ///
    /// # Errors
    /// When nobody is signed in, it is locked already, or there is no password that could unlock.
    pub(crate) async fn lock(&self) -> Result<(), Problem> {
        let desk = {
            let mut seated = self.seated.lock().await;
            unlocked(seated.as_ref())?;
            let seated = seated.as_mut().ok_or_else(no_account)?;
            if !seated.session.profile().protected {
                return Err(Problem::usage(
                    "Without a password a lock keeps nobody out.",
                    "Choose a password in Settings, or sign out.",
                ));
            }
            seated.locked = true;
            seated.listener.stop().await;
            if let Some(ear) = seated.ear.take()
                && let Err(error) = ear.send(wire::Message::Locked)
            {
                tracing::debug!(%error, "the window no longer listens");
            }
            seated.desk.clone()
        };
        self.open.send_replace(None);
        if let Some(desk) = desk
            && desk.view().clock.playing.is_some()
        {
            desk.act(Action::Pause).await?;
        }
        Ok(())
    }

    /// Unlocks the window, where it was.
    ///
    /// # Errors
    /// As a sign-in with a password.
    pub(crate) async fn unlock(&self, password: Secret) -> Result<(), Problem> {
        let id = {
            let seated = self.seated.lock().await;
            let seated = seated.as_ref().ok_or_else(no_account)?;
            if !seated.locked {
                return Ok(());
            }
            seated.session.id().clone()
        };
        let session = self.floor().await?.sign_in(id.as_str(), Some(password)).await?;
        let mut seated = self.seated.lock().await;
        let seated = seated.as_mut().filter(|seated| *seated.session.id() == id).ok_or_else(no_account)?;
        seated.session = session;
        seated.locked = false;
        seated.touched = Touched::now();
        // What was lost from the ledger was told when its owner came in.
        seated.trouble = seated.trouble.take().filter(|trouble| trouble.blocks);
        self.open.send_replace(seated.desk.clone());
        Ok(())
    }

    /// Somebody is at the window.
    ///
    /// # Errors
    /// When nobody is signed in or the window is locked: only the password tells who it is then.
    pub(crate) async fn touched(&self) -> Result<(), Problem> {
        let mut seated = self.seated.lock().await;
        unlocked(seated.as_ref())?;
        if let Some(seated) = seated.as_mut() {
            seated.touched = Touched::now();
        }
        Ok(())
    }

    /// Locks the window whenever it was left alone for longer than `limit` says; runs as long as the program.
    pub(crate) async fn watch_idle(&self, limit: impl Fn(&ProfileId) -> Option<Duration>) {
        loop {
            tokio::time::sleep(LOOK).await;
            let left_alone = self.seated.lock().await.as_ref().is_some_and(|seated| {
                let idle = seated.touched.idle_at(Instant::now(), SystemTime::now());
                !seated.locked
                    && seated.session.profile().protected
                    && limit(seated.session.id()).is_some_and(|limit| idle >= limit)
            });
            if left_alone && let Err(problem) = self.lock().await {
                tracing::warn!(%problem, "the window was not locked");
            }
        }
    }
}

/// Who is signed in, while the window is not locked.
pub(super) fn unlocked(seated: Option<&Seated>) -> Result<&Seated, Problem> {
    match seated {
        None => Err(no_account()),
        Some(seated) if seated.locked => Err(Problem::NotAllowed {
            code: "window_locked",
            message: "The window is locked.".into(),
            next_step: "Unlock it with your password.".into(),
        }),
        Some(seated) => Ok(seated),
    }
}

/// How often is looked whether somebody is still there.
const LOOK: Duration = Duration::from_secs(2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_the_computer_slept_counts_and_a_clock_set_back_does_not() {
        let touched = Touched::now();
        let second = Duration::from_secs(1);
        let idle = |steady: u32, wall: i32| {
            let moved = second * wall.unsigned_abs();
            let wall = if wall < 0 { touched.wall - moved } else { touched.wall + moved };
            touched.idle_at(touched.steady + second * steady, wall).as_secs()
        };
        assert_eq!(idle(5, 5), 5);
        assert_eq!(idle(5, 3600), 3600, "asleep for an hour");
        assert_eq!(idle(60, -3600), 60, "set back by an hour");
    }
}
