//! The rule book of a day for the window.

use trading::{Calendar, ChargeProfile, Charging, Day, Rule, RuleChange, rule_changes, rules_under};

use super::charging::charged_by;
use crate::wire;

/// The rules of a day, with the charges of a profile or of the one in force, and the changes of the book between two
/// other days; of a day on which the exchange is shut, the rules of the next trading day.
pub(crate) fn rules(
    day: Day,
    (since, until): (Day, Day),
    charging: &Charging,
    under: Option<&ChargeProfile>,
) -> wire::RuleBook {
    let profile = under.unwrap_or_else(|| charging.in_force());
    let calendar = Calendar::nse();
    let open = if calendar.is_trading_day(day) { day } else { calendar.next_trading_day(day) };
    let closed = (open != day).then(|| {
        let why = calendar.why_closed(day).unwrap_or("no trading");
        format!("{}: {why}", day.words())
    });
    wire::RuleBook {
        day: open.to_string(),
        closed,
        charged_by: charged_by(open, profile, charging),
        rules: rules_under(calendar, open, profile).iter().map(rule).collect(),
        changes: rule_changes(calendar, since, until).iter().map(change).collect(),
    }
}

fn rule(rule: &Rule) -> wire::Rule {
    wire::Rule {
        name: rule.name.into(),
        topic: rule.topic.words().into(),
        words: rule.words.clone(),
        from: rule.from.map(|from| from.to_string()),
        source: rule.source.to_string(),
    }
}

fn change(change: &RuleChange) -> wire::RuleChange {
    wire::RuleChange {
        day: change.day.to_string(),
        gone: change.gone.iter().map(rule).collect(),
        came: change.came.iter().map(rule).collect(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use trading::{Account, ChargeProfileId, Event, Market, Moment, Paise, What};

    use super::*;
    use crate::show::tests as sample;

    /// An account that is charged under a copy of its own, changed once: 0.1 % of a delivery order and ₹18.50 of DP.
    fn charged_by_its_own() -> Account {
        let at: Moment = sample::at(9, 20, 0);
        let market = Market::Practice { day: sample::day(), seed: 7 };
        let opened = What::Opened { market, capital: Paise::rupees(100_000) };
        let mut account = Account::from_events(&[Event { at, what: opened }]);
        let own = ChargeProfileId::Own(1);
        let copy = account.copy_charge_profile(at, ChargeProfileId::DiscountBroker2026, "Mine").unwrap();
        account.apply(&copy);
        let mut terms = account.charging().newest(own).unwrap().terms();
        terms.delivery.share = "0.1".parse().unwrap();
        terms.dp = Paise(1_850);
        account.apply(&account.edit_charge_profile(at, own, terms).unwrap());
        account.apply(&account.choose_charge_profile(at, own).unwrap());
        account
    }

    fn told(book: &wire::RuleBook) -> String {
        let by = &book.charged_by;
        let mut out =
            format!("{}, version {}, in force: {}; {}\n", by.profile, by.version, by.in_force, by.source);
        for line in &by.lines {
            out.push_str(&format!("  {}: {}\n", line.name, line.value));
        }
        out.push_str(&format!("Law from {}\n", by.law_from));
        for levy in &by.law {
            out.push_str(&format!("  {}: {}\n", levy.name, levy.rate));
        }
        for rule in
            book.rules.iter().filter(|rule| rule.name == "charge_brokerage" || rule.name == "charge_dp")
        {
            out.push_str(&format!("{}: {}; {}\n", rule.topic, rule.words, rule.source));
        }
        out
    }

    #[test]
    fn the_book_charges_by_the_profile_in_force_and_shows_the_law_of_its_day_beside_it() {
        let account = charged_by_its_own();
        let days = (sample::day(), sample::day());
        let book = rules(sample::day(), days, account.charging(), None);
        expect![[r#"
            Mine, version 2, in force: true; Your own, from Discount broker 2026, version 1
              Delivery brokerage: 0.1 % of the order
              Intraday brokerage: 0.03 % of the order, at most ₹20.00
              DP charge: ₹18.50 + GST once a stock and day of delivery sale
              Square-off: ₹50.00 + GST an order
              GST of: brokerage, transaction charge, SEBI fee and protection fund
            Law from 2026-03-01
              STT, delivery: 0.1 %, both sides
              STT, intraday: 0.025 %, sale
              NSE transaction charge: 0.0030699 %, both sides
              NSE investor protection fund: 0.0000001 %, both sides
              SEBI fee: 0.0001 %, both sides
              Stamp duty, delivery: 0.015 %, purchase
              Stamp duty, intraday: 0.003 %, purchase
              GST: 18 %
            Charges, delivery (CNC): Brokerage: 0.1 % of the order; Your own, from Discount broker 2026, version 1
            Charges, delivery (CNC): DP charge: ₹18.50 + GST once a stock and day of delivery sale; Your own, from Discount broker 2026, version 1
            Charges, intraday (MIS): Brokerage: 0.03 % of the order, at most ₹20.00; Your own, from Discount broker 2026, version 1
        "#]].assert_eq(&told(&book));
        let earlier = rules("2024-07-08".parse().unwrap(), days, account.charging(), None);
        assert_eq!(earlier.charged_by.profile, "Mine");
        assert_eq!(earlier.charged_by.law_from, "2024-04-01");
        assert_eq!(
            earlier.charged_by.law.iter().find(|levy| levy.name == "NSE transaction charge").unwrap().rate,
            "0.00322 %, both sides"
        );
    }

    #[test]
    fn the_book_of_an_old_trade_charges_by_what_that_was_charged_under() {
        let account = charged_by_its_own();
        let days = (sample::day(), sample::day());
        let first = account.charging().versions(ChargeProfileId::Own(1)).next();
        let book = rules(sample::day(), days, account.charging(), first);
        let by = &book.charged_by;
        assert_eq!((by.profile.as_str(), by.version, by.in_force), ("Mine", 1, false));
        let brokerage = book.rules.iter().find(|rule| rule.name == "charge_brokerage").unwrap();
        assert_eq!(brokerage.words, "Brokerage: Nothing");
    }
}
