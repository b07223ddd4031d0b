//! Where a ledger's key lies: in its file, sealed in its file, or in the computer's keychain.

use crate::failure::StoreError;
use crate::key::{Held, Key};
use crate::place::ProfileId;
use crate::profiles::{Profile, Profiles};
use crate::session::Session;

/// Where a key lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abode {
    /// In a file that its owner alone may read.
    File,
    /// In a file, sealed under a password.
    Sealed,
    /// In the computer's keychain.
    Keychain,
}

impl Profiles {
    /// Where a profile's key lies.
    ///
    /// # Errors
    /// When its file is missing or cannot be read.
    pub fn abode(&self, profile: &Profile) -> Result<Abode, StoreError> {
        Ok(match Held::read(&self.dir.key(&profile.id))? {
            Held::Plain(_) => Abode::File,
            Held::Wrapped { .. } => Abode::Sealed,
            Held::Elsewhere { .. } => Abode::Keychain,
        })
    }

    /// Brings the key of whoever signed in from the keychain to a file again, where it stays, or from the file to the
    /// keychain. One that a password seals stays where it is. Answers with where it lies now.
    ///
    /// # Errors
    /// When the keychain does not answer, or the file cannot be written; then it lies where it lay.
    pub fn bring(&self, session: &Session, to: Abode) -> Result<Abode, StoreError> {
        let id = session.id();
        let path = self.dir.key(id);
        match (Held::read(&path)?, to) {
            (Held::Elsewhere { .. }, Abode::File) => {
                let copy = Key::from_slice(session.key.bytes());
                Held::Plain(copy.ok_or_else(|| StoreError::no_random_bits(&path))?)
                    .replace_and_stay(&path)?;
                self.let_go(id);
            }
            (Held::Plain(key), Abode::Keychain) => {
                let silent =
                    |detail| StoreError::KeychainSilent { name: session.profile.name.clone(), detail };
                self.keychain.keep(id, &key).map_err(silent)?;
                Held::Elsewhere { mark: key.mark() }.replace(&path)?;
            }
            (held @ Held::Plain(_), Abode::File) => held.replace_and_stay(&path)?,
            (Held::Plain(_) | Held::Wrapped { .. } | Held::Elsewhere { .. }, _) => {}
        }
        self.abode(&session.profile)
    }

    /// What a profile's key is opened with; one that lies in the keychain is fetched.
    pub(crate) fn held(&self, profile: &Profile) -> Result<Held, StoreError> {
        let mark = match Held::read(&self.dir.key(&profile.id))? {
            Held::Elsewhere { mark } => mark,
            held @ (Held::Plain(_) | Held::Wrapped { .. }) => return Ok(held),
        };
        let silent = |detail| StoreError::KeychainSilent { name: profile.name.clone(), detail };
        let key = self.keychain.read(&profile.id).map_err(silent)?;
        if key.mark() != mark {
            return Err(silent("it holds another key".into()));
        }
        Ok(Held::Plain(key))
    }

    /// Brings a key that lies plainly in its file to the keychain, where there is one that answers at once.
    pub(crate) fn shelter(&self, id: &ProfileId, key: &Key) {
        let path = self.dir.key(id);
        if !self.keychain.takes() || !Held::may_leave(&path) {
            return;
        }
        match self.keychain.keep(id, key) {
            Ok(()) => {
                if let Err(error) = (Held::Elsewhere { mark: key.mark() }).replace(&path) {
                    tracing::warn!(%error, "a key lies in the keychain and in its file");
                }
            }
            // Most computers without a desktop have none.
            Err(why) => tracing::debug!(%why, "a key stays in its file"),
        }
    }

    /// Takes a key out of the keychain that lies elsewhere now.
    pub(crate) fn let_go(&self, id: &ProfileId) {
        if let Err(why) = self.keychain.forget(id) {
            tracing::warn!(%why, "a key that is no longer used stays in the keychain");
        }
    }
}
