//! The subject line of NSE's list of corporate actions, read into what it does to a share. What is not understood
//! is said to be so, never guessed.

use crate::corporate::{CorporateAction, PerShare, Ratio};
use crate::money::Paise;

/// A subject line, or a part of one, that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the corporate action {subject:?} is not understood; enter what it does by hand")]
pub struct UnknownAction {
    subject: String,
}

impl CorporateAction {
    /// Reads a subject line such as `Dividend - Rs 1.25 Per Share`, `Bonus 2:1`, `Rights 3:5 @ Premium Rs 45/-`. A line
    /// with a dividend and a special dividend is two actions; a trust's distribution is one, of the total.
    ///
    /// # Errors
    /// When any part of the line is not understood.
    pub fn read(subject: &str) -> Result<Vec<Self>, UnknownAction> {
        let unknown = || UnknownAction { subject: subject.into() };
        let words: Vec<String> = subject.to_ascii_lowercase().split_whitespace().map(Into::into).collect();
        let line = words.join(" ");
        if line.starts_with("distribution") {
            // What follows the total says what it consists of.
            let total = line.split_once("consist").map_or(line.as_str(), |(total, _)| total);
            return dividend(total).map(|action| vec![action]).ok_or_else(unknown);
        }
        let parts: Vec<&str> = match line.split_once("special dividend") {
            Some((first, _)) if !first.trim().is_empty() => {
                let (first, special) = line.split_at(first.len());
                vec![first.trim().trim_end_matches(['/', '&']), special]
            }
            Some(_) | None => vec![&line],
        };
        parts.into_iter().map(|part| action(part.trim()).ok_or_else(unknown)).collect()
    }
}

fn action(part: &str) -> Option<CorporateAction> {
    if let Some(rest) = part.strip_prefix("face value split (sub-division)") {
        return split(rest);
    }
    if let Some(rest) = part.strip_prefix("consolidation of shares") {
        return split(rest);
    }
    if let Some(rest) = part.strip_prefix("bonus ") {
        return ratio(rest).map(CorporateAction::Bonus);
    }
    if let Some(rest) = part.strip_prefix("rights ") {
        let (shares, price) = rest.split_once('@')?;
        let premium = price.trim().strip_prefix("premium")?;
        return Some(CorporateAction::Rights { ratio: ratio(shares)?, premium: paise(premium)? });
    }
    dividend(part)
}

/// `dividend - rs 1.25 per share`, with `interim`, `final`, `special`; `per sh`, `per unit`; the currency may miss.
fn dividend(part: &str) -> Option<CorporateAction> {
    const KINDS: [&str; 5] =
        ["dividend", "interim dividend", "final dividend", "special dividend", "distribution"];
    let rest = KINDS.into_iter().find_map(|kind| part.strip_prefix(kind))?;
    let rest = rest.trim_start_matches([' ', '-']);
    let amount = ["per share", "per sh", "per unit", ""]
        .into_iter()
        .find_map(|unit| rest.trim_end().strip_suffix(unit))
        .map(currency)?;
    let a_share = PerShare(decimal(amount, 4)?);
    (a_share.0 > 0).then_some(CorporateAction::Dividend { a_share })
}

/// ` - from rs 10/- per share to re 1/- per share`: ten new shares for one old.
fn split(rest: &str) -> Option<CorporateAction> {
    let (from, to) = rest.trim_start_matches([' ', '-']).strip_prefix("from ")?.split_once(" to ")?;
    let face = |text: &str| paise(text.trim().trim_end_matches("per share"));
    Ratio::new(face(from)?.0, face(to)?.0).map(CorporateAction::Split)
}

/// `3:5`: three new for five held.
fn ratio(text: &str) -> Option<Ratio> {
    let (new, old) = text.trim().split_once(':')?;
    Ratio::new(new.trim().parse().ok()?, old.trim().parse().ok()?)
}

/// `rs 45/-` as money.
fn paise(text: &str) -> Option<Paise> {
    decimal(currency(text).trim_end_matches("/-"), 2).map(Paise)
}

/// Without the currency before it.
fn currency(text: &str) -> &str {
    let text = text.trim();
    let bare = ["rs.", "rs", "re.", "re"].into_iter().find_map(|sign| text.strip_prefix(sign));
    bare.unwrap_or(text).trim()
}

/// A decimal number in units of its last place; none when it has more places or is no number.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > places || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}
