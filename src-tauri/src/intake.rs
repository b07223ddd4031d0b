//! A file of the exchange on its way into the archive, from the command line and from the window alike.

use std::io;
use std::path::Path;

use desk::{Floor, Problem};
use feed::nse::files::{LARGEST, decode};
use store::ImportReport;

use crate::wiring::off_the_loop;

/// A file's name without the folders that it lies in.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into())
}

/// The bytes of a file, of none larger than any that the exchange publishes.
///
/// # Errors
/// When it is no file, is larger, or cannot be read.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::Error::other("this is a folder: hand over the files in it"));
    }
    if usize::try_from(about.len()).is_ok_and(|size| size <= LARGEST) {
        return std::fs::read(path);
    }
    Err(io::Error::other("the file is larger than any that the exchange publishes"))
}

/// Takes what a file holds into the archive, all of it or nothing. A file that is none of the exchange's answers why.
///
/// # Errors
/// When the archive cannot be written.
pub(crate) async fn take_in(
    floor: &Floor,
    name: String,
    bytes: Vec<u8>,
) -> Result<Result<ImportReport, String>, Problem> {
    let (name, decoded) = off_the_loop(move || {
        let decoded = decode(&name, &bytes);
        (name, decoded)
    })
    .await?;
    match decoded {
        Ok(file) => Ok(Ok(floor.archive().import(&name, &file).await?)),
        Err(error) => Ok(Err(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_a_file_that_is_not_there_are_told_as_what_they_are() {
        let folder = tempfile::TempDir::new().unwrap();
        assert!(read(folder.path()).unwrap_err().to_string().starts_with("this is a folder"));
        assert_eq!(read(&folder.path().join("gone.csv")).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(name_of(Path::new("/downloads/M&M 5m.csv")), "M&M 5m.csv");
    }
}
