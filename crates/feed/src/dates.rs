//! Dates and times as the sources write them. All clock times are India's unless the text says that they are UTC's.

use trading::{Clock, Day, Moment};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads `2026-08-03`, `03-08-2026`, `03-Aug-2026`, `03-AUG-2026` and `03-AUG-26`, alone or before a time.
pub(crate) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = day_alone(text) {
        return Some(day);
    }
    moment(text).map(Moment::day)
}

/// Reads a day with its time: `27-May-2026 11:07:09`, `2026-08-14 15:39:59`, `16-Oct-2023 15:30`, and RFC 3339
/// (`2025-03-31T18:30:00.000Z`, `2025-10-01 03:45:00+00:00`). A day alone is no moment.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Some((date, time)) = text.split_once(' ') {
        // With its offset it is RFC 3339 but for the T.
        if time.contains(['+', 'Z']) {
            return format!("{date}T{time}").parse().ok();
        }
        return Some(day_alone(date)?.at(clock(time)?));
    }
    text.parse().ok()
}

/// A time of day, with a fraction of a second or without.
fn clock(text: &str) -> Option<Clock> {
    let text = text.trim_start();
    let Some((whole, fraction)) = text.split_once('.') else { return text.parse().ok() };
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let known = (1..=9).contains(&fraction.len()) && digits;
    let padded = fraction.bytes().chain(*b"000").take(3);
    let millis = padded.fold(0, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')));
    let whole: Clock = if known { whole.parse().ok()? } else { return None };
    Clock::from_millis(whole.millis() + millis)
}

fn day_alone(text: &str) -> Option<Day> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('-');
    let (first, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, width| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    let named = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month));
    // Two digits of a year stand only behind a month that is named: `03-08-26` could be anything.
    let short = named.is_some() && digits(year, 2);
    if parts.next().is_some() || !digits(first, 2) || !(digits(year, 4) || short) {
        return None;
    }
    let month = match named {
        Some(place) => u8::try_from(place + 1).ok()?,
        None => digits(month, 2).then(|| month.parse().ok()).flatten()?,
    };
    let year: i32 = year.parse().ok()?;
    Day::of(if short { 2000 + year } else { year }, month, first.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{day, moment};

    fn shown(text: &str) -> String {
        moment(text).map_or_else(|| "no".into(), |moment| moment.to_string())
    }

    #[test]
    fn every_form_of_a_day_is_read() {
        let forms =
            ["2026-08-14", "14-Aug-2026", "14-AUG-2026", "14-AUG-26", " 14-08-2026 ", "14-Aug-2026 15:30"];
        for text in forms {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-08-14"), "{text:?}");
        }
        for text in ["", "-", "14-08-26", "31-Feb-2026", "14-Aug-2026 EOD", "2026-08", "14/08/2026"] {
            assert_eq!(day(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_form_of_a_moment_is_read() {
        assert_eq!(shown("27-May-2026 11:07:09"), "2026-05-27T11:07:09+05:30");
        assert_eq!(shown("2026-08-14 15:39:59"), "2026-08-14T15:39:59+05:30");
        assert_eq!(shown("16-Oct-2023 15:30"), "2023-10-16T15:30:00+05:30");
        assert_eq!(shown("2021-06-11 09:15:52.25"), "2021-06-11T09:15:52.250+05:30");
        assert_eq!(shown("2025-10-01 03:45:00+00:00"), "2025-10-01T09:15:00+05:30");
        // India's midnight, told in UTC.
        assert_eq!(shown("2025-03-31T18:30:00.000Z"), "2025-04-01T00:00:00+05:30");
        for text in ["27-May-2026", "27-May-2026 25:00:00", "27-May-2026 11:07:09.", "11:07:09"] {
            assert_eq!(shown(text), "no", "{text:?}");
        }
    }
}
