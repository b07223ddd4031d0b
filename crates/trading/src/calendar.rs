//! Which days the exchange trades, which it settles on, and why it is shut on the others.
//!
//! Holidays change at short notice (September 2025 and January 2026 did), so a calendar is a value: the
//! built-in table of 2024 to 2026, and whatever a later circular or the user adds to it.

use std::borrow::Cow;

use time::Month::{
    April, August, December, February, January, July, June, March, May, November, October, September,
};

use crate::dated::on;
use crate::moment::Day;
use crate::session::{Hours, Session};

/// The exchange's year: weekdays, and the days that differ from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    notices: Cow<'static, [Notice]>,
    first_year: i32,
    last_year: i32,
}

/// A day that is not what its weekday says, with who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The day.
    pub day: Day,
    /// What it is.
    pub kind: NoticeKind,
    /// Why, in words: `Republic Day`.
    pub words: Cow<'static, str>,
    /// Who says so.
    pub source: Cow<'static, str>,
}

/// What a day is that differs from its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// No trading and no settlement.
    Closed,
    /// Trading as on any day, but banks and depositories do not settle.
    SettlementHoliday,
    /// Trading where there would be none (a weekend, a holiday); no settlement.
    SpecialSession {
        /// Its hours.
        hours: Hours,
        /// Whether the hours are known; otherwise they are those of the year before.
        hours_known: bool,
    },
}

impl Calendar {
    /// NSE's capital market, 2024 to 2026.
    #[must_use]
    pub const fn nse() -> &'static Self {
        static NSE: Calendar =
            Calendar { notices: Cow::Borrowed(NOTICES), first_year: 2024, last_year: 2026 };
        &NSE
    }

    /// The calendar with one more notice, which replaces what was said of its day.
    #[must_use]
    pub fn with(mut self, notice: Notice) -> Self {
        let notices = self.notices.to_mut();
        notices.retain(|known| known.day != notice.day);
        let place = notices.partition_point(|known| known.day <= notice.day);
        notices.insert(place, notice);
        self
    }

    /// The calendar after the exchange's list of a further year was read; its notices are added with `with`.
    #[must_use]
    pub const fn knowing(mut self, year: i32) -> Self {
        if year < self.first_year {
            self.first_year = year;
        } else if year > self.last_year {
            self.last_year = year;
        }
        self
    }

    /// Whether the holidays of a year are known. Of another year only the weekends are.
    #[must_use]
    pub const fn knows(&self, year: i32) -> bool {
        self.first_year <= year && year <= self.last_year
    }

    /// Every day that differs from its weekday, in order.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What is said of a day, where it differs from its weekday.
    #[must_use]
    pub fn notice(&self, day: Day) -> Option<&Notice> {
        let place = self.notices.binary_search_by_key(&day, |notice| notice.day).ok()?;
        self.notices.get(place)
    }

    /// Whether the exchange trades on a day, if only for an hour.
    #[must_use]
    pub fn is_trading_day(&self, day: Day) -> bool {
        match self.notice(day).map(|notice| notice.kind) {
            Some(NoticeKind::Closed) => false,
            Some(NoticeKind::SpecialSession { .. }) => true,
            Some(NoticeKind::SettlementHoliday) | None => !day.is_weekend(),
        }
    }

    /// Whether the exchange trades on a day as on any other, settlement or none: no special session.
    #[must_use]
    pub fn is_usual_day(&self, day: Day) -> bool {
        match self.notice(day).map(|notice| notice.kind) {
            Some(NoticeKind::Closed | NoticeKind::SpecialSession { .. }) => false,
            Some(NoticeKind::SettlementHoliday) | None => !day.is_weekend(),
        }
    }

    /// Whether trades can settle on a day: banks and depositories work. Special sessions fall on weekends and
    /// bank holidays, so nothing settles on them.
    #[must_use]
    pub fn is_settlement_day(&self, day: Day) -> bool {
        !day.is_weekend() && self.notice(day).is_none()
    }

    /// The phases of a stock's day, by whether it has a closing auction; none when the exchange is shut.
    #[must_use]
    pub fn session(&self, day: Day, closing_auction: bool) -> Option<Session> {
        let hours = match self.notice(day).map(|notice| notice.kind) {
            Some(NoticeKind::SpecialSession { hours, .. }) => hours,
            Some(NoticeKind::Closed | NoticeKind::SettlementHoliday) | None => Hours::Full,
        };
        self.is_trading_day(day).then(|| Session::on(day, hours, closing_auction))
    }

    /// Why the exchange does not trade on a day, in words; none when it does.
    #[must_use]
    pub fn why_closed(&self, day: Day) -> Option<&str> {
        if self.is_trading_day(day) {
            return None;
        }
        Some(self.notice(day).map_or("Saturday or Sunday", |notice| notice.words.as_ref()))
    }

    /// The first trading day after a day.
    #[must_use]
    pub fn next_trading_day(&self, day: Day) -> Day {
        step(day, 1, |day| self.is_trading_day(day))
    }

    /// The last trading day before a day.
    #[must_use]
    pub fn previous_trading_day(&self, day: Day) -> Day {
        step(day, -1, |day| self.is_trading_day(day))
    }

    /// The day on which trades of a day settle: the next settlement day since 27 January 2023 (T+1, SEBI circular
    /// of 7 September 2021, last group), the second one before. Trading and settlement holidays shift it, so that
    /// trades of a settlement holiday and of the day before settle together.
    #[must_use]
    pub fn settles_on(&self, traded_on: Day) -> Day {
        if let Some((_, settled)) = REVISED.iter().find(|(traded, _)| *traded == traded_on) {
            return *settled;
        }
        let next = |day| step(day, 1, |day| self.is_settlement_day(day));
        if traded_on >= SETTLED_NEXT_DAY { next(traded_on) } else { next(next(traded_on)) }
    }

    /// Whether trades of a day are settled on another, its morning included: settlement comes before trading.
    #[must_use]
    pub fn is_settled(&self, traded_on: Day, on: Day) -> bool {
        self.settles_on(traded_on) <= on
    }

    /// The last trading day of the month before the one that a day lies in: its close decides the tick.
    #[must_use]
    pub fn last_trading_day_of_month_before(&self, day: Day) -> Day {
        let (_, _, date) = day.parts();
        self.previous_trading_day(day.plus(1 - i32::from(date)))
    }
}

/// The first day that fits, so many days on at a time. No closure lasts a year; a calendar that says so is
/// answered with the neighbouring day.
fn step(day: Day, by: i32, fits: impl Fn(Day) -> bool) -> Day {
    (1..=366).map(|count| day.plus(by * count)).find(|&day| fits(day)).unwrap_or_else(|| day.plus(by))
}

const SETTLED_NEXT_DAY: Day = on(2023, January, 27);

/// Trade days whose settlement was set by hand. SEBI, 8 September 2025: after two settlement holidays the trades
/// of 4 and 5 September settle on the 9th, those of 8 and 9 September on the 10th.
const REVISED: &[(Day, Day)] = &[(on(2025, September, 8), on(2025, September, 10))];

const fn notice(day: Day, kind: NoticeKind, words: &'static str, source: &'static str) -> Notice {
    Notice { day, kind, words: Cow::Borrowed(words), source: Cow::Borrowed(source) }
}

const fn closed(day: Day, words: &'static str) -> Notice {
    notice(day, NoticeKind::Closed, words, "NSE's list of trading holidays of the year, capital market")
}

const fn closed_by(day: Day, words: &'static str, source: &'static str) -> Notice {
    notice(day, NoticeKind::Closed, words, source)
}

const fn no_settlement(day: Day, words: &'static str) -> Notice {
    notice(
        day,
        NoticeKind::SettlementHoliday,
        words,
        "NSE Clearing's list of settlement holidays of the year",
    )
}

const fn special(day: Day, hours: Hours, words: &'static str, source: &'static str) -> Notice {
    notice(day, NoticeKind::SpecialSession { hours, hours_known: true }, words, source)
}

/// In order of the days. Holidays that fall on a weekend change nothing and are left out.
const NOTICES: &[Notice] = &[
    special(
        on(2024, January, 20),
        Hours::Full,
        "Saturday session in place of 22 January",
        "NSE circular of 19 January 2024: full session on Saturday 20 January 2024",
    ),
    closed_by(
        on(2024, January, 22),
        "Public holiday in Maharashtra (consecration at Ayodhya)",
        "NSE circular CMTR60338 of 19 January 2024",
    ),
    closed(on(2024, January, 26), "Republic Day"),
    no_settlement(on(2024, February, 19), "Chhatrapati Shivaji Maharaj Jayanti"),
    special(
        on(2024, March, 2),
        Hours::TwoSittings,
        "Session with a switch to the disaster recovery site",
        "NSE circular of 14 February 2024: special live session, 09:15-10:00 and 11:30-12:30",
    ),
    closed(on(2024, March, 8), "Mahashivratri"),
    closed(on(2024, March, 25), "Holi"),
    closed(on(2024, March, 29), "Good Friday"),
    no_settlement(on(2024, April, 1), "Annual closing of the banks"),
    no_settlement(on(2024, April, 9), "Gudi Padwa"),
    closed(on(2024, April, 11), "Id-Ul-Fitr"),
    closed(on(2024, April, 17), "Ram Navami"),
    closed(on(2024, May, 1), "Maharashtra Day"),
    special(
        on(2024, May, 18),
        Hours::TwoSittings,
        "Session with a switch to the disaster recovery site",
        "NSE circular of 7 May 2024: special live session, 09:15-10:00 and 11:30-12:30, bands at most 5 %",
    ),
    closed_by(on(2024, May, 20), "General election in Mumbai", "NSE circular CMTR61518 of 8 April 2024"),
    no_settlement(on(2024, May, 23), "Buddha Pournima"),
    closed(on(2024, June, 17), "Bakri Id"),
    closed(on(2024, July, 17), "Moharram"),
    closed(on(2024, August, 15), "Independence Day"),
    no_settlement(on(2024, September, 16), "Id-E-Milad, as first announced"),
    notice(
        on(2024, September, 18),
        NoticeKind::SettlementHoliday,
        "Id-E-Milad, moved by the state",
        "RBI notice of 14 September 2024; Zerodha's bulletin of settlement holidays",
    ),
    closed(on(2024, October, 2), "Mahatma Gandhi Jayanti"),
    special(
        on(2024, November, 1),
        Hours::MuhuratEvening,
        "Diwali Laxmi Pujan: Muhurat session",
        "NSE circular of 18 October 2024: pre-open 17:45-18:00, trading 18:00-19:00",
    ),
    closed(on(2024, November, 15), "Gurunanak Jayanti"),
    closed_by(
        on(2024, November, 20),
        "Assembly election in Maharashtra",
        "NSE circular of 8 November 2024, trading holiday on 20 November 2024",
    ),
    closed(on(2024, December, 25), "Christmas"),
    special(
        on(2025, February, 1),
        Hours::Full,
        "Union Budget on a Saturday",
        "NSE circular of 23 December 2024: live session on 1 February 2025, normal hours",
    ),
    no_settlement(on(2025, February, 19), "Chhatrapati Shivaji Maharaj Jayanti"),
    closed(on(2025, February, 26), "Mahashivratri"),
    closed(on(2025, March, 14), "Holi"),
    closed(on(2025, March, 31), "Id-Ul-Fitr"),
    no_settlement(on(2025, April, 1), "Annual closing of the banks"),
    closed(on(2025, April, 10), "Shri Mahavir Jayanti"),
    closed(on(2025, April, 14), "Dr. Baba Saheb Ambedkar Jayanti"),
    closed(on(2025, April, 18), "Good Friday"),
    closed(on(2025, May, 1), "Maharashtra Day"),
    no_settlement(on(2025, May, 12), "Buddha Pournima"),
    closed(on(2025, August, 15), "Independence Day"),
    closed(on(2025, August, 27), "Shri Ganesh Chaturthi"),
    no_settlement(on(2025, September, 5), "Id-E-Milad, as first announced"),
    notice(
        on(2025, September, 8),
        NoticeKind::SettlementHoliday,
        "Id-E-Milad, moved by the state",
        "NSE circular CMPT70035 of 4 September 2025",
    ),
    closed(on(2025, October, 2), "Mahatma Gandhi Jayanti and Dussehra"),
    special(
        on(2025, October, 21),
        Hours::MuhuratAfternoon,
        "Diwali Laxmi Pujan: Muhurat session",
        "NSE circular of 22 September 2025: pre-open from 13:30, trading 13:45-14:45",
    ),
    closed(on(2025, October, 22), "Diwali Balipratipada"),
    closed(on(2025, November, 5), "Prakash Gurpurb Sri Guru Nanak Dev"),
    closed(on(2025, December, 25), "Christmas"),
    closed_by(
        on(2026, January, 15),
        "Municipal elections in Maharashtra",
        "NSE circular CMTR72260 of 12 January 2026, changing CMTR71775",
    ),
    closed(on(2026, January, 26), "Republic Day"),
    special(
        on(2026, February, 1),
        Hours::Full,
        "Union Budget on a Sunday",
        "NSE circular of 16 January 2026: live session on 1 February 2026, normal hours, no T0",
    ),
    no_settlement(on(2026, February, 19), "Chhatrapati Shivaji Maharaj Jayanti"),
    closed(on(2026, March, 3), "Holi"),
    no_settlement(on(2026, March, 19), "Gudi Padwa"),
    closed(on(2026, March, 26), "Shri Ram Navami"),
    closed(on(2026, March, 31), "Shri Mahavir Jayanti"),
    no_settlement(on(2026, April, 1), "Annual closing of the banks"),
    closed(on(2026, April, 3), "Good Friday"),
    closed(on(2026, April, 14), "Dr. Baba Saheb Ambedkar Jayanti"),
    closed(on(2026, May, 1), "Maharashtra Day"),
    closed(on(2026, May, 28), "Bakri Id"),
    closed(on(2026, June, 26), "Muharram"),
    no_settlement(on(2026, August, 26), "Id-E-Milad"),
    closed(on(2026, September, 14), "Ganesh Chaturthi"),
    closed(on(2026, October, 2), "Mahatma Gandhi Jayanti"),
    closed(on(2026, October, 20), "Dussehra"),
    notice(
        on(2026, November, 8),
        NoticeKind::SpecialSession { hours: Hours::MuhuratAfternoon, hours_known: false },
        "Diwali Laxmi Pujan: Muhurat session, hours not yet known",
        "NSE circular CMTR71775 of 12 December 2025; it leaves the hours open, those of 2025 stand in",
    ),
    closed(on(2026, November, 10), "Diwali Balipratipada"),
    closed(on(2026, November, 24), "Prakash Gurpurb Sri Guru Nanak Dev"),
    closed(on(2026, December, 25), "Christmas"),
];
