//! How much the memory of the program's live part grows over a week of beats: the client, what is heard, and what is kept of it.
//! A day of the stand-in exchange is told five times under the dates of a week, in time that does not pass by itself.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use desk::{Floor, WallClock};
use feed::live::{Addresses, Enabled, Live, Wanted};
use standin::{Course, Exchange, Market};
use store::Cost;
use tempfile::TempDir;
use tokio::time::{Instant, sleep_until};
use trading::{Calendar, Clock, Day, Moment, Phase};

#[path = "../../feed/tests/it/live/paused.rs"]
mod paused;

/// The week after the built-in market's last day.
const WEEK: [&str; 5] = ["2026-08-17", "2026-08-18", "2026-08-19", "2026-08-20", "2026-08-21"];
const BEAT: Duration = Duration::from_secs(15);
/// What the week may add to what the first day left, in kB.
const MOST: i64 = 5 * 1024;

fn main() {
    paused::in_paused_time(async {
        let hand: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(0)));
        let dir = TempDir::new().unwrap();
        let held = paused::hold();
        let floor =
            Floor::open_at_cost(dir.path(), WallClock::by_hand(hand), Cost::for_tests()).await.unwrap();
        floor.fill_archive(|_, _| {}).await.unwrap();
        drop(held);
        let exchange = exchange().await;
        let mut live = client(&exchange);
        let mut after: Vec<i64> = Vec::new();
        let mut beats = 0;
        for day in WEEK.map(|day| day.parse::<Day>().unwrap()) {
            exchange.market().tell_as(day);
            exchange.put_clock(Course::from(day.at(Clock::of(9, 0, 0)), 1));
            beats += play(&floor, &mut live, &exchange, day, hand).await;
            let resident = resident();
            println!(
                "after {day}: {beats} beats, {} kB resident",
                resident.map_or("?".into(), |kb| kb.to_string())
            );
            after.extend(resident);
        }
        let Some((first, last)) = after.first().zip(after.last()) else {
            return println!("this system does not tell what is resident: not measured");
        };
        println!("growth from the end of the first day to the end of the week: {} kB", last - first);
        assert!(last - first < MOST, "the memory of the live part grows");
    });
}

async fn exchange() -> Exchange {
    let last = "2026-08-14".parse().unwrap();
    let market = Arc::new(Market::of(last).unwrap());
    let course = Course::from(last.at(Clock::of(9, 0, 0)), 1);
    let exchange = Exchange::open(market, course, ([127, 0, 0, 1], 0).into()).await.unwrap();
    paused::holds_for(exchange.stalling());
    exchange
}

fn client(exchange: &Exchange) -> Live {
    let (nse, archives, yahoo) = (exchange.nse_url(), exchange.archives_url(), exchange.yahoo_url());
    let addresses = Addresses::replaced(Some(&nse), Some(&archives), Some(&yahoo));
    Live::new(addresses, Enabled { nse: true, yahoo: true }, 7)
}

/// One day of beats, 09:00 to 16:00 or the first `LAKH_BEATS` of it; gives how many.
async fn play(floor: &Floor, live: &mut Live, exchange: &Exchange, day: Day, hand: &AtomicI64) -> usize {
    let named =
        exchange.market().stocks().iter().map(|one| (one.instrument.symbol.clone(), one.instrument.series));
    let symbols: BTreeSet<_> = named.step_by(50).collect();
    let most = std::env::var("LAKH_BEATS").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let depth = symbols.iter().take(3).cloned().collect();
    let mut wanted = Wanted { symbols, depth, board: false };
    let (mut beats, mut next) = (0, Instant::now());
    while exchange.now() < day.at(Clock::of(16, 0, 0)) && beats < most {
        sleep_until(next).await;
        next += BEAT;
        wanted.board = beats % 4 == 0;
        let now = exchange.now();
        hand.store(now.millis(), Ordering::SeqCst);
        let round = live.round(now, phase(now), &wanted).await;
        // The database answers in real time.
        let held = paused::hold();
        floor.exchange().hear(round).await.unwrap();
        drop(held);
        beats += 1;
        if beats % 100 == 0 {
            exchange.forget_asked();
        }
    }
    beats
}

fn phase(at: Moment) -> Phase {
    let phases = [false, true].into_iter().filter_map(|auction| Calendar::nse().session(at.day(), auction));
    phases.map(|session| session.phase(at)).find(|phase| *phase != Phase::Closed).unwrap_or(Phase::Closed)
}

/// What of the process lies in memory now, in kB; none where the system does not say.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
