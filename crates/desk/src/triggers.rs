//! Triggers that live across days: written, changed and taken back.

use trading::{Event, Gtt, GttId, GttStep, GttTicket, Refusal, What};

use crate::action::Receipt;
use crate::keeper::Keeper;
use crate::problem::Problem;
use crate::seat::Written;

impl Keeper {
    pub(crate) async fn place_gtt(&mut self, ticket: &GttTicket) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let ask = |keeper: &Self| {
            let stock = keeper.tape.glance(&ticket.symbol, now)?;
            keeper.seat.account().place_gtt(now, ticket, stock)
        };
        self.write_gtt(ask, "Trigger placed; it waits until its price trades, for up to a year").await
    }

    pub(crate) async fn modify_gtt(&mut self, gtt: GttId, ticket: &GttTicket) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let ask = |keeper: &Self| {
            let stock = keeper.tape.glance(&ticket.symbol, now)?;
            keeper.seat.account().modify_gtt(now, gtt, ticket, stock)
        };
        self.write_gtt(ask, "Trigger changed").await
    }

    pub(crate) async fn cancel_gtt(&mut self, gtt: GttId) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        self.write_gtt(|keeper| keeper.seat.account().cancel_gtt(now, gtt), "Trigger deleted").await
    }

    async fn write_gtt(
        &mut self,
        ask: impl Fn(&Self) -> Result<Event, Refusal>,
        words: &str,
    ) -> Result<Receipt, Problem> {
        loop {
            let event = ask(self)?;
            if self.seat.write(&event).await? == Written::Yes {
                let gtt = trigger_of(&event).and_then(|id| self.seat.account().gtt(id)).cloned();
                return Ok(Receipt { gtt, events: 1, ..Receipt::of(words) });
            }
        }
    }

    /// Every trigger, newest first.
    pub(crate) fn gtts(&self) -> Vec<Gtt> {
        self.seat.account().gtts().iter().rev().cloned().collect()
    }
}

const fn trigger_of(event: &Event) -> Option<GttId> {
    let What::Gtt(step) = &event.what else { return None };
    match step {
        GttStep::Placed { gtt, .. }
        | GttStep::Changed { gtt, .. }
        | GttStep::Triggered { gtt, .. }
        | GttStep::Ended { gtt, .. } => Some(*gtt),
    }
}
