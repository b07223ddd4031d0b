//! The tests of this crate, one module a subject.

#![expect(clippy::unwrap_used, reason = "tests")]

mod administration;
mod append;
mod archive;
mod backup;
mod child;
mod disk;
#[cfg(target_os = "linux")]
mod ending;
mod events;
mod failures;
mod filled;
mod guard;
mod import;
mod keychain;
mod kill;
mod names;
mod passwords;
mod profiles;
mod put_back;
mod race;
mod recordings;
mod scene;
mod secrecy;
mod snapshot;
mod tamper;
mod torture;
