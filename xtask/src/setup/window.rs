//! The window's code: Node, the libraries of the lock file, and `ui/dist` when it is older than its sources.

use std::fmt::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, bail};
use walkdir::WalkDir;
use xshell::{Shell, cmd};

use super::has;
use super::packages::{Packager, install, packager};

/// Node's package manager is a script on Windows, and scripts are started by their whole name.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What the installed libraries were installed from: a copy of the lock file.
const INSTALLED: &str = "ui/node_modules/.lakh-lock";
/// What the built window was built from: a line for each source, with its size and time.
const BUILT: &str = "ui/node_modules/.lakh-built";

/// Whether the window's sources are here at all.
pub(crate) fn exists(sh: &Shell) -> bool {
    sh.path_exists("ui/package.json")
}

/// Makes `ui/dist` say what `ui/src` says.
///
/// # Errors
/// When Node is missing or too old and cannot be installed, or the window does not build.
pub(crate) fn prepare(sh: &Shell) -> anyhow::Result<()> {
    if !exists(sh) {
        println!("No ui/package.json: going on without a window");
        return Ok(());
    }
    let needed = engine(&sh.read_file("ui/package.json")?);
    node(sh, needed)?;
    libraries(sh)?;
    bundle(sh)
}

/// The oldest Node that `package.json` accepts: `"node": ">=20.19"` is (20, 19).
fn engine(package: &str) -> (u32, u32) {
    let package: serde_json::Value = serde_json::from_str(package).unwrap_or_default();
    package
        .pointer("/engines/node")
        .and_then(serde_json::Value::as_str)
        .and_then(|range| version(range.trim_start_matches(">=")))
        .unwrap_or((20, 19))
}

/// Major and minor of `v20.20.2`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next().and_then(|minor| minor.parse().ok()).unwrap_or(0);
    Some((major, minor))
}

fn node(sh: &Shell, needed: (u32, u32)) -> anyhow::Result<()> {
    let found = installed_node(sh);
    if found.is_some_and(|found| found >= needed) && has_npm() {
        return Ok(());
    }
    let advice = format!(
        "Node {}.{} or newer is needed and {}. Install it from https://nodejs.org/en/download and run this again.",
        needed.0,
        needed.1,
        found.map_or_else(|| "there is none".to_owned(), |(major, minor)| format!("this is {major}.{minor}")),
    );
    if !offered(sh, needed) {
        bail!(advice);
    }
    install_node(sh).context(advice.clone())?;
    if installed_node(sh).is_some_and(|found| found >= needed) { Ok(()) } else { bail!(advice) }
}

fn installed_node(sh: &Shell) -> Option<(u32, u32)> {
    version(&cmd!(sh, "node --version").quiet().ignore_stderr().read().ok()?)
}

fn has_npm() -> bool {
    has("npm") || cfg!(windows)
}

/// Whether this machine's own packages hold a Node that is new enough.
fn offered(sh: &Shell, needed: (u32, u32)) -> bool {
    match packager() {
        Some(Packager::Apt) => {
            let policy = cmd!(sh, "apt-cache policy nodejs").quiet().read().unwrap_or_default();
            let candidate = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "));
            candidate.and_then(version).is_some_and(|offered| offered >= needed)
        }
        Some(Packager::Dnf | Packager::Pacman) => true,
        None => has("brew") || has("winget"),
    }
}

fn install_node(sh: &Shell) -> anyhow::Result<()> {
    if let Some(packager) = packager() {
        return install(sh, packager, &["nodejs".to_owned(), "npm".to_owned()]);
    }
    if has("brew") {
        println!("Installing node with Homebrew");
        return Ok(cmd!(sh, "brew install node").run()?);
    }
    println!("Installing Node with winget");
    cmd!(
        sh,
        "winget install --silent --accept-package-agreements --accept-source-agreements OpenJS.NodeJS.LTS"
    )
    .run()?;
    bail!("Node is installed: open a new terminal and run this again");
}

fn libraries(sh: &Shell) -> anyhow::Result<()> {
    let lock = sh.read_file("ui/package-lock.json").context("ui/package-lock.json must be committed")?;
    if sh.read_file(INSTALLED).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing the window's libraries (npm ci)");
    let directory = sh.push_dir("ui");
    cmd!(sh, "{NPM} ci --no-audit --no-fund --loglevel=error").quiet().run()?;
    drop(directory);
    Ok(sh.write_file(INSTALLED, lock)?)
}

fn bundle(sh: &Shell) -> anyhow::Result<()> {
    let sources = fingerprint(&sh.current_dir().join("ui"))?;
    if sh.path_exists("ui/dist/index.html") && sh.read_file(BUILT).is_ok_and(|built| built == sources) {
        return Ok(());
    }
    println!("Building the window (vite build)");
    let directory = sh.push_dir("ui");
    cmd!(sh, "{NPM} run --silent build").quiet().run().context("the window does not build")?;
    drop(directory);
    Ok(sh.write_file(BUILT, sources)?)
}

/// A line for each source file: path, size, time of change. Another text means another window.
fn fingerprint(ui: &Path) -> anyhow::Result<String> {
    let made = ["node_modules", "dist", "dist-mock", "browser"];
    let sources = WalkDir::new(ui)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !made.iter().any(|name| entry.file_name() == *name));
    let mut text = String::new();
    for entry in sources {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let facts = entry.metadata()?;
        let changed = facts.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        writeln!(text, "{} {} {changed}", entry.path().strip_prefix(ui)?.display(), facts.len())?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_node_is_what_package_json_says() {
        assert_eq!(engine(r#"{"engines":{"node":">=20.20"}}"#), (20, 20));
        assert_eq!(engine("{}"), (20, 19));
    }

    #[test]
    fn node_says_its_version_with_a_letter() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("22"), Some((22, 0)));
        assert_eq!(version("none"), None);
    }

    #[test]
    fn a_changed_or_removed_source_asks_for_a_new_window_and_a_built_file_does_not() {
        let ui = tempfile::tempdir().unwrap();
        std::fs::write(ui.path().join("a.ts"), "1").unwrap();
        std::fs::write(ui.path().join("b.ts"), "1").unwrap();
        let before = fingerprint(ui.path()).unwrap();
        std::fs::create_dir(ui.path().join("dist")).unwrap();
        std::fs::write(ui.path().join("dist/index.html"), "built").unwrap();
        assert_eq!(fingerprint(ui.path()).unwrap(), before);
        std::fs::write(ui.path().join("a.ts"), "22").unwrap();
        assert_ne!(fingerprint(ui.path()).unwrap(), before);
        std::fs::remove_file(ui.path().join("a.ts")).unwrap();
        assert_ne!(fingerprint(ui.path()).unwrap(), before);
    }
}
