//! Decimal numbers as NSE writes them, read exactly and without floats: `1315.20`, `-.12`, ` 20`.

/// Reads a decimal as an integer of 10⁻ᵖˡᵃᶜᵉˢ: `scaled("13.5", 2)` is 1350. More decimals than that are read
/// only when they are zeros. None when it is no number, or too large.
pub(super) fn scaled(text: &str, places: usize) -> Option<i64> {
    let (value, rest) = split(text, places)?;
    rest.bytes().all(|digit| digit == b'0').then_some(value)
}

/// Reads a decimal as an integer of 10⁻ᵖˡᵃᶜᵉˢ, rounding further decimals half away from zero.
pub(super) fn rounded(text: &str, places: usize) -> Option<i64> {
    let (value, rest) = split(text, places)?;
    let up = rest.bytes().next().is_some_and(|digit| digit >= b'5');
    let away = if text.trim().starts_with('-') { -1 } else { 1 };
    value.checked_add(if up { away } else { 0 })
}

/// The value to so many places, and the digits after them.
fn split(text: &str, places: usize) -> Option<(i64, &str)> {
    let text = text.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (kept, rest) = fraction.split_at(fraction.len().min(places));
    let mut value = 0_i64;
    let padding = std::iter::repeat_n(b'0', places - kept.len());
    for digit in whole.bytes().chain(kept.bytes()).chain(padding) {
        value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    Some((if negative { -value } else { value }, rest))
}
