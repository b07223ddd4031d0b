//! The proof of the record for the window.

use store::Verification;

use super::trade::fact;
use crate::wire;

/// What a verification found, a fact a line.
pub(crate) fn verification(proof: &Verification) -> Vec<wire::Fact> {
    let verdict = if proof.ok { "Everything agrees" } else { "The record is damaged" };
    let mut facts = vec![
        fact("Verdict", verdict),
        fact("Events derived again", trading::grouped(i64::try_from(proof.events).unwrap_or(i64::MAX))),
        fact("Head", proof.head.hash.to_string()),
    ];
    facts.extend(proof.differences.iter().map(|difference| fact("Difference", difference.to_string())));
    facts
}
