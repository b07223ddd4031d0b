//! What can go wrong with files, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::name::BadName;

mod sqlite;
mod words;

pub(crate) use sqlite::result_code;

/// What kind of failure it is: the command line's exit code follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What was asked for cannot be had; ask differently. Nothing is wrong with the files.
    Refused,
    /// Disk, permission, another program. Nothing is wrong with the record.
    World {
        /// Whether the same again may succeed by itself.
        try_again: bool,
    },
    /// Whoever asks may not: a wrong password, a locked profile, no administrator. Nothing is wrong with the files.
    NotAllowed,
    /// A file that should hold the record does not. It is left as it was found.
    Damaged,
}

/// What went wrong. The words say what happened; [`StoreError::next_step`] says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A name that cannot be one.
    #[error("{0}")]
    BadName(#[from] BadName),
    /// Somebody has that name already.
    #[error("The name {name} is taken")]
    NameTaken {
        /// The name asked for.
        name: String,
    },
    /// Nobody has that name or identity.
    #[error("There is no profile {name}")]
    NoSuchProfile {
        /// What was asked for.
        name: String,
    },
    /// Nobody of that name or identity was removed.
    #[error("There is no removed profile {name}")]
    NotRemoved {
        /// What was asked for.
        name: String,
    },
    /// Others would be left without anyone to administer them.
    #[error("{name} is the only administrator, and there are other profiles")]
    LastAdministrator {
        /// The administrator's name.
        name: String,
    },
    /// The name or the password is wrong; which of them is not told.
    #[error("The name or the password is wrong, or a password is needed")]
    SignInRefused,
    /// Too many wrong passwords in a row.
    #[error("After several wrong passwords the next one may be tried in {seconds} s")]
    WaitBeforeTrying {
        /// How long, in seconds.
        seconds: i64,
    },
    /// An administrator locked the profile.
    #[error("The profile {name} is locked")]
    Locked {
        /// Its name.
        name: String,
    },
    /// Only an administrator may do it.
    #[error("{name} is not an administrator")]
    NotAdministrator {
        /// Who asked.
        name: String,
    },
    /// An administrator acts with a password, and has none.
    #[error("{name} administers without a password, and anyone could do the same")]
    PasswordNeeded {
        /// Who asked.
        name: String,
    },
    /// An administrator signs in to act, and nobody has.
    #[error("Only an administrator can do this")]
    AdministratorNeeded,
    /// One cannot lock oneself out.
    #[error("{name} cannot do this to themselves")]
    NotOneself {
        /// Who asked.
        name: String,
    },
    /// A password that is none.
    #[error("A password has 6 to 256 characters")]
    BadPassword,
    /// An administrator keeps a password.
    #[error("{name} is an administrator, and an administrator keeps a password")]
    AdministratorKeepsPassword {
        /// Whose it is.
        name: String,
    },
    /// A ledger that can be opened is not thrown away.
    #[error("The ledger can be opened: nothing was set aside")]
    LedgerSound,
    /// The ledger has no such account.
    #[error("There is no account {account}")]
    NoSuchAccount {
        /// Its number or name.
        account: String,
    },
    /// The account was put away.
    #[error("The account {account} is archived")]
    AccountArchived {
        /// Its number.
        account: String,
    },
    /// A capital of nothing or less.
    #[error("An account starts with more than ₹0")]
    NoCapital,
    /// There are seven watch lists.
    #[error("There is no watch list {list}: they are numbered 1 to 7")]
    NoSuchList {
        /// The number asked for.
        list: u8,
    },
    /// The operating system refused.
    #[error("Could not {doing} {}: {source}", .path.display())]
    Io {
        /// What was being done, to be followed by the path.
        doing: &'static str,
        /// To which file.
        path: PathBuf,
        /// Its words.
        source: io::Error,
    },
    /// Another program held the file for too long.
    #[error("{} is in use by another program", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// No room.
    #[error("The disk is full: {} could not be written", .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file or its directory cannot be opened or written.
    #[error("{} cannot be opened or written: {detail}", .path.display())]
    NotPermitted {
        /// The file.
        path: PathBuf,
        /// The database's words.
        detail: String,
    },
    /// The file was written by a newer Lakh.
    #[error("{} has form {found}; this Lakh knows form {known} and older", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form found.
        found: i64,
        /// The newest form known.
        known: i64,
    },
    /// A ledger's file is gone.
    #[error("The ledger {} is missing", .path.display())]
    LedgerMissing {
        /// Where it should lie.
        path: PathBuf,
    },
    /// A ledger's key is gone: its ledger cannot be read by anyone.
    #[error("The key {} is missing, and the ledger cannot be read without it", .path.display())]
    KeyMissing {
        /// Where it should lie.
        path: PathBuf,
    },
    /// A key's file does not hold a key.
    #[error("{} does not hold a ledger's key", .path.display())]
    KeyDamaged {
        /// The file.
        path: PathBuf,
    },
    /// The key lies in the computer's keychain, which does not give it out.
    #[error(
        "The key of {name} lies in this computer's keychain, which is locked or does not answer: {detail}"
    )]
    KeychainSilent {
        /// Whose key.
        name: String,
        /// Its words.
        detail: String,
    },
    /// The file cannot be read with this key, or is no database at all.
    #[error("{} cannot be read: it is damaged, or it is not what its name says", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// The file is a sound ledger, of somebody else.
    #[error("{} is the ledger of another profile", .path.display())]
    OtherProfile {
        /// The file.
        path: PathBuf,
    },
    /// The list of profiles cannot be read.
    #[error("{} is damaged: {detail}", .path.display())]
    ProfilesDamaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file can be opened, but not everything in it can be read.
    #[error("{} is damaged: {detail}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
}

impl StoreError {
    /// What kind of failure it is.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            Self::BadName(_)
            | Self::NameTaken { .. }
            | Self::NoSuchProfile { .. }
            | Self::NotRemoved { .. }
            | Self::LastAdministrator { .. }
            | Self::NotOneself { .. }
            | Self::BadPassword
            | Self::LedgerSound
            | Self::AdministratorKeepsPassword { .. }
            | Self::NoSuchAccount { .. }
            | Self::AccountArchived { .. }
            | Self::NoCapital
            | Self::NoSuchList { .. } => Class::Refused,
            Self::SignInRefused
            | Self::WaitBeforeTrying { .. }
            | Self::Locked { .. }
            | Self::NotAdministrator { .. }
            | Self::PasswordNeeded { .. }
            | Self::AdministratorNeeded => Class::NotAllowed,
            Self::Io { source, .. } => {
                Class::World { try_again: source.kind() == io::ErrorKind::Interrupted }
            }
            Self::Busy { .. } | Self::KeychainSilent { .. } => Class::World { try_again: true },
            Self::DiskFull { .. } | Self::NotPermitted { .. } | Self::Newer { .. } => {
                Class::World { try_again: false }
            }
            Self::LedgerMissing { .. }
            | Self::KeyMissing { .. }
            | Self::KeyDamaged { .. }
            | Self::Unreadable { .. }
            | Self::OtherProfile { .. }
            | Self::ProfilesDamaged { .. }
            | Self::Damaged { .. } => Class::Damaged,
        }
    }

    /// The same failure, told of another file: the one that the user knows.
    pub(crate) fn of_file(mut self, file: &Path) -> Self {
        if let Self::Unreadable { path }
        | Self::OtherProfile { path }
        | Self::Damaged { path, .. }
        | Self::Newer { path, .. } = &mut self
        {
            *path = file.into();
        }
        self
    }

    /// The same failure, told of the list of profiles.
    pub(crate) fn of_profiles(self) -> Self {
        if let Self::Damaged { path, detail } = self {
            return Self::ProfilesDamaged { path, detail };
        }
        if let Self::Unreadable { path } = self {
            return Self::ProfilesDamaged { path, detail: "it is no database of Lakh's".into() };
        }
        self
    }

    pub(crate) fn no_random_bits(path: &Path) -> Self {
        let source = io::Error::other("the computer gives no random bits");
        Self::Io { doing: "draw a random key for", path: path.into(), source }
    }

    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Self::DiskFull { path };
        }
        Self::Io { doing, path, source }
    }
}
