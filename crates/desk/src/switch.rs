//! The switch of the live sources: a small file in the data directory, so that every program that uses it obeys the
//! same switch. Off until somebody switches it on; a file that cannot be read is off.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use feed::live::Enabled;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Where the switch lies.
#[derive(Debug)]
pub(crate) struct Switch {
    path: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    nse: bool,
    yahoo: bool,
}

impl Switch {
    /// The switch of a data directory.
    pub(crate) fn of(dir: &Path) -> Self {
        Self { path: dir.join("sources.json") }
    }

    /// What is switched on.
    pub(crate) fn read(&self) -> Enabled {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) => {
                if error.kind() != ErrorKind::NotFound {
                    tracing::warn!(%error, "the switch of the live sources cannot be read: they stay off");
                }
                return Enabled::default();
            }
        };
        match serde_json::from_str(&text) {
            Ok(Written { nse, yahoo }) => Enabled { nse, yahoo },
            Err(error) => {
                tracing::warn!(%error, "the switch of the live sources cannot be read: they stay off");
                Enabled::default()
            }
        }
    }

    /// Keeps what is switched on, whole or not at all.
    pub(crate) fn write(&self, enabled: Enabled) -> Result<(), Problem> {
        let failed = |error: std::io::Error| {
            Problem::world(
                format!("The switch of the live sources could not be kept: {error}"),
                "Make the data directory writable, then try again.",
            )
        };
        let written = Written { nse: enabled.nse, yahoo: enabled.yahoo };
        let text = serde_json::to_string(&written).map_err(|error| failed(error.into()))?;
        let beside = self.path.with_extension("json.new");
        std::fs::write(&beside, text).map_err(failed)?;
        std::fs::rename(&beside, &self.path).map_err(failed)
    }
}
