//! An hour of trading in compressed time over real HTTP, the exchange misbehaving at random: no order is filled on a price that is
//! older than the rule allows, or was never true.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use desk::{Desk, Problem};
use feed::live::{Enabled, Live, Wanted};
use rand_core::{RngCore as _, SeedableRng as _};
use rand_xoshiro::SplitMix64;
use standin::{Course, Exchange, Fault, Market, Scope};
use tokio::time::{Instant, sleep, sleep_until};
use trading::{Moment, Order, Phase, Price, Series, Side, Source, Symbol, Trade};

use crate::http::addresses;
use crate::live_room::{LiveRoom, TODAY, at, settled};
use crate::paused::{hold, holds_for, in_paused_time};
use crate::room::{day, market, place};

/// Three beats: a price that was asked for earlier fills nothing.
const OLDEST: i64 = 45_000;
const BEAT: Duration = Duration::from_secs(15);
const BEATS: u64 = 240;
const STOCKS: [&str; 4] = ["RELIANCE", "ITC", "SBIN", "M&M"];

/// What is watched over the hour.
#[derive(Default)]
struct Watch {
    placed: usize,
    refused: usize,
    filled: usize,
    slept: usize,
    faults: BTreeMap<&'static str, usize>,
    spell_ends: Option<Instant>,
    calm_until: Option<Instant>,
}

#[test]
fn no_order_fills_on_a_price_that_is_stale_or_was_never_true_whatever_the_exchange_does() {
    in_paused_time(async {
        // The room is made, and all that the desk does, while the clock stands.
        let held = hold();
        let told = Arc::new(Market::dated(day("2026-08-14"), day(TODAY)).unwrap());
        let course = Course::from(at("10:00:00"), 1);
        let exchange = Exchange::open(told, course, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        holds_for(exchange.stalling());
        let room = LiveRoom::open("10:00:00").await;
        let desk = room.sit().await;
        drop(held);
        let mut live = Live::new(addresses(&exchange), Enabled { nse: true, yahoo: false }, 7);
        let symbols = STOCKS.map(|symbol| (symbol.parse().unwrap(), Series::Eq)).into();
        let mut wanted = Wanted { symbols, ..Wanted::default() };
        wanted.depth = wanted.symbols.clone();
        let (mut dice, mut watch) = (SplitMix64::seed_from_u64(11), Watch::default());
        let mut next = Instant::now();
        for beat in 0..BEATS {
            watch.turn_of_fortune(&exchange, &mut dice, beat);
            sleep_until(next).await;
            next = next.max(Instant::now()) + BEAT;
            let round = live.round(exchange.now(), Phase::Continuous, &wanted).await;
            // The computer sleeps between an answer that an order waits for and its use, and wakes too late for it.
            if beat % 3 == 1 && dice.next_u64().is_multiple_of(5) {
                sleep(Duration::from_millis(60_000 + dice.next_u64() % 60_000)).await;
                watch.slept += 1;
            }
            let _held = hold();
            room.set_to(exchange.now());
            room.floor.exchange().hear(round).await.unwrap();
            settled(&desk).await;
            watch.look(&desk, &exchange).await;
            if beat % 3 == 0 {
                watch.order(&desk, STOCKS[usize::try_from(beat / 3 % 4).unwrap()]).await;
            }
        }
        let _held = hold();
        assert!(desk.verify().await.unwrap().ok);
        println!(
            "{} orders placed, {} refused because the price was too old, {} fills; asleep {} times; faults {:?}",
            watch.placed, watch.refused, watch.filled, watch.slept, watch.faults
        );
        assert!(watch.filled >= 20 && watch.refused >= 5, "an hour with both");
        assert!(watch.slept >= 5 && watch.faults.len() >= 10);
        desk.close().await;
    });
}

impl Watch {
    /// A fault begins or ends between two beats.
    fn turn_of_fortune(&mut self, exchange: &Exchange, dice: &mut SplitMix64, beat: u64) {
        let now = Instant::now();
        if self.spell_ends.is_some_and(|ends| ends <= now) {
            exchange.behave();
            self.spell_ends = None;
            self.calm_until = Some(now + Duration::from_millis(15_000 + dice.next_u64() % 60_000));
        }
        if self.spell_ends.is_some() || self.calm_until.is_some_and(|until| now < until) {
            return;
        }
        let kinds = u64::try_from(Fault::ALL.len()).unwrap();
        let drawn = usize::try_from(dice.next_u64() % kinds).unwrap();
        let (name, fault) = *Fault::ALL.get(drawn).unwrap();
        let blocks = matches!(fault, Fault::Forbidden | Fault::Maintenance | Fault::WrongType);
        // What is answered by leaving the exchange alone for ten minutes comes when the hour is nearly over.
        if blocks && beat < BEATS * 3 / 4 {
            return;
        }
        exchange.misbehave(fault, Scope::nse());
        *self.faults.entry(name).or_default() += 1;
        self.spell_ends = Some(now + Duration::from_millis(10_000 + dice.next_u64() % 90_000));
    }

    async fn order(&mut self, desk: &Desk, symbol: &str) {
        let sells = desk
            .view()
            .holdings
            .iter()
            .any(|held| held.quote.instrument.symbol.as_str() == symbol && held.quantity > 2);
        let side = if sells { Side::Sell } else { Side::Buy };
        match place(desk, market(side, symbol, 1)).await {
            Ok(_) => self.placed += 1,
            Err(Problem::Refused(refusal)) => {
                assert_eq!(refusal.code(), "price_too_old", "{refusal:?}");
                self.refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    /// What was filled since the last look, was filled on what the exchange's prices were a moment ago.
    async fn look(&mut self, desk: &Desk, exchange: &Exchange) {
        let account = desk.account().await.unwrap();
        for trade in account.trades().iter().skip(self.filled) {
            let order = account.orders().iter().find(|order| order.id == trade.fill.order).unwrap();
            assert_fair(trade, order, exchange);
        }
        self.filled = account.trades().len();
    }
}

fn assert_fair(trade: &Trade, order: &Order, exchange: &Exchange) {
    let (evidence, now) = (&trade.fill.evidence, exchange.now());
    assert_eq!(evidence.source, Source::Nse);
    assert!(evidence.quoted_at > order.placed_at, "{trade:?}");
    assert!(now.since(evidence.quoted_at) <= OLDEST, "{} ms old: {trade:?}", now.since(evidence.quoted_at));
    let lately = prices_between(exchange, &trade.fill.symbol, now.plus_millis(-OLDEST), now);
    assert!(lately.contains(&evidence.last), "{trade:?}: lately it was {lately:?}");
}

/// Every price at which a stock stood in a span of time.
fn prices_between(exchange: &Exchange, symbol: &Symbol, from: Moment, to: Moment) -> Vec<Price> {
    let market = exchange.market();
    let stock = market.stock(symbol.as_str()).unwrap();
    let moments = (0..=to.since(from) / 50).map(|step| from.plus_millis(step * 50));
    let mut prices: Vec<Price> = moments.filter_map(|moment| market.state(stock, moment).last).collect();
    prices.dedup();
    prices
}
