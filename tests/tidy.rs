//! The house rules that a compiler cannot check: walls between rooms, words, shapes, and what may lie here.
//!
//! Each rule is a function from one file to what is wrong with it. It is held against every file of the house, and
//! against a bad sample that proves it can fail.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod rules;

use rules::files::{house, recorded};
use rules::{Source, fence, manifests, shape, walls, window, words};

/// Holds a rule against every file of the house.
#[track_caller]
fn held(rule: fn(&Source) -> Vec<String>) {
    let broken: Vec<String> = house().iter().flat_map(rule).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn heavy_dependencies_stay_in_their_rooms() {
    held(walls::words_stay_in_their_rooms);
    let broken: Vec<String> =
        manifests::packages().iter().flat_map(walls::dependencies_stay_in_their_rooms).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn the_rules_and_the_replay_are_pure() {
    held(walls::pure_rooms_stay_pure);
}

#[test]
fn only_public_quote_sources_are_ever_spoken_to() {
    held(walls::only_public_sources_are_spoken_to);
}

#[test]
fn files_are_short() {
    held(shape::files_are_short);
}

#[test]
fn files_open_with_what_they_are() {
    held(shape::files_open_with_what_they_are);
}

#[test]
fn files_are_small() {
    held(shape::files_are_small);
}

#[test]
fn the_built_in_market_is_small() {
    let broken = shape::the_market_is_small(&house());
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn names_say_what_a_thing_is() {
    held(words::names_say_what_a_thing_is);
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    held(words::lints_are_never_allowed);
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    held(words::nothing_is_unwrapped);
}

#[test]
fn nothing_is_left_for_later_in_a_comment() {
    held(words::nothing_is_left_for_later);
}

#[test]
fn no_machine_is_named() {
    held(words::no_machine_is_named);
}

#[test]
fn one_file_of_the_window_speaks_to_the_program() {
    held(window::one_file_speaks_to_the_program);
}

#[test]
fn the_window_does_no_arithmetic_on_money() {
    held(window::money_is_not_reckoned);
}

#[test]
fn every_package_obeys_the_lints_of_the_house() {
    held(manifests::lints_are_the_workspaces);
}

#[test]
fn the_map_names_every_room() {
    let map = house().into_iter().find(|source| source.path == "docs/ARCHITECTURE.md").unwrap();
    let broken = manifests::missing_from_the_map(&map.text, &manifests::packages());
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn no_recorded_file_was_copied_into_the_house() {
    let Some(recorded) = recorded() else {
        println!("did not run: ../shared/recorded is not here");
        return;
    };
    let broken = rules::files::copies(&rules::files::everything(), &recorded);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn the_page_loads_only_what_was_built_in() {
    held(fence::the_page_loads_only_what_was_built_in);
}

#[test]
fn the_page_has_no_capability_of_the_system() {
    held(fence::the_page_has_no_capability_of_the_system);
}

#[test]
fn the_window_cannot_be_looked_into() {
    held(fence::the_window_cannot_be_looked_into);
}

#[test]
fn the_page_keeps_no_secret() {
    held(fence::the_page_keeps_no_secret);
}
