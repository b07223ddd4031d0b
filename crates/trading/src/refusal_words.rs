//! A refusal in words: its name, what is wrong, and what would be accepted.

use crate::money::grouped;
use crate::refusal::Refusal;

impl Refusal {
    /// A stable name: `cash_short`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LiveQuotesOff => "live_quotes_off",
            Self::PriceTooOld { .. } => "price_too_old",
            Self::AccountArchived => "account_archived",
            Self::UnknownSymbol => "unknown_symbol",
            Self::NotTraded => "not_traded",
            Self::MarketClosed { .. } => "market_closed",
            Self::EntryClosed { .. } => "entry_closed",
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
            Self::NewlyListed { .. } => "newly_listed",
            Self::IntradayOver { .. } => "intraday_over",
            Self::NotHeld { .. } => "not_held",
            Self::BoughtToday { .. } => "bought_today",
            Self::NotCredited { .. } => "not_credited",
            Self::ExDateAhead { .. } => "ex_date_ahead",
            Self::NothingHeldBefore { .. } => "nothing_held_before",
            Self::AlreadyDone { .. } => "already_done",
            Self::TermsImpossible { .. } => "terms_impossible",
            Self::NotARight => "not_a_right",
            Self::RightsNotHeld { .. } => "rights_not_held",
            Self::RightsClosed { .. } => "rights_closed",
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
            Self::NoSuchGtt => "no_such_gtt",
            Self::GttOver => "gtt_over",
            Self::GttAtTheMarket { .. } => "gtt_at_the_market",
            Self::GttLegs { .. } => "gtt_legs",
            Self::NothingToConvert { .. } => "nothing_to_convert",
            Self::ConvertNotNow { .. } => "convert_not_now",
            Self::ConvertAgainstShort => "convert_against_short",
            Self::NoSuchChargeProfile => "no_such_charge_profile",
            Self::ChargeProfileUnchanged { .. } => "charge_profile_unchanged",
            Self::ChargeProfileFixed => "charge_profile_fixed",
            Self::ChargeProfileNameTaken { .. } => "charge_profile_name_taken",
            Self::TooManyChargeProfiles { .. } => "too_many_charge_profiles",
            Self::ChargeOutside { .. } => "charge_outside",
            Self::NotOffered { .. } => "not_offered",
        }
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What would be accepted, where it can be said.
    #[must_use]
    pub fn accepted(&self) -> Option<String> {
        Some(match self {
            Self::LiveQuotesOff => "Open a practice account, or switch live quotes on".into(),
            Self::PriceTooOld { .. } => ONCE_IT_ANSWERS.into(),
            Self::AccountArchived => "An account that is open".into(),
            Self::UnknownSymbol => "A symbol from the market list; search by name to find it".into(),
            Self::NotTraded => "A stock with a price today, or another day".into(),
            Self::MarketClosed { next, .. } | Self::EntryClosed { next } => {
                next.clone().unwrap_or_else(|| TOMORROW.into())
            }
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
                below.map_or_else(|| above.to_string(), |below| format!("{below} or {above}"))
            }
            Self::PriceOutsideBand { low, high }
            | Self::PriceOutsideAuctionBand { low, high }
            | Self::TriggerOutsideBand { low, high } => format!("{low} to {high}"),
            Self::TriggerMissing => "A trigger on the tick and within the band".into(),
            Self::TriggerNotWanted => "No trigger, or a stop-loss order".into(),
            Self::TriggerWrongSide { must }
            | Self::TriggerBeyondLimit { must }
            | Self::TermsImpossible { must } => must.clone(),
            Self::TradeToTrade { .. } | Self::IntradayOver { .. } | Self::IntradayNotOffered => {
                "Longterm (CNC)".into()
            }
            Self::NewlyListed { from } => format!("Longterm (CNC); intraday from {}", from.words()),
            Self::NotHeld { sellable }
            | Self::BoughtToday { sellable }
            | Self::NotCredited { sellable, .. } => at_most(*sellable, "Nothing today"),
            Self::CashShort { .. } => "A smaller quantity, or a lower price".into(),
            Self::ExDateAhead { ex_day } => format!("The same on {} or later", ex_day.words()),
            Self::NothingHeldBefore { ex_day } => {
                format!("A stock of which shares were bought before {}", ex_day.words())
            }
            Self::AlreadyDone { .. } => "Another action, or another ex-date".into(),
            Self::NotARight => "A right that is held, such as GENESYS-RE".into(),
            Self::RightsNotHeld { most } => at_most(*most, FREE_RIGHTS),
            Self::RightsClosed { .. } => "A rights issue that is open".into(),
            Self::NoSuchGtt | Self::GttOver => "A trigger that still waits".into(),
            Self::GttAtTheMarket { last } => format!("A trigger above or below {last}"),
            Self::GttLegs { last } => format!("One trigger; or to sell two, one below {last} and one above"),
            Self::NothingToConvert { most } => at_most(*most, "Shares bought today"),
            Self::ConvertNotNow { from, until } => format!("A conversion from {from} to {until}"),
            Self::ConvertAgainstShort => "Delivery shares of a stock without a short position".into(),
            Self::AmoWhileOpen => "The same order without AMO".into(),
            Self::DisclosedOutside { least, most } => format!("{} to {}", grouped(*least), grouped(*most)),
            Self::DisclosedNotHere => "No disclosed quantity".into(),
            Self::FixedInAnOrder => "A new order; cancel this one".into(),
            Self::Matching | Self::MarketStands => "What is left of it, after the match".into(),
            Self::NoSuchOrder | Self::OrderEnded | Self::ProgramsOrder => {
                "An order that is still working".into()
            }
            Self::NoSuchChargeProfile => "A charge profile of the list".into(),
            Self::ChargeProfileFixed => "A change of a copy of it".into(),
            Self::ChargeProfileNameTaken { .. } => "Another name".into(),
            Self::TooManyChargeProfiles { .. } => "A change of one that there is".into(),
            Self::ChargeOutside { accepted, .. } => accepted.clone(),
            Self::NothingToChange { .. } | Self::ChargeProfileUnchanged { .. } | Self::NotOffered { .. } => {
                return None;
            }
        })
    }
}

const FREE_RIGHTS: &str = "Rights that are credited, not offered and not used";
const ONCE_IT_ANSWERS: &str = "An order once the source answers again; Settings shows how it is";
const TOMORROW: &str = "Nothing more today; orders from 09:00 on the next trading day";

/// The most that would do, and words for when that is nothing.
fn at_most(most: i64, none: &str) -> String {
    if most > 0 { format!("At most {}", grouped(most)) } else { none.into() }
}
