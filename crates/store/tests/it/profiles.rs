//! Who may sign in.

use store::{AccountNumber, DataDir, Ledger, Profile, Profiles, Removed, StoreError};
use tempfile::TempDir;

use crate::scene::{opening, wall};

async fn remove(profiles: &Profiles, profile: &Profile) -> Result<Removed, StoreError> {
    let session = profiles.sign_in(profile.id.as_str(), None, wall(5)).await?;
    profiles.remove(&session, &profile.id, wall(5)).await
}

async fn profiles(temp: &TempDir) -> (DataDir, Profiles) {
    let dir = DataDir::at(temp.path().join("data")).unwrap();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    (dir, profiles)
}

#[tokio::test]
async fn the_first_profile_is_the_administrator() {
    let temp = TempDir::new().unwrap();
    let (_, profiles) = profiles(&temp).await;
    let first = profiles.create("  Asha  ", false, wall(1)).await.unwrap();
    let second = profiles.create("मीरा", false, wall(2)).await.unwrap();
    let third = profiles.create("இளங்கோ", true, wall(3)).await.unwrap();
    assert_eq!((first.admin, second.admin, third.admin), (true, false, true));
    assert_eq!(first.name, "Asha");
    assert_eq!(profiles.list().await.unwrap(), [first, second, third]);
}

#[tokio::test]
async fn profiles_are_found_by_name_or_identity_after_reopening() {
    let temp = TempDir::new().unwrap();
    let (dir, first_handle) = profiles(&temp).await;
    let made = first_handle.create("Émile", false, wall(1)).await.unwrap();
    first_handle.set_last_account(&made.id, AccountNumber(3)).await.unwrap();
    first_handle.touch(&made.id, wall(9)).await.unwrap();
    first_handle.close().await.unwrap();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    let found = profiles.find("ÉMILE").await.unwrap();
    assert_eq!((found.last_account, found.last_seen), (Some(AccountNumber(3)), Some(wall(9))));
    assert_eq!(profiles.find(made.id.as_str()).await.unwrap(), found);
    let missing = profiles.find("Emil").await;
    assert!(matches!(missing, Err(StoreError::NoSuchProfile { .. })), "{missing:?}");
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_or_encoding() {
    let temp = TempDir::new().unwrap();
    let (_, profiles) = profiles(&temp).await;
    for (name, twin) in [
        ("Asha", "aSHA "),
        ("Émile", "e\u{301}mile"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("Straße", "STRASSE"),
        ("\u{958}लम", "\u{915}\u{93c}लम"),
    ] {
        profiles.create(name, false, wall(1)).await.unwrap();
        let refused = profiles.create(twin, false, wall(2)).await;
        assert!(matches!(refused, Err(StoreError::NameTaken { .. })), "{name} {twin}: {refused:?}");
    }
}

#[tokio::test]
async fn names_that_cannot_be_seen_or_are_too_long_are_refused() {
    let temp = TempDir::new().unwrap();
    let (dir, profiles) = profiles(&temp).await;
    let long = "अ".repeat(41);
    for name in ["", "  \t", "a\nb", "a\u{0}b", "\u{202e}nimda", "\u{200d}", "a\u{200b}sha", &long] {
        let refused = profiles.create(name, false, wall(1)).await;
        assert!(matches!(refused, Err(StoreError::BadName(_))), "{name:?}: {refused:?}");
    }
    assert!(!dir.path().join("ledgers").exists(), "nothing is left of a refused profile");
    profiles.create(&"अ".repeat(40), false, wall(1)).await.unwrap();
    profiles.create("क्\u{200d}ष", false, wall(1)).await.unwrap();
}

#[tokio::test]
async fn a_removed_profile_is_set_aside_with_its_key() {
    let temp = TempDir::new().unwrap();
    let (dir, profiles) = profiles(&temp).await;
    profiles.create("Asha", false, wall(1)).await.unwrap();
    let gone = profiles.create("Ravi", false, wall(2)).await.unwrap();
    let session = crate::scene::session(&dir, &gone.id).await;
    let ledger = Ledger::open(&session).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    let removed = remove(&profiles, &gone).await.unwrap();
    assert_eq!(removed.set_aside, dir.removed().join(gone.id.as_str()));
    assert!(!dir.ledger(&gone.id).exists() && !dir.key(&gone.id).exists());
    assert_eq!(profiles.list().await.unwrap().len(), 1);
    ledger.close().await.unwrap();
    let id = gone.id.as_str();
    for name in [format!("{id}.sqlite"), format!("{id}.key")] {
        let file = removed.set_aside.join(name);
        std::fs::rename(
            &file,
            if file.extension().unwrap() == "key" { dir.key(&gone.id) } else { dir.ledger(&gone.id) },
        )
        .unwrap();
    }
    for log in ["-wal", "-shm"] {
        let from = removed.set_aside.join(format!("{id}.sqlite{log}"));
        if from.exists() {
            std::fs::rename(from, dir.path().join("ledgers").join(format!("{id}.sqlite{log}"))).unwrap();
        }
    }
    let back = Ledger::open(&session).await.unwrap();
    assert_eq!(back.accounts().await.unwrap().len(), 1, "put back, it is whole");
    assert!(back.verify().await.unwrap().ok);
    let again = profiles.create("Ravi", false, wall(3)).await.unwrap();
    assert_ne!(again.id, gone.id);
}

#[tokio::test]
async fn the_only_administrator_of_others_stays() {
    let temp = TempDir::new().unwrap();
    let (dir, profiles) = profiles(&temp).await;
    let first = profiles.create("Asha", false, wall(1)).await.unwrap();
    let second = profiles.create("Ravi", false, wall(2)).await.unwrap();
    let refused = remove(&profiles, &first).await;
    assert!(matches!(refused, Err(StoreError::LastAdministrator { .. })), "{refused:?}");
    assert!(dir.ledger(&first.id).exists());
    remove(&profiles, &second).await.unwrap();
    let session = profiles.sign_in("Asha", None, wall(6)).await.unwrap();
    profiles.remove(&session, &first.id, wall(6)).await.unwrap();
    let missing = profiles.remove(&session, &first.id, wall(6)).await;
    assert!(matches!(missing, Err(StoreError::NoSuchProfile { .. })), "{missing:?}");
    assert_eq!(profiles.list().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_handles_never_both_make_the_first_profile_or_one_name() {
    let temp = TempDir::new().unwrap();
    let dir = DataDir::at(temp.path().join("data")).unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let dir = dir.clone();
            tokio::spawn(async move {
                let profiles = crate::scene::profiles(&dir).await.unwrap();
                profiles.create(&format!("user {}", number / 2), false, wall(number)).await.is_ok()
            })
        })
        .collect();
    let mut made = 0;
    for task in tasks {
        made += usize::from(task.await.unwrap());
    }
    let (_, profiles) = profiles(&temp).await;
    let list = profiles.list().await.unwrap();
    assert_eq!((made, list.len()), (4, 4));
    assert_eq!(list.iter().filter(|profile| profile.admin).count(), 1);
}

#[tokio::test]
async fn a_profile_whose_files_cannot_be_moved_stays_whole() {
    let temp = TempDir::new().unwrap();
    let (dir, profiles) = profiles(&temp).await;
    let made = profiles.create("Asha", false, wall(1)).await.unwrap();
    crate::scene::open(&dir, &made.id).await.unwrap().close().await.unwrap();
    // Something lies where the key would be moved to.
    let blocked = dir.removed().join(made.id.as_str()).join(format!("{}.key", made.id)).join("inside");
    std::fs::create_dir_all(&blocked).unwrap();
    let refused = remove(&profiles, &made).await;
    assert!(matches!(refused, Err(StoreError::Io { .. })), "{refused:?}");
    assert_eq!(profiles.list().await.unwrap().len(), 1);
    let ledger = crate::scene::open(&dir, &made.id).await.unwrap();
    assert!(ledger.verify().await.unwrap().ok);
}
