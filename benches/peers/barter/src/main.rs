//! Barter's mock exchange on the part of the work that it can do: market purchases in 200 shares, filled at once at
//! the price that the order names. It holds no resting orders and sees no quotes, so there is nothing to time beside
//! an idle quote.

use std::time::Instant;

use barter_execution::AccountSnapshot;
use barter_execution::balance::{AssetBalance, Balance};
use barter_execution::client::mock::MockExecutionConfig;
use barter_execution::exchange::mock::MockExchange;
use barter_execution::order::id::{ClientOrderId, StrategyId};
use barter_execution::order::request::{OrderRequestOpen, RequestOpen};
use barter_execution::order::{OrderKey, OrderKind, TimeInForce};
use barter_instrument::Side;
use barter_instrument::Underlying;
use barter_instrument::asset::name::AssetNameExchange;
use barter_instrument::exchange::ExchangeId;
use barter_instrument::instrument::Instrument;
use barter_instrument::instrument::name::InstrumentNameExchange;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use tokio::sync::{broadcast, mpsc};

const STOCKS: usize = 200;
const ORDERS: usize = 200_000;
const AT: ExchangeId = ExchangeId::Mock;

fn main() {
    let names: Vec<InstrumentNameExchange> = (0..STOCKS).map(|nth| format!("s{nth}_inr").into()).collect();
    let requests: Vec<_> = (0..ORDERS).map(|nth| request(&names[nth % STOCKS], nth)).collect();
    let mut exchange = exchange(&names);
    let begun = Instant::now();
    let mut filled = 0_usize;
    for request in requests {
        let (_, notifications) = exchange.open_order(request);
        let notifications = notifications.expect("an order that can be paid is filled");
        exchange.account.ack_trade(notifications.trade);
        filled += 1;
    }
    let took = begun.elapsed();
    assert_eq!(exchange.account.trades(DateTime::<Utc>::MIN_UTC).count(), ORDERS);
    println!("fills decided and applied: {:.0} a second ({filled} of them)", filled as f64 / took.as_secs_f64());
}

fn request(name: &InstrumentNameExchange, nth: usize) -> OrderRequestOpen<ExchangeId, InstrumentNameExchange> {
    OrderRequestOpen {
        key: OrderKey {
            exchange: AT,
            instrument: name.clone(),
            strategy: StrategyId::new("bench"),
            cid: ClientOrderId::new(nth.to_string()),
        },
        state: RequestOpen {
            side: Side::Buy,
            price: Decimal::from(940),
            quantity: Decimal::from(10),
            kind: OrderKind::Market,
            time_in_force: TimeInForce::GoodUntilEndOfDay,
        },
    }
}

fn exchange(names: &[InstrumentNameExchange]) -> MockExchange {
    let base = |nth: usize| AssetNameExchange::from(format!("s{nth}"));
    let cash = AssetNameExchange::from("inr".to_owned());
    let balance = |asset: AssetNameExchange, amount: i64| AssetBalance {
        asset,
        balance: Balance { total: Decimal::from(amount), free: Decimal::from(amount) },
        time_exchange: DateTime::<Utc>::MIN_UTC,
    };
    let mut balances: Vec<_> = (0..STOCKS).map(|nth| balance(base(nth), 0)).collect();
    balances.push(balance(cash.clone(), 1_000_000_000_000));
    let instruments = names.iter().enumerate().map(|(nth, name)| {
        let underlying = Underlying { base: base(nth), quote: cash.clone() };
        (name.clone(), Instrument::spot(AT, format!("mock-s{nth}_inr"), name.clone(), underlying, None))
    });
    let config = MockExecutionConfig {
        mocked_exchange: AT,
        initial_state: AccountSnapshot { exchange: AT, balances, instruments: Vec::new() },
        latency_ms: 0,
        fees_percent: Decimal::new(1, 3),
    };
    let (_requests, requests) = mpsc::unbounded_channel();
    let (events, _) = broadcast::channel(16);
    MockExchange::new(config, requests, events, instruments.collect())
}
