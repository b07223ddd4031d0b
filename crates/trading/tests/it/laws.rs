//! What holds of an account after any event whatever.

use std::collections::BTreeMap;

use trading::{
    Account, Book, ChargeProfileId, Chargeable, Charges, ChargingStep, Day, DayTally, Event, Fill,
    FinancialYear, Order, OrderId, Paise, Product, Side, Status, Symbol, What,
};

/// Holds the laws against an account.
#[track_caller]
pub(crate) fn hold(account: &Account) {
    books_agree_with_what_is_held(account);
    money_is_conserved(account);
    years_add_up(account);
    orders_are_whole(account);
    delivery_is_never_short(account);
}

#[track_caller]
fn books_agree_with_what_is_held(account: &Account) {
    let all: Paise = account.balances().values().copied().sum();
    assert_eq!(all, Paise::ZERO, "the books balance");
    let orders: Paise = account.orders().iter().map(|order| order.block).sum();
    let margins: Paise = account.intraday().values().map(|position| position.margin).sum();
    let shorts: Paise = account.shorts().map(|(_, short)| short.margin).sum();
    let applied: Paise = account.applications().iter().map(|of| of.price.times(of.quantity)).sum();
    assert_eq!(
        account.balance(Book::Blocked),
        orders + margins + shorts + applied,
        "blocked is for orders, positions and shares that were applied for"
    );
    let securities: Paise = account.holdings().values().map(|holding| holding.pool.cost()).sum();
    assert_eq!(account.balance(Book::Securities), securities, "securities stand at cost");
    let intraday: Paise = account
        .intraday()
        .values()
        .map(|position| match position.side {
            Side::Buy => position.pool.cost(),
            Side::Sell => -position.pool.cost(),
        })
        .sum();
    let undelivered: Paise = account.shorts().map(|(_, short)| short.proceeds).sum();
    let intraday = intraday - undelivered;
    assert_eq!(account.balance(Book::Intraday), intraday, "intraday positions stand at entry");
    assert_eq!(account.balance(Book::IntradayClearing), -intraday, "and their other side");
    for (symbol, position) in account.intraday() {
        assert!(position.pool.quantity() >= 0, "{symbol}");
        assert!(position.margin >= Paise::ZERO, "{symbol}");
        if position.pool.quantity() == 0 {
            assert_eq!(position.margin, Paise::ZERO, "no margin without a position: {symbol}");
            assert_eq!(position.pool.cost(), Paise::ZERO, "no cost without a position: {symbol}");
        }
    }
    let open = account.orders().iter().any(|order| order.status.is_working())
        || account.intraday().values().any(|position| position.pool.quantity() > 0)
        || account.shorts().next().is_some()
        || !account.applications().is_empty();
    assert!(open || account.balance(Book::Blocked).is_zero(), "nothing is blocked when nothing is open");
}

/// Every order of a day paid for its fills, all together, what its whole value costs under the profile that it was
/// accepted under; a stock that was sold from delivery paid the depository once, as the first of its sales says.
#[track_caller]
pub(crate) fn charges_agree(account: &Account, day: Day) {
    let mut orders: BTreeMap<OrderId, Vec<&Fill>> = BTreeMap::new();
    let mut debits: BTreeMap<&Symbol, Vec<&Fill>> = BTreeMap::new();
    let newest = account.trades().iter().rev().skip_while(|trade| trade.at.day() > day);
    let of_day: Vec<&Fill> =
        newest.take_while(|trade| trade.at.day() == day).map(|trade| &trade.fill).collect();
    for fill in of_day.into_iter().rev() {
        orders.entry(fill.order).or_default().push(fill);
        if (fill.product, fill.side) == (Product::Cnc, Side::Sell) {
            debits.entry(&fill.symbol).or_default().push(fill);
        }
    }
    for (id, fills) in orders {
        let card = account.card_of(id, day, &fills[0].isin);
        assert!(fills.iter().all(|fill| fill.charged_under == Some(card.under())), "one profile an order");
        let value: Paise = fills.iter().map(|fill| fill.value()).sum();
        let square_off = fills.iter().any(|fill| !fill.charges.square_off.is_zero());
        let whole = Chargeable {
            order: id,
            side: fills[0].side,
            product: fills[0].product,
            is_fund: false,
            value,
            first_delivery_sale: false,
            square_off,
        };
        let due = DayTally::default().charge(card, &whole);
        let paid: Charges = fills.iter().map(|fill| fill.charges).sum();
        // The taxes are rounded once a side of the note.
        let of_the_order =
            |charges: Charges| Charges { stt: Paise::ZERO, stamp: Paise::ZERO, dp: Paise::ZERO, ..charges };
        assert_eq!(of_the_order(paid), of_the_order(due), "{id:?}");
    }
    for (symbol, sales) in debits {
        let due = account.card_of(sales[0].order, day, &sales[0].isin).dp_with_gst();
        let paid: Paise = sales.iter().map(|sale| sale.charges.dp).sum();
        assert_eq!(paid, due, "{symbol} left the demat account once");
    }
}

/// Every fill names the version that was in force when its order was accepted, told from the events alone.
#[track_caller]
pub(crate) fn fills_name_what_was_in_force(events: &[Event]) {
    let mut chosen = ChargeProfileId::default();
    let mut versions: BTreeMap<ChargeProfileId, u32> = BTreeMap::new();
    let mut accepted: BTreeMap<OrderId, (ChargeProfileId, u32)> = BTreeMap::new();
    for event in events {
        if let What::Charging(step) = &event.what {
            match &**step {
                ChargingStep::Chosen { profile } => chosen = *profile,
                ChargingStep::Kept { profile } => {
                    let version = versions.entry(profile.id).or_default();
                    *version += 1;
                    assert_eq!(*version, profile.version, "versions are counted");
                }
            }
        } else if let What::Accepted { order, .. } = &event.what {
            accepted.insert(*order, (chosen, versions.get(&chosen).copied().unwrap_or(1)));
        } else if let What::Filled(fill) = &event.what {
            let under = fill.charged_under.map(|under| (under.profile, under.version));
            assert_eq!(under, accepted.get(&fill.order).copied(), "{fill:?}");
        }
    }
}

#[track_caller]
fn years_add_up(account: &Account) {
    let years = (2000..2100).map(|year| account.year(FinancialYear(year)));
    let (gross, charges) = years.fold((Paise::ZERO, Paise::ZERO), |(gross, charges), year| {
        (gross + year.gross, charges + year.charges)
    });
    let realised = -(account.balance(Book::RealisedCnc) + account.balance(Book::RealisedMis));
    assert_eq!(
        (gross, charges),
        (realised, account.charges().total()),
        "every year's result, and nothing else"
    );
}

#[track_caller]
fn money_is_conserved(account: &Account) {
    let capital = -account.balance(Book::Capital);
    let realised = -(account.balance(Book::RealisedCnc) + account.balance(Book::RealisedMis));
    let charges = account.charges().total();
    let (dividends, withheld) = (-account.balance(Book::Dividends), account.balance(Book::TaxWithheld));
    assert!(dividends >= Paise::ZERO && withheld >= Paise::ZERO && withheld <= dividends);
    let held: Paise = [Book::Cash, Book::Blocked, Book::Receivable, Book::Payable, Book::Securities]
        .into_iter()
        .map(|book| account.balance(book))
        .sum();
    assert_eq!(capital + realised + dividends - withheld - charges, held, "money is conserved");
    let due: Paise = account.cash_due().iter().map(|due| due.amount).sum();
    assert!(account.balance(Book::Receivable) >= due, "what companies owe is a receivable");
}

#[track_caller]
fn orders_are_whole(account: &Account) {
    for (place, order) in account.orders().iter().enumerate() {
        assert_eq!(order.id.0, place as u64 + 1, "orders are numbered in their order");
        assert!(order.block >= Paise::ZERO, "{order:?}");
        if order.status == Status::Rejected {
            continue;
        }
        assert!((0..=order.ticket.quantity).contains(&order.filled), "filled beyond the order: {order:?}");
        assert_eq!(order.remaining() == 0, order.status == Status::Filled, "{order:?}");
        if !order.status.is_working() {
            assert_eq!(order.block, Paise::ZERO, "an ended order blocks nothing: {order:?}");
        }
    }
    let working: Vec<&Order> = account.orders().iter().filter(|order| order.status.is_working()).collect();
    for order in &working {
        assert!(
            account.working(&order.ticket.symbol).any(|known| known.id == order.id),
            "a working order stands in its stock's book: {order:?}"
        );
    }
}

#[track_caller]
fn delivery_is_never_short(account: &Account) {
    for (symbol, holding) in account.holdings() {
        let lots: i64 = holding.lots.iter().map(|lot| lot.quantity).sum();
        assert_eq!(lots, holding.pool.quantity(), "lots add up to the holding: {symbol}");
        assert!(holding.lots.iter().all(|lot| lot.quantity > 0), "{symbol}");
        let offered: i64 = account
            .working(symbol)
            .filter(|order| (order.ticket.product, order.ticket.side) == (Product::Cnc, Side::Sell))
            .map(Order::remaining)
            .sum();
        assert!(
            offered + account.applied(symbol) <= holding.pool.quantity(),
            "offered beyond the holding: {symbol}"
        );
    }
}
