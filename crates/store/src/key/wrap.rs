//! Wrapping: a ledger's key sealed under a password or a recovery code.
//!
//! A password is derived with Argon2id, on purpose at a cost; a recovery code has so many random bits that a
//! fast derivation is as good. What comes out seals the ledger's key with XChaCha20-Poly1305, whose tag is
//! compared in constant time: a wrong password opens nothing and no other copy of it is kept.

use argon2::password_hash::phc::{Ident, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::ExposeSecret;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::key::{Key, RecoveryCode, Secret};
use crate::place::ProfileId;

/// What deriving a key from a password costs. It is stored with each wrapped key, so that a later, dearer one
/// still opens what an earlier one wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

/// What a wrapped key is opened with.
#[derive(Clone, Copy)]
pub(crate) enum Opener<'a> {
    Password(&'a Secret),
    Recovery(&'a RecoveryCode),
}

/// A key, wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrap {
    /// How the sealing key is derived, as a PHC string without its hash.
    derivation: String,
    nonce: [u8; 24],
    sealed: Vec<u8>,
}

impl Cost {
    /// What every installation pays: about a quarter of a second.
    pub const USUAL: Self = Self { memory_kib: 64 * 1024, passes: 5 };

    /// Next to nothing: for tests that sign in a hundred times. Nothing outside the program can choose it.
    #[must_use]
    pub const fn for_tests() -> Self {
        Self { memory_kib: 64, passes: 1 }
    }
}

impl Wrap {
    /// Wraps a key of a profile.
    pub(crate) fn seal(key: &Key, of: &ProfileId, opener: Opener<'_>, cost: Cost) -> Option<Self> {
        let mut salt = [0; 16];
        let mut nonce = [0; 24];
        getrandom::fill(&mut salt).ok()?;
        getrandom::fill(&mut nonce).ok()?;
        let derivation = describe(opener, cost, &salt)?;
        let cipher = cipher(&derivation, opener)?;
        let bound = bound_to(of, &derivation);
        let payload = Payload { msg: key.0.as_slice(), aad: bound.as_bytes() };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(Self { derivation, nonce, sealed })
    }

    /// Opens a wrapped key; none when it is the wrong password or code, or not this profile's.
    pub(crate) fn open(&self, of: &ProfileId, opener: Opener<'_>) -> Option<Key> {
        let cipher = cipher(&self.derivation, opener)?;
        let bound = bound_to(of, &self.derivation);
        let payload = Payload { msg: &self.sealed, aad: bound.as_bytes() };
        let bytes = Zeroizing::new(cipher.decrypt(&XNonce::from(self.nonce), payload).ok()?);
        Key::from_slice(&bytes)
    }

    /// Whether it was wrapped at another cost than the present one.
    pub(crate) fn is_of_another_cost(&self, cost: Cost) -> bool {
        let read = PasswordHash::new(&self.derivation).ok().and_then(|hash| Params::try_from(&hash).ok());
        read.is_none_or(|params| params.m_cost() != cost.memory_kib || params.t_cost() != cost.passes)
    }

    /// As a line of the key's file.
    pub(crate) fn line(&self) -> String {
        format!("{} {} {}", self.derivation, hex::encode(self.nonce), hex::encode(&self.sealed))
    }

    /// From a line of the key's file.
    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let derivation = words.next()?.to_owned();
        let nonce = hex::decode(words.next()?).ok()?.try_into().ok()?;
        let sealed = hex::decode(words.next()?).ok()?;
        PasswordHash::new(&derivation).ok()?;
        words.next().is_none().then_some(Self { derivation, nonce, sealed })
    }
}

/// The work of opening a wrapped key, for a name that nobody has: an answer takes as long as if somebody did.
pub(crate) fn work_for_nobody(secret: &Secret, cost: Cost) {
    if let Some(derivation) = describe(Opener::Password(secret), cost, &[0; 16]) {
        std::hint::black_box(cipher(&derivation, Opener::Password(secret)).is_some());
    }
}

fn describe(opener: Opener<'_>, cost: Cost, salt: &[u8]) -> Option<String> {
    let (name, version, params) = match opener {
        Opener::Password(_) => {
            let params = Params::new(cost.memory_kib, cost.passes, 1, None).ok()?;
            ("argon2id", Some(19), ParamsString::try_from(&params).ok()?)
        }
        Opener::Recovery(_) => ("blake3", None, ParamsString::new()),
    };
    let algorithm = Ident::new(name).ok()?;
    let salt = Some(Salt::new(salt).ok()?);
    Some(PasswordHash { algorithm, version, params, salt, hash: None }.to_string())
}

/// The cipher that seals, keyed by what the opener derives to; none when the derivation is not one for it, or
/// asks for more than any honest file does.
fn cipher(derivation: &str, opener: Opener<'_>) -> Option<XChaCha20Poly1305> {
    let read = PasswordHash::new(derivation).ok()?;
    let salt = read.salt?;
    let mut derived = Zeroizing::new([0; 32]);
    match opener {
        Opener::Password(secret) if read.algorithm.as_str() == "argon2id" => {
            let params = Params::try_from(&read).ok()?;
            if params.m_cost() > MOST_MEMORY_KIB || params.t_cost() > MOST_PASSES || params.p_cost() > 4 {
                return None;
            }
            let typed: Zeroizing<String> = Zeroizing::new(secret.expose_secret().nfc().collect());
            // Memory of one's own, so that it is wiped afterwards.
            let mut memory = Zeroizing::new(vec![Block::default(); params.block_count()]);
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let (from, salt, to) = (typed.as_bytes(), salt.as_ref(), derived.as_mut_slice());
            argon2.hash_password_into_with_memory(from, salt, to, memory.as_mut_slice()).ok()?;
        }
        Opener::Recovery(code) if read.algorithm.as_str() == "blake3" => {
            let mut hasher =
                blake3::Hasher::new_derive_key("lakh 2026-11-22 recovery code seals a ledger's key");
            hasher.update(salt.as_ref()).update(code.bytes());
            derived.copy_from_slice(hasher.finalize().as_bytes());
        }
        Opener::Password(_) | Opener::Recovery(_) => return None,
    }
    XChaCha20Poly1305::new_from_slice(derived.as_slice()).ok()
}

/// What a seal is bound to beside the key: neither can it be moved to another profile nor its cost be lowered.
fn bound_to(of: &ProfileId, derivation: &str) -> String {
    format!("lakh key 2 {of} {derivation}")
}

/// A gibibyte: no file makes the program ask for more.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;
