//! One-minute bars from the beat's own samples: a chart exists even when no source of candles answers.

use std::collections::HashMap;

use trading::{Bar, Moment, Seen, Symbol};

/// How far two samples may lie apart, in milliseconds: what was traded while nobody looked is no minute's.
const APART: i64 = 120_000;

/// The minute that each stock is in.
#[derive(Debug, Default)]
pub(crate) struct Minutes {
    now: HashMap<Symbol, Bar>,
}

impl Minutes {
    /// Takes a sample in, after the one before it. Gives the bar as it is now; none without a trade between them.
    pub(crate) fn take(&mut self, seen: &Seen, before: Option<&Seen>) -> Option<Bar> {
        let near = |before: &&Seen| seen.asked_at.since(before.asked_at) <= APART;
        let before = before.filter(|before| before.asked_at.day() == seen.asked_at.day()).filter(near)?;
        let last = seen.standing.last?;
        let traded = seen.standing.volume? - before.standing.volume?;
        if traded <= 0 && before.standing.last == Some(last) {
            return None;
        }
        let from = Moment::from_millis(seen.asked_at.millis().div_euclid(60_000) * 60_000);
        // A new high or low of the day was traded between the two samples. Where the one before did not tell them, as the
        // answer of the whole market does not, nobody knows when they were traded.
        let risen = seen.standing.high.filter(|high| before.standing.high.is_some_and(|known| *high > known));
        let fallen = seen.standing.low.filter(|low| before.standing.low.is_some_and(|known| *low < known));
        let (high, low) = (risen.unwrap_or(last).max(last), fallen.unwrap_or(last).min(last));
        let opened =
            || Bar { from, open: before.standing.last.unwrap_or(last), high, low, close: last, volume: 0 };
        let bar = self.now.entry(seen.symbol.clone()).or_insert_with(opened);
        if bar.from != from {
            *bar = opened();
        }
        bar.high = bar.high.max(high).max(bar.open);
        bar.low = bar.low.min(low).min(bar.open);
        bar.close = last;
        bar.volume += traded.max(0);
        Some(*bar)
    }
}

/// Bars of so many minutes from bars of one.
pub(crate) fn longer(bars: &[Bar], minutes: u32) -> Vec<Bar> {
    let length = i64::from(minutes.max(1)) * 60_000;
    // Steps of up to a quarter of an hour, which is what there is, are whole in India's half-hour zone too.
    let step = |at: Moment| at.millis().div_euclid(length);
    let mut longer: Vec<Bar> = Vec::new();
    for bar in bars {
        match longer.last_mut().filter(|open| step(open.from) == step(bar.from)) {
            Some(open) => {
                open.high = open.high.max(bar.high);
                open.low = open.low.min(bar.low);
                open.close = bar.close;
                open.volume += bar.volume;
            }
            None => {
                let from = Moment::from_millis(step(bar.from) * length);
                longer.push(Bar { from, ..*bar });
            }
        }
    }
    longer
}

#[cfg(test)]
mod tests {
    use trading::{Clock, Day, Price, Source, Standing};

    use super::*;

    /// RELIANCE at 1,302.00 with so many shares, at a second of 10:04.
    fn seen(second: u32, volume: i64, reached: Option<(i64, i64)>) -> Seen {
        let at = Day::of(2026, 11, 23).unwrap().at(Clock::of(10, 4, second));
        let price = |paise| Price::new(paise).unwrap();
        let standing = Standing {
            last: Some(price(130_200)),
            previous_close: None,
            open: None,
            high: reached.map(|(high, _)| price(high)),
            low: reached.map(|(_, low)| price(low)),
            volume: Some(volume),
            turnover: None,
            as_of: Some(at),
            source: Source::Nse,
        };
        let symbol = "RELIANCE".parse().unwrap();
        Seen { symbol, series: None, standing, touch: None, band: None, tick: None, year: None, asked_at: at }
    }

    #[test]
    fn what_was_traded_while_nobody_looked_is_no_minute_s() {
        let mut minutes = Minutes::default();
        let (before, after) = (seen(0, 100, None), seen(15, 90_000, None));
        let long_before = Seen { asked_at: before.asked_at.plus_millis(-30 * 60_000), ..before.clone() };
        assert_eq!(minutes.take(&after, Some(&long_before)), None);
        assert_eq!(minutes.take(&after, Some(&before)).unwrap().volume, 89_900);
    }

    #[test]
    fn the_day_s_high_is_no_minute_s_where_nobody_told_it_before() {
        let mut minutes = Minutes::default();
        let (whole_market, told) = (seen(0, 100, None), seen(15, 110, Some((131_750, 130_150))));
        let bar = minutes.take(&told, Some(&whole_market)).unwrap();
        assert_eq!((bar.high.paise(), bar.low.paise()), (130_200, 130_200));
        let wider = seen(30, 120, Some((131_800, 130_100)));
        let bar = minutes.take(&wider, Some(&told)).unwrap();
        assert_eq!((bar.high.paise(), bar.low.paise()), (131_800, 130_100), "traded between the two");
    }
}
