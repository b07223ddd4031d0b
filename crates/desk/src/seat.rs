//! An account and its ledger: asked, written, applied, in that order and nowhere else.

use store::{AccountNumber, AppendError, Derived, Head, Ledger, SNAPSHOT_EVERY};
use trading::{Account, Event, Moment};

use crate::clock::WallClock;
use crate::problem::Problem;

/// One account at its ledger. Owned by one loop.
pub(crate) struct Seat {
    pub(crate) ledger: Ledger,
    number: AccountNumber,
    account: Account,
    head: Head,
    /// Events that were applied since the account's last snapshot.
    applied: u64,
    wall: WallClock,
}

/// Whether an event was written, or the ledger had grown meanwhile and the question must be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Yes,
    AskAgain,
}

impl Seat {
    /// Opens an account of a ledger: its snapshot and the events after it, or all of its events.
    pub(crate) async fn take(
        ledger: Ledger,
        number: AccountNumber,
        wall: WallClock,
    ) -> Result<Self, Problem> {
        let Derived { account, head, applied } = ledger.derive(number).await?;
        Ok(Self { head, account, applied, ledger, number, wall })
    }

    /// Keeps a snapshot of the account, once that saves the next opening some work.
    pub(crate) async fn keep_snapshot(&mut self) {
        if self.applied < SNAPSHOT_EVERY {
            return;
        }
        match self.ledger.keep_snapshot(self.number, &self.account, &self.head).await {
            Ok(()) => self.applied = 0,
            // Only a cache: the account is derived from its events again.
            Err(error) => tracing::warn!(%error, "no snapshot of the account was kept"),
        }
    }

    /// Closes the ledger.
    pub(crate) async fn leave(mut self) -> Result<(), Problem> {
        self.keep_snapshot().await;
        Ok(self.ledger.close().await?)
    }

    pub(crate) const fn account(&self) -> &Account {
        &self.account
    }

    /// Applies what another process wrote. Gives whether there was anything for this account.
    pub(crate) async fn refresh(&mut self) -> Result<bool, Problem> {
        if self.ledger.head().await? == self.head {
            return Ok(false);
        }
        let news = self.ledger.events_after(self.number, self.head.seq).await?;
        for (_, event) in &news.events {
            self.apply(event);
        }
        self.head = news.head;
        Ok(!news.events.is_empty())
    }

    /// Writes an event and applies it.
    pub(crate) async fn write(&mut self, event: &Event) -> Result<Written, Problem> {
        self.write_all(std::slice::from_ref(event)).await
    }

    /// Writes events that belong together, all or none, and applies them in their order.
    pub(crate) async fn write_all(&mut self, events: &[Event]) -> Result<Written, Problem> {
        let now = self.wall.now();
        match self.ledger.append(&self.head, self.number, now, events).await {
            Ok(head) => {
                self.head = head;
                for event in events {
                    self.apply(event);
                }
                Ok(Written::Yes)
            }
            Err(AppendError::HeadMoved { .. }) => {
                self.refresh().await?;
                Ok(Written::AskAgain)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn apply(&mut self, event: &Event) {
        self.account.apply(event);
        self.applied += 1;
    }

    /// Where the account's own clock was left, never behind its last event.
    pub(crate) async fn clock(&self) -> Result<Option<Moment>, Problem> {
        let kept = self.ledger.clock(self.number).await?;
        Ok(kept.max(self.account.last_event_at()))
    }

    /// Keeps where the account's own clock stands.
    pub(crate) async fn keep_clock(&self, now: Moment) -> Result<(), Problem> {
        Ok(self.ledger.set_clock(self.number, now).await?)
    }
}
