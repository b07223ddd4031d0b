//! A ledger's key: 256 random bits, and the file that holds it, plainly or wrapped.

mod held;
mod keychain;
mod recovery;
mod wrap;

use zeroize::Zeroizing;

pub(crate) use held::Held;
pub use keychain::Keychain;
pub use recovery::{NotACode, RecoveryCode};
pub use wrap::Cost;
pub(crate) use wrap::{Opener, Wrap, work_for_nobody};

/// A secret that a person typed. It is shown by no formatting and wiped from memory when dropped.
pub type Secret = secrecy::SecretString;

/// Takes what was typed and wipes the text that it came in.
#[must_use]
pub fn secret(mut typed: String) -> Secret {
    let secret = Secret::from(typed.as_str());
    zeroize::Zeroize::zeroize(&mut typed);
    secret
}

/// Whether nothing was typed.
#[must_use]
pub fn is_empty(secret: &Secret) -> bool {
    secrecy::ExposeSecret::expose_secret(secret).is_empty()
}

/// The key of one ledger. Never shown, wiped from memory when dropped.
pub(crate) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new random key.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// As SQLCipher wants a raw key, which it uses as it is, without deriving another from it.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("\"x'{}'\"", self.hex().as_str()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, bytes.as_mut_slice()).ok()?;
        Some(Self(bytes))
    }

    /// What a place that only names the key keeps of it, to know it again: it tells nothing about the key.
    pub(crate) fn mark(&self) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("lakh 2026-11-23 a ledger's key is known again");
        hasher.update(self.bytes());
        hasher.finalize().to_hex().chars().take(32).collect()
    }

    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        (slice.len() == bytes.len()).then(|| bytes.copy_from_slice(slice))?;
        Some(Self(bytes))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key(…)")
    }
}
