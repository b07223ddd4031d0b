//! Price bands that the exchange widens within the day, followed as far as prices are seen.

use std::collections::HashMap;
use std::sync::Arc;

use replay::Path;
use store::MarketDay;
use trading::{
    Band, BandFlex, BandKind, BandRule, BandSource, Clock, Listing, Moment, Price, Seen, Session, Symbol,
};

/// The widening bands of a day of the live market, by stock: only of stocks that came near a limit.
pub(crate) type Flexes = HashMap<Symbol, BandFlex>;

/// A price further from the last close than this may be near a limit, in percent.
const NEAR: i64 = 9;

/// Takes quotes of a round into the bands. `terms` gives a stock's band at the day's beginning and its session.
pub(crate) fn follow(
    before: &Arc<Flexes>,
    taken: &[Arc<Seen>],
    terms: impl Fn(&Seen) -> Option<(Band, Session)>,
) -> Arc<Flexes> {
    let mut flexes = Arc::clone(before);
    for seen in taken {
        let known = before.get(&seen.symbol);
        let prices = [seen.standing.high, seen.standing.low, seen.standing.last];
        if known.is_none() && !is_near(seen, &prices) {
            continue;
        }
        let Some((band, session)) = terms(seen).filter(|(band, _)| widens(band)) else { continue };
        let mut flex = known.copied().unwrap_or_else(|| BandFlex::of(band));
        for price in prices.into_iter().flatten() {
            flex.observe(seen.asked_at, price, &session);
        }
        Arc::make_mut(&mut flexes).insert(seen.symbol.clone(), flex);
    }
    flexes
}

/// Whether a stock's prices are so far from its last close that a limit may be near; without a last close it may.
fn is_near(seen: &Seen, prices: &[Option<Price>]) -> bool {
    let Some(close) = seen.standing.previous_close else { return true };
    let far = |price: &Price| (price.paise() - close.paise()).abs() * 100 >= close.paise() * NEAR;
    prices.iter().flatten().any(far)
}

fn widens(band: &Band) -> bool {
    match band.rule {
        BandKind::Operating | BandKind::Fund => true,
        BandKind::Fixed | BandKind::ClosingAuction => false,
    }
}

/// The terms of a replayed stock from moment to moment: its band widens as its path goes. The first holds from the
/// day's beginning.
pub(crate) fn stages(opened: &Listing, path: &Path) -> Vec<(Moment, Listing)> {
    let day = opened.session.day();
    let mut flex = BandFlex::of(opened.band);
    let mut stages = vec![(day.at(Clock::MIDNIGHT), opened.clone())];
    if !widens(&opened.band) {
        return stages;
    }
    let mut enter = |from: Moment, band: Band| {
        if stages.last().is_some_and(|(_, listing)| listing.band != band) {
            stages.push((from, Listing { band, ..opened.clone() }));
        }
    };
    let end = day.at(opened.session.ends());
    for trade in path.trades(day.at(Clock::MIDNIGHT), end) {
        if let Some(widens_at) = flex.widens_at().filter(|widens_at| *widens_at <= trade.at) {
            enter(widens_at, flex.at(widens_at));
        }
        flex.observe(trade.at, trade.last, &opened.session);
        enter(trade.at, flex.at(trade.at));
    }
    if let Some(widens_at) = flex.widens_at() {
        enter(widens_at, flex.at(widens_at));
    }
    stages
}

/// The band that the prices of a day prove a stock to have stood under, where they went beyond the one that was listed.
pub(crate) fn proved(day: &MarketDay, symbol: &Symbol) -> Option<BandRule> {
    let stock = day.stock(symbol.as_str())?;
    (stock.band_source == BandSource::Widened).then_some(stock.figures.band)
}
