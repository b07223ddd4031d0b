//! The window's fence: what its page may load, call and reach. Each rule fails when the fence is loosened.

use serde_json::{Value, json};

use super::Source;

/// The one capability of the window.
const CAPABILITY: &str = "src-tauri/capabilities/main.json";
/// All that a page may have of each kind; `unsafe-inline` is for styles alone, which Svelte sets on elements.
const POLICY: &[(&str, &[&str])] = &[
    ("default-src", &["'none'"]),
    ("script-src", &["'self'"]),
    ("style-src", &["'self'", "'unsafe-inline'"]),
    ("img-src", &["'self'", "data:"]),
    ("font-src", &["'self'"]),
    ("connect-src", &["ipc:", "http://ipc.localhost"]),
    ("form-action", &["'none'"]),
    ("frame-ancestors", &["'none'"]),
    ("base-uri", &["'none'"]),
];

/// A policy that lets in more than the window is made of, or a window that the page could reach through.
pub(crate) fn the_page_loads_only_what_was_built_in(source: &Source) -> Vec<String> {
    if source.path != "tauri.conf.json" {
        return Vec::new();
    }
    let Ok(config) = serde_json::from_str::<Value>(&source.text) else {
        return vec![source.wrong(1, "cannot be read")];
    };
    let app = &config["app"];
    let mut broken = policy(app["security"]["csp"].as_str().unwrap_or_default());
    let mut must = |holds: bool, words: &str| {
        if !holds {
            broken.push(words.to_owned());
        }
    };
    must(app["security"]["freezePrototype"] == true, "the prototypes are not frozen");
    must(app["security"]["capabilities"] == json!(["main"]), "there is more than one capability");
    must(app["security"]["dangerousDisableAssetCspModification"].is_null(), "the policy is not completed");
    must(app["security"]["assetProtocol"].is_null(), "files of the disk can be loaded");
    must(app["withGlobalTauri"].is_null(), "the program is in reach of every script");
    must(app["windows"] == json!([]), "a window is opened that window.rs does not fence");
    must(config["build"]["devUrl"].is_null(), "a page is loaded from a server");
    broken.into_iter().map(|words| source.wrong(1, &words)).collect()
}

fn policy(csp: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let mut named = Vec::new();
    for directive in csp.split(';').map(str::trim).filter(|directive| !directive.is_empty()) {
        let (name, sources) = directive.split_once(' ').unwrap_or((directive, ""));
        named.push(name);
        let allowed = POLICY.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, allowed)| allowed);
        let strange = sources.split_whitespace().filter(|source| !allowed.contains(source));
        broken.extend(strange.map(|source| format!("the policy lets {source} in as {name}")));
    }
    let missing = POLICY.iter().filter(|(name, _)| !named.contains(name));
    broken.extend(missing.map(|(name, _)| format!("the policy says nothing of {name}")));
    broken
}

/// A capability of the system in the page's hands.
pub(crate) fn the_page_has_no_capability_of_the_system(source: &Source) -> Vec<String> {
    if !source.within("src-tauri/capabilities") {
        return Vec::new();
    }
    let Ok(capability) = serde_json::from_str::<Value>(&source.text) else {
        return vec![source.wrong(1, "cannot be read")];
    };
    let mut broken = Vec::new();
    if source.path != CAPABILITY {
        broken.push(source.wrong(1, "the window has one capability"));
    }
    if capability["windows"] != json!(["main"]) || !capability["remote"].is_null() {
        broken.push(source.wrong(1, "a capability is for the one window and no remote page"));
    }
    if capability["permissions"] != json!([]) {
        broken.push(source.wrong(1, "the page calls the program's own commands and nothing of the system"));
    }
    broken
}

/// A way to look into the window, or out of it.
pub(crate) fn the_window_cannot_be_looked_into(source: &Source) -> Vec<String> {
    if source.is_test() {
        return Vec::new();
    }
    let program = source.within("src-tauri") && source.is("rs");
    let manifest = source.path == "Cargo.toml";
    let openings: &[&str] = match (program, manifest) {
        (true, _) => {
            &["open_devtools", ".devtools(true", "initialization_script", ".eval(", "WebviewUrl::External"]
        }
        (_, true) => &["\"devtools\"", "\"protocol-asset\"", "tauri-plugin-shell", "tauri-plugin-http"],
        (false, false) => &[],
    };
    let found = source.code().flat_map(|(number, line)| {
        let opened = openings.iter().filter(move |opening| line.contains(**opening));
        opened.map(move |opening| (number, *opening))
    });
    found
        .map(|(number, opening)| source.wrong(number, &format!("{opening} opens the window's fence")))
        .collect()
}

/// A secret that the page would keep: it holds none longer than a field does.
pub(crate) fn the_page_keeps_no_secret(source: &Source) -> Vec<String> {
    let page = source.within("ui/src") && (source.is("ts") || source.is("svelte"));
    if !page || source.is_test() {
        return Vec::new();
    }
    let kept = |line: &str| {
        let keeps = ["localStorage.setItem", "sessionStorage", "indexedDB", "document.cookie"];
        let dress = line.contains("setItem(DRESS,");
        keeps.iter().any(|word| line.contains(word)) && !dress
    };
    let found = source.code().filter(|(_, line)| kept(line));
    found.map(|(number, _)| source.wrong(number, "the page keeps nothing but how it is dressed")).collect()
}

#[cfg(test)]
fn loosened(from: &str, to: &str) -> usize {
    let text = std::fs::read_to_string("tauri.conf.json").unwrap();
    assert!(text.contains(from), "{from}");
    let source = Source::sample("tauri.conf.json", &text.replace(from, to));
    the_page_loads_only_what_was_built_in(&source).len()
}

#[test]
fn a_loosened_policy_is_found() {
    assert_eq!(loosened("\"app\"", "\"app\""), 0);
    assert_eq!(loosened("script-src 'self'", "script-src 'self' 'unsafe-eval'"), 1);
    assert_eq!(loosened("connect-src ipc:", "connect-src https: ipc:"), 1);
    assert_eq!(loosened("default-src 'none'; ", ""), 1);
    assert_eq!(loosened("font-src 'self'", "font-src 'self'; frame-src *"), 1);
    assert_eq!(loosened("\"freezePrototype\": true", "\"freezePrototype\": false"), 1);
    assert_eq!(loosened("\"windows\": []", "\"withGlobalTauri\": true, \"windows\": []"), 1);
}

#[test]
fn another_capability_is_found() {
    let found =
        |path: &str, text: &str| the_page_has_no_capability_of_the_system(&Source::sample(path, text)).len();
    assert_eq!(found(CAPABILITY, r#"{ "windows": ["main"], "permissions": [] }"#), 0);
    assert_eq!(found(CAPABILITY, r#"{ "windows": ["main"], "permissions": ["dialog:default"] }"#), 1);
    assert_eq!(found(CAPABILITY, r#"{ "windows": ["*"], "permissions": [] }"#), 1);
    assert_eq!(
        found(CAPABILITY, r#"{ "windows": ["main"], "remote": { "urls": [] }, "permissions": [] }"#),
        1
    );
    assert_eq!(found("src-tauri/capabilities/more.json", r#"{ "windows": ["main"], "permissions": [] }"#), 1);
}

#[test]
fn a_way_to_look_into_the_window_is_found() {
    let found = |path: &str, text: &str| the_window_cannot_be_looked_into(&Source::sample(path, text)).len();
    assert_eq!(found("src-tauri/src/window.rs", "window.open_devtools();"), 1);
    assert_eq!(found("src-tauri/src/window.rs", "window.show();"), 0);
    assert_eq!(found("Cargo.toml", "tauri = { version = \"2\", features = [\"devtools\"] }"), 1);
}

#[test]
fn a_secret_kept_by_the_page_is_found() {
    let found =
        |text: &str| the_page_keeps_no_secret(&Source::sample("ui/src/state/desk.svelte.ts", text)).len();
    assert_eq!(found("localStorage.setItem(\"token\", token);"), 1);
    assert_eq!(found("localStorage.setItem(DRESS, JSON.stringify(settings));"), 0);
    assert_eq!(found("sessionStorage.token = token;"), 1);
}
