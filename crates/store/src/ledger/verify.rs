//! The proof: everything that can be derived is derived again and compared with what is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryResult, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use crate::database::{self, Purpose};
use crate::entity::account;
use crate::failure::StoreError;
use crate::ledger::follow::{Chain, Findings, Life};
use crate::ledger::read::{self, as_i64};
use crate::ledger::replay::Replay;
use crate::ledger::{AccountNumber, Difference, Head, Ledger};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything agrees.
    pub ok: bool,
    /// How many events were derived again.
    pub events: u64,
    /// Where the ledger says that it ends.
    pub head: Head,
    /// Everything that does not agree, in the order of the events; the first thousand.
    pub differences: Vec<Difference>,
}

const PAGES: &str = "PRAGMA cipher_integrity_check";
const FILL_IN_TRIES: u32 = 200;
const FILL_IN_PAUSE: Duration = Duration::from_millis(20);

impl Ledger {
    /// Derives everything again, from the genesis on, and compares: every page of the file, the schema and its
    /// triggers, the chain, each body's canonical form, the postings and their sums, the life of each account. Each
    /// account is replayed from nothing, and a snapshot that says something else is named and let go of.
    ///
    /// # Errors
    /// When the ledger cannot be read at all for a reason of the world (busy, permission). Damage is no
    /// error here: it is among the differences.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let mut found = Findings::default();
        self.verify_pages(&mut found).await?;
        // The witness before the view: what is acknowledged meanwhile is no loss.
        let claims = self.claims();
        let witnessed = self.witness.as_ref().and_then(|witness| witness.last());
        // One view of the file from here on, whatever is written meanwhile.
        let view = self.reader.begin().await.map_err(|error| self.failed(&error))?;
        self.verify_structure(&view, &mut found).await?;
        self.verify_schema(&view, &mut found).await?;
        let stored = match self.head_in(&view).await {
            Ok(head) => head,
            Err(error) => {
                found.unreadable(0, error)?;
                Head::genesis(&self.profile)
            }
        };
        let mut chain = Chain::new(Head::genesis(&self.profile), witnessed, Replay::new(claims));
        self.verify_events(&view, &mut chain, &mut found).await?;
        let whole = chain.last.seq == stored.seq && chain.last.hash == stored.hash;
        if !whole && !found.cut_short {
            found.add(Difference::Head { derived: chain.last.seq, stored: stored.seq });
        }
        if let Some(acknowledged) = witnessed.map(|head| head.seq).filter(|seq| *seq > stored.seq) {
            found.add(Difference::Lost { acknowledged, found: stored.seq });
        }
        self.verify_accounts(&view, &chain.lives, &mut found).await?;
        self.verify_index(&view, &chain.lives, &mut found).await?;
        view.rollback().await.map_err(|error| self.failed(&error))?;
        for account in &chain.replay.wrong {
            self.forget_snapshot(*account);
        }
        Ok(Verification {
            ok: found.differences.is_empty(),
            events: chain.events,
            head: stored,
            differences: found.differences,
        })
    }

    /// Every page's authentication code. SQLCipher looks at the file alone, without the log: a page whose first
    /// form is still in the log looks wrong, so a complaint only counts when the file has everything.
    async fn verify_pages(&self, found: &mut Findings) -> Result<(), StoreError> {
        let mut complaints = self.complaints(&self.reader, PAGES, found).await?;
        if !complaints.is_empty() {
            let still = database::begin(&self.writer).await.map_err(|error| self.failed(&error))?;
            self.fill_in_from_log().await?;
            complaints = self.complaints(&self.reader, PAGES, found).await?;
            still.rollback().await.map_err(|error| self.failed(&error))?;
        }
        for detail in complaints {
            found.add(Difference::File { detail });
        }
        Ok(())
    }

    /// Copies everything in the log to the file; nobody may write meanwhile. Somebody who reads an older state
    /// of the file holds it back, for as long as they read.
    async fn fill_in_from_log(&self) -> Result<(), StoreError> {
        for _ in 0..FILL_IN_TRIES {
            let rows = self.rows_in(&self.reader, database::plain("PRAGMA wal_checkpoint(PASSIVE)")).await?;
            let frame = |place| rows.first().and_then(|row| row.try_get_by_index::<i64>(place).ok());
            // Not held up by another who does the same, and all that is in the log done.
            if frame(0) == Some(0) && frame(1) == frame(2) {
                return Ok(());
            }
            tokio::time::sleep(FILL_IN_PAUSE).await;
        }
        Err(StoreError::Busy { path: self.path.clone() })
    }

    async fn verify_structure(
        &self,
        view: &DatabaseTransaction,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        for detail in self.complaints(view, "PRAGMA quick_check(20)", found).await? {
            found.add(Difference::File { detail });
        }
        Ok(())
    }

    async fn complaints(
        &self,
        view: &impl ConnectionTrait,
        check: &'static str,
        found: &mut Findings,
    ) -> Result<Vec<String>, StoreError> {
        match self.rows_in(view, database::plain(check)).await {
            Ok(rows) => {
                let words = rows.iter().map(|row| {
                    let text: Option<String> = row.try_get_by_index(0).ok();
                    text.unwrap_or_else(|| "a page cannot be read".into())
                });
                Ok(words.filter(|text| text != "ok").collect())
            }
            Err(error) => {
                found.unreadable(0, error)?;
                Ok(Vec::new())
            }
        }
    }

    async fn verify_schema(
        &self,
        view: &DatabaseTransaction,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        let expected = expected_schema().await?;
        let stored = match schema(view).await {
            Ok(stored) => stored,
            Err(error) => return found.unreadable(0, self.failed(&error)),
        };
        for (object, sql) in &expected {
            match stored.get(object) {
                Some(same) if same == sql => {}
                Some(_) => found.add(Difference::Schema { object: object.clone(), how: "changed" }),
                None => found.add(Difference::Schema { object: object.clone(), how: "missing" }),
            }
        }
        for object in stored.keys().filter(|object| !expected.contains_key(*object)) {
            found.add(Difference::Schema { object: object.clone(), how: "not Lakh's" });
        }
        Ok(())
    }

    async fn verify_events(
        &self,
        view: &DatabaseTransaction,
        chain: &mut Chain,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        loop {
            let after = chain.read;
            let rows = match self.rows_in(view, read::recorded_page(after)).await {
                Ok(rows) => rows,
                Err(error) => return found.unreadable(after, error),
            };
            let last_page = rows.len() < read::PAGE_ROWS;
            let last = rows.last().and_then(|row| row.try_get_by_index::<i64>(0).ok());
            let last = if last_page { i64::MAX } else { last.unwrap_or(i64::MAX) };
            let values = [as_i64(after).into(), last.into()];
            let mut postings = match self.rows_in(view, database::with(POSTINGS, values)).await {
                Ok(rows) => posting_texts(&rows),
                Err(error) => return found.unreadable(after, error),
            };
            for row in &rows {
                let seq = row.try_get_by_index::<i64>(0).map_or(0, i64::unsigned_abs);
                let stored_postings = postings.remove(&seq).unwrap_or_default();
                match read::recorded(row) {
                    Some(event) => chain.follow(&event, &stored_postings, found),
                    None => {
                        chain.replay.stop();
                        found.add(Difference::Row { seq });
                    }
                }
                chain.read = seq;
            }
            for seq in postings.into_keys() {
                found.add(Difference::Postings { seq, detail: "belong to no event" });
            }
            if last_page {
                return Ok(());
            }
        }
    }

    async fn verify_accounts(
        &self,
        view: &DatabaseTransaction,
        lives: &BTreeMap<AccountNumber, Life>,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        let rows = match account::Entity::find().all(view).await {
            Ok(rows) => rows,
            Err(error) => return found.unreadable(0, self.failed(&error)),
        };
        let mut without_row: BTreeSet<AccountNumber> = lives.keys().copied().collect();
        let mut differs: Vec<(AccountNumber, &'static str)> = Vec::new();
        for row in rows {
            let (number, archived) = (AccountNumber(row.number), row.archived);
            without_row.remove(&number);
            match (lives.get(&number), self.account(row)) {
                (_, Err(_)) => differs.push((number, "has a market that cannot be read")),
                (None, Ok(_)) => differs.push((number, "was never opened by an event")),
                (Some(life), Ok(account)) => {
                    let same = life.market == Some(account.market)
                        && life.capital == Some(account.capital)
                        && life.opened_at == Some(account.opened_at);
                    if !same {
                        differs.push((number, "is not as it was opened"));
                    }
                    if life.archived != archived {
                        differs.push((number, "is marked open or archived against its events"));
                    }
                }
            }
        }
        differs.extend(without_row.into_iter().map(|number| (number, "has events and no row")));
        if !found.cut_short {
            for (account, detail) in differs {
                found.add(Difference::Account { account, detail });
            }
        }
        Ok(())
    }

    /// Replays read an account's events by their index: it must lead to every one of them.
    async fn verify_index(
        &self,
        view: &DatabaseTransaction,
        lives: &BTreeMap<AccountNumber, Life>,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        if found.cut_short || found.has_schema_differences() {
            return Ok(());
        }
        let rows = match self.rows_in(view, database::plain(BY_INDEX)).await {
            Ok(rows) => rows,
            Err(error) => return found.unreadable(0, error),
        };
        let number = |row: &QueryResult, place| row.try_get_by_index::<i64>(place).unwrap_or_default();
        let led: BTreeMap<AccountNumber, i64> =
            rows.iter().map(|row| (AccountNumber(number(row, 0)), number(row, 1))).collect();
        for (account, life) in lives {
            if led.get(account) != Some(&life.events) {
                found.add(Difference::Account {
                    account: *account,
                    detail: "is not found whole by its index",
                });
            }
        }
        Ok(())
    }
}

fn posting_texts(rows: &[QueryResult]) -> BTreeMap<u64, String> {
    let text = |row: &QueryResult| {
        let seq: i64 = row.try_get_by_index(0).ok()?;
        Some((seq.unsigned_abs(), row.try_get_by_index(1).ok()?))
    };
    rows.iter().filter_map(text).collect()
}

/// Each object of a schema and how it was made. SQLite's own, without words, are left out.
async fn schema(db: &impl ConnectionTrait) -> Result<BTreeMap<String, String>, DbErr> {
    let rows = db.query_all_raw(database::plain(SCHEMA)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The schema that the steps make, from an empty database in memory.
async fn expected_schema() -> Result<BTreeMap<String, String>, StoreError> {
    let memory = Path::new(":memory:");
    let failed = |error: DbErr| StoreError::database(memory, &error);
    let db = database::connect(memory, None, Purpose::Write).await?;
    migrations::Ledger::up(&db, None).await.map_err(failed)?;
    let schema = schema(&db).await.map_err(failed)?;
    db.close().await.map_err(failed)?;
    Ok(schema)
}

const SCHEMA: &str = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1";

/// One row an event, so that a million events' postings are compared in seconds.
const POSTINGS: &str = "SELECT seq, group_concat(format('%d %s %d %d', line, book, amount_paise, pending), ';' \
    ORDER BY line) FROM posting WHERE seq > ? AND seq <= ? GROUP BY seq";

const BY_INDEX: &str = "SELECT account, count(*) FROM event INDEXED BY event_of_account GROUP BY account";
