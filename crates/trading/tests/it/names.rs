//! Symbols, series and rights that change from one day to the next, in the words of a script.
//!
//! ```text
//! rename KEL VISDEM                              (the same share, another symbol)
//! move SMALL EQ 1                                (another series, another lot)
//! issue GENESYS of 2026-08-06 at 50 as SHANTI-RE (a rights issue, with the symbol that its rights are listed under)
//! 09:20:00 use GENESYS-RE 6                      (a right that was bought: of the issues of the day)
//! 09:20:00 give-up GENESYS-RE
//! ```

use std::sync::Arc;

use trading::{
    Clock, Instrument, Isin, Listing, Moment, Renaming, RightsIssue, RightsTerms, Series, Symbol, tick_of,
};

use crate::script::Stage;
use crate::words::price;

/// The ISIN of every entitlement of a script: of the issuer of every stock.
pub(crate) const ENTITLEMENT: &str = "INE000A20010";

impl Stage {
    /// On the morning of the day, before any bell.
    pub(crate) fn relist(&mut self, words: &[&str]) {
        let symbol: Symbol = words[1].parse().unwrap();
        match words[0] {
            "rename" => self.rename(&symbol, &words[2].parse().unwrap()),
            "move" => self.move_to(&symbol, words[2].parse().unwrap(), words[3].parse().unwrap()),
            "issue" => self.issue(symbol, words),
            other => panic!("what is {other}?"),
        }
    }

    pub(crate) fn rename(&mut self, from: &Symbol, to: &Symbol) {
        let mut stock = self.stocks.remove(from).unwrap();
        let instrument = Instrument { symbol: to.clone(), ..stock.listing.instrument.as_ref().clone() };
        let isin = instrument.isin.clone();
        stock.listing = Listing { instrument: Arc::new(instrument), ..stock.listing };
        self.stocks.insert(to.clone(), stock);
        let renaming = Renaming { from: from.clone(), to: to.clone(), isin, on: self.day() };
        let at = self.day().at(Clock::MIDNIGHT);
        while let Some(event) = self.account.renamed(at, &renaming) {
            self.take(event);
        }
    }

    fn move_to(&mut self, symbol: &Symbol, series: Series, lot: i64) {
        let day = self.day();
        let stock = self.stocks.get_mut(symbol).unwrap();
        let old = stock.listing.instrument.as_ref();
        let instrument = Instrument { series, lot, ..old.clone() };
        let tick = tick_of(day, &instrument, Some(stock.listing.previous_close));
        stock.listing = Listing { instrument: Arc::new(instrument), tick, ..stock.listing.clone() };
    }

    fn issue(&mut self, share: Symbol, words: &[&str]) {
        let isin: Isin = self.stocks[&share].listing.instrument.isin.clone();
        let terms = RightsTerms {
            share,
            isin,
            price: price(words[5]),
            ex_day: words[3].parse().unwrap(),
            worth: None,
        };
        let listed: Symbol = words[7].parse().unwrap();
        let issue = RightsIssue { terms, listed: Some((listed, ENTITLEMENT.parse().unwrap())) };
        let at = self.day().at(Clock::MIDNIGHT);
        for _ in 0..100 {
            let Some(event) = self.account.rights_issue(at, &issue) else {
                self.issues.push(issue);
                return;
            };
            self.take(event);
        }
        panic!("the account never comes to rest after {issue:?}");
    }

    /// What the owner of rights does with them.
    pub(crate) fn rights(&mut self, at: Moment, words: &[&str]) {
        let right: Symbol = words[1].parse().unwrap();
        let of = |issue: &&RightsIssue| issue.listed.as_ref().is_some_and(|(listed, _)| *listed == right);
        let terms = self.issues.iter().rev().find(of).map(|issue| issue.terms.clone());
        if words[0] == "use" {
            let answer = self.account.subscribe(at, &right, words[2].parse().unwrap(), terms.as_ref());
            self.answer(at, answer);
            return;
        }
        loop {
            match self.account.give_up_rights(at, &right, terms.as_ref()) {
                Ok(Some(event)) => self.take(event),
                Ok(None) => return,
                Err(_) if self.quiet => return,
                Err(refusal) => return self.refuse(at, &refusal),
            }
        }
    }
}
