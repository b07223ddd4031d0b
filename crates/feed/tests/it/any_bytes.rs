//! Whatever bytes come, a decoder answers: it does not panic and does not take memory without bound. The seeds are those
//! of the fuzz targets; `cargo fuzz` goes further where a nightly compiler is at hand.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use feed::nse::answers::{
    LARGEST, all_indices, band_hitters, candles, constituents, corporate_actions, day_chart, holidays,
    market_status, pre_open, stocks_traded, symbol_data, symbol_meta, variations, year_extremes,
};
use feed::{nse::files, yahoo};
use proptest::prelude::*;

type Decoder = fn(&[u8]);

/// Every decoder, by the name of its fuzz target.
const DECODERS: [(&str, Decoder); 17] = [
    ("all_indices", |bytes| drop(all_indices::decode(bytes))),
    ("band_hitters", |bytes| drop(band_hitters::decode(bytes))),
    ("candles", |bytes| drop(candles::decode(bytes))),
    ("constituents", |bytes| drop(constituents::decode(bytes))),
    ("corporate_actions", |bytes| drop(corporate_actions::decode(bytes))),
    ("day_chart", |bytes| drop(day_chart::decode(bytes))),
    ("holidays", |bytes| drop(holidays::decode(bytes))),
    ("market_status", |bytes| drop(market_status::decode(bytes))),
    ("pre_open", |bytes| drop(pre_open::decode(bytes))),
    ("stocks_traded", |bytes| drop(stocks_traded::decode(bytes))),
    ("symbol_data", |bytes| drop(symbol_data::decode(bytes))),
    ("symbol_meta", |bytes| drop(symbol_meta::decode(bytes))),
    ("variations", |bytes| drop(variations::decode(bytes))),
    ("yahoo_chart", |bytes| drop(yahoo::chart::decode(bytes))),
    ("yahoo_spark", |bytes| drop(yahoo::spark::decode(bytes))),
    ("year_extremes", |bytes| drop(year_extremes::decode(bytes))),
    ("files", |bytes| drop(files::decode("ind_nifty50list.csv", bytes))),
];

/// Pieces that decoders stumble over.
const PIECES: [&str; 24] = [
    "null",
    "\"\"",
    "\"-\"",
    "-0",
    "0",
    "1e30",
    "-1e-30",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\u{feff}",
    "\u{1f4a5}",
    "NaN",
    "\n",
    "2026-02-30",
];

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

/// The seeds of a target.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = fs::read_dir(corpus().join(name)).unwrap();
    folder.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

/// The same, read once.
fn known(name: &str) -> &'static [Vec<u8>] {
    static KNOWN: LazyLock<HashMap<&str, Vec<Vec<u8>>>> =
        LazyLock::new(|| DECODERS.iter().map(|(name, _)| (*name, seeds(name))).collect());
    &KNOWN[name]
}

/// One change to some bytes: a piece put in, a span taken out or doubled, a byte turned.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, usize),
    Remove(usize, usize),
    Double(usize, usize),
    Turn(usize, u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), 0..PIECES.len()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (any::<usize>(), 1_usize..40).prop_map(|(at, length)| Edit::Remove(at, length)),
        (any::<usize>(), 1_usize..200).prop_map(|(at, length)| Edit::Double(at, length)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, bits)| Edit::Turn(at, bits)),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let place = |at: usize| at % (bytes.len() + 1);
        match edit {
            Edit::Insert(at, piece) => {
                let at = place(*at);
                bytes.splice(at..at, PIECES[*piece].bytes());
            }
            Edit::Remove(at, length) => {
                let at = place(*at);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Edit::Double(at, length) => {
                let at = place(*at);
                let again = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            Edit::Turn(at, bits) => {
                let at = place(*at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bits;
                }
            }
        }
    }
    bytes
}

#[test]
fn every_fuzz_target_has_a_seed_and_is_driven_here() {
    let mut folders: Vec<_> = fs::read_dir(corpus())
        .unwrap()
        .map(|folder| folder.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut names: Vec<_> = DECODERS.map(|(name, _)| name.to_owned()).into();
    names.sort();
    assert_eq!(folders, names);
    for (name, decode) in DECODERS {
        for seed in seeds(name) {
            decode(&seed);
        }
        let target = corpus().join(format!("../fuzz_targets/{name}.rs"));
        assert!(target.is_file(), "{name} has no fuzz target");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_seed_that_is_changed_at_random_is_answered(edits in prop::collection::vec(edit(), 1..8), pick in any::<usize>()) {
        for (name, decode) in DECODERS {
            let seeds = known(name);
            decode(&edited(seeds[pick % seeds.len()].clone(), &edits));
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600), open in "[\\[{<P]?") {
        for (_, decode) in DECODERS {
            decode(&[open.as_bytes(), &bytes].concat());
        }
    }
}

/// The most memory that this process has had, in bytes; none where the system does not say.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The worst that fits into the largest answer: lists of next to nothing, lists in lists, one long text, one long number.
fn worst() -> Vec<String> {
    // Lists are cut at a number of rows, so a part of the largest answer is long enough.
    let many = |row: &str| vec![row; LARGEST / 16 / (row.len() + 1)].join(",");
    let around = [
        ("{\"total\":{\"data\":[", "]}}"),
        ("{\"data\":[", "]}"),
        ("{\"equityResponse\":[", "]}"),
        ("{\"grapthData\":[", "]}"),
        ("{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"A.NS\"},\"timestamp\":[", "]}]}}"),
        ("{\"CM\":[", "]}"),
        ("[", "]"),
    ];
    let mut worst = Vec::new();
    for (before, after) in around {
        for row in ["{}", "0"] {
            worst.push(format!("{before}{}{after}", many(row)));
        }
    }
    worst.push("[".repeat(LARGEST));
    worst.push(format!("{{\"data\":\"{}\"}}", "x".repeat(LARGEST - 20)));
    worst.push(format!("{{\"data\":[{{\"index\":\"a\",\"last\":{}}}]}}", "9".repeat(LARGEST - 50)));
    worst
}

#[test]
fn the_worst_that_fits_takes_a_bounded_amount_of_memory() {
    let Some(before) = peak() else {
        println!("not run: this system does not tell the memory of a process");
        return;
    };
    for bytes in worst() {
        for (name, decode) in DECODERS {
            if name != "files" {
                decode(bytes.as_bytes());
            }
        }
    }
    let grown = peak().unwrap_or(before).saturating_sub(before);
    // Other tests run beside this one; a list that was not bounded would take gigabytes.
    assert!(grown < 400_000_000, "{grown} bytes");
}
