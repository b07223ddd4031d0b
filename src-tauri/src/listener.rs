//! Tells the window what comes about at a desk: one task for each subscription, ended when it is over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use desk::{Desk, Notice, Quoted, Scene, View};
use tauri::ipc::Channel;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;
use trading::{Day, Symbol};

use crate::show::{self, Beside};
use crate::wire;
use crate::wiring::off_the_loop;

/// A subscription and its task.
#[derive(Default)]
pub(crate) struct Listener {
    task: Option<tauri::async_runtime::JoinHandle<()>>,
    stop: CancellationToken,
    seen: Arc<Seen>,
}

/// The board as the window last saw it.
#[derive(Default)]
pub(crate) struct Seen {
    rows: Mutex<Option<(Day, HashMap<Symbol, Quoted>)>>,
}

impl Listener {
    /// Tells the view at once and everything from then on.
    pub(crate) fn start(desk: Desk, profile: wire::Profile, channel: Channel<wire::Message>) -> Self {
        let (stop, seen) = (CancellationToken::new(), Arc::<Seen>::default());
        let telling = tell(desk, profile, channel, Arc::clone(&seen));
        let ended = stop.clone();
        let task = tauri::async_runtime::spawn(async move {
            tokio::select! {
                () = ended.cancelled() => {}
                () = telling => {}
            }
        });
        Self { task: Some(task), stop, seen }
    }

    /// The board as the window last saw it.
    pub(crate) fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen)
    }

    /// Ends the task and waits for it.
    pub(crate) async fn stop(&mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take()
            && let Err(error) = task.await
        {
            tracing::warn!(%error, "the window's listener ended in disorder");
        }
    }
}

impl Seen {
    /// The whole board, remembered.
    pub(crate) fn whole(&self, scene: &Scene, view: &View) -> wire::Board {
        let rows = scene.board();
        let beside = Beside::of(scene, view);
        let board = show::board(scene, &rows, &beside);
        let by_symbol = rows.into_iter().map(|row| (row.instrument.symbol.clone(), row)).collect();
        *self.lock() = Some((scene.tape.day(), by_symbol));
        board
    }

    /// The rows that changed since the board was last seen; none when it never was, or is of another day.
    pub(crate) fn changes(&self, scene: &Scene) -> Option<wire::BoardChange> {
        let mut seen = self.lock();
        let (_, rows) = seen.as_mut().filter(|(day, _)| *day == scene.tape.day())?;
        let mut changed = Vec::new();
        for row in scene.board() {
            let symbol = &row.instrument.symbol;
            if rows.get(symbol).is_none_or(|before| before.standing != row.standing) {
                changed.push(show::board_tick(&row));
                rows.insert(symbol.clone(), row);
            }
        }
        (!changed.is_empty()).then(|| wire::BoardChange { as_of: scene.now.to_string(), rows: changed })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Day, HashMap<Symbol, Quoted>)>> {
        // Whoever panicked left whole rows behind.
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends until the desk is closed or the window is gone.
async fn tell(desk: Desk, profile: wire::Profile, channel: Channel<wire::Message>, seen: Arc<Seen>) {
    let (mut views, mut scenes, mut notices) = (desk.views(), desk.scenes(), desk.notices());
    drop(desk);
    views.mark_changed();
    loop {
        let messages = tokio::select! {
            changed = views.changed() => match changed {
                Ok(()) => {
                    let view = Arc::clone(&views.borrow_and_update());
                    vec![wire::Message::View(show::view(&profile, &view))]
                }
                Err(_) => return,
            },
            changed = scenes.changed() => match changed {
                Ok(()) => {
                    let scene = scenes.borrow_and_update().clone();
                    board_message(scene, Arc::clone(&seen)).await.into_iter().collect()
                }
                Err(_) => return,
            },
            notice = notices.recv() => match notice {
                Ok(first) => burst(first, &mut notices),
                Err(RecvError::Lagged(lost)) => {
                    tracing::warn!(lost, "toasts were not shown");
                    Vec::new()
                }
                Err(RecvError::Closed) => return,
            },
        };
        for message in messages {
            if let Err(error) = channel.send(message) {
                tracing::debug!(%error, "the window no longer listens");
                return;
            }
        }
    }
}

/// What came about at once is told together.
fn burst(first: Notice, notices: &mut broadcast::Receiver<Notice>) -> Vec<wire::Message> {
    let rest = std::iter::from_fn(|| notices.try_recv().ok());
    let all: Vec<Notice> = std::iter::once(first).chain(rest).collect();
    show::notices(&all).into_iter().map(wire::Message::Notice).collect()
}

async fn board_message(scene: Scene, seen: Arc<Seen>) -> Option<wire::Message> {
    if !scene.board_wanted {
        return None;
    }
    let change = off_the_loop(move || seen.changes(&scene)).await.ok()??;
    Some(wire::Message::Board(change))
}
