//! Nothing leaves the computer unless the user wants it to.

use std::time::Duration;

use feed::live::{DailyFile, Enabled, Failed, State};
use standin::{Fault, Scope};
use tokio::time::{sleep, timeout};
use trading::Clock;

use super::{BOTH, NSE, Stage, in_paused_time, phase, stock};

const TEN: Clock = Clock::of(10, 0, 0);

#[test]
fn never_switched_on_means_not_one_connection() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, Enabled::default()).await;
        for _ in 0..10 {
            let round = stage.beat().await;
            assert!(round.seen.is_empty());
            assert!(round.health.sources.iter().all(|source| source.state == State::Off));
        }
        let (symbol, series) = stock("RELIANCE");
        let now = stage.exchange.now();
        let candles = stage.live.candles(now, &symbol, series, super::day(), 1).await;
        assert!(matches!(candles, Err(Failed::SwitchedOff { .. })));
        let file = stage.live.daily(DailyFile::EquityList, super::day()).await;
        assert!(matches!(file, Err(Failed::SwitchedOff { .. })));
        assert_eq!(stage.exchange.connections(), 0);
    });
}

#[test]
fn switching_off_in_the_midst_of_a_round_ends_all_traffic_at_once() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, BOTH).await;
        stage.beat().await;
        stage.exchange.misbehave(Fault::SlowDrip, Scope::nse());
        let now = stage.exchange.now();
        let cut = timeout(Duration::from_secs(3), stage.live.round(now, phase(now), &stage.wanted)).await;
        assert!(cut.is_err(), "the round was still running");
        stage.live.switch(Enabled::default());
        let (requests, connections) = (stage.exchange.requests(), stage.exchange.connections());
        for _ in 0..20 {
            stage.beat().await;
        }
        sleep(Duration::from_secs(60)).await;
        assert_eq!(stage.exchange.requests(), requests);
        assert_eq!(stage.exchange.connections(), connections);
    });
}

#[test]
fn switched_on_again_it_begins_a_new_session() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.beat().await;
        stage.live.switch(Enabled::default());
        stage.beat().await;
        stage.live.switch(NSE);
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 4);
        let pages = stage.exchange.asked().iter().filter(|asked| asked.path == "/").count();
        assert_eq!(pages, 2);
    });
}

#[test]
fn one_source_may_be_on_without_the_other() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, Enabled { nse: false, yahoo: true }).await;
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 4);
        assert!(round.seen.iter().all(|seen| seen.standing.source == trading::Source::Yahoo));
        assert_eq!(round.requests, 1);
    });
}
