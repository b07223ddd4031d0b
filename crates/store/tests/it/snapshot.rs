//! A snapshot is only a cache: a good one saves time, any other is passed over, and the answer is the same to the
//! byte.

use std::fs;
use std::path::PathBuf;

use store::{AccountNumber, Derived, Difference, Ledger};

use crate::scene::{Scene, accepted, filled, opening, wall};

/// The account by its events alone.
async fn replayed(ledger: &Ledger, number: AccountNumber) -> trading::Account {
    let mut account = trading::Account::default();
    ledger.each_event_after(number, 0, |_, event| account.apply(&event)).await.unwrap();
    account
}

/// Derives an account, compares it with its replay to the byte, and says how many events had to be applied.
async fn applied(scene: &Scene) -> u64 {
    let Derived { account, head, applied } = scene.ledger.derive(scene.account.number).await.unwrap();
    let replayed = replayed(&scene.ledger, scene.account.number).await;
    assert_eq!(account, replayed);
    assert_eq!(borsh::to_vec(&account).unwrap(), borsh::to_vec(&replayed).unwrap());
    assert_eq!(head, scene.ledger.head().await.unwrap());
    applied
}

/// An account of 20 orders and their fills, 41 events, and its snapshot.
async fn kept() -> (Scene, PathBuf) {
    let mut scene = Scene::new().await;
    scene.trade(1, 20).await;
    keep(&scene).await;
    let path = snapshot(&scene, scene.account.number);
    assert!(path.exists());
    (scene, path)
}

async fn keep(scene: &Scene) {
    let derived = scene.ledger.derive(scene.account.number).await.unwrap();
    scene.ledger.keep_snapshot(scene.account.number, &derived.account, &derived.head).await.unwrap();
}

fn snapshot(scene: &Scene, number: AccountNumber) -> PathBuf {
    scene.dir.snapshots(&scene.profile.id).join(format!("account-{number}.snapshot"))
}

#[tokio::test]
async fn what_a_snapshot_holds_is_not_replayed() {
    let (scene, _) = kept().await;
    assert_eq!(applied(&scene).await, 0);
    let scene = scene.reopen().await;
    assert_eq!(applied(&scene).await, 0);
}

#[tokio::test]
async fn events_after_the_snapshot_are_applied() {
    let (mut scene, _) = kept().await;
    for orders in 21..=25 {
        scene.trade(orders, orders).await;
        assert_eq!(applied(&scene).await, 2 * (orders - 20));
    }
    keep(&scene).await;
    assert_eq!(applied(&scene).await, 0, "a later snapshot replaces it");
}

#[tokio::test]
async fn without_a_snapshot_everything_is_replayed() {
    let (scene, path) = kept().await;
    fs::remove_file(path).unwrap();
    assert_eq!(applied(&scene).await, 41);
    fs::remove_dir_all(scene.dir.path().join("cache")).unwrap();
    assert_eq!(applied(&scene).await, 41);
    keep(&scene).await;
    assert_eq!(applied(&scene).await, 0, "and it can be kept again");
}

#[tokio::test]
async fn a_changed_byte_anywhere_in_a_snapshot_is_passed_over() {
    let (scene, path) = kept().await;
    let good = fs::read(&path).unwrap();
    for place in (0..good.len()).step_by(97).chain([0, 15, 16, 47, 48, good.len() - 1]) {
        let mut bad = good.clone();
        bad[place] ^= 1 << (place % 8);
        fs::write(&path, bad).unwrap();
        assert_eq!(applied(&scene).await, 41, "byte {place} of {}", good.len());
    }
    fs::write(&path, good).unwrap();
    assert_eq!(applied(&scene).await, 0, "only the right bytes are used");
}

#[tokio::test]
async fn a_snapshot_that_is_cut_or_lengthened_or_no_snapshot_at_all_is_passed_over() {
    let (scene, path) = kept().await;
    let good = fs::read(&path).unwrap();
    let mut longer = good.clone();
    longer.push(0);
    let cuts = [0, 1, 100, good.len() / 2, good.len() - 1].map(|length| good[..length].to_vec());
    let others = [longer, vec![0; good.len()], b"SQLite format 3\0".to_vec()];
    for bad in cuts.into_iter().chain(others) {
        fs::write(&path, &bad).unwrap();
        assert_eq!(applied(&scene).await, 41, "{} bytes", bad.len());
    }
}

#[tokio::test]
async fn a_long_state_is_sealed_in_pieces_and_none_of_them_can_be_moved() {
    let mut scene = Scene::new().await;
    let orders: Vec<_> = (1..=2_000).flat_map(|order| [accepted(order), filled(order)]).collect();
    scene.head = scene.ledger.append(&scene.head, scene.account.number, wall(1), &orders).await.unwrap();
    keep(&scene).await;
    let path = snapshot(&scene, scene.account.number);
    let good = fs::read(&path).unwrap();
    let piece = 256 * 1024 + 16;
    assert!(good.len() > 2 * piece, "{} bytes", good.len());
    assert_eq!(applied(&scene).await, 0);
    let header = 16 + 32 + 8 + 8 + 32 + 15;
    let (first, second) = (header..header + piece, header + piece..header + 2 * piece);
    let mut swapped = good.clone();
    swapped[first.clone()].copy_from_slice(&good[second.clone()]);
    swapped[second.clone()].copy_from_slice(&good[first.clone()]);
    let without = [&good[..first.start], &good[second.start..]].concat();
    let twice = [&good[..second.start], &good[first.start..]].concat();
    let ends_early = good[..second.end].to_vec();
    for bad in [swapped, without, twice, ends_early] {
        fs::write(&path, bad).unwrap();
        assert_eq!(applied(&scene).await, 4_001);
    }
}

#[tokio::test]
async fn a_snapshot_of_another_ledger_or_account_is_passed_over() {
    let (scene, path) = kept().await;
    let (other, others_path) = kept().await;
    fs::copy(&others_path, &path).unwrap();
    assert_eq!(applied(&scene).await, 41);
    drop(other);
    keep(&scene).await;
    let (second, _) = scene.ledger.open_account(&opening("second")).await.unwrap();
    fs::copy(&path, snapshot(&scene, second.number)).unwrap();
    let derived = scene.ledger.derive(second.number).await.unwrap();
    assert_eq!((derived.applied, derived.account), (1, replayed(&scene.ledger, second.number).await));
}

#[tokio::test]
async fn a_snapshot_ahead_of_the_chain_or_of_another_course_of_it_is_passed_over() {
    let mut scene = Scene::new().await;
    scene.trade(1, 5).await;
    let copy = scene.dir.path().join("copy.sqlite");
    scene.ledger.backup(&copy).await.unwrap();
    scene.trade(6, 20).await;
    keep(&scene).await;
    let path = snapshot(&scene, scene.account.number);
    let (ahead, ledger) = (fs::read(&path).unwrap(), scene.ledger.path().to_owned());
    scene.ledger.close().await.unwrap();
    fs::copy(copy, ledger).unwrap();
    scene.ledger = crate::scene::open(&scene.dir, &scene.profile.id).await.unwrap();
    scene.head = scene.ledger.head().await.unwrap();
    assert_eq!((fs::read(&path).unwrap(), scene.head.seq), (ahead.clone(), 11));
    assert_eq!(applied(&scene).await, 11, "it stands beyond the end");
    for order in 6..=20 {
        let events = [accepted(order), filled(order)];
        let number = scene.account.number;
        scene.head = scene.ledger.append(&scene.head, number, wall(order + 1), &events).await.unwrap();
    }
    assert_eq!(scene.head.seq, 41);
    assert_eq!(applied(&scene).await, 41, "an event of the same number is another");
}

#[tokio::test]
async fn verify_names_a_snapshot_that_its_events_do_not_make_and_lets_go_of_it() {
    let (mut scene, path) = kept().await;
    assert!(scene.ledger.verify().await.unwrap().ok, "a good one is none of its findings");
    assert!(path.exists());
    let wrong = trading::Account::default();
    scene.ledger.keep_snapshot(scene.account.number, &wrong, &scene.head).await.unwrap();
    scene.trade(21, 22).await;
    let verification = scene.ledger.verify().await.unwrap();
    let named = Difference::Snapshot { seq: 41, account: scene.account.number };
    assert_eq!(verification.differences, [named]);
    assert!(!path.exists());
    assert!(scene.ledger.verify().await.unwrap().ok);
    assert_eq!(applied(&scene).await, 45);
}

#[tokio::test]
async fn a_snapshot_tells_nothing_without_the_key_and_goes_with_its_profile() {
    let (scene, path) = kept().await;
    let bytes = fs::read(&path).unwrap();
    let ledger = fs::read(scene.ledger.path()).unwrap();
    for word in [b"RELIANCE".as_slice(), b"INE", b"accepted"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word));
        assert!(!ledger.windows(word.len()).any(|window| window == word));
    }
    let session = crate::scene::session(&scene.dir, &scene.profile.id).await;
    scene.ledger.close().await.unwrap();
    let profiles = crate::scene::profiles(&scene.dir).await.unwrap();
    profiles.remove(&session, &scene.profile.id, wall(1)).await.unwrap();
    profiles.close().await.unwrap();
    assert!(!path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn a_snapshot_that_cannot_be_written_fails_nothing_else() {
    let (scene, path) = kept().await;
    let home = path.parent().unwrap();
    fs::remove_dir_all(home).unwrap();
    fs::write(home, "in the way").unwrap();
    let derived = scene.ledger.derive(scene.account.number).await.unwrap();
    let kept = scene.ledger.keep_snapshot(scene.account.number, &derived.account, &derived.head).await;
    assert!(kept.is_err());
    assert_eq!(applied(&scene).await, 41);
    assert!(scene.ledger.verify().await.unwrap().ok);
}
