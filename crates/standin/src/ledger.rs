//! What was asked of the stand-in, and when.

use std::time::Duration;

use tokio::time::Instant;

/// Which of the three sources it stood in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// NSE's website, and its charts.
    Nse,
    /// NSE's archives.
    Archives,
    /// Yahoo Finance.
    Yahoo,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// When it came.
    pub at: Instant,
    /// Of whom.
    pub site: Site,
    /// For what: path and query, as they were sent.
    pub path: String,
}

/// The most requests that came within any span of so long.
pub(crate) fn most_within(asked: &[Asked], span: Duration) -> usize {
    let mut first = 0;
    let mut most = 0;
    for (last, request) in asked.iter().enumerate() {
        while asked.get(first).is_some_and(|earlier| request.at.duration_since(earlier.at) >= span) {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}
