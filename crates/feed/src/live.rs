//! The live market: public sources, asked politely, and honest about where a number comes from and how old it is.
//!
//! Nothing here starts a task or reads the wall clock: the caller says when it is (IST wall time) and decides when a
//! round is due. Nothing is sent to a source that the user did not switch on.

mod archives;
mod ask;
mod band;
mod beat;
mod charts;
mod client;
mod daily;
mod failed;
mod health;
mod host;
mod judge;
mod known;
mod ladder;
mod pace;
mod questions;
mod round;
mod said;
mod series;
mod web;
mod wire;

use std::collections::BTreeMap;

use tokio::time::Instant;
use trading::{Moment, Phase, Series, Symbol};

use client::Client;
use known::Known;
use series::SeriesToday;

pub use band::FixedBand;
pub use daily::{Candle, DailyFile};
pub use failed::{Class, Failed};
pub use health::{Health, SourceHealth, State, Trouble};
pub use questions::MoversList;
pub use round::{Quarantined, Round, Wanted, Why};
pub use web::{Addresses, Enabled, Web};

/// The client of all live sources: connections, pacing, what is blocked, and the quotes that are known.
///
/// Every future of it may be dropped at any moment: what it was doing on the network ends at once, and the next
/// call finds everything in order.
#[derive(Debug)]
pub struct Live {
    client: Client,
    known: Known,
    /// Rounds so far: what is asked every other round goes by it.
    turn: u64,
    /// When the last round began, by the wall.
    at: Moment,
    /// Whether the exchange's answers were last seen to be of the past: nothing is confirmed by them until they are not.
    behind: bool,
    /// When each stock was last asked for with its depth.
    quoted: BTreeMap<(Symbol, Series), Instant>,
    /// When each stock was last asked for of Yahoo.
    sparked: BTreeMap<Symbol, Instant>,
    /// The exchange's time of each index.
    indices: BTreeMap<String, Moment>,
    /// The numbers that NSE's charts know stocks by.
    tokens: BTreeMap<(Symbol, Series), String>,
    /// Stocks that the exchange has no quote of in the series that they are known under.
    series: SeriesToday,
}

impl Live {
    /// A client that has asked nothing yet. `seed` decides the jitter between requests.
    #[must_use]
    pub fn new(addresses: Addresses, enabled: Enabled, seed: u64) -> Self {
        Self {
            client: Client::new(addresses, enabled, seed),
            known: Known::new(),
            turn: 0,
            at: Moment::from_millis(0),
            behind: false,
            quoted: BTreeMap::new(),
            sparked: BTreeMap::new(),
            indices: BTreeMap::new(),
            tokens: BTreeMap::new(),
            series: SeriesToday::default(),
        }
    }

    /// Switches sources on or off. What is switched off loses its connections and cookies at once; drop a round
    /// that is still running before this, and nothing is sent any more.
    pub fn switch(&mut self, enabled: Enabled) {
        self.client.switch(enabled);
    }

    /// Which sources are switched on.
    #[must_use]
    pub const fn enabled(&self) -> Enabled {
        self.client.enabled()
    }

    /// The fixed price bands of the day, as the archive knows them: a quote outside of its stock's is set aside. Replaces what was
    /// told before, so tell it anew each day; stocks without a fixed band are left out.
    pub fn learn_bands(&mut self, bands: impl IntoIterator<Item = ((Symbol, Series), FixedBand)>) {
        self.known.learn(bands);
    }

    /// One round of the beat, over within 14 seconds whatever the sources do; at most 4 requests to NSE, and one to
    /// Yahoo when NSE does not answer. `phase` is that of the day: of the stocks with a closing auction or of those without,
    /// whichever is not closed. Fails never: what did not come stands in the round's health.
    pub async fn round(&mut self, now: Moment, phase: Phase, wanted: &Wanted) -> Round {
        self.at = now;
        self.beat(now, phase, wanted).await
    }

    /// How the sources are.
    #[must_use]
    pub fn health(&self, now: Moment) -> Health {
        self.client.health(now, |web| self.known.set_aside(web))
    }
}
