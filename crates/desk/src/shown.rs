//! How the keeper shows itself: the beat that keeps prices young, and the view made from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use trading::{Account, Calendar, Clock, Moment, Phase, Price, Symbol};

use crate::carried::ShortView;
use crate::clock_view::{ClockView, LiveView, Mode, NextUp};
use crate::day_profit::dividends;
use crate::following::Following;
use crate::hours::{beats, phases};
use crate::keeper::{BEAT_MILLIS, Keeper};
use crate::scene::Scene;
use crate::view::{HoldingView, IndexQuoted, PositionView, Quoted, View, portfolio};

/// The index that always stands first.
const NIFTY_50: &str = "NIFTY 50";
/// Those that stand beside it until others are chosen.
const BESIDE_IT: [&str; 3] = ["NIFTY BANK", "NIFTY NEXT 50", "INDIA VIX"];

/// An answer this old is no longer live, in milliseconds: three beats.
const ANSWERED_LATELY: i64 = 45_000;

impl Keeper {
    /// One round of prices: what is held, watched or ordered, once in 15 seconds of the market's time; what
    /// is on screen, each time. At once when asked.
    pub(crate) fn beat(&mut self, at_once: bool) {
        if self.is_live() {
            self.wish();
            return;
        }
        let due = self.beat_at.is_none_or(|last| self.now.since(last) >= BEAT_MILLIS);
        let symbols: Vec<Symbol> = if at_once || due {
            self.beat_at = Some(self.now);
            self.symbols_of_interest()
        } else {
            self.looking.symbol.iter().cloned().collect()
        };
        for symbol in symbols {
            if let Some(standing) = self.tape.standing(&symbol, self.now) {
                self.quotes.take(&symbol, standing);
            }
        }
    }

    pub(crate) fn symbols_of_interest(&self) -> Vec<Symbol> {
        let account = self.seat.account();
        let mut symbols: Vec<Symbol> = account.holdings().keys().cloned().collect();
        symbols.extend(account.intraday().keys().cloned());
        symbols.extend(account.watched_symbols().cloned());
        symbols.extend(self.lists.iter().flatten().map(|symbol| self.tape.symbol_of(symbol)));
        symbols.extend(self.looking.symbol.clone());
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }

    /// Makes the view and sends it out.
    pub(crate) fn show(&mut self) {
        self.revision += 1;
        self.shown = self.is_live().then(|| self.to_show());
        let view = Arc::new(self.view());
        self.out.scene.send_replace(Scene {
            tape: Arc::clone(&self.tape),
            now: self.now,
            board_wanted: self.looking.board,
        });
        self.out.view.send_replace(view);
    }

    pub(crate) fn view(&self) -> View {
        let account = self.seat.account();
        let today = self.now.day();
        let holdings: Vec<HoldingView> = account
            .holdings()
            .iter()
            .map(|(symbol, held)| {
                let quote = self.quoted(symbol).unwrap_or_else(|| self.unlisted(symbol, held));
                let dividend = dividends(account, today, |of| of == symbol);
                let right = self.right_view(symbol, &held.isin);
                HoldingView { right, ..HoldingView::of(held, quote, today, dividend) }
            })
            .collect();
        let positions: Vec<PositionView> = account
            .intraday()
            .iter()
            .filter(|(_, position)| position.day == today)
            .filter_map(|(symbol, position)| Some(PositionView::of(position, self.quoted(symbol)?)))
            .collect();
        let shorts: Vec<ShortView> = account
            .shorts()
            .filter_map(|(symbol, short)| Some(ShortView::of(short, self.quoted(symbol)?, today)))
            .collect();
        let previous = |symbol: &Symbol| self.quoted(symbol)?.previous_close();
        View {
            revision: self.revision,
            account: Arc::clone(&self.name),
            market: self.market,
            archived: account.is_archived(),
            clock: self.clock_view(),
            funds: account.funds(today),
            portfolio: portfolio(account, today, &holdings, &positions, &shorts, previous),
            holdings,
            positions,
            shorts,
            orders: orders_of_interest(account, self.now),
            watched: self.watched(),
            trades: trades_of_today(account, self.now),
            gtts: self.gtts(),
            charging: self.seat.account().charging().clone(),
            lists: self.lists.iter().map(|list| self.quoted_list(list)).collect(),
            indices: self.indices_of_the_head(),
        }
    }

    /// One price a stock, however many orders work in it.
    fn watched(&self) -> BTreeMap<Symbol, Price> {
        let symbols = self.seat.account().watched_symbols();
        symbols.filter_map(|symbol| Some((symbol.clone(), self.quoted(symbol)?.last()?))).collect()
    }

    /// NIFTY 50, then those that were chosen, as far as the day knows them.
    fn indices_of_the_head(&self) -> Vec<IndexQuoted> {
        let chosen: Vec<&str> = if self.indices.is_empty() {
            BESIDE_IT.to_vec()
        } else {
            self.indices.iter().map(String::as_str).filter(|name| *name != NIFTY_50).collect()
        };
        let all = std::iter::once(NIFTY_50).chain(chosen);
        all.filter_map(|name| self.tape.index(name, self.now)).collect()
    }

    fn quoted_list(&self, symbols: &[Symbol]) -> Vec<Quoted> {
        let quoted = |symbol: &Symbol| {
            let symbol = self.tape.symbol_of(symbol);
            self.quoted(&symbol).or_else(|| self.tape.elsewhere(&symbol).map(Quoted::elsewhere))
        };
        symbols.iter().filter_map(quoted).collect()
    }

    /// A stock at what the last beat brought; a stock that is not of the day is shown without prices.
    fn quoted(&self, symbol: &Symbol) -> Option<Quoted> {
        if self.is_live() {
            return self.tape.quoted(symbol, self.now);
        }
        let instrument = self.tape.instrument(symbol)?;
        let standing = self.quotes.get(symbol);
        let stale = standing.is_none();
        Some(Quoted { instrument, standing, stale })
    }

    fn clock_view(&self) -> ClockView {
        let calendar = Calendar::nse();
        let day = if self.is_practice() { self.tape.day() } else { self.now.day() };
        let session = |auction| calendar.session(day, auction);
        let phase = |auction| session(auction).map_or(Phase::Closed, |session| session.phase(self.now));
        let heard = self.following.as_ref().map(Following::heard);
        ClockView {
            now: self.now,
            mode: self.mode(),
            phase: phase(false),
            auction_phase: phase(true),
            playing: self.playing.map(|playing| playing.speed),
            session: session(true),
            next: if self.mode() == Mode::Offline { None } else { self.next_up() },
            day_over: self.is_practice() && self.now >= self.day_end(),
            last_day: self.last_day,
            prices_as_of: if self.is_practice() { None } else { self.newest_price() },
            live: heard.map(|heard| LiveView {
                on: heard.is_on(),
                answering: heard.answering(),
                errand: heard.errand.clone(),
            }),
        }
    }

    fn mode(&self) -> Mode {
        let Some(following) = &self.following else { return Mode::Practice };
        let heard = following.heard();
        let answered = heard.answering().is_some_and(|(_, since)| self.now.since(since) <= ANSWERED_LATELY);
        match (heard.is_on(), beats(self.now)) {
            (false, _) => Mode::Offline,
            (true, false) => Mode::Closed,
            (true, true) if answered => Mode::Live,
            (true, true) => Mode::Offline,
        }
    }

    /// The moment of the newest price that is known: of a quote, else of the archive.
    fn newest_price(&self) -> Option<Moment> {
        let nifty = self.tape.index(NIFTY_50, self.now).and_then(|index| index.as_of);
        let held = self.symbols_of_interest();
        let quotes = held.iter().filter_map(|symbol| self.tape.standing(symbol, self.now)?.as_of);
        quotes.chain(nifty).max()
    }

    /// What a live desk shows that changes without a round: the mode, the phase, the age of things.
    fn to_show(&self) -> Shown {
        let (phase, auction_phase) = phases(self.now);
        let step = self.now.millis().div_euclid(BEAT_MILLIS);
        Shown { mode: self.mode(), phase, auction_phase, step }
    }

    /// Whether a live desk would show itself otherwise than it did.
    pub(crate) fn looks_other(&self) -> bool {
        self.shown != Some(self.to_show())
    }

    /// The next thing of note in the day.
    fn next_up(&self) -> Option<(Clock, NextUp)> {
        let session = Calendar::nse().session(self.tape.day(), true)?;
        let from = |phase, what| session.span(phase).map(|span| (span.from, what));
        let moments = [
            from(Phase::PreOpenMatch, NextUp::PreOpenMatch),
            from(Phase::Continuous, NextUp::Continuous),
            session.square_off().map(|clock| (clock, NextUp::SquareOff)),
            from(Phase::AuctionEntry, NextUp::ClosingAuction),
            session.span(Phase::AuctionMatch).map(|span| (span.to, NextUp::Close)),
        ];
        moments.into_iter().flatten().find(|(clock, _)| *clock > self.now.clock())
    }
}

/// What a live desk shows that changes without a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    mode: Mode,
    phase: Phase,
    auction_phase: Phase,
    step: i64,
}

/// Working orders and those of the day, newest first.
fn orders_of_interest(account: &Account, now: Moment) -> Vec<trading::Order> {
    let of_today = |order: &&trading::Order| {
        order.status.is_working() || order.placed_at.day() == now.day() || order.updated_at.day() == now.day()
    };
    account.orders().iter().rev().filter(of_today).cloned().collect()
}

fn trades_of_today(account: &Account, now: Moment) -> Vec<trading::Trade> {
    account.trades().iter().rev().take_while(|trade| trade.at.day() == now.day()).cloned().collect()
}
