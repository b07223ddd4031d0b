//! The charge profiles in the rule book: those that come with Lakh, and what may be done with them.

use crate::charge_profile::ChargeProfile;
use crate::rule_book::{Rule, Topic};

const NAME: &str = "charge_profile";

/// What is charged beside the law, by broker: the profiles that come with Lakh, and the one in force where it is the
/// account's own.
pub(super) fn profiles(in_force: &ChargeProfile) -> impl Iterator<Item = Rule> {
    let how = [
        "A profile can be copied, and a copy changed and chosen; what the law, the exchange and SEBI take stays law",
        "An order is charged under the version of the profile that was in force when it was accepted, and its fills keep that",
    ];
    let how =
        how.map(|words| Rule::new(NAME, Topic::ChargeProfiles, words, None, "A decision: brokers differ"));
    let own = in_force.id.is_own().then(|| rule(in_force));
    ChargeProfile::built_in().iter().map(rule).chain(own).chain(how)
}

fn rule(profile: &ChargeProfile) -> Rule {
    let words = format!(
        "{}: delivery {}; intraday {}; DP ₹{} and square-off ₹{}, each with GST; GST of {}",
        profile.name,
        lower(&profile.delivery.words()),
        lower(&profile.intraday.words()),
        profile.dp,
        profile.square_off,
        profile.gst_base.words(),
    );
    Rule::new(NAME, Topic::ChargeProfiles, words, None, profile.source.clone())
}

fn lower(words: &str) -> String {
    words.replacen("Nothing", "nothing", 1)
}
