//! Corporate actions that a person enters: mergers and demergers, whose terms stand in no list of the exchange.

use trading::{Day, Deed, DueAction, Isin, Price, Refusal, Symbol, Told};

use crate::action::{ByHand, Receipt, Terms};
use crate::due::close_before;
use crate::keeper::Keeper;
use crate::problem::Problem;
use crate::seat::Written;

impl Keeper {
    pub(crate) async fn corporate(&mut self, by_hand: ByHand) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        let ex_day = by_hand.ex_day.unwrap_or(now.day());
        let symbol = &by_hand.symbol;
        let instrument = self.tape.instrument(symbol).ok_or(Refusal::UnknownSymbol)?;
        let due = DueAction {
            symbol: symbol.clone(),
            ex_day,
            told: Told::Person,
            deed: self.deed(by_hand.terms, &instrument.isin),
            close: self.close_before(ex_day, symbol).await?.ok_or(Refusal::NotTraded)?,
            face: instrument.face_value,
            isin: Some(instrument.isin.clone()),
            trust: false,
        };
        let mut receipt = Receipt::of(&due.deed.words());
        self.seat.account().check_by_hand(now, &due)?;
        while let Some(event) = self.seat.account().corporate_action(now, &due) {
            if self.seat.write(&event).await? == Written::Yes {
                receipt.events += 1;
            }
        }
        Ok(receipt)
    }

    /// The other company's ISIN where the market knows it; until it is listed that of the shares it comes from.
    fn deed(&self, terms: Terms, held_under: &Isin) -> Deed {
        let isin = |symbol: &Symbol| {
            self.tape.instrument(symbol).map_or_else(|| held_under.clone(), |other| other.isin.clone())
        };
        match terms {
            Terms::Merger { into, ratio } => Deed::Merger { isin: isin(&into), into, ratio },
            Terms::Demerger { new, ratio, cost_share } => {
                Deed::Demerger { isin: isin(&new), new, ratio, cost_share }
            }
            Terms::Other(action) => Deed::Action(action),
        }
    }

    /// The close before an ex-date: from the archive where it has the day, else what the day at hand began from.
    async fn close_before(&self, ex_day: Day, symbol: &Symbol) -> Result<Option<Price>, Problem> {
        if ex_day != self.tape.day()
            && let Ok(market) = self.archive.market_day(ex_day).await
        {
            return Ok(close_before(&market, symbol));
        }
        Ok(self.tape.close_before(symbol))
    }
}
