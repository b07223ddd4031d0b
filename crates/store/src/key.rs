//! A ledger's key: 256 random bits in a file that only its owner may read.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::StoreError;
use crate::place;

/// The first word of a key's file: what kind of key follows, so that wrapped keys can take its place.
const PLAIN: &str = "lakh-key-1";

/// The key of one ledger. Never shown, wiped from memory when dropped.
pub(crate) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new random key, written to its file. Refused when there is one.
    pub(crate) fn create(path: &Path) -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|error| {
            StoreError::io("draw a random key for", path, io::Error::other(error.to_string()))
        })?;
        let key = Self(bytes);
        let draft = path.with_extension("key.new");
        let mut file = place::private_file(&draft)?;
        let text = Zeroizing::new(format!("{PLAIN} {}\n", key.hex().as_str()));
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.map_err(|source| StoreError::io("write the key", &draft, source))?;
        place::publish(&draft, path)?;
        Ok(key)
    }

    /// The key in a file.
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
        let damaged = || StoreError::KeyDamaged { path: path.into() };
        let hex = text.strip_prefix(PLAIN).ok_or_else(damaged)?.trim();
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(hex, bytes.as_mut_slice()).map_err(|_| damaged())?;
        Ok(Self(bytes))
    }

    /// As SQLCipher wants a raw key, which it uses as it is, without deriving another from it.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("\"x'{}'\"", self.hex().as_str()))
    }

    fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key(…)")
    }
}
