//! Charts of a live day: what a source of candles tells of it, and the minutes of the program's own beat, so that a chart
//! exists even when that source is blocked.

use std::collections::HashMap;

use feed::live::Candle;
use trading::{Bar, Day, Moment, Phase, Series, Source, Symbol};

use crate::hours::{beats, last_close, phase};
use crate::minute::longer;

/// A chart that somebody looks at is asked for again after this, in milliseconds.
const AGAIN: i64 = 180_000;
/// The same while nothing trades, and after it did not come.
const SELDOM: i64 = 1_800_000;
/// A chart that was not drawn for so long is looked at no more, in milliseconds.
const LOOKED_AT: i64 = 120_000;
/// The most charts of which is known when they were asked for.
const MOST: usize = 64;
const MINUTE: i64 = 60_000;

/// A chart, and who tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its bars, the oldest first.
    pub bars: Vec<Bar>,
    /// Who tells them, in the order of the bars; nobody where there are none.
    pub told_by: Vec<ToldBy>,
}

/// Who tells the bars of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// Whoever tells the day's prices: the archive, a modelled path, a recording.
    Day(Source),
    /// The charts of a live source.
    Charts {
        /// Whose.
        source: Source,
        /// When they were asked for.
        asked_at: Moment,
    },
    /// The program's own samples, one every 15 seconds.
    Beat,
}

/// What a source of candles told of a stock's day, minute by minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) day: Day,
    pub(crate) asked_at: Moment,
    source: Source,
    bars: Vec<Bar>,
}

/// The charts that are looked at, and when each may be asked for.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    of: HashMap<(Symbol, Series), Look>,
}

#[derive(Debug, Clone, Copy)]
struct Look {
    at: Moment,
    not_before: Option<Moment>,
}

impl Looked {
    /// Somebody draws a chart.
    pub(crate) fn look(&mut self, stock: (Symbol, Series), now: Moment) {
        if self.of.len() >= MOST && !self.of.contains_key(&stock) {
            self.of.retain(|_, look| look.is_fresh(now));
        }
        let look = self.of.entry(stock).or_insert(Look { at: now, not_before: None });
        look.at = now;
    }

    /// The chart that is to be asked for now. While orders only collect there is none of the day yet.
    pub(crate) fn due(&self, now: Moment) -> Option<(Symbol, Series)> {
        let collecting = matches!(
            phase(now),
            Phase::PreOpenEntry | Phase::PreOpenLimitOnly | Phase::PreOpenMatch | Phase::Buffer
        );
        let may = |look: &Look| look.is_fresh(now) && look.not_before.is_none_or(|from| from <= now);
        let due = self.of.iter().filter(|(_, look)| !collecting && may(look));
        due.min_by_key(|(stock, look)| (look.not_before, *stock)).map(|(stock, _)| stock.clone())
    }

    /// It was asked for; it came or it did not.
    pub(crate) fn asked(&mut self, stock: &(Symbol, Series), came: bool, now: Moment) {
        let pause = if came && beats(now) { AGAIN } else { SELDOM };
        if let Some(look) = self.of.get_mut(stock) {
            look.not_before = Some(now.plus_millis(pause));
        }
    }
}

impl Look {
    fn is_fresh(&self, now: Moment) -> bool {
        // One of later than now is of a clock that was set back.
        now.since(self.at).abs() <= LOOKED_AT
    }
}

impl Told {
    /// The candles of a day as bars; those of which the source does not know how many shares they are of are left to the
    /// program's own beat. None where there is none.
    pub(crate) fn of(day: Day, asked_at: Moment, candles: &[Candle]) -> Option<Self> {
        let source = candles.first()?.source;
        let bar = |candle: &Candle| {
            let Candle { from, open, high, low, close, volume, .. } = *candle;
            Some(Bar { from, open, high, low, close, volume: volume? })
        };
        let bars: Vec<Bar> =
            candles.iter().filter(|candle| candle.from.day() == day).filter_map(bar).collect();
        (!bars.is_empty()).then_some(Self { day, asked_at, source, bars })
    }
}

/// The day whose chart is asked for at a moment: today from the open on, else the last that traded.
pub(crate) fn day_of_chart(now: Moment) -> Day {
    if beats(now) { now.day() } else { last_close(now).day() }
}

/// A stock's minutes: what its source of candles told, then what the beat has seen since.
pub(crate) fn minutes(told: Option<&Told>, own: &[Bar], minutes: u32) -> Chart {
    let Some((told, last)) = told.and_then(|told| Some((told, told.bars.last()?))) else {
        let told_by = if own.is_empty() { Vec::new() } else { vec![ToldBy::Beat] };
        return Chart { bars: longer(own, minutes), told_by };
    };
    let mut bars = told.bars.clone();
    let mut told_by = vec![ToldBy::Charts { source: told.source, asked_at: told.asked_at }];
    let unfinished = told.asked_at < last.from.plus_millis(MINUTE);
    let seen = own.iter().find(|seen| unfinished && seen.from == last.from);
    if let (Some(seen), Some(last)) = (seen, bars.last_mut()) {
        last.high = last.high.max(seen.high);
        last.low = last.low.min(seen.low);
        last.close = seen.close;
        last.volume = last.volume.max(seen.volume);
    }
    let since = own.iter().filter(|seen| seen.from > last.from);
    let before = bars.len();
    bars.extend(since);
    if bars.len() > before || seen.is_some() {
        told_by.push(ToldBy::Beat);
    }
    Chart { bars: longer(&bars, minutes), told_by }
}

#[cfg(test)]
mod tests {
    use trading::{Clock, Price};

    use super::*;

    fn day() -> Day {
        "2026-08-17".parse().unwrap()
    }

    fn bar(minute: u32, prices: [i64; 4], volume: i64) -> Bar {
        let [open, high, low, close] = prices.map(|paise| Price::new(paise).unwrap());
        Bar { from: day().at(Clock::of(10, minute, 0)), open, high, low, close, volume }
    }

    fn told(until: u32, bars: Vec<Bar>) -> Told {
        Told { day: day(), asked_at: day().at(Clock::of(10, until, 20)), source: Source::Nse, bars }
    }

    #[test]
    fn the_source_tells_the_minutes_that_are_over_and_the_beat_what_came_since() {
        let candles = told(1, vec![bar(0, [100, 120, 90, 110], 50), bar(1, [110, 112, 108, 109], 5)]);
        let own = [
            bar(0, [101, 115, 95, 111], 40),
            bar(1, [111, 130, 107, 130], 9),
            bar(2, [130, 140, 130, 135], 7),
        ];
        let chart = minutes(Some(&candles), &own, 1);
        let expected = [
            bar(0, [100, 120, 90, 110], 50),
            bar(1, [110, 130, 107, 130], 9),
            bar(2, [130, 140, 130, 135], 7),
        ];
        assert_eq!(chart.bars, expected);
        let charts = ToldBy::Charts { source: Source::Nse, asked_at: candles.asked_at };
        assert_eq!(chart.told_by, [charts, ToldBy::Beat]);
        // A minute that was over when the source was asked is the source's alone.
        let candles = told(5, candles.bars);
        assert_eq!(minutes(Some(&candles), &own, 1).bars[1], bar(1, [110, 112, 108, 109], 5));
        assert_eq!(minutes(Some(&candles), &own[..2], 1).told_by.len(), 1);
    }

    #[test]
    fn without_a_source_of_candles_the_chart_is_of_the_beat() {
        let own = [bar(0, [101, 115, 95, 111], 40), bar(1, [111, 130, 107, 130], 9)];
        let chart = minutes(None, &own, 5);
        assert_eq!(chart.bars, [bar(0, [101, 130, 95, 130], 49)]);
        assert_eq!(chart.told_by, [ToldBy::Beat]);
        assert!(minutes(None, &[], 5).told_by.is_empty());
    }

    #[test]
    fn a_chart_is_asked_for_at_most_every_three_minutes_and_only_while_it_is_looked_at() {
        let at = |minute, second| day().at(Clock::of(10, minute, second));
        let stock = ("TCS".parse::<Symbol>().unwrap(), Series::Eq);
        let mut looked = Looked::default();
        assert_eq!(looked.due(at(0, 0)), None);
        looked.look(stock.clone(), at(0, 0));
        assert_eq!(looked.due(at(0, 1)).as_ref(), Some(&stock));
        looked.asked(&stock, true, at(0, 2));
        looked.look(stock.clone(), at(2, 50));
        assert_eq!(looked.due(at(2, 50)), None);
        assert_eq!(looked.due(at(3, 2)).as_ref(), Some(&stock));
        assert_eq!(looked.due(at(4, 51)), None, "nobody looks any more");
        looked.asked(&stock, false, at(5, 0));
        looked.look(stock.clone(), at(9, 0));
        assert_eq!(looked.due(at(9, 0)), None, "what did not come is asked for seldom");
        let early = day().at(Clock::of(9, 5, 0));
        let mut looked = Looked::default();
        looked.look(stock, early);
        assert_eq!(looked.due(early), None, "nothing has traded yet");
    }
}
