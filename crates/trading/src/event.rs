//! What happened to an account. Events are written once, never changed; everything else is computed.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::carry::BuyIn;
use crate::charges::Charges;
use crate::charging::{ChargedUnder, ChargingStep};
use crate::convert::Conversion;
use crate::corporate::{ExDate, RightsStep};
use crate::evidence::Evidence;
use crate::gtt::{GttId, GttStep};
use crate::instrument::{Isin, Symbol};
use crate::moment::{Day, Moment};
use crate::money::{Paise, Price};
use crate::note::Note;
use crate::order::{OrderId, Product, Side, Status, Ticket, TradeId};
use crate::refusal::Refusal;

/// One thing that happened, at a moment of the account's own time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, by the account's clock (the exchange's time).
    pub at: Moment,
    /// What.
    pub what: What,
}

/// The kinds of event. Closed: a new kind is a new variant, and every `match` says what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// The account was opened with its capital.
    Opened {
        /// Live or practice.
        market: Market,
        /// What it starts with.
        capital: Paise,
    },
    /// An order was taken into the book.
    Accepted {
        /// Its number.
        order: OrderId,
        /// As written.
        ticket: Ticket,
        /// Where it stands at first.
        status: Status,
        /// Cash set aside for it.
        block: Paise,
        /// Shares of the stock that had traded today when it was accepted: what came later it may share in.
        volume_at: i64,
        /// Whether it is a limit order that the market already stood beyond: it takes, and does not rest.
        #[serde(default)]
        taking: bool,
        /// Who wrote it.
        by: By,
    },
    /// An order was refused; it stands in the book as rejected and changed nothing else.
    Rejected {
        /// Its number.
        order: OrderId,
        /// As written.
        ticket: Ticket,
        /// Why.
        refusal: Refusal,
        /// Who wrote it.
        #[serde(default = "user")]
        by: By,
    },
    /// A working order was changed.
    Modified {
        /// Its number.
        order: OrderId,
        /// The whole ticket as it is now.
        ticket: Ticket,
        /// Where it stands now.
        #[serde(default = "open")]
        status: Status,
        /// Cash set aside for it now, in place of what was.
        block: Paise,
        /// Cash set aside before.
        released: Paise,
        /// Shares of the stock that had traded today: a changed order queues anew.
        volume_at: i64,
        /// Whether it is a limit order that the market already stood beyond.
        #[serde(default)]
        taking: bool,
    },
    /// An order moved within the market: into an auction or out of one, its trigger traded, or the market
    /// left it resting at its limit.
    Activated {
        /// Its number.
        order: OrderId,
        /// Where it stands now.
        status: Status,
        /// Shares of the stock that had traded today: what came later it may share in.
        volume_at: i64,
        /// Whether it is a limit order that the market already stood beyond.
        #[serde(default)]
        taking: bool,
        /// The limit that what was left of a market order carries out of the pre-open; none where nothing changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Price>,
    },
    /// Shares changed hands.
    Filled(Box<Fill>),
    /// What was left of an order came to an end.
    Ended {
        /// Its number.
        order: OrderId,
        /// How.
        how: Ending,
        /// Cash set free.
        released: Paise,
    },
    /// Trades of an earlier day settled: money moved between what is owed and cash.
    Settled {
        /// The day of the trades.
        traded_on: Day,
        /// Came in for sales and intraday profit.
        received: Paise,
        /// Went out for purchases.
        paid: Paise,
    },
    /// Something happened to a good-till-triggered order.
    Gtt(GttStep),
    /// Shares of the day changed between intraday and delivery.
    Converted(Box<Conversion>),
    /// A short position that nobody would close: the shares sold will not be delivered.
    ShortCarried {
        /// The stock.
        symbol: Symbol,
        /// Shares.
        quantity: i64,
        /// The highest price of the day; none in a record that was written before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        highest: Option<Price>,
    },
    /// The exchange bought in shares that were sold short and not delivered.
    BoughtIn(Box<BuyIn>),
    /// The contract note of a day charged its trades as what they turned out to be.
    Noted(Box<Note>),
    /// A corporate action changed what is held, or what is owed.
    ExDate(Box<ExDate>),
    /// Cash of a corporate action came in: a dividend less tax, or what a fraction of a share was worth.
    Paid {
        /// The stock.
        symbol: Symbol,
        /// The ex-date that it is of.
        ex_day: Day,
        /// How much.
        amount: Paise,
    },
    /// The exchange lists under another symbol or ISIN what was held, ordered and waited for under this one.
    Renamed {
        /// The symbol before.
        from: Symbol,
        /// The symbol from now on.
        to: Symbol,
        /// The ISIN from now on.
        isin: Isin,
    },
    /// Something happened to rights: they were used, their shares came, or they lapsed.
    Right(Box<RightsStep>),
    /// Something happened to the profiles that the account is charged under.
    Charging(Box<ChargingStep>),
    /// The account was put away; nothing more happens in it.
    Archived,
}

const fn open() -> Status {
    Status::Open
}

const fn user() -> By {
    By::User
}

/// Which market an account lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Market {
    /// The live market, by public quotes.
    Live,
    /// A past day replayed.
    Practice {
        /// The first day.
        day: Day,
        /// The seed of its modelled paths.
        seed: u64,
    },
}

/// Who wrote an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The user.
    User,
    /// The program, to square off an intraday position; charged as a broker does.
    SquareOff,
    /// A good-till-triggered order of the user's, when its trigger traded.
    Gtt(GttId),
}

impl By {
    /// Whether the user may change and cancel it: written by hand or by a trigger.
    #[must_use]
    pub const fn is_users(self) -> bool {
        match self {
            Self::User | Self::Gtt(_) => true,
            Self::SquareOff => false,
        }
    }
}

/// A fill: the trade, its charges, what it opened and closed, and why at this price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Fill {
    /// The trade's number.
    pub trade: TradeId,
    /// The order's number.
    pub order: OrderId,
    /// The stock.
    pub symbol: Symbol,
    /// Its ISIN at the time.
    pub isin: Isin,
    /// Buy or sell.
    pub side: Side,
    /// Delivery or intraday.
    pub product: Product,
    /// Price a share.
    pub price: Price,
    /// Shares.
    pub quantity: i64,
    /// Shares of these that closed what was held (CNC sale, or the MIS position on the other side).
    pub closed: i64,
    /// What the closed shares had been entered at: cost of a long, proceeds of a short.
    pub entered_at: Paise,
    /// Cash of the order's block set free.
    pub released: Paise,
    /// Change of the margin blocked for the MIS position.
    pub margin: Paise,
    /// Whether the series settles every trade by delivery: a sale never nets with a purchase of the day.
    #[serde(default)]
    pub trade_to_trade: bool,
    /// Every charge by name.
    pub charges: Charges,
    /// The profile and the law that it was charged under; none in a record that was written before fills kept it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_under: Option<ChargedUnder>,
    /// Why at this price.
    pub evidence: Evidence,
}

/// How an order ended short of being filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The user cancelled it.
    ByUser,
    /// The day ended.
    DayOver,
    /// Immediate-or-cancel: nothing more to be had at once.
    NotImmediate,
    /// The closing auction or the pre-open matched without it, and what is left of a market order goes.
    AuctionOver,
    /// Only limit orders of continuous trading carry over into the closing auction.
    NotCarriedOver,
    /// The cash did not reach at the fill's price.
    CashShort,
    /// Intraday orders end when positions are squared off.
    SquareOff,
    /// A corporate action changed the share.
    CorporateAction,
    /// An after-market order whose price, product or quantity the new day does not take.
    NotTaken,
    /// The stock stood locked at its band: nobody would close the position.
    Locked,
    /// The program has to sell the shares that it offered.
    ForcedSale,
}

impl Ending {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ByUser => "Cancelled by you",
            Self::DayOver => "The day ended before it was filled",
            Self::NotImmediate => "Immediate or cancel: no more could be had at once",
            Self::AuctionOver => "The closing auction matched without it",
            Self::NotCarriedOver => "Only plain limit orders carry over into the closing auction",
            Self::CashShort => "The free cash did not reach at the market's price",
            Self::SquareOff => "Intraday orders end at the square-off time",
            Self::CorporateAction => "A corporate action changed the share",
            Self::Locked => "Locked at its price band: nobody was on the other side",
            Self::ForcedSale => "The program sells these shares: the cash does not pay for them",
            Self::NotTaken => "The new day's tick, price band or series does not take it",
        }
    }
}
