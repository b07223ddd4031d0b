//! Whoever has the key and drops the guards can change the record, but not without being found out.

use store::{Difference, Verification};

use crate::scene::{Scene, accepted, wall};

/// Three orders with their fills: events 2 to 7. Then the statements, and what the verification says.
async fn verified_after(statements: &[&str]) -> Verification {
    let mut scene = Scene::new().await;
    scene.trade(1, 3).await;
    assert!(scene.ledger.verify().await.unwrap().ok);
    scene.tamper(statements).await;
    let scene = scene.reopen().await;
    scene.ledger.verify().await.unwrap()
}

/// The differences as text.
async fn check(statements: &[&str], expected: &[&str]) {
    let verification = verified_after(statements).await;
    assert!(!verification.ok);
    let found: Vec<String> = verification.differences.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{statements:?}");
}

#[tokio::test]
async fn a_changed_body_is_named() {
    check(
        &["UPDATE event SET body = replace(body, '\"quantity\":5', '\"quantity\":6') WHERE seq = 3"],
        &[
            "event 3 was changed: its hash is another",
            "the postings of event 3 are not those that follow from it",
        ],
    )
    .await;
    check(
        &["UPDATE event SET body = replace(body, '\"quantity\":5', '\"quantity\": 5') WHERE seq = 2"],
        &["event 2 was changed: its hash is another", "event 2: its body is not in canonical form"],
    )
    .await;
    check(
        &["UPDATE event SET body = replace(body, '\"quantity\":5', '\"quantity\":9223372036854775807') WHERE seq = 3"],
        &[
            "event 3 was changed: its hash is another",
            "the postings of event 3 cannot be derived: an amount is out of bounds",
        ],
    )
    .await;
}

#[tokio::test]
async fn every_column_of_an_event_is_covered() {
    for (column, value) in [
        ("account", "account + 1"),
        ("at", "at + 1"),
        ("wall_at", "wall_at - 1"),
        ("schema_version", "2"),
        ("prev_hash", "zeroblob(32)"),
        ("hash", "zeroblob(32)"),
        ("body", "body || ' '"),
    ] {
        let statement = format!("UPDATE event SET {column} = {value} WHERE seq = 4");
        let found = verified_after(&[&statement]).await;
        assert!(!found.ok, "{column}");
        let named = found.differences.iter().any(|difference| difference.event() == Some(4));
        assert!(named, "{column}: {:?}", found.differences);
    }
}

#[tokio::test]
async fn a_changed_missing_or_added_posting_is_named() {
    let wrong = "the postings of event 4 are not those that follow from it";
    check(&["UPDATE posting SET amount_paise = amount_paise + 1 WHERE seq = 4 AND line = 1"], &[wrong]).await;
    check(&["UPDATE posting SET amount_paise = 2 * amount_paise WHERE seq = 4"], &[wrong]).await;
    check(&["UPDATE posting SET pending = 0 WHERE seq = 4"], &[wrong]).await;
    check(&["UPDATE posting SET book = 'capital' WHERE seq = 4 AND line = 2"], &[wrong]).await;
    check(&["DELETE FROM posting WHERE seq = 4"], &[wrong]).await;
    check(&["INSERT INTO posting VALUES (4, 3, 'cash', 5, 0), (4, 4, 'capital', -5, 0)"], &[wrong]).await;
}

#[tokio::test]
async fn a_deleted_event_is_named_wherever_it_stood() {
    check(
        &["DELETE FROM posting WHERE seq = 4", "DELETE FROM event WHERE seq = 4"],
        &["events 4 to 4 are missing"],
    )
    .await;
    check(
        &["DELETE FROM posting WHERE seq >= 6", "DELETE FROM event WHERE seq >= 6"],
        &["the ledger ends at event 5, but was last at 7"],
    )
    .await;
    let first =
        verified_after(&["DELETE FROM posting WHERE seq = 1", "DELETE FROM event WHERE seq = 1"]).await;
    assert_eq!(first.differences[0], Difference::Missing { first: 1, last: 1 });
}

#[tokio::test]
async fn a_deleted_event_that_leaves_its_postings_is_named() {
    let found = verified_after(&["DELETE FROM event WHERE seq = 5"]).await;
    assert!(found.differences.contains(&Difference::Missing { first: 5, last: 5 }), "{found:?}");
    let orphans = Difference::Postings { seq: 5, detail: "belong to no event" };
    assert!(found.differences.contains(&orphans), "{found:?}");
}

#[tokio::test]
async fn reordered_events_are_named() {
    let swap = [
        "UPDATE event SET seq = 100 WHERE seq = 4",
        "UPDATE event SET seq = 4 WHERE seq = 6",
        "UPDATE event SET seq = 6 WHERE seq = 100",
    ];
    let found = verified_after(&swap).await;
    for seq in [4, 6] {
        assert!(found.differences.contains(&Difference::Link { seq }), "{seq}: {found:?}");
        assert!(found.differences.contains(&Difference::Hash { seq }), "{seq}: {found:?}");
    }
}

#[tokio::test]
async fn an_inserted_event_is_named() {
    let copy = "INSERT INTO event SELECT 8, account, at, wall_at, schema_version, body, prev_hash, hash
                FROM event WHERE seq = 7";
    let found = verified_after(&[copy]).await;
    assert!(found.differences.contains(&Difference::Link { seq: 8 }), "{found:?}");
    assert!(found.differences.contains(&Difference::Hash { seq: 8 }), "{found:?}");
    assert!(found.differences.contains(&Difference::Head { derived: 8, stored: 7 }), "{found:?}");
}

#[tokio::test]
async fn a_changed_account_is_named() {
    check(&["UPDATE account SET capital = 2 * capital"], &["account 1 is not as it was opened"]).await;
    check(&["UPDATE account SET seed = 7"], &["account 1 is not as it was opened"]).await;
    check(&["UPDATE account SET archived = 1"], &["account 1 is marked open or archived against its events"])
        .await;
    check(
        &["INSERT INTO account VALUES (2, 'x', 'x', 'live', NULL, NULL, 5, 0, 0)"],
        &["account 2 was never opened by an event"],
    )
    .await;
}

#[tokio::test]
async fn a_missing_changed_or_foreign_part_of_the_schema_is_named() {
    let scene = Scene::new().await;
    let db = scene.raw().await;
    for statement in [
        "DROP TRIGGER event_no_update",
        "DROP TRIGGER posting_no_delete",
        "CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT 1; END",
        "CREATE TRIGGER sly AFTER INSERT ON event BEGIN SELECT 1; END",
        "DROP INDEX event_of_account",
    ] {
        sea_orm::ConnectionTrait::execute_unprepared(&db, statement).await.unwrap();
    }
    db.close().await.unwrap();
    let found: Vec<String> =
        scene.ledger.verify().await.unwrap().differences.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "index event_of_account of the schema is missing",
            "trigger event_no_update of the schema is missing",
            "trigger posting_no_delete of the schema is changed",
            "trigger sly of the schema is not Lakh's",
        ]
    );
}

#[tokio::test]
async fn events_without_an_account_or_outside_its_index_are_named() {
    check(&["DELETE FROM account"], &["account 1 has events and no row"]).await;
    // An index that is emptied behind SQLite's back: built over nothing, then declared to be over everything.
    let scene = Scene::new().await;
    let db = scene.raw().await;
    for statement in [
        "DROP INDEX event_of_account",
        "CREATE INDEX event_of_account ON event (account) WHERE account > 5",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX event_of_account ON event (account)'
         WHERE name = 'event_of_account'",
    ] {
        sea_orm::ConnectionTrait::execute_unprepared(&db, statement).await.unwrap();
    }
    db.close().await.unwrap();
    let scene = scene.reopen().await;
    let verification = scene.ledger.verify().await.unwrap();
    let found: Vec<String> = verification.differences.iter().map(ToString::to_string).collect();
    let named = "account 1 is not found whole by its index".to_owned();
    assert!(found.contains(&named), "{found:?}");
}

#[tokio::test]
async fn a_damaged_chain_does_not_hide_what_comes_after() {
    let found = verified_after(&[
        "UPDATE event SET wall_at = 0 WHERE seq = 2",
        "UPDATE event SET wall_at = 0 WHERE seq = 6",
    ])
    .await;
    assert_eq!(found.differences, [Difference::Hash { seq: 2 }, Difference::Hash { seq: 6 }]);
    assert_eq!(found.events, 7);
}

#[tokio::test]
async fn verifying_beside_a_writer_finds_nothing_wrong() {
    let mut scene = Scene::new().await;
    scene.trade(1, 50).await;
    let (ledger, account, mut head) = (scene.ledger.clone(), scene.account.number, scene.head);
    let writing = tokio::spawn(async move {
        for order in 51..=250 {
            head = ledger.append(&head, account, wall(order), &[accepted(order)]).await.unwrap();
        }
    });
    let other = crate::scene::open(&scene.dir, &scene.profile.id).await.unwrap();
    while !writing.is_finished() {
        let verification = other.verify().await.unwrap();
        assert_eq!(verification.differences, []);
    }
    writing.await.unwrap();
    assert_eq!(other.verify().await.unwrap().events, 301);
}
