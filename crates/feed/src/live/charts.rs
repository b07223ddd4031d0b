//! Candles of a stock's day, of NSE's charts or else of Yahoo.

use std::time::Duration;

use serde::Deserialize;
use trading::{Calendar, Clock, Day, Moment, Series, Source, Symbol};

use super::Live;
use super::ask::Ask;
use super::client::Allowance;
use super::daily::Candle;
use super::failed::Failed;
use super::web::Web;
use crate::nse::answers::candles;
use crate::yahoo::chart;

/// What one chart may cost.
const REQUESTS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(10);

impl Live {
    /// Candles of so many minutes (1 or 5) of a stock's day, of NSE or else of Yahoo.
    ///
    /// # Errors
    /// When no source that is switched on has them; the words are of the first of them that was asked.
    pub async fn candles(
        &mut self,
        now: Moment,
        symbol: &Symbol,
        series: Series,
        day: Day,
        minutes: u32,
    ) -> Result<Vec<Candle>, Failed> {
        let enabled = self.client.enabled();
        let span = span_of(day);
        if !enabled.nse && enabled.yahoo {
            return self.yahoo_candles(now, symbol, span, minutes).await;
        }
        let failed = match self.nse_candles(now, (symbol, series), span, minutes).await {
            Ok(candles) => return Ok(candles),
            Err(failed) => failed,
        };
        if !enabled.yahoo {
            return Err(failed);
        }
        self.yahoo_candles(now, symbol, span, minutes).await.map_err(|_| failed)
    }

    async fn nse_candles(
        &mut self,
        now: Moment,
        stock: (&Symbol, Series),
        span: (Moment, Moment),
        minutes: u32,
    ) -> Result<Vec<Candle>, Failed> {
        let mut allowance = Allowance::of(REQUESTS, PATIENCE, Some(now));
        let (symbol, series) = stock;
        let key = (symbol.clone(), series);
        let token = match self.tokens.get(&key) {
            Some(token) => token.clone(),
            None => {
                let ask = Ask::chart_token(&self.client.addresses, symbol);
                let read = |bytes: &[u8]| token_of(bytes, symbol, series);
                let (token, _) = self.client.ask(&ask, &mut allowance, read).await?;
                self.tokens.insert(key, token.clone());
                token
            }
        };
        let ask = Ask::candles(&self.client.addresses, stock, &token, span, minutes);
        let (bars, _) = self.client.ask(&ask, &mut allowance, candles::decode).await?;
        let candle = |bar: trading::Bar| Candle {
            from: bar.from,
            open: bar.open,
            high: bar.high,
            low: bar.low,
            close: bar.close,
            volume: Some(bar.volume),
            source: Source::Nse,
        };
        Ok(bars.read.into_iter().map(candle).collect())
    }

    async fn yahoo_candles(
        &mut self,
        now: Moment,
        symbol: &Symbol,
        span: (Moment, Moment),
        minutes: u32,
    ) -> Result<Vec<Candle>, Failed> {
        let mut allowance = Allowance::of(2, PATIENCE, Some(now));
        let ask = Ask::yahoo_chart(&self.client.addresses, symbol, span, minutes);
        let (told, _) = self.client.ask(&ask, &mut allowance, chart::decode).await?;
        let candle = |bar: chart::Candle| Candle {
            from: bar.from,
            open: bar.open,
            high: bar.high,
            low: bar.low,
            close: bar.close,
            volume: bar.volume,
            source: Source::Yahoo,
        };
        let stranger = told.symbol.as_ref().is_some_and(|named| named != symbol);
        if stranger {
            let why = format!("it is of {}", told.name);
            return Err(Failed::Unreadable { web: Web::Yahoo, what: ask.what.clone(), why });
        }
        Ok(told.candles.into_iter().map(candle).collect())
    }
}

/// From the pre-open to the end of a day.
fn span_of(day: Day) -> (Moment, Moment) {
    let ends = [false, true].into_iter().filter_map(|auction| Calendar::nse().session(day, auction));
    let end = ends.map(|session| session.ends()).max().unwrap_or(Clock::of(16, 0, 0));
    let begin =
        Calendar::nse().session(day, false).and_then(|session| session.spans().first().map(|span| span.from));
    (day.at(begin.unwrap_or(Clock::of(9, 0, 0))), day.at(end))
}

/// The number of a stock in the list that the charts answer with.
fn token_of(bytes: &[u8], symbol: &Symbol, series: Series) -> Result<String, String> {
    let list: Tokens = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let wanted = format!("{symbol}-{series}");
    let found = list.data.into_iter().find(|one| one.symbol.trim() == wanted);
    let token = found.map(|one| match one.scripcode {
        Scripcode::Text(text) => text.trim().to_owned(),
        Scripcode::Number(number) => number.to_string(),
    });
    token.filter(|token| !token.is_empty()).ok_or_else(|| format!("{wanted} is not in its list"))
}

#[derive(Deserialize)]
struct Tokens {
    #[serde(default)]
    data: Vec<Token>,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    symbol: String,
    scripcode: Scripcode,
}

/// A number, as a number or as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scripcode {
    Text(String),
    Number(u64),
}
