//! Copies of the list of profiles: small, one a day, the newest ten kept.

use std::fs;
use std::path::PathBuf;

use trading::Moment;

use crate::database;
use crate::failure::StoreError;
use crate::place;
use crate::profiles::Profiles;

/// How many copies stay.
const KEPT: usize = 10;

impl Profiles {
    /// Copies the file to `backups/profiles/` when there is no copy of the day yet, and lets go of the oldest beyond
    /// ten. The keys lie in files of their own: with a copy and them everyone can sign in again.
    ///
    /// # Errors
    /// When the disk fails; then the older ones stay as well.
    pub async fn copy_daily(&self, now: Moment) -> Result<Option<PathBuf>, StoreError> {
        let home = self.dir.backups_of_profiles();
        place::private_dir(&home)?;
        let to = home.join(format!("{}.sqlite", now.day()));
        if place::exists(&to)? {
            return Ok(None);
        }
        match database::copy(&self.db, &self.dir.profiles(), &to).await {
            // Another program was quicker.
            Err(_) if place::exists(&to)? => return Ok(None),
            copied => copied?,
        }
        let failed = |source| StoreError::io("read the directory", &home, source);
        let mut dated = Vec::new();
        for entry in fs::read_dir(&home).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.strip_suffix(".sqlite").is_some_and(|day| day.parse::<trading::Day>().is_ok()) {
                dated.push(path);
            }
        }
        dated.sort();
        for old in dated.iter().rev().skip(KEPT) {
            fs::remove_file(old).map_err(|source| StoreError::io("let go of the copy", old, source))?;
        }
        Ok(Some(to))
    }
}
