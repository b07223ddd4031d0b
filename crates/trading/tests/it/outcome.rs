//! What came about, as short text.

use std::fmt::Write;

use trading::{
    Account, By, Charges, CostLot, Day, Event, ExDate, Fill, GivenUp, GttLeg, GttStep, GttTicket, Order,
    OrderType, Outcome, Paise, Product, Refusal, RightsStep, Side, Status, Ticket, Validity, What,
};

/// An event, in a line.
pub(crate) fn event(event: &Event, account: &Account) -> String {
    let clock = event.at.clock();
    match &event.what {
        What::Opened { capital, .. } => format!("{clock} opened with {capital}"),
        What::Accepted { order, ticket: written, status: now, block, by, .. } => {
            let by = match by {
                By::User => String::new(),
                By::SquareOff => " by the program".into(),
                By::Gtt(gtt) => format!(" by trigger {}", gtt.0),
            };
            format!("{clock} #{} {}{by}: {}{}", order.0, ticket(written), status(*now), blocked(*block))
        }
        What::Rejected { order, ticket: written, refusal: why, .. } => {
            format!("{clock} #{} {}: rejected: {}", order.0, ticket(written), refusal(why))
        }
        What::Modified { order, ticket: written, block, .. } => {
            let now = account.order(*order).unwrap().status;
            format!("{clock} #{} changed to {}: {}{}", order.0, ticket(written), status(now), blocked(*block))
        }
        What::Activated { order, status: now, limit: Some(limit), .. } => {
            format!("{clock} #{} now {}, a limit order at {limit}", order.0, status(*now))
        }
        What::Activated { order, status: now, .. } => format!("{clock} #{} now {}", order.0, status(*now)),
        What::Filled(made) => format!("{clock} #{} {}", made.order.0, fill(made)),
        What::Ended { order, how, released } => {
            let now = account.order(*order).unwrap().status;
            let freed = if released.is_zero() { String::new() } else { format!(", freed {released}") };
            format!("{clock} #{} {}: {}{freed}", order.0, status(now), how.words())
        }
        What::Settled { traded_on, received, paid } => {
            format!("{clock} settled {traded_on}: received {received}, paid {paid}")
        }
        What::Gtt(step) => format!("{clock} {}", gtt(step)),
        What::Converted(conversion) => format!(
            "{clock} {} {} now {:?}, cost {}, margin {}{}",
            conversion.quantity,
            conversion.symbol,
            conversion.to,
            conversion.cost,
            conversion.margin,
            if conversion.forced_sale { ", to be sold" } else { "" }
        ),
        What::ShortCarried { symbol, quantity, .. } => {
            format!("{clock} short of {quantity} {symbol} not delivered")
        }
        What::BoughtIn(buy_in) => format!(
            "{clock} bought in {} {} at {} (close {}), profit {}: {}",
            buy_in.quantity,
            buy_in.symbol,
            buy_in.price,
            buy_in.close,
            buy_in.profit(),
            charges(&buy_in.charges)
        ),
        What::Noted(note) => {
            let netted: Vec<String> =
                note.netted.iter().map(|netted| format!("{} {}", netted.quantity, netted.symbol)).collect();
            let back = note.bought_back.iter().map(|back| {
                format!(", {} {} held again at {} for {}", back.quantity(), back.symbol, back.cost, back.paid)
            });
            let (netted, back) = (netted.join(", "), back.collect::<String>());
            format!("{clock} note of {}: netted {netted}{back}: {}", note.day, charges(&note.charges))
        }
        What::ExDate(made) => format!("{clock} {}", ex_date(made)),
        What::Paid { symbol, ex_day, amount } => format!("{clock} {symbol} paid {amount} of {ex_day}"),
        What::Renamed { from, to, isin } => format!("{clock} {from} is {to} ({isin})"),
        What::Right(step) => format!("{clock} {}", right(step)),
        What::Charging(step) => format!("{clock} {}", crate::charging::words(step)),
        What::Archived => format!("{clock} archived"),
    }
}

/// A corporate action: what it was, what it was decided on, what became of the shares.
fn ex_date(made: &ExDate) -> String {
    let ExDate { symbol, deed, entitled, close, base, .. } = made;
    let mut out = format!("{symbol} {}: {entitled} held, {close} becomes {base}: ", deed.words());
    let shares = |lots: &[CostLot]| lots.iter().map(|lot| lot.quantity).sum::<i64>();
    let left = |fraction: &Option<GivenUp>| {
        fraction.map_or(String::new(), |GivenUp { fraction, cost, pays_on }| {
            let of = format!("{}/{} of a share", fraction.parts, fraction.of);
            format!(", {of} that cost {cost} for {} on {pays_on}", fraction.cash)
        })
    };
    match &made.outcome {
        Outcome::Shares { lots, fraction, shorts } => {
            write!(out, "{} shares{}", shares(lots), left(fraction)).unwrap();
            for short in shorts {
                write!(out, ", {} owed for the short of {}", short.quantity, short.sold_on).unwrap();
            }
        }
        Outcome::Dividend { gross, withheld, pays_on } => {
            write!(out, "{gross}, {withheld} withheld, paid on {pays_on}").unwrap();
        }
        Outcome::Right { right, lots, price, worth } => {
            write!(out, "{} {right} to buy at {price}, worth {worth} each", shares(lots)).unwrap();
        }
        Outcome::Merged { lots, cost, fraction } => {
            write!(out, "{} shares for {cost}{}", shares(lots), left(fraction)).unwrap();
        }
        Outcome::Demerged { kept, lots, cost, fraction } => {
            write!(out, "{} stay, {} come with {cost}{}", shares(kept), shares(lots), left(fraction))
                .unwrap();
        }
    }
    out
}

fn right(step: &RightsStep) -> String {
    match step {
        RightsStep::Applied { right, share, quantity, price, allotted_on, .. } => {
            format!("{quantity} {right} used for {share} at {price}, to be allotted on {allotted_on}")
        }
        RightsStep::Allotted { right, share, quantity, price, rights_cost, credited_on, .. } => format!(
            "{quantity} {share} allotted at {price} for {right} that cost {rights_cost}, to be sold from {credited_on}"
        ),
        RightsStep::Lapsed { right, share, price, quantity, cost, worth, closed_on } => {
            let worth = worth.map_or(String::new(), |worth| format!(", each worth {worth} at first"));
            format!(
                "{quantity} {right} lapsed: {share} at {price} until {closed_on}; they cost {cost}{worth}"
            )
        }
    }
}

/// Where everything stands.
pub(crate) fn standing(account: &Account, day: Day) -> String {
    let mut out = String::from("---\n");
    for order in account.orders() {
        writeln!(out, "{}", order_line(order)).unwrap();
    }
    let funds = account.funds(day);
    write!(out, "cash {} available {}", funds.cash, funds.available).unwrap();
    for (name, amount) in [
        ("blocked", funds.blocked),
        ("receivable", funds.receivable),
        ("payable", funds.payable),
        ("realised", funds.realised),
        ("dividends", funds.dividends),
        ("withheld", funds.withheld),
        ("charges", funds.charges.total()),
    ] {
        if !amount.is_zero() {
            write!(out, " {name} {amount}").unwrap();
        }
    }
    out.push('\n');
    for (symbol, holding) in account.holdings() {
        let average = holding.pool.average().unwrap();
        let lots: Vec<String> = holding
            .lots
            .iter()
            .map(|lot| {
                let credited = lot.credited_on.filter(|on| *on > day);
                let from = credited.map_or(String::new(), |on| format!(", to be sold from {on}"));
                format!("{} for {} of {}{from}", lot.quantity, lot.cost, lot.acquired_on)
            })
            .collect();
        writeln!(
            out,
            "{symbol} holds {} at {average}, cost {}: {}",
            holding.pool.quantity(),
            holding.pool.cost(),
            lots.join(", ")
        )
        .unwrap();
    }
    for (symbol, position) in account.intraday() {
        let average = position.pool.average().map_or("flat".into(), |average| format!("at {average}"));
        let side = match position.side {
            Side::Buy => "long",
            Side::Sell => "short",
        };
        let stands = if position.pool.quantity() == 0 {
            "flat".into()
        } else {
            format!("{side} {} {average}, margin {}", position.pool.quantity(), position.margin)
        };
        writeln!(out, "{symbol} intraday {stands}, realised {}", position.realised).unwrap();
    }
    for (symbol, short) in account.shorts() {
        writeln!(
            out,
            "{symbol} short of {} sold for {} on {}, margin {}",
            short.quantity, short.proceeds, short.sold_on, short.margin
        )
        .unwrap();
    }
    for gtt in account.gtts() {
        writeln!(out, "trigger {} {:?}", gtt.id.0, gtt.status).unwrap();
    }
    out
}

fn gtt(step: &GttStep) -> String {
    let legs = |ticket: &GttTicket| {
        let leg = |leg: &GttLeg| format!("{} at {} when {}", leg.quantity, leg.price, leg.trigger);
        let legs: Vec<String> = ticket.legs.iter().map(leg).collect();
        format!("{:?} {} {}", ticket.side, ticket.symbol, legs.join(" or "))
    };
    match step {
        GttStep::Placed { gtt, ticket, .. } => format!("trigger {}: {}", gtt.0, legs(ticket)),
        GttStep::Changed { gtt, ticket, .. } => format!("trigger {} changed: {}", gtt.0, legs(ticket)),
        GttStep::Triggered { gtt, leg, last } => format!("trigger {} leg {leg} set off by {last}", gtt.0),
        GttStep::Ended { gtt, how } => format!("trigger {} ended: {how:?}", gtt.0),
    }
}

/// What a refusal says.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    let field = refusal.field().map_or(String::new(), |field| format!(" <{field:?}>"));
    let accepted = refusal.accepted().map_or(String::new(), |accepted| format!(" [{accepted}]"));
    format!("{}{accepted}{field}", refusal.message())
}

fn order_line(order: &Order) -> String {
    let mut line = format!("#{} {}", order.id.0, status(order.status));
    if order.filled > 0 {
        write!(line, " {}/{} at {}", order.filled, order.ticket.quantity, order.average().unwrap()).unwrap();
    }
    if let Some(how) = order.ending {
        write!(line, " ({})", how.words()).unwrap();
    }
    line
}

fn ticket(ticket: &Ticket) -> String {
    let side = match ticket.side {
        Side::Buy => "buy",
        Side::Sell => "sell",
    };
    let product = match ticket.product {
        Product::Cnc => "CNC",
        Product::Mis => "MIS",
    };
    let kind = match ticket.kind {
        OrderType::Market => "market",
        OrderType::Limit => "limit",
        OrderType::Sl => "SL",
        OrderType::SlM => "SL-M",
    };
    let mut out = format!("{side} {} {} {product} {kind}", ticket.quantity, ticket.symbol);
    if let Some(price) = ticket.price {
        write!(out, " {price}").unwrap();
    }
    if let Some(trigger) = ticket.trigger {
        write!(out, " trigger {trigger}").unwrap();
    }
    if ticket.validity == Validity::Ioc {
        out.push_str(" IOC");
    }
    if ticket.amo {
        out.push_str(" AMO");
    }
    if let Some(shown) = ticket.disclosed {
        write!(out, " showing {shown}").unwrap();
    }
    out
}

fn fill(fill: &Fill) -> String {
    let side = match fill.side {
        Side::Buy => "bought",
        Side::Sell => "sold",
    };
    format!(
        "{side} {} at {} ({:?}, {} ticks): {}",
        fill.quantity,
        fill.price,
        fill.evidence.rule,
        fill.evidence.slippage_ticks,
        charges(&fill.charges)
    )
}

/// The charges that come to something: `6.16 = stt 5.00 + stamp 1.00 + …`.
pub(crate) fn charges(charges: &Charges) -> String {
    let lines: Vec<String> = charges
        .lines()
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(name, amount)| format!("{} {amount}", format!("{name:?}").to_lowercase()))
        .collect();
    format!("{} = {}", charges.total(), lines.join(" + "))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "pending",
        Status::TriggerPending => "trigger pending",
        Status::Queued => "queued",
        Status::Open => "open",
        Status::PartlyFilled => "partly filled",
        Status::Filled => "filled",
        Status::Cancelled => "cancelled",
        Status::Rejected => "rejected",
        Status::Expired => "expired",
    }
}

fn blocked(block: Paise) -> String {
    if block.is_zero() { String::new() } else { format!(", blocks {block}") }
}
