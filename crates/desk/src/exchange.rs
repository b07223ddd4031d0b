//! The live market of this process: what is switched on, what the desks want, what was heard. Its task asks; everybody
//! else listens.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use feed::live::{Enabled, Health, Round, Wanted, Web};
use store::Archive;
use tokio::sync::{Notify, watch};
use trading::{Bar, Day, Moment, Seen, Series, Symbol};

use crate::bands::follow;
use crate::charts::{Looked, Told};
use crate::checks::{self, Warning};
use crate::clock::WallClock;
use crate::heard::{Errand, Heard};
use crate::hours::{beats, last_close};
use crate::kept_health;
use crate::live_day::LiveTerms;
use crate::minute::Minutes;
use crate::problem::Problem;
use crate::switch::Switch;

/// From one round to the next, in milliseconds. A round of another program that is no older is as good as one's own.
pub(crate) const BEAT: i64 = 15_000;

/// The live market. One for each open data directory.
pub struct Exchange {
    pub(crate) archive: Arc<Archive>,
    pub(crate) wall: WallClock,
    switch: Switch,
    heard: watch::Sender<Arc<Heard>>,
    wishes: Mutex<Wishes>,
    sooner: Notify,
    minutes: Mutex<Minutes>,
    looked: Mutex<Looked>,
    charted: Notify,
    terms: tokio::sync::Mutex<Option<(u64, Arc<LiveTerms>)>>,
}

#[derive(Default)]
struct Wishes {
    given: u64,
    of: BTreeMap<u64, Wanted>,
}

/// What one desk wants; it wants nothing any more when this is dropped.
pub(crate) struct Wish {
    number: u64,
    exchange: Arc<Exchange>,
}

impl Exchange {
    /// The live market of a data directory as it was left. Asks nobody.
    pub(crate) async fn open(
        dir: &Path,
        archive: Arc<Archive>,
        wall: WallClock,
    ) -> Result<Arc<Self>, Problem> {
        let switch = Switch::of(dir);
        let (quotes, levels) = archive.last_beat().await?;
        let health = archive.note(kept_health::NOTE).await?.and_then(|text| kept_health::read(&text));
        let kept = Heard::kept(switch.read(), quotes, levels);
        let heard = Heard { health, warnings: checks::noted(&archive).await.warnings.into(), ..kept };
        Ok(Arc::new(Self {
            archive,
            wall,
            switch,
            heard: watch::Sender::new(Arc::new(heard)),
            wishes: Mutex::default(),
            sooner: Notify::new(),
            minutes: Mutex::default(),
            looked: Mutex::default(),
            charted: Notify::new(),
            terms: tokio::sync::Mutex::default(),
        }))
    }

    /// What was heard so far.
    #[must_use]
    pub fn heard(&self) -> Arc<Heard> {
        Arc::clone(&self.heard.borrow())
    }

    /// What was heard, now and after every round.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<Arc<Heard>> {
        self.heard.subscribe()
    }

    /// Switches sources on or off, for every program that uses the data directory. What is switched off sends nothing
    /// any more within a second.
    ///
    /// # Errors
    /// When the choice cannot be kept.
    pub fn switch(&self, enabled: Enabled) -> Result<(), Problem> {
        self.switch.write(enabled)?;
        self.look_at_the_switch();
        Ok(())
    }

    /// Looks whether another program has switched.
    pub(crate) fn look_at_the_switch(&self) -> Enabled {
        let enabled = self.switch.read();
        if self.heard().enabled != enabled {
            self.tell(|heard| Heard { enabled, errand: None, ..heard });
        }
        enabled
    }

    /// Takes a round in: the newest quotes are kept over restarts and told to every desk. Its own task does so after
    /// each beat. They are kept first, so that a program that ends with the answer has not asked for nothing.
    ///
    /// # Errors
    /// When the archive cannot be written; the desks have heard all the same.
    pub async fn hear(&self, mut round: Round) -> Result<(), Problem> {
        let before = self.heard();
        // Without terms, before any day is in the archive, there is no band to follow, and no stock to be mistaken.
        let terms = self.terms(round.at.max(before.round_at.unwrap_or(round.at)).day()).await.ok();
        if let Some(terms) = &terms {
            round.seen.retain(|seen| is_the_stock(seen, terms));
        }
        let (mut heard, taken) = before.with(round);
        if let Some(terms) = &terms {
            heard.flexes = follow(&heard.flexes, &taken, |seen| terms.opened(seen));
        }
        let kept = self.keep(&heard, &before, &taken).await;
        self.tell(|now| Heard {
            enabled: now.enabled,
            errand: now.errand,
            archive: now.archive,
            charts: now.charts,
            warnings: now.warnings,
            ..heard
        });
        kept
    }

    async fn keep(&self, heard: &Heard, before: &Heard, taken: &[Arc<Seen>]) -> Result<(), Problem> {
        let heard_now = heard.indices.values().filter(|index| Some(index.asked_at) >= before.round_at);
        let levels: Vec<_> = heard_now.cloned().collect();
        let bars = self.bars(taken, before);
        self.archive.keep_beat(taken, &levels, &bars).await?;
        // The first round of a day: the minutes of the day before are told by its daily figures from now on.
        let today = heard.round_at.map(Moment::day);
        if let Some(today) = today.filter(|_| before.round_at.map(Moment::day) != today) {
            self.archive.forget_bars_before(today).await?;
        }
        self.keep_health(heard).await
    }

    /// Keeps how the sources are, for the next program.
    async fn keep_health(&self, heard: &Heard) -> Result<(), Problem> {
        if let Some(text) = heard.health.as_ref().and_then(kept_health::written) {
            self.archive.keep_note(kept_health::NOTE, &text).await?;
        }
        Ok(())
    }

    /// Until when NSE is to be left alone, as this or another program was told.
    pub(crate) fn blocked_until(&self) -> Option<Moment> {
        let heard = self.heard();
        let until = heard.health.as_ref()?.of(Web::Nse)?.blocked_until?;
        Some(until).filter(|until| *until > self.wall.now())
    }

    fn bars(&self, taken: &[Arc<Seen>], before: &Heard) -> Vec<(Symbol, Bar)> {
        // Whoever panicked left whole bars behind.
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = |seen: &Arc<Seen>| {
            let bar = minutes.take(seen, before.quote(&seen.symbol).map(AsRef::as_ref))?;
            Some((seen.symbol.clone(), bar))
        };
        taken.iter().filter_map(bar).collect()
    }

    /// The terms of a day, worked out once for all desks and again when the archive has grown.
    pub(crate) async fn terms(&self, day: Day) -> Result<Arc<LiveTerms>, Problem> {
        let archive = self.heard().archive;
        let mut kept = self.terms.lock().await;
        if let Some((_, terms)) = kept.as_ref().filter(|(of, terms)| (*of, terms.day()) == (archive, day)) {
            return Ok(Arc::clone(terms));
        }
        let terms = Arc::new(LiveTerms::load(&self.archive, day).await?);
        *kept = Some((archive, Arc::clone(&terms)));
        Ok(terms)
    }

    /// The archive has new facts: the terms follow from them.
    pub(crate) fn archive_grew(&self) {
        self.tell(|heard| Heard { archive: heard.archive + 1, ..heard });
    }

    /// Somebody looks at the minutes of a stock.
    pub(crate) fn look_at_chart(&self, symbol: &Symbol, series: Series) {
        let now = self.wall.now();
        let mut looked = self.looked();
        looked.look((symbol.clone(), series), now);
        let due = looked.due(now).is_some();
        drop(looked);
        if due {
            self.charted.notify_one();
        }
    }

    /// The chart that is to be asked for now.
    pub(crate) fn due_chart(&self, now: Moment) -> Option<(Symbol, Series)> {
        self.looked().due(now)
    }

    /// Takes in a chart that was asked for; none when it did not come.
    pub(crate) fn take_chart(&self, stock: (Symbol, Series), told: Option<Told>, now: Moment) {
        self.looked().asked(&stock, told.is_some(), now);
        if let Some(told) = told {
            self.tell(|heard| heard.with_chart(stock.0, told));
        }
    }

    /// Until somebody looks at a chart that may be asked for.
    pub(crate) async fn chart_looked_at(&self) {
        self.charted.notified().await;
    }

    fn looked(&self) -> MutexGuard<'_, Looked> {
        // Whoever panicked left whole looks behind.
        self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says what is being fetched.
    pub(crate) fn say(&self, errand: Option<Errand>) {
        self.tell(|heard| Heard { errand, ..heard });
    }

    /// Says where the exchange and Lakh do not agree.
    pub(crate) fn warn(&self, warnings: Vec<Warning>) {
        self.tell(|heard| Heard { warnings: warnings.into(), ..heard });
    }

    /// Says how the sources are, outside of a round.
    pub(crate) fn feel(&self, health: Health) {
        self.tell(|heard| Heard { health: Some(health), ..heard });
    }

    /// Waits until what is heard is of the last beat, for whoever does not stay; at most so long. At once when
    /// nothing is switched on or nothing trades.
    pub async fn settled(&self, patience: Duration) {
        let now = self.wall.now();
        let recent = |heard: &Arc<Heard>| {
            !heard.is_on() || heard.newest().is_some_and(|at| at.plus_millis(BEAT) >= now)
        };
        let needed = beats(now) || self.newest().is_none_or(|newest| newest < last_close(now));
        if needed {
            // Whoever waited in vain goes on with what is known; its age is told.
            let _ = tokio::time::timeout(patience, self.listen().wait_for(recent)).await;
        }
    }

    /// A new desk's wishes.
    pub(crate) fn wish(self: &Arc<Self>) -> Wish {
        let mut wishes = self.wishes();
        wishes.given += 1;
        Wish { number: wishes.given, exchange: Arc::clone(self) }
    }

    /// What all desks want together.
    pub(crate) fn wanted(&self) -> Wanted {
        let mut all = Wanted::default();
        for wanted in self.wishes().of.values() {
            all.symbols.extend(wanted.symbols.iter().cloned());
            all.depth.extend(wanted.depth.iter().cloned());
            all.board |= wanted.board;
        }
        all
    }

    /// Until a desk wants something that it did not want before.
    pub(crate) async fn wanted_sooner(&self) {
        self.sooner.notified().await;
    }

    fn wishes(&self) -> MutexGuard<'_, Wishes> {
        // Whoever panicked left whole wishes behind.
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, change: impl FnOnce(Heard) -> Heard) {
        self.heard.send_modify(|heard| *heard = Arc::new(change(Heard::clone(heard))));
    }

    /// Where the newest round of any program stands.
    pub(crate) fn newest(&self) -> Option<Moment> {
        self.heard().newest()
    }
}

/// Whether a quote is of what its symbol stands for, not of the company's preference shares or warrants.
fn is_the_stock(seen: &Seen, terms: &LiveTerms) -> bool {
    let ordinary = terms.instrument(&seen.symbol).is_some_and(|known| known.series.is_ordinary());
    !ordinary || seen.series.is_none_or(Series::is_ordinary)
}

impl Wish {
    /// Says what is wanted from now on.
    pub(crate) fn change(&self, wanted: Wanted) {
        let mut wishes = self.exchange.wishes();
        let before = wishes.of.get(&self.number);
        let new = before.is_none_or(|before| {
            !wanted.depth.is_subset(&before.depth)
                || !wanted.symbols.is_subset(&before.symbols)
                || (wanted.board && !before.board)
        });
        wishes.of.insert(self.number, wanted);
        drop(wishes);
        if new {
            self.exchange.sooner.notify_one();
        }
    }
}

impl Drop for Wish {
    fn drop(&mut self) {
        self.exchange.wishes().of.remove(&self.number);
    }
}
