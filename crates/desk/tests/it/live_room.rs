//! A floor on a trading day whose clock is moved by hand, with rounds of live quotes written by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use desk::{Action, Desk, Floor, View, WallClock};
use feed::live::{Enabled, Health, Round, SourceHealth, State, Web};
use store::{Cost, Session};
use tempfile::TempDir;
use trading::{IndexSeen, Moment, Paise, Price, Seen, Series, Source, Standing};

use crate::room::newcomer;

/// The trading day after the last one of the built-in market.
pub(crate) const TODAY: &str = "2026-08-17";

pub(crate) struct LiveRoom {
    pub(crate) dir: TempDir,
    pub(crate) floor: Arc<Floor>,
    pub(crate) session: Session,
    hand: &'static AtomicI64,
}

pub(crate) fn at(clock: &str) -> Moment {
    moment(TODAY, clock)
}

pub(crate) fn moment(day: &str, clock: &str) -> Moment {
    format!("{day}T{clock}+05:30").parse().unwrap()
}

impl LiveRoom {
    /// At a time of today, with NSE and Yahoo switched on.
    pub(crate) async fn open(clock: &str) -> Self {
        Self::open_on(at(clock)).await
    }

    pub(crate) async fn open_on(now: Moment) -> Self {
        let dir = TempDir::new().unwrap();
        let hand: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(now.millis())));
        let floor = open(&dir, hand).await;
        floor.fill_archive(|_, _| {}).await.unwrap();
        let session = floor.create_profile(newcomer("Asha")).await.unwrap().session;
        floor.exchange().switch(Enabled { nse: true, yahoo: true }).unwrap();
        Self { dir, floor, session, hand }
    }

    /// The same data directory in a program that was started anew.
    pub(crate) async fn again(self, now: Moment) -> Self {
        let Self { dir, floor, session, hand } = self;
        drop((floor, session));
        hand.store(now.millis(), Ordering::SeqCst);
        let floor = open(&dir, hand).await;
        let session = floor.sign_in("Asha", None).await.unwrap();
        Self { dir, floor, session, hand }
    }

    pub(crate) async fn sit(&self) -> Desk {
        self.floor.sit_down(&self.session, Some("live")).await.unwrap()
    }

    /// Sets the clock.
    pub(crate) fn set(&self, clock: &str) {
        self.set_to(at(clock));
    }

    pub(crate) fn set_to(&self, now: Moment) {
        self.hand.store(now.millis(), Ordering::SeqCst);
    }

    /// A round asked at a time of today, heard a second later.
    pub(crate) async fn hear(&self, clock: &str, seen: Vec<Seen>) {
        let asked = at(clock);
        if self.floor.now() <= asked {
            self.set_to(asked.plus_millis(1_000));
        }
        self.floor.exchange().hear(round(asked, seen)).await.unwrap();
    }
}

async fn open(dir: &TempDir, hand: &'static AtomicI64) -> Arc<Floor> {
    Floor::open_at_cost(dir.path(), WallClock::by_hand(hand), Cost::for_tests()).await.unwrap()
}

/// Waits until a desk shows what it should; fails when it never does.
pub(crate) async fn until(desk: &Desk, what: &str, shows: impl Fn(&View) -> bool) -> Arc<View> {
    let mut views = desk.views();
    let seen = views.wait_for(|view| shows(view));
    let found = tokio::time::timeout(Duration::from_secs(20), seen).await;
    assert!(found.is_ok(), "never: {what}\n{:#?}", desk.view());
    Arc::clone(&found.unwrap().unwrap())
}

/// Lets a desk come to its clock and to everything that was heard, so that what did not happen by then is known not
/// to.
pub(crate) async fn settled(desk: &Desk) -> Arc<View> {
    desk.act(Action::Look { symbol: None, board: false }).await.unwrap();
    desk.view()
}

pub(crate) fn price(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

/// A quote of NSE, true when it was asked.
pub(crate) fn nse(symbol: &str, asked: &str, last: i64, volume: i64) -> Seen {
    Seen {
        symbol: symbol.parse().unwrap(),
        series: Some(Series::Eq),
        standing: Standing {
            last: Some(price(last)),
            previous_close: None,
            open: Some(price(last)),
            high: Some(price(last)),
            low: Some(price(last)),
            volume: Some(volume),
            turnover: Some(Paise(last * volume)),
            as_of: Some(at(asked)),
            source: Source::Nse,
        },
        touch: None,
        band: None,
        tick: None,
        year: None,
        asked_at: at(asked),
    }
}

pub(crate) fn yahoo(symbol: &str, asked: &str, last: i64, volume: i64) -> Seen {
    let mut seen = nse(symbol, asked, last, volume);
    seen.standing.source = Source::Yahoo;
    seen.series = None;
    seen
}

pub(crate) fn round(asked: Moment, seen: Vec<Seen>) -> Round {
    let nifty = IndexSeen {
        name: "NIFTY 50".into(),
        last: 2_500_000,
        previous_close: Some(2_490_000),
        open: None,
        high: None,
        low: None,
        as_of: asked,
        asked_at: asked,
        source: Source::Nse,
    };
    let health = |web| SourceHealth {
        web,
        state: State::Answering,
        last_success: Some(asked),
        trouble: None,
        failures: 0,
        requests_last_minute: 4,
        requests: 4,
        blocked_until: None,
        quarantined: 0,
    };
    Round {
        at: asked,
        seen,
        indices: vec![nifty],
        quarantined: Vec::new(),
        health: Health { at: asked, sources: Web::ALL.map(health).to_vec() },
        requests: 1,
    }
}
