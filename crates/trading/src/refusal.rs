//! Why an order is not accepted, and what would be.

use serde::{Deserialize, Serialize};

use crate::moment::Clock;
use crate::money::{Paise, Price, grouped};

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
    },
    /// The phase does not take this kind of order.
    NotInThisPhase {
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
    /// An SL order without its trigger.
    TriggerMissing,
    /// A market or limit order with a trigger.
    TriggerNotWanted,
    /// A trigger that the last price has already passed, or that lies beyond the limit.
    TriggerWrongSide {
        /// What a trigger must be, in words.
        must: String,
    },
    /// Intraday in a series that settles every trade by delivery.
    TradeToTrade {
        /// The series.
        series: String,
    },
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
    /// DAY or IOC.
    Validity,
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
            Self::QuantityNotPositive { .. } => "quantity_not_positive",
            Self::QuantityTooLarge { .. } => "quantity_too_large",
            Self::QuantityNotInLots { .. } => "quantity_not_in_lots",
            Self::ValueTooLarge { .. } => "value_too_large",
            Self::PriceMissing => "price_missing",
            Self::PriceNotWanted => "price_not_wanted",
            Self::PriceNotPositive => "price_not_positive",
            Self::PriceOffTick { .. } => "price_off_tick",
            Self::PriceOutsideBand { .. } => "price_outside_band",
            Self::TriggerMissing => "trigger_missing",
            Self::TriggerNotWanted => "trigger_not_wanted",
            Self::TriggerWrongSide { .. } => "trigger_wrong_side",
            Self::TradeToTrade { .. } => "trade_to_trade",
            Self::IntradayOver { .. } => "intraday_over",
            Self::NotHeld { .. } => "not_held",
            Self::BoughtToday { .. } => "bought_today",
            Self::CashShort { .. } => "cash_short",
            Self::NoSuchOrder => "no_such_order",
            Self::OrderEnded => "order_ended",
            Self::NothingToChange { .. } => "nothing_to_change",
            Self::NotOffered { .. } => "not_offered",
        }
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::LiveQuotesOff => "Live quotes are off, so there is no price to trade on.".into(),
            Self::AccountArchived => "This account was archived; it can only be read.".into(),
            Self::UnknownSymbol => "No stock of that symbol is listed on this day.".into(),
            Self::NotTraded => "The stock did not trade on this day, so there is no price.".into(),
            Self::MarketClosed { now } => format!("The exchange takes no orders at {now}."),
            Self::NotInThisPhase { phase, .. } => format!("{phase} does not take this kind of order."),
            Self::QuantityNotPositive { asked } => format!("{} shares cannot be traded.", grouped(*asked)),
            Self::QuantityTooLarge { .. } => "That is more than one order may have.".into(),
            Self::QuantityNotInLots { lot } => format!("This stock trades in lots of {}.", grouped(*lot)),
            Self::ValueTooLarge { .. } => "That is more money than one order may move.".into(),
            Self::PriceMissing => "A limit order needs its price.".into(),
            Self::PriceNotWanted => "A market order takes no price.".into(),
            Self::PriceNotPositive => "A price is above zero.".into(),
            Self::PriceOffTick { tick, .. } => {
                format!("The price is not a multiple of the tick, ₹{}.", Paise(*tick))
            }
            Self::PriceOutsideBand { .. } => "The price is outside the day's price band.".into(),
            Self::TriggerMissing => "A stop-loss order needs its trigger.".into(),
            Self::TriggerNotWanted => "A market or limit order takes no trigger.".into(),
            Self::TriggerWrongSide { .. } => "The trigger is on the wrong side.".into(),
            Self::TradeToTrade { series } => {
                format!("Series {series} is trade-to-trade: every trade is delivered, none is intraday.")
            }
            Self::IntradayOver { square_off } => {
                format!("Intraday positions of this stock were squared off at {square_off}.")
            }
            Self::NotHeld { .. } => "That is more than is held; delivery shares cannot be sold short.".into(),
            Self::BoughtToday { .. } => "Trade-to-trade shares bought today cannot be sold today.".into(),
            Self::CashShort { needed, available } => {
                format!("The order needs ₹{needed}; ₹{available} is free.")
            }
            Self::NoSuchOrder => "There is no order of that number.".into(),
            Self::OrderEnded => "The order has ended; it can no longer be changed.".into(),
            Self::NothingToChange { why } => why.clone(),
            Self::NotOffered { what } => format!("{what} are not offered yet."),
        }
    }

    /// What would be accepted, where it can be said.
    #[must_use]
    pub fn accepted(&self) -> Option<String> {
        Some(match self {
            Self::LiveQuotesOff => "Open a practice account, or switch live quotes on".into(),
            Self::AccountArchived => "An account that is open".into(),
            Self::UnknownSymbol => "A symbol from the market list; search by name to find it".into(),
            Self::NotTraded => "A stock with a price today, or another day".into(),
            Self::MarketClosed { .. } => {
                "Orders from 09:00 to 09:08 (pre-open) and from 09:15 to the end of trading".into()
            }
            Self::NotInThisPhase { takes, .. } => takes.clone(),
            Self::QuantityNotPositive { .. } => "1 share or more".into(),
            Self::QuantityTooLarge { most } => format!("At most {} shares", grouped(*most)),
            Self::QuantityNotInLots { lot } => format!("A multiple of {}", grouped(*lot)),
            Self::ValueTooLarge { most } => format!("At most ₹{most} in one order"),
            Self::PriceMissing => "A price on the tick and within the band".into(),
            Self::PriceNotWanted => "No price, or a limit order".into(),
            Self::PriceNotPositive => "A price above zero".into(),
            Self::PriceOffTick { below, above, .. } => match below {
                Some(below) => format!("{below} or {above}"),
                None => above.to_string(),
            },
            Self::PriceOutsideBand { low, high } => format!("{low} to {high}"),
            Self::TriggerMissing => "A trigger on the tick and within the band".into(),
            Self::TriggerNotWanted => "No trigger, or a stop-loss order".into(),
            Self::TriggerWrongSide { must } => must.clone(),
            Self::TradeToTrade { .. } => "Longterm (CNC)".into(),
            Self::IntradayOver { .. } => "Longterm (CNC)".into(),
            Self::NotHeld { sellable } | Self::BoughtToday { sellable } => {
                if *sellable > 0 {
                    format!("At most {}", grouped(*sellable))
                } else {
                    "Nothing today".into()
                }
            }
            Self::CashShort { .. } => "A smaller quantity, or a lower price".into(),
            Self::NoSuchOrder | Self::OrderEnded => "An order that is still working".into(),
            Self::NothingToChange { .. } | Self::NotOffered { .. } => return None,
        })
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
            | Self::PriceOutsideBand { .. } => Some(Field::Price),
            Self::TriggerMissing | Self::TriggerNotWanted | Self::TriggerWrongSide { .. } => {
                Some(Field::Trigger)
            }
            Self::TradeToTrade { .. } | Self::IntradayOver { .. } => Some(Field::Product),
            Self::NotInThisPhase { .. } | Self::NotOffered { .. } => Some(Field::Type),
            Self::LiveQuotesOff
            | Self::AccountArchived
            | Self::MarketClosed { .. }
            | Self::NoSuchOrder
            | Self::OrderEnded
            | Self::NothingToChange { .. } => None,
        }
    }

    /// The refusal of an order when the exchange is shut.
    #[must_use]
    pub fn closed_at(clock: Clock) -> Self {
        Self::MarketClosed { now: clock.to_string() }
    }
}
