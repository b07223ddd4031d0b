//! The replay within a verification: every account is made of its events again, from nothing, and its snapshot is
//! compared where it stands.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use trading::Event;

use crate::ledger::follow::Findings;
use crate::ledger::read::Recorded;
use crate::ledger::snapshot::Claim;
use crate::ledger::{AccountNumber, Difference};

/// The accounts as far as they were replayed.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    accounts: BTreeMap<AccountNumber, trading::Account>,
    claims: BTreeMap<AccountNumber, Claim>,
    /// Those whose snapshot says something else.
    pub(crate) wrong: Vec<AccountNumber>,
    /// Something in the chain is not as it was: what would follow from that is no finding of its own.
    stopped: bool,
}

impl Replay {
    pub(crate) fn new(claims: BTreeMap<AccountNumber, Claim>) -> Self {
        Self { claims, ..Self::default() }
    }

    /// Applies an event, and compares with a snapshot that stands at it.
    pub(crate) fn follow(&mut self, row: &Recorded, event: &Event, found: &mut Findings) {
        if self.stopped {
            return;
        }
        let account = self.accounts.entry(row.account).or_default();
        // Amounts that were tampered with can be too large to reckon with: then the arithmetic stops, not the proof.
        if catch_unwind(AssertUnwindSafe(|| account.apply(event))).is_err() {
            self.stopped = true;
            return found.add(Difference::Replay { seq: row.seq, account: row.account });
        }
        let claim = self.claims.get(&row.account).filter(|claim| claim.stands_at(row.seq, &row.hash));
        if claim.is_some_and(|claim| !claim.says(account)) {
            self.wrong.push(row.account);
            found.add(Difference::Snapshot { seq: row.seq, account: row.account });
        }
    }

    /// The chain holds no longer.
    pub(crate) fn stop(&mut self) {
        self.stopped = true;
        self.accounts.clear();
    }
}
