//! The ticket's X-ray: what an order would cost and whether the rules would take it. Changes nothing.

use trading::{
    Account, BandRule, Calendar, Charges, CostLine, Day, Glance, Levies, Moment, Order, OrderId, Paise,
    Phase, Price, Product, RateCard, Refusal, Session, Side, Ticket, What, break_even, cost_lines, estimate,
};

/// What an order would do, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// The price reckoned with: the limit, or the last price for a market order.
    pub price: Option<Price>,
    /// Price times shares.
    pub value: Option<Paise>,
    /// The charges of this order alone.
    pub charges: Option<Charges>,
    /// The same line by line with their rates in words.
    pub lines: Vec<CostLine>,
    /// Cash that it would set aside.
    pub required: Option<Paise>,
    /// Free cash after it.
    pub cash_after: Option<Paise>,
    /// The price at which closing it would leave no loss.
    pub break_even: Option<Price>,
    /// How far that is from the price, in basis points.
    pub break_even_bp: Option<i32>,
    /// How many ticks that is.
    pub break_even_ticks: Option<i64>,
    /// How many times its margin an intraday position may be, in hundredths.
    pub leverage: Option<i64>,
    /// What the rules would say; none when they would take it.
    pub refusal: Option<Refusal>,
    /// The tick in paise.
    pub tick: Option<i64>,
    /// The day's band.
    pub band: Option<(Price, Price, BandRule)>,
    /// Shares that a delivery sale could sell.
    pub sellable: i64,
    /// Shares a lot.
    pub lot: i64,
    /// The session that an after-market order would wait for, when one would be taken now.
    pub after_hours: Option<AfterHours>,
    /// The version of the charges' table.
    pub rule_version: String,
    /// The profile that the order would be charged under, in words.
    pub charged_under: String,
}

/// What an after-market order written now would wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterHours {
    /// The trading day into whose pre-open it goes.
    pub enters_on: Day,
    /// Whether the exchange takes no other orders now.
    pub only: bool,
}

/// The estimate of a ticket at a moment; of one that is to stand in place of a working order, as a change of it.
#[must_use]
pub(crate) fn estimate_of(
    account: &Account,
    at: Moment,
    ticket: &Ticket,
    stock: &Result<Glance<'_>, Refusal>,
    instead_of: Option<OrderId>,
) -> Estimate {
    let day = at.day();
    let isin = stock.as_ref().ok().map(|stock| &stock.listing.instrument.isin);
    let card = match (instead_of, isin) {
        (Some(order), Some(isin)) => account.card_of(order, day, isin),
        (None, Some(isin)) => account.card_for(day, isin),
        (Some(_) | None, None) => {
            RateCard { profile: account.charging().in_force(), levies: Levies::on(day) }
        }
    };
    let mut answer = Estimate {
        price: None,
        value: None,
        charges: None,
        lines: Vec::new(),
        required: None,
        cash_after: None,
        break_even: None,
        break_even_bp: None,
        break_even_ticks: None,
        leverage: None,
        refusal: refusal_of(account, at, ticket, stock.clone(), instead_of),
        tick: None,
        band: None,
        sellable: 0,
        lot: 1,
        after_hours: None,
        rule_version: card.version(),
        charged_under: card.profile.words(),
    };
    let Ok(stock) = *stock else { return answer };
    let listing = stock.listing;
    answer.leverage = listing.leverage.map(trading::Leverage::hundredths);
    answer.tick = Some(listing.tick.paise());
    answer.band = Some((listing.band.low, listing.band.high, listing.band_rule));
    answer.lot = listing.instrument.lot;
    answer.after_hours = after_hours(at, &listing.session);
    let trade_to_trade = listing.instrument.series.is_trade_to_trade();
    answer.sellable = account.sellable(&ticket.symbol, trade_to_trade, at.day());
    if ticket.quantity <= 0 || ticket.quantity > trading::MOST_SHARES {
        return answer;
    }
    let price = trading::reckoned_price(ticket, stock);
    let (side, product, quantity) = (ticket.side, ticket.product, ticket.quantity);
    let charges = estimate(card, side, product, price, quantity);
    answer.price = Some(price);
    answer.value = Some(price.times(quantity));
    answer.charges = Some(charges);
    answer.lines = cost_lines(card, side, product, &charges);
    let changed = instead_of.and_then(|id| account.order(id));
    if let Ok(needed) = account.needed(at, ticket, stock, changed) {
        let free = account.available(at.day()) + changed.map_or(Paise::ZERO, |order: &Order| order.block);
        answer.required = Some(needed.block);
        answer.cash_after = Some(free + freed(ticket, price, charges) - needed.block);
    }
    answer.break_even = break_even(card, side, product, price, quantity, listing.tick);
    answer.break_even_ticks =
        answer.break_even.map(|even| (even.paise() - price.paise()) / listing.tick.paise());
    answer.break_even_bp = answer
        .break_even
        .and_then(|even| Paise(even.paise() - price.paise()).basis_points_of(price.times(1)));
    answer
}

/// What a delivery sale brings in beside its charges. (What of it may be used at once, the funds say.)
fn freed(ticket: &Ticket, price: Price, charges: Charges) -> Paise {
    match (ticket.product, ticket.side) {
        (Product::Cnc, Side::Sell) => price.times(ticket.quantity) - charges.total(),
        (Product::Cnc, Side::Buy) | (Product::Mis, _) => Paise::ZERO,
    }
}

fn refusal_of(
    account: &Account,
    at: Moment,
    ticket: &Ticket,
    stock: Result<Glance<'_>, Refusal>,
    instead_of: Option<OrderId>,
) -> Option<Refusal> {
    if let Some(id) = instead_of {
        return stock.and_then(|stock| account.modify(at, id, ticket, stock)).err();
    }
    let What::Rejected { refusal, .. } = account.place(at, ticket, stock).what else { return None };
    Some(refusal)
}

/// The session that an after-market order would wait for.
fn after_hours(at: Moment, session: &Session) -> Option<AfterHours> {
    if !session.takes_after_market(at) {
        return None;
    }
    let before = session.spans().first().is_some_and(|span| at.clock() < span.from);
    let enters_on = if before && at.day() == session.day() {
        at.day()
    } else {
        Calendar::nse().next_trading_day(at.day())
    };
    Some(AfterHours { enters_on, only: session.phase(at) != Phase::PostClose })
}
