//! Copies of a ledger: each opened and verified after writing, kept by day, week and month, and put back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use trading::Moment;

use crate::database::{self, Purpose};
use crate::failure::{Class, StoreError};
use crate::key::Key;
use crate::ledger::{Head, Ledger};
use crate::place::{self, DataDir, ProfileId};
use crate::profiles::LEDGERS_FILES;
use crate::session::Session;

/// A copy among a ledger's backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When it was made, by the computer's clock, to the second.
    pub at: Moment,
    /// Its file: encrypted under the ledger's own key.
    pub path: PathBuf,
}

/// What putting a backup back does, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restoration {
    /// Where the backup ends.
    pub backup: Head,
    /// Where the present ledger ends; none when it is not there or cannot be read.
    pub present: Option<Head>,
    /// Where the present ledger's files are set aside, once it was done.
    pub set_aside: Option<PathBuf>,
}

impl Restoration {
    /// How many events of the present ledger are not in the backup; none when that cannot be told.
    #[must_use]
    pub fn lost_events(&self) -> Option<u64> {
        self.present.map(|present| present.seq.saturating_sub(self.backup.seq))
    }
}

impl Ledger {
    /// Copies the ledger to a new file, under the same key, while others may go on writing; then opens and
    /// verifies the copy. Answers with where the copy ends.
    ///
    /// # Errors
    /// When there is a file already, when the disk fails, and when the copy does not pass its verification:
    /// then no file is left, because the ledger itself is damaged.
    pub async fn backup(&self, to: &Path) -> Result<Head, StoreError> {
        let draft = to.with_extension(format!("{}.copy", place::unique()));
        let made = self.copy_and_verify(&draft).await;
        let made = made.and_then(|head| place::publish(&draft, to).map(|()| head));
        for suffix in LEDGERS_FILES {
            // Left over only after a failure, which is reported.
            let _ = fs::remove_file(place::beside(&draft, suffix));
        }
        made
    }

    /// Makes the day's backup when there is none yet, and lets go of those that are no longer kept: the newest
    /// of each of the last 7 days, 4 weeks and 12 months that have any stay.
    ///
    /// # Errors
    /// As [`Ledger::backup`]; then the older ones stay as well.
    pub async fn backup_daily(&self, dir: &DataDir, now: Moment) -> Result<Option<Backup>, StoreError> {
        self.backup_since(dir, now, now.day().at(trading::Clock::of(0, 0, 0))).await
    }

    /// The same, when there is none since a moment and something was written after the last: of several of one day only the newest is kept.
    ///
    /// # Errors
    /// As [`Ledger::backup`]; then the older ones stay as well.
    pub async fn backup_since(
        &self,
        dir: &DataDir,
        now: Moment,
        since: Moment,
    ) -> Result<Option<Backup>, StoreError> {
        let present = Self::backups(dir, &self.profile)?;
        let written = self.last_written().await?;
        if present.iter().any(|backup| backup.at <= now && (backup.at >= since || Some(backup.at) > written))
        {
            return Ok(None);
        }
        let home = dir.backups(&self.profile);
        place::private_dir(&home)?;
        let now = now.plus_millis(-now.millis().rem_euclid(1000));
        let made = Backup { at: now, path: home.join(file_name(now)) };
        match self.backup(&made.path).await {
            // Another program was quicker, in the same second.
            Err(_) if place::exists(&made.path)? => return Ok(None),
            copied => copied.map(|_| ())?,
        }
        let all: Vec<Moment> = present.iter().map(|backup| backup.at).chain([now]).collect();
        let kept = kept(&all);
        for old in present.iter().filter(|backup| !kept.contains(&backup.at)) {
            fs::remove_file(&old.path)
                .map_err(|source| StoreError::io("let go of the backup", &old.path, source))?;
        }
        Ok(Some(made))
    }

    /// A ledger's backups, the newest first.
    ///
    /// # Errors
    /// When their directory cannot be read.
    pub fn backups(dir: &DataDir, profile: &ProfileId) -> Result<Vec<Backup>, StoreError> {
        let home = dir.backups(profile);
        if !place::exists(&home)? {
            return Ok(Vec::new());
        }
        let failed = |source| StoreError::io("read the directory", &home, source);
        let mut backups = Vec::new();
        for entry in fs::read_dir(&home).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let at = path.file_name().and_then(|name| name.to_str()).and_then(moment_of);
            backups.extend(at.map(|at| Backup { at, path }));
        }
        backups.sort_by_key(|backup| std::cmp::Reverse(backup.at));
        Ok(backups)
    }

    /// What putting a backup back would do: verifies the backup, changes nothing.
    ///
    /// # Errors
    /// When the backup is damaged, of another profile, or cannot be read.
    pub async fn restore_would(session: &Session, from: &Path) -> Result<Restoration, StoreError> {
        let (dir, profile) = (session.dir(), session.id());
        let draft = dir.ledger(profile).with_extension(format!("{}.restore", place::unique()));
        let read = Self::draw_from(session, from, &draft).await;
        remove_all(&draft);
        let present = match Self::open(session).await {
            Ok(ledger) => {
                let head = ledger.head().await.ok();
                ledger.close().await?;
                head
            }
            Err(error) if error.class() == Class::Damaged => None,
            Err(error) => return Err(error),
        };
        Ok(Restoration { backup: read?, present, set_aside: None })
    }

    /// Puts a backup back in place of the present ledger, whose files are set aside, not destroyed. The ledger
    /// must not be open anywhere. The backup is verified first and stays where it is.
    ///
    /// # Errors
    /// When the backup is damaged, of another profile, or cannot be read; when another program has the ledger
    /// open; when the disk fails. Then the present ledger is as it was.
    pub async fn restore(session: &Session, from: &Path, now: Moment) -> Result<Restoration, StoreError> {
        let (dir, profile) = (session.dir(), session.id());
        let mut restoration = Self::restore_would(session, from).await?;
        let path = dir.ledger(profile);
        if restoration.present.is_some() {
            refuse_open(&path, &session.key).await?;
        }
        let draft = path.with_extension(format!("{}.restore", place::unique()));
        Self::draw_from(session, from, &draft).await.inspect_err(|_| remove_all(&draft))?;
        let aside = aside(session, now)?;
        let placed = place::move_all(moves(&path, &aside))
            .and_then(|moved| place::publish(&draft, &path).inspect_err(|_| place::move_back(&moved)));
        placed.inspect_err(|_| remove_all(&draft))?;
        Self::forget_snapshots(dir, profile);
        restoration.set_aside = Some(aside);
        Ok(restoration)
    }

    /// Sets a ledger that cannot be opened aside and makes an empty one under the same key. Answers with where
    /// the old files lie.
    ///
    /// # Errors
    /// [`StoreError::LedgerSound`] when it can be opened; a disk that does not take the files.
    pub async fn begin_anew(session: &Session, now: Moment) -> Result<PathBuf, StoreError> {
        match Self::open(session).await {
            Ok(ledger) => {
                ledger.close().await?;
                return Err(StoreError::LedgerSound);
            }
            Err(error) if error.class() == Class::Damaged => {}
            Err(error) => return Err(error),
        }
        let (path, aside) = (session.dir().ledger(session.id()), aside(session, now)?);
        let moved = place::move_all(moves(&path, &aside))?;
        let made = Self::make(&path, session.id(), &session.key).await;
        made.inspect_err(|_| place::move_back(&moved))?;
        Self::forget_snapshots(session.dir(), session.id());
        Ok(aside)
    }

    /// When the last event was written, by the computer's clock.
    async fn last_written(&self) -> Result<Option<Moment>, StoreError> {
        let last = database::plain("SELECT wall_at FROM event ORDER BY seq DESC LIMIT 1");
        let rows = self.rows_in(&self.reader, last).await?;
        Ok(rows.first().and_then(|row| row.try_get_by_index(0).ok()).map(Moment::from_millis))
    }

    async fn copy_and_verify(&self, to: &Path) -> Result<Head, StoreError> {
        // A connection of its own: neither writing nor reading waits for the copy.
        let db = database::connect(&self.path, Some(&self.key), Purpose::Write).await?;
        let copied = database::copy(&db, &self.path, to).await;
        db.close().await.map_err(|error| self.failed(&error))?;
        copied?;
        Self::verified(to, &self.key, &self.profile).await
    }

    /// Copies a backup to a draft beside the ledger, in the present form and verified.
    async fn draw_from(session: &Session, from: &Path, draft: &Path) -> Result<Head, StoreError> {
        if !place::exists(from)? {
            return Err(StoreError::LedgerMissing { path: from.into() });
        }
        let mut source = fs::File::open(from).map_err(|error| StoreError::io("read", from, error))?;
        let mut copy = place::private_file(draft)?;
        let copied = std::io::copy(&mut source, &mut copy).and_then(|_| copy.sync_all());
        copied.map_err(|error| StoreError::io("write", draft, error))?;
        let verified = Self::verified(draft, &session.key, session.id()).await;
        // The draft's name means nothing to anyone.
        verified.map_err(|error| error.of_file(from))
    }

    /// Opens a copy, verifies it and says where it ends. It lies in one file afterwards, without a log.
    async fn verified(path: &Path, key: &Arc<Key>, profile: &ProfileId) -> Result<Head, StoreError> {
        let copy = Self::open_file(path.into(), Arc::clone(key), profile, None).await?;
        let verification = copy.verify().await;
        copy.close().await?;
        let verification = verification?;
        match verification.differences.first() {
            None => Ok(verification.head),
            Some(first) => Err(StoreError::Damaged { path: path.into(), detail: first.to_string() }),
        }
    }
}

/// Refuses when any other program has the file open.
async fn refuse_open(path: &Path, key: &Key) -> Result<(), StoreError> {
    let db = database::connect(path, Some(key), Purpose::Alone).await?;
    let alone = database::begin(&db).await;
    let alone = alone.map_err(|error| StoreError::database(path, &error))?;
    alone.rollback().await.map_err(|error| StoreError::database(path, &error))?;
    db.close().await.map_err(|error| StoreError::database(path, &error))
}

/// A directory for the files of a ledger that is replaced.
fn aside(session: &Session, now: Moment) -> Result<PathBuf, StoreError> {
    let removed = session.dir().removed().join(session.id().as_str());
    let aside = removed.join(format!("replaced-{}", stamp(now)));
    place::private_dir(&aside)?;
    Ok(aside)
}

fn moves(path: &Path, aside: &Path) -> Vec<(PathBuf, PathBuf)> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let to = |suffix| (place::beside(path, suffix), place::beside(&aside.join(name), suffix));
    LEDGERS_FILES.map(to).into()
}

fn remove_all(draft: &Path) {
    for suffix in LEDGERS_FILES {
        // A draft that stays behind holds nothing that is not in the backup.
        let _ = fs::remove_file(place::beside(draft, suffix));
    }
}

/// `2026-08-03_154500`: sorts by time, and every file system takes it.
fn stamp(at: Moment) -> String {
    format!("{}_{}", at.day(), at.clock().to_string().replace(':', ""))
}

fn file_name(at: Moment) -> String {
    format!("{}.sqlite", stamp(at))
}

fn moment_of(name: &str) -> Option<Moment> {
    let (day, clock) = name.strip_suffix(".sqlite")?.split_once('_')?;
    let clock = format!("{}:{}:{}", clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?);
    let at = day.parse::<trading::Day>().ok()?.at(clock.parse().ok()?);
    (file_name(at) == name).then_some(at)
}

/// The number of the day, week or month in which a moment lies.
type SpanOf = fn(Moment) -> i32;

/// Which backups stay: the newest of each of the last 7 days, 4 weeks (from Monday) and 12 months that have any.
fn kept(all: &[Moment]) -> BTreeSet<Moment> {
    let mut newest_first = all.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let spans: [(usize, SpanOf); 3] = [
        (7, |at| at.day().number()),
        // The first of January 1970 was a Thursday.
        (4, |at| (at.day().number() + 3).div_euclid(7)),
        (12, |at| {
            let (year, month, _) = at.day().parts();
            year * 12 + i32::from(month)
        }),
    ];
    let mut kept = BTreeSet::new();
    for (most, span_of) in spans {
        let mut seen = BTreeSet::new();
        for at in &newest_first {
            if seen.len() < most && seen.insert(span_of(*at)) {
                kept.insert(*at);
            }
        }
    }
    kept
}
