//! Signing in, administration and care for the record, at the floor.

use std::fs;

use desk::{Action, Advance, Floor, Problem};
use store::{Cost, NewProfile, Secret, Session};
use trading::{Paise, Side};

use crate::room::{Room, advance, market, newcomer, place, to, wall};

fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

fn code<T>(outcome: Result<T, Problem>) -> String {
    match outcome {
        Ok(_) => "done".into(),
        Err(Problem::NotAllowed { code, .. }) => code.into(),
        Err(problem) => problem.to_string(),
    }
}

/// A room whose administrator has a password, and a trader with one of their own.
async fn two() -> (Room, Session, Session) {
    let room = Room::open().await;
    let password = secret("ravi's own");
    let new = NewProfile { password: Some(&password), ..newcomer("Ravi") };
    let ravi = room.floor.create_profile(new).await.unwrap();
    assert!(ravi.recovery.is_some());
    let (asha, code) =
        room.floor.change_password(&room.session, None, Some(secret("asha's own"))).await.unwrap();
    assert!(code.is_some());
    (room, asha, ravi.session)
}

#[tokio::test]
async fn an_administrators_reset_is_done_when_the_owner_signs_in() {
    let (room, asha, ravi) = two().await;
    let floor = &room.floor;
    let wanted = desk::NewPractice { name: "august".into(), day: None, seed: Some(7), capital: None };
    floor.open_practice(&ravi, wanted).await.unwrap();
    let done = floor.reset_profile(&asha, ravi.id(), Paise::rupees(50_000)).await.unwrap();
    assert!(!done, "the administrator has no key to it");
    assert_eq!(floor.accounts(&ravi).await.unwrap().iter().filter(|account| account.archived).count(), 0);
    let ravi = floor.sign_in("ravi", Some(secret("ravi's own"))).await.unwrap();
    let accounts = floor.accounts(&ravi).await.unwrap();
    let open: Vec<_> = accounts.iter().filter(|account| !account.archived).collect();
    assert_eq!((accounts.len(), open.len()), (3, 1), "nothing is erased");
    assert_eq!((open[0].name.as_str(), open[0].capital), ("live", Paise::rupees(50_000)));
    let again = floor.sign_in("ravi", Some(secret("ravi's own"))).await.unwrap();
    assert_eq!(floor.accounts(&again).await.unwrap().len(), 3, "once");
    let open_one = NewProfile { by: Some(&asha), ..newcomer("Meera") };
    let meera = floor.create_profile(open_one).await.unwrap().session;
    assert!(floor.reset_profile(&asha, meera.id(), Paise::rupees(70_000)).await.unwrap(), "at once");
    assert!(floor.users(&asha).await.unwrap().iter().all(|user| user.reset_to.is_none()));
}

#[tokio::test]
async fn what_new_accounts_start_with_is_the_administrators_choice() {
    let (room, asha, ravi) = two().await;
    assert_eq!(code(room.floor.set_starting_capital(&ravi, Paise(1)).await), "not_administrator");
    room.floor.set_starting_capital(&asha, Paise::rupees(500_000)).await.unwrap();
    let wanted = desk::NewPractice { name: "august".into(), day: None, seed: Some(7), capital: None };
    assert_eq!(room.floor.open_practice(&ravi, wanted).await.unwrap().capital, Paise::rupees(500_000));
}

#[tokio::test]
async fn a_session_of_a_locked_profile_sits_down_nowhere() {
    let (room, asha, ravi) = two().await;
    let floor = &room.floor;
    let seat = floor.sit_down(&ravi, None).await.unwrap();
    floor.lock(&asha, ravi.id()).await.unwrap();
    assert_eq!(code(seat.act(Action::Watch(2, "TCS".parse().unwrap())).await), "profile_locked");
    seat.close().await;
    let wanted = desk::NewPractice { name: "august".into(), day: None, seed: Some(7), capital: None };
    assert_eq!(code(floor.sign_in("Ravi", Some(secret("ravi's own"))).await), "profile_locked");
    assert_eq!(code(floor.sit_down(&ravi, None).await), "profile_locked");
    assert_eq!(code(floor.accounts(&ravi).await), "profile_locked");
    assert_eq!(code(floor.open_practice(&ravi, wanted).await), "profile_locked");
    assert_eq!(code(floor.archive_account(&ravi, "live").await), "profile_locked");
    assert_eq!(code(floor.reset_account(&ravi, "live").await), "profile_locked");
    assert_eq!(code(floor.verify(&ravi).await), "profile_locked");
    assert_eq!(code(floor.back_up(&ravi, &room.dir.path().join("copy")).await), "profile_locked");
    assert_eq!(code(floor.restore(&ravi, &room.dir.path().join("copy")).await), "profile_locked");
    assert_eq!(code(floor.begin_anew(&ravi).await), "profile_locked");
    let out = room.dir.path().join("out");
    assert_eq!(code(floor.export(&ravi, desk::ExportFormat::Json, &out).await), "profile_locked");
    assert!(!out.exists());
    assert_eq!(code(floor.change_password(&ravi, Some(secret("ravi's own")), None).await), "profile_locked");
}

#[tokio::test]
async fn the_record_is_copied_after_the_close_of_a_practice_day() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    assert_eq!(room.floor.backups(&room.session).unwrap().len(), 0, "the day goes on");
    advance(&desk, Advance::NextDay).await;
    desk.close().await;
    let backups = room.floor.backups(&room.session).unwrap();
    assert_eq!(backups.len(), 1);
    let would = room.floor.restore_would(&room.session, &backups[0].path).await.unwrap();
    assert!(would.backup.seq >= 3, "{would:?}");
}

#[tokio::test]
async fn a_damaged_ledger_is_named_with_its_backup_and_set_aside_only_when_asked() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 30).await;
    place(&desk, market(Side::Buy, "RELIANCE", 5)).await.unwrap();
    advance(&desk, Advance::NextDay).await;
    desk.close().await;
    let (floor, session) = (&room.floor, &room.session);
    assert!(floor.condition(session).await.unwrap().problem.is_none());
    assert!(floor.begin_anew(session).await.is_err(), "a sound ledger is not thrown away");
    let path = floor.dir().ledger(session.id());
    fs::write(&path, b"not a ledger".repeat(900)).unwrap();
    let condition = floor.condition(session).await.unwrap();
    let backup = condition.last_backup.unwrap();
    let problem = condition.problem.unwrap();
    assert!(matches!(problem, Problem::Damaged { .. }), "{problem}");
    assert!(problem.next_step().contains(backup.path.to_str().unwrap()), "{}", problem.next_step());
    let done = floor.restore(session, &backup.path).await.unwrap();
    assert!(done.set_aside.unwrap().join(path.file_name().unwrap()).exists());
    assert!(floor.verify(session).await.unwrap().ok);
    fs::write(&path, b"").unwrap();
    let aside = floor.begin_anew(session).await.unwrap();
    assert!(aside.join(path.file_name().unwrap()).exists());
    let desk = floor.sit_down(session, Some("live")).await.unwrap();
    assert!(desk.verify().await.unwrap().ok);
    assert!(desk.lost().is_none());
}

#[tokio::test]
async fn a_verification_at_the_desk_is_remembered_for_the_administrator() {
    let (room, asha, ravi) = two().await;
    let desk = room.floor.sit_down(&ravi, None).await.unwrap();
    assert!(desk.verify().await.unwrap().ok);
    desk.act(Action::Pause).await.ok();
    desk.close().await;
    let users = room.floor.users(&asha).await.unwrap();
    let user = users.iter().find(|user| user.profile.name == "Ravi").unwrap();
    assert!(user.verified.is_some_and(|(_, ok)| ok), "{user:?}");
}

#[tokio::test]
async fn a_session_of_one_house_opens_nothing_in_another() {
    let (room, asha, _) = two().await;
    let other = tempfile::TempDir::new().unwrap();
    let elsewhere = Floor::open_at_cost(other.path(), wall(), Cost::for_tests()).await.unwrap();
    elsewhere.create_profile(newcomer("Asha")).await.unwrap();
    assert!(elsewhere.sit_down(&asha, None).await.is_err());
    assert!(elsewhere.users(&asha).await.is_err());
    room.floor.sign_out(asha);
}
