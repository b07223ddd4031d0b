//! Which rule stands behind a refusal, an ending, a fill and a charge: its name in the rule book of the day.

use crate::charges::ChargeName;
use crate::event::Ending;
use crate::evidence::FillRule;
use crate::refusal::Refusal;

impl Refusal {
    /// The name of the rule that it follows from; none where no rule of the market does.
    #[must_use]
    pub const fn rule(&self) -> Option<&'static str> {
        Some(match self {
            Self::MarketClosed { .. } => "session",
            Self::EntryClosed { .. }
            | Self::NotInThisPhase { .. }
            | Self::MarketNotInThisPhase { .. }
            | Self::IocNotInThisPhase { .. } => "order_phase",
            Self::QuantityNotPositive { .. }
            | Self::QuantityTooLarge { .. }
            | Self::QuantityNotInLots { .. }
            | Self::ValueTooLarge { .. } => "order_size",
            Self::PriceMissing
            | Self::PriceNotWanted
            | Self::TriggerMissing
            | Self::TriggerNotWanted
            | Self::TriggerBeyondLimit { .. }
            | Self::TriggerWrongSide { .. } => "order_type",
            Self::PriceNotPositive
            | Self::PriceOffTick { .. }
            | Self::TriggerNotPositive
            | Self::TriggerOffTick { .. } => "tick",
            Self::PriceOutsideBand { .. }
            | Self::PriceOutsideAuctionBand { .. }
            | Self::TriggerOutsideBand { .. } => "band",
            Self::TradeToTrade { .. } | Self::IntradayNotOffered | Self::NewlyListed { .. } => "leverage",
            Self::IntradayOver { .. } | Self::ProgramsOrder => "square_off",
            Self::NotHeld { .. } | Self::BoughtToday { .. } => "order_holdings",
            Self::CashShort { .. } => "order_cash",
            Self::NothingToChange { .. }
            | Self::FixedInAnOrder
            | Self::OrderEnded
            | Self::Matching
            | Self::MarketStands => "order_change",
            Self::AmoWhileOpen => "order_after_market",
            Self::DisclosedOutside { .. } | Self::DisclosedNotHere => "order_disclosed",
            Self::GttOver | Self::GttAtTheMarket { .. } | Self::GttLegs { .. } => "order_trigger",
            Self::NotCredited { .. }
            | Self::ExDateAhead { .. }
            | Self::NothingHeldBefore { .. }
            | Self::AlreadyDone { .. }
            | Self::TermsImpossible { .. } => "corporate_action",
            Self::NotARight | Self::RightsNotHeld { .. } | Self::RightsClosed { .. } => "rights",
            Self::NothingToConvert { .. } | Self::ConvertNotNow { .. } | Self::ConvertAgainstShort => {
                "convert"
            }
            Self::ChargeProfileFixed
            | Self::ChargeProfileNameTaken { .. }
            | Self::ChargeProfileUnchanged { .. }
            | Self::TooManyChargeProfiles { .. }
            | Self::ChargeOutside { .. } => "charge_profile",
            Self::LiveQuotesOff
            | Self::PriceTooOld { .. }
            | Self::AccountArchived
            | Self::UnknownSymbol
            | Self::NotTraded
            | Self::NoSuchOrder
            | Self::NoSuchGtt
            | Self::NoSuchChargeProfile
            | Self::NotOffered { .. } => return None,
        })
    }
}

impl Ending {
    /// The name of the rule that ended an order; none where the user did.
    #[must_use]
    pub const fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::ByUser => return None,
            Self::DayOver | Self::NotImmediate => "order_validity",
            Self::AuctionOver | Self::NotCarriedOver => "order_phase",
            Self::CashShort => "order_cash",
            Self::SquareOff => "square_off",
            Self::Locked | Self::ForcedSale => "locked",
            Self::CorporateAction => "corporate_action",
            Self::NotTaken => "order_after_market",
        })
    }
}

impl FillRule {
    /// Every rule, in the order of the book.
    pub const ALL: [Self; 9] = [
        Self::MarketAdverseSide,
        Self::Marketable,
        Self::TradedThrough,
        Self::TradedAtLimit,
        Self::GapBeyondLimit,
        Self::PreOpenPrice,
        Self::ClosingAuctionPrice,
        Self::PostClosePrice,
        Self::SquareOff,
    ];

    /// Its name in the rule book.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::MarketAdverseSide => "fill_market",
            Self::TradedThrough => "fill_through",
            Self::TradedAtLimit => "fill_at_limit",
            Self::Marketable => "fill_marketable",
            Self::GapBeyondLimit => "fill_gap",
            Self::PreOpenPrice => "fill_pre_open",
            Self::ClosingAuctionPrice => "fill_closing_auction",
            Self::PostClosePrice => "fill_post_close",
            Self::SquareOff => "square_off",
        }
    }
}

impl ChargeName {
    /// The name of the rule that it is charged by.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Brokerage => "charge_brokerage",
            Self::Stt => "charge_stt",
            Self::Transaction => "charge_transaction",
            Self::Sebi => "charge_sebi",
            Self::Stamp => "charge_stamp",
            Self::Gst => "charge_gst",
            Self::Ipft => "charge_ipft",
            Self::Dp => "charge_dp",
            Self::SquareOff => "charge_square_off",
        }
    }
}
