//! What the manifests say: packages, what each depends on, and whose lints they obey.

use std::process::Command;

use serde::Deserialize;

use super::Source;

/// One package of the workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// What it depends on, of every kind.
    pub(crate) dependencies: Vec<Dependency>,
}

/// One dependency of a package.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    /// The name of the crate, however the package renames it.
    pub(crate) name: String,
    /// `dev`, `build`, or nothing for what the program itself is made of.
    pub(crate) kind: Option<String>,
}

#[derive(Deserialize)]
struct Workspace {
    packages: Vec<Package>,
}

/// The packages of the workspace, as cargo reads them.
pub(crate) fn packages() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let said = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .output()
        .unwrap();
    serde_json::from_slice::<Workspace>(&said.stdout).unwrap().packages
}

/// Packages that the map of the house does not speak of.
pub(crate) fn missing_from_the_map(map: &str, packages: &[Package]) -> Vec<String> {
    let missing = packages.iter().filter(|package| !super::holds_word(map, &package.name));
    missing.map(|package| format!("docs/ARCHITECTURE.md: says nothing of `{}`", package.name)).collect()
}

/// A manifest without the lints of the house checks nothing.
pub(crate) fn lints_are_the_workspaces(source: &Source) -> Vec<String> {
    let manifest = source.path == "Cargo.toml" || source.path.ends_with("/Cargo.toml");
    if !manifest || source.text.contains("[lints]\nworkspace = true") {
        return Vec::new();
    }
    vec![source.wrong(1, "say `[lints] workspace = true`")]
}

#[test]
fn a_manifest_without_the_lints_is_found() {
    let bare = Source::sample("crates/new/Cargo.toml", "[package]\nname = \"new\"\n");
    assert_eq!(lints_are_the_workspaces(&bare).len(), 1);
}

#[test]
fn a_room_missing_from_the_map_is_found() {
    let packages = [Package { name: "cellar".to_owned(), dependencies: Vec::new() }];
    assert_eq!(missing_from_the_map("the trading room", &packages).len(), 1);
    assert_eq!(missing_from_the_map("the `cellar`", &packages).len(), 0);
}

#[test]
fn cargo_names_the_packages_of_the_house() {
    assert!(packages().iter().any(|package| package.name == "trading"));
}
