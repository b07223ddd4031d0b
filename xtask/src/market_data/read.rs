//! The recorded files that the built-in market is derived from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use feed::nse::files::decode;
use serde::Deserialize;
use trading::{
    Announcement, Day, DayRow, DecodedFile, Facts, IndexLevel, IndexMembers, ListedBand, ListedEquity, Symbol,
};

/// Everything that was read, each kind in the order of its days.
pub(super) struct Files {
    /// The ten days' prices.
    pub(super) days: Vec<(Day, Vec<DayRow>)>,
    /// The same days' prices with deliveries.
    pub(super) deliveries: Vec<(Day, Vec<DayRow>)>,
    /// The last trading day of the month before.
    pub(super) month_end: Vec<DayRow>,
    /// Symbols that earlier files know, so that a new one can be told.
    pub(super) known_before: BTreeSet<Symbol>,
    /// Lists of equities, the newest first.
    pub(super) equities: Vec<Vec<ListedEquity>>,
    /// The price bands of December 2025.
    pub(super) bands: Vec<ListedBand>,
    /// Index levels of the ten days.
    pub(super) indices: Vec<IndexLevel>,
    /// Members of the indices whose lists are at hand, older lists of an index first.
    pub(super) members: Vec<IndexMembers>,
    /// Corporate actions of the ten days.
    pub(super) actions: Vec<Announcement>,
    /// Stocks with derivatives on 17 November 2025.
    pub(super) with_derivatives: BTreeSet<Symbol>,
}

const FIRST: &str = "2026-08-03";
const LAST: &str = "2026-08-14";
const MONTH_END: &str = "2026-07-31";

impl Files {
    /// Reads the folder; any file or row that is refused stops the chore, so that nothing is lost unseen.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let (first, last): (Day, Day) = (FIRST.parse()?, LAST.parse()?);
        let (earlier, mut days): (Vec<_>, Vec<_>) =
            daily(&folder.join("udiff_bhavcopy"))?.into_iter().partition(|(day, _)| *day < first);
        days.retain(|(day, _)| *day <= last);
        ensure!(days.len() == 10, "ten days are expected from {first} to {last}, {} are there", days.len());
        let equities = lists_of_equities(folder)?;
        let bands = price_bands(folder)?;

        let mut known_before: BTreeSet<Symbol> = bands.iter().map(|band| band.symbol.clone()).collect();
        known_before.extend(equities.iter().flatten().map(|equity| equity.symbol.clone()));
        for (_, rows) in daily(&folder.join("old_bhavcopy"))?.iter().chain(&earlier) {
            known_before.extend(rows.iter().map(|row| row.symbol.clone()));
        }
        let month_end_day: Day = MONTH_END.parse()?;
        let month_end = earlier.into_iter().find(|(day, _)| *day == month_end_day);
        let (_, month_end) = month_end.with_context(|| format!("the file of {MONTH_END} is not there"))?;
        Ok(Self {
            days,
            deliveries: daily(&folder.join("sec_bhavdata_full"))?,
            month_end,
            known_before,
            equities,
            bands,
            indices: index_levels(folder)?,
            members: index_members(folder)?,
            actions: corporate_actions(folder)?,
            with_derivatives: derivatives(&folder.join("equity_stock_indices"))?,
        })
    }
}

/// The files of a folder in the order of their names.
fn paths(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Every file of a folder, decoded.
fn decoded(folder: &Path) -> anyhow::Result<Vec<DecodedFile>> {
    paths(folder)?.iter().map(|path| decoded_one(path)).collect()
}

fn decoded_one(path: &Path) -> anyhow::Result<DecodedFile> {
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = decode(&name, &bytes).with_context(|| name.clone())?;
    if let Some(refusal) = file.refusals.first() {
        bail!("{name}, row {}: {} ({} rows refused)", refusal.row, refusal.reason, file.refusals.len());
    }
    Ok(file)
}

/// Daily files of a folder, in the order of their days.
fn daily(folder: &Path) -> anyhow::Result<Vec<(Day, Vec<DayRow>)>> {
    let mut days = Vec::new();
    for file in decoded(folder)? {
        let (Some(day), Facts::Days(rows)) = (file.day, file.facts) else {
            bail!("{} holds a file of another kind", folder.display());
        };
        days.push((day, rows));
    }
    days.sort_by_key(|(day, _)| *day);
    Ok(days)
}

fn lists_of_equities(folder: &Path) -> anyhow::Result<Vec<Vec<ListedEquity>>> {
    let mut lists = Vec::new();
    for file in decoded(&folder.join("equity_list"))? {
        let Facts::Equities(list) = file.facts else { bail!("equity_list holds a {}", file.kind.words()) };
        lists.push(list);
    }
    lists.reverse();
    Ok(lists)
}

fn price_bands(folder: &Path) -> anyhow::Result<Vec<ListedBand>> {
    let mut bands = Vec::new();
    for file in decoded(&folder.join("sec_list"))? {
        let Facts::Bands(list) = file.facts else { bail!("sec_list holds a {}", file.kind.words()) };
        bands.extend(list);
    }
    Ok(bands)
}

fn index_levels(folder: &Path) -> anyhow::Result<Vec<IndexLevel>> {
    let mut levels = Vec::new();
    for file in decoded(&folder.join("index_close"))? {
        let Facts::Indices(list) = file.facts else { bail!("index_close holds a {}", file.kind.words()) };
        levels.extend(list);
    }
    Ok(levels)
}

fn index_members(folder: &Path) -> anyhow::Result<Vec<IndexMembers>> {
    let mut lists = Vec::new();
    for file in decoded(&folder.join("index_lists"))? {
        let Facts::Members(list) = file.facts else { bail!("index_lists holds a {}", file.kind.words()) };
        lists.push(list);
    }
    Ok(lists)
}

fn corporate_actions(folder: &Path) -> anyhow::Result<Vec<Announcement>> {
    let mut actions = Vec::new();
    for file in decoded(&folder.join("corporate_actions"))? {
        let Facts::Actions(list) = file.facts else {
            bail!("corporate_actions holds a {}", file.kind.words())
        };
        actions.extend(list);
    }
    Ok(actions)
}

/// The list of stocks with derivatives, as the website answered it.
fn derivatives(folder: &Path) -> anyhow::Result<BTreeSet<Symbol>> {
    #[derive(Deserialize)]
    struct Answer {
        data: Vec<Row>,
    }
    #[derive(Deserialize)]
    struct Row {
        symbol: Symbol,
    }
    let mut symbols = BTreeSet::new();
    for path in paths(folder)? {
        let answer: Answer = serde_json::from_slice(&std::fs::read(&path)?)
            .with_context(|| format!("{} is not the list of stocks with derivatives", path.display()))?;
        symbols.extend(answer.data.into_iter().map(|row| row.symbol));
    }
    Ok(symbols)
}
