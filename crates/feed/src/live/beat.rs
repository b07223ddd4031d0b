//! One round: which requests it sends, in which order, and what becomes of their answers.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use tokio::time::Instant;
use trading::{IndexSeen, Moment, Phase, Seen, Series, Symbol};

use super::ask::Ask;
use super::client::Allowance;
use super::failed::Failed;
use super::known::Taken;
use super::round::{Quarantined, Wanted};
use super::said;
use super::web::Web;
use super::{Live, Round};

/// The most requests to NSE in a round, warm-ups and repetitions included.
const REQUESTS: u32 = 4;
/// The most quotes with depth in a round.
const QUOTES: u32 = 2;
/// A round is over before the next one is due.
const ROUND: Duration = Duration::from_secs(14);
/// What NSE has of it while Yahoo stands by.
const FIRST: Duration = Duration::from_secs(9);
/// How long NSE must have been silent before Yahoo is asked.
const SILENT_MILLIS: i64 = 30_000;
/// How far the exchange's time may lie behind this computer's while the market trades.
const LATE_MILLIS: i64 = 180_000;
/// The stocks of one call to Yahoo.
const SPARK: usize = 20;
/// The index that has the most members: their open, high and low come with it.
const WIDEST: &str = "NIFTY TOTAL MARKET";

/// What a round has heard so far.
#[derive(Debug, Default)]
struct Heard {
    seen: BTreeMap<Symbol, Seen>,
    indices: Vec<IndexSeen>,
    quarantined: Vec<Quarantined>,
}

/// How far the round has come with NSE.
enum Course {
    /// It answers.
    On,
    /// It is down for now.
    Over,
}

impl Live {
    pub(super) async fn beat(&mut self, now: Moment, phase: Phase, wanted: &Wanted) -> Round {
        let before = self.client.requests();
        self.known.turn_to(now.day());
        self.series.turn_to(now.day());
        let turn = self.turn;
        self.turn = turn.wrapping_add(1);
        let mut heard = Heard::default();
        let enabled = self.client.enabled();
        let began = Instant::now();
        let second = enabled.yahoo && (!enabled.nse || self.nse_is_silent(now));
        let mut answered = false;
        if enabled.nse {
            let mut allowance = Allowance::of(REQUESTS, if second { FIRST } else { ROUND }, Some(now));
            answered = self.ask_nse(phase, wanted, turn, &mut allowance, &mut heard).await;
        }
        if second && !answered && !wanted.symbols.is_empty() {
            let moment = now.plus_millis(super::host::millis(began.elapsed()));
            let left = ROUND.saturating_sub(began.elapsed());
            let mut allowance = Allowance::of(1, left, Some(moment));
            self.ask_yahoo(wanted, &mut allowance, &mut heard).await;
        }
        let named: HashSet<&Symbol> =
            wanted.symbols.iter().chain(&wanted.depth).map(|(symbol, _)| symbol).collect();
        // By the symbol alone: in which series a stock trades today, the exchange knows better than whoever asks.
        let is_wanted = |seen: &Seen| wanted.board || named.contains(&seen.symbol);
        let seen = heard.seen.into_values().filter(is_wanted).collect();
        Round {
            at: now,
            seen,
            indices: heard.indices,
            quarantined: heard.quarantined,
            health: self.health(now.plus_millis(super::host::millis(began.elapsed()))),
            requests: u32::try_from(self.client.requests() - before).unwrap_or(u32::MAX),
        }
    }

    fn nse_is_silent(&mut self, now: Moment) -> bool {
        let last = self.client.last_success(Web::Nse, now);
        last.is_none_or(|last| now.since(last) >= SILENT_MILLIS)
    }

    /// Whether the market as a whole was heard of.
    async fn ask_nse(
        &mut self,
        phase: Phase,
        wanted: &Wanted,
        turn: u64,
        allowance: &mut Allowance,
        heard: &mut Heard,
    ) -> bool {
        let main = self.ask_main(phase, allowance, heard).await;
        let mut course = match &main {
            Ok(()) => Course::On,
            // What has stood still is not made better by asking for more of it.
            Err(failed) if failed.ends_the_round() || matches!(failed, Failed::Outdated { .. }) => {
                return false;
            }
            // The second choice for the prices of many.
            Err(_) => self.ask_members(allowance, heard).await,
        };
        let answered = main.is_ok();
        if matches!(course, Course::On) && (turn.is_multiple_of(2) || self.behind) {
            course = self.ask_indices(phase, allowance, heard).await;
        }
        if self.behind {
            heard.seen.clear();
            return false;
        }
        let trades = !matches!(phase, Phase::Closed);
        if matches!(course, Course::On) && answered && turn % 4 == 1 && trades {
            course = self.ask_members(allowance, heard).await;
        }
        let mut quotes = QUOTES;
        while matches!(course, Course::On) && trades && quotes > 0 && allowance.left > 0 {
            let Some(stock) = self.next_quote(wanted, heard, answered) else { break };
            course = self.ask_quote(stock, allowance, heard).await;
            quotes -= 1;
        }
        answered
    }

    /// The whole market; while orders collect before the open, the pre-open.
    async fn ask_main(
        &mut self,
        phase: Phase,
        allowance: &mut Allowance,
        heard: &mut Heard,
    ) -> Result<(), Failed> {
        let matched = match phase {
            Phase::PreOpenEntry | Phase::PreOpenLimitOnly => Some(false),
            Phase::PreOpenMatch | Phase::Buffer => Some(true),
            Phase::Closed
            | Phase::Continuous
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::AuctionMatch
            | Phase::PostClose => None,
        };
        let addresses = &self.client.addresses;
        let ask = if matched.is_some() { Ask::pre_open(addresses) } else { Ask::whole_market(addresses) };
        let read = |bytes: &[u8]| match matched {
            Some(matched) => said::pre_opened(bytes, matched),
            None => said::whole_market(bytes),
        };
        let (rows, sent) = self.client.ask(&ask, allowance, read).await?;
        let asked_at = allowance.moment_of(sent).unwrap_or(self.at);
        self.known.unread(Web::Nse, rows.unread);
        let taken = match matched {
            Some(_) => Ok(self.known.take(rows.stocks, asked_at)),
            None => self.known.take_market(rows.stocks, asked_at, phase),
        };
        let taken = taken.map_err(|why| Failed::Outdated { web: Web::Nse, what: ask.what.clone(), why });
        match taken {
            Ok(taken) => {
                heard.add(taken);
                Ok(())
            }
            Err(failed) => {
                self.client.note(&failed, allowance);
                Err(failed)
            }
        }
    }

    /// The indices bear the exchange's time, which the whole market does not: by it both are known to be of now.
    async fn ask_indices(&mut self, phase: Phase, allowance: &mut Allowance, heard: &mut Heard) -> Course {
        let ask = Ask::indices(&self.client.addresses);
        let asked_at = self.at;
        let read = |bytes: &[u8]| said::indices(bytes, asked_at);
        match self.client.ask(&ask, allowance, read).await {
            Ok((indices, sent)) => {
                let asked_at = allowance.moment_of(sent).unwrap_or(self.at);
                let told = indices.len();
                let newest = indices.iter().map(|index| index.as_of).max();
                let newer = self.newer_indices(indices, asked_at);
                let late = newest.map_or(0, |newest| asked_at.since(newest));
                self.behind = phase == Phase::Continuous && late > LATE_MILLIS;
                if self.behind {
                    let minutes = late / 60_000;
                    self.outdated(
                        &ask,
                        &format!("{minutes} minutes behind this computer's clock, if that is right"),
                        allowance,
                    );
                } else if newer.is_empty() && told > 0 {
                    self.outdated(&ask, "it is older than what was known", allowance);
                }
                heard.indices.extend(newer);
                Course::On
            }
            Err(failed) => course_after(&failed),
        }
    }

    async fn ask_members(&mut self, allowance: &mut Allowance, heard: &mut Heard) -> Course {
        let ask = Ask::members(&self.client.addresses, WIDEST);
        let asked_at = self.at;
        let read = |bytes: &[u8]| said::members(bytes, asked_at);
        match self.client.ask(&ask, allowance, read).await {
            Ok(((rows, index), sent)) => {
                let asked_at = allowance.moment_of(sent).unwrap_or(self.at);
                self.known.unread(Web::Nse, rows.unread);
                let told = rows.stocks.len();
                let taken = self.known.take(rows.stocks, asked_at);
                if told > 0 && taken.older * 2 > told {
                    self.outdated(&ask, "it is older than what was known", allowance);
                }
                heard.add(taken);
                heard.indices.extend(self.newer_indices(index.into_iter().collect(), asked_at));
                Course::On
            }
            Err(failed) => course_after(&failed),
        }
    }

    async fn ask_quote(
        &mut self,
        stock: (Symbol, Series),
        allowance: &mut Allowance,
        heard: &mut Heard,
    ) -> Course {
        let ask = Ask::quote(&self.client.addresses, &stock.0, self.series.of(&stock));
        self.quoted.insert(stock.clone(), Instant::now());
        match self.client.ask(&ask, allowance, said::quote).await {
            Ok((Some(told), sent)) => {
                let asked_at = allowance.moment_of(sent).unwrap_or(self.at);
                heard.add(self.known.take(vec![told], asked_at));
                Course::On
            }
            Ok((None, _)) | Err(Failed::NotThere { .. }) => self.ask_series(stock.0, allowance).await,
            Err(failed) => course_after(&failed),
        }
    }

    /// The exchange has no quote of a stock in the series that it is known under: it is asked, once a day, in which one it
    /// trades, so that the next round can ask for that.
    async fn ask_series(&mut self, symbol: Symbol, allowance: &mut Allowance) -> Course {
        if self.series.was_asked(&symbol) || allowance.left == 0 {
            return Course::On;
        }
        let ask = Ask::meta(&self.client.addresses, &symbol);
        match self.client.ask(&ask, allowance, said::series).await {
            Ok((series, _)) => self.series.take(symbol, series),
            Err(Failed::NotThere { .. }) => self.series.take(symbol, None),
            Err(failed) => return course_after(&failed),
        }
        Course::On
    }

    async fn ask_yahoo(&mut self, wanted: &Wanted, allowance: &mut Allowance, heard: &mut Heard) {
        let all: BTreeMap<Symbol, Series> = wanted.symbols.iter().cloned().collect();
        let mut waiting: Vec<(&Symbol, Option<Instant>)> =
            all.keys().map(|symbol| (symbol, self.sparked.get(symbol).copied())).collect();
        waiting.sort_by_key(|(_, asked)| *asked);
        let symbols: Vec<Symbol> =
            waiting.into_iter().take(SPARK).map(|(symbol, _)| symbol.clone()).collect();
        let ask = Ask::spark(&self.client.addresses, &symbols);
        let asked = Instant::now();
        self.sparked.retain(|symbol, _| all.contains_key(symbol));
        self.sparked.extend(symbols.into_iter().map(|symbol| (symbol, asked)));
        // What failed stands in the health.
        if let Ok((rows, sent)) = self.client.ask(&ask, allowance, said::sparks).await {
            let asked_at = allowance.moment_of(sent).unwrap_or(self.at);
            heard.add(self.known.take_second(rows.stocks, &all, asked_at));
        }
    }

    /// The stock whose depth has been waited for longest; then one that the answer of the whole market left out.
    fn next_quote(&self, wanted: &Wanted, heard: &Heard, answered: bool) -> Option<(Symbol, Series)> {
        let left_out = |stock: &&(Symbol, Series)| answered && !heard.seen.contains_key(&stock.0);
        let asked = |stock: &&(Symbol, Series)| self.quoted.get(*stock).copied();
        let this_round = |stock: &&(Symbol, Series)| asked(stock).is_none_or(|at| at.elapsed() > ROUND);
        let depth = wanted.depth.iter().filter(this_round).min_by_key(asked);
        let missing = || wanted.symbols.iter().filter(left_out).filter(this_round).min_by_key(asked);
        depth.or_else(missing).cloned()
    }

    /// Indices that are not of an earlier time than what is known.
    fn newer_indices(&mut self, indices: Vec<IndexSeen>, asked_at: Moment) -> Vec<IndexSeen> {
        let mut newer = Vec::new();
        for mut index in indices {
            index.asked_at = asked_at;
            let known = self.indices.get(&index.name).copied();
            if known.is_none_or(|known| index.as_of >= known) {
                self.indices.insert(index.name.clone(), index.as_of);
                newer.push(index);
            }
        }
        newer
    }

    fn outdated(&mut self, ask: &Ask, why: &str, allowance: &Allowance) {
        let failed = Failed::Outdated { web: ask.web, what: ask.what.clone(), why: why.to_owned() };
        self.client.note(&failed, allowance);
    }
}

impl Heard {
    /// Adds what was taken of an answer; what a later answer says of a stock replaces what an earlier one did. Of a symbol that stands in
    /// two series (RADIOCITY: EQ, and its preference shares as P1) the ordinary shares are the stock, as in the daily files.
    fn add(&mut self, taken: Taken) {
        let is_ordinary = |seen: &Seen| seen.series.is_none_or(Series::is_ordinary);
        for seen in taken.seen {
            let other =
                self.seen.get(&seen.symbol).is_some_and(|known| is_ordinary(known) && !is_ordinary(&seen));
            if !other {
                self.seen.insert(seen.symbol.clone(), seen);
            }
        }
        self.quarantined.extend(taken.quarantined);
    }
}

const fn course_after(failed: &Failed) -> Course {
    if failed.ends_the_round() { Course::Over } else { Course::On }
}

#[cfg(test)]
mod tests {
    use trading::{Price, Source, Standing};

    use super::*;

    fn told(series: Series, paise: i64) -> Seen {
        let standing = Standing {
            last: Price::new(paise),
            previous_close: None,
            open: None,
            high: None,
            low: None,
            volume: None,
            turnover: None,
            as_of: None,
            source: Source::Nse,
        };
        Seen {
            symbol: "RADIOCITY".parse().unwrap(),
            series: Some(series),
            standing,
            touch: None,
            band: None,
            tick: None,
            year: None,
            asked_at: Moment::from_millis(0),
        }
    }

    #[test]
    fn of_a_symbol_in_two_series_the_ordinary_shares_are_the_stock_in_either_order() {
        let (ordinary, preference) = (told(Series::Eq, 900), told(Series::P1, 9_100));
        for seen in [[ordinary.clone(), preference.clone()], [preference, ordinary.clone()]] {
            let mut heard = Heard::default();
            heard.add(Taken { seen: seen.into(), ..Taken::default() });
            assert!(heard.seen.values().eq([&ordinary]));
        }
    }
}
