//! The database itself refuses to change or erase what was written, whoever asks.

use sea_orm::ConnectionTrait;

use crate::scene::Scene;

#[tokio::test]
async fn the_record_refuses_update_delete_and_replace() {
    let mut scene = Scene::new().await;
    scene.trade(1, 2).await;
    let db = scene.raw().await;
    for statement in [
        "UPDATE event SET body = '{}' WHERE seq = 2",
        "UPDATE event SET account = account",
        "DELETE FROM event WHERE seq = 5",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
        "UPDATE posting SET amount_paise = 1 WHERE seq = 2 AND line = 1",
        "DELETE FROM posting WHERE seq = 2",
        "INSERT OR REPLACE INTO posting SELECT seq, line, book, 1, pending FROM posting WHERE seq = 2",
        "UPDATE account SET capital = 1",
        "UPDATE account SET name = 'other'",
        "DELETE FROM account",
    ] {
        let refused = db.execute_unprepared(statement).await.unwrap_err().to_string();
        assert!(refused.contains("lakh: "), "{statement}: {refused}");
    }
    db.close().await.unwrap();
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn an_event_must_follow_the_last_one() {
    let mut scene = Scene::new().await;
    scene.trade(1, 1).await;
    let db = scene.raw().await;
    for (seq, prev) in [("9", "hash"), ("4", "zeroblob(32)"), ("2", "prev_hash")] {
        let statement = format!(
            "INSERT INTO event SELECT {seq}, account, at + 1000, wall_at, schema_version, body, {prev}, hash
             FROM event WHERE seq = 3"
        );
        let refused = db.execute_unprepared(&statement).await.unwrap_err().to_string();
        assert!(refused.contains("head moved"), "{statement}: {refused}");
    }
    db.close().await.unwrap();
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn impossible_rows_are_refused_by_their_table() {
    let scene = Scene::new().await;
    let db = scene.raw().await;
    for statement in [
        "INSERT INTO posting VALUES (1, 9, 'cash', 0, 0)",
        "INSERT INTO posting VALUES (1, 9, 'cash', 1.5, 0)",
        "INSERT INTO posting VALUES (1, 0, 'cash', 1, 0)",
        "INSERT INTO account VALUES (2, 'x', 'x', 'demo', NULL, NULL, 1, 0, 0)",
        "INSERT INTO account VALUES (2, 'x', 'x', 'live', NULL, NULL, 0, 0, 0)",
        "INSERT INTO account VALUES (2, 'x', 'x', 'practice', NULL, NULL, 1, 0, 0)",
        "INSERT INTO account VALUES (2, 'FIRST', 'first', 'live', NULL, NULL, 1, 0, 0)",
        "INSERT INTO watch VALUES (8, 1, 'RELIANCE')",
    ] {
        let refused = db.execute_unprepared(statement).await;
        assert!(refused.is_err(), "{statement}: {refused:?}");
    }
    db.close().await.unwrap();
}
