//! Reading events back: an account's, to replay it, and everyone's, to export or verify.

use sea_orm::{QueryResult, Statement};
use trading::{Event, Moment};

use crate::database;
use crate::failure::StoreError;
use crate::ledger::chain::{Hash, Link};
use crate::ledger::decode::Decoder;
use crate::ledger::{AccountNumber, Head, Ledger};

/// What is new for an account, and the head that a caller who has applied it may append after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The ledger's head when the events were read.
    pub head: Head,
    /// The account's events with their numbers, in order.
    pub events: Vec<(u64, Event)>,
}

/// An event as it is written down, with everything that its hash covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number, counted through the whole ledger from 1.
    pub seq: u64,
    /// Whose.
    pub account: AccountNumber,
    /// When, by the account's clock.
    pub at: Moment,
    /// When it was written, by the computer's clock.
    pub wall_at: Moment,
    /// The version of the canonical form.
    pub schema_version: u32,
    /// The event in its canonical form: JSON.
    pub body: String,
    /// The hash of the event before it.
    pub prev_hash: Hash,
    /// Its own.
    pub hash: Hash,
}

impl Ledger {
    /// An account's events after a number (0 for all of them), and the head that they lead to.
    ///
    /// # Errors
    /// When the ledger cannot be read, or an event in it is damaged; the error names the event.
    pub async fn events_after(&self, account: AccountNumber, seq: u64) -> Result<News, StoreError> {
        let mut events = Vec::new();
        let head = self.each_event_after(account, seq, |seq, event| events.push((seq, event))).await?;
        Ok(News { head, events })
    }

    /// Hands on an account's events after a number one by one, so that a long past never lies in memory at once;
    /// answers with the head that they lead to.
    ///
    /// # Errors
    /// As [`Ledger::events_after`]; what was handed on before is sound.
    pub async fn each_event_after(
        &self,
        account: AccountNumber,
        seq: u64,
        mut each: impl FnMut(u64, Event),
    ) -> Result<Head, StoreError> {
        // The head first: nothing is ever changed below it, so what is read up to it belongs together.
        let head = self.head_in(&self.reader).await?;
        let until = as_i64(head.seq);
        let mut after = as_i64(seq);
        let mut decoder = Decoder::default();
        loop {
            let values = [account.0.into(), after.into(), until.into(), PAGE.into()];
            let rows = self.rows_in(&self.reader, database::with(EVENTS_OF_ACCOUNT, values)).await?;
            let page: Option<String> = match rows.first() {
                Some(row) => row.try_get_by_index(0).map_err(|error| self.failed(&error))?,
                None => None,
            };
            let mut read = 0;
            for line in page.as_deref().unwrap_or_default().lines() {
                let (seq, event) = self.event(line, &mut decoder)?;
                after = as_i64(seq);
                each(seq, event);
                read += 1;
            }
            if read < PAGE_ROWS {
                return Ok(head);
            }
        }
    }

    /// Every account's events as they are written down, after a number, in pages: up to 4,096 of them; none
    /// when there are no more.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn recorded_after(&self, seq: u64) -> Result<Vec<Recorded>, StoreError> {
        let rows = self.rows_in(&self.reader, recorded_page(seq)).await?;
        rows.iter().map(|row| recorded(row).ok_or_else(|| self.damaged("an event cannot be read"))).collect()
    }

    /// The event of a line of [`EVENTS_OF_ACCOUNT`].
    fn event(&self, line: &str, decoder: &mut Decoder) -> Result<(u64, Event), StoreError> {
        let (seq, body) = line.split_once(' ').unwrap_or((line, ""));
        let event = decoder.event(body);
        let event =
            event.map_err(|error| self.damaged(format!("event {seq} cannot be understood: {error}")))?;
        let seq = seq.parse().map_err(|_| self.damaged("an event has no number"))?;
        Ok((seq, event))
    }
}

impl Recorded {
    /// The event itself.
    ///
    /// # Errors
    /// When its body is not that of an event.
    pub fn event(&self) -> Result<Event, serde_json::Error> {
        serde_json::from_str(&self.body)
    }

    /// What its hash should be, going by everything else in it.
    pub(crate) fn derived_hash(&self) -> Hash {
        let before = Head { seq: self.seq.saturating_sub(1), hash: self.prev_hash };
        let link = Link {
            account: self.account,
            at: self.at,
            wall_at: self.wall_at,
            schema_version: self.schema_version,
            body: &self.body,
        };
        before.then(&link).hash
    }
}

pub(crate) fn recorded_page(after: u64) -> Statement {
    database::with(RECORDED, [as_i64(after).into(), PAGE.into()])
}

/// A row of [`recorded_page`]; none when a value in it is not of its kind.
pub(crate) fn recorded(row: &QueryResult) -> Option<Recorded> {
    let number = |place: usize| row.try_get_by_index::<i64>(place).ok();
    let hash = |place: usize| Hash::from_blob(&row.try_get_by_index::<Vec<u8>>(place).ok()?);
    Some(Recorded {
        seq: u64::try_from(number(0)?).ok()?,
        account: AccountNumber(number(1)?),
        at: Moment::from_millis(number(2)?),
        wall_at: Moment::from_millis(number(3)?),
        schema_version: u32::try_from(number(4)?).ok()?,
        body: row.try_get_by_index(5).ok()?,
        prev_hash: hash(6)?,
        hash: hash(7)?,
    })
}

/// SQLite counts in signed numbers; no ledger reaches their end.
pub(crate) fn as_i64(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

const PAGE: i64 = 4_096;
pub(crate) const PAGE_ROWS: usize = 4_096;

/// A page of an account's events as one text, a line an event: the way from the database to here costs more a row
/// than everything that is done with it. JSON has no line breaks of its own.
const EVENTS_OF_ACCOUNT: &str = "SELECT group_concat(line, char(10) ORDER BY seq) FROM \
    (SELECT seq, seq || ' ' || body AS line FROM event WHERE account = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?)";

const RECORDED: &str = "SELECT seq, account, at, wall_at, schema_version, body, prev_hash, hash \
    FROM event WHERE seq > ? ORDER BY seq LIMIT ?";
