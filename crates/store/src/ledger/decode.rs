//! Events from their canonical bytes, quickly: a past is replayed at every opening.
//!
//! An event's kind stands inside what it says, so that the general way reads each body twice, first into a tree.
//! The two kinds that a past mostly consists of are read straight instead, where the bytes have exactly the form
//! that they are written in; everything else goes the general way. `verify` uses that alone.

use serde::Deserialize;
use trading::{By, Event, Fill, Moment, OrderId, Paise, Status, Ticket, What};

/// Reads events; keeps the room that reading takes.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// What an event says, as a text of its own.
    said: String,
}

/// What an accepted order's event says. Taken apart field by field into the event, so that a field that is added
/// there cannot be forgotten here.
#[derive(Deserialize)]
struct Accepted {
    order: OrderId,
    ticket: Ticket,
    status: Status,
    block: Paise,
    volume_at: i64,
    taking: bool,
    by: By,
}

impl Decoder {
    /// The event of a body.
    pub(crate) fn event(&mut self, body: &str) -> Result<Event, serde_json::Error> {
        match self.straight(body) {
            Some(event) => Ok(event),
            None => serde_json::from_str(body),
        }
    }

    fn straight(&mut self, body: &str) -> Option<Event> {
        let (at, rest) = body.strip_prefix("{\"at\":\"")?.split_once("\",\"what\":{\"kind\":\"")?;
        let (kind, rest) = rest.split_once("\",")?;
        let said = rest.strip_suffix('}')?;
        self.said.clear();
        self.said.push('{');
        self.said.push_str(said);
        let what = match kind {
            "filled" => What::Filled(Box::new(serde_json::from_str::<Fill>(&self.said).ok()?)),
            "accepted" => {
                let Accepted { order, ticket, status, block, volume_at, taking, by } =
                    serde_json::from_str(&self.said).ok()?;
                What::Accepted { order, ticket, status, block, volume_at, taking, by }
            }
            _ => return None,
        };
        Some(Event { at: at.parse::<Moment>().ok()?, what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: &str = r#"{"at":"2026-08-03T09:15:01+05:30","what":{"kind":"accepted","order":1,"ticket":{"symbol":"RELIANCE","side":"buy","product":"cnc","type":"market","validity":"day","quantity":5,"note":"\",\"kind\":\"filled\" ₹"},"status":"open","block":700000,"volume_at":12345,"taking":false,"by":"user"}}"#;

    fn both(body: &str) -> (Option<Event>, Option<Event>) {
        (Decoder::default().event(body).ok(), serde_json::from_str(body).ok())
    }

    #[test]
    fn both_ways_read_the_same() {
        let (quick, general) = both(ACCEPTED);
        assert!(quick.is_some());
        assert_eq!(quick, general);
        assert!(Decoder::default().straight(ACCEPTED).is_some(), "the quick way was taken");
        let written = quick.and_then(|event| serde_json::to_string(&event).ok());
        assert_eq!(written.as_deref(), Some(ACCEPTED), "canonical");
    }

    #[test]
    fn what_is_not_canonical_is_read_or_refused_as_the_general_way_does() {
        for (from, to) in [
            ("\"taking\":false,", ""),
            ("{\"at\":", "{ \"at\":"),
            ("\"block\":700000", "\"block\":7e5"),
            ("\"kind\":\"accepted\"", "\"kind\":\"archived\""),
            ("\"kind\":\"accepted\"", "\"kind\":\"unheard_of\""),
            ("\"by\":\"user\"}}", "\"by\":\"user\"}"),
            ("\"by\":\"user\"}}", "\"by\":\"user\"}}}"),
            ("\"by\":\"user\"}}", "\"by\":\"user\"},\"more\":1}"),
            ("2026-08-03T", "2026-13-03T"),
            ("\"order\":1", "\"order\":\"1\""),
        ] {
            let changed = ACCEPTED.replace(from, to);
            assert_ne!(changed, ACCEPTED);
            let (quick, general) = both(&changed);
            assert_eq!(quick, general, "{from} {to}");
        }
    }
}
