//! What each action does to an account.

use trading::{Ending, Glance, Moment, OrderId, Refusal, Status, Symbol, Ticket, What};

use crate::action::{Action, Advance, Change, Receipt, Speed};
use crate::keeper::{Keeper, Looking, Playing};
use crate::notice::Marker;
use crate::problem::Problem;
use crate::seat::Written;

impl Keeper {
    /// Does an action and shows what came of it.
    pub(crate) async fn act(&mut self, action: Action) -> Result<Receipt, Problem> {
        if self.seat.refresh().await? {
            self.beat(true);
        }
        self.follow().await?;
        let answer = match action {
            Action::Place(ticket) => self.place(&ticket).await,
            Action::PlaceAll(tickets) => self.place_all(&tickets).await,
            Action::Modify { order, change } => self.modify(order, change).await,
            Action::Cancel(order) => self.cancel(order).await,
            Action::CancelAll => self.cancel_all().await,
            Action::ExitAll => self.exit_all().await,
            Action::Convert { symbol, quantity, to } => self.convert(&symbol, quantity, to).await,
            Action::PlaceGtt(ticket) => self.place_gtt(&ticket).await,
            Action::ModifyGtt(gtt, ticket) => self.modify_gtt(gtt, &ticket).await,
            Action::CancelGtt(gtt) => self.cancel_gtt(gtt).await,
            Action::Corporate(by_hand) => self.corporate(by_hand).await,
            Action::Rights(right, act) => self.rights(&right, act).await,
            Action::Charging(act) => self.charging(act).await,
            Action::Play(speed) => self.play(speed),
            Action::Pause => self.pause().await,
            Action::Advance(how) => self.advance(how).await,
            Action::Watch(list, symbol) => self.watch(list, symbol, true).await,
            Action::Unwatch(list, symbol) => self.watch(list, symbol, false).await,
            Action::Look { symbol, board } => self.look(symbol, board),
            Action::Indices(names) => {
                self.indices = names;
                Ok(Receipt::of("Noted"))
            }
        };
        self.beat(true);
        self.show();
        answer
    }

    async fn place(&mut self, ticket: &Ticket) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        loop {
            let event = self.seat.account().place(now, ticket, self.tape.glance(&ticket.symbol, now));
            if self.seat.write(&event).await? == Written::AskAgain {
                continue;
            }
            if let What::Rejected { refusal, .. } = event.what {
                return Err(refusal.into());
            }
            let What::Accepted { order, status, .. } = event.what else { return Ok(Receipt::of("Done")) };
            let at_the_close = self.order(order).is_some_and(|order| order.waits_for_the_close());
            let words = if at_the_close { PLACED_AT_THE_CLOSE } else { placed_words(status) };
            return Ok(self.receipt(order, words));
        }
    }

    async fn modify(&mut self, id: OrderId, change: Change) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        loop {
            let ticket = change.of(&self.order(id).ok_or(Refusal::NoSuchOrder)?.ticket);
            let stock: Glance<'_> = self.tape.glance(&ticket.symbol, now)?;
            let event = self.seat.account().modify(now, id, &ticket, stock)?;
            if self.seat.write(&event).await? == Written::Yes {
                return Ok(self.receipt(id, "Order changed"));
            }
        }
    }

    async fn cancel(&mut self, id: OrderId) -> Result<Receipt, Problem> {
        loop {
            let event = self.seat.account().cancel(self.time_of_acting(), id)?;
            if self.seat.write(&event).await? == Written::Yes {
                return Ok(self.receipt(id, Ending::ByUser.words()));
            }
        }
    }

    fn play(&mut self, speed: Speed) -> Result<Receipt, Problem> {
        self.must_practise()?;
        self.must_not_be_over()?;
        let since = tokio::time::Instant::now();
        self.playing = Some(Playing { speed, since, from: self.now });
        Ok(Receipt::of("The practice clock runs"))
    }

    async fn pause(&mut self) -> Result<Receipt, Problem> {
        self.must_practise()?;
        if let Some(playing) = self.playing {
            self.play_on(playing).await?;
        }
        self.playing = None;
        self.seat.keep_clock(self.now).await?;
        Ok(Receipt::of("The practice clock stands"))
    }

    async fn advance(&mut self, how: Advance) -> Result<Receipt, Problem> {
        self.must_practise()?;
        let marker = Marker::of(self.seat.account());
        let came = self.move_clock(how).await?;
        if let Some(playing) = &mut self.playing {
            (playing.since, playing.from) = (tokio::time::Instant::now(), self.now);
        }
        marker.tell(self.seat.account(), &self.out.notices);
        let mut receipt = Receipt::of("The practice clock moved");
        (receipt.events, receipt.fills) = (came.events, came.fills);
        Ok(receipt)
    }

    async fn watch(&mut self, list: u8, symbol: Symbol, keep: bool) -> Result<Receipt, Problem> {
        let known =
            !keep || self.tape.instrument(&symbol).is_some() || self.tape.elsewhere(&symbol).is_some();
        let slot = usize::from(list).checked_sub(1).and_then(|place| self.lists.get_mut(place));
        let slot = slot.ok_or_else(|| Problem::usage("There is no such list.", "Lists go from 1 to 7."))?;
        if !known {
            return Err(Refusal::UnknownSymbol.into());
        }
        let (tape, same) = (&self.tape, self.tape.symbol_of(&symbol));
        slot.retain(|kept| tape.symbol_of(kept) != same);
        if keep {
            slot.push(symbol.clone());
        }
        let symbols = slot.clone();
        self.seat.ledger.set_watch_list(list, &symbols).await?;
        let words = if keep { "added to" } else { "taken off" };
        Ok(Receipt::of(&format!("{symbol} {words} list {list}")))
    }

    fn look(&mut self, symbol: Option<Symbol>, board: bool) -> Result<Receipt, Problem> {
        self.looking = Looking { symbol, board };
        Ok(Receipt::of("Noted"))
    }

    /// The moment that an order is written at: the account's own time.
    pub(crate) fn time_of_acting(&self) -> Moment {
        if self.is_practice() { self.now } else { self.wall.now() }
    }

    fn receipt(&self, order: OrderId, words: &str) -> Receipt {
        Receipt { order: self.order(order), events: 1, ..Receipt::of(words) }
    }

    pub(crate) fn must_practise(&self) -> Result<(), Problem> {
        if self.is_practice() {
            return Ok(());
        }
        Err(Problem::usage(
            "The live market's clock cannot be moved.",
            "Open a practice account: lakh account open NAME --practice",
        ))
    }
}

impl Receipt {
    pub(crate) fn of(message: &str) -> Self {
        Self { message: message.into(), order: None, orders: Vec::new(), gtt: None, fills: 0, events: 0 }
    }
}

const PLACED_AT_THE_CLOSE: &str = "Order placed; it trades at the closing price when the session ends";

const fn placed_words(status: Status) -> &'static str {
    match status {
        Status::Pending => "Order placed; it trades when the auction matches",
        Status::TriggerPending => "Order placed; it waits for its trigger",
        Status::Queued => "Order queued: it enters the next session's pre-open",
        Status::Open | Status::PartlyFilled | Status::Filled => "Order placed",
        Status::Cancelled | Status::Rejected | Status::Expired => "Order ended",
    }
}
