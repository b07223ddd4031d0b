//! The order book of an account: its orders and trades as they became.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charging::ProfileVersion;
use crate::corporate::CostLot;
use crate::event::{By, Ending, Fill};
use crate::life::Turn;
use crate::moment::Moment;
use crate::money::{Paise, Price};
use crate::order::{OrderId, OrderType, Status, Ticket};
use crate::refusal::Refusal;

/// An order and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Order {
    /// Its number.
    pub id: OrderId,
    /// As written, with later changes.
    pub ticket: Ticket,
    /// Where it stands.
    pub status: Status,
    /// Who wrote it.
    pub by: By,
    /// Shares filled.
    pub filled: i64,
    /// What the filled shares were worth.
    pub filled_value: Paise,
    /// Cash set aside for what is left of it.
    pub block: Paise,
    /// When it was placed.
    pub placed_at: Moment,
    /// Since when it may trade: acceptance, a change, or its trigger.
    pub active_since: Moment,
    /// When something last happened to it.
    pub updated_at: Moment,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// How it ended short of being filled.
    pub ending: Option<Ending>,
    /// Everything that happened to it, in order.
    pub history: Vec<(Moment, Step)>,
    /// Shares of the stock that had traded that day when it became active.
    pub(crate) volume_at: i64,
    /// Shares of the stock that the account itself had traded that day when it became active.
    pub(crate) own_at: i64,
    /// The profile that was in force when it was accepted: its fills are charged under that.
    pub(crate) under: ProfileVersion,
    /// A limit order that the market stood beyond when it became active, and ever since.
    pub(crate) taking: bool,
}

/// One step in an order's life.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Step {
    /// Taken into the book.
    Accepted(Status),
    /// Refused.
    Rejected,
    /// Changed by the user.
    Modified,
    /// Its trigger traded, continuous trading began, an auction took it in, or it came to rest at its limit.
    Activated(Status),
    /// So many shares at so much.
    Filled(i64, Price),
    /// Ended.
    Ended(Ending),
    /// A market order that the pre-open left over became a limit order at its price.
    Limited(Price),
}

/// A trade and when it was made.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Trade {
    /// The exchange's time.
    pub at: Moment,
    /// Everything about it.
    pub fill: Fill,
    /// The purchases that a delivery sale came from.
    pub lots: Vec<CostLot>,
}

impl Order {
    pub(crate) fn new(id: OrderId, ticket: Ticket, at: Moment, by: By) -> Self {
        Self {
            id,
            ticket,
            status: Status::Open,
            by,
            filled: 0,
            filled_value: Paise::ZERO,
            block: Paise::ZERO,
            placed_at: at,
            active_since: at,
            updated_at: at,
            refusal: None,
            ending: None,
            history: Vec::new(),
            volume_at: 0,
            own_at: 0,
            under: ProfileVersion::default(),
            taking: false,
        }
    }

    /// Shares not yet filled.
    #[must_use]
    pub const fn remaining(&self) -> i64 {
        self.ticket.quantity - self.filled
    }

    /// The average price of the filled shares, to the paisa.
    #[must_use]
    pub fn average(&self) -> Option<Paise> {
        (self.filled > 0).then(|| self.filled_value.portion(1, self.filled))
    }

    /// Whether it was a stop-loss order and its trigger has traded.
    #[must_use]
    pub const fn has_triggered(&self) -> bool {
        self.ticket.kind.has_trigger()
            && matches!(self.status, Status::Open | Status::PartlyFilled | Status::Pending)
    }

    /// Follows a turn of its life; a turn that cannot come changes nothing.
    pub(crate) const fn turn(&mut self, turn: Turn) {
        if let Some(status) = self.status.after(turn) {
            self.status = status;
        }
    }

    /// From now on it is a limit order at a price.
    pub(crate) fn limit_to(&mut self, price: Price) {
        self.ticket.kind = OrderType::Limit;
        self.ticket.price = Some(Paise(price.paise()));
    }

    pub(crate) const fn activate(&mut self, at: Moment, volume_at: i64, own_at: i64, taking: bool) {
        self.active_since = at;
        self.updated_at = at;
        self.volume_at = volume_at;
        self.own_at = own_at;
        self.taking = taking;
    }
}
