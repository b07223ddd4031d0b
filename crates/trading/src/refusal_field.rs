//! The field of the ticket that a refusal is about.

use crate::refusal::Refusal;

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
    /// The field that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::UnknownSymbol | Self::NotTraded | Self::NothingHeldBefore { .. } | Self::NotARight => {
                Some(Field::Symbol)
            }
            Self::QuantityNotPositive { .. }
            | Self::QuantityTooLarge { .. }
            | Self::QuantityNotInLots { .. }
            | Self::ValueTooLarge { .. }
            | Self::NotHeld { .. }
            | Self::BoughtToday { .. }
            | Self::NotCredited { .. }
            | Self::RightsNotHeld { .. }
            | Self::CashShort { .. }
            | Self::NothingToConvert { .. } => Some(Field::Quantity),
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
            | Self::TriggerWrongSide { .. }
            | Self::GttAtTheMarket { .. }
            | Self::GttLegs { .. } => Some(Field::Trigger),
            Self::TradeToTrade { .. }
            | Self::IntradayOver { .. }
            | Self::IntradayNotOffered
            | Self::NewlyListed { .. }
            | Self::ConvertAgainstShort => Some(Field::Product),
            Self::NotInThisPhase { .. } | Self::MarketNotInThisPhase { .. } | Self::NotOffered { .. } => {
                Some(Field::Type)
            }
            Self::IocNotInThisPhase { .. } | Self::AmoWhileOpen => Some(Field::Validity),
            Self::DisclosedOutside { .. } | Self::DisclosedNotHere => Some(Field::Disclosed),
            Self::LiveQuotesOff
            | Self::PriceTooOld { .. }
            | Self::AccountArchived
            | Self::MarketClosed { .. }
            | Self::EntryClosed { .. }
            | Self::ConvertNotNow { .. }
            | Self::NoSuchOrder
            | Self::OrderEnded
            | Self::NothingToChange { .. }
            | Self::NoSuchGtt
            | Self::GttOver
            | Self::FixedInAnOrder
            | Self::ProgramsOrder
            | Self::Matching
            | Self::ExDateAhead { .. }
            | Self::AlreadyDone { .. }
            | Self::TermsImpossible { .. }
            | Self::RightsClosed { .. }
            | Self::NoSuchChargeProfile
            | Self::ChargeProfileFixed
            | Self::ChargeProfileUnchanged { .. }
            | Self::ChargeProfileNameTaken { .. }
            | Self::TooManyChargeProfiles { .. }
            | Self::ChargeOutside { .. }
            | Self::MarketStands => None,
        }
    }
}
