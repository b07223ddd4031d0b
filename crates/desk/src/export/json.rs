//! JSON: the whole ledger in one document.

use std::path::Path;

use serde_json::{Value, json};
use store::{Ledger, Session, book_name};

use crate::export::{Exported, Sheet, each_event};
use crate::problem::Problem;

pub(super) async fn write(ledger: &Ledger, session: &Session, to: &Path) -> Result<Exported, Problem> {
    let mut sheet = Sheet::create(to, "ledger.json")?;
    let accounts: Vec<Value> = ledger
        .accounts()
        .await?
        .iter()
        .map(|account| {
            json!({
                "number": account.number.0,
                "name": account.name,
                "market": account.market,
                "capital_paise": account.capital.0,
                "opened_at": account.opened_at,
                "archived": account.archived,
            })
        })
        .collect();
    let head = ledger.head().await?;
    let profile = json!({ "id": session.id().as_str(), "name": session.profile().name });
    let (profile, accounts) = (profile, Value::from(accounts));
    sheet.put(&format!(
        "{{\n\"profile\": {profile},\n\"head\": {{\"seq\": {}, \"hash\": \"{}\"}},\n\"accounts\": {accounts},\n\"events\": [",
        head.seq, head.hash
    ))?;
    let mut comma = "\n";
    let events = each_event(ledger, |recorded, event| {
        let postings: Vec<Value> = event
            .postings()
            .iter()
            .map(|posting| {
                json!({
                    "book": book_name(posting.book),
                    "amount_paise": posting.amount.0,
                    "pending": posting.pending,
                })
            })
            .collect();
        let row = json!({
            "seq": recorded.seq,
            "account": recorded.account.0,
            "at": recorded.at,
            "wall_at": recorded.wall_at,
            "schema_version": recorded.schema_version,
            "event": event,
            "postings": postings,
            "prev_hash": recorded.prev_hash.to_string(),
            "hash": recorded.hash.to_string(),
        });
        sheet.put(&format!("{comma}{row}"))?;
        comma = ",\n";
        Ok(())
    });
    let events = events.await?;
    sheet.put("\n]\n}\n")?;
    Ok(Exported { files: vec![sheet.finish()?], events })
}
