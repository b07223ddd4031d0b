//! Time that goes on only when everybody waits for it, beside sockets that are real.
//!
//! A paused clock of tokio is moved on as soon as nothing can run, and an answer that is still in the kernel is nothing that
//! can run: on a busy machine a request would time out although its answer is there. So the clock is held while a request is
//! under way, unless the stand-in was told to keep it waiting.

use std::cell::RefCell;
use std::future::Future;
use std::sync::mpsc::{Sender, channel};

use standin::Stalling;
use tracing::span::{Attributes, Id};
use tracing::{Subscriber, subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::{Layer, registry};

thread_local! {
    static STALLING: RefCell<Option<Stalling>> = const { RefCell::new(None) };
    static UNDER_WAY: RefCell<Vec<(Id, Option<Sender<()>>)>> = const { RefCell::new(Vec::new()) };
}

/// Runs a test in paused time.
pub(super) fn in_paused_time<T>(test: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true);
    let _heard = subscriber::set_default(registry().with(Requests));
    builder.build().unwrap().block_on(test)
}

/// From now on the clock stands still while a request is under way, but for those that this exchange keeps waiting.
pub(super) fn holds_for(exchange: Stalling) {
    STALLING.set(Some(exchange));
}

/// Hears of every request of the client.
struct Requests;

impl<S: Subscriber> Layer<S> for Requests {
    fn on_new_span(&self, of: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if of.metadata().name() != "request" {
            return;
        }
        let stalls = STALLING.with_borrow(|stalling| stalling.as_ref().is_some_and(Stalling::now));
        UNDER_WAY.with_borrow_mut(|all| all.push((id.clone(), (!stalls).then(hold))));
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        UNDER_WAY.with_borrow_mut(|all| all.retain(|(of, _)| *of != id));
    }
}

/// Holds the clock until it is dropped: tokio's stands still while a blocking task runs.
pub(super) fn hold() -> Sender<()> {
    let (held, until) = channel();
    tokio::task::spawn_blocking(move || until.recv());
    held
}
