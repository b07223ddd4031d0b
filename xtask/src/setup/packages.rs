//! System packages: what each kind of machine calls them, which are missing, and how they are installed.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use xshell::{Shell, cmd};

use super::{Need, has};

/// For building: the web view, the tray, icons, key input, a C compiler, and perl and make for the vendored
/// OpenSSL under SQLCipher. `a|b` is met by either; the first that the machine offers is installed.
const APT_RUN: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libssl-dev",
];
/// For the real window in a test: a virtual screen, the driver of the web view, a session bus, and letters; for the
/// built pages a browser.
const APT_TEST: &[&str] = &[
    "xvfb",
    "webkitgtk-webdriver|webkit2gtk-driver",
    "dbus-daemon|dbus",
    "fonts-dejavu-core",
    "chromium|chromium-browser",
];

const DNF_RUN: &[&str] = &[
    "gcc",
    "gcc-c++",
    "make",
    "pkgconf-pkg-config",
    "perl-core",
    "webkit2gtk4.1-devel",
    "libappindicator-gtk3-devel",
    "librsvg2-devel",
    "libxdo-devel",
    "openssl-devel",
];
const DNF_TEST: &[&str] =
    &["xorg-x11-server-Xvfb", "/usr/bin/WebKitWebDriver", "dbus-daemon", "dejavu-sans-fonts", "chromium"];

const PACMAN_RUN: &[&str] = &[
    "base-devel",
    "pkgconf",
    "perl",
    "webkit2gtk-4.1",
    "libayatana-appindicator",
    "librsvg",
    "xdotool",
    "openssl",
];
const PACMAN_TEST: &[&str] = &["xorg-server-xvfb", "dbus", "ttf-dejavu", "chromium"];

/// Who installs packages here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packager {
    /// Debian, Ubuntu and their children.
    Apt,
    /// Fedora and its relatives.
    Dnf,
    /// Arch and its children.
    Pacman,
}

/// Installs the system packages that are missing for `need`.
///
/// # Errors
/// When the machine does not let this program install them: the words are the line to type.
pub(crate) fn fetch(sh: &Shell, need: Need) -> anyhow::Result<()> {
    match std::env::consts::OS {
        "linux" => linux(sh, need),
        "macos" => macos(sh),
        "windows" => windows(sh),
        // Somewhere else: the build says what it misses.
        _ => Ok(()),
    }
}

/// The package manager of this Linux, by what the system says of itself.
pub(crate) fn packager() -> Option<Packager> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    family(&release)
}

fn family(os_release: &str) -> Option<Packager> {
    let said: BTreeSet<&str> = os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split(' '))
        .collect();
    [
        ("debian", Packager::Apt),
        ("ubuntu", Packager::Apt),
        ("fedora", Packager::Dnf),
        ("rhel", Packager::Dnf),
        ("arch", Packager::Pacman),
    ]
    .into_iter()
    .find_map(|(name, packager)| said.contains(name).then_some(packager))
}

fn linux(sh: &Shell, need: Need) -> anyhow::Result<()> {
    let Some(packager) = packager() else {
        if !has("pkg-config") {
            println!(
                "This Linux is not one I can install packages on. Lakh needs what these Debian packages hold:"
            );
            println!("  {}", wanted(Packager::Apt, need).join(" "));
        }
        return Ok(());
    };
    let missing = missing(sh, packager, &wanted(packager, need))?;
    if missing.is_empty() {
        return Ok(());
    }
    install(sh, packager, &missing)
}

fn wanted(packager: Packager, need: Need) -> Vec<&'static str> {
    let (run, test) = match packager {
        Packager::Apt => (APT_RUN, APT_TEST),
        Packager::Dnf => (DNF_RUN, DNF_TEST),
        Packager::Pacman => (PACMAN_RUN, PACMAN_TEST),
    };
    let mut wanted = run.to_vec();
    if need >= Need::Test {
        wanted.extend(test);
    }
    wanted
}

fn missing(sh: &Shell, packager: Packager, wanted: &[&'static str]) -> anyhow::Result<Vec<String>> {
    let names: Vec<&str> = wanted.iter().flat_map(|name| name.split('|')).collect();
    let names = &names;
    let lacking: BTreeSet<String> = match packager {
        Packager::Apt => {
            let format = "-f=${Package} ${db:Status-Abbrev}\n";
            let known = cmd!(sh, "dpkg-query -W {format} {names...}").quiet().ignore_status().ignore_stderr();
            not_installed(&known.read()?, names)
        }
        Packager::Dnf => cmd!(sh, "rpm -q --whatprovides {names...}")
            .quiet()
            .ignore_status()
            .read()?
            .lines()
            .filter_map(|line| line.strip_prefix("no package provides "))
            .map(str::to_owned)
            .collect(),
        Packager::Pacman => {
            let absent = cmd!(sh, "pacman -T {names...}").quiet().ignore_status().read()?;
            absent.lines().map(str::to_owned).collect()
        }
    };
    Ok(wanted
        .iter()
        .filter(|name| name.split('|').all(|one| lacking.contains(one)))
        .map(|name| (*name).to_owned())
        .collect())
}

fn not_installed(dpkg_says: &str, names: &[&str]) -> BTreeSet<String> {
    let installed: BTreeSet<&str> = dpkg_says
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, status)| status.starts_with("ii"))
        .map(|(name, _)| name)
        .collect();
    names.iter().filter(|name| !installed.contains(*name)).map(|name| (*name).to_owned()).collect()
}

/// Installs packages by name; `a|b` becomes the first of them that the machine's lists know.
///
/// # Errors
/// When the package manager refuses, or there is neither root nor sudo.
pub(crate) fn install(sh: &Shell, packager: Packager, names: &[String]) -> anyhow::Result<()> {
    let program = match packager {
        Packager::Apt => "apt-get",
        Packager::Dnf => "dnf",
        Packager::Pacman => "pacman",
    };
    println!("Installing {} system packages with {program}: {}", names.len(), names.join(" "));
    let root = cmd!(sh, "id -u").quiet().read()? == "0";
    if !root && !has("sudo") {
        bail!(
            "neither root nor sudo here: ask an administrator to install {} with {program}",
            names.join(" ")
        );
    }
    let sudo: &[&str] =
        if root { &[] } else { &["sudo", "--preserve-env=DEBIAN_FRONTEND,http_proxy,https_proxy"] };
    let run = |arguments: &[&str]| -> anyhow::Result<()> {
        let words: Vec<&str> = sudo.iter().chain(arguments).copied().collect();
        let (first, rest) = words.split_first().context("a command has a first word")?;
        cmd!(sh, "{first} {rest...}")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .quiet()
            .run()
            .with_context(|| format!("could not install; run it by hand: {}", words.join(" ")))
    };
    match packager {
        Packager::Apt => {
            run(&["apt-get", "update", "-qq"])?;
            let chosen: Vec<&str> = names.iter().map(|name| offered(sh, name)).collect();
            run(&[&["apt-get", "install", "-y", "-qq", "--no-install-recommends"], chosen.as_slice()]
                .concat())
        }
        Packager::Dnf => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            run(&[&["dnf", "install", "-y", "--quiet"], names.as_slice()].concat())
        }
        Packager::Pacman => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            run(&[&["pacman", "-Sy", "--needed", "--noconfirm"], names.as_slice()].concat())
        }
    }
}

fn offered<'a>(sh: &Shell, name: &'a str) -> &'a str {
    let known =
        |one: &str| cmd!(sh, "apt-cache show {one}").quiet().ignore_stdout().ignore_stderr().run().is_ok();
    name.split('|').find(|one| known(one)).unwrap_or(name)
}

fn macos(sh: &Shell) -> anyhow::Result<()> {
    if cmd!(sh, "xcode-select -p").quiet().ignore_stdout().ignore_stderr().run().is_ok() {
        return Ok(());
    }
    println!("Installing Apple's command line tools (a window asks you to agree)");
    cmd!(sh, "xcode-select --install").run()?;
    bail!("run this again when the command line tools are installed");
}

fn windows(sh: &Shell) -> anyhow::Result<()> {
    // The vendored OpenSSL is configured by a perl script; the web view is part of Windows.
    if has("perl") {
        return Ok(());
    }
    println!("Installing Strawberry Perl with winget");
    cmd!(sh, "winget install --silent --accept-package-agreements --accept-source-agreements StrawberryPerl.StrawberryPerl")
        .run()
        .context("install Strawberry Perl from https://strawberryperl.com and run this again")?;
    bail!("Strawberry Perl is installed: open a new terminal and run this again");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_of_debian_is_served_by_apt() {
        assert_eq!(family("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Some(Packager::Apt));
        assert_eq!(family("ID=fedora\n"), Some(Packager::Dnf));
        assert_eq!(family("ID=endeavouros\nID_LIKE=\"arch\"\n"), Some(Packager::Pacman));
        assert_eq!(family("ID=nixos\n"), None);
    }

    #[test]
    fn a_removed_package_whose_settings_remain_is_not_installed() {
        let absent = not_installed("xvfb ii \nperl rc \n", &["xvfb", "perl", "make"]);
        assert_eq!(absent.into_iter().collect::<Vec<_>>(), ["make", "perl"]);
    }

    #[test]
    fn testing_needs_all_that_running_needs() {
        for packager in [Packager::Apt, Packager::Dnf, Packager::Pacman] {
            let test = wanted(packager, Need::Test);
            assert!(wanted(packager, Need::Run).iter().all(|name| test.contains(name)));
        }
    }
}
