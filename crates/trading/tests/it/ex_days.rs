//! Corporate actions in the words of a script, and as random steps.
//!
//! ```text
//! ex TEMBO split 10:1
//! ex TEMBO bonus 1:2
//! ex TEMBO dividend 2.50 [trust] [part 2]
//! ex GENESYS rights 3:5 premium 45 face 5
//! ex TEMBO merger NEWCO 3:2
//! ex TEMBO demerger NEWCO 1:4 cost 1234     (hundredths of a percent of the cost)
//! ```

use trading::{
    Account, Clock, CorporateAction, Deed, DueAction, Isin, Moment, Outcome, Paise, PerShare, Price, Ratio,
    Symbol, Told, band_of,
};

use crate::plans::ExKind;
use crate::script::Stage;
use crate::words::paise;

impl Stage {
    /// On the morning of the day, before any bell.
    pub(crate) fn ex(&mut self, words: &[&str]) {
        let part = after(words, "part").map_or(1, |part| part.parse().unwrap());
        let due = self.written(words, Told::Exchange { part });
        self.carry_out(&due);
    }

    /// A person's terms, at any time.
    pub(crate) fn by_hand(&mut self, at: Moment, words: &[&str]) {
        let mut due = self.written(words, Told::Person);
        if let Some(day) = after(words, "on") {
            due.ex_day = day.parse().unwrap();
        }
        match self.account.check_by_hand(at, &due) {
            Ok(()) => self.apply_due(at, &due),
            Err(refusal) => self.refuse(at, &refusal),
        }
    }

    /// Carries an action out and lets the stock's day begin at the price that it leaves.
    pub(crate) fn carry_out(&mut self, due: &DueAction) {
        self.apply_due(self.day().at(Clock::MIDNIGHT), due);
        let stock = self.stocks.get_mut(&due.symbol).unwrap();
        if !matches!(due.deed, Deed::Merger { .. }) {
            let base = due.base_price().unwrap();
            stock.listing.previous_close = base;
            stock.listing.band = band_of(base, stock.listing.band_rule, stock.listing.tick);
        }
    }

    fn apply_due(&mut self, at: Moment, due: &DueAction) {
        for _ in 0..1000 {
            let Some(event) = self.account.corporate_action(at, due) else { return };
            self.take(event);
        }
        panic!("the account never comes to rest after {due:?}");
    }

    fn written(&self, words: &[&str], told: Told) -> DueAction {
        let symbol: Symbol = words[0].parse().unwrap();
        let ratio = |word: &str| word.parse::<Ratio>().unwrap();
        let isin = |symbol: &Symbol| -> Isin { format!("INE{:0>9}", symbol.as_str()).parse().unwrap() };
        let deed = match words[1] {
            "split" => Deed::Action(CorporateAction::Split(ratio(words[2]))),
            "bonus" => Deed::Action(CorporateAction::Bonus(ratio(words[2]))),
            "dividend" => {
                Deed::Action(CorporateAction::Dividend { a_share: PerShare(paise(words[2]).0 * 100) })
            }
            "rights" => Deed::Action(CorporateAction::Rights {
                ratio: ratio(words[2]),
                premium: paise(after(words, "premium").unwrap()),
            }),
            "merger" => {
                let into: Symbol = words[2].parse().unwrap();
                Deed::Merger { isin: isin(&into), into, ratio: ratio(words[3]) }
            }
            "demerger" => {
                let new: Symbol = words[2].parse().unwrap();
                let cost_share = after(words, "cost").unwrap().parse().unwrap();
                Deed::Demerger { isin: isin(&new), new, ratio: ratio(words[3]), cost_share }
            }
            other => panic!("what is {other}?"),
        };
        DueAction {
            ex_day: self.day(),
            told,
            deed,
            close: self.stocks[&symbol].listing.previous_close,
            face: after(words, "face").map(paise),
            isin: after(words, "isin").map_or_else(
                || Some(self.stocks[&symbol].listing.instrument.isin.clone()),
                |isin| Some(isin.parse().unwrap()),
            ),
            trust: words.contains(&"trust"),
            symbol,
        }
    }
}

fn after<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    words.iter().position(|word| *word == name).map(|place| words[place + 1])
}

/// A random action of the stage's day.
pub(crate) fn due(
    stage: &Stage,
    symbol: &Symbol,
    other: &Symbol,
    kind: ExKind,
    new: i64,
    old: i64,
) -> DueAction {
    let ratio = Ratio::new(new, old).unwrap();
    let isin: Isin = "INE000A01010".parse().unwrap();
    let exchange = Told::Exchange { part: 1 };
    let (told, deed) = match kind {
        ExKind::Dividend => {
            (exchange, Deed::Action(CorporateAction::Dividend { a_share: PerShare(new * 100 / old + 1) }))
        }
        ExKind::Split => (exchange, Deed::Action(CorporateAction::Split(ratio))),
        ExKind::Bonus => (exchange, Deed::Action(CorporateAction::Bonus(ratio))),
        ExKind::Rights => {
            (exchange, Deed::Action(CorporateAction::Rights { ratio, premium: Paise::rupees(new) }))
        }
        ExKind::Merger => (Told::Person, Deed::Merger { into: other.clone(), isin, ratio }),
        ExKind::Demerger => {
            (Told::Person, Deed::Demerger { new: other.clone(), isin, ratio, cost_share: new * 999 })
        }
    };
    DueAction {
        symbol: symbol.clone(),
        ex_day: stage.day(),
        told,
        deed,
        close: stage.stocks[symbol].listing.previous_close,
        face: Some(Paise::rupees(1)),
        isin: None,
        trust: false,
    }
}

/// What the shares of a split, bonus or rights issue are worth at the close before; none for other actions.
pub(crate) fn worth(account: &Account, due: &DueAction) -> Option<Paise> {
    let shares = account.holdings().get(&due.symbol)?.pool.quantity();
    match &due.deed {
        Deed::Action(CorporateAction::Dividend { .. }) | Deed::Merger { .. } | Deed::Demerger { .. } => None,
        Deed::Action(
            CorporateAction::Split(_) | CorporateAction::Bonus(_) | CorporateAction::Rights { .. },
        ) => Some(due.close.times(shares)),
    }
}

/// What one right is worth; nothing for other actions.
pub(crate) fn one_right(due: &DueAction) -> Paise {
    match &due.deed {
        Deed::Action(CorporateAction::Rights { ratio, premium }) => {
            trading::rights(1, *ratio, due.face.unwrap(), *premium, due.close)
                .map_or(Paise::ZERO, |given| given.worth)
        }
        Deed::Action(_) | Deed::Merger { .. } | Deed::Demerger { .. } => Paise::ZERO,
    }
}

/// What they are worth at the price that the action leaves, with the fraction's cash and the rights.
pub(crate) fn worth_after(account: &Account, due: &DueAction) -> Paise {
    let base: Price = due.base_price().unwrap();
    let shares = account.holdings().get(&due.symbol).map_or(0, |held| held.pool.quantity());
    let made = account.ex_dates().last().map(|(_, made)| made);
    // The last action may be another one: this one may have given nothing.
    let made = made.filter(|made| (&made.symbol, made.ex_day) == (&due.symbol, due.ex_day));
    let beside = made.map_or(Paise::ZERO, |made| match &made.outcome {
        Outcome::Shares { fraction, .. } => fraction.map_or(Paise::ZERO, |given_up| given_up.fraction.cash),
        Outcome::Right { lots, worth, .. } => Paise(lots.iter().map(|lot| lot.quantity * worth.0).sum()),
        Outcome::Dividend { .. } | Outcome::Merged { .. } | Outcome::Demerged { .. } => Paise::ZERO,
    });
    base.times(shares) + beside
}
