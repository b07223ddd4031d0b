//! Trades, orders and clocks to show, for tests.

use desk::{ClockView, Mode};
use trading::{
    Account, By, Calendar, Charges, Clock, Day, Event, Evidence, Fill, FillRule, Market, Moment, Order,
    OrderId, OrderType, Paise, Price, Product, Refusal, Session, Side, Source, Status, Ticket, Trade,
    TradeId, Validity, What,
};

/// 3 August 2026.
pub(crate) fn day() -> Day {
    Day::of(2026, 8, 3).unwrap()
}

/// A time of that day.
pub(crate) fn at(hour: u32, minute: u32, second: u32) -> Moment {
    day().at(Clock::of(hour, minute, second))
}

/// A market order for five shares.
pub(crate) fn ticket() -> Ticket {
    Ticket {
        symbol: "RELIANCE".parse().unwrap(),
        side: Side::Buy,
        product: Product::Cnc,
        kind: OrderType::Market,
        validity: Validity::Day,
        quantity: 5,
        price: None,
        trigger: None,
        disclosed: None,
        amo: false,
        note: String::new(),
    }
}

/// A purchase.
pub(crate) fn trade(order: u64, quantity: i64, paise: i64) -> Trade {
    let price = Price::new(paise).unwrap();
    let fill = Fill {
        trade: TradeId(1),
        order: OrderId(order),
        symbol: "RELIANCE".parse().unwrap(),
        isin: "INE002A01018".parse().unwrap(),
        side: Side::Buy,
        product: Product::Cnc,
        price,
        quantity,
        trade_to_trade: false,
        closed: 0,
        entered_at: Paise::ZERO,
        released: Paise::ZERO,
        margin: Paise::ZERO,
        charges: Charges { stt: Paise(700), gst: Paise(4), ..Charges::default() },
        charged_under: None,
        evidence: Evidence {
            rule: FillRule::MarketAdverseSide,
            last: Price::new(paise - 10).unwrap(),
            quoted_at: at(9, 15, 7),
            source: Source::Modelled { seed: 7 },
            traded: 1_234,
            slippage_ticks: 1,
        },
    };
    Trade { at: at(9, 15, 7), fill, lots: Vec::new() }
}

/// An account with one order that was accepted at 09:20 and one that was refused.
pub(crate) fn orders(status: Status) -> Vec<Order> {
    let happened = |what| Event { at: at(9, 20, 0), what };
    let events = [
        happened(What::Opened {
            market: Market::Practice { day: day(), seed: 7 },
            capital: Paise::rupees(100_000),
        }),
        happened(What::Accepted {
            order: OrderId(1),
            ticket: ticket(),
            status,
            block: Paise::rupees(6_600),
            volume_at: 0,
            taking: false,
            by: By::User,
        }),
        happened(What::Rejected {
            order: OrderId(2),
            ticket: Ticket { quantity: 0, ..ticket() },
            refusal: Refusal::QuantityNotPositive { asked: 0 },
            by: By::User,
        }),
    ];
    Account::from_events(&events).orders().to_vec()
}

/// A practice clock at a moment of the day.
pub(crate) fn clock(now: Moment) -> ClockView {
    let session = |auction| -> Session { Calendar::nse().session(day(), auction).unwrap() };
    ClockView {
        now,
        mode: Mode::Practice,
        phase: session(false).phase(now),
        auction_phase: session(true).phase(now),
        playing: None,
        session: Some(session(true)),
        next: None,
        day_over: false,
        last_day: false,
        prices_as_of: None,
        live: None,
    }
}
