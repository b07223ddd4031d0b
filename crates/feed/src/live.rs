//! The live market: public sources, asked politely, and honest about where a number comes from and how old it is.
//!
//! Nothing here starts a task or reads the wall clock: the caller says when it is (IST wall time) and decides when a
//! round is due. Nothing is sent to a source that the user did not switch on.

mod daily;
mod failed;
mod health;
mod round;
mod web;

use trading::{Day, Moment, Phase, Price, Series, Symbol};

pub use daily::{Candle, DailyFile};
pub use failed::{Class, Failed};
pub use health::{Health, SourceHealth, State, Trouble};
pub use round::{IndexSeen, Quarantined, Round, Seen, Wanted, Why};
pub use web::{Addresses, Enabled, Web};

/// The client of all live sources: connections, pacing, what is blocked, and the quotes that are known.
///
/// Every future of it may be dropped at any moment: what it was doing on the network ends at once, and the next
/// call finds everything in order.
#[derive(Debug)]
pub struct Live {
    addresses: Addresses,
    enabled: Enabled,
    seed: u64,
}

impl Live {
    /// A client that has asked nothing yet. `seed` decides the jitter between requests.
    #[must_use]
    pub fn new(addresses: Addresses, enabled: Enabled, seed: u64) -> Self {
        Self { addresses, enabled, seed }
    }

    /// Switches sources on or off. What is switched off loses its connections and cookies at once; drop a round
    /// that is still running before this, and nothing is sent any more.
    pub fn switch(&mut self, enabled: Enabled) {
        self.enabled = enabled;
    }

    /// Which sources are switched on.
    #[must_use]
    pub const fn enabled(&self) -> Enabled {
        self.enabled
    }

    /// The fixed price bands of the day (lowest and highest permitted price), as the archive knows them: a quote
    /// outside of its stock's is set aside. Replaces what was told before; stocks without a fixed band are left out.
    pub fn learn_bands(&mut self, bands: impl IntoIterator<Item = ((Symbol, Series), (Price, Price))>) {
        drop(bands.into_iter());
    }

    /// One round of the beat, over within 14 seconds whatever the sources do; at most 4 requests to NSE, or one to
    /// Yahoo when NSE does not answer. `phase` is that of the day: of the stocks with a closing auction or of those without,
    /// whichever is not closed. Fails never: what did not come stands in the round's health.
    pub async fn round(&mut self, now: Moment, phase: Phase, wanted: &Wanted) -> Round {
        let _ = (phase, wanted);
        std::future::ready(()).await;
        Round {
            at: now,
            seen: Vec::new(),
            indices: Vec::new(),
            quarantined: Vec::new(),
            health: self.health(now),
            requests: 0,
        }
    }

    /// Candles of so many minutes (1 or 5) of a stock's day, of NSE or else of Yahoo.
    ///
    /// # Errors
    /// When no source that is switched on has them.
    pub async fn candles(
        &mut self,
        now: Moment,
        symbol: &Symbol,
        series: Series,
        day: Day,
        minutes: u32,
    ) -> Result<Vec<Candle>, Failed> {
        let _ = (now, symbol, series, day, minutes);
        std::future::ready(()).await;
        Err(self.refusal(Web::Nse))
    }

    /// A daily file, as it was sent (it may be zipped: `feed::nse::files::decode` reads it). It is checked before it is
    /// given: its kind, its day, that it has rows and that none of them is refused.
    ///
    /// # Errors
    /// `NotThere` on a holiday and before it is published; else as the source fails.
    pub async fn daily(&mut self, file: DailyFile, day: Day) -> Result<Vec<u8>, Failed> {
        let _ = (file, day);
        std::future::ready(()).await;
        Err(self.refusal(Web::NseArchives))
    }

    /// How the sources are.
    #[must_use]
    pub fn health(&self, now: Moment) -> Health {
        let state = |web| if self.enabled.allows(web) { State::Waiting } else { State::Off };
        let source = |web| SourceHealth {
            web,
            state: state(web),
            last_success: None,
            trouble: None,
            failures: 0,
            requests_last_minute: 0,
            requests: 0,
            blocked_until: None,
            quarantined: 0,
        };
        Health { at: now, sources: Web::ALL.map(source).to_vec() }
    }

    fn refusal(&self, web: Web) -> Failed {
        if self.enabled.allows(web) {
            Failed::Unreachable { web, why: format!("no way to {} yet", self.addresses.nse) }
        } else {
            Failed::SwitchedOff { web }
        }
    }

    /// The seed of the jitter.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }
}
