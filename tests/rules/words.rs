//! Words: names that say nothing, lints silenced without a reason, what is left for later, whose machine it was.

use super::{Source, holds_word};

/// Names for a thing nobody has thought about.
const EMPTY: &[&str] = &["manager", "service", "helper", "util", "common"];
/// What comes before a name.
const NAMING: &[&str] = &["struct", "enum", "trait", "type", "mod", "class", "interface", "union"];
/// Directories of one machine.
const MACHINES: &[&str] = &["/home/", "/Users/", "/work/", "C:\\Users", "C:/Users"];

/// A type, module or file named by an empty word.
pub(crate) fn names_say_what_a_thing_is(source: &Source) -> Vec<String> {
    let code = ["rs", "ts", "svelte"].iter().any(|extension| source.is(extension));
    if !code || source.is_rule() {
        return Vec::new();
    }
    let name = source.path.rsplit(['/', '.']).nth(1).unwrap_or_default();
    let mut broken = Vec::new();
    if let Some(word) = empty_word(name) {
        broken.push(source.wrong(1, &format!("`{word}` in the name of a file says nothing")));
    }
    for (number, line) in source.code() {
        let words: Vec<&str> =
            line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let named = words.windows(2).find(|pair| NAMING.contains(&pair[0]) && empty_word(pair[1]).is_some());
        if let Some(pair) = named {
            broken.push(source.wrong(number, &format!("the name `{}` says nothing", pair[1])));
        }
    }
    broken
}

/// The empty word in a name of either case: `OrderManager`, `order_utils`.
fn empty_word(name: &str) -> Option<&'static str> {
    let mut parts = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            parts.push('_');
        }
        parts.extend(letter.to_lowercase());
    }
    EMPTY.iter().copied().find(|word| parts.split(['_', '-']).any(|part| part.trim_end_matches('s') == *word))
}

/// A lint that is silenced for good, or a type that is not checked.
pub(crate) fn lints_are_never_allowed(source: &Source) -> Vec<String> {
    let silencing: &[&str] = match source.path.rsplit_once('.').map(|(_, end)| end) {
        Some("rs") => &["[allow("],
        Some("ts" | "svelte") => &["@ts-ignore", "@ts-nocheck", "as any", "eslint-disable"],
        _ => &[],
    };
    if source.is_rule() {
        return Vec::new();
    }
    let silenced = |line: &str| silencing.iter().find(|word| holds_word(line, word));
    let found = (1..).zip(source.text.lines()).filter_map(|(number, line)| Some((number, silenced(line)?)));
    found.map(|(number, word)| source.wrong(number, &format!("`{word}` silences a check"))).collect()
}

/// A way to end the program where an answer is owed. `expect` and `panic!` are clippy's: they may stop a compiler.
pub(crate) fn nothing_is_unwrapped(source: &Source) -> Vec<String> {
    if !source.is("rs") || source.is_test() || source.is_rule() {
        return Vec::new();
    }
    let found = source.code().filter(|(_, line)| line.contains(".unwrap()"));
    found.map(|(number, _)| source.wrong(number, "answer with an error instead")).collect()
}

/// Work that a comment promises.
pub(crate) fn nothing_is_left_for_later(source: &Source) -> Vec<String> {
    if source.is_rule() {
        return Vec::new();
    }
    let left =
        |line: &str| ["TODO", "FIXME", "todo!", "unimplemented!"].iter().any(|word| holds_word(line, word));
    let found = (1..).zip(source.text.lines()).filter(|(_, line)| left(line));
    found
        .map(|(number, _)| source.wrong(number, "do it now, or write down what is missing in an issue"))
        .collect()
}

/// A directory of whoever wrote it.
pub(crate) fn no_machine_is_named(source: &Source) -> Vec<String> {
    if source.is_rule() || source.path.ends_with("lock.json") {
        return Vec::new();
    }
    // `/home/me/` is nobody's: a made-up path may say it.
    let named = |line: &str| MACHINES.iter().any(|path| line.replace("/home/me/", "").contains(path));
    let found = (1..).zip(source.text.lines()).filter(|(_, line)| named(line));
    found.map(|(number, _)| source.wrong(number, "a path of one machine")).collect()
}

#[test]
fn a_name_that_says_nothing_is_found() {
    let named = |path: &str, text: &str| names_say_what_a_thing_is(&Source::sample(path, text)).len();
    assert_eq!(named("crates/desk/src/lib.rs", "pub struct OrderManager;"), 1);
    assert_eq!(named("ui/src/panels/board.ts", "export interface QuoteService {}"), 1);
    assert_eq!(named("crates/desk/src/lib.rs", "mod date_utils;"), 1);
    assert_eq!(named("crates/desk/src/order_helpers.rs", ""), 1);
    assert_eq!(named("ui/src/common.ts", ""), 1);
    assert_eq!(named("crates/desk/src/lib.rs", "use tauri::Manager;"), 0);
    assert_eq!(named("crates/desk/src/lib.rs", "struct Utility;"), 0);
}

#[test]
fn a_silenced_check_is_found() {
    let silenced = |path: &str, text: &str| lints_are_never_allowed(&Source::sample(path, text)).len();
    assert_eq!(silenced("a.rs", "#[allow(dead_code)]"), 1);
    assert_eq!(silenced("a.rs", "#![allow(missing_docs)]"), 1);
    assert_eq!(silenced("a.ts", "const a = b as any;"), 1);
    assert_eq!(silenced("a.rs", "#[expect(dead_code, reason = \"soon read\")]"), 0);
}

#[test]
fn an_unwrap_outside_tests_is_found() {
    let ends = |path: &str, text: &str| nothing_is_unwrapped(&Source::sample(path, text)).len();
    assert_eq!(ends("crates/desk/src/lib.rs", "let a = b.unwrap();"), 1);
    assert_eq!(ends("crates/desk/src/lib.rs", "let a = b.unwrap_or(0);"), 0);
    assert_eq!(ends("crates/desk/src/lib.rs", "#[cfg(test)]\nmod tests { fn a() { b.unwrap(); } }"), 0);
    assert_eq!(ends("crates/desk/tests/it/main.rs", "let a = b.unwrap();"), 0);
}

#[test]
fn work_left_for_later_is_found() {
    assert_eq!(nothing_is_left_for_later(&Source::sample("a.rs", "// TODO: the rest")).len(), 1);
    assert_eq!(nothing_is_left_for_later(&Source::sample("docs/a.md", "FIXME")).len(), 1);
    assert_eq!(nothing_is_left_for_later(&Source::sample("a.md", "a TODOLIST")).len(), 0);
}

#[test]
fn a_path_of_one_machine_is_found() {
    assert_eq!(no_machine_is_named(&Source::sample("docs/a.md", "see /home/someone/lakh")).len(), 1);
    assert_eq!(no_machine_is_named(&Source::sample("docs/a.md", "see ~/lakh")).len(), 0);
}
