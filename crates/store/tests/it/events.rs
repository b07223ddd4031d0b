//! Events to write: orders of one stock with their fills. Also measured with, in `benches/append.rs`.

use trading::{
    By, ChargeProfileId, ChargedUnder, Charges, Ending, Event, Evidence, Fill, FillRule, Moment, OrderId,
    OrderType, Paise, Price, Product, Side, Source, Status, Ticket, TradeId, Validity, What,
};

/// A moment of the practice day, so many seconds after 09:15.
pub(crate) fn at(seconds: u64) -> Moment {
    let open: Moment = "2026-08-03T09:15:00+05:30".parse().unwrap();
    open.plus_millis(i64::try_from(seconds).unwrap() * 1000)
}

/// A moment of the computer's clock.
pub(crate) fn wall(seconds: u64) -> Moment {
    let start: Moment = "2026-11-22T20:00:00+05:30".parse().unwrap();
    start.plus_millis(i64::try_from(seconds).unwrap() * 1000)
}

fn ticket() -> Ticket {
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
        note: "breakout above the “week’s high” — ₹1,400".into(),
    }
}

pub(crate) fn accepted(order: u64) -> Event {
    let what = What::Accepted {
        order: OrderId(order),
        ticket: ticket(),
        status: Status::Open,
        block: Paise(700_000),
        volume_at: 12_345,
        taking: false,
        by: By::User,
    };
    Event { at: at(order), what }
}

pub(crate) fn filled(order: u64) -> Event {
    let price = Price::new(139_450).unwrap();
    let fill = Fill {
        trade: TradeId(order),
        order: OrderId(order),
        symbol: "RELIANCE".parse().unwrap(),
        isin: "INE002A01018".parse().unwrap(),
        side: Side::Buy,
        product: Product::Cnc,
        price,
        quantity: 5,
        closed: 0,
        entered_at: Paise::ZERO,
        released: Paise(700_000),
        margin: Paise::ZERO,
        trade_to_trade: false,
        charges: Charges {
            stt: Paise(700),
            transaction: Paise(21),
            sebi: Paise(1),
            stamp: Paise(105),
            gst: Paise(4),
            ..Charges::default()
        },
        charged_under: Some(ChargedUnder {
            profile: ChargeProfileId::default(),
            version: 1,
            law_from: "2026-03-01".parse().unwrap(),
        }),
        evidence: Evidence {
            rule: FillRule::MarketAdverseSide,
            last: price,
            quoted_at: at(order),
            source: Source::Modelled { seed: u64::MAX },
            traded: 1_250,
            slippage_ticks: 1,
        },
    };
    Event { at: at(order), what: What::Filled(Box::new(fill)) }
}

pub(crate) fn ended(order: u64) -> Event {
    let what = What::Ended { order: OrderId(order), how: Ending::ByUser, released: Paise(700_000) };
    Event { at: at(order), what }
}
