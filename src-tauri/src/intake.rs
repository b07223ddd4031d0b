//! A file of the exchange on its way into the archive, from the command line and from the window alike.

use std::io;
use std::path::Path;

use desk::{Floor, Problem};
use feed::nse::files::{LARGEST, decode_all};
use store::ImportReport;
use tokio::sync::mpsc;
use trading::DecodedFile;

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

/// A file's name, and what was taken in of it or why nothing was.
pub(crate) type Taken = (String, Result<ImportReport, String>);

/// Takes what a file holds into the archive, of a zip archive every file in the order of their names; of each all or nothing.
/// What is none of the exchange's answers why in its own place. One file is unpacked while the one before is written: a year of
/// days needs no more room than two.
///
/// # Errors
/// When the archive cannot be written.
pub(crate) async fn take_in(floor: &Floor, name: String, bytes: Vec<u8>) -> Result<Vec<Taken>, Problem> {
    let (hand_over, mut handed) = mpsc::channel(1);
    let decoding = off_the_loop(move || decode_each(&name, &bytes, &hand_over));
    let writing = async move {
        let mut all = Vec::new();
        while let Some((name, decoded)) = handed.recv().await {
            all.push(match decoded {
                Ok(file) => {
                    let report = floor.archive().import(&name, &file).await?;
                    (name, Ok(report))
                }
                Err(error) => (name, Err(error)),
            });
        }
        Ok(all)
    };
    let (decoded, all) = tokio::join!(decoding, writing);
    decoded.and(all)
}

/// Hands over each file as it is decoded, until nobody takes them any more.
fn decode_each(name: &str, bytes: &[u8], hand_over: &mpsc::Sender<(String, Result<DecodedFile, String>)>) {
    let files = match decode_all(name, bytes) {
        Ok(files) => files,
        Err(error) => Box::new(std::iter::once((name.to_owned(), Err(error)))),
    };
    for (name, decoded) in files {
        if hand_over.blocking_send((name, decoded.map_err(|error| error.to_string()))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_folder_and_a_file_that_is_not_there_are_told_as_what_they_are() {
        let folder = tempfile::TempDir::new().unwrap();
        assert!(read(folder.path()).unwrap_err().to_string().starts_with("this is a folder"));
        assert_eq!(read(&folder.path().join("gone.csv")).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(name_of(Path::new("/downloads/M&M 5m.csv")), "M&M 5m.csv");
    }

    #[tokio::test]
    async fn every_file_of_an_archive_is_taken_in_and_what_is_none_of_the_exchange_s_is_told_in_its_place() {
        const BARS: &str = "datetime,open,high,low,close,volume\n\
            2026-08-03 10:00:00+05:30,3000,3010,2999,3005,500\n\
            2026-08-03 10:05:00+05:30,3005,3005,3001,3002,700\n";
        let folder = tempfile::TempDir::new().unwrap();
        let floor = Floor::open(folder.path(), desk::WallClock::system()).await.unwrap();
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, content) in [("TCS_5m.csv", BARS), ("INFY_5m.csv", BARS), ("notes.txt", "dear diary\n")] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let taken = take_in(&floor, "all.zip".into(), bytes).await.unwrap();
        let told: Vec<_> = taken.iter().map(|(name, taken)| (name.as_str(), taken.is_ok())).collect();
        assert_eq!(
            told,
            [("all.zip/INFY_5m.csv", true), ("all.zip/TCS_5m.csv", true), ("all.zip/notes.txt", false)]
        );
        let taken = take_in(&floor, "no.zip".into(), b"PK\x05".to_vec()).await.unwrap();
        assert!(matches!(taken.as_slice(), [(name, Err(_))] if name == "no.zip"), "{taken:?}");
    }
}
