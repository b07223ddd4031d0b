//! Where everything lies: the data directory and the files in it.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::failure::StoreError;

/// The data directory: `profiles.sqlite`, `market.sqlite`, `ledgers/`, `keys/`, `removed/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir(PathBuf);

/// A profile's identity: a random UUID as text. It names the ledger's file and its key's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(String);

/// A text that is not a profile's identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a profile's identity: it is a UUID; `lakh profile list` shows them")]
pub struct NotAProfileId {
    text: String,
}

impl DataDir {
    /// The directory at a path, made when it is not there; on Unix only its owner may enter a new one.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let path = path.into();
        private_dir(&path)?;
        Ok(Self(path))
    }

    /// The directory itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Who may sign in.
    #[must_use]
    pub fn profiles(&self) -> PathBuf {
        self.0.join("profiles.sqlite")
    }

    /// Public facts of the market.
    #[must_use]
    pub fn market(&self) -> PathBuf {
        self.0.join("market.sqlite")
    }

    /// A profile's ledger.
    #[must_use]
    pub fn ledger(&self, id: &ProfileId) -> PathBuf {
        self.0.join("ledgers").join(format!("{id}.sqlite"))
    }

    /// The key of a profile's ledger.
    #[must_use]
    pub fn key(&self, id: &ProfileId) -> PathBuf {
        self.0.join("keys").join(format!("{id}.key"))
    }

    /// Where removed profiles are set aside.
    #[must_use]
    pub fn removed(&self) -> PathBuf {
        self.0.join("removed")
    }

    /// Where copies of `profiles.sqlite` are kept.
    #[must_use]
    pub fn backups_of_profiles(&self) -> PathBuf {
        self.0.join("backups").join("profiles")
    }

    /// Where the snapshots of a ledger's accounts are kept: a cache, made again when it is deleted.
    #[must_use]
    pub fn snapshots(&self, id: &ProfileId) -> PathBuf {
        self.0.join("cache").join(id.as_str())
    }

    /// Where a ledger's copies are kept.
    #[must_use]
    pub fn backups(&self, id: &ProfileId) -> PathBuf {
        self.0.join("backups").join(id.as_str())
    }
}

impl ProfileId {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProfileId {
    type Err = NotAProfileId;

    fn from_str(text: &str) -> Result<Self, NotAProfileId> {
        let read = uuid::Uuid::try_parse(text.trim());
        read.map(|id| Self(id.to_string())).map_err(|_| NotAProfileId { text: text.into() })
    }
}

impl fmt::Display for ProfileId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Makes a directory that only its owner may enter; one that is there stays as it is.
pub(crate) fn private_dir(path: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| StoreError::io("make the directory", path, source))
}

/// A new file that only its owner may read or write; refused when there is one of that name.
pub(crate) fn private_file(path: &Path) -> Result<fs::File, StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| StoreError::io("make the file", path, source))
}

/// A text that no file's name holds yet.
pub(crate) fn unique() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// The file beside another whose name goes on with a suffix, as SQLite names its log.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Gives a finished file its name and makes that last: nobody ever sees half of it, and no file that is
/// there is replaced.
pub(crate) fn publish(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::io("name the file", to, source);
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from).map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(failed(error)),
        // A file system without links: a look and a rename are the best there is.
        Err(_) if exists(to)? => return Err(failed(io::Error::from(io::ErrorKind::AlreadyExists))),
        Err(_) => fs::rename(from, to).map_err(failed)?,
    }
    sync_parent(to)
}

/// Moves what there is of some files, each to its new name: all of them, or none when one cannot be moved. Answers
/// with those that were there.
pub(crate) fn move_all(moves: Vec<(PathBuf, PathBuf)>) -> Result<Vec<(PathBuf, PathBuf)>, StoreError> {
    let mut moved = Vec::new();
    for (from, to) in moves {
        let there = from.try_exists();
        let done =
            there.and_then(|there| if there { fs::rename(&from, &to).map(|()| true) } else { Ok(false) });
        match done {
            Ok(true) => moved.push((from, to)),
            Ok(false) => {}
            Err(source) => {
                move_back(&moved);
                return Err(StoreError::io("set aside the file", &from, source));
            }
        }
    }
    moved.iter().try_for_each(|(_, to)| sync_parent(to))?;
    Ok(moved)
}

/// Undoes moves, the last first.
pub(crate) fn move_back(moved: &[(PathBuf, PathBuf)]) {
    for (from, to) in moved.iter().rev() {
        if let Err(error) = fs::rename(to, from) {
            tracing::error!(%error, file = %to.display(), "a file could not be moved back");
        }
    }
}

/// A database's file that is there but empty lost what it held; SQLite would take it for a new one.
pub(crate) fn refuse_empty(path: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(path).map_err(|source| StoreError::io("look at the file", path, source))?;
    if found.len() == 0 {
        return Err(StoreError::Damaged { path: path.into(), detail: "the file is empty".into() });
    }
    Ok(())
}

/// Whether there is a file; an error when that cannot be told, so that "cannot see" is never "is not there".
pub(crate) fn exists(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|source| StoreError::io("look for the file", path, source))
}

/// Makes the names in a file's directory last through a power cut (Windows keeps them by itself).
pub(crate) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        let synced = fs::File::open(parent).and_then(|dir| dir.sync_all());
        synced.map_err(|source| StoreError::io("write the directory", parent, source))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
