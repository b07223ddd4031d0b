//! The window draws: one file speaks to the program, and money is only formatted.

use super::Source;

/// The one file that speaks to the program.
const IPC: &str = "ui/src/ipc.ts";
/// The files that turn paise into words and a chart's numbers, and what was typed into paise.
const FORMAT: &[&str] = &["ui/src/format.ts", "ui/src/typed.ts"];

/// A second way out of the window.
pub(crate) fn one_file_speaks_to_the_program(source: &Source) -> Vec<String> {
    if !source.within("ui/src") || source.path == IPC || source.is_test() {
        return Vec::new();
    }
    let found = source.code().filter(|(_, line)| line.contains("@tauri-apps/"));
    found.map(|(number, _)| source.wrong(number, "only ui/src/ipc.ts speaks to the program")).collect()
}

/// Money reckoned outside the program.
pub(crate) fn money_is_not_reckoned(source: &Source) -> Vec<String> {
    let drawn = source.is("ts") || source.is("svelte");
    let played = source.within("ui/src/dev") || source.is_test();
    if !source.within("ui/src") || !drawn || played || FORMAT.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let found = source.code().filter(|(_, line)| reckons(line));
    found
        .map(|(number, _)| source.wrong(number, "the program reckons money, the window formats it"))
        .collect()
}

/// Whether a line does arithmetic on a name that ends in `paise`.
fn reckons(line: &str) -> bool {
    let names = line.match_indices("aise").filter(|(at, _)| {
        let before = line[..*at].chars().next_back();
        let after = line[at + 4..].chars().next();
        matches!(before, Some('p' | 'P'))
            && !after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    });
    names.into_iter().any(|(at, _)| {
        let chained = |letter: char| letter.is_alphanumeric() || "_.?!".contains(letter);
        let before = line[..at].trim_end_matches(chained).trim_end();
        let after = line[at + 4..].trim_start_matches(['!', ')']).trim_start();
        operates(before.chars().next_back(), false) || operates(after.chars().next(), after.starts_with("/>"))
    })
}

fn operates(letter: Option<char>, closes_a_tag: bool) -> bool {
    !closes_a_tag && letter.is_some_and(|letter| "+-*/%".contains(letter))
}

#[test]
fn a_second_way_out_of_the_window_is_found() {
    let text = "import { invoke } from \"@tauri-apps/api/core\";";
    assert_eq!(one_file_speaks_to_the_program(&Source::sample("ui/src/panels/Board.svelte", text)).len(), 1);
    assert_eq!(one_file_speaks_to_the_program(&Source::sample(IPC, text)).len(), 0);
}

#[test]
fn arithmetic_on_money_is_found() {
    let reckoned =
        |text: &str| money_is_not_reckoned(&Source::sample("ui/src/panels/Funds.svelte", text)).len();
    assert_eq!(reckoned("const value = row.lastPaise * row.quantity;"), 1);
    assert_eq!(reckoned("const rupees = paise / 100;"), 1);
    assert_eq!(reckoned("const left = cash - view.funds.blockedPaise;"), 1);
    assert_eq!(reckoned("const less = -order.pricePaise;"), 1);
    assert_eq!(reckoned("<Money paise={row.lastPaise} />"), 0);
    assert_eq!(reckoned("const up = row.changePaise > 0;"), 0);
    assert_eq!(reckoned("rupees(view.funds.cashPaise), // cashPaise - blockedPaise"), 0);
    assert_eq!(money_is_not_reckoned(&Source::sample(FORMAT[0], "paise / 100")).len(), 0);
}
