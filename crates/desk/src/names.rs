//! Which company a symbol means on a day of the market, and which rights can still be used on it.

use std::collections::HashMap;

use store::{DayFacts, MarketDay};
use trading::{
    Announced, Announcement, CorporateAction, Day, Instrument, Isin, Names, Paise, Price, Renaming,
    RightsIssue, RightsTerms, Symbol,
};

use crate::tape::Tape;

impl Tape {
    /// Which symbols companies bore when.
    fn names(&self) -> &Names {
        self.market().names()
    }

    /// What a stock is called on the day, whatever day the given symbol is of. Unknown symbols stay as they are.
    #[must_use]
    pub fn symbol_of(&self, symbol: &Symbol) -> Symbol {
        let listed = self.instrument(symbol).is_some();
        if listed { symbol.clone() } else { self.names().on(symbol, self.day()) }
    }

    /// The changes of symbols up to the day, those that the day's own quotes prove included.
    pub(crate) fn renamings(&self) -> Vec<Renaming> {
        let published = self.names().until(self.day()).cloned();
        published.chain(self.renamings_seen()).collect()
    }

    /// The rights issues of the last two months, with the symbol that the exchange lists their rights under.
    pub(crate) fn rights_issues(&self) -> Vec<RightsIssue> {
        self.market().rights().iter().filter_map(|announced| self.rights_issue(announced)).collect()
    }

    fn rights_issue(&self, announced: &Announcement) -> Option<RightsIssue> {
        let Announced::Known(CorporateAction::Rights { premium, .. }) = announced.action else { return None };
        let share = self.symbol_of(&announced.symbol);
        let isin = self.instrument(&share).map_or_else(|| announced.isin.clone(), |known| known.isin.clone());
        let price = Price::new((announced.face_value.unwrap_or(Paise::ZERO) + premium).0)?;
        let terms = RightsTerms { share, isin, price, ex_day: announced.ex_day, worth: None };
        Some(RightsIssue { listed: self.entitlement(announced), terms })
    }

    /// The one entitlement of the issuer that has traded since the ex-date; none where there is none, or where there are
    /// two and nothing says which.
    fn entitlement(&self, announced: &Announcement) -> Option<(Symbol, Isin)> {
        let market = self.market();
        let of_issue =
            |known: &&Instrument| known.isin.is_right() && known.isin.is_of_issuer(&announced.isin);
        let traded = market.stocks().iter().map(|stock| &stock.instrument);
        let quiet = market.quiet_stocks().iter().filter(|stock| stock.as_of >= announced.ex_day);
        let mut all = traded.chain(quiet.map(|stock| &stock.instrument)).filter(of_issue);
        let found = all.next().filter(|_| all.next().is_none() && market.day() >= announced.ex_day)?;
        Some((found.symbol.clone(), found.isin.clone()))
    }
}

/// Shares that traded until the newest day and that the list of equities names under another symbol.
pub(crate) fn named_otherwise(facts: &DayFacts, market: &MarketDay, day: Day) -> Vec<Renaming> {
    let traded: HashMap<&Isin, &Symbol> =
        market.stocks().iter().map(|stock| (&stock.instrument.isin, &stock.instrument.symbol)).collect();
    let named = facts.unseen.iter().filter_map(|unseen| {
        let from = (*traded.get(&unseen.isin)?).clone();
        Some(Renaming { from, to: unseen.symbol.clone(), isin: unseen.isin.clone(), on: day })
    });
    named.collect()
}
