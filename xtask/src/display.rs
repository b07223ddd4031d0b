//! A virtual screen for the real window: Xvfb, started on a free number and stopped when done.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};

use crate::setup::has;

/// Whether a window can open here.
pub(crate) fn exists() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A running Xvfb; it ends with this value.
pub(crate) struct Screen {
    server: Child,
    /// What `DISPLAY` must say to draw on it: `:7`.
    pub(crate) display: String,
}

impl Screen {
    /// Starts an Xvfb that chooses a free number itself.
    ///
    /// # Errors
    /// When Xvfb is missing or does not come up.
    pub(crate) fn start() -> anyhow::Result<Screen> {
        let mut server = xvfb()
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb does not start; `cargo xtask fetch-system-packages` installs it")?;
        let mut number = String::new();
        let said = server.stdout.take().context("Xvfb says its number on its standard output")?;
        // Xvfb writes the number when it is ready to be drawn on.
        BufReader::new(said).read_line(&mut number)?;
        if number.trim().is_empty() {
            let status = server.wait()?;
            bail!("Xvfb found no free display ({status})");
        }
        Ok(Screen { server, display: format!(":{}", number.trim()) })
    }

    /// Makes `command` draw here and nowhere else.
    pub(crate) fn show(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            // Drawn without shared buffers, the web view never answers when it is asked for a picture.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0");
    }
}

/// Xvfb, tied to this process where the system can do that: a chore that is killed leaves no screen behind.
fn xvfb() -> Command {
    if !has("setpriv") {
        return Command::new("Xvfb");
    }
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "Xvfb"]);
    command
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing is left to save: a screen that is already gone is as good as one that stops now.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
