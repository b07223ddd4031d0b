//! Every recorded file is read, or refused for the right reason: none is passed over in silence.

use std::path::{Path, PathBuf};

use feed::nse::files::{FileError, decode};
use trading::FileKind;
use walkdir::WalkDir;

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Read as this kind.
    Read(FileKind),
    /// A web answer of one moment, named.
    Answer,
    /// A web page in place of data.
    WebPage,
    /// Not a file that can be imported.
    Unknown,
    /// JSON that is no list of corporate actions.
    Json,
    /// Nothing in it but the words that there is nothing.
    Nothing,
}

/// What should become of a file, by its folder and name.
fn wanted(folder: &str, name: &str) -> Fate {
    match (folder, name) {
        ("udiff_bhavcopy", _) => Fate::Read(FileKind::Bhavcopy),
        ("old_bhavcopy", _) => Fate::Read(FileKind::OldBhavcopy),
        ("sec_bhavdata_full" | "sec_bhavdata_eq", _) => Fate::Read(FileKind::Deliveries),
        ("equity_list", _) => Fate::Read(FileKind::EquityList),
        ("sec_list", _) => Fate::Read(FileKind::PriceBands),
        ("index_close", _) => Fate::Read(FileKind::IndexClose),
        ("index_lists", _) => Fate::Read(FileKind::IndexList),
        ("intraday_5m", _) => Fate::Read(FileKind::Bars),
        ("ticks", _) => Fate::Read(FileKind::Ticks),
        ("corporate_actions", _)
        | ("quote", "getCorpAction_TCS_2026-06-02.json")
        | ("samples", "actions.json") => Fate::Read(FileKind::CorporateActions),
        ("quote", name) if name.ends_with(".html") => Fate::WebPage,
        ("deals", _) | ("", "PROVENANCE.md") => Fate::Unknown,
        ("broker_charges" | "", _) | ("quote", "getYearwiseData_TCS_2026-06-02.json") => Fate::Json,
        ("samples", name) => sample(name),
        _ => Fate::Answer,
    }
}

/// Samples that others keep: answers of the website, and some that tell nothing of prices.
fn sample(name: &str) -> Fate {
    const OTHERS: [&str; 8] = [
        "advanceDecline.json",
        "announcements.json",
        "boardMeetings.json",
        "circulars.json",
        "equityQuote.json",
        "fetch_equity_historical_data.json",
        "fetch_historical_index_data.json",
        "none",
    ];
    if OTHERS.contains(&name) { Fate::Json } else { Fate::Answer }
}

fn fate(name: &str, bytes: &[u8]) -> Fate {
    match decode(name, bytes) {
        Ok(file) => {
            let whole = file.kind != FileKind::Ticks;
            assert!(!whole || file.refusals.is_empty(), "{name}: {:?}", file.refusals.first());
            Fate::Read(file.kind)
        }
        Err(FileError::Answer { .. }) => Fate::Answer,
        Err(FileError::WebPage) => Fate::WebPage,
        Err(FileError::UnknownKind { .. }) => Fate::Unknown,
        Err(FileError::Json { .. }) => Fate::Json,
        Err(FileError::NoDay) => Fate::Nothing,
        Err(error) => unreachable!("{name}: {error}"),
    }
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

#[test]
fn every_recorded_file_is_read_or_refused_for_what_it_is() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded");
    if !root.is_dir() {
        println!("not run: {} is not there", root.display());
        return;
    }
    let mut seen = 0;
    for entry in
        WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let folder = entry.path().parent().filter(|parent| *parent != root).map(name_of).unwrap_or_default();
        let name = name_of(entry.path());
        let bytes = std::fs::read(entry.path()).unwrap();
        assert_eq!(fate(name, &bytes), wanted(folder, name), "{folder}/{name}");
        seen += 1;
    }
    assert!(seen > 100, "{seen} files");
}
