//! The shapes of the answers, in the names that are fixed, and their tables.

pub(crate) mod account;
pub(crate) mod basket;
pub(crate) mod charges;
pub(crate) mod cost;
pub(crate) mod gtt;
pub(crate) mod market;
pub(crate) mod order;

use trading::{Phase, Source};

/// A source by its stable name.
pub(crate) const fn source_code(source: Source) -> &'static str {
    match source {
        Source::Modelled { .. } => "modelled",
        Source::RecordedBars { .. } => "recorded_bars",
        Source::RecordedTicks => "recorded_ticks",
        Source::Nse => "nse",
        Source::Yahoo => "yahoo",
        Source::Archive => "archive",
    }
}

/// A phase by its stable name.
pub(crate) const fn phase_code(phase: Phase) -> &'static str {
    match phase {
        Phase::Closed => "closed",
        Phase::PreOpenEntry => "pre_open_entry",
        Phase::PreOpenLimitOnly => "pre_open_limit_only",
        Phase::PreOpenMatch => "pre_open_match",
        Phase::Buffer => "buffer",
        Phase::Continuous => "continuous",
        Phase::AuctionReference => "auction_reference",
        Phase::AuctionEntry => "auction_entry",
        Phase::AuctionLimitOnly => "auction_limit_only",
        Phase::AuctionMatch => "auction_match",
        Phase::PostClose => "post_close",
    }
}
