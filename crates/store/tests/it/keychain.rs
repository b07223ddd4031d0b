//! A key without a password lies in the computer's keychain where there is one, and is never lost on its way.

use std::any::Any;
use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, Entry, mock};
use store::{Abode, Class, Cost, DataDir, Keychain, Ledger, Profiles, Session, StoreError, secret};
use tempfile::TempDir;

use crate::scene::{opening, wall};

/// A keychain that never answers, as one that waits for a person who is not there.
#[derive(Debug)]
struct Stuck;

impl CredentialStoreApi for Stuck {
    fn vendor(&self) -> String {
        "nobody".into()
    }

    fn id(&self) -> String {
        "stuck".into()
    }

    fn build(&self, _: &str, _: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        loop {
            std::thread::park();
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct House {
    temp: TempDir,
    keychain: Arc<CredentialStore>,
}

impl House {
    fn new() -> Self {
        Self { temp: TempDir::new().unwrap(), keychain: mock::Store::new().unwrap() }
    }

    fn dir(&self) -> DataDir {
        DataDir::at(self.temp.path().join("data")).unwrap()
    }

    async fn with(&self, keychain: Keychain) -> Profiles {
        let profiles = Profiles::open_at_cost(&self.dir(), Cost::for_tests()).await.unwrap();
        profiles.with_keychain(keychain)
    }

    async fn profiles(&self) -> Profiles {
        self.with(self.given()).await
    }

    fn given(&self) -> Keychain {
        Keychain::given(Arc::clone(&self.keychain), Duration::from_secs(20))
    }

    fn entry(&self, session: &Session) -> Entry {
        self.keychain.build("in.Lakh.Lakh", session.id().as_str(), None).unwrap()
    }

    fn key_file(&self, session: &Session) -> String {
        fs::read_to_string(self.dir().key(session.id())).unwrap()
    }
}

fn abode(profiles: &Profiles, session: &Session) -> Abode {
    profiles.abode(session.profile()).unwrap()
}

/// Makes Meera without a password and writes an account into her ledger.
async fn meera(profiles: &Profiles) -> Session {
    let profile = profiles.create("Meera", false, wall(0)).await.unwrap();
    let session = profiles.sign_in(profile.id.as_str(), None, wall(1)).await.unwrap();
    let ledger = Ledger::open(&session).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    ledger.close().await.unwrap();
    session
}

async fn opens(profiles: &Profiles) -> Result<Session, StoreError> {
    let session = profiles.sign_in("Meera", None, wall(9)).await?;
    let ledger = Ledger::open(&session).await?;
    assert_eq!(ledger.accounts().await?.len(), 1);
    ledger.close().await?;
    Ok(session)
}

#[tokio::test]
async fn a_new_key_lies_in_the_keychain_and_not_in_its_file() {
    let house = House::new();
    let profiles = house.profiles().await;
    let session = meera(&profiles).await;
    assert_eq!(abode(&profiles, &session), Abode::Keychain);
    let key = house.entry(&session).get_secret().unwrap();
    assert_eq!(key.len(), 32);
    let file = house.key_file(&session);
    assert!(file.starts_with("lakh-key-3 keychain "), "{file}");
    assert!(
        !file.contains(&hex(&key)) && !file.contains(&hex(&key)[..16]),
        "the file tells nothing of the key"
    );
    opens(&profiles).await.unwrap();
    let profile = profiles.find("Meera").await.unwrap();
    assert!(!profile.protected, "no password is asked for");
}

#[tokio::test]
async fn a_key_in_a_file_is_brought_to_the_keychain_at_the_next_sign_in() {
    let house = House::new();
    let files = house.with(Keychain::none()).await;
    let session = meera(&files).await;
    assert_eq!(abode(&files, &session), Abode::File);
    let plain = house.key_file(&session);
    let profiles = house.profiles().await;
    opens(&profiles).await.unwrap();
    assert_eq!(abode(&profiles, &session), Abode::Keychain);
    let key = hex(&house.entry(&session).get_secret().unwrap());
    assert_eq!(plain.trim(), format!("lakh-key-1 {key}"), "the same key");
    opens(&profiles).await.unwrap();
    let read_only = house.with(Keychain::none()).await;
    let refused = opens(&read_only).await.unwrap_err();
    assert!(matches!(refused, StoreError::KeychainSilent { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_keychain_that_fails_or_never_answers_leaves_the_key_in_its_file_and_holds_nobody_up() {
    let house = House::new();
    let stuck: Arc<CredentialStore> = Arc::new(Stuck);
    let profiles = house.with(Keychain::given(stuck, Duration::from_millis(300))).await;
    let began = Instant::now();
    let session = meera(&profiles).await;
    for _ in 0..5 {
        opens(&profiles).await.unwrap();
    }
    assert!(began.elapsed() < Duration::from_secs(20), "it is waited for once, not at every sign-in");
    assert_eq!(abode(&profiles, &session), Abode::File);

    let failing = house.profiles().await;
    let entry = house.entry(&session);
    let broken: &mock::Cred = entry.as_any().downcast_ref().unwrap();
    broken.set_error(keyring_core::Error::NoStorageAccess("locked".into()));
    opens(&failing).await.unwrap();
    assert_eq!(abode(&failing, &session), Abode::File, "it did not take the key");
    opens(&failing).await.unwrap();
    assert_eq!(abode(&failing, &session), Abode::Keychain, "now it did");
}

#[tokio::test]
async fn a_locked_keychain_is_told_as_one_and_nothing_is_lost() {
    let house = House::new();
    let profiles = house.profiles().await;
    let session = meera(&profiles).await;
    let stuck: Arc<CredentialStore> = Arc::new(Stuck);
    let locked = house.with(Keychain::given(stuck, Duration::from_millis(300))).await;
    let refused = opens(&locked).await.unwrap_err();
    assert_eq!(refused.code(), "keychain_silent");
    assert_eq!(refused.class(), Class::World { try_again: true });
    assert!(refused.to_string().contains("Meera"), "{refused}");
    opens(&profiles).await.unwrap();

    house.entry(&session).set_secret(&[7; 32]).unwrap();
    let refused = opens(&profiles).await.unwrap_err();
    assert!(refused.to_string().contains("another key"), "{refused}");
}

#[tokio::test]
async fn a_password_seals_the_key_in_its_file_and_takes_it_out_of_the_keychain() {
    let house = House::new();
    let profiles = house.profiles().await;
    let session = meera(&profiles).await;
    // Meera administers; somebody else may go without again.
    let asha = profiles.create("Asha", false, wall(2)).await.unwrap();
    let asha = profiles.sign_in(asha.id.as_str(), None, wall(2)).await.unwrap();
    for one in [&session, &asha] {
        assert_eq!(abode(&profiles, one), Abode::Keychain);
        let password = secret("correct horse".into());
        let (changed, code) = profiles.change_password(one, None, Some(&password), wall(3)).await.unwrap();
        assert!(code.is_some());
        assert_eq!(abode(&profiles, &changed), Abode::Sealed);
        assert!(matches!(house.entry(one).get_secret(), Err(keyring_core::Error::NoEntry)));
    }
    let password = secret("correct horse".into());
    profiles.sign_in("Meera", Some(&password), wall(4)).await.unwrap();
    let asha = profiles.sign_in("Asha", Some(&password), wall(4)).await.unwrap();
    let (asha, _) = profiles.change_password(&asha, Some(&password), None, wall(5)).await.unwrap();
    assert_eq!(abode(&profiles, &asha), Abode::Keychain);
    profiles.sign_in("Asha", None, wall(6)).await.unwrap();
}

#[tokio::test]
async fn a_key_is_brought_back_to_a_file_when_asked() {
    let house = House::new();
    let profiles = house.profiles().await;
    let session = meera(&profiles).await;
    assert_eq!(profiles.bring(&session, Abode::File).unwrap(), Abode::File);
    assert!(matches!(house.entry(&session).get_secret(), Err(keyring_core::Error::NoEntry)));
    opens(&house.with(Keychain::none()).await).await.unwrap();
    opens(&profiles).await.unwrap();
    assert_eq!(abode(&profiles, &session), Abode::File, "where it was wanted");
    assert_eq!(profiles.bring(&session, Abode::Keychain).unwrap(), Abode::Keychain);
    opens(&profiles).await.unwrap();
}

#[tokio::test]
async fn looking_in_leaves_no_trace() {
    let house = House::new();
    let files = house.with(Keychain::none()).await;
    let session = meera(&files).await;
    let seen = files.find("Meera").await.unwrap().last_seen;
    let profiles = house.profiles().await;
    let looked = profiles.look_in(session.profile()).await.unwrap();
    let ledger = Ledger::open(&looked).await.unwrap();
    assert!(ledger.verify().await.unwrap().ok);
    ledger.close().await.unwrap();
    assert_eq!(profiles.find("Meera").await.unwrap().last_seen, seen);
    assert_eq!(abode(&profiles, &session), Abode::File, "the key stays where it lies");
    assert!(!looked.is_proven());
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
