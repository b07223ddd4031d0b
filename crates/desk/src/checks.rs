//! What the exchange is asked once or seldom to be held against Lakh's own knowledge: its holidays, whether it is open, its own
//! movers. What differs is told as a warning, in the health of the sources and by `lakh doctor`, until it no longer does.

use std::time::Duration;

use feed::live::{Class, Failed, Live, MoversList};
use serde::{Deserialize, Serialize};
use store::Archive;
use trading::{Calendar, Clock, Day, Moment, Phase};

use crate::compare;
use crate::exchange::Exchange;
use crate::hours::phases;

/// The name of the archive's note.
const NOTE: &str = "checks of the sources";
/// From this time on a trading day has shown whether it is one.
const OPENED: Clock = Clock::of(9, 20, 0);
/// The exchange's own movers are asked for once in so many milliseconds, gainers and losers in turn.
const MOVERS_EVERY: i64 = 600_000;
/// What failed is asked again after this, in milliseconds.
const AGAIN: i64 = 900_000;

/// A difference between what the exchange says of itself and what Lakh knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// When it was seen.
    pub at: Moment,
    /// What it is about.
    pub about: About,
    /// What differs, in words.
    pub words: String,
}

/// What is held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum About {
    /// The exchange's list of holidays and the built-in calendar.
    Holidays,
    /// Whether the exchange says that it is open, and the calendar.
    Status,
    /// The exchange's gainers, and the prices of all stocks.
    Gainers,
    /// The exchange's losers, and the prices of all stocks.
    Losers,
}

/// When what was asked last.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    /// What a run before noted was read.
    begun: bool,
    kept: Kept,
    movers_after: Option<Moment>,
    losers_next: bool,
    not_before: Option<Moment>,
}

/// What is kept over restarts, so that a day's questions are asked once a day.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    holidays_on: Option<Day>,
    status_at: Option<Moment>,
    pub(crate) warnings: Vec<Warning>,
}

/// A question that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Holidays,
    Status,
    Movers(MoversList),
}

impl About {
    /// A heading for it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Holidays | Self::Status => "Calendar",
            Self::Gainers | Self::Losers => "Cross-check of the movers",
        }
    }

    /// What a person can do about a difference.
    #[must_use]
    pub const fn next_step(self) -> &'static str {
        match self {
            Self::Holidays | Self::Status => {
                "Look at the exchange's circulars; if it is right, look for a newer Lakh. Until then Lakh keeps to its own calendar."
            }
            Self::Gainers | Self::Losers => {
                "Compare a price with the exchange's page before you rely on it; if it stays, look for a newer Lakh."
            }
        }
    }
}

impl Checks {
    /// Asks the next question that is due. Gives whether the network was used.
    pub(crate) async fn go_on(
        &mut self,
        exchange: &Exchange,
        live: &mut Live,
        now: Moment,
        patience: Duration,
    ) -> bool {
        if !live.enabled().nse || self.not_before.is_some_and(|from| now < from && from.since(now) <= AGAIN) {
            return false;
        }
        if !self.begun {
            self.kept = noted(&exchange.archive).await;
            self.begun = true;
        }
        let Some(due) = self.due(now) else { return false };
        let asked = tokio::time::timeout(patience, ask(due, exchange, live, now)).await;
        exchange.feel(live.health(exchange.wall.now()));
        match asked {
            Ok(Ok(words)) => self.answered(due, words, exchange, now).await,
            Ok(Err(failed)) => {
                tracing::info!(%failed, "a check did not come");
                self.not_before = Some(now.plus_millis(match failed.class() {
                    Class::Wait { seconds } => {
                        i64::try_from(seconds).unwrap_or(600).saturating_mul(1_000).min(AGAIN)
                    }
                    Class::TryAgain | Class::GiveUp => AGAIN,
                }));
            }
            Err(_) => self.not_before = Some(now.plus_millis(AGAIN)),
        }
        true
    }

    fn due(&mut self, now: Moment) -> Option<Due> {
        if self.kept.holidays_on != Some(now.day()) {
            return Some(Due::Holidays);
        }
        let opened = now.day().at(OPENED);
        let since = if now < opened { now.day().at(Clock::MIDNIGHT) } else { opened };
        if self.kept.status_at.is_none_or(|at| at < since || at > now) {
            return Some(Due::Status);
        }
        // Not with the first rounds: the whole market is to be known before it is compared.
        let after = *self.movers_after.get_or_insert(now.plus_millis(MOVERS_EVERY / 2));
        let trades = phases(now) == (Phase::Continuous, Phase::Continuous) && now >= opened;
        let list = if self.losers_next { MoversList::Losers } else { MoversList::Gainers };
        (trades && now >= after).then_some(Due::Movers(list))
    }

    async fn answered(&mut self, due: Due, words: Vec<String>, exchange: &Exchange, now: Moment) {
        let about = match due {
            Due::Holidays => {
                self.kept.holidays_on = Some(now.day());
                About::Holidays
            }
            Due::Status => {
                self.kept.status_at = Some(now);
                About::Status
            }
            Due::Movers(list) => {
                self.movers_after = Some(now.plus_millis(MOVERS_EVERY));
                self.losers_next = !self.losers_next;
                match list {
                    MoversList::Gainers => About::Gainers,
                    MoversList::Losers => About::Losers,
                }
            }
        };
        self.kept.warnings.retain(|known| known.about != about);
        for words in &words {
            tracing::warn!(%words, "the exchange and Lakh do not agree");
        }
        self.kept.warnings.extend(words.into_iter().map(|words| Warning { at: now, about, words }));
        exchange.warn(self.kept.warnings.clone());
        let text = serde_json::to_string(&self.kept).unwrap_or_default();
        if let Err(error) = exchange.archive.keep_note(NOTE, &text).await {
            tracing::warn!(%error, "what was checked was not noted");
        }
    }
}

/// Asks and compares: what differs, in words.
async fn ask(due: Due, exchange: &Exchange, live: &mut Live, now: Moment) -> Result<Vec<String>, Failed> {
    match due {
        Due::Holidays => {
            let told = live.holidays(now).await?;
            Ok(compare::holidays(Calendar::nse(), &told, now.day()))
        }
        Due::Status => {
            let told = live.market_status(now).await?;
            Ok(compare::status(&told, now).into_iter().collect())
        }
        Due::Movers(list) => {
            let told = live.movers(now, list).await?;
            Ok(compare::movers(list, &told, &exchange.heard(), now))
        }
    }
}

/// What was noted; nothing when it cannot be read, which loses nothing but two requests.
pub(crate) async fn noted(archive: &Archive) -> Kept {
    match archive.note(NOTE).await {
        Ok(Some(text)) => serde_json::from_str(&text).unwrap_or_default(),
        Ok(None) => Kept::default(),
        Err(error) => {
            tracing::warn!(%error, "what was checked before is not known");
            Kept::default()
        }
    }
}
