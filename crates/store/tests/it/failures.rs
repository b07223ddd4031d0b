//! What stands in the way is named, with what to do about it, and nothing that was found is overwritten.

use std::fs;

use store::{Class, DataDir, Profiles, StoreError};
use tempfile::TempDir;

use crate::child;
use crate::scene::{Scene, wall};

/// A closed ledger of forty orders.
async fn closed() -> (TempDir, DataDir, store::Profile) {
    let mut scene = Scene::new().await;
    scene.trade(1, 40).await;
    let Scene { _temp, dir, profile, ledger, .. } = scene;
    ledger.close().await.unwrap();
    (_temp, dir, profile)
}

/// Opens a ledger whose file holds these bytes: it is refused as damaged, and stays as it is.
async fn check_damaged(what: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let (_temp, dir, profile) = closed().await;
    let path = dir.ledger(&profile.id);
    let changed = change(fs::read(&path).unwrap());
    fs::write(&path, &changed).unwrap();
    let refused = crate::scene::open(&dir, &profile.id).await;
    let error = refused.err().unwrap();
    assert_eq!(error.class(), Class::Damaged, "{what}: {error}");
    assert!(error.to_string().contains(profile.id.as_str()), "{what}: {error}");
    assert!(error.next_step().contains("backup"), "{what}: {}", error.next_step());
    assert!(fs::read(&path).unwrap() == changed, "{what}: not touched");
    let beside: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap()).collect();
    let log = beside.iter().find(|entry| entry.path().to_string_lossy().ends_with("-wal"));
    // A log that goes while we look is as good as none.
    let length = log.and_then(|log| log.metadata().ok()).map_or(0, |log| log.len());
    assert_eq!(length, 0, "{what}: no log");
}

#[tokio::test]
async fn what_is_not_a_ledger_is_refused_and_left_alone() {
    check_damaged("empty", |_| Vec::new()).await;
    check_damaged("zeros", |bytes| vec![0; bytes.len()]).await;
    check_damaged("one page of zeros", |_| vec![0; 4096]).await;
    check_damaged("cut to half a page", |bytes| bytes[..2048].to_vec()).await;
    check_damaged("cut to one page", |bytes| bytes[..4096].to_vec()).await;
    check_damaged("cut in the middle of a page", |bytes| bytes[..bytes.len() - 100].to_vec()).await;
    check_damaged("cut by one page", |bytes| bytes[..bytes.len() - 4096].to_vec()).await;
    check_damaged("a text", |_| b"this is no ledger\n".repeat(900)).await;
    check_damaged("first page of zeros", |mut bytes| {
        bytes[..4096].fill(0);
        bytes
    })
    .await;
    check_damaged("salt flipped", |mut bytes| {
        bytes[3] ^= 1;
        bytes
    })
    .await;
}

#[tokio::test]
async fn a_plain_database_is_refused_and_left_alone() {
    let (_temp, dir, profile) = closed().await;
    fs::copy(dir.profiles(), dir.ledger(&profile.id)).unwrap();
    let before = fs::read(dir.profiles()).unwrap();
    let error = crate::scene::open(&dir, &profile.id).await.unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
    assert!(fs::read(dir.ledger(&profile.id)).unwrap() == before);
}

#[tokio::test]
async fn a_bit_flipped_in_any_page_is_found() {
    let (_temp, dir, profile) = closed().await;
    let path = dir.ledger(&profile.id);
    let sound = fs::read(&path).unwrap();
    let pages = sound.len() / 4096;
    assert!(pages > 15, "{pages} pages");
    for page in 0..pages {
        // The middle of the page, its initialisation vector and its authentication code.
        for place in [2_000, 4096 - 75, 4096 - 5] {
            let mut bytes = sound.clone();
            bytes[page * 4096 + place] ^= 1 << (page % 8);
            fs::write(&path, &bytes).unwrap();
            let found = match crate::scene::open(&dir, &profile.id).await {
                Err(error) => error.class() == Class::Damaged,
                Ok(ledger) => {
                    let verification = ledger.verify().await.unwrap();
                    ledger.close().await.unwrap();
                    !verification.ok && !verification.differences.is_empty()
                }
            };
            assert!(found, "page {page}, byte {place}");
            let after = fs::read(&path).unwrap();
            assert!(after == bytes, "page {page}, byte {place}: looking changes nothing");
        }
    }
    fs::write(&path, &sound).unwrap();
    assert!(crate::scene::open(&dir, &profile.id).await.unwrap().verify().await.unwrap().ok);
}

#[tokio::test]
async fn a_missing_ledger_or_key_is_named_and_not_made_anew() {
    let (_temp, dir, profile) = closed().await;
    let aside = dir.path().join("aside");
    fs::rename(dir.key(&profile.id), &aside).unwrap();
    let error = crate::scene::open(&dir, &profile.id).await.unwrap_err();
    assert!(matches!(error, StoreError::KeyMissing { .. }), "{error}");
    assert_eq!(error.class(), Class::Damaged);
    assert!(!dir.key(&profile.id).exists());
    for garbage in ["", "lakh-key-1 ", "lakh-key-1 00ff\n", "hello", "lakh-key-9 {}"] {
        fs::write(dir.key(&profile.id), garbage).unwrap();
        let error = crate::scene::open(&dir, &profile.id).await.unwrap_err();
        assert!(matches!(error, StoreError::KeyDamaged { .. }), "{garbage:?}: {error}");
    }
    fs::write(dir.key(&profile.id), [0xff, 0xfe]).unwrap();
    let error = crate::scene::open(&dir, &profile.id).await.unwrap_err();
    assert!(matches!(error, StoreError::KeyDamaged { .. }), "{error}");
    fs::rename(&aside, dir.key(&profile.id)).unwrap();
    assert!(crate::scene::open(&dir, &profile.id).await.is_ok());
    fs::remove_file(dir.ledger(&profile.id)).unwrap();
    let error = crate::scene::open(&dir, &profile.id).await.unwrap_err();
    assert!(matches!(error, StoreError::LedgerMissing { .. }), "{error}");
    assert!(!dir.ledger(&profile.id).exists());
}

#[tokio::test]
async fn a_newer_ledger_is_refused_and_left_alone() {
    let scene = Scene::new().await;
    let db = scene.raw().await;
    sea_orm::ConnectionTrait::execute_unprepared(&db, "PRAGMA user_version = 99").await.unwrap();
    db.close().await.unwrap();
    let (dir, id) = (scene.dir.clone(), scene.profile.id.clone());
    scene.ledger.close().await.unwrap();
    let before = fs::read(dir.ledger(&id)).unwrap();
    let error = crate::scene::open(&dir, &id).await.unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, known: 1, .. }), "{error}");
    assert_eq!(error.class(), Class::World { try_again: false });
    assert!(error.next_step().contains("Update Lakh"));
    assert!(fs::read(dir.ledger(&id)).unwrap() == before);
}

#[tokio::test]
async fn damaged_profiles_are_refused_and_left_alone() {
    for bytes in [vec![], vec![0; 4096], b"no database at all\n".repeat(300)] {
        let temp = TempDir::new().unwrap();
        let dir = DataDir::at(temp.path()).unwrap();
        fs::write(dir.profiles(), &bytes).unwrap();
        let error = Profiles::open(&dir).await.unwrap_err();
        assert_eq!((error.class(), error.code()), (Class::Damaged, "profiles_damaged"), "{error}");
        assert!(error.next_step().contains("backups/profiles"), "{}", error.next_step());
        assert!(fs::read(dir.profiles()).unwrap() == bytes);
    }
}

#[tokio::test]
async fn a_ledger_held_by_another_program_says_so() {
    let scene = Scene::new().await;
    let db = scene.raw().await;
    sea_orm::ConnectionTrait::execute_unprepared(&db, "BEGIN IMMEDIATE").await.unwrap();
    let waited = std::time::Instant::now();
    let refused =
        scene.ledger.append(&scene.head, scene.account.number, wall(1), &[crate::scene::accepted(1)]).await;
    let Err(store::AppendError::Store(error)) = refused else { panic!("{refused:?}") };
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert_eq!(error.class(), Class::World { try_again: true });
    assert!(waited.elapsed().as_secs() >= 4, "it waits first");
    sea_orm::ConnectionTrait::execute_unprepared(&db, "ROLLBACK").await.unwrap();
    let events = [crate::scene::accepted(1)];
    scene.ledger.append(&scene.head, scene.account.number, wall(1), &events).await.unwrap();
}

/// Files and directories that may not be written, seen by a user who is not allowed everything.
#[cfg(unix)]
#[test]
fn a_directory_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (temp, dir, profile) = runtime.block_on(closed());
    let ledgers = dir.path().join("ledgers");
    let allow = |mode: u32, also_files: bool| {
        for path in [temp.path(), dir.path(), &ledgers, &dir.path().join("keys")] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        for path in [dir.ledger(&profile.id), dir.key(&profile.id)].iter().filter(|_| also_files) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o666)).unwrap();
        }
    };
    allow(0o555, true);
    let mut command = child::command("failures::opens_what_it_may_not_write", &dir, &profile.id);
    // The super-user may write everything: then the child is somebody else.
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65_534).gid(65_534);
    }
    let before = fs::read(dir.ledger(&profile.id)).unwrap();
    let child = command.spawn();
    let said: Vec<String> = child.map_or_else(|_| Vec::new(), |mut child| child::lines(&mut child).collect());
    allow(0o755, false);
    if said.is_empty() {
        println!("did not run: this program cannot be started as another user");
        return;
    }
    assert_eq!(said, ["not_permitted World { try_again: false }", "file_system", "not_permitted"]);
    assert!(fs::read(dir.ledger(&profile.id)).unwrap() == before);
}

#[tokio::test]
#[ignore = "a process for another test"]
async fn opens_what_it_may_not_write() {
    let (dir, id) = child::told();
    let error = crate::scene::open(&dir, &id).await.unwrap_err();
    child::say(format_args!("{} {:?}", error.code(), error.class()));
    let error = DataDir::at(dir.path().join("inner")).unwrap_err();
    child::say(error.code());
    let error = Profiles::open(&dir).await.unwrap_err();
    child::say(error.code());
}
