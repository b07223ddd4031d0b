//! The live client against the stand-in exchange: real HTTP over loopback, in time that does not pass by itself.

mod archives;
mod faults;
mod paused;
mod session;
mod switch;
mod told;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use feed::live::{Addresses, Enabled, FixedBand, Live, Round, Wanted};
use paused::in_paused_time;
use standin::{Course, Exchange, Market};
use tokio::time::{Instant, sleep_until};
use trading::{BandRule, Calendar, Clock, Day, Moment, Phase, Series, Symbol};

/// How far rounds lie apart.
const BEAT: Duration = Duration::from_secs(15);

const BOTH: Enabled = Enabled { nse: true, yahoo: true };
const NSE: Enabled = Enabled { nse: true, yahoo: false };

/// The day that is told, once for all tests.
fn market() -> Arc<Market> {
    static MARKET: OnceLock<Arc<Market>> = OnceLock::new();
    Arc::clone(MARKET.get_or_init(|| Arc::new(Market::of(day()).unwrap())))
}

fn day() -> Day {
    "2026-08-04".parse().unwrap()
}

fn stock(symbol: &str) -> (Symbol, Series) {
    (symbol.parse().unwrap(), market().stock(symbol).unwrap().instrument.series)
}

fn stocks(symbols: &[&str]) -> BTreeSet<(Symbol, Series)> {
    symbols.iter().map(|symbol| stock(symbol)).collect()
}

/// The fixed bands of the day, as an archive knows them that has the day before.
fn fixed_bands() -> Vec<((Symbol, Series), FixedBand)> {
    let market = market();
    let fixed = market.stocks().iter().filter_map(|stock| {
        let BandRule::Percent(_) = stock.figures.band else { return None };
        let name = (stock.instrument.symbol.clone(), stock.instrument.series);
        Some((name, FixedBand { base: stock.base, percent: stock.band.percent(), tick: stock.tick }))
    });
    fixed.collect()
}

/// A client and the exchange that it asks.
struct Stage {
    exchange: Exchange,
    live: Live,
    wanted: Wanted,
    next_beat: Instant,
}

impl Stage {
    /// The exchange at a time of the day, which goes on as fast as the test's clock, and a client that has asked nothing.
    async fn at(clock: Clock, enabled: Enabled) -> Self {
        Self::listening("127.0.0.1:0", clock, enabled).await
    }

    async fn listening(address: &str, clock: Clock, enabled: Enabled) -> Self {
        let course = Course::from(day().at(clock), 1);
        let exchange = Exchange::open(market(), course, address.parse().unwrap()).await.unwrap();
        let (nse, archives, yahoo) = (exchange.nse_url(), exchange.archives_url(), exchange.yahoo_url());
        let addresses = Addresses::replaced(Some(&nse), Some(&archives), Some(&yahoo));
        paused::holds_for(exchange.stalling());
        let live = Live::new(addresses, enabled, 7);
        let wanted = Wanted {
            symbols: stocks(&["RELIANCE", "M&M", "BAJAJ-AUTO", "20MICRONS"]),
            depth: BTreeSet::new(),
            board: false,
        };
        Self { exchange, live, wanted, next_beat: Instant::now() }
    }

    /// The next beat's round, when it is due.
    async fn beat(&mut self) -> Round {
        sleep_until(self.next_beat).await;
        self.next_beat += BEAT;
        let now = self.exchange.now();
        self.live.round(now, phase(now), &self.wanted).await
    }
}

/// The phase of a moment as the client is told it.
fn phase(at: Moment) -> Phase {
    let phases = [false, true].into_iter().filter_map(|auction| Calendar::nse().session(at.day(), auction));
    phases.map(|session| session.phase(at)).find(|phase| *phase != Phase::Closed).unwrap_or(Phase::Closed)
}
