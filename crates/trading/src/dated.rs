//! Rules that hold from a day on: a table in order of its days, and how the one in force is found.

use time::{Date, Month};

use crate::moment::Day;

const UNIX_JULIAN_DAY: i32 = 2_440_588;

/// A day of a table, checked when the program is compiled: a date that does not exist does not compile.
pub(crate) const fn on(year: i32, month: Month, day: u8) -> Day {
    match Date::from_calendar_date(year, month, day) {
        Ok(date) => Day::from_number(date.to_julian_day() - UNIX_JULIAN_DAY),
        // One day before the first there is: overflows, which stops the compiler in a constant.
        Err(_) => Day::from_number(i32::MIN).plus(-1),
    }
}

/// The last of the later rows whose day has come, else the oldest row, which also stands for the days before it.
pub(crate) fn in_force<T>(
    oldest: &'static T,
    later: &'static [T],
    day: Day,
    from: impl Fn(&T) -> Day,
) -> &'static T {
    later.iter().rev().find(|row| from(row) <= day).unwrap_or(oldest)
}
