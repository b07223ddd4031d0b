//! What turns slowly on random days: months go by, rights are used or lapse, companies change their symbols.

use trading::{Calendar, ChargeProfileId, Clock, Fee, GstBase, Paise, ProfileTerms, Rate, SebiGst, Symbol};

use super::World;
use crate::plans::Step;

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

    /// The first own profile is a copy of the default; the others are copies of what is in force. What cannot be is refused.
    pub(super) fn charge(&mut self, step: &Step) {
        let Step::Charge { own, choose, share, least, most, flat, dp } = step else { return };
        self.stage.ring_to(self.clock);
        let at = self.stage.day().at(self.clock);
        let account = &self.stage.account;
        let id = if *own == 0 { ChargeProfileId::default() } else { ChargeProfileId::Own(*own) };
        let answer = match account.charging().newest(id) {
            Some(_) if *choose => account.choose_charge_profile(at, id),
            Some(known) if id.is_own() => {
                let fee = Fee {
                    share: Rate(share * 10_000),
                    least: Paise(*least),
                    most: most.map(Paise),
                    flat: Paise(*flat),
                };
                let sebi = if dp % 2 == 0 { SebiGst::Untaxed } else { SebiGst::InItsOwnLine };
                let terms = ProfileTerms {
                    delivery: fee,
                    intraday: Fee { flat: Paise::ZERO, ..fee },
                    gst_base: GstBase { sebi, ipft: dp % 3 == 0 },
                    dp: Paise(*dp),
                    ..known.terms()
                };
                account.edit_charge_profile(at, id, terms)
            }
            Some(_) | None => {
                account.copy_charge_profile(at, account.charging().in_force().id, &format!("Mine {dp}"))
            }
        };
        self.stage.answer(at, answer);
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
