//! The ticket's X-ray: what an order would cost and whether the rules would take it. Changes nothing.

use trading::{
    Account, BandRule, Charges, CostLine, Event, Glance, Moment, Paise, Price, Product, RateCard, Refusal,
    Side, Ticket, What, break_even, cost_lines, estimate,
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
    /// The version of the charges' table.
    pub rule_version: String,
}

/// The estimate of a ticket at a moment.
#[must_use]
pub(crate) fn estimate_of(
    account: &Account,
    at: Moment,
    ticket: &Ticket,
    stock: &Result<Glance<'_>, Refusal>,
) -> Estimate {
    let day = at.day();
    let card = stock
        .as_ref()
        .map_or_else(|_| RateCard::on(day), |stock| RateCard::for_stock(day, &stock.listing.instrument));
    let event = account.place(at, ticket, stock.clone());
    let mut answer = Estimate {
        price: None,
        value: None,
        charges: None,
        lines: Vec::new(),
        required: None,
        cash_after: None,
        break_even: None,
        break_even_bp: None,
        leverage: None,
        refusal: refusal_of(event),
        tick: None,
        band: None,
        sellable: 0,
        lot: 1,
        rule_version: card.version(),
    };
    let Ok(stock) = *stock else { return answer };
    let listing = stock.listing;
    answer.leverage = listing.leverage.map(trading::Leverage::hundredths);
    answer.tick = Some(listing.tick.paise());
    answer.band = Some((listing.band.low, listing.band.high, listing.band_rule));
    answer.lot = listing.instrument.lot;
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
    if let Ok(needed) = account.needed(at, ticket, stock, None) {
        answer.required = Some(needed.block);
        answer.cash_after = Some(account.available(at.day()) + freed(ticket, price, charges) - needed.block);
    }
    answer.break_even = break_even(card, side, product, price, quantity, listing.tick);
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

fn refusal_of(event: Event) -> Option<Refusal> {
    let What::Rejected { refusal, .. } = event.what else { return None };
    Some(refusal)
}
