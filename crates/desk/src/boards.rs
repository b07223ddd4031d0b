//! The boards of a day: who rose and fell most, what traded most, who set a price that a year has not seen, who touched the
//! price band. Computed here, from whatever tells the day; NSE's own lists are only a cross-check.

use std::cmp::{Ordering, Reverse};

use store::YearRange;
use trading::{BandKind, Day, Moment, Paise, Price, Series, Symbol};

use crate::scene::{MOVERS_UNIVERSE, Scene};
use crate::view::{IndexQuoted, Quoted};

/// What a board is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ranking {
    /// Largest rises over the close before, the largest first.
    Gainers,
    /// Largest falls, the largest first.
    Losers,
    /// Most value traded.
    ByValue,
    /// Most shares traded.
    ByVolume,
    /// Traded higher today than in the 52 weeks before; the largest rise of the day first.
    YearHighs,
    /// Traded lower today than in the 52 weeks before; the largest fall of the day first.
    YearLows,
    /// Touched the upper price band today; still there first, then by value.
    UpperBand,
    /// Touched the lower price band today; still there first, then by value.
    LowerBand,
}

/// A board at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// What it is about.
    pub ranking: Ranking,
    /// The account's time.
    pub now: Moment,
    /// The day whose prices it tells: today, or while nothing has traded today the last trading day.
    pub day: Day,
    /// Which stocks were looked at, and how far back, in words.
    pub universe: String,
    /// How many stocks belong on it; `rows` may be fewer.
    pub in_all: usize,
    /// The first of them.
    pub rows: Vec<RankedRow>,
}

/// A row of a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedRow {
    /// The stock.
    pub quoted: Quoted,
    /// What it passed or touched; none on the boards of rises, falls and activity.
    pub mark: Option<Mark>,
}

/// A price that a stock passed or touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The highest or lowest price of the 52 weeks before, or the limit of the band.
    pub price: Price,
    /// The day of that price; none for a band.
    pub on: Option<Day>,
    /// Whether the last price stands at the limit of the band, or beyond the price of the year.
    pub still: bool,
}

impl Ranking {
    /// Every board, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Gainers,
        Self::Losers,
        Self::ByValue,
        Self::ByVolume,
        Self::YearHighs,
        Self::YearLows,
        Self::UpperBand,
        Self::LowerBand,
    ];

    /// Its name.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Gainers => "Top gainers",
            Self::Losers => "Top losers",
            Self::ByValue => "Most active by value",
            Self::ByVolume => "Most active by volume",
            Self::YearHighs => "52-week highs",
            Self::YearLows => "52-week lows",
            Self::UpperBand => "At the upper band",
            Self::LowerBand => "At the lower band",
        }
    }

    /// Which stocks are looked at.
    fn holds(self, quoted: &Quoted) -> bool {
        match self {
            Self::Gainers | Self::Losers => quoted.instrument.series == Series::Eq,
            Self::ByValue
            | Self::ByVolume
            | Self::YearHighs
            | Self::YearLows
            | Self::UpperBand
            | Self::LowerBand => true,
        }
    }

    fn universe(self, year: &YearRange) -> String {
        match self {
            Self::Gainers | Self::Losers => MOVERS_UNIVERSE.to_owned(),
            Self::ByValue | Self::ByVolume => "every stock that traded on the day".to_owned(),
            Self::YearHighs | Self::YearLows => match year.since {
                Some(_) if year.is_whole() => {
                    "every stock, against the 52 weeks before, adjusted for splits, bonuses and rights"
                        .to_owned()
                }
                Some(since) => format!(
                    "every stock, against the days that the archive holds since {}: not 52 weeks yet",
                    since.words()
                ),
                None => "the archive holds no day before this one: nothing to compare with".to_owned(),
            },
            Self::UpperBand | Self::LowerBand => {
                "every stock with a fixed price band; those with derivatives have none".to_owned()
            }
        }
    }
}

impl Scene {
    /// A board of the day. `year` is the range of the 52 weeks before [`Scene::day_told`]. Heavy on a practice day: it draws
    /// every stock's path.
    #[must_use]
    pub fn ranked(&self, ranking: Ranking, year: &YearRange, most: usize) -> Ranked {
        let day = self.day_told();
        let all = self.tape.all(self.now).into_iter();
        let of_the_day =
            all.filter(|row| row.last().is_some() && row.as_of().is_some_and(|at| at.day() == day));
        let mut rows: Vec<RankedRow> = of_the_day
            .filter(|row| ranking.holds(row))
            .filter_map(|quoted| self.row(ranking, quoted, year))
            .collect();
        rows.sort_by(|one, other| {
            order(ranking, one, other)
                .then_with(|| one.quoted.instrument.symbol.cmp(&other.quoted.instrument.symbol))
        });
        let in_all = rows.len();
        rows.truncate(most);
        Ranked { ranking, now: self.now, day, universe: ranking.universe(year), in_all, rows }
    }

    /// The day whose prices are told: the account's own, or while nothing trades live the last day that did.
    #[must_use]
    pub fn day_told(&self) -> Day {
        self.tape.day_told(self.now)
    }

    /// The members of an index, by symbol; none where its list is not known. A member that the market does not know is
    /// left out.
    #[must_use]
    pub fn members(&self, index: &str) -> Vec<Quoted> {
        let members = self.tape.market().members(index);
        members.iter().filter_map(|symbol| self.quote(symbol)).collect()
    }

    /// The indices whose members are known, by name.
    #[must_use]
    pub fn listed_indices(&self) -> Vec<&str> {
        self.tape.market().listed_indices()
    }

    /// Every index with its level, by name.
    #[must_use]
    pub fn indices(&self) -> Vec<IndexQuoted> {
        self.tape.index_names().iter().filter_map(|name| self.tape.index(name, self.now)).collect()
    }

    /// The row of a stock, where it belongs on the board.
    fn row(&self, ranking: Ranking, quoted: Quoted, year: &YearRange) -> Option<RankedRow> {
        let symbol = &quoted.instrument.symbol;
        let mark = match ranking {
            Ranking::Gainers => {
                quoted.change().filter(|change| change.0 > 0)?;
                None
            }
            Ranking::Losers => {
                quoted.change().filter(|change| change.0 < 0)?;
                None
            }
            Ranking::ByValue => {
                turnover(&quoted)?;
                None
            }
            Ranking::ByVolume => {
                volume(&quoted)?;
                None
            }
            Ranking::YearHighs => {
                let before = year.of(symbol)?;
                self.highest(&quoted).filter(|high| *high > before.high)?;
                let still = quoted.last().is_some_and(|last| last > before.high);
                Some(Mark { price: before.high, on: Some(before.high_on), still })
            }
            Ranking::YearLows => {
                let before = year.of(symbol)?;
                self.lowest(&quoted).filter(|low| *low < before.low)?;
                let still = quoted.last().is_some_and(|last| last < before.low);
                Some(Mark { price: before.low, on: Some(before.low_on), still })
            }
            Ranking::UpperBand => {
                let (_, limit) = self.fixed_band(symbol)?;
                self.highest(&quoted).filter(|high| *high >= limit)?;
                Some(Mark { price: limit, on: None, still: quoted.last() == Some(limit) })
            }
            Ranking::LowerBand => {
                let (limit, _) = self.fixed_band(symbol)?;
                self.lowest(&quoted).filter(|low| *low <= limit)?;
                Some(Mark { price: limit, on: None, still: quoted.last() == Some(limit) })
            }
        };
        Some(RankedRow { quoted, mark })
    }

    fn fixed_band(&self, symbol: &Symbol) -> Option<(Price, Price)> {
        let band = self.tape.listing(symbol, self.now).map(|listing| listing.band)?;
        (band.rule == BandKind::Fixed).then_some((band.low, band.high))
    }

    /// The highest price of the day that is known: the source's own, and what the beat has seen.
    pub(crate) fn highest(&self, quoted: &Quoted) -> Option<Price> {
        let standing = quoted.standing.as_ref()?;
        let reached = self.tape.reached(&quoted.instrument.symbol, self.day_told());
        [standing.high, standing.last, reached.map(|(high, _)| high)].into_iter().flatten().max()
    }

    pub(crate) fn lowest(&self, quoted: &Quoted) -> Option<Price> {
        let standing = quoted.standing.as_ref()?;
        let reached = self.tape.reached(&quoted.instrument.symbol, self.day_told());
        [standing.low, standing.last, reached.map(|(_, low)| low)].into_iter().flatten().min()
    }
}

fn order(ranking: Ranking, one: &RankedRow, other: &RankedRow) -> Ordering {
    let still = |row: &RankedRow| row.mark.is_some_and(|mark| mark.still);
    match ranking {
        Ranking::Gainers | Ranking::YearHighs => rise(&other.quoted, &one.quoted),
        Ranking::Losers | Ranking::YearLows => rise(&one.quoted, &other.quoted),
        Ranking::ByValue => turnover(&other.quoted).cmp(&turnover(&one.quoted)),
        Ranking::ByVolume => volume(&other.quoted).cmp(&volume(&one.quoted)),
        Ranking::UpperBand | Ranking::LowerBand => {
            let key = |row: &RankedRow| Reverse((still(row), turnover(&row.quoted)));
            key(one).cmp(&key(other))
        }
    }
}

/// Compares last price by close before, by cross-multiplication: exact, without rounding. Where one is not known the other
/// comes later.
fn rise(one: &Quoted, other: &Quoted) -> Ordering {
    let ratio = |row: &Quoted| Some((row.last()?.paise(), row.previous_close()?.paise()));
    match (ratio(one), ratio(other)) {
        (Some((last, before)), Some((other_last, other_before))) => {
            (last * other_before).cmp(&(other_last * before))
        }
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

fn turnover(row: &Quoted) -> Option<Paise> {
    row.standing.as_ref()?.turnover
}

fn volume(row: &Quoted) -> Option<i64> {
    row.standing.as_ref()?.volume
}
