//! What the owner of rights does with them: uses them, or gives them up. (They are sold like shares.)

use trading::{Account, Day, Paise, Price, Refusal, RightsStep, RightsTerms, Symbol, grouped};

use crate::action::{Receipt, RightsAct};
use crate::keeper::Keeper;
use crate::problem::Problem;
use crate::seat::Written;
use crate::view::RightView;

impl Keeper {
    pub(crate) async fn rights(&mut self, right: &Symbol, act: RightsAct) -> Result<Receipt, Problem> {
        match act {
            RightsAct::Use(quantity) => self.use_rights(right, quantity).await,
            RightsAct::GiveUp => self.give_rights_up(right).await,
        }
    }

    async fn use_rights(&mut self, right: &Symbol, quantity: i64) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let issue = self.issue_of(right);
        loop {
            let event = self.seat.account().subscribe(now, right, quantity, issue.as_ref())?;
            if self.seat.write(&event).await? == Written::Yes {
                let terms = self.seat.account().rights_terms(right).or(issue.as_ref());
                let (share, on) = terms
                    .map(|terms| (terms.share.to_string(), terms.allotted_on().words()))
                    .unwrap_or_default();
                let words = format!("Applied for {} {share}; they are allotted on {on}", grouped(quantity));
                return Ok(Receipt { events: 1, ..Receipt::of(&words) });
            }
        }
    }

    async fn give_rights_up(&mut self, right: &Symbol) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let issue = self.issue_of(right);
        let mut receipt = Receipt::of(&format!("{right} given up: what is not used lapses"));
        loop {
            match self.seat.account().give_up_rights(now, right, issue.as_ref()) {
                Ok(Some(event)) => {
                    let written = self.seat.write(&event).await?;
                    receipt.events += usize::from(written == Written::Yes);
                }
                Ok(None) if receipt.events == 0 => return Err(Refusal::RightsNotHeld { most: 0 }.into()),
                Err(refusal) if receipt.events == 0 => return Err(refusal.into()),
                Ok(None) | Err(_) => return Ok(receipt),
            }
        }
    }

    /// What the exchange's files say that a right entitles to: needed of one that was bought.
    fn issue_of(&self, right: &Symbol) -> Option<RightsTerms> {
        let of = |listed: &Option<(Symbol, trading::Isin)>| {
            listed.as_ref().is_some_and(|(symbol, _)| symbol == right)
        };
        self.tape.rights_issues().into_iter().find(|issue| of(&issue.listed)).map(|issue| issue.terms)
    }

    /// A holding as a right, where it is one.
    pub(crate) fn right_view(&self, right: &Symbol, isin: &trading::Isin) -> Option<RightView> {
        let account = self.seat.account();
        let known = account.rights_terms(right).cloned();
        let terms = known.or_else(|| if isin.is_right() { self.issue_of(right) } else { None })?;
        Some(RightView {
            closes_on: terms.closes_on(),
            allotted_on: terms.allotted_on(),
            applied: account.applied(right),
            listed: isin.is_right(),
            share: terms.share,
            price: terms.price,
        })
    }
}

/// What rights that lapsed on a day had stood at: a loss of the day, as a sale for nothing would be.
pub(crate) fn lapsed_today(
    account: &Account,
    today: Day,
    previous_close: impl Fn(&Symbol) -> Option<Price>,
) -> Paise {
    let stood_at = |step: &RightsStep| match step {
        RightsStep::Lapsed { right, share, price, quantity, .. } => {
            let above = || previous_close(share).and_then(|close| close.moved(-price.paise()));
            previous_close(right).or_else(above).map_or(Paise::ZERO, |close| close.times(*quantity))
        }
        RightsStep::Applied { .. } | RightsStep::Allotted { .. } => Paise::ZERO,
    };
    let newest = account.rights_steps().iter().rev();
    newest.take_while(|(at, _)| at.day() == today).map(|(_, step)| stood_at(step)).sum()
}
