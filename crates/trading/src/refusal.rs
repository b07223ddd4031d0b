//! Why an order is not accepted, and what would be.

use serde::{Deserialize, Serialize};

use crate::check::check_after_hours;
use crate::moment::Moment;
use crate::money::{Paise, Price};
use crate::session::{Phase, Session};

/// The reasons for refusing an order. Closed; each knows its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The account follows the live market and live quotes are switched off.
    LiveQuotesOff,
    /// The account was archived.
    AccountArchived,
    /// No such stock on that day.
    UnknownSymbol,
    /// The stock is listed but did not trade on the replayed day: no price exists.
    NotTraded,
    /// The exchange accepts no orders now.
    MarketClosed {
        /// What the time is, `HH:MM:SS`.
        now: String,
        /// When it takes orders again today, in words.
        #[serde(default)]
        next: Option<String>,
    },
    /// The phase does not take this kind of order.
    NotInThisPhase {
        /// The phase in words.
        phase: String,
        /// What it takes.
        takes: String,
    },
    /// The last part of an auction takes no market orders any more.
    MarketNotInThisPhase {
        /// What it takes.
        takes: String,
    },
    /// Auctions take no immediate-or-cancel orders.
    IocNotInThisPhase {
        /// The phase in words.
        phase: String,
        /// What it takes.
        takes: String,
    },
    /// Zero or a negative number of shares.
    QuantityNotPositive {
        /// As asked.
        asked: i64,
    },
    /// More shares than one order may have.
    QuantityTooLarge {
        /// The most.
        most: i64,
    },
    /// Not a multiple of the lot.
    QuantityNotInLots {
        /// Shares a lot.
        lot: i64,
    },
    /// More money than one order may move.
    ValueTooLarge {
        /// The most.
        most: Paise,
    },
    /// A limit or SL order without its price.
    PriceMissing,
    /// A market or SL-M order with a limit price.
    PriceNotWanted,
    /// Zero or a negative price.
    PriceNotPositive,
    /// A price off the tick.
    PriceOffTick {
        /// The tick in paise.
        tick: i64,
        /// The nearest price below, where there is one.
        below: Option<Price>,
        /// The nearest price above.
        above: Price,
    },
    /// A price outside the day's band.
    PriceOutsideBand {
        /// Lowest price of the day.
        low: Price,
        /// Highest price of the day.
        high: Price,
    },
    /// A price outside the closing auction's band.
    PriceOutsideAuctionBand {
        /// Lowest price of the auction.
        low: Price,
        /// Highest price of the auction.
        high: Price,
    },
    /// An SL order without its trigger.
    TriggerMissing,
    /// A market or limit order with a trigger.
    TriggerNotWanted,
    /// Zero or a negative trigger.
    TriggerNotPositive,
    /// A trigger off the tick.
    TriggerOffTick {
        /// The tick in paise.
        tick: i64,
        /// The nearest price below, where there is one.
        below: Option<Price>,
        /// The nearest price above.
        above: Price,
    },
    /// A trigger outside the day's band.
    TriggerOutsideBand {
        /// Lowest price of the day.
        low: Price,
        /// Highest price of the day.
        high: Price,
    },
    /// A trigger beyond the limit of its own order: triggered, it could not trade.
    TriggerBeyondLimit {
        /// What a trigger must be, in words.
        must: String,
    },
    /// A trigger that the last price has already passed.
    TriggerWrongSide {
        /// What a trigger must be, in words.
        must: String,
    },
    /// Intraday in a series that settles every trade by delivery.
    TradeToTrade {
        /// The series.
        series: String,
    },
    /// The broker carries no intraday positions in the stock.
    IntradayNotOffered,
    /// Intraday after the square-off time.
    IntradayOver {
        /// The square-off time.
        square_off: String,
    },
    /// Selling for delivery more than is held.
    NotHeld {
        /// Shares that could be sold.
        sellable: i64,
    },
    /// Trade-to-trade shares bought today cannot be sold today.
    BoughtToday {
        /// Shares that could be sold.
        sellable: i64,
    },
    /// The cash does not reach.
    CashShort {
        /// What the order needs.
        needed: Paise,
        /// What is free.
        available: Paise,
    },
    /// No order of that number.
    NoSuchOrder,
    /// The order has ended.
    OrderEnded,
    /// The change would leave less than is filled, or changes nothing.
    NothingToChange {
        /// Why, in words.
        why: String,
    },
    /// The stock, the side and the product of an order are fixed.
    FixedInAnOrder,
    /// The order was written by the program to square off a position.
    ProgramsOrder,
    /// The exchange is matching the auction's orders.
    Matching,
    /// Market orders stand in the last part of an auction.
    MarketStands,
    /// An after-market order while the exchange takes orders.
    AmoWhileOpen,
    /// Fewer shares shown than a tenth of the order, or more than it has.
    DisclosedOutside {
        /// The fewest.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A disclosed quantity in an auction or in an immediate-or-cancel order.
    DisclosedNotHere,
    /// The kind of order is not offered in this version.
    NotOffered {
        /// What is not.
        what: String,
    },
}

/// The field of the ticket that a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The stock.
    Symbol,
    /// The number of shares.
    Quantity,
    /// The limit.
    Price,
    /// The trigger.
    Trigger,
    /// CNC or MIS.
    Product,
    /// Market, limit, SL, SL-M.
    Type,
    /// DAY, IOC or after-market.
    Validity,
    /// The shares shown at a time.
    Disclosed,
}

impl Refusal {
    /// A stable name: `cash_short`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LiveQuotesOff => "live_quotes_off",
            Self::AccountArchived => "account_archived",
            Self::UnknownSymbol => "unknown_symbol",
            Self::NotTraded => "not_traded",
            Self::MarketClosed { .. } => "market_closed",
            Self::NotInThisPhase { .. } => "not_in_this_phase",
            Self::MarketNotInThisPhase { .. } => "market_not_in_this_phase",
            Self::IocNotInThisPhase { .. } => "ioc_not_in_this_phase",
            Self::QuantityNotPositive { .. } => "quantity_not_positive",
            Self::QuantityTooLarge { .. } => "quantity_too_large",
            Self::QuantityNotInLots { .. } => "quantity_not_in_lots",
            Self::ValueTooLarge { .. } => "value_too_large",
            Self::PriceMissing => "price_missing",
            Self::PriceNotWanted => "price_not_wanted",
            Self::PriceNotPositive => "price_not_positive",
            Self::PriceOffTick { .. } => "price_off_tick",
            Self::PriceOutsideBand { .. } => "price_outside_band",
            Self::PriceOutsideAuctionBand { .. } => "price_outside_auction_band",
            Self::TriggerMissing => "trigger_missing",
            Self::TriggerNotPositive => "trigger_not_positive",
            Self::TriggerOffTick { .. } => "trigger_off_tick",
            Self::TriggerOutsideBand { .. } => "trigger_outside_band",
            Self::TriggerBeyondLimit { .. } => "trigger_beyond_limit",
            Self::TriggerNotWanted => "trigger_not_wanted",
            Self::TriggerWrongSide { .. } => "trigger_wrong_side",
            Self::TradeToTrade { .. } => "trade_to_trade",
            Self::IntradayNotOffered => "intraday_not_offered",
            Self::IntradayOver { .. } => "intraday_over",
            Self::NotHeld { .. } => "not_held",
            Self::BoughtToday { .. } => "bought_today",
            Self::CashShort { .. } => "cash_short",
            Self::NoSuchOrder => "no_such_order",
            Self::OrderEnded => "order_ended",
            Self::NothingToChange { .. } => "nothing_to_change",
            Self::FixedInAnOrder => "fixed_in_an_order",
            Self::ProgramsOrder => "programs_order",
            Self::Matching => "matching",
            Self::MarketStands => "market_stands",
            Self::AmoWhileOpen => "amo_while_open",
            Self::DisclosedOutside { .. } => "disclosed_outside",
            Self::DisclosedNotHere => "disclosed_not_here",
            Self::NotOffered { .. } => "not_offered",
        }
    }

    /// The field that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::UnknownSymbol | Self::NotTraded => Some(Field::Symbol),
            Self::QuantityNotPositive { .. }
            | Self::QuantityTooLarge { .. }
            | Self::QuantityNotInLots { .. }
            | Self::ValueTooLarge { .. }
            | Self::NotHeld { .. }
            | Self::BoughtToday { .. }
            | Self::CashShort { .. } => Some(Field::Quantity),
            Self::PriceMissing
            | Self::PriceNotWanted
            | Self::PriceNotPositive
            | Self::PriceOffTick { .. }
            | Self::PriceOutsideBand { .. }
            | Self::PriceOutsideAuctionBand { .. } => Some(Field::Price),
            Self::TriggerMissing
            | Self::TriggerNotWanted
            | Self::TriggerNotPositive
            | Self::TriggerOffTick { .. }
            | Self::TriggerOutsideBand { .. }
            | Self::TriggerBeyondLimit { .. }
            | Self::TriggerWrongSide { .. } => Some(Field::Trigger),
            Self::TradeToTrade { .. } | Self::IntradayOver { .. } | Self::IntradayNotOffered => {
                Some(Field::Product)
            }
            Self::NotInThisPhase { .. } | Self::MarketNotInThisPhase { .. } | Self::NotOffered { .. } => {
                Some(Field::Type)
            }
            Self::IocNotInThisPhase { .. } | Self::AmoWhileOpen => Some(Field::Validity),
            Self::DisclosedOutside { .. } | Self::DisclosedNotHere => Some(Field::Disclosed),
            Self::LiveQuotesOff
            | Self::AccountArchived
            | Self::MarketClosed { .. }
            | Self::NoSuchOrder
            | Self::OrderEnded
            | Self::NothingToChange { .. }
            | Self::FixedInAnOrder
            | Self::ProgramsOrder
            | Self::Matching
            | Self::MarketStands => None,
        }
    }

    /// The refusal of an order when the exchange takes none.
    pub(crate) fn closed_at(at: Moment, session: &Session) -> Self {
        let takes = |phase: &Phase| match phase {
            Phase::PreOpenEntry | Phase::PreOpenLimitOnly => Some("pre-open"),
            Phase::Continuous => Some("continuous trading"),
            Phase::AuctionEntry | Phase::AuctionLimitOnly => Some("closing auction"),
            Phase::Closed
            | Phase::PreOpenMatch
            | Phase::Buffer
            | Phase::AuctionReference
            | Phase::AuctionMatch
            | Phase::PostClose => None,
        };
        let later = session.spans().iter().filter(|span| span.from > at.clock() && session.day() == at.day());
        let next = later.filter_map(|span| Some((span.from, takes(&span.phase)?))).next();
        let next = next.map(|(from, phase)| format!("From {} ({phase})", from.short()));
        let next = match (next, check_after_hours(at, session)) {
            (Some(next), Ok(_)) => Some(format!("{next}; or an after-market order (AMO) now")),
            (None, Ok(_)) => Some("An after-market order (AMO), for the next session".into()),
            (next, Err(_)) => next,
        };
        Self::MarketClosed { now: at.clock().to_string(), next }
    }
}
