//! The question "what does this corporate action do to the account?", asked on the ex-date's morning, before any
//! order of the day.
//!
//! First what was written before it ends (orders, triggers), one event each; then the shares. Once it is done the
//! answer is nothing, however often it is asked: after a restart the question can be asked again.

use crate::account::Account;
use crate::corporate::{
    CorporateAction, CostLot, Deed, DueAction, ExDate, Fraction, GivenUp, Outcome, PerShare, Ratio,
    ShortBecomes, Told, bonus, demerge, exchange, pays_on, rights,
};
use crate::corporate_law::{allotted_on, credited_on};
use crate::event::{Ending, Event, What};
use crate::gtt::{GttEnding, GttStatus, GttStep};
use crate::instrument::{Isin, Symbol};
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};
use crate::position::Holding;
use crate::refusal::Refusal;
use crate::tax::{FinancialYear, WithheldLaw};

impl Account {
    /// The next thing that a corporate action makes happen. Apply it and ask again, until there is nothing more. Ask
    /// it before the first bell of the ex-date; asked later it makes up for what was missed, for the shares that were
    /// bought before the ex-date alone.
    #[must_use]
    pub fn corporate_action(&self, at: Moment, due: &DueAction) -> Option<Event> {
        if self.is_archived() || at.day() < due.ex_day {
            return None;
        }
        let what = self.ended_by(due).or_else(|| {
            let made = self.made_by(due)?;
            Some(What::ExDate(Box::new(made)))
        })?;
        Some(Event { at, what })
    }

    /// Whether the terms that a person gives can be carried out.
    ///
    /// # Errors
    /// The refusal; a refused action leaves no trace.
    pub fn check_by_hand(&self, at: Moment, due: &DueAction) -> Result<(), Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        if due.ex_day > at.day() {
            return Err(Refusal::ExDateAhead { ex_day: due.ex_day });
        }
        due.check_terms()?;
        if self.has_done(due) {
            return Err(Refusal::AlreadyDone { what: due.deed.words() });
        }
        let entitled = self.holdings().get(&due.symbol).map_or(0, |holding| entitled(holding, due));
        if entitled == 0 {
            return Err(Refusal::NothingHeldBefore { ex_day: due.ex_day });
        }
        if self.made_by(due).is_none() {
            return Err(Refusal::TermsImpossible { must: "A ratio that gives at least one share".into() });
        }
        Ok(())
    }

    /// The corporate actions that touched the account, in their order.
    #[must_use]
    pub fn ex_dates(&self) -> &[(Moment, ExDate)] {
        &self.ex_dates
    }

    /// An order or a trigger that was written before the ex-date.
    fn ended_by(&self, due: &DueAction) -> Option<What> {
        if !due.deed.ends_orders(due.close) {
            return None;
        }
        let before = |moment: Moment| moment.day() < due.ex_day;
        let order = self.working(&due.symbol).find(|order| order.by.is_users() && before(order.placed_at));
        if let Some(order) = order {
            let how = Ending::CorporateAction;
            return Some(What::Ended { order: order.id, how, released: order.block });
        }
        let waits = |status| match status {
            GttStatus::Waiting | GttStatus::Triggered { .. } => true,
            GttStatus::Placed { .. } | GttStatus::Refused { .. } | GttStatus::Ended(_) => false,
        };
        let gtt = self.gtts_of(&due.symbol).find(|gtt| waits(gtt.status) && before(gtt.updated_at))?;
        Some(What::Gtt(GttStep::Ended { gtt: gtt.id, how: GttEnding::CorporateAction }))
    }

    /// Whether it was made so already; what a person said counts for what the exchange says, and the other way.
    fn has_done(&self, due: &DueAction) -> bool {
        self.ex_dates.iter().any(|(_, made)| {
            let by_hand = made.told == Told::Person || due.told == Told::Person;
            (&made.symbol, made.ex_day) == (&due.symbol, due.ex_day)
                && (made.told == due.told || by_hand)
                && made.deed == due.deed
        })
    }

    fn made_by(&self, due: &DueAction) -> Option<ExDate> {
        if self.has_done(due) {
            return None;
        }
        let holding = self.holdings().get(&due.symbol);
        let base = due.base_price()?;
        let outcome = match &due.deed {
            Deed::Action(CorporateAction::Dividend { a_share }) => {
                self.dividend(due, a_share.of(entitled(holding?, due)))
            }
            Deed::Action(CorporateAction::Split(ratio)) => self.split(due, *ratio, base),
            Deed::Action(CorporateAction::Bonus(ratio)) => self.bonus(due, *ratio, base),
            Deed::Action(CorporateAction::Rights { ratio, premium }) => {
                self.right(holding?, due, *ratio, *premium)
            }
            Deed::Merger { ratio, .. } => merged(holding?, due, *ratio, base),
            Deed::Demerger { ratio, cost_share, .. } => demerged(holding?, due, *ratio, *cost_share),
        }?;
        let held_under = || holding.map(|holding| holding.isin.clone());
        Some(ExDate {
            symbol: due.symbol.clone(),
            ex_day: due.ex_day,
            told: due.told,
            deed: due.deed.clone(),
            close: due.close,
            base,
            isin: due.isin.clone().or_else(held_under)?,
            entitled: holding.map_or(0, |holding| entitled(holding, due)),
            outcome,
        })
    }

    /// Tax is withheld from a company's dividends above what is free in a financial year.
    fn dividend(&self, due: &DueAction, gross: Paise) -> Option<Outcome> {
        let pays_on = pays_on(due.ex_day);
        let year = FinancialYear::of(pays_on);
        // A company may have changed its symbol within the year, or by a split its ISIN.
        let is_same = |symbol: &Symbol, isin: &Isin| {
            *symbol == due.symbol || due.isin.as_ref().is_some_and(|own| own.is_of_issuer(isin))
        };
        let paid_before = self.ex_dates.iter().filter_map(|(_, made)| match made.outcome {
            Outcome::Dividend { gross, pays_on, .. }
                if is_same(&made.symbol, &made.isin) && FinancialYear::of(pays_on) == year =>
            {
                Some(gross)
            }
            Outcome::Dividend { .. }
            | Outcome::Shares { .. }
            | Outcome::Right { .. }
            | Outcome::Merged { .. }
            | Outcome::Demerged { .. } => None,
        });
        let law = if due.trust { WithheldLaw::of_trusts(pays_on) } else { WithheldLaw::on(pays_on) };
        let withheld = law.withheld(paid_before.sum(), gross);
        (!gross.is_zero()).then_some(Outcome::Dividend { gross, withheld, pays_on })
    }

    fn split(&self, due: &DueAction, ratio: Ratio, base: Price) -> Option<Outcome> {
        let shorts = self.shorts_become(due, ratio.new_shares(), ratio.old_shares());
        let (lots, fraction) = match self.holdings().get(&due.symbol) {
            None => (Vec::new(), None),
            Some(holding) => {
                let after = exchange(&lots_of(holding, due), ratio, base);
                let cost = entitled_cost(holding, due);
                let fraction = given_up(after.fraction, cost, entitled(holding, due), ratio, due);
                (credited(after.lots, due.ex_day, &due.deed), fraction)
            }
        };
        let touched = !lots.is_empty() || fraction.is_some() || !shorts.is_empty();
        touched.then_some(Outcome::Shares { lots, fraction, shorts })
    }

    fn bonus(&self, due: &DueAction, ratio: Ratio, base: Price) -> Option<Outcome> {
        let shorts = self.shorts_become(due, ratio.new_shares() + ratio.old_shares(), ratio.old_shares());
        let lots = self.holdings().get(&due.symbol).map(|holding| lots_of(holding, due));
        let lots = lots.unwrap_or_default();
        let allotted_on = allotted_on(due.ex_day);
        let mut after = bonus(&lots, ratio, allotted_on, base);
        if let Some(free) = after.lots.get_mut(lots.len()) {
            *free = free.credited(credited_on(due.ex_day, &due.deed));
        }
        let pays_on = pays_on(due.ex_day);
        let fraction = after.fraction.map(|fraction| GivenUp { fraction, cost: Paise::ZERO, pays_on });
        let touched = !lots.is_empty() || !shorts.is_empty();
        touched.then_some(Outcome::Shares { lots: after.lots, fraction, shorts })
    }

    fn right(&self, holding: &Holding, due: &DueAction, ratio: Ratio, premium: Paise) -> Option<Outcome> {
        let given = rights(entitled(holding, due), ratio, due.face?, premium, due.close)?;
        let right = self.new_right(&due.symbol)?;
        let lot = CostLot::bought(due.ex_day, given.shares, Paise::ZERO);
        (given.shares > 0).then(|| Outcome::Right {
            right,
            lots: credited(vec![lot], due.ex_day, &due.deed),
            price: given.price,
            worth: given.worth,
        })
    }

    /// What is owed for sales that were not delivered before the ex-date: as many new shares as the old ones became,
    /// fractions up.
    fn shorts_become(&self, due: &DueAction, new: i64, old: i64) -> Vec<ShortBecomes> {
        let before =
            self.shorts().filter(|(symbol, short)| **symbol == due.symbol && short.sold_on < due.ex_day);
        let becomes = |quantity: i64| Paise(quantity).portion_up(new, old).0;
        before
            .map(|(_, short)| ShortBecomes { sold_on: short.sold_on, quantity: becomes(short.quantity) })
            .collect()
    }
}

fn merged(holding: &Holding, due: &DueAction, ratio: Ratio, base: Price) -> Option<Outcome> {
    let after = exchange(&lots_of(holding, due), ratio, base);
    let cost = entitled_cost(holding, due);
    let fraction = given_up(after.fraction, cost, entitled(holding, due), ratio, due);
    let touched = !after.lots.is_empty() || fraction.is_some();
    touched.then(|| Outcome::Merged { lots: credited(after.lots, due.ex_day, &due.deed), cost, fraction })
}

/// The price of a new share is not known before it is listed: what left the old one stands in for a fraction.
fn demerged(holding: &Holding, due: &DueAction, ratio: Ratio, cost_share: i64) -> Option<Outcome> {
    let gone = Paise(due.close.paise()).portion(cost_share, 10_000);
    let price = Price::new(gone.portion(ratio.old_shares(), ratio.new_shares()).0.max(1))?;
    let (kept, new) = demerge(&lots_of(holding, due), ratio, cost_share, price);
    let cost = entitled_cost(holding, due).portion(cost_share, 10_000);
    let fraction = given_up(new.fraction, cost, entitled(holding, due), ratio, due);
    let touched = !new.lots.is_empty() || fraction.is_some();
    touched.then(|| Outcome::Demerged {
        kept,
        lots: credited(new.lots, due.ex_day, &due.deed),
        cost,
        fraction,
    })
}

fn lots_of(holding: &Holding, due: &DueAction) -> Vec<CostLot> {
    holding.lots.iter().copied().filter(|lot| due.deed.entitles(lot, due.ex_day)).collect()
}

fn entitled(holding: &Holding, due: &DueAction) -> i64 {
    holding.shares(|lot| due.deed.entitles(lot, due.ex_day))
}

/// What the average counts for the shares that take part.
fn entitled_cost(holding: &Holding, due: &DueAction) -> Paise {
    holding.pool.cost_of(entitled(holding, due))
}

/// A fraction with its part of what the average counts for the shares.
fn given_up(
    fraction: Option<Fraction>,
    cost: Paise,
    shares: i64,
    ratio: Ratio,
    due: &DueAction,
) -> Option<GivenUp> {
    let fraction = fraction?;
    let parts = shares * ratio.new_shares();
    Some(GivenUp { fraction, cost: cost.portion(fraction.parts, parts), pays_on: pays_on(due.ex_day) })
}

fn credited(lots: Vec<CostLot>, ex_day: Day, deed: &Deed) -> Vec<CostLot> {
    let on = credited_on(ex_day, deed);
    lots.into_iter().map(|lot| lot.credited(lot.credited_on.map_or(on, |was| was.max(on)))).collect()
}

impl DueAction {
    /// The price that the ex-date starts from: what the actions of the day leave of the close before. Of a merger, what
    /// a share of the other company should be worth by it.
    #[must_use]
    pub fn base_price(&self) -> Option<Price> {
        let close = Paise(self.close.paise());
        match &self.deed {
            Deed::Action(action) => action.base_price(self.close, self.face.unwrap_or_default()),
            Deed::Merger { ratio, .. } => Price::new(close.portion(ratio.old_shares(), ratio.new_shares()).0),
            Deed::Demerger { cost_share, .. } => Price::new((close - close.portion(*cost_share, 10_000)).0),
        }
    }

    /// What terms must be, whoever gives them.
    fn check_terms(&self) -> Result<(), Refusal> {
        let other: Option<(&Symbol, &Isin)> = match &self.deed {
            Deed::Action(_) => None,
            Deed::Merger { into, isin, .. } => Some((into, isin)),
            Deed::Demerger { new, isin, .. } => Some((new, isin)),
        };
        if other.is_some_and(|(symbol, _)| *symbol == self.symbol) {
            return Err(Refusal::TermsImpossible { must: "The symbol of another company".into() });
        }
        match &self.deed {
            Deed::Demerger { cost_share, .. } if !(1..10_000).contains(cost_share) => {
                Err(Refusal::TermsImpossible { must: "A part of the cost above 0 % and below 100 %".into() })
            }
            Deed::Action(CorporateAction::Dividend { a_share }) => self.check_dividend(*a_share),
            Deed::Demerger { ratio, .. }
            | Deed::Merger { ratio, .. }
            | Deed::Action(
                CorporateAction::Split(ratio)
                | CorporateAction::Bonus(ratio)
                | CorporateAction::Rights { ratio, .. },
            ) => check_ratio(*ratio),
        }
    }

    /// A company pays out no more than a share is worth, and nothing is no dividend.
    fn check_dividend(&self, a_share: PerShare) -> Result<(), Refusal> {
        if (1..=self.close.paise() * 100).contains(&a_share.0) {
            return Ok(());
        }
        Err(Refusal::TermsImpossible {
            must: format!("A dividend above ₹0 and at most the close before, ₹{}", self.close),
        })
    }
}

/// Far beyond every ratio that there was, and far below what would not fit into an account.
const LARGEST_RATIO: i64 = 10_000;

fn check_ratio(ratio: Ratio) -> Result<(), Refusal> {
    if ratio.new_shares().max(ratio.old_shares()) <= LARGEST_RATIO {
        return Ok(());
    }
    Err(Refusal::TermsImpossible { must: "A ratio of at most 10,000 shares on either side".into() })
}
