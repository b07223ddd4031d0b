//! The rules of ex-dates, in words.

use super::{Rule, Topic};
use crate::corporate::PAID_AFTER;
use crate::corporate_law::{CreditLaw, EXCHANGED_DAYS, EXCHANGED_SOURCE};
use crate::moment::Day;

/// What a corporate action does on its ex-date.
pub(super) fn corporate_actions(day: Day) -> [Rule; 6] {
    let rule = |words: String, from, source| {
        Rule::new("corporate_action", Topic::CorporateActions, words, from, source)
    };
    let credit = CreditLaw::on(day);
    [
        rule(
            "Whoever bought before the ex-date is entitled; what was bought since is not touched".into(),
            None,
            "T+1 settlement: the ex-date is the record date (NSE's list of corporate actions)",
        ),
        rule(
            "Orders and triggers written before the ex-date end, but for a dividend of 2 % of the close or less"
                .into(),
            None,
            "Zerodha's page on cancelled GTTs",
        ),
        rule(
            "Lots keep their days and their cost, bonus shares cost nothing; a fraction of a share is paid in cash, a fraction of a right gives nothing".into(),
            None,
            "Income-tax Act 1961, sections 2(42A), 49 and 55",
        ),
        rule(
            format!("Bonus shares can be sold {} trading days after the ex-date", credit.days),
            Some(credit.from),
            credit.source,
        ),
        rule(
            format!(
                "Split, merged and demerged shares and rights can be sold {EXCHANGED_DAYS} trading days after the ex-date"
            ),
            None,
            EXCHANGED_SOURCE,
        ),
        rule(
            format!(
                "Dividends and fractions of shares are paid {PAID_AFTER} days after the ex-date, or on the next trading day"
            ),
            None,
            "Companies Act 2013, section 127: within 30 days of the declaration; the real day is in no file",
        ),
    ]
}
