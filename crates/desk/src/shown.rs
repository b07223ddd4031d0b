//! How the keeper shows itself: the beat that keeps prices young, and the view made from them.

use std::sync::Arc;

use trading::{Account, Calendar, Clock, Moment, Phase, Symbol};

use crate::day_profit::dividends;
use crate::keeper::{BEAT_MILLIS, Keeper};
use crate::scene::Scene;
use crate::view::{ClockView, HoldingView, Mode, NextUp, PositionView, Quoted, View, portfolio};

/// The indices of the header, in order.
const INDICES: [&str; 4] = ["NIFTY 50", "NIFTY BANK", "NIFTY NEXT 50", "INDIA VIX"];

impl Keeper {
    /// One round of prices: what is held, watched or ordered, once in 15 seconds of the market's time; what
    /// is on screen, each time. At once when asked.
    pub(crate) fn beat(&mut self, at_once: bool) {
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

    fn symbols_of_interest(&self) -> Vec<Symbol> {
        let account = self.seat.account();
        let mut symbols: Vec<Symbol> = account.holdings().keys().cloned().collect();
        symbols.extend(account.intraday().keys().cloned());
        symbols.extend(account.watched_symbols().cloned());
        symbols.extend(self.lists.iter().flatten().cloned());
        symbols.extend(self.looking.symbol.clone());
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }

    /// Makes the view and sends it out.
    pub(crate) fn show(&mut self) {
        self.revision += 1;
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
                HoldingView::of(held, quote, today, dividend)
            })
            .collect();
        let positions: Vec<PositionView> = account
            .intraday()
            .iter()
            .filter(|(_, position)| position.day == today)
            .filter_map(|(symbol, position)| Some(PositionView::of(position, self.quoted(symbol)?)))
            .collect();
        let previous = |symbol: &Symbol| self.quoted(symbol)?.previous_close();
        let index = |name: &&str| self.tape.index(name, self.now);
        View {
            revision: self.revision,
            account: Arc::clone(&self.name),
            market: self.market,
            archived: account.is_archived(),
            clock: self.clock_view(),
            funds: account.funds(today),
            portfolio: portfolio(account, today, &holdings, &positions, previous),
            holdings,
            positions,
            orders: orders_of_interest(account, self.now),
            trades: trades_of_today(account, self.now),
            gtts: self.gtts(),
            lists: self.lists.iter().map(|list| self.quoted_list(list)).collect(),
            indices: INDICES.iter().filter_map(index).collect(),
        }
    }

    fn quoted_list(&self, symbols: &[Symbol]) -> Vec<Quoted> {
        symbols.iter().filter_map(|symbol| self.quoted(symbol)).collect()
    }

    /// A stock at what the last beat brought; a stock that is not of the day is shown without prices.
    fn quoted(&self, symbol: &Symbol) -> Option<Quoted> {
        let instrument = self.tape.instrument(symbol)?;
        let standing = self.quotes.get(symbol);
        let stale = standing.is_none() || !self.is_practice();
        Some(Quoted { instrument, standing, stale })
    }

    fn clock_view(&self) -> ClockView {
        let calendar = Calendar::nse();
        let day = if self.is_practice() { self.tape.day() } else { self.now.day() };
        let session = |auction| calendar.session(day, auction);
        let phase = |auction| session(auction).map_or(Phase::Closed, |session| session.phase(self.now));
        ClockView {
            now: self.now,
            mode: if self.is_practice() { Mode::Practice } else { Mode::Offline },
            phase: phase(false),
            auction_phase: phase(true),
            playing: self.playing.map(|playing| playing.speed),
            session: session(true),
            next: if self.is_practice() { self.next_up() } else { None },
            day_over: self.is_practice() && self.now >= self.day_end(),
            last_day: self.last_day,
            prices_as_of: (!self.is_practice()).then(|| self.tape.day().at(Clock::of(15, 30, 0))),
        }
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
