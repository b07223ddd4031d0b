//! A desk: the handle to one account's loop. Cheap to clone; when the last one is gone the loop ends.

use std::sync::Arc;
use std::time::Duration;

use store::{Archive, Lost, Verification};
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use trading::{Account, Event, OrderId, Symbol, Ticket};

use crate::action::{Action, Receipt};
use crate::basket::BasketEstimate;
use crate::boards::{Ranked, Ranking};
use crate::charts::Chart;
use crate::estimate::Estimate;
use crate::exchange::Exchange;
use crate::heard::Heard;
use crate::inbox::{Input, Question, Reply};
use crate::keeper::Keeper;
use crate::notice::Notice;
use crate::problem::Problem;
use crate::scene::{Frame, Scene};
use crate::view::View;
use crate::year::Year;

/// How often the desk looks at the wall clock.
const PULSE: Duration = Duration::from_millis(500);

/// One account's desk.
#[derive(Clone)]
pub struct Desk {
    inbox: mpsc::Sender<Input>,
    view: watch::Receiver<Arc<View>>,
    scene: watch::Receiver<Scene>,
    notices: broadcast::Sender<Notice>,
    archive: Arc<Archive>,
    /// The live market, where the account follows it.
    exchange: Option<Arc<Exchange>>,
    lost: Option<Lost>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Desk {
    /// Starts the loop and its metronome.
    pub(crate) fn start(
        keeper: Keeper,
        view: watch::Receiver<Arc<View>>,
        scene: watch::Receiver<Scene>,
    ) -> Self {
        let (inbox, taken) = mpsc::channel(256);
        let desk = Self {
            inbox: inbox.clone(),
            view,
            scene,
            notices: keeper.out.notices.clone(),
            archive: Arc::clone(&keeper.archive),
            exchange: keeper.following.as_ref().map(|following| Arc::clone(&following.exchange)),
            lost: keeper.seat.ledger.lost(),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        };
        if let Some(following) = &keeper.following {
            let heard = following.exchange.listen();
            desk.tasks.spawn(listen(inbox.downgrade(), heard, desk.stop.clone()));
        }
        desk.tasks.spawn(keeper.run(taken));
        desk.tasks.spawn(metronome(inbox.downgrade(), desk.stop.clone()));
        desk.tasks.close();
        desk
    }

    /// Does an action.
    ///
    /// # Errors
    /// Why it was not done.
    pub async fn act(&self, action: Action) -> Result<Receipt, Problem> {
        self.ask(|reply| Input::Act(action, reply)).await?
    }

    /// What an order would cost and whether the rules would take it.
    ///
    /// # Errors
    /// When the desk was closed.
    pub async fn estimate(&self, ticket: Ticket) -> Result<Estimate, Problem> {
        self.ask(|reply| Input::Ask(Question::Estimate(ticket, None, reply))).await
    }

    /// What changing a working order into this ticket would cost and whether the rules would take it.
    ///
    /// # Errors
    /// When the desk was closed.
    pub async fn estimate_change(&self, order: OrderId, ticket: Ticket) -> Result<Estimate, Problem> {
        self.ask(|reply| Input::Ask(Question::Estimate(ticket, Some(order), reply))).await
    }

    /// What several orders would cost together, one placed after the other.
    ///
    /// # Errors
    /// When the desk was closed.
    pub async fn estimate_basket(&self, tickets: Vec<Ticket>) -> Result<BasketEstimate, Problem> {
        self.ask(|reply| Input::Ask(Question::Basket(tickets, reply))).await
    }

    /// The event that placing a ticket would write. Changes nothing.
    ///
    /// # Errors
    /// When the desk was closed.
    pub async fn preview(&self, ticket: Ticket) -> Result<Event, Problem> {
        self.ask(|reply| Input::Ask(Question::Preview(ticket, reply))).await
    }

    /// The whole account: every order and trade.
    ///
    /// # Errors
    /// When the desk was closed.
    pub async fn account(&self) -> Result<Arc<Account>, Problem> {
        self.ask(|reply| Input::Ask(Question::Account(reply))).await
    }

    /// Derives the whole record again and says what does not agree.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn verify(&self) -> Result<Verification, Problem> {
        self.ask(|reply| Input::Ask(Question::Verify(reply))).await?
    }

    /// Events that were acknowledged once and were gone when the desk was taken: the ledger's file, or the log
    /// beside it, is an older one.
    #[must_use]
    pub const fn lost(&self) -> Option<Lost> {
        self.lost
    }

    /// The account now.
    #[must_use]
    pub fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.borrow())
    }

    /// The account now and whenever it changes.
    #[must_use]
    pub fn views(&self) -> watch::Receiver<Arc<View>> {
        self.view.clone()
    }

    /// The whole market at the account's moment.
    #[must_use]
    pub fn scene(&self) -> Scene {
        self.scene.borrow().clone()
    }

    /// The market now and whenever the account's time moves.
    #[must_use]
    pub fn scenes(&self) -> watch::Receiver<Scene> {
        self.scene.clone()
    }

    /// What comes about from now on.
    #[must_use]
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// The bars of a stock up to now, as far as they are known: nothing is waited for. Live, that its minutes are looked at
    /// makes the exchange's task ask a source of candles for them, at most every three minutes; ask again with the next view.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub async fn chart(&self, symbol: &Symbol, frame: Frame) -> Result<Chart, Problem> {
        let scene = self.scene();
        if let (Some(exchange), Frame::Minutes(_)) = (&self.exchange, frame)
            && let Some(instrument) = scene.tape.instrument(symbol)
        {
            exchange.look_at_chart(symbol, instrument.series);
        }
        scene.chart(&self.archive, symbol, frame).await
    }

    /// A board of the day, its first rows. On a practice day it draws every stock's path, so it is made off the loop.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub async fn ranked(&self, ranking: Ranking, most: usize) -> Result<Ranked, Problem> {
        let scene = self.scene();
        let year = self.archive.year_before(scene.day_told()).await?;
        let made = tokio::task::spawn_blocking(move || scene.ranked(ranking, &year, most)).await;
        made.map_err(|_| Problem::world("The board could not be made.", "Try again; report it if it stays."))
    }

    /// A stock's range of 52 weeks; none where no price of it is known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub async fn year(&self, symbol: &Symbol) -> Result<Option<Year>, Problem> {
        let scene = self.scene();
        let year = self.archive.year_before(scene.day_told()).await?;
        Ok(scene.year_of(symbol, &year))
    }

    /// Leaves the desk in order: the practice clock is kept, the tasks have ended.
    pub async fn close(self) {
        self.stop.cancel();
        let (reply, done) = oneshot::channel();
        if self.inbox.send(Input::Close(reply)).await.is_ok() {
            let _ = done.await;
        }
        self.tasks.wait().await;
    }

    /// Ends when the desk's last task has.
    pub(crate) fn left(&self) -> impl Future<Output = ()> + use<> {
        let tasks = self.tasks.clone();
        async move { tasks.wait().await }
    }

    async fn ask<T>(&self, input: impl FnOnce(Reply<T>) -> Input) -> Result<T, Problem> {
        let closed = || Problem::world("The desk is closed.", "Sign in again.");
        let (reply, answer) = oneshot::channel();
        self.inbox.send(input(reply)).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())
    }
}

/// Tells the loop that the live sources were heard. Rounds that come while it is busy are one.
async fn listen(
    inbox: mpsc::WeakSender<Input>,
    mut heard: watch::Receiver<Arc<Heard>>,
    stop: CancellationToken,
) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            changed = heard.changed() => if changed.is_err() { return },
        }
        let Some(inbox) = inbox.upgrade() else { return };
        if inbox.send(Input::Round).await.is_err() {
            return;
        }
    }
}

/// Tells the loop that time passes. Holds no sender of its own, so that the loop ends with its last handle;
/// a pulse that finds the inbox full is left out.
async fn metronome(inbox: mpsc::WeakSender<Input>, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(PULSE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let Some(inbox) = inbox.upgrade() else { return };
        let _ = inbox.try_send(Input::Pulse);
    }
}
