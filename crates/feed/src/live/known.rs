//! What is known: the quotes of each source, kept for a day, and the rules by which a new one replaces an old one.

use std::collections::BTreeMap;
use std::time::Duration;

use moka::sync::Cache;
use trading::{Day, Moment, Phase, Seen, Series, Standing, Symbol};

use super::band::FixedBand;
use super::judge::{How, Kept, Said, Verdict};
use super::round::Quarantined;
use super::web::Web;

/// The quotes that are known.
#[derive(Debug)]
pub(crate) struct Known {
    quotes: Cache<(Symbol, Option<Series>, Web), Kept>,
    bands: BTreeMap<(Symbol, Series), FixedBand>,
    /// Quotes that were set aside on a day, of each source.
    set_aside: BTreeMap<Web, u32>,
    day: Option<Day>,
    /// When the whole market was last seen to move.
    moved_at: Option<Moment>,
}

/// What of an answer was taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) seen: Vec<Seen>,
    pub(crate) quarantined: Vec<Quarantined>,
    /// Quotes that were older than what was known.
    pub(crate) older: usize,
}

/// How long a quote is kept at all: over a night, so that what does not change keeps its time.
const KEEP: Duration = Duration::from_secs(24 * 3600);
/// How old the word of NSE may be before Yahoo's is listened to.
const FRESH_MILLIS: i64 = 45_000;
/// How long the whole market can stand still while it trades.
const STILL_MILLIS: i64 = 10_000;
/// Fewer rows than this prove nothing about the market as a whole.
const ENOUGH: usize = 200;

impl Known {
    pub(crate) fn new() -> Self {
        Self {
            quotes: Cache::builder().max_capacity(50_000).time_to_live(KEEP).build(),
            bands: BTreeMap::new(),
            set_aside: BTreeMap::new(),
            day: None,
            moved_at: None,
        }
    }

    /// Replaces the day's fixed bands.
    pub(crate) fn learn(&mut self, bands: impl IntoIterator<Item = ((Symbol, Series), FixedBand)>) {
        self.bands = bands.into_iter().collect();
    }

    /// Another day begins: what was set aside is counted anew.
    pub(crate) fn turn_to(&mut self, day: Day) {
        if self.day != Some(day) {
            self.day = Some(day);
            self.set_aside.clear();
            self.moved_at = None;
        }
    }

    /// Quotes of a source that were set aside today.
    pub(crate) fn set_aside(&self, web: Web) -> u32 {
        self.set_aside.get(&web).copied().unwrap_or(0)
    }

    /// Rows that could not be read count as set aside, too.
    pub(crate) fn unread(&mut self, web: Web, rows: usize) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let count = self.set_aside.entry(web).or_insert(0);
        *count = count.saturating_add(rows);
    }

    /// Takes in the answer of the whole market, unless all of it is of an earlier time.
    ///
    /// # Errors
    /// How it was seen that the answer is of the past.
    pub(crate) fn take_market(
        &mut self,
        all: Vec<Said>,
        asked_at: Moment,
        phase: Phase,
    ) -> Result<Taken, String> {
        let (mut compared, mut fell, mut moved) = (0_usize, 0_usize, 0_usize);
        for said in &all {
            let Some(kept) = self.kept(said).filter(|kept| kept.asked_at.day() == asked_at.day()) else {
                continue;
            };
            compared += 1;
            fell += usize::from(said.market_fell(&kept).is_some());
            moved += usize::from(kept.market != Some(said.words()));
        }
        if fell >= 3 && fell * 50 >= compared {
            return Err(format!("of {fell} stocks it knows fewer trades than before"));
        }
        let still = phase == Phase::Continuous && compared >= ENOUGH && moved == 0;
        let for_long = self.moved_at.is_some_and(|moved_at| asked_at.since(moved_at) >= STILL_MILLIS);
        if still && for_long {
            return Err("not one stock has moved, though the market trades".to_owned());
        }
        self.moved_at = Some(asked_at);
        Ok(self.take(all, asked_at))
    }

    /// Takes in what an answer says, stock by stock.
    pub(crate) fn take(&mut self, all: Vec<Said>, asked_at: Moment) -> Taken {
        let mut taken = Taken::default();
        for said in all {
            let kept = self.kept(&said);
            let fixed = said.series.and_then(|series| self.bands.get(&(said.symbol.clone(), series)));
            let known = kept.as_ref().filter(|kept| kept.asked_at.day() == asked_at.day());
            let base = said.base.or_else(|| known.and_then(|kept| kept.said.base));
            let band = fixed.map(|fixed| fixed.around(base));
            match said.judge(kept.as_ref(), band, asked_at) {
                Verdict::Taken(as_of) => {
                    let touch = said.touch;
                    let told = kept.as_ref().filter(|kept| kept.asked_at.day() == asked_at.day());
                    let told = told.and_then(|kept| kept.market);
                    let market = if said.how == How::Market { Some(said.words()) } else { told };
                    let kept = Kept { said: said.with(kept.as_ref(), asked_at), as_of, asked_at, market };
                    taken.seen.push(kept.seen(touch));
                    self.quotes.insert(key(&kept.said), kept);
                }
                Verdict::Older => taken.older += 1,
                Verdict::Impossible(why) => taken.quarantined.push(Quarantined {
                    symbol: said.symbol,
                    series: said.series,
                    source: said.web.source(),
                    at: asked_at,
                    last: said.last,
                    why,
                }),
            }
        }
        for one in &taken.quarantined {
            let web = if one.source == Web::Yahoo.source() { Web::Yahoo } else { Web::Nse };
            *self.set_aside.entry(web).or_insert(0) += 1;
        }
        taken
    }

    /// Takes in what Yahoo says of stocks of which NSE has said nothing lately, and nothing newer.
    pub(crate) fn take_second(
        &mut self,
        all: Vec<Said>,
        wanted: &BTreeMap<Symbol, Series>,
        asked_at: Moment,
    ) -> Taken {
        let (mut wanted_now, mut older) = (Vec::new(), 0);
        for mut said in all {
            let first = wanted
                .get(&said.symbol)
                .and_then(|series| self.quotes.get(&(said.symbol.clone(), Some(*series), Web::Nse)));
            let outdone = first.as_ref().is_some_and(|nse| {
                let fresh = asked_at.since(nse.asked_at) < FRESH_MILLIS;
                fresh || nse.as_of >= said.stated
            });
            if outdone {
                older += 1;
                continue;
            }
            // The close before is the exchange's where it is known, and so is the price that a jump is measured from.
            if let Some(nse) = &first {
                said.previous_close = nse.said.previous_close.or(said.previous_close);
                said.base = nse.said.last.or(nse.said.base);
            }
            wanted_now.push(said);
        }
        let mut taken = self.take(wanted_now, asked_at);
        taken.older += older;
        taken
    }

    fn kept(&self, said: &Said) -> Option<Kept> {
        self.quotes.get(&key(said))
    }
}

impl Kept {
    fn seen(&self, touch: Option<trading::Touch>) -> Seen {
        let said = &self.said;
        // On an ex-day the close before is the adjusted one, so that nothing looks like a loss that is none.
        let adjusted = if said.how == How::Yahoo { None } else { said.base };
        Seen {
            symbol: said.symbol.clone(),
            series: said.series,
            standing: Standing {
                last: said.last,
                previous_close: adjusted.or(said.previous_close),
                open: said.open,
                high: said.high,
                low: said.low,
                volume: said.volume,
                turnover: said.turnover,
                as_of: self.as_of,
                source: said.web.source(),
            },
            touch,
            band: said.band,
            tick: said.tick,
            year: said.year,
            asked_at: self.asked_at,
        }
    }
}

fn key(said: &Said) -> (Symbol, Option<Series>, Web) {
    (said.symbol.clone(), said.series, said.web)
}
