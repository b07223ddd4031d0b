//! Symbols, tickets, triggers and prices as a script writes them.

use trading::{GttLeg, GttTicket, OrderId, OrderType, Paise, Price, Product, Side, Symbol, Ticket, Validity};

pub(crate) fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

pub(crate) fn ticket(words: &[&str]) -> Ticket {
    let blank = Ticket {
        symbol: words[1].parse().unwrap(),
        side: if words[0] == "buy" { Side::Buy } else { Side::Sell },
        product: if words[3] == "mis" { Product::Mis } else { Product::Cnc },
        kind: OrderType::Market,
        validity: Validity::Day,
        quantity: words[2].parse().unwrap(),
        price: None,
        trigger: None,
        disclosed: None,
        amo: false,
        note: String::new(),
    };
    priced(blank, &words[4..])
}

pub(crate) fn modified(order: Option<&Ticket>, words: &[&str]) -> Ticket {
    let mut changed = order.cloned().unwrap();
    changed.quantity = words[0].parse().unwrap();
    if words.len() > 1 {
        (changed.price, changed.trigger, changed.validity) = (None, None, Validity::Day);
        changed = priced(changed, &words[1..]);
    }
    changed
}

pub(crate) fn priced(mut ticket: Ticket, words: &[&str]) -> Ticket {
    ticket.kind = match words[0] {
        "market" => OrderType::Market,
        "limit" => OrderType::Limit,
        "sl" => OrderType::Sl,
        "sl-m" => OrderType::SlM,
        other => panic!("what order is {other:?}?"),
    };
    if let Some(written) =
        words.get(1).filter(|word| word.starts_with(|letter: char| "-0123456789".contains(letter)))
    {
        let (trigger, limit) = match (ticket.kind, written.split_once('/')) {
            (_, Some((trigger, limit))) => (Some(trigger), Some(limit)),
            (OrderType::SlM, None) => (Some(*written), None),
            (OrderType::Sl | OrderType::Limit | OrderType::Market, None) => (None, Some(*written)),
        };
        (ticket.trigger, ticket.price) = (trigger.map(paise), limit.map(paise));
    }
    if words.contains(&"ioc") {
        ticket.validity = Validity::Ioc;
    }
    ticket.amo |= words.contains(&"amo");
    let shown = words.iter().position(|word| *word == "shows").map(|place| words[place + 1].parse().unwrap());
    ticket.disclosed = shown;
    ticket
}

pub(crate) fn gtt_ticket(words: &[&str]) -> GttTicket {
    let leg = |words: &[&str]| {
        let (trigger, price) = words[1].split_once('/').unwrap();
        GttLeg { trigger: paise(trigger), quantity: words[0].parse().unwrap(), price: paise(price) }
    };
    GttTicket {
        side: if words[0] == "buy" { Side::Buy } else { Side::Sell },
        symbol: words[1].parse().unwrap(),
        legs: words[2..].split(|word| *word == "or").map(leg).collect(),
        note: String::new(),
    }
}

pub(crate) fn order_id(word: &str) -> OrderId {
    OrderId(word.parse().unwrap())
}

pub(crate) fn price(rupees: &str) -> Price {
    Price::new(paise(rupees).0).unwrap()
}

pub(crate) fn paise(rupees: &str) -> Paise {
    let (whole, part) = rupees.split_once('.').unwrap_or((rupees, ""));
    let part: i64 = format!("{part:0<2}").parse().unwrap();
    let whole: i64 = whole.parse().unwrap();
    Paise(whole * 100 + if rupees.starts_with('-') { -part } else { part })
}

/// The ISIN of a stock by the words behind its name: a fund's, a gold bond's, or a company's.
pub(crate) fn isin_of(words: &[&str]) -> &'static str {
    if words.contains(&"fund") {
        "INF000A01010"
    } else if words.contains(&"bond") {
        "IN0020170091"
    } else {
        "INE000A01010"
    }
}
