//! The care for the ledger of whoever is signed in: its proof, its backups, putting one back.

use std::path::PathBuf;

use desk::{ExportFormat, Problem};
use directories::UserDirs;
use store::{Backup, Restoration, Verification};

use super::Wiring;
use crate::show;
use crate::wire;

impl Wiring {
    /// Derives the whole record again.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn verify(&self) -> Result<Verification, Problem> {
        match self.desk().await {
            Ok(desk) => desk.verify().await,
            // Nobody sits at an account: the ledger is verified as it lies there.
            Err(Problem::Usage { .. }) => self.floor().await?.verify(&self.session().await?).await,
            Err(problem) => Err(problem),
        }
    }

    /// The backups, the newest first.
    ///
    /// # Errors
    /// When their directory cannot be read.
    pub(crate) async fn backups(&self) -> Result<Vec<Backup>, Problem> {
        self.floor().await?.backups(&self.session().await?)
    }

    /// Makes a backup now; none when nothing was written since the last.
    ///
    /// # Errors
    /// When the disk fails, or the ledger is damaged.
    pub(crate) async fn back_up(&self) -> Result<Option<Backup>, Problem> {
        self.floor().await?.back_up_now(&self.session().await?).await
    }

    /// What putting a backup back would do.
    ///
    /// # Errors
    /// When there is no such backup, or it is damaged.
    pub(crate) async fn restore_would(&self, name: &str) -> Result<(Backup, Restoration), Problem> {
        let backup = self.backup_named(name).await?;
        let would = self.floor().await?.restore_would(&self.session().await?, &backup.path).await?;
        Ok((backup, would))
    }

    /// Puts a backup back; the present ledger is set aside, and the account used last is open after it.
    ///
    /// # Errors
    /// When there is no such backup, it is damaged, or another program has the ledger open; then all is as it was.
    pub(crate) async fn restore(&self, name: &str) -> Result<(Backup, Restoration), Problem> {
        let (floor, backup) = (self.floor().await?, self.backup_named(name).await?);
        let session = self.stand_up().await?;
        let restored = floor.restore(&session, &backup.path).await;
        self.sit_again(session).await?;
        Ok((backup, restored?))
    }

    /// Sets a ledger that cannot be used aside and begins an empty one. Answers with where the old files lie.
    ///
    /// # Errors
    /// When the ledger is sound, or the disk fails.
    pub(crate) async fn begin_anew(&self) -> Result<String, Problem> {
        let session = self.stand_up().await?;
        let begun = self.floor().await?.begin_anew(&session).await;
        self.sit_again(session).await?;
        Ok(begun?.display().to_string())
    }

    /// Where exports go: where somebody chose, else among the documents of whoever uses the computer.
    ///
    /// # Errors
    /// While nobody is signed in.
    pub(crate) async fn export_folder(&self) -> Result<PathBuf, Problem> {
        self.session().await?;
        if let Some(chosen) = self.exports.lock().await.clone() {
            return Ok(chosen);
        }
        let documents =
            UserDirs::new().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_path_buf());
        Ok(documents.unwrap_or_else(|| self.config.data_dir.join("exports")))
    }

    /// Has exports go elsewhere, as long as the program runs.
    ///
    /// # Errors
    /// While nobody is signed in.
    pub(crate) async fn export_to(&self, folder: PathBuf) -> Result<(), Problem> {
        self.session().await?;
        *self.exports.lock().await = Some(folder);
        Ok(())
    }

    /// Writes everything of whoever is signed in to a new folder of its own among the exports.
    ///
    /// # Errors
    /// When the disk fails or the ledger cannot be read.
    pub(crate) async fn export(&self, format: ExportFormat) -> Result<wire::Exported, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        let stem = format!("lakh-{}-{}", show::file_words(&session.profile().name), show::stamp(floor.now()));
        let folder = self.export_folder().await?.join(stem);
        let exported = floor.export(&session, format, &folder).await?;
        Ok(show::exported(&folder, &exported))
    }

    async fn backup_named(&self, name: &str) -> Result<Backup, Problem> {
        let found = self.backups().await?.into_iter().find(|backup| show::backup_name(backup) == name);
        found.ok_or_else(|| Problem::usage("There is no such backup any more.", "Look at the list again."))
    }
}
