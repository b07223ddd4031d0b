//! Archives for tests: the built-in market is loaded once and copied for each test.

use std::fs;

use store::Archive;
use tempfile::TempDir;
use tokio::sync::OnceCell;

static LOADED: OnceCell<TempDir> = OnceCell::const_new();

/// An archive with nothing in it.
pub(crate) async fn empty() -> (TempDir, Archive) {
    let directory = TempDir::new().unwrap();
    let archive = Archive::open(directory.path()).await.unwrap();
    (directory, archive)
}

/// An archive of the test's own with the built-in market in it.
pub(crate) async fn filled() -> (TempDir, Archive) {
    let loaded = LOADED
        .get_or_init(|| async {
            let (directory, archive) = empty().await;
            archive.fill_if_empty(|_, _| {}).await.unwrap();
            directory
        })
        .await;
    let directory = TempDir::new().unwrap();
    // Nobody writes the loaded one any more, so its files fit together.
    for file in fs::read_dir(loaded.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), directory.path().join(file.file_name())).unwrap();
    }
    let archive = Archive::open(directory.path()).await.unwrap();
    (directory, archive)
}
