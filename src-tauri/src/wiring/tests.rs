//! The lock, the administrator's page and what was dropped, on a real data directory.

use std::time::Duration;

use desk::Problem;
use store::Secret;
use tempfile::TempDir;

use super::Wiring;
use crate::config::Config;
use crate::wire;

fn secret() -> Secret {
    Secret::from("asha's own".to_owned())
}

async fn room() -> (TempDir, Wiring) {
    let dir = TempDir::new().unwrap();
    let config = Config {
        data_dir: dir.path().into(),
        own_place: false,
        starts_at: None,
        profile: None,
        account: None,
    };
    (dir, Wiring::new(config))
}

fn code<T>(outcome: Result<T, Problem>) -> String {
    match outcome {
        Ok(_) => "done".into(),
        Err(Problem::NotAllowed { code, .. }) => code.into(),
        Err(problem) => problem.to_string(),
    }
}

async fn locked(wiring: &Wiring) {
    while code(wiring.refuse_strangers().await) != "window_locked" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_window_left_alone_is_locked_and_tells_nothing_until_the_password_is_given() {
    let (_dir, wiring) = room().await;
    assert!(wiring.create_profile("Asha", Some(secret())).await.unwrap().is_some());
    assert_eq!(code(wiring.touched().await), "done");
    tokio::select! {
        () = wiring.watch_idle(|_| Some(Duration::ZERO)) => {}
        () = locked(&wiring) => {}
    }
    assert_eq!(code(wiring.session().await), "window_locked");
    assert_eq!(code(wiring.touched().await), "window_locked", "a touch is no password");
    assert_eq!(code(wiring.house().await), "window_locked");
    assert_eq!(code(wiring.backups().await), "window_locked");
    let lobby = wiring.lobby(|_| wire::Settings::default()).await.unwrap();
    assert!(lobby.locked && lobby.accounts.is_empty() && !lobby.administers);
    assert_eq!(code(wiring.unlock("not hers".to_owned().into()).await), "sign_in_refused");
    assert_eq!(code(wiring.session().await), "window_locked");
    wiring.unlock(secret()).await.unwrap();
    let lobby = wiring.lobby(|_| wire::Settings::default()).await.unwrap();
    assert!(!lobby.locked && lobby.accounts.len() == 1 && lobby.administers);
    wiring.sign_out().await;
    assert_eq!(code(wiring.session().await), "No account is open.");
}

#[tokio::test]
async fn without_a_password_there_is_no_lock_and_no_administrator() {
    let (_dir, wiring) = room().await;
    assert!(wiring.create_profile("Asha", None).await.unwrap().is_none());
    assert_eq!(code(wiring.lock().await), "Without a password a lock keeps nobody out.");
    assert_eq!(code(wiring.house().await), "administrator_without_password");
    assert!(!wiring.lobby(|_| wire::Settings::default()).await.unwrap().administers);
    assert!(wiring.change_password(None, Some(secret())).await.unwrap().is_some());
    assert_eq!(wiring.house().await.unwrap().users.len(), 1, "with a password she administers at once");
    assert_eq!(code(wiring.lock().await), "done");
    assert_eq!(code(wiring.lock().await), "window_locked");
}

fn put_back(id: &str, name: Option<&str>) -> wire::AdminAct {
    wire::AdminAct::PutBack { id: id.into(), name: name.map(str::to_owned) }
}

#[tokio::test]
async fn an_administrator_sees_who_was_removed_and_by_whom_and_puts_them_back() {
    let (_dir, wiring) = room().await;
    wiring.create_profile("Asha", Some(secret())).await.unwrap();
    let create = || wire::AdminAct::Create { name: "Ravi".into(), password: None, admin: false };
    let made = wiring.administer(create()).await.unwrap();
    assert_eq!(made.house.removed, []);
    let ravi = made.house.users[1].profile.id.clone();
    let gone = wiring.administer(wire::AdminAct::Remove { id: ravi.clone() }).await.unwrap().house;
    let [removed] = gone.removed.as_slice() else { panic!("{gone:?}") };
    assert_eq!((removed.id.as_str(), removed.name.as_deref()), (ravi.as_str(), Some("Ravi")));
    assert_eq!(removed.removed_by.as_deref(), Some("Asha"));
    assert!(removed.removed_at.is_some() && removed.ledger_bytes > 0, "{removed:?}");
    wiring.administer(create()).await.unwrap();
    let taken = wiring.administer(put_back(&ravi, None)).await.unwrap_err();
    assert_eq!(taken.to_string(), "The name Ravi is taken");
    let back = wiring.administer(put_back(&ravi, Some("Ravi the elder"))).await.unwrap();
    assert_eq!(back.house.removed, []);
    let names: Vec<_> = back.house.users.iter().map(|user| user.profile.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&"Ravi the elder"), "{names:?}");
    let (log, proof) = wiring.audit().await.unwrap();
    let log = crate::show::audit(&log, proof);
    assert_eq!(log.entries[0].what, "Put Ravi the elder back, with what was set aside");
    wiring.sign_in(&ravi, None).await.unwrap();
    assert_eq!(code(wiring.administer(put_back(&ravi, None)).await), "not_administrator");
}

#[tokio::test]
async fn a_damaged_ledger_leaves_its_owner_signed_in_to_mend_it() {
    let (dir, wiring) = room().await;
    wiring.create_profile("Asha", None).await.unwrap();
    let id = wiring.session().await.unwrap().id().clone();
    wiring.sign_out().await;
    std::fs::write(dir.path().join("ledgers").join(format!("{id}.sqlite")), [0; 8192]).unwrap();
    wiring.sign_in(id.as_str(), None).await.unwrap();
    let trouble = wiring.lobby(|_| wire::Settings::default()).await.unwrap().trouble.unwrap();
    assert!(trouble.blocks && trouble.last_backup.is_none(), "{trouble:?}");
    assert!(wiring.begin_anew().await.unwrap().contains("removed"));
    let lobby = wiring.lobby(|_| wire::Settings::default()).await.unwrap();
    assert!(lobby.trouble.is_none() && lobby.accounts.len() == 1);
}

#[tokio::test]
async fn a_dropped_file_is_taken_once_by_whoever_it_was_dropped_for_and_never_at_a_locked_window() {
    let (_dir, wiring) = room().await;
    let files = || vec![std::path::PathBuf::from("/downloads/bhavcopy.csv")];
    wiring.drop_files(files()).await;
    wiring.create_profile("Asha", Some(secret())).await.unwrap();
    let gone = "The file is no longer in hand.";
    assert_eq!(code(wiring.take_dropped(0).await), gone, "dropped before anybody was there");
    wiring.drop_files(files()).await;
    wiring.lock().await.unwrap();
    assert_eq!(code(wiring.take_dropped(0).await), "window_locked");
    wiring.drop_files([files(), files()].concat()).await;
    wiring.unlock(secret()).await.unwrap();
    assert_eq!(code(wiring.take_dropped(1).await), gone, "dropped while it was locked");
    assert_eq!(wiring.take_dropped(0).await.unwrap(), files()[0]);
    assert_eq!(code(wiring.take_dropped(0).await), gone, "taken already");
    let id = wiring.session().await.unwrap().id().clone();
    wiring.drop_files(files()).await;
    wiring.sign_out().await;
    wiring.sign_in(id.as_str(), Some(secret())).await.unwrap();
    assert_eq!(code(wiring.take_dropped(0).await), gone, "dropped before somebody left");
}
