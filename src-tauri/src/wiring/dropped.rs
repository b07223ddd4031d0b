//! Files that a person drags over the window and drops on it. The page is told their names; where they lie stays here.

use std::path::PathBuf;

use desk::Problem;

use super::Wiring;
use super::guard::unlocked;
use crate::intake;
use crate::wire;

impl Wiring {
    /// Files hang over the window, or no longer do. Nobody is told while it is locked.
    pub(crate) async fn hang(&self, over: bool) {
        self.tell(wire::Message::Hanging { over }).await;
    }

    /// Files were dropped on the window: each may be taken once. Nothing is kept while nobody may import.
    pub(crate) async fn drop_files(&self, paths: Vec<PathBuf>) {
        if self.session().await.is_err() {
            return;
        }
        let files = paths.iter().map(|path| intake::name_of(path)).collect();
        *self.dropped.lock().await = paths.into_iter().map(Some).collect();
        self.tell(wire::Message::Dropped { files }).await;
    }

    /// Where a file that was dropped lies, by its place among them.
    ///
    /// # Errors
    /// When nobody is signed in, the window is locked, or no such file was dropped.
    pub(crate) async fn take_dropped(&self, place: usize) -> Result<PathBuf, Problem> {
        let _unlocked = self.session().await?;
        let mut dropped = self.dropped.lock().await;
        let taken = dropped.get_mut(place).and_then(Option::take);
        taken.ok_or_else(|| Problem::usage("The file is no longer in hand.", "Drop it on the window again."))
    }

    async fn tell(&self, message: wire::Message) {
        let seated = self.seated.lock().await;
        let Ok(open) = unlocked(seated.as_ref()) else { return };
        if let Some(ear) = &open.ear
            && let Err(error) = ear.send(message)
        {
            tracing::debug!(%error, "the window no longer listens");
        }
    }
}
