//! Prices, the board, movers and charts for the window.

use std::collections::HashMap;

use desk::{Absence, Chart, Frame, IndexQuoted, Movers, Quoted, Scene, ToldBy, View};
use store::DaySummary;
use trading::{Bar, Price, Source, Symbol};

use super::words::source_words;
use crate::wire;

/// IST ahead of UTC, in seconds.
const IST_SECONDS: i64 = 19_800;

/// What stands beside a price in a row: how many shares are held, and the indices that the stock belongs to.
#[derive(Debug, Default)]
pub(crate) struct Beside<'a> {
    held: HashMap<&'a Symbol, i64>,
    indices: HashMap<&'a Symbol, Vec<&'a str>>,
}

impl<'a> Beside<'a> {
    /// Shares held and index membership at once, for many rows.
    pub(crate) fn of(scene: &'a Scene, view: &'a View) -> Self {
        let market = scene.tape.market();
        let mut indices: HashMap<&Symbol, Vec<&str>> = HashMap::new();
        for index in market.listed_indices() {
            for member in market.members(index) {
                indices.entry(member).or_default().push(index);
            }
        }
        Self { indices, ..Self::held(view) }
    }

    /// Shares held only.
    pub(crate) fn held(view: &'a View) -> Self {
        let held = view.holdings.iter().map(|held| (&held.quote.instrument.symbol, held.quantity));
        Self { held: held.collect(), indices: HashMap::new() }
    }
}

/// A row with its price.
pub(crate) fn quote(quoted: &Quoted, beside: &Beside<'_>) -> wire::Quote {
    let instrument = &quoted.instrument;
    let standing = quoted.standing.as_ref();
    let indices = beside.indices.get(&instrument.symbol);
    wire::Quote {
        symbol: instrument.symbol.to_string(),
        name: instrument.name.to_string(),
        isin: instrument.isin.to_string(),
        series: instrument.series.code().into(),
        last_paise: paise(quoted.last()),
        previous_close_paise: paise(quoted.previous_close()),
        open_paise: paise(standing.and_then(|standing| standing.open)),
        high_paise: paise(standing.and_then(|standing| standing.high)),
        low_paise: paise(standing.and_then(|standing| standing.low)),
        change_paise: quoted.change().map(|change| change.0),
        change_bp: quoted.change_bp(),
        volume: standing.and_then(|standing| standing.volume),
        turnover_paise: standing.and_then(|standing| standing.turnover).map(|turnover| turnover.0),
        as_of: quoted.as_of().map(|at| at.to_string()),
        source: standing.map(|standing| source_words(standing.source)),
        stale: quoted.stale,
        held_quantity: beside.held.get(&instrument.symbol).copied().unwrap_or_default(),
        indices: indices.into_iter().flatten().map(|index| (*index).to_owned()).collect(),
        absence: None,
    }
}

/// A row of a search, or the head of a page, which says why there is no price.
pub(crate) fn found(scene: &Scene, quoted: &Quoted, beside: &Beside<'_>) -> wire::Quote {
    let absence = scene.absence(&quoted.instrument.symbol).map(|absence| match absence {
        Absence::NotTraded(day) => format!("Not traded on {}", day.words()),
        Absence::ListedLater(day) => format!("Listed later, on {}", day.words()),
    });
    wire::Quote { absence, ..quote(quoted, beside) }
}

/// An index.
pub(crate) fn index(index: &IndexQuoted) -> wire::IndexQuote {
    wire::IndexQuote {
        name: index.name.to_string(),
        last: index.last,
        change: index.change(),
        change_bp: index.change_bp(),
        as_of: index.as_of.map(|at| at.to_string()),
        source: index.source.map(source_words),
        stale: index.stale,
    }
}

/// All stocks.
pub(crate) fn board(scene: &Scene, rows: &[Quoted], beside: &Beside<'_>) -> wire::Board {
    wire::Board {
        as_of: scene.now.to_string(),
        source: label(scene),
        rows: rows.iter().map(|row| quote(row, beside)).collect(),
    }
}

/// The figures of a row that moved.
pub(crate) fn board_tick(quoted: &Quoted) -> wire::BoardTick {
    let standing = quoted.standing.as_ref();
    wire::BoardTick {
        symbol: quoted.instrument.symbol.to_string(),
        last_paise: paise(quoted.last()),
        open_paise: paise(standing.and_then(|standing| standing.open)),
        high_paise: paise(standing.and_then(|standing| standing.high)),
        low_paise: paise(standing.and_then(|standing| standing.low)),
        change_paise: quoted.change().map(|change| change.0),
        change_bp: quoted.change_bp(),
        volume: standing.and_then(|standing| standing.volume),
        turnover_paise: standing.and_then(|standing| standing.turnover).map(|turnover| turnover.0),
    }
}

/// The largest rises and falls.
pub(crate) fn movers(movers: &Movers, beside: &Beside<'_>) -> wire::Movers {
    let rows = |rows: &[Quoted]| rows.iter().map(|row| quote(row, beside)).collect();
    wire::Movers {
        as_of: movers.as_of.to_string(),
        universe: desk::MOVERS_UNIVERSE.into(),
        gainers: rows(&movers.gainers),
        losers: rows(&movers.losers),
        most_active: rows(&movers.most_active),
    }
}

/// A chart's bars. Days are facts of the archive, but for the one that a practice account is in.
pub(crate) fn chart(scene: &Scene, symbol: &Symbol, frame: Frame, chart: &Chart) -> wire::Chart {
    let candle = |bar: &Bar| wire::Candle {
        time: bar.from.millis().div_euclid(1000) + IST_SECONDS,
        open_paise: bar.open.paise(),
        high_paise: bar.high.paise(),
        low_paise: bar.low.paise(),
        close_paise: bar.close.paise(),
        volume: bar.volume,
    };
    let label = match frame {
        Frame::Minutes(_) if chart.told_by.is_empty() => label(scene),
        Frame::Minutes(_) => chart.told_by.iter().map(|told| told_by(*told)).collect::<Vec<_>>().join(" · "),
        Frame::Day => source_words(Source::Archive),
    };
    wire::Chart { symbol: symbol.to_string(), label, candles: chart.bars.iter().map(candle).collect() }
}

/// Who tells some bars of a chart, in words.
fn told_by(told: ToldBy) -> String {
    match told {
        ToldBy::Day(source) => source_words(source),
        ToldBy::Charts { source, asked_at } => {
            format!("Charts of {}, {}", source_words(source), asked_at.clock())
        }
        ToldBy::Beat => "Lakh's own quotes, every 15 s".into(),
    }
}

/// A day of the archive.
pub(crate) fn day(day: &DaySummary) -> wire::MarketDay {
    wire::MarketDay {
        day: day.day.to_string(),
        stocks: day.stocks,
        complete: day.complete,
        recorded: day.has_ticks,
    }
}

/// Where a scene's prices come from, in words.
pub(super) fn label(scene: &Scene) -> String {
    source_words(scene.tape.source())
}

/// A price for the wire.
pub(super) fn paise(price: Option<Price>) -> Option<i64> {
    price.map(Price::paise)
}
