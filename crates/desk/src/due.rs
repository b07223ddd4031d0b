//! The corporate actions of a day as an account is asked about them.

use std::collections::HashMap;

use store::MarketDay;
use trading::{
    Announced, Announcement, CorporateAction, Deed, DueAction, Instrument, Price, Series, Symbol, Told,
};

/// The actions of a day that are understood: dividends first, for they go by the shares as they were; the others in
/// the order of the exchange's list, each from the price that the one before left.
pub(crate) fn due_actions(market: &MarketDay) -> Vec<DueAction> {
    due(market.actions(), |symbol| (close_before(market, symbol), market.instrument(symbol.as_str())))
}

/// The same from what is announced, with what is known of each stock: its close before the day, and what it is.
pub(crate) fn due<'a>(
    announcements: impl IntoIterator<Item = &'a Announcement>,
    known: impl Fn(&Symbol) -> (Option<Price>, Option<&'a Instrument>),
) -> Vec<DueAction> {
    let mut parts: HashMap<&Symbol, u32> = HashMap::new();
    let mut due: Vec<DueAction> = Vec::new();
    for announced in announcements {
        let (close, instrument) = known(&announced.symbol);
        let part = parts.entry(&announced.symbol).or_default();
        *part += 1;
        let (Announced::Known(action), Some(close)) = (&announced.action, close) else { continue };
        due.push(DueAction {
            symbol: announced.symbol.clone(),
            ex_day: announced.ex_day,
            told: Told::Exchange { part: *part },
            deed: Deed::Action(action.clone()),
            close,
            face: announced.face_value,
            isin: instrument.map(|instrument| instrument.isin.clone()),
            trust: instrument.is_some_and(|instrument| matches!(instrument.series, Series::Iv | Series::Rr)),
        });
    }
    due.sort_by_key(|due| !matches!(due.deed, Deed::Action(CorporateAction::Dividend { .. })));
    let mut closes: HashMap<Symbol, Price> = HashMap::new();
    for due in &mut due {
        due.close = closes.get(&due.symbol).copied().unwrap_or(due.close);
        closes.insert(due.symbol.clone(), due.base_price().unwrap_or(due.close));
    }
    due
}

/// The close before the day, as it was published.
pub(crate) fn close_before(market: &MarketDay, symbol: &Symbol) -> Option<Price> {
    let traded = market.stock(symbol.as_str()).map(|stock| stock.figures.previous_close);
    traded.or_else(|| market.quiet_stock(symbol.as_str()).map(|quiet| quiet.close))
}
