//! An order: as it is written, and what becomes of it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::instrument::Symbol;
use crate::money::Paise;

/// The number of an order, from 1 in each account.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct OrderId(pub u64);

/// The number of a trade, from 1 in each account.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct TradeId(pub u64);

/// Buy or sell.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Buy.
    Buy,
    /// Sell.
    Sell,
}

/// For how long the shares are meant.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// Cash and carry: delivery, full cash.
    Cnc,
    /// Margin intraday square-off: closed the same day, on margin.
    Mis,
}

/// How an order is priced.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OrderType {
    /// At the market's price.
    Market,
    /// At the limit or better.
    Limit,
    /// Stop-loss limit: a limit order once the trigger trades.
    Sl,
    /// Stop-loss market: a market order once the trigger trades.
    SlM,
}

/// For how long an order stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// To the end of the day.
    Day,
    /// Immediate or cancel: what does not trade at once is cancelled.
    Ioc,
}

/// An order as it is written. Nothing about it is checked yet: a refused ticket stands in the order book
/// with the very figures that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Ticket {
    /// The stock, known or not.
    pub symbol: Symbol,
    /// Buy or sell.
    pub side: Side,
    /// Delivery or intraday.
    pub product: Product,
    /// How it is priced.
    #[serde(rename = "type")]
    pub kind: OrderType,
    /// How long it stands.
    pub validity: Validity,
    /// Shares, as asked.
    pub quantity: i64,
    /// The limit in paise, for limit and SL orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Paise>,
    /// The trigger in paise, for SL and SL-M orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Paise>,
    /// The shares shown to the market at a time, where not all are; matters nowhere but on the exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosed: Option<i64>,
    /// Written outside trading hours for the next session (an after-market order).
    #[serde(default, skip_serializing_if = "is_not")]
    pub amo: bool,
    /// The plan in a line; the user's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Ticket {
    /// An order of the simplest kind, as the program itself places it: at the market, for the day, all of it shown.
    #[must_use]
    pub fn at_market(symbol: Symbol, side: Side, product: Product, quantity: i64, note: &str) -> Self {
        Self {
            symbol,
            side,
            product,
            kind: OrderType::Market,
            validity: Validity::Day,
            quantity,
            price: None,
            trigger: None,
            disclosed: None,
            amo: false,
            note: note.into(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

/// Where an order stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Accepted in an auction phase or a pause; it trades at the match.
    Pending,
    /// Waiting for its trigger price.
    TriggerPending,
    /// An after-market order, waiting for the next session.
    Queued,
    /// In the market, nothing filled yet.
    Open,
    /// In the market, some shares filled.
    PartlyFilled,
    /// All shares filled. Final.
    Filled,
    /// Cancelled by the user or by a rule. Final.
    Cancelled,
    /// Refused. Final.
    Rejected,
    /// The day ended before it was filled. Final.
    Expired,
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }

    /// +1 for a buy, −1 for a sale: what a share adds to a position.
    #[must_use]
    pub const fn sign(self) -> i64 {
        match self {
            Self::Buy => 1,
            Self::Sell => -1,
        }
    }
}

impl OrderType {
    /// Whether it has a limit price.
    #[must_use]
    pub const fn has_limit(self) -> bool {
        match self {
            Self::Limit | Self::Sl => true,
            Self::Market | Self::SlM => false,
        }
    }

    /// Whether it waits for a trigger.
    #[must_use]
    pub const fn has_trigger(self) -> bool {
        match self {
            Self::Sl | Self::SlM => true,
            Self::Market | Self::Limit => false,
        }
    }
}

impl Status {
    /// Whether it can still trade, be changed or be cancelled.
    #[must_use]
    pub const fn is_working(self) -> bool {
        match self {
            Self::Pending | Self::TriggerPending | Self::Queued | Self::Open | Self::PartlyFilled => true,
            Self::Filled | Self::Cancelled | Self::Rejected | Self::Expired => false,
        }
    }
}
