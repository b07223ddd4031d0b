//! Tables: one row a thing, the columns as `docs/cli.md` says.

use std::path::Path;

use store::{Account, Ledger, book_name};
use trading::{Event, Market, What};

use crate::export::{Exported, Sheet, each_event, failed};
use crate::problem::Problem;

const ACCOUNTS: [&str; 8] =
    ["number", "name", "kind", "day", "seed", "capital_paise", "opened_at", "archived"];
const EVENTS: [&str; 8] = ["seq", "account", "at", "wall_at", "schema_version", "body", "prev_hash", "hash"];
const POSTINGS: [&str; 7] = ["seq", "line", "account", "at", "book", "amount_paise", "pending"];
const TRADES: [&str; 13] = [
    "seq",
    "account",
    "at",
    "trade",
    "order",
    "symbol",
    "isin",
    "side",
    "product",
    "quantity",
    "price_paise",
    "charges_paise",
    "charged_under",
];

pub(super) async fn write(ledger: &Ledger, to: &Path) -> Result<Exported, Problem> {
    let mut accounts = Table::create(to, "accounts.csv", &ACCOUNTS)?;
    for account in ledger.accounts().await? {
        accounts.row(account_row(&account))?;
    }
    let mut events = Table::create(to, "events.csv", &EVENTS)?;
    let mut postings = Table::create(to, "postings.csv", &POSTINGS)?;
    let mut trades = Table::create(to, "trades.csv", &TRADES)?;
    let count = each_event(ledger, |recorded, event| {
        let (seq, account, at) =
            (recorded.seq.to_string(), recorded.account.to_string(), recorded.at.to_string());
        events.row([
            seq.clone(),
            account.clone(),
            at.clone(),
            recorded.wall_at.to_string(),
            recorded.schema_version.to_string(),
            recorded.body.clone(),
            recorded.prev_hash.to_string(),
            recorded.hash.to_string(),
        ])?;
        for (line, posting) in (1..).zip(event.postings()) {
            postings.row([
                seq.clone(),
                i32::to_string(&line),
                account.clone(),
                at.clone(),
                book_name(posting.book).to_owned(),
                posting.amount.0.to_string(),
                posting.pending.to_string(),
            ])?;
        }
        trade_row(&seq, &account, event).map_or(Ok(()), |row| trades.row(row))
    });
    let count = count.await?;
    let files = [accounts, events, postings, trades].into_iter().map(Table::finish);
    Ok(Exported { files: files.collect::<Result<_, _>>()?, events: count })
}

fn account_row(account: &Account) -> [String; 8] {
    let (kind, day, seed) = match account.market {
        Market::Live => ("live", String::new(), String::new()),
        Market::Practice { day, seed } => ("practice", day.to_string(), seed.to_string()),
    };
    [
        account.number.to_string(),
        account.name.clone(),
        kind.to_owned(),
        day,
        seed,
        account.capital.0.to_string(),
        account.opened_at.to_string(),
        account.archived.to_string(),
    ]
}

fn trade_row(seq: &str, account: &str, event: &Event) -> Option<[String; 13]> {
    let What::Filled(fill) = &event.what else { return None };
    Some([
        seq.to_owned(),
        account.to_owned(),
        event.at.to_string(),
        fill.trade.0.to_string(),
        fill.order.0.to_string(),
        fill.symbol.to_string(),
        fill.isin.to_string(),
        format!("{:?}", fill.side).to_lowercase(),
        format!("{:?}", fill.product).to_lowercase(),
        fill.quantity.to_string(),
        fill.price.paise().to_string(),
        fill.charges.total().0.to_string(),
        fill.charged_under.map(|under| under.to_string()).unwrap_or_default(),
    ])
}

/// A table that is being written.
struct Table {
    sheet: Sheet,
}

impl Table {
    fn create(to: &Path, name: &str, columns: &[&str]) -> Result<Self, Problem> {
        let mut table = Self { sheet: Sheet::create(to, name)? };
        table.row(columns)?;
        Ok(table)
    }

    fn row<I>(&mut self, cells: I) -> Result<(), Problem>
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]>,
    {
        let mut writer = csv::Writer::from_writer(&mut self.sheet.out);
        let written = writer.write_record(cells).map_err(std::io::Error::from);
        let written = written.and_then(|()| writer.flush());
        drop(writer);
        written.map_err(|error| failed(&self.sheet.path, &error))
    }

    fn finish(self) -> Result<std::path::PathBuf, Problem> {
        self.sheet.finish()
    }
}
