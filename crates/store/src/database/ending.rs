//! A thread that opened connections ends only when they are closed.
//!
//! A connection that is dropped, and not closed and waited for, closes on a thread of its own. So does one that was on its
//! way back to its pool when the runtime ended. Should the process end meanwhile, SQLCipher's clean-up takes the
//! connection's memory away under it, and the program that had done all its work ends with a fault. The thread that runs
//! the program (or a test) is the last to end, and waits here.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;

/// No close takes so long; one that is never closed, because something holds it for good, delays the end no longer.
const LONGEST: Duration = Duration::from_secs(5);

/// How many pools and connections of one thread are not closed yet.
#[derive(Default)]
struct Count {
    open: Mutex<usize>,
    fewer: Condvar,
}

/// Of a thread: what it opened.
#[derive(Default)]
struct Opener(Arc<Count>);

/// Of a pool and of each of its connections: lives until the last of them is closed.
struct Open(Arc<Count>);

thread_local! {
    static OPENER: Opener = Opener::default();
}

impl Open {
    /// Counted for this thread; none when the thread is ending already.
    fn begin() -> Option<Self> {
        let count = OPENER.try_with(|opener| Arc::clone(&opener.0)).ok()?;
        *count.open.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Some(Self(count))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        *self.0.open.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.fewer.notify_all();
    }
}

impl Drop for Opener {
    fn drop(&mut self) {
        let open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.fewer.wait_timeout_while(open, LONGEST, |open| *open > 0);
        let (open, late) = waited.unwrap_or_else(PoisonError::into_inner);
        if late.timed_out() {
            tracing::warn!(open = *open, "connections are still open at the end");
        }
    }
}

/// Options whose connections this thread waits for. SQLite drops a connection's collations when it has closed its
/// files, and the pool its options when it ends: the collation is never called, it only lives so long.
pub(crate) fn awaited(options: SqliteConnectOptions) -> SqliteConnectOptions {
    let open = Open::begin();
    options.collation("lakh_open", move |left, right| {
        let _lives_as_long = &open;
        left.cmp(right)
    })
}
