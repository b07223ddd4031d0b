//! The schema's history: one list of steps for each of the three databases, oldest first. Steps are never
//! changed once released; a new form is a new step.

mod ledger;
mod market;
mod profiles;

pub use ledger::{LEDGER_FORMAT, Ledger, refusals};
pub use market::{MARKET_FORMAT, Market};
pub use profiles::{PROFILES_FORMAT, Profiles};
