//! The proof: everything that can be derived is derived again and compared with what is written.

use std::collections::BTreeMap;
use std::fmt::Write;

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use trading::{Event, Market, Moment, Paise, What};

use crate::database;
use crate::entity::account;
use crate::failure::{Class, StoreError};
use crate::ledger::append::book_name;
use crate::ledger::chain::{SCHEMA_VERSION, canonical};
use crate::ledger::read::{self, Recorded, as_i64};
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

/// More than these say no more.
const MOST: usize = 1_000;

impl Ledger {
    /// Derives everything again, from the genesis on, and compares: every page of the file, the schema and its
    /// triggers, the chain, each body's canonical form, the postings and their sums, the life of each account.
    ///
    /// # Errors
    /// When the ledger cannot be read at all for a reason of the world (busy, permission). Damage is no
    /// error here: it is among the differences.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let mut found = Findings::default();
        // One view of the file from here on, whatever is written meanwhile.
        let view = self.reader.begin().await.map_err(|error| self.failed(&error))?;
        self.verify_file(&view, &mut found).await?;
        self.verify_schema(&view, &mut found).await?;
        let stored = match self.head_in(&view).await {
            Ok(head) => head,
            Err(error) => {
                found.unreadable(0, error)?;
                Head::genesis(&self.profile)
            }
        };
        let mut chain = Chain::new(Head::genesis(&self.profile));
        self.verify_events(&view, &mut chain, &mut found).await?;
        let whole = chain.last.seq == stored.seq && chain.last.hash == stored.hash;
        if !whole && !found.cut_short {
            found.add(Difference::Head { derived: chain.last.seq, stored: stored.seq });
        }
        self.verify_accounts(&view, &chain.lives, &mut found).await?;
        view.rollback().await.map_err(|error| self.failed(&error))?;
        Ok(Verification {
            ok: found.differences.is_empty(),
            events: chain.events,
            head: stored,
            differences: found.differences,
        })
    }

    /// Every page's authentication code and the structure of the file. A page that another process is just
    /// moving out of the log can look wrong for a moment: only what stays wrong counts.
    async fn verify_file(&self, view: &DatabaseTransaction, found: &mut Findings) -> Result<(), StoreError> {
        let mut complaints = Vec::new();
        for _ in 0..3 {
            complaints = self.complaints(view, "PRAGMA cipher_integrity_check", found).await?;
            if complaints.is_empty() {
                break;
            }
        }
        for check in ["PRAGMA quick_check(20)", "PRAGMA foreign_key_check"] {
            complaints.extend(self.complaints(view, check, found).await?);
        }
        for detail in complaints {
            found.add(Difference::File { detail });
        }
        Ok(())
    }

    async fn complaints(
        &self,
        view: &DatabaseTransaction,
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
        let expected = expected_schema().await.map_err(|error| self.failed(&error))?;
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
                    None => found.add(Difference::Row { seq }),
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
        for row in rows {
            let number = AccountNumber(row.number);
            let archived = row.archived;
            let differs = match (lives.get(&number), self.account(row)) {
                (_, Err(_)) => Some("has a market that cannot be read"),
                (None, Ok(_)) => Some("was never opened by an event"),
                (Some(life), Ok(account)) => {
                    let same = life.market == Some(account.market)
                        && life.capital == Some(account.capital)
                        && life.opened_at == Some(account.opened_at);
                    (!same).then_some("is not as it was opened").or_else(|| {
                        (life.archived != archived).then_some("is marked open or archived against its events")
                    })
                }
            };
            if let Some(detail) = differs.filter(|_| !found.cut_short) {
                found.add(Difference::Account { account: number, detail });
            }
        }
        Ok(())
    }
}

/// What was found so far.
#[derive(Debug, Default)]
struct Findings {
    differences: Vec<Difference>,
    /// Whether something could not be read, so that what follows from it is no finding of its own.
    cut_short: bool,
}

impl Findings {
    fn add(&mut self, difference: Difference) {
        if self.differences.len() < MOST {
            self.differences.push(difference);
        }
    }

    /// Damage is a finding; a failure of the world ends the verification.
    fn unreadable(&mut self, after: u64, error: StoreError) -> Result<(), StoreError> {
        match error.class() {
            Class::Damaged => {
                self.cut_short = true;
                self.add(Difference::Unreadable { after, detail: error.to_string() });
                Ok(())
            }
            Class::Refused | Class::World { .. } => Err(error),
        }
    }
}

/// What an account's events say about it.
#[derive(Debug, Default)]
struct Life {
    market: Option<Market>,
    capital: Option<Paise>,
    opened_at: Option<Moment>,
    last: Option<Moment>,
    archived: bool,
}

/// The chain as far as it was followed.
#[derive(Debug)]
struct Chain {
    last: Head,
    /// The number of the last row read, readable or not.
    read: u64,
    events: u64,
    lives: BTreeMap<AccountNumber, Life>,
}

impl Chain {
    const fn new(genesis: Head) -> Self {
        Self { last: genesis, read: 0, events: 0, lives: BTreeMap::new() }
    }

    fn follow(&mut self, row: &Recorded, stored_postings: &str, found: &mut Findings) {
        let seq = row.seq;
        if seq > self.read + 1 {
            found.add(Difference::Missing { first: self.read + 1, last: seq - 1 });
        } else if row.prev_hash != self.last.hash {
            found.add(Difference::Link { seq });
        }
        if row.derived_hash() != row.hash {
            found.add(Difference::Hash { seq });
        }
        match body(row) {
            Ok(event) => {
                self.live(row, &event, found);
                if let Some(detail) = postings_differ(&event, stored_postings) {
                    found.add(Difference::Postings { seq, detail });
                }
            }
            Err(detail) => found.add(Difference::Body { seq, detail }),
        }
        self.last = Head { seq, hash: row.hash };
        self.events += 1;
    }

    /// The first event opens the account, none comes before the one before it, none after it is archived.
    fn live(&mut self, row: &Recorded, event: &Event, found: &mut Findings) {
        let life = self.lives.entry(row.account).or_default();
        let opened = life.opened_at.is_some();
        let wrong = match &event.what {
            What::Opened { .. } if opened => Some("opens it again"),
            _ if life.archived => Some("comes after it was archived"),
            What::Opened { market, capital } => {
                life.market = Some(*market);
                life.capital = Some(*capital);
                life.opened_at = Some(event.at);
                None
            }
            _ if !opened => Some("comes before it was opened"),
            _ if life.last.is_some_and(|last| event.at < last) => Some("lies before the one before it"),
            _ => None,
        };
        life.archived |= matches!(event.what, What::Archived);
        life.last = life.last.max(Some(event.at));
        if let Some(detail) = wrong {
            found.add(Difference::Life { seq: row.seq, account: row.account, detail });
        }
    }
}

/// The event in a row, when its body is canonical and agrees with the row.
fn body(row: &Recorded) -> Result<Event, String> {
    if row.schema_version != SCHEMA_VERSION {
        return Err(format!("version {} of the events is not known", row.schema_version));
    }
    let event = row.event().map_err(|error| format!("its body is no event: {error}"))?;
    if canonical(&event).ok().as_deref() != Some(row.body.as_str()) {
        return Err("its body is not in canonical form".into());
    }
    if event.at != row.at {
        return Err("its body and its row name different moments".into());
    }
    Ok(event)
}

fn postings_differ(event: &Event, stored: &str) -> Option<&'static str> {
    let mut derived = String::with_capacity(stored.len());
    let mut sum = Paise::ZERO;
    for (line, posting) in (1..).zip(event.postings()) {
        let comma = if line > 1 { ";" } else { "" };
        let (book, amount, pending) = (book_name(posting.book), posting.amount, posting.pending);
        sum += amount;
        // Writing to a String cannot fail.
        let _: std::fmt::Result = write!(derived, "{comma}{line} {book} {} {}", amount.0, u8::from(pending));
    }
    if derived != stored {
        return Some("are not those that follow from it");
    }
    (!sum.is_zero()).then_some("do not sum to zero")
}

fn posting_texts(rows: &[sea_orm::QueryResult]) -> BTreeMap<u64, String> {
    let text = |row: &sea_orm::QueryResult| {
        let seq: i64 = row.try_get_by_index(0).ok()?;
        Some((seq.unsigned_abs(), row.try_get_by_index(1).ok()?))
    };
    rows.iter().filter_map(text).collect()
}

/// Each object of a schema and how it was made. SQLite's own, without words, are left out.
async fn schema(db: &impl ConnectionTrait) -> Result<BTreeMap<String, String>, sea_orm::DbErr> {
    let rows = db.query_all_raw(database::plain(SCHEMA)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The schema that the steps make, from an empty database in memory.
async fn expected_schema() -> Result<BTreeMap<String, String>, sea_orm::DbErr> {
    let db = sea_orm::Database::connect("sqlite::memory:").await?;
    migrations::Ledger::up(&db, None).await?;
    let schema = schema(&db).await?;
    db.close().await?;
    Ok(schema)
}

const SCHEMA: &str = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1";

/// One row an event, so that a million events' postings are compared in seconds.
const POSTINGS: &str = "SELECT seq, group_concat(line || ' ' || book || ' ' || amount_paise || ' ' || pending, ';' \
    ORDER BY line) FROM posting WHERE seq > ? AND seq <= ? GROUP BY seq";
