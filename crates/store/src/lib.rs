//! What happened: profiles, ledgers and the market archive in SQLite.
//!
//! Nothing here knows what an order means. A [`Ledger`] keeps events as they are handed to it, each chained to
//! the one before, and can prove that none was changed; [`Profiles`] says whose ledger is whose. An [`Archive`] keeps the public
//! facts of past days.

mod archive;
mod database;
mod entity;
mod failure;
mod key;
mod ledger;
mod name;
mod place;
mod profiles;
mod session;

pub use archive::{
    Archive, ArchiveError, DayFacts, DaySummary, Extremes, ImportReport, IndexDay, MarketDay, QuietStock,
    StockDay, YearRange,
};
pub use failure::{Class, StoreError};
pub use key::{Cost, Keychain, NotACode, RecoveryCode, Secret, is_empty, secret};
pub use ledger::{
    Account, AccountNumber, AppendError, Backup, Derived, Difference, Hash, Head, Ledger, Lost, News,
    Opening, Recorded, Restoration, SNAPSHOT_EVERY, Verification, book_name,
};
pub use name::{BadName, Name};
pub use place::{DataDir, ProfileId};
pub use profiles::{
    Abode, AuditEntry, AuditProof, Created, NewProfile, Profile, Profiles, Removed, SetAside, Standing,
};
pub use session::Session;
