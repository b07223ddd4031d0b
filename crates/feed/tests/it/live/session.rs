//! A whole session in compressed time, the exchange misbehaving in every way at random: nothing wrong is shown as fresh, it
//! recovers with the next beat, and it never asks too much.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use feed::live::{Round, State, Web};
use rand_core::{RngCore as _, SeedableRng as _};
use rand_xoshiro::SplitMix64;
use standin::{Fault, Scope, Site};
use tokio::time::{Instant, sleep_until};
use trading::{Clock, Moment, Phase, Seen, Series, Source, Symbol};

use super::{BOTH, Stage, fixed_bands, in_paused_time, market, phase};

/// A fault that is on, or what was on before.
#[derive(Debug, Clone, Copy)]
struct Spell {
    fault: Fault,
    from: Moment,
    ends: Instant,
}

/// What is watched over the session.
#[derive(Default)]
struct Watch {
    confirmed: BTreeMap<Symbol, Moment>,
    ages: Vec<i64>,
    rounds: usize,
    answered: usize,
    faults: BTreeMap<String, usize>,
    quarantined: usize,
    /// Requests of each beat, to all sources.
    requests: Vec<usize>,
    recoveries: usize,
    ailing: bool,
    longest: Duration,
    blocked_until: Option<Moment>,
}

/// The first stocks of the market, as many as a rich person holds.
fn held() -> BTreeSet<(Symbol, Series)> {
    let market = market();
    let named = market.stocks().iter().map(|one| (one.instrument.symbol.clone(), one.instrument.series));
    named.take(2_400).collect()
}

#[test]
fn a_whole_session_of_faults_shows_nothing_wrong_as_fresh_and_is_well_with_the_next_beat() {
    play(Clock::of(9, 0, 0), Clock::of(16, 0, 0), 1);
}

#[test]
#[ignore = "some minutes: cargo xtask torture plays it"]
fn further_sessions_of_faults() {
    let seeds: u64 = std::env::var("LAKH_SESSIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    for seed in 2..2 + seeds {
        play(Clock::of(9, 0, 0), Clock::of(16, 0, 0), seed);
    }
}

fn play(from: Clock, to: Clock, seed: u64) {
    in_paused_time(async {
        let mut dice = SplitMix64::seed_from_u64(seed);
        let mut stage = Stage::at(from, BOTH).await;
        stage.wanted.symbols = held();
        stage.wanted.depth = stage.wanted.symbols.iter().step_by(300).cloned().collect();
        stage.live.learn_bands(fixed_bands());
        let mut watch = Watch::default();
        let mut spell: Option<Spell> = None;
        let mut calm_until = Instant::now() + Duration::from_secs(60);
        while stage.exchange.now() < super::day().at(to) {
            turn_of_fortune(&stage, &mut dice, &mut spell, &mut calm_until, &mut watch).await;
            let calm_since = spell.is_none();
            sleep_until(stage.next_beat).await;
            let began = Instant::now();
            let requests = stage.exchange.requests();
            let round = stage.beat().await;
            watch.longest = watch.longest.max(began.elapsed());
            assert!(
                began.elapsed() < super::BEAT,
                "a round is over before the next is due: {:?}",
                began.elapsed()
            );
            let sent = stage.exchange.asked_since(requests);
            assert!(sent.iter().filter(|one| one.site == Site::Nse).count() <= 4, "{sent:?}");
            assert!(sent.len() <= 5);
            watch.requests.push(sent.len());
            watch.look(&stage, &round, spell, calm_since);
        }
        assert!(stage.exchange.most_within(Site::Nse, Duration::from_secs(60)) <= 60);
        assert!(stage.exchange.most_within(Site::Yahoo, Duration::from_secs(3600)) <= 300);
        watch.tell(from, to, seed, &stage);
    });
}

/// Waits for the next beat, letting faults begin and end on the way, at times that have nothing to do with the beats.
async fn turn_of_fortune(
    stage: &Stage,
    dice: &mut SplitMix64,
    spell: &mut Option<Spell>,
    calm_until: &mut Instant,
    watch: &mut Watch,
) {
    loop {
        let next = spell.map_or(*calm_until, |spell| spell.ends);
        if next >= stage.next_beat {
            return;
        }
        sleep_until(next).await;
        if spell.take().is_some() {
            stage.exchange.behave();
            *calm_until = Instant::now() + Duration::from_millis(20_000 + dice.next_u64() % 90_000);
            continue;
        }
        let (name, fault) = drawn(dice);
        let scope = if dice.next_u64().is_multiple_of(4) { Scope::everything() } else { Scope::nse() };
        stage.exchange.misbehave(fault, scope);
        *watch.faults.entry(name.to_owned()).or_default() += 1;
        let ends = Instant::now() + Duration::from_millis(5_000 + dice.next_u64() % 70_000);
        *spell = Some(Spell { fault, from: stage.exchange.now(), ends });
    }
}

/// Any fault; one that is answered by leaving the exchange alone for ten minutes and more half as often as the others, or the
/// day would be spent waiting.
fn drawn(dice: &mut SplitMix64) -> (&'static str, Fault) {
    let kinds = u64::try_from(Fault::ALL.len()).unwrap();
    let mut draw = || Fault::ALL[usize::try_from(dice.next_u64() % kinds).unwrap()];
    let (first, second) = (draw(), draw());
    let blocks = matches!(first.1, Fault::Forbidden | Fault::Maintenance | Fault::WrongType);
    if blocks { second } else { first }
}

impl Watch {
    fn look(&mut self, stage: &Stage, round: &Round, spell: Option<Spell>, calm: bool) {
        self.rounds += 1;
        self.quarantined += round.quarantined.len();
        let ended = stage.exchange.now();
        for seen in round.seen.iter().filter(|seen| seen.standing.source == Source::Nse) {
            assert_true(seen, spell);
        }
        let nse = round.health.of(Web::Nse).unwrap();
        let blocked = self.blocked_until.is_some_and(|until| round.at < until);
        self.blocked_until = nse.blocked_until;
        if calm && !blocked {
            assert_eq!(nse.state, State::Answering, "well with the first beat: {nse:?}");
            self.recoveries += usize::from(std::mem::take(&mut self.ailing));
            self.answered += 1;
            self.all_confirmed(stage, round, ended);
        } else {
            // What was not answered may grow old.
            self.ailing = true;
            self.confirmed.clear();
        }
        let priced = |seen: &&Seen| seen.standing.source == Source::Nse && seen.standing.last.is_some();
        for seen in round.seen.iter().filter(priced) {
            self.confirmed.insert(seen.symbol.clone(), seen.asked_at);
        }
    }

    /// Every held stock that has traded is confirmed by this round, and its price before was no older than a beat and a
    /// round trip when this one came.
    fn all_confirmed(&mut self, stage: &Stage, round: &Round, ended: Moment) {
        let now: BTreeSet<&Symbol> = round.seen.iter().map(|seen| &seen.symbol).collect();
        let begun = phase(round.at);
        for (symbol, _) in &stage.wanted.symbols {
            let traded = market().state(market().stock(symbol.as_str()).unwrap(), round.at).trades > 0;
            if traded && !matches!(begun, Phase::Buffer | Phase::PreOpenMatch) {
                assert!(now.contains(symbol), "{symbol} has traded, and the round says nothing of it");
            }
            if let Some(before) = self.confirmed.get(symbol) {
                self.ages.push(ended.since(*before));
            }
        }
    }

    fn tell(mut self, from: Clock, to: Clock, seed: u64, stage: &Stage) {
        self.ages.sort_unstable();
        let at =
            |part: usize| self.ages.get(self.ages.len().saturating_sub(1) * part / 100).copied().unwrap_or(0);
        self.requests.sort_unstable();
        let beats = self.requests.len().saturating_sub(1);
        println!(
            "{from} to {to}, seed {seed}: {} rounds, {} answered in calm, {} recoveries, each with the first beat; faults {:?}; requests of a beat p50 {}, p99 {}, max {}; {} set aside; age of held prices p50 {} ms, p99 {} ms, max {} ms; longest round {:?}; most requests in a minute {}; {} requests in all",
            self.rounds,
            self.answered,
            self.recoveries,
            self.faults,
            self.requests[beats / 2],
            self.requests[beats * 99 / 100],
            self.requests[beats],
            self.quarantined,
            at(50),
            at(99),
            at(100),
            self.longest,
            stage.exchange.most_within(Site::Nse, Duration::from_secs(60)),
            stage.exchange.requests(),
        );
        assert!(at(100) <= 15_000 + 3_000, "a beat and a round of four paced requests: {} ms", at(100));
        assert!(self.answered * 4 > self.rounds, "calm is not rare");
        assert_eq!(self.faults.len(), Fault::ALL.len(), "every fault came: {:?}", self.faults);
    }
}

/// A price that is shown as the exchange's of a moment is what it was at that moment. Who is given a still picture cannot
/// know it before the second one: it is at most as old as a beat.
fn assert_true(seen: &Seen, spell: Option<Spell>) {
    let Some(last) = seen.standing.last else { return };
    let market = market();
    let stock = market.stock(seen.symbol.as_str()).unwrap();
    let told = |at: Moment| {
        let state = market.state(stock, at);
        state.close.or(state.last)
    };
    let arrived = seen.asked_at.plus_millis(20);
    let mut true_then = told(seen.asked_at) == Some(last) || told(arrived) == Some(last);
    if let Some(Spell { fault: Fault::Frozen, from, .. }) = spell {
        true_then |= told(from) == Some(last) && seen.asked_at.since(from) <= 16_000;
    }
    assert!(true_then, "{seen:?} during {spell:?}: the truth is {:?}", told(seen.asked_at));
    assert!(seen.standing.as_of.is_some_and(|as_of| as_of <= seen.asked_at));
}
