//! What a person asks an account to do, and what they are told.

use trading::{
    ChargeProfileId, Clock, CorporateAction, Day, Gtt, GttId, GttTicket, Order, OrderId, OrderType, Paise,
    Product, ProfileTerms, Ratio, Symbol, Ticket, Validity,
};

/// An action on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Places the ticket as an order.
    Place(Ticket),
    /// Places several tickets, one after the other: each sees what the ones before it set aside.
    PlaceAll(Vec<Ticket>),
    /// Changes a working order.
    Modify {
        /// Which.
        order: OrderId,
        /// What about it.
        change: Change,
    },
    /// Cancels what is left of an order.
    Cancel(OrderId),
    /// Cancels every order of the user's that can be cancelled now.
    CancelAll,
    /// Closes every intraday position at the market; its own orders are cancelled first.
    ExitAll,
    /// Turns shares bought today from intraday into delivery or back.
    Convert {
        /// The stock.
        symbol: Symbol,
        /// How many shares.
        quantity: i64,
        /// What they become.
        to: Product,
    },
    /// Writes a trigger that lives across days.
    PlaceGtt(GttTicket),
    /// Changes a waiting trigger.
    ModifyGtt(GttId, GttTicket),
    /// Takes a waiting trigger back.
    CancelGtt(GttId),
    /// Carries out a corporate action on terms that a person gives, because the exchange's list does not tell them.
    Corporate(ByHand),
    /// Does something with rights that are held. (They are sold like shares.)
    Rights(Symbol, RightsAct),
    /// Does something with the profiles that the account is charged under.
    Charging(ChargingAct),
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
    /// Says which indices stand beside NIFTY 50 at the head; the usual ones when none is named.
    Indices(Vec<String>),
}

/// What changes about an order; what is none stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// How it is priced. A price that the new kind does not have goes.
    pub kind: Option<OrderType>,
    /// How long it stands.
    pub validity: Option<Validity>,
    /// Shares in all, those filled included.
    pub quantity: Option<i64>,
    /// The limit.
    pub price: Option<Paise>,
    /// The trigger.
    pub trigger: Option<Paise>,
    /// Shares shown at a time; 0 shows all of them.
    pub disclosed: Option<i64>,
}

/// A corporate action on a person's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The stock that is held.
    pub symbol: Symbol,
    /// Who bought before this day takes part; today when none.
    pub ex_day: Option<Day>,
    /// What is done.
    pub terms: Terms,
}

/// What is done with rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightsAct {
    /// So many are used: the money is set aside until the shares are allotted.
    Use(i64),
    /// What is not used is given up, for the company closes the issue.
    GiveUp,
}

/// What is done with the profiles that an account is charged under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargingAct {
    /// Copies one as the account's own.
    Copy {
        /// Which.
        of: ChargeProfileId,
        /// What the copy is called.
        name: String,
    },
    /// Changes one of the account's own.
    Edit {
        /// Which.
        profile: ChargeProfileId,
        /// All that it says from now on.
        terms: ProfileTerms,
    },
    /// Has new orders charged under one.
    Choose(ChargeProfileId),
}

/// The terms of a corporate action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    /// Every so many shares become so many of another company.
    Merger {
        /// The other company.
        into: Symbol,
        /// Its shares for those held: 3:2 gives three for two.
        ratio: Ratio,
    },
    /// Every so many shares bring so many of a company that is split off.
    Demerger {
        /// The new company.
        new: Symbol,
        /// Its shares for those held.
        ratio: Ratio,
        /// The part of the cost that goes with it, in hundredths of a percent, from 1 to 9,999.
        cost_share: i64,
    },
    /// A dividend, split, bonus or rights issue that the list does not tell, or not in words that are understood.
    Other(CorporateAction),
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
    /// The orders, where it is about several.
    pub orders: Vec<Order>,
    /// The trigger that it is about, as it is now.
    pub gtt: Option<Gtt>,
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

impl Change {
    /// The ticket as it would be.
    #[must_use]
    pub fn of(self, old: &Ticket) -> Ticket {
        let kind = self.kind.unwrap_or(old.kind);
        let fits = |takes: bool, kept: Option<Paise>| kept.filter(|_| takes || self.kind.is_none());
        Ticket {
            kind,
            validity: self.validity.unwrap_or(old.validity),
            quantity: self.quantity.unwrap_or(old.quantity),
            price: self.price.or(fits(kind.has_limit(), old.price)),
            trigger: self.trigger.or(fits(kind.has_trigger(), old.trigger)),
            disclosed: self.disclosed.or(old.disclosed).filter(|shown| *shown != 0),
            ..old.clone()
        }
    }
}
