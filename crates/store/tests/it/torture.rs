//! Random damage: bits of the file without the key, rows of the record with it. None goes unnoticed.

#![expect(clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

use std::fs;

use store::{Class, DataDir, ProfileId};

use crate::scene::{Scene, keyed};

/// A hundred of each kind; `LAKH_MUTATIONS` asks for another number.
fn rounds() -> u64 {
    std::env::var("LAKH_MUTATIONS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100)
}

/// Random numbers whose seed is shown when the test fails (SplitMix64).
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let mut seed = [0; 8];
        getrandom::fill(&mut seed).unwrap();
        println!("seed {}", u64::from_le_bytes(seed));
        Self(u64::from_le_bytes(seed))
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let place = self.below(u64::try_from(choices.len()).unwrap());
        choices[usize::try_from(place).unwrap()]
    }
}

/// Whether opening or verifying finds something wrong, and what.
async fn found(dir: &DataDir, id: &ProfileId) -> Option<String> {
    match crate::scene::open(dir, id).await {
        Err(error) => (error.class() == Class::Damaged).then(|| error.to_string()),
        Ok(ledger) => {
            let verification = ledger.verify().await.unwrap();
            ledger.close().await.unwrap();
            verification.differences.first().map(ToString::to_string)
        }
    }
}

async fn sound() -> (Scene, Vec<u8>) {
    let mut scene = Scene::new().await;
    scene.trade(1, 25).await;
    scene.ledger.clone().close().await.unwrap();
    let bytes = fs::read(scene.dir.ledger(&scene.profile.id)).unwrap();
    (scene, bytes)
}

#[tokio::test]
async fn any_flipped_bit_is_found() {
    let (scene, sound) = sound().await;
    let path = scene.dir.ledger(&scene.profile.id);
    let mut dice = Dice::new();
    for _ in 0..rounds() {
        let bit = dice.below(8 * u64::try_from(sound.len()).unwrap());
        let mut bytes = sound.clone();
        bytes[usize::try_from(bit / 8).unwrap()] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).unwrap();
        assert!(found(&scene.dir, &scene.profile.id).await.is_some(), "bit {bit}");
    }
    fs::write(&path, &sound).unwrap();
    assert_eq!(found(&scene.dir, &scene.profile.id).await, None);
}

/// A change of the record by somebody who has the key.
fn mutation(dice: &mut Dice) -> Vec<String> {
    let last = 51;
    let seq = 1 + dice.below(last);
    let other = 1 + (seq + dice.below(last - 1)) % last;
    match dice.below(8) {
        0 => {
            let place = 1 + dice.below(60);
            let edit = dice.one_of(&["'0'", "'9'", "' '", "'x'", "''"]);
            vec![format!(
                "UPDATE event SET body = substr(body, 1, {place}) || {edit} || substr(body, {place} + 2)
                 WHERE seq = {seq}"
            )]
        }
        1 => {
            let column = dice.one_of(&["at", "wall_at", "account", "schema_version"]);
            let by = 1 + dice.below(1_000_000);
            vec![format!("UPDATE event SET {column} = {column} + {by} WHERE seq = {seq}")]
        }
        2 => {
            let column = dice.one_of(&["hash", "prev_hash"]);
            vec![format!("UPDATE event SET {column} = randomblob(32) WHERE seq = {seq}")]
        }
        3 => vec![
            format!("DELETE FROM posting WHERE seq = {seq}"),
            format!("DELETE FROM event WHERE seq = {seq}"),
        ],
        4 => {
            let columns = "account, at, wall_at, schema_version, body, prev_hash, hash";
            vec![format!(
                "UPDATE event SET ({columns}) = (SELECT {columns} FROM event WHERE seq = {other})
                 WHERE seq = {seq}"
            )]
        }
        5 => vec![format!(
            "INSERT INTO event SELECT {last} + 1, account, at, wall_at, schema_version, body,
             (SELECT hash FROM head), hash FROM event WHERE seq = {seq}"
        )],
        6 => {
            let by = 1 + dice.below(1_000_000);
            vec![format!(
                "UPDATE posting SET amount_paise = amount_paise + {by} WHERE seq = {seq} AND line = 1"
            )]
        }
        _ => vec![
            format!("UPDATE event SET seq = 900 WHERE seq = {seq}"),
            format!("UPDATE event SET seq = {seq} WHERE seq = {other}"),
            format!("UPDATE event SET seq = {other} WHERE seq = 900"),
        ],
    }
}

#[tokio::test]
async fn any_changed_row_is_found() {
    let (scene, sound) = sound().await;
    let path = scene.dir.ledger(&scene.profile.id);
    let mut dice = Dice::new();
    let key = fs::read_to_string(scene.dir.key(&scene.profile.id)).unwrap();
    let hex = key.trim().rsplit(' ').next().unwrap();
    let mut changed = 0;
    for _ in 0..rounds() {
        fs::write(&path, &sound).unwrap();
        let statements = mutation(&mut dice);
        let db = keyed(&path, hex).await.unwrap();
        let before = contents(&db).await;
        Scene::unguarded(&db, &statements).await;
        let same = before == contents(&db).await;
        db.close().await.unwrap();
        if same {
            continue;
        }
        changed += 1;
        assert!(found(&scene.dir, &scene.profile.id).await.is_some(), "{statements:?}");
    }
    assert!(changed * 10 > rounds() * 9, "{changed} of {} changed something", rounds());
}

/// The record as text.
async fn contents(db: &sea_orm::DatabaseConnection) -> String {
    let sql = "SELECT (SELECT group_concat(seq || account || at || wall_at || schema_version || body
                       || hex(prev_hash) || hex(hash)) FROM event)
               || (SELECT group_concat(seq || ' ' || line || book || amount_paise || pending) FROM posting)";
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
    let row = sea_orm::ConnectionTrait::query_one_raw(db, statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
