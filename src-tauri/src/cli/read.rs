//! Reading what a person writes: quantities, rupees, durations. Nothing unreadable becomes a number.

use trading::{GttId, OrderId, Paise};

/// How far to move a clock, in seconds; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duration {
    /// Seconds.
    pub(crate) seconds: u32,
}

/// The most that a fee may come to, where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Most(pub(crate) Option<Paise>);

/// Why a text could not be read. The words say how to write it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Not a whole number.
    #[error("write a whole number of shares, such as 5 or 1,00,000")]
    Quantity,
    /// Not an amount.
    #[error("write rupees, such as 1315.30, 1,315.30 or ₹1315.3")]
    Rupees,
    /// Finer than a paisa.
    #[error("rupees have at most two decimals")]
    Decimals,
    /// Beyond anything that the program reckons with.
    #[error("that number is too large")]
    TooLarge,
    /// Not a length of time.
    #[error("write a length of time such as 90s, 5m or 1h30m, at most a day")]
    Duration,
    /// Not an order's number.
    #[error("write an order's number; `lakh orders` lists them")]
    Order,
    /// Not a trigger's number.
    #[error("write a trigger's number; `lakh gtt list` lists them")]
    Gtt,
    /// Too long a note.
    #[error("write at most 200 characters in one line")]
    Note,
}

/// The most that a quantity may be here; the rules allow far less and say so themselves.
const LARGEST_QUANTITY: i64 = 1_000_000_000_000;
/// The same for amounts, in paise: a thousand crore rupees.
const LARGEST_PAISE: i64 = 1_000_000_000_000;
const LONGEST_NOTE: usize = 200;
const LONGEST_SECONDS: u32 = 86_400;

/// Shares: `5`, `-1000`, `10,00,00,000`. The sign is for the rules to judge.
pub(crate) fn quantity(text: &str) -> Result<i64, Unreadable> {
    let (negative, digits) = sign_of(text.trim());
    let number = whole(digits).ok_or(Unreadable::Quantity)?;
    let number = number.filter(|number| *number <= LARGEST_QUANTITY).ok_or(Unreadable::TooLarge)?;
    Ok(if negative { -number } else { number })
}

/// Rupees with at most two decimals, in paise: `1315.3`, `1,315.30`, `₹1,315`, `-5`.
pub(crate) fn rupees(text: &str) -> Result<Paise, Unreadable> {
    let (negative, text) = sign_of(text.trim());
    let text = text.strip_prefix('₹').unwrap_or(text).trim_start();
    let (rupees, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let rupees = whole(rupees).ok_or(Unreadable::Rupees)?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Unreadable::Rupees);
    }
    if fraction.len() > 2 {
        return Err(Unreadable::Decimals);
    }
    let paise: i64 = format!("{fraction:0<2}").parse().map_err(|_| Unreadable::Rupees)?;
    let amount = rupees.and_then(|rupees| rupees.checked_mul(100)?.checked_add(paise));
    let amount = amount.filter(|amount| *amount <= LARGEST_PAISE).ok_or(Unreadable::TooLarge)?;
    Ok(Paise(if negative { -amount } else { amount }))
}

/// Rupees, or `none`.
pub(crate) fn most(text: &str) -> Result<Most, Unreadable> {
    if text.trim().eq_ignore_ascii_case("none") {
        Ok(Most(None))
    } else {
        rupees(text).map(|most| Most(Some(most)))
    }
}

/// A length of time: numbers with `h`, `m` or `s`, largest first.
pub(crate) fn duration(text: &str) -> Result<Duration, Unreadable> {
    let mut seconds: u32 = 0;
    let mut rest = text.trim();
    for (unit, factor) in [('h', 3600), ('m', 60), ('s', 1)] {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = number.parse().ok().filter(|_| plain).ok_or(Unreadable::Duration)?;
        let more = number.checked_mul(factor).ok_or(Unreadable::Duration)?;
        seconds = seconds.checked_add(more).ok_or(Unreadable::Duration)?;
        rest = after;
    }
    if !rest.is_empty() || seconds == 0 || seconds > LONGEST_SECONDS {
        return Err(Unreadable::Duration);
    }
    Ok(Duration { seconds })
}

/// An order's number.
pub(crate) fn order(text: &str) -> Result<OrderId, Unreadable> {
    let number = text.trim().trim_start_matches('#').parse().map_err(|_| Unreadable::Order)?;
    Ok(OrderId(number))
}

/// A trigger's number.
pub(crate) fn gtt(text: &str) -> Result<GttId, Unreadable> {
    let number = text.trim().trim_start_matches('#').parse().map_err(|_| Unreadable::Gtt)?;
    Ok(GttId(number))
}

/// A line in the user's own words.
pub(crate) fn note(text: &str) -> Result<String, Unreadable> {
    let text = text.trim();
    let fits = text.chars().count() <= LONGEST_NOTE && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(Unreadable::Note) }
}

fn sign_of(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Digits, perhaps grouped by commas as in India (12,34,567) or elsewhere (1,234,567). A comma anywhere else
/// is not read: `1315,30` is no way to write thirteen hundred rupees here. The inner none is a number too
/// large to hold.
fn whole(text: &str) -> Option<Option<i64>> {
    let groups: Vec<&str> = text.split(',').collect();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, rest) = groups.split_first()?;
    let grouped = match rest.split_last() {
        None => true,
        Some((last, middle)) => {
            let by = |width: usize| middle.iter().all(|group| group.len() == width) && first.len() <= width;
            last.len() == 3 && (by(2) || by(3))
        }
    };
    if first.is_empty() || !all_digits || !grouped {
        return None;
    }
    Some(groups.concat().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_with_commas_and_signs_and_nothing_else() {
        for (text, expected) in [
            ("5", Ok(5)),
            ("0", Ok(0)),
            ("-1000", Ok(-1000)),
            ("−1000", Ok(-1000)),
            ("+7", Ok(7)),
            ("10,00,00,000", Ok(100_000_000)),
            ("100,000,000", Ok(100_000_000)),
            ("1,00,000", Ok(100_000)),
            ("99999999999999999999", Err(Unreadable::TooLarge)),
            ("1.5", Err(Unreadable::Quantity)),
            ("1,5", Err(Unreadable::Quantity)),
            ("1,00,00", Err(Unreadable::Quantity)),
            (",100", Err(Unreadable::Quantity)),
            ("", Err(Unreadable::Quantity)),
            ("-", Err(Unreadable::Quantity)),
            ("--5", Err(Unreadable::Quantity)),
            ("five", Err(Unreadable::Quantity)),
            ("1e3", Err(Unreadable::Quantity)),
        ] {
            assert_eq!(quantity(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rupees_are_read_to_the_paisa_and_never_rounded() {
        for (text, expected) in [
            ("1315.3", Ok(131_530)),
            ("1,315.30", Ok(131_530)),
            ("₹1315.3", Ok(131_530)),
            ("₹1,00,000", Ok(10_000_000)),
            ("0.05", Ok(5)),
            ("-5", Ok(-500)),
            ("-₹5.50", Ok(-550)),
            ("1315.305", Err(Unreadable::Decimals)),
            ("1315,30", Err(Unreadable::Rupees)),
            ("1315.", Err(Unreadable::Rupees)),
            (".5", Err(Unreadable::Rupees)),
            ("1.2.3", Err(Unreadable::Rupees)),
            ("1.-5", Err(Unreadable::Rupees)),
            ("NaN", Err(Unreadable::Rupees)),
            ("99999999999999999", Err(Unreadable::TooLarge)),
        ] {
            assert_eq!(rupees(text), expected.map(Paise), "{text:?}");
        }
    }

    #[test]
    fn durations_need_a_unit() {
        for (text, expected) in [
            ("90s", Some(90)),
            ("5m", Some(300)),
            ("1h", Some(3600)),
            ("1h30m", Some(5400)),
            ("1h5s", Some(3605)),
        ] {
            assert_eq!(duration(text).ok().map(|length| length.seconds), expected, "{text:?}");
        }
        for text in ["90", "", "0s", "5m1h", "1.5h", "-5m", "25h", "h", "5 m", "99999999999s"] {
            assert_eq!(duration(text), Err(Unreadable::Duration), "{text:?}");
        }
    }
}
