//! Days and moments of India's one time zone (UTC+05:30, no daylight saving).

use std::fmt;
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcOffset, Weekday};

const MILLIS_A_DAY: i64 = 86_400_000;
const IST_MILLIS: i64 = 19_800_000;
const UNIX_JULIAN_DAY: i32 = 2_440_588;

/// A date in India, counted in days from 1970-01-01.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// A moment, in milliseconds of UTC since 1970; shown in IST.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(i64);

/// A time of day in IST, in milliseconds from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(u32);

impl Day {
    /// The day of a calendar date; none when there is no such date.
    #[must_use]
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self::from_date)
    }

    /// The day so many days after (before, when negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this one.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The moment of a time on this day.
    #[must_use]
    pub fn at(self, clock: Clock) -> Moment {
        Moment(i64::from(self.0) * MILLIS_A_DAY + i64::from(clock.0) - IST_MILLIS)
    }

    /// Its number, for stores that want one.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a number that `number` gave.
    #[must_use]
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.date().weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), u8::from(date.month()), date.day())
    }

    /// `03 Aug 2026`.
    #[must_use]
    pub fn words(self) -> String {
        const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let (year, month, day) = self.parts();
        let start = usize::from(month - 1) * 3;
        format!("{day:02} {} {year}", MONTHS.get(start..start + 3).unwrap_or_default())
    }

    fn from_date(date: Date) -> Self {
        Self(date.to_julian_day() - UNIX_JULIAN_DAY)
    }

    fn date(self) -> Date {
        // Days outside ±9999 years cannot be made by `of` or by parsing; the epoch stands in for them.
        Date::from_julian_day(self.0 + UNIX_JULIAN_DAY).unwrap_or(Date::MIN)
    }
}

impl Moment {
    /// The moment of so many milliseconds of UTC since 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds of UTC since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Its date in India.
    #[must_use]
    pub fn day(self) -> Day {
        Day(i32::try_from((self.0 + IST_MILLIS).div_euclid(MILLIS_A_DAY)).unwrap_or(i32::MAX))
    }

    /// Its time of day in India.
    #[must_use]
    pub fn clock(self) -> Clock {
        Clock(u32::try_from((self.0 + IST_MILLIS).rem_euclid(MILLIS_A_DAY)).unwrap_or(0))
    }

    /// So many milliseconds later (earlier, when negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0 + millis)
    }

    /// Milliseconds from `earlier` to this.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl Clock {
    /// Midnight, the first moment of a day.
    pub const MIDNIGHT: Self = Self(0);

    /// A time of day; hours to 23, minutes and seconds to 59.
    #[must_use]
    pub const fn of(hour: u32, minute: u32, second: u32) -> Self {
        Self(((hour * 60 + minute) * 60 + second) * 1000)
    }

    /// Milliseconds from midnight.
    #[must_use]
    pub const fn millis(self) -> u32 {
        self.0
    }

    /// The time so many milliseconds from midnight; none past the end of the day.
    #[must_use]
    pub const fn from_millis(millis: u32) -> Option<Self> {
        if millis < 86_400_000 { Some(Self(millis)) } else { None }
    }

    /// `09:15`.
    #[must_use]
    pub fn short(self) -> String {
        format!("{:02}:{:02}", self.0 / 3_600_000, self.0 / 60_000 % 60)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}:{:02}", self.0 / 3_600_000, self.0 / 60_000 % 60, self.0 / 1000 % 60)
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 with +05:30; milliseconds only when there are any.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.clock();
        write!(out, "{}T{clock}", self.day())?;
        let rest = clock.0 % 1000;
        if rest > 0 {
            write!(out, ".{rest:03}")?;
        }
        out.write_str("+05:30")
    }
}

/// A date or time that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read {text:?}: write {wanted}")]
pub struct NotATime {
    text: String,
    wanted: &'static str,
}

impl FromStr for Day {
    type Err = NotATime;

    /// Reads `2026-08-03`.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let refused = || NotATime { text: text.into(), wanted: "a date as YYYY-MM-DD" };
        let mut parts = text.split('-');
        let mut next = |width: usize| {
            parts.next().filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else { return Err(refused()) };
        if parts.next().is_some() {
            return Err(refused());
        }
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
            return Err(refused());
        };
        Self::of(year, month, day).ok_or_else(refused)
    }
}

impl FromStr for Clock {
    type Err = NotATime;

    /// Reads `09:15` or `09:15:30`.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let refused = || NotATime { text: text.into(), wanted: "a time as HH:MM or HH:MM:SS, 24 hours" };
        let mut numbers = [0_u32; 3];
        let mut count = 0;
        for part in text.split(':') {
            let slot = numbers.get_mut(count).ok_or_else(refused)?;
            if part.len() != 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(refused());
            }
            *slot = part.parse().map_err(|_| refused())?;
            count += 1;
        }
        let [hour, minute, second] = numbers;
        if count < 2 || hour > 23 || minute > 59 || second > 59 {
            return Err(refused());
        }
        Ok(Self::of(hour, minute, second))
    }
}

impl FromStr for Moment {
    type Err = NotATime;

    /// Reads RFC 3339.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let refused = || NotATime { text: text.into(), wanted: "a moment as 2026-08-03T09:15:00+05:30" };
        let read = OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339);
        let utc = read.map_err(|_| refused())?.to_offset(UtcOffset::UTC);
        let millis = utc.unix_timestamp_nanos().div_euclid(1_000_000);
        i64::try_from(millis).map(Self).map_err(|_| refused())
    }
}

impl TryFrom<String> for Day {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl TryFrom<String> for Moment {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}
