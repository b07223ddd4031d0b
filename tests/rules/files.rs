//! The files of the house, and the recordings that must stay outside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Source;

/// What is made here and never committed.
const MADE: &[&str] = &[
    ".git",
    "target",
    "gen",
    "ui/node_modules",
    "ui/dist",
    "ui/dist-mock",
    "ui/browser/pictures",
    "tests/e2e/screens",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that is or could be committed.
pub(crate) fn everything() -> Vec<PathBuf> {
    let kept = |entry: &DirEntry| !MADE.iter().any(|made| entry.path() == root().join(made));
    WalkDir::new(root())
        .sort_by_file_name()
        .into_iter()
        .filter_entry(kept)
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(DirEntry::into_path)
        .collect()
}

/// Every file that is or could be committed, read.
pub(crate) fn house() -> Vec<Source> {
    everything().into_iter().map(|path| read(&path)).collect()
}

fn read(path: &Path) -> Source {
    let bytes = fs::read(path).unwrap();
    let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    let size = bytes.len() as u64;
    Source { path: relative, text: String::from_utf8(bytes).unwrap_or_default(), size }
}

/// The recordings beside the repository, if they are here.
pub(crate) fn recorded() -> Option<Vec<PathBuf>> {
    let recorded = root().parent()?.join("shared/recorded");
    recorded.is_dir().then(|| {
        let entries = WalkDir::new(recorded).into_iter().map(Result::unwrap);
        entries.filter(|entry| entry.file_type().is_file()).map(DirEntry::into_path).collect()
    })
}

/// Files of the first list that are, byte for byte, in the second. Files of a line or two prove nothing.
pub(crate) fn copies(ours: &[PathBuf], theirs: &[PathBuf]) -> Vec<String> {
    let mut by_size: BTreeMap<u64, Vec<&PathBuf>> = BTreeMap::new();
    for path in theirs {
        by_size.entry(fs::metadata(path).unwrap().len()).or_default().push(path);
    }
    let same = |one: &Path, other: &Path| fs::read(one).unwrap() == fs::read(other).unwrap();
    ours.iter()
        .filter_map(|path| {
            let size = fs::metadata(path).unwrap().len();
            let copied = by_size.get(&size).filter(|_| size > 256)?.iter().find(|other| same(path, other))?;
            Some(format!("{}: a copy of the recorded {}", path.display(), copied.display()))
        })
        .collect()
}

#[test]
fn a_copied_recording_is_found_by_its_bytes_under_any_name() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        fs::write(&path, text.repeat(200)).unwrap();
        path
    };
    let recording = [file("recorded.csv", "SYMBOL,")];
    assert_eq!(copies(&[file("fixture.txt", "SYMBOL,")], &recording).len(), 1);
    assert_eq!(copies(&[file("own.txt", "SYMBAL,")], &recording).len(), 0);
}

#[test]
fn the_house_is_seen_and_what_is_made_here_is_not() {
    let paths: Vec<String> = house().into_iter().map(|source| source.path).collect();
    assert!(paths.iter().any(|path| path == "crates/trading/src/lib.rs"));
    assert!(paths.iter().all(|path| !path.starts_with("target/")));
}
