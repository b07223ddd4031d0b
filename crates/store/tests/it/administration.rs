//! What an administrator may do with others' profiles, and what not.

use std::fs;

use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use store::{Class, DataDir, Ledger, NewProfile, Profiles, Session, StoreError};
use tempfile::TempDir;
use trading::Paise;

use crate::passwords::{house, make, secret};
use crate::scene::{opening, wall};

/// An administrator with a password, and a trader who chose one of their own.
async fn two() -> (TempDir, DataDir, Profiles, Session, Session) {
    let (temp, dir, profiles) = house().await;
    let (ravi, _) = {
        // The first is the administrator; the trader comes while the house is still open.
        profiles.create("Asha", false, wall(0)).await.unwrap();
        make(&profiles, "Ravi", "ravi's own").await
    };
    let asha = profiles.sign_in("Asha", None, wall(1)).await.unwrap();
    let (asha, _) =
        profiles.change_password(&asha, None, Some(&secret("asha's own")), wall(1)).await.unwrap();
    (temp, dir, profiles, asha, ravi)
}

fn code<T>(outcome: Result<T, StoreError>) -> &'static str {
    outcome.err().map_or("done", |error| error.code())
}

#[tokio::test]
async fn a_locked_profile_cannot_sign_in_and_an_unlocked_one_can() {
    let (_temp, _, profiles, asha, ravi) = two().await;
    profiles.lock(&asha, ravi.id(), wall(2)).await.unwrap();
    let refused = profiles.sign_in("Ravi", Some(&secret("ravi's own")), wall(3)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
    assert_eq!(refused.class(), Class::NotAllowed);
    let guessed = profiles.sign_in("Ravi", Some(&secret("some guess")), wall(3)).await.unwrap_err();
    assert!(matches!(guessed, StoreError::SignInRefused), "a guess learns nothing: {guessed}");
    assert_eq!(code(profiles.now(&ravi).await), "profile_locked", "who is in is out at the next question");
    assert_eq!(code(profiles.remove(&ravi, ravi.id(), wall(3)).await), "profile_locked");
    profiles.unlock(&asha, ravi.id(), wall(4)).await.unwrap();
    assert!(profiles.sign_in("Ravi", Some(&secret("ravi's own")), wall(5)).await.is_ok());
}

#[tokio::test]
async fn only_an_administrator_with_a_password_acts() {
    let (_temp, _, profiles) = house().await;
    profiles.create("Asha", false, wall(0)).await.unwrap();
    let ravi = profiles.create("Ravi", false, wall(0)).await.unwrap();
    let asha = profiles.sign_in("Asha", None, wall(1)).await.unwrap();
    let ravis = profiles.sign_in("Ravi", None, wall(1)).await.unwrap();
    let lakh = Paise::rupees(100_000);
    for (by, expected) in [(&asha, "administrator_without_password"), (&ravis, "not_administrator")] {
        let other = if by.id() == asha.id() { &ravi.id } else { asha.id() };
        assert_eq!(code(profiles.lock(by, other, wall(2)).await), expected);
        assert_eq!(code(profiles.unlock(by, other, wall(2)).await), expected);
        assert_eq!(code(profiles.reset(by, other, lakh, wall(2)).await), expected);
        assert_eq!(code(profiles.remove(by, other, wall(2)).await), expected);
        assert_eq!(code(profiles.rename(by, other, "Other", wall(2)).await), expected);
        assert_eq!(code(profiles.set_admin(by, other, true, wall(2)).await), expected);
        assert_eq!(code(profiles.set_starting_capital(by, lakh, wall(2)).await), expected);
        assert_eq!(code(profiles.standings(by).await), expected);
        assert_eq!(code(profiles.audit(by).await), expected);
    }
    let (proven, _) =
        profiles.change_password(&asha, None, Some(&secret("asha's own")), wall(3)).await.unwrap();
    assert_eq!(code(profiles.lock(&asha, &ravi.id, wall(4)).await), "administrator_without_password");
    assert_eq!(code(profiles.lock(&proven, &ravi.id, wall(4)).await), "done");
    assert_eq!(code(profiles.lock(&proven, proven.id(), wall(4)).await), "not_oneself");
    assert_eq!(code(profiles.set_admin(&proven, proven.id(), false, wall(4)).await), "not_oneself");
}

#[tokio::test]
async fn once_an_administrator_has_a_password_nobody_else_makes_profiles() {
    let (_temp, _, profiles, asha, ravi) = two().await;
    assert_eq!(code(profiles.create("Meera", false, wall(2)).await), "administrator_needed");
    let by = |by| NewProfile { name: "Meera", admin: false, password: None, by: Some(by) };
    assert_eq!(code(profiles.create_with(by(&ravi), wall(2)).await), "not_administrator");
    assert_eq!(code(profiles.create_with(by(&asha), wall(2)).await), "done");
    profiles.lock(&asha, ravi.id(), wall(3)).await.unwrap();
    profiles.set_admin(&asha, ravi.id(), true, wall(3)).await.unwrap();
    assert_eq!(code(profiles.lock(&ravi, asha.id(), wall(4)).await), "profile_locked");
}

#[tokio::test]
async fn an_administrator_never_reads_a_protected_ledger() {
    let (_temp, dir, profiles, asha, ravi) = two().await;
    let theirs = Ledger::open(&ravi).await.unwrap();
    theirs.open_account(&opening("secret plan")).await.unwrap();
    theirs.close().await.unwrap();
    // Everything an administrator can do to the profile leaves its key as it was.
    profiles.reset(&asha, ravi.id(), Paise(5), wall(2)).await.unwrap();
    profiles.lock(&asha, ravi.id(), wall(2)).await.unwrap();
    profiles.unlock(&asha, ravi.id(), wall(2)).await.unwrap();
    profiles.rename(&asha, ravi.id(), "Ravi the second", wall(2)).await.unwrap();
    profiles.set_admin(&asha, ravi.id(), true, wall(2)).await.unwrap();
    profiles.set_admin(&asha, ravi.id(), false, wall(2)).await.unwrap();
    assert!(profiles.sign_in(ravi.id().as_str(), Some(&secret("asha's own")), wall(3)).await.is_err());
    let refused = profiles
        .change_password(&asha, Some(&secret("asha's own")), Some(&secret("asha's next")), wall(3))
        .await;
    assert!(refused.is_ok(), "her own she may change");
    // The administrator's session opens the administrator's ledger, even with the other's file in its place.
    fs::copy(dir.ledger(ravi.id()), dir.ledger(asha.id())).unwrap();
    let refused = Ledger::open(&asha).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unreadable { .. }), "{refused}");
    // Nor does their key, copied over hers, open with her password.
    fs::copy(dir.key(ravi.id()), dir.key(asha.id())).unwrap();
    assert!(profiles.sign_in("Asha", Some(&secret("asha's next")), wall(60)).await.is_err());
    let removed = profiles.remove(&asha, ravi.id(), wall(4)).await.unwrap();
    let key = fs::read_to_string(removed.set_aside.join(format!("{}.key", ravi.id()))).unwrap();
    assert!(key.starts_with("lakh-key-2\n"), "set aside as it was: wrapped");
    assert!(Ledger::open(&ravi).await.is_err(), "and its old session opens nothing");
}

#[tokio::test]
async fn users_are_listed_with_what_an_administrator_may_know() {
    let (_temp, dir, profiles, asha, ravi) = two().await;
    let ledger = Ledger::open(&ravi).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    ledger.backup_daily(&dir, wall(9)).await.unwrap();
    profiles.set_verified(&ravi, true, wall(8)).await.unwrap();
    profiles.reset(&asha, ravi.id(), Paise::rupees(50_000), wall(9)).await.unwrap();
    profiles.lock(&asha, ravi.id(), wall(10)).await.unwrap();
    let standings = profiles.standings(&asha).await.unwrap();
    let of = |name: &str| standings.iter().find(|one| one.profile.name == name).unwrap();
    let (first, second) = (of("Asha"), of("Ravi"));
    assert!(first.profile.admin && first.profile.protected && first.locked_at.is_none());
    assert_eq!((second.verified, second.locked_at), (Some((wall(8), true)), Some(wall(10))));
    assert_eq!(second.reset_to, Some(Paise::rupees(50_000)));
    assert!(second.backup_at.is_some() && second.ledger_bytes.unwrap() > 50_000);
    assert_eq!(profiles.reset_waiting(&ravi).await.unwrap(), Some(Paise::rupees(50_000)));
    profiles.reset_done(&ravi).await.unwrap();
    assert_eq!(profiles.reset_waiting(&ravi).await.unwrap(), None);
    profiles.set_starting_capital(&asha, Paise::rupees(500_000), wall(11)).await.unwrap();
    assert_eq!(profiles.starting_capital().await.unwrap(), Some(Paise::rupees(500_000)));
    assert_eq!(code(profiles.set_starting_capital(&asha, Paise(0), wall(11)).await), "no_capital");
}

#[tokio::test]
async fn every_act_is_written_down_and_none_can_be_changed() {
    let (_temp, dir, profiles, asha, ravi) = two().await;
    profiles.lock(&asha, ravi.id(), wall(2)).await.unwrap();
    profiles.unlock(&asha, ravi.id(), wall(3)).await.unwrap();
    profiles.reset(&asha, ravi.id(), Paise(700), wall(4)).await.unwrap();
    profiles.rename(&asha, ravi.id(), "Ravi K", wall(5)).await.unwrap();
    profiles.set_starting_capital(&asha, Paise(900), wall(6)).await.unwrap();
    profiles.remove(&asha, ravi.id(), wall(7)).await.unwrap();
    let log = profiles.audit(&asha).await.unwrap();
    let said: Vec<String> = log
        .iter()
        .map(|entry| format!("{} {} {} {}", entry.actor, entry.act, entry.subject, entry.detail))
        .collect();
    let expected = [
        " created Asha administrator",
        " created Ravi trader",
        "Asha password_set Asha ",
        "Asha locked Ravi ",
        "Asha unlocked Ravi ",
        "Asha reset Ravi 700",
        "Asha renamed Ravi Ravi K",
        "Asha starting_capital_set  900",
    ];
    assert_eq!(said[..8], expected);
    assert!(said[8].starts_with("Asha removed Ravi K "), "{said:?}");
    assert_eq!(profiles.verify_audit().await.unwrap().differences, Vec::<String>::new());
    let db = plain(&dir).await;
    for statement in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit WHERE seq = 9"] {
        assert!(db.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    for name in ["audit_no_update", "audit_no_delete"] {
        db.execute_unprepared(&format!("DROP TRIGGER {name}")).await.unwrap();
    }
    for (change, undo, named) in [
        (
            "UPDATE audit SET act = 'unlocked' WHERE seq = 4",
            "UPDATE audit SET act = 'locked' WHERE seq = 4",
            "entry 4 was changed",
        ),
        (
            "UPDATE audit SET seq = 99 WHERE seq = 9",
            "UPDATE audit SET seq = 9 WHERE seq = 99",
            "entries 9 to 98 are missing",
        ),
        (
            "UPDATE audit_head SET seq = 8",
            "UPDATE audit_head SET seq = 9",
            "the log ends at entry 9, but was last at 8",
        ),
    ] {
        db.execute_unprepared(change).await.unwrap();
        let found = profiles.verify_audit().await.unwrap().differences;
        assert!(found.iter().any(|difference| difference.contains(named)), "{change}: {found:?}");
        db.execute_unprepared(undo).await.unwrap();
    }
    db.execute_unprepared("DELETE FROM audit WHERE seq = 9").await.unwrap();
    let found = profiles.verify_audit().await.unwrap().differences;
    assert_eq!(found, ["the log ends at entry 8, but was last at 9"]);
}

pub(crate) async fn plain(dir: &DataDir) -> sea_orm::DatabaseConnection {
    let options = sea_orm::sqlx::sqlite::SqliteConnectOptions::new().filename(dir.profiles());
    let pool = sea_orm::sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect_with(options);
    sea_orm::SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.await.unwrap())
}

#[tokio::test]
async fn profiles_of_the_first_form_sign_in_as_before() {
    let (_temp, dir, profiles) = house().await;
    let made = profiles.create("Asha", false, wall(0)).await.unwrap();
    let session = profiles.sign_in("Asha", None, wall(0)).await.unwrap();
    Ledger::open(&session).await.unwrap().open_account(&opening("first")).await.unwrap();
    profiles.close().await.unwrap();
    // The file as the first form had it, with the same profile and its plain key.
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", dir.profiles().display()));
    }
    fs::write(dir.profiles(), []).unwrap();
    let db = plain(&dir).await;
    migrations::Profiles::up(&db, Some(1)).await.unwrap();
    let insert = format!("INSERT INTO profile VALUES ('{}', 'Asha', 'asha', 1, 5, 6, 1)", made.id);
    db.execute_unprepared(&insert).await.unwrap();
    db.close().await.unwrap();

    let profiles = crate::scene::profiles(&dir).await.unwrap();
    let copies = fs::read_dir(dir.backups_of_profiles()).unwrap().count();
    assert_eq!(copies, 1, "a copy of the first form is kept");
    let session = profiles.sign_in("asha", None, wall(7)).await.unwrap();
    assert_eq!((session.profile().admin, session.profile().protected), (true, false));
    assert_eq!(session.profile().created_at.millis(), 5);
    assert_eq!(Ledger::open(&session).await.unwrap().accounts().await.unwrap().len(), 1);
    let (session, _) =
        profiles.change_password(&session, None, Some(&secret("asha's own")), wall(8)).await.unwrap();
    assert_eq!(code(profiles.audit(&session).await), "done");
}

#[tokio::test]
async fn a_copy_of_the_list_of_profiles_lets_everyone_in_again() {
    let (_temp, dir, profiles, asha, ravi) = two().await;
    let day = |days: i64| wall(0).plus_millis(days * 86_400_000);
    assert!(profiles.copy_daily(day(0)).await.unwrap().is_some());
    assert!(profiles.copy_daily(day(0)).await.unwrap().is_none(), "one a day");
    for later in 1..14 {
        profiles.copy_daily(day(later)).await.unwrap();
    }
    let mut copies: Vec<_> =
        fs::read_dir(dir.backups_of_profiles()).unwrap().map(|entry| entry.unwrap().path()).collect();
    copies.sort();
    assert_eq!(copies.len(), 10, "{copies:?}");
    assert!(copies[0].to_string_lossy().contains("2026-11-26"), "the oldest went: {copies:?}");
    profiles.close().await.unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", dir.profiles().display()));
    }
    fs::write(dir.profiles(), "lost").unwrap();
    assert_eq!(code(crate::scene::profiles(&dir).await), "profiles_damaged");
    fs::copy(copies.last().unwrap(), dir.profiles()).unwrap();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    let again = profiles.sign_in("Ravi", Some(&secret("ravi's own")), day(15)).await.unwrap();
    assert_eq!(again.id(), ravi.id());
    let again = profiles.sign_in("Asha", Some(&secret("asha's own")), day(15)).await.unwrap();
    assert_eq!(again.id(), asha.id());
    assert_eq!(profiles.verify_audit().await.unwrap().differences, Vec::<String>::new());
}
