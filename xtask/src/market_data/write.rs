//! The tables of the built-in market, as CSV in our own columns, gzipped without a time.

use std::io::Write as _;

use csv::Writer;
use flate2::{Compression, GzBuilder};
use trading::{Announced, BandRule, BandSource, CorporateAction, Price, Ratio};

use super::derive::{FiguresRow, Pack};

/// One table.
pub(super) struct Table {
    pub(super) rows: usize,
    csv: Vec<u8>,
}

/// Every table with its file's name.
pub(super) fn tables(pack: &Pack) -> anyhow::Result<Vec<(&'static str, Table)>> {
    Ok(vec![
        ("instruments.csv.gz", instruments(pack)?),
        ("figures.csv.gz", figures(pack)?),
        ("index_levels.csv.gz", index_levels(pack)?),
        ("index_members.csv.gz", index_members(pack)?),
        ("corporate_actions.csv.gz", corporate_actions(pack)?),
        ("month_close.csv.gz", month_close(pack)?),
        ("closing_auction.csv.gz", closing_auction(pack)?),
    ])
}

/// Gzipped with no name, no time and no system, so that the same table gives the same bytes.
pub(super) fn gzipped(table: &Table) -> anyhow::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(&table.csv)?;
    Ok(encoder.finish()?)
}

/// A table being written, row by row.
struct Rows {
    writer: Writer<Vec<u8>>,
    rows: usize,
}

impl Rows {
    fn new(header: &[&str]) -> anyhow::Result<Self> {
        let mut writer = Writer::from_writer(Vec::new());
        writer.write_record(header)?;
        Ok(Self { writer, rows: 0 })
    }

    fn push(&mut self, cells: &[String]) -> anyhow::Result<()> {
        self.rows += 1;
        Ok(self.writer.write_record(cells)?)
    }

    fn done(self) -> anyhow::Result<Table> {
        let csv = self.writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(Table { rows: self.rows, csv })
    }
}

fn instruments(pack: &Pack) -> anyhow::Result<Table> {
    let header =
        ["symbol", "valid_from", "isin", "series", "lot", "face_value", "listed_on", "name", "named_by"];
    let mut rows = Rows::new(&header)?;
    for row in &pack.instruments {
        rows.push(&[
            row.symbol.to_string(),
            row.valid_from.to_string(),
            row.isin.to_string(),
            row.series.to_string(),
            row.lot.to_string(),
            maybe(row.face_value.map(|paise| paise.0)),
            maybe(row.listed_on),
            row.name.clone(),
            row.named_by.into(),
        ])?;
    }
    rows.done()
}

const FIGURES: [&str; 16] = [
    "symbol",
    "day",
    "previous_close",
    "open",
    "high",
    "low",
    "close",
    "last",
    "average",
    "volume",
    "turnover",
    "trades",
    "deliverable",
    "band",
    "band_source",
    "base",
];

fn figures(pack: &Pack) -> anyhow::Result<Table> {
    let mut rows = Rows::new(&FIGURES)?;
    for row in &pack.figures {
        rows.push(&figures_row(row))?;
    }
    rows.done()
}

/// `base` is written only where it is not the previous close.
fn figures_row(row: &FiguresRow) -> [String; FIGURES.len()] {
    let paise = |price: Price| price.paise().to_string();
    let seen = &row.seen;
    [
        seen.symbol.to_string(),
        seen.day.to_string(),
        paise(seen.previous_close),
        paise(seen.open),
        paise(seen.high),
        paise(seen.low),
        paise(seen.close),
        paise(seen.last),
        paise(row.average),
        seen.volume.to_string(),
        seen.turnover.0.to_string(),
        seen.trades.to_string(),
        maybe(row.deliverable),
        match row.band {
            BandRule::Percent(percent) => percent.to_string(),
            BandRule::NoBand => "none".into(),
        },
        match row.band_source {
            BandSource::Listed => "listed".into(),
            BandSource::Assumed => "assumed".into(),
            BandSource::Widened => "widened".into(),
        },
        maybe((row.base != seen.previous_close).then(|| row.base.paise())),
    ]
}

fn index_levels(pack: &Pack) -> anyhow::Result<Table> {
    let mut rows = Rows::new(&["index", "day", "open", "high", "low", "close", "change"])?;
    for level in &pack.indices {
        rows.push(&[
            level.name.clone(),
            level.day.to_string(),
            maybe(level.open),
            maybe(level.high),
            maybe(level.low),
            level.close.to_string(),
            maybe(level.change),
        ])?;
    }
    rows.done()
}

fn index_members(pack: &Pack) -> anyhow::Result<Table> {
    let mut rows = Rows::new(&["index", "symbol"])?;
    for list in &pack.members {
        for symbol in &list.members {
            rows.push(&[list.index.clone(), symbol.to_string()])?;
        }
    }
    rows.done()
}

/// `new` and `old` are shares; `amount` is in hundredths of a paisa for cash a share, and the premium in paise for
/// rights.
fn corporate_actions(pack: &Pack) -> anyhow::Result<Table> {
    let header =
        ["ex_day", "symbol", "isin", "record_day", "face_value", "action", "new", "old", "amount", "subject"];
    let mut rows = Rows::new(&header)?;
    for announced in &pack.actions {
        let [kind, new, old, amount, subject] = action_cells(&announced.action);
        rows.push(&[
            announced.ex_day.to_string(),
            announced.symbol.to_string(),
            announced.isin.to_string(),
            maybe(announced.record_day),
            maybe(announced.face_value.map(|paise| paise.0)),
            kind,
            new,
            old,
            amount,
            subject,
        ])?;
    }
    rows.done()
}

fn action_cells(action: &Announced) -> [String; 5] {
    let none = String::new;
    let action = match action {
        Announced::Unknown { subject } => return ["unknown".into(), none(), none(), none(), subject.clone()],
        Announced::Known(action) => action,
    };
    let shares = |ratio: &Ratio| (ratio.new_shares().to_string(), ratio.old_shares().to_string());
    match action {
        CorporateAction::Dividend { a_share } => {
            ["dividend".into(), none(), none(), a_share.0.to_string(), none()]
        }
        CorporateAction::Split(ratio) => {
            let (new, old) = shares(ratio);
            ["split".into(), new, old, none(), none()]
        }
        CorporateAction::Bonus(ratio) => {
            let (new, old) = shares(ratio);
            ["bonus".into(), new, old, none(), none()]
        }
        CorporateAction::Rights { ratio, premium } => {
            let (new, old) = shares(ratio);
            ["rights".into(), new, old, premium.0.to_string(), none()]
        }
    }
}

fn month_close(pack: &Pack) -> anyhow::Result<Table> {
    let mut rows = Rows::new(&["month", "symbol", "close", "rule"])?;
    for row in &pack.month_close {
        let rule = if row.traded { "traded" } else { "carried" };
        rows.push(&["2026-07".into(), row.symbol.to_string(), row.close.paise().to_string(), rule.into()])?;
    }
    rows.done()
}

fn closing_auction(pack: &Pack) -> anyhow::Result<Table> {
    let mut rows = Rows::new(&["symbol", "from"])?;
    for symbol in &pack.closing_auction {
        rows.push(&[symbol.to_string(), pack.first_day.to_string()])?;
    }
    rows.done()
}

fn maybe(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
