//! A decoded file in words, to be compared with the words that are expected.

use std::fmt::Write as _;

use expect_test::Expect;
use feed::nse::files::decode;
use trading::{Announced, DayRow, DecodedFile, Facts, Recorded, Recording};

/// Decodes a file and compares what it says with what is expected.
pub(crate) fn check(name: &str, content: &str, expected: &Expect) {
    expected.assert_eq(&match decode(name, content.as_bytes()) {
        Ok(file) => told(&file),
        Err(error) => format!("no: {error}\n"),
    });
}

/// Every row, everything skipped, everything refused.
pub(crate) fn told(file: &DecodedFile) -> String {
    let mut out = String::new();
    let day = file.day.map_or_else(|| "no day".into(), |day| day.to_string());
    writeln!(out, "{}, {day}, {} rows", file.kind.words(), file.rows_read).unwrap();
    match &file.facts {
        Facts::Days(rows) => rows.iter().for_each(|row| write_day(&mut out, row)),
        Facts::Equities(rows) => rows.iter().for_each(|row| {
            let (symbol, name, series, isin) = (&row.symbol, &row.name, row.series, &row.isin);
            writeln!(
                out,
                "{symbol} {series} {isin} {name:?} since {} face {}",
                row.listed_on, row.face_value
            )
            .unwrap();
        }),
        Facts::Bands(rows) | Facts::BandChanges(rows) => rows.iter().for_each(|row| {
            writeln!(out, "{} {} {:?} {:?}", row.symbol, row.series, row.band, row.name).unwrap();
        }),
        Facts::Indices(rows) => rows.iter().for_each(|row| {
            let range = (row.open, row.high, row.low);
            writeln!(out, "{} {range:?} close {} change {:?}", row.name, row.close, row.change).unwrap();
        }),
        Facts::Members(list) => {
            let members: Vec<_> = list.members.iter().map(ToString::to_string).collect();
            writeln!(out, "{}: {}", list.index, members.join(" ")).unwrap();
        }
        Facts::Actions(rows) => rows.iter().for_each(|row| {
            let action = match &row.action {
                Announced::Known(action) => format!("{action:?}"),
                Announced::Unknown { subject } => format!("unknown {subject:?}"),
            };
            writeln!(out, "{} ex {} face {:?} {action}", row.symbol, row.ex_day, row.face_value).unwrap();
        }),
        Facts::Recordings(rows) => rows.iter().for_each(|row| write_recording(&mut out, row)),
    }
    for skipped in &file.skipped {
        writeln!(out, "skipped {}: {}", skipped.rows, skipped.reason).unwrap();
    }
    for refusal in &file.refusals {
        writeln!(out, "refused row {}: {}", refusal.row, refusal.reason).unwrap();
    }
    out
}

fn write_day(out: &mut String, row: &DayRow) {
    let (isin, name) =
        (row.isin.as_ref().map_or("-", |isin| isin.as_str()), row.name.as_deref().unwrap_or("-"));
    writeln!(
        out,
        "{} {} {isin} {name:?} lot {:?} before {} o {} h {} l {} c {} last {} shares {} worth {} trades {} average {:?} delivered {:?}",
        row.symbol, row.series, row.lot, row.previous_close, row.open, row.high, row.low, row.close, row.last,
        row.volume, row.turnover, row.trades, row.average.map(|price| price.to_string()), row.deliverable,
    )
    .unwrap();
}

fn write_recording(out: &mut String, recording: &Recording) {
    let (symbol, day) = (&recording.symbol, recording.day);
    match &recording.prices {
        Recorded::Bars { minutes, bars } => {
            writeln!(out, "{symbol} on {day}, bars of {minutes} minutes").unwrap();
            for bar in bars {
                let clock = bar.from.clock().short();
                writeln!(
                    out,
                    "  {clock} {} {} {} {} shares {}",
                    bar.open, bar.high, bar.low, bar.close, bar.volume
                )
                .unwrap();
            }
        }
        Recorded::Ticks(samples) => {
            writeln!(out, "{symbol} on {day}, samples").unwrap();
            for sample in samples {
                writeln!(out, "  {} {} shares so far {}", sample.at.clock(), sample.last, sample.volume)
                    .unwrap();
            }
        }
    }
}
