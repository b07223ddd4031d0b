//! How fast an account answers quotes and is made again from its events.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a measurement")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use trading::{
    Account, BandRule, Calendar, Clock, Day, Event, Glance, Instrument, Listing, Market, Match, Moment,
    OrderType, Paise, Price, Product, Quote, Series, Side, Source, Symbol, Ticket, Validity, What, band_of,
    mis_leverage, tick_of,
};

const STOCKS: usize = 200;
const ORDERS: usize = 10_000;
const QUOTES: u64 = 2_000_000;
const EVENTS: usize = 1_000_000;
const SOURCE: Source = Source::Modelled { seed: 1 };

fn main() {
    let day = Day::of(2026, 8, 3).unwrap();
    let listings: Vec<Listing> = (0..STOCKS).map(|nth| listing(nth, day)).collect();
    idle_quotes(&resting(&listings, day), &listings, day);
    filling_quotes(&listings, day);
    replay(&many_events(&listings[0]));
}

/// The shortest of five times: what else the machine does only ever makes it longer.
fn best_of_five(work: impl Fn()) -> Duration {
    let once = || {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap()
}

/// Quotes that touch none of the resting orders.
fn idle_quotes(account: &Account, listings: &[Listing], day: Day) {
    let at = day.at(Clock::of(11, 0, 0));
    let quotes: Vec<Quote> =
        listings.iter().map(|listing| quote(listing, at, 100_000, 50, 1_000_000)).collect();
    let took = best_of_five(|| {
        for round in 0..QUOTES {
            let nth = usize::try_from(round).unwrap() % STOCKS;
            assert!(black_box(account).observe(black_box(&quotes[nth]), &listings[nth]).is_none());
        }
    });
    println!(
        "an idle quote against {ORDERS} orders in {STOCKS} stocks: {} ns, {:.0} quotes/s",
        took.as_nanos() / u128::from(QUOTES),
        f64::from(u32::try_from(QUOTES).unwrap()) / took.as_secs_f64()
    );
}

/// Quotes that each fill the oldest order of their stock, applied.
fn filling_quotes(listings: &[Listing], day: Day) {
    let mut account = resting(listings, day);
    let at = day.at(Clock::of(11, 0, 0));
    let mut filled = 0_u32;
    let begun = Instant::now();
    for listing in listings {
        let quote = quote(listing, at, 94_000, 5_000, 1_000_000);
        while let Some(event) = account.observe(&quote, listing) {
            account.apply(&event);
            filled += 1;
        }
    }
    let took = begun.elapsed();
    println!(
        "fills decided and applied: {:.0} a second ({filled} of them)",
        f64::from(filled) / took.as_secs_f64()
    );
}

fn replay(events: &[Event]) {
    let trades = Account::from_events(events).trades().len();
    let took = best_of_five(|| drop(black_box(Account::from_events(black_box(events)))));
    println!(
        "{} events ({trades} trades) made an account in {:.2} s: {:.0} events/s",
        events.len(),
        took.as_secs_f64(),
        f64::from(u32::try_from(events.len()).unwrap()) / took.as_secs_f64()
    );
}

/// An account with resting orders below the market in every stock.
fn resting(listings: &[Listing], day: Day) -> Account {
    let mut account = opened(day);
    let at = day.at(Clock::of(10, 0, 0));
    for nth in 0..ORDERS {
        let listing = &listings[nth % STOCKS];
        let glance = Glance::at(listing, Price::new(100_000), 500_000);
        let limit = 95_000 - 5 * i64::try_from(nth / STOCKS).unwrap();
        let ticket = ticket(listing, Side::Buy, OrderType::Limit, Some(limit));
        let event = account.place(at, &ticket, Ok(glance));
        assert!(matches!(event.what, What::Accepted { .. }), "{event:?}");
        account.apply(&event);
    }
    account
}

/// Purchases and sales, day after day, with their settlement.
fn many_events(listing: &Listing) -> Vec<Event> {
    let mut day = listing.day();
    let mut account = opened(day);
    let mut events = Vec::with_capacity(EVENTS);
    let mut listing = listing.clone();
    while events.len() < EVENTS {
        listing.session = Calendar::nse().session(day, false).unwrap();
        for nth in 0..1_000_u32 {
            let at = day.at(Clock::of(10, 0, 0)).plus_millis(i64::from(nth) * 2);
            let side = if nth % 2 == 0 { Side::Buy } else { Side::Sell };
            let volume = i64::from(nth) * 1_000;
            let glance = Glance::at(&listing, Price::new(100_000), volume);
            let placed = account.place(at, &ticket(&listing, side, OrderType::Market, None), Ok(glance));
            account.apply(&placed);
            events.push(placed);
            let quote = quote(&listing, at.plus_millis(1), 100_000, 1_000, volume + 1_000);
            while let Some(event) = account.observe(&quote, &listing) {
                account.apply(&event);
                events.push(event);
            }
        }
        for clock in Account::bells(day) {
            let glance = Glance::at(&listing, Price::new(100_000), 2_000_000);
            while let Some(event) = account.bell(day.at(clock), SOURCE, |_| Some(glance)) {
                account.apply(&event);
                events.push(event);
            }
        }
        day = Calendar::nse().next_trading_day(day);
    }
    events
}

fn opened(day: Day) -> Account {
    let market = Market::Practice { day, seed: 1 };
    Account::from_events([&Account::opening(day.at(Clock::MIDNIGHT), market, Paise::rupees(10_000_000_000))])
}

fn ticket(listing: &Listing, side: Side, kind: OrderType, limit: Option<i64>) -> Ticket {
    Ticket {
        symbol: listing.instrument.symbol.clone(),
        side,
        product: Product::Cnc,
        kind,
        validity: Validity::Day,
        quantity: 10,
        price: limit.map(Paise),
        trigger: None,
        disclosed: None,
        amo: false,
        note: String::new(),
    }
}

fn quote(listing: &Listing, at: Moment, paise: i64, traded: i64, volume: i64) -> Quote {
    Quote {
        symbol: listing.instrument.symbol.clone(),
        at,
        last: Price::new(paise).unwrap(),
        traded,
        volume,
        matched: Match::Continuous,
        touch: None,
        source: SOURCE,
    }
}

fn listing(nth: usize, day: Day) -> Listing {
    let symbol: Symbol = format!("STOCK{nth:03}").parse().unwrap();
    let instrument = Instrument {
        symbol: symbol.clone(),
        name: symbol.as_str().into(),
        isin: "INE000A01010".parse().unwrap(),
        series: Series::Eq,
        lot: 1,
        face_value: None,
        listed_on: None,
    };
    let close = Price::new(100_000).unwrap();
    let tick = tick_of(day, &instrument, Some(close));
    let band_rule = BandRule::Percent(20);
    Listing {
        session: Calendar::nse().session(day, false).unwrap(),
        tick,
        band: band_of(close, band_rule, tick),
        band_rule,
        previous_close: close,
        leverage: mis_leverage(Series::Eq, band_rule, None),
        instrument: Arc::new(instrument),
    }
}
