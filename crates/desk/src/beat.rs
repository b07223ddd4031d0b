//! The task that asks the live sources: a round every 15 seconds while the market has its hours, the archive's missed
//! files in between, and nothing at all while the switch is off.

use std::sync::Arc;
use std::time::Duration;

use feed::live::{Addresses, Enabled, Live};
use tokio_util::sync::CancellationToken;
use trading::Moment;

use crate::charts::{Told, day_of_chart};
use crate::checks::Checks;
use crate::errands::Errands;
use crate::exchange::{BEAT, Exchange};
use crate::hours::{beats, day_of_terms, last_close, phase};

/// How often the switch and the wall clock are looked at: half of the second within which all traffic ends, so that a
/// computer that slept beats at once.
const LOOK: Duration = Duration::from_millis(400);
/// Two rounds that something new is wanted between are at least this far apart, in milliseconds.
const SOONEST: i64 = 5_000;
/// The whole board is asked for every so many rounds, where nobody looks at it.
const BOARD_EVERY: u64 = 4;
/// A closing price that did not come is asked for again after this, in milliseconds.
const AGAIN: i64 = 300_000;
/// An errand is begun when the next round is at least this far off, in milliseconds.
const ROOM_FOR_AN_ERRAND: i64 = 6_000;
/// What a daily file may take where no round waits.
const A_FILE: Duration = Duration::from_secs(150);

/// Asks until it is stopped. Whatever is under way when the switch changes is dropped, and its connections with it.
pub(crate) async fn follow(exchange: Arc<Exchange>, addresses: Addresses, stop: CancellationToken) {
    let seed = exchange.wall.now().millis().unsigned_abs();
    let mut live = Live::new(addresses, Enabled::default(), seed);
    let mut between = Between::default();
    let mut asked = false;
    loop {
        let enabled = exchange.look_at_the_switch();
        // What NSE told an earlier run of the program holds for this one: a block is waited for.
        let left_alone = if asked { None } else { exchange.blocked_until() };
        asked |= left_alone.is_none() && enabled.nse;
        live.switch(Enabled { nse: enabled.nse && left_alone.is_none(), ..enabled });
        tokio::select! {
            () = stop.cancelled() => return,
            () = changed(&exchange, enabled, left_alone) => {}
            () = beat(&exchange, &mut live, &mut between), if !live.enabled().is_off() => {}
        }
    }
}

/// Until the switch is no longer as it was, or a block is over.
async fn changed(exchange: &Exchange, from: Enabled, left_alone: Option<Moment>) {
    let waits = |now| left_alone.is_none_or(|until| now < until);
    while exchange.look_at_the_switch() == from && waits(exchange.wall.now()) {
        tokio::time::sleep(LOOK).await;
    }
}

/// What is done between the rounds.
#[derive(Debug, Default)]
struct Between {
    checks: Checks,
    errands: Errands,
}

/// Rounds, and what is done between them, for ever.
async fn beat(exchange: &Exchange, live: &mut Live, between: &mut Between) {
    let mut due = exchange.newest().map(|newest| newest.plus_millis(BEAT));
    let mut rounds = 0;
    let mut taught = None;
    loop {
        let now = exchange.wall.now();
        if is_due(exchange, due, now) {
            teach(exchange, live, &mut taught, now).await;
            due = Some(round(exchange, live, rounds, now).await);
            rounds += 1;
        } else if let Some(room) = room_until(due, now)
            && (chart(exchange, live, now, room).await
                || between.checks.go_on(exchange, live, now, room).await
                || between.errands.go_on(exchange, live, now, room).await)
        {
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = exchange.chart_looked_at() => {}
            () = exchange.wanted_sooner() => {
                let soonest = exchange.newest().map(|newest| newest.plus_millis(SOONEST));
                due = due.min(soonest);
            }
        }
    }
}

/// How long something else may take before the next round is due; none when it is near. Where nothing trades, as long as a
/// daily file may.
fn room_until(due: Option<Moment>, now: Moment) -> Option<Duration> {
    if !beats(now) {
        return Some(A_FILE);
    }
    let left = due?.since(now);
    let room = u64::try_from(left).ok().filter(|_| left > ROOM_FOR_AN_ERRAND)?;
    Some(Duration::from_millis(room))
}

/// Asks for the minutes of a stock that somebody looks at. Gives whether the network was used.
async fn chart(exchange: &Exchange, live: &mut Live, now: Moment, room: Duration) -> bool {
    let Some((symbol, series)) = exchange.due_chart(now) else { return false };
    let day = day_of_chart(now);
    let asked = tokio::time::timeout(room, live.candles(now, &symbol, series, day, 1)).await;
    exchange.feel(live.health(exchange.wall.now()));
    let told = match asked {
        Ok(Ok(candles)) => Told::of(day, now, &candles),
        Ok(Err(failed)) => {
            tracing::info!(%failed, "a chart did not come");
            None
        }
        Err(_) => None,
    };
    exchange.take_chart((symbol, series), told, now);
    true
}

/// In the market's hours every beat; else once, when the last close was not heard yet.
fn is_due(exchange: &Exchange, due: Option<Moment>, now: Moment) -> bool {
    // A due time further off than a beat is of a clock that was set back.
    let reached = due.is_none_or(|due| due <= now || due.since(now) > AGAIN);
    reached && (beats(now) || exchange.newest().is_none_or(|newest| newest < last_close(now)))
}

/// Tells the client the day's fixed bands, once for each day and state of the archive.
async fn teach(exchange: &Exchange, live: &mut Live, taught: &mut Option<(trading::Day, u64)>, now: Moment) {
    let of = (day_of_terms(now), exchange.heard().archive);
    if *taught == Some(of) {
        return;
    }
    match exchange.terms(of.0).await {
        Ok(terms) => {
            live.learn_bands(terms.fixed_bands());
            *taught = Some(of);
        }
        Err(problem) => tracing::warn!(%problem, "the day's price bands are not known"),
    }
}

/// One round; gives when the next one is due. A slow one only puts it off.
async fn round(exchange: &Exchange, live: &mut Live, rounds: u64, now: Moment) -> Moment {
    let mut wanted = exchange.wanted();
    wanted.board |= rounds.is_multiple_of(BOARD_EVERY);
    let round = live.round(now, phase(now), &wanted).await;
    let answered = !round.seen.is_empty();
    tracing::debug!(seen = round.seen.len(), requests = round.requests, "a round");
    if let Err(problem) = exchange.hear(round).await {
        tracing::warn!(%problem, "what the round brought was not kept");
    }
    // Up to a second early, so that the rounds of many programs do not fall together.
    let jitter = exchange.wall.now().millis().rem_euclid(1_000);
    let pause = if beats(now) || answered { BEAT - jitter } else { AGAIN };
    now.plus_millis(pause)
}
