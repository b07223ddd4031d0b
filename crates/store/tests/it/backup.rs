//! Copies of a ledger: verified when made, kept by day, week and month, put back with nothing destroyed.

use std::fs;

use store::{Difference, Ledger, StoreError};
use trading::{Day, Moment};

use crate::scene::{Scene, wall};

#[tokio::test]
async fn a_backup_is_the_ledger_under_its_key_and_puts_it_back() {
    let mut scene = Scene::new().await;
    scene.trade(1, 10).await;
    let to = scene._temp.path().join("copy.lakh");
    let head = scene.ledger.backup(&to).await.unwrap();
    assert_eq!(head, scene.head);
    let bytes = fs::read(&to).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"RELIANCE"), "it is encrypted");
    scene.trade(11, 12).await;
    let (dir, id, newest) = (scene.dir.clone(), scene.profile.id.clone(), scene.head);

    let refused = Ledger::restore(&crate::scene::session(&dir, &id).await, &to, wall(60)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Busy { .. }), "while it is open: {refused}");
    scene.ledger.close().await.unwrap();
    let would = Ledger::restore_would(&crate::scene::session(&dir, &id).await, &to).await.unwrap();
    assert_eq!((would.backup, would.present, would.lost_events()), (head, Some(newest), Some(4)));
    let done = Ledger::restore(&crate::scene::session(&dir, &id).await, &to, wall(60)).await.unwrap();
    assert_eq!((done.backup, done.present), (head, Some(newest)));

    let restored = crate::scene::open(&dir, &id).await.unwrap();
    assert_eq!((restored.head().await.unwrap(), restored.lost()), (head, None));
    assert_eq!(restored.verify().await.unwrap().differences, []);
    assert_eq!(fs::read(&to).unwrap(), bytes, "the backup stays as it is");
    restored.close().await.unwrap();
    // What was set aside is the whole of what was there.
    let aside = done.set_aside.unwrap().join(format!("{id}.sqlite"));
    let would = Ledger::restore_would(&crate::scene::session(&dir, &id).await, &aside).await.unwrap();
    assert_eq!((would.backup, would.lost_events()), (newest, Some(0)));
}

#[tokio::test]
async fn a_backup_made_while_others_write_is_whole() {
    let mut scene = Scene::new().await;
    scene.trade(1, 20).await;
    let (ledger, account, mut head) = (scene.ledger.clone(), scene.account.number, scene.head);
    let writing = tokio::spawn(async move {
        for order in 21..=120 {
            let events = [crate::scene::accepted(order)];
            head = ledger.append(&head, account, wall(order), &events).await.unwrap();
        }
        head
    });
    let to = scene._temp.path().join("copy.sqlite");
    let copied = scene.ledger.backup(&to).await.unwrap();
    let last = writing.await.unwrap();
    assert!(scene.head.seq <= copied.seq && copied.seq <= last.seq, "{copied}");
}

#[tokio::test]
async fn a_backup_replaces_no_file_and_a_damaged_ledger_makes_none() {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let to = scene._temp.path().join("copy.sqlite");
    fs::write(&to, "precious").unwrap();
    let refused = scene.ledger.backup(&to).await.unwrap_err();
    assert!(matches!(refused, StoreError::Io { .. }), "{refused}");
    assert_eq!(fs::read(&to).unwrap(), b"precious");
    scene.tamper(&["UPDATE event SET wall_at = 1 WHERE seq = 3"]).await;
    let other = scene._temp.path().join("other.sqlite");
    let refused = scene.ledger.backup(&other).await.unwrap_err();
    assert!(refused.to_string().contains("event 3 was changed"), "{refused}");
    let left: Vec<_> =
        fs::read_dir(scene._temp.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the data directory and the precious file: {left:?}");
}

#[tokio::test]
async fn what_is_no_backup_is_never_put_back() {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let (dir, id) = (scene.dir.clone(), scene.profile.id.clone());
    let good = scene._temp.path().join("good.sqlite");
    scene.ledger.backup(&good).await.unwrap();
    let path = scene.ledger.path().to_owned();
    scene.ledger.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let mut flipped = fs::read(&good).unwrap();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 4;
    let bad = scene._temp.path().join("bad.sqlite");
    for bytes in [vec![], vec![0; 8192], b"text\n".repeat(2000), flipped, fs::read(dir.profiles()).unwrap()] {
        fs::write(&bad, &bytes).unwrap();
        let refused =
            Ledger::restore(&crate::scene::session(&dir, &id).await, &bad, wall(1)).await.unwrap_err();
        assert_eq!(refused.class(), store::Class::Damaged, "{refused}");
        assert!(refused.to_string().contains("bad.sqlite") || bytes.is_empty(), "{refused}");
    }
    let missing =
        Ledger::restore(&crate::scene::session(&dir, &id).await, &scene._temp.path().join("none"), wall(1))
            .await
            .unwrap_err();
    assert!(matches!(missing, StoreError::LedgerMissing { .. }), "{missing}");
    assert!(fs::read(&path).unwrap() == before);
    let ledgers = path.parent().unwrap();
    let left = fs::read_dir(ledgers).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let drafts: Vec<String> = left.filter(|name| name.contains("restore")).collect();
    assert_eq!(drafts, Vec::<String>::new());
}

#[tokio::test]
async fn a_damaged_ledger_is_set_aside_when_a_backup_is_put_back() {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let (dir, id) = (scene.dir.clone(), scene.profile.id.clone());
    let backup = scene.ledger.backup_daily(&dir, wall(0)).await.unwrap().unwrap();
    let path = scene.ledger.path().to_owned();
    scene.ledger.close().await.unwrap();
    fs::write(&path, vec![0; 40_000]).unwrap();
    assert!(crate::scene::open(&dir, &id).await.is_err());
    let done = Ledger::restore(&crate::scene::session(&dir, &id).await, &backup.path, wall(1)).await.unwrap();
    assert_eq!(done.lost_events(), None, "nobody can tell");
    assert_eq!(fs::read(done.set_aside.unwrap().join(path.file_name().unwrap())).unwrap(), vec![0; 40_000]);
    let ledger = crate::scene::open(&dir, &id).await.unwrap();
    assert_eq!(ledger.head().await.unwrap(), scene.head);
}

#[tokio::test]
async fn a_log_that_was_deleted_is_noticed() {
    let Scene { dir, profile, ledger, _temp, .. } = Scene::new().await;
    ledger.close().await.unwrap();
    let mut child = crate::child::command("child::places_orders", &dir, &profile.id)
        .env("LAKH_TEST_FROM", "1")
        .env("LAKH_TEST_TO", u64::MAX.to_string())
        .spawn()
        .unwrap();
    let mut lines = crate::child::lines(&mut child);
    assert!(lines.any(|line| line == "20"));
    child.kill().unwrap();
    child.wait().unwrap();
    let path = dir.ledger(&profile.id);
    fs::remove_file(format!("{}-wal", path.display())).unwrap();
    let ledger = crate::scene::open(&dir, &profile.id).await.unwrap();
    let lost = ledger.lost().unwrap();
    assert!(lost.acknowledged >= 41 && lost.found < 41, "{lost:?}");
    let found = ledger.verify().await.unwrap().differences;
    assert_eq!(found, [Difference::Lost { acknowledged: lost.acknowledged, found: lost.found }]);
}

#[tokio::test]
async fn a_record_written_anew_is_noticed() {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let early = scene._temp.path().join("early.sqlite");
    scene.ledger.backup(&early).await.unwrap();
    scene.trade(6, 6).await;
    let Scene { dir, profile, ledger, account, _temp, .. } = scene;
    ledger.close().await.unwrap();
    // Somebody with the key puts an older copy in its place and goes on differently, witness and all kept.
    let witness = fs::read(format!("{}-head", dir.ledger(&profile.id).display())).unwrap();
    fs::copy(&early, dir.ledger(&profile.id)).unwrap();
    let ledger = crate::scene::open(&dir, &profile.id).await.unwrap();
    assert!(ledger.lost().is_some());
    let head = ledger.head().await.unwrap();
    let events = [crate::scene::accepted(7), crate::scene::filled(7), crate::scene::ended(8)];
    ledger.append(&head, account.number, wall(9), &events).await.unwrap();
    fs::write(format!("{}-head", dir.ledger(&profile.id).display()), witness).unwrap();
    let found = ledger.verify().await.unwrap().differences;
    assert_eq!(found, [Difference::Rewritten { seq: 13 }]);
}

#[tokio::test]
async fn a_day_has_one_backup_and_old_ones_go_by_week_and_month() {
    let mut scene = Scene::new().await;
    scene.trade(1, 1).await;
    let close = trading::Clock::of(16, 5, 7);
    let first = Day::of(2025, 6, 2).unwrap();
    let start = first.at(close);
    assert!(scene.ledger.backup_daily(&scene.dir, start).await.unwrap().is_some());
    assert_eq!(scene.ledger.backup_daily(&scene.dir, start.plus_millis(999)).await.unwrap(), None);
    let home = scene.dir.backups(&scene.profile.id);
    // The other days' are stood in for by copies of the first.
    let source = Ledger::backups(&scene.dir, &scene.profile.id).unwrap().remove(0).path;
    let last = Day::of(2026, 8, 3).unwrap();
    let mut day = first;
    while day < last {
        day = day.plus(1);
        fs::copy(&source, home.join(format!("{day}_160507.sqlite"))).unwrap();
    }
    fs::write(home.join("before-form-9.sqlite"), "kept").unwrap();
    let made = scene.ledger.backup_daily(&scene.dir, last.plus(1).at(close)).await.unwrap().unwrap();
    let backups = Ledger::backups(&scene.dir, &scene.profile.id).unwrap();
    assert_eq!(backups.first(), Some(&made));
    let days: Vec<String> = backups.iter().map(|backup| backup.at.day().to_string()).collect();
    assert_eq!(
        days,
        [
            "2026-08-04",
            "2026-08-03",
            "2026-08-02",
            "2026-08-01",
            "2026-07-31",
            "2026-07-30",
            "2026-07-29",
            "2026-07-26",
            "2026-07-19",
            "2026-06-30",
            "2026-05-31",
            "2026-04-30",
            "2026-03-31",
            "2026-02-28",
            "2026-01-31",
            "2025-12-31",
            "2025-11-30",
            "2025-10-31",
            "2025-09-30",
        ]
    );
    assert!(home.join("before-form-9.sqlite").exists(), "what is no daily backup stays");
    let at: Moment = "2026-08-04T16:05:07+05:30".parse().unwrap();
    assert_eq!(made.at, at);
}
