//! What lies on the disk says nothing to anyone without the key.

use std::fs;
use std::path::{Path, PathBuf};

use sea_orm::ConnectionTrait;
use store::{Class, DataDir, StoreError};

use crate::scene::{Scene, keyed, opening, wall};

/// What is in the ledger and must not be seen in its files.
const SECRETS: [&str; 8] = [
    "RELIANCE",
    "INE002A01018",
    "breakout",
    "first",
    "capital",
    "CREATE TABLE",
    "SQLite format 3",
    "posting",
];

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn assert_secret(dir: &DataDir, profile: &str) {
    let ledgers = files(&dir.path().join("ledgers"));
    assert!(!ledgers.is_empty());
    for file in ledgers {
        let bytes = fs::read(&file).unwrap();
        for secret in SECRETS.into_iter().chain([profile]) {
            let found =
                bytes.windows(secret.len()).any(|window| window.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{secret} can be read in {}", file.display());
        }
    }
}

#[tokio::test]
async fn the_bytes_on_disk_tell_nothing() {
    let mut scene = Scene::new().await;
    scene.trade(1, 40).await;
    scene.ledger.set_watch_list(1, &["RELIANCE".parse().unwrap()]).await.unwrap();
    let log = format!("{}-wal", scene.ledger.path().display());
    assert!(fs::metadata(log).unwrap().len() > 0, "the log is looked at too");
    assert_secret(&scene.dir, "Meera");
    let scene = scene.reopen().await;
    assert_secret(&scene.dir, "Meera");
    scene.ledger.close().await.unwrap();
    assert_secret(&scene.dir, "Meera");
    // The search finds what is not hidden.
    let profiles = fs::read(scene.dir.profiles()).unwrap();
    assert!(profiles.windows(5).any(|window| window == b"Meera"));
}

#[tokio::test]
async fn a_wrong_key_or_none_opens_nothing() {
    let mut scene = Scene::new().await;
    scene.trade(1, 2).await;
    let (dir, id) = (scene.dir.clone(), scene.profile.id.clone());
    let path = scene.ledger.path().to_owned();
    scene.ledger.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    for key in ["00".repeat(32), "ff".repeat(32)] {
        let opened = keyed(&path, &key).await;
        let read = match opened {
            Ok(db) => db.execute_unprepared("SELECT count(*) FROM sqlite_schema").await.is_ok(),
            Err(_) => false,
        };
        assert!(!read);
        fs::write(dir.key(&id), format!("lakh-key-1 {key}\n")).unwrap();
        let refused = crate::scene::open(&dir, &id).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unreadable { .. }), "{refused}");
        assert_eq!(refused.class(), Class::Damaged);
    }
    assert_eq!(fs::read(&path).unwrap(), before, "what cannot be read is not touched");
}

#[tokio::test]
async fn one_profile_never_opens_anothers_ledger() {
    let scene = Scene::new().await;
    let profiles = crate::scene::profiles(&scene.dir).await.unwrap();
    let other = profiles.create("Ravi", false, wall(1)).await.unwrap();
    let theirs = crate::scene::open(&scene.dir, &other.id).await.unwrap();
    theirs.open_account(&opening("first")).await.unwrap();
    theirs.close().await.unwrap();
    let (dir, mine) = (scene.dir.clone(), scene.profile.id.clone());
    scene.ledger.close().await.unwrap();
    // Their ledger in place of mine, with my key.
    fs::copy(dir.ledger(&other.id), dir.ledger(&mine)).unwrap();
    let refused = crate::scene::open(&dir, &mine).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unreadable { .. }), "{refused}");
    // And with theirs.
    fs::copy(dir.key(&other.id), dir.key(&mine)).unwrap();
    let refused = crate::scene::open(&dir, &mine).await.unwrap_err();
    assert!(matches!(refused, StoreError::OtherProfile { .. }), "{refused}");
    assert_eq!(crate::scene::open(&dir, &other.id).await.unwrap().accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn no_two_keys_are_alike_and_none_is_shown() {
    let scene = Scene::new().await;
    let profiles = crate::scene::profiles(&scene.dir).await.unwrap();
    let other = profiles.create("Ravi", false, wall(1)).await.unwrap();
    let mine = fs::read_to_string(scene.dir.key(&scene.profile.id)).unwrap();
    assert_ne!(mine, fs::read_to_string(scene.dir.key(&other.id)).unwrap());
    let hex = mine.trim().rsplit(' ').next().unwrap();
    assert_eq!(hex.len(), 64);
    let shown = format!("{:?} {:?} {:?}", scene.ledger, scene.profile, profiles);
    assert!(!shown.contains(hex), "{shown}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_keys_and_ledgers() {
    use std::os::unix::fs::PermissionsExt;
    let mut scene = Scene::new().await;
    scene.trade(1, 1).await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&scene.dir.key(&scene.profile.id)), 0o600);
    for file in files(&scene.dir.path().join("ledgers")) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for dir in ["", "keys", "ledgers"] {
        assert_eq!(mode(&scene.dir.path().join(dir)), 0o700, "{dir}");
    }
}

/// Everything that is logged, at the finest level, in a process of its own.
#[test]
fn nothing_logged_holds_a_key_or_an_order() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let scene = runtime.block_on(Scene::new());
    let mut command = crate::child::command("secrecy::logs_everything", &scene.dir, &scene.profile.id);
    let output = command.stderr(std::process::Stdio::piped()).output().unwrap();
    let logged = String::from_utf8(output.stderr).unwrap();
    assert!(logged.contains("TRACE"), "something is logged: {logged}");
    let key = fs::read_to_string(scene.dir.key(&scene.profile.id)).unwrap();
    let hex = key.trim().rsplit(' ').next().unwrap();
    for secret in [hex, "RELIANCE", "breakout", "PRAGMA key"] {
        assert!(!logged.contains(secret), "{secret} is logged");
    }
    assert!(output.status.success());
}

#[tokio::test]
#[ignore = "a process for another test"]
async fn logs_everything() {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(std::io::stderr)
        .init();
    tracing::trace!("listening");
    let (dir, id) = crate::child::told();
    let ledger = crate::scene::open(&dir, &id).await.unwrap();
    let account = ledger.accounts().await.unwrap()[0].number;
    let head = ledger.head().await.unwrap();
    let events = [crate::scene::accepted(1), crate::scene::filled(1)];
    ledger.append(&head, account, wall(1), &events).await.unwrap();
    assert!(ledger.append(&head, account, wall(1), &events).await.is_err());
    assert!(ledger.verify().await.unwrap().ok);
    ledger.close().await.unwrap();
}
