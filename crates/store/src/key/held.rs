//! `keys/<id>.key`: a ledger's key, plainly for whoever has no password, else wrapped; or the word that it lies in the
//! computer's keychain.
//!
//! One small file, replaced whole: there is no moment at which the key is in neither form. It lies beside the
//! ledger when a profile is set aside, and so it opens there as it did before.

use std::fs;
use std::io::{self, Seek, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::StoreError;
use crate::key::{Key, Wrap};
use crate::place;

/// What a key's file holds.
#[derive(Debug)]
pub(crate) enum Held {
    /// The key itself.
    Plain(Key),
    /// The key under a password, and perhaps under a recovery code.
    Wrapped {
        /// Under the password.
        password: Wrap,
        /// Under the recovery code, when one was given out.
        recovery: Option<Wrap>,
    },
    /// In the computer's keychain.
    Elsewhere {
        /// By which the key is known again.
        mark: String,
    },
}

/// The first words of the files, by what follows.
const PLAIN: &str = "lakh-key-1 ";
const WRAPPED: &str = "lakh-key-2\n";
/// Behind a key that its owner wants in its file.
const STAYS: &str = " stays";
const ELSEWHERE: &str = "lakh-key-3 keychain ";

impl Held {
    /// Reads a key's file.
    pub(crate) fn read(path: &Path) -> Result<Self, StoreError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::KeyMissing { path: path.into() });
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(StoreError::KeyDamaged { path: path.into() });
            }
            Err(source) => return Err(StoreError::io("read the key", path, source)),
        };
        Self::parse(&text).ok_or_else(|| StoreError::KeyDamaged { path: path.into() })
    }

    /// Whether a key's file is locked by a password.
    pub(crate) fn is_wrapped(path: &Path) -> Result<bool, StoreError> {
        match Self::read(path)? {
            Self::Wrapped { .. } => Ok(true),
            Self::Plain(_) | Self::Elsewhere { .. } => Ok(false),
        }
    }

    /// Writes a new key's file. Refused when there is one.
    pub(crate) fn create(&self, path: &Path) -> Result<(), StoreError> {
        let draft = Self::draft(path, &self.text())?;
        place::publish(&draft, path).inspect_err(|_| {
            // A key that opens nothing.
            let _ = fs::remove_file(&draft);
        })
    }

    /// Whether a file holds a key plainly that may be brought to a keychain: nobody said that it stays.
    pub(crate) fn may_leave(path: &Path) -> bool {
        let text = fs::read_to_string(path).map(Zeroizing::new);
        text.is_ok_and(|text| text.starts_with(PLAIN) && !text.trim_end().ends_with(STAYS))
    }

    /// Replaces a key's file at once, and wipes what the old one held where the file system lets it.
    pub(crate) fn replace(&self, path: &Path) -> Result<(), StoreError> {
        Self::replace_by(path, &self.text())
    }

    /// The same, with the word that it stays there.
    pub(crate) fn replace_and_stay(&self, path: &Path) -> Result<(), StoreError> {
        let text = Zeroizing::new(format!("{}{STAYS}\n", self.text().trim_end()));
        Self::replace_by(path, &text)
    }

    fn replace_by(path: &Path, text: &str) -> Result<(), StoreError> {
        let old = fs::File::options().read(true).write(true).open(path);
        let mut old = old.map_err(|source| StoreError::io("open the key", path, source))?;
        let draft = Self::draft(path, text)?;
        let renamed = fs::rename(&draft, path);
        renamed.map_err(|source| StoreError::io("replace the key", path, source))?;
        place::sync_parent(path)?;
        let wiped = old.metadata().and_then(|found| {
            let length = usize::try_from(found.len()).unwrap_or_default();
            old.seek(io::SeekFrom::Start(0))?;
            old.write_all(&vec![0; length])?;
            old.sync_all()
        });
        if let Err(error) = wiped {
            tracing::warn!(%error, "the old form of a key could not be wiped");
        }
        Ok(())
    }

    fn draft(path: &Path, text: &str) -> Result<std::path::PathBuf, StoreError> {
        let draft = path.with_extension(format!("{}.new", place::unique()));
        let mut file = place::private_file(&draft)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.map_err(|source| {
            let _ = fs::remove_file(&draft);
            StoreError::io("write the key", &draft, source)
        })?;
        Ok(draft)
    }

    fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Plain(key) => format!("{PLAIN}{}\n", key.hex().as_str()),
            Self::Elsewhere { mark } => format!("{ELSEWHERE}{mark}\n"),
            Self::Wrapped { password, recovery } => {
                let recovery = recovery.as_ref().map(|wrap| format!("recovery {}\n", wrap.line()));
                format!("{WRAPPED}password {}\n{}", password.line(), recovery.unwrap_or_default())
            }
        })
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(hex) = text.strip_prefix(PLAIN) {
            let hex = hex.trim_end();
            return Key::from_hex(hex.strip_suffix(STAYS).unwrap_or(hex)).map(Self::Plain);
        }
        if let Some(mark) = text.strip_prefix(ELSEWHERE) {
            let mark = mark.trim();
            let fits = mark.len() == 32 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
            return fits.then(|| Self::Elsewhere { mark: mark.into() });
        }
        let mut lines = text.strip_prefix(WRAPPED)?.lines();
        let password = Wrap::from_line(lines.next()?.strip_prefix("password ")?)?;
        let recovery = match lines.next() {
            Some(line) => Some(Wrap::from_line(line.strip_prefix("recovery ")?)?),
            None => None,
        };
        lines.next().is_none().then_some(Self::Wrapped { password, recovery })
    }
}
