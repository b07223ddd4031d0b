//! The schema's history: one list of steps for each of the three databases, oldest first. Steps are never
//! changed once released; a new form is a new step.

mod ledger;
mod profiles;

pub use ledger::{LEDGER_FORMAT, Ledger, refusals};
pub use profiles::{PROFILES_FORMAT, Profiles};
