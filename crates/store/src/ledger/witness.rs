//! The witness: a small file beside a ledger that remembers the last acknowledged head. The chain proves that
//! nothing within it was changed; only something outside it can tell that its end is missing, because the log
//! was deleted or an older copy put in its place.
//!
//! It is written after each commit and not forced to the disk: it may lag behind the ledger, never run ahead.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::failure::StoreError;
use crate::ledger::{Hash, Head};
use crate::place;

/// The first word of the file.
const FORM: &str = "lakh-head-1";

#[derive(Debug)]
pub(crate) struct Witness(Mutex<fs::File>);

impl Witness {
    /// The witness of a ledger's file, made when there is none.
    pub(crate) fn beside(ledger: &Path) -> Result<Self, StoreError> {
        let path = place::beside(ledger, "-head");
        let open = || fs::File::options().read(true).write(true).open(&path);
        let file = match open() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                // Another process may make it between the look and the making.
                let _ = place::private_file(&path);
                open()
            }
            opened => opened,
        };
        file.map(|file| Self(Mutex::new(file))).map_err(|source| StoreError::io("open", &path, source))
    }

    /// The last acknowledged head that it knows of. What cannot be read witnesses nothing.
    pub(crate) fn last(&self) -> Option<Head> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut text)).ok()?;
        let mut words = text.strip_prefix(FORM)?.split_whitespace();
        let seq = words.next()?.parse().ok()?;
        let hash = Hash::from_blob(&hex::decode(words.next()?).ok()?)?;
        Some(Head { seq, hash })
    }

    /// Remembers a head. That it could not is no reason to fail what is already on the disk.
    pub(crate) fn remember(&self, head: &Head) {
        // Always the same length, so that a shorter record never leaves the end of a longer one.
        let text = format!("{FORM} {:020} {}\n", head.seq, head.hash);
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the head of a ledger could not be remembered");
        }
    }
}
