//! Why an order is not accepted, and what would be.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::moment::{Day, Moment};
use crate::money::{Paise, Price, grouped};

/// The reasons for refusing an order. Closed; each knows its words.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, BorshSerialize, BorshDeserialize,
)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The account follows the live market and live quotes are switched off.
    #[error("Live quotes are off, so there is no price to trade on.")]
    LiveQuotesOff,
    /// The newest price is too old to trade on: the source does not answer.
    #[error("The newest price known is too old to trade on: {}.", moment_words(as_of.as_deref()))]
    PriceTooOld {
        /// When it was true, RFC 3339; none where no price is known.
        as_of: Option<String>,
    },
    /// The account was archived.
    #[error("This account was archived; it can only be read.")]
    AccountArchived,
    /// No such stock on that day.
    #[error("No stock of that symbol is listed on this day.")]
    UnknownSymbol,
    /// The stock is listed but did not trade on the replayed day: no price exists.
    #[error("The stock did not trade on this day, so there is no price.")]
    NotTraded,
    /// The exchange accepts no orders now.
    #[error("The exchange takes no orders at {now}.")]
    MarketClosed {
        /// What the time is, `HH:MM:SS`.
        now: String,
        /// When it takes orders again today, in words.
        #[serde(default)]
        next: Option<String>,
    },
    /// Order entry of the auction closed at its random moment.
    #[error("Order entry has closed: the exchange ends it at a random moment before the auction matches.")]
    EntryClosed {
        /// When it takes orders again today, in words.
        #[serde(default)]
        next: Option<String>,
    },
    /// The phase does not take this kind of order.
    #[error("{phase} does not take this kind of order.")]
    NotInThisPhase {
        /// The phase in words.
        phase: String,
        /// What it takes.
        takes: String,
    },
    /// The last part of an auction takes no market orders any more.
    #[error("Market orders are currently not allowed.")]
    MarketNotInThisPhase {
        /// What it takes.
        takes: String,
    },
    /// Auctions take no immediate-or-cancel orders.
    #[error("{phase} takes no immediate-or-cancel orders: nothing trades before it matches.")]
    IocNotInThisPhase {
        /// The phase in words.
        phase: String,
        /// What it takes.
        takes: String,
    },
    /// Zero or a negative number of shares.
    #[error("{} shares cannot be traded.", grouped(*.asked))]
    QuantityNotPositive {
        /// As asked.
        asked: i64,
    },
    /// More shares than one order may have.
    #[error("That is more than one order may have.")]
    QuantityTooLarge {
        /// The most.
        most: i64,
    },
    /// Not a multiple of the lot.
    #[error("This stock trades in lots of {}.", grouped(*.lot))]
    QuantityNotInLots {
        /// Shares a lot.
        lot: i64,
    },
    /// More money than one order may move.
    #[error("That is more money than one order may move.")]
    ValueTooLarge {
        /// The most.
        most: Paise,
    },
    /// A limit or SL order without its price.
    #[error("A limit order needs its price.")]
    PriceMissing,
    /// A market or SL-M order with a limit price.
    #[error("A market order takes no price.")]
    PriceNotWanted,
    /// Zero or a negative price.
    #[error("A price is above zero.")]
    PriceNotPositive,
    /// A price off the tick.
    #[error("The price is not a multiple of the tick, ₹{}.", Paise(*.tick))]
    PriceOffTick {
        /// The tick in paise.
        tick: i64,
        /// The nearest price below, where there is one.
        below: Option<Price>,
        /// The nearest price above.
        above: Price,
    },
    /// A price outside the day's band.
    #[error("The price is outside the day's price band.")]
    PriceOutsideBand {
        /// Lowest price of the day.
        low: Price,
        /// Highest price of the day.
        high: Price,
    },
    /// A price outside the closing auction's band.
    #[error("The price is outside the closing auction's band, 3 % around its reference price.")]
    PriceOutsideAuctionBand {
        /// Lowest price of the auction.
        low: Price,
        /// Highest price of the auction.
        high: Price,
    },
    /// An SL order without its trigger.
    #[error("A stop-loss order needs its trigger.")]
    TriggerMissing,
    /// A market or limit order with a trigger.
    #[error("A market or limit order takes no trigger.")]
    TriggerNotWanted,
    /// Zero or a negative trigger.
    #[error("A trigger is above zero.")]
    TriggerNotPositive,
    /// A trigger off the tick.
    #[error("The trigger is not a multiple of the tick, ₹{}.", Paise(*.tick))]
    TriggerOffTick {
        /// The tick in paise.
        tick: i64,
        /// The nearest price below, where there is one.
        below: Option<Price>,
        /// The nearest price above.
        above: Price,
    },
    /// A trigger outside the day's band.
    #[error("The trigger is outside the day's price band.")]
    TriggerOutsideBand {
        /// Lowest price of the day.
        low: Price,
        /// Highest price of the day.
        high: Price,
    },
    /// A trigger beyond the limit of its own order: triggered, it could not trade.
    #[error("The trigger lies beyond the order's own limit.")]
    TriggerBeyondLimit {
        /// What a trigger must be, in words.
        must: String,
    },
    /// A trigger that the last price has already passed.
    #[error("The market has already passed the trigger.")]
    TriggerWrongSide {
        /// What a trigger must be, in words.
        must: String,
    },
    /// Intraday in a series that settles every trade by delivery.
    #[error("Series {series} is trade-to-trade: every trade is delivered, none is intraday.")]
    TradeToTrade {
        /// The series.
        series: String,
    },
    /// The broker carries no intraday positions in the stock.
    #[error("Intraday is not offered in this stock.")]
    IntradayNotOffered,
    /// Intraday in the first days of a listing.
    #[error("The stock was listed lately: no intraday in its first ten trading days.")]
    NewlyListed {
        /// The first day with intraday.
        from: Day,
    },
    /// Intraday after the square-off time.
    #[error("Intraday positions of this stock were squared off at {square_off}.")]
    IntradayOver {
        /// The square-off time.
        square_off: String,
    },
    /// Selling for delivery more than is held.
    #[error("That is more than is held; delivery shares cannot be sold short.")]
    NotHeld {
        /// Shares that could be sold.
        sellable: i64,
    },
    /// Trade-to-trade shares bought today cannot be sold today.
    #[error("Trade-to-trade shares can be sold from the day after they were delivered (T+2).")]
    BoughtToday {
        /// Shares that could be sold.
        sellable: i64,
    },
    /// Shares that a corporate action gave are not in the demat account yet.
    #[error("Those shares come from a corporate action; they can be sold from {}.", from.words())]
    NotCredited {
        /// Shares that could be sold.
        sellable: i64,
        /// From when.
        from: Day,
    },
    /// A corporate action whose ex-date has not come.
    #[error("The ex-date, {}, has not come yet.", ex_day.words())]
    ExDateAhead {
        /// The ex-date.
        ex_day: Day,
    },
    /// A corporate action of a stock that was not held before the ex-date.
    #[error("No shares of that stock were held before {}.", ex_day.words())]
    NothingHeldBefore {
        /// The ex-date.
        ex_day: Day,
    },
    /// A corporate action that was carried out already.
    #[error("{what}: that has been done already.")]
    AlreadyDone {
        /// The action in words.
        what: String,
    },
    /// Terms of a corporate action that cannot be carried out.
    #[error("Those terms cannot be carried out.")]
    TermsImpossible {
        /// What they must be, in words.
        must: String,
    },
    /// Nothing is held of that symbol that is the right to buy shares.
    #[error("No right to buy shares is held under that symbol.")]
    NotARight,
    /// More rights than can be used: held, in the demat account, not offered for sale and not used already.
    #[error("That is more than the rights that can be used.")]
    RightsNotHeld {
        /// The most.
        most: i64,
    },
    /// The issue has closed: its rights are worth nothing.
    #[error("The rights issue closed on {}.", closed_on.words())]
    RightsClosed {
        /// Its last day.
        closed_on: Day,
    },
    /// The cash does not reach.
    #[error("The order needs ₹{needed}; ₹{available} is free.")]
    CashShort {
        /// What the order needs.
        needed: Paise,
        /// What is free.
        available: Paise,
    },
    /// No order of that number.
    #[error("There is no order of that number.")]
    NoSuchOrder,
    /// The order has ended.
    #[error("The order has ended; it can no longer be changed.")]
    OrderEnded,
    /// The change would leave less than is filled, or changes nothing.
    #[error("{why}")]
    NothingToChange {
        /// Why, in words.
        why: String,
    },
    /// The stock, the side and the product of an order are fixed.
    #[error("The stock, the side and the product of an order cannot change.")]
    FixedInAnOrder,
    /// The order was written by the program to square off a position.
    #[error("The program wrote this order to square off your position.")]
    ProgramsOrder,
    /// The exchange is matching the auction's orders.
    #[error("The exchange is matching the auction's orders.")]
    Matching,
    /// Market orders stand in the last part of an auction.
    #[error("In the last part of the auction market orders can be neither changed nor cancelled.")]
    MarketStands,
    /// An after-market order while the exchange takes orders.
    #[error("The exchange takes orders now; an after-market order waits for the next session.")]
    AmoWhileOpen,
    /// Fewer shares shown than a tenth of the order, or more than it has.
    #[error("The disclosed quantity is a tenth of the order or more.")]
    DisclosedOutside {
        /// The fewest.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A disclosed quantity in an auction or in an immediate-or-cancel order.
    #[error("Only day orders in continuous trading can disclose a part of their quantity.")]
    DisclosedNotHere,
    /// No trigger of that number.
    #[error("There is no trigger of that number.")]
    NoSuchGtt,
    /// The trigger no longer waits.
    #[error("The trigger no longer waits; it can no longer be changed.")]
    GttOver,
    /// A trigger at the last price itself: it waits for nothing.
    #[error("The last price is {last} already.")]
    GttAtTheMarket {
        /// The last price.
        last: Price,
    },
    /// Neither one trigger nor, for a sale, one on either side of the last price.
    #[error("A trigger order has one trigger, or two to sell.")]
    GttLegs {
        /// The last price.
        last: Price,
    },
    /// No such shares to convert.
    #[error("That is more than can be converted: shares bought today and not offered for sale.")]
    NothingToConvert {
        /// The most that can be.
        most: i64,
    },
    /// Shares change their product in continuous trading, until the square-off.
    #[error("Shares are converted during continuous trading, until positions are squared off.")]
    ConvertNotNow {
        /// From when, `HH:MM`.
        from: String,
        /// Until when.
        until: String,
    },
    /// Delivery shares cannot become intraday while the stock is sold short intraday.
    #[error("The stock is sold short intraday; close that position first.")]
    ConvertAgainstShort,
    /// No charge profile of that name.
    #[error("There is no such charge profile.")]
    NoSuchChargeProfile,
    /// A profile that comes with Lakh cannot be changed.
    #[error("A charge profile that comes with Lakh cannot be changed.")]
    ChargeProfileFixed,
    /// A change of a profile, or a choice, that changes nothing.
    #[error("{why}")]
    ChargeProfileUnchanged {
        /// Why, in words.
        why: String,
    },
    /// Two profiles of one name.
    #[error("There is a charge profile called {name} already.")]
    ChargeProfileNameTaken {
        /// Its name.
        name: String,
    },
    /// More profiles of one's own than an account keeps.
    #[error("An account keeps at most {most} charge profiles of its own.")]
    TooManyChargeProfiles {
        /// The most.
        most: usize,
    },
    /// A line of a profile that no broker's can be.
    #[error("{line}: a charge profile does not take that.")]
    ChargeOutside {
        /// Which line, in words.
        line: String,
        /// What it takes, in words.
        accepted: String,
    },
    /// The kind of order is not offered in this version.
    #[error("{what} are not offered yet.")]
    NotOffered {
        /// What is not.
        what: String,
    },
}

/// A moment as people read it: `20 Nov 2026 15:29:58`.
fn moment_words(written: Option<&str>) -> String {
    let Some(written) = written else { return "none came yet".into() };
    let read = written.parse::<Moment>();
    read.map_or_else(|_| written.into(), |at| format!("{} {}", at.day().words(), at.clock()))
}
