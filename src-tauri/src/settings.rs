//! Preferences in `settings.json`: how the window looks and behaves, nothing that matters to money.

use std::sync::Arc;

use desk::Problem;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

use store::ProfileId;

use crate::config::Config;
use crate::take;
use crate::wire;

/// The preferences of this data directory.
pub(crate) struct Preferences {
    store: Arc<Store<Wry>>,
}

/// The window's size when it was last closed, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct WindowSize {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) maximized: bool,
}

const WINDOW: &str = "window";
/// What each person chooses for themselves: as the page names it, and by person.
const OWN: [(&str, &str); 2] = [("lockAfterMinutes", "lockAfterMinutesOf"), ("indices", "indicesOf")];

impl Preferences {
    /// Opens the file; what cannot be read in it is as if it was never said.
    pub(crate) fn open(app: &AppHandle, config: &Config) -> Result<Self, tauri_plugin_store::Error> {
        let path = config.data_dir.join("settings.json");
        Ok(Self { store: app.store_builder(path).disable_auto_save().build()? })
    }

    /// What was chosen; defaults for what was not. When the window locks itself, and the indices at its head, are each
    /// person's own choice.
    pub(crate) fn settings(&self, who: Option<&ProfileId>) -> wire::Settings {
        let mut entries: Map<String, Value> = self.store.entries().into_iter().collect();
        for (name, by_person) in OWN {
            let own = who.and_then(|who| entries.get(by_person)?.get(who.as_str()).cloned());
            if let Some(own) = own {
                entries.insert(name.into(), own);
            }
        }
        match serde_json::from_value(Value::Object(entries)) {
            Ok(settings) => settings,
            Err(error) => {
                tracing::warn!(%error, "the preferences cannot be read; the defaults stand");
                wire::Settings::default()
            }
        }
    }

    /// Keeps a choice.
    pub(crate) fn save(
        &self,
        who: Option<&ProfileId>,
        settings: &wire::Settings,
    ) -> Result<wire::Settings, Problem> {
        let settings = wire::Settings { indices: take::indices(&settings.indices), ..settings.clone() };
        let shared = wire::Settings { lock_after_minutes: None, indices: Vec::new(), ..settings.clone() };
        let said = serde_json::json!(settings);
        for (name, by_person) in OWN {
            let Some((who, choice)) = who.zip(said.get(name)) else { continue };
            let mut all = self.store.get(by_person).unwrap_or_else(|| serde_json::json!({}));
            if let Some(all) = all.as_object_mut() {
                all.insert(who.as_str().into(), choice.clone());
            }
            self.store.set(by_person, all);
        }
        self.put(&shared)?;
        Ok(settings)
    }

    /// The window's size when it was last closed.
    pub(crate) fn window(&self) -> Option<WindowSize> {
        serde_json::from_value(self.store.get(WINDOW)?).ok()
    }

    /// Keeps the window's size.
    pub(crate) fn save_window(&self, size: WindowSize) -> Result<(), Problem> {
        self.put(&serde_json::json!({ WINDOW: size }))
    }

    fn put(&self, values: &impl Serialize) -> Result<(), Problem> {
        let failed = |error: &dyn std::error::Error| {
            Problem::world(
                format!("The preferences could not be kept: {error}"),
                "Make the data directory writable, then try again.",
            )
        };
        if let Value::Object(entries) = serde_json::to_value(values).map_err(|error| failed(&error))? {
            for (name, value) in entries {
                self.store.set(name, value);
            }
        }
        self.store.save().map_err(|error| failed(&error))
    }
}
