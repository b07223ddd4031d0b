//! What the exchange is asked seldom, to be compared with what Lakh works out by itself.

use std::time::Duration;

use trading::Moment;

use super::Live;
use super::ask::Ask;
use super::client::Allowance;
use super::failed::Failed;
use crate::nse::answers::holidays::{self, Holiday};
use crate::nse::answers::market_status::{self, MarketStatus};
use crate::nse::answers::variations::{self, Group};

/// What one question may cost.
const REQUESTS: u32 = 3;
const PATIENCE: Duration = Duration::from_secs(10);

/// A list of movers of the exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoversList {
    /// The largest rises.
    Gainers,
    /// The largest falls.
    Losers,
}

impl Live {
    /// The exchange's own list of the closed days of this year (`holiday-master`), of the market of shares. It names days at
    /// weekends too.
    ///
    /// # Errors
    /// As the source fails.
    pub async fn holidays(&mut self, now: Moment) -> Result<Vec<Holiday>, Failed> {
        let ask = Ask::holidays(&self.client.addresses);
        let mut allowance = Allowance::of(REQUESTS, PATIENCE, Some(now));
        let asked = self.client.ask(&ask, &mut allowance, holidays::decode).await;
        asked.map(|(rows, _)| rows.read)
    }

    /// Whether the exchange says that it is open (`marketStatus`).
    ///
    /// # Errors
    /// As the source fails.
    pub async fn market_status(&mut self, now: Moment) -> Result<MarketStatus, Failed> {
        let ask = Ask::market_status(&self.client.addresses);
        let mut allowance = Allowance::of(REQUESTS, PATIENCE, Some(now));
        let asked = self.client.ask(&ask, &mut allowance, market_status::decode).await;
        asked.map(|(status, _)| status)
    }

    /// The exchange's own movers (`live-analysis-variations`), group by group: `allSec` is of all stocks.
    ///
    /// # Errors
    /// As the source fails.
    pub async fn movers(&mut self, now: Moment, list: MoversList) -> Result<Vec<Group>, Failed> {
        let ask = Ask::movers(&self.client.addresses, list);
        let mut allowance = Allowance::of(REQUESTS, PATIENCE, Some(now));
        let asked = self.client.ask(&ask, &mut allowance, variations::decode).await;
        asked.map(|(groups, _)| groups)
    }
}
