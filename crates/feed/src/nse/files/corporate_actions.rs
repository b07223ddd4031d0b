//! Corporate actions as NSE's website answers them: a JSON array, one announcement an element.

use serde::Deserialize;
use serde_json::value::RawValue;
use trading::{
    Announced, Announcement, CorporateAction, DecodedFile, Facts, FileKind, Isin, Paise, RowRefusal, Series,
    Skipped, Symbol,
};

use super::refused::FileError;
use crate::answer::{self, List};
use crate::{dates, decimal};

/// One announcement; other fields are ignored. All text, as NSE writes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    symbol: String,
    series: String,
    subject: String,
    ex_date: String,
    rec_date: Option<String>,
    face_val: Option<String>,
    isin: String,
}

pub(super) fn decode(text: &str) -> Result<DecodedFile, FileError> {
    let wrong = |error: serde_json::Error| FileError::Json { reason: error.to_string() };
    let list: List<Element<'_>> = serde_json::from_str(text).map_err(wrong)?;
    let rows = list.settle_any().map_err(|error| FileError::Json { reason: error.to_string() })?.read;
    let mut actions = Vec::new();
    let mut skipped: Vec<Skipped> = Vec::new();
    let mut refusals = Vec::new();
    let rows_read = rows.len();
    for (place, row) in rows.into_iter().enumerate() {
        let refused = |reason: String| RowRefusal { row: place + 1, reason };
        let announced: Row = match serde_json::from_str(row).and_then(serde_json::from_value) {
            Ok(announced) => announced,
            Err(error) => {
                refusals.push(refused(error.to_string()));
                continue;
            }
        };
        if announced.series.parse::<Series>().is_err() {
            count(&mut skipped, format!("series {} is not traded here", announced.series));
            continue;
        }
        match announced.actions() {
            Ok(found) => actions.extend(found),
            Err(reason) => refusals.push(refused(reason)),
        }
    }
    if rows_read > 0 && refusals.len() == rows_read {
        let reason = refusals.first().map(|refusal| refusal.reason.clone()).unwrap_or_default();
        return Err(FileError::Json { reason });
    }
    let mut days: Vec<_> = actions.iter().map(|action: &Announcement| action.ex_day).collect();
    days.dedup();
    let day = if let [only] = days.as_slice() { Some(*only) } else { None };
    let kind = FileKind::CorporateActions;
    Ok(DecodedFile { kind, day, rows_read, skipped, refusals, facts: Facts::Actions(actions) })
}

/// One element of the list, not read yet: a bad one does not take the others with it.
#[derive(Deserialize)]
struct Element<'a>(#[serde(borrow)] &'a RawValue);

impl<'a> answer::Row for Element<'a> {
    type Read = &'a str;

    fn read(self) -> Result<Option<&'a str>, answer::Misread> {
        Ok(Some(self.0.get()))
    }
}

impl Row {
    /// What it announces: one or more actions, or why it cannot be filed.
    fn actions(&self) -> Result<Vec<Announcement>, String> {
        let symbol: Symbol = self.symbol.parse().map_err(|error| format!("symbol: {error}"))?;
        let isin: Isin = self.isin.parse().map_err(|error| format!("isin: {error}"))?;
        let ex_day =
            dates::day(&self.ex_date).ok_or_else(|| format!("exDate: {:?} is not a date", self.ex_date))?;
        let record_day = self.rec_date.as_deref().and_then(dates::day);
        let face_value = self.face_val.as_deref().and_then(|text| decimal::scaled(text, 2));
        let read = CorporateAction::read(&self.subject);
        let announced = read.map_or_else(
            |_| vec![Announced::Unknown { subject: self.subject.trim().into() }],
            |actions| actions.into_iter().map(Announced::Known).collect(),
        );
        let actions = announced.into_iter().map(|action| Announcement {
            symbol: symbol.clone(),
            isin: isin.clone(),
            ex_day,
            record_day,
            face_value: face_value.filter(|paise| *paise > 0).map(Paise),
            action,
        });
        Ok(actions.collect())
    }
}

fn count(skipped: &mut Vec<Skipped>, reason: String) {
    match skipped.iter_mut().find(|skip| skip.reason == reason) {
        Some(skip) => skip.rows += 1,
        None => skipped.push(Skipped { reason, rows: 1 }),
    }
}
