//! Rows of the tables and the types that they are, both ways. A row that cannot be its type gives none.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::DbErr;
use trading::{
    Announced, Announcement, BandRule, BandSource, CorporateAction, Day, DayFigures, IndexLevel, Instrument,
    Paise, PerShare, Price, Ratio, Symbol,
};

use super::entity;

/// The numbers under which the archive keeps who named a stock: a better name replaces a worse one.
pub(super) mod named_by {
    /// The bhavcopy's name, cut at 25 letters.
    pub(crate) const BHAVCOPY: i64 = 1;
    /// The list of price bands, in capitals.
    pub(crate) const PRICE_BANDS: i64 = 2;
    /// The list of equities, as the company writes itself.
    pub(crate) const EQUITY_LIST: i64 = 3;
}

/// A day's figures.
pub(super) fn figures(row: &entity::figures::Model) -> Option<DayFigures> {
    Some(DayFigures {
        day: Day::from_number(row.day),
        previous_close: Price::new(row.previous_close)?,
        open: Price::new(row.open)?,
        high: Price::new(row.high)?,
        low: Price::new(row.low)?,
        last: Price::new(row.last)?,
        close: Price::new(row.close)?,
        average: Price::new(row.average)?,
        volume: row.volume,
        turnover: Paise(row.turnover),
        trades: row.trades,
        deliverable: row.deliverable,
        band: band(row.band)?,
    })
}

/// A stock's identity.
pub(super) fn instrument(row: &entity::instrument::Model) -> Option<Instrument> {
    Some(Instrument {
        symbol: row.symbol.parse().ok()?,
        name: row.name.as_str().into(),
        isin: row.isin.parse().ok()?,
        series: row.series.parse().ok()?,
        lot: row.lot,
        face_value: row.face_value.map(Paise),
        listed_on: row.listed_on.map(Day::from_number),
    })
}

/// An index's day.
pub(super) fn index_level(row: &entity::index_level::Model) -> IndexLevel {
    IndexLevel {
        day: Day::from_number(row.day),
        name: row.name.clone(),
        open: row.open,
        high: row.high,
        low: row.low,
        close: row.close,
        change: row.change,
    }
}

/// A corporate action.
pub(super) fn announcement(row: &entity::corporate_action::Model) -> Option<Announcement> {
    Some(Announcement {
        symbol: row.symbol.parse().ok()?,
        isin: row.isin.parse().ok()?,
        ex_day: Day::from_number(row.ex_day),
        record_day: row.record_day.map(Day::from_number),
        face_value: row.face_value.map(Paise),
        action: announced(&row.action, row.new.zip(row.old), row.amount, row.subject.as_deref())?,
    })
}

/// What is announced, from the columns that the archive and the built-in market keep it in: shares new for old;
/// hundredths of a paisa a share, or the premium of rights in paise.
pub(super) fn announced(
    kind: &str,
    shares: Option<(i64, i64)>,
    amount: Option<i64>,
    subject: Option<&str>,
) -> Option<Announced> {
    let ratio = || shares.and_then(|(new, old)| Ratio::new(new, old));
    Some(Announced::Known(match kind {
        DIVIDEND => CorporateAction::Dividend { a_share: PerShare(amount?) },
        SPLIT => CorporateAction::Split(ratio()?),
        BONUS => CorporateAction::Bonus(ratio()?),
        RIGHTS => CorporateAction::Rights { ratio: ratio()?, premium: Paise(amount?) },
        UNKNOWN => return subject.map(|subject| Announced::Unknown { subject: subject.into() }),
        _ => return None,
    }))
}

/// Corporate actions as rows; those of one stock on one day are counted in their order.
pub(super) fn announcement_rows(all: &[Announcement]) -> Vec<entity::corporate_action::ActiveModel> {
    let mut parts: HashMap<(Day, &Symbol), i64> = HashMap::new();
    let numbered = all.iter().map(|announcement| {
        let part = parts.entry((announcement.ex_day, &announcement.symbol)).or_default();
        *part += 1;
        announcement_row(announcement, *part)
    });
    numbered.collect()
}

fn announcement_row(announcement: &Announcement, part: i64) -> entity::corporate_action::ActiveModel {
    let (kind, ratio, amount, subject) = match &announcement.action {
        Announced::Known(CorporateAction::Dividend { a_share }) => (DIVIDEND, None, Some(a_share.0), None),
        Announced::Known(CorporateAction::Split(ratio)) => (SPLIT, Some(ratio), None, None),
        Announced::Known(CorporateAction::Bonus(ratio)) => (BONUS, Some(ratio), None, None),
        Announced::Known(CorporateAction::Rights { ratio, premium }) => {
            (RIGHTS, Some(ratio), Some(premium.0), None)
        }
        Announced::Unknown { subject } => (UNKNOWN, None, None, Some(subject.clone())),
    };
    entity::corporate_action::ActiveModel {
        ex_day: Set(announcement.ex_day.number()),
        symbol: Set(announcement.symbol.to_string()),
        part: Set(part),
        isin: Set(announcement.isin.to_string()),
        record_day: Set(announcement.record_day.map(Day::number)),
        face_value: Set(announcement.face_value.map(|value| value.0)),
        action: Set(kind.into()),
        new: Set(ratio.map(|ratio| ratio.new_shares())),
        old: Set(ratio.map(|ratio| ratio.old_shares())),
        amount: Set(amount),
        subject: Set(subject),
    }
}

const DIVIDEND: &str = "dividend";
const SPLIT: &str = "split";
const BONUS: &str = "bonus";
const RIGHTS: &str = "rights";
const UNKNOWN: &str = "unknown";

/// A band: percent, or none for "No Band".
pub(super) fn band(percent: Option<i64>) -> Option<BandRule> {
    match percent {
        None => Some(BandRule::NoBand),
        Some(percent) => u8::try_from(percent).ok().map(BandRule::Percent),
    }
}

/// A band as a number.
pub(super) fn band_number(band: BandRule) -> Option<i64> {
    match band {
        BandRule::NoBand => None,
        BandRule::Percent(percent) => Some(percent.into()),
    }
}

/// Where a band comes from.
pub(super) fn band_source(number: i64) -> Option<BandSource> {
    [BandSource::Listed, BandSource::Assumed, BandSource::Widened]
        .into_iter()
        .find(|source| band_source_number(*source) == number)
}

/// Where a band comes from, as a number.
pub(super) const fn band_source_number(source: BandSource) -> i64 {
    match source {
        BandSource::Listed => 1,
        BandSource::Assumed => 2,
        BandSource::Widened => 3,
    }
}

/// The month of a day, counted from year 0.
pub(super) fn month(day: Day) -> i32 {
    let (year, month, _) = day.parts();
    year * 12 + i32::from(month) - 1
}

/// A row that is not what its type demands.
pub(super) fn cannot_be(table: &str, row: &str) -> DbErr {
    DbErr::Custom(format!("{table} of {row} cannot be true"))
}
