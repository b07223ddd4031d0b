//! An account's time, and how its prices come.

use feed::live::Web;
use trading::{Clock, Moment, Phase};

use crate::action::Speed;
use crate::heard::Errand;

/// Where an account's time stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockView {
    /// The account's time.
    pub now: Moment,
    /// How the prices come.
    pub mode: Mode,
    /// The phase of a stock without a closing auction.
    pub phase: Phase,
    /// The phase of a stock with one; the same while both trade continuously.
    pub auction_phase: Phase,
    /// How fast it runs; none when it stands.
    pub playing: Option<Speed>,
    /// The day's phases of a stock with a closing auction (the longest list).
    pub session: Option<trading::Session>,
    /// When the next thing of note comes, and what it is.
    pub next: Option<(Clock, NextUp)>,
    /// Whether the day is over.
    pub day_over: bool,
    /// Whether no later day is in the archive.
    pub last_day: bool,
    /// The moment of the newest price, when the account follows the live market.
    pub prices_as_of: Option<Moment>,
    /// How the live sources are; none in practice.
    pub live: Option<LiveView>,
}

/// How the live sources are, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveView {
    /// Whether any is switched on.
    pub on: bool,
    /// The one that answers, and when its newest answer was asked for.
    pub answering: Option<(Web, Moment)>,
    /// What is being fetched for the archive.
    pub errand: Option<Errand>,
}

/// How an account's prices come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A past day replayed.
    Practice,
    /// Live quotes, answered lately.
    Live,
    /// Live, but the market is closed.
    Closed,
    /// No live quotes: the last known prices stand.
    Offline,
}

/// What comes next in the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextUp {
    /// The pre-open matches.
    PreOpenMatch,
    /// Continuous trading begins.
    Continuous,
    /// Intraday positions are squared off.
    SquareOff,
    /// The closing auction takes orders.
    ClosingAuction,
    /// Continuous trading ends.
    Close,
}
