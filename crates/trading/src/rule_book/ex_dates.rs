//! The rules of ex-dates, in words.

use super::{Rule, Topic};
use crate::corporate::PAID_AFTER;
use crate::corporate_law::{CreditLaw, EXCHANGED_DAYS, EXCHANGED_SOURCE, RIGHTS};
use crate::moment::Day;

/// What becomes of rights, and which company a symbol means.
pub(super) fn rights_and_names() -> [Rule; 6] {
    let rights = |words: String, source| Rule::new("rights", Topic::CorporateActions, words, None, source);
    let names = |words: &str, source| Rule::new("identity", Topic::CorporateActions, words, None, source);
    [
        Rule::new(
            "rights",
            Topic::CorporateActions,
            format!(
                "A right can be used until {} days after the ex-date, or the next trading day; the money is set aside until the shares are allotted on the trading day after, to be sold {EXCHANGED_DAYS} trading days later",
                RIGHTS.open_days
            ),
            Some(RIGHTS.from),
            RIGHTS.source,
        ),
        rights(
            "A right that is not used by then lapses and is worth nothing: what it cost is lost".into(),
            "SEBI circular of 22 January 2020 on rights entitlements: those neither subscribed nor renounced lapse",
        ),
        rights(
            "Allotted shares cost the issue's price and what the right had cost; their holding period begins on the allotment".into(),
            "Income-tax Act 1961, sections 2(42A) and 55(2)(aa); the same in the Act of 2025",
        ),
        rights(
            "Rights stand under SYMBOL-RE until the exchange lists an entitlement of the same issuer: the first seven characters of the ISIN, and 20 as its security type".into(),
            "The ISINs of all entitlements in the recorded bhavcopies of 2024 to 2026",
        ),
        names(
            "A share that trades under another symbol with the same ISIN is the same share: holdings, orders and triggers go with it on that day's morning",
            "The bhavcopies of the days before and after; NSE announces each change of symbol by circular",
        ),
        names(
            "A move to another series changes neither; the new series' rules hold from that day, and an after-market order that they do not take ends",
            "NSE's surveillance circulars on trade-to-trade; the legend of series",
        ),
    ]
}

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
            "Income-tax Act 1961, sections 2(42A), 49 and 55; the same in the Act of 2025",
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
