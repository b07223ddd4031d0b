//! What stands before the first real view of an account.

use std::collections::BTreeMap;

use trading::{Account, Market, Moment, Phase};

use crate::clock_view::{ClockView, Mode};
use crate::view::{Portfolio, View};

impl View {
    /// What stands before the first real view.
    pub(crate) fn empty(market: Market, now: Moment) -> Self {
        Self {
            revision: 0,
            account: "".into(),
            market,
            archived: false,
            clock: ClockView {
                now,
                mode: Mode::Offline,
                phase: Phase::Closed,
                auction_phase: Phase::Closed,
                playing: None,
                session: None,
                next: None,
                day_over: false,
                last_day: false,
                prices_as_of: None,
                live: None,
            },
            funds: Account::default().funds(now.day()),
            portfolio: Portfolio::default(),
            holdings: Vec::new(),
            positions: Vec::new(),
            shorts: Vec::new(),
            orders: Vec::new(),
            watched: BTreeMap::new(),
            trades: Vec::new(),
            gtts: Vec::new(),
            charging: trading::Charging::default(),
            lists: Vec::new(),
            indices: Vec::new(),
        }
    }
}
