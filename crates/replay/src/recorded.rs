//! A path through what was recorded of a day: bars, within which it is modelled, or trades one by one.

use trading::{Bar, Clock, DayFigures, Moment, Phase, Price, Recorded, Sample, Session, Source, Symbol};

use crate::block::{End, Pace, Stretch};
use crate::dice::{Dice, Key};
use crate::path::Path;
use crate::plan::Grid;
use crate::state::{Deal, small};

/// Bars of at least so many lots are told by trades drawn at random; smaller ones by their four prices alone.
const MANY: i64 = 64;
/// Modelled trades of a minute, at least and at most.
const TRADES_A_MINUTE: (i64, i64) = (2, 12);
/// The fewest trades that can go through a bar's prices by chance.
const LEAST: i64 = 8;
/// A sample seen so long after continuous trading ended tells of its last trade.
const LATE: i64 = 60_000;

impl Path {
    /// The path of a stock's day through what was recorded of it: it touches each bar's open, high, low and close in
    /// its minutes and trades its shares there, or makes each recorded trade at its time. `grid` is the stock's tick
    /// in paise and its shares a lot. None when nothing was recorded within the session, or bars do not fit it: then
    /// the day can only be modelled.
    ///
    /// Shares of the day's figures that no bar has (Yahoo tells 0 for the first bar of a day) go to bars that have
    /// prices and no shares. What was recorded after continuous trading is the closing auction's trade, where there
    /// is one.
    #[must_use]
    pub fn through(
        seed: u64,
        symbol: &Symbol,
        figures: &DayFigures,
        session: &Session,
        grid: (i64, i64),
        recorded: &Recorded,
    ) -> Option<Self> {
        let span = session.span(Phase::Continuous)?;
        let hours = Hours {
            midnight: session.day().at(Clock::MIDNIGHT),
            from: span.from.millis().into(),
            to: span.to.millis().into(),
            pre_open: session.span(Phase::PreOpenMatch).map(|span| span.from.millis().into()),
            auction: session.span(Phase::AuctionMatch).map(|span| span.from.millis().into()),
        };
        let told = match recorded {
            Recorded::Bars { minutes, bars } => {
                let key = Key::of_stock(seed, symbol, session.day());
                through_bars(&key, figures, &hours, grid, (i64::from(*minutes) * 60_000, bars))?
            }
            Recorded::Ticks(samples) => through_ticks(&hours, grid, samples)?,
        };
        let source = match recorded {
            Recorded::Bars { .. } => Source::RecordedBars { seed },
            Recorded::Ticks(_) => Source::RecordedTicks,
        };
        let trades = (told.opening, told.deals, told.closing);
        Some(Self::told((symbol, source), (session, told.grid), trades, figures.close))
    }
}

/// The day's hours in milliseconds from midnight.
struct Hours {
    midnight: Moment,
    from: i64,
    to: i64,
    pre_open: Option<i64>,
    auction: Option<i64>,
}

/// The trades of a day.
struct Told {
    grid: Grid,
    opening: Option<Deal>,
    deals: Vec<Deal>,
    closing: Option<Deal>,
}

/// A bar in ticks and lots, where it stands in the day.
#[derive(Clone, Copy)]
struct Piece {
    from: i64,
    to: i64,
    open: i64,
    high: i64,
    low: i64,
    close: i64,
    lots: i64,
}

fn through_bars(
    key: &Key,
    figures: &DayFigures,
    hours: &Hours,
    (tick, lot): (i64, i64),
    (step, bars): (i64, &[Bar]),
) -> Option<Told> {
    let begin = |bar: &Bar| bar.from.since(hours.midnight);
    let aligned = bars.iter().all(|bar| (begin(bar) - hours.from) % step == 0);
    let within: Vec<&Bar> = bars.iter().filter(|bar| (hours.from..hours.to).contains(&begin(bar))).collect();
    if !aligned || within.is_empty() {
        return None;
    }
    let prices = bars.iter().flat_map(|bar| [bar.open, bar.high, bar.low, bar.close]);
    let volumes = bars.iter().map(|bar| bar.volume);
    let grid = common_grid(tick, lot, prices, volumes.chain([figures.volume]));
    let missing = figures.volume - bars.iter().map(|bar| bar.volume).sum::<i64>();
    let bare = within.iter().filter(|bar| bar.volume == 0).count();
    let mut spare = Spare { lots: missing.max(0) / grid.lot, bars: i64::try_from(bare).unwrap_or(i64::MAX) };
    let mut deals = Vec::new();
    for (number, bar) in (1..).zip(within) {
        let from = begin(bar);
        let [open, high, low, close] =
            [bar.open, bar.high, bar.low, bar.close].map(|price| price.paise() / grid.tick);
        let lots = if bar.volume == 0 { spare.part() } else { bar.volume / grid.lot };
        let piece = Piece { from, to: (from + step).min(hours.to), open, high, low, close, lots };
        deals.extend(piece.deals(&mut key.dice(number)));
    }
    let before = bars.iter().filter(|bar| begin(bar) < hours.from && bar.volume > 0);
    let after = bars.iter().filter(|bar| begin(bar) >= hours.to && bar.volume > 0);
    let one = |at: Option<i64>, bars: Vec<&Bar>| {
        together(at?, bars.iter().map(|bar| (bar.close, bar.volume)), grid)
    };
    let opening = one(hours.pre_open, before.collect());
    let closing = one(hours.auction, after.collect());
    Some(Told { grid, opening, deals, closing })
}

/// Shares that no bar has, for the bars that have none.
struct Spare {
    lots: i64,
    bars: i64,
}

impl Spare {
    fn part(&mut self) -> i64 {
        let part = if self.bars > 0 { self.lots / self.bars } else { 0 };
        self.lots -= part;
        self.bars -= 1;
        part
    }
}

impl Piece {
    /// Its trades: through all four prices, for as many lots as it has. One of fewer lots than prices keeps those
    /// that matter most: the last, the first, the highest.
    fn deals(&self, dice: &mut Dice) -> Vec<Deal> {
        let minutes = ((self.to - self.from) / 60_000).max(1);
        if self.lots < MANY || self.high == self.low {
            return self.marks(dice);
        }
        let (least, most) = TRADES_A_MINUTE;
        let count = (self.lots / 8).clamp(least * minutes, most * minutes).clamp(LEAST, self.lots / 8);
        let gap = (self.to - self.from) / count;
        let named = |price| price == self.open || price == self.close;
        let mean = (self.open + self.high + self.low + self.close) / 4;
        let stretch = Stretch {
            from: self.from,
            to: self.to,
            count,
            lots: self.lots,
            start: End { ticks: self.open, exact: true },
            end: End { ticks: self.close, exact: true },
            low: self.low,
            high: self.high,
            touch_low: !named(self.low),
            touch_high: !named(self.high),
            locked: false,
            value: mean * self.lots,
            tail: None,
            pace: Pace::Even(self.to - 1 - dice.below(gap.max(1))),
        };
        stretch.deals(dice)
    }

    /// The four prices in one of their two orders, one after the other, the rest of the lots at the last.
    fn marks(&self, dice: &mut Dice) -> Vec<Deal> {
        if self.lots < 1 {
            return Vec::new();
        }
        let high_first = dice.chance(1, 2);
        let between = if high_first { [self.high, self.low] } else { [self.low, self.high] };
        let mut prices = vec![self.open];
        prices.extend(between.into_iter().filter(|price| *price != self.open && *price != self.close));
        prices.push(self.close);
        prices.dedup();
        let room = usize::try_from(self.lots).unwrap_or(usize::MAX);
        while prices.len() > room {
            prices.remove(if prices.len() > 2 { 1 } else { 0 });
        }
        let count = i64::try_from(prices.len()).unwrap_or(1);
        let gap = (self.to - self.from) / count;
        let deals = (0..).zip(&prices).map(|(number, price)| Deal {
            at: small(self.from + gap * number + dice.below(gap.max(1))),
            ticks: small(*price),
            lots: if number == count - 1 { self.lots - count + 1 } else { 1 },
        });
        deals.collect()
    }
}

fn through_ticks(hours: &Hours, (tick, lot): (i64, i64), samples: &[Sample]) -> Option<Told> {
    let mut before = 0;
    let mut trades: Vec<(i64, Price, i64)> = Vec::new();
    for sample in samples {
        let traded = sample.volume - before;
        if traded > 0 {
            trades.push((sample.at.since(hours.midnight), sample.last, traded));
            before = sample.volume;
        }
    }
    let grid = common_grid(
        tick,
        lot,
        trades.iter().map(|(_, price, _)| *price),
        trades.iter().map(|(_, _, volume)| *volume),
    );
    let ended =
        |at: i64| if hours.auction.is_none() && at < hours.to + LATE { at.min(hours.to - 1) } else { at };
    let mut deals: Vec<Deal> = Vec::new();
    let (mut early, mut late) = (Vec::new(), Vec::new());
    for (at, price, volume) in trades {
        let at = ended(at);
        if at < hours.from {
            early.push((price, volume));
        } else if at >= hours.to {
            late.push((price, volume));
        } else {
            let after = deals.last().map_or(at, |deal| i64::from(deal.at) + 1);
            let ticks = small(price.paise() / grid.tick);
            deals.push(Deal { at: small(at.max(after)), ticks, lots: volume / grid.lot });
        }
    }
    // Trades of one second stand a millisecond apart; the last ones may not leave the session by that.
    let mut latest = hours.to;
    for deal in deals.iter_mut().rev() {
        latest = i64::from(deal.at).min(latest - 1);
        deal.at = small(latest);
    }
    if deals.is_empty() {
        return None;
    }
    let opening = hours.pre_open.and_then(|at| together(at, early.into_iter(), grid));
    let closing = hours.auction.and_then(|at| together(at, late.into_iter(), grid));
    Some(Told { grid, opening, deals, closing })
}

/// Trades of an auction as the one that it is, at the last of their prices, a second after it began.
fn together(at: i64, trades: impl Iterator<Item = (Price, i64)>, grid: Grid) -> Option<Deal> {
    let mut whole: Option<(Price, i64)> = None;
    for (price, volume) in trades {
        whole = Some((price, whole.map_or(0, |(_, before)| before) + volume));
    }
    let (price, volume) = whole?;
    Some(Deal { at: small(at + 1_000), ticks: small(price.paise() / grid.tick), lots: volume / grid.lot })
}

/// The tick if every price lies on it, else one paisa; the lot if every volume is of whole ones, else one share.
fn common_grid(
    tick: i64,
    lot: i64,
    mut prices: impl Iterator<Item = Price>,
    mut volumes: impl Iterator<Item = i64>,
) -> Grid {
    let on_tick = tick > 0 && prices.all(|price| price.paise() % tick == 0);
    let in_lots = lot > 0 && volumes.all(|volume| volume % lot == 0);
    Grid { tick: if on_tick { tick } else { 1 }, lot: if in_lots { lot } else { 1 } }
}
