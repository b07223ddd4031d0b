//! One account now: its clock, its money, what it holds.

use serde::Serialize;
use ts_rs::TS;

use super::corporate::Right;
use super::market::{IndexQuote, Quote};
use super::order::{Charges, Order, Product, Side, Trade};
use super::sources::Errand;
use super::trigger::Gtt;
use super::window::Speed;

/// Everything that is true of one account now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct View {
    #[ts(type = "number")]
    pub revision: u64,
    pub profile: Profile,
    pub account: Account,
    pub clock: Clock,
    pub funds: Funds,
    pub portfolio: Portfolio,
    pub holdings: Vec<Holding>,
    pub positions: Vec<Position>,
    /// What was sold short, could not be bought back on its day, and is owed.
    pub shorts: Vec<CarriedShort>,
    /// Working orders, and every order of the current day, newest first.
    pub orders: Vec<Order>,
    /// The trades of the current day, newest first.
    pub trades: Vec<Trade>,
    /// Triggers that live across days, newest first.
    pub gtts: Vec<Gtt>,
    /// The profile that new orders are charged under: `Discount broker 2026, version 1`.
    pub charged_under: String,
    /// Lists 1 to 7.
    pub lists: Vec<Vec<Quote>>,
    pub indices: Vec<IndexQuote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub id: String,
    pub name: String,
    pub admin: bool,
    /// Whether a password opens it.
    pub protected: bool,
    /// Whether an administrator locked it: it cannot sign in.
    pub locked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    pub name: String,
    pub kind: AccountKind,
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
    #[ts(type = "number")]
    pub capital_paise: i64,
    pub archived: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    Live,
    Practice,
}

/// Where the account's time stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    pub now: String,
    pub day: String,
    pub mode: Mode,
    /// The badge's words: `PRACTICE · 03 AUG 2026`, `OFFLINE · as of 14 Aug 2026 15:30`.
    pub badge: String,
    /// The words of the phase now: `Continuous trading`, `Closing auction: orders`, `Closed`.
    pub phase: String,
    pub trading: bool,
    pub playing: Option<Speed>,
    /// The day's session: what the bar at the foot draws.
    pub spans: Vec<Span>,
    pub marks: Vec<Mark>,
    /// `Square-off in 1 h 05 m`, `Next: closing auction 15:20`; null when nothing is near.
    pub countdown: Option<String>,
    pub day_over: bool,
    pub last_day: bool,
    /// Whether live quotes are switched on; false in practice.
    pub live_on: bool,
    /// When the newest live answer was asked for, from which its age counts; null when none is of now.
    pub answered_at: Option<String>,
    /// Files that are being fetched for the archive.
    pub errand: Option<Errand>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    Practice,
    Live,
    Closed,
    Offline,
}

/// One phase of the day, `HH:MM:SS` to `HH:MM:SS`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    pub from: String,
    pub to: String,
    pub tone: SpanTone,
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SpanTone {
    PreOpen,
    Continuous,
    Auction,
    PostClose,
    Quiet,
}

/// A fill on the day's bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    pub at: String,
    pub side: Side,
    pub symbol: String,
    #[ts(type = "number")]
    pub quantity: i64,
    #[ts(type = "number")]
    pub price_paise: i64,
}

/// Cash and what is owed, the same figures as `lakh funds`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Funds {
    #[ts(type = "number")]
    pub capital_paise: i64,
    #[ts(type = "number")]
    pub cash_paise: i64,
    #[ts(type = "number")]
    pub available_paise: i64,
    #[ts(type = "number")]
    pub blocked_paise: i64,
    #[ts(type = "number")]
    pub receivable_paise: i64,
    #[ts(type = "number")]
    pub payable_paise: i64,
    #[ts(type = "number")]
    pub charges_paise: i64,
    #[ts(type = "number")]
    pub realised_paise: i64,
    /// What the charges were, by name, since the account was opened.
    pub charges: Charges,
    pub year: YearCosts,
}

/// What the charges took of the financial year so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct YearCosts {
    /// `FY 2026-27`.
    pub name: String,
    /// Realised before charges.
    #[ts(type = "number")]
    pub gross_paise: i64,
    #[ts(type = "number")]
    pub charges_paise: i64,
    #[ts(type = "number")]
    pub net_paise: i64,
    /// Of the gross profit or loss; null where nothing was realised.
    pub share_bp: Option<i32>,
    /// `Charges took 10.13 % of the gross profit.`
    pub words: String,
}

/// The account in five figures. A null is a figure that a missing price makes unknowable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Portfolio {
    #[ts(type = "number | null")]
    pub value_paise: Option<i64>,
    #[ts(type = "number")]
    pub cash_paise: i64,
    #[ts(type = "number")]
    pub invested_paise: i64,
    #[ts(type = "number | null")]
    pub current_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub profit_paise: Option<i64>,
    pub profit_bp: Option<i32>,
    #[ts(type = "number | null")]
    pub day_profit_paise: Option<i64>,
    pub day_profit_bp: Option<i32>,
    pub as_of: Option<String>,
    #[ts(type = "number")]
    pub stale_count: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Holding {
    pub symbol: String,
    pub isin: String,
    /// What is to be done about a new ISIN that no corporate action of the account explains.
    pub new_isin: Option<String>,
    #[ts(type = "number")]
    pub quantity: i64,
    /// Bought on the last trading day and not settled yet; part of `quantity`.
    #[ts(type = "number")]
    pub t1_quantity: i64,
    /// Bought today; part of `quantity`.
    #[ts(type = "number")]
    pub today_quantity: i64,
    #[ts(type = "number")]
    pub average_paise: i64,
    /// The same with what buying was charged.
    #[ts(type = "number")]
    pub average_with_charges_paise: i64,
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    #[ts(type = "number")]
    pub invested_paise: i64,
    #[ts(type = "number | null")]
    pub value_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub profit_paise: Option<i64>,
    pub profit_bp: Option<i32>,
    #[ts(type = "number | null")]
    pub day_profit_paise: Option<i64>,
    pub day_profit_bp: Option<i32>,
    pub as_of: Option<String>,
    pub source: Option<String>,
    pub stale: bool,
    /// What it entitles to, where it is a right to buy shares.
    pub right: Option<Right>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarriedShort {
    pub symbol: String,
    /// The day of the sale, YYYY-MM-DD.
    pub sold_on: String,
    /// The day at whose end the exchange buys the shares in, YYYY-MM-DD.
    pub bought_in_on: String,
    #[ts(type = "number")]
    pub quantity: i64,
    /// What a share was sold for.
    #[ts(type = "number")]
    pub average_paise: i64,
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    /// What buying at the last price would bring; the exchange buys in dearer.
    #[ts(type = "number | null")]
    pub unrealised_paise: Option<i64>,
    #[ts(type = "number")]
    pub margin_paise: i64,
    pub as_of: Option<String>,
    pub source: Option<String>,
    pub stale: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    pub symbol: String,
    pub product: Product,
    pub side: Side,
    /// Shares still open; 0 when the position was closed today.
    #[ts(type = "number")]
    pub open_quantity: i64,
    #[ts(type = "number")]
    pub average_paise: i64,
    #[ts(type = "number | null")]
    pub last_paise: Option<i64>,
    #[ts(type = "number | null")]
    pub profit_paise: Option<i64>,
    #[ts(type = "number")]
    pub realised_paise: i64,
    #[ts(type = "number | null")]
    pub unrealised_paise: Option<i64>,
    pub profit_bp: Option<i32>,
    #[ts(type = "number")]
    pub margin_paise: i64,
    pub as_of: Option<String>,
    pub source: Option<String>,
    pub stale: bool,
}
