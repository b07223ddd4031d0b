//! Bytes sealed in pieces, so that a long state is neither written nor read as a whole: nobody changes, drops,
//! repeats or reorders a piece, or cuts the last one off, without being found out.

use std::io::{self, BufRead, Read, Write};

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::key::Key;

/// How much is sealed at a time.
const PIECE: usize = 256 * 1024;
/// The tag behind each piece.
const TAG: usize = 16;

/// Random bytes that no two files share; the piece's number and whether it is the last make them a nonce.
pub(super) type Prefix = [u8; 15];

/// The cipher of one file, and what its pieces are bound to.
struct Seal {
    cipher: XChaCha20Poly1305,
    header: Vec<u8>,
    prefix: Prefix,
    pieces: u64,
}

/// Seals what is written to it.
pub(super) struct Sealing<W> {
    seal: Seal,
    piece: Vec<u8>,
    to: W,
}

/// Reads what was sealed.
pub(super) struct Unsealing<R> {
    seal: Seal,
    piece: Vec<u8>,
    read: usize,
    ended: bool,
    from: R,
}

impl Seal {
    fn new(key: &Key, header: &[u8], prefix: Prefix) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("lakh 2026-11-23 a ledger's key seals its snapshots");
        hasher.update(key.bytes());
        let cipher = XChaCha20Poly1305::new(hasher.finalize().as_bytes().into());
        Self { cipher, header: header.into(), prefix, pieces: 0 }
    }

    fn nonce(&mut self, last: bool) -> XNonce {
        let mut nonce = [0; 24];
        let parts = self.prefix.into_iter().chain(self.pieces.to_le_bytes()).chain([u8::from(last)]);
        nonce.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
        self.pieces += 1;
        XNonce::from(nonce)
    }
}

impl<W: Write> Sealing<W> {
    pub(super) fn new(key: &Key, header: &[u8], prefix: Prefix, to: W) -> Self {
        Self { seal: Seal::new(key, header, prefix), piece: Vec::with_capacity(PIECE + TAG), to }
    }

    /// Seals the last piece and gives back where everything went.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.send(true)?;
        Ok(self.to)
    }

    fn send(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.seal.nonce(last);
        let sealed = self.seal.cipher.encrypt_in_place(&nonce, &self.seal.header, &mut self.piece);
        sealed.map_err(|_| io::Error::other("it cannot be sealed"))?;
        self.to.write_all(&self.piece)?;
        self.piece.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for more to come: only then is it not the last.
        if self.piece.len() == PIECE && !bytes.is_empty() {
            self.send(false)?;
        }
        let taken = bytes.get(..bytes.len().min(PIECE - self.piece.len())).unwrap_or_default();
        self.piece.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<R: BufRead> Unsealing<R> {
    pub(super) fn new(key: &Key, header: &[u8], prefix: Prefix, from: R) -> Self {
        Self { seal: Seal::new(key, header, prefix), piece: Vec::new(), read: 0, ended: false, from }
    }

    fn fetch(&mut self) -> io::Result<()> {
        self.piece.clear();
        self.read = 0;
        let wanted = u64::try_from(PIECE + TAG).unwrap_or(u64::MAX);
        self.from.by_ref().take(wanted).read_to_end(&mut self.piece)?;
        self.ended = self.from.fill_buf()?.is_empty();
        let nonce = self.seal.nonce(self.ended);
        let opened = self.seal.cipher.decrypt_in_place(&nonce, &self.seal.header, &mut self.piece);
        opened.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not what was sealed"))
    }
}

impl<R: BufRead> Read for Unsealing<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.read == self.piece.len() && !self.ended {
            self.fetch()?;
        }
        let rest = self.piece.get(self.read..).unwrap_or_default();
        let length = rest.len().min(room.len());
        for (room, byte) in room.iter_mut().zip(rest) {
            *room = *byte;
        }
        self.read += length;
        Ok(length)
    }
}
