//! The computer's keychain: where the key of a profile without a password lies, when there is one. The Keychain of
//! macOS, the Credential Manager of Windows, the Secret Service of a Linux desktop.
//!
//! A keychain may be locked, absent, or wait for a person who is not there. Everything asked of it is asked on a
//! thread of its own and waited for a moment only; a key never leaves its file before the keychain has given back
//! what it was handed.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry};
use zeroize::Zeroizing;

use crate::key::Key;
use crate::place::ProfileId;

/// What entries are filed under.
const SERVICE: &str = "in.Lakh.Lakh";

/// How long to wait for a key to be taken in. Nobody asked for it, so nobody waits long.
const A_MOMENT: Duration = Duration::from_secs(2);
/// How long to wait for a key that lies there: time to see that it is locked, and to unlock what is at hand.
const A_WHILE: Duration = Duration::from_secs(8);

/// A keychain, or none.
#[derive(Clone)]
pub struct Keychain {
    store: Which,
    /// Whether keys are brought there. One that lies there is read all the same.
    takes: bool,
    /// It did not answer once; it is not asked to take anything again.
    silent: Arc<AtomicBool>,
    patience: [Duration; 2],
}

#[derive(Clone)]
enum Which {
    None,
    System,
    Given(Arc<CredentialStore>),
}

impl Keychain {
    /// None: keys lie in files.
    #[must_use]
    pub fn none() -> Self {
        Self::of(Which::None, false)
    }

    /// The computer's, where it has one. `takes` says whether keys are brought there; one that lies there is read
    /// whatever it says.
    #[must_use]
    pub fn system(takes: bool) -> Self {
        Self::of(Which::System, takes)
    }

    /// One of one's own: for tests.
    #[must_use]
    pub fn given(store: Arc<CredentialStore>, patience: Duration) -> Self {
        Self { patience: [patience; 2], ..Self::of(Which::Given(store), true) }
    }

    fn of(store: Which, takes: bool) -> Self {
        Self { store, takes, silent: Arc::default(), patience: [A_MOMENT, A_WHILE] }
    }

    /// Whether a key may be brought there.
    pub(crate) fn takes(&self) -> bool {
        self.takes && !self.silent.load(Ordering::Relaxed)
    }

    /// Files a key and reads it back: afterwards it is there, or it was not taken.
    pub(crate) fn keep(&self, id: &ProfileId, key: &Key) -> Result<(), String> {
        let secret = Zeroizing::new(key.bytes().to_vec());
        let kept = self.ask(id, self.patience[0], move |entry| {
            entry.set_secret(&secret)?;
            let back = Zeroizing::new(entry.get_secret()?);
            Ok(*back == *secret)
        });
        match kept {
            Ok(true) => Ok(()),
            Ok(false) => Err("it gave back something else".into()),
            Err(why) => Err(why),
        }
    }

    /// The key that lies there.
    pub(crate) fn read(&self, id: &ProfileId) -> Result<Key, String> {
        let found = self.ask(id, self.patience[1], |entry| entry.get_secret().map(Zeroizing::new))?;
        Key::from_slice(&found).ok_or_else(|| "what lies there is no key".into())
    }

    /// Takes a key out that lies in a file again, or is wrapped.
    pub(crate) fn forget(&self, id: &ProfileId) -> Result<(), String> {
        self.ask(id, self.patience[0], |entry| match entry.delete_credential() {
            Err(keyring_core::Error::NoEntry) => Ok(()),
            deleted => deleted,
        })
    }

    fn ask<T: Send + 'static>(
        &self,
        id: &ProfileId,
        patience: Duration,
        work: impl FnOnce(Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, String> {
        let (store, id) = (self.store.clone(), id.to_string());
        let (answer, answered) = mpsc::sync_channel(1);
        let asking = move || {
            let done = store.entry(&id).and_then(work);
            // Nobody may be waiting any more.
            let _ = answer.send(done.map_err(|error| error.to_string()));
        };
        let began = std::thread::Builder::new().name("keychain".into()).spawn(asking);
        began.map_err(|error| error.to_string())?;
        answered.recv_timeout(patience).unwrap_or_else(|_| {
            self.silent.store(true, Ordering::Relaxed);
            Err(format!("no answer within {} s", patience.as_secs()))
        })
    }
}

impl Which {
    fn entry(&self, id: &str) -> keyring_core::Result<Entry> {
        match self {
            Self::None => Err(keyring_core::Error::NoDefaultStore),
            Self::Given(store) => store.build(SERVICE, id, None),
            Self::System => keyring::v1::Entry::new(SERVICE, id).map(|entry| entry.inner),
        }
    }
}

impl fmt::Debug for Keychain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = match self.store {
            Which::None => "none",
            Which::System => "the computer's",
            Which::Given(_) => "given",
        };
        out.debug_tuple("Keychain").field(&which).field(&self.takes).finish()
    }
}
