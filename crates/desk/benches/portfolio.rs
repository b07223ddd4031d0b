//! How long the portfolio of 200 holdings takes to compute, beside adding up 200 numbers.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a measurement")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::{HoldingView, Quoted, portfolio};
use trading::{
    Account, Day, Event, Evidence, Fill, FillRule, Instrument, Market, Moment, OrderId, Paise, Price,
    Product, Series, Side, Source, Standing, Symbol, TradeId, What,
};

const HOLDINGS: u64 = 200;
const ROUNDS: usize = 2_000;

fn main() {
    let account = account();
    let quotes: Vec<Quoted> = (1..=HOLDINGS).map(quoted).collect();
    let mut samples: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            black_box(view(black_box(&account), &quotes));
            begun.elapsed()
        })
        .collect();
    samples.sort_unstable();
    let mut sums: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            black_box(black_box(&quotes).iter().filter_map(Quoted::price).map(Price::paise).sum::<i64>());
            begun.elapsed()
        })
        .collect();
    sums.sort_unstable();
    let (median, worst) = (samples[ROUNDS / 2], samples[ROUNDS - 1]);
    let reference = sums[ROUNDS / 2];
    println!(
        "portfolio of {HOLDINGS} holdings: median {median:?}, longest {worst:?}; adding {HOLDINGS} prices: {reference:?}; ratio {:.0}",
        median.as_secs_f64() / reference.as_secs_f64().max(1e-9)
    );
}

fn view(account: &Account, quotes: &[Quoted]) -> desk::Portfolio {
    let today = day();
    let held = account.holdings().values().zip(quotes);
    let holdings: Vec<HoldingView> =
        held.map(|(holding, quote)| HoldingView::of(holding, quote.clone(), today, Paise::ZERO)).collect();
    portfolio(account, today, &holdings, &[], &[], |_| None)
}

fn day() -> Day {
    Day::of(2026, 8, 4).unwrap()
}

fn symbol(number: u64) -> Symbol {
    format!("STOCK{number:03}").parse().unwrap()
}

fn at() -> Moment {
    "2026-08-03T10:00:00+05:30".parse().unwrap()
}

fn account() -> Account {
    let market = Market::Practice { day: day(), seed: 7 };
    let mut events =
        vec![Event { at: at(), what: What::Opened { market, capital: Paise::rupees(10_000_000) } }];
    events.extend((1..=HOLDINGS).map(bought));
    Account::from_events(&events)
}

fn bought(number: u64) -> Event {
    let price = Price::new(10_000 + i64::try_from(number).unwrap() * 35).unwrap();
    let fill = Fill {
        trade: TradeId(number),
        order: OrderId(number),
        symbol: symbol(number),
        isin: "INE002A01018".parse().unwrap(),
        side: Side::Buy,
        product: Product::Cnc,
        price,
        quantity: 10,
        closed: 0,
        entered_at: Paise::ZERO,
        released: Paise::ZERO,
        margin: Paise::ZERO,
        trade_to_trade: false,
        charges: trading::Charges::default(),
        charged_under: None,
        evidence: Evidence {
            rule: FillRule::MarketAdverseSide,
            last: price,
            quoted_at: at(),
            source: Source::Modelled { seed: 7 },
            traded: 100,
            slippage_ticks: 1,
        },
    };
    Event { at: at(), what: What::Filled(Box::new(fill)) }
}

fn quoted(number: u64) -> Quoted {
    let price = Price::new(10_500 + i64::try_from(number).unwrap() * 35);
    let instrument = Instrument {
        symbol: symbol(number),
        name: "Stock".into(),
        isin: "INE002A01018".parse().unwrap(),
        series: Series::Eq,
        lot: 1,
        face_value: None,
        listed_on: None,
    };
    let standing = Standing {
        last: price,
        previous_close: price,
        open: price,
        high: price,
        low: price,
        volume: Some(1_000),
        turnover: None,
        as_of: Some(at()),
        source: Source::Modelled { seed: 7 },
    };
    Quoted { instrument: Arc::new(instrument), standing: Some(standing), stale: false }
}
