//! Care for the record: verified and remembered, copied after the close of each day, put back when it is lost.

use std::path::{Path, PathBuf};

use store::{Backup, Head, Ledger, Lost, Profile, Profiles, Restoration, Session, StoreError, Verification};
use tokio_util::task::TaskTracker;
use trading::{Day, Moment};

use crate::floor::Floor;
use crate::notice::Notice;
use crate::problem::Problem;

/// How a ledger was found.
#[derive(Debug)]
pub struct Condition {
    /// What stands in the way of opening it, if anything does. The files are left as they are.
    pub problem: Option<Problem>,
    /// Events that were acknowledged once and are gone.
    pub lost: Option<Lost>,
    /// The last backup, to be offered.
    pub last_backup: Option<Backup>,
}

impl Floor {
    /// How the ledger of whoever signed in is: what to show before sitting down.
    ///
    /// # Errors
    /// When the backups cannot be listed.
    pub async fn condition(&self, session: &Session) -> Result<Condition, Problem> {
        let last_backup = self.backups(session)?.into_iter().next();
        Ok(match self.ledger(session).await {
            Ok(ledger) => {
                let lost = ledger.lost();
                ledger.close().await?;
                Condition { problem: None, lost, last_backup }
            }
            Err(problem) => Condition { problem: Some(problem), lost: None, last_backup },
        })
    }

    /// Derives the whole record again and says what does not agree; the outcome is remembered for the list of
    /// users.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn verify(&self, session: &Session) -> Result<Verification, Problem> {
        let ledger = self.ledger(session).await?;
        let proof = ledger.verify().await;
        ledger.close().await?;
        let proof = proof?;
        self.profiles.set_verified(session, proof.ok, self.now()).await?;
        Ok(proof)
    }

    /// Derives the record of a profile without a password again, without anything being noted but the outcome: that
    /// somebody looked after the files is no sign-in, and what waits for one goes on waiting.
    ///
    /// # Errors
    /// When a password closes it, it is locked, or it cannot be read.
    pub async fn look_after(&self, profile: &Profile) -> Result<Verification, Problem> {
        let profile = profile.clone();
        let session = self.slowly(move |profiles| async move { profiles.look_in(&profile).await }).await?;
        self.verify(&session).await
    }

    /// The backups of whoever is signed in, the newest first.
    ///
    /// # Errors
    /// When their directory cannot be read.
    pub fn backups(&self, session: &Session) -> Result<Vec<Backup>, Problem> {
        Ok(Ledger::backups(&self.dir, session.id())?)
    }

    /// Copies the ledger to a new file and verifies the copy.
    ///
    /// # Errors
    /// When there is a file already, the disk fails, or the ledger is damaged.
    pub async fn back_up(&self, session: &Session, to: &Path) -> Result<Head, Problem> {
        let ledger = self.ledger(session).await?;
        let copied = ledger.backup(to).await;
        ledger.close().await?;
        Ok(copied?)
    }

    /// Makes a backup among the others now; none when nothing was written since the last. Of several of one day the
    /// newest is kept.
    ///
    /// # Errors
    /// As [`Floor::back_up`].
    pub async fn back_up_now(&self, session: &Session) -> Result<Option<Backup>, Problem> {
        let ledger = self.ledger(session).await?;
        let made = ledger.backup_since(&self.dir, self.now(), self.now()).await;
        ledger.close().await?;
        Ok(made?)
    }

    /// What putting a backup back would do; changes nothing.
    ///
    /// # Errors
    /// When the backup is damaged or somebody else's.
    pub async fn restore_would(&self, session: &Session, from: &Path) -> Result<Restoration, Problem> {
        self.profiles.now(session).await?;
        Ok(Ledger::restore_would(session, from).await?)
    }

    /// Puts a backup back; the present ledger is set aside. Close its desk first.
    ///
    /// # Errors
    /// When the backup is damaged or somebody else's, or another program has the ledger open.
    pub async fn restore(&self, session: &Session, from: &Path) -> Result<Restoration, Problem> {
        self.profiles.now(session).await?;
        Ok(Ledger::restore(session, from, self.now()).await?)
    }

    /// Sets a ledger that cannot be used aside and begins an empty one with its live account, for whoever has no
    /// backup. Answers with where the old files lie.
    ///
    /// # Errors
    /// When the ledger is sound, or the disk fails.
    pub async fn begin_anew(&self, session: &Session) -> Result<PathBuf, Problem> {
        self.profiles.now(session).await?;
        let set_aside = Ledger::begin_anew(session, self.now()).await?;
        let ledger = self.ledger(session).await?;
        self.open_live(&ledger, self.starting_capital().await?).await?;
        ledger.close().await?;
        Ok(set_aside)
    }

    /// A failure to open a ledger; a damaged one is told with where its last backup lies.
    pub(crate) fn with_last_backup(&self, session: &Session, error: StoreError) -> Problem {
        let last =
            Ledger::backups(&self.dir, session.id()).ok().and_then(|backups| backups.into_iter().next());
        match (Problem::from(error), last) {
            (Problem::Damaged { message, next_step }, Some(backup)) => Problem::Damaged {
                message,
                next_step: format!(
                    "{next_step} The last backup is of {}: {}",
                    backup.at.day().words(),
                    backup.path.display()
                ),
            },
            (problem, _) => problem,
        }
    }
}

/// What a desk does for its record beside writing it.
pub(crate) struct Care {
    profiles: Profiles,
    session: Session,
    ledger: Ledger,
    /// The day that was last seen, and whether its close was.
    seen: (Day, bool),
    copying: TaskTracker,
}

impl Care {
    pub(crate) fn new(profiles: Profiles, session: Session, ledger: Ledger, day: Day) -> Self {
        Self { profiles, session, ledger, seen: (day, false), copying: TaskTracker::new() }
    }

    /// Whoever was locked or removed since they sat down acts no more.
    pub(crate) async fn refuse_locked(&self) -> Result<(), Problem> {
        Ok(self.profiles.now(&self.session).await.map(|_| ())?)
    }

    /// Verifies the record and remembers how it went.
    pub(crate) async fn verify(&self, now: Moment) -> Result<Verification, Problem> {
        let proof = self.ledger.verify().await?;
        self.profiles.set_verified(&self.session, proof.ok, now).await?;
        Ok(proof)
    }

    /// Looks where the account's day stands: after its close, or when it turned, the ledger is copied, off the
    /// loop. A copy within the hour is enough.
    pub(crate) fn watch_day(
        &mut self,
        day: Day,
        over: bool,
        wall: Moment,
        notices: &tokio::sync::broadcast::Sender<Notice>,
    ) {
        let (seen, closed) = self.seen;
        if (day, over) == (seen, closed) {
            return;
        }
        self.seen = (day, over);
        if day == seen && !over {
            return;
        }
        let (ledger, dir, notices) = (self.ledger.clone(), self.session.dir().clone(), notices.clone());
        // A thread of its own, with a runtime of its own: whoever ends meanwhile waits for it, so that no
        // connection is closed behind the program's end.
        self.copying.spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
            let copied = match runtime {
                Ok(runtime) => runtime.block_on(ledger.backup_since(&dir, wall, wall.plus_millis(-HOUR))),
                Err(error) => return tracing::warn!(%error, "the day's backup was not begun"),
            };
            if let Err(error) = copied {
                tracing::warn!(%error, "the day's backup was not made");
                let message = format!("The day's backup was not made: {error}");
                // Nobody may be listening.
                let _ = notices.send(Notice::Trouble { message, next_step: error.next_step().into() });
            }
        });
    }

    /// Waits for a copy that is being made.
    pub(crate) async fn finish(&self) {
        self.copying.close();
        self.copying.wait().await;
    }
}

const HOUR: i64 = 60 * 60_000;
