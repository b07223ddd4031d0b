//! Shapes: how long a file may be, how it opens, how large it may be. Functions are clippy's (`clippy.toml`).

use super::Source;

/// Lines in a file of code.
const LINES: usize = 400;
/// Bytes in any file.
const BYTES: u64 = 400_000;

/// Written by a machine, and as long as they are.
const GENERATED: &[&str] = &["ui/src/wire.ts"];
/// What may be large: locks, and what the program carries with it.
const LARGE: &[&str] = &["Cargo.lock", "ui/package-lock.json", "docs/screenshot.png", "icons/", MARKET];
/// The built-in market, which has a limit of its own.
const MARKET: &str = "assets/market/";
/// Bytes in the whole of it: every clone and every installer carries them.
const MARKET_BYTES: u64 = 3_000_000;

/// A file of code that one does not read in one sitting.
pub(crate) fn files_are_short(source: &Source) -> Vec<String> {
    let code = ["rs", "ts", "svelte", "css"].iter().any(|extension| source.is(extension));
    let lines = source.text.lines().count();
    if !code || lines <= LINES || GENERATED.contains(&source.path.as_str()) {
        return Vec::new();
    }
    vec![source.wrong(lines, &format!("at most {LINES} lines in a file"))]
}

/// A file that does not say what it is.
pub(crate) fn files_open_with_what_they_are(source: &Source) -> Vec<String> {
    let first =
        source.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!")).unwrap_or("");
    let opens = match source.path.rsplit_once('.').map(|(_, end)| end) {
        // A test beside what it tests is named after it.
        _ if source.path.ends_with(".test.ts") => true,
        Some("rs") => first.starts_with("//!"),
        Some("ts") => first.starts_with("//") || first.starts_with("/*"),
        _ => true,
    };
    if opens { Vec::new() } else { vec![source.wrong(1, "open with what this file is")] }
}

/// A file that makes every clone slow.
pub(crate) fn files_are_small(source: &Source) -> Vec<String> {
    let large = LARGE.iter().any(|path| source.path.starts_with(path));
    if source.size <= BYTES || large {
        return Vec::new();
    }
    vec![
        source
            .wrong(1, &format!("{} bytes; at most {BYTES}, or name it in tests/rules/shape.rs", source.size)),
    ]
}

/// A built-in market that has outgrown its limit.
pub(crate) fn the_market_is_small(sources: &[Source]) -> Vec<String> {
    let bytes: u64 = sources.iter().filter(|one| one.path.starts_with(MARKET)).map(|one| one.size).sum();
    if bytes <= MARKET_BYTES {
        return Vec::new();
    }
    vec![format!("{MARKET}: {bytes} bytes; at most {MARKET_BYTES}")]
}

#[test]
fn a_market_that_has_outgrown_its_limit_is_found() {
    let day = |name: &str| Source { size: 2_000_000, ..Source::sample(name, "") };
    assert_eq!(the_market_is_small(&[day("assets/market/a.gz"), day("assets/market/b.gz")]).len(), 1);
    assert_eq!(the_market_is_small(&[day("assets/market/a.gz"), day("icons/b.png")]).len(), 0);
}

#[test]
fn a_long_file_is_found() {
    let text = "// a line\n".repeat(LINES + 1);
    assert_eq!(files_are_short(&Source::sample("ui/src/panels/Board.svelte", &text)).len(), 1);
    assert_eq!(files_are_short(&Source::sample("crates/desk/src/lib.rs", &text)).len(), 1);
    assert_eq!(files_are_short(&Source::sample("ui/src/wire.ts", &text)).len(), 0);
    assert_eq!(files_are_short(&Source::sample("CHANGELOG.md", &text)).len(), 0);
}

#[test]
fn a_file_that_does_not_say_what_it_is_is_found() {
    let opening = |path: &str, text: &str| files_open_with_what_they_are(&Source::sample(path, text)).len();
    assert_eq!(opening("crates/desk/src/lib.rs", "use std::fmt;"), 1);
    assert_eq!(opening("crates/desk/src/lib.rs", "// not for rustdoc\n"), 1);
    assert_eq!(opening("crates/desk/src/lib.rs", "//! The desk.\n"), 0);
    assert_eq!(opening("ui/src/format.ts", "export const a = 1;"), 1);
    assert_eq!(opening("ui/src/format.ts", "// Numbers as people read them.\n"), 0);
}

#[test]
fn a_large_file_is_found() {
    let sized = |path: &str| files_are_small(&Source { size: BYTES + 1, ..Source::sample(path, "") }).len();
    assert_eq!(sized("docs/film.gif"), 1);
    assert_eq!(sized("Cargo.lock"), 0);
}
