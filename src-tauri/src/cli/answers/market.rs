//! Prices, movers, indices and days as answers.

use desk::{IndexQuoted, MOVERS_UNIVERSE, Movers, Quoted};
use serde::Serialize;
use trading::{Isin, Moment, Paise, Price};

use super::source_code;
use crate::cli::sheet::{self, Entry, change, count, decimal, percent, price, words};

/// A stock with its price.
#[derive(Debug, Serialize)]
pub(crate) struct QuoteAnswer {
    symbol: String,
    name: String,
    isin: Isin,
    series: &'static str,
    last_paise: Option<Price>,
    previous_close_paise: Option<Price>,
    open_paise: Option<Price>,
    high_paise: Option<Price>,
    low_paise: Option<Price>,
    change_paise: Option<Paise>,
    change_percent: Option<String>,
    volume: Option<i64>,
    as_of: Option<Moment>,
    source: Option<&'static str>,
    stale: bool,
    #[serde(skip)]
    change_bp: Option<i32>,
}

impl QuoteAnswer {
    /// From the desk's row.
    pub(crate) fn new(quoted: &Quoted) -> Self {
        let instrument = &quoted.instrument;
        let standing = quoted.standing.as_ref();
        Self {
            symbol: instrument.symbol.to_string(),
            name: instrument.name.to_string(),
            isin: instrument.isin.clone(),
            series: instrument.series.code(),
            last_paise: quoted.last(),
            previous_close_paise: quoted.previous_close(),
            open_paise: standing.and_then(|standing| standing.open),
            high_paise: standing.and_then(|standing| standing.high),
            low_paise: standing.and_then(|standing| standing.low),
            change_paise: quoted.change(),
            change_percent: quoted.change_bp().map(decimal),
            volume: standing.and_then(|standing| standing.volume),
            as_of: quoted.as_of(),
            source: standing.map(|standing| source_code(standing.source)),
            stale: quoted.stale,
            change_bp: quoted.change_bp(),
        }
    }
}

/// Stocks as a table.
pub(crate) fn quotes_sheet(quotes: &[QuoteAnswer]) -> String {
    if quotes.is_empty() {
        return "No stock found.".into();
    }
    let row = |quote: &QuoteAnswer| {
        [
            words(&quote.symbol),
            words(quote.series),
            price(quote.last_paise),
            change(quote.change_paise),
            percent(quote.change_bp),
            price(quote.open_paise),
            price(quote.high_paise),
            price(quote.low_paise),
            price(quote.previous_close_paise),
            count(quote.volume),
            words(&quote.name),
        ]
    };
    let header =
        ["Symbol", "Series", "Last", "Change", "%", "Open", "High", "Low", "Prev. close", "Volume", "Name"];
    sheet::sheet(header, quotes.iter().map(row))
}

/// The largest rises and falls.
#[derive(Debug, Serialize)]
pub(crate) struct MoversAnswer {
    as_of: Moment,
    universe: String,
    gainers: Vec<QuoteAnswer>,
    losers: Vec<QuoteAnswer>,
}

impl MoversAnswer {
    /// From the desk's.
    pub(crate) fn new(movers: &Movers) -> Self {
        Self {
            as_of: movers.as_of,
            universe: MOVERS_UNIVERSE.into(),
            gainers: movers.gainers.iter().map(QuoteAnswer::new).collect(),
            losers: movers.losers.iter().map(QuoteAnswer::new).collect(),
        }
    }

    /// Two tables.
    pub(crate) fn text(&self) -> String {
        let (as_of, universe) = (self.as_of, &self.universe);
        format!(
            "Gainers · {universe} · {} {}\n{}\n\nLosers\n{}",
            as_of.day().words(),
            as_of.clock(),
            quotes_sheet(&self.gainers),
            quotes_sheet(&self.losers)
        )
    }
}

/// An index in hundredths of a point.
#[derive(Debug, Serialize)]
pub(crate) struct IndexAnswer {
    name: String,
    last_hundredths: Option<i64>,
    change_hundredths: Option<i64>,
    change_percent: Option<String>,
    as_of: Option<Moment>,
    source: Option<&'static str>,
    stale: bool,
    #[serde(skip)]
    change_bp: Option<i32>,
}

impl IndexAnswer {
    /// From the desk's.
    pub(crate) fn new(index: &IndexQuoted) -> Self {
        Self {
            name: index.name.to_string(),
            last_hundredths: index.last,
            change_hundredths: index.change(),
            change_percent: index.change_bp().map(decimal),
            as_of: index.as_of,
            source: index.source.map(source_code),
            stale: index.stale,
            change_bp: index.change_bp(),
        }
    }
}

/// Indices as a table.
pub(crate) fn indices_sheet(indices: &[IndexAnswer]) -> String {
    let points = |hundredths: Option<i64>| sheet::amount(hundredths.map(Paise));
    let row = |index: &IndexAnswer| -> [Entry; 4] {
        [
            words(&index.name),
            points(index.last_hundredths),
            change(index.change_hundredths.map(Paise)),
            percent(index.change_bp),
        ]
    };
    sheet::sheet(["Index", "Level", "Change", "%"], indices.iter().map(row))
}
