//! What the window asks and is told: actions, refusals, messages, the lobby, preferences.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::{Account, Profile, View};
use super::charging::ChargingAct;
use super::corporate::Terms;
use super::house::Trouble;
use super::market::{BoardChange, MarketDay};
use super::order::{Order, Product, Ticket};
use super::trigger::{Gtt, GttTicket};

/// What a person at the window asks an account to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Action {
    /// Places the ticket as an order.
    Place { ticket: Ticket },
    /// Places several tickets, one after the other.
    PlaceAll { tickets: Vec<Ticket> },
    /// Changes an order that is still working into the ticket; the stock, the side and the product stay.
    Modify {
        #[ts(type = "number")]
        order: u64,
        ticket: Ticket,
    },
    /// Cancels what is left of an order.
    Cancel {
        #[ts(type = "number")]
        order: u64,
    },
    /// Cancels every open order.
    CancelAll,
    /// Closes every intraday position at the market.
    ExitAll,
    /// Turns shares bought today from intraday into delivery or back.
    Convert {
        symbol: String,
        #[ts(type = "number")]
        quantity: i64,
        to: Product,
    },
    /// Writes a trigger that lives across days.
    PlaceGtt { ticket: GttTicket },
    /// Changes a waiting trigger.
    ModifyGtt {
        #[ts(type = "number")]
        gtt: u64,
        ticket: GttTicket,
    },
    /// Takes a waiting trigger back.
    CancelGtt {
        #[ts(type = "number")]
        gtt: u64,
    },
    /// Carries out a corporate action on terms that a person gives; of today without a day.
    Corporate { symbol: String, ex_day: Option<String>, terms: Terms },
    /// Uses so many rights that are held, or gives up those that are not used.
    Rights {
        right: String,
        #[serde(rename = "use")]
        #[ts(rename = "use", type = "number | null")]
        used: Option<i64>,
    },
    /// Copies, changes or chooses a profile of charges.
    Charging { act: ChargingAct },
    /// Runs the practice clock.
    Play { speed: Speed },
    /// Stops the practice clock.
    Pause,
    /// Moves the practice clock one beat (15 seconds of the market's time).
    Step,
    /// Moves the practice clock to the account's next event, or to the next change of phase.
    NextEvent,
    /// Moves the practice clock to a time of its day, `HH:MM:SS`.
    AdvanceTo { time: String },
    /// Moves the practice clock to the end of its day.
    ToClose,
    /// Moves the practice clock to the start of the next trading day.
    NextDay,
    /// Adds a stock to a watch list (1 to 7).
    Watch { list: u8, symbol: String },
    /// Takes a stock off a watch list.
    Unwatch { list: u8, symbol: String },
    /// Says what is on screen, so that it is kept fresh.
    Look { symbol: Option<String>, board: bool },
    /// Says which indices stand beside NIFTY 50 at the head; the usual ones when none is named.
    Indices { names: Vec<String> },
}

/// How fast the practice clock runs, market seconds per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Speed {
    X1,
    X10,
    X60,
}

/// What an action did: a line for the toast, and the order when there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    pub message: String,
    pub order: Option<Order>,
    /// The orders, where it was about several.
    pub orders: Vec<Order>,
    pub gtt: Option<Gtt>,
}

/// Why something was not done. `field` is the ticket's field that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    pub code: String,
    pub message: String,
    /// What would be accepted instead.
    pub accepted: Option<String>,
    pub field: Option<Field>,
    /// The line of another form that it is about, in that form's words: `DP charge`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<String>,
    /// The rule behind it, by its name in the rule book of the day.
    pub rule: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    Symbol,
    Quantity,
    Price,
    Trigger,
    Product,
    Type,
    Validity,
    Disclosed,
}

/// What the desk sends to the window without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[expect(clippy::large_enum_variant, reason = "a message is made, sent and dropped, never kept in number")]
pub enum Message {
    /// The account, whole, after every event and every beat.
    View(View),
    /// The rows of the board that changed since the last message; sent while the board is on screen.
    Board(BoardChange),
    /// A fill, a refusal at the exchange, a square-off: something to say in a toast.
    Notice(Notice),
    /// Files hang over the window, or no longer do.
    Hanging { over: bool },
    /// Files were dropped on the window, by their names: `import_dropped` takes each by its place.
    Dropped { files: Vec<String> },
    /// The window was locked; nothing follows.
    Locked,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    pub tone: Tone,
    pub message: String,
    #[ts(type = "number | null")]
    pub order: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Good,
    Info,
    Bad,
}

/// What the window needs before an account is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Lobby {
    pub profiles: Vec<Profile>,
    /// Whether anyone at the computer may make a profile: until an administrator has a password.
    pub open_house: bool,
    /// What somebody new starts with.
    #[ts(type = "number")]
    pub starting_capital_paise: i64,
    /// The profile signed in, if any, with its accounts.
    pub signed_in: Option<Profile>,
    /// Whether the window is locked: only the password of whoever is signed in opens it, and nothing of them is told.
    pub locked: bool,
    /// Whether who is signed in may administer: an administrator, by password.
    pub administers: bool,
    /// What stands in the way of opening the ledger.
    pub trouble: Option<Trouble>,
    pub accounts: Vec<Account>,
    pub days: Vec<MarketDay>,
    /// Days of which something was recorded, but which need their bhavcopy before they can be practised on.
    pub days_without_figures: Vec<String>,
    pub version: String,
    pub settings: Settings,
}

/// How the market archive is filling on first start, 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub what: String,
    pub percent: u8,
}

/// Preferences; nothing that matters to money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    pub theme: Theme,
    pub palette: Palette,
    pub density: Density,
    /// Closing the window hides it and the tray keeps the glance.
    pub close_to_tray: bool,
    /// After how many minutes without a touch the window of somebody with a password is locked; never, when none.
    pub lock_after_minutes: Option<u16>,
    /// Where the order window was left, in CSS pixels.
    pub ticket_at: Option<(i32, i32)>,
    /// The indices that stand beside NIFTY 50 at the head, each person's own choice; the usual ones when empty.
    pub indices: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Palette {
    #[default]
    GreenRed,
    BlueOrange,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    Compact,
    #[default]
    Regular,
    Comfortable,
}

/// A failure that is not the rules': what went wrong and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub code: String,
    pub message: String,
    pub next_step: String,
}

/// What a command of the window answers when it did not do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Problem {
    /// The rules refused it.
    Refused(Refusal),
    /// The world failed.
    Failed(Failure),
}
