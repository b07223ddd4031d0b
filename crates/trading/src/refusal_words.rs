//! A refusal in words: what is wrong, and what would be accepted.

use crate::money::{Paise, grouped};
use crate::refusal::Refusal;

impl Refusal {
    /// What is wrong, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::LiveQuotesOff => "Live quotes are off, so there is no price to trade on.".into(),
            Self::AccountArchived => "This account was archived; it can only be read.".into(),
            Self::UnknownSymbol => "No stock of that symbol is listed on this day.".into(),
            Self::NotTraded => "The stock did not trade on this day, so there is no price.".into(),
            Self::MarketClosed { now, .. } => format!("The exchange takes no orders at {now}."),
            Self::NotInThisPhase { phase, .. } => format!("{phase} does not take this kind of order."),
            Self::MarketNotInThisPhase { .. } => "Market orders are currently not allowed.".into(),
            Self::IocNotInThisPhase { phase, .. } => {
                format!("{phase} takes no immediate-or-cancel orders: nothing trades before it matches.")
            }
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
            Self::PriceOutsideAuctionBand { .. } => {
                "The price is outside the closing auction's band, 3 % around its reference price.".into()
            }
            Self::PriceOutsideBand { .. } => "The price is outside the day's price band.".into(),
            Self::TriggerMissing => "A stop-loss order needs its trigger.".into(),
            Self::TriggerNotWanted => "A market or limit order takes no trigger.".into(),
            Self::TriggerNotPositive => "A trigger is above zero.".into(),
            Self::TriggerOffTick { tick, .. } => {
                format!("The trigger is not a multiple of the tick, ₹{}.", Paise(*tick))
            }
            Self::TriggerOutsideBand { .. } => "The trigger is outside the day's price band.".into(),
            Self::TriggerBeyondLimit { .. } => "The trigger lies beyond the order's own limit.".into(),
            Self::TriggerWrongSide { .. } => "The market has already passed the trigger.".into(),
            Self::TradeToTrade { series } => {
                format!("Series {series} is trade-to-trade: every trade is delivered, none is intraday.")
            }
            Self::IntradayNotOffered => "Intraday is not offered in this stock.".into(),
            Self::IntradayOver { square_off } => {
                format!("Intraday positions of this stock were squared off at {square_off}.")
            }
            Self::NotHeld { .. } => "That is more than is held; delivery shares cannot be sold short.".into(),
            Self::BoughtToday { .. } => {
                "Trade-to-trade shares can be sold from the day after they were delivered (T+2).".into()
            }
            Self::CashShort { needed, available } => {
                format!("The order needs ₹{needed}; ₹{available} is free.")
            }
            Self::NoSuchOrder => "There is no order of that number.".into(),
            Self::OrderEnded => "The order has ended; it can no longer be changed.".into(),
            Self::NothingToChange { why } => why.clone(),
            Self::FixedInAnOrder => "The stock, the side and the product of an order cannot change.".into(),
            Self::ProgramsOrder => "The program wrote this order to square off your position.".into(),
            Self::Matching => "The exchange is matching the auction's orders.".into(),
            Self::MarketStands => {
                "In the last part of the auction market orders can be neither changed nor cancelled.".into()
            }
            Self::AmoWhileOpen => {
                "The exchange takes orders now; an after-market order waits for the next session.".into()
            }
            Self::DisclosedOutside { .. } => "The disclosed quantity is a tenth of the order or more.".into(),
            Self::DisclosedNotHere => {
                "Only day orders in continuous trading can disclose a part of their quantity.".into()
            }
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
            Self::MarketClosed { next, .. } => next
                .clone()
                .unwrap_or_else(|| "Nothing more today; orders from 09:00 on the next trading day".into()),
            Self::NotInThisPhase { takes, .. }
            | Self::MarketNotInThisPhase { takes }
            | Self::IocNotInThisPhase { takes, .. } => takes.clone(),
            Self::QuantityNotPositive { .. } => "1 share or more".into(),
            Self::QuantityTooLarge { most } => format!("At most {} shares", grouped(*most)),
            Self::QuantityNotInLots { lot } => format!("A multiple of {}", grouped(*lot)),
            Self::ValueTooLarge { most } => format!("At most ₹{most} in one order"),
            Self::PriceMissing => "A price on the tick and within the band".into(),
            Self::PriceNotWanted => "No price, or a limit order".into(),
            Self::PriceNotPositive | Self::TriggerNotPositive => "A price above zero".into(),
            Self::PriceOffTick { below, above, .. } | Self::TriggerOffTick { below, above, .. } => {
                match below {
                    Some(below) => format!("{below} or {above}"),
                    None => above.to_string(),
                }
            }
            Self::PriceOutsideBand { low, high }
            | Self::PriceOutsideAuctionBand { low, high }
            | Self::TriggerOutsideBand { low, high } => format!("{low} to {high}"),
            Self::TriggerMissing => "A trigger on the tick and within the band".into(),
            Self::TriggerNotWanted => "No trigger, or a stop-loss order".into(),
            Self::TriggerWrongSide { must } | Self::TriggerBeyondLimit { must } => must.clone(),
            Self::TradeToTrade { .. } | Self::IntradayOver { .. } | Self::IntradayNotOffered => {
                "Longterm (CNC)".into()
            }
            Self::NotHeld { sellable } | Self::BoughtToday { sellable } => {
                if *sellable > 0 {
                    format!("At most {}", grouped(*sellable))
                } else {
                    "Nothing today".into()
                }
            }
            Self::CashShort { .. } => "A smaller quantity, or a lower price".into(),
            Self::AmoWhileOpen => "The same order without AMO".into(),
            Self::DisclosedOutside { least, most } => format!("{} to {}", grouped(*least), grouped(*most)),
            Self::DisclosedNotHere => "No disclosed quantity".into(),
            Self::FixedInAnOrder => "A new order; cancel this one".into(),
            Self::Matching | Self::MarketStands => "What is left of it, after the match".into(),
            Self::NoSuchOrder | Self::OrderEnded | Self::ProgramsOrder => {
                "An order that is still working".into()
            }
            Self::NothingToChange { .. } | Self::NotOffered { .. } => return None,
        })
    }
}
