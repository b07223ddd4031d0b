//! What a person asks an account to do, and what they are told.

use trading::{Clock, Order, OrderId, Paise, Symbol, Ticket};

/// An action on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Places the ticket as an order.
    Place(Ticket),
    /// Changes a working order; what is none stays as it is.
    Modify {
        /// Which.
        order: OrderId,
        /// Shares in all, those filled included.
        quantity: Option<i64>,
        /// The limit.
        price: Option<Paise>,
        /// The trigger.
        trigger: Option<Paise>,
    },
    /// Cancels what is left of an order.
    Cancel(OrderId),
    /// Runs the practice clock.
    Play(Speed),
    /// Stops it.
    Pause,
    /// Moves it.
    Advance(Advance),
    /// Adds a stock to a watch list (1 to 7).
    Watch(u8, Symbol),
    /// Takes a stock off a watch list.
    Unwatch(u8, Symbol),
    /// Says what is on screen, so that it is kept fresh.
    Look {
        /// The stock on screen.
        symbol: Option<Symbol>,
        /// Whether the board is.
        board: bool,
    },
}

/// Market seconds per second of the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speed {
    /// Real time.
    X1,
    /// Ten times.
    X10,
    /// A minute a second.
    X60,
}

/// How far to move the practice clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// One beat, 15 seconds.
    Step,
    /// By so many seconds.
    By(u32),
    /// To a time of the day it is in.
    To(Clock),
    /// To the account's next event, or the next change of phase.
    NextEvent,
    /// To the end of the day.
    Close,
    /// To 09:00 of the next trading day.
    NextDay,
}

/// What an action did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// A line for a toast.
    pub message: String,
    /// The order that it is about, as it is now.
    pub order: Option<Order>,
    /// Trades that came about meanwhile.
    pub fills: usize,
    /// Events that were written.
    pub events: usize,
}

impl Speed {
    /// The factor.
    #[must_use]
    pub const fn factor(self) -> i64 {
        match self {
            Self::X1 => 1,
            Self::X10 => 10,
            Self::X60 => 60,
        }
    }
}
