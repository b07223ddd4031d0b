//! The loop that owns an account: one input at a time, asked, written, applied, shown.

use std::sync::Arc;

use feed::Quotes;
use store::Archive;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::Instant;
use trading::{Market, Moment, Order, Symbol};

use crate::action::Speed;
use crate::basket::basket_of;
use crate::care::Care;
use crate::clock::WallClock;
use crate::estimate::estimate_of;
use crate::following::Following;
use crate::inbox::{Input, Question, Reply};
use crate::notice::{Marker, Notice};
use crate::problem::Problem;
use crate::scene::Scene;
use crate::seat::Seat;
use crate::shown::Shown;
use crate::tape::Tape;
use crate::view::View;

/// A beat of the market's time: how old a price on screen may be.
pub(crate) const BEAT_MILLIS: i64 = 15_000;

/// One account's loop and everything that it owns.
pub(crate) struct Keeper {
    pub(crate) care: Care,
    pub(crate) name: Arc<str>,
    pub(crate) market: Market,
    pub(crate) seat: Seat,
    pub(crate) archive: Arc<Archive>,
    pub(crate) wall: WallClock,
    pub(crate) tape: Arc<Tape>,
    pub(crate) last_day: bool,
    pub(crate) now: Moment,
    /// When the desk was begun.
    pub(crate) began: Moment,
    /// How it follows the live market; none in practice.
    pub(crate) following: Option<Following>,
    /// What a live desk showed last, that changes without a round.
    pub(crate) shown: Option<Shown>,
    pub(crate) playing: Option<Playing>,
    pub(crate) looking: Looking,
    /// The indices that were chosen for the head, beside NIFTY 50.
    pub(crate) indices: Vec<String>,
    pub(crate) quotes: Quotes,
    pub(crate) beat_at: Option<Moment>,
    pub(crate) lists: [Vec<Symbol>; 7],
    pub(crate) revision: u64,
    pub(crate) out: Outlets,
}

/// Where the desk shows itself.
pub(crate) struct Outlets {
    pub(crate) view: watch::Sender<Arc<View>>,
    pub(crate) scene: watch::Sender<Scene>,
    pub(crate) notices: broadcast::Sender<Notice>,
}

/// A running practice clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Playing {
    pub(crate) speed: Speed,
    pub(crate) since: Instant,
    pub(crate) from: Moment,
}

/// What is on screen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looking {
    pub(crate) symbol: Option<Symbol>,
    pub(crate) board: bool,
}

impl Keeper {
    /// Takes inputs until the desk is closed or nobody is left to send any.
    pub(crate) async fn run(mut self, mut inbox: mpsc::Receiver<Input>) {
        let mut closing: Option<Reply<()>> = None;
        // After a kill there may be much that no snapshot has yet; what is shown is shown by now.
        self.seat.keep_snapshot().await;
        while let Some(input) = inbox.recv().await {
            match input {
                Input::Act(action, reply) => {
                    let answer = match self.care.refuse_locked().await {
                        Ok(()) => self.act(action).await,
                        Err(problem) => Err(problem),
                    };
                    self.watch_day();
                    let _ = reply.send(answer);
                }
                Input::Ask(question) => self.answer(question).await,
                Input::Pulse | Input::Round => {
                    self.pulse().await;
                    self.watch_day();
                }
                Input::Close(reply) => {
                    closing = Some(reply);
                    break;
                }
            }
        }
        self.care.finish().await;
        // The live account's clock is kept where its bells last rang.
        if self.is_practice()
            && let Err(problem) = self.seat.keep_clock(self.now).await
        {
            tracing::warn!(%problem, "the practice clock was not kept");
        }
        if let Err(problem) = self.seat.leave().await {
            tracing::warn!(%problem, "the ledger was not closed in order");
        }
        if let Some(reply) = closing {
            let _ = reply.send(());
        }
    }

    /// After the close of a day, the practice market's or the real one, the record is copied.
    fn watch_day(&mut self) {
        let over = self.now >= self.now.day().at(trading::day_ends(self.now.day()));
        self.care.watch_day(self.now.day(), over, self.wall.now(), &self.out.notices);
    }

    /// The wall clock moved: the practice clock runs on, and what another process wrote is taken in.
    async fn pulse(&mut self) {
        let moved = match self.playing {
            Some(playing) => self.play_on(playing).await.map(|()| true),
            None => self.catch_up().await,
        };
        match moved {
            Ok(true) => self.show(),
            Ok(false) => {}
            Err(problem) => {
                self.playing = None;
                let _ = self
                    .out
                    .notices
                    .send(Notice::Trouble { message: problem.to_string(), next_step: problem.next_step() });
                self.show();
            }
        }
    }

    async fn answer(&mut self, question: Question) {
        match question {
            Question::Estimate(ticket, instead_of, reply) => {
                let stock = self.tape.glance(&ticket.symbol, self.now);
                let account = self.seat.account();
                let _ = reply.send(estimate_of(account, self.now, &ticket, &stock, instead_of));
            }
            Question::Basket(tickets, reply) => {
                let stock = |symbol: &Symbol| self.tape.glance(symbol, self.now);
                let _ = reply.send(basket_of(self.seat.account(), self.now, &tickets, stock));
            }
            Question::Preview(ticket, reply) => {
                let stock = self.tape.glance(&ticket.symbol, self.now);
                let _ = reply.send(self.seat.account().place(self.now, &ticket, stock));
            }
            Question::Account(reply) => {
                let _ = reply.send(Arc::new(self.seat.account().clone()));
            }
            Question::Verify(reply) => {
                let _ = reply.send(self.care.verify(self.wall.now()).await);
            }
        }
    }

    /// Takes in what another process wrote and where it left the practice clock.
    async fn catch_up(&mut self) -> Result<bool, Problem> {
        let marker = Marker::of(self.seat.account());
        let mut news = self.seat.refresh().await?;
        if self.is_practice()
            && let Some(kept) = self.seat.clock().await?.filter(|kept| *kept > self.now)
        {
            self.arrive(kept).await?;
            news = true;
        }
        if news {
            self.beat(true);
            marker.tell(self.seat.account(), &self.out.notices);
        }
        if self.is_live() && self.follow().await? | self.looks_other() {
            self.beat(true);
            news = true;
        }
        Ok(news)
    }

    pub(crate) const fn is_practice(&self) -> bool {
        match self.market {
            Market::Practice { .. } => true,
            Market::Live => false,
        }
    }

    /// An order as it is now.
    pub(crate) fn order(&self, id: trading::OrderId) -> Option<Order> {
        self.seat.account().order(id).cloned()
    }
}
