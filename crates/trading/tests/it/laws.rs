//! What holds of an account after any event whatever.

use trading::{Account, Book, Order, Paise, Product, Side, Status};

/// Holds the laws against an account.
#[track_caller]
pub(crate) fn hold(account: &Account) {
    books_agree_with_what_is_held(account);
    money_is_conserved(account);
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
