//! Shares that are held and not of the day's market: rights that no one trades yet, a company not listed yet.

use std::sync::Arc;

use trading::{Holding, Instrument, Price, RightsTerms, Series, Standing, Symbol};

use crate::keeper::Keeper;
use crate::view::Quoted;

impl Keeper {
    /// A holding that the market of the day does not know: it never vanishes. A right is worth what its share costs above
    /// the company's price, as NSE computes the base price of a right that begins to trade; of anything else no price is
    /// known.
    pub(crate) fn unlisted(&self, symbol: &Symbol, holding: &Holding) -> Quoted {
        let terms = self.seat.account().rights_terms(symbol);
        let share = terms.and_then(|terms| {
            let standing = self.quotes.get(&terms.share);
            Some((terms, standing.or_else(|| self.tape.standing(&terms.share, self.now))?))
        });
        let instrument = Instrument {
            symbol: symbol.clone(),
            name: terms.map_or_else(|| symbol.as_str().into(), |terms| named(terms).into()),
            isin: holding.isin.clone(),
            series: if terms.is_some() { Series::Be } else { Series::Eq },
            lot: 1,
            face_value: None,
            listed_on: None,
        };
        Quoted {
            instrument: Arc::new(instrument),
            stale: share.is_none() || !self.is_practice(),
            standing: share.map(|(terms, share)| of_right(terms, &share)),
        }
    }
}

fn named(terms: &RightsTerms) -> String {
    format!("Right to buy {} at ₹{}", terms.share, terms.price)
}

/// A right where its share stands: the price above the company's, one paisa at least.
fn of_right(terms: &RightsTerms, share: &Standing) -> Standing {
    let above = |price: Price| price.moved(-terms.price.paise()).or(Price::new(1));
    Standing {
        last: share.last.and_then(above),
        previous_close: share.previous_close.and_then(above),
        open: None,
        high: None,
        low: None,
        volume: None,
        turnover: None,
        as_of: share.as_of,
        source: share.source,
    }
}
