//! Other programs' simulated exchanges on the work of our own bench, in the same run: NautilusTrader's from PyPI and
//! Barter's from crates.io. Neither is a dependency of Lakh; both are fetched into the user's cache.

use std::path::PathBuf;

use anyhow::Context as _;
use xshell::{Shell, cmd};

/// Measures both and prints what each says; what cannot be fetched or built is named and not measured.
pub(crate) fn beside(sh: &Shell) {
    for (name, measured) in [("NautilusTrader", nautilus(sh)), ("Barter", barter(sh))] {
        match measured {
            Ok(said) => println!("\n-- {name} on the same work\n{said}"),
            Err(error) => println!("\n-- {name} was not measured: {error:#}"),
        }
    }
}

/// NautilusTrader's backtest engine, the newest that this machine's Python can run.
fn nautilus(sh: &Shell) -> anyhow::Result<String> {
    let home = cache()?.join("nautilus");
    let python = home.join("bin").join("python");
    if !sh.path_exists(&python) {
        cmd!(sh, "python3 -m venv {home}").quiet().run().context("there is no Python with venv")?;
    }
    cmd!(sh, "{python} -m pip install --quiet --disable-pip-version-check nautilus_trader")
        .quiet()
        .run()
        .context("nautilus_trader cannot be had")?;
    let version = cmd!(sh, "{python} -c 'import nautilus_trader; print(nautilus_trader.__version__)'");
    let version = version.quiet().read()?;
    let said = cmd!(sh, "{python} benches/peers/nautilus.py").quiet().read()?;
    Ok(format!("version {version}\n{said}"))
}

/// Barter's mock exchange, optimised as Lakh is.
fn barter(sh: &Shell) -> anyhow::Result<String> {
    let target = cache()?.join("barter");
    let manifest = "benches/peers/barter/Cargo.toml";
    cmd!(sh, "cargo run --quiet --release --manifest-path {manifest} --target-dir {target}")
        .quiet()
        .read()
        .context("barter-execution cannot be had")
}

fn cache() -> anyhow::Result<PathBuf> {
    let place = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let place = place.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    Ok(place.context("this user has no cache folder")?.join("lakh").join("peers"))
}
