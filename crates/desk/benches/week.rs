//! How much the memory of the program's live part grows over a week of beats: the client, what is heard, and what is kept of it.
//! A day of the stand-in exchange is told five times under the dates of a week, in time that does not pass by itself.
#![expect(clippy::unwrap_used, clippy::print_stdout, clippy::panic, reason = "a measurement")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
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
#[expect(dead_code, reason = "nothing stalls here")]
mod paused;

/// The built-in market's last day, whose course is told.
const TOLD: &str = "2026-08-14";
/// The week after it.
const WEEK: [&str; 5] = ["2026-08-17", "2026-08-18", "2026-08-19", "2026-08-20", "2026-08-21"];
const BEAT: Duration = Duration::from_secs(15);
/// What the week may add to what the first day left, in kB.
const MOST: i64 = 5 * 1024;
/// Asks this program to be the exchange.
const EXCHANGE: &str = "--exchange";

fn main() {
    if std::env::args().any(|word| word == EXCHANGE) {
        be_the_exchange();
    } else {
        paused::in_paused_time(measure());
    }
}

async fn measure() {
    let hand: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(0)));
    let dir = TempDir::new().unwrap();
    let held = paused::hold();
    let floor = Floor::open_at_cost(dir.path(), WallClock::by_hand(hand), Cost::for_tests()).await.unwrap();
    floor.fill_archive(|_, _| {}).await.unwrap();
    drop(held);
    let mut exchange = Elsewhere::start();
    let mut live = exchange.client();
    let wanted = wanted();
    let mut after: Vec<i64> = Vec::new();
    for day in WEEK.map(|day| day.parse::<Day>().unwrap()) {
        exchange.say(format_args!("day {day}"));
        let beats = play(&floor, &mut live, &mut exchange, (day, &wanted), hand).await;
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
}

/// The stand-in exchange in a process of its own, so that what it keeps is not taken for the program's.
struct Elsewhere {
    child: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    addresses: Addresses,
}

impl Elsewhere {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child = command.arg(EXCHANGE).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let [nse, archives, yahoo] = std::array::from_fn(|_| lines.next().unwrap().unwrap());
        let addresses = Addresses::replaced(Some(&nse), Some(&archives), Some(&yahoo));
        Self { orders: child.stdin.take().unwrap(), answers: lines, child, addresses }
    }

    fn client(&self) -> Live {
        Live::new(self.addresses.clone(), Enabled { nse: true, yahoo: true }, 7)
    }

    /// Returns when it is done.
    fn say(&mut self, order: std::fmt::Arguments<'_>) {
        writeln!(self.orders, "{order}").unwrap();
        assert_eq!(self.answers.next().unwrap().unwrap(), "done");
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // It ends by itself with its standard input; nothing is lost if it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the stand-in and does what the lines on standard input say: the day that it tells, its time, the end of its memory
/// of what was asked.
fn be_the_exchange() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let told: Day = TOLD.parse().unwrap();
    let market = Arc::new(Market::of(told).unwrap());
    let course = Course::from(told.at(Clock::of(9, 0, 0)), 0);
    let exchange = runtime.block_on(Exchange::open(market, course, ([127, 0, 0, 1], 0).into())).unwrap();
    println!("{}\n{}\n{}", exchange.nse_url(), exchange.archives_url(), exchange.yahoo_url());
    for line in std::io::stdin().lines().map_while(Result::ok) {
        match line.split_once(' ').unwrap() {
            ("day", day) => exchange.market().tell_as(day.parse().unwrap()),
            ("clock", millis) => {
                exchange.put_clock(Course::from(Moment::from_millis(millis.parse().unwrap()), 0));
                exchange.forget_asked();
            }
            (other, _) => panic!("what is {other}?"),
        }
        println!("done");
    }
}

/// What many accounts may hold and look at: every fiftieth stock, three of them with depth.
fn wanted() -> Wanted {
    let market = Market::of(TOLD.parse().unwrap()).unwrap();
    let named = market.stocks().iter().map(|one| (one.instrument.symbol.clone(), one.instrument.series));
    let symbols: BTreeSet<_> = named.step_by(50).collect();
    let depth = symbols.iter().take(3).cloned().collect();
    Wanted { symbols, depth, board: false }
}

/// One day of beats, 09:00 to 16:00 or the first `LAKH_BEATS` of it; gives how many.
async fn play(
    floor: &Floor,
    live: &mut Live,
    exchange: &mut Elsewhere,
    (day, wanted): (Day, &Wanted),
    hand: &AtomicI64,
) -> usize {
    let most = std::env::var("LAKH_BEATS").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let (mut beats, mut next, mut now) = (0, Instant::now(), day.at(Clock::of(9, 0, 0)));
    while now < day.at(Clock::of(16, 0, 0)) && beats < most {
        sleep_until(next).await;
        next += BEAT;
        exchange.say(format_args!("clock {}", now.millis()));
        hand.store(now.millis(), Ordering::SeqCst);
        let wanted = Wanted { board: beats % 4 == 0, ..wanted.clone() };
        let round = live.round(now, phase(now), &wanted).await;
        // The database answers in real time.
        let held = paused::hold();
        floor.exchange().hear(round).await.unwrap();
        drop(held);
        beats += 1;
        now = now.plus_millis(15_000);
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
