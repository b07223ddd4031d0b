//! The client: sessions, pacing and what is made of every answer.
//!
//! It behaves as a browser that a person uses: the same headers, cookies and pauses, and it takes a no for a no. It
//! neither imitates a browser's handshake nor goes through others' computers.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use tokio::time::{Instant, sleep};
use trading::Moment;

use super::ask::{Ask, Due};
use super::failed::Failed;
use super::health::Health;
use super::host::{Host, Stamp};
use super::ladder::Ladder;
use super::web::{Addresses, Enabled, Web};
use super::wire::{Connections, Fault};

/// The client of all sources.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) addresses: Addresses,
    enabled: Enabled,
    /// None until something may be asked: then there is nothing that could connect.
    connections: Option<Connections>,
    hosts: [Host; 3],
    nse_ladder: Ladder,
    yahoo_ladder: Ladder,
}

/// What one errand may cost: so many requests, warm-ups and repetitions included, and so much time.
#[derive(Debug)]
pub(crate) struct Allowance {
    /// Requests left.
    pub(crate) left: u32,
    /// When it must be over.
    pub(crate) until: Instant,
    began: Instant,
    moment: Option<Moment>,
}

/// The most tries of one request.
const TRIES: usize = 3;

impl Client {
    pub(crate) fn new(addresses: Addresses, enabled: Enabled, seed: u64) -> Self {
        let seeds = [seed, seed.wrapping_add(1), seed.wrapping_add(2)];
        let [nse, archives, yahoo] = seeds;
        Self {
            addresses,
            enabled,
            connections: None,
            hosts: [
                Host::new(Web::Nse, nse),
                Host::new(Web::NseArchives, archives),
                Host::new(Web::Yahoo, yahoo),
            ],
            nse_ladder: Ladder::new(),
            yahoo_ladder: Ladder::new(),
        }
    }

    /// Switches sources on or off. All connections and cookies end with it.
    pub(crate) fn switch(&mut self, enabled: Enabled) {
        if self.enabled != enabled {
            self.enabled = enabled;
            self.connections = None;
        }
    }

    pub(crate) const fn enabled(&self) -> Enabled {
        self.enabled
    }

    /// Asks, and reads the answer with `read`, whose error says in words what is wrong with it. Gives when the request was
    /// sent, too.
    pub(crate) async fn ask<T, E: std::fmt::Display>(
        &mut self,
        ask: &Ask,
        allowance: &mut Allowance,
        read: impl FnOnce(&[u8]) -> Result<T, E>,
    ) -> Result<(T, Instant), Failed> {
        // Nothing is sent, so nothing has failed anew.
        if let Some(closed) = self.closed(ask.web) {
            return Err(closed);
        }
        let fetched = self.fetch(ask, allowance).await;
        let answer = fetched.and_then(|(bytes, sent)| match read(&bytes) {
            Ok(read) => Ok((read, sent)),
            Err(why) => {
                Err(Failed::Unreadable { web: ask.web, what: ask.what.clone(), why: why.to_string() })
            }
        });
        match &answer {
            Ok((_, sent)) => {
                self.ladder(ask.web).answered();
                let stamp = allowance.stamp(*sent);
                self.host(ask.web).answered(stamp);
            }
            Err(failed) => self.note(failed, allowance),
        }
        answer
    }

    /// Notes a failure that showed only when the answer was looked at.
    pub(crate) fn note(&mut self, failed: &Failed, allowance: &Allowance) {
        let stamp = allowance.stamp(Instant::now());
        self.host(failed.web()).failed(stamp, failed);
    }

    /// Why a source may not be asked now; none when it may.
    pub(crate) fn closed(&mut self, web: Web) -> Option<Failed> {
        if !self.enabled.allows(web) {
            return Some(Failed::SwitchedOff { web });
        }
        let seconds = self.ladder(web).blocked()?.as_secs();
        Some(Failed::Blocked { web, seconds: seconds.max(1) })
    }

    /// Requests so far, to every source.
    pub(crate) fn requests(&self) -> u64 {
        self.hosts.iter().map(|host| host.pace.total()).sum()
    }

    /// When an answer of a source was last used.
    pub(crate) fn last_success(&mut self, web: Web, now: Moment) -> Option<Moment> {
        self.host(web).last_success(now)
    }

    /// How the sources are; `quarantined` says how many quotes of each were set aside.
    pub(crate) fn health(&self, now: Moment, quarantined: impl Fn(Web) -> u32) -> Health {
        let sources = Web::ALL.into_iter().zip(&self.hosts).map(|(web, host)| {
            let blocked = self.ladder_of(web).blocked();
            host.health(now, self.enabled.allows(web), blocked, quarantined(web))
        });
        Health { at: now, sources: sources.collect() }
    }

    /// The bytes of an answer. A session that has ended is begun again, once.
    async fn fetch(&mut self, ask: &Ask, allowance: &mut Allowance) -> Result<(Vec<u8>, Instant), Failed> {
        let mut fetched = self.persist(ask, allowance).await;
        if matches!(fetched, Err(Fault::Session)) {
            self.forget_session(ask.web);
            fetched = self.persist(ask, allowance).await;
        }
        fetched.map_err(|fault| match fault {
            Fault::Session => {
                self.forget_session(ask.web);
                Failed::NoSession { web: ask.web }
            }
            Fault::Refused => {
                let step = self.ladder(ask.web).refused();
                self.forget_session(ask.web);
                Failed::Blocked { web: ask.web, seconds: step.as_secs() }
            }
            Fault::Passing(failed) | Fault::Lasting(failed) => failed,
        })
    }

    /// Asks again what failed for a passing reason: three times in all, a second, then two apart.
    async fn persist(&mut self, ask: &Ask, allowance: &mut Allowance) -> Result<(Vec<u8>, Instant), Fault> {
        let mut pauses = ExponentialBuilder::default()
            .with_min_delay(Duration::from_secs(1))
            .with_max_delay(Duration::from_secs(8))
            .with_factor(2.0)
            .with_max_times(TRIES - 1)
            .build();
        loop {
            match self.attempt(ask, allowance).await {
                Err(Fault::Passing(failed)) => match pauses.next() {
                    Some(pause) if allowance.allows(pause) => sleep(pause).await,
                    Some(_) | None => return Err(Fault::Lasting(failed)),
                },
                other => return other,
            }
        }
    }

    /// Asks once, after the page whose cookies it needs.
    async fn attempt(&mut self, ask: &Ask, allowance: &mut Allowance) -> Result<(Vec<u8>, Instant), Fault> {
        if let Some(page) = &ask.page
            && !self.connections(ask.web)?.is_warm(page)
        {
            self.send(&Ask::page(ask.web, page), allowance).await?;
            self.connections(ask.web)?.warmed(page);
        }
        self.send(ask, allowance).await
    }

    async fn send(&mut self, ask: &Ask, allowance: &mut Allowance) -> Result<(Vec<u8>, Instant), Fault> {
        if let Some(closed) = self.closed(ask.web) {
            return Err(Fault::Lasting(closed));
        }
        allowance.take(ask.web)?;
        let spent = |wait: Duration| Failed::Spent { web: ask.web, seconds: wait.as_secs().max(1) };
        let turn = self.host(ask.web).pace.turn(allowance.until).await;
        turn.map_err(|wait| Fault::Lasting(spent(wait)))?;
        let patience = patience(ask.due).min(allowance.until.saturating_duration_since(Instant::now()));
        let sent = Instant::now();
        let bytes = self.connections(ask.web)?.send(ask, patience).await?;
        Ok((bytes, sent))
    }

    fn connections(&mut self, web: Web) -> Result<&mut Connections, Fault> {
        let open = match self.connections.take() {
            Some(open) => open,
            None => Connections::open().map_err(|why| Fault::Lasting(Failed::Impossible { web, why }))?,
        };
        Ok(self.connections.insert(open))
    }

    /// Forgets the cookies; other sources keep their connections.
    fn forget_session(&mut self, web: Web) {
        let forgotten = self.connections.as_mut().is_none_or(|open| web != Web::Nse || open.forget().is_ok());
        if !forgotten {
            self.connections = None;
        }
    }

    fn host(&mut self, web: Web) -> &mut Host {
        let [nse, archives, yahoo] = &mut self.hosts;
        match web {
            Web::Nse => nse,
            Web::NseArchives => archives,
            Web::Yahoo => yahoo,
        }
    }

    const fn ladder(&mut self, web: Web) -> &mut Ladder {
        match web {
            Web::Nse | Web::NseArchives => &mut self.nse_ladder,
            Web::Yahoo => &mut self.yahoo_ladder,
        }
    }

    const fn ladder_of(&self, web: Web) -> &Ladder {
        match web {
            Web::Nse | Web::NseArchives => &self.nse_ladder,
            Web::Yahoo => &self.yahoo_ladder,
        }
    }
}

impl Allowance {
    /// So many requests within so long, from now on; `moment` is now by the wall, where it is known.
    pub(crate) fn of(requests: u32, within: Duration, moment: Option<Moment>) -> Self {
        let began = Instant::now();
        Self { left: requests, until: began + within, began, moment }
    }

    /// The wall's moment of an instant.
    pub(crate) fn moment_of(&self, instant: Instant) -> Option<Moment> {
        let passed = super::host::millis(instant.saturating_duration_since(self.began));
        self.moment.map(|moment| moment.plus_millis(passed))
    }

    fn stamp(&self, instant: Instant) -> Stamp {
        Stamp { instant, moment: self.moment_of(instant) }
    }

    /// Whether another request is allowed after a pause.
    fn allows(&self, pause: Duration) -> bool {
        self.left > 0 && Instant::now() + pause + LEAST_PATIENCE < self.until
    }

    fn take(&mut self, web: Web) -> Result<(), Fault> {
        let time = self.until.saturating_duration_since(Instant::now());
        match self.left.checked_sub(1) {
            Some(left) if time >= LEAST_PATIENCE => {
                self.left = left;
                Ok(())
            }
            Some(_) | None => Err(Fault::Lasting(Failed::Spent { web, seconds: time.as_secs().max(1) })),
        }
    }
}

/// A request is not begun with less time than this to answer.
const LEAST_PATIENCE: Duration = Duration::from_millis(500);

/// How long an answer is waited for.
const fn patience(due: Due) -> Duration {
    match due {
        Due::Page | Due::Json => Duration::from_secs(10),
        Due::File => Duration::from_secs(60),
    }
}
