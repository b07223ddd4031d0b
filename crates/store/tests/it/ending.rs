//! A thread that opened connections ends only when they are closed, dropped though they were: SQLCipher clears its
//! memory away when a process ends, and must not find a connection in it.

use std::fs;
use std::path::Path;
use std::thread;

use store::Archive;
use tempfile::TempDir;

use crate::scene::Scene;

/// Trades, reads the archive and ends with both open.
async fn leaves_both_open() -> TempDir {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let Scene { _temp: temp, dir, ledger, .. } = scene;
    let archive = Archive::open(dir.path()).await.unwrap();
    assert!(open_below(dir.path()) >= 2);
    drop((archive, ledger));
    temp
}

/// How many files below a directory this process has open.
fn open_below(directory: &Path) -> usize {
    let open = fs::read_dir("/proc/self/fd").unwrap();
    open.filter_map(|fd| fs::read_link(fd.unwrap().path()).ok())
        .filter(|file| file.starts_with(directory))
        .count()
}

#[test]
fn what_was_left_open_is_closed_when_the_thread_has_ended() {
    for run in 0..20 {
        let thread = thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(leaves_both_open())
        });
        let temp = thread.join().unwrap();
        assert_eq!(open_below(temp.path()), 0, "run {run}");
    }
}
