//! A removed profile can be put back, with everything that it had.

use std::fs;

use store::{Ledger, NewProfile, StoreError, secret};

use crate::passwords::{house, make};
use crate::scene::{opening, wall};

#[tokio::test]
async fn a_removed_profile_comes_back_whole_under_its_own_password() {
    let (_temp, dir, profiles) = house().await;
    let (admin, _) = make(&profiles, "Asha", "asha's own").await;
    let password = secret("ravi's own".into());
    let new = NewProfile { name: "Ravi", admin: false, password: Some(&password), by: Some(&admin) };
    let ravi = profiles.create_with(new, wall(5)).await.unwrap().session;
    let ledger = Ledger::open(&ravi).await.unwrap();
    let (account, head) = ledger.open_account(&opening("first")).await.unwrap();
    ledger.backup_daily(&dir, wall(6)).await.unwrap().unwrap();
    ledger.close().await.unwrap();
    profiles.set_last_account(ravi.id(), account.number).await.unwrap();
    profiles.remove(&admin, ravi.id(), wall(7)).await.unwrap();
    assert!(profiles.find("Ravi").await.is_err());

    let aside = profiles.set_aside_profiles().unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!((&aside[0].id, aside[0].name.as_deref()), (ravi.id(), Some("Ravi")));
    assert!(matches!(
        profiles.put_back(None, "Ravi", None, wall(8)).await,
        Err(StoreError::AdministratorNeeded)
    ));
    assert!(matches!(
        profiles.put_back(Some(&admin), "Nobody", None, wall(8)).await,
        Err(StoreError::NotRemoved { .. })
    ));
    let back = profiles.put_back(Some(&admin), "ravi", None, wall(8)).await.unwrap();
    assert_eq!((&back.id, back.name.as_str(), back.admin), (ravi.id(), "Ravi", false));
    assert_eq!((back.created_at, back.last_account), (wall(5), Some(account.number)));
    assert!(back.protected);
    assert!(profiles.sign_in("Ravi", None, wall(9)).await.is_err());
    let again = profiles.sign_in("Ravi", Some(&password), wall(9)).await.unwrap();
    let ledger = Ledger::open(&again).await.unwrap();
    assert_eq!(ledger.head().await.unwrap(), head);
    assert_eq!(ledger.lost(), None);
    assert!(ledger.verify().await.unwrap().ok);
    ledger.close().await.unwrap();
    assert_eq!(Ledger::backups(&dir, ravi.id()).unwrap().len(), 1);
    assert!(profiles.set_aside_profiles().unwrap().is_empty());
    let acts = profiles.audit(&admin).await.unwrap();
    let last = acts.last().unwrap();
    assert_eq!((last.act.as_str(), last.actor.as_str(), last.subject.as_str()), ("put_back", "Asha", "Ravi"));
}

#[tokio::test]
async fn a_name_that_is_taken_meanwhile_asks_for_another() {
    let (_temp, dir, profiles) = house().await;
    profiles.create("Asha", false, wall(0)).await.unwrap();
    let ravi = profiles.create("Ravi", false, wall(1)).await.unwrap();
    let session = profiles.sign_in("Ravi", None, wall(1)).await.unwrap();
    profiles.remove(&session, &ravi.id, wall(2)).await.unwrap();
    profiles.create("RAVI", false, wall(3)).await.unwrap();
    let taken = profiles.put_back(None, "Ravi", None, wall(4)).await;
    assert!(matches!(taken, Err(StoreError::NameTaken { .. })), "{taken:?}");
    assert!(
        dir.removed().join(ravi.id.as_str()).join(format!("{}.key", ravi.id)).exists(),
        "nothing was moved"
    );
    let back = profiles.put_back(None, "Ravi", Some("Ravi the elder"), wall(4)).await.unwrap();
    assert_eq!(back.id, ravi.id);
    profiles.sign_in("Ravi the elder", None, wall(5)).await.unwrap();
    // One whose name nobody kept is told by its identity and given a name.
    profiles.remove(&session, &ravi.id, wall(6)).await.unwrap();
    fs::remove_file(dir.removed().join(ravi.id.as_str()).join("profile.json")).unwrap();
    assert_eq!(profiles.set_aside_profiles().unwrap()[0].name, None);
    let nameless = profiles.put_back(None, ravi.id.as_str(), None, wall(7)).await;
    assert!(matches!(nameless, Err(StoreError::NotRemoved { .. })), "{nameless:?}");
    profiles.put_back(None, ravi.id.as_str(), Some("Ravi"), wall(7)).await.unwrap_err();
    profiles.put_back(None, ravi.id.as_str(), Some("Ravindra"), wall(7)).await.unwrap();
}
