//! The boards of a day for the window.

use desk::{Mark, Ranking, Scene};

use super::market::{Beside, index, label, quote};
use crate::wire;

/// A board.
pub(crate) fn ranked(scene: &Scene, made: &desk::Ranked, beside: &Beside<'_>) -> wire::Ranked {
    let row = |row: &desk::RankedRow| wire::RankedRow {
        quote: quote(&row.quoted, beside),
        reached: row.mark.as_ref().map(reached),
    };
    wire::Ranked {
        ranking: ranking(made.ranking),
        as_of: made.now.to_string(),
        day: made.day.to_string(),
        source: label(scene),
        universe: made.universe.clone(),
        in_all: made.in_all,
        rows: made.rows.iter().map(row).collect(),
    }
}

/// Every index, and how many of its members are known.
pub(crate) fn indices(scene: &Scene) -> Vec<wire::IndexRow> {
    let market = scene.tape.market();
    let row = |quoted: &desk::IndexQuoted| wire::IndexRow {
        index: index(quoted),
        members: market.members(&quoted.name).len(),
    };
    scene.indices().iter().map(row).collect()
}

fn reached(mark: &Mark) -> wire::Reached {
    wire::Reached {
        price_paise: mark.price.paise(),
        on: mark.on.map(|day| day.to_string()),
        still: mark.still,
    }
}

const fn ranking(ranking: Ranking) -> wire::Ranking {
    match ranking {
        Ranking::Gainers => wire::Ranking::Gainers,
        Ranking::Losers => wire::Ranking::Losers,
        Ranking::ByValue => wire::Ranking::ByValue,
        Ranking::ByVolume => wire::Ranking::ByVolume,
        Ranking::YearHighs => wire::Ranking::YearHighs,
        Ranking::YearLows => wire::Ranking::YearLows,
        Ranking::UpperBand => wire::Ranking::UpperBand,
        Ranking::LowerBand => wire::Ranking::LowerBand,
    }
}
