//! Passwords: what they open, what they never tell, and how they slow down whoever guesses.

use std::fs;

use store::{Class, Cost, DataDir, Ledger, NewProfile, Profiles, RecoveryCode, Secret, Session, StoreError};
use tempfile::TempDir;

use crate::scene::{opening, wall};

pub(crate) fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

pub(crate) async fn house() -> (TempDir, DataDir, Profiles) {
    let temp = TempDir::new().unwrap();
    let dir = DataDir::at(temp.path().join("data")).unwrap();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    (temp, dir, profiles)
}

pub(crate) async fn make(profiles: &Profiles, name: &str, password: &str) -> (Session, RecoveryCode) {
    let password = secret(password);
    let new = NewProfile { name, admin: false, password: Some(&password), by: None };
    let created = profiles.create_with(new, wall(0)).await.unwrap();
    (created.session, created.recovery.unwrap())
}

async fn opens(profiles: &Profiles, name: &str, password: &str, minute: i64) -> Result<Session, StoreError> {
    profiles.sign_in(name, Some(&secret(password)), wall(0).plus_millis(minute * 60_000)).await
}

#[tokio::test]
async fn a_ledger_opens_with_its_password_only() {
    let (_temp, dir, profiles) = house().await;
    let (session, _) = make(&profiles, "Asha", "correct horse").await;
    let ledger = Ledger::open(&session).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    ledger.close().await.unwrap();
    let held = fs::read_to_string(dir.key(session.id())).unwrap();
    assert!(held.starts_with("lakh-key-2\npassword $argon2id$v=19$m="), "{held}");

    let back = opens(&profiles, " ASHA ", "correct horse", 0).await.unwrap();
    assert!(back.is_proven());
    assert_eq!(Ledger::open(&back).await.unwrap().accounts().await.unwrap().len(), 1);
    for wrong in ["correct hors", "Correct horse", "correct horse ", ""] {
        let refused = opens(&profiles, "Asha", wrong, 60).await.unwrap_err();
        assert_eq!(refused.class(), Class::NotAllowed, "{wrong:?}: {refused}");
    }
    let refused = profiles.sign_in("Asha", None, wall(0)).await.unwrap_err();
    assert!(matches!(refused, StoreError::SignInRefused), "{refused}");
}

#[tokio::test]
async fn the_same_password_typed_in_another_encoding_opens() {
    let (_temp, _, profiles) = house().await;
    make(&profiles, "Émile", "caf\u{e9} au lait").await;
    assert!(opens(&profiles, "Émile", "cafe\u{301} au lait", 0).await.is_ok());
}

#[tokio::test]
async fn whether_a_name_exists_is_not_told() {
    let (_temp, _, profiles) = house().await;
    make(&profiles, "Asha", "correct horse").await;
    let mut answers = Vec::new();
    for name in ["Asha", "Nobody"] {
        let mut said = vec![profiles.sign_in(name, None, wall(0)).await.unwrap_err().to_string()];
        for second in [0, 0, 0, 0, 0, 1, 2, 60] {
            let at = wall(0).plus_millis(second * 1000);
            let refused = profiles.sign_in(name, Some(&secret("wrong one")), at).await.unwrap_err();
            said.push(format!("{} {refused} {}", refused.code(), refused.next_step()));
        }
        answers.push(said);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].iter().any(|said| said.starts_with("wait_before_trying")), "{answers:?}");
}

#[tokio::test]
async fn an_unknown_name_costs_as_much_work_as_a_wrong_password() {
    let temp = TempDir::new().unwrap();
    let dir = DataDir::at(temp.path().join("data")).unwrap();
    let profiles = Profiles::open_at_cost(&dir, Cost::USUAL).await.unwrap();
    make(&profiles, "Asha", "correct horse").await;
    let mut took = Vec::new();
    for name in ["Asha", "Nobody"] {
        let start = std::time::Instant::now();
        profiles.sign_in(name, Some(&secret("wrong one")), wall(0)).await.unwrap_err();
        took.push(start.elapsed().as_secs_f64());
    }
    println!("a password is derived in {took:?} s");
    assert!(took[0] > 0.05, "a guess is dear: {took:?}");
    let ratio = took[1] / took[0];
    assert!((0.2..5.0).contains(&ratio), "{took:?}");
}

#[tokio::test]
async fn wrong_passwords_slow_down_and_a_restart_forgets_nothing() {
    let (_temp, dir, profiles) = house().await;
    make(&profiles, "Asha", "correct horse").await;
    let mut at = wall(0);
    let mut waits = Vec::new();
    for _ in 0..14 {
        let refused = profiles.sign_in("asha", Some(&secret("guess guess")), at).await.unwrap_err();
        assert!(matches!(refused, StoreError::SignInRefused), "{refused}");
        // The right password must wait as well: it is not looked at.
        if waits.len() < 2 {
            waits.push(0);
            continue;
        }
        let refused = profiles.sign_in("Asha", Some(&secret("correct horse")), at).await.unwrap_err();
        let StoreError::WaitBeforeTrying { seconds } = refused else { panic!("{refused}") };
        let early = at.plus_millis(seconds * 1000 - 1);
        let refused = profiles.sign_in("Asha", Some(&secret("correct horse")), early).await.unwrap_err();
        assert!(matches!(refused, StoreError::WaitBeforeTrying { seconds: 1 }), "{refused}");
        waits.push(seconds);
        at = at.plus_millis(seconds * 1000);
    }
    assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    profiles.sign_in("asha", Some(&secret("guess guess")), at).await.unwrap_err();
    profiles.close().await.unwrap();

    let again = crate::scene::profiles(&dir).await.unwrap();
    let right = secret("correct horse");
    let refused = again.sign_in("Asha", Some(&right), at).await.unwrap_err();
    assert!(matches!(refused, StoreError::WaitBeforeTrying { .. }), "{refused}");
    // A clock set back makes the wait no longer than it is.
    let back = at.plus_millis(-86_400_000);
    let refused = again.sign_in("Asha", Some(&right), back).await.unwrap_err();
    assert!(matches!(refused, StoreError::WaitBeforeTrying { seconds: ..=300 }), "{refused}");
    assert!(again.sign_in("Asha", Some(&right), back.plus_millis(300_000)).await.is_ok());
    assert!(again.sign_in("Asha", Some(&secret("guess guess")), back).await.is_err());
    assert!(again.sign_in("Asha", Some(&right), back).await.is_ok(), "the count began anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_are_no_way_around_the_wait() {
    let (_temp, dir, profiles) = house().await;
    make(&profiles, "Asha", "correct horse").await;
    for _ in 0..3 {
        opens(&profiles, "Asha", "guess guess", 0).await.unwrap_err();
    }
    let guesses: Vec<_> = (0..12)
        .map(|_| {
            let dir = dir.clone();
            tokio::spawn(async move {
                let profiles = crate::scene::profiles(&dir).await.unwrap();
                let at = wall(0).plus_millis(60_000);
                profiles.sign_in("Asha", Some(&secret("guess guess")), at).await.unwrap_err().code()
            })
        })
        .collect();
    let mut tried = 0;
    for guess in guesses {
        tried += usize::from(guess.await.unwrap() == "sign_in_refused");
    }
    assert_eq!(tried, 1, "one guess of the twelve was looked at");
}

#[tokio::test]
async fn a_new_password_wraps_the_same_key_and_the_old_one_opens_nothing() {
    let (_temp, dir, profiles) = house().await;
    let (session, code) = make(&profiles, "Asha", "first password").await;
    let ledger = Ledger::open(&session).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    ledger.close().await.unwrap();
    let before = fs::read(dir.ledger(session.id())).unwrap();
    let (old, new) = (secret("first password"), secret("second password"));
    let refused = profiles.change_password(&session, Some(&new), Some(&new), wall(1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::SignInRefused), "a session alone is not enough: {refused}");
    let refused = profiles.change_password(&session, None, Some(&new), wall(1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::SignInRefused), "{refused}");
    let (_, given) = profiles.change_password(&session, Some(&old), Some(&new), wall(1)).await.unwrap();
    assert!(given.is_none(), "the recovery code stays as it was");
    assert!(fs::read(dir.ledger(session.id())).unwrap() == before, "nothing is encrypted again");
    assert!(opens(&profiles, "Asha", "first password", 1).await.is_err());
    let back = opens(&profiles, "Asha", "second password", 1).await.unwrap();
    assert_eq!(Ledger::open(&back).await.unwrap().accounts().await.unwrap().len(), 1);
    assert!(profiles.recover("Asha", &code, &secret("third password"), wall(2)).await.is_ok());
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_is_replaced() {
    let (_temp, _, profiles) = house().await;
    let (session, code) = make(&profiles, "Asha", "first password").await;
    Ledger::open(&session).await.unwrap().open_account(&opening("first")).await.unwrap();
    let words = code.words();
    assert_eq!((words.len(), words.split('-').count()), (39, 8));
    let typed: RecoveryCode = words.to_lowercase().replace('-', " ").parse().unwrap();
    let (back, next) = profiles.recover("asha", &typed, &secret("second password"), wall(1)).await.unwrap();
    assert_eq!(Ledger::open(&back).await.unwrap().accounts().await.unwrap().len(), 1);
    assert_ne!(*next.words(), *words);
    assert!(opens(&profiles, "Asha", "second password", 1).await.is_ok());
    let refused = profiles.recover("asha", &typed, &secret("third password"), wall(2)).await.unwrap_err();
    assert!(matches!(refused, StoreError::SignInRefused), "used once: {refused}");
    for no_code in ["", "ABCD", &"A".repeat(31), &"A".repeat(33), &"U".repeat(32), &"é".repeat(32)] {
        assert!(no_code.parse::<RecoveryCode>().is_err(), "{no_code:?}");
    }
    let renewed = profiles.renew_recovery_code(&back, &secret("second password"), wall(3)).await.unwrap();
    assert!(profiles.recover("asha", &next, &secret("third password"), wall(4)).await.is_err());
    assert!(profiles.recover("asha", &renewed, &secret("third password"), wall(4)).await.is_ok());
}

#[tokio::test]
async fn a_password_set_later_locks_a_ledger_that_had_none() {
    let (_temp, dir, profiles) = house().await;
    let made = profiles.create("Asha", false, wall(0)).await.unwrap();
    let trader = profiles.create("Ravi", false, wall(0)).await.unwrap();
    for id in [&made.id, &trader.id] {
        let plain = fs::read_to_string(dir.key(id)).unwrap();
        let session = profiles.sign_in(id.as_str(), None, wall(1)).await.unwrap();
        let (session, code) =
            profiles.change_password(&session, None, Some(&secret("a password")), wall(1)).await.unwrap();
        assert!(code.is_some() && session.is_proven());
        let hex = plain.trim().rsplit(' ').next().unwrap();
        for entry in fs::read_dir(dir.path().join("keys")).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            assert!(!text.contains(hex), "the key lies nowhere in the open");
        }
        assert!(profiles.sign_in(id.as_str(), None, wall(1)).await.is_err());
    }
    let asha = opens(&profiles, "Asha", "a password", 1).await.unwrap();
    let refused = profiles.change_password(&asha, Some(&secret("a password")), None, wall(2)).await;
    assert!(matches!(refused, Err(StoreError::AdministratorKeepsPassword { .. })), "{refused:?}");
    let ravi = opens(&profiles, "Ravi", "a password", 1).await.unwrap();
    let (ravi, _) =
        profiles.change_password(&ravi, Some(&secret("a password")), None, wall(2)).await.unwrap();
    assert!(!ravi.is_proven());
    assert!(profiles.sign_in("Ravi", None, wall(2)).await.is_ok(), "a trader may go without");
}

#[tokio::test]
async fn what_is_no_password_is_refused() {
    let (_temp, _, profiles) = house().await;
    for text in ["", "short", &"x".repeat(257)] {
        let password = secret(text);
        let new = NewProfile { name: "Asha", admin: false, password: Some(&password), by: None };
        let refused = profiles.create_with(new, wall(0)).await.unwrap_err();
        assert!(matches!(refused, StoreError::BadPassword), "{refused}");
    }
    assert_eq!(profiles.list().await.unwrap(), []);
}

#[tokio::test]
async fn a_wrapped_key_opens_for_its_own_profile_and_at_its_own_cost_only() {
    let (_temp, dir, profiles) = house().await;
    let (asha, _) = make(&profiles, "Asha", "one password").await;
    let by =
        NewProfile { name: "Ravi", admin: false, password: Some(&secret("one password")), by: Some(&asha) };
    let ravi = profiles.create_with(by, wall(0)).await.unwrap();
    assert!(ravi.recovery.is_none(), "whoever made it gets no code to another's ledger");
    let own = fs::read_to_string(dir.key(asha.id())).unwrap();
    fs::write(dir.key(asha.id()), fs::read_to_string(dir.key(ravi.session.id())).unwrap()).unwrap();
    let refused = opens(&profiles, "Asha", "one password", 0).await.unwrap_err();
    assert!(matches!(refused, StoreError::SignInRefused), "another's key with the right password: {refused}");
    let mut minute = 600;
    for (from, to) in [("t=1", "t=2"), ("v=19", "v=16"), ("m=64", "m=99999999"), ("argon2id", "argon2i")] {
        fs::write(dir.key(asha.id()), own.replace(from, to)).unwrap();
        assert!(opens(&profiles, "Asha", "one password", minute).await.is_err(), "{from} {to}");
        minute += 60;
    }
    for garbage in ["lakh-key-2\n", "lakh-key-2\npassword x y z\n", &own.replace("password", "passwort")] {
        fs::write(dir.key(asha.id()), garbage).unwrap();
        let refused = opens(&profiles, "Asha", "one password", minute).await.unwrap_err();
        minute += 60;
        assert!(matches!(refused, StoreError::KeyDamaged { .. }), "{garbage:?}: {refused}");
    }
    fs::write(dir.key(asha.id()), &own).unwrap();
    assert!(opens(&profiles, "Asha", "one password", minute).await.is_ok());
}

#[tokio::test]
async fn a_cheaper_wrapping_is_made_as_dear_as_the_present_one_at_the_next_sign_in() {
    let (_temp, dir, profiles) = house().await;
    let (asha, code) = make(&profiles, "Asha", "one password").await;
    profiles.close().await.unwrap();
    let dearer = Profiles::open(&dir).await.unwrap();
    opens(&dearer, "Asha", "one password", 0).await.unwrap();
    let held = fs::read_to_string(dir.key(asha.id())).unwrap();
    assert!(held.contains("$m=65536,"), "{held}");
    assert!(opens(&dearer, "Asha", "one password", 0).await.is_ok());
    assert!(dearer.recover("Asha", &code, &secret("another one"), wall(1)).await.is_ok());
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let (_temp, dir, profiles) = house().await;
    let (session, code) = make(&profiles, "Asha", "correct horse").await;
    let shown = format!("{session:?} {code:?} {profiles:?} {:?}", secret("correct horse"));
    assert!(!shown.contains("correct") && !shown.contains(&*code.words()), "{shown}");
    let all = fs::read(dir.profiles()).unwrap();
    assert!(!all.windows(13).any(|window| window == b"correct horse"));
}

/// Everything that is logged, at the finest level, in a process of its own.
#[test]
fn nothing_logged_holds_a_password_or_a_code() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let scene = runtime.block_on(crate::scene::Scene::new());
    let mut command = crate::child::command("passwords::signs_in_aloud", &scene.dir, &scene.profile.id);
    let output = command.stderr(std::process::Stdio::piped()).output().unwrap();
    assert!(output.status.success());
    let logged = String::from_utf8(output.stderr).unwrap();
    assert!(logged.contains("TRACE") && logged.contains("profile"), "something is logged: {logged}");
    let said = String::from_utf8(output.stdout).unwrap();
    let code = said.lines().find_map(|line| line.split_once("code ")).unwrap().1;
    for secret in ["correct horse", "battery staple", "a wrong guess", code, "PRAGMA key"] {
        assert!(!logged.contains(secret), "{secret} is logged");
    }
    let key = fs::read_to_string(scene.dir.key(&scene.profile.id)).unwrap();
    for word in key.split_whitespace().filter(|word| word.len() >= 48) {
        assert!(!logged.contains(word), "{word} is logged");
    }
}

#[tokio::test]
#[ignore = "a process for another test"]
async fn signs_in_aloud() {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(std::io::stderr)
        .init();
    tracing::trace!("a profile signs in");
    let (dir, id) = crate::child::told();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    let session = profiles.sign_in(id.as_str(), None, wall(1)).await.unwrap();
    let first = secret("correct horse");
    let (session, code) = profiles.change_password(&session, None, Some(&first), wall(1)).await.unwrap();
    crate::child::say(format_args!("code {}", *code.unwrap().words()));
    profiles.sign_in(id.as_str(), Some(&secret("a wrong guess")), wall(1)).await.unwrap_err();
    let next = secret("battery staple");
    profiles.change_password(&session, Some(&first), Some(&next), wall(2)).await.unwrap();
    let session = profiles.sign_in(id.as_str(), Some(&next), wall(3)).await.unwrap();
    Ledger::open(&session).await.unwrap().close().await.unwrap();
}

#[tokio::test]
async fn who_cannot_be_written_down_as_seen_is_let_in_all_the_same() {
    let (_temp, dir, profiles) = house().await;
    let (session, _) = make(&profiles, "Asha", "correct horse").await;
    Ledger::open(&session).await.unwrap().open_account(&opening("first")).await.unwrap();
    let db = crate::administration::plain(&dir).await;
    let full =
        "CREATE TRIGGER full BEFORE UPDATE OF last_seen ON profile BEGIN SELECT RAISE(ABORT, 'full'); END";
    sea_orm::ConnectionTrait::execute_unprepared(&db, full).await.unwrap();
    let back = opens(&profiles, "Asha", "correct horse", 1).await.unwrap();
    assert_eq!(Ledger::open(&back).await.unwrap().accounts().await.unwrap().len(), 1);
}
