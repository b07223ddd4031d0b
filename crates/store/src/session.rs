//! Being signed in.

use std::fmt;
use std::sync::Arc;

use crate::key::Key;
use crate::place::{DataDir, ProfileId};
use crate::profiles::Profile;

/// A profile that signed in. It holds the key of its own ledger and of no other: no ledger opens without one, and
/// only [`crate::Profiles`] gives it out. The key is wiped from memory with the last clone.
#[derive(Clone)]
pub struct Session {
    pub(crate) dir: DataDir,
    pub(crate) profile: Profile,
    pub(crate) key: Arc<Key>,
    /// Whether it was opened by a secret and not by sitting down.
    pub(crate) proven: bool,
}

impl Session {
    /// Who signed in, as it was then.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whose it is.
    #[must_use]
    pub const fn id(&self) -> &ProfileId {
        &self.profile.id
    }

    /// Where its files lie.
    #[must_use]
    pub const fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Whether it was opened by a password or a recovery code: an administrator acts with no other.
    #[must_use]
    pub const fn is_proven(&self) -> bool {
        self.proven
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session").field("profile", &self.profile.name).finish_non_exhaustive()
    }
}
