//! One command's way to the desk: the data directory, the profile and the account that it is about.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;

use desk::{Desk, Floor, Scene};
use store::Profile;
use trading::Day;

use super::answer::note;
use super::stop::Stop;
use crate::config::Config;

/// The floor, open, and what was asked for.
pub(crate) struct Session {
    config: Config,
    floor: Arc<Floor>,
}

impl Session {
    /// Opens the data directory; on the first start the built-in market is loaded into it.
    pub(crate) async fn open(config: Config) -> Result<Self, Stop> {
        let floor = Floor::open(&config.data_dir, config.wall()).await?;
        let mut told = false;
        let spoken = stderr().is_terminal();
        floor
            .fill_archive(|percent, what| {
                if spoken && (!told || percent == 100) {
                    note(&format!("{what} … {percent} %"));
                }
                told = true;
            })
            .await?;
        Ok(Self { config, floor })
    }

    /// The floor.
    pub(crate) fn floor(&self) -> &Floor {
        &self.floor
    }

    /// What the program was started with.
    pub(crate) const fn config(&self) -> &Config {
        &self.config
    }

    /// The profile asked for, or the only one.
    pub(crate) async fn profile(&self) -> Result<Profile, Stop> {
        if let Some(name) = &self.config.profile {
            return Ok(self.floor.profiles().find(name).await?);
        }
        let mut profiles = self.floor.profiles().list().await?;
        let only = profiles
            .pop()
            .ok_or_else(|| Stop::usage("There is no profile yet.", "Make one: lakh profile create NAME"))?;
        if profiles.is_empty() {
            return Ok(only);
        }
        profiles.push(only);
        let names: Vec<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
        Err(Stop::usage(
            format!("There are {} profiles: {}.", names.len(), names.join(", ")),
            "Say whose with --profile NAME or LAKH_PROFILE.",
        ))
    }

    /// A desk at the account asked for, or at the one used last. Close it when done.
    pub(crate) async fn desk(&self) -> Result<Desk, Stop> {
        let profile = self.profile().await?;
        Ok(self.floor.sit_down(&profile, self.config.account.as_deref()).await?)
    }

    /// The market to look at: a day of the archive when one is named, else as the account stands in it, else,
    /// without any profile, the last day of the archive.
    pub(crate) async fn scene(&self, day: Option<Day>) -> Result<Scene, Stop> {
        let nobody = self.config.profile.is_none() && self.floor.profiles().list().await?.is_empty();
        if day.is_some() || nobody {
            return Ok(self.floor.scene_of(day).await?);
        }
        let desk = self.desk().await?;
        let scene = desk.scene();
        desk.close().await;
        Ok(scene)
    }
}
