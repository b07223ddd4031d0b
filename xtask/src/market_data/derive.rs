//! The rules by which the built-in market follows from the files. Each is told in the pack's README.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context as _, ensure};
use trading::{
    Announced, Announcement, BandRule, BandSource, CorporateAction, Day, DayRow, IndexLevel, IndexMembers,
    Isin, Paise, Price, Series, Symbol, band_of_the_day, base_after,
};

use super::read::Files;

/// The built-in market.
pub(super) struct Pack {
    pub(super) instruments: Vec<InstrumentRow>,
    pub(super) figures: Vec<FiguresRow>,
    pub(super) indices: Vec<IndexLevel>,
    pub(super) members: Vec<IndexMembers>,
    pub(super) actions: Vec<Announcement>,
    pub(super) month_close: Vec<MonthClose>,
    /// Stocks with a closing auction from the first day on.
    pub(super) closing_auction: Vec<Symbol>,
    pub(super) first_day: Day,
}

/// An identity of a stock from a day on.
pub(super) struct InstrumentRow {
    pub(super) symbol: Symbol,
    pub(super) valid_from: Day,
    pub(super) isin: Isin,
    pub(super) series: Series,
    pub(super) lot: i64,
    pub(super) face_value: Option<Paise>,
    pub(super) listed_on: Option<Day>,
    pub(super) name: String,
    pub(super) named_by: &'static str,
}

/// A stock's day.
pub(super) struct FiguresRow {
    pub(super) seen: DayRow,
    pub(super) average: Price,
    pub(super) deliverable: Option<i64>,
    pub(super) band: BandRule,
    pub(super) band_source: BandSource,
    pub(super) base: Price,
}

/// The close of the month before, from which ticks follow.
pub(super) struct MonthClose {
    pub(super) symbol: Symbol,
    pub(super) close: Price,
    pub(super) traded: bool,
}

/// Derives everything.
pub(super) fn derive(files: &Files) -> anyhow::Result<Pack> {
    let closing_auction = closing_auction(files);
    let (first_day, _) = files.days.first().context("there is no day")?;
    let mut actions = files.actions.clone();
    // In the order of the announcements where one stock has several.
    actions.sort_by(|a, b| (a.ex_day, &a.symbol).cmp(&(b.ex_day, &b.symbol)));
    Ok(Pack {
        instruments: instruments(files),
        figures: figures(files, &closing_auction)?,
        indices: indices(files)?,
        members: members(files)?,
        actions,
        month_close: month_close(files),
        closing_auction: closing_auction.into_iter().collect(),
        first_day: *first_day,
    })
}

/// Stocks with derivatives in November 2025 whose close equals the last price on most of the ten days: where there
/// is an auction, the close is its price; elsewhere it is an average and rarely equals the last.
fn closing_auction(files: &Files) -> BTreeSet<Symbol> {
    let mut days: BTreeMap<&Symbol, (usize, usize)> = BTreeMap::new();
    for row in files.days.iter().flat_map(|(_, rows)| rows) {
        if files.with_derivatives.contains(&row.symbol) {
            let (equal, all) = days.entry(&row.symbol).or_default();
            *equal += usize::from(row.close == row.last);
            *all += 1;
        }
    }
    days.into_iter().filter(|(_, (equal, all))| equal * 2 > *all).map(|(symbol, _)| symbol.clone()).collect()
}

/// One row for each identity (ISIN, series, lot) that a symbol had, from its first day on.
fn instruments(files: &Files) -> Vec<InstrumentRow> {
    let names = Names::of(files);
    let mut rows: Vec<InstrumentRow> = Vec::new();
    let mut latest: HashMap<&Symbol, (&Isin, Series, i64)> = HashMap::new();
    for (day, day_rows) in &files.days {
        for row in day_rows {
            let (Some(isin), Some(lot)) = (row.isin.as_ref(), row.lot) else { continue };
            let identity = (isin, row.series, lot);
            if latest.insert(&row.symbol, identity) == Some(identity) {
                continue;
            }
            let (name, named_by) = names.name(row);
            rows.push(InstrumentRow {
                symbol: row.symbol.clone(),
                valid_from: *day,
                isin: isin.clone(),
                series: row.series,
                lot,
                face_value: names.face_value(isin, &row.symbol, files),
                listed_on: names.listed_on(&row.symbol),
                name,
                named_by,
            });
        }
    }
    rows.sort_by(|a, b| (&a.symbol, a.valid_from).cmp(&(&b.symbol, b.valid_from)));
    rows
}

/// What the lists of equities and of price bands say about names, newest list first.
struct Names<'a> {
    equities: HashMap<&'a Symbol, (&'a str, Day)>,
    faces: HashMap<&'a Isin, Paise>,
    bands: HashMap<&'a Symbol, &'a str>,
}

impl<'a> Names<'a> {
    fn of(files: &'a Files) -> Self {
        let mut names = Self { equities: HashMap::new(), faces: HashMap::new(), bands: HashMap::new() };
        for equity in files.equities.iter().flatten() {
            names.equities.entry(&equity.symbol).or_insert((&equity.name, equity.listed_on));
            names.faces.entry(&equity.isin).or_insert(equity.face_value);
        }
        for band in &files.bands {
            names.bands.entry(&band.symbol).or_insert(&band.name);
        }
        names
    }

    fn name(&self, row: &DayRow) -> (String, &'static str) {
        if let Some((name, _)) = self.equities.get(&row.symbol) {
            return ((*name).into(), "equity_list");
        }
        if let Some(name) = self.bands.get(&row.symbol) {
            return ((*name).into(), "price_bands");
        }
        (row.name.clone().unwrap_or_else(|| row.symbol.to_string()), "bhavcopy")
    }

    fn listed_on(&self, symbol: &Symbol) -> Option<Day> {
        self.equities.get(symbol).map(|(_, listed_on)| *listed_on)
    }

    /// By ISIN; a new ISIN after a split has the face value that the split announced.
    fn face_value(&self, isin: &Isin, symbol: &Symbol, files: &Files) -> Option<Paise> {
        let listed = self.faces.get(isin).copied();
        listed.or_else(|| {
            let mut before = files.actions.iter().filter(|done| done.symbol == *symbol && done.isin != *isin);
            before.find_map(|done| done.face_value.filter(|_| is_split(done)))
        })
    }
}

fn is_split(announced: &Announcement) -> bool {
    matches!(announced.action, Announced::Known(CorporateAction::Split(_)))
}

/// Every stock's days with average, deliveries and band, by symbol and day.
fn figures(files: &Files, closing_auction: &BTreeSet<Symbol>) -> anyhow::Result<Vec<FiguresRow>> {
    let listed: HashMap<(&Symbol, Series), BandRule> =
        files.bands.iter().map(|row| ((&row.symbol, row.series), row.band)).collect();
    let with_day = files.deliveries.iter().flat_map(|(day, rows)| rows.iter().map(|row| (*day, row)));
    let delivered: HashMap<(Day, &Symbol), &DayRow> =
        with_day.map(|(day, row)| ((day, &row.symbol), row)).collect();
    let mut known = files.known_before.clone();
    let mut figures = Vec::new();
    for (day, rows) in &files.days {
        for row in rows {
            let other = delivered.get(&(*day, &row.symbol)).copied();
            ensure!(other.is_none_or(|other| agree(row, other)), "{} of {day} differs", row.symbol);
            let (base, band, band_source) = band(files, &listed, closing_auction, &known, row);
            figures.push(FiguresRow {
                average: average(row, other)?,
                deliverable: other.and_then(|other| other.deliverable),
                band,
                band_source,
                base,
                seen: row.clone(),
            });
        }
        known.extend(rows.iter().map(|row| row.symbol.clone()));
    }
    figures.sort_by(|a, b| (&a.seen.symbol, a.seen.day).cmp(&(&b.seen.symbol, b.seen.day)));
    Ok(figures)
}

/// The file with deliveries says of a stock what the bhavcopy says.
fn agree(row: &DayRow, other: &DayRow) -> bool {
    let prices = |row: &DayRow| (row.open, row.high, row.low, row.close, row.last, row.previous_close);
    prices(row) == prices(other) && (row.volume, row.trades) == (other.volume, other.trades)
}

/// As published; for the few stocks without it, turnover over volume.
fn average(row: &DayRow, other: Option<&DayRow>) -> anyhow::Result<Price> {
    let published = other.and_then(|other| other.average);
    let computed = || Price::new(row.turnover.portion(1, row.volume).0);
    published.or_else(computed).with_context(|| format!("{} of {} has no average", row.symbol, row.day))
}

/// The band of a day and the price that it is measured from.
fn band(
    files: &Files,
    listed: &HashMap<(&Symbol, Series), BandRule>,
    closing_auction: &BTreeSet<Symbol>,
    known: &BTreeSet<Symbol>,
    row: &DayRow,
) -> (Price, BandRule, BandSource) {
    let of_day = files.actions.iter().filter(|done| done.ex_day == row.day && done.symbol == row.symbol);
    let base = base_after(row.previous_close, of_day);
    if closing_auction.contains(&row.symbol) {
        return (base, BandRule::NoBand, BandSource::Listed);
    }
    // A stock that has left derivatives since the list was written stands under a fixed band again.
    let named = listed.get(&(&row.symbol, row.series)).copied().filter(|band| *band != BandRule::NoBand);
    let (band, source) = band_of_the_day(named, row.series, base, row.high, row.low);
    // On the day of listing, and when trade resumes after long, the band is measured from the call auction's price.
    let starts_anew = !known.contains(&row.symbol) || band == BandRule::NoBand;
    if source == BandSource::Widened && starts_anew {
        let (band, source) = band_of_the_day(named, row.series, row.open, row.high, row.low);
        return (row.open, band, source);
    }
    (base, band, source)
}

/// Index levels by name and day, each name and day once.
fn indices(files: &Files) -> anyhow::Result<Vec<IndexLevel>> {
    let mut levels = files.indices.clone();
    levels.sort_by(|a, b| (&a.name, a.day).cmp(&(&b.name, b.day)));
    let twice = levels.windows(2).any(|pair| matches!(pair, [a, b] if a.name == b.name && a.day == b.day));
    ensure!(!twice, "an index stands twice on one day");
    Ok(levels)
}

/// The newest list of each index, and NIFTY NEXT 50 as what NIFTY 100 has beyond NIFTY 50.
fn members(files: &Files) -> anyhow::Result<Vec<IndexMembers>> {
    let mut lists: BTreeMap<&str, BTreeSet<Symbol>> = BTreeMap::new();
    for list in &files.members {
        lists.insert(&list.index, list.members.iter().cloned().collect());
    }
    let of = |index: &str| lists.get(index).with_context(|| format!("the list of {index} is not there"));
    let next: BTreeSet<Symbol> = of("NIFTY 100")?.difference(of("NIFTY 50")?).cloned().collect();
    ensure!(next.len() == 50, "NIFTY NEXT 50 comes out with {} members", next.len());
    lists.insert("NIFTY NEXT 50", next);
    let lists = lists.into_iter();
    Ok(lists
        .map(|(index, members)| IndexMembers { index: index.into(), members: members.into_iter().collect() })
        .collect())
}

/// The close of the last trading day of July for what traded on it; for the rest the previous close of their first
/// day in August, which is their last close before (for a new listing, the issue price).
fn month_close(files: &Files) -> Vec<MonthClose> {
    let traded: HashMap<&Symbol, Price> =
        files.month_end.iter().map(|row| (&row.symbol, row.close)).collect();
    let mut closes: BTreeMap<&Symbol, MonthClose> = BTreeMap::new();
    for row in files.days.iter().flat_map(|(_, rows)| rows) {
        closes.entry(&row.symbol).or_insert_with(|| {
            let close = traded.get(&row.symbol).copied();
            let carried = close.unwrap_or(row.previous_close);
            MonthClose { symbol: row.symbol.clone(), close: carried, traded: close.is_some() }
        });
    }
    closes.into_values().collect()
}
