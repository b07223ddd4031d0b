//! Plain-text ledgers: every event with postings is a transaction that sums to zero, in rupees.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use store::{AccountNumber, Ledger, Recorded};
use trading::{Book, ChargeName, Day, Event, Paise, Posting, What};

use crate::export::{Exported, Sheet, each_event};
use crate::problem::Problem;

/// Whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Hledger,
    Beancount,
}

pub(super) async fn write(ledger: &Ledger, to: &Path, dialect: Dialect) -> Result<Exported, Problem> {
    let name = match dialect {
        Dialect::Hledger => "ledger.journal",
        Dialect::Beancount => "ledger.beancount",
    };
    let mut sheet = Sheet::create(to, name)?;
    sheet.put("; Practice money: none of this exists. Written by Lakh.\n")?;
    for account in ledger.accounts().await? {
        let (number, name) = (account.number, account.name.replace(['\n', '\r'], " "));
        sheet.put(&format!("; Account{number} is {name:?}\n"))?;
    }
    match dialect {
        Dialect::Hledger => sheet.put("commodity 1000.00 INR\n\n")?,
        Dialect::Beancount => sheet.put("option \"operating_currency\" \"INR\"\n\n")?,
    }
    let mut ends = Ends::default();
    let events = each_event(ledger, |recorded, event| {
        let postings = event.postings();
        if postings.is_empty() {
            return Ok(());
        }
        let opened = ends.take(recorded, &postings);
        if dialect == Dialect::Beancount {
            for name in opened {
                sheet.put(&format!("{} open {name} INR\n", recorded.at.day()))?;
            }
        }
        sheet.put(&transaction(recorded, event, &postings, dialect))
    });
    let events = events.await?;
    sheet.put(&ends.assertions(dialect))?;
    Ok(Exported { files: vec![sheet.finish()?], events })
}

/// Where each account of the plain-text ledger ends, to be asserted there.
#[derive(Debug, Default)]
struct Ends {
    open: BTreeSet<String>,
    balances: BTreeMap<String, Paise>,
    last_day: BTreeMap<AccountNumber, Day>,
    whose: BTreeMap<String, AccountNumber>,
}

impl Ends {
    /// Counts an event's postings; answers with the names that are new.
    fn take(&mut self, recorded: &Recorded, postings: &[Posting]) -> Vec<String> {
        let day = self.last_day.entry(recorded.account).or_insert_with(|| recorded.at.day());
        *day = (*day).max(recorded.at.day());
        let mut new = Vec::new();
        for posting in postings {
            let name = path(recorded.account, posting.book);
            *self.balances.entry(name.clone()).or_default() += posting.amount;
            self.whose.insert(name.clone(), recorded.account);
            if self.open.insert(name.clone()) {
                new.push(name);
            }
        }
        new
    }

    /// What every balance must be at the end: the other program checks it.
    fn assertions(&self, dialect: Dialect) -> String {
        let mut text = String::new();
        for (name, balance) in &self.balances {
            let Some(day) = self.whose.get(name).and_then(|account| self.last_day.get(account)) else {
                continue;
            };
            let (next, amount) = (day.plus(1), decimal(*balance));
            // Writing to a String cannot fail.
            let _: std::fmt::Result = match dialect {
                Dialect::Hledger => {
                    write!(text, "{next} * the balance at the end\n    {name}    0.00 INR = {amount} INR\n\n")
                }
                Dialect::Beancount => writeln!(text, "{next} balance {name} {amount} INR"),
            };
        }
        text
    }
}

fn transaction(recorded: &Recorded, event: &Event, postings: &[Posting], dialect: Dialect) -> String {
    let flag = if postings.iter().all(|posting| posting.pending) { '!' } else { '*' };
    let day = recorded.at.day();
    let what = story(event);
    let mut text = match dialect {
        Dialect::Hledger => {
            format!("{day} {flag} {what}  ; event:{}, at:{}\n", recorded.seq, recorded.at.clock())
        }
        Dialect::Beancount => {
            format!("{day} {flag} \"{what}\"\n  event: {}\n  at: \"{}\"\n", recorded.seq, recorded.at.clock())
        }
    };
    for posting in postings {
        let (name, amount) = (path(recorded.account, posting.book), decimal(posting.amount));
        let _: std::fmt::Result = writeln!(text, "    {name}    {amount} INR");
    }
    text.push('\n');
    text
}

/// What happened, in words without any that a user wrote.
fn story(event: &Event) -> String {
    match &event.what {
        What::Opened { .. } => "account opened".into(),
        What::Filled(fill) => {
            let side = format!("{:?}", fill.side).to_lowercase();
            format!("{side} {} {} at {}", fill.quantity, fill.symbol, decimal(Paise(fill.price.paise())))
        }
        What::Accepted { .. } => "order placed".into(),
        What::Modified { .. } => "order changed".into(),
        What::Ended { .. } => "order ended".into(),
        What::Settled { .. } => "settlement".into(),
        What::Converted(_) => "position converted".into(),
        What::BoughtIn(_) => "bought in".into(),
        What::Noted(_) => "charges noted".into(),
        What::ExDate(made) => format!("corporate action of {}", made.symbol),
        What::Paid { symbol, .. } => format!("{symbol} paid"),
        What::Renamed { from, to, .. } => format!("{from} is called {to}"),
        What::Right(step) => format!("rights {}", step.right()),
        What::Charging(_) => "charge profile".into(),
        What::Rejected { .. }
        | What::Activated { .. }
        | What::Gtt(_)
        | What::ShortCarried { .. }
        | What::Archived => "note".into(),
    }
}

/// The name of a book as both programs take it.
fn path(account: AccountNumber, book: Book) -> String {
    let (kind, name) = match book {
        Book::Capital => ("Equity", "Capital"),
        Book::Cash => ("Assets", "Cash"),
        Book::Blocked => ("Assets", "Blocked"),
        Book::Securities => ("Assets", "Securities"),
        Book::Intraday => ("Assets", "Intraday"),
        Book::IntradayClearing => ("Assets", "IntradayClearing"),
        Book::Receivable => ("Assets", "Receivable"),
        Book::Payable => ("Liabilities", "Payable"),
        Book::RealisedCnc => ("Income", "RealisedCnc"),
        Book::RealisedMis => ("Income", "RealisedMis"),
        Book::Dividends => ("Income", "Dividends"),
        Book::TaxWithheld => ("Assets", "TaxWithheld"),
        Book::Charge(ChargeName::Brokerage) => ("Expenses", "Brokerage"),
        Book::Charge(ChargeName::Stt) => ("Expenses", "Stt"),
        Book::Charge(ChargeName::Transaction) => ("Expenses", "Transaction"),
        Book::Charge(ChargeName::Sebi) => ("Expenses", "Sebi"),
        Book::Charge(ChargeName::Stamp) => ("Expenses", "Stamp"),
        Book::Charge(ChargeName::Gst) => ("Expenses", "Gst"),
        Book::Charge(ChargeName::Ipft) => ("Expenses", "Ipft"),
        Book::Charge(ChargeName::Dp) => ("Expenses", "Dp"),
        Book::Charge(ChargeName::SquareOff) => ("Expenses", "SquareOff"),
    };
    format!("{kind}:Account{account}:{name}")
}

/// Rupees with two places and no grouping, which both programs read.
fn decimal(amount: Paise) -> String {
    let sign = if amount < Paise::ZERO { "-" } else { "" };
    let paise = amount.0.unsigned_abs();
    format!("{sign}{}.{:02}", paise / 100, paise % 100)
}
