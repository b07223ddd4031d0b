//! What can be looked at without asking the loop: the whole market at the account's moment.

use std::sync::Arc;

use store::Archive;
use trading::{Bar, Day, DayFigures, Moment, Paise, Series, Source, Symbol};

use crate::adjusted::adjust;
use crate::charts::{self, Chart, ToldBy};
use crate::problem::Problem;
use crate::tape::Tape;
use crate::view::Quoted;

/// The market as an account stands in it.
#[derive(Clone)]
pub struct Scene {
    /// The day.
    pub tape: Arc<Tape>,
    /// The account's time.
    pub now: Moment,
    /// Whether the board is on screen.
    pub board_wanted: bool,
}

/// The largest rises and falls over the close before, and the most active stocks.
#[derive(Debug, Clone)]
pub struct Movers {
    /// The account's time.
    pub as_of: Moment,
    /// Largest rises, the largest first.
    pub gainers: Vec<Quoted>,
    /// Largest falls, the largest first.
    pub losers: Vec<Quoted>,
    /// By value traded.
    pub most_active: Vec<Quoted>,
}

/// The words for the stocks that movers are chosen from.
pub const MOVERS_UNIVERSE: &str = "series EQ, traded on the day";

/// Why a day has no price of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It did not trade on this day.
    NotTraded(Day),
    /// It was listed only on this day.
    ListedLater(Day),
}

/// How long a bar of a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// So many minutes of the day so far.
    Minutes(u32),
    /// The days of the archive, the last one as far as it has come.
    Day,
}

impl Scene {
    /// Every stock of the day, by symbol.
    #[must_use]
    pub fn board(&self) -> Vec<Quoted> {
        self.tape.all(self.now)
    }

    /// One stock; without a price where it is known of other days only.
    #[must_use]
    pub fn quote(&self, symbol: &Symbol) -> Option<Quoted> {
        self.tape.quoted(symbol, self.now).or_else(|| self.tape.elsewhere(symbol).map(Quoted::elsewhere))
    }

    /// Why an archived day has no price of a stock that is known; none where it has one, and of the live market.
    #[must_use]
    pub fn absence(&self, symbol: &Symbol) -> Option<Absence> {
        let day = self.tape.day();
        if self.tape.heard().is_some() || self.tape.market().stock(symbol.as_str()).is_some() {
            return None;
        }
        let listed_on = self.tape.elsewhere(symbol).and_then(|other| other.listed_on);
        Some(match listed_on.filter(|listed_on| *listed_on > day) {
            Some(listed_on) => Absence::ListedLater(listed_on),
            None => Absence::NotTraded(day),
        })
    }

    /// The movers among the stocks of series EQ that traded.
    #[must_use]
    pub fn movers(&self, top: usize) -> Movers {
        let mut rows: Vec<(Quoted, i64, i64)> = self
            .tape
            .all(self.now)
            .into_iter()
            .filter(|row| row.instrument.series == Series::Eq)
            .filter_map(|row| {
                let (last, before) = (row.last()?.paise(), row.previous_close()?.paise());
                Some((row, last, before))
            })
            .collect();
        // Ratios are compared by cross-multiplication: exact, without rounding.
        rows.sort_by(|(row, last, before), (other, other_last, other_before)| {
            let (left, right) = (last * other_before, other_last * before);
            right.cmp(&left).then_with(|| row.instrument.symbol.cmp(&other.instrument.symbol))
        });
        let rose = rows.iter().filter(|(_, last, before)| last > before);
        let fell = rows.iter().rev().filter(|(_, last, before)| last < before);
        let gainers = rose.take(top).map(|(row, ..)| row.clone()).collect();
        let losers = fell.take(top).map(|(row, ..)| row.clone()).collect();
        rows.sort_by_key(|(row, ..)| std::cmp::Reverse(turnover(row)));
        let most_active = rows.into_iter().take(top).map(|(row, ..)| row).collect();
        Movers { as_of: self.now, gainers, losers, most_active }
    }

    /// Stocks whose symbol or name holds the text, the likeliest first: those that traded, those that did not, on an archived day
    /// those that are known of other days only, and live those that are listed and have not traded on any day of the archive.
    #[must_use]
    pub fn search(&self, text: &str, most: usize) -> Vec<Quoted> {
        let wanted = text.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, &Symbol)> = Vec::new();
        for instrument in self.tape.instruments() {
            if let Some(rank) = rank(&wanted, instrument.symbol.as_str(), &instrument.name) {
                found.push((rank, &instrument.symbol));
            }
        }
        // Within a rank the stocks that trade most come first; those that do not trade at all last.
        let value = |symbol: &Symbol| Some(self.tape.market().stock(symbol.as_str())?.figures.turnover);
        found.sort_by_key(|(rank, symbol)| (*rank, std::cmp::Reverse(value(symbol)), *symbol));
        found.into_iter().take(most).filter_map(|(_, symbol)| self.quote(symbol)).collect()
    }

    /// The bars of a stock up to now; of the days before from the archive. The minutes of a live day are what a source of
    /// candles told, once somebody has looked at the chart ([`crate::Desk::chart`]), and what the beat saw.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub async fn chart(&self, archive: &Archive, symbol: &Symbol, frame: Frame) -> Result<Chart, Problem> {
        let day_s_own = |bars: Vec<Bar>, source| {
            let told_by = if bars.is_empty() { Vec::new() } else { vec![ToldBy::Day(source)] };
            Chart { bars, told_by }
        };
        match (frame, self.tape.heard()) {
            (Frame::Minutes(minutes), Some(heard)) => {
                let day = self.day_told();
                let own = archive.beat_bars(symbol, day).await?;
                Ok(charts::minutes(heard.chart(symbol, day), &own, minutes))
            }
            (Frame::Minutes(minutes), None) => {
                Ok(day_s_own(self.bars_of_today(symbol, minutes), self.tape.source()))
            }
            (Frame::Day, _) => {
                let before = self.tape.day().plus(-1);
                let until = if self.tape.seed().is_some() { before } else { self.tape.day() };
                let days = archive.daily(symbol, until).await?;
                let mut bars: Vec<Bar> = days.iter().map(day_bar).collect();
                let last = bars.last().map(|bar| bar.from.day());
                bars.extend(
                    self.today(symbol).filter(|today| last.is_none_or(|last| today.from.day() > last)),
                );
                let actions = archive.corporate_actions(symbol).await?;
                adjust(&mut bars, &actions, self.now.day());
                Ok(day_s_own(bars, Source::Archive))
            }
        }
    }

    fn bars_of_today(&self, symbol: &Symbol, minutes: u32) -> Vec<Bar> {
        if self.tape.seed().is_none() {
            return Vec::new();
        }
        self.tape.path(symbol).map(|path| path.bars(minutes, self.now)).unwrap_or_default()
    }

    /// The day so far as one bar.
    fn today(&self, symbol: &Symbol) -> Option<Bar> {
        let standing = self.tape.standing(symbol, self.now)?;
        // Live quotes may be of a day before.
        let day = if self.tape.seed().is_some() { self.tape.day() } else { standing.as_of?.day() };
        Some(Bar {
            from: day.at(trading::Clock::MIDNIGHT),
            open: standing.open?,
            high: standing.high?,
            low: standing.low?,
            close: standing.last?,
            volume: standing.volume?,
        })
    }
}

fn turnover(row: &Quoted) -> Paise {
    row.standing.as_ref().and_then(|standing| standing.turnover).unwrap_or_default()
}

fn day_bar(figures: &DayFigures) -> Bar {
    Bar {
        from: figures.day.at(trading::Clock::MIDNIGHT),
        open: figures.open,
        high: figures.high,
        low: figures.low,
        close: figures.close,
        volume: figures.volume,
    }
}

/// How well a stock fits a search: the symbol itself, its beginning, the beginning of a word of the name,
/// anywhere in the symbol, anywhere in the name.
fn rank(wanted: &str, symbol: &str, name: &str) -> Option<u8> {
    let symbol = symbol.to_lowercase();
    let name = name.to_lowercase();
    if symbol == wanted {
        Some(0)
    } else if symbol.starts_with(wanted) {
        Some(1)
    } else if name.starts_with(wanted) || name.contains(&format!(" {wanted}")) {
        Some(2)
    } else if symbol.contains(wanted) {
        Some(3)
    } else {
        name.contains(wanted).then_some(4)
    }
}
