//! The exchange's recorded files, where they are at hand: beside the repository, never in it.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use feed::nse::files::decode;
use trading::{
    Announced, BandRule, CorporateAction, Day, DayRow, DecodedFile, Facts, FileKind, Paise, Price, Series,
};

/// The files of a folder of recordings in the order of their names; none where there are no recordings.
fn recorded(folder: &str) -> Option<Vec<DecodedFile>> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded").join(folder);
    let Ok(entries) = fs::read_dir(&place) else {
        println!("not run: {} is not there", place.display());
        return None;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let decoded = paths.iter().map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        decode(name, &fs::read(path).unwrap()).unwrap_or_else(|error| unreachable!("{name}: {error}"))
    });
    Some(decoded.collect())
}

/// The bhavcopies, decoded once for all tests.
fn bhavcopies() -> Option<&'static [DecodedFile]> {
    static DECODED: OnceLock<Option<Vec<DecodedFile>>> = OnceLock::new();
    DECODED.get_or_init(|| recorded("udiff_bhavcopy")).as_deref()
}

fn rows(file: &DecodedFile) -> &[DayRow] {
    if let Facts::Days(rows) = &file.facts { rows } else { unreachable!("not a daily file") }
}

fn of<'a>(files: &'a [DecodedFile], text: &str) -> &'a DecodedFile {
    files.iter().find(|file| file.day.unwrap() == day(text)).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

/// Close over previous close, compared exactly.
fn by_change(one: &DayRow, other: &DayRow) -> std::cmp::Ordering {
    let cross = |a: &DayRow, b: &DayRow| i128::from(a.close.paise()) * i128::from(b.previous_close.paise());
    cross(one, other).cmp(&cross(other, one))
}

#[test]
fn every_recorded_bhavcopy_is_read_without_a_refusal() {
    let Some(files) = bhavcopies() else { return };
    assert_eq!(files.len(), 17);
    for file in files {
        assert_eq!((file.kind, file.refusals.as_slice()), (FileKind::Bhavcopy, &[][..]));
        let skipped: usize = file.skipped.iter().map(|skipped| skipped.rows).sum();
        assert_eq!(rows(file).len() + skipped, file.rows_read);
    }
    let august = files.iter().filter(|file| file.day.unwrap() >= day("2026-08-01"));
    let counts: Vec<_> = august.map(|file| (file.rows_read, rows(file).len())).collect();
    let expected = [
        (3514, 3254),
        (3447, 3237),
        (3477, 3247),
        (3484, 3237),
        (3473, 3247),
        (3564, 3298),
        (3483, 3253),
        (3480, 3254),
        (3503, 3253),
        (3464, 3254),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn reliance_on_3_august_is_read_to_the_paisa() {
    let Some(files) = bhavcopies() else { return };
    let rows = rows(of(files, "2026-08-03"));
    let reliance = rows.iter().find(|row| row.symbol.as_str() == "RELIANCE").unwrap();
    let prices = [reliance.open, reliance.high, reliance.low, reliance.close, reliance.previous_close];
    assert_eq!(prices, [131_520, 131_900, 130_600, 131_900, 130_780].map(price));
    assert_eq!((reliance.volume, reliance.lot), (7_508_023, Some(1)));
}

#[test]
fn closes_chain_from_day_to_day_also_on_ex_days() {
    let Some(files) = bhavcopies() else { return };
    let august: Vec<_> = files.iter().filter(|file| file.day.unwrap() >= day("2026-07-31")).collect();
    for pair in august.windows(2) {
        let [before, after] = pair else { continue };
        let closes: HashMap<_, _> = rows(before).iter().map(|row| (&row.symbol, row.close)).collect();
        for row in rows(after) {
            let close = closes.get(&row.symbol).copied().unwrap_or(row.previous_close);
            assert_eq!(row.previous_close, close, "{} on {}", row.symbol, row.day);
        }
    }
}

#[test]
fn the_bhavcopy_and_the_file_with_deliveries_agree_on_every_row() {
    let (Some(files), Some(deliveries)) = (bhavcopies(), recorded("sec_bhavdata_full")) else {
        return;
    };
    assert_eq!(deliveries.len(), 10);
    for other in &deliveries {
        assert_eq!((other.kind, other.refusals.as_slice()), (FileKind::Deliveries, &[][..]));
        let same_day = of(files, &other.day.unwrap().to_string());
        let by_symbol: HashMap<_, _> = rows(same_day).iter().map(|row| (&row.symbol, row)).collect();
        for row in rows(other) {
            let same = by_symbol.get(&row.symbol).unwrap();
            let prices =
                |row: &DayRow| [row.open, row.high, row.low, row.close, row.last, row.previous_close];
            assert_eq!(prices(row), prices(same), "{} on {}", row.symbol, row.day);
            assert_eq!((row.series, row.volume, row.trades), (same.series, same.volume, same.trades));
            // The published average is the turnover over the volume, to the paisa.
            assert_eq!(
                row.average.map(Price::paise),
                Some(same.turnover.portion(1, same.volume).0),
                "{}",
                row.symbol
            );
            assert!((row.turnover - same.turnover).abs() <= Paise::rupees(501), "{}", row.symbol);
            let trade_to_trade = matches!(row.series, Series::Be | Series::Bz);
            assert_eq!(row.deliverable.is_none(), trade_to_trade, "{}", row.symbol);
        }
    }
}

#[test]
fn the_equities_of_14_august_are_counted_as_the_exchange_counts_them() {
    let Some(files) = bhavcopies() else { return };
    let equity = |row: &&DayRow| {
        let isin = row.isin.as_ref().unwrap().as_str();
        let series = matches!(row.series, Series::Eq | Series::Be | Series::Bz);
        series && (isin.starts_with("INE") || isin.starts_with("IN9"))
    };
    let equities: Vec<_> = rows(of(files, "2026-08-14")).iter().filter(equity).collect();
    let count = |wanted: fn(&DayRow) -> bool| equities.iter().filter(|row| wanted(row)).count();
    let advances = count(|row| row.close > row.previous_close);
    let declines = count(|row| row.close < row.previous_close);
    assert_eq!((equities.len(), advances, declines), (2401, 939, 1439));
    assert_eq!(equities.len() - advances - declines, 23);
}

#[test]
fn the_largest_changes_of_3_august_in_series_eq_are_these() {
    let Some(files) = bhavcopies() else { return };
    let mut movers: Vec<_> =
        rows(of(files, "2026-08-03")).iter().filter(|row| row.series == Series::Eq).collect();
    movers.sort_by(|one, other| by_change(one, other));
    let names = |rows: &[&DayRow]| rows.iter().map(|row| row.symbol.to_string()).collect::<Vec<_>>();
    let losers = names(movers.get(..5).unwrap());
    movers.reverse();
    assert_eq!(names(movers.get(..5).unwrap()), ["ALPHAGEO", "UEL", "VINDHYATEL", "IITL", "AARTISURF"]);
    assert_eq!(losers, ["INDOTHAI", "ZEEL", "XPROINDIA", "NITTAGELA", "EPACKPEB"]);
}

#[test]
fn the_old_bhavcopy_is_read_whole() {
    let Some(files) = recorded("old_bhavcopy") else { return };
    let [file] = files.as_slice() else { unreachable!("one file is recorded") };
    assert_eq!((file.kind, file.rows_read, file.refusals.as_slice()), (FileKind::OldBhavcopy, 2775, &[][..]));
    assert_eq!(file.day.unwrap().to_string(), "2024-07-05");
    assert_eq!(rows(file).len(), 2566, "RADIOCITY and SHAREINDIA each trade in two series");
}

#[test]
fn lists_are_read_whole() {
    let (Some(equities), Some(bands)) = (recorded("equity_list"), recorded("sec_list")) else { return };
    let counts: Vec<_> =
        equities.iter().map(|file| (file.kind, file.rows_read, file.refusals.len())).collect();
    assert_eq!(counts, [(FileKind::EquityList, 2184, 0), (FileKind::EquityList, 2384, 0)]);
    let [file] = bands.as_slice() else { unreachable!("one file is recorded") };
    let Facts::Bands(bands) = &file.facts else { unreachable!("bands") };
    assert_eq!((file.rows_read, file.refusals.len()), (3075, 0));
    let count = |band| bands.iter().filter(|listed| listed.band == band).count();
    assert_eq!((count(BandRule::NoBand), count(BandRule::Percent(40))), (209, 2));
}

#[test]
fn indices_are_read_whole() {
    let (Some(levels), Some(lists)) = (recorded("index_close"), recorded("index_lists")) else { return };
    let counts: Vec<_> = levels.iter().map(|file| (file.rows_read, file.refusals.len())).collect();
    let expected = [162, 162, 163, 163, 163, 163, 164, 164, 164, 164].map(|rows| (rows, 0));
    assert_eq!(counts, expected);
    let members = lists.iter().map(|file| {
        let Facts::Members(list) = &file.facts else { unreachable!("members") };
        (list.index.as_str(), list.members.len())
    });
    let expected = [
        ("NIFTY 100", 100),
        ("NIFTY 200", 200),
        ("NIFTY 500", 500),
        ("NIFTY 500", 500),
        ("NIFTY 50", 50),
        ("NIFTY TOTAL MARKET", 750),
    ];
    assert_eq!(members.collect::<Vec<_>>(), expected);
}

#[test]
fn every_recorded_corporate_action_is_understood() {
    let Some(files) = recorded("corporate_actions") else { return };
    let announced: usize = files.iter().map(|file| file.rows_read).sum();
    assert_eq!(announced, 195);
    let mut kinds = [0; 4];
    for file in &files {
        assert_eq!((file.kind, file.refusals.as_slice()), (FileKind::CorporateActions, &[][..]));
        let Facts::Actions(actions) = &file.facts else { unreachable!("actions") };
        for action in actions {
            assert_eq!(Some(action.ex_day), file.day);
            let Announced::Known(known) = &action.action else { unreachable!("{action:?}") };
            let [dividends, splits, bonuses, rights] = &mut kinds;
            *match known {
                CorporateAction::Dividend { .. } => dividends,
                CorporateAction::Split(_) => splits,
                CorporateAction::Bonus(_) => bonuses,
                CorporateAction::Rights { .. } => rights,
            } += 1;
        }
    }
    assert_eq!(kinds, [195, 1, 0, 2]);
}
