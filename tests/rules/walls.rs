//! The walls: which room may know which heavy dependency, and which rooms are pure.

use super::manifests::Package;
use super::{Source, holds_word};

/// A crate, and the only packages that may depend on it.
const ROOMS: &[(&str, &[&str])] = &[
    ("tauri", &["lakh"]),
    ("tauri-build", &["lakh"]),
    ("sea-orm", &["store", "migrations"]),
    ("sea-orm-migration", &["store", "migrations"]),
    ("libsqlite3-sys", &["store"]),
    ("keyring", &["store"]),
    ("keyring-core", &["store"]),
    ("reqwest", &["feed"]),
    ("moka", &["feed", "desk"]),
    // The arrows of the map: who may know whom.
    ("trading", &["replay", "feed", "store", "desk", "lakh", "standin", "xtask"]),
    ("replay", &["desk", "lakh", "standin", "xtask"]),
    ("feed", &["desk", "lakh", "xtask"]),
    ("store", &["desk", "lakh", "xtask"]),
    ("migrations", &["store"]),
    ("desk", &["lakh"]),
    // A server in the program would be a door; only tests know the stand-in, as a dependency of their own.
    ("standin", &[]),
    ("hyper", &["standin"]),
];

/// All that a pure room may be made of.
const PURE: &[&str] = &[
    "trading",
    "serde",
    "smol_str",
    "thiserror",
    "time",
    "borsh",
    "blake3",
    "libm",
    "rand_core",
    "rand_xoshiro",
];

/// A word of the source, and the only directories that may say it.
const WORDS: &[(&str, &[&str])] = &[
    ("tauri::", &["src-tauri", "examples", "tests"]),
    ("sea_orm", &["crates/store", "migrations"]),
    ("sea_orm_migration", &["crates/store", "migrations"]),
    ("sqlx", &["crates/store", "migrations"]),
    ("reqwest", &["crates/feed"]),
    ("moka", &["crates/feed", "crates/desk"]),
    ("tokio::spawn", &["crates/desk", "crates/standin", "src-tauri"]),
    ("JoinSet", &["crates/desk", "crates/standin", "src-tauri"]),
    ("TaskTracker", &["crates/desk", "src-tauri"]),
    ("spawn_blocking", &["crates/desk", "src-tauri"]),
    ("thread::spawn", &["crates/desk", "src-tauri", "xtask"]),
    // A keychain is asked that may never answer; nothing else in the store waits on a thread.
    ("thread::Builder", &["crates/store/src/key", "crates/desk", "src-tauri", "xtask"]),
];

/// What neither pure room may say: the clock, the file, the socket, the task, the other process.
const IMPURE: &[&str] = &[
    "tokio",
    "serde_json",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::io",
    "SystemTime",
    "Instant::now",
    "OffsetDateTime::now_utc",
    "async fn",
    "println!",
    "thread_rng",
];

/// What is walked through in another order each time.
const UNORDERED: &[&str] = &["HashMap", "HashSet"];

/// Functions of floats whose last bit differs between platforms; `libm` has them the same everywhere.
const DRIFTING: &[&str] = &[
    ".exp()",
    ".ln()",
    ".powf(",
    ".powi(",
    ".sin()",
    ".cos()",
    ".tan()",
    ".log10()",
    ".log2()",
    ".mul_add(",
];

/// Hosts that the program may speak to, and itself.
const HOSTS: &[&str] =
    &["nseindia.com", "niftyindices.com", "yahoo.com", "127.0.0.1", "localhost", "ipc.localhost"];

/// A dependency outside its room, of any kind but a test's own.
pub(crate) fn dependencies_stay_in_their_rooms(package: &Package) -> Vec<String> {
    let mut broken = Vec::new();
    for dependency in package.dependencies.iter().filter(|one| one.kind.as_deref() != Some("dev")) {
        let plugin = dependency.name.starts_with("tauri-plugin") && package.name != "lakh";
        let room = ROOMS.iter().find(|(name, _)| *name == dependency.name);
        let strange = room.is_some_and(|(_, rooms)| !rooms.contains(&package.name.as_str()));
        if strange || plugin {
            broken.push(format!("{}: must not depend on {}", package.name, dependency.name));
        }
        let pure = ["trading", "replay"].contains(&package.name.as_str());
        if pure && !PURE.contains(&dependency.name.as_str()) {
            broken.push(format!("{}: is pure, and {} is not on its list", package.name, dependency.name));
        }
    }
    broken
}

/// A word said outside its room.
pub(crate) fn words_stay_in_their_rooms(source: &Source) -> Vec<String> {
    if !source.is("rs") || source.is_rule() || source.is_test() {
        return Vec::new();
    }
    let said = |line: &str| {
        WORDS
            .iter()
            .find(|(word, rooms)| holds_word(line, word) && !rooms.iter().any(|room| source.within(room)))
            .map(|(word, _)| format!("`{word}` belongs to another room"))
    };
    source.code().filter_map(|(number, line)| Some(source.wrong(number, &said(line)?))).collect()
}

/// A clock, a file, a socket or a float where only arguments count.
pub(crate) fn pure_rooms_stay_pure(source: &Source) -> Vec<String> {
    let rules = source.within("crates/trading/src");
    let replay = source.within("crates/replay/src");
    if !source.is("rs") || !(rules || replay) {
        return Vec::new();
    }
    let said = |line: &str| {
        let impure = IMPURE.iter().find(|word| holds_word(line, word));
        let float = ["f64", "f32"].iter().find(|word| rules && holds_word(line, word));
        let drifting =
            DRIFTING.iter().find(|word| replay && line.contains(**word) && !line.contains("libm::"));
        let unordered = UNORDERED.iter().find(|word| replay && holds_word(line, word));
        impure.or(float).or(drifting).or(unordered).map(|word| format!("`{word}` is not pure"))
    };
    source.code().filter_map(|(number, line)| Some(source.wrong(number, &said(line)?))).collect()
}

/// An address that is no public source of quotes: nothing here can reach a broker.
pub(crate) fn only_public_sources_are_spoken_to(source: &Source) -> Vec<String> {
    let speaks =
        ["crates/feed/src", "crates/desk/src", "src-tauri/src"].iter().any(|room| source.within(room));
    if !source.is("rs") || !speaks {
        return Vec::new();
    }
    let strange = |line: &str| {
        let hosts = line.split("://").skip(1);
        hosts
            .map(|rest| {
                rest.split(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != '-').next()
            })
            .filter_map(|host| host.filter(|host| !host.is_empty()))
            .find(|host| !HOSTS.iter().any(|known| host == known || host.ends_with(&format!(".{known}"))))
            .map(|host| format!("{host} is no public source of quotes"))
    };
    source.code().filter_map(|(number, line)| Some(source.wrong(number, &strange(line)?))).collect()
}

#[test]
fn a_dependency_through_a_wall_is_found() {
    use super::manifests::Dependency;
    let package = |name: &str, needs: &str, kind: Option<&str>| {
        let dependency = Dependency { name: needs.to_owned(), kind: kind.map(str::to_owned) };
        Package { name: name.to_owned(), dependencies: vec![dependency] }
    };
    assert_eq!(dependencies_stay_in_their_rooms(&package("store", "reqwest", None)).len(), 1);
    assert_eq!(dependencies_stay_in_their_rooms(&package("desk", "tauri-plugin-store", None)).len(), 1);
    assert_eq!(dependencies_stay_in_their_rooms(&package("trading", "serde_json", None)).len(), 1);
    assert_eq!(dependencies_stay_in_their_rooms(&package("feed", "store", None)).len(), 1);
    assert_eq!(dependencies_stay_in_their_rooms(&package("trading", "serde_json", Some("dev"))).len(), 0);
    assert_eq!(dependencies_stay_in_their_rooms(&package("feed", "reqwest", None)).len(), 0);
}

#[test]
fn a_word_through_a_wall_is_found() {
    let said = |path: &str, text: &str| words_stay_in_their_rooms(&Source::sample(path, text)).len();
    assert_eq!(said("crates/store/src/lib.rs", "use reqwest::Client;"), 1);
    assert_eq!(said("crates/feed/src/beat.rs", "tokio::spawn(async {});"), 1);
    assert_eq!(said("crates/desk/src/lib.rs", "use tauri::Manager;"), 1);
    assert_eq!(said("crates/desk/src/tasks.rs", "tokio::spawn(async {});"), 0);
    assert_eq!(said("crates/store/src/lib.rs", "// reqwest stays in feed"), 0);
}

#[test]
fn an_impure_word_in_a_pure_room_is_found() {
    let said = |path: &str, text: &str| pure_rooms_stay_pure(&Source::sample(path, text)).len();
    assert_eq!(said("crates/trading/src/charges.rs", "let rate: f64 = 0.1;"), 1);
    assert_eq!(said("crates/trading/src/order.rs", "let now = SystemTime::now();"), 1);
    assert_eq!(said("crates/replay/src/path.rs", "let seen: HashMap<u8, u8>;"), 1);
    assert_eq!(said("crates/replay/src/path.rs", "let a = b.exp();"), 1);
    assert_eq!(said("crates/replay/src/path.rs", "let a: f64 = libm::exp(b);"), 0);
    assert_eq!(said("crates/trading/src/order.rs", "#[cfg(test)]\nmod tests { use std::fs; }"), 0);
}

#[test]
fn a_broker_s_address_is_found() {
    let said =
        |text: &str| only_public_sources_are_spoken_to(&Source::sample("crates/feed/src/nse.rs", text)).len();
    assert_eq!(said("let url = \"https://api.broker.example/orders\";"), 1);
    assert_eq!(said("let url = \"https://nseindia.com.evil.example/\";"), 1);
    assert_eq!(said("let url = \"https://www.nseindia.com/api\";"), 0);
    assert_eq!(said("let url = format!(\"http://{address}/\");"), 0);
}
