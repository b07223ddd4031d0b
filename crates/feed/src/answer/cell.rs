//! One value of an answer, kept as the text that stands there and read as what it is wanted to be.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use trading::{Day, Isin, Moment, Paise, Price, Series, Symbol};

use super::Misread;
use crate::{dates, decimal};

/// One value. A field that is not there is an empty cell, as is one with null.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell<'a>(Option<&'a str>);

impl<'de: 'a, 'a> Deserialize<'de> for Cell<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get();
        Ok(Self((raw != "null").then_some(raw)))
    }
}

/// What the sources write for "none" in place of words.
const NO_WORDS: [&str; 3] = ["", "-", "null"];
/// And what else in place of a number or a date. (`NA` is a series of debt: words may be that.)
const NO_NUMBER: [&str; 3] = ["NA", "N/A", "NaN"];

impl<'a> Cell<'a> {
    /// Whether nothing is said here.
    pub(crate) fn is_none(self) -> bool {
        self.0.is_none()
    }

    /// The words of a text or a number, trimmed; none where the source writes one of its words for none.
    pub(crate) fn text(self, field: &'static str) -> Result<Option<Cow<'a, str>>, Misread> {
        let Some(raw) = self.0 else { return Ok(None) };
        let text = match raw.as_bytes().first() {
            Some(b'"') => quoted(raw).ok_or_else(|| Misread::of(field, raw, "a text"))?,
            Some(b'-' | b'0'..=b'9') => Cow::Borrowed(raw),
            _ => return Err(Misread::of(field, raw, "a text or a number")),
        };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Ok(Some(text).filter(|text| !NO_WORDS.contains(&text.as_ref())))
    }

    /// Words that must be there.
    pub(crate) fn words(self, field: &'static str) -> Result<String, Misread> {
        self.text(field)?.map(Cow::into_owned).ok_or(Misread::missing(field, "words"))
    }

    /// Reads the number or date that is there, if any is.
    pub(crate) fn maybe<T>(
        self,
        field: &'static str,
        wanted: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Misread> {
        let text = self.text(field)?.filter(|text| !NO_NUMBER.contains(&text.as_ref()));
        let Some(text) = text else { return Ok(None) };
        read(&text).map(Some).ok_or_else(|| Misread::of(field, &text, wanted))
    }

    /// Reads the number or date that must be there.
    pub(crate) fn must<T>(
        self,
        field: &'static str,
        wanted: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Misread> {
        self.maybe(field, wanted, read)?.ok_or(Misread::missing(field, wanted))
    }

    /// A price in rupees; the sources write 0 where there is none yet.
    pub(crate) fn price(self, field: &'static str) -> Result<Option<Price>, Misread> {
        let paise = self.maybe(field, "a price in rupees", |text| {
            decimal::nearest(text, 2).filter(|paise| *paise >= 0)
        })?;
        Ok(paise.and_then(Price::new))
    }

    /// A price in rupees that must be there.
    pub(crate) fn must_price(self, field: &'static str) -> Result<Price, Misread> {
        self.must(field, "a price above zero", |text| decimal::nearest(text, 2).and_then(Price::new))
    }

    /// A price from a source that keeps its numbers as short binary fractions, rounded to the paisa.
    pub(crate) fn rounded_price(self, field: &'static str) -> Result<Option<Price>, Misread> {
        let paise = self.maybe(field, "a price in rupees", |text| {
            decimal::rounded(text, 2).filter(|paise| *paise >= 0)
        })?;
        Ok(paise.and_then(Price::new))
    }

    /// A count, in units of 10ᵖˡᵃᶜᵉˢ: shares have none, shares in lakhs five.
    pub(crate) fn count(self, field: &'static str, places: u8) -> Result<Option<i64>, Misread> {
        self.maybe(field, "a whole number of shares", |text| count(text, places))
    }

    /// A count that must be there.
    pub(crate) fn must_count(self, field: &'static str, places: u8) -> Result<i64, Misread> {
        self.must(field, "a whole number of shares", |text| count(text, places))
    }

    /// An amount of money in units of 10ᵖˡᵃᶜᵉˢ paise: rupees have two, lakhs seven, crores nine. To the paisa.
    pub(crate) fn amount(self, field: &'static str, places: u8) -> Result<Option<Paise>, Misread> {
        let read = |text: &str| decimal::rounded(text, places).filter(|paise| *paise >= 0).map(Paise);
        self.maybe(field, "an amount of money", read)
    }

    /// Hundredths of a point or of a percent, rounded; may be negative.
    pub(crate) fn hundredths(self, field: &'static str) -> Result<Option<i64>, Misread> {
        self.maybe(field, "a number", |text| decimal::rounded(text, 2))
    }

    /// A level of an index in hundredths of a point; the sources write 0 where there is none yet.
    pub(crate) fn level(self, field: &'static str) -> Result<Option<i64>, Misread> {
        let read = |text: &str| decimal::rounded(text, 2).filter(|level| *level >= 0);
        Ok(self.maybe(field, "a level in points", read)?.filter(|level| *level > 0))
    }

    /// A level that must be there.
    pub(crate) fn must_level(self, field: &'static str) -> Result<i64, Misread> {
        self.level(field)?.ok_or(Misread::missing(field, "a level above zero"))
    }

    /// A symbol.
    pub(crate) fn symbol(self, field: &'static str) -> Result<Symbol, Misread> {
        let text = self.text(field)?.ok_or(Misread::missing(field, "an NSE symbol"))?;
        text.parse().map_err(|_| Misread::of(field, &text, "an NSE symbol"))
    }

    /// A series; none when it is one that Lakh does not trade.
    pub(crate) fn series(self, field: &'static str) -> Result<Option<Series>, Misread> {
        let text = self.text(field)?.ok_or(Misread::missing(field, "a series"))?;
        Ok(text.parse().ok())
    }

    /// An ISIN.
    pub(crate) fn isin(self, field: &'static str) -> Result<Option<Isin>, Misread> {
        self.maybe(field, "an ISIN of twelve letters and digits", |text| text.parse().ok())
    }

    /// A day.
    pub(crate) fn day(self, field: &'static str) -> Result<Option<Day>, Misread> {
        self.maybe(field, "a date", dates::day)
    }

    /// A moment.
    pub(crate) fn moment(self, field: &'static str) -> Result<Option<Moment>, Misread> {
        self.maybe(field, "a date with a time", dates::moment)
    }

    /// A moment as milliseconds from 1970, of India's wall clock taken for UTC's, as NSE's charts write it.
    pub(crate) fn wall_clock_millis(self, field: &'static str) -> Result<Moment, Misread> {
        let millis = self.must(field, "milliseconds since 1970", |text| {
            decimal::scaled(text, 0).filter(|millis| (0..LATEST_MILLIS).contains(millis))
        })?;
        Ok(Moment::from_millis(millis - 19_800_000))
    }

    /// A moment as seconds from 1970 in UTC.
    pub(crate) fn utc_seconds(self, field: &'static str) -> Result<Option<Moment>, Misread> {
        let millis = self.maybe(field, "seconds since 1970", |text| {
            decimal::scaled(text, 3).filter(|millis| (0..LATEST_MILLIS).contains(millis))
        })?;
        Ok(millis.map(Moment::from_millis))
    }

    /// Yes or no, as JSON's own words or as text in any case.
    pub(crate) fn flag(self, field: &'static str) -> Result<Option<bool>, Misread> {
        match self.0 {
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            _ => self.maybe(field, "true or false", |text| match text {
                _ if text.eq_ignore_ascii_case("true") => Some(true),
                _ if text.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            }),
        }
    }
}

/// The end of the year 2199: a time beyond it is no time.
const LATEST_MILLIS: i64 = 7_258_118_400_000;

/// A count of no less than nothing.
fn count(text: &str, places: u8) -> Option<i64> {
    decimal::nearest(text, places).filter(|count| *count >= 0)
}

/// The inside of a JSON string; copied only where something in it is escaped.
fn quoted(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        serde_json::from_str(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inside))
    }
}
