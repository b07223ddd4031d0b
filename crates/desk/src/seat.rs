//! An account and its ledger: asked, written, applied, in that order and nowhere else.

use store::{AccountNumber, AppendError, Head, Ledger};
use trading::{Account, Event, Moment};

use crate::clock::WallClock;
use crate::problem::Problem;

/// One account at its ledger. Owned by one loop.
pub(crate) struct Seat {
    pub(crate) ledger: Ledger,
    number: AccountNumber,
    account: Account,
    head: Head,
    wall: WallClock,
}

/// Whether an event was written, or the ledger had grown meanwhile and the question must be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Yes,
    AskAgain,
}

impl Seat {
    /// Opens an account of a ledger and applies its events.
    pub(crate) async fn take(
        ledger: Ledger,
        number: AccountNumber,
        wall: WallClock,
    ) -> Result<Self, Problem> {
        let mut account = Account::default();
        let head = ledger.each_event_after(number, 0, |_, event| account.apply(&event)).await?;
        Ok(Self { head, account, ledger, number, wall })
    }

    /// Closes the ledger.
    pub(crate) async fn leave(self) -> Result<(), Problem> {
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
            self.account.apply(event);
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
                    self.account.apply(event);
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
