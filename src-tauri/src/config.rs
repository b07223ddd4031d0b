//! Where the data lies and what the environment says; read once, at the start.

use std::path::PathBuf;

use desk::WallClock;
use directories::ProjectDirs;
use feed::live::Addresses;
use store::Keychain;
use tracing_subscriber::EnvFilter;
use trading::Moment;

use crate::cli::GlobalOptions;

/// What the program was started with.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The data directory; made when it is not there.
    pub(crate) data_dir: PathBuf,
    /// Whether that is the system's place for it, and was not chosen by hand.
    pub(crate) own_place: bool,
    /// The moment that the clock starts from, where the environment gives one.
    pub(crate) starts_at: Option<Moment>,
    /// The profile asked for.
    pub(crate) profile: Option<String>,
    /// The account asked for.
    pub(crate) account: Option<String>,
}

/// Why the program cannot start as asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadStart {
    /// The operating system names no place for a program's data.
    #[error("This computer names no directory for a program's data; give one with --data-dir")]
    NoDataDir,
    /// The clock's start cannot be read.
    #[error("LAKH_NOW: {0}")]
    Now(trading::NotATime),
}

impl Config {
    /// The start, from the options that all commands have and from the environment.
    pub(crate) fn read(common: &GlobalOptions) -> Result<Self, BadStart> {
        let asked = common.data_dir.clone().filter(|path| !path.as_os_str().is_empty());
        let own = || ProjectDirs::from("in", "Lakh", "Lakh").map(|dirs| dirs.data_dir().to_path_buf());
        let starts_at = match std::env::var("LAKH_NOW") {
            Ok(text) if !text.is_empty() => Some(text.parse().map_err(BadStart::Now)?),
            Ok(_) | Err(_) => None,
        };
        Ok(Self {
            own_place: asked.is_none(),
            data_dir: asked.or_else(own).ok_or(BadStart::NoDataDir)?,
            starts_at,
            profile: common.profile.clone().filter(|name| !name.is_empty()),
            account: common.account.clone(),
        })
    }

    /// Where the live sources are: the public addresses, unless the environment gives others.
    pub(crate) fn addresses() -> Addresses {
        let given = |name: &str| std::env::var(name).ok();
        Addresses::replaced(
            given(Addresses::NSE_VARIABLE).as_deref(),
            given(Addresses::NSE_ARCHIVES_VARIABLE).as_deref(),
            given(Addresses::YAHOO_VARIABLE).as_deref(),
        )
    }

    /// Where keys without a password go: to this computer's keychain from the place for a program's data, unless
    /// `LAKH_KEYCHAIN=off`. A directory that was chosen by hand may be a stick or a share that is opened elsewhere: its
    /// keys stay with it.
    pub(crate) fn keychain(&self) -> Keychain {
        let off = std::env::var("LAKH_KEYCHAIN").is_ok_and(|asked| asked == "off");
        Keychain::system(self.own_place && !off)
    }

    /// The wall clock: the computer's, or one that starts where the environment says.
    pub(crate) fn wall(&self) -> WallClock {
        self.starts_at.map_or_else(WallClock::system, WallClock::starting_at)
    }
}

/// Sends the program's notes about itself to standard error, as much as `LAKH_LOG` asks for
/// (`lakh=debug,desk=trace`); warnings, when it asks for nothing.
pub(crate) fn start_log() {
    let asked = std::env::var("LAKH_LOG").ok().filter(|text| !text.is_empty());
    let filter = EnvFilter::builder().parse_lossy(asked.as_deref().unwrap_or(USUAL_LOG));
    let begun = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if let Err(error) = begun {
        tracing::debug!(%error, "another log was set up before");
    }
}

/// That a machine has no session bus, by which a second start would find the first, is no warning to anyone.
const USUAL_LOG: &str = "warn,tauri_plugin_single_instance=error";
