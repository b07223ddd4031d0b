//! Random days: whatever is traded, ordered, changed and cancelled, the laws of an account hold.

mod turns;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use trading::{
    Account, Clock, Day, Event, GttLeg, GttTicket, Match, Order, OrderId, OrderType, Paise, Phase, Price,
    Quote, Side, Status, Symbol, Ticket, Touch, Validity, What,
};

use crate::ex_days;
use crate::laws;
use crate::plans::{ExKind, Step, plans};
use crate::script::{SOURCE, Stage};
use crate::stock::Stock;

const SCRIPT: &str = "day 2026-08-03
    stock INFY 1000 band none auction
    stock IDEA 10 band 20
    stock SLOW 250 series BE band 5
    stock SMALL 100 series SM lot 10 band 20";

/// Cases in a usual run, or as many as `TORTURE` says.
fn cases(usual: u32) -> u32 {
    std::env::var("TORTURE").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

#[test]
fn the_laws_hold_on_any_day() {
    chance(cases(10_000), &plans(), |plan| {
        play(plan);
    });
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    chance(cases(500), &plans(), |plan| {
        let bytes = |stage: &Stage| serde_json::to_string(&stage.events).unwrap();
        let (one, other) = (play(plan), play(plan));
        assert_eq!(bytes(&one), bytes(&other));
        let read: Vec<Event> = serde_json::from_str(&bytes(&one)).unwrap();
        assert_eq!(Account::from_events(&read), one.account, "what is written is what happened");
    });
}

#[test]
fn an_account_that_was_put_down_half_way_goes_on_as_if_it_never_was() {
    chance(cases(500), &plans(), |plan| {
        let stage = play(plan);
        let (first, rest) = stage.events.split_at(stage.events.len() / 2);
        let kept = borsh::to_vec(&Account::from_events(first)).unwrap();
        let mut account: Account = borsh::from_slice(&kept).unwrap();
        assert_eq!(borsh::to_vec(&account).unwrap(), kept, "the same account, the same bytes");
        rest.iter().for_each(|event| account.apply(event));
        assert_eq!(account, stage.account);
    });
}

fn chance(cases: u32, plans: &impl Strategy<Value = Vec<Step>>, hold: impl Fn(&[Step])) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() };
    let outcome = runner(config).run(plans, |plan| {
        let answer = catch_unwind(AssertUnwindSafe(|| hold(&plan)));
        answer.map_err(|thrown| {
            let words = thrown.downcast_ref::<String>().cloned();
            TestCaseError::fail(words.unwrap_or_else(|| "a law was broken".into()))
        })
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
}

/// The usual run is the same everywhere; torture is new each time.
fn runner(config: Config) -> TestRunner {
    match std::env::var_os("TORTURE") {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

/// Plays a plan, holding the laws at every event, at the end of every day and at the end.
fn play(plan: &[Step]) -> Stage {
    let mut stage = Stage::new();
    stage.quiet = true;
    stage.open(100_000);
    stage.begin_day(Day::of(2026, 8, 3).unwrap());
    stage.stocks.clone_from(scene());
    let symbols: Vec<Symbol> = stage.stocks.keys().cloned().collect();
    let mut world = World { stage, symbols, clock: Clock::of(9, 16, 0), ended: BTreeMap::new() };
    for step in plan {
        let before = world.stage.events.len();
        world.step(step);
        if world.stage.events.len() > before {
            laws::hold(&world.stage.account);
        }
    }
    world.end_day();
    let stage = world.stage;
    assert_eq!(Account::from_events(&stage.events), stage.account, "an account is the sum of its events");
    laws::fills_name_what_was_in_force(&stage.events);
    stage
}

/// The stocks of every plan, made once.
fn scene() -> &'static BTreeMap<Symbol, Stock> {
    static SCENE: OnceLock<BTreeMap<Symbol, Stock>> = OnceLock::new();
    SCENE.get_or_init(|| {
        let mut stage = Stage::new();
        for line in SCRIPT.lines() {
            stage.line(line.trim());
        }
        stage.stocks
    })
}

struct World {
    stage: Stage,
    symbols: Vec<Symbol>,
    clock: Clock,
    ended: BTreeMap<OrderId, Order>,
}

impl World {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Wait(seconds) => {
                let millis = (self.clock.millis() + seconds * 1000).min(Clock::of(16, 30, 0).millis());
                self.move_to(Clock::from_millis(millis).unwrap());
            }
            Step::ToTheBell => {
                let bells = Account::bells(self.stage.day());
                let next = bells.into_iter().find(|bell| *bell > self.clock);
                self.move_to(next.unwrap_or(self.clock));
            }
            Step::Trade { stock, ticks, traded, shown } => self.trade(*stock, *ticks, *traded, *shown),
            Step::Place { .. } => self.place(step),
            Step::Cancel(nth) => {
                let at = self.stage.day().at(self.clock);
                let answer = self.stage.account.cancel(at, OrderId(*nth as u64));
                self.stage.answer(at, answer);
            }
            Step::Change { order, quantity, ticks, kind } => self.change(*order, *quantity, *ticks, *kind),
            Step::Convert { stock, quantity, to } => {
                let symbol = self.symbols[*stock].clone();
                self.stage.ring_to(self.clock);
                let at = self.stage.day().at(self.clock);
                let glance = self.stage.stocks[&symbol].glance();
                let answer = self.stage.account.convert(at, &symbol, *quantity, *to, glance);
                self.stage.answer(at, answer);
            }
            Step::Gtt { .. } => self.gtt(step),
            Step::All { exit } => self.all(*exit),
            Step::NextDay { early } => self.next_day(*early),
            Step::Charge { .. } => self.charge(step),
            Step::NextMonth => self.next_month(),
            Step::Right { stock, quantity, give_up } => self.right(*stock, *quantity, *give_up),
            Step::Rename { stock } => {
                self.next_day(true);
                self.rename(*stock);
            }
            Step::ExDay { stock, kind, new, old } => {
                self.next_day(true);
                self.ex_day(*stock, *kind, *new, *old);
            }
        }
    }

    fn next_day(&mut self, early: bool) {
        self.end_day();
        let next = trading::Calendar::nse().next_trading_day(self.stage.day());
        self.stage.begin_day(next);
        self.clock = if early { Clock::of(9, 0, 30) } else { Clock::of(9, 16, 0) };
    }

    /// A corporate action on the day's morning, as long as a price is left that can be traded at: what was worth
    /// something before is worth the same after it, but for rounding.
    fn ex_day(&mut self, stock: usize, kind: ExKind, new: i64, old: i64) {
        let symbols = &self.symbols;
        let symbol = &symbols[stock];
        let other = symbols.iter().find(|other| *other != symbol).unwrap();
        let due = ex_days::due(&self.stage, symbol, other, kind, new, old);
        let sane = 500..=5_000_000;
        if due.base_price().is_none_or(|base| !sane.contains(&base.paise())) {
            return;
        }
        let worth = ex_days::worth(&self.stage.account, &due);
        let shares = self.stage.account.holdings().get(symbol).map_or(0, |held| held.pool.quantity());
        self.stage.carry_out(&due);
        if let Some(before) = worth {
            let after = ex_days::worth_after(&self.stage.account, &due);
            // Half a paisa a share for the base price and for each right; and the fraction of a right that nobody gets.
            let most = Paise((shares * (new + old) / old).max(shares) + 8) + ex_days::one_right(&due);
            assert!((after - before).abs() <= most, "{due:?} made {before} into {after}");
        }
        let again = self.stage.account.corporate_action(self.stage.day().at(self.clock), &due);
        assert_eq!(again, None, "once is enough");
    }

    fn move_to(&mut self, clock: Clock) {
        self.clock = self.clock.max(clock);
        self.stage.ring_to(self.clock);
    }

    /// One second later, where the phase has trades at all: within the band, on the tick.
    fn trade(&mut self, stock: usize, ticks: i64, traded: i64, shown: bool) {
        self.move_to(Clock::from_millis(self.clock.millis() + 1000).unwrap());
        let symbol = &self.symbols[stock];
        let now = &self.stage.stocks[symbol];
        let matched = match now.listing.session.phase_at(self.clock) {
            Phase::Continuous => Match::Continuous,
            Phase::PreOpenMatch => Match::PreOpen,
            Phase::AuctionMatch => Match::ClosingAuction,
            Phase::PostClose => Match::PostClose,
            Phase::Closed
            | Phase::PreOpenEntry
            | Phase::PreOpenLimitOnly
            | Phase::Buffer
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly => return,
        };
        let last = self.near(stock, ticks);
        let tick = now.listing.tick.paise();
        let side = |by: i64| {
            last.moved(by).filter(|price| now.listing.band.contains(*price)).map(|price| (price, 40))
        };
        let touch = shown.then(|| Touch { bid: side(-tick), offer: side(2 * tick) });
        let quote = Quote {
            symbol: symbol.clone(),
            at: self.stage.day().at(self.clock),
            last,
            traded,
            volume: now.volume + traded,
            matched,
            touch,
            source: SOURCE,
        };
        let before = self.stage.events.len();
        self.stage.observe(&quote);
        self.fills_are_honest(&quote, &self.stage.events[before..]);
        self.look_back();
    }

    fn fills_are_honest(&self, quote: &Quote, made: &[Event]) {
        let fills = made.iter().filter_map(|event| {
            let What::Filled(fill) = &event.what else { return None };
            Some(fill)
        });
        let mut shares = 0;
        for fill in fills {
            shares += fill.quantity;
            let order = self.stage.account.order(fill.order).unwrap();
            assert!(quote.at >= order.placed_at, "filled by what was known before: {fill:?}");
            let limit = order.ticket.price.filter(|_| order.ticket.kind.has_limit());
            let price = Paise(fill.price.paise());
            match fill.side {
                Side::Buy => {
                    assert!(fill.price >= quote.last, "better than the market: {fill:?}");
                    assert!(limit.is_none_or(|limit| price <= limit), "outside the limit: {fill:?}");
                }
                Side::Sell => {
                    assert!(fill.price <= quote.last, "better than the market: {fill:?}");
                    assert!(limit.is_none_or(|limit| price >= limit), "outside the limit: {fill:?}");
                }
            }
            let listing = &self.stage.stocks[&fill.symbol].listing;
            assert!(listing.band.contains(fill.price) && listing.tick.is_on_tick(fill.price), "{fill:?}");
            assert_eq!(fill.quantity % listing.instrument.lot, 0, "whole lots: {fill:?}");
        }
        assert!(shares <= quote.traded, "more than traded");
    }

    fn place(&mut self, step: &Step) {
        let Step::Place { stock, side, product, kind, ioc, quantity, ticks } = step else { return };
        let written = Paise(self.near(*stock, *ticks).paise());
        let ticket = Ticket {
            symbol: self.symbols[*stock].clone(),
            side: *side,
            product: *product,
            kind: *kind,
            validity: if *ioc { Validity::Ioc } else { Validity::Day },
            quantity: *quantity,
            price: kind.has_limit().then_some(written),
            trigger: kind.has_trigger().then_some(written),
            disclosed: None,
            amo: quantity % 20 == 0 && !(9..15).contains(&(self.clock.millis() / 3_600_000)),
            note: String::new(),
        };
        self.stage.ring_to(self.clock);
        let at = self.stage.day().at(self.clock);
        self.stage.place(at, &ticket);
    }

    fn all(&mut self, exit: bool) {
        self.stage.ring_to(self.clock);
        let at = self.stage.day().at(self.clock);
        let stocks = &self.stage.stocks;
        let events = if exit {
            self.stage.account.exit_all(at, |symbol| Ok(stocks[symbol].glance()))
        } else {
            self.stage.account.cancel_all(at)
        };
        for event in events {
            self.stage.take(event);
        }
    }

    fn gtt(&mut self, step: &Step) {
        let Step::Gtt { stock, side, quantity, ticks, both } = step else { return };
        let leg = |ticks: i64| {
            let at = Paise(self.near(*stock, ticks).paise());
            GttLeg { trigger: at, quantity: *quantity, price: at }
        };
        let legs = if *both { vec![leg(*ticks), leg(-*ticks)] } else { vec![leg(side.sign() * ticks)] };
        let ticket =
            GttTicket { symbol: self.symbols[*stock].clone(), side: *side, legs, note: String::new() };
        let at = self.stage.day().at(self.clock);
        let glance = self.stage.stocks[&ticket.symbol].glance();
        let answer = self.stage.account.place_gtt(at, &ticket, glance);
        self.stage.answer(at, answer);
    }

    fn change(&mut self, nth: usize, quantity: i64, ticks: i64, kind: Option<OrderType>) {
        let id = OrderId(nth as u64);
        let Some(order) = self.stage.account.order(id) else { return };
        // An order that ended keeps the symbol that it had.
        let known = self.symbols.iter().position(|symbol| *symbol == order.ticket.symbol);
        let Some(stock) = known else { return };
        let kind = kind.unwrap_or(order.ticket.kind);
        let written = Paise(self.near(stock, ticks).paise());
        let ticket = Ticket {
            kind,
            quantity,
            price: kind.has_limit().then_some(written),
            trigger: kind.has_trigger().then_some(written),
            ..order.ticket.clone()
        };
        let at = self.stage.day().at(self.clock);
        self.stage.modify(at, id, &ticket);
    }

    /// A price so many ticks from the last, within the band.
    fn near(&self, stock: usize, ticks: i64) -> Price {
        let now = &self.stage.stocks[&self.symbols[stock]];
        let listing = &now.listing;
        let last = now.last.unwrap_or(listing.previous_close);
        let moved = last.moved(ticks * listing.tick.paise()).unwrap_or(last);
        let within = moved.clamp(listing.band.low, listing.band.high);
        listing.tick.down(within).filter(|price| listing.band.contains(*price)).unwrap_or(listing.band.high)
    }

    fn end_day(&mut self) {
        self.stage.end_day();
        self.look_back();
        let account = &self.stage.account;
        laws::charges_agree(account, self.stage.day());
        let over = |order: &Order| !order.status.is_working() || order.status == Status::Queued;
        assert!(account.orders().iter().all(over), "nothing works after the day");
        let flat = account.intraday().values().all(|position| position.pool.quantity() == 0);
        assert!(flat, "nothing intraday is carried overnight");
        self.settled_by(self.stage.day());
    }

    fn settled_by(&self, day: Day) {
        let settled = self.stage.events.iter().filter_map(|event| {
            let What::Settled { traded_on, .. } = &event.what else { return None };
            Some((*traded_on, event.at.day()))
        });
        for (traded_on, on) in settled {
            assert!(on > traded_on && on <= day, "settled on the day after: {traded_on}");
        }
    }

    /// What has ended stays as it ended.
    fn look_back(&mut self) {
        let account = &self.stage.account;
        for order in account.orders().iter().filter(|order| !order.status.is_working()) {
            let first = self.ended.entry(order.id).or_insert_with(|| order.clone());
            assert_eq!(first, order, "an ended order never changes");
        }
    }
}
