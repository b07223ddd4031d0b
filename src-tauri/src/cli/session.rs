//! One command's way to the desk: the data directory, the profile and the account that it is about.

use std::io::{BufRead, IsTerminal, Read, stderr, stdin};
use std::sync::Arc;
use std::time::Duration;

use desk::{Action, Desk, Floor, Scene};
use store::{Profile, Secret};
use tokio::sync::OnceCell;
use trading::{Charging, Day};

use super::answer::note;
use super::stop::Stop;
use crate::config::Config;

/// How long a command waits for the live sources before it goes on with the last known prices.
const PATIENCE: Duration = Duration::from_secs(15);

/// The floor, open, and what was asked for.
pub(crate) struct Session {
    config: Config,
    floor: Arc<Floor>,
    password_stdin: bool,
    signed_in: OnceCell<store::Session>,
}

impl Session {
    /// Opens the data directory; on the first start the built-in market is loaded into it.
    pub(crate) async fn open(config: Config, password_stdin: bool) -> Result<Self, Stop> {
        let floor = Floor::open_with_keychain(&config.data_dir, config.wall(), config.keychain()).await?;
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
        Ok(Self { config, floor, password_stdin, signed_in: OnceCell::new() })
    }

    /// The floor.
    pub(crate) fn floor(&self) -> &Floor {
        &self.floor
    }

    /// What the program was started with.
    pub(crate) const fn config(&self) -> &Config {
        &self.config
    }

    /// The next line of standard input, when passwords are to be read from it and there is one.
    pub(crate) fn line(&self) -> Result<Option<Secret>, Stop> {
        if !self.password_stdin {
            return Ok(None);
        }
        let mut line = String::with_capacity(256);
        let read = stdin().lock().take(LONGEST_LINE).read_line(&mut line);
        let read = read.map_err(|error| {
            Stop::usage(format!("Standard input cannot be read: {error}"), "Give one line of text.")
        })?;
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        Ok((read > 0).then(|| store::secret(line)))
    }

    /// The profile asked for, or the only one.
    pub(crate) async fn profile(&self) -> Result<Profile, Stop> {
        let mut people = self.floor.people().await?;
        if let Some(name) = &self.config.profile {
            return self.named(name, &people).await;
        }
        let only = people
            .pop()
            .ok_or_else(|| Stop::usage("There is no profile yet.", "Make one: lakh profile create NAME"))?;
        if people.is_empty() {
            return Ok(only);
        }
        people.push(only);
        let names: Vec<&str> = people.iter().map(|profile| profile.name.as_str()).collect();
        Err(Stop::usage(
            format!("There are {} profiles: {}.", names.len(), names.join(", ")),
            "Say whose with --profile NAME or LAKH_PROFILE.",
        ))
    }

    /// A profile by its name. Where nobody has a password there is nothing to hide, and a wrong name is told as one.
    async fn named(&self, name: &str, people: &[Profile]) -> Result<Profile, Stop> {
        match self.floor.person(name).await {
            Err(_) if people.iter().any(|profile| profile.protected) => {
                let refused = self.floor.sign_in(name, self.line()?).await;
                Err(refused.err().map_or_else(|| Stop::usage("Try again.", ""), Stop::from))
            }
            found => Ok(found?),
        }
    }

    /// Signs the profile asked for in, with the password on standard input when one is to be read there.
    pub(crate) async fn signed_in(&self) -> Result<&store::Session, Stop> {
        self.signed_in
            .get_or_try_init(|| async {
                let profile = self.profile().await?;
                self.sign_in(&profile).await
            })
            .await
    }

    /// Signs a profile in; its password is the next line of standard input, when it has one.
    pub(crate) async fn sign_in(&self, profile: &Profile) -> Result<store::Session, Stop> {
        let password = self.line()?;
        Ok(self.floor.sign_in(profile.id.as_str(), password).await?)
    }

    /// A desk at the account asked for, or at the one used last. Close it when done.
    pub(crate) async fn desk(&self) -> Result<Desk, Stop> {
        let session = self.signed_in().await?;
        let desk = self.floor.sit_down(session, self.config.account.as_deref()).await?;
        if let Some(lost) = desk.lost() {
            note(&format!(
                "The ledger ends at event {} and was at {}: its file or its log is an older one. \
                 `lakh ledger verify` says more.",
                lost.found, lost.acknowledged
            ));
        }
        if desk.view().clock.live.as_ref().is_some_and(|live| live.on) {
            self.floor.follow(Config::addresses());
            self.floor.exchange().settled(PATIENCE).await;
            // The desk takes in what was heard before it does the first action.
            desk.act(Action::Look { symbol: None, board: false }).await?;
        }
        Ok(desk)
    }

    /// The market to look at: a day of the archive when one is named, else as the account stands in it, else,
    /// without any profile, the last day of the archive.
    pub(crate) async fn scene(&self, day: Option<Day>) -> Result<Scene, Stop> {
        if day.is_some() || self.is_nobodys().await? {
            return Ok(self.floor.scene_of(day).await?);
        }
        Ok(self.stand().await?.0)
    }

    /// The market as the account stands in it and what the account is charged under; without any profile the last day
    /// of the archive and the default.
    pub(crate) async fn stand(&self) -> Result<(Scene, Charging), Stop> {
        if self.is_nobodys().await? {
            return Ok((self.floor.scene_of(None).await?, Charging::default()));
        }
        let desk = self.desk().await?;
        let (scene, charging) = (desk.scene(), desk.view().charging.clone());
        desk.close().await;
        Ok((scene, charging))
    }

    async fn is_nobodys(&self) -> Result<bool, Stop> {
        Ok(self.config.profile.is_none() && self.floor.people().await?.is_empty())
    }
}

/// Longer than any password.
const LONGEST_LINE: u64 = 4096;
