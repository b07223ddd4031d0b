//! The rules of orders, fills and intraday positions, in words.

use super::{Rule, Topic};
use crate::apply::usable_on;
use crate::calendar::Calendar;
use crate::evidence::FillRule;
use crate::gtt::GTT_DAYS;
use crate::moment::Day;
use crate::money::grouped;
use crate::place::{MOST_SHARES, MOST_VALUE};
use crate::rates::RateCard;
use crate::session::{Phase, Session};

const KITE: &str = "What the screens of a broker take (Kite)";
const AUCTIONS: &str = "NSE circulars CMTR74466 and CMTR74969";
const OURS: &str =
    "Lakh's model of matching: without the order book nothing is filled better than the market";
const CASH: &str = "SEBI's upfront margins; brokers' support pages on sale proceeds";

/// What an order may be, and at what price it trades.
pub(super) fn orders(day: Day) -> Vec<Rule> {
    let order = |name, words: String, source| Rule::new(name, Topic::Order, words, None, source);
    let mut rules = vec![
        order(
            "order_size",
            format!(
                "An order has 1 to {} shares, whole lots on the SME platform, and at most ₹{MOST_VALUE}",
                grouped(MOST_SHARES)
            ),
            KITE,
        ),
        order(
            "order_type",
            "Market, limit, SL (a trigger and a limit) and SL-M (a trigger, then the market); a stop's trigger has yet to be reached and does not lie beyond its own limit".into(),
            "NSE's order types; Kite's documents",
        ),
        order(
            "order_validity",
            "DAY stands until trading ends; IOC takes what is there at once, and the rest is cancelled".into(),
            "NSE's order types",
        ),
        order("order_phase", phases(day), AUCTIONS),
        order(
            "order_left_over",
            "What the pre-open leaves of a market order goes on as a limit order at the opening price, or at the previous close where it found none".into(),
            "NSE's pre-open session, as Kotak Securities and Geojit describe it",
        ),
        order(
            "order_disclosed",
            "A disclosed quantity is a tenth of the order or more, in continuous trading, for the day".into(),
            "NSE's order types; not in auctions (CMTR74466)",
        ),
        order(
            "order_after_market",
            "After-market orders (AMO) are taken from the end of trading to the next pre-open, which they enter if the new day's tick and band take their price".into(),
            "Brokers' after-market orders (Kite)",
        ),
        order(
            "order_change",
            "Quantity, prices, type and validity change while an order works, and it queues anew; the stock, the side and the product do not; nothing changes while an auction matches".into(),
            AUCTIONS,
        ),
        order(
            "order_trigger",
            format!(
                "A trigger (GTT) blocks nothing and lives {GTT_DAYS} days; when its price trades it places a limit order for delivery; two to sell cancel each other (OCO)"
            ),
            "Kite's documents on GTT",
        ),
        order(
            "order_holdings",
            "Delivery sells what is held, yesterday's purchases too (BTST); trade-to-trade shares once delivered".into(),
            "NSE's legend of series; NSE Clearing's settlement",
        ),
        order("order_cash", cash(day), CASH),
    ];
    let fills = FillRule::ALL.into_iter().filter(|rule| *rule != FillRule::SquareOff);
    let known = fills.filter(|rule| *rule != FillRule::ClosingAuctionPrice || has_auction(day));
    rules.extend(known.map(|rule| Rule::new(rule.rule(), Topic::Fill, rule.words(), None, OURS)));
    rules
}

/// How intraday positions are closed, converted and carried.
pub(super) fn positions(day: Day) -> Vec<Rule> {
    let position = |name, words: String, source| Rule::new(name, Topic::Position, words, None, source);
    let time = |auction| Calendar::nse().session(day, auction).and_then(|session| session.square_off());
    let at = match (time(false), time(true)) {
        (Some(plain), Some(auction)) if plain != auction => format!(
            "at {} in stocks with a closing auction and at {} in the others",
            auction.short(),
            plain.short()
        ),
        (Some(clock), _) | (None, Some(clock)) => format!("at {}", clock.short()),
        (None, None) => "before trading ends".into(),
    };
    vec![
        position(
            "square_off",
            format!(
                "Intraday positions are closed by the program {at}, at the market, for ₹{} + GST an order",
                RateCard::on(day).profile.square_off
            ),
            "Zerodha's square-off and its fee; the time since 3 August 2026 is Lakh's own",
        ),
        position(
            "locked",
            "What nobody would close at its band is carried: shares bought as delivery, to be sold in the next session where the cash does not pay for them; shares sold short are bought in by the exchange at 20 % above the close, or at the highest price since the sale where that is more".into(),
            "NSE Clearing's close-out of short deliveries",
        ),
        position(
            "convert",
            "Shares bought today turn from intraday into delivery or back during continuous trading, until the square-off; they keep their price".into(),
            "Brokers' conversion of positions (Kite)",
        ),
    ]
}

fn phases(day: Day) -> String {
    let session = Session::full_day(day, true);
    let limit_only = session.span(Phase::PreOpenLimitOnly).is_some();
    let auctions =
        if has_auction(day) { "The pre-open and the closing auction take" } else { "The pre-open takes" };
    let last = match (limit_only, has_auction(day)) {
        (true, _) => "; their last part takes limit orders only, and market orders stand",
        (false, true) => "; the last part of the closing auction takes limit orders only",
        (false, false) => "",
    };
    let closes = match (limit_only, has_auction(day)) {
        (true, _) => "in their last two minutes",
        (false, true) => "in the pre-open's last minute and the closing auction's last two",
        (false, false) => "in its last minute",
    };
    format!(
        "{auctions} market and limit orders for the day, no stop-loss and no IOC{last}; order entry closes at a random moment {closes}; the post-close session takes market orders for delivery"
    )
}

fn has_auction(day: Day) -> bool {
    Session::full_day(day, true).span(Phase::AuctionMatch).is_some()
}

/// Since 7 October 2024 all of the proceeds of settled holdings may be used at once.
fn cash(day: Day) -> String {
    let (share, _) = usable_on(day);
    format!(
        "Delivery sets its whole value and charges aside, intraday its margin; {share} % of the proceeds of settled holdings can be used at once, those of yesterday's purchases and intraday profit on the next trading day"
    )
}
