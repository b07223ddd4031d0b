//! What turns slowly on random days: months go by, rights are used or lapse, companies change their symbols.

use trading::{Calendar, Clock, Symbol};

use super::World;

impl World {
    /// Rights lapse, shares are allotted, companies pay. Not into a year that the calendar does not know.
    pub(super) fn next_month(&mut self) {
        let (year, month, _) = self.stage.day().parts();
        if (year, month) >= (2026, 11) {
            return;
        }
        self.end_day();
        let next = Calendar::nse().next_trading_day(self.stage.day().plus(31));
        self.stage.begin_day(next);
        self.clock = Clock::of(9, 16, 0);
    }

    pub(super) fn right(&mut self, stock: usize, quantity: i64, give_up: bool) {
        self.stage.ring_to(self.clock);
        let at = self.stage.day().at(self.clock);
        let right = format!("{}-RE", self.symbols[stock]);
        let quantity = quantity.to_string();
        let words: &[&str] = if give_up { &["give-up", &right] } else { &["use", &right, &quantity] };
        self.stage.rights(at, words);
    }

    /// Another symbol on the day's morning: nothing is more or less by it, and nothing is left under the old one.
    pub(super) fn rename(&mut self, stock: usize) {
        let from = self.symbols[stock].clone();
        let to: Symbol = match from.as_str().strip_prefix("NEW") {
            Some(old) => old.parse().unwrap(),
            None => format!("NEW{from}").parse().unwrap(),
        };
        let funds = self.stage.account.funds(self.stage.day());
        self.stage.rename(&from, &to);
        let account = &self.stage.account;
        assert_eq!(account.funds(self.stage.day()), funds, "a name costs nothing");
        let held = account.holdings().get(&from).map(|held| held.isin.as_str());
        assert_ne!(held, Some("INE000A01010"), "{from} is called {to} now");
        assert_eq!(account.working(&from).count(), 0, "{from} is called {to} now");
        self.symbols[stock] = to;
    }
}
