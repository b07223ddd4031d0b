//! Writing events: all of a call's events and postings in one durable transaction, or none.

use std::fmt::Write;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};
use trading::{Book, ChargeName, Event, Moment};

use crate::database;
use crate::failure::{Class, StoreError, result_code};
use crate::ledger::chain::{self, Hash, Link, SCHEMA_VERSION};
use crate::ledger::{AccountNumber, Head, Ledger};

/// Why events were not written. None of them was.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Something else was written first: read what is new, apply it, ask again.
    #[error("The ledger moved on to {actual}: read what is new and decide again")]
    HeadMoved {
        /// Where it ends now.
        actual: Head,
    },
    /// An event lies before the last one of its account.
    #[error("The clock went back behind the account's last event, of {} {}", last.day().words(), last.clock())]
    TimeRunsBackwards {
        /// The moment of the account's last event.
        last: Moment,
    },
    /// An event that cannot be written down.
    #[error("The event cannot be written down: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// The account is not there or archived, or the disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppendError {
    /// What kind of failure it is.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            Self::HeadMoved { .. } => Class::World { try_again: true },
            Self::TimeRunsBackwards { .. } => Class::World { try_again: false },
            Self::Unwritable(_) => Class::Refused,
            Self::Store(error) => error.class(),
        }
    }

    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HeadMoved { .. } => "head_moved",
            Self::TimeRunsBackwards { .. } => "time_runs_backwards",
            Self::Unwritable(_) => "unwritable_event",
            Self::Store(error) => error.code(),
        }
    }

    /// What to do about it, in a sentence.
    #[must_use]
    pub const fn next_step(&self) -> &'static str {
        match self {
            Self::HeadMoved { .. } => "Try again: another window or command wrote to this ledger first.",
            Self::TimeRunsBackwards { .. } => "Set the computer's clock right, then try again.",
            Self::Unwritable(_) => "This is a mistake in Lakh; nothing was changed.",
            Self::Store(error) => error.next_step(),
        }
    }
}

/// A failed write, before it is known why.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error(transparent)]
    Unwritable(#[from] serde_json::Error),
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl Ledger {
    /// Where the ledger ends.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn head(&self) -> Result<Head, StoreError> {
        self.head_in(&self.writer).await
    }

    /// Writes events of an account, and their postings, after the head that the caller has seen. When this
    /// returns they are on the disk.
    ///
    /// # Errors
    /// [`AppendError::HeadMoved`] when something else was written since; then, as after every other error,
    /// none of the events is there.
    pub async fn append(
        &self,
        expected: &Head,
        account: AccountNumber,
        wall_at: Moment,
        events: &[Event],
    ) -> Result<Head, AppendError> {
        if events.is_empty() {
            return Ok(*expected);
        }
        let begun = database::begin(&self.writer).await.map_err(|error| self.failed(&error))?;
        match write(&begun, expected, account, wall_at, events).await {
            Ok(head) => {
                begun.commit().await.map_err(|error| self.failed(&error))?;
                self.acknowledged(&head);
                Ok(head)
            }
            Err(error) => {
                begun.rollback().await.map_err(|error| self.failed(&error))?;
                Err(self.refused(expected, account, error).await)
            }
        }
    }

    pub(crate) async fn head_in(&self, db: &impl ConnectionTrait) -> Result<Head, StoreError> {
        let row = db.query_one_raw(database::plain("SELECT seq, hash FROM head")).await;
        let row = row.map_err(|error| self.failed(&error))?;
        let row = row.ok_or_else(|| self.damaged("the head is missing"))?;
        let seq: i64 = row.try_get_by_index(0).map_err(|error| self.failed(&error))?;
        let hash: Vec<u8> = row.try_get_by_index(1).map_err(|error| self.failed(&error))?;
        match (u64::try_from(seq), Hash::from_blob(&hash)) {
            (Ok(seq), Some(hash)) => Ok(Head { seq, hash }),
            _ => Err(self.damaged("the head cannot be read")),
        }
    }

    /// Tells the witness what is on the disk now.
    pub(crate) fn acknowledged(&self, head: &Head) {
        if let Some(witness) = &self.witness {
            witness.remember(head);
        }
    }

    /// What a failed write means. The triggers and keys of the schema say so in their refusal.
    pub(crate) async fn refused(
        &self,
        expected: &Head,
        account: AccountNumber,
        error: WriteError,
    ) -> AppendError {
        let error = match error {
            WriteError::Unwritable(error) => return AppendError::Unwritable(error),
            WriteError::Database(error) => error,
        };
        let Some(code) = result_code(&error).filter(|code| code & 0xff == CONSTRAINT) else {
            return self.failed(&error).into();
        };
        // A caller who has not seen everything learns that first, whatever else is wrong with the events.
        match self.head().await {
            Ok(actual) if actual != *expected => return AppendError::HeadMoved { actual },
            Ok(_) => {}
            Err(error) => return error.into(),
        }
        let words = error.to_string();
        if words.contains(migrations::refusals::ACCOUNT_ARCHIVED) {
            return StoreError::AccountArchived { account: account.to_string() }.into();
        }
        if code == CONSTRAINT_FOREIGNKEY {
            return StoreError::NoSuchAccount { account: account.to_string() }.into();
        }
        if words.contains(migrations::refusals::TIME_RUNS_BACKWARDS) {
            match self.last_moment(account).await {
                Ok(Some(last)) => return AppendError::TimeRunsBackwards { last },
                Ok(None) => {}
                Err(error) => return error.into(),
            }
        }
        // The schema refuses what it should take: it is not the schema that it was.
        self.failed(&error).into()
    }

    async fn last_moment(&self, account: AccountNumber) -> Result<Option<Moment>, StoreError> {
        let sql = "SELECT at FROM event WHERE account = ? ORDER BY seq DESC LIMIT 1";
        let row = self.writer.query_one_raw(database::with(sql, [account.0.into()])).await;
        let at = row.and_then(|row| row.map(|row| row.try_get_by_index(0)).transpose());
        at.map(|at| at.map(Moment::from_millis)).map_err(|error| self.failed(&error))
    }
}

/// Writes events and their postings within a transaction.
pub(crate) async fn write(
    begun: &DatabaseTransaction,
    expected: &Head,
    account: AccountNumber,
    wall_at: Moment,
    events: &[Event],
) -> Result<Head, WriteError> {
    let mut head = *expected;
    for run in events.chunks(EVENTS_AT_ONCE) {
        let mut values: Vec<Value> = Vec::with_capacity(run.len() * EVENT_COLUMNS);
        let mut postings = String::from("[");
        for event in run {
            let body = chain::canonical(event)?;
            let link = Link { account, at: event.at, wall_at, schema_version: SCHEMA_VERSION, body: &body };
            let next = head.then(&link);
            let seq = i64::try_from(next.seq).map_err(|_| DbErr::Custom("the ledger is full".into()))?;
            list_postings(&mut postings, seq, event);
            values.extend([
                seq.into(),
                account.0.into(),
                event.at.millis().into(),
                wall_at.millis().into(),
                SCHEMA_VERSION.into(),
                body.into(),
                head.hash.blob(),
                next.hash.blob(),
            ]);
            head = next;
        }
        begun.execute_raw(database::with(insert_events(run.len()), values)).await?;
        if postings.len() > 1 {
            postings.push(']');
            begun.execute_raw(database::with(INSERT_POSTINGS, [postings.into()])).await?;
        }
    }
    Ok(head)
}

/// Appends an event's postings to a JSON array of rows. Nothing in them needs escaping.
fn list_postings(rows: &mut String, seq: i64, event: &Event) {
    for (line, posting) in (1..).zip(event.postings()) {
        let comma = if rows.len() > 1 { "," } else { "" };
        let (book, amount) = (book_name(posting.book), posting.amount.0);
        let pending = u8::from(posting.pending);
        // Writing to a String cannot fail.
        let _: std::fmt::Result = write!(rows, "{comma}[{seq},{line},\"{book}\",{amount},{pending}]");
    }
}

fn insert_events(rows: usize) -> String {
    const START: &str = "INSERT INTO event \
        (seq, account, at, wall_at, schema_version, body, prev_hash, hash) VALUES ";
    let mut sql = String::with_capacity(START.len() + rows * 18);
    sql.push_str(START);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(?,?,?,?,?,?,?,?)" } else { ",(?,?,?,?,?,?,?,?)" });
    }
    sql
}

/// The name of a book, as it is stored and exported.
#[must_use]
pub const fn book_name(book: Book) -> &'static str {
    match book {
        Book::Capital => "capital",
        Book::Cash => "cash",
        Book::Blocked => "blocked",
        Book::Securities => "securities",
        Book::Intraday => "intraday",
        Book::IntradayClearing => "intraday_clearing",
        Book::Receivable => "receivable",
        Book::Payable => "payable",
        Book::RealisedCnc => "realised_cnc",
        Book::RealisedMis => "realised_mis",
        Book::Dividends => "dividends",
        Book::TaxWithheld => "tax_withheld",
        Book::Charge(ChargeName::Brokerage) => "charge_brokerage",
        Book::Charge(ChargeName::Stt) => "charge_stt",
        Book::Charge(ChargeName::Transaction) => "charge_transaction",
        Book::Charge(ChargeName::Sebi) => "charge_sebi",
        Book::Charge(ChargeName::Stamp) => "charge_stamp",
        Book::Charge(ChargeName::Gst) => "charge_gst",
        Book::Charge(ChargeName::Ipft) => "charge_ipft",
        Book::Charge(ChargeName::Dp) => "charge_dp",
        Book::Charge(ChargeName::SquareOff) => "charge_square_off",
    }
}

const EVENTS_AT_ONCE: usize = 500;
const EVENT_COLUMNS: usize = 8;
const CONSTRAINT: i32 = 19;
const CONSTRAINT_FOREIGNKEY: i32 = CONSTRAINT | (3 << 8);

/// One statement whatever the number of rows, so that it is prepared once.
const INSERT_POSTINGS: &str = "INSERT INTO posting (seq, line, book, amount_paise, pending) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)";
