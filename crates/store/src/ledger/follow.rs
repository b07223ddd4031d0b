//! Following the chain event by event, and collecting what does not agree.

use std::collections::BTreeMap;
use std::fmt::Write;

use trading::{Event, Market, Moment, Paise, What};

use crate::failure::{Class, StoreError};
use crate::ledger::append::book_name;
use crate::ledger::chain::{SCHEMA_VERSION, canonical};
use crate::ledger::read::Recorded;
use crate::ledger::replay::Replay;
use crate::ledger::{AccountNumber, Difference, Head};

/// More than these say no more.
const MOST: usize = 1_000;

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) differences: Vec<Difference>,
    /// How many there are, those left out too.
    pub(crate) count: usize,
    /// Whether something could not be read, so that what follows from it is no finding of its own.
    pub(crate) cut_short: bool,
}

impl Findings {
    pub(crate) fn add(&mut self, difference: Difference) {
        self.count += 1;
        if self.differences.len() < MOST {
            self.differences.push(difference);
        }
    }

    /// Whether the schema is not what it should be: then what relies on it cannot be asked.
    pub(crate) fn has_schema_differences(&self) -> bool {
        self.differences.iter().any(|difference| matches!(difference, Difference::Schema { .. }))
    }

    /// Damage is a finding; a failure of the world ends the verification.
    pub(crate) fn unreadable(&mut self, after: u64, error: StoreError) -> Result<(), StoreError> {
        match error.class() {
            Class::Damaged => {
                self.cut_short = true;
                self.add(Difference::Unreadable { after, detail: error.to_string() });
                Ok(())
            }
            Class::Refused | Class::NotAllowed | Class::World { .. } => Err(error),
        }
    }
}

/// What an account's events say about it.
#[derive(Debug, Default)]
pub(crate) struct Life {
    pub(crate) market: Option<Market>,
    pub(crate) capital: Option<Paise>,
    pub(crate) opened_at: Option<Moment>,
    last: Option<Moment>,
    pub(crate) archived: bool,
    pub(crate) events: i64,
}

/// The chain as far as it was followed.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) last: Head,
    /// The number of the last row read, readable or not.
    pub(crate) read: u64,
    pub(crate) events: u64,
    pub(crate) lives: BTreeMap<AccountNumber, Life>,
    /// The head that was acknowledged, from outside the file.
    witnessed: Option<Head>,
    pub(crate) replay: Replay,
}

impl Chain {
    pub(crate) const fn new(genesis: Head, witnessed: Option<Head>, replay: Replay) -> Self {
        Self { last: genesis, read: 0, events: 0, lives: BTreeMap::new(), witnessed, replay }
    }

    pub(crate) fn follow(&mut self, row: &Recorded, stored_postings: &str, found: &mut Findings) {
        let seq = row.seq;
        let before = found.count;
        if seq > self.read + 1 {
            found.add(Difference::Missing { first: self.read + 1, last: seq - 1 });
        } else if row.prev_hash != self.last.hash {
            found.add(Difference::Link { seq });
        }
        self.lives.entry(row.account).or_default().events += 1;
        if row.derived_hash() != row.hash {
            found.add(Difference::Hash { seq });
        }
        if self.witnessed.is_some_and(|head| head.seq == seq && head.hash != row.hash) {
            found.add(Difference::Rewritten { seq });
        }
        match body(row) {
            Ok(event) => {
                self.live(row, &event, found);
                if let Some(detail) = postings_differ(&event, stored_postings) {
                    found.add(Difference::Postings { seq, detail });
                }
                if found.count == before {
                    self.replay.follow(row, &event, found);
                } else {
                    self.replay.stop();
                }
            }
            Err(detail) => {
                self.replay.stop();
                found.add(Difference::Body { seq, detail });
            }
        }
        self.last = Head { seq, hash: row.hash };
        self.events += 1;
    }

    /// The first event opens the account, none comes before the one before it, none after it is archived.
    fn live(&mut self, row: &Recorded, event: &Event, found: &mut Findings) {
        let life = self.lives.entry(row.account).or_default();
        let mut wrong = None;
        if let What::Opened { market, capital } = event.what {
            if life.opened_at.is_some() {
                wrong = Some("opens it again");
            } else {
                life.market = Some(market);
                life.capital = Some(capital);
                life.opened_at = Some(event.at);
            }
        } else if life.opened_at.is_none() {
            wrong = Some("comes before it was opened");
        } else if life.archived {
            wrong = Some("comes after it was archived");
        } else if life.last.is_some_and(|last| event.at < last) {
            wrong = Some("lies before the one before it");
        }
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
    // Amounts that were tampered with can be too large to reckon with: then the arithmetic stops, not the proof.
    let Ok(postings) = std::panic::catch_unwind(|| event.postings()) else {
        return Some("cannot be derived: an amount is out of bounds");
    };
    let mut derived = String::with_capacity(stored.len());
    let mut sum: i128 = 0;
    for (line, posting) in (1..).zip(postings) {
        let comma = if line > 1 { ";" } else { "" };
        let (book, amount, pending) = (book_name(posting.book), posting.amount, posting.pending);
        sum += i128::from(amount.0);
        // Writing to a String cannot fail.
        let _: std::fmt::Result = write!(derived, "{comma}{line} {book} {} {}", amount.0, u8::from(pending));
    }
    if derived != stored {
        return Some("are not those that follow from it");
    }
    (sum != 0).then_some("do not sum to zero")
}
